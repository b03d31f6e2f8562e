"""The engine: whose files, how long it waits, what its errors tell."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
import time

import pytest
import sqlalchemy as sa

from assistant import settings
from assistant.storage import callbacks, database, feedback
from assistant.storage.tracker_store import Event
from tests.storage.conftest import raw


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
        feedback.save("a", "saluer", True)
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


def test_a_lock_is_waited_for_three_seconds_at_most():
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
        "journal_mode": "wal", "synchronous": 1, "busy_timeout": 3000, "secure_delete": 1
    }  # fmt: skip


def test_an_error_of_the_database_says_nothing_of_what_was_kept(base):
    database.ready()
    with pytest.raises(sa.exc.SQLAlchemyError) as fault, database.engine().begin() as connection:
        for _ in range(2):
            connection.execute(
                sa.insert(Event).values(id=1, sender_id="moi-canari", type_name="user", data="x")
            )
    assert "canari" not in str(fault.value) and "v1:" not in str(fault.value)


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_postgresql_is_waited_for_three_seconds_at_most(base):
    with database.ready().begin() as connection:
        assert connection.execute(sa.text("show statement_timeout")).scalar() == "3s"
        assert connection.execute(sa.text("show lock_timeout")).scalar() == "3s"
        started = time.monotonic()
        with pytest.raises(sa.exc.OperationalError):
            connection.execute(sa.text("select pg_sleep(20)"))
    assert time.monotonic() - started < 5


def test_a_server_that_says_nothing_is_left_after_three_seconds(monkeypatch):
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        address = f"postgresql+psycopg2://dife@127.0.0.1:{mute.getsockname()[1]}/postgres"
        monkeypatch.setenv("DIFE_DATABASE_URL", address)
        started = time.monotonic()
        with pytest.raises(sa.exc.OperationalError):
            raw("select 1")
    assert time.monotonic() - started < 5


def test_both_servers_write_at_once(base):
    """Eight threads, thirty requests each: all are kept."""
    database.ready()

    def write(number: int) -> None:
        for turn in range(30):
            callbacks.save(f"s{number}", "Claire", "06 12 34 56 78", str(turn))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raw("select count(*) from rappels") == [(240,)]
