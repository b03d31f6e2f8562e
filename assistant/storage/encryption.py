"""Columns that only the installation's key reads, and their change to a new key."""

from __future__ import annotations

import logging
from typing import Any, Iterable, Iterator, Optional, Tuple

import sqlalchemy as sa

from assistant.privacy import keyring
from assistant.storage.database import engine

logger = logging.getLogger(__name__)

BATCH = 200  # rows of a transaction, so that no turn waits long behind it


class Encrypted(sa.types.TypeDecorator):
    """Text that only the installation's key reads (keyring.py), by a key for each `purpose`.

    An earlier version wrote in the clear: such a value, which begins with `clear`, is still read.
    One that cannot be read raises keyring.Unreadable, or is told as `unreadable` when there is one.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, purpose: str, clear: str = "", unreadable: Optional[str] = None) -> None:
        super().__init__()
        self.purpose, self.clear, self.unreadable = purpose, clear, unreadable

    def process_bind_param(self, value: Optional[str], _: Any) -> Optional[str]:
        return None if value is None else keyring.encrypt(self.purpose, value)

    def process_result_value(self, value: Optional[str], _: Any) -> Optional[str]:
        if value is None or not keyring.encrypted(value) and value.startswith(self.clear):
            return value
        try:
            return keyring.decrypt(self.purpose, value)
        except keyring.Unreadable:
            if self.unreadable is None:
                raise
            return self.unreadable


def encrypt_again(tables: Iterable[sa.Table]) -> int:
    """Put under today's key what is in the clear or under a former key; values changed.

    What cannot be read stays as it is: the key may come back.
    """
    changed = unreadable = 0
    for table, column in _encrypted_columns(tables):
        (identity,) = table.primary_key
        stored = sa.type_coerce(column, sa.Text)
        stale = stored.not_like(f"{keyring.prefixes(column.type.purpose)[0]}%")
        query = sa.select(identity, stored).where(stale).order_by(identity).limit(BATCH)
        last: Any = None
        while True:
            page = query if last is None else query.where(identity > last)
            with engine().begin() as connection:
                rows = connection.execute(page).all()
                for last, value in rows:
                    try:
                        text = column.type.process_result_value(value, None)
                    except keyring.Unreadable:
                        text = None
                    if text is None or text == column.type.unreadable:
                        unreadable += 1
                        continue
                    # A value replaced meanwhile is not put back.
                    same = table.update().where(identity == last, stored == value)
                    changed += connection.execute(same.values({column.name: text})).rowcount
            if len(rows) < BATCH:
                break
    if unreadable:
        logger.warning("Values that no key opens: %d.", unreadable)
    return changed


def _encrypted_columns(tables: Iterable[sa.Table]) -> Iterator[Tuple[sa.Table, sa.Column]]:
    for table in tables:
        yield from ((table, each) for each in table.c if isinstance(each.type, Encrypted))
