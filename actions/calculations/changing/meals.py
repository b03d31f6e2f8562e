"""Meals told by who pays them: « un repas offert et deux repas payés » are three."""

from __future__ import annotations

from dataclasses import replace

from actions.base import Turn
from dife.said import offered
from dife.text import bare


def paid(turn: Turn) -> Turn:
    """The turn whose meals said to be paid are counted beside the free ones, never among them."""
    count = offered.paid(bare(turn.text))
    if count is None:
        return turn
    free = turn.value("repas_offerts") or 0
    others = (e for e in turn.entities if e["entity"] not in ("repas", "repas_offerts", "nombre"))
    told = ({"entity": "repas", "value": count + free}, {"entity": "repas_offerts", "value": free})
    return replace(turn, entities=(*others, *told))
