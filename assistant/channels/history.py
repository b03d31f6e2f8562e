"""What a door reads in a conversation: what was said, what was offered, what is expected."""

from __future__ import annotations

from itertools import islice
from typing import Any, Dict, List, Optional, Tuple

from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import clock
from assistant.dialogue import points, slots
from assistant.dialogue.answers import Answer
from assistant.dialogue.intents import intent
from assistant.nlu.entities.finder import extract
from assistant.nlu.entities.quantities import picked
from assistant.storage.sessions import AGAIN
from dife.fields import bare_answer
from dife.fields.model import words_of
from dife.fields.words import CHOICES, POLITE, SPEECH
from dife.text import fold

_CHOICES = ("option", "nombre")  # entities that number a button
MOST_ANSWERS = 30  # whose buttons may be typed
MOST_WORDS = 7  # of a message that says a part of a title
NOT = words_of("pas non ni sans plus aucun aucune rien sauf")
AROUND = (
    POLITE
    | SPEECH
    | CHOICES
    | words_of(
        "je j on nous veux voudrais voulez prefere prends choisis fais faire faisons va vais pour"
        " mon ma mes votre vos plutot si possible plait accord d franchement ecoutez"
    )
)
LONGEST = 200  # entries shown again; older ones stay in the database


def buttons(tracker: DialogueStateTracker) -> Dict[str, str]:
    """Every button offered in this conversation, as payload → title (the latest)."""
    found: Dict[str, str] = {}
    for event in tracker.events:
        if isinstance(event, BotUttered):
            for button in _buttons_of(event):
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
            answer = Answer.of({**event.metadata, **event.data, "text": event.text}, latest)
            titles.update((button.payload, button.title) for button in answer.buttons)
            said.append(answer.to_json())
    return said[-LONGEST:]


def meant(tracker: Optional[DialogueStateTracker], text: str) -> Optional[str]:
    """The button of the last answers that a typed title means: its payload; where a form asks for
    a choice, its number too, « 2 » or « la première »."""
    offered = _last_buttons(tracker)
    typed = fold(text)
    for title, payload in offered:
        if typed and fold(title) == typed and payload.startswith("/"):
            return payload
    if len(typed.split()) > 1 and (earlier := _said_before(tracker, typed)):
        return earlier
    if part := _part_of_one(fold(bare_answer(text)), offered):
        return part
    if tracker and (chosen := _picked(tracker, text, offered)):
        return chosen
    if tracker is None or not tracker.active_loop_name:
        return None
    # A bare figure is a value where the form asks for one; « la deuxième » never is.
    kinds = _CHOICES if expected(tracker) in slots.IN_WORDS else _CHOICES[:1]
    said = (each for each in extract(text, clock.today()) if each.entity in kinds)
    found = [int(each.value) for each in said]
    number = found[0] if len(found) == 1 and len(typed.split()) <= 3 else 0
    number = len(offered) if number == -1 else number
    return offered[number - 1][1] if 1 <= number <= len(offered) and len(offered) > 1 else None


def _picked(
    tracker: DialogueStateTracker, text: str, offered: List[Tuple[str, str]]
) -> Optional[str]:
    """The button that « c'est la deuxième qui m'intéresse » or « le 2 » picks.

    Where a date is asked, or after a result, « le 2 » is a day, and « la deuxième » a training.
    """
    found = picked(text)
    if found is None or len(offered) < 2 or _after_result(tracker):
        return None
    number, in_figures = found
    if in_figures and tracker.active_loop_name and expected(tracker) not in slots.IN_WORDS:
        return None
    number = len(offered) if number == -1 else number
    return offered[number - 1][1] if number <= len(offered) else None


