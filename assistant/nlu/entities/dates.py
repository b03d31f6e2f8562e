"""Dates as people type them: « le 3 avril », « 12/03/25 », « mardi en huit », « fin mars »."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.nlu.entities.date_ranges import Found, merge_ranges
from assistant.nlu.entities.date_roles import ENROLMENT, role
from assistant.nlu.entities.scan import ALONE, LEFT, WORDS, Scan, number, pattern
from assistant.nlu.entities.tense import is_over, is_past
from assistant.nlu.entities.week import NEXT_WEEK, contradiction, find_weeks, weekday_said
from dife import days as words
from dife.days import Day

_GATE = (
    r"\d|jan|fev|mars|avr|mai|juin|juil|aout|sep|oct|nov|dec|jour|di\b|demain|hier|dans|il y a"
    r"|\ble |manche|mois|premier"
)
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_SHORT_WEEKDAY = r"(?:(?:lun|mar|mer|jeu|ven|sam|dim)\b\.?|" + _WEEKDAY + r")"
_LE = rf"(?:\b(?:le|les|du|au) )?(?:\b{_SHORT_WEEKDAY} (?:le )?)?"
_DAY = rf"(?:{LEFT}(?:\d{{1,2}} ?er\b|\d{{1,2}}(?!\d))|\bpremier\b|{WORDS})"
_YEAR = (
    r"(?: ?,? ?(?P<y>\d{4}|2\d(?=\s*(?:$|[.,;!?)])))(?!\d)"
    rf"| (?P<yw>deux mille {WORDS}|deux mille))?"
)
_FULL_MONTH = r"(?:" + "|".join(words.MONTHS) + r")"
_UNIT = r"(?:jours?|semaines?|mois|ans?)\b(?! (?:ouvr|cal|franc))"
_PAST = r"(?: (?:dernier|passe|derniere)\b)"


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
    rf" ?(?:-|au|et(?: le)?|a) ?(?:\b{_SHORT_WEEKDAY} )?(?=\d|[a-z]))?"
    rf"(?P<d>{_DAY}|(?<=\d-)\d{{1,2}}) ?(?P<m>[a-z]{{3,10}})\b\.?{_YEAR}(?P<past>{_PAST})?"
)
_NEAR = r"\b(?:(apres)[ -]?demain|(avant)[ -]?hier|(demain)|(hier)|aujourd[' ]?hui)\b"
_SHIFTS = {"apres": 2, "avant": -2, "demain": 1, "hier": -1}
_FAR = timedelta(days=300)
_IN_EIGHT = {"huit": 7, "quinze": 14}  # days added by « en huit », « en quinze »
_IN = rf"\b(?P<s>dans|d'ici|il y a) (?P<n>\d{{1,3}}|{WORDS}) (?P<u>{_UNIT})"
_OPENING = rf"\b(?:du|le) {_WEEKDAY} au {_WEEKDAY}\b(?! \d)"
_ON_WEEKDAY = (
    rf"\b(?:le )?(?P<w>{_WEEKDAY})\b(?: (?P<d>\d{{1,2}}(?!\d)){ALONE}|(?P<past>{_PAST})"
    rf"|(?P<next>{NEXT_WEEK})"
    r"| en (?P<in>huit|quinze)\b| prochain\b)?(?! (?:de |saint|\d))"
)
_IN_MONTH = (
    r"\b(?:(?P<cue>en|fin|mi|debut|courant|(?:au |du |le )?mois de|pour|avant|(?P<since>depuis)"
    r"|vers|jusqu'en|apres|d'ici)(?: de)?[ -]|d'|de )?"
    rf"\b(?P<m>[a-z]{{3,10}})\b\.?(?: (?P<y>(?:19|20)\d\d)\b| (?P<next>prochain)\b"
    rf"|(?P<past>{_PAST}))?"
)
_THIS_MONTH = r"\b(?:le mois prochain|(?:fin du|a la fin du|ce) mois(?:-ci)?\b)"
_DAY_ALONE = (
    r"(?<!dans )(?<!sur )\b(?:le|au|du|entre le|jusqu'au) "
    rf"(?P<d>1 ?er\b|\d{{1,2}}(?![\w°%])|(?!une?\b){WORDS})"
    rf"(?: (?:au|et le) \d{{1,2}}(?!\d))?(?: (?P<next>du mois prochain))?{ALONE}"
)


def find_dates(scan: Scan, today: date) -> None:
    """Take the ``date`` entities; impossible days are hidden and give nothing."""
    if not pattern(_GATE).search(scan.free):
        return
    finders = (_numeric, _day_and_month, _relative, _weekdays, _months, _day_alone)
    found = [item for finder in finders for item in finder(scan, today)]
    merged = merge_ranges(scan, sorted(found, key=lambda item: item.start))
    for item in merged:
        others = [(other.start, other.end) for other in merged if other is not item]
        meant = role(scan.folded, item.start, item.end, others)
        day = _this_year(item, today) if meant in ENROLMENT else item.day
        wrong = contradiction(scan.folded, item.start, item.end, day)
        said = replace(item.said, iso=day.isoformat() if day else item.said.iso, weekday=wrong)
        scan.take(item.start, item.end, "date", said.iso, meant, said)
    find_weeks(scan, today)


def _this_year(item: Found, today: date) -> date | None:
    """« la proposition est du 20 novembre », said on the 23rd: a step of an enrolment is near."""
    day = item.day
    if day and day - today > _FAR and not item.said.year_said:
        return words.nearest(day.month, day.day, today, past=True)
    return day


def _keep(
    scan: Scan,
    span: tuple[int, int],
    day: date | None,
    year_said: bool = True,
    month_said: bool = True,
) -> list[Found]:
    """Hide the span, with the weekday before it, and give the date if there is one."""
    span = (weekday_said(scan.folded, *span)[1], span[1])
    scan.protect(*span)
    return [Found(*span, Day(day.isoformat(), year_said, month_said), day)] if day else []


def _without_year(
    scan: Scan, start: int, month: int, number: int, today: date, past: bool = False
) -> date | None:
    """The day to come, the last one, or of what is done the closest: « accepté le 4 décembre »."""
    over = past or is_over(scan, start)
    if not over and is_past(scan, start):
        both = (words.nearest(month, number, today, back) for back in (True, False))
        return min(filter(None, both), key=lambda day: abs(day - today), default=None)
    return words.nearest(month, number, today, over)


def _keep_month(scan: Scan, span: tuple[int, int], month: str, year_said: bool) -> list[Found]:
    scan.protect(*span)
    return [Found(*span, Day(month, year_said))]


def _numeric(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    for m in pattern(_ISO).finditer(scan.free):
        found += _keep(scan, m.span(), words.real_day(int(m[1]), int(m[2]), int(m[3])))
    for m in pattern(_FULL).finditer(scan.free):
        if m[5] and not m[6].startswith(("19", "20")):
            continue
        month = int(m[2] or m[3] or m[4] or m[5])
        found += _keep(scan, m.span(), words.real_day(words.full_year(m[6]), month, int(m[1])))
    for m in pattern(_MONTH_YEAR).finditer(scan.free):
        found += _keep_month(scan, m.span(), f"{m[2]}-{int(m[1]):02d}", True)
    for m in pattern(_SHORT).finditer(scan.free):
        if m["c"] or len(m["m"]) == 2 or m.group() == scan.free.strip():
            span = (m.start("d"), m.end())
            day = _without_year(scan, m.start(), int(m["m"]), int(m["d"]), today)
            found += _keep(scan, span, day, year_said=False)
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
            day = _without_year(scan, m.start(), month, first, today, bool(m["past"]))
        end = m.end() - (m.group().endswith(".") and m.end() == len(scan.text.rstrip()))
        if m["m"] in words.MONTHS and scan.free[end - 1] == ".":
            end -= 1
        found += _keep(scan, (m.start(), end), day, year is not None)
    return found


def _relative(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    for m in pattern(_NEAR).finditer(scan.free):
        shift = _SHIFTS[m[m.lastindex]] if m.lastindex else 0
        more = pattern(r" en (huit|quinze)\b").match(scan.free, m.end())
        span = (m.start(), more.end() if more else m.end())
        shift += _IN_EIGHT[more[1]] if more else 0
        found += _keep(scan, span, today + timedelta(days=shift))
    for m in pattern(_IN).finditer(scan.free):
        count = number(m["n"])
        if count is not None:
            count = -count if m["s"] == "il y a" else count
            found += _keep(scan, m.span(), words.later(today, count, m["u"]))
    return found


def _weekdays(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    for m in pattern(_OPENING).finditer(scan.free):
        scan.protect(*m.span())
    for m in pattern(_ON_WEEKDAY).finditer(scan.free):
        if m["d"]:
            day = words.next_day_of_month(int(m["d"]), today, is_past(scan, m.start()))
            found += _keep(scan, m.span(), day, False, False)
            continue
        held = bool(m["past"] or is_past(scan, m.start()))
        day = words.weekday_from(today, m["w"], held)
        if m["next"]:
            monday = today - timedelta(days=today.weekday() - 7)
            day = monday + timedelta(days=words.WEEKDAYS.index(m["w"]))
        if m["in"]:
            if day - today == timedelta(days=7):
                day = today  # « lundi en huit », said on a Monday, is in seven days or more
            day += timedelta(days=_IN_EIGHT[m["in"]])
            day += timedelta(days=7 if day - today == timedelta(days=7) else 0)
        found += _keep(scan, m.span(), day)
    return found


def _months(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    bare = scan.free.strip(" .!?,")
    for m in pattern(_IN_MONTH).finditer(scan.free):
        exact = m["m"] in words.MONTHS
        month = words.month_number(m["m"]) if exact or m["y"] else None
        sure = exact and m["m"] not in ("mars", "mai")
        if month is None or not (
            sure or m["cue"] or m["y"] or m["next"] or m["past"] or m["m"] == bare
        ):
            continue
        year = int(m["y"]) if m["y"] else None
        value = words.month_text(month, today, year, bool(m["past"] or m["since"]))
        found += _keep_month(scan, m.span(), value, year is not None)
    for m in pattern(_THIS_MONTH).finditer(scan.free):
        year, month = words.add_months(today.year, today.month, int("prochain" in m[0]))
        found += _keep_month(scan, m.span(), f"{year:04d}-{month:02d}", True)
    return found


def _day_alone(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    for m in pattern(_DAY_ALONE).finditer(scan.free):
        value = _number_of_day(m["d"])
        past = is_past(scan, m.start())
        day = words.next_day_of_month(value, today, past) if value else None
        if m["next"] and value:
            day = words.real_day(*words.add_months(today.year, today.month, 1), value)
        found += _keep(scan, m.span(), day, bool(m["next"]), bool(m["next"]))
    return found
