"""« Le 3 mars, ou plutôt le 10 avril », « 900 €, pardon 950 »: of a value taken back in the breath
that said it, the last one is meant."""

from __future__ import annotations

from dataclasses import replace

from assistant.nlu.entities.date_ranges import completed
from assistant.nlu.entities.scan import Entity
from dife.days import Day
from dife.said.changes import OTHER_VALUE, TAKEN_BACK

REACH = 80  # characters between a value and the one that replaces it


def keep_last(folded: str, entities: list[Entity]) -> list[Entity]:
    """The entities of a text, in its order, without those taken back; a day is kept, refused.

    The last takes the role of the first where its own is not said, and a day its month.
    """
    kept: list[Entity] = []
    for entity in entities:
        place = next((n for n, e in enumerate(kept) if e.end > entity.start - REACH), len(kept))
        told = (n for n in range(len(kept) - 1, place - 1, -1) if kept[n].entity == entity.entity)
        before = next(told, None)
        if before is not None and _replaces(folded, kept[before:], entity):
            first = kept[before]
            entity = replace(entity, role=entity.role or first.role)
            if isinstance(entity.meaning, Day) and isinstance(first.meaning, Day):
                said = completed(entity.meaning, first.meaning)
                entity = replace(entity, value=said.iso, meaning=said)
                kept[before] = replace(first, meaning=replace(first.meaning, refused=True))
            else:
                del kept[before]
        kept.append(entity)
    return kept


def _replaces(folded: str, read: list[Entity], last: Entity) -> bool:
    """Whether what stands between the first of the values `read` and the last takes it back."""
    first, others = read[0], read[1:]
    if last.role not in (None, first.role):
        return False
    if any(isinstance(e.meaning, Day) and e.meaning.refused for e in (first, last)):
        return False
    between = folded[first.end : last.start]
    for other in others:
        start, end = other.start - first.end, other.end - first.end
        between = f"{between[:start]}{OTHER_VALUE * (end - start)}{between[end:]}"
    lastly = others and between.rstrip(" ,").endswith("enfin")  # « …, enfin une nuit à Lyon »
    return bool(TAKEN_BACK.fullmatch(between)) and not lastly
