"""Weeks, and the weekday said beside a date."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.nlu.entities.scan import Scan, pattern
from dife.days import WEEKDAYS

NEXT_WEEK = r"(?: (?:de )?(?:la )?semaine prochaine\b)"
_DAY = (
    r"(?P<w>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\b\.?"
)
_BEFORE = rf"\b{_DAY} (?:le )?$"
_WITHIN = rf"^(?:(?:le|les|du|au) )?{_DAY} (?:le )?(?=\d|[a-z])"
_WEEK = (
    r"\b(?:d'ici |dans |debut (?:de )?|fin (?:de )?|milieu (?:de )?)?(?:la |de la |en )?"
    r"(?:semaine prochaine|(?P<this>cette semaine))\b"
)


def weekday_said(folded: str, start: int, end: int) -> tuple[str, int]:
    """The weekday written with the date of ``folded[start:end]``, and where it begins.

    «» and `start` when none is.
    """
    found = pattern(_WITHIN).match(folded[start:end])
    if found:
        return _whole(found["w"]), start
    found = pattern(_BEFORE).search(folded[:start])
    if found:
        return _whole(found["w"]), found.start()
    return "", start


def contradiction(folded: str, start: int, end: int, day: date | None) -> str:
    """The weekday said, where the day is another one: « mardi » for Wednesday 13; else «»."""
    said = weekday_said(folded, start, end)[0]
    return said if day and said and said != WEEKDAYS[day.weekday()] else ""


def find_weeks(scan: Scan, today: date) -> None:
    """Take « la semaine prochaine » as ``semaine``, the Monday of that week (AAAA-MM-JJ)."""
    for found in pattern(_WEEK).finditer(scan.free):
        days = (0 if found["this"] else 7) - today.weekday()
        monday = today + timedelta(days=days)
        scan.take(*found.span(), "semaine", monday.isoformat())


def _whole(short: str) -> str:
    return next(name for name in WEEKDAYS if name.startswith(short))
