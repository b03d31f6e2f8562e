"""A date of birth as people write it: « 12/03/55 », « né le 12 mars 1955 à Gien », « 12031955 »,
« douze mars mille neuf cent cinquante-cinq »."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dife.days import month_number
from dife.said.numbers import in_figures
from dife.text import fold

MAJORITY, OLDEST = 18, 110  # the years of age that an official may have
Fault = Literal["", "illisible", "sans_annee", "inexistante", "avenir", "trop_jeune", "trop_vieux"]

_DAY = r"(?P<d>\d{1,2})(?: ?er)?"
_ISO = re.compile(r"\b(?P<y>(?:19|20)\d\d) (?P<m>\d{1,2}) (?P<d>\d{1,2})\b")
_IN_FIGURES = re.compile(rf"\b{_DAY} (?P<m>\d{{1,2}}) (?P<y>\d{{4}}|\d\d)\b(?! ?\d)")
_IN_ONE = re.compile(r"\b(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d|\d\d)\b")
_IN_WORDS = re.compile(
    r"\b(?:(?P<d>\d{1,2})(?: ?er)?|premier) ?(?P<m>[a-z]{3,10})(?![a-z])(?: ?(?P<y>\d{4}|\d\d)\b)?"
)
_SHORT = re.compile(rf"^\D*{_DAY} (?P<m>\d{{1,2}})\D*$")  # « 12/03 »: the year is missing


@dataclass(frozen=True)
class Birth:
    """What was read: the day where there is one, and what is wrong with it (« » for nothing).

    « illisible » · « sans_annee » · « inexistante » (31 February) have no day; « avenir »,
    « trop_jeune » (under MAJORITY) and « trop_vieux » (over OLDEST) have the day that was said.
    """

    day: date | None = None
    fault: Fault = ""


def read_birth(text: str, today: date) -> Birth:
    """The date of birth said in a text, with what is wrong with it.

    A year of two figures is 19xx, but where somebody born in 20xx is of age: « 07 » in 2026.
    """
    found = _parts(in_figures(fold(text)))
    if found is None:
        return Birth(fault="illisible")
    number, month, said = found
    if not said:
        return Birth(fault="sans_annee" if number <= _longest(month) else "inexistante")
    year = int(said)
    if len(said) == 2:
        year += (
            2000
            if _is_day(2000 + year, month, number)
            and _age(date(2000 + year, month, number), today) >= MAJORITY
            else 1900
        )
    if not _is_day(year, month, number):
        return Birth(fault="inexistante")
    day = date(year, month, number)
    if day > today:
        return Birth(day, "avenir")
    age = _age(day, today)
    return Birth(day, "trop_jeune" if age < MAJORITY else "trop_vieux" if age > OLDEST else "")


def _parts(text: str) -> tuple[int, int, str] | None:
    """Day, month from 1 to 12 and year as it was written, of a folded text."""
    for shape in (_ISO, _IN_FIGURES, _IN_ONE, _IN_WORDS, _SHORT):
        for found in shape.finditer(text):
            said = found["m"]
            month = int(said) if said.isdigit() else month_number(said)
            if month and month <= 12:
                year = found["y"] if "y" in found.re.groupindex else None
                return int(found["d"] or 1), month, year or ""
    return None


def _longest(month: int) -> int:
    """Days of the month in a leap year."""
    return monthrange(2024, month)[1]


def _is_day(year: int, month: int, number: int) -> bool:
    return year > 0 and 1 <= number <= monthrange(year, month)[1]


def _age(day: date, today: date) -> int:
    """Whole years; below zero for a day to come."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
