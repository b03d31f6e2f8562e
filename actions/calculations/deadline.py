"""The working-day deadline, in both directions: `calculer_date_limite`."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, facts, shown, today
from actions.calculations.base import Calculation, Compute
from actions.forms import Refusal
from assistant.dialogue.answers import Deadline
from assistant.dialogue.slots import of_form
from dife.deadlines import LatestValidation, deadline_calendar, earliest_start, latest_validation
from dife.wording import format_date

YEARS_AHEAD = 3  # a later date is a slip


class DeadlineForm(Calculation):
    key, why = "date_limite", "delai_inscription"
    form, intent, slots = "date_limite_form", "calculer_date_limite", of_form("date_limite_form")
    carried = ("date_validation",)
    entities = {
        "date_formation": ("date", "formation"),
        "date_validation": ("date", "validation"),
    }

    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        return bool(turn.values("date", "formation", "validation"))

    def required(self, values: dict[str, Any]) -> tuple[str, ...]:
        return () if values.get("date_validation") else ("date_formation",)

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        # A date without a role is the training's: it is the one that officials know.
        found = {
            "date_formation": turn.value("date", "formation", None),
            "date_validation": turn.value("date", "validation"),
        }
        if found["date_formation"]:  # « formation le 9, je valide le 23 »: the limit matters
            found["date_validation"] = None
            if values.get("date_validation") and not turn.value("date", "formation"):
                found = {"date_validation": found["date_formation"]}  # « et le 4 janvier ? »
        return {slot: value for slot, value in found.items() if value}

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if len(value) != 10:
            raise Refusal("utter_jour_exact")
        if date.fromisoformat(value) < today():
            raise Refusal("utter_date_passee")
        if date.fromisoformat(value).year > today().year + YEARS_AHEAD:
            raise Refusal("utter_date_illisible")
        return value

    def recalled(self, memory: dict[str, Any]) -> dict[str, Any]:
        """Nothing: the new date replaces the one before, whichever direction that was."""
        return dict.fromkeys(self.slots)

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        if values.get("date_formation"):
            _backwards(dispatcher, date.fromisoformat(values["date_formation"]))
        else:
            _forwards(dispatcher, date.fromisoformat(values["date_validation"]))
        return self.done(values)


class ComputeDeadline(Compute):
    calculation = DeadlineForm()

    def name(self) -> str:
        return "action_calculer_date_limite"


def _backwards(dispatcher: CollectingDispatcher, start: date) -> None:
    limit = latest_validation(start, facts())
    said = {"formation": _full(start), "validation": _full(limit.validation)}
    if limit.validation < today():
        dispatcher.utter_message(response="utter_date_deja_passee", **said)
    else:
        dispatcher.utter_message(
            response="utter_resultat_date_formation",
            json_message=_calendar(limit),
            **said,
        )
    if limit.bare_validation != limit.validation:
        _bare(dispatcher, limit.bare_validation)


def _forwards(dispatcher: CollectingDispatcher, validation: date) -> None:
    refs = facts()
    soonest = earliest_start(validation, refs)
    # Said on a Saturday, the validation counts from Monday: the last working day is the Friday.
    limit = latest_validation(soonest.start, refs)
    dispatcher.utter_message(
        response="utter_resultat_date_validation",
        validation=_full(validation),
        formation=_full(soonest.start),
        json_message=_calendar(limit) if limit.validation >= today() else None,
    )
    if soonest.bare_start != soonest.start:
        _bare(dispatcher, soonest.bare_start)
    unverified = earliest_start(validation, refs, identity_verified=False)
    dispatcher.utter_message(
        response="utter_resultat_date_identite",
        identite_prete=_full(unverified.identity_ready or validation),
        formation=_full(unverified.start),
    )


def _bare(dispatcher: CollectingDispatcher, day: date) -> None:
    dispatcher.utter_message(response="utter_resultat_date_brute", brute=_full(day))


def _full(day: date) -> str:
    return format_date(day, weekday=True)


def _calendar(limit: LatestValidation) -> dict[str, Any]:
    """The deadline as a file that a door may offer."""
    cells = {
        "validation": limit.validation,
        "formation": limit.start,
        "nom": "date-limite-dife.ics",
        "ics": deadline_calendar(limit, facts()),
    }
    return shown(Deadline.parse_obj(cells))
