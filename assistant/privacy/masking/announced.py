"""Social-security, card and account numbers mistyped or oddly cut, where a word announces them.

Announced, any 12 to 17 digits are somebody's number (12 to 19 for a card, 10 to 34 signs for an
account), whatever stands between: brackets, arrows, «et», «année», «%20», letters typed for digits.
Only what dates, telephones and amounts account for is left.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import Dict, Iterator, List, NamedTuple, Tuple

from assistant.privacy.masking.shapes import (
    BACK,
    BEGIN,
    CARD,
    ELSE,
    END,
    FIGURES,
    IBAN,
    KNOWN,
    LISTS,
    NIR,
    NIR_SHAPE,
    NIR_WORDS,
    Span,
)

_REACH = 60  # characters, none of them a digit, between the word and the number
_KINDS = {"nir": (NIR, range(12, 18)), "card": (CARD, range(12, 20)), "iban": (IBAN, range(10, 35))}
_VITALE = range(12, 22)  # the card's own number
_WORD = re.compile(
    rf"(?P<nir>{NIR_WORDS})|{BEGIN}(?:(?P<iban>i\.?b\.?a\.?n|r\.?i\.?b|comptes? (?:bancaires?"
    r"|courant|ch[èe]ques?)|(?:num[ée]ro|num|n[°o]?) ?(?:de )?compte|identit[ée]s? bancaires?"
    r"|coordonn[ée]es bancaires|bic)"
    r"|(?P<card>c\.?b|visa|master ?card|amex|maestro"
    r"|cartes?(?! (?:d(?!e (?:cr[ée]dit|paiement|retrait))"
    r"|grise|navigo|fid|sncf|jeune|famille|pro|vitale|nationale|[ée]lec)))"
    rf"){END}",
    re.I,
)


def _pieces(before: str) -> re.Pattern[str]:
    """What a text is cut into; `before`: the letters that may lead a number."""
    return re.compile(
        r"(?P<gap>%20|&nbsp;|&#160;|\+|[^\w€%]|_)"
        r"|(?P<word>(?:et|puis|espace|tiret|point|virgule|sexe|ann[ée]e|mois|d[ée]p(?:artement)?"
        r"|num[ée]ro|commune|ordre|cl[ée]f?|rib|banque|guichet|agence|compte|code|naissance|pays|n|de)"
        rf"{END})|(?P<number>{before}[0-9][0-9A-Za-z]*)|(?P<soft>(?:[A-Z]{{1,4}}|[OoQlIiSsB]{{1,3}}){END})"
        r"|(?P<other>[^\W\d_]+|.)",
        re.S,
    )


_DIGITS, _SIGNS = _pieces("[OoQlIiSsB]{0,3}"), _pieces("[A-Za-z]{0,4}")
_LOOKALIKES = str.maketrans("OoQlIi|SsBZz", "000111155822")
_WHOLE = re.compile("(?:[0-9]|(?<=2)[ABab])+")  # 2A, 2B: Corsica
_SHORT = re.compile(r"3\d ?\d\d")  # «le 36 46»


class _Group(NamedTuple):
    start: int
    end: int
    signs: str  # digits, letters typed for digits read as such
    soft: bool  # only letters


def announced_alone(plain: str) -> Iterator[Span]:
    """Numbers with no other figure beside them."""
    return announced(plain, alone=True)


def announced(plain: str, alone: bool = False) -> Iterator[Span]:
    read = FIGURES.sub(lambda sign: str(unicodedata.digit(sign[0])), plain)
    words = list(_WORD.finditer(read)) if len(re.findall("[0-9]", read)) > 5 else []
    for account in {word.lastgroup == "iban" for word in words}:
        told = [word for word in words if (word.lastgroup == "iban") is account]
        ends = [word.end() for word in told]
        for run in filter(None, _runs(read, account)):
            first = bisect_left(ends, run[0].start - _REACH)
            last = bisect_right(ends, run[-1].end + _REACH)
            word = next((word for word in told[first:last] if _tells(read, word, run)), None)
            if word:
                kind = word.lastgroup or ""
                sizes = _VITALE if word[0].lower() == "vitale" else _KINDS[kind][1]
                for start, end in _numbers(read, run, sizes, alone):
                    yield start, end, _KINDS[kind][0]


def _runs(read: str, account: bool) -> Iterator[List[_Group]]:
    """Groups of digits with nothing but separators and the names of parts between them."""
    run: List[_Group] = []
    for piece in (_SIGNS if account else _DIGITS).finditer(read):
        kind, said = piece.lastgroup, piece[0]
        if kind in ("gap", "word"):
            continue
        signs = said.upper() if account else said.translate(_LOOKALIKES)
        if kind in ("number", "soft") and (account or _WHOLE.fullmatch(signs)):
            run.append(_Group(piece.start(), piece.end(), signs, kind == "soft"))
            continue
        if kind == "number" and (digits := re.match("[0-9]+", said)):  # «…084merci»
            end = piece.start() + digits.end()
            run.append(_Group(piece.start(), end, digits[0], False))
        yield _trimmed(run, read)
        run = []
    yield _trimmed(run, read)


def _trimmed(run: List[_Group], read: str) -> List[_Group]:
    """A run without the words at its ends: «si» and «il» are no figures there, «OB» and «l» are."""
    while run and run[-1].soft:
        size = len(_signs(run))
        said = read[run[-1].start : run[-1].end]
        if size < 16 and re.search("[A-Z]|^l+$", said) or set(said) == {"O"}:
            break
        run.pop()
    while run and run[0].soft and (len(run[0].signs) > 1 or len(run) < 2 or len(run[1].signs) != 2):
        run.pop(0)
    return run


def _tells(read: str, word: re.Match[str], run: List[_Group]) -> bool:
    if sum(map(str.isdigit, _signs(run))) < 8:
        return False
    start, end = run[0].start, run[-1].end
    if word.lastgroup == "iban" and len(run) > 5 and NIR_SHAPE.fullmatch(_signs(run)):
        return False  # «le RIB. 1 85 05 78 006 084»
    if end <= word.start():
        alone = not ELSE.search(read, max(0, start - 40), start)
        return alone and BACK.match(read, end, word.start()) is not None
    if not word.end() <= start <= word.end() + _REACH:
        return False
    between = read[word.end() : start]
    if word[0].lower() == "insee" and (len(between) > 4 or run[0].signs[0] not in "12"):
        return False
    return not ELSE.search(between) and not re.search("[0-9€%]", between)


def _signs(run: List[_Group]) -> str:
    return "".join(group.signs for group in run)


def _numbers(read: str, run: List[_Group], sizes: range, alone: bool) -> Iterator[Tuple[int, int]]:
    while run and not _explained(read, run, sizes):
        ends: Dict[int, int] = {}
        total = 0
        for count, group in enumerate(run, 1):
            total += len(group.signs)
            if total in sizes:
                ends[total] = count
        if not ends or alone and total not in ends:
            return
        size = total if total in ends else next((n for n in (15, 13, 16) if n in ends), max(ends))
        taken, run = run[: ends[size]], run[ends[size] :]
        yield taken[0].start, taken[-1].end


def _explained(read: str, run: List[_Group], sizes: range) -> bool:
    """Whether dates, telephones, amounts or postal codes account for all of it."""
    start, end = run[0].start, run[-1].end
    if LISTS.fullmatch(read, start, end):
        return True
    gaps = {read[a.end : b.start] for a, b in zip(run, run[1:], strict=False)}
    known = [match.span() for match in KNOWN.finditer(read, start, end)]
    lengths = [len(group.signs) for group in run]
    regular = len(gaps) == 1 and len(set(lengths[:-1])) == 1 and len(run) > 2
    if regular and any(sum(a <= g.start < b for g in run) > 1 for a, b in known):
        return False  # «1951 0500 7336 74» is no year, then a telephone
    left = [g for g in run if not any(a <= g.start and g.end <= b for a, b in known)]
    if known and left and _SHORT.fullmatch(read, left[0].start, left[-1].end):
        return True
    return not left and (len(known) > 1 or 10 in sizes)
