"""The engine: whose files, how long it waits, what its errors tell."""

from __future__ import annotations

import asyncio
import os
import resource
import socket
import sqlite3
import threading
import time

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import settings
from assistant.storage import callbacks, database, opinions
from assistant.storage.conversations import ConversationStore, Event
from assistant.storage.database import DatabaseAway
from tests.storage.conftest import raw, texts


def modes() -> dict[str, int]:
    return {p.name: p.stat().st_mode & 0o777 for p in settings.var_folder().glob("dife.db*")}


@pytest.fixture
def careless():
    before = os.umask(0)
    yield
    os.umask(before)


def test_its_files_are_their_owner_s_alone(careless):
    with database.ready().connect() as connection:
        connection.execute(sa.text("select * from events")).all()
        opinions.save("a", "saluer", True)
        assert modes() == {"dife.db": 0o600, "dife.db-wal": 0o600, "dife.db-shm": 0o600}


def test_files_of_an_earlier_version_are_closed_to_others(careless):
    before = sqlite3.connect(settings.var_folder() / "dife.db")
    before.execute("pragma journal_mode=wal")
    before.execute("create table x (y)")
    before.commit()
    assert set(modes().values()) == {0o644} and len(modes()) == 3
    database.ready()
    assert set(modes().values()) == {0o600} and len(modes()) == 3


def test_a_file_removed_is_made_again_for_its_owner_alone(careless):
    callbacks.save("moi", "Claire", "06 12 34 56 78", "demain")
    for path in settings.var_folder().glob("dife.db*"):
        path.unlink()
    callbacks.save("moi", "Claire", "06 12 34 56 78", "demain")
    assert modes()["dife.db"] == 0o600


def test_a_lock_is_waited_for_two_seconds_at_most():
    database.ready()
    other = sqlite3.connect(settings.var_folder() / "dife.db")
    other.execute("begin immediate")
    started = time.monotonic()
    with pytest.raises(sa.exc.OperationalError):
        callbacks.save("moi", "Claire", "06 12 34 56 78", "demain")
    assert 2 < time.monotonic() - started < 5
    other.rollback()


def test_what_is_deleted_is_overwritten_and_a_turn_survives_a_kill():
    with database.engine().connect() as connection:
        found = {
            name: connection.execute(sa.text(f"pragma {name}")).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "secure_delete")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 1,
        "busy_timeout": 2000,
        "secure_delete": 1,
    }


def test_an_error_of_the_database_says_nothing_of_what_was_kept(base):
    database.ready()
    with pytest.raises(sa.exc.SQLAlchemyError) as fault, database.engine().begin() as connection:
        for _ in range(2):
            connection.execute(
                sa.insert(Event).values(id=1, sender_id="moi-canari", type_name="user", data="x")
            )
    assert "canari" not in str(fault.value) and "v1:" not in str(fault.value)


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_postgresql_is_waited_for_two_seconds_at_most(base):
    with database.ready().begin() as connection:
        assert connection.execute(sa.text("show statement_timeout")).scalar() == "2s"
        assert connection.execute(sa.text("show lock_timeout")).scalar() == "2s"
        started = time.monotonic()
        with pytest.raises(sa.exc.OperationalError):
            connection.execute(sa.text("select pg_sleep(20)"))
    assert time.monotonic() - started < 5


def test_a_server_that_says_nothing_is_left_after_two_seconds(monkeypatch):
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        address = f"postgresql+psycopg2://dife@127.0.0.1:{mute.getsockname()[1]}/postgres"
        monkeypatch.setenv("DIFE_DATABASE_URL", address)
        started = time.monotonic()
        with pytest.raises(sa.exc.OperationalError):
            raw("select 1")
    assert time.monotonic() - started < 5


def test_both_servers_write_at_once(base, monkeypatch):
    """Eight threads, thirty requests each: all are kept."""
    monkeypatch.setenv("DIFE_RAPPELS_PAR_JOUR", "1000")
    database.ready()

    def write(number: int) -> None:
        for turn in range(30):
            callbacks.save(f"s{number}-{turn}", "Claire", "06 12 34 56 78", "demain")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raw("select count(*) from rappels") == [(240,)]


