"""How a character words what he says: answers, corrections, and the habits of speech."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Dict, FrozenSet, List, Optional, Set, Tuple

from dife.text import fold
from tools.personas.characters import Script
from tools.personas.meant import TOWNS, Values, other
from tools.personas.reading import Heard
from tools.personas.voices import Wording, phrases, word, wordings


@dataclass(frozen=True)
class Saying:
    """A message: its kind, the facts that it gives, the question that it answers rightly."""

    text: str
    kind: str
    gives: FrozenSet[str] = frozenset()
    answers: Optional[str] = None
    asks: Optional[str] = None  # the intent of a question to the guide


class Speaker:
    """A character in one conversation, and what he means now (`values`)."""

    def __init__(self, script: Script) -> None:
        self.script, self.rng = script, random.Random(script.seed)  # noqa: S311
        self.habits, self.manner = script.character.habits, script.character.manner
        self.values: Values = dict(script.values)
        self.goals, self.done = list(script.goals), 0
        self.gave_up = ""
        self.last: Optional[Saying] = None
        self._tries, self._count = 0, 0
        self._once: Set[str] = set()
        self._taken: Set[str] = set()  # buttons, each taken once
        self._used: Set[str] = set()  # wordings: who must say it again says it otherwise
        self._asked: Counter[str] = Counter()
        self._correcting: Optional[str] = None
        self._wrong = self._first_wrong() if "corrige" in self.habits else None
        self._right: Dict[str, object] = {}
        if self._wrong:
            self._right = {self._wrong: self.values[self._wrong]}
            self.values[self._wrong] = other(self._wrong, self.values)
            self.values["role"] = "formation"  # the only day that he corrects

    def _word(self, templates: List[str], dressed: bool = True) -> Wording:
        """One of these wordings, another than those said before."""
        left = [each for each in templates if each not in self._used] or templates
        said = word(left, self.manner, self.values, self.rng, dressed)
        self._used.add(said.template)
        return said

    def _worded(self, group: str, name: str, column: Optional[str] = None) -> Wording:
        return self._word(wordings(group, name, column or self.manner.column))

    def _plain_word(self, name: str, kind: str) -> Saying:
        return Saying(self._word(phrases()[name], dressed=False).text, kind)

    def _first(self, key: str, chance: float) -> bool:
        """Once in a conversation, with some chance."""
        if key in self._once or self.rng.random() > chance:
            return False
        self._once.add(key)
        return True

    def _given(self) -> FrozenSet[str]:
        return self.last.gives if self.last else frozenset()

    def _refuse(self, question: str) -> Saying:
        if self._asked[question] > 1:
            return self._plain_word("arret", "arret")
        return self._plain_word("refus", "refus")

    def _beside(self, question: str) -> Saying:
        """Something else than what is asked: the town where a number is asked, a story."""
        if question in ("nuits", "repas") and self._first("ville", 0.5):
            said = self._worded("champs", "commune")
            return Saying(said.text, "a_cote", said.gives)
        return self._plain_word("a_cote", "a_cote")

    def _guide_question(self, intent: str, kind: str) -> Saying:
        said = self._word(phrases()["questions"][intent])
        return Saying(said.text, kind, frozenset(), None, intent)

    def _detour(self) -> Saying:
        """Another sum, in one message, in the middle of a form."""
        nights, town = self.rng.randint(1, 3), self.rng.choice(TOWNS)
        self.values |= {"nuits": nights, "repas": self.rng.randint(1, 4), "commune": town}
        templates = [t for t in wordings("ouvertures", "frais", "bref") if t.count("{") > 3]
        said = word(templates[:5], self.manner, self.values, self.rng)
        return Saying(said.text, "detour", said.gives)

    def _first_wrong(self) -> Optional[str]:
        fields = {
            "frais": ("nuits", "repas", "commune"),
            "date_limite": ("date",),
            "financement": ("prix", "solde"),
            "courriel": ("nom_naissance",),
        }.get(self.script.goals[0], ())
        if not self.values["nuits"]:
            fields = tuple(field for field in fields if field not in ("nuits", "commune"))
        usable = [field for field in fields if self.values[field] or field != "repas"]
        return self.rng.choice(usable) if usable else None

    def _correct(self) -> Saying:
        field = str(self._wrong)
        before, self.values[field] = self.values[field], self._right.pop(field)
        self._wrong = None
        told: Values = {**self.values, "ancien": before}
        said = word(phrases()["corrections"][field], self.manner, told, self.rng)
        return Saying(said.text, "correction", frozenset({field}))

    def _pressed(self, press: Tuple[str, str], heard: Heard) -> str:
        """A button as this character takes it: tapped, or its number or title typed."""
        title, payload = press
        if "titres" not in self.habits:
            return payload
        number = heard.buttons.index(press)
        ordinals = ("la première", "la deuxième", "la troisième", "la quatrième")
        typed = [str(number + 1), title, title.lower(), fold(title)]
        return self.rng.choice(typed + [ordinals[number]] * (number < len(ordinals)))
