"""The field of a card where a form waits for a figure, a sum or a day. Typing works as well."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Tuple

from assistant.channels.teams.elements import PARAGRAPHS, Element, plain

KEY = "dife"  # of an Action.Submit's data: what was pressed
VALUE = "valeur"  # the field's id, whatever it holds
LONGEST_LABEL = 300  # characters
_NO_LABEL = re.compile(r"https?://|\n\s*(?:-|\d+\.)\s")  # what a label cannot show


@dataclass(frozen=True)
class Field:
    """An input of Adaptive Cards, its label where no question is said, what is told of a wrong
    value before it is sent. What the limits let through is judged by the form."""

    kind: str
    label: str
    action: str
    wrong: str
    limits: Dict[str, Any] = field(default_factory=dict)


FIELDS = {
    "date": Field(
        "Input.Date",
        "Votre date",
        "Envoyer cette date",
        "Indiquez le jour, le mois et l'année.",
        {"min": "1900-01-01", "max": "2099-12-31"},
    ),
    "nombre": Field(
        "Input.Number",
        "Votre nombre",
        "Envoyer ce nombre",
        "Un nombre, de 0 à 9\u00a0999.",
        {"min": 0, "max": 9_999},
    ),
    "montant": Field(
        "Input.Number",
        "Votre montant, en euros",
        "Envoyer ce montant",
        "Un montant, de 0 à 100\u00a0000\u00a0€.",
        {"min": 0, "max": 100_000},
    ),
}


def asked(text: str) -> Tuple[str, Optional[str]]:
    """A text without the question that ends it, and that question: the label of its field."""
    *before, last = PARAGRAPHS.split(text.strip())
    if "?" not in last or len(last) > LONGEST_LABEL or _NO_LABEL.search(f"\n{last}"):
        return text, None
    return "\n\n".join(before), plain(last)


def filled(expects: str, question: Optional[str]) -> List[Element]:
    """The field for what a form expects, one of FIELDS, and the button that sends it."""
    made = FIELDS[expects]
    shown = {
        "type": made.kind,
        "id": VALUE,
        "label": question or made.label,
        "isRequired": True,
        "errorMessage": made.wrong,
        **made.limits,
    }
    send = {
        "type": "Action.Submit",
        "title": made.action,
        "style": "positive",
        "data": {KEY: {"champ": made.kind}},
    }
    return [shown, {"type": "ActionSet", "actions": [send]}]
