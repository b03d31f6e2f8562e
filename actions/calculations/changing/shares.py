"""Who puts what, as a message tells it: the slots of the funding that it fills."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.base import Turn
from assistant.dialogue.slots import MEMORY
from dife.said import amounts
from dife.said.sums import shares
from dife.text import bare

OWN = "moi"  # before what the official puts in (`dife.said.amounts.OWN`)


def told(turn: Turn, held: dict[str, Any]) -> dict[str, Any]:
    """Price, balance and shares that the message names, whatever else it says."""
    text = bare(turn.text)
    said: dict[str, Any] = {}
    if price := shares.price(text):
        said["prix"] = price
    elif shares.price_before(text) and (before := held.get("prix_avant") or held.get("prix")):
        said["prix"] = before
    theirs, mine = shares.of_town_hall(text), shares.own(text)
    if mine and mine in (theirs, None) or mine and not theirs:
        said["part_mairie"] = f"{OWN}{mine}"
    elif theirs:
        said["part_mairie"] = theirs
    if (spent := shares.used(text)) and (whole := spent[1] or held.get("solde")):
        left = Decimal(whole) - Decimal(spent[0])
        if left >= 0:
            said["solde"] = str(left)
    return said


def with_roles(turn: Turn, said: dict[str, Any]) -> dict[str, Any]:
    """These values, and the price and the balance that the message tells beside them."""
    text = bare(turn.text)
    used = set(said.values()) | set(shares.used(text) or ())
    used |= {each for each in (shares.own(text), shares.of_town_hall(text)) if each}
    others = {slot: turn.values("montant", slot) for slot in ("prix", "solde")}
    found = {slot: [each for each in values if each not in used] for slot, values in others.items()}
    return {**{slot: values[-1] for slot, values in found.items() if values}, **said}


def with_price_before(events: list[dict[str, Any]], memory: dict[str, Any]) -> None:
    """Remember in a new result the price that the last one had, for « au prix d'avant »."""
    for event in events:
        made = event.get("value")
        if event.get("name") in (MEMORY, "calcul_financement") and made:
            other = memory.get("prix") != made.get("prix")
            before = memory.get("prix") if other else memory.get("prix_avant")
            event["value"] = {**made, "prix_avant": before} if before else made


def without_result(turn: Turn) -> Turn:
    """« 50 % du prix, donc 600 € »: the turn without the figure that the share comes to."""
    span = amounts.result_of_share(bare(turn.text))
    if not span:
        return turn
    start, end = span
    kept = (e for e in turn.entities if not start <= e.get("start", -1) < end)
    text = turn.text[:start] + " " * (end - start) + turn.text[end:]
    return replace(turn, text=text, entities=tuple(kept))
