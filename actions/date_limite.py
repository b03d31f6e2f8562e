"""The working-day deadline, in both directions: `calculer_date_limite`."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, facts, today
from actions.forms import Refusal, ValidateForm
from assistant.dialogue.slots import of_form
from dife.deadlines import (
    LatestValidation,
    deadline_calendar,
    earliest_start,
    latest_validation,
)
from dife.wording import format_date

SLOTS = of_form("date_limite_form")


class ValidateDateLimite(ValidateForm):
    form, intent, slots = "date_limite_form", "calculer_date_limite", SLOTS
    carried = ("date_validation",)

    def required(self, values: Dict[str, Any]) -> Tuple[str, ...]:
        return () if values.get("date_validation") else ("date_formation",)

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
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

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        if len(value) != 10:
            raise Refusal("utter_jour_exact")
        if date.fromisoformat(value) < today():
            raise Refusal("utter_date_passee")
        if date.fromisoformat(value).year > today().year + 3:
            raise Refusal("utter_date_illisible")
        return value


class CalculerDateLimite(SafeAction):
    def name(self) -> str:
        return "action_calculer_date_limite"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return calculate(dispatcher, {slot: tracker.get_slot(slot) for slot in SLOTS})


def calculate(dispatcher: CollectingDispatcher, values: Dict[str, Any]) -> Events:
    """Say the limit for these slots, remember the calculation, free the slots."""
    if values.get("date_formation"):
        _backwards(dispatcher, date.fromisoformat(values["date_formation"]))
    else:
        _forwards(dispatcher, date.fromisoformat(values["date_validation"]))
    said = {slot: value for slot, value in values.items() if value is not None}
    memory = {"objet": "date_limite", **said}
    return [*(SlotSet(slot, None) for slot in said), SlotSet("dernier_calcul", memory)]


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
    dispatcher.utter_message(
        response="utter_resultat_date_validation",
        validation=_full(validation),
        formation=_full(soonest.start),
        json_message=_calendar(LatestValidation(soonest.start, validation, validation)),
    )
    if soonest.bare_start != soonest.start:
        _bare(dispatcher, soonest.bare_start)
    unverified = earliest_start(validation, refs, identity_verified=False)
    dispatcher.utter_message(
        response="utter_resultat_date_identite",
        identite_prete=_full(unverified.identity_ready),
        formation=_full(unverified.start),
    )


def _bare(dispatcher: CollectingDispatcher, day: date) -> None:
    dispatcher.utter_message(response="utter_resultat_date_brute", brute=_full(day))


def _full(day: date) -> str:
    return format_date(day, weekday=True)


def _calendar(limit: LatestValidation) -> Dict[str, Any]:
    """The deadline as a file that a channel may offer."""
    return {
        "data": {
            "type": "agenda",
            "validation": limit.validation.isoformat(),
            "formation": limit.start.isoformat(),
            "nom": "date-limite-dife.ics",
            "ics": deadline_calendar(limit, facts()),
        }
    }
