"""Capitals where somebody typed none: « le goff » → « Le Goff », « gien » → « Gien »."""

from __future__ import annotations

import re

from dife.fields.model import words_of
from dife.text import bare

# Kept in lower case inside a name, as they are typed.
PARTICLES = words_of(
    """
    de du des d la le les van von der den ter ten zu ben bin el al ait ould abou dos das da do di
    della dell del mac saint sainte san
    """
)
_PLACE = words_of(
    "de du des d la le les l en sur sous dans et a au aux pres lez chez par arrondissement"
)
_WORD = re.compile(r"[^\W\d_]+")


def name_case(text: str) -> str:
    """A name with capitals where it had none at all; otherwise as typed."""
    return _capitals(text, PARTICLES) if text == text.lower() else text


def place_case(text: str) -> str:
    """A place, a town's name or several, with capitals where it had none at all."""
    return _capitals(text, _PLACE) if text == text.lower() else text


def _capitals(text: str, small: frozenset[str]) -> str:
    compared = bare(text)

    def capital(found: re.Match[str]) -> str:
        word, start, end = found[0], found.start(), found.end()
        before, after = compared[start - 1 : start], compared[end : end + 1]
        if before.isdigit() or (before == "'" and not _elided(compared, start)):
            return word  # « 14e », « guivarc'h »
        if start and compared[start:end] in small:
            return word
        if start and after == "'" and compared[start:end] in small:
            return word
        return word[:1].upper() + word[1:]

    return _WORD.sub(capital, text)


def _elided(compared: str, start: int) -> bool:
    """Whether the apostrophe before ``start`` follows an elision (« d'almeida », « n'guyen »)."""
    head = re.search(r"[^\W\d_]+$", compared[: start - 1])
    return head is not None and (len(head[0]) == 1 or head[0] in {"dell", "dall", "mac"})
