"""An identity does not outlive its use; nothing outlives its term."""

from __future__ import annotations

import ast
import asyncio
import time
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
import yaml
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import settings
from assistant.dialogue import slots
from assistant.dialogue.slots import DELIVERED, FATE, FORGET, RECEIVED, Slot
from assistant.storage import callbacks, database, forgetting, housekeeping, purging
from assistant.storage.conversations import Event
from assistant.storage.database import DAY
from tests.storage.conftest import on_disk, raw, texts

HALF_AN_HOUR = 1_800.0  # seconds, as officials are told; the code reads delais.yml


def identities() -> list[str]:
    return [row[0] for row in raw("select sender_id from identites order by sender_id")]


def give_a_name(say, sender: str = "moi") -> None:
    say(sender, "rappelez-moi", "rappel_form", ActiveLoop("rappel_form"))
    say(sender, "Martin", "rappel_form", SlotSet("rappel_nom", "Martin"))


# --- What the events of a conversation say; the table of cases is in test_identity.py

LETTER = Slot("courriel", "courriel_form", identity="courriel")
SHAPES = [("rappel_nom", "Martin"), ("courriel", {"nom_naissance": "Martin"})]
FORM, OVER = ActiveLoop("une_form"), ActiveLoop(None)


@pytest.fixture(params=SHAPES, ids=["text", "object"])
def given(request, monkeypatch):
    """A slot that holds an identity, as a text or as an object of several."""
    name, value = request.param
    monkeypatch.setitem(slots.SLOTS, LETTER.name, LETTER)
    return SimpleNamespace(told=SlotSet(name, value), emptied=SlotSet(name, None))


def turn(*events):
    return [UserUttered("x"), *events]


def test_an_identity_is_held_while_nobody_has_it(given):
    told = turn(FORM, given.told)
    assert forgetting.judge(told) == (False, True, False, False)
    assert forgetting.judge([*told, *turn()]) == (False, True, False, False)
    assert forgetting.judge([*told, *turn(OVER)]) == (
        False,
        True,
        False,
        False,
    )  # the action failed
    assert forgetting.judge([*told, *turn(given.emptied)]) == (
        False,
        True,
        False,
        False,
    )  # begun again
    assert forgetting.judge([*told, SessionStarted(), *turn()]) == (False, True, False, False)


def test_emptied_once_its_form_is_over_it_takes_the_conversation_with_it(given):
    told = turn(FORM, given.told)
    for emptied in (given.emptied, AllSlotsReset()):
        assert forgetting.judge([*told, *turn(OVER, emptied)]).forget
        assert forgetting.judge([*told, *turn(OVER), *turn(emptied)]).forget
    assert not forgetting.judge([*told, *turn(given.emptied, OVER)]).forget
    # The form itself may be of an earlier session.
    assert forgetting.judge([*told, SessionStarted(), *turn(given.emptied)]).forget


def test_received_it_is_held_no_more_and_the_conversation_goes_on(given):
    told = turn(FORM, given.told)
    received = [*told, *turn(OVER, given.emptied, SlotSet(FATE, RECEIVED))]
    assert forgetting.judge(received) == (False, False, True, False)
    assert forgetting.judge([*received, *turn()]) == (False, False, False, False)
    assert forgetting.judge([*received, *turn(OVER, given.emptied)]) == (False, False, False, False)
    again = [*received, *turn(FORM, given.told)]
    assert forgetting.judge(again) == (False, True, False, False)
    assert forgetting.judge([*again, *turn(OVER, given.emptied)]).forget
    # Said of an earlier turn, or of nothing, it receives nothing.
    assert forgetting.judge([*told, *turn(SlotSet(FATE, RECEIVED)), *turn()]).held
    assert not forgetting.judge(turn(SlotSet(FATE, RECEIVED))).received


def test_received_says_nothing_of_another_identity(given):
    other = SlotSet("rappel_telephone", "06 12 34 56 78")
    both = turn(FORM, given.told, other)
    received = [*both, *turn(OVER, SlotSet(other.key, None), SlotSet(FATE, RECEIVED))]
    assert forgetting.judge(received) == (False, True, True, False)


def test_an_erasure_takes_the_conversation_whatever_it_holds(given):
    erasure = turn(OVER, AllSlotsReset(), SlotSet(FATE, FORGET))
    assert forgetting.judge(erasure).forget
    assert forgetting.judge([*turn(FORM, given.told), *erasure]).forget
    assert not forgetting.judge(turn(OVER, AllSlotsReset())).forget
    assert not forgetting.judge([*erasure, *turn()]).forget  # of the turn before


@pytest.mark.parametrize("value", [None, "", {}])
def test_nothing_given_is_no_identity(value, monkeypatch):
    monkeypatch.setitem(slots.SLOTS, LETTER.name, LETTER)
    for name in slots.of_identity():
        assert forgetting.judge(turn(SlotSet(name, value))) == (False, False, False, False)


def test_the_slots_of_an_identity_are_those_that_the_forms_fill_but_four():
    asked = {name for form in ("courriel_form", "rappel_form") for name in slots.of_form(form)}
    assert asked - slots.of_identity() == {
        "motif_courriel",
        "champ_courriel",
        "rappel_moment",
        "rappel_relu",
    }


def test_a_letter_given_is_served_until_something_is_said_again(given):
    delivered = [*turn(FORM, given.told), *turn(OVER, SlotSet(FATE, DELIVERED))]
    assert forgetting.judge(delivered) == (False, True, False, False)  # its half hour begins
    assert forgetting.judge([*delivered, *turn()]).served
    again = [*delivered, *turn(given.told, SlotSet(FATE, DELIVERED))]
    assert not forgetting.judge(again).served


