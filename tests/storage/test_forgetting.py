"""An identity does not outlive its use; nothing outlives its term."""

from __future__ import annotations

import asyncio
import time

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from actions import courriel
from assistant.storage import callbacks, database, housekeeping, teams_references
from assistant.storage.conversations import ABANDONED, Event
from assistant.storage.database import DAY
from assistant.storage.turns import IDENTITY, LETTER
from tests.storage.conftest import on_disk, raw, texts

EMPTIED = [SlotSet(slot, None) for slot in courriel.SLOTS]


def identities() -> list[str]:
    return [row[0] for row in raw("select sender_id from identites order by sender_id")]


def start_letter(say, sender: str = "moi") -> None:
    say(
        sender,
        "on le remplit ensemble",
        "courriel_form",
        ActiveLoop("courriel_form"),
        SlotSet("motif_courriel", "erreur_plateforme"),
    )
    say(sender, "Martin", "courriel_form", SlotSet("courriel", {"nom_naissance": "Martin"}))


def test_the_slots_of_an_identity_are_those_that_the_letters_ask():
    assert {"courriel"} & set(courriel.SLOTS) == LETTER
    assert {"rappel_nom", "rappel_telephone"} < IDENTITY


def test_forgotten_once_the_letter_is_given(say, store):
    start_letter(say)
    assert texts(store, "moi") and identities() == ["moi"]
    assert say("moi", "passer", "courriel_form", "action_rediger_courriel", *EMPTIED) is None
    assert raw("select count(*) from events") == [(0,)] and identities() == []
    assert say("moi", "bonjour") is not None  # a new conversation


def test_a_letter_that_failed_loses_nothing(say, store):
    start_letter(say)
    assert say("moi", "passer", "courriel_form", "action_rediger_courriel") is not None
    assert identities() == ["moi"]


@pytest.mark.parametrize("action", ["action_annuler", "action_recommencer"])
@pytest.mark.parametrize("slot", sorted(IDENTITY))
def test_forgotten_when_cancelled(say, action, slot):
    say("moi", "Martin", "une_form", SlotSet(slot, "Martin"))
    say("toi", "bonjour")
    emptied = [AllSlotsReset()] if action == "action_recommencer" else [SlotSet(slot, None)]
    assert say("moi", "stop", action, *emptied) is None
    assert identities() == [] and raw("select distinct sender_id from events") == [("toi",)]


def test_an_identity_left_in_the_events_of_a_form_begun_again_counts(say):
    start_letter(say)
    say("moi", "on le remplit ensemble", "courriel_form", *EMPTIED)
    assert identities() == ["moi"]
    assert say("moi", "annuler", "action_annuler") is None


def test_cancelling_another_thing_forgets_nothing(say):
    say("moi", "calculer mes frais", "frais_form", SlotSet("nuits", 2))
    assert say("moi", "annuler", "action_annuler", SlotSet("nuits", None)) is not None


def test_a_callback_received_by_staff_is_no_longer_waited_for(say, store):
    say("moi", "Claire", "rappel_form", SlotSet("rappel_nom", "Claire"))
    assert identities() == ["moi"]
    say(
        "moi",
        "demain",
        "rappel_form",
        SlotSet("rappel_moment", "demain"),
        "action_enregistrer_rappel",
        SlotSet("rappel_nom", None),
    )
    assert identities() == []
    assert say("moi", "annuler", "action_annuler") is not None
    assert store.forget_abandoned(time.time() + 2 * ABANDONED) == 0


def test_a_callback_that_could_not_be_kept_is_still_held(say):
    say("moi", "Claire", "rappel_form", SlotSet("rappel_nom", "Claire"))
    say("moi", "demain", "rappel_form", "action_enregistrer_rappel")
    assert identities() == ["moi"]


def test_forgotten_when_left_for_half_an_hour(say, store, base):
    start_letter(say, "parti")
    start_letter(say, "présent")
    say("autre", "bonjour")
    teams_references.save("parti", {"user": "29:xyz"})
    rows = raw("select data from events where sender_id='parti'")
    pieces = [row[0][-40:].encode() for row in rows]
    now = time.time()
    with database.engine().begin() as connection:
        old = {"t": now - ABANDONED - 1}
        connection.execute(sa.text("update identites set vu_le=:t where sender_id='parti'"), old)
    assert store.forget_abandoned(now) == 1
    assert texts(store, "parti") == [] and teams_references.load("parti") is None
    assert identities() == ["présent"] and texts(store, "présent") and texts(store, "autre")
    if base == "sqlite":
        assert all(piece not in on_disk() for piece in [*pieces, b"parti"])
    assert store.forget_abandoned(now) == 0
    assert store.forget_abandoned(now + ABANDONED - 5) == 0  # the one still there
    assert store.forget_abandoned(time.time() + ABANDONED + 1) == 1


