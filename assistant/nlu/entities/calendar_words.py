"""French words of the calendar, and the days they stand for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

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


@lru_cache(maxsize=512)
def month_number(word: str) -> int | None:
    """Return 1–12 for a folded month, abbreviated or mistyped; None for another word."""
    if word in MONTHS:
        return MONTHS.index(word) + 1
    if word in _SHORT:
        return _SHORT[word]
    if len(word) < 5:
        return None
    long_months = [month for month in MONTHS if len(month) > 4]
    close = get_close_matches(word, long_months, n=1, cutoff=0.8)
    return MONTHS.index(close[0]) + 1 if close else None


def day(year: int, month: int, number: int) -> date | None:
    """Return the day, None when it does not exist or is out of 1900–2100."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    return date(year, month, number) if 1 <= number <= monthrange(year, month)[1] else None


def full_year(text: str) -> int:
    """Return 2025 for « 25 » and for « 2025 »."""
    return int(text) + 2000 if len(text) == 2 else int(text)


def nearest(month: int, number: int, today: date, past: bool = False) -> date | None:
    """Return the next such day of the year, today included (the last one when ``past``)."""
    step = -1 if past else 1
    for year in range(today.year, today.year + 9 * step, step):
        found = day(year, month, number)
        if found and (found <= today if past else found >= today):
            return found
    return None


def next_day_of_month(number: int, today: date) -> date | None:
    """Return the next « le 12 », today included."""
    for offset in range(12):
        found = day(*add_months(today.year, today.month, offset), number)
        if found and found >= today:
            return found
    return None


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and month ``count`` months later."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def later(today: date, count: int, unit: str) -> date | None:
    """Return today plus ``count`` (may be negative) jours, semaines, mois or ans."""
    if unit.startswith(("jour", "semaine")):
        found = today + timedelta(days=count * (7 if unit.startswith("semaine") else 1))
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
    months = count if unit.startswith("mois") else count * 12
    year, month = add_months(today.year, today.month, months)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return day(year, month, min(today.day, monthrange(year, month)[1]))


def weekday_from(today: date, name: str, past: bool = False) -> date:
    """Return the coming weekday; on that very weekday, a week later (else « aujourd'hui »)."""
    distance = (WEEKDAYS.index(name) - today.weekday()) % 7 or 7
    if past:
        distance = distance - 7 or -7
    return today + timedelta(days=distance)


def month_text(month: int, today: date, year: int | None = None, past: bool = False) -> str:
    """Return « 2027-03 » for a month, this one included unless the year is given."""
    if year is None:
        year = today.year
        if past:
            year -= month > today.month
        else:
            year += month < today.month
    return f"{year:04d}-{month:02d}"
