"""Dates found in a message, before they are taken: « du 30 mars au 2 avril » is one of them,

« le 12 ou le 19 janvier » are two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.nlu.entities.scan import Scan
from dife import days as words
from dife.days import Day

_OR = r",?(?: ?,| ou| soit| sinon)(?: le)? ?"


@dataclass
class Found:
    """A date not yet taken; ``day`` is None for a month."""

    start: int
    end: int
    said: Day
    day: date | None = None


def merge_ranges(scan: Scan, found: list[Found]) -> list[Found]:
    """Make « du 30 mars au 2 avril 2027 » one date, its first day."""
    merged: list[Found] = []
    for item in found:
        last = merged[-1] if merged else None
        between = scan.folded[last.end : item.start + 3] if last else ""
        if last and item.day and last.day and re.match(r" ?(?:-|au\b|jusqu'au\b)", between):
            day, said = last.day, last.said
            if item.said.year_said and not said.year_said:
                year = item.day.year - ((day.month, day.day) > (item.day.month, item.day.day))
                day = words.real_day(year, day.month, day.day) or day
                said = Day(day.isoformat(), True, said.month_said)
            merged[-1] = replace(last, end=item.end, said=said, day=day)
        else:
            merged.append(item)
    return merged


def merge_choices(scan: Scan, found: list[Found]) -> list[Found]:
    """« le 12 ou le 19 janvier »: a day without its month has that of the day that follows."""
    chosen: list[Found] = []
    for item in reversed(found):
        after = chosen[-1] if chosen else None
        between = scan.folded[item.end : after.start] if after else ""
        told = after and after.said.month_said and re.fullmatch(_OR, between)
        if told and after and after.day and item.day and not item.said.month_said:
            earlier = item.day.day > after.day.day  # « le 28 ou le 4 janvier »
            month = words.add_months(after.day.year, after.day.month, -int(earlier))
            day = words.real_day(*month, item.day.day) or item.day
            item = replace(item, said=Day(day.isoformat(), after.said.year_said), day=day)
        chosen.append(item)
    return chosen[::-1]
