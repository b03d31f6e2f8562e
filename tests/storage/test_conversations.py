"""What is kept, and for how long."""

from __future__ import annotations

import asyncio
import time

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.cli import staff
from assistant.storage import opinions
from assistant.storage.conversations import DAY, ConversationStore


@pytest.fixture
def store(monkeypatch, tmp_path):
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    return ConversationStore(Domain.empty())


def said(store: ConversationStore, sender: str) -> list[str]:
    tracker = asyncio.run(store.retrieve(sender))
    return [e.text for e in tracker.events if isinstance(e, UserUttered)] if tracker else []


@pytest.mark.parametrize("days, kept", [(1, True), (29, True), (31, False)])
def test_conversations_are_kept_thirty_days(store, days, kept):
    event = UserUttered("bonjour", timestamp=time.time() - days * DAY)
    asyncio.run(store.save(DialogueStateTracker.from_events("x", [event])))
    store.purge(time.time())
    assert said(store, "x") == (["bonjour"] if kept else [])


def test_a_wrong_value_stops_one_turn_and_not_the_process(store):
    with pytest.raises(ValueError), store.session_scope():
        raise ValueError("schema")


def test_staff_read_opinions_the_worst_first(store, capsys):
    for key, useful in (("a", True), ("b", False), ("c", False)):
        opinions.save(key, "montant_droits", useful)
    opinions.save("d", "saluer", False)
    opinions.save("d", "saluer", True)  # a change of mind
    staff.opinions()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:4] == ["1", "oui", "2", "non"] and "montant_droits" in lines[0]
    assert lines[1].split()[:4] == ["1", "oui", "0", "non"] and lines[2] == "4 avis."
