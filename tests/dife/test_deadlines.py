"""Working days, the two directions of the deadline, and the calendar file."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dife.days import add_delay, is_working_day, working_days
from dife.deadlines import deadline_calendar, earliest_start, latest_validation
from dife.facts.model import ReferenceNotFound
from dife.facts.store import References

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))

# validation, bare 11th day, 11th working day: the start is the day after.
VECTORS = [
    (date(2026, 11, 23), date(2026, 12, 8), date(2026, 12, 8)),
    (date(2026, 12, 1), date(2026, 12, 16), date(2026, 12, 16)),
    (date(2026, 12, 11), date(2026, 12, 28), date(2026, 12, 29)),
    (date(2026, 12, 18), date(2027, 1, 4), date(2027, 1, 6)),
    (date(2027, 3, 19), date(2027, 4, 5), date(2027, 4, 6)),
    (date(2027, 4, 30), date(2027, 5, 17), date(2027, 5, 19)),
    (date(2027, 5, 5), date(2027, 5, 20), date(2027, 5, 24)),
    (date(2027, 7, 5), date(2027, 7, 20), date(2027, 7, 21)),
]


@pytest.mark.parametrize(("validation", "bare", "eleventh"), VECTORS)
def test_earliest_start(real: References, validation: date, bare: date, eleventh: date) -> None:
    found = earliest_start(validation, real)
    assert found.validation == validation and found.identity_ready is None
    assert found.eleventh_day == eleventh
    assert found.start == eleventh + DAY
    assert found.bare_start == bare + DAY


@pytest.mark.parametrize(
    ("start", "validation", "bare"),
    [
        (date(2026, 12, 9), date(2026, 11, 23), date(2026, 11, 23)),
        (date(2027, 1, 7), date(2026, 12, 18), date(2026, 12, 22)),
        (date(2027, 4, 7), date(2027, 3, 19), date(2027, 3, 22)),
        (date(2027, 5, 25), date(2027, 5, 5), date(2027, 5, 7)),
        (date(2027, 5, 24), date(2027, 5, 4), date(2027, 5, 6)),
        (date(2026, 12, 12), date(2026, 11, 26), date(2026, 11, 26)),
    ],
)
def test_latest_validation(real: References, start: date, validation: date, bare: date) -> None:
    found = latest_validation(start, real)
    assert (found.start, found.validation, found.bare_validation) == (start, validation, bare)


def test_identity_comes_first(real: References) -> None:
    found = earliest_start(date(2026, 11, 9), real, identity_verified=False)
    assert found.validation == date(2026, 11, 9)
    assert found.identity_ready == date(2026, 11, 23)
    assert found.start == date(2026, 12, 9)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
        (date(2027, 3, 26), True),  # Good Friday: a holiday in Alsace-Moselle only
        (date(2027, 3, 29), False),
        (date(2027, 5, 6), False),
        (date(2027, 5, 17), False),
        (date(2027, 7, 14), False),
        (date(2026, 11, 11), False),
    ],
)
def test_working_day(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_bare_days_know_no_holiday() -> None:
    assert is_working_day(date(2026, 12, 25), bare=True)
    assert not is_working_day(date(2026, 12, 26), bare=True)


@pytest.mark.parametrize(
    ("day", "key", "end"),
    [
        (date(2026, 12, 23), "delai_validation", date(2026, 12, 30)),
        (date(2026, 11, 23), "delai_verification_identite", date(2026, 12, 7)),
        (date(2026, 11, 23), "delai_reponse_prerequis", date(2026, 12, 23)),
        (date(2026, 8, 31), "delai_apres_mandat", date(2027, 2, 28)),
    ],
)
def test_delays_in_their_own_unit(real: References, day: date, key: str, end: date) -> None:
    assert add_delay(day, key, real) == end


def test_a_sum_is_no_delay(real: References) -> None:
    with pytest.raises(ReferenceNotFound):
        add_delay(date(2026, 1, 1), "nuit_paris", real)


def test_calendar(real: References) -> None:
    deadline = latest_validation(date(2027, 5, 25), real)
    text = deadline_calendar(deadline, real)
    assert text == deadline_calendar(deadline, real)
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["DTSTART"].dt == date(2027, 5, 5) and event["DTEND"].dt == date(2027, 5, 6)
    assert "25 mai 2027" in event["DESCRIPTION"]
    other = deadline_calendar(latest_validation(date(2027, 5, 26), real), real)
    assert Calendar.from_ical(other).walk("VEVENT")[0]["UID"] != event["UID"]


@given(validation=days)
def test_forwards(real: References, validation: date) -> None:
    found = earliest_start(validation, real)
    between = [validation + DAY * n for n in range(1, (found.start - validation).days)]
    assert sum(map(is_working_day, between)) == real.amount("delai_inscription", validation)
    assert is_working_day(found.eleventh_day)
    assert found.bare_start <= found.start
    assert found.start <= earliest_start(validation + DAY, real).start
    later = earliest_start(validation, real, identity_verified=False)
    assert later.start > found.start


@given(start=days)
def test_backwards_is_the_last_day_that_works(real: References, start: date) -> None:
    found = latest_validation(start, real)
    assert is_working_day(found.validation) and is_working_day(found.bare_validation, bare=True)
    assert found.validation <= found.bare_validation
    assert earliest_start(found.validation, real).start <= start
    next_day = working_days(found.validation, 1)
    assert earliest_start(next_day, real).start > start


@given(validation=days)
def test_there_and_back(real: References, validation: date) -> None:
    back = latest_validation(earliest_start(validation, real).start, real).validation
    if is_working_day(validation):
        assert back == validation
    else:
        assert back < validation and back == working_days(validation, -1)


@given(day=days, count=st.integers(1, 40), bare=st.booleans())
def test_counting_there_and_back(day: date, count: int, bare: bool) -> None:
    there = working_days(day, count, bare)
    assert is_working_day(there, bare)
    if is_working_day(day, bare):
        assert working_days(there, -count, bare) == day
    assert working_days(day, 0, bare) == day
