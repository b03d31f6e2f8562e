"""What the events of a conversation say: an identity to forget, a session that grew long."""

from __future__ import annotations

from itertools import takewhile
from typing import Any, Dict, Iterator, List, Optional, Set

from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.slots import of_identity

LETTER = of_identity("courriel")  # slots
IDENTITY = of_identity()
CANCELLING = {"action_annuler", "action_recommencer"}
LONG = 40  # messages of a session, after which the next one begins (PERF-4)
TURNS = 5  # the latest ones, which a new session begins with again
AGAIN = "repris"  # type of the rows, and metadata of the answers, that a new session begins with


def to_forget(tracker: DialogueStateTracker, done: Set[Optional[str]], held: Set[str]) -> bool:
    """A letter that failed leaves its slots filled: nothing is lost then. One filled in on the
    official's device left no identity here."""
    if "action_effacer_donnees" in done:  # unless it failed, and said so
        return any(isinstance(event, AllSlotsReset) for event in last_turn(tracker))
    if held and CANCELLING & done:
        return True
    given = "action_rediger_courriel" in done and not any(map(tracker.get_slot, LETTER))
    return given and not held.isdisjoint(LETTER)


def identity_held(tracker: DialogueStateTracker) -> Set[str]:
    """Slots of an identity whose value is in the conversation, and was not received by AML staff.

    A form begun again empties its slots, and leaves what they held in the events: it counts.
    """
    held: Set[str] = set()
    action = None
    for event in tracker.events:
        if isinstance(event, ActionExecuted):
            action = event.action_name
        elif isinstance(event, SlotSet) and event.key in IDENTITY:
            if event.value:
                held.add(event.key)
            elif action == "action_enregistrer_rappel":
                held.discard(event.key)
    return held


def is_long(tracker: DialogueStateTracker) -> bool:
    """Whether the next session should begin."""
    return sum(isinstance(event, UserUttered) for event in tracker.events) >= LONG


def next_session(tracker: DialogueStateTracker, now: float) -> List[Dict[str, Any]]:
    """What a new session begins with: the slots, the form under way, then the latest turns again,
    so that « oui », « répétez » and « et après ? » still mean something.

    Rasa reads back the latest session only: without a new one, each turn is slower than the last.
    """
    begun: List[Any] = [ActionExecuted("action_session_start"), SessionStarted()]
    begun += [SlotSet(key, slot.value) for key, slot in tracker.slots.items() if slot.value]
    if tracker.active_loop_name:
        begun.append(ActiveLoop(tracker.active_loop_name))
    begun.append(ActionExecuted("action_listen"))
    events = list(tracker.events)
    said = [n for n, event in enumerate(events) if isinstance(event, UserUttered)]
    again = [event.as_dict() for event in events[said[-TURNS] :]]
    for data in again:
        data["metadata"] = {**data.get("metadata", {}), AGAIN: True}
        data.pop("message_id", None)  # handled already, and shown already
    return [{**data, "timestamp": now} for data in (*(e.as_dict() for e in begun), *again)]


def last_turn(tracker: DialogueStateTracker) -> Iterator[Any]:
    """Events since the latest message, the newest first."""
    return takewhile(lambda event: event is not tracker.latest_message, reversed(tracker.events))
