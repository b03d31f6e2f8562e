"""Nights told in a sentence: one of them elsewhere, one at a friend's, a stay by its bounds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.base import Turn
from actions.calculations import stays
from actions.calculations.allowances_places import lodging, meant_towns
from dife.said import counts as said_so
from dife.said.sums import bounds, nights
from dife.text import bare

_STAYS_THERE = re.compile(r"\bnuits? (?:d'hotel )?(?:a|au|aux|en|sur) ?$")


def told(turn: Turn, held: dict[str, Any]) -> Turn:
    """The turn with the nights that its sentence tells, of those held."""
    for read in (_among, _ranked, _moved, _elsewhere):
        if (found := read(turn, held)) is not None:
            return found
    return _hosted(turn, held)


def by_bounds(turn: Turn) -> Turn:
    """The turn whose « j'arrive la veille et je repars le 16 » counts the nights; beside a count,
    the day of the way back is no day of the training."""
    if any(turn.values("nuits")):  # « le soir même » alone tells none: the eve may
        text = bare(turn.text)
        stay = (e for e in turn.entities if not bounds.leaves_on(text[: e.get("start", 0)]))
        return replace(turn, entities=tuple(stay)) if turn.values("date") else turn
    said = [each.iso for each in turn.days() if len(each.iso) == len("2027-01-12")]
    found = bounds.stay(bare(turn.text), date.fromisoformat(min(said)) if said else None)
    if not found:
        return turn
    first, count = found
    others = [each for each in turn.entities if each["entity"] != "nuits"]
    entities = [*others, {"entity": "nuits", "value": count}]
    if first:
        entities = [each for each in entities if each["entity"] != "date"]
        entities.append({"entity": "date", "value": first.isoformat()})
    return replace(turn, entities=tuple(entities))


def _known(held: dict[str, Any]) -> stays.Stays:
    """The stays held; empty where the nights or their town are still to be asked."""
    total, main = held.get("nuits"), held.get("commune")
    if not isinstance(total, int) or not total or not isinstance(main, dict):
        return []
    return held.get("sejours") or [{"nuits": total, "commune": main}]


def _among(turn: Turn, held: dict[str, Any]) -> Turn | None:
    """« deux nuits dont une à Paris »: the others are passed in the town held, or are asked."""
    told_apart = nights.among(bare(turn.text))
    towns = [each["lieu"] for each in lodging(turn).entities if "lieu" in each]
    if not told_apart or len({town["label"] for town in towns}) != 1:
        return None
    (whole, apart), main = told_apart, held.get("commune")
    other = main if isinstance(main, dict) and main["label"] != towns[0]["label"] else None
    pair = [{"nuits": whole - apart, "commune": other}, {"nuits": apart, "commune": towns[0]}]
    return _with(turn, pair[::-1] if nights.from_first(bare(turn.text)) or not other else pair)


def _ranked(turn: Turn, held: dict[str, Any]) -> Turn | None:
    """« la deuxième nuit c'est à Lyon, pas Grenoble »: that night, and no other."""
    known, meant = _known(held), {each["label"]: each for each in meant_towns(lodging(turn))}
    place = nights.rank(bare(turn.text), stays.total(known)) if known else None
    if not place or len(meant) != 1 or len(turn.values("nuits")) > 1:
        return None
    (town,) = meant.values()
    each_night = [stay["commune"] for stay in known for _ in range(stay["nuits"])]
    each_night[place - 1] = town
    found: stays.Stays = []
    for commune in each_night:
        if found and found[-1]["commune"]["label"] == commune["label"]:
            found[-1]["nuits"] += 1
        else:
            found.append({"nuits": 1, "commune": commune})
    found[0] |= _day(known[0])
    return _with(turn, found)


