"""Days: the French words of the calendar, the days they stand for, working days and delays."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

import holidays

from dife.facts.model import Facts, ReferenceNotFound
from dife.text import fold

# Folded (dife.text.fold), as they are compared.
MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_SHORT = {
    "jan": 1,
    "janv": 1,
    "fev": 2,
    "fevr": 2,
    "mar": 3,
    "avr": 4,
    "juil": 7,
    "aou": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
FIRST_YEAR, LAST_YEAR = 1900, 2100
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day, a month or a year as somebody said it: `iso` is « 2027-03-12 », « 2027-03 », « 2027 ».

    « le 12 » says neither its month nor its year, « le 12 mars » not its year: `iso` then holds
    the nearest one to come. « demain » and « mardi prochain » say everything. `weekday` is the
    weekday said with it when the day is another one: « mardi » for Wednesday 13. `refused` when
    another day replaces it: « le 28 et non le 14 ».
    """

    iso: str
    year_said: bool = True
    month_said: bool = True
    weekday: str = ""
    refused: bool = False

    def within(self, month: str) -> str:
        """The day in ISO form, what it did not say taken from a month (« 2023-09 »).

        It may not exist: « le 31 » within September.
        """
        if len(self.iso) != 10 or self.year_said:
            return self.iso
        return f"{month[:4]}{self.iso[4:]}" if self.month_said else f"{month}{self.iso[7:]}"


@lru_cache(maxsize=512)
def month_number(word: str) -> int | None:
    """1–12 for a folded month, abbreviated or mistyped; None for another word."""
    if word in MONTHS:
        return MONTHS.index(word) + 1
    if word in _SHORT:
        return _SHORT[word]
    if len(word) < 5:
        return None
    long_months = [month for month in MONTHS if len(month) > 4]
    close = get_close_matches(word, long_months, n=1, cutoff=0.8)
    return MONTHS.index(close[0]) + 1 if close else None


def short_month(word: str) -> bool:
    """Whether a folded word is a month shortened, and no other word: « fév », « oct »."""
    return word in _SHORT and word not in ("mar", "sept")


def real_day(year: int, month: int, number: int) -> date | None:
    """The day, None when it does not exist or is out of 1900–2100."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, number) if 1 <= number <= monthrange(year, month)[1] else None


def full_year(text: str) -> int:
    """2025 for « 25 » and for « 2025 »."""
    return int(text) + 2000 if len(text) == 2 else int(text)


def nearest(month: int, number: int, today: date, past: bool = False) -> date | None:
    """The next such day of the year, today included (the last one when `past`)."""
    step = -1 if past else 1
    for year in range(today.year, today.year + 9 * step, step):
        found = real_day(year, month, number)
        if found and _turned(found, today, past):
            return found
    return None


def next_day_of_month(number: int, today: date, past: bool = False) -> date | None:
    """The next « le 12 », today included (the last one when `past`)."""
    for offset in range(12):
        months = -offset if past else offset
        found = real_day(*add_months(today.year, today.month, months), number)
        if found and _turned(found, today, past):
            return found
    return None


def _turned(day: date, today: date, past: bool) -> bool:
    """Whether a day is on the side that is meant; today is on both."""
    return day <= today if past else day >= today


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month `count` months later."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def month_text(month: int, today: date, year: int | None = None, past: bool = False) -> str:
    """« 2027-03 » for a month, this one included unless the year is given."""
    if year is None:
        year = today.year
        if past:
            year -= month > today.month
        else:
            year += month < today.month
    return f"{year:04d}-{month:02d}"


def month_bounds(month: str) -> tuple[date, date]:
    """First and last day of « 2021-05 »."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def year_bounds(year: str) -> tuple[date, date]:
    """First and last day of « 2022 »."""
    return date(int(year), 1, 1), date(int(year), 12, 31)


def weekday_from(today: date, name: str, past: bool = False) -> date:
    """The coming weekday; on that very weekday, a week later (else « aujourd'hui »)."""
    distance = (WEEKDAYS.index(name) - today.weekday()) % 7 or 7
    if past:
        distance = distance - 7 or -7
    return today + timedelta(days=distance)


def parse_date(text: str) -> date | None:
    """A whole date written 12/05/1970, 12.5.1970, 1970-05-12, 12 mai 1970 or 1er mai 1970.

    Nothing is guessed: a mistyped month, a year of two figures or more words give None.
    """
    parts = [part for part in fold(text).split() if part not in ("le", *WEEKDAYS)]
    if len(parts) != 3:
        return None
    day, month, year = parts[::-1] if len(parts[0]) == 4 else parts
    day = "1" if day == "1er" else day
    if not month.isdigit():
        found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(month)]
        month = str(found[0]) if len(found) == 1 and len(month) >= 3 else ""
    if not re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", f"{day}/{month}/{year}"):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_working_day(day: date, bare: bool = False) -> bool:
    """Monday to Friday, and no public holiday of metropolitan France unless `bare`."""
    return day.weekday() < 5 and (bare or day not in _public_holidays(day.year))


def working_days(day: date, count: int, bare: bool = False) -> date:
    """The count-th working day after a day, or before it when negative; the day is not counted."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, bare):
            day += step
    return day


def later(start: date, count: int, unit: str) -> date | None:
    """A day plus `count` (may be negative) jours, jours_ouvres, semaines, mois or ans.

    None out of 1900–2100. A month later than the 31st is the last day of a shorter month.
    """
    if unit == "jours_ouvres":
        return working_days(start, count)
    if unit.startswith(("jour", "semaine")):
        found = start + timedelta(days=count * (7 if unit.startswith("semaine") else 1))
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
    months = count if unit.startswith("mois") else count * 12
    year, month = add_months(start.year, start.month, months)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return real_day(year, month, min(start.day, monthrange(year, month)[1]))


def add_delay(day: date, key: str, refs: Facts) -> date:
    """The day on which a delay of the references ends, in the delay's own unit.

    ReferenceNotFound when the reference is no delay.
    """
    return _shifted(day, key, refs, 1)


def take_delay(day: date, key: str, refs: Facts) -> date:
    """The day on which a delay of the references must begin to end on a day."""
    return _shifted(day, key, refs, -1)


def _shifted(day: date, key: str, refs: Facts, way: int) -> date:
    unit = refs.reference(key).unite
    end = None
    if unit in ("jours", "jours_ouvres", "semaines", "mois"):
        end = later(day, way * int(refs.amount(key, day)), unit)
    if end is None:
        raise ReferenceNotFound(f"« {key} » n'est pas un délai")
    return end


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))
