"""Weeks, the weekday said beside a date, and days told from today: « demain »."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.nlu.entities.date_ranges import Found
from assistant.nlu.entities.date_roles import ENROLMENT, role
from assistant.nlu.entities.scan import Scan, pattern
from dife.days import WEEKDAYS, Day, later
from dife.said.numbers import WORDS, number

NEXT_WEEK = r"(?: (?:de )?(?:la )?semaine prochaine\b)"
_DAY = (
    r"(?P<w>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\b\.?"
)
_BEFORE = rf"\b{_DAY} (?:le )?$"
_WITHIN = rf"^(?:(?:le|les|du|au) )?{_DAY} (?:le )?(?=\d|[a-z])"
_WEEK = (
    r"\b(?:d'ici |dans |debut (?:de )?|fin (?:de )?|milieu (?:de )?)?(?:la |de la |en )?"
    r"(?:semaine prochaine|(?P<last>semaine (?:derniere|passee))|(?P<this>cette semaine))\b"
)

_UNIT = r"(?:jours?|semaines?|mois)\b(?! (?:ouvr|cal|franc))"
_NEAR = r"\b(?:(apres)[ -]?demain|(avant)[ -]?hier|(demain)|(hier)|aujourd[' ]?hui)\b"
_THIS_DAY = r"\b(?:ce (?:matin|midi|soir)|cet(?:te)? apres[ -]?midi)\b"
_DATED = rf"^,? (?:le )?(?:(?:{'|'.join(WEEKDAYS)}) )?(?:le )?\d"
_NO_STEP = (
    r"\b(?:on est le|nous sommes le|expire\w*|sms|texto|e-?mails?|courriels?|message|lien|plaquette"
    r"|statut)\b"
)
_SHIFTS = {"apres": 2, "avant": -2, "demain": 1, "hier": -1}
IN_EIGHT = {"huit": 7, "quinze": 14}  # days added by « en huit », « en quinze »
_IN = rf"\b(?P<s>dans|d'ici|il y a) (?P<n>\d{{1,3}}|{WORDS}) (?P<u>{_UNIT})"

# « à demain », « merci, à lundi ! »: somebody leaves, and nothing begins then.
GOODBYE = (
    r"\W*(?:(?:merci|beaucoup|bien|ok|d'accord|bon|bonne?|allez|alors|journee|soiree|nuit|fin"
    r"|apres-midi|week-end|au revoir|salut|entendu|parfait|super|c'est note|et|donc|bye|ciao"
    r"|tchao|je|vous|dis|on se dit|tout le monde|monsieur|madame|pour tout|de|la|c'est tout)"
    r"\b\W*)*"
    rf"(?P<until>a (?:demain|apres[ -]?demain|(?:{'|'.join(WEEKDAYS)})(?: prochain| matin| soir)?"
    r"|la semaine prochaine|dans (?:\w+ )?(?:jours?|semaines?|mois))(?: matin| soir| alors| donc)?)"
    r"\W*(?:(?:merci|salut|alors|bye|et|encore|bonne?|soiree|journee|au revoir|monsieur|madame)"
    r"\b\W*)*"
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
        days = (0 if found["this"] else -7 if found["last"] else 7) - today.weekday()
        monday = today + timedelta(days=days)
        scan.take(*found.span(), "semaine", monday.isoformat())


def _whole(short: str) -> str:
    return next(name for name in WEEKDAYS if name.startswith(short))


def keep_day(
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


def find_relative(scan: Scan, today: date) -> list[Found]:
    """« demain », « dans 3 semaines », and « ce matin » where a step of an enrolment is told."""
    found: list[Found] = []
    for m in pattern(_NEAR).finditer(scan.free):
        shift = _SHIFTS[m[m.lastindex]] if m.lastindex else 0
        more = pattern(r" en (huit|quinze)\b").match(scan.free, m.end())
        span = (m.start(), more.end() if more else m.end())
        shift += IN_EIGHT[more[1]] if more else 0
        found += keep_day(scan, span, today + timedelta(days=shift))
    for m in pattern(_THIS_DAY).finditer(scan.free):
        other = pattern(_DATED).search(scan.folded[m.end() :])
        # Else an hour of something else, or of a date that is said with it.
        if (
            not (other or pattern(_NO_STEP).search(scan.folded))
            and role(scan.folded, *m.span(), []) in ENROLMENT
        ):
            found += keep_day(scan, m.span(), today)
    for m in pattern(_IN).finditer(scan.free):
        count = number(m["n"])
        if count is not None:
            count = -count if m["s"] == "il y a" else count
            found += keep_day(scan, m.span(), later(today, count, m["u"]))
    return found
