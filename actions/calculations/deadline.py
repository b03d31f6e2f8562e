"""The days of an enrolment, in both directions: `calculer_date_limite`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, today
from actions.calculations import deadline_answers as answers
from actions.calculations.base import Calculation, Compute
from actions.forms.refusals import Refusal
from assistant.dialogue.slots import of_form
from dife.days import WEEKDAYS, Day
from dife.text import fold
from dife.wording import format_date

YEARS_AHEAD = 3  # a later date is a slip
YEARS_BACK = 1  # so is an earlier one, where the past is computed
OTHERS = "autres_formations"
REFUSED = "refused"  # beside the slots, of one turn: the step to ask again
STEPS = {  # slot → role, and how a button says it again
    "date_demande": ("demande", "demande envoyée le"),
    "date_acceptation": ("acceptation", "l'organisme a accepté le"),
    "date_proposition": ("proposition", "proposition reçue le"),
    "date_validation": ("validation", "je valide le"),
}
ANSWERED = ("date_acceptation", "date_proposition")  # the organisme has answered
_SEVERAL = re.compile(
    r"\b(?:formations|sessions|stages|l'autre|une autre|puis|et (?:le|du|celle))\b"
)
_CORRECTED = re.compile(
    r"\b(?:non|plutot|pardon|finalement|au lieu|pas|erreur|correction|me suis trompee?)\b"
)


@dataclass(frozen=True)
class Week:
    """« la semaine prochaine »: its Monday; the day is still to be asked."""

    monday: date


class DeadlineForm(Calculation):
    key, why = "date_limite", "delai_inscription"
    form, intent, slots = "date_limite_form", "calculer_date_limite", of_form("date_limite_form")
    carried = tuple(STEPS)
    entities = {
        "date_formation": ("date", "formation"),
        **{slot: ("date", role) for slot, (role, _) in STEPS.items()},
    }

    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        return bool(turn.values("date", "formation", *(role for role, _ in STEPS.values())))

    def required(self, values: dict[str, Any]) -> tuple[str, ...]:
        if values.get(REFUSED):
            return (values[REFUSED],)
        return () if any(values.get(slot) for slot in STEPS) else ("date_formation",)

    def keep(
        self,
        dispatcher: CollectingDispatcher,
        said: dict[str, Any],
        values: dict[str, Any],
        sure: bool = False,
    ) -> dict[str, Refusal]:
        """A step whose date is refused is asked again, and not the training's day."""
        refused = super().keep(dispatcher, said, values, sure)
        values[REFUSED] = next((slot for slot in refused if slot in STEPS), None)
        return refused

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        # A date without a role is the training's: it is the one that officials know.
        trainings = turn.days("formation", None)
        steps = {slot: turn.days(role)[-1:] for slot, (role, _) in STEPS.items()}
        said: dict[str, Any] = {slot: days[0] for slot, days in steps.items() if days}
        last = requested if requested in STEPS else None
        if not trainings:
            weeks = [] if said else turn.values("semaine")
            monday = date.fromisoformat(weeks[-1]) if weeks else None
            return {last or "date_formation": Week(monday)} if monday else said
        last = last or next((slot for slot in STEPS if values.get(slot)), None)
        if last and not said and not turn.days("formation"):
            return {last: trainings[-1]}  # « et le 4 janvier ? »
        # « formation le 9, je valide le 23 »: the limit matters, and whether the answer holds it.
        said = {slot: day for slot, day in said.items() if slot in ANSWERED}
        text = fold(turn.text)
        both = _SEVERAL.search(text) and not _CORRECTED.search(text)
        days = list({day.iso: day for day in trainings}.values()) if both else trainings[-1:]
        said["date_formation"] = days[0]
        said[OTHERS] = days[1:] or None
        return {slot: value for slot, value in said.items() if value}

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if slot == OTHERS:
            return [self.check("date_formation", each, values) for each in value]
        if isinstance(value, Week):
            friday = value.monday + timedelta(days=4)
            raise Refusal(
                "utter_jour_de_la_semaine", lundi=_full(value.monday), vendredi=_full(friday)
            )
        said = value if isinstance(value, Day) else Day(value)
        if len(said.iso) != 10:
            raise Refusal("utter_jour_exact")
        day = date.fromisoformat(said.iso)
        if slot == "date_formation" and day < today():
            raise Refusal("utter_date_passee")
        if not today().year - YEARS_BACK <= day.year <= today().year + YEARS_AHEAD:
            raise Refusal("utter_date_illisible")
        if said.weekday:
            raise _contradicted(slot, day, said.weekday)
        return said.iso

    def recalled(self, memory: dict[str, Any]) -> dict[str, Any]:
        """Nothing: the new date replaces the one before, whichever direction that was."""
        return dict.fromkeys(self.slots)

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        answers.tell(dispatcher, *_days_of(values))
        return self.done(values)

    def explain(self, dispatcher: CollectingDispatcher, memory: dict[str, Any]) -> bool:
        return answers.explain(dispatcher, *_days_of(memory))


class ComputeDeadline(Compute):
    calculation = DeadlineForm()

    def name(self) -> str:
        return "action_calculer_date_limite"


def _days_of(values: dict[str, Any]) -> tuple[dict[str, date], list[date]]:
    """What is known, by its role; and the first days of the other trainings."""
    roles = {"date_formation": "formation"} | {slot: role for slot, (role, _) in STEPS.items()}
    known = {
        role: date.fromisoformat(values[slot]) for slot, role in roles.items() if values.get(slot)
    }
    return known, [date.fromisoformat(day) for day in values.get(OTHERS) or ()]


def _contradicted(slot: str, day: date, weekday: str) -> Refusal:
    """« mardi 13 janvier 2027 » is a Wednesday: which of the two is right?"""
    near = (day + timedelta(days=shift) for shift in range(-3, 4))
    meant = next(each for each in near if WEEKDAYS[each.weekday()] == weekday)
    lead = STEPS[slot][1] if slot in STEPS else "la formation commence le"
    buttons = [
        {"title": _full(each).capitalize(), "payload": f"{lead} {each:%d/%m/%Y}"}
        for each in sorted((day, meant))
    ]
    return Refusal(
        "utter_jour_contredit",
        buttons=buttons,
        jour=format_date(day),
        jour_vrai=WEEKDAYS[day.weekday()],
        jour_dit=weekday,
    )


def _full(day: date) -> str:
    return format_date(day, weekday=True)
