"""Several expenses asked about in one breath: « combien pour l'hôtel, les repas et le train ? »."""

from __future__ import annotations

import re
from typing import Any, Collection, Dict, List, Sequence

from dife.text import bare

INTENT = "frais_annexes"
# The point of each expense: how it is named.
_NAMED = {
    "nuit": r"nuits?|nuitees?|hotels?|hebergements?|chambres?",
    "repas": r"repas|(?<!petit )(?<!petit-)(?<!petits )dejeuners?|diners?|restos?|restaurants?"
    r"|restauration",
    "voiture": r"voitures?|kilometr\w+|kms?|essence|carburant",
    "train": r"trains?|tgv",
    "peage": r"peages?|parkings?|taxis?|metros?|stationnements?",
}
WHOLE = "quoi"  # the point that tells these three in one list
_OF_WHOLE = {"nuit", "repas", "voiture"}
_JOINED = r"[\w' ]{0,20}?(?:,|/|\+|&|\b(?:et|ou|puis|ainsi que)\b)[\w' ]{0,20}"
_EACH = "|".join(f"(?P<{point}>{names})" for point, names in _NAMED.items())


def asked(
    text: str, first: str, others: Sequence[str], entities: Collection[Dict[str, Any]]
) -> List[str]:
    """The labels that a message asks, all that it lists told; `others` where it lists none.

    `first`: the label of what it surely asks; `others`: those read in its parts.
    """
    points = _listed(bare(text))
    counted = any(isinstance(e.get("value"), int) and e["value"] > 1 for e in entities)
    known = {f"{INTENT}/{point}" for point in (*_NAMED, WHOLE)}
    if len(points) < 2 or counted or re.search(r"\d", text) or first not in known:
        return list(others)
    whole = set(points) >= _OF_WHOLE
    alone = [point for point in points if not (whole and point in _OF_WHOLE)]
    told = [*([WHOLE] if whole else []), *alone]
    return [*(f"{INTENT}/{point}" for point in told), *(e for e in others if e not in known)]


def _listed(text: str) -> List[str]:
    """The points of the expenses that follow each other in a list, in its order."""
    found = list(re.finditer(rf"\b(?:{_EACH})\b", text))
    listed: Dict[str, None] = {}
    for one, two in zip(found, found[1:], strict=False):
        if re.fullmatch(_JOINED, text[one.end() : two.start()]):
            listed |= {str(one.lastgroup): None, str(two.lastgroup): None}
    return list(listed)
