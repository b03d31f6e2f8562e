"""What a character means: the facts of one conversation, and which texts say them rightly.

`Values` holds a fact by the name of the slot or of the letter's field that asks for it; a detail
that the character has not, or keeps for himself, is None.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Dict, FrozenSet, Optional, Tuple

from dife.text import fold
from dife.wording import format_date

Values = Dict[str, Any]

TOWNS = [
    "Paris",
    "Tours",
    "Orléans",
    "Nanterre",
    "Lyon",
    "Gien",
    "Chinon",
    "Marseille",
    "Lille",
    "Beaugency",
    "Bordeaux",
    "Montargis",
    "Rennes",
    "Nice",
    "Strasbourg",
    "Pithiviers",
    "Versailles",
    "Bourges",
    "Créteil",
    "Nantes",
    "Toulouse",
    "Limoges",
]
# A surname, and the one that it is mistaken for.
SURNAMES = (
    ("Lefebvre", "Lefèvre"),
    ("Dupond", "Dupont"),
    ("Martin", "Martinet"),
    ("Le Goff", "Le Gof"),
    ("Garcia-Lopez", "Garcia"),
    ("Meyer", "Mayer"),
    ("de La Tour", "Latour"),
    ("Nguyen", "N'Guyen"),
    ("Bonnet", "Bonet"),
    ("Merci", "Mercier"),
    ("Petit", "Petiot"),
)
FORENAMES = (
    ("Jean", "Jean, Paul"),
    ("Claire", "Claire, Anne"),
    ("Marie-Thérèse", "Marie-Thérèse, Louise"),
    ("Mohamed", "Mohamed"),
    ("Françoise", "Françoise, Odette, Marie"),
    ("Yves", "Yves, Michel"),
    ("Loïc", "Loïc"),
)
BIRTHPLACES = ("Chinon", "Gien", "Alger", "Saint-Jean-de-Braye", "Lyon", "La Ferté", "Nice", "Oran")
SEATS = ("Gien", "Beaugency", "Briare", "Chécy", "Olivet", "Meung-sur-Loire", "Sully-sur-Loire")
MANDATES = ("maire", "conseillère municipale", "adjoint au maire", "conseiller municipal")
MOMENTS = (
    "mardi matin",
    "jeudi après-midi",
    "en semaine après 14 heures",
    "lundi vers 10h",
    "le soir après 18h",
    "vendredi entre 9h et 11h",
    "demain matin",
)
TROUBLES = {
    "erreur_plateforme": (
        "quand je valide mon dossier la page affiche une erreur est survenue",
        "le site affiche erreur technique au moment de payer",
    ),
    "franceconnect_impossible": (
        "l'application affiche que mon identité n'a pas pu être vérifiée",
        "mon identité numérique est refusée par l'application",
    ),
}
CASES = ("compte_elu_absent", "compte_elu_absent", *TROUBLES)
# Facts that several forms ask for under names of their own.
SAME = {"date_frais": "date", "date_formation": "date"}
LETTER = [
    "nom_naissance",
    "nom_usage",
    "prenoms",
    "date_naissance",
    "lieu_naissance",
    "nationalite",
    "collectivite",
    "mandat",
    "explication",
]
FORMS = {
    "frais": ("nuits", "repas", "commune", "commune_ambigue", "date_frais", "chevaux"),
    "financement": ("prix", "solde"),
    "courriel": ("motif_courriel", "mode_courriel", *LETTER),
    "rappel": ("rappel_nom", "rappel_telephone", "rappel_moment"),
}
# A leading word that changes nothing of a collectivité.
_SEAT = re.compile(r"^(?:la )?(?:commune|ville|mairie|village) (?:de |d )")


def form_of(question: str) -> Optional[str]:
    """The goal that a question serves; None for one of no form of ours."""
    if question in ("date_formation", "date_demande", "date_proposition"):
        return "date_limite"
    return next((goal for goal, questions in FORMS.items() if question in questions), None)


def sample(rng: random.Random, today: date) -> Values:
    """The facts of a conversation."""
    nights = rng.choice((0, 1, 1, 2, 2, 3, 4))
    surname, mistaken = rng.choice(SURNAMES)
    forename, forenames = rng.choice(FORENAMES)
    case = rng.choice(CASES)
    price = Decimal(rng.choice(("450", "900", "1200", "1200.50", "1850", "640", "2400")))
    balance = Decimal(rng.choice(("400", "800", "0", "350", "799.50", "120", "620")))
    return {
        "nuits": nights,
        "repas": rng.randint(0 if nights else 1, 6),
        "commune": rng.choice(TOWNS),
        "date": _weekday(today + timedelta(days=rng.choice((9, 16, 24, 45, 70, 110, 190, 260)))),
        "date_proposition": _weekday(today - timedelta(days=rng.randint(0, 5)), -1),
        "date_demande": _weekday(today + timedelta(days=rng.randint(0, 12))),
        "role": rng.choice(("formation", "formation", "formation", "proposition", "demande")),
        "prix": price,
        "solde": balance,
        "motif_courriel": case,
        "nom_naissance": surname,
        "nom_confondu": mistaken,
        "nom_usage": rng.choice((None, None, "Moreau", "Caron")),
        "prenoms": forenames,
        "date_naissance": date(rng.randint(1945, 1998), rng.randint(1, 12), rng.randint(1, 28)),
        "lieu_naissance": rng.choice(BIRTHPLACES),
        "nationalite": "française",
        "collectivite": rng.choice(SEATS),
        "mandat": rng.choice((None, *MANDATES)),
        "explication": rng.choice(TROUBLES.get(case, ("",))),
        "rappel_nom": f"{forename} {surname}",
        "rappel_telephone": "0" + rng.choice("67") + "".join(rng.choices("123456789", k=8)),
        "rappel_moment": rng.choice(MOMENTS),
    }


def _weekday(day: date, way: int = 1) -> date:
    while day.weekday() > 4:
        day += timedelta(days=way)
    return day


def other(name: str, values: Values) -> Any:
    """What somebody who will change his mind says first."""
    value = values[name]
    if name == "nom_naissance":
        return values["nom_confondu"]
    if name == "commune":
        return next(town for town in reversed(TOWNS) if town != value)
    if isinstance(value, date):
        return _weekday(value + timedelta(days=7))
    return value + (100 if isinstance(value, Decimal) else 1)


def accepted(name: str, values: Values) -> FrozenSet[str]:
    """The folded texts that say this detail of a letter or of a call-back, and nothing else."""
    value = values[name]
    if value is None:
        return frozenset()
    if isinstance(value, date):
        return frozenset({fold(format_date(value)), fold(f"{value:%d/%m/%Y}")})
    text = fold(str(value))
    if name == "mandat":
        seat = fold(str(values["collectivite"]))
        return frozenset({text, f"{text} de {seat}", f"{text} a {seat}"})
    return frozenset({text})


def holds(name: str, text: str, values: Values, said: Tuple[str, ...] = ()) -> bool:
    """Whether a shown text is what the character means; `said`: his own messages.

    A moment and a trouble are read by people: they may keep the words around them.
    """
    seen = fold(text)
    if name == "rappel_telephone":
        digits = re.sub(r"\D", "", text)
        return digits == values[name] or digits == f"33{values[name][1:]}"
    if name == "collectivite":
        seen = _SEAT.sub("", seen)
    if name in ("rappel_moment", "explication"):
        meant = fold(str(values[name]))
        return bool(meant) and meant in seen and any(seen in fold(each) for each in said or (text,))
    return seen in accepted(name, values)
