"""What a form asks: a slot, or a detail of the letter as data/references/courriels.yml has it.

A detail is named « courriel.nom_naissance »: the slot that holds it, and its key there.
"""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import facts
from assistant.dialogue.slots import READ_OVER, SLOTS
from dife.facts import glossary
from dife.letter_fields import LetterField

PREFIX = "courriel."


def asked(tracker: Tracker) -> Optional[str]:
    """The slot or the detail that the form asks now."""
    requested: Optional[str] = tracker.get_slot("requested_slot")
    slot = SLOTS.get(requested or "")
    if slot and slot.details:
        return f"{requested}.{(tracker.get_slot(slot.details) or {}).get('cle', '')}"
    return requested


def detail(name: str, case: Optional[str]) -> Optional[LetterField]:
    """The field of a letter behind « courriel.nom_naissance »; None for a slot, or a field that
    staff took away meanwhile. Where the case is not told yet, of the first letter that has it."""
    letters = facts().letters
    among = [letters[case]] if case and case in letters else list(letters.values())
    found = (letter.field(name.removeprefix(PREFIX)) for letter in among)
    return next(filter(None, found), None) if name.startswith(PREFIX) else None


def question(field: LetterField) -> Dict[str, Any]:
    """The response that asks for a detail; its label is the question where staff wrote none."""
    optional = "utter_ask_courriel_facultatif"  # with a button that skips it
    response = "utter_ask_courriel" if field.obligatoire else optional
    return {"response": response, "question": field.question or f"{field.libelle} ?"}


def defined(dispatcher: CollectingDispatcher, text: str) -> bool:
    """Whether a message asks what a word means, which is then said."""
    word = glossary.meant(text, facts().words)
    if word:
        dispatcher.utter_message(response="utter_mot", texte=word.texte)
    return bool(word)


def explanation(name: str, tracker: Tracker) -> Dict[str, Any]:
    """The response that explains what is asked, with an example."""
    case = tracker.get_slot("motif_courriel")
    field = detail(name, case)
    if name == f"{PREFIX}{READ_OVER}":
        return {"response": "utter_aide_relecture"}
    if not field:
        slot = SLOTS.get(name)
        return {"response": f"utter_aide_{slot.explained_as or name if slot else name}"}
    optional = "utter_aide_courriel_facultatif"
    response = "utter_aide_courriel" if field.obligatoire else optional
    return {
        "response": response,
        "aide": field.aide or facts().letters[case].refus.say(field, "vide"),
    }
