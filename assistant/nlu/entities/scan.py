"""What every finder of entities shares: the text being read and the numbers in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from assistant.privacy.masking.finder import secrets
from dife.days import Day
from dife.places import Place
from dife.said.numbers import WORDS, number
from dife.text import bare

EXTRACTOR = "FrenchEntityExtractor"
TAKEN = "\x00"  # stands where a character has been read, or is protected

GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d{1,7}"
LEFT = r"(?<![\w.,/+°-])"
# A number that stands alone: what follows is not the thing it counts.
ALONE = (
    r"(?=[ \u00a0]*(?:$|[.,;:!?)\x00\n](?!\d)|(?:et|ou|pour|avec|a|au|mais|si|je|j'|ma|mon|la|le"
    r"|les|l'|du mois|c'est|est|en|dans|sur|par|matin|midi|soir|apres|avant|prochaine?|ttc|ht|il"
    r"|elle|on|nous|vous|qui|que|quand|svp|stp|merci|pas|non|plutot|solde|comme|donc|alors|mes"
    r"|au lieu|ca|quelle?|compteur|dife|droits|prix)\b))"
)


@dataclass(frozen=True)
class Entity:
    """A value read in ``text[start:end]``; ``value`` is a str, or an int for counts.

    ``meaning`` is all that is known of a day or a place; ``value`` says it in short.
    """

    start: int
    end: int
    entity: str
    value: str | int
    role: str | None = None
    meaning: Day | Place | None = None
    extractor: str = EXTRACTOR

    def as_dict(self) -> dict[str, Any]:
        """The entity as Rasa writes it, without a key for what is not there.

        Beside Rasa's own keys: `annee_dite` and `mois_dit` of a date, `jour_dit` its wrong
        weekday, `ecarte` where another day replaces it, `lieu` of a commune.
        """
        found = {key: value for key, value in vars(self).items() if value is not None}
        meaning = found.pop("meaning", None)
        if isinstance(meaning, Day):
            found |= {"annee_dite": meaning.year_said, "mois_dit": meaning.month_said}
            found |= {"jour_dit": meaning.weekday} if meaning.weekday else {}
            return {**found, "ecarte": True} if meaning.refused else found
        if isinstance(meaning, Place):
            return {**found, "lieu": meaning.as_json()}
        return found


@dataclass
class Scan:
    """A text being read: each finder takes its spans, which the next ones no longer see.

    ``folded`` is the text without capitals nor accents, of the same length; ``free`` is
    ``folded`` less what has been taken.
    """

    text: str
    folded: str = field(init=False)
    free: str = field(init=False)
    entities: list[Entity] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folded = self.free = bare(self.text)

    def protect(self, start: int, end: int) -> None:
        """Hide a span from the finders."""
        self.free = self.free[:start] + TAKEN * (end - start) + self.free[end:]

    def take(
        self,
        start: int,
        end: int,
        entity: str,
        value: str | int,
        role: str | None = None,
        meaning: Day | Place | None = None,
    ) -> None:
        """Record an entity and hide its span."""
        self.protect(start, end)
        self.entities.append(Entity(start, end, entity, value, role, meaning))


@lru_cache(maxsize=256)
def pattern(source: str) -> re.Pattern[str]:
    """Compile a regular expression the first time it is used."""
    return re.compile(source)


def is_year(value: int) -> bool:
    """Whether a bare number reads as a year (2000 reads as a number)."""
    return 1920 <= value < 2050 and value % 50 != 0


_PROTECTED = (
    r"https?://\S+|www\.\S+|\S+@\S+"  # addresses
    r"|(?<!\d)(?:\+|00)33[ .-]?\d(?:[ .-]?\d\d){4}(?!\d)|(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)"
    r"|(?<!\d)\d{3} ?\d{3} ?\d{3} \d{5}(?!\d)|\d{8,}"  # SIRET, long runs
    r"|\b(?:dossier|reference|ref|numero de \w+)\W{0,3}(?:(?:n ?[°o]|numero|est)\W{0,2})*"
    r"[a-z]*[-/]?\d[\w/-]*|\bn ?[°º] ?\d\w*|\b[a-z]{2,}-\d+(?:-\d+)+"  # file numbers
    r"|\b\d{1,2} ?(?:h|heures?)\b(?: ?\d\d\b(?! ?[a-z€]))?|\b\d{1,2}h\d\d\b|\b\d{1,2}:\d\d\b"
    r"|\b(?:1000|mille) mercis?\b|\b24/24\b|\b24/7\b|\b7/7\b|\b7j/7\b"
    r"|\d+(?:[.,]\d+)? ?(?:%|pour ?cents?\b)|[a-z-]+ pour ?cent\b"
    r"|\betape \d+"
    r"|\bsur p{1,2}a?l{0,2}a{0,2}c{0,2}e\b"  # « sur pace » is no Pacé
)


_GATE = r"\d|@|://|www\.|pour ?cent|merci|sur p"  # most messages hold nothing of _PROTECTED


def protect_noise(scan: Scan) -> None:
    """Hide what must never become an entity: phones, file numbers, hours, per cents …"""
    if not pattern(_GATE).search(scan.folded):
        return
    for start, end, _ in secrets(scan.text):  # masked at the doors, but for Rasa's own shell
        scan.protect(start, end)
    for match in pattern(_PROTECTED).finditer(scan.folded):
        scan.protect(*match.span())


def numbers(scan: Scan, unit: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each (match, value) for a number, in digits or words, followed by ``unit``."""
    if not pattern(unit).search(scan.free):
        return
    for source in (rf"{LEFT}(?P<n>{GROUPED}) ?-?(?:{unit})", rf"(?P<n>{WORDS})[ -](?:{unit})"):
        for match in pattern(source).finditer(scan.free):
            value = number(match["n"])
            if value is not None:
                yield match, value