def test_the_storage_knows_no_name_of_the_talk():
    """Actions, forms, intents, slots and answers: known by dialogue/, by their kind."""
    domain = yaml.safe_load((settings.ROOT / "domain.yml").read_text("utf-8"))
    names = {n for key in ("intents", "actions", "slots", "forms") for n in domain[key]}
    storage = settings.ROOT / "assistant" / "storage"
    written = {
        node.value.strip("/")
        for path in storage.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(names) > 100 and len(written) > 100
    assert written & names == set()
    assert not {word for word in written if word.startswith("utter_")}


# --- What the store does of it


def test_forgotten_when_left_for_half_an_hour(say, store, base):
    give_a_name(say, "parti")
    give_a_name(say, "présent")
    say("autre", "bonjour")
    rows = raw("select data from events where sender_id='parti'")
    pieces = [row[0][-40:].encode() for row in rows]
    now = time.time()
    with database.engine().begin() as connection:
        old = {"t": now - HALF_AN_HOUR - 1}
        left = sa.text("update identites set vu_le = :t where sender_id = 'parti'")
        connection.execute(left, old)
    assert store.forget_abandoned(now) == 1
    assert texts(store, "parti") == []
    assert identities() == ["présent"] and texts(store, "présent") and texts(store, "autre")
    if base == "sqlite":
        assert all(piece not in on_disk() for piece in [*pieces, b"parti"])
    assert store.forget_abandoned(now) == 0
    assert store.forget_abandoned(now + HALF_AN_HOUR - 5) == 0  # the one still there
    assert store.forget_abandoned(time.time() + HALF_AN_HOUR + 1) == 1


def test_each_turn_starts_the_half_hour_again(say, store, monkeypatch):
    give_a_name(say)
    later = time.time() + HALF_AN_HOUR - 10
    monkeypatch.setattr("assistant.storage.conversations.time.time", lambda: later)
    say("moi", "c'est quoi le dife ?")
    assert store.forget_abandoned(later + HALF_AN_HOUR - 10) == 0
    assert store.forget_abandoned(later + HALF_AN_HOUR + 10) == 1


def test_what_an_earlier_session_holds_is_forgotten_too(say, store):
    """Rasa reads back the latest session only: the half hour runs for what is before it."""
    give_a_name(say)
    say("moi", "bonjour", SessionStarted())
    say("moi", "merci")
    assert identities() == ["moi"]
    assert store.forget_abandoned(time.time() + HALF_AN_HOUR + 1) == 1
    assert raw("select count(*) from events") == [(0,)]


def test_who_comes_back_while_it_is_forgotten_loses_nothing(say, store):
    """The turn read the conversation before, and is kept after."""
    give_a_name(say)
    tracker = asyncio.run(store.retrieve("moi"))
    assert store.forget_abandoned(time.time() + HALF_AN_HOUR + 1) == 1
    tracker.update(UserUttered("Élise"))
    asyncio.run(store.save(tracker))
    assert texts(store, "moi")[-2:] == ["Martin", "Élise"] and identities() == ["moi"]


def test_who_comes_back_just_before_loses_nothing_either(say, store, monkeypatch):
    """A turn of another server ends between the reading of who is late and the erasure."""
    give_a_name(say)
    scope, opened = store.session_scope, []

    def scopes():
        opened.append(1)
        if len(opened) == 2:
            with database.engine().begin() as connection:
                seen = {"t": time.time() + HALF_AN_HOUR}
                connection.execute(sa.text("update identites set vu_le = :t"), seen)
        return scope()

    monkeypatch.setattr(store, "session_scope", scopes)
    assert store.forget_abandoned(time.time() + HALF_AN_HOUR + 1) == 0
    assert len(opened) == 2 and identities() == ["moi"]


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
    assert say("moi", "efface tout", AllSlotsReset(), SlotSet(FATE, FORGET)) is None
    assert raw("select count(*) from events") == [(0,)]
    if base == "sqlite":
        assert all(piece not in on_disk() for piece in pieces)


AGES = [0, 1, 15, 29, 29.9, 30.1, 31, 45, 100, 400]  # days


def test_all_that_is_old_goes_and_nothing_else(store, base, monkeypatch):
    monkeypatch.setattr(purging, "PAGE", 4)
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
        with database.engine().begin() as connection:
            asked = sa.text("update rappels set demande_le = :d where sender_id = :s")
            day = {"d": time.strftime("%Y-%m-%d %H:%M:%S+00:00", time.gmtime(when)), "s": sender}
            if base == "sqlite":
                day["d"] = day["d"][:19] + ".000000"
            connection.execute(asked, day)
            connection.execute(
                sa.text("insert into identites values (:s, :t)"), {"s": sender, "t": when}
            )
    recent = {f"s{n}" for n, age in enumerate(AGES) if age < 30}
    old = len(AGES) - len(recent)
    assert store.purge(now) == old * (3 + 1 + 1)
    tables = ("events", "rappels", "identites")

    def left() -> list[list[tuple]]:
        return [raw(f"select * from {table} order by 1") for table in tables]  # noqa: S608

    for table in tables:
        kept = raw(f"select sender_id from {table}")  # noqa: S608
        assert {row[0] for row in kept} == recent
    assert raw("select count(*) from events") == [(3 * len(recent),)]
    before = left()
    assert store.purge(now) == 0 and left() == before  # said again, it changes nothing
