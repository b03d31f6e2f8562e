"""A database whose bytes make no sense: told as such, at start and to the official."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
import sqlalchemy as sa

from assistant import settings
from assistant.channels import exchange
from assistant.errors import DatabaseAway, DatabaseDamaged
from assistant.storage import callbacks, database
from assistant.wording import messages
from tests.storage.conftest import raw, texts
from tests.support.servers import free_port

PAGE = 4_096  # bytes


def file() -> Path:
    return settings.var_folder() / "dife.db"


def filled(say) -> None:
    for sender in ("moi", "toi"):
        for _ in range(30):
            say(sender, "bonjour " * 20, "utter_saluer")


def spoil(first: int) -> None:
    """Write noise on every page from this one."""
    database.leave_no_trace()
    database.engine().dispose()
    with file().open("r+b") as written:
        written.seek(first * PAGE)
        written.write(os.urandom(file().stat().st_size - first * PAGE))


def verb(name: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "assistant", name],
        cwd=settings.ROOT,
        env={**os.environ, "PORT": str(free_port())},  # servers of other tests may have theirs
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
@pytest.mark.parametrize("first", [0, 12], ids=["whole", "within"])
def test_at_start_it_is_named_in_one_line_and_no_new_start_is_tried(say, base, first):
    filled(say)
    spoil(first)
    done = verb("run")
    said = done.stderr.strip()
    assert said.count("\n") == 0 and str(file()) in said, done
    assert "est abîmée" in said and "docs/exploitation.md" in said
    unit = (settings.ROOT / "deploy" / "assistant-dife.service").read_text("utf-8")
    assert f"RestartPreventExitStatus={done.returncode}" in unit.splitlines()


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ["rappels", "avis", "purge"])
def test_staff_are_told_so_too_in_one_line(say, base, name):
    filled(say)
    spoil(0)
    done = verb(name)
    said = done.stderr.strip()
    assert done.returncode == 1 and said.count("\n") == 0, done
    assert "est abîmée" in said and "docs/exploitation.md" in said


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
def test_a_sound_one_is_not_accused(say, base):
    database.check()  # none yet
    say("moi", "bonjour")
    database.check()
    with database.engine().begin() as connection:  # nor one that is in use
        connection.execute(sa.text("insert into identites values ('moi', 1)"))
        database.check()


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
@pytest.mark.parametrize("first", [0, 2], ids=["whole", "within"])
def test_while_running_the_official_is_told_that_it_may_be_lost(say, store, base, first):
    filled(say)
    spoil(first)
    with pytest.raises(DatabaseDamaged):
        texts(store, "moi")
    with pytest.raises(DatabaseDamaged):
        asyncio.run(database.in_thread(callbacks.save, "moi", "Élise", "06 12 34 56 78", "demain"))


def test_postgresql_s_own_words_are_known():
    class Corrupted(psycopg2.DatabaseError):
        pgcode = "XX001"

    def read() -> None:
        raise sa.exc.DatabaseError("", {}, Corrupted("invalid page in block 3"))

    with pytest.raises(DatabaseDamaged):
        asyncio.run(database.in_thread(read))


def test_its_words_promise_nothing(caplog):
    said = {
        fault: messages.as_answer(exchange.fault_of(fault()), "")["text"]
        for fault in (DatabaseAway, DatabaseDamaged, ValueError)
    }
    assert "n'est pas perdu" in said[DatabaseAway] and "n'est perdu" in said[ValueError]
    assert "peut-être perdu" in said[DatabaseDamaged]
    assert "n'est pas perdu" not in said[DatabaseDamaged]
    assert "DatabaseDamaged" in caplog.text


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
def test_other_faults_are_no_damage(store, base):
    with pytest.raises(sa.exc.IntegrityError):
        asyncio.run(database.in_thread(raw, "insert into events (id) values (1)"))
