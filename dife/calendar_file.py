"""Days as a calendar file (.ics) that any calendar program opens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event

from dife.days import ONE_DAY

ALARMS = (7, 1)  # days before: an all-day event without a reminder is seen too late


class AllDay(NamedTuple):
    """An event that lasts the whole of a day: what it is, and why.

    `about` tells this event from others: the same text gives the same identifier, so that a file
    opened twice makes one event.
    """

    day: date
    what: str
    description: str
    about: str


def calendar_file(events: Iterable[AllDay], made: date) -> str:
    """An iCalendar file (RFC 5545) made that day with these events, without identity."""
    file = Calendar()
    file.add("prodid", "-//DIFE//Assistant des élus//FR")
    file.add("version", "2.0")
    for event in events:
        file.add_component(_component(event, made))
    return bytes(file.to_ical()).decode()


def _component(told: AllDay, made: date) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(told.about.encode()).hexdigest()[:32]}@dife")
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=timezone.utc))
    event.add("dtstart", told.day)
    event.add("dtend", told.day + ONE_DAY)
    event.add("summary", told.what)
    event.add("description", told.description)
    event.add("transp", "TRANSPARENT")
    for days in ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", told.what)
        alarm.add("trigger", timedelta(days=-days))
        event.add_component(alarm)
    return event
