"""The database follows the code: made new, brought up to date, once, by one process at a time."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from assistant import settings
from assistant.storage import callbacks, database, housekeeping, migrations, opinions, said
from assistant.storage.conversations import ConversationStore
from assistant.storage.migrations import CannotUpgrade
from assistant.storage.tables import METADATA, PERSONAL
from tests.storage.conftest import on_disk, raw, texts

EARLIER = Path(__file__).parent / "earlier"
LAST = migrations.revisions()[-1]
# Rappels of the first release, in the clear and too short for what is encrypted.
FIRST = (
    "create table rappels (id {serial} primary key, sender_id varchar(255) not null, demande_le "
    "{time} not null, nom varchar(120) not null, telephone varchar(20) not null, moment "
    "varchar(200) not null)"
)


def script(text: str) -> None:
    """Run many statements, past SQLAlchemy, on a connection of their own."""
    connection = database.engine().raw_connection()
    try:
        if database.engine().dialect.name == "sqlite":
            connection.executescript(text)
        else:
            connection.cursor().execute(text)
        connection.commit()
    finally:
        connection.close()


@pytest.fixture
def earlier(base):
    """A database of the release before, with conversations of today."""
    script((EARLIER / f"{base}.sql").read_text("utf-8"))
    now, day = time.time(), time.strftime("%Y-%m-%d")
    with database.engine().begin() as connection:
        for change in (
            "update events set timestamp = :now",
            "update identites set vu_le = :now",
            "update rappels set demande_le = :day",
            "update avis set jour = :day",
        ):
            wanted = {"now": now} if ":now" in change else {"day": f"{day} 12:00:00"}
            wanted = {"day": day} if "jour" in change else wanted
            connection.execute(sa.text(change), wanted)
    if base == "sqlite":
        database.leave_no_trace()


def version() -> list[tuple]:
    return raw("select version_num from alembic_version")


def schema() -> list[str]:
    """Columns and indexes of every table, as text."""
    found = sa.inspect(database.engine())
    return [
        f"{table}: {[(c['name'], str(c['type']), c['nullable']) for c in found.get_columns(table)]}"
        f" {found.get_pk_constraint(table)['constrained_columns']}"
        f" {sorted((i['name'], i['column_names']) for i in found.get_indexes(table))}"
        for table in sorted(found.get_table_names())
    ]


@pytest.fixture
def statements(base):
    """What is sent to the database, from now on."""
    sent: list[str] = []

    def note(_, __, statement, *___):
        sent.append(statement)

    database.ready()
    sa.event.listen(database.engine(), "before_cursor_execute", note)
    yield sent
    sa.event.remove(database.engine(), "before_cursor_execute", note)


# --- The files


def test_they_are_numbered_without_a_gap_and_end_in_one():
    numbers = [int(each) for each in migrations.revisions()]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 3
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [LAST]
    assert [each.revision for each in scripts.walk_revisions()] == migrations.revisions()[::-1]


# --- What they make


def test_a_new_database_is_what_the_tables_say(base):
    database.ready()
    assert version() == [(LAST,)]
    with database.engine().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_an_earlier_database_becomes_the_same_as_a_new_one(earlier, base):
    database.ready()
    brought = schema()
    script("drop table alembic_version;" + "".join(f"drop table {t};" for t in METADATA.tables))
    database._prepare.cache_clear()
    database.ready()
    assert schema() == brought and "alembic_version" in brought[0]


def test_conversations_of_an_earlier_release_are_still_read(earlier, domain):
    store = ConversationStore(domain)
    assert texts(store, "ordinaire") == ["bonjour", "deux nuits à Gien"]
    tracker = asyncio.run(store.retrieve("lettre"))
    assert tracker.active_loop_name == "courriel_form"
    assert tracker.get_slot("motif_courriel") == "erreur_plateforme"
    assert [(r.nom, r.moment) for r in callbacks.waiting()] == [("Claire", "demain")]
    assert [tuple(row) for row in opinions.by_intent()] == [("montant_droits", 1, 0)]
    assert said.messages("ordinaire")[0] == 2
    assert len(housekeeping.export("rappel")["evenements"]) == 23
    # What was to be forgotten still is.
    assert store.forget_abandoned(time.time() + 31 * 60) == 1
    assert texts(store, "lettre") == [] and texts(store, "rappel")


def test_a_conversation_kept_before_goes_on_after(earlier, domain, say):
    """A call-back saved by the earlier release holds nobody's identity."""
    assert say("rappel", "merci").latest_message.text == "merci"
    assert raw("select sender_id from identites") == [("lettre",)]


def test_the_first_release_s_short_columns_take_what_is_encrypted(base):
    kinds = {
        "sqlite": {"serial": "integer", "time": "datetime"},
        "postgresql": {"serial": "serial", "time": "timestamptz"},
    }
    script(FIRST.format(**kinds[base]))
    script(
        "insert into rappels (sender_id, demande_le, nom, telephone, moment) values "
        "('toi', '2026-11-20 10:00:00', 'Anne', '06 12 34 56 78', 'mardi')"
    )
    callbacks.save("moi", "é" * 120, "06 12 34 56 78", "à" * 200)
    assert [(r.nom, r.moment) for r in callbacks.waiting("moi")] == [("é" * 120, "à" * 200)]
    assert callbacks.waiting("toi")[0].nom == "Anne"


