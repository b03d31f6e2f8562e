"""The day, the month or the year whose rates are used for travel allowances."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.base import Turn, facts, today
from actions.forms.refusals import Refusal
from dife.days import Day, add_months, month_bounds, real_day
from dife.facts.model import ReferenceNotFound
from dife.said.changes import YEAR_ALONE, shifts
from dife.said.numbers import number
from dife.text import bare
from dife.wording import format_date, full_date

RATES = ("indemnite_repas", "nuit_base", "nuit_grande_ville", "nuit_paris")


def check_day(value: str, values: dict[str, Any]) -> None:
    """Refuse a day that does not exist, or a month or a year in which the rates change."""
    if len(value) in (4, 7):
        try:
            start, end = bounds(value)
            changed = any(facts().value(key, start) != facts().value(key, end) for key in RATES)
        except ReferenceNotFound:
            return  # before what is known: said with the result
        except ValueError:
            raise Refusal("utter_date_illisible") from None
        if changed:
            values["mois_frais"] = value
            if len(value) == 4:
                raise Refusal("utter_annee_ambigue", annee=value)
            raise Refusal("utter_mois_ambigu")
        return
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Refusal("utter_date_illisible") from None


def first_day(days: list[Day], month: str | None) -> str | None:
    """First day said, in ISO form; what « le 15 » leaves out is taken from a month said before.

    « en mars » after a year takes that year.
    """
    return min((_within(day, month) for day in days), default=None)


def month_held(values: dict[str, Any]) -> str | None:
    """The month, or the year, said alone before: « en mars », to which « le 12 » then belongs."""
    day = str(values.get("date_frais") or "")
    return values.get("mois_frais") or (day if len(day) == len("2027-03") else None)


def _within(day: Day, month: str | None) -> str:
    if not month or day.year_said:
        return day.iso
    if len(month) == 4 and not day.month_said:
        return month  # « le 15 » of a year: its month is asked again
    if len(day.iso) == 7 or len(month) == 4:  # a month; or a day within a year, its month said
        return f"{month[:4]}{day.iso[4:]}"
    return day.within(month)


def redated(turn: Turn, held: dict[str, Any]) -> Turn:
    """The turn whose « je voulais dire 2024 » or « une semaine plus tard » is told of the day
    held."""
    said, text = str(held.get("date_frais") or ""), bare(turn.text)
    if turn.values("date"):
        return _in_year(turn, said[:4]) if said and said < today().isoformat() else turn
    if len(said) != len("2027-01-12"):
        return turn
    day, moved, shift = date.fromisoformat(said), None, shifts(text)
    if year := YEAR_ALONE.fullmatch(text):
        moved = real_day(int(year["y"]), day.month, day.day)
    elif shift:
        back = (shift["way"] or shift["next"]) in ("plus tot", "avant", "d'avant", "precedente")
        count = (number(shift["n"] or "1") or 0) * (-1 if back else 1)
        if (shift["unit"] or "").startswith("mois"):
            moved = real_day(*add_months(day.year, day.month, count), day.day)
        else:
            moved = day + timedelta(days=count * (1 if "jour" in (shift["unit"] or "") else 7))
    if not moved:
        return turn
    found = {"entity": "date", "value": moved.isoformat(), "annee_dite": True, "mois_dit": True}
    return replace(turn, entities=(*turn.entities, found))


def _in_year(turn: Turn, year: str) -> Turn:
    """The turn whose « le 21 septembre » is in the past year of the day that it changes."""
    found = []
    for each in turn.entities:
        if each["entity"] == "date" and not each.get("annee_dite", True) and each.get("mois_dit"):
            value = f"{year}{str(each['value'])[4:]}"
            real = len(value) == len("2027-01") or real_day(*map(int, value.split("-")))
            each = {**each, "value": value, "annee_dite": True} if real else each
        found.append(each)
    return replace(turn, entities=tuple(found))


def retained_day(said: str | None) -> tuple[date, str]:
    """The day whose rates apply, and how to say it."""
    if not said:
        return today(), f"aujourd'hui, {format_date(today(), weekday=True)}"
    if len(said) == 4:
        return bounds(said)[0], f"année {said}"
    if len(said) == 7:
        day = bounds(said)[0]
        return day, format_date(day).split(" ", 1)[1]
    day = date.fromisoformat(said)
    return day, full_date(day)


def bounds(said: str) -> tuple[date, date]:
    """First and last day of a month or of a year in ISO form; ValueError for none."""
    if len(said) == 4:
        return date(int(said), 1, 1), date(int(said), 12, 31)
    date.fromisoformat(f"{said}-01")
    return month_bounds(said)
