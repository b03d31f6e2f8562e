"""What is wrong is said before the first official comes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.utils.endpoints import EndpointConfig

from assistant.server import selftest
from assistant.storage import database, encryption, housekeeping
from assistant.storage.tables import METADATA
from assistant.wording.nlg import FactNLG
from tests.storage.conftest import KEY, OTHER_KEY, raw


@pytest.fixture
def agent(store, domain):
    return SimpleNamespace(tracker_store=FailSafeTrackerStore(store), nlg=FactNLG(None, domain))


def test_nothing_is_wrong_and_nothing_is_left(agent, say):
    say("moi", "bonjour")
    before = raw("select * from events order by id")
    assert selftest.problems(agent) == []
    assert raw("select * from events order by id") == before
    agent.tracker_store = AwaitableTrackerStore(agent.tracker_store)
    assert selftest.problems(agent) == []


@pytest.mark.filterwarnings("ignore:Tracker store with type:UserWarning")  # Rasa's, expected here
def test_a_name_misspelt_in_endpoints_is_found(agent, domain):
    typo = EndpointConfig(type="assistant.storage.conversations.ConversationsStore")
    agent.tracker_store = FailSafeTrackerStore(TrackerStore.create(typo, domain))
    (said,) = selftest.problems(agent)
    assert "InMemoryTrackerStore" in said and "endpoints.yml" in said


@pytest.mark.parametrize("other", [InMemoryTrackerStore, SQLTrackerStore])
def test_a_store_of_rasa_is_found(agent, domain, other):
    options = {"db": ":memory:"} if other is SQLTrackerStore else {}
    agent.tracker_store = FailSafeTrackerStore(other(domain, **options))
    (said,) = selftest.problems(agent)
    assert other.__name__ in said


def test_another_wording_of_answers_is_found(agent, domain):
    agent.nlg = TemplatedNaturalLanguageGenerator(domain.responses)
    (said,) = selftest.problems(agent)
    assert "assistant.wording.nlg.FactNLG" in said


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_a_missing_table_is_found(agent, table):
    with database.engine().begin() as connection:
        connection.execute(sa.text(f"drop table {table}"))
    (said,) = selftest.problems(agent)
    assert said == f"Il manque des tables dans la base de données : {table}."


def test_conversations_written_in_clear_are_found(agent, monkeypatch):
    monkeypatch.setattr(encryption.keyring, "encrypt", lambda purpose, text: '{"' + text)
    monkeypatch.setattr(
        encryption.Encrypted, "process_result_value", lambda self, value, _: value and value[2:]
    )
    (said,) = selftest.problems(agent)
    assert "en clair" in said


def test_a_base_that_garbles_is_found(agent, monkeypatch):
    monkeypatch.setattr(
        encryption.Encrypted, "process_result_value", lambda self, value, _: "autre"
    )
    (said,) = selftest.problems(agent)
    assert "ne rend pas" in said
    assert raw("select count(*) from events") == [(0,)]


def test_a_base_that_cannot_be_written_is_found(agent, base):
    if base == "sqlite":
        sql = "create trigger t before insert on events begin select raise(abort, 'plein'); end"
    else:
        sql = "alter table events add check (type_name <> 'autotest')"
    with database.engine().begin() as connection:
        connection.execute(sa.text(sql))
    (said,) = selftest.problems(agent)
    assert "ne peut pas être lue et écrite" in said and "IntegrityError" in said


def test_a_weak_key_is_told_in_its_own_words(agent, monkeypatch):
    monkeypatch.setenv("DIFE_CLE", "court")
    (said,) = selftest.problems(agent)
    assert said.startswith("DIFE_CLE est trop faible")
    monkeypatch.setenv("DIFE_CLE", KEY)
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", "court")
    (said,) = selftest.problems(agent)
    assert said.startswith("DIFE_CLES_ANCIENNES est trop faible")


def test_a_lost_key_is_found_before_each_turn_fails(agent, say, monkeypatch):
    say("moi", "bonjour")
    say("toi", "bonjour")
    monkeypatch.setenv("DIFE_CLE", OTHER_KEY)
    (said,) = selftest.problems(agent)
    assert said.startswith("2 conversation(s)") and "DIFE_CLES_ANCIENNES" in said
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", KEY)
    assert selftest.problems(agent) == []
    monkeypatch.delenv("DIFE_CLES_ANCIENNES")
    housekeeping.purge_all()
    assert selftest.problems(agent) == []


def test_a_probe_cut_short_leaves_nothing(agent, store, monkeypatch):
    def cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "session_scope", _after(store.session_scope, cut))
    with pytest.raises(KeyboardInterrupt):
        selftest.probe(store)
    assert raw("select count(*) from events") == [(0,)]


def _after(real, cut):
    """The second session is cut; the others are the real ones."""
    calls = iter([real, cut, real])
    return lambda: next(calls)()