def test_names_kept_for_teams_leave_no_byte(earlier, base):
    (kept,) = raw("select reference from conversations_teams")
    piece = kept[0][-40:].encode()
    # Another server is connected: without one, SQLite empties its journal when we leave.
    with database.engine().connect() as other:
        other.execute(sa.text("select 1")).scalar()
        other.rollback()
        if base == "sqlite":
            assert piece in on_disk()
        database.ready()
        assert not sa.inspect(database.engine()).has_table("conversations_teams")
        if base == "sqlite":
            assert piece not in on_disk() and b"conversations_teams" not in on_disk()


# --- Once, and by one process at a time


def test_once_made_it_costs_nothing_more(statements):
    for _ in range(100):
        assert database.ready() is database.engine()
    assert statements == []


def test_each_use_asks_for_no_more_than_it_needs(statements):
    callbacks.waiting("moi")
    assert len(statements) == 1
    opinions.save("a", "saluer", True)
    assert len(statements) == 3
    said.messages("moi")
    assert len(statements) == 4 and not [s for s in statements if "CREATE" in s.upper()]


def test_another_start_changes_nothing(earlier, base):
    database.ready()
    before = schema(), raw("select * from events order by id"), version()
    database._prepare.cache_clear()
    database._engine.cache_clear()
    database.ready()
    assert (schema(), raw("select * from events order by id"), version()) == before


JOURNAL = "The journal is in use: what was forgotten leaves it next time.\n"
START = """
import sys, time
from pathlib import Path
from assistant.storage import callbacks, database
import alembic.command
go, mine = map(Path, sys.argv[1:])
mine.touch()
while not go.exists():
    time.sleep(0.001)
database.ready()
callbacks.save(mine.name, "Claire", "06 12 34 56 78", "demain")
"""


def start_together(folder: Path, count: int) -> list[str]:
    """Processes that prepare the database at the same moment; the faults that they told."""
    go, names = folder / "go", [folder / f"s{n}" for n in range(count)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", START, go, name],
            cwd=settings.ROOT,
            env={**os.environ, "SQLALCHEMY_SILENCE_UBER_WARNING": "1"},
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    limit = time.monotonic() + 60
    while not all(name.exists() for name in names) and time.monotonic() < limit:
        time.sleep(0.01)
    go.touch()
    told = [each.communicate(timeout=60)[1] for each in running]
    # Read by another just then, the journal is emptied by a later purge.
    return [text for text in told if text.replace(JOURNAL, "")]


def test_processes_that_start_at_once_make_it_once(base, tmp_path):
    assert start_together(tmp_path, 4) == []
    assert version() == [(LAST,)] and len(callbacks.waiting()) == 4


def test_processes_that_start_at_once_bring_it_up_to_date_once(earlier, tmp_path, domain):
    assert start_together(tmp_path, 4) == []
    assert version() == [(LAST,)] and len(callbacks.waiting()) == 5
    assert texts(ConversationStore(domain), "ordinaire") == ["bonjour", "deux nuits à Gien"]


def test_changes_that_take_longer_than_a_turn_are_waited_for(base):
    """Another process is at work for longer than any statement of a turn may last."""
    locked = threading.Event()

    def work() -> None:
        with database.engine().connect() as connection:
            migrations._lock(connection)
            locked.set()
            time.sleep(database.WAIT + 1.5)
            connection.rollback()

    other = threading.Thread(target=work)
    other.start()
    assert locked.wait(10)
    database.ready()
    other.join()
    assert version() == [(LAST,)]


# --- When it cannot be done


def test_a_database_newer_than_the_code_is_told_in_french(base, domain):
    database.ready()
    script("update alembic_version set version_num = '9999'")
    database._prepare.cache_clear()
    before = schema()
    for start in (database.ready, lambda: ConversationStore(domain), callbacks.waiting):
        with pytest.raises(CannotUpgrade, match=f"plus récente.*9999.*{LAST}.*sauvegarde"):
            start()
    assert schema() == before and version() == [("9999",)]


def test_a_change_that_fails_changes_nothing(earlier, base, monkeypatch):
    before = schema()

    def spoil(connection):
        connection.exec_driver_sql("create table alembic_version (version_num varchar(32))")
        connection.exec_driver_sql("drop table avis")
        connection.exec_driver_sql("insert into rappels (id) values (1)")

    with monkeypatch.context() as spoilt:
        spoilt.setattr(migrations, "_run", spoil)
        with pytest.raises(CannotUpgrade, match=r"n'a pas pu être mise à jour \(\w+\)"):
            database.ready()
    assert schema() == before
    database.ready()
    assert version() == [(LAST,)]


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_a_role_without_rights_is_told_in_french(earlier, cluster, monkeypatch):
    script("create role faible login; grant usage on schema public to faible")
    try:
        monkeypatch.setenv("DIFE_DATABASE_URL", cluster.address("faible"))
        with pytest.raises(CannotUpgrade, match="InsufficientPrivilege.*postgresql.sql"):
            database.ready()
    finally:
        monkeypatch.setenv("DIFE_DATABASE_URL", cluster.address())
        script("drop owned by faible; drop role faible")


@pytest.mark.parametrize("base", ["postgresql"], indirect=True)
def test_a_database_away_is_told_as_such(base, cluster):
    database.engine()
    cluster.stop()
    try:
        with pytest.raises(database.DatabaseAway):
            asyncio.run(database.in_thread(database.ready))
    finally:
        cluster.start()
    database.ready()
    assert version() == [(LAST,)]


def test_what_names_nobody_is_neither_exported_nor_erased_for_somebody(base):
    assert {table.name for table in PERSONAL} == {
        "events",
        "identites",
        "rappels",
        "rappels_adresses",
    }
    opinions.save("a", "saluer", True)
    assert housekeeping.purge_all() == 0 and len(opinions.by_intent()) == 1
