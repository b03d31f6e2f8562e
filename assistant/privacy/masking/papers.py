"""Numbers of identity papers and of the tax office, announced as such; lines that machines read.

None has a key that could be checked here, only a shape: identity card (12 digits, or 9 letters and
digits since 2021), passport (12AB34567), driving licence (12 digits, or as a passport), residence
permit (10 digits for the person, 9 signs for the card), tax number (13 digits).
"""

from __future__ import annotations

import re
from typing import Iterator, Optional

from assistant.privacy.masking.shapes import AGAIN, BACK, BEGIN, ELSE, END, IS, PAPER, TAX, Span

_REACH = 45  # characters, none of them a digit, between the word and its number
_CUT = r"[ \n./\-_,'·|]{0,3}"
_PLAIN_END = r"(?![0-9A-Za-z])"
_NINE = rf"(?=[0-9]{{0,8}}[A-Z])(?=[A-Z]{{0,8}}[0-9])[0-9A-Z]{{9}}{_PLAIN_END}"
_FRENCH = rf"[0-9]{{2}}{_CUT}[A-Z]{{2}}(?:{_CUT}[0-9]){{5}}{_PLAIN_END}"
_PHONE = re.compile(r"0[1-9](?:[ .\-/]?[0-9]{2}){4}")
_BESIDE = re.compile(rf"(?:\W|{IS}|n°|num[ée]ro|le)*", re.I)


def _digits(count: int) -> str:
    cut = rf"[0-9](?:{_CUT}[0-9]){{{count - 1}}}{_PLAIN_END}(?![ .\-]?[0-9])"
    return rf"[0-9]{{{count}}}{_PLAIN_END}|{cut}"


# What announces each, and its number.
_KINDS = {
    "tax": (
        r"(?:num[ée]ro|n[°o]|num|r[ée]f[ée]rence|identifiant)[ ]?(?:de |d'|d’)?(?:spi"
        r"|fiscale?(?: de r[ée]f[ée]rence)?|imp[oô]ts?"
        r"|t[ée]l[ée]d[ée]clarant|contribuable)|fiscale?|spi",
        _digits(13),
    ),
    "card": (
        r"cartes?[ ](?:nationales?[ ])?(?:d.?)?[ ]?identit[ée]|cnie?|c\.n\.i\.?|cartes?[ ]id"
        r"|(?:pi[èe]ces?|papiers?) (?:d.?)?[ ]?identit[ée]",
        rf"{_digits(12)}|{_NINE}",
    ),
    "passport": (r"passe?ports?", rf"{_FRENCH}|{_NINE}|[0-9]{{9}}{_PLAIN_END}"),
    "licence": (  # «permis de construire» is nobody's paper
        r"permis(?! (?:de construire|d.?am[ée]nager|de d[ée]molir|d.?urbanisme|de louer|pc|pa)\b)"
        r"(?: de conduire| [a-e]\b)?",
        rf"{_digits(12)}|{_FRENCH}",
    ),
    "stay": (
        r"titres? (?:de )?s[ée]jour|cartes? (?:de )?(?:s[ée]jour|r[ée]sident)|agdref"
        r"|(?:num[ée]ro|n°) (?:d.)?[ée]tranger",
        rf"{_digits(10)}|{_NINE}|[A-Z]{{3}}[0-9]{{7,9}}{_PLAIN_END}",
    ),
    "document": (
        r"(?:num[ée]ro|n[°o]|num)[ ]?(?:(?:de|du|d.un)[ ])?(?:mon[ ])?(?:titre|document)"
        r"|(?:titre|document)[ ](?:n[°o]|num[ée]ro)",
        rf"{_digits(12)}|{_digits(10)}|{_NINE}|{_FRENCH}",
    ),
}
_WORD = re.compile(
    f"{BEGIN}(?:{'|'.join(f'(?P<{kind}>{word})' for kind, (word, _) in _KINDS.items())}){END}", re.I
)
_NUMBER = {
    kind: re.compile(f"(?<![0-9A-Za-z])(?:{shape})", re.I) for kind, (_, shape) in _KINDS.items()
}
_MACHINE = re.compile(
    r"(?<![0-9A-Z<])(?=[0-9A-Z]{0,30}<[0-9A-Z]{0,30}<)[0-9A-Z<]{20,}"
    r"|(?<![0-9A-Z<])[0-9A-Z<]{9}[0-9][A-Z<]{3}[0-9]{7}[MFX<][0-9]{7}[0-9A-Z<]{2,16}",
    re.I,
)


def papers(plain: str) -> Iterator[Span]:
    for word in _WORD.finditer(plain):
        kind = word.lastgroup or ""
        found = _after(plain, word.end(), kind) or _before(plain, word.start(), kind)
        if found:
            label = TAX if kind == "tax" else PAPER
            yield *found.span(), label
            again = AGAIN.match(plain, found.end())
            if again and (second := _NUMBER[kind].match(plain, again.end())):
                yield *second.span(), label


def machine_lines(plain: str) -> Iterator[Span]:
    """The lines of a passport, card or permit that machines read («P<FRAMARTIN<<SOPHIE<<<»)."""
    for line in _MACHINE.finditer(plain):
        yield line.start(), line.end(), PAPER


def _after(plain: str, end: int, kind: str) -> Optional[re.Match[str]]:
    found = _NUMBER[kind].search(plain, end, end + _REACH + 40)
    if not found or found.start() > end + _REACH:
        return None
    between = plain[end : found.start()]
    if re.search("[0-9]", between) or ELSE.search(between):
        return None
    phone = _PHONE.fullmatch(found[0]) and not _BESIDE.fullmatch(between)
    return None if phone else found


def _before(plain: str, start: int, kind: str) -> Optional[re.Match[str]]:
    numbers = _NUMBER[kind].finditer(plain, max(0, start - 70), start)
    return next((n for n in numbers if BACK.match(plain, n.end(), start)), None)
