"""How a sum of allowances is taken up again: undone, put back, changed, or asked about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, press
from actions.calculations import relative
from actions.calculations.allowances_places import lodging
from actions.calculations.base import Calculation
from actions.calculations.changing import guide, several
from actions.calculations.changing.car import doubts_car
from assistant.dialogue import things
from assistant.dialogue.slots import MEMORY, of_form
from dife.said.changes import UNDO
from dife.text import bare

TRIP = ("kilometres", "chevaux")


def prepared(
    form: Calculation, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
) -> tuple[Events | None, Turn]:
    """What is done at once, or None and the turn whose values change the last sum."""
    before, back = memory.get("precedent"), relative.put_back(turn, memory)
    if UNDO.fullmatch(bare(turn.text)) and before:
        return form.made_again(dispatcher, form.recalled(before), memory), turn
    if not back and doubts_car(dispatcher, turn, relative.distance(turn, None, {})):
        return [], turn
    told = form.told_of(turn, memory)
    said = form.read(told, None, {})
    if back is not None:
        wanted = next((s for s, value in back.items() if value is None and s not in said), None)
        if wanted:
            return press({"payload": things.asking_again(form.intent, wanted)}), turn
        known = {s: v for s, v in back.items() if v is not None and s not in said}
        if not known and not said:  # « et les kilomètres ? », which are counted
            return form.calculate(dispatcher, form.recalled(memory)), turn
        return None, replace(told, entities=(*told.entities, *form.as_entities(known)))
    if _unread(lodging(told), said, memory):
        buttons = form.changes_offered(memory)
        dispatcher.utter_message(response="utter_frais_non_lu", buttons=buttons)
        return [], told
    return None, told


def _unread(turn: Turn, said: dict[str, Any], memory: dict[str, Any]) -> bool:
    """Whether a message would give the same sum, and names a town or a figure that is not in it:
    then what it changes was not read."""
    if not said or any(not _same(slot, value, memory) for slot, value in said.items()):
        return False
    stays = memory.get("sejours") or [{"commune": memory.get("commune")}]
    labels = {each["commune"]["label"] for each in stays if each["commune"]}
    towns = {each["lieu"]["label"] for each in turn.entities if "lieu" in each}
    text = bare(turn.text)
    for each in turn.entities:
        if "start" in each and each["entity"] != "nombre":
            text = f"{text[: each['start']]:<{each['end']}}{text[each['end'] :]}"
    held = " ".join(str(value) for value in memory.values())
    figures = [
        each for each in re.findall(r"(?<![\w:h])\d+(?![\w:]| ?c[cm])", text) if each not in held
    ]
    return bool(towns - labels or figures)


def _same(slot: str, value: Any, memory: dict[str, Any]) -> bool:
    held = memory.get(slot)
    if slot == "commune" and held:
        return bool(getattr(value, "label", None) == held.get("label"))
    return bool(held == value)


def continued(last: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The car of the last sum, for a stay told again: « deux nuits et 4 repas »."""
    place, held = now.get("commune"), (last.get("commune") or {"label": ""})["label"]
    elsewhere = "commune" in now and getattr(place, "label", None) != held
    told = {"nuits", "repas"} <= set(now) and not elsewhere and "sejours" not in now
    other_day = now.get("date_frais") not in (None, last.get("date_frais"))
    return {slot: last.get(slot) for slot in TRIP} if told and not other_day else {}


def keep_away(events: Events, last: dict[str, Any]) -> None:
    """Remember in a new sum what the last one had besides: « et les kilomètres ? »."""
    for event in events:
        made = event.get("value")
        if event.get("name") in (MEMORY, "calcul_frais") and isinstance(made, dict):
            away = {slot: last[slot] for slot in TRIP if last.get(slot) and not made.get(slot)}
            if away:
                event["value"] = {**made, "avant": {**(made.get("avant") or {}), **away}}


def with_before(
    dispatcher: CollectingDispatcher, text: str, events: Events | None, memory: dict[str, Any]
) -> Events | None:
    """The events of a new result, which remembers the one before: « enlevez-le », « remettez la
    nuit »; and for how many it is asked."""
    slots = of_form("frais_form")
    before = {slot: memory[slot] for slot in slots if memory.get(slot) is not None}
    names = {event.get("name") for event in events or []}
    for event in events or [] if "calcul_frais" in names else []:  # not where it was refused
        made = event.get("value")
        if event.get("name") in (MEMORY, "calcul_frais") and isinstance(made, dict):
            away = {slot: value for slot, value in before.items() if not made.get(slot)}
            kept = {**(memory.get("avant") or {}), **away}
            event["value"] = {**made, "precedent": before, "avant": kept}
    say_besides(dispatcher, [text], events or [], memory)
    return events


def say_besides(
    dispatcher: CollectingDispatcher, texts: list[str], events: Events, last: dict[str, Any]
) -> None:
    """What comes under a new sum: that of several persons, and the guide's for who quotes it,
    once. Both are remembered."""
    made = [e["value"] for e in events if e.get("name") in (MEMORY, "calcul_frais") and e["value"]]
    if not made or not any(event.get("name") == "calcul_frais" for event in events):
        return
    count = several.counted(texts, last.get("personnes"))
    several.say(dispatcher, made[-1], count)
    quoted = last.get("guide") or guide.told(dispatcher, texts, made[-1])
    for each in made:
        each |= {"personnes": count} if count and count > 1 else {}
        each |= {"guide": True} if quoted else {}
