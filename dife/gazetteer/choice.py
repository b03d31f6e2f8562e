"""Which commune a name means, when several bear it or begin with it: told, or asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dife.gazetteer.departments import OFFICIAL
from dife.gazetteer.model import Commune, Place
from dife.place_names import in_department
from dife.text import fold

MOST = 5  # choices
_SHORTENED = 4  # a longer name is meant so many times less often than one that is whole
_NEGLIGIBLE = 10  # a commune so many times smaller is not asked about
_LOCAL = 20_000  # a commune of the association's department counts as one of this size
_OVERSEAS = 5_000  # and one overseas, far from where most trainings are, as one of this size
_PROPOSED = 1_000  # inhabitants of a commune that is offered as a choice, where larger ones are


class Meant:
    """The communes that have the name (`exact`) and those whose name goes on (`longer`)."""

    def __init__(
        self, exact: Sequence[Commune], longer: Sequence[Commune], local: frozenset[str]
    ) -> None:
        self.exact, self.longer, self._local = exact, longer, local

    def weight(self, row: Commune) -> float:
        """How likely it is meant, by its size."""
        size = row.habitants if row.rate != "outre_mer" else min(row.habitants, _OVERSEAS)
        size = max(size, _LOCAL) if row.code_insee in self._local else size
        return size if row in self.exact else size / _SHORTENED

    def asked(self) -> bool:
        """Whether another rate is likely enough to be asked about."""
        first = self.first
        return any(
            row.rate != first.rate and self.weight(row) * _NEGLIGIBLE > self.weight(first)
            for row in (*self.exact, *self.longer)
            if row.habitants
        )

    @property
    def first(self) -> Commune:
        """The likeliest; one that has just this name before any other."""
        return max(self.exact or self.longer, key=self.weight)

    def question(self, nom: str) -> Place:
        """The place whose choices are asked: the dearer ones first, then the most populous."""
        rows = sorted((*self.exact, *self.longer), key=self.weight, reverse=True)
        dear = [row for row in rows if row.rate != "base" and row.habitants][: MOST - 2]
        large = [row for row in rows if row.rate == "base" and row.habitants]
        large = [row for row in large if self.weight(row) >= _PROPOSED / _SHORTENED] or large[:1]
        choices = [choice(row) for row in (*dear, *large[: MOST - len(dear)])]
        return ask(nom, choices)


def ask(nom: str, choices: Sequence[Place]) -> Place:
    """A place that is not known before one of these is chosen."""
    return Place(nom, nom, None, None, choices[0].zone, nom, tuple(choices))


def choice(row: Commune) -> Place:
    """A commune as it stands among others: with its department."""
    label = in_department(row.nom, row.departement)
    said = f"{row.nom} ({row.departement})"
    return Place(said, row.nom, row.departement, row.code_insee, row.rate, label)


def one(row: Commune, doubt: bool) -> Place:
    """A commune; in `doubt`, told with its department."""
    label = in_department(row.nom, row.departement) if doubt else row.nom
    return Place(row.nom, row.nom, row.departement, row.code_insee, row.rate, label)


def bearing(rows: Sequence[Commune]) -> Place:
    """The commune meant among those of one name, where no other rate is likely."""
    first = rows[0]
    departments = {row.departement for row in rows}
    if len(departments) == 1:
        return one(first, doubt=False)
    if first.rate == "base" or (first.zone == "base" and not first.habitants):
        # Whichever it is, the rate is the same; of those of unknown size, the mainland's.
        here = [row for row in rows if row.rate == "base"] or rows
        place = replace(one(first, doubt=False), departement=None, code_insee=None)
        return replace(place, zone=here[0].rate)
    return one(first, doubt=True)


def shortened(written: str, rows: Sequence[Commune]) -> Place:
    """The communes that a shortened name may mean, all at one rate."""
    if len(rows) == 1:
        return replace(one(rows[0], doubt=False), said=written)
    departments = {row.departement for row in rows}
    said_in = departments.pop() if len(departments) == 1 else None
    return Place(written, written, said_in, None, rows[0].rate, written)


_AROUND_PARIS = frozenset(["75", "77", "78", "91", "92", "93", "94", "95"])
_NEAR_PARIS = re.compile(
    r"\b(?:(?:pres|autour|cote|proche|proximite|region|banlieue|a cote|nord|porte|portes) (?:de )?"
    r"paris|banlieue|(?:region|couronne) parisienne|petite couronne|ile de france|idf|grand paris"
    r"|stade de france)\b"
)
_FAR = re.compile(r"\b(?:ile|outre mer|dom|tom|drom|ocean|la bas|tropiques?)\b")
_MAINLAND = re.compile(r"\b(?:metropole|hexagone|continent|france metropolitaine)\b")
_RANKS = (r"1|premiere?|1ere?|1er", r"2|deuxieme|seconde?|2e|2eme", r"3|troisieme|3e|3eme")
_RANKED = re.compile(r"(?:c est |oui |plutot )*(?:(?:le|la|l|numero|choix|option|n) )*(?P<r>\w+)")


def chosen(text: str, choices: Sequence[Place]) -> Place | None:
    """Which of the places proposed an answer means: « le premier », « dans le 93 », « celui près
    de Paris », « l'île », « Billancourt »; None where it means none, or may mean two."""
    words = fold(text)
    if ranked := _RANKED.fullmatch(words):
        for index, rank in enumerate(_RANKS[: len(choices)]):
            if re.fullmatch(rank, ranked["r"]):
                return choices[index]
        if re.fullmatch(r"derniere?|autre", ranked["r"]) and len(choices) == 2:
            return choices[-1]
    readings = (
        [each for each in choices if _named(words, each)],
        [each for each in choices if _own_words(each, choices) & set(words.split())],
        _of(_NEAR_PARIS, words, [e for e in choices if e.departement in _AROUND_PARIS]),
        _of(_FAR, words, [e for e in choices if e.zone == "outre_mer"]),
        _of(_MAINLAND, words, [e for e in choices if e.zone != "outre_mer"]),
    )
    return next((found[0] for found in readings if len(found) == 1), None)


def _of(pattern: re.Pattern[str], words: str, places: list[Place]) -> list[Place]:
    return places if pattern.search(words) else []


def _named(words: str, place: Place) -> bool:
    """Whether its department is said, by its number or its name."""
    code = place.departement or ""
    name = re.sub(r"^(?:la|le|l) ", "", fold(OFFICIAL.get(code, code)))
    return bool(code and re.search(rf"\b(?:{code.lower()}|{name})\b", words))


def _own_words(place: Place, choices: Sequence[Place]) -> set[str]:
    """The words of its name that the other choices do not have: « Billancourt », « mer »."""
    others = {word for each in choices if each is not place for word in fold(each.nom).split()}
    return {word for word in fold(place.nom).split() if len(word) > 2} - others
