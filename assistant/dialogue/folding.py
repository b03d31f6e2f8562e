"""What of an answer stands in sight, and what is folded under it, where a door can fold.

The result comes first, with what it took for granted; sources, conditions, the printed guide's own
figures and long ends open at a press. Nothing is left out: the whole text says the same.
"""

from __future__ import annotations

import re
from typing import Dict, List, Tuple

FRONT = 420  # characters in sight, of an answer that folds
LEAST = 140  # characters worth folding
CONDITIONS = "Sources et conditions"
GUIDE = "Votre guide imprimé dit autre chose : pourquoi ?"
MORE = "La suite de la réponse"
_PARAGRAPHS = re.compile(r"\n{2,}")
_CONDITION = re.compile(
    r"(?:Sources?\b|À confirmer\b|Information d[ue]\b|Le remboursement se fait sur justificatifs)"
)
_ALWAYS = re.compile(r"Vos données et vos droits")  # one press away, wherever it is said
_GUIDE = re.compile(r"(?:Avec le guide imprimé|Votre guide (?:imprimé )?(?:indique|donne|dit))")
# Proposals, refusals and resets: no opinion is asked of them (data/responses/general.yml).
_UNRATED = re.compile(
    r"Vouliez-vous parler de|Que voulez-vous savoir exactement|Je n'ai pas (?:bien )?compris"
    r"|C'est fait, nous repartons|C'est fait : ce que je gardais|Au revoir|Bonjour !"
)


def folded(text: str) -> Tuple[str, List[Dict[str, str]]]:
    """What stands in front, and the folded parts: {title, text}, in order."""
    parts: Dict[str, List[str]] = {MORE: [], GUIDE: [], CONDITIONS: []}
    front: List[str] = []
    room = FRONT
    for paragraph in _PARAGRAPHS.split(text):
        if _GUIDE.match(paragraph):
            parts[GUIDE].append(paragraph)
            continue
        lines = paragraph.split("\n")
        kept = [line for line in lines if not _CONDITION.match(line)]
        if aside := [line for line in lines if _CONDITION.match(line)]:
            parts[CONDITIONS].append("\n".join(aside))
        if not kept:
            continue
        shown = "\n".join(kept)
        into = (
            front
            if not front or _ALWAYS.match(paragraph) or len(shown) <= room and not parts[MORE]
            else parts[MORE]
        )
        into.append(shown)
        room -= len(shown)
    if sum(len(said) for said in parts[MORE]) < LEAST:
        front += parts.pop(MORE)
    folds = sum(len(said) for said in parts[CONDITIONS])
    if folds < LEAST and not parts[GUIDE] and folds + sum(len(said) for said in front) <= FRONT:
        front += parts.pop(CONDITIONS)
    details = [{"title": title, "text": "\n\n".join(said)} for title, said in parts.items() if said]
    return "\n\n".join(front), details


def rated(text: str) -> bool:
    """Whether « Cette réponse vous aide ? » fits under an answer: not under a proposal."""
    return not _UNRATED.match(text)
