"""The letter as each door shows it."""

from __future__ import annotations

from typing import Any, Dict

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, door_of, facts, shown, today
from actions.forms import pending
from assistant.dialogue import answers
from assistant.dialogue.doors import Door
from assistant.dialogue.slots import DELIVERED, FATE, READ_OVER
from dife.letter_fields import SOCIAL_SECURITY, Kind, LetterField
from dife.letters import Letter, LetterCase, build_letter

# What a browser knows of its owner (WCAG 1.3.5), and only that: another name than the one at birth
# would be put in the wrong field.
_FILLS: Dict[Kind, str] = {
    "nom": "family-name",
    "prenoms": "given-name",
    "date_naissance": "bday",
    "telephone": "tel",
}


def show_blank(
    dispatcher: CollectingDispatcher, response: str, case: str, tracker: Tracker
) -> None:
    """A letter whose fields stay open."""
    letter = build_letter(facts().letters[case], {}, facts(), today(), blank=True)
    show(dispatcher, response, facts().letters[case], letter, tracker)


def show(
    dispatcher: CollectingDispatcher,
    response: str,
    case: LetterCase,
    letter: Letter,
    tracker: Tracker,
) -> None:
    """A letter, with what its door needs to show it."""
    dispatcher.utter_message(
        response=response,
        destinataire=letter.recipient,
        objet=letter.subject,
        corps=letter.body,
        pieces="\n".join(f"- {item}" for item in letter.attachments),
        json_message=shown(card(case, letter, door_of(tracker))),
    )


def card(case: LetterCase, letter: Letter, door: Door) -> answers.Letter:
    """A letter to fill in where the official's own device does that, else to read."""
    content: Dict[str, Any] = {"recipient": letter.recipient, "papers": letter.attachments}
    files = {"file_name": f"courriel-{case.cle}.eml"}
    if door.fills_letters:
        content |= files | {
            "subject": case.objet,
            "template": case.corps.strip(),
            "fields_": [_to_fill(field) for field in case.champs],
            "refusals": case.refus.dict(exclude={"exemple"}),
            "forbidden": SOCIAL_SECURITY,
        }
        return answers.Letter.parse_obj(content)
    content |= {"subject": letter.subject, "body": letter.body}
    if door.ready_files:
        content |= files | {"mailto": letter.mailto(), "eml": letter.eml().decode()}
        content["fields_"] = [{**_named(field), "kind": field.type} for field in case.champs]
    return answers.Letter.parse_obj(content)


def _to_fill(field: LetterField) -> Dict[str, Any]:
    """A field with its rule; what is false is left out."""
    rule = field.rule
    return _named(field) | {
        "longest": rule.longest,
        "letters": rule.letters or None,
        "lines": rule.lines or None,
        "earliest": rule.earliest.isoformat() if rule.earliest else None,
        "fills": _FILLS.get(field.kind),
    }


def _named(field: LetterField) -> Dict[str, Any]:
    return {
        "key": field.cle,
        "label": field.libelle,
        "mandatory": field.obligatoire,
        "example": field.exemple,
    }


def deliver(
    dispatcher: CollectingDispatcher, tracker: Tracker, case: str, details: Dict[str, str]
) -> Events:
    """The letter in one piece, then what to do with it, and what was left for it."""
    given = {key: value for key, value in details.items() if key != READ_OVER}
    letter = build_letter(facts().letters[case], given, facts(), today())
    show(dispatcher, "utter_courriel_pret", facts().letters[case], letter, tracker)
    dispatcher.utter_message(response="utter_courriel_apres")
    pending.offer(dispatcher, tracker)
    return [SlotSet(FATE, DELIVERED)]
