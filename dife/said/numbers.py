"""Numbers in French words: « vingt et un », « mille neuf cent soixante-deux »."""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import text2num

WORD_NUMBER = (
    r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
    r"|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante"
    r"|nonante|cents?|mil(?:le)?)"
)
WORDS = rf"\b{WORD_NUMBER}(?:(?:[ -]et[ -]| ?- ?| ){WORD_NUMBER})*\b"

_HUNDREDS = re.compile(
    r"(?P<n>onze|douze|treize|quatorze|quinze|seize|dix (?:sept|huit|neuf)) cents?"
    r"(?: (?P<rest>.+))?"
)


@lru_cache(maxsize=1024)
def word_number(words: str) -> int | None:
    """The value of folded French number words, None when they are no number."""
    cleaned = re.sub(r"[ -]+", " ", words.strip())
    cleaned = re.sub(r"\bmil\b", "mille", cleaned)  # of a year: « mil neuf cent »
    if cleaned == "zero":
        return 0
    if hundreds := _HUNDREDS.fullmatch(cleaned):  # « seize cents », « dix-sept cent cinquante »
        rest = word_number(hundreds["rest"]) if hundreds["rest"] else 0
        teens = word_number(hundreds["n"])
        return None if rest is None or teens is None else teens * 100 + rest
    try:
        return int(text2num(cleaned, "fr"))
    except ValueError:
        return None


def number(text: str) -> int | None:
    """The value of « 1 200 » or « mille deux cents », None when it is no number."""
    digits = re.sub(r"[ \u00a0\u202f]", "", text)
    return int(digits) if digits.isdecimal() and digits.isascii() else word_number(text)


def in_figures(folded: str) -> str:
    """A folded text with its numbers in figures."""

    def figures(found: re.Match[str]) -> str:
        value = word_number(found[0])
        return found[0] if value is None else str(value)

    return re.sub(WORDS, figures, folded)
