"""Dates found in a message, before they are taken: « du 30 mars au 2 avril » is one of them,

« le 12 ou le 19 janvier » are two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from assistant.nlu.entities.scan import Scan, pattern
from dife import days as words
from dife.days import Day

_OR = r",?(?: ?,| ou| soit| sinon)(?: le)? ?"
_WITHIN = r" ?[,:(]? ?(?:plutot |donc |enfin |c'est |ce sera |soit |plus precisement )?"


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
        if last and item.day and last.day and re.match(r" ?(?:-|au\b(?! l)|jusqu'au\b)", between):
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


def merge_months(scan: Scan, found: list[Found]) -> list[Found]:
    """« en mars, le 10 mars »: the month is that of the day; « en avril, le 3 »: so too."""
    placed: list[Found] = []
    for item in found:
        last = placed[-1] if placed and len(placed[-1].said.iso) == 7 else None
        between = scan.folded[last.end : item.start] if last else ""
        if last and item.day and not item.said.month_said and re.fullmatch(_WITHIN, between):
            year, month = (int(part) for part in last.said.iso.split("-"))
            if day := words.real_day(year, month, item.day.day):
                said = Day(day.isoformat(), last.said.year_said)
                placed[-1] = Found(last.start, item.end, said, day)
                continue
        placed.append(item)
    whole = {item.said.iso[:7] for item in placed if len(item.said.iso) == 10}
    return [item for item in placed if len(item.said.iso) != 7 or item.said.iso not in whole]


# « le 28 et non le 14 », « pas le 17, le 18 », « le 28 au lieu du 14 »
_REFUSED = (
    r"\b(?:et non|et pas|non pas|pas|au lieu|plutot (?:[^.;]{1,20} )?que|a la place)"
    r"(?: (?:pour|a partir))?(?: (?:le|du|de|au|des))? ?$"
)


def without_refused(scan: Scan, found: list[Found]) -> tuple[list[Found], list[Found]]:
    """The dates that are meant, and those that another one replaces, or a whole message refuses.

    What the day meant leaves out is that of the day refused: « pas le 17 février, le 18 ».
    """
    refused = [
        item
        for item in found
        if pattern(_REFUSED).search(pattern(r"[.?!;\n](?=\s)").split(scan.folded[: item.start])[-1])
    ]
    kept = [item for item in found if item not in refused]
    if not kept and not (
        refused and pattern(r"\W*(?:et |mais |non,? )*pas \W*").fullmatch(_around(scan, refused[0]))
    ):
        return found, []
    for said in refused[:1]:
        kept = [_like(item, said) for item in kept]
    return kept, refused


def _around(scan: Scan, item: Found) -> str:
    return scan.folded[: item.start] + scan.folded[item.end :]


def _like(item: Found, other: Found) -> Found:
    said = completed(item.said, other.said)
    return item if said is item.said else replace(item, said=said, day=date.fromisoformat(said.iso))


def completed(said: Day, other: Day) -> Day:
    """A day in the month, or in the year, that the day refused beside it says."""
    if len(said.iso) != 10 or len(other.iso) != 10 or said.year_said:
        return said
    if not said.month_said and other.month_said:
        year, month, number = *other.iso.split("-")[:2], said.iso[8:]
    elif said.month_said and other.year_said:
        year, month, number = other.iso[:4], said.iso[5:7], said.iso[8:]
    else:
        return said
    day = words.real_day(int(year), int(month), int(number))
    return Day(day.isoformat(), other.year_said) if day else said
