"""Working days, the two directions of the deadline, and the calendar file."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dife.days import add_delay, is_working_day, take_delay, working_days
from dife.deadlines import (
    LatestDays,
    advised_days,
    deadline_calendar,
    earliest_start,
    earliest_start_from_request,
    is_pressing,
    last_validation,
    latest_days,
)
from dife.facts.model import ReferenceNotFound
from dife.facts.store import References
from tests.support.facts import fact, facts
from tests.support.vectors import vectors

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@vectors("date_limite.yml", "en_avant")
def test_earliest_start(real: References, case: dict[str, date]) -> None:
    found = earliest_start(case["acceptation"], real)
    assert found.acceptance == case["acceptation"]
    assert (found.start, found.bare_start) == (case["debut"], case["sans_feries"])
    assert found.eleventh_day == found.start - DAY


@vectors("date_limite.yml", "en_arriere")
def test_latest_days(real: References, case: dict[str, date]) -> None:
    found = latest_days(case["debut"], real)
    assert (found.acceptance, found.bare_acceptance) == (case["acceptation"], case["sans_feries"])
    assert found.request == case["demande"]


@vectors("date_limite.yml", "demande")
def test_a_request_is_answered_first(real: References, case: dict[str, Any]) -> None:
    found = earliest_start_from_request(case["demande"], real, case["identite"])
    assert (found.acceptance, found.start) == (case["acceptation"], case["debut"])


@vectors("date_limite.yml", "proposition")
def test_last_validation(real: References, case: dict[str, date]) -> None:
    assert last_validation(case["reponse"], real, case.get("debut")) == case["validation"]


@vectors("date_limite.yml", "conseils")
def test_advised_days(real: References, case: dict[str, date]) -> None:
    found = advised_days(case["debut"], real)
    advised = (found.usual, found.without_identity, found.by_post)
    assert advised == (case["habitude"], case["sans_identite"], case["courrier"])


@pytest.mark.parametrize(
    ("today", "pressing"),
    [
        (date(2026, 11, 13), False),
        (date(2026, 11, 15), False),  # a Sunday: three working days later is the Wednesday
        (date(2026, 11, 16), True),  # the last day to ask is Thursday 19 November
        (date(2026, 11, 19), True),
        (date(2026, 11, 20), True),
    ],
)
def test_a_request_that_can_no_longer_wait(real: References, today: date, pressing: bool) -> None:
    assert is_pressing(latest_days(date(2026, 12, 9), real), today, real) is pressing


@vectors("date_limite.yml", "jours")
def test_working_day(case: dict[str, Any]) -> None:
    assert is_working_day(case["jour"]) is case["ouvre"]


@vectors("date_limite.yml", "delais")
def test_delays_in_their_own_unit(real: References, case: dict[str, Any]) -> None:
    assert add_delay(case["depart"], case["delai"], real) == case["fin"]


def test_the_delay_is_that_of_the_day_on_which_the_count_begins() -> None:
    """Accepted before a change, identity ready after it: the new delay counts."""
    change = date(2026, 12, 1)
    count = fact("delai_inscription", "jours_ouvres", (11, None, change - DAY), (3, change, None))
    weeks = fact("delai_verification_identite", "semaines", (2, None, None))
    answer = fact("delai_reponse_organisme", "jours_ouvres", (2, None, None))
    refs = facts(count, weeks, answer)
    before = date(2026, 11, 23)
    assert earliest_start(before, refs).start == date(2026, 12, 9)
    assert earliest_start_from_request(before, refs).start == date(2026, 12, 11)
    late = earliest_start_from_request(before, refs, identity_verified=False)
    assert (late.acceptance, late.start) == (date(2026, 12, 9), date(2026, 12, 15))
    assert latest_days(date(2026, 12, 1), refs).acceptance == date(2026, 11, 25)
    assert latest_days(date(2026, 11, 30), refs).acceptance == date(2026, 11, 12)


def events_of(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_no_other_day_can_be_passed_off_as_the_last_one(real: References) -> None:
    """A Saturday was: « si je valide le samedi 28 » offered it as the last day to validate."""
    saturday, start = date(2026, 11, 28), date(2026, 12, 15)
    with pytest.raises(TypeError):
        LatestDays(start, 11, 2, saturday)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        LatestDays(start=start, acceptance=saturday)  # type: ignore[call-arg]
    days = latest_days(earliest_start(saturday, real).start, real)
    last = events_of(deadline_calendar(days, real, days.request))[-1]
    assert last["DTSTART"].dt == date(2026, 11, 27)


def test_bare_days_know_no_holiday() -> None:
    assert is_working_day(date(2026, 12, 25), bare=True)
    assert not is_working_day(date(2026, 12, 26), bare=True)


def test_a_sum_is_no_delay(real: References) -> None:
    with pytest.raises(ReferenceNotFound):
        add_delay(date(2026, 1, 1), "nuit_paris", real)


def test_calendar(real: References) -> None:
    days = latest_days(date(2027, 5, 25), real)
    text = deadline_calendar(days, real, date(2027, 5, 3))
    assert text == deadline_calendar(days, real, date(2027, 5, 3))
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    request, acceptance = events_of(text)
    assert request["DTSTART"].dt == date(2027, 5, 3) and request["DTEND"].dt == date(2027, 5, 4)
    assert acceptance["DTSTART"].dt == date(2027, 5, 5)
    assert acceptance["DTEND"].dt == date(2027, 5, 6)
    assert "envoyer ma demande" in request["SUMMARY"]
    assert "2 jours ouvrés pour répondre" in request["DESCRIPTION"]
    assert "accepte ma demande" in acceptance["SUMMARY"]
    assert "11 jours ouvrés entre son accord" in acceptance["DESCRIPTION"]
    for event in (request, acceptance):
        assert event["TRANSP"] == "TRANSPARENT"  # the day stays free
        assert "à partir du mardi 25 mai 2027" in event["DESCRIPTION"]
        assert "Source : " in event["DESCRIPTION"]
        assert event["DTSTAMP"].dt.date() == date(2027, 5, 3)  # when it was made
        alarms = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
        assert alarms == [timedelta(days=-7), timedelta(days=-1)]
    other = deadline_calendar(latest_days(date(2027, 5, 26), real), real, date(2027, 5, 3))
    identifiers = {event["UID"] for event in (*events_of(other), request, acceptance)}
    assert len(identifiers) == 4


def test_a_past_request_is_no_calendar_entry(real: References) -> None:
    days = latest_days(date(2027, 5, 25), real)
    (event,) = events_of(deadline_calendar(days, real, date(2027, 5, 4)))
    assert event["DTSTART"].dt == days.acceptance


@given(acceptance=days)
def test_forwards(real: References, acceptance: date) -> None:
    found = earliest_start(acceptance, real)
    between = [acceptance + DAY * n for n in range(1, (found.start - acceptance).days)]
    assert sum(map(is_working_day, between)) == real.amount("delai_inscription", acceptance)
    assert is_working_day(found.eleventh_day)
    assert found.bare_start <= found.start
    assert found.start <= earliest_start(acceptance + DAY, real).start


@given(request=days)
def test_forwards_from_a_request(real: References, request: date) -> None:
    found = earliest_start_from_request(request, real)
    assert is_working_day(found.acceptance) and found.acceptance > request
    assert found.start == earliest_start(found.acceptance, real).start
    assert found.start <= earliest_start_from_request(request + DAY, real).start
    later = earliest_start_from_request(request, real, identity_verified=False)
    assert later.start > found.start


@given(start=days)
def test_backwards_is_the_last_day_that_works(real: References, start: date) -> None:
    found = latest_days(start, real)
    assert is_working_day(found.acceptance) and is_working_day(found.bare_acceptance, bare=True)
    assert is_working_day(found.request) and found.request < found.acceptance
    assert found.acceptance <= found.bare_acceptance
    assert earliest_start(found.acceptance, real).start <= start
    next_day = working_days(found.acceptance, 1)
    assert earliest_start(next_day, real).start > start
    assert earliest_start_from_request(found.request, real).start <= start
    next_day = working_days(found.request, 1)
    assert earliest_start_from_request(next_day, real).start > start
    following = latest_days(start + DAY, real)
    assert found.acceptance <= following.acceptance and found.request <= following.request


@given(acceptance=days)
def test_there_and_back(real: References, acceptance: date) -> None:
    back = latest_days(earliest_start(acceptance, real).start, real).acceptance
    if is_working_day(acceptance):
        assert back == acceptance
    else:
        assert back < acceptance and back == working_days(acceptance, -1)


@given(answer=days, gap=st.integers(1, 40))
def test_the_validation_is_before_the_first_day(real: References, answer: date, gap: int) -> None:
    last = last_validation(answer, real)
    assert is_working_day(last) and last > answer
    assert last <= last_validation(answer + DAY, real)
    start = answer + DAY * gap
    assert last_validation(answer, real, start) == min(last, start - DAY)


@given(start=days)
def test_advice_comes_before_the_limit(real: References, start: date) -> None:
    advised = advised_days(start, real)
    assert advised.by_post < advised.without_identity < advised.usual
    assert advised.usual <= latest_days(start, real).request
    assert add_delay(take_delay(start, "conseil_avance", real), "conseil_avance", real) == start


@given(day=days, count=st.integers(1, 40), bare=st.booleans())
def test_counting_there_and_back(day: date, count: int, bare: bool) -> None:
    there = working_days(day, count, bare)
    assert is_working_day(there, bare)
    if is_working_day(day, bare):
        assert working_days(there, -count, bare) == day
    assert working_days(day, 0, bare) == day
