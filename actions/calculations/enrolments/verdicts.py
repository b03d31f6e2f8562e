"""Yes or no, before the days: « c'est jouable ? », « c'est bien le 2 décembre ? », « le conseil est
le 18 »."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, facts, today
from actions.calculations.deadline_answers import STEPS, TOLD_WITH_VERDICT, days_of
from assistant.dialogue.slots import MEMORY
from assistant.nlu.entities.date_roles import ABSENCE, COUNCIL, OTHER
from dife.days import is_working_day
from dife.deadlines import last_validation, latest_days
from dife.said import enrolments as said_so
from dife.text import bare
from dife.wording import full_date

SAID = "dit"  # beside the slots of a result: the one told last, which « non, le 21 » corrects
_IN_TIME = {  # whether what each tells is in time
    **TOLD_WITH_VERDICT,
    "utter_resultat_date_redite": True,
    "utter_resultat_identite_tenue": True,
    "utter_resultat_identite_redite": True,
    "utter_resultat_identite_trop_tard": False,
    "utter_resultat_tout_fait": True,
    "utter_resultat_tout_fait_formation": True,
}
_AGAIN = {
    "utter_resultat_date_formation": "utter_resultat_date_redite",
    "utter_resultat_date_proche": "utter_resultat_date_redite",
    "utter_resultat_identite_tenue": "utter_resultat_identite_redite",
}
_DROPPED = {  # what the shorter words do not say
    "utter_resultat_date_redite": ("conseil",),
    "utter_resultat_identite_redite": ("verifiee", "acceptation"),
}
_ACTS = {
    "validation": "valider",
    "demande": "envoyer votre demande",
    "acceptation": "que l'organisme accepte",
}


def say(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Begin with « Oui » or « Non » where that was asked."""
    text = bare(turn.text)
    late = said_so.TOO_LATE.search(text)
    if not late and not said_so.IN_TIME.search(text):
        return
    for message in dispatcher.messages:
        possible = _IN_TIME.get(message.get("response") or "")
        if possible is not None:
            message["verdict"] = "Oui. " if possible != bool(late) else "Non. "


def shortened(dispatcher: CollectingDispatcher, memory: dict[str, Any], events: Events) -> None:
    """The same days, just told, are not told again whole: yes or no, then the last days."""
    made = next((e["value"] for e in events if e.get("name") == MEMORY), None)
    before, now = (
        {key: value for key, value in each.items() if value and key != SAID}
        for each in (memory, made or {})
    )
    if not now or now != before:
        return
    for message in dispatcher.messages:
        if message.get("response") in _AGAIN:
            message["response"] = _AGAIN[message["response"]]
            for name in _DROPPED[message["response"]]:
                message.pop(name, None)


def council(dispatcher: CollectingDispatcher, turn: Turn, values: dict[str, Any]) -> bool:
    """Say whether the council meets before the last day to validate, for a training."""
    met = [day for day in turn.days(COUNCIL) if len(day.iso) == 10]
    start = days_of(values)[0].get("formation")
    if not met or not start:
        return False
    days, day = latest_days(start, facts()), date.fromisoformat(met[-1].iso)
    last = last_validation(days.acceptance, facts(), start)
    if days.acceptance < today():
        return False
    response = "utter_resultat_conseil_avant" if day <= last else "utter_resultat_conseil_apres"
    said = {"conseil": day, "validation": last, "formation": start}
    dispatcher.utter_message(
        response=response, **{name: full_date(each) for name, each in said.items()}
    )
    return True


def on_calendar(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """« le 11 novembre était-il ouvré ? »: whether that day counts; False where none is asked."""
    days = [day for day in turn.days(OTHER) if len(day.iso) == 10]
    if not days or not said_so.WORKING_DAY.search(bare(turn.text)):
        return False
    day = date.fromisoformat(days[-1].iso)
    response = "utter_jour_ouvre" if is_working_day(day) else "utter_jour_non_ouvre"
    dispatcher.utter_message(response=response, jour=full_date(day))
    return True


def confirms(dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]) -> bool:
    """« c'est bien le 2 décembre, mon dernier jour pour valider ? »: whether it is."""
    text = bare(turn.text)
    days = [day for day in turn.days() if len(day.iso) == 10]
    asked = said_so.LAST_DAY.search(text) and said_so.IS_IT.search(text) or _restates(turn)
    if not asked or len(days) != 1 or turn.days("formation", ABSENCE) or "?" not in turn.text:
        return False
    known, _ = days_of(memory)
    act = _act(text, known)
    last = _limits(known).get(act)
    if not last:
        return False
    day = date.fromisoformat(days[0].iso)
    response = "utter_resultat_jour_confirme"
    if day != last:
        early = day < last
        response = "utter_resultat_jour_convient" if early else "utter_resultat_jour_depasse"
    dispatcher.utter_message(
        response=response, jour=full_date(day), acte=_ACTS[act], limite=full_date(last)
    )
    return True


def _restates(turn: Turn) -> bool:
    """« C'est-à-dire aujourd'hui ? »: nothing but the day, said again."""
    text = bare(turn.text)
    for each in turn.entities:
        if each["entity"] == "date" and "start" in each:
            text = text[: each["start"]] + " " * (each["end"] - each["start"]) + text[each["end"] :]
    found = said_so.RESTATES.fullmatch(text)
    return bool(found and found["says"])


def counting(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """« 10 jours et pas 11 ? et les fériés ? »: the rule; False where it is not asked."""
    if turn.days() or not said_so.COUNT.search(bare(turn.text)):
        return False
    dispatcher.utter_message(response="utter_compte_jours")
    return True


def _limits(known: dict[str, date]) -> dict[str, date]:
    """The last day of each act, from the days known by role."""
    start, found = known.get("formation"), {}
    answered = known.get("proposition") or known.get("acceptation")
    if start:
        days = latest_days(start, facts())
        found = {"demande": days.request, "acceptation": days.acceptance}
        answered = answered or days.acceptance
    if answered:
        found["validation"] = last_validation(answered, facts(), start)
    return found


def _act(text: str, known: dict[str, date]) -> str:
    if said_so.TO_ASK.search(text):
        return "demande"
    if said_so.TO_ACCEPT.search(text):
        return "acceptation"
    answered = "proposition" in known or "acceptation" in known
    return "validation" if answered or said_so.TO_VALIDATE.search(text) else "demande"


def told_last(made: dict[str, Any], memory: dict[str, Any], turn: Turn) -> str:
    """The slot told last: the one that this message changes, or whose day it says last."""
    slots = (*STEPS, "date_formation")
    changed = [slot for slot in slots if made.get(slot) and made[slot] != memory.get(slot)]
    if len(changed) == 1:
        return changed[0]
    said = [day.iso for day in turn.days()[-1:]]
    told = [slot for slot in slots if made.get(slot) in said]
    return told[0] if told else str(memory.get(SAID) or "")
