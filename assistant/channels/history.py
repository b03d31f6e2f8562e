"""What a door reads in a conversation: what was said, what was offered, what is expected."""

from __future__ import annotations

from itertools import islice
from typing import Any, Dict, List, Optional, Tuple

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue import points, slots
from assistant.dialogue.answers import Answer
from assistant.dialogue.intents import intent
from assistant.storage.sessions import AGAIN

LONGEST = 200  # entries shown again; older ones stay in the database


def buttons(tracker: DialogueStateTracker) -> Dict[str, str]:
    """Every button offered in this conversation, as payload → title (the latest)."""
    found: Dict[str, str] = {}
    for event in tracker.events:
        if isinstance(event, BotUttered):
            for button in event.data.get("buttons") or []:
                found[str(button.get("payload"))] = str(button.get("title"))
    return found


def offered(tracker: Optional[DialogueStateTracker], payload: str) -> Optional[str]:
    """The title of the button that says this; None when this conversation never offered it."""
    found = buttons(tracker).get(payload) if tracker else None
    known = intent(payload.removeprefix("/"))
    return found or (known.title or payload if known.always else None)


def entries(tracker: DialogueStateTracker, hidden: str) -> List[Dict[str, Any]]:
    """The conversation in order; messages of the official that bear the id `hidden` are not said.

    An official's entry is {"id", "text"}, an answer is that of `Answer.to_json`.
    """
    said: List[Dict[str, Any]] = []
    titles: Dict[str, str] = {}
    latest = None
    for event in tracker.events:
        if isinstance(event, UserUttered) and event.message_id:
            latest = event.message_id
            text = event.text or ""
            if latest != hidden:
                said.append({"id": latest, "text": titles.get(text, text)})
        elif isinstance(event, BotUttered) and not event.metadata.get(AGAIN):
            answer = Answer.of({**event.data, "text": event.text}, latest)
            titles.update((button.payload, button.title) for button in answer.buttons)
            said.append(answer.to_json())
    return said[-LONGEST:]


def intent_of(tracker: Optional[DialogueStateTracker], message_id: str) -> Optional[str]:
    """The intent that was understood in this message; None when there is no such message."""
    for event in tracker.events if tracker else ():
        if isinstance(event, UserUttered) and event.message_id == message_id:
            return str(event.intent_name or "")
    return None


def just_said(tracker: Optional[DialogueStateTracker]) -> str:
    """The official's message before this one, which may announce it; nothing inside a form, whose
    question does."""
    if tracker is None or tracker.active_loop_name:
        return ""
    said = (e.text or "" for e in reversed(tracker.events) if isinstance(e, UserUttered))
    return next(said, "")


def subject(tracker: Optional[DialogueStateTracker]) -> str:
    """The label of the point that the last turn said; "" inside a form, or where none was said."""
    if tracker is None or tracker.active_loop_name:
        return ""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        label = event.metadata.get(points.SAID) if isinstance(event, BotUttered) else None
        if label:
            return str(label)
    return ""


def asked(tracker: Optional[DialogueStateTracker]) -> Tuple[Answer, ...]:
    """The question that the form under way has just asked; nothing outside a form."""
    if tracker is None or not tracker.active_loop_name:
        return ()
    said = (event for event in reversed(tracker.events) if isinstance(event, BotUttered))
    return tuple(Answer.of({**event.data, "text": event.text}) for event in islice(said, 1))


def expected(tracker: Optional[DialogueStateTracker]) -> Optional[slots.Kind]:
    """What the form under way asks for; None outside a form."""
    if tracker is None or not tracker.active_loop_name:
        return None
    return slots.expected(tracker.get_slot("requested_slot"), tracker.current_slot_values())
