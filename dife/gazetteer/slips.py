"""A commune's name with a typing slip: the names that were likely meant, to be asked about."""

from __future__ import annotations

import re
from functools import lru_cache

from dife.gazetteer.listed import Listed, PlaceList

SHORTEST = 4  # letters: « bof » is no slip of anything
FEWEST = 800  # inhabitants of what is proposed: hamlets resemble every word
MOST = 4  # proposals
_LOCAL = 30  # a commune of the association's department is likelier by so much
_RARER = 25  # each letter more that differs makes it less likely by so much
_SOUNDS = (
    (r"ph", "f"),
    (r"eaux?|aux?", "o"),
    (r"(?<!^)ent\b|(?<=\w)[tdsxez]+\b", ""),
    (r"en|am|em", "an"),
    (r"in|ain|ein|im|yn", "in"),
    (r"qu|[kqc](?![eih])", "k"),
    (r"c(?=[ei])|ss|z|ç", "s"),
    (r"ge(?=[ao])|j", "g"),
    (r"gu(?=[ei])", "g"),
    (r"y", "i"),
    (r"h", ""),
    (r"(.)\1+", r"\1"),
    (r"[^a-z]", ""),
)


@lru_cache(maxsize=8_192)
def sound(name: str) -> str:
    """How a folded name sounds, roughly: « orlean » and « orleans » sound the same."""
    for written, heard in _SOUNDS:
        name = re.sub(written, heard, name)
    return name


def edits(left: str, right: str, most: int) -> int:
    """Letters added, dropped, changed or swapped between two names; `most` + 1 for any more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def resembling(name: str, listed: PlaceList, local: frozenset[str]) -> list[Listed]:
    """The likeliest communes that a folded name is a slip of, the likeliest first.

    `local` are the INSEE codes of the association's department.
    """
    if len(name) < SHORTEST:
        return []
    reach = 2 if len(name) >= 8 else 1
    likely: dict[str, tuple[float, Listed]] = {}
    for other, row in _candidates(name, listed):
        near = row.code_insee in local
        if row.habitants < FEWEST and not near:
            continue
        distance = edits(name, other, reach)
        if distance > 1 and sound(name) == sound(other):
            distance = 1
        if distance > reach:
            continue
        weight = row.habitants * (_LOCAL if near else 1) / _RARER**distance
        if weight > likely.get(row.nom, (0.0,))[0]:
            likely[row.nom] = (weight, row)
    found = sorted(likely.values(), key=lambda each: -each[0])
    return [row for weight, row in found if weight * 50 >= found[0][0]][:MOST]


def _candidates(name: str, listed: PlaceList) -> list[tuple[str, Listed]]:
    """Names of about this length with its first letter, its article left out, or large towns."""
    found = [
        each for size in range(len(name) - 2, len(name) + 3) for each in listed.like(name[0], size)
    ]
    for article in ("le", "la", "les", "l"):
        found += [(name, row) for row in listed.named(f"{article} {name}")[:1]]
    return found + [each for each in listed.large if each[0][:1] != name[:1]]
