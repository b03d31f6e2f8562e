"""The days of an enrolment: request, answer of the organisme, validation, first day of training.

The guide (step 5, its three versions): 11 working days, Monday to Friday, between the organisme's
acceptance and the start of the training. Public holidays of metropolitan France are left out, as
the prudent reading; the bare Monday-to-Friday count is kept too, for the platform may show it.
Every delay is read in data/references/delais.yml, as of the day on which its count begins (or
of the training, when counted backwards), and its source stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dife.calendar_file import AllDay, calendar_file
from dife.days import ONE_DAY, add_delay, take_delay, working_days
from dife.facts.model import Facts
from dife.wording import format_value, full_date, named


@dataclass(frozen=True)
class EarliestStart:
    """`start` is the first possible day of training; `bare_start` counts holidays as working.

    `acceptance` is the day from which the count runs, the organisme's answer at the latest.
    """

    acceptance: date
    eleventh_day: date
    start: date
    bare_start: date


@dataclass(frozen=True)
class LatestDays:
    """The last days for a training that starts on a day.

    `delay`: working days between the acceptance and the start; `answer`: working days that the
    organisme has to answer. The days are worked out, never given: no other day can be passed off
    as the last one.
    """

    start: date
    delay: int
    answer: int

    @property
    def acceptance(self) -> date:
        """The last working day for the organisme to accept."""
        return working_days(self.start, -(self.delay + 1))

    @property
    def bare_acceptance(self) -> date:
        """The same, public holidays counted as working days."""
        return working_days(self.start, -(self.delay + 1), bare=True)

    @property
    def request(self) -> date:
        """The last working day to send the request, all the time of the answer left to it."""
        return working_days(self.acceptance, -self.answer)


@dataclass(frozen=True)
class AdvisedDays:
    """The days on which to send the request, by the association's advice.

    `usual`; `without_identity`, the digital identity being still to be made; `by_post`, the
    identity being verified on paper.
    """

    usual: date
    without_identity: date
    by_post: date


def earliest_start(acceptance: date, refs: Facts) -> EarliestStart:
    """The first day of training when the organisme accepts on a day.

    ReferenceNotFound when `delai_inscription` has no value that day.
    """
    count = _count("delai_inscription", acceptance, refs)
    eleventh = working_days(acceptance, count)
    bare = working_days(acceptance, count, bare=True)
    return EarliestStart(acceptance, eleventh, eleventh + ONE_DAY, bare + ONE_DAY)


def earliest_start_from_request(
    request: date, refs: Facts, identity_verified: bool = True
) -> EarliestStart:
    """The same for a request sent on a day, which the organisme answers at the last moment.

    Without a verified identity no request can be sent: its verification passes first.
    """
    ready = request
    if not identity_verified:
        ready = add_delay(request, "delai_verification_identite", refs)
    return earliest_start(add_delay(ready, "delai_reponse_organisme", refs), refs)


@dataclass(frozen=True)
class Verified:
    """An identity that is still to be verified, from a day on.

    `ready`: about the day on which it is, by the way taken · `start`: the first day of training
    after it, the request being sent that day and answered at the last moment.
    """

    ready: date
    start: date


WAYS = {"papier": "delai_formulaire_papier", "numerique": "delai_verification_identite"}


def verified(way: str, begun: date, refs: Facts) -> Verified:
    """When an identity is verified by one of WAYS, begun on a day."""
    ready = add_delay(begun, WAYS[way], refs)
    return Verified(ready, earliest_start_from_request(ready, refs).start)


def last_to_verify(way: str, request: date, refs: Facts) -> date:
    """The last day to begin, for the identity to be verified when the request leaves."""
    return take_delay(request, WAYS[way], refs)


def latest_days(start: date, refs: Facts) -> LatestDays:
    """The last days to ask and to be accepted for a training that starts on a day."""
    delay = _count("delai_inscription", start, refs)
    return LatestDays(start, delay, _count("delai_reponse_organisme", start, refs))


def last_validation(answer: date, refs: Facts, start: date | None = None) -> date:
    """The last day for the official to validate, the organisme having answered on a day.

    `delai_validation` after the answer, and always before the first day of the training.
    """
    last = add_delay(answer, "delai_validation", refs)
    return min(last, start - ONE_DAY) if start else last


def advised_days(start: date, refs: Facts) -> AdvisedDays:
    """The days on which to send the request for a training that starts on a day."""
    return AdvisedDays(
        usual=take_delay(start, "conseil_avance", refs),
        without_identity=take_delay(start, "conseil_avance_sans_identite", refs),
        by_post=take_delay(start, "conseil_avance_papier", refs),
    )


def is_pressing(days: LatestDays, today: date, refs: Facts) -> bool:
    """Whether the request can no longer wait: its last day is past, or within `conseil_urgence`."""
    return days.request <= add_delay(today, "conseil_urgence", refs)


def deadline_calendar(days: LatestDays, refs: Facts, today: date) -> str:
    """An iCalendar file: the last day to send the request, unless it is past, and to be accepted.

    Both are all-day events, each with its reason.
    """
    start = full_date(days.start)
    events = []
    if days.request >= today:
        answer = _said("delai_reponse_organisme", days.start, refs)
        events.append(
            AllDay(
                days.request,
                "DIFE : dernier jour pour envoyer ma demande",
                f"Formation à partir du {start}. L'organisme a {answer} pour répondre. "
                + _notice("delai_reponse_organisme", days, refs),
                about=f"demande/{days.request}/{days.start}",
            )
        )
    delay = _said("delai_inscription", days.start, refs)
    events.append(
        AllDay(
            days.acceptance,
            "DIFE : dernier jour pour que l'organisme accepte ma demande",
            f"Formation à partir du {start}. Il faut {delay} entre son accord et le premier jour. "
            "Validez dès sa réponse. " + _notice("delai_inscription", days, refs),
            about=f"acceptation/{days.acceptance}/{days.start}",
        )
    )
    return calendar_file(events, today)


def _count(key: str, day: date, refs: Facts) -> int:
    return int(refs.amount(key, day))


def _said(key: str, day: date, refs: Facts) -> str:
    return format_value(refs.reference(key), refs.value(key, day))


def _notice(key: str, days: LatestDays, refs: Facts) -> str:
    association = named(str(refs.value("association", days.start).valeur), "de")
    return (
        f"Source : {refs.value(key, days.start).source}. Information {association}, "
        "sans valeur de décision : c'est la Caisse des Dépôts qui décide."
    )
