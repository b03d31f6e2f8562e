"""The words of the calendar and the days they stand for."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.days import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    Day,
    add_months,
    full_year,
    later,
    month_bounds,
    month_number,
    month_text,
    nearest,
    next_day_of_month,
    parse_date,
    real_day,
    weekday_from,
    working_days,
    year_bounds,
)
from dife.wording import format_date

TODAY = date(2026, 11, 23)  # a Monday
days = st.dates(date(1950, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("janvier jan janv janvir", 1),
        ("fevrier fev fevr fevirer", 2),
        ("mars mar", 3),
        ("avril avr avrill avrli", 4),
        ("mai", 5),
        ("juin", 6),
        ("juillet juil juilet", 7),
        ("aout aou", 8),
        ("septembre sep sept setembre", 9),
        ("octobre oct octobe", 10),
        ("novembre nov novenbre", 11),
        ("decembre dec decenbre", 12),
    ],
)
def test_months(words: str, number: int) -> None:
    assert {word: month_number(word) for word in words.split()} == dict.fromkeys(
        words.split(), number
    )


@pytest.mark.parametrize(
    "word", ["", "ma", "jui", "mois", "marie", "juriste", "decor", "mardi", "avri", "marsac"]
)
def test_no_month(word: str) -> None:
    assert month_number(word) is None


@given(number=st.integers(1, 12))
def test_a_month_is_its_own_number(number: int) -> None:
    assert month_number(MONTHS[number - 1]) == number


@pytest.mark.parametrize(
    ("year", "month", "number", "exists"),
    [
        (2024, 2, 29, True),
        (2026, 2, 29, False),
        (2026, 4, 31, False),
        (2026, 1, 0, False),
        (2026, 0, 1, False),
        (2026, 13, 1, False),
        (1900, 1, 1, True),
        (1899, 12, 31, False),
        (2100, 12, 31, True),
        (2101, 1, 1, False),
    ],
)
def test_real_days(year: int, month: int, number: int, exists: bool) -> None:
    assert real_day(year, month, number) == (date(year, month, number) if exists else None)


@pytest.mark.parametrize(("text", "year"), [("25", 2025), ("2025", 2025), ("1998", 1998)])
def test_years_of_two_figures(text: str, year: int) -> None:
    assert full_year(text) == year


@pytest.mark.parametrize(
    ("month", "number", "past", "day"),
    [
        (11, 23, False, date(2026, 11, 23)),
        (11, 23, True, date(2026, 11, 23)),
        (11, 22, False, date(2027, 11, 22)),
        (11, 24, True, date(2025, 11, 24)),
        (2, 29, False, date(2028, 2, 29)),
        (2, 29, True, date(2024, 2, 29)),
        (2, 30, False, None),
    ],
)
def test_the_nearest_day_of_the_year(month: int, number: int, past: bool, day: date | None) -> None:
    assert nearest(month, number, TODAY, past) == day


def test_29_february_may_be_eight_years_away() -> None:
    assert nearest(2, 29, date(1896, 3, 1)) == date(1904, 2, 29)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (23, date(2026, 11, 23)),
        (22, date(2026, 12, 22)),
        (31, date(2026, 12, 31)),
        (30, date(2026, 11, 30)),
        (32, None),
    ],
)
def test_the_next_day_of_a_month(number: int, day: date | None) -> None:
    assert next_day_of_month(number, TODAY) == day


@pytest.mark.parametrize(
    ("count", "unit", "day"),
    [
        (0, "jours", TODAY),
        (1, "jour", date(2026, 11, 24)),
        (-3, "jours", date(2026, 11, 20)),
        (2, "semaines", date(2026, 12, 7)),
        (11, "jours_ouvres", date(2026, 12, 8)),
        (1, "mois", date(2026, 12, 23)),
        (-11, "mois", date(2025, 12, 23)),
        (2, "ans", date(2028, 11, 23)),
        (-1, "an", date(2025, 11, 23)),
        (100, "ans", None),
        (-200, "ans", None),
        (999, "mois", None),
    ],
)
def test_later(count: int, unit: str, day: date | None) -> None:
    assert later(TODAY, count, unit) == day


@pytest.mark.parametrize(
    ("start", "count", "unit", "day"),
    [
        (date(2026, 8, 31), 6, "mois", date(2027, 2, 28)),
        (date(2024, 2, 29), 1, "ans", date(2025, 2, 28)),
        (date(2100, 12, 31), 0, "jours", date(2100, 12, 31)),
        (date(2100, 12, 31), 1, "jours", None),
        (date(1900, 1, 1), -1, "jours", None),
        (date(1900, 1, 2), -1, "jours", date(1900, 1, 1)),
        (date(1900, 2, 28), -1, "mois", date(1900, 1, 28)),
        (date(2100, 12, 1), 1, "mois", None),
        (date(1900, 1, 31), -1, "mois", None),
    ],
)
def test_later_at_the_edges(start: date, count: int, unit: str, day: date | None) -> None:
    assert later(start, count, unit) == day


@pytest.mark.parametrize(
    ("month", "year", "past", "text"),
    [
        (11, None, False, "2026-11"),
        (12, None, False, "2026-12"),
        (3, None, False, "2027-03"),
        (11, None, True, "2026-11"),
        (12, None, True, "2025-12"),
        (3, None, True, "2026-03"),
        (3, 2024, False, "2024-03"),
        (3, 2024, True, "2024-03"),
    ],
)
def test_months_as_text(month: int, year: int | None, past: bool, text: str) -> None:
    assert month_text(month, TODAY, year, past) == text


def test_a_month_to_come_unless_told() -> None:
    assert month_text(3, TODAY) == "2027-03"
    assert Day("2026-12-15") == Day("2026-12-15", year_said=True, month_said=True)


@given(day=days, count=st.integers(-500, 500))
def test_months_are_added_there_and_back(day: date, count: int) -> None:
    year, month = add_months(day.year, day.month, count)
    assert 1 <= month <= 12
    assert (year - day.year) * 12 + month - day.month == count


@given(day=days)
def test_bounds_of_a_month(day: date) -> None:
    first, last = month_bounds(f"{day:%Y-%m}")
    assert first.day == 1 and first <= day <= last
    assert last.day == monthrange(day.year, day.month)[1]


@given(day=days)
def test_bounds_of_a_year(day: date) -> None:
    first, last = year_bounds(f"{day.year}")
    assert first <= day <= last and (first.year, last.year) == (day.year, day.year)
    assert (first - timedelta(1)).year < day.year < (last + timedelta(1)).year


@given(today=days, name=st.sampled_from(WEEKDAYS))
def test_weekdays(today: date, name: str) -> None:
    coming, past = weekday_from(today, name), weekday_from(today, name, past=True)
    assert WEEKDAYS[coming.weekday()] == WEEKDAYS[past.weekday()] == name
    assert timedelta(1) <= coming - today <= timedelta(7)
    assert timedelta(1) <= today - past <= timedelta(7)


@pytest.mark.parametrize(
    ("day", "month", "within"),
    [
        (Day("2026-12-15", False, False), "2023-09", "2023-09-15"),
        (Day("2027-10-03", False, True), "2023-09", "2023-10-03"),
        (Day("2024-10-03", True, True), "2023-09", "2024-10-03"),
        (Day("2027-03", False), "2023-09", "2027-03"),
        (Day("2022", False), "2023-09", "2022"),
    ],
)
def test_what_a_day_did_not_say_is_taken_from_a_month(day: Day, month: str, within: str) -> None:
    assert day.within(month) == within


@given(day=days, month=days)
def test_a_day_within_a_month(day: date, month: date) -> None:
    assert Day(day.isoformat()).within(f"{month:%Y-%m}") == day.isoformat()
    alone = Day(day.isoformat(), year_said=False, month_said=False).within(f"{month:%Y-%m}")
    assert alone == f"{month:%Y-%m}-{day:%d}"


@given(day=days, count=st.integers(1, 30))
def test_working_days_never_count_their_own_start(day: date, count: int) -> None:
    assert working_days(day, count) > day > working_days(day, -count)
    assert working_days(day, count) == working_days(working_days(day, count - 1), 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/05/1970", date(1970, 5, 12)),
        ("12.5.1970", date(1970, 5, 12)),
        ("1970-05-12", date(1970, 5, 12)),
        ("12 mai 1970", date(1970, 5, 12)),
        ("le mardi 12 mai 1970", date(1970, 5, 12)),
        ("1er AOUT 1970", date(1970, 8, 1)),
        ("3 févr. 1970", date(1970, 2, 3)),
        ("31/02/1970", None),
        ("12/05/70", None),
        ("3 jui 1970", None),
        ("12 ju 1970", None),
        ("mai 1970", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_parse_date(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@given(st.dates(date(1000, 1, 1)))
def test_a_written_date_is_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(format_date(day, weekday=True)) == day
    assert parse_date(day.isoformat()) == day


def test_the_years_that_are_read() -> None:
    assert (FIRST_YEAR, LAST_YEAR) == (1900, 2100)
