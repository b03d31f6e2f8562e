"""Days that no calendar holds, and the two nearest that may have been meant: « le 31 avril »."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dife.days import MONTHS, ONE_DAY, full_year, month_number, nearest, real_day
from dife.said.numbers import number as read_number
from dife.text import bare

_MONTH = "|".join((*MONTHS, "janv", "fevr?", "avr", "juil", "sept?", "nov", "dec"))
# Of a month's last days alone: « mille neuf cent trente et un juin » is no day.
_WORDS = r"vingt[ -]neuf|trente(?:[ -]et[ -]une?| et un)?"
_IN_WORDS = re.compile(
    rf"(?<![\w./+-])(?P<d>\d{{1,2}}|{_WORDS}) ?(?:de |du mois de |d')?(?P<m>{_MONTH})\b\.?"
    r"(?: (?:de )?(?P<y>20\d\d|2\d(?!\d)))?"
)
_IN_FIGURES = re.compile(
    r"(?<![\w./+-])(?P<d>\d{1,2})(?:(?P<slash> ?[/.-] ?)(?P<m>\d{1,2})(?P=slash)(?P<y>20\d\d|2\d)"
    r"|/(?P<month>0[1-9]|1[0-2])|(?<=29|30|31)/(?P<short>[2469]))(?![\d/]|[.,-]\d)"
)
_ISO = re.compile(r"(?<![\w./+-])(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d/]|[.,-]\d)")


@dataclass(frozen=True)
class OddDay:
    """A day that does not exist, said in ``text[start:end]``; `month` is above 12 in « 03/25 »."""

    start: int
    end: int
    number: int
    month: int
    year: int | None

    @property
    def has_neighbours(self) -> bool:
        """Whether it only goes beyond the end of a month: « 31 avril », not « 45 avril »."""
        return self.month <= 12 and 28 < self.number <= 31

    def neighbours(self, today: date) -> tuple[date, date]:
        """The last day of its month and the first of the next, to come where no year was said."""
        if self.year is None:
            first = nearest(self.month, 1, today) or today  # a month has a first day
            year = max(first.year - (self.month == today.month), today.year)
        else:
            year = self.year
        last = date(year, self.month, monthrange(year, self.month)[1])
        return last, last + ONE_DAY


def odd_days(text: str) -> list[OddDay]:
    """The days of a text that do not exist; 29 February may, where no year is said."""
    folded = bare(text)
    found = []
    for shape in (_IN_WORDS, _IN_FIGURES, _ISO):
        for said in shape.finditer(folded):
            groups = said.groupdict()
            month = _month(said["m"] or groups.get("month") or groups["short"])
            year = full_year(said["y"]) if said["y"] else None
            number = read_number(said["d"].replace("une", "un")) or 0
            if not real_day(year or 2024, month, number):
                found.append(OddDay(*said.span(), number, month, year))
    return sorted(found, key=lambda day: day.start)


def _month(said: str) -> int:
    return int(said) if said.isdigit() else month_number(said) or 0
