"""The days of an enrolment, in both directions: `calculer_date_limite`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from actions.calculations import deadline_answers as answers
from actions.calculations import deadline_refusals as refusals
from actions.calculations.base import Calculation, Compute
from actions.calculations.deadline_answers import STEPS, days_of
from actions.calculations.enrolments import again, telling, thread, verdicts
from actions.calculations.enrolments.thread import START
from actions.forms.days import (
    ANSWERED,
    for_training,
    of_the_month,
    same_month,
    step_meant,
    whole,
    without_today,
)
from actions.forms.refusals import Refusal
from actions.forms.turns import just_told, off_topic
from assistant.dialogue.intents import intent
from assistant.dialogue.slots import FIELD, MEMORY, of_form
from assistant.nlu.entities.date_roles import ABSENCE
from dife.days import Day
from dife.said import enrolments as said_so
from dife.said.odd_days import odd_days
from dife.said.people import second
from dife.text import bare, fold

OTHERS = "autres_formations"
REFUSED = "refused"  # beside the slots, of one turn: the step to ask again
_SEVERAL = re.compile(
    r"\b(?:formations|sessions|stages|l autre|une autre|puis|soit|sinon|ainsi que"
    r"|(?:et|ou) (?:le|du|celle|une?)|ou \d)\b"
)
_CORRECTED = re.compile(
    r"\b(?:non|plutot|pardon|finalement|au lieu|pas|erreur|correction|me suis trompee?)\b"
)


class DeadlineForm(Calculation):
    key, day, results = "date_limite", "date_formation", "resultat_date"
    form, intent, slots = "date_limite_form", "calculer_date_limite", of_form("date_limite_form")
    carried = (*STEPS, "date_formation")
    entities = {
        "date_formation": ("date", "formation"),
        **{slot: ("date", role) for slot, (role, _) in STEPS.items()},
    }

    def states(self, turn: Turn, requested: str) -> bool:
        # No role is said where the day is asked; « il fait beau aujourd'hui » says none either.
        alone = requested == self.day and bool(turn.days(None)) and not off_topic(turn)
        return alone or super().states(turn, requested)

    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        told = turn.values("date", "formation", *(role for role, _ in STEPS.values()))
        return bool(told) or partly and bool(odd_days(turn.text) or thread.day_alone(turn))

    def start(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
        """What is told after a result is of the month, and of the training, that it spoke of."""
        memory = tracker.get_slot(MEMORY) or {}
        last = tracker.get_slot(f"calcul_{self.key}") or memory
        events: Events = []
        if last and not turn.value(FIELD):
            turn, moved = thread.about(turn, last)
            events = [SlotSet(f"calcul_{self.key}", moved)] if moved != last else []
        if memory.get("objet") == self.key and not turn.value(FIELD):
            turn = of_the_month(turn, self.month(memory))
            said = {slot: day for slot, (role, _) in STEPS.items() for day in turn.days(role)[-1:]}
            known = for_training(turn, said, memory.get(self.day)).get(self.day)
            if known and not turn.days("formation", None):
                told = self.as_entity(self.day, known)
                turn = replace(turn, entities=(*turn.entities, told))
        return events + super().start(dispatcher, tracker, turn)

    def required(self, values: dict[str, Any]) -> tuple[str, ...]:
        if values.get(REFUSED):
            return (values[REFUSED],)
        return () if any(values.get(slot) for slot in STEPS) else ("date_formation",)

    def together(
        self,
        said: dict[str, Any],
        values: dict[str, Any],
        refused: dict[str, Refusal],
        sure: bool,
    ) -> list[tuple[str, Refusal]]:
        """What is refused is asked again: a step before the training's day."""
        asked = (*STEPS, "date_formation")
        if said:
            values[REFUSED] = next((slot for slot in asked if slot in refused), None)
        return []

    def held(self, tracker: Tracker) -> dict[str, Any]:
        """A step that was asked is asked until it is answered, and not the training's day."""
        asked = tracker.get_slot("requested_slot")
        return {**super().held(tracker), REFUSED: asked if asked in STEPS else None}

    def brings_values(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> bool:
        """Even a value that is no day, which the classifier may take for noise, gets its answer."""
        if super().brings_values(turn, requested, values):
            return True
        return intent(turn.intent).noise and bool(refusals.not_days(turn, requested, self.slots))

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        said = self._days(turn, requested, values)
        for slot, day in said.items():
            if isinstance(day, Day) and len(day.iso) != 10:
                training = slot == "date_formation"
                said[slot] = refusals.season(turn.text, day, training) or day
        return {**refusals.not_days(turn, requested, self.slots), **said}

    def _days(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        # A date without a role is the training's: it is the one that officials know.
        turn = same_month(without_today(turn))
        trainings = whole(turn.days("formation", None))
        steps = {slot: turn.days(role)[-1:] for slot, (role, _) in STEPS.items()}
        said: dict[str, Any] = {slot: days[0] for slot, days in steps.items() if days}
        last = requested if requested in STEPS else None
        text = fold(turn.text)
        start = values.get("date_formation")  # that of the last result
        if away := turn.days(ABSENCE):
            trainings = trainings or ([Day(start)] if start else [])
            said |= {"date_demande": away[-1]} if trainings and not said else {}
        if not trainings:
            weeks = [] if said else turn.values("semaine")
            monday = date.fromisoformat(weeks[-1]) if weeks else None
            if monday:
                return {last or "date_formation": refusals.Week(monday)}
            return for_training(turn, said, start)
        last = last or next((slot for slot in STEPS if values.get(slot)), None)
        if start and not requested:
            last = last or step_meant(turn, trainings[-1], start)
        soonest = said_so.SOONEST.search(said_so.mended(bare(turn.text)))
        if soonest and not (requested or said or last or turn.days("formation")):
            return {"date_demande": refusals.of_which_step(trainings[-1])}
        if start and not (requested or said) and thread.moves(turn, trainings[-1], values):
            return thread.moved_to(trainings[-1], values)
        if last and not said and not (turn.days("formation") or thread.another(text)):
            return for_training(turn, {last: trainings[-1]}, start)  # « et le 4 janvier ? »
        # « formation le 9, je valide le 23 »: the limit matters, and whether the answer holds it.
        verdict = said_so.VERDICT.search(bare(turn.text)) or set(ANSWERED) & said.keys()
        said = {slot: day for slot, day in said.items() if slot in ANSWERED or verdict}
        apart = _SEVERAL.search(text) or second(bare(turn.text)) is not None
        both = apart and not _CORRECTED.search(text)
        days = list({day.iso: day for day in trainings}.values()) if both else trainings[-1:]
        said["date_formation"] = days[0]
        said[OTHERS] = days[1:] or None
        return {slot: value for slot, value in said.items() if value}

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if slot == OTHERS:
            return [self.check("date_formation", each, values) for each in value]
        return refusals.checked(slot, value)

    def days(self, values: dict[str, Any]) -> list[str]:
        return [*super().days(values), *(values.get(OTHERS) or ())]

    def picked(
        self, dispatcher: CollectingDispatcher, option: int, memory: dict[str, Any]
    ) -> Events | None:
        """The limits of one of several trainings: « la deuxième », « l'autre » (-1)."""
        days = thread.trainings(memory)
        if len(days) < 2 or option > len(days):
            return None
        others = [day for day in days if day != memory.get(self.day)]
        chosen = days[option - 1] if option > 0 else others[-1]
        answers.tell(dispatcher, {"formation": date.fromisoformat(chosen)}, [])
        return self.done({self.day: chosen, thread.TRAININGS: days})

    def changed(self, memory: dict[str, Any], slot: str) -> dict[str, Any]:
        """That day alone is asked: the others were counted from it."""
        return {**dict.fromkeys(self.slots), REFUSED: slot}

    def recalled(self, memory: dict[str, Any]) -> dict[str, Any]:
        """No day: the new one replaces the one before, whichever direction that was."""
        return {**dict.fromkeys(self.slots), telling.IDENTITY: memory.get(telling.IDENTITY)}

    def recited(self, names: Iterable[str], values: dict[str, Any]) -> str:
        """An answer of the organisme that is taken up is said too."""
        days = {STEPS[n][1].removesuffix(" le"): values[n] for n in names if n in STEPS}
        told = (f"{said} : {self.shown(self.day, {self.day: day})}" for said, day in days.items())
        others = super().recited((n for n in names if n not in STEPS), values)
        return " ; ".join(filter(None, (*told, others)))

    def stated(self, turns: list[Turn]) -> dict[str, Any]:
        return thread.told_before(turns[::-1])

    def month(self, memory: dict[str, Any]) -> str:
        known = next((memory[slot] for slot in STEPS if memory.get(slot)), "")
        return str(memory.get(self.day) or known)[:7]

    def corrected(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> Events | None:
        """The last days again, where they are asked for; whether a day is a working one."""
        turn = again.told_again(turn, memory)
        if verdicts.on_calendar(dispatcher, turn):
            return []
        if not turn.days("formation", None) and verdicts.council(dispatcher, turn, memory):
            return []
        if telling.awaited(dispatcher, turn, memory.get(START)):
            return []
        if asked := thread.asked_again(turn, memory):
            return self.calculate(dispatcher, asked)
        if said_so.identity_in_time(bare(turn.text)) and not turn.days() and memory.get(START):
            kept = {START: memory[START], telling.IDENTITY: said_so.identity(bare(turn.text))}
            return thread.followed(dispatcher, turn, memory, self.calculate(dispatcher, kept))
        turn, memory = thread.about(turn, memory)
        done = super().corrected(dispatcher, turn, memory)
        return done and thread.followed(dispatcher, turn, memory, done)

    def answers_about(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> bool:
        return verdicts.confirms(dispatcher, turn, memory) or verdicts.counting(dispatcher, turn)

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        telling.tell(dispatcher, values)
        return self.done(values)

    def explain(self, dispatcher: CollectingDispatcher, memory: dict[str, Any]) -> bool:
        return answers.explain(dispatcher, *days_of(memory))


class ComputeDeadline(Compute):
    calculation = DeadlineForm()

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        turn = Turn.of(tracker)
        memory = tracker.get_slot(f"calcul_{DeadlineForm.key}") or {}
        start = tracker.get_slot(START)
        if telling.awaited(dispatcher, turn, start or memory.get(START)):
            return self.calculation.done(
                {**self.values(tracker), START: start or memory.get(START)}
            )
        told = verdicts.council(dispatcher, turn, {START: start})
        done = super().act(dispatcher, tracker)
        last = tracker.get_slot(MEMORY) or {}  # a day moved in a sum since was not told here
        if just_told(tracker, "_resultat_") and last.get("objet") == DeadlineForm.key:
            verdicts.shortened(dispatcher, memory, done)
        return thread.followed(dispatcher, replace(turn, text="") if told else turn, memory, done)

    def values(self, tracker: Tracker) -> dict[str, Any]:
        return {**super().values(tracker), telling.IDENTITY: telling.identity(tracker)}

    def name(self) -> str:
        return "action_calculer_date_limite"