def _moved(turn: Turn, held: dict[str, Any]) -> Turn | None:
    """« je repars un jour plus tôt de Grenoble »: a night less there, or of the last town."""
    known, moved = _known(held), nights.moved(bare(turn.text))
    towns = {each["lieu"]["label"] for each in turn.entities if "lieu" in each}
    if not known or not moved or turn.values("nuits"):
        return None
    end, change = moved
    labels = [each["commune"]["label"] for each in known]
    if towns - set(labels) or len(towns) > 1:
        return None
    last = end == "dernier"
    place = labels.index(towns.pop()) if towns else (len(known) - 1 if last else 0)
    left = known[place]["nuits"] + change
    if left < 0:
        return None
    found = [*known[:place], {**known[place], "nuits": left}, *known[place + 1 :]]
    turn = _with(turn, [each for each in found if each["nuits"]] or found[:1])
    day = str(held.get("date_frais") or "")
    if last or len(day) != len("2027-01-12"):
        return turn
    first = date.fromisoformat(day) - timedelta(days=change)
    return replace(turn, entities=(*turn.entities, {"entity": "date", "value": first.isoformat()}))


def _elsewhere(turn: Turn, held: dict[str, Any]) -> Turn | None:
    """« la 2e nuit à Blois »: that night alone is passed in the other town."""
    total, main = held.get("nuits"), held.get("commune")
    if not isinstance(total, int) or not total or not isinstance(main, dict):
        return None
    known: stays.Stays = held.get("sejours") or [{"nuits": total, "commune": main}]
    labels = [each["commune"]["label"] for each in known]
    towns = {e["lieu"]["label"]: e["lieu"] for e in lodging(turn).entities if "lieu" in e}
    new = [town for label, town in towns.items() if label not in labels]
    old = [label for label in towns if label in labels]
    text = bare(turn.text)
    count = nights.some(text, plain=bool(old))
    if len(new) != 1 or len(old) > 1 or not count or count >= total and not old:
        return None
    starts = [e["start"] for e in turn.entities if "lieu" in e and e["lieu"]["label"] in old]
    if any(_STAYS_THERE.search(text[:start]) for start in starts):
        return None  # « 2 nuits à Lyon »: those that do not move
    whole = stays.read_stays(turn)
    if whole and not stays.pending(whole) and stays.total(whole) >= total:
        return None  # the nights of each town are told
    if len(known) > 1 and not old:
        named = [*(each["commune"] for each in known), new[0]]
        return _with(turn, [{"nuits": None, "commune": town} for town in named])
    place = labels.index(old[0]) if old else 0
    left = known[place]["nuits"] - count
    if left < 0:
        return None
    moved = {**known[place], "nuits": count, "commune": new[0]}
    rest = {"nuits": left, "commune": known[place]["commune"]}
    pair = [moved, rest] if nights.from_first(text) else [{**rest, **_day(moved)}, _undated(moved)]
    pair = [each for each in pair if each["nuits"]]
    return _with(turn, [*known[:place], *pair, *known[place + 1 :]])


def _hosted(turn: Turn, held: dict[str, Any]) -> Turn:
    """« mon fils m'héberge le premier soir »: a night less to pay."""
    text, total = bare(turn.text), held.get("nuits")
    if not isinstance(total, int) or said_so.PAID_ONES.search(text):
        return turn
    count = nights.hosted(text, total)
    if count is None:
        return turn
    others = [each for each in turn.entities if each["entity"] not in ("nuits", "nombre", "option")]
    left = {"entity": "nuits", "value": max(0, total - count)}
    return replace(turn, entities=(*others, left))


def _day(stay: dict[str, Any]) -> dict[str, Any]:
    return {"date": stay["date"]} if stay.get("date") else {}


def _undated(stay: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stay.items() if key != "date"}


def _with(turn: Turn, found: stays.Stays) -> Turn:
    dropped = ("nuits", "commune", "nombre", "option")
    others = [each for each in turn.entities if each["entity"] not in dropped]
    return replace(turn, entities=(*others, {"entity": "sejours", "value": found}))
