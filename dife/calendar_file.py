"""A day as a calendar file (.ics) that any calendar program opens."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timezone

from icalendar import Calendar, Event

from dife.days import ONE_DAY


def all_day_event(day: date, what: str, description: str, about: str) -> str:
    """An iCalendar file (RFC 5545) with one event that lasts the whole day, without identity.

    `about` tells this event from others: the same text gives the same identifier, so that a file
    opened twice makes one event.
    """
    event = Event()
    event.add("uid", f"{hashlib.sha256(about.encode()).hexdigest()[:32]}@dife")
    event.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=timezone.utc))
    event.add("dtstart", day)
    event.add("dtend", day + ONE_DAY)
    event.add("summary", what)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    file = Calendar()
    file.add("prodid", "-//DIFE//Assistant des élus//FR")
    file.add("version", "2.0")
    file.add_component(event)
    return bytes(file.to_ical()).decode()
