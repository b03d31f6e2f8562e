"""Which training a message speaks of, after a result: « et la deuxième ? », « repoussée d'une
semaine », « celle du 2 février »; and of which month its steps are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, today
from actions.calculations.deadline_answers import STEPS
from actions.calculations.enrolments import verdicts
from actions.calculations.enrolments.verdicts import SAID
from actions.forms.days import ANSWERED, LATELY
from actions.forms.turns import asks
from assistant.nlu.entities.date_roles import COUNCIL, ENROLMENT
from assistant.nlu.entities.week import weekday_said
from dife.days import WEEKDAYS, Day, add_months, real_day
from dife.said import enrolments as said_so
from dife.text import bare, fold

TRAININGS = "formations"  # beside the slots of a result: the trainings spoken of, in order
KEY, START = "date_limite", "date_formation"
MOST = 4  # trainings that a talk compares
SHORT = 5  # words of a day said alone
_CORRECTED = re.compile(r"\b(?:non|plutot|pardon|finalement|au lieu|erreur|correction)\b")
# « j'ai demandé le 14 », « reçue le 14 »: done, and not supposed.
_DONE = re.compile(
    r"\b(?:ai|as|a|avons|avez|ont|ete|suis|est|sont|deja|hier|recue?s?|depuis)\b[^.;?!]*$"
)


_ANOTHER = re.compile(
    r"\b(?:une|l|d une|pour) autre(?: (?:formation|session|stage|fois))?\b"
    r"(?! (?:date|demande|jour))"
)


def moves(turn: Turn, day: Day, held: dict[str, Any]) -> bool:
    """Whether a day said after a result is the training's, moved: « et si c'est le 15 ? », where it
    is no day of the step that was told: after the training, or far nearer to it."""
    start, text = held.get(START), bare(turn.text)
    steps = [held[slot] for slot in STEPS if held.get(slot)]
    if not start or not steps or len(day.iso) != 10 or another(fold(turn.text)):
        return False
    if said_so.OF_STEP.search(text):
        return False
    if said_so.moves_to(text) or turn.days("formation") or day.iso >= start:
        return bool(said_so.moves_to(text)) or day.iso >= start
    said, first = date.fromisoformat(day.iso), date.fromisoformat(start)
    return all(abs(said - first) * 3 <= abs(said - date.fromisoformat(step)) for step in steps)


def moved_to(day: Day, held: dict[str, Any]) -> dict[str, Any]:
    """The training on that day, its steps being as they were."""
    return {**_steps_held(held), START: day}


def _steps_held(held: dict[str, Any]) -> dict[str, Any]:
    """The steps told, for another day of the training: not when one would validate, once the
    organisme has answered, since that day has its verdict."""
    known = {slot: held[slot] for slot in STEPS if held.get(slot)}
    if any(held.get(slot) for slot in ANSWERED):
        known.pop("date_validation", None)
    return known


def day_alone(turn: Turn) -> bool:
    """« le 3 février »: a day to come and nothing else, which is a training's."""
    days = [day.iso for day in turn.days(None)]
    whole = len(days) == 1 and len(days[0]) == 10 and days[0] > today().isoformat()
    short = len(turn.text.split()) <= SHORT and not asks(turn.text)
    figure = any(map(str.isdigit, turn.text))  # « mardi » may be of anything
    return whole and short and figure and len(turn.entities) == 1


def told_before(turns: list[Turn]) -> dict[str, Any]:
    """The first day said of a training in one of these messages, the latest first; and the day of
    an answer of the organisme, told in one that was of something else."""
    told: dict[str, Any] = {}
    for turn in turns:
        days = [day.iso for day in turn.days("formation", None)]
        whole = len(days) == 1 and len(days[0]) == 10 and days[0] > today().isoformat()
        if whole and START not in told and said_so.TRAINING.search(bare(turn.text)):
            told[START] = days[0]
        for slot in ANSWERED:
            past = [day.iso for day in turn.days(STEPS[slot][0]) if _lately(day)]
            if past and not any(each in told for each in ANSWERED):
                told[slot] = past[-1]
    return told


def _lately(day: Day) -> bool:
    now = today()
    return len(day.iso) == 10 and (now - LATELY).isoformat() <= day.iso <= now.isoformat()


def another(folded: str) -> bool:
    """« et pour une autre le 3 mars »: another training, whatever step was spoken of."""
    return bool(_ANOTHER.search(folded))


def trainings(memory: dict[str, Any]) -> list[str]:
    """The first days of the trainings spoken of, in the order in which they were said."""
    told = [memory.get(START), *(memory.get("autres_formations") or ())]
    return list(memory.get(TRAININGS) or filter(None, told))


