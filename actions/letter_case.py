"""Which letter a conversation calls for: what was just answered, or the official's own words."""

from __future__ import annotations

import re
from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Turn, facts
from assistant.dialogue.intents import title
from dife.text import fold

_WORDS = (  # the most telling first, on a folded text
    (
        "compte_elu_absent",
        r"compte (?:d )?elue?s?\b.*(?:absent|appara|manqu|voi[st]? (?:pas|plus)|trouve pas|disparu"
        r"|invisible|pas la\b)|(?:appara\w*|absent|disparu|invisible)\b.*(?:compte|droits)\b"
        r"|droits?\b.*(?:n appara|absents?|invisibles?|disparu)"
        r"|\b(?:pas|plus|ni|jamais|sans) (?:le |de |du |mon |d |l )*(?:dife|compte (?:d )?elue?)\b",
    ),
    (
        "franceconnect_impossible",
        r"france ?connect|identite numerique|smartphone|(?:appareil|telephone|portable) (?:\w+ )?"
        r"(?:non|pas|trop|in)\b|incompatible|non compatible|pas compatible"
        r"|pas de (?:telephone|portable)|appli\b|application",
    ),
    ("erreur_plateforme", r"erreur|bug|plante|page blanche|message (?:rouge|bizarre|s affiche)"),
)
_CASES = tuple((case, re.compile(words)) for case, words in _WORDS)
RECENT = 4  # messages before this one


def told(text: str) -> str:
    """The case that a message tells in its own words; "" where none."""
    folded = fold(text)
    found = (case for case, words in _CASES if case in facts().letters and words.search(folded))
    return "" if text.startswith("/") else next(found, "")


def told_before(tracker: Tracker) -> str:
    """The case that this message or one of the last tells, the latest first."""
    said = [str(e.get("text") or "") for e in tracker.events if e.get("event") == "user"]
    return next((case for text in said[: -RECENT - 2 : -1] if (case := told(text))), "")


def recalled(dispatcher: CollectingDispatcher, tracker: Tracker) -> str:
    """The case told before, said again: « votre cas : FranceConnect+ m'est impossible »."""
    case = told_before(tracker)
    if case:
        said = f"votre cas : {title(case)}"
        dispatcher.utter_message(response="utter_memoire_valeurs", valeurs=said)
    return case


def answered(turn: Turn) -> str:
    """The case that answers « Pour quelle raison ? »."""
    return turn.intent if turn.intent in facts().letters else told(turn.text)


def just_answered(tracker: Tracker) -> Optional[str]:
    """The case whose answer was given in this turn, by a rule or by a story; else None."""
    for event in reversed(tracker.events):
        case = (event.get("name") or "").removeprefix("utter_")
        if event.get("event") == "action" and case in facts().letters:
            return case
        if event.get("event") == "user":
            break
    intent = Turn.of(tracker).intent
    return intent if intent in facts().letters else None