def test_each_turn_starts_the_half_hour_again(say, store, monkeypatch):
    start_letter(say)
    later = time.time() + ABANDONED - 10
    monkeypatch.setattr("assistant.storage.conversations.time.time", lambda: later)
    say("moi", "c'est quoi le dife ?")
    assert store.forget_abandoned(later + ABANDONED - 10) == 0
    assert store.forget_abandoned(later + ABANDONED + 10) == 1


def test_who_comes_back_while_it_is_forgotten_loses_nothing(say, store):
    """The turn read the conversation before, and is kept after."""
    start_letter(say)
    tracker = asyncio.run(store.retrieve("moi"))
    assert store.forget_abandoned(time.time() + ABANDONED + 1) == 1
    tracker.update(UserUttered("Élise"))
    asyncio.run(store.save(tracker))
    assert texts(store, "moi")[-2:] == ["Martin", "Élise"] and identities() == ["moi"]


def test_an_erasure_that_failed_erases_nothing(say, store):
    say("moi", "bonjour")
    say("moi", "effacer mes données", "action_effacer_donnees")  # it said that it could not
    assert texts(store, "moi") == ["bonjour", "effacer mes données"]


def test_what_staff_erase_during_a_turn_does_not_come_back(say, store):
    say("moi", "bonjour")
    tracker = asyncio.run(store.retrieve("moi"))
    assert housekeeping.erase("moi")
    tracker.update(UserUttered("et mes droits ?"))
    asyncio.run(store.save(tracker))
    assert texts(store, "moi") == []
    say("moi", "rebonjour")
    assert texts(store, "moi") == ["rebonjour"]


def test_a_turn_is_kept_once_however_many_rows_were_purged_meanwhile(say, store):
    for text in ("un", "deux"):
        say("moi", text)
    tracker = asyncio.run(store.retrieve("moi"))
    with database.engine().begin() as connection:
        oldest = sa.select(sa.func.min(Event.id) + 1).scalar_subquery()
        connection.execute(sa.delete(Event).where(Event.id <= oldest))
    tracker.update(UserUttered("trois"))
    asyncio.run(store.save(tracker))
    asyncio.run(store.save(tracker))
    assert texts(store, "moi") == ["deux", "trois"]


def test_erasure_in_the_chat_leaves_no_byte(say, base):
    say("moi", "bonjour")
    pieces = [row[0][-40:].encode() for row in raw("select data from events")]
    assert pieces
    if base == "sqlite":
        assert all(piece in on_disk() for piece in pieces)
    assert say("moi", "efface tout", "action_effacer_donnees", AllSlotsReset()) is None
    assert raw("select count(*) from events") == [(0,)]
    if base == "sqlite":
        assert all(piece not in on_disk() for piece in pieces)


AGES = [0, 1, 15, 29, 29.9, 30.1, 31, 45, 100, 400]  # days


def test_all_that_is_old_goes_and_nothing_else(store, base):
    now = time.time()
    for number, age in enumerate(AGES):
        when = now - age * DAY
        events = [
            ActionExecuted("action_session_start", timestamp=when),
            SessionStarted(timestamp=when),
            UserUttered("bonjour", timestamp=when),
        ]
        sender = f"s{number}"
        asyncio.run(store.save(DialogueStateTracker.from_events(sender, events)))
        callbacks.save(sender, "Claire", "06 12 34 56 78", "demain")
        teams_references.save(sender, {"user": sender})
        with database.engine().begin() as connection:
            asked = sa.text("update rappels set demande_le = :d where sender_id = :s")
            day = {"d": time.strftime("%Y-%m-%d %H:%M:%S+00:00", time.gmtime(when)), "s": sender}
            if base == "sqlite":
                day["d"] = day["d"][:19] + ".000000"
            connection.execute(asked, day)
            seen = sa.text("update conversations_teams set vu_le = :t where sender_id = :s")
            connection.execute(seen, {"t": when, "s": sender})
            connection.execute(
                sa.text("insert into identites values (:s, :t)"), {"s": sender, "t": when}
            )
    recent = {f"s{n}" for n, age in enumerate(AGES) if age < 30}
    old = len(AGES) - len(recent)
    assert store.purge(now) == old * (3 + 1 + 1 + 1)
    tables = ("events", "rappels", "conversations_teams", "identites")

    def left() -> list[list[tuple]]:
        return [raw(f"select * from {table} order by 1") for table in tables]  # noqa: S608

    for table in tables:
        kept = raw(f"select sender_id from {table}")  # noqa: S608
        assert {row[0] for row in kept} == recent
    assert raw("select count(*) from events") == [(3 * len(recent),)]
    before = left()
    assert store.purge(now) == 0 and left() == before  # said again, it changes nothing
