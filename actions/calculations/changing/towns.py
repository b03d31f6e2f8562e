"""The towns of the last sum, changed in a line: one more, its nights, one that stands for all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.base import Turn
from actions.calculations import relative
from actions.calculations.stays import Stays, towns_of
from dife.said.sums.nights import ALL_THERE, TOO
from dife.text import bare


def worked_out(turn: Turn, held: dict[str, Any]) -> Turn:
    """The turn whose « une nuit de plus » is worked out from the values held."""
    changed = relative.change(turn)
    if changed and changed[0] == "nuits" and (more := with_more(turn, held, changed[1])):
        others = [e for e in turn.entities if e["entity"] not in ("nuits", "commune")]
        return replace(turn, entities=(*others, {"entity": "sejours", "value": more}))
    nights = turn.value("nuits")
    if more := _besides(turn, held):
        others = [e for e in turn.entities if e["entity"] not in ("nuits", "commune")]
        return replace(turn, entities=(*others, {"entity": "sejours", "value": more}))
    if isinstance(held.get("sejours"), list) and nights is not None and not changed:
        town = _town_held(turn, held["sejours"])
        others = [e for e in turn.entities if e["entity"] not in ("nuits", "commune")]
        if town is not None:  # « 3 nuits à Orléans »: the other towns keep theirs
            each = {**held["sejours"][town], "nuits": nights}
            changed_stays = [*held["sejours"][:town], each, *held["sejours"][town + 1 :]]
            return replace(turn, entities=(*others, {"entity": "sejours", "value": changed_stays}))
    return relative.from_held(turn, held)


def _besides(turn: Turn, held: dict[str, Any]) -> Stays:
    """« 1 nuit à Lyon aussi »: besides the towns held; and one of several held that is named
    alone: how many nights in each is asked, where it may stand for all or for its own."""
    text, nights = bare(turn.text), turn.value("nuits")
    towns, stays = towns_of(turn), held.get("sejours")
    if len(towns) != 1 or not isinstance(held.get("commune"), dict) or not held.get("nuits"):
        return []
    labels = [each["commune"]["label"] for each in stays or [{"commune": held["commune"]}]]
    known = towns[0]["commune"]["label"] in labels
    if TOO.search(text) and not known and towns[0]["start"] is not None:
        more = with_more(turn, held, nights or 1)
        return more if nights else [{**each, "nuits": None} for each in more]
    if stays and known and nights is None and not ALL_THERE.search(text):
        return [{"nuits": None, "commune": each["commune"]} for each in stays]
    return []


def with_more(turn: Turn, held: dict[str, Any], change: int) -> Stays:
    """The stays of a sum once a town that the message names has `change` more nights."""
    towns, nights = towns_of(turn), held.get("nuits")
    if len(towns) != 1 or not nights or not isinstance(held.get("commune"), dict):
        return []
    stays = held.get("sejours") or [{"nuits": nights, "commune": held["commune"]}]
    new = {"nuits": 0, "commune": towns[0]["commune"]}
    same = [each for each in stays if each["commune"]["label"] == new["commune"]["label"]]
    stays = [*stays, *([] if same else [new])]
    label = new["commune"]["label"]
    found = [
        {**each, "nuits": each["nuits"] + change * (each["commune"]["label"] == label)}
        for each in stays
    ]
    return found if len(found) > 1 and all(each["nuits"] >= 0 for each in found) else []


def _town_held(turn: Turn, stays: Stays) -> int | None:
    """Which of the stays the only town of a message is; None for another, or for « tout à … »."""
    labels = [town["commune"]["label"] for town in towns_of(turn)]
    held = [each["commune"]["label"] for each in stays]
    if len(labels) != 1 or labels[0] not in held or re.search(r"\btou[ts]", bare(turn.text)):
        return None
    return held.index(labels[0])
