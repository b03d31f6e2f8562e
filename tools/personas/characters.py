"""The characters: what each wants, how each speaks, and the habits that make it hard to follow."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import FrozenSet, List, Optional, Tuple

from tools.personas.meant import Values, sample
from tools.personas.voices import Manner

Plan = Tuple[str, ...]  # goals in order

SUMS: Tuple[Plan, ...] = (("frais",), ("date_limite",), ("financement",))
PERSONAL: Tuple[Plan, ...] = (("courriel",), ("rappel",))
SHARED: Plan = ("frais", "date_limite")  # the date and the town are said once
ASKED: Plan = ("question", "frais")
ALL: Tuple[Plan, ...] = (
    *SUMS,
    *PERSONAL,
    ("courriel",),
    ("parcours",),
    SHARED,
    ASKED,
    ("date_limite", "financement"),
)

POLITE = [
    "merci, ",
    "bonjour, ",
    "ok, ",
    "ok merci, ",
    "d'accord, ",
    "oui, ",
    "très bien, ",
    "bonsoir, ",
    "bonjour merci ",
    "alors, ",
]
CROSS = [
    "Bon, ",
    "Écoutez, ",
    "C'est pénible… ",
    "Franchement ! ",
    "Enfin bref, ",
    "Encore une fois : ",
    "Pfff, ",
    "C'est pas possible, ",
    "Vous m'agacez, ",
    "",
]
ENOUGH = [" Voilà.", "!!!", " Et vite.", "", " !", " Merci d'aller vite.", "", ""]


@dataclass(frozen=True)
class Character:
    """`habits`, each a word that the policy knows (player.py):

    hesite, corrige, a_cote, curieux, detour, boutons, titres, anonyme, remercie.
    """

    name: str
    manner: Manner
    habits: FrozenSet[str] = frozenset()
    plans: Tuple[Plan, ...] = ALL


def _one(name: str, manner: Manner, habits: str = "", plans: Tuple[Plan, ...] = ALL) -> Character:
    return Character(name, manner, frozenset(habits.split()), plans)


CHARACTERS: Tuple[Character, ...] = (
    _one("maire_presse", Manner("bref")),
    _one("conseiller_75_ans", Manner("poli"), "hesite remercie"),
    _one("secretaire", Manner("tiers")),
    _one("change_d_avis", Manner(), "corrige", (*SUMS, ("courriel",), SHARED)),
    _one("repond_a_cote", Manner(), "a_cote"),
    _one("dicte", Manner(typing="dictee", before=("", "", "alors ", "euh ", "donc "))),
    _one("fache", Manner(before=tuple(CROSS), after=tuple(ENOUGH))),
    _one("que_des_boutons", Manner("bref"), "boutons"),
    _one("sms", Manner(typing="sms")),
    _one("curieux", Manner(), "curieux"),
    _one("detour", Manner(), "detour", (("courriel",), ("rappel",), ("courriel", "date_limite"))),
    _one("poli_avant_tout", Manner(before=tuple(POLITE)), "remercie"),
    _one("numeros_et_titres", Manner(), "titres"),
    _one("anonyme", Manner(), "anonyme", (*PERSONAL, ("courriel", "frais"))),
    _one("fautes_de_frappe", Manner(typing="fautes")),
)


@dataclass(frozen=True)
class Script:
    """One conversation to play: who, what he wants in order, what he means; `seed` for the rest."""

    number: int
    character: Character
    goals: Plan
    values: Values
    seed: str

    @property
    def name(self) -> str:
        return f"{self.number:05d}-{self.character.name}-{'-'.join(self.goals)}"


def scripts(seed: int, count: int, today: date, only: Optional[str] = None) -> List[Script]:
    """`count` conversations, the same for the same seed and day; `only`: of one character."""
    cast = [each for each in CHARACTERS if only in (None, each.name)]
    made = []
    for number in range(count):
        character = cast[number % len(cast)]
        goals = character.plans[number // len(cast) % len(character.plans)]
        key = f"{seed}:{number}:{character.name}"
        values = sample(random.Random(key), today)  # noqa: S311
        made.append(Script(number, character, goals, values, key))
    return made
