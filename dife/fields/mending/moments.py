"""A moment told instead of the one that is held, among words that say why."""

from __future__ import annotations

import re

from dife.fields.times import MOMENT, changed_moment
from dife.text import bare, fold

_PREFERS = re.compile(
    r"\b(?:plutot|mieux|prefer\w+|finalement|arrang\w+|convien\w+|conviend\w+|sie\w+ait|conseille"
    r"|change\w*|decal\w+|report\w+|repouss\w+|disais|voulais|mettez|pas possible|impossible"
    r"|tout compte fait|en fait|reflexion|manque|oubli\w+)\b"
)
_BUSY = re.compile(  # « lundi j'ai conseil », « mercredi je travaille »
    r"\s*(?:,\s*)?(?:(?:je |j'|j |g )(?!prefere|aimerais|voudrais|suis (?:la|libre|dispo))"
    r"|c'est (?:pas|complique|impossible)|(?:il|elle|on) (?:ne |n')|impossible|pas (?:possible|la))"
)
_NOT = re.compile(r"(?:\bpas|\bsauf|\bau lieu d[eu]|\bplutot que|\bni)(?: le| la)?\s*$")
_INNER = re.compile(r"\s*,\s*|\s+(?:plut[oô]t|mais|finalement)(?=\s)")


def rather(text: str, held: str) -> str:
    """« lundi j'ai conseil, mardi plutôt, fin d'après-midi » for the moment held; "" where no
    moment is preferred."""
    said = text.rpartition("?")[2].strip() or text
    if when := changed_moment(said, held):
        return when
    if text.rstrip().endswith("?") or not _PREFERS.search(fold(text)):
        return ""
    compared, kept = bare(said), []
    for found in MOMENT.finditer(compared):
        refused = _NOT.search(compared[: found.start()]) or _BUSY.match(compared, found.end())
        if not refused:
            kept.append(_INNER.sub(" ", said[found.start() : found.end()]).strip(" ,;-"))
    return changed_moment(" ".join(" ".join(kept).split()), held) if kept else ""
