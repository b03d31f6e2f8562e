"""« Une nuit de plus », « la moitié des repas », « et le 22 ? »: told from what is held."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.base import Turn, today
from actions.calculations.counts import number_of
from assistant.nlu.entities.week import weekday_said
from dife.days import WEEKDAYS, Day, real_day
from dife.said import enrolments as said_so
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

_TODAY = re.compile(r"\b(?:on est|nous sommes|on sera|aujourd'hui,? c'est) $")
_LATELY = timedelta(days=45)  # before today: an answer of the organisme is not older


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


def of_the_month(turn: Turn, month: str) -> Turn:
    """« et pour le 22 ? », after a result: of the month that was just spoken of."""
    if len(month) != len("2027-01"):
        return turn
    return replace(turn, entities=tuple(_within(turn, each, month) for each in turn.entities))


def _within(turn: Turn, said: dict[str, Any], month: str) -> dict[str, Any]:
    """The date in that month; as it was where it is told as past, or its weekday says so."""
    if said["entity"] != "date" or said.get("mois_dit", True) or len(str(said["value"])) != 10:
        return said
    read = date.fromisoformat(said["value"])
    moved = real_day(int(month[:4]), int(month[5:]), read.day)
    if not moved or read < today() < moved or moved < today() <= read:
        return said
    start, end = said.get("start", 0), said.get("end", 0)
    weekday = weekday_said(bare(turn.text), start, end)[0]
    if weekday and weekday == WEEKDAYS[read.weekday()] != WEEKDAYS[moved.weekday()]:
        return said
    moved_said = {**said, "value": moved.isoformat(), "mois_dit": True}
    moved_said.pop("jour_dit", None)
    wrong = weekday and weekday != WEEKDAYS[moved.weekday()]
    return {**moved_said, "jour_dit": weekday} if wrong else moved_said


def without_today(turn: Turn) -> Turn:
    """The turn without the day that it says we are: « nous sommes le 20 novembre »."""
    text = bare(turn.text)
    kept = tuple(e for e in turn.entities if not _TODAY.search(text[: e.get("start", 0)]))
    return replace(turn, entities=kept)


def whole(days: list[Day]) -> list[Day]:
    """The days where there are some, each in the month that was said apart: « en mars, le 12 »."""
    months = {day.iso for day in days if len(day.iso) == 7}
    found = [day for day in days if len(day.iso) == 10]
    month = next(iter(months)) if len(months) == 1 else ""
    return [_of_month(day, month) if month else day for day in found] or days


def _of_month(day: Day, month: str) -> Day:
    if day.month_said:
        return day
    year, number, said = (int(part) for part in day.within(month).split("-"))
    found = real_day(year, number, said)
    return Day(found.isoformat()) if found else day


def for_training(turn: Turn, said: dict[str, Any], start: str | None) -> dict[str, Any]:
    """The steps told after the result of a training that begins on `start`, with that day.

    An answer of the organisme is one of it; a request or a validation, where it is asked whether
    it is in time.
    """
    days = [day for day in said.values() if isinstance(day, Day)]
    if not days or not start or start <= today().isoformat():
        return said
    text = bare(turn.text)
    of_it = said_so.VERDICT.search(text) or not {"date_demande", "date_validation"} & said.keys()
    if not of_it or said_so.SOONEST.search(text) or any(day.iso >= start for day in days):
        return said
    return {**said, "date_formation": start}


def step_meant(turn: Turn, day: Day, start: str) -> str | None:
    """Of which step a day without a role is, after a training's result: « c'était mardi »."""
    if len(day.iso) != 10 or day.iso >= start:
        return None
    now = today()
    if (now - _LATELY).isoformat() <= day.iso < now.isoformat():
        return "date_acceptation"
    late = day.iso > now.isoformat() and said_so.VERDICT.search(bare(turn.text))
    return "date_demande" if late else None
