"""« Une nuit de plus », « la moitié des repas »: a count told from the one that is held."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.base import Turn
from actions.calculations.counts import number_of
from dife.said.counts import NUMBER
from dife.text import bare

_CHANGE = re.compile(
    rf"\b(?P<n>{NUMBER}) ?(?P<what>nuits?|nuitees?|repas|dejeuners?|diners?)"
    r" (?:de |en )?(?P<way>plus|moins|supplementaires?)\b"
)
_ADDED = re.compile(
    rf"\b(?P<way>r?ajoute[rz]?|plus|encore|en plus|moins|enleve[rz]?|retire[rz]?|supprime[rz]?)"
    rf" (?P<n>{NUMBER}) ?(?P<what>nuits?|nuitees?|repas|dejeuners?|diners?)\b(?! de)"
)
_NOT_BUT = re.compile(
    rf"\bpas (?P<a>{NUMBER}) ?(?P<what>nuits?|repas),? (?:mais |plutot )?(?P<b>{NUMBER})\b"
)
_WITHOUT = re.compile(
    r"\b(?:enleve[rz]?|retire[rz]?|supprime[rz]?|sans) (?:les|mes|l'|l )?"
    r"(?P<what>repas|nuits?|hotel)\b"
)
_LESS = ("moins", "enleve", "enlever", "enlevez", "retire", "retirer", "retirez")
_HALF = re.compile(r"\b(?:la )?moitie (?:des|de mes|de ces) (?P<what>nuits|repas)\b")


def change(turn: Turn) -> tuple[str, int, int, int] | None:
    """« une nuit de plus »: the slot, the change, and where it is said."""
    text = bare(turn.text)
    found = _CHANGE.search(text) or _ADDED.search(text)
    if not found:
        return None
    figure = number_of(found["n"]) or 0
    slot = "nuits" if found["what"].startswith("nuit") else "repas"
    less = found["way"].startswith(_LESS)
    return slot, -figure if less else figure, found.start(), found.end()


def instead(turn: Turn) -> tuple[str, int] | None:
    """« pas 2 nuits mais 3 », « enlève les repas »: the slot and its new count."""
    text = bare(turn.text)
    if found := _NOT_BUT.search(text):
        slot = "nuits" if found["what"].startswith("nuit") else "repas"
        return slot, number_of(found["b"]) or 0
    if found := _WITHOUT.search(text):
        return ("repas" if found["what"] == "repas" else "nuits"), 0
    return None


def half(turn: Turn, held: dict[str, Any]) -> tuple[str, int] | None:
    """« la moitié des repas », where there is a whole half."""
    found = _HALF.search(bare(turn.text))
    whole = held.get(found["what"]) if found else None
    if found and isinstance(whole, int) and whole % 2 == 0:
        return found["what"], whole // 2
    return None


def from_held(turn: Turn, held: dict[str, Any]) -> Turn:
    """The turn whose « de plus » and « la moitié des » are worked out from the values held."""
    if new := instead(turn):
        return _with(turn, *new, 0, len(turn.text))
    if halved := half(turn, held):
        return _with(turn, *halved, 0, 0)
    changed = change(turn)
    if not changed or not isinstance(held.get(changed[0]), int):
        return turn
    slot, figure, start, end = changed
    return _with(turn, slot, max(0, held[slot] + figure), start, end)


def _with(turn: Turn, slot: str, value: int, start: int, end: int) -> Turn:
    others = tuple(
        each
        for each in turn.entities
        if each["entity"] != slot
        or not (each.get("start", -1) < end and start < each.get("end", 0))
    )
    return replace(turn, entities=(*others, {"entity": slot, "value": value}))
