"""Days as a calendar file (.ics) that any calendar program opens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timezone
from typing import NamedTuple

from icalendar import Calendar, Event

from dife.days import ONE_DAY


class AllDay(NamedTuple):
    """An event that lasts the whole of a day: what it is, and why.

    `about` tells this event from others: the same text gives the same identifier, so that a file
    opened twice makes one event.
    """

    day: date
    what: str
    description: str
    about: str


def calendar_file(events: Iterable[AllDay]) -> str:
    """An iCalendar file (RFC 5545) with these events, without identity."""
    file = Calendar()
    file.add("prodid", "-//DIFE//Assistant des élus//FR")
    file.add("version", "2.0")
    for event in events:
        file.add_component(_component(*event))
    return bytes(file.to_ical()).decode()


def _component(day: date, what: str, description: str, about: str) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(about.encode()).hexdigest()[:32]}@dife")
    event.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=timezone.utc))
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    event.add("summary", what)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event
