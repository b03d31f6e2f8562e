"""A stay told by its bounds: « du 14 au 16 décembre, j'arrive la veille et je repars le 16 ».

Readers for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dife.days import MONTHS, add_months, real_day
from dife.said.numbers import WORDS, number

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_RANGE = re.compile(
    rf"\b(?:du|le|les|entre le) (?P<a>\d{{1,2}})(?:er)?(?: (?P<m>{_MONTH}))?(?: 20\d\d)?"
    rf" ?(?:au|jusqu'au|et(?: le)?|-|a) ?(?:\w{{5,8}}di )?(?P<b>\d{{1,2}})(?:er)?"
    rf"(?: (?P<n>{_MONTH}))?"
)
_COMES = (
    r"\b(?:arriv\w+|viens|vient|viendra\w*|venant|descend\w*|serai|sera|debarqu\w+|par[st]|partant)"
)
_LEAVES = r"\b(?:repar\w+|rentr\w+|revien\w+|reviendr\w+|retourn\w+|quitt\w+|part\w*|par[st])"
_EVE = re.compile(
    rf"{_COMES}[^.;?!]{{0,20}}\b(?:la veille|le soir d'avant|le jour d'avant)\b|\bdes la veille\b"
)
_COMES_ON = re.compile(rf"{_COMES}(?: \w+)? le (?:\w{{3,6}}di )?(?P<d>\d{{1,2}})\b")
_LEAVES_ON = re.compile(rf"{_LEAVES}(?: \w+)? le (?:\w{{3,6}}di )?(?P<d>\d{{1,2}})\b")
_BACK = re.compile(
    r"\b(?:repar|rentr|revien|reviendr|retourn)\w+(?: \w+)? (?:le )?(?:\w{3,6}di )?$"
)
_NEXT_DAY = re.compile(rf"{_LEAVES}[^.;?!]{{0,20}}\b(?:le lendemain|le jour d'apres)\b")
_LAST = re.compile(
    rf"{_LEAVES}[^.;?!]{{0,20}}\b(?:(?:le )?dernier (?:soir|jour)|le soir meme|a la fin"
    r"|apres (?:le|la) (?:dernier|cours|formation)|le jour meme)"
)
_DAYS = re.compile(rf"\b(?P<n>\d|{WORDS}) jours?\b(?! (?:avant|apres|plus|ouvres|plus tot))")


def stay(text: str, day: date | None) -> tuple[date | None, int] | None:
    """The first night and how many, of a stay that is told by its arrival or its departure; None
    where neither is. `day` is the first day said, which tells the month and the year."""
    span = _RANGE.search(text)
    single = None if span else _around(text, day)
    comes, leaves = _COMES_ON.search(text), _last_leaving(text)
    eve, after, last = _EVE.search(text), _NEXT_DAY.search(text), _LAST.search(text)
    if comes and leaves and comes["d"] != leaves["d"]:
        return _between(int(comes["d"]), int(leaves["d"]), day)
    if not span or not (comes or leaves or eve or after or last):
        return single
    first, end = int(span["a"]), int(span["b"])
    if comes:
        first = int(comes["d"])
    if leaves:
        end = int(leaves["d"])
    found = _between(first, end, day)
    if not found:
        return None
    begins, nights = found
    if eve and not comes:
        begins = begins - timedelta(days=1) if begins else None
        nights += 1
    return begins, nights + bool(after and not leaves)


def leaves_on(before: str) -> bool:
    """Whether a day is that of the way back, from the text before it: « je rentre le »."""
    return bool(_BACK.search(before))


def days(text: str) -> int | None:
    """How many days « du 12 au 14 » lasts; None for no span, or one into another month."""
    span = _RANGE.search(text)
    lasts = int(span["b"]) - int(span["a"]) + 1 if span else 0
    return lasts if lasts > 1 else None


def _around(text: str, day: date | None) -> tuple[date | None, int] | None:
    """« je pars la veille et rentre le lendemain », of a training of one day, or of so many."""
    eve, after = _EVE.search(text), _NEXT_DAY.search(text)
    if not eve or not (after or _LAST.search(text)):
        return None
    lasts = _DAYS.search(text)
    nights = (number(lasts["n"]) or 1 if lasts else 1) + bool(after)
    return (day - timedelta(days=1) if day else None), nights


def _last_leaving(text: str) -> re.Match[str] | None:
    return list(_LEAVES_ON.finditer(text))[-1] if _LEAVES_ON.search(text) else None


def _between(first: int, last: int, day: date | None) -> tuple[date | None, int] | None:
    """The nights from one day of the month to another, or into the next month."""
    if last > first:
        begins = real_day(day.year, day.month, first) if day else None
        return (begins, last - first)
    begins = real_day(day.year, day.month, first) if day else None
    ends = real_day(*add_months(day.year, day.month, 1), last) if day else None
    return (begins, (ends - begins).days) if begins and ends else None
