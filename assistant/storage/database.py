"""One SQLAlchemy engine a process, on the database of the settings; work that never blocks."""

from __future__ import annotations

import asyncio
import logging
import os
import select
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, Tuple, TypeVar

import sqlalchemy as sa

from assistant import settings
from assistant.errors import DatabaseAway, DatabaseDamaged, Hopeless
from assistant.storage import migrations

logger = logging.getLogger(__name__)

WAIT = 2  # seconds, at most, for a connection, a lock or a statement
LIMIT = 3.0  # seconds for all that one call of `in_thread` does
DAY = 86_400.0  # seconds

T = TypeVar("T")
_patience = threading.local()
FAULTS = (sa.exc.DatabaseError, sqlite3.DatabaseError)  # the second while connecting


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="base")


async def in_thread(work: Callable[..., T], *arguments: Any) -> T:
    """What `work` returns, done beside the event loop: a slow database delays nobody else's turn.

    DatabaseAway after LIMIT seconds, DatabaseDamaged when what is stored makes no sense. A
    statement sent is then still waited for, WAIT seconds.
    """
    call = asyncio.get_running_loop().run_in_executor(_threads(), partial(work, *arguments))
    try:
        return await asyncio.wait_for(call, LIMIT)
    except (asyncio.TimeoutError, sa.exc.OperationalError, sa.exc.TimeoutError) as error:
        raise DatabaseAway(type(error).__name__) from None
    except (sa.exc.DBAPIError, sqlite3.DatabaseError) as error:
        if damaged(error):
            raise DatabaseDamaged(type(error).__name__) from None
        if getattr(error, "connection_invalidated", False):
            raise DatabaseAway(type(error).__name__) from None
        raise


def damaged(error: Exception) -> bool:
    """Whether this fault of the database says that what is stored makes no sense."""
    cause = getattr(error, "orig", error)  # one raised while connecting is not SQLAlchemy's
    said, code = str(cause), getattr(cause, "pgcode", None)
    # SQLite's words (SQLITE_CORRUPT, SQLITE_NOTADB; Python 3.10 has no code); PostgreSQL's codes.
    return "is malformed" in said or "not a database" in said or code in ("XX001", "XX002")


def check() -> None:
    """Read SQLite's whole file, some 100 MB a second; Hopeless, in one line, when it is damaged.

    PostgreSQL checks its own pages as it reads them.
    """
    made = engine()
    if not _file(made) or not os.path.exists(_file(made)):
        return
    try:
        with made.connect() as connection:
            said = connection.execute(sa.text("PRAGMA quick_check(1)")).scalar()
    except FAULTS as error:
        if not damaged(error):
            raise
        said = "damaged"
    if said != "ok":
        raise Hopeless(_damage())


def told(error: Exception) -> str:
    """Why a verb of staff's could not read or write the database, in French."""
    if damaged(error):
        return _damage()
    return (
        f"la base de données ne répond pas ({type(getattr(error, 'orig', error)).__name__}). "
        "Vérifiez DIFE_DATABASE_URL, les droits et la place libre."
    )


def _damage() -> str:
    return (
        f"la base de données {_file(engine())} est abîmée. N'effacez rien : suivez « Base de "
        "données abîmée » dans docs/exploitation.md, qui la répare ou restaure une sauvegarde."
    )


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
        limit = time.monotonic() + getattr(_patience, "seconds", WAIT) + 0.5
        while (state := connection.poll()) != extensions.POLL_OK:
            poll = select.poll()  # not select(), which refuses a process with many visitors
            poll.register(connection.fileno(), ready[state])
            if not poll.poll(max(0.0, limit - time.monotonic()) * 1000):
                raise OperationalError("no answer in time")  # psycopg2 closes the connection

    extensions.set_wait_callback(wait)


@contextmanager
def patiently(connection: sa.engine.Connection, seconds: float = DAY) -> Iterator[None]:
    """Work that may take its time, in this thread and transaction: what staff asked for."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"SET LOCAL statement_timeout = '{seconds:.0f}s'"))
    _patience.seconds = seconds
    try:
        yield
    finally:
        _patience.seconds = WAIT


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
    limit = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:  # of two that make the file, SQLite lets neither wait
            if time.monotonic() > limit:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA busy_timeout={WAIT * 1000}")
    connection.execute("PRAGMA secure_delete=ON")  # what is forgotten is overwritten


def engine() -> sa.engine.Engine:
    """The engine of `settings.current().database_url`."""
    return _engine(settings.current().database_url)


def ready() -> sa.engine.Engine:
    """The engine, its tables as the code wants them: seen to once, then as quick as `engine`.

    migrations.CannotUpgrade when that is impossible.
    """
    made = engine()
    if _file(made) and not os.path.exists(_file(made)):  # removed while we ran
        _prepare.cache_clear()
    _prepare(made)
    return made


def _file(made: sa.engine.Engine) -> str:
    """SQLite's file; "" for another database, or one in memory."""
    name = made.url.database or ""
    return name if made.dialect.name == "sqlite" and name != ":memory:" else ""


@lru_cache(maxsize=4)
def _prepare(made: sa.engine.Engine) -> None:
    with made.connect() as connection:
        if not migrations.missing(connection):
            return
    with made.connect() as connection, patiently(connection, migrations.WAIT):
        migrations.upgrade(connection)
    leave_no_trace()


def leave_no_trace() -> None:
    """Empty SQLite's journal: what was deleted leaves it too (secure_delete clears the file)."""
    if engine().dialect.name == "sqlite":
        with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar():
                logger.warning("The journal is in use: what was forgotten leaves it next time.")
