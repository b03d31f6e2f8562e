"""Working days and the last day to validate an enrolment.

The guide of the AML45 (step 5): 11 working days, Monday to Friday, between the validation and the
start of the training. Public holidays of metropolitan France are left out, as the prudent reading;
the bare Monday-to-Friday count is given too, for the platform may show it.
"""

from __future__ import annotations

import calendar
import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

import holidays
from icalendar import Calendar, Event

from dife.facts.store import ReferenceNotFound, References
from dife.wording import format_date, format_value

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class EarliestStart:
    """`start` is the first possible day of training; `bare_start` counts holidays as working.

    `identity_ready` is the day on which the validation becomes possible at the latest, or None
    when the identity is already verified; the count then begins on that day.
    """

    validation: date
    identity_ready: date | None
    eleventh_day: date
    start: date
    bare_start: date


@dataclass(frozen=True)
class LatestValidation:
    """`validation` is the last working day to validate; `bare_validation` ignores holidays."""

    start: date
    validation: date
    bare_validation: date


def is_working_day(day: date, bare: bool = False) -> bool:
    """Monday to Friday, and no French public holiday unless `bare`."""
    return day.weekday() < 5 and (bare or day not in _public_holidays(day.year))


def working_days(day: date, count: int, bare: bool = False) -> date:
    """The count-th working day after a day, or before it when negative; the day is not counted."""
    step = _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, bare):
            day += step
    return day


def add_delay(day: date, key: str, refs: References) -> date:
    """The day on which a delay of the references ends, in the delay's own unit."""
    count = int(refs.amount(key, day))
    unit = refs.reference(key).unite
    if unit == "jours_ouvres":
        return working_days(day, count)
    if unit in {"jours", "semaines"}:
        return day + timedelta(days=count * (7 if unit == "semaines" else 1))
    if unit == "mois":
        years, month = divmod(day.month - 1 + count, 12)
        last = calendar.monthrange(day.year + years, month + 1)[1]
        return date(day.year + years, month + 1, min(day.day, last))
    raise ReferenceNotFound(f"« {key} » n'est pas un délai")


def earliest_start(
    validation: date, refs: References, identity_verified: bool = True
) -> EarliestStart:
    """The first day of training for an enrolment validated on a day."""
    ready = None
    if not identity_verified:
        ready = add_delay(validation, "delai_verification_identite", refs)
    day = ready or validation
    count = _delay(day, refs)
    eleventh = working_days(day, count)
    bare = working_days(day, count, bare=True)
    return EarliestStart(validation, ready, eleventh, eleventh + _DAY, bare + _DAY)


def latest_validation(start: date, refs: References) -> LatestValidation:
    """The last working day to validate an enrolment for a training that starts on a day."""
    back = -(_delay(start, refs) + 1)
    return LatestValidation(start, working_days(start, back), working_days(start, back, bare=True))


def deadline_calendar(deadline: LatestValidation, refs: References) -> str:
    """An iCalendar file (RFC 5545) with the last day as an all-day event, without identity."""
    reference = refs.reference("delai_inscription")
    delay = format_value(reference, refs.value("delai_inscription", deadline.start))
    start = format_date(deadline.start, weekday=True)
    digest = hashlib.sha256(f"{deadline.validation}/{deadline.start}".encode()).hexdigest()
    event = Event()
    event.add("uid", f"{digest[:32]}@dife")
    event.add("dtstamp", datetime(*deadline.validation.timetuple()[:3], tzinfo=timezone.utc))
    event.add("dtstart", deadline.validation)
    event.add("dtend", deadline.validation + _DAY)
    event.add("summary", "DIFE : dernier jour pour valider mon inscription")
    row = refs.value("delai_inscription", deadline.start)
    event.add(
        "description",
        f"Formation à partir du {start}. Délai compté : {delay}. Source : {row.source}. "
        "Information de l'AML45, sans valeur de décision : c'est la Caisse des Dépôts qui décide.",
    )
    event.add("transp", "TRANSPARENT")
    file = Calendar()
    file.add("prodid", "-//DIFE//Assistant des élus//FR")
    file.add("version", "2.0")
    file.add_component(event)
    return bytes(file.to_ical()).decode()


def _delay(day: date, refs: References) -> int:
    return int(refs.amount("delai_inscription", day))


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))
