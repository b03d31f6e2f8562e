"""What the events tell a form of the turn under way and of the one before."""

from __future__ import annotations

import re
from typing import Any, Callable, Collection, Dict, List, Optional

from rasa_sdk import Tracker

from actions.base import Turn
from assistant.dialogue import confidence, points
from assistant.dialogue.intents import OFF_TOPIC, intent
from dife import fields
from dife.text import fold

# « combien … », « est-ce que … »: the first words of a question, whatever ends it.
_ASKS = re.compile(
    r"\W*(?:et |mais |alors |dites[ -]moi |bonjour[ ,]*)*(?:combien|comment|pourquoi|quand"
    r"|quel(?:le)?s?"
    r"|qui|que|quoi|o[uù]|est[ -]ce|qu['’ ]?est[ -]ce|puis[ -]je|peut[ -]on|dois[ -]je|faut[ -]il"
    r"|c['’ ]?est quoi|y a[ -]t[ -]il)\b",
    re.I,
)


def answers_now(tracker: Tracker) -> bool:
    """False when the form resumes after a question that was answered in between."""
    for event in reversed(tracker.events):
        if event.get("event") == "action":
            name = event.get("name") or ""
            if name == "action_listen":
                return True
            if not name.endswith("_form") and name != "action_extract_slots":
                return False
        if event.get("event") == "user":
            return True
    return True


def answered_elsewhere(tracker: Tracker, slots: Collection[str]) -> int:
    """How many of the last messages, this one included, something else than the form answered,
    none of them bringing it a value."""
    count, elsewhere = 0, False
    for event in reversed(tracker.events):
        name = str(event.get("name") or "")
        if event.get("event") == "slot" and name in slots and event.get("value") is not None:
            return count
        if event.get("event") == "action":
            own = name.endswith("_form") or name in ("action_listen", "action_extract_slots")
            elsewhere = elsewhere or not own
        elif event.get("event") == "user":
            if not elsewhere:
                return count
            count, elsewhere = count + 1, False
    return count


def last_answers(tracker: Tracker) -> List[Dict[str, Any]]:
    """Bot events of the last turn that had any, oldest first."""
    answers: List[Dict[str, Any]] = []
    turn_seen = False
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            answers.append(event)
        elif event.get("event") == "user":
            if turn_seen and answers:
                break
            turn_seen = True
    return answers[::-1]


def said_now(tracker: Tracker) -> List[Dict[str, Any]]:
    """What was already answered to the message under way."""
    said: List[Dict[str, Any]] = []
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            break
        if event.get("event") == "bot":
            said.append(event)
    return said[::-1]


def response_of(event: Dict[str, Any]) -> str:
    """The response that a bot event says; "" for one that names none."""
    return str((event.get("metadata") or {}).get("utter_action") or "")


def message_before(tracker: Tracker) -> Optional[Turn]:
    """The official's message before this one, as it was understood."""
    users = [event for event in tracker.events if event.get("event") == "user"]
    if len(users) < 2:
        return None
    return _turn(users[-2])


def _turn(event: Dict[str, Any]) -> Turn:
    parsed = event.get("parse_data") or {}
    return Turn(
        text=event.get("text") or "",
        intent=(parsed.get("intent") or {}).get("name") or "",
        confidence=0.0,
        entities=tuple(parsed.get("entities") or ()),
    )


def answered_with(tracker: Tracker, response: str, most: int = 4) -> List[Turn]:
    """The official's messages before this one that a response answered, the latest first."""
    found: List[Turn] = []
    heard, users = set(), 0
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            heard.add(response_of(event))
        elif event.get("event") == "user":
            if users and response in heard:
                found.append(_turn(event))
            users, heard = users + 1, set()
            if users > most:
                break
    return found


def just_told(tracker: Tracker, part: str) -> bool:
    """Whether a response whose name holds this was in the last answer."""
    return any(part in response_of(said) for said in last_answers(tracker))


def answer_of(event: Dict[str, Any]) -> str:
    """The label of the point that a bot event says, else its response's name without « utter_ »."""
    said = (event.get("metadata") or {}).get(points.SAID)
    return str(said or response_of(event).removeprefix("utter_"))


def turns_answered(tracker: Tracker, by: Callable[[str], bool], most: int) -> List[Turn]:
    """The official's messages before this one that such an answer (`answer_of`) followed, oldest
    first."""
    found: List[Turn] = []
    heard, users = False, 0
    for event in reversed(tracker.events):
        if event.get("event") == "bot":
            heard = heard or by(answer_of(event))
        elif event.get("event") == "user":
            if users and heard:
                found.append(_turn(event))
            users, heard = users + 1, False
            if users > most:
                break
    return found[::-1]


def said_since(tracker: Tracker, result: str, most: int = 8) -> List[Turn]:
    """The official's messages before this one, the latest first, that came after the last of the
    responses whose names hold this."""
    found: List[Turn] = []
    for event in reversed(tracker.events):
        if event.get("event") == "bot" and result in response_of(event):
            break
        if event.get("event") == "user":
            found.append(_turn(event))
    return found[1 : most + 1]


def said_before(tracker: Tracker, turn: Turn) -> bool:
    """Whether the same words are among the four messages before this one."""
    last = [str(e.get("text") or "") for e in tracker.events if e.get("event") == "user"][-5:-1]
    return any(fold(turn.text) in (fold(each), fold(fields.unled(each))) for each in last)


def is_noise(turn: Turn) -> bool:
    """An answer that is neither a value nor a question."""
    return intent(turn.intent).noise and not asks(turn.text)


def asks(text: str) -> bool:
    """Whether a text begins or ends as a question."""
    return text.rstrip().endswith("?") or bool(_ASKS.match(text))


def begins_again(turn: Turn, titles: Collection[str], said: Collection[Any]) -> bool:
    """Whether a message only asks for the form that is under way, by one of the intents that start
    it: nothing is `said` in it, or what is doubted."""
    doubted = all(getattr(value, "doubt", False) for value in said)
    sure = turn.intent in titles and turn.confidence >= confidence.ANSWERED
    return sure and doubted and not turn.has_values and not any(map(str.isdigit, turn.text))


def asks_elsewhere(turn: Turn) -> bool:
    """Whether a message without a figure surely asks for something else: « rappelez-moi »."""
    known = intent(turn.intent)
    other = known.offered and not known.value and turn.confidence >= confidence.ANSWERED
    return other and not any(map(str.isdigit, turn.text)) and len(turn.text.split()) >= 2


def off_topic(turn: Turn) -> bool:
    """Whether a whole sentence surely speaks of something else: « il fait beau aujourd'hui »."""
    sure = turn.intent == OFF_TOPIC and turn.confidence >= confidence.LEAVES_FORM
    return sure and len(turn.text.split()) >= 5


def looks_like_question(turn: Turn) -> bool:
    """Whether a message sent where a value was asked is a question of the guide instead."""
    if intent(turn.intent).interrupts or turn.text.startswith("/"):
        return True
    if asks(turn.text):
        return True
    sure = turn.confidence >= confidence.LEAVES_FORM and not intent(turn.intent).value
    return sure and len(turn.text.split()) >= 4
