"""The facts as they stand on disk: of every association, and of the one spoken for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from assistant import settings
from dife.facts.store import References, references

_held: ContextVar[list[References] | None] = ContextVar("facts", default=None)


def current() -> References:
    """Read again when a file changed; ReferenceFileError if the first reading is wrong."""
    box = _held.get()
    if box:
        return box[0]
    found = references(settings.REFERENCES, settings.association_folder())
    if box is not None:
        box.append(found)
    return found


@contextmanager
def held() -> Iterator[None]:
    """Whatever is done meanwhile looks at the files once, and reckons with the same facts: an
    action asks for them forty times, which was most of its time."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)
