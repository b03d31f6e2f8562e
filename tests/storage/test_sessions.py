"""A long conversation goes on in a new session, and nobody sees it; how much was said."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import settings
from assistant.channels import history
from assistant.storage import housekeeping, said

LONG, TURNS = 40, 5  # what docs/security.md says; the code has its own


def test_a_long_conversation_goes_on_in_a_new_session(say, store):
    """Rasa reads back forty messages at most; nothing is forgotten, nor shown twice."""
    for number in range(LONG - 1):
        say("moi", f"message {number}", "utter_x", BotUttered(f"réponse {number}"))
    say("moi", "à Gien", SlotSet("commune", "Gien"), SlotSet("nuits", 2))
    ours = BotUttered("Combien ?", {"buttons": [{"title": "Deux", "payload": "/deux"}]})
    after = say("moi", "et puis", "utter_x", ours)
    assert sum(isinstance(e, UserUttered) for e in after.events) == TURNS + 1
    assert after.get_slot("commune") == "Gien" and after.get_slot("nuits") == 2
    assert history.buttons(after) == {"/deux": "Deux"} and after.latest_message.text == "et puis"
    whole = asyncio.run(store.retrieve_full_tracker("moi"))
    shown = [entry["text"] for entry in history.entries(whole, "") if "buttons" in entry]
    assert shown == [*(f"réponse {n}" for n in range(LONG - 1)), "Combien ?"]
    assert said.messages("moi")[0] == LONG + 1
    for number in range(2 * LONG):
        after = say("moi", f"encore {number}")
    assert len(after.events) < 5 * LONG and after.get_slot("commune") == "Gien"


def test_a_message_repeated_in_a_new_session_is_shown_and_handled_once(store):
    async def keep():
        tracker = await store.get_or_create_tracker("moi")
        for number in range(LONG):
            said_now = UserUttered(f"{number}", message_id=f"numero-{number}", input_channel="site")
            tracker.update(said_now)
        await store.save(tracker)
        return await store.retrieve("moi"), await store.retrieve_full_tracker("moi")

    latest, whole = asyncio.run(keep())
    assert sum(isinstance(event, UserUttered) for event in latest.events) == TURNS
    assert [entry["id"] for entry in history.entries(whole, "")] == [
        f"numero-{number}" for number in range(LONG)
    ]


def test_what_its_writer_deletes_is_kept_in_no_session(store):
    """Its words and what was read in them; that something was said there, and the rest, stay."""
    secret = {"intent": {"name": "saluer"}, "entities": [{"value": "canari"}], "text": "canari"}

    async def keep():
        tracker = await store.get_or_create_tracker("moi")
        for number in range(LONG):
            last = number == LONG - 1
            text, parsed = ("canari", secret) if last else (f"message {number}", None)
            tracker.update(UserUttered(text, parse_data=parsed, message_id=f"numero-{number}"))
        await store.save(tracker)
        store.unsay("moi", "inconnu")
        store.unsay("autre", f"numero-{LONG - 1}")
        before = housekeeping.export("moi")
        store.unsay("moi", f"numero-{LONG - 1}")
        return before, await store.retrieve("moi"), await store.retrieve_full_tracker("moi")

    before, latest, whole = asyncio.run(keep())
    assert "canari" in json.dumps(before) and "canari" not in json.dumps(housekeeping.export("moi"))
    assert [e.text for e in latest.events if isinstance(e, UserUttered)] == [
        *(f"message {number}" for number in range(LONG - TURNS, LONG - 1)),
        "",
    ]
    assert history.intent_of(whole, f"numero-{LONG - 1}") == "saluer"
    assert latest.latest_message.entities == []


def test_a_form_goes_on_in_a_new_session_and_a_letter_stays_whole(say, store):
    say("moi", "calculer", "frais_form", ActiveLoop("frais_form"), SlotSet("commune", "Gien"))
    for number in range(2 * LONG):
        within = say("moi", f"{number}", "frais_form")
    assert within.active_loop_name == "frais_form" and within.get_slot("commune") == "Gien"
    assert sum(isinstance(e, UserUttered) for e in within.events) <= LONG
    say("elle", "remplir", "courriel_form", SlotSet("courriel", {"nom_naissance": "Martin"}))
    for number in range(LONG + 5):
        letter = say("elle", f"{number}")
    assert sum(isinstance(e, UserUttered) for e in letter.events) == LONG + 6  # to be forgotten


def test_what_the_step_is_outlives_a_new_session(say, store):
    for number in range(LONG - 2):
        say("moi", f"{number}")
    say("moi", "comment m'inscrire ?")
    after = say("moi", "merci")
    texts_ = [e.text for e in after.events if isinstance(e, UserUttered)]
    assert len(texts_) == TURNS and texts_[-2:] == ["comment m'inscrire ?", "merci"]


def test_what_a_door_says_in_somebody_s_name_is_not_counted(store):
    """Nor is a button that « oui » pressed: it has no channel."""

    async def keep() -> None:
        tracker = await store.get_or_create_tracker("moi")
        for text, channel in (("/saluer", "site"), ("bonjour", "site"), ("/frais", None)):
            tracker.update(UserUttered(text, input_channel=channel, timestamp=1_000.0))
        tracker.update(UserUttered("/definir_dife", input_channel="site", timestamp=900.0))
        await store.save(tracker)

    assert said.messages("moi") == (0, None)
    asyncio.run(keep())
    assert said.messages("moi") == (2, 900.0) and said.messages("toi") == (0, None)


@pytest.mark.parametrize("hours, expired", [(1, False), (12, False), (25, True)])
def test_an_hour_of_silence_leaves_a_form_where_it_was(hours, expired):
    domain = Domain.load(settings.ROOT / "domain.yml")
    processor = MessageProcessor.__new__(MessageProcessor)
    processor.domain = domain
    tracker = DialogueStateTracker.from_events("moi", [], domain.slots)
    tracker.update(UserUttered("2 nuits", timestamp=time.time() - hours * 3600))
    assert processor._has_session_expired(tracker) is expired
