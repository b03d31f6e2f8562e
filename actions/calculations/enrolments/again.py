"""« Non, le 21 », « et le 1er ? »: a day said again is of the step told last."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from actions.base import Turn
from actions.calculations.deadline_answers import STEPS
from actions.calculations.enrolments.thread import moves
from actions.calculations.enrolments.verdicts import SAID
from dife.days import WEEKDAYS, Day, add_months, real_day
from dife.said import enrolments as said_so
from dife.text import fold

_WEEKDAY = "|".join(WEEKDAYS)
_NOT_THAT_DAY = re.compile(
    rf"\bpas (?:le |un )?(?P<old>{_WEEKDAY})(?: mais| plutot| le| un)* (?P<new>{_WEEKDAY})(?! \d)"
)
_AGAIN = re.compile(  # « non, le 21 », « et le 1er ? », « ou le 16 plutôt »
    r"(?:(?:et|ou|mais|ah|euh|oh|bon|alors|enfin|non|pardon|plutot|finalement|en fait|c est|oups"
    r"|desolee?|erreur|correction|je (?:veux|voulais) dire|attendez)\b ?)+"
    r"(?!si\b|pour\b|une?\b)(?:le|la|du|au|\d|lundi|mardi|mercredi|jeudi|vendredi)"
)


def told_again(turn: Turn, memory: dict[str, Any]) -> Turn:
    """« enfin le 26 », « et le 1er ? »: the day of the step told last, in its month; « pas
    mercredi, jeudi »: that of the same week."""
    turn = _of_the_week(turn, memory.get(memory.get(SAID) or "date_formation"))
    slot, text = memory.get(SAID) or "", fold(turn.text)
    days = [each for each in turn.entities if each["entity"] == "date" and not each.get("ecarte")]
    if slot not in STEPS or not memory.get(slot) or len(days) != 1 or days[0].get("role"):
        return turn
    if not _AGAIN.match(text) or said_so.TRAINING.search(text) or said_so.moves_to(text):
        return turn
    step = days[0] if days[0].get("mois_dit", True) else _nearest(days[0], memory[slot])
    if moves(turn, Day(step["value"]), memory):
        return turn
    told = {**step, "role": STEPS[slot][0]}
    return replace(turn, entities=tuple(told if e is days[0] else e for e in turn.entities))


def _nearest(said: dict[str, Any], to: str) -> dict[str, Any]:
    """« le 26 »: the nearest such day to another one."""
    near, number = date.fromisoformat(to), date.fromisoformat(said["value"]).day
    months = (add_months(near.year, near.month, shift) for shift in (-1, 0, 1))
    found = [day for each in months if (day := real_day(*each, number))]
    day = min(found, key=lambda each: abs(each - near))
    return {**said, "value": day.isoformat(), "mois_dit": True}


def _of_the_week(turn: Turn, held: str | None) -> Turn:
    """The turn whose « jeudi », where the weekday of the day held is refused, is in its week."""
    found = _NOT_THAT_DAY.search(fold(turn.text))
    if not held or not found or len(turn.days()) != 1:
        return turn
    day = date.fromisoformat(held)
    if WEEKDAYS[day.weekday()] != found["old"]:
        return turn
    day += timedelta(days=WEEKDAYS.index(found["new"]) - day.weekday())
    meant = turn.days()[0].iso
    new = {"value": day.isoformat(), "annee_dite": True, "mois_dit": True}
    entities = ({**e, **new} if e["value"] == meant else e for e in turn.entities)
    return replace(turn, entities=tuple(entities))
