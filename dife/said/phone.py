"""A telephone number said in words, wholly or in part: « zéro six douze 34 cinquante-six »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dife.said.numbers import WORD_NUMBER, word_number
from dife.text import bare

DIGITS = 10  # of a French number
FEWEST = 4  # digits from which what is dictated is a number begun
_ONE = rf"(?:{WORD_NUMBER}(?!\w)|\d+(?![\w:]))"
_BETWEEN = r"(?:[\s,.\-/]{1,3}(?:et[\s-])?)"
_RUN = re.compile(rf"(?<![\w+])(?:zero|0[1-9]?)(?!\w)(?:{_BETWEEN}{_ONE})+")
_TOKEN = re.compile(rf"{WORD_NUMBER}(?!\w)|\d+")
_MOST = 40  # words of a run: nobody dictates more


def in_figures(text: str) -> str:
    """The text with each dictated number in figures, « 06 12 34 56 78 », or what there is of one.

    Heard in two ways, « soixante dix … » keeps both, with « ou »: the form asks which.
    """
    out, start = "", 0
    for found in _RUN.finditer(bare(text)):
        written, end = _read(found[0])
        if written:
            out += text[start : found.start()] + written
            start = found.start() + end
    return out + text[start:]


def _read(run: str) -> tuple[str, int]:
    """The figures of a run, and where in it they end; "" where no word is in it, or too few."""
    tokens = list(_TOKEN.finditer(run))[:_MOST]
    words = [token[0] for token in tokens]
    whole = set(_numbers(words, 0, ""))
    if whole:
        last = max(count for _, count in whole)
        heard = list(dict.fromkeys(_spaced(said) for said, count in sorted(whole) if count == last))
        written = " ou ".join(heard)
    else:
        digits, last = "", 0
        while last < len(words) and (step := next(_values(words, last), None)):
            digits, last = digits + step[0], step[1]
        written = _spaced(digits) if len(digits) >= FEWEST else ""
    if all(word.isdigit() for word in words[:last]):
        return "", 0
    return written, tokens[last - 1].end() if last else 0


def _numbers(words: list[str], at: int, digits: str) -> Iterator[tuple[str, int]]:
    """Every number of ten digits that the words begin with, and how many words it takes."""
    if len(digits) == DIGITS:
        yield digits, at
        return
    for said, after in _values(words, at):
        pair = len(said) == 1 or len(digits) % 2 == 0  # « douze » never runs over two pairs
        if len(digits) + len(said) <= DIGITS and pair:
            yield from _numbers(words, after, digits + said)


def _values(words: list[str], at: int) -> Iterator[tuple[str, int]]:
    """What may be said from a word on, the longest first: « soixante dix huit » is 78, 70 or 60.

    A digit alone is half of a pair only after « zéro », or among digits said one by one.
    """
    for after in range(min(at + 4, len(words)), at, -1):
        said = words[at:after]
        if len(said) == 1 and said[0].isdigit():
            yield said[0], after
            continue
        value = None if any(word.isdigit() for word in said) else _value(said)
        if value is None or value > 99 or (len(said) > 1 and "zero" in said):
            continue
        yield str(value), after


def _value(said: list[str]) -> int | None:
    """« vingt un » too, its « et » left out with the other words between."""
    value = word_number(" ".join(said))
    joined = len(said) > 1 and said[-1] in ("un", "une", "onze")
    return (
        word_number(f"{' '.join(said[:-1])} et {said[-1]}") if value is None and joined else value
    )


def _spaced(digits: str) -> str:
    return " ".join(digits[n : n + 2] for n in range(0, len(digits), 2))