def _after_result(tracker: DialogueStateTracker) -> bool:
    """Whether the last turn told a result, which a number may correct."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return False
        told = isinstance(event, BotUttered) and str(event.metadata.get("utter_action"))
        if told and ("_resultat_" in told or "deja_passee" in told):
            return True
    return False


def _said_before(tracker: Optional[DialogueStateTracker], typed: str) -> Optional[str]:
    """The button of an earlier answer that is typed whole, among the latest."""
    answers = (e for e in reversed(tracker.events if tracker else ()) if isinstance(e, BotUttered))
    for event in islice(answers, MOST_ANSWERS):
        for button in _buttons_of(event):
            payload = str(button.get("payload"))
            if payload.startswith("/") and fold(str(button.get("title"))) == typed:
                return payload
    return None


def _part_of_one(typed: str, offered: List[Tuple[str, str]]) -> Optional[str]:
    """« oui, ensemble »: words that one of several titles holds, and no other; its payload."""
    words = typed.split()
    said = set(words) - AROUND
    if len(offered) < 2 or not said or len(words) > MOST_WORDS or NOT & set(words):
        return None
    found = {p for title, p in offered if p.startswith("/") and said <= set(fold(title).split())}
    return found.pop() if len(found) == 1 else None


def _last_buttons(tracker: Optional[DialogueStateTracker]) -> List[Tuple[str, str]]:
    """Title and payload of the buttons of the last turn."""
    found: List[Tuple[str, str]] = []
    for event in reversed(tracker.events if tracker else ()):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            said = [(str(b.get("title")), str(b.get("payload"))) for b in _buttons_of(event)]
            found = said + found
    return found


def _buttons_of(event: BotUttered) -> List[Dict[str, Any]]:
    return event.data.get("buttons") or []


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


def has_letter(tracker: Optional[DialogueStateTracker]) -> bool:
    """Whether a letter was shown, and no form or call-back since has a name to hear."""
    if tracker is None or tracker.active_loop_name or held(tracker) == "rappel":
        return False
    said = (e.data.get("custom") or {} for e in tracker.events if isinstance(e, BotUttered))
    return any((custom.get("data") or {}).get("type") == "courriel" for custom in said)


def subject(tracker: Optional[DialogueStateTracker]) -> str:
    """The label of the point that the last turn said, that of the rule behind a result; "" inside
    a form, or where none was said."""
    if tracker is None or tracker.active_loop_name:
        return ""
    rule = slots.RULES.get(held(tracker), "")
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        label = event.metadata.get(points.SAID) if isinstance(event, BotUttered) else None
        if label:
            return str(label)
        said = str(event.metadata.get("utter_action")).removeprefix("utter_")
        if points.about_rights(said):
            return points.RIGHTS
        if rule and ("_resultat_" in said or said.startswith("frais_")):
            return points.of_intent(rule)[0].label
    return ""


def held(tracker: Optional[DialogueStateTracker]) -> str:
    """What was made last and may be corrected in a word: « courriel », « rappel », or a
    calculation's name; "" inside a form, or where nothing was made."""
    if tracker is None or tracker.active_loop_name:
        return ""
    for event in reversed(tracker.events):
        if isinstance(event, SlotSet) and event.value and event.key in (slots.FATE, slots.MEMORY):
            if event.value == slots.RECEIVED:
                return "rappel"
            break
    if (tracker.get_slot("courriel") or {}).get(slots.READ_OVER):
        return "courriel"
    return str((tracker.get_slot(slots.MEMORY) or {}).get("objet", ""))


def known(tracker: Optional[DialogueStateTracker]) -> List[str]:
    """The results that a message may come back to; none inside a form."""
    return [] if tracker is None or tracker.active_loop_name else slots.results(tracker.get_slot)


def called_back(tracker: Optional[DialogueStateTracker]) -> str:
    """« rappel » where one was kept in this conversation, « saisie » inside a form, or
    « rappel_saisie » inside another form than its own with one kept."""
    if tracker is None:
        return ""
    fates = (e for e in tracker.events if isinstance(e, SlotSet) and e.key == slots.FATE)
    kept = any(event.value == slots.RECEIVED for event in fates)
    if tracker.active_loop_name:
        other = tracker.active_loop_name != slots.CALLBACK_FORM
        return "rappel_saisie" if kept and other else "saisie"
    return "rappel" if kept else ""


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
