"""Days counted forward and back, and the day or the month that somebody means."""

from __future__ import annotations

from datetime import date

import pytest

from dife import days


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        (date(2026, 11, 23), 3, "jours", date(2026, 11, 26)),
        (date(2026, 11, 23), -3, "jours", date(2026, 11, 20)),
        (date(2026, 11, 23), 2, "semaines", date(2026, 12, 7)),
        (date(2026, 11, 27), 1, "jours_ouvres", date(2026, 11, 30)),
        (date(2026, 11, 23), 1, "mois", date(2026, 12, 23)),
        (date(2026, 11, 23), 2, "mois", date(2027, 1, 23)),
        (date(2027, 1, 31), 1, "mois", date(2027, 2, 28)),
        (date(2026, 11, 23), 1, "ans", date(2027, 11, 23)),
        (date(2024, 2, 29), 1, "ans", date(2025, 2, 28)),
        (date(2099, 6, 1), 2, "ans", None),
        (date(2100, 12, 31), 1, "jours", None),
    ],
)
def test_later(start: date, count: int, unit: str, end: date | None) -> None:
    assert days.later(start, count, unit) == end


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "past", "day"),
    [
        ("mardi", False, date(2026, 11, 24)),
        ("lundi", False, date(2026, 11, 30)),
        ("dimanche", False, date(2026, 11, 29)),
        ("lundi", True, date(2026, 11, 16)),
        ("mardi", True, date(2026, 11, 17)),
        ("dimanche", True, date(2026, 11, 22)),
    ],
)
def test_a_weekday_is_never_today(name: str, past: bool, day: date) -> None:
    assert days.weekday_from(MONDAY, name, past) == day


@pytest.mark.parametrize(
    ("month", "number", "past", "day"),
    [
        (11, 23, False, MONDAY),
        (11, 22, False, date(2027, 11, 22)),
        (11, 23, True, MONDAY),
        (11, 24, True, date(2025, 11, 24)),
        (2, 29, False, date(2028, 2, 29)),
        (2, 30, False, None),
    ],
)
def test_the_nearest_day_of_the_year(month: int, number: int, past: bool, day: date | None) -> None:
    assert days.nearest(month, number, MONDAY, past) == day


@pytest.mark.parametrize(
    ("month", "past", "text"),
    [(11, False, "2026-11"), (10, False, "2027-10"), (11, True, "2026-11"), (12, True, "2025-12")],
)
def test_the_nearest_month(month: int, past: bool, text: str) -> None:
    assert days.month_text(month, MONDAY, past=past) == text


@pytest.mark.parametrize(
    ("number", "day"),
    [(23, MONDAY), (22, date(2026, 12, 22)), (31, date(2026, 12, 31)), (32, None)],
)
def test_the_next_day_of_that_number(number: int, day: date | None) -> None:
    assert days.next_day_of_month(number, MONDAY) == day