# --- The event loop goes on whatever the database does


async def heartbeat(stop: asyncio.Event) -> float:
    """The longest time that the loop kept a sleeper of 10 ms waiting, in seconds."""
    longest = 0.0
    while not stop.is_set():
        begun = time.monotonic()
        await asyncio.sleep(0.01)
        longest = max(longest, time.monotonic() - begun)
    return longest


def told_away(*calls) -> tuple[float, float]:
    """Seconds until every call was told that the database is away; the loop's longest wait."""

    async def go() -> tuple[float, float]:
        stop = asyncio.Event()
        beating = asyncio.ensure_future(heartbeat(stop))
        begun = time.monotonic()
        faults = await asyncio.gather(*(call() for call in calls), return_exceptions=True)
        took = time.monotonic() - begun
        stop.set()
        assert {type(fault) for fault in faults} == {DatabaseAway}
        return took, await beating

    return asyncio.run(go())


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
@pytest.mark.parametrize("people", [1, 40])
def test_a_frozen_database_is_told_in_time_and_nobody_else_waits(
    base, cluster, store, say, people, monkeypatch
):
    say("moi", "bonjour")
    cluster.freeze()
    try:
        took, waited = told_away(*[lambda: store.retrieve("moi")] * people)
        assert took < 3.5 and waited < 1
        tracker = DialogueStateTracker.from_events("elle", [UserUttered("bonjour")])
        took, waited = told_away(lambda: store.save(tracker))
        assert took < 3.5 and waited < 1
    finally:
        cluster.thaw()
    time.sleep(3)  # what was asked meanwhile ends
    assert texts(store, "moi") == ["bonjour"]


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_a_stopped_database_is_told_then_found_again(base, cluster, store, say):
    say("moi", "bonjour")
    cluster.stop()
    try:
        took, _ = told_away(lambda: store.retrieve("moi"))
        assert took < 3.5
    finally:
        cluster.start()
    assert texts(store, "moi") == ["bonjour"]


def test_a_sqlite_file_held_by_another_delays_nobody(domain):
    store = ConversationStore(domain)
    other = sqlite3.connect(settings.var_folder() / "dife.db")
    other.execute("begin exclusive")
    tracker = DialogueStateTracker.from_events("moi", [UserUttered("bonjour")])
    took, waited = told_away(lambda: store.save(tracker))
    assert took < 3.5 and waited < 1
    other.rollback()
    asyncio.run(store.save(tracker))
    assert texts(store, "moi") == ["bonjour"]


def test_staff_s_own_work_may_take_its_time(base):
    with database.ready().begin() as connection, database.patiently(connection):
        if base == "postgresql":
            connection.execute(sa.text("select pg_sleep(3)"))
    assert database._patience.seconds == 2


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_a_process_with_many_files_still_connects(base):
    """select() refuses a descriptor of 1024 or more."""
    database.ready()
    database.engine().dispose()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    many = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        assert asyncio.run(database.in_thread(callbacks.waiting)) == []
    finally:
        for each in many:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_of_two_that_make_the_file_none_gives_up():
    """SQLite refuses one at once, whatever its timeout, while the other turns the journal on."""

    class Connection:
        said = []

        def execute(self, statement):
            self.said.append(statement)
            if "journal_mode" in statement and len(self.said) < 4:
                raise sqlite3.OperationalError("database is locked")

    database._quick_and_safe(Connection(), None)
    assert sum("journal_mode" in one for one in Connection.said) == 4
    assert any("secure_delete" in one for one in Connection.said)


def test_a_file_that_stays_locked_is_told(monkeypatch):
    class Connection:
        def execute(self, _):
            raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(database, "WAIT", 0.05)
    with pytest.raises(sqlite3.OperationalError):
        database._quick_and_safe(Connection(), None)
