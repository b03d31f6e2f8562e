"""Days of birth, alone or inside words, and how one is said to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dife.fields.model import EARLIEST_YEAR, Fault, Read
from dife.said.birth import read_birth as said_birth
from dife.text import bare
from dife.wording import format_date

_MONTH = r"(?:jan|fev|mar|avr|mai|jui|aou|sep|oct|nov|dec)[a-z]{0,7}\.?"
_DAY = r"(?:1er|[0-3]?[0-9])"
_SEPARATOR = r"\s?[ /.-]\s?"
DATE = (
    rf"(?<![0-9])(?:(?:19|20)[0-9]{{2}}-[01]?[0-9]-[0-3]?[0-9]"
    rf"|{_DAY}{_SEPARATOR}(?:[01]?[0-9]|{_MONTH}){_SEPARATOR}(?:[0-9]{{4}}|[0-9]{{2}}))"
    r"(?![0-9]| ?[0-9]{2}\b)"
)
_FOUND = re.compile(DATE)
_COME_OF_AGE = 18  # years: an elected official is at least so old


@dataclass(frozen=True)
class Birth:
    """A day in ``text[start:end]``, « 12 mars 1955 » or why it is none."""

    start: int
    end: int
    value: str
    doubt: bool
    fault: Fault


def birth_day(text: str, today: date) -> date | None:
    """The day that a text is, nothing else in it. Two figures of a year are read."""
    return said_birth(text, today).day


def find_births(text: str, today: date) -> Iterator[Birth]:
    """What looks like a whole date, each with what it is worth."""
    for found in _FOUND.finditer(bare(text)):
        day = birth_day(text[found.start() : found.end()], today)
        fault: Fault = "" if day else "date"
        if day and day > today:
            fault = "avenir"
        elif day and day.year < EARLIEST_YEAR:
            fault = "ancienne"
        value = format_date(day) if day and not fault else ""
        young = bool(day) and _age(day, today) < _COME_OF_AGE if day else False
        yield Birth(found.start(), found.end(), value, young, fault)


def _age(day: date, today: date) -> int:
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def read_birth(text: str, today: date) -> Read:
    """The day alone; two different days are none."""
    births = list(find_births(text, today))
    if not births:
        return Read(fault="date")
    if len({birth.value for birth in births}) > 1:
        return Read(fault="date")
    first = births[0]
    return Read(first.value, doubt=first.doubt, fault=first.fault)