def about(turn: Turn, memory: dict[str, Any]) -> tuple[Turn, dict[str, Any]]:
    """The turn with the training that it names or moves, and its steps in their month; and the
    last result, that training moved in it."""
    known, current, text = trainings(memory), memory.get(START) or "", bare(turn.text)
    said = [day for day in turn.days("formation", None) if len(day.iso) == 10]
    place = said_so.which(text, known, current)
    place = _in_month(turn, known) if place is None else place
    base = known[place] if place is not None else current
    after = said_so.moved(text, date.fromisoformat(base)) if base and not said else None
    steps = turn.days(*ENROLMENT)
    named = place is not None or any(day.iso in known for day in said)
    if after and not turn.days(COUNCIL):
        turn = _with(turn, START, after.isoformat())
        memory = {**memory, TRAININGS: [after.isoformat() if d == base else d for d in known]}
    elif place is not None and not said:
        turn = _with(turn, START, base)
    elif said and place is not None and said_so.moves_to(text):
        new = said[-1].iso
        memory = {**memory, TRAININGS: [new if d == base else d for d in known]}
    keeps = said_so.KEEPS.search(text) or said_so.VERDICT.search(text)
    supposed = said_so.moves_to(text) or said_so.SUPPOSES.search(text)
    supposed = supposed or _CORRECTED.search(fold(turn.text))
    shifted = said and supposed and not another(fold(turn.text))
    if not steps and current and (after or shifted or named and keeps):
        for slot, day in _steps_held(memory).items():
            turn = _with(turn, slot, day)
    told = turn.days("formation", None)
    start = told[-1].iso if told and len(told[-1].iso) == 10 else current
    return with_answer(in_order(turn, start), memory), memory


def _in_month(turn: Turn, known: list[str]) -> int | None:
    """The place of the one training in the month said: « revenons à mars »."""
    months = [day.iso for day in turn.days("formation", None) if len(day.iso) == 7]
    places = [n for n, day in enumerate(known) if months and day.startswith(months[-1])]
    return places[0] if len(places) == 1 else None


def asked_again(turn: Turn, memory: dict[str, Any]) -> dict[str, Any] | None:
    """What the last days, asked for again, are said from: « le premier jour possible ? » is counted
    from the step told, whatever training it was told for."""
    folded = fold(turn.text)
    soonest = said_so.SOONEST_AGAIN.search(folded)
    if turn.days() or not (soonest or said_so.AGAIN.search(folded)):
        return None
    stepped = any(memory.get(slot) for slot in STEPS)
    held = {key: value for key, value in memory.items() if key != "objet"}
    if memory.get(START) and said_so.OF_REQUEST.search(folded):
        return {**held, **dict.fromkeys(STEPS)}  # the line that a verdict does not say
    return {**held, START: None} if soonest and stepped else held


def with_answer(turn: Turn, memory: dict[str, Any]) -> Turn:
    """« si je réponds seulement vendredi ? »: to the answer that the last result spoke of."""
    days = turn.days(*ENROLMENT)
    told = turn.days("validation")
    slot = next((each for each in ANSWERED if memory.get(each)), None)
    if not slot or len(days) != 1 or not told or turn.days("formation"):
        return turn
    if not max(memory[slot], today().isoformat()) <= told[-1].iso:
        return turn
    turn = _with(turn, slot, memory[slot])
    return _with(turn, START, memory[START]) if memory.get(START) else turn


def in_order(turn: Turn, start: str) -> Turn:
    """« demandé le 14 et accepté le 15 »: a step said without its month comes after the request
    and before the training."""
    found, asked = [], ""
    for each in turn.entities:
        if each["entity"] == "date" and each.get("role") in ENROLMENT:
            each = _placed(turn, each, start, asked)
            asked = each["value"] if each["role"] == "demande" else asked
        found.append(each)
    return replace(turn, entities=tuple(found))


def _placed(turn: Turn, said: dict[str, Any], start: str, asked: str) -> dict[str, Any]:
    if said.get("mois_dit", True) or len(str(said["value"])) != 10 or not (start or asked):
        return said
    read, text, now = date.fromisoformat(said["value"]), bare(turn.text), today()
    begins = said.get("start", 0)
    weekday = weekday_said(text, begins, said.get("end", 0))[0]
    if weekday == WEEKDAYS[read.weekday()] or read < now and _DONE.search(text[:begins]):
        return said
    first = date.fromisoformat(asked) if asked else now
    months = (add_months(first.year, first.month, shift) for shift in range(12))
    days = [day for each in months if (day := real_day(*each, read.day)) and day >= first]
    before = [day for day in days if start and day.isoformat() < start]
    if not asked and not before:
        return said
    day = days[0] if asked else before[-1]
    wrong = weekday and weekday != WEEKDAYS[day.weekday()]
    placed = {**said, "value": day.isoformat(), "mois_dit": True}
    placed.pop("jour_dit", None)
    return {**placed, "jour_dit": weekday} if wrong else placed


def followed(
    dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any], events: Events
) -> Events:
    """A result made: « Oui » or « Non » where it is asked, and what it remembers of the talk."""
    verdicts.say(dispatcher, turn)
    for event in events:
        made = event.get("value")
        if isinstance(made, dict) and made.get("objet") == KEY and "jours" not in made:
            event["value"] = remembered(made, memory, turn)
    return events


def remembered(made: dict[str, Any], memory: dict[str, Any], turn: Turn) -> dict[str, Any]:
    """The result made, with the trainings spoken of before it."""
    if last := verdicts.told_last(made, memory, turn):
        made = {**made, SAID: last}
    known, new = trainings(memory), trainings({**made, TRAININGS: None})
    current = memory.get(START)
    if len(new) > 1:
        known = new
    elif new and new[0] not in known:
        corrects = _CORRECTED.search(fold(turn.text)) and current in known
        known = [new[0] if day == current else day for day in known] if corrects else known + new
    return {**made, TRAININGS: known[-MOST:]} if len(known) > 1 else made


def _with(turn: Turn, slot: str, day: str) -> Turn:
    role = STEPS[slot][0] if slot in STEPS else "formation"
    told = {"entity": "date", "role": role, "value": day, "annee_dite": True, "mois_dit": True}
    return replace(turn, entities=(*turn.entities, told))
