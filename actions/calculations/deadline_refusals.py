"""Why what was said for a day of an enrolment cannot be taken, with the days that may be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from actions.base import Turn, today
from actions.calculations.deadline_answers import STEPS
from actions.forms.refusals import Refusal
from assistant.nlu.entities.date_roles import role
from dife.days import WEEKDAYS, Day, month_bounds, year_bounds
from dife.said.odd_days import OddDay, odd_days
from dife.said.seasons import season_said
from dife.text import bare
from dife.wording import format_date, full_date

_HOUR = re.compile(r"\b\d{1,2} ?h(?:eures?)?(?: ?\d\d)?\b|\b\d{1,2}:\d\d\b")
_YEAR = re.compile(r"\W*(?:en )?(?:19|20)\d\d\W*")
_LONGEST = 5  # words of an answer that is a value of another kind, and no sentence
_KINDS = {
    "montant": "un prix",
    "commune": "un nom de lieu",
    **dict.fromkeys(("nombre", "nuits", "repas", "kilometres", "chevaux"), "un nombre"),
}


WHICH_STEP = {  # what a day may be that of, as a button says it
    "date_demande": "J'envoie ma demande",
    "date_acceptation": "L'organisme accepte",
    "date_validation": "Je valide",
}
YEARS_AHEAD = 3  # a later date is a slip
YEARS_BACK = 1  # so is an earlier one, where the past is computed


@dataclass(frozen=True)
class Week:
    """« la semaine prochaine »: its Monday; the day is still to be asked."""

    monday: date


def checked(slot: str, value: Any) -> str:
    """The day to keep, in ISO form, or Refusal."""
    if isinstance(value, Refusal):
        raise value
    if isinstance(value, Week):
        friday = value.monday + timedelta(days=4)
        raise Refusal(
            "utter_jour_de_la_semaine", lundi=full_date(value.monday), vendredi=full_date(friday)
        )
    said = value if isinstance(value, Day) else Day(value)
    if len(said.iso) != 10:
        gone = over(said) if slot == "date_formation" else ""
        raise past(gone) if gone else Refusal("utter_jour_exact")
    day = date.fromisoformat(said.iso)
    if said.iso.endswith("-02-29") and not said.year_said and day.year > today().year + 1:
        raise no_such_day(OddDay(0, 0, 29, 2, None), lead(slot))
    if slot == "date_formation" and day < today():
        raise past(f"le {full_date(day)}")
    if not today().year - YEARS_BACK <= day.year <= today().year + YEARS_AHEAD:
        raise Refusal("utter_date_illisible")
    if said.weekday:
        raise contradicted(day, said.weekday, lead(slot))
    return said.iso


def past(said: str) -> Refusal:
    """The training began on a day, in a month or in a year that is over."""
    return Refusal("utter_date_passee", jour=f"{said[0].upper()}{said[1:]}")


def over(day: Day) -> str:
    """How to say a month or a year that is over; « » for one that is not."""
    if len(day.iso) == 4:
        return f"l'année {day.iso}" if year_bounds(day.iso)[1] < today() else ""
    first, last = month_bounds(day.iso)
    return format_date(first).split(" ", 1)[1] if last < today() else ""


def season(text: str, day: Day, training: bool) -> Refusal | None:
    """« au printemps »: when it is, and that a day is needed."""
    said = season_said(bare(text), day.iso)
    if said and training and over(day):
        return past(f"{said.name}, {said.when}")
    return Refusal("utter_jour_de_saison", saison=said.name, periode=said.when) if said else None


def no_such_day(odd: OddDay, first: str) -> Refusal:
    """« le 31 avril »: both days beside it are offered."""
    if not odd.has_neighbours:
        return Refusal("utter_date_illisible")
    before, after = odd.neighbours(today())
    month = format_date(before).split(" ", 1)[1].removesuffix(f" {before.year}")
    year = f" {before.year}" if odd.year or odd.month == 2 else ""
    return Refusal(
        "utter_jour_inexistant",
        buttons=_choices(first, before, after),
        jour=f"{odd.number} {month}{year}",
        mois=f"{month}{year}",
        nombre=str(before.day),
        avant=format_date(before),
        apres=format_date(after),
    )


def contradicted(day: date, weekday: str, first: str) -> Refusal:
    """« mardi 13 janvier 2027 » is a Wednesday: which of the two is right?"""
    near = (day + timedelta(days=shift) for shift in range(-3, 4))
    meant = next(each for each in near if WEEKDAYS[each.weekday()] == weekday)
    return Refusal(
        "utter_jour_contredit",
        buttons=_choices(first, *sorted((day, meant))),
        jour=format_date(day),
        jour_vrai=WEEKDAYS[day.weekday()],
        jour_dit=weekday,
    )


def lead(slot: str) -> str:
    """How a button says again what a day is that of."""
    return STEPS[slot][1] if slot in STEPS else "la formation commence le"


def of_which_step(day: Day) -> Refusal | Day:
    """« le 7 décembre : première date possible ? »: what happens on that day is asked."""
    if len(day.iso) != 10:
        return day
    said = date.fromisoformat(day.iso)
    titles = {**WHICH_STEP, "date_formation": "La formation commence"}
    buttons = [
        {"title": title, "payload": f"{lead(slot)} {said:%d/%m/%Y}"}
        for slot, title in titles.items()
    ]
    return Refusal("utter_jour_de_quoi", buttons, jour=full_date(said).capitalize())


def not_days(turn: Turn, requested: str | None, slots: tuple[str, ...]) -> dict[str, Refusal]:
    """What was said for a day and is none, by the slot that it was meant for."""
    spans = [
        (found["start"], found["end"])
        for found in turn.entities
        if found["entity"] == "date" and "start" in found
    ]
    roles = {role: slot for slot, (role, _) in STEPS.items()}
    found = {}
    for odd in odd_days(turn.text):
        if all(end <= odd.start or odd.end <= start for start, end in spans):
            meant = role(bare(turn.text), odd.start, odd.end, spans) or ""
            asked = requested if requested in STEPS and not meant else None
            slot = asked or roles.get(meant, "date_formation")
            found[slot] = no_such_day(odd, lead(slot))
    kind = of_another_kind(turn) if requested in slots and not found else None
    if kind and requested and not spans and not turn.values("semaine"):
        found[requested] = kind
    return found


def of_another_kind(turn: Turn) -> Refusal | None:
    """An hour, a price, a place, a number or a year, said alone where a day is asked."""
    if len(turn.text.split()) > _LONGEST:
        return None
    if _YEAR.fullmatch(turn.text.lower()):
        return Refusal("utter_jour_exact")
    kinds = ["une heure"] if _HOUR.search(bare(turn.text)) else []
    kinds += [_KINDS[found["entity"]] for found in turn.entities if found["entity"] in _KINDS]
    return Refusal("utter_jour_attendu", recu=kinds[0]) if kinds else None


def _choices(first: str, *days: date) -> list[dict[str, str]]:
    """A button for each day, read again in its role."""
    return [
        {
            "title": full_date(day).capitalize(),
            "payload": f"{first} {day:%d/%m/%Y}",
        }
        for day in days
    ]
