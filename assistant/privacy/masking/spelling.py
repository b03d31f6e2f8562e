"""A text as it was meant, where a word that announces a secret is misspelt or shortened.

Figures said in words are figures beside others. What is read so is only searched, never kept:
each sign has its place in the text as it was written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import Dict, FrozenSet, List, Sequence, Tuple

from assistant.privacy.masking.tokens import WORDS, folded

_MEANT = {  # how many letters may be wrong
    word: wrong
    for wrong, words in enumerate(
        ("passe code carte secret", "passeport identité didentité confidentiel"), 1
    )
    for word in words.split()
}
_SHORT = {"m2p": "mot de passe", "mpd": "mdp"}
_REAL = WORDS.union(  # words of their own, one letter away
    folded("""
    pass passé passe passer passes passée passés passez passent passa passai pause pas
    cade cadre came cane cape care caste carde caret carré carre carter cartel cartes charte
    ciste code codé codes coder codex coke cole come cone cope cor corde core cote cotes coté côte
    côté coude coule coupe couade cove cuve coda codec cède conde comte caisse carie
    case cate cave certe certes
    passeports passion identités identifié identité identique identités entité
    confidentiels confidentielle confidentielles confidentialité confidences
    passeront passerons indemnité indemnités cde coef codes phase dentiste dentistes
    secrets secrète sucré sacré
    """).split()
)
_WORD = re.compile(r"(?<![^\W_])(?:[cdpis][^\W\d_]{2,13}|m2p|mpd)(?![^\W_])", re.I)
_SPELT = """zéro un deux trois quatre cinq six sept huit neuf dix
    onze douze treize quatorze quinze seize"""
_UNITS = dict(
    zip(
        _SPELT.split(),
        range(17),
        strict=True,
    )
) | {"zero": 0}
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"(?<![^\W_])(?:(?P<ten>quatre[ -]vingts?|{'|'.join(_TENS)})"
    rf"(?:[ -](?:et[ -])?(?P<more>{_UNIT}))?|(?P<unit>{_UNIT}))(?![^\W_])",
    re.I,
)
_TOLD = re.compile(r"s[ée]cu|\bnir\b", re.I)
_BESIDE = re.compile(rf"\W{{1,3}}(?:[0-9]|(?:{'|'.join(_TENS)}|{_UNIT})(?![^\W_]))", re.I)
_BEHIND = re.compile(rf"(?:[0-9]|(?<![^\W_])(?:{'|'.join(_TENS)}|{_UNIT}))\W{{1,3}}\Z", re.I)


def _shorter(word: str, letters: int) -> FrozenSet[str]:
    """The word, and the word without one letter, or up to `letters` of them."""
    kept = range(len(word) - letters, len(word) + 1)
    return frozenset("".join(c) for n in kept for c in combinations(word, n))


_NEAR: Dict[Tuple[str, str], str] = {  # by its first letter, which is right, and some others
    (word[0], left): word
    for word, wrong in _MEANT.items()
    for left in _shorter(folded(word), wrong)
}


@lru_cache(maxsize=4096)
def meant(word: str) -> str:
    """What a misspelt word announces; the word itself when it announces nothing."""
    small = word.lower()
    if small in _SHORT:
        return _SHORT[small]
    plain = folded(small)
    if plain in _REAL:
        return word
    for letters in (0, 1, 2) if len(plain) > 6 else (0, 1):
        for left in _shorter(plain, letters):
            near = _NEAR.get((plain[0], left), "")
            if (
                near[:1] == plain[0]
                and _MEANT[near] >= letters
                and abs(len(near) - len(plain)) <= _MEANT[near]
            ):
                return near
    return word


def respelt(text: str) -> Tuple[str, Sequence[int]]:
    """The text as it was meant, and where each of its signs is in the text as it was written."""
    found: List[Tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        if (word := meant(match[0])) != match[0]:
            found.append((*match.span(), word))
    if told := _TOLD.search(text):
        for match in _SPOKEN.finditer(text, told.end()):
            if _BESIDE.match(text, match.end()) or _BEHIND.search(text, 0, match.start()):
                found.append((*match.span(), _figures(match)))
    if not found:
        return text, range(len(text))
    pieces: List[str] = []
    places: List[int] = []
    done = 0
    for start, end, word in [*sorted(found), (len(text), len(text), "")]:
        pieces += [text[done:start], word]
        places += range(done, start)
        places += [min(start + n, end - 1) for n in range(len(word))]
        done = end
    return "".join(pieces), places


def _figures(match: re.Match[str]) -> str:
    if unit := match["unit"]:
        return str(_UNITS[unit.lower()])
    ten = _TENS.get(match["ten"].lower(), 80)
    return str(ten + _UNITS[match["more"].lower()]) if match["more"] else str(ten)
