"""Working days, the two directions of the deadline, and the calendar file."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dife.days import add_delay, is_working_day, working_days
from dife.deadlines import (
    LatestValidation,
    deadline_calendar,
    earliest_start,
    latest_validation,
)
from dife.facts.model import ReferenceNotFound
from dife.facts.store import References
from tests.support.facts import fact, facts
from tests.support.vectors import vectors

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@vectors("date_limite.yml", "en_avant")
def test_earliest_start(real: References, case: dict[str, date]) -> None:
    found = earliest_start(case["validation"], real)
    assert found.validation == case["validation"] and found.identity_ready is None
    assert (found.start, found.bare_start) == (case["debut"], case["sans_feries"])
    assert found.eleventh_day == found.start - DAY


@vectors("date_limite.yml", "en_arriere")
def test_latest_validation(real: References, case: dict[str, date]) -> None:
    found = latest_validation(case["debut"], real)
    assert (found.validation, found.bare_validation) == (case["validation"], case["sans_feries"])


@vectors("date_limite.yml", "identite")
def test_identity_comes_first(real: References, case: dict[str, date]) -> None:
    found = earliest_start(case["validation"], real, identity_verified=False)
    assert (found.identity_ready, found.start) == (case["prete"], case["debut"])


@vectors("date_limite.yml", "jours")
def test_working_day(case: dict[str, Any]) -> None:
    assert is_working_day(case["jour"]) is case["ouvre"]


@vectors("date_limite.yml", "delais")
def test_delays_in_their_own_unit(real: References, case: dict[str, Any]) -> None:
    assert add_delay(case["depart"], case["delai"], real) == case["fin"]


def test_the_delay_is_that_of_the_day_on_which_the_count_begins() -> None:
    """Validated before a change, identity ready after it: the new delay counts."""
    change = date(2026, 12, 1)
    count = fact("delai_inscription", "jours_ouvres", (11, None, change - DAY), (3, change, None))
    weeks = fact("delai_verification_identite", "semaines", (2, None, None))
    refs = facts(count, weeks)
    before = date(2026, 11, 23)
    assert earliest_start(before, refs).start == date(2026, 12, 9)
    assert earliest_start(before, refs, identity_verified=False).start == date(2026, 12, 11)
    assert latest_validation(date(2026, 12, 1), refs).validation == date(2026, 11, 25)
    assert latest_validation(date(2026, 11, 30), refs).validation == date(2026, 11, 12)


def test_no_other_day_can_be_passed_off_as_the_last_one(real: References) -> None:
    """A Saturday was: « si je valide le samedi 28 » offered it as the last day to validate."""
    saturday, start = date(2026, 11, 28), date(2026, 12, 15)
    with pytest.raises(TypeError):
        LatestValidation(start, saturday, saturday)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        LatestValidation(start=start, validation=saturday)  # type: ignore[call-arg]
    deadline = latest_validation(earliest_start(saturday, real).start, real)
    (event,) = Calendar.from_ical(deadline_calendar(deadline, real)).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 11, 27)


def test_bare_days_know_no_holiday() -> None:
    assert is_working_day(date(2026, 12, 25), bare=True)
    assert not is_working_day(date(2026, 12, 26), bare=True)


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
    assert event["TRANSP"] == "TRANSPARENT"  # the day stays free
    assert "à partir du mardi 25 mai 2027" in event["DESCRIPTION"]
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
