"""For whom a sum is asked: how many, and whether it is another person who drives.

Readers for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.numbers import WORDS, number

_WHO = (
    r"(?:personnes?|elue?s?|conseill\w+|collegues?|adjointe?s?|participante?s?|maires"
    r"|secretaires?|agents?)"
)
_FEW = rf"(?:\d{{1,2}}|{WORDS})"
_COUNT = re.compile(
    rf"\b(?P<a>{_FEW}) (?:autres )?{_WHO}\b"
    rf"|\b(?:nous|on) (?:sommes|serons|etions|est|sera|etait|part|y va)(?: a)? (?P<b>{_FEW})"
    rf"(?! ?(?:nuits?|repas|jours?|h\b|heures?|km|ans?))\b"
    rf"|\bpour (?:les |nous |tous les )(?P<c>{_FEW})\b(?! ?(?:nuits?|repas|jours?|premi|derni|km))"
)
_EACH = re.compile(r"\b(?:chacune?|par personne|tous les deux|toutes les deux)\b")
_DRIVES = re.compile(
    r"\b(?:(?:le|la|mon|ma|notre|un|une|son|sa|l')? ?(?:maire|adjointe?|collegue|conseill\w+"
    r"|elue?|secretaire|president\w*|mari|femme|voisine?))\b[^.;?]{0,20}"
    r"\b(?:prend\w*|a|aura|fait|fera|vient|viendra|roule|conduit|utilise\w*|part\w*)\b"
)


def people(text: str) -> int | None:
    """How many a message speaks of; 1 for « chacun », of an unknown number; None for one alone."""
    counts = [number(next(filter(None, found.groups()))) for found in _COUNT.finditer(text)]
    several = [count for count in counts if count and count > 1]
    if several:
        return several[-1]
    return 1 if _EACH.search(text) else None


def another_drives(text: str) -> bool:
    """« le maire prend sa voiture »: somebody else than the one who writes, or not surely them."""
    return bool(_DRIVES.search(text))
