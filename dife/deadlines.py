"""The first day of a training, and the last day to validate an enrolment.

The guide (step 5): 11 working days, Monday to Friday, between the validation and the
start of the training. Public holidays of metropolitan France are left out, as the prudent reading;
the bare Monday-to-Friday count is given too, for the platform may show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dife.calendar_file import all_day_event
from dife.days import ONE_DAY, add_delay, working_days
from dife.facts.model import Facts
from dife.wording import format_date, format_value, named


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
    """The last day to validate for a training that starts on a day, `delay` working days before it.

    The day is worked out, never given: no other day can be passed off as the last one.
    """

    start: date
    delay: int

    @property
    def validation(self) -> date:
        """The last working day to validate."""
        return working_days(self.start, -(self.delay + 1))

    @property
    def bare_validation(self) -> date:
        """The same, public holidays counted as working days."""
        return working_days(self.start, -(self.delay + 1), bare=True)


def earliest_start(validation: date, refs: Facts, identity_verified: bool = True) -> EarliestStart:
    """The first day of training for an enrolment validated on a day."""
    ready = None
    if not identity_verified:
        ready = add_delay(validation, "delai_verification_identite", refs)
    day = ready or validation
    count = _delay(day, refs)
    eleventh = working_days(day, count)
    bare = working_days(day, count, bare=True)
    return EarliestStart(validation, ready, eleventh, eleventh + ONE_DAY, bare + ONE_DAY)


def latest_validation(start: date, refs: Facts) -> LatestValidation:
    """The last working day to validate an enrolment for a training that starts on a day."""
    return LatestValidation(start, _delay(start, refs))


def deadline_calendar(deadline: LatestValidation, refs: Facts) -> str:
    """An iCalendar file with the last day to validate as an all-day event."""
    row = refs.value("delai_inscription", deadline.start)
    association = named(str(refs.value("association", deadline.start).valeur), "de")
    delay = format_value(refs.reference("delai_inscription"), row)
    start = format_date(deadline.start, weekday=True)
    return all_day_event(
        deadline.validation,
        "DIFE : dernier jour pour valider mon inscription",
        f"Formation à partir du {start}. Délai compté : {delay}. Source : {row.source}. "
        f"Information {association}, sans valeur de décision : c'est la Caisse des Dépôts qui "
        "décide.",
        about=f"{deadline.validation}/{deadline.start}",
    )


def _delay(day: date, refs: Facts) -> int:
    return int(refs.amount("delai_inscription", day))
