"""The letter as each door shows it."""

from __future__ import annotations

from typing import Any, Dict

from assistant.dialogue import answers
from assistant.dialogue.doors import Door
from dife.letter_fields import SOCIAL_SECURITY, Kind, LetterField
from dife.letters import Letter, LetterCase

# What a browser knows of its owner (WCAG 1.3.5), and only that: another name than the one at birth
# would be put in the wrong field.
_FILLS: Dict[Kind, str] = {
    "nom": "family-name",
    "prenoms": "given-name",
    "date_naissance": "bday",
    "telephone": "tel",
}


def card(case: LetterCase, letter: Letter, door: Door) -> answers.Letter:
    """A letter to fill in where the official's own device does that, else to read."""
    shown: Dict[str, Any] = {"recipient": letter.recipient, "papers": letter.attachments}
    files = {"file_name": f"courriel-{case.cle}.eml"}
    if door.fills_letters:
        shown |= files | {
            "subject": case.objet,
            "template": case.corps.strip(),
            "fields_": [_to_fill(field) for field in case.champs],
            "refusals": case.refus.dict(exclude={"exemple"}),
            "forbidden": SOCIAL_SECURITY,
        }
        return answers.Letter.parse_obj(shown)
    shown |= {"subject": letter.subject, "body": letter.body}
    if door.ready_files:
        shown |= files | {"mailto": letter.mailto(), "eml": letter.eml().decode()}
        shown["fields_"] = [{**_named(field), "kind": field.type} for field in case.champs]
    return answers.Letter.parse_obj(shown)


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
