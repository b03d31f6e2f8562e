"""What a channel reads in a conversation: what was said, what was offered, what is expected."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue import slots
from assistant.dialogue.intents import intent
from assistant.storage.conversations import unwrapped
from assistant.storage.turns import AGAIN
from assistant.wording import messages

NOTICE = "utter_notice"
LONGEST = 200  # entries shown again; older ones stay in the database


async def whole(app: Any, sender: str) -> Optional[DialogueStateTracker]:
    """What is kept of a conversation, in every session; None when nothing is."""
    tracker = await app.ctx.agent.tracker_store.retrieve_full_tracker(sender)
    return tracker if tracker and tracker.events else None


async def current(app: Any, sender: str) -> Optional[DialogueStateTracker]:
    """The latest session, which tells what is expected next; None when nothing is kept."""
    tracker = await app.ctx.agent.tracker_store.retrieve(sender)
    return tracker if tracker and tracker.events else None


async def notice(app: Any, sender: str) -> Optional[str]:
    """The response that tells a newcomer who we are and what is kept; None for who is known."""
    known = await unwrapped(app.ctx.agent.tracker_store).known(sender)
    return None if known else NOTICE


def told(texts: Iterable[str]) -> bool:
    """Whether the notice's address is in these answers, such as the welcome."""
    address = messages.facts("lien_donnees")["lien_donnees"]
    return any(address in text for text in texts)


def bot_message(text: Optional[str], data: Dict[str, Any], answers: Optional[str]) -> Dict:
    """The one format of an answer: text, buttons, data (a table, a letter, a date), answers."""
    custom = data.get("custom") or {}
    return {
        "text": (text or "").strip(),
        "buttons": [
            {"title": str(b.get("title")), "payload": str(b.get("payload"))}
            for b in data.get("buttons") or []
        ],
        "data": custom.get("data"),
        "answers": answers,
    }


def buttons(tracker: DialogueStateTracker) -> Dict[str, str]:
    """Every button offered in this conversation, as payload → title (the latest)."""
    found: Dict[str, str] = {}
    for event in tracker.events:
        if isinstance(event, BotUttered):
            for button in event.data.get("buttons") or []:
                found[str(button.get("payload"))] = str(button.get("title"))
    return found


def offers(tracker: Optional[DialogueStateTracker], payload: str) -> bool:
    """Whether this payload is a button that the assistant offered in this conversation."""
    return intent(payload.removeprefix("/")).always or (
        tracker is not None and payload in buttons(tracker)
    )


def entries(tracker: DialogueStateTracker, hidden: str) -> List[Dict[str, Any]]:
    """The conversation in order; messages of the official that bear the id `hidden` are not said.

    An official's entry is {"id", "text"}, an answer is a `bot_message`.
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
            message = bot_message(event.text, event.data, latest)
            titles.update((b["payload"], b["title"]) for b in message["buttons"])
            said.append(message)
    return said[-LONGEST:]


def intent_of(tracker: DialogueStateTracker, message_id: str) -> Optional[str]:
    """The intent that was understood in this message; None when there is no such message."""
    for event in tracker.events:
        if isinstance(event, UserUttered) and event.message_id == message_id:
            return str(event.intent_name or "")
    return None


def expected(tracker: DialogueStateTracker) -> Optional[str]:
    """What a form asks for: « nombre », « montant », « date », « telephone » or « texte »."""
    if not tracker.active_loop_name:
        return None
    return slots.expected(tracker.get_slot("requested_slot"))
