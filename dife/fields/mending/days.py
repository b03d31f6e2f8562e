"""A day of birth corrected by a part of it: « le 17 », « en avril », « le treize mai »."""

from __future__ import annotations

import re
from datetime import date

from dife.days import month_number, parse_date
from dife.fields.times import find_births
from dife.said.numbers import in_figures
from dife.text import fold
from dife.wording import format_date

_PART = re.compile(
    r"(?:le |en |au |du |bien |jour |mois |annee |c est )*(?:(?:le )?(?P<d>[0-3]?\d)(?: ?er)?"
    r"(?= |$))?(?: ?(?:mois )?(?:en |de |d )?(?P<m>[a-z]{3,10}))?"
    r"(?: ?(?P<y>(?:19|20)\d\d|[4-9]\d))?"
)


def mended_day(said: str, held: str) -> str:
    """The held day of birth with the part that is said; "" where none is, or no such day."""
    whole = [birth.value for birth in find_births(said, date.max)]
    if whole:
        return whole[0] if len(set(whole)) == 1 else ""
    parts = part_of(said)
    before = parse_date(held)
    if not parts or not before:
        return ""
    day, month, year = parts
    try:
        return format_date(date(year or before.year, month or before.month, day or before.day))
    except ValueError:
        return ""


def part_of(said: str) -> tuple[int, int, int] | None:
    """Day, month, year (« 58 » is 1958), each 0 where it is not said; None for
    another text."""
    folded = in_figures(fold(said)).strip()
    found = _PART.fullmatch(folded)
    if not found or not any(found.groupdict().values()):
        return None
    month = month_number(found["m"]) if found["m"] else 0
    if found["m"] and not month:
        return None
    year = int(found["y"] or 0)
    return int(found["d"] or 0), month or 0, year + 1900 if 0 < year < 100 else year
