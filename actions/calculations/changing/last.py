"""The last result of the talk: asked about, picked from, made again."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from actions.calculations import CALCULATIONS, Calculation
from actions.calculations.enrolments import telling, verdicts
from actions.forms.turns import last_answers, response_of
from assistant.dialogue.slots import MEMORY

COUNTED = ("nuits", "repas", "kilometres", "chevaux")  # entities of a sum of allowances alone


def answered_about(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Whether the message asked about the last result, and was answered."""
    memory = tracker.get_slot(MEMORY) or {}
    calculation = CALCULATIONS.get(memory.get("objet", ""))
    return bool(calculation and calculation.answers_about(dispatcher, Turn.of(tracker), memory))


def unplaced(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Whether a value of no use to the last result, « 84 € » after nights, was answered."""
    memory = tracker.get_slot(MEMORY) or {}
    calculation = CALCULATIONS.get(memory.get("objet", ""))
    return bool(calculation and calculation.unplaced(dispatcher, Turn.of(tracker), memory))


def just_calculated(tracker: Tracker) -> Optional[Calculation]:
    """The calculation whose result was the last answer; None where it was something else."""
    result = any("_resultat_" in response_of(said) for said in last_answers(tracker))
    memory = tracker.get_slot(MEMORY) or {}
    return CALCULATIONS.get(memory.get("objet", "")) if result else None


def picked(dispatcher: CollectingDispatcher, tracker: Tracker, option: int) -> Optional[Events]:
    """« la deuxième » after a result that holds several trainings: that one alone."""
    memory = tracker.get_slot(MEMORY) or {}
    calculation = CALCULATIONS.get(memory.get("objet", ""))
    return calculation and calculation.picked(dispatcher, option, memory)


def correct_last(dispatcher: CollectingDispatcher, tracker: Tracker) -> Optional[Events]:
    """Do the last calculation again with the values of this turn; None if it brings none."""
    last = deadline_memory(tracker)
    others = [tracker.get_slot(f"calcul_{key}") or {} for key in CALCULATIONS]
    results = [last, *(each for each in others if each.get("objet") != last.get("objet"))]
    if any(Turn.of(tracker).values(each) for each in COUNTED):  # a sum's, whatever was told since
        results.sort(key=lambda memory: memory.get("objet") != "frais")
    for memory in results:
        calculation = CALCULATIONS.get(memory.get("objet", ""))
        done = calculation.corrected(dispatcher, Turn.of(tracker), memory) if calculation else None
        if calculation and done is not None:
            if just_calculated(tracker):
                verdicts.shortened(dispatcher, tracker.get_slot(MEMORY) or {}, done)
            return [*done, *_moved_with(tracker, calculation.day, memory, done)]
    return None


def _moved_with(tracker: Tracker, slot: str, memory: Dict[str, Any], done: Events) -> Events:
    """The other results of the same day, which moves with it: a training whose day is changed in
    a sum has that new day in its deadline too."""
    made: Dict[str, Any] = next((e["value"] for e in done if e.get("name") == MEMORY), {})
    before, now = memory.get(slot), made.get(slot)
    if not before or not now or before == now or len(now) != len(before):
        return []
    moved: Events = []
    for key, other in CALCULATIONS.items():
        held = tracker.get_slot(f"calcul_{key}") or {}
        if key != made.get("objet") and other.day and held.get(other.day) == before:
            moved.append(SlotSet(f"calcul_{key}", {**held, other.day: now}))
    return moved


def deadline_memory(tracker: Tracker) -> Dict[str, Any]:
    """The last result, with how the identity now stands, by what was said last of it."""
    last = tracker.get_slot(MEMORY) or {}
    way = telling.identity(tracker) if last.get("objet") == "date_limite" else ""
    return {**last, telling.IDENTITY: way} if way else last
