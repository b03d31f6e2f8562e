"""What each question of a calculation is about: its name, the words that name it, and how a value
is said again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from dife.wording import format_date, format_euros


def _day(value: Any) -> str:
    return format_date(date.fromisoformat(value)) if len(str(value)) == 10 else str(value)


def _euros(value: Any) -> str:
    return format_euros(Decimal(str(value)))


class Thing(NamedTuple):
    """`words` name it in a folded message; `unknown` is what « je ne sais pas » is told."""

    label: str
    words: str
    say: Callable[[Any], str] = str
    unknown: str = ""


THINGS: dict[str, Thing] = {
    "nuits": Thing("nombre de nuits", r"nuit\w*|hotel", unknown="utter_inconnu_nuits"),
    "repas": Thing("nombre de repas", r"repas", unknown="utter_inconnu_repas"),
    "commune": Thing(
        "commune", r"commune|ville|lieu|endroit", lambda p: p["label"], "utter_inconnu_commune"
    ),
    "date_frais": Thing("date", r"dates?|jours?|annee|mois", _day),
    "kilometres": Thing("kilomètres", r"kilometres?|km|distance"),
    "chevaux": Thing("puissance fiscale", r"puissance|chevaux|cv"),
    "date_formation": Thing(
        "premier jour", r"dates?|jours?|debut", _day, "utter_inconnu_date_formation"
    ),
    "prix": Thing("prix", r"prix|cout|tarif", _euros, "utter_inconnu_prix"),
    "solde": Thing("solde", r"soldes?|droits?|compte", _euros, "utter_solde_inconnu"),
}
