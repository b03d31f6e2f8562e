"""The facts as they stand on disk: of every association, and of the one spoken for."""

from __future__ import annotations

from assistant import settings
from dife.facts.store import References, references


def current() -> References:
    """Read again when a file changed; ReferenceFileError if the first reading is wrong."""
    return references(settings.REFERENCES, settings.association_folder())
