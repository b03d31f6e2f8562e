"""A session that grew long goes on in a new one: Rasa reads back the latest session only."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

LONG = 40  # messages of a session, after which the next one begins
TURNS = 5  # the latest ones, which a new session begins with again
AGAIN = "repris"  # type of the rows, and metadata of the answers, that a new session begins with


def is_long(tracker: DialogueStateTracker) -> bool:
    """Whether the next session should begin."""
    return sum(isinstance(event, UserUttered) for event in tracker.events) >= LONG


def next_session(tracker: DialogueStateTracker, now: float) -> List[Dict[str, Any]]:
    """What a new session begins with: the slots, the form under way, then the latest turns again,
    so that « oui », « répétez » and « et après ? » still mean something.

    Without a new one, each turn is slower than the last.
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
