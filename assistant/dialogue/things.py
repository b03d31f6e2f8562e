"""What each question of a calculation is about: its name, the words that name it, and how a value
is said again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from assistant.dialogue.slots import FIELD
from dife.text import fold
from dife.wording import format_date, format_euros


def _day(value: Any) -> str:
    return format_date(date.fromisoformat(value)) if len(str(value)) == 10 else str(value)


def _euros(value: Any) -> str:
    return format_euros(Decimal(str(value)))


class Thing(NamedTuple):
    """`words` name it in a folded message; `change` is the title of the button that asks it again,
    `unknown` the response to « je ne sais pas »."""

    label: str
    words: str
    say: Callable[[Any], str] = str
    unknown: str = ""
    change: str = ""


THINGS: dict[str, Thing] = {
    "nuits": Thing(
        "nombre de nuits", r"nuit\w*|hotel", str, "utter_inconnu_nuits", "Changer les nuits"
    ),
    "commune": Thing(
        "commune",
        r"commune|ville|lieu|endroit",
        lambda place: str(place["label"]),
        "utter_inconnu_commune",
        "Changer la commune",
    ),
    "date_frais": Thing("date", r"dates?|jours?|annee|mois", _day, change="Changer la date"),
    "repas": Thing("nombre de repas", r"repas", str, "utter_inconnu_repas", "Changer les repas"),
    "kilometres": Thing("kilomètres", r"kilometres?|km|distance|voiture"),
    "chevaux": Thing("puissance fiscale", r"puissance|chevaux|cv"),
    "date_formation": Thing(
        "premier jour",
        r"dates?|jours?|debut",
        _day,
        "utter_inconnu_date_formation",
        "Changer la date",
    ),
    "prix": Thing("prix", r"prix|cout|tarif", _euros, "utter_inconnu_prix", "Changer le prix"),
    "solde": Thing(
        "solde",
        r"soldes?|droits?|compte|montant",
        _euros,
        "utter_solde_inconnu",
        "Changer le solde",
    ),
}
LONGEST = 10  # words of a message that only says what is wrong
_WRONG = re.compile(
    r"\b(?:tromp\w+|erreur|faux|fausse|corrig\w+|(?<!ca )(?<!cela )chang(?:e|ez|er)"
    r"|modifi\w+|rectifi\w+)\b"
)


def said_wrong(text: str, slots: Iterable[str]) -> str | None:
    """Which of these slots « je me suis trompé de date » names; None where none."""
    folded = fold(text)
    if len(folded.split()) > LONGEST or not _WRONG.search(folded):
        return None
    words = {slot: THINGS[slot].words for slot in slots if slot in THINGS}
    found = (slot for slot, said in words.items() if re.search(rf"\b(?:{said})\b", folded))
    return next(found, None)


def asking_again(intent: str, name: str) -> str:
    """The payload of a button by which a form asks one thing again."""
    return f"/{intent}{json.dumps({FIELD: name})}"


def change_button(intent: str, slot: str) -> dict[str, str]:
    """The button that asks a slot of a result again; a step's day is a date like the training's."""
    thing = THINGS.get(slot, THINGS["date_formation"])
    return {"title": thing.change, "payload": asking_again(intent, slot)}
