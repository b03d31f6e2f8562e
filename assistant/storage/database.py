"""One SQLAlchemy engine a process, on the database of the settings; columns kept encrypted."""

from __future__ import annotations

import asyncio
import logging
import os
import select
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, Optional, Tuple, TypeVar

import sqlalchemy as sa

from assistant import settings
from assistant.errors import DatabaseAway
from assistant.privacy import keyring

logger = logging.getLogger(__name__)

WAIT = 2  # seconds, at most, for a connection, a lock or a statement
LIMIT = 3.0  # seconds for all that one call of `in_thread` does
DAY = 86_400.0  # seconds
BATCH = 200  # rows of a transaction, so that no turn waits long behind it
METADATA = sa.MetaData()  # every table that holds something personal


T = TypeVar("T")
_patience = threading.local()


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="base")


async def in_thread(work: Callable[..., T], *arguments: Any) -> T:
    """What `work` returns, done beside the event loop: a slow database delays nobody else's turn.

    DatabaseAway after LIMIT seconds. A statement sent is then still waited for, WAIT seconds.
    """
    call = asyncio.get_running_loop().run_in_executor(_threads(), partial(work, *arguments))
    try:
        return await asyncio.wait_for(call, LIMIT)
    except (asyncio.TimeoutError, sa.exc.OperationalError, sa.exc.TimeoutError) as error:
        raise DatabaseAway(type(error).__name__) from None
    except sa.exc.DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseAway(type(error).__name__) from None
        raise


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


@lru_cache(maxsize=4)
def _engine(url: str) -> sa.engine.Engine:
    # Without hide_parameters an error of the database tells the log what was to be kept.
    options: Dict[str, Any] = {"future": True, "pool_pre_ping": True, "hide_parameters": True}
    parsed = sa.engine.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        made = sa.create_engine(parsed, connect_args={"timeout": WAIT}, **options)
        if parsed.database and parsed.database != ":memory:":
            _close_files(Path(parsed.database))
            sa.event.listen(made, "do_connect", _make_file)
        sa.event.listen(made, "connect", _quick_and_safe)
        return made
    if parsed.get_backend_name() == "postgresql":
        limits = f"-c statement_timeout={WAIT}s -c lock_timeout={WAIT}s"
        options["connect_args"] = {"connect_timeout": WAIT, "options": limits}
        options["pool_timeout"] = WAIT
        _wait_no_longer()
    return sa.create_engine(parsed, **options)


def _wait_no_longer() -> None:
    """A limit on our side too: a server frozen or cut off does not enforce its own."""
    from psycopg2 import OperationalError, extensions

    ready = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}

    def wait(connection: Any) -> None:
        # Longer than the server's own limit, after which it can say which statement was slow.
        limit = time.monotonic() + (DAY if getattr(_patience, "on", False) else WAIT + 0.5)
        while (state := connection.poll()) != extensions.POLL_OK:
            poll = select.poll()  # not select(), which refuses a process with many visitors
            poll.register(connection.fileno(), ready[state])
            if not poll.poll(max(0.0, limit - time.monotonic()) * 1000):
                raise OperationalError("no answer in time")  # psycopg2 closes the connection

    extensions.set_wait_callback(wait)


@contextmanager
def patiently(connection: sa.engine.Connection) -> Iterator[None]:
    """Work that staff asked for may take its time, in this thread and transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
    _patience.on = True
    try:
        yield
    finally:
        _patience.on = False


def _close_files(path: Path) -> None:
    """Files of an earlier version, to be read by their owner alone."""
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        if each.exists():
            each.chmod(0o600)


def _make_file(_: Any, __: Any, arguments: Tuple[str, ...], ___: Any) -> None:
    # SQLite gives -wal and -shm the mode of the file itself. A file that exists must not be
    # opened here: closing it would drop the locks that this process holds on it.
    if not os.path.exists(arguments[0]):
        Path(arguments[0]).parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(arguments[0], os.O_CREAT | os.O_WRONLY, 0o600))


def _quick_and_safe(connection: Any, _: Any) -> None:
    # WAL lets both servers write; NORMAL loses no committed turn when the process is killed.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA busy_timeout={WAIT * 1000}")
    connection.execute("PRAGMA secure_delete=ON")  # what is forgotten is overwritten


def engine() -> sa.engine.Engine:
    """The engine of `settings.current().database_url`."""
    return _engine(settings.current().database_url)


def ready() -> sa.engine.Engine:
    """The engine, once the tables that are missing have been made."""
    made = engine()
    METADATA.create_all(made)
    if made.dialect.name == "postgresql":
        _widen(made)
    return made


@lru_cache(maxsize=4)
def _widen(made: sa.engine.Engine) -> None:
    """Columns of an earlier version, too short for encrypted text (SQLite counts no length)."""
    with made.begin() as connection:
        for table, column in _encrypted_columns():
            found = {c["name"]: c["type"] for c in sa.inspect(connection).get_columns(table.name)}
            if getattr(found[column.name], "length", None):
                widen = f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" TYPE TEXT'
                connection.execute(sa.text(widen))


def _encrypted_columns() -> Iterator[Tuple[sa.Table, sa.Column]]:
    for table in METADATA.sorted_tables:
        yield from ((table, each) for each in table.c if isinstance(each.type, Encrypted))


def encrypt_again() -> int:
    """Put under today's key what is in the clear or under a former key; values changed.

    What cannot be read stays as it is: the key may come back.
    """
    changed = unreadable = 0
    for table, column in _encrypted_columns():
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
                    # A value replaced meanwhile (a Teams reference) is not put back.
                    same = table.update().where(identity == last, stored == value)
                    changed += connection.execute(same.values({column.name: text})).rowcount
            if len(rows) < BATCH:
                break
    if unreadable:
        logger.warning("Values that no key opens: %d.", unreadable)
    return changed


def leave_no_trace() -> None:
    """Empty SQLite's journal: what was deleted leaves it too (secure_delete clears the file)."""
    if engine().dialect.name == "sqlite":
        with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar():
                logger.warning("The journal is in use: what was forgotten leaves it next time.")
