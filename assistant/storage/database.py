"""One SQLAlchemy engine a process, on the database of the settings."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from assistant import settings


@lru_cache(maxsize=4)
def _engine(url: str) -> sa.engine.Engine:
    made = sa.create_engine(url, future=True, pool_pre_ping=True)
    if made.dialect.name == "sqlite":
        sa.event.listen(made, "connect", _quick_and_safe)
    return made


def _quick_and_safe(connection: Any, _: Any) -> None:
    # WAL lets both servers write; NORMAL loses no committed turn when the process is killed.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=3000")
    connection.execute("PRAGMA secure_delete=ON")  # what is forgotten is overwritten


def engine() -> sa.engine.Engine:
    """The engine of `settings.database_url()`."""
    return _engine(settings.database_url())
