"""Dates as people type them: « le 3 avril », « 12/03/25 », « mardi en huit », « fin mars »."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.nlu.entities.date_ranges import (
    Found,
    merge_choices,
    merge_months,
    merge_ranges,
    without_refused,
)
from assistant.nlu.entities.date_roles import ENROLMENT, OTHER, offers, role
from assistant.nlu.entities.periods import (
    PAST,
    find_months,
    find_years,
    keep_period,
    with_years,
)
from assistant.nlu.entities.scan import ALONE, LEFT, Scan, pattern
from assistant.nlu.entities.tense import is_over, is_past
from assistant.nlu.entities.week import (
    GOODBYE,
    IN_EIGHT,
    NEXT_WEEK,
    contradiction,
    find_relative,
    find_weeks,
    keep_day,
)
from dife import days as words
from dife.said.numbers import WORDS, number

_GATE = (
    r"\d|jan|fev|mars|avr|mai|juin|juil|aout|sep|oct|nov|dec|jour|di\b|demain|hier|dans|il y a"
    r"|\ble |manche|mois|premier|annee|l'an |printemps|\bete\b|automne|hiver|rentree|paques|noel"
    r"|toussaint|ce matin|ce midi|ce soir|cet apres|il y a|\bans\b"
)
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_SHORT_WEEKDAY = r"(?:(?:lun|mar|mer|jeu|ven|sam|dim)\b\.?|" + _WEEKDAY + r")"
_LE = rf"(?:\b(?:le|les|du|au) )?(?:\b{_SHORT_WEEKDAY} (?:le )?)?"
_DAY = rf"(?:{LEFT}(?:\d{{1,2}} ?er\b|\d{{1,2}}(?!\d))|\bpremier\b|{WORDS})"
_YEAR = (
    rf"(?: ?,? ?(?P<y>\d{{4}}|2\d(?=\s*(?:$|[.,;!?)])|(?! et\b| ou\b){ALONE}))(?!\d)"
    rf"| (?P<yw>deux mille {WORDS}|deux mille))?"
)


_ISO = rf"{LEFT}(\d{{4}})-(\d\d)-(\d\d)(?![\d-])"
_FULL = (
    r"(?<![\w./+-])(\d{1,2})(?: ?/ ?(\d{1,2}) ?/ ?|-(\d{1,2})-|\.(\d{1,2})\.|(?<=\d\d) (\d\d) )"
    r"(\d{4}|\d\d)(?![\d/]|[.-]\d)"
)
_MONTH_YEAR = r"(?<![\w./+-])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])"
_SHORT = (
    r"(?<![\w./+-])(?P<c>(?:le|au|du|date) ?:? ?)?(?<![\d./+-])(?P<d>\d{1,2})/(?P<m>\d{1,2})"
    r"(?![\d/]|[.,]\d)"
)
_DAY_AND_MONTH = (
    rf"{_LE}(?:(?P<first>{LEFT}\d{{1,2}}(?: ?er)?|\bpremier|{WORDS}(?= au))"
    rf"(?:, ?\d{{1,2}})* ?(?:-|au|et(?: le)?|a) ?(?:\b{_SHORT_WEEKDAY} )?(?=\d|[a-z]))?"
    rf"(?P<d>{_DAY}|(?<=\d-)\d{{1,2}}) ?(?P<m>[a-z]{{3,10}})\b\.?{_YEAR}(?P<past>{PAST})?"
)
_FAR, _LATELY = timedelta(days=300), timedelta(days=60)
_STILL_TO_COME = r"\b(?:commence|debute|demarre|ouvre|sera|aura|prochaine?|vais|limite)\b"
_OPENING = rf"\b(?:du|le) {_WEEKDAY} au {_WEEKDAY}\b(?! \d)"
_ON_WEEKDAY = (
    rf"\b(?:le )?(?P<w>{_WEEKDAY})\b(?: (?P<d>\d{{1,2}}(?!\d)){ALONE}|(?P<past>{PAST})"
    rf"|(?P<next>{NEXT_WEEK})"
    r"| en (?P<in>huit|quinze)\b| prochain\b)?(?! (?:de |saint|\d))"
)
_DAY_ALONE = (
    r"(?<!dans )(?<!sur )(?:\b(?:le|au|du|entre le|jusqu'au)|(?:(?<=\ble \d\d)|(?<=\ble \d)) ou) "
    rf"(?P<d>1 ?er\b|\d{{1,2}}(?![\w°%])|(?!une?\b){WORDS})"
    rf"(?: (?:au|et le) \d{{1,2}}(?!\d))?(?: (?P<next>du mois prochain))?"
    rf"(?:{ALONE}|(?=,? (?:soit|sinon)\b))"
)


def find_dates(scan: Scan, today: date) -> None:
    """Take the ``date`` entities; impossible days are hidden and give nothing."""
    if not pattern(_GATE).search(scan.free):
        return
    if goodbye := pattern(GOODBYE).fullmatch(scan.folded):
        scan.protect(*goodbye.span("until"))
    finders = (
        _numeric,
        _day_and_month,
        find_relative,
        _weekdays,
        find_months,
        _day_alone,
        find_years,
    )
    found = [item for finder in finders for item in finder(scan, today)]
    merged = merge_ranges(scan, sorted(found, key=lambda item: item.start))
    merged = with_years(merge_choices(scan, merge_months(scan, merged)))
    merged, refused = without_refused(scan, merged)
    for item in refused:
        said = replace(item.said, refused=True)
        scan.take(item.start, item.end, "date", said.iso, meaning=said)
    for item in merged:
        others = [(each.start, each.end) for each in (*merged, *refused) if each is not item]
        meant = role(scan.folded, item.start, item.end, others) if _has_month(item) else None
        to_come = item.day is not None and item.day > today
        if meant == "proposition" and to_come and offers(scan.folded, item.start, item.end):
            meant = "formation"  # « on me propose le 14 décembre »: nothing is received later
        day = _this_year(item, today) if meant in (*ENROLMENT, OTHER) else item.day
        wrong = contradiction(scan.folded, item.start, item.end, day)
        last = words.nearest(day.month, day.day, today, past=True) if day and wrong else None
        if last and not _year_said(item) and _just_gone(scan, item, last, today):
            day, wrong = last, ""  # « lundi 12 octobre », said in November: the last one
        said = replace(item.said, iso=day.isoformat() if day else item.said.iso, weekday=wrong)
        scan.take(item.start, item.end, "date", said.iso, meant, said)
    find_weeks(scan, today)


def _has_month(item: Found) -> bool:
    """A year alone has no role: it asks for no deadline."""
    return len(item.said.iso) > 4


def _year_said(item: Found) -> bool:
    return item.said.year_said or not item.said.month_said


def _just_gone(scan: Scan, item: Found, last: date, today: date) -> bool:
    """Whether the weekday said is that of the last such day, and nothing tells of one to come."""
    near = scan.folded[max(0, item.start - 40) : item.end]
    told = today - last < _LATELY and not pattern(_STILL_TO_COME).search(near)
    return told and not contradiction(scan.folded, item.start, item.end, last)


def _this_year(item: Found, today: date) -> date | None:
    """« la proposition est du 20 novembre », said on the 23rd: a step of an enrolment is near."""
    day = item.day
    if day and day - today > _FAR and not item.said.year_said:
        return words.nearest(day.month, day.day, today, past=True)
    return day


def _without_year(
    scan: Scan, span: tuple[int, int], month: int, number: int, today: date, past: bool = False
) -> date | None:
    """The day to come, the last one, or of what is done the closest: « accepté le 4 décembre »."""
    over = past or is_over(scan, *span)
    if not over and is_past(scan, *span):
        both = (words.nearest(month, number, today, back) for back in (True, False))
        return min(filter(None, both), key=lambda day: abs(day - today), default=None)
    return words.nearest(month, number, today, over)


def _numeric(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    for m in pattern(_ISO).finditer(scan.free):
        found += keep_day(scan, m.span(), words.real_day(int(m[1]), int(m[2]), int(m[3])))
    for m in pattern(_FULL).finditer(scan.free):
        if m[5] and not m[6].startswith(("19", "20")):
            continue
        month = int(m[2] or m[3] or m[4] or m[5])
        found += keep_day(scan, m.span(), words.real_day(words.full_year(m[6]), month, int(m[1])))
    for m in pattern(_MONTH_YEAR).finditer(scan.free):
        found += keep_period(scan, m.span(), f"{m[2]}-{int(m[1]):02d}", True)
    for m in pattern(_SHORT).finditer(scan.free):
        if m["c"] or len(m["m"]) == 2 or m.group() == scan.free.strip():
            span = (m.start("d"), m.end())
            day = _without_year(scan, m.span(), int(m["m"]), int(m["d"]), today)
            found += keep_day(scan, span, day, year_said=False)
    return found


def _number_of_day(text: str) -> int | None:
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    return 1 if text == "premier" else number(text)


def _day_and_month(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    position = 0
    while m := pattern(_DAY_AND_MONTH).search(scan.free, position):
        month, last = words.month_number(m["m"]), _number_of_day(m["d"])
        if month is None or last is None or (m["m"] == "sept" and not m["d"][0].isdigit()):
            # the last number may open a date of its own (« vingt sept mars »)
            position = max(m.start("d"), m.start() + 1)
            if m.start("d") == m.start():
                position = m.start("m")
            continue
        position = m.end()
        first = _number_of_day(m["first"]) if m["first"] else last
        if first is None:
            first = last
        year = words.full_year(m["y"]) if m["y"] else number(m["yw"]) if m["yw"] else None
        if first > last:
            month = month - 1 or 12
            year = year - 1 if year and month == 12 else year
        day = words.real_day(year, month, first) if year else None
        if year is None:
            day = _without_year(scan, m.span(), month, first, today, bool(m["past"]))
        end = m.end() - (m.group().endswith(".") and m.end() == len(scan.text.rstrip()))
        if m["m"] in words.MONTHS and scan.free[end - 1] == ".":
            end -= 1
        found += keep_day(scan, (m.start(), end), day, year is not None)
    return found


def _weekdays(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    for m in pattern(_OPENING).finditer(scan.free):
        scan.protect(*m.span())
    for m in pattern(_ON_WEEKDAY).finditer(scan.free):
        lead = pattern(r"\b(?:un|chaque|quel) $").search(scan.folded[: m.start()])
        if lead and not m["d"] and (lead.start() or "?" in scan.text):
            scan.protect(*m.span())  # « c'est un dimanche ? »: of any week
            continue
        if m["d"]:
            day = words.next_day_of_month(int(m["d"]), today, is_past(scan, *m.span()))
            found += keep_day(scan, m.span(), day, False, False)
            continue
        held = bool(m["past"] or is_past(scan, *m.span()))
        day = words.weekday_from(today, m["w"], held)
        if m["next"]:
            monday = today - timedelta(days=today.weekday() - 7)
            day = monday + timedelta(days=words.WEEKDAYS.index(m["w"]))
        if m["in"]:
            if day - today == timedelta(days=7):
                day = today  # « lundi en huit », said on a Monday, is in seven days or more
            day += timedelta(days=IN_EIGHT[m["in"]])
            day += timedelta(days=7 if day - today == timedelta(days=7) else 0)
        found += keep_day(scan, m.span(), day)
    return found


def _day_alone(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    for m in pattern(_DAY_ALONE).finditer(scan.free):
        value = _number_of_day(m["d"])
        past = is_past(scan, *m.span())
        day = words.next_day_of_month(value, today, past) if value else None
        if m["next"] and value:
            day = words.real_day(*words.add_months(today.year, today.month, 1), value)
        found += keep_day(scan, m.span(), day, bool(m["next"]), bool(m["next"]))
    return found
