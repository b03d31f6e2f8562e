"""« Et le 22 ? », « il a accepté le 12 »: the day meant, told from what was spoken of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.base import Turn, today
from assistant.nlu.entities.week import weekday_said
from dife.days import WEEKDAYS, Day, real_day
from dife.said import enrolments as said_so
from dife.text import bare

_TODAY = re.compile(r"\b(?:on est|nous sommes|on sera|aujourd'hui,? c'est) $")
ANSWERED = ("date_acceptation", "date_proposition")  # the steps that are the organisme's answer
LATELY = timedelta(days=45)  # before today: an answer of the organisme is not older


def of_the_month(turn: Turn, month: str) -> Turn:
    """« et pour le 22 ? », after a result: of the month that was just spoken of."""
    turn = same_month(turn)
    if len(month) != len("2027-01"):
        return turn
    return replace(turn, entities=tuple(_within(turn, each, month) for each in turn.entities))


def same_month(turn: Turn) -> Turn:
    """« demandé le 14 janvier et accepté le 15 »: the second day is of the month said before it;
    « lundi dernier, le 23 » is one day."""
    told, last, entities = "", "", []
    for each in turn.entities:
        if each["entity"] == "date" and len(str(each["value"])) == 10:
            same = last[8:] == each["value"][8:] and not each.get("mois_dit", True)
            each = {**each, "value": last} if same else _within(turn, each, told) if told else each
            last = each["value"]
            told = each["value"][:7] if each.get("mois_dit", True) else told
        entities.append(each)
    return replace(turn, entities=tuple(entities))


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
    answered = set(ANSWERED) & said.keys()
    asked = {"date_demande", "date_validation"} & said.keys()
    of_it = said_so.VERDICT.search(text) or answered or not asked
    if not of_it or said_so.SOONEST.search(text) or any(day.iso >= start for day in days):
        return said
    return {**said, "date_formation": start}


def step_meant(turn: Turn, day: Day, start: str) -> str | None:
    """Of which step a day without a role is, after a training's result: « c'était mardi »."""
    if len(day.iso) != 10 or day.iso >= start:
        return None
    now = today()
    if (now - LATELY).isoformat() <= day.iso < now.isoformat():
        return "date_acceptation"
    late = day.iso > now.isoformat() and said_so.VERDICT.search(bare(turn.text))
    return "date_demande" if late else None


def one_of(days: list[str], option: int | None) -> str:
    """The day that « la deuxième » names, the first where nothing names one."""
    last = option is not None and not 1 <= option <= len(days)
    return days[-1] if last else days[(option or 1) - 1]
