"""Travel and subsistence allowances: `calculer_frais`."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from actions.calculations import allowances_answers as answers
from actions.calculations import counts, relative, stays
from actions.calculations.allowances_answers import AskDistance, AskStays
from actions.calculations.allowances_dates import check_day, first_day, month_held, redated
from actions.calculations.allowances_places import (
    answered_place,
    check_place,
    either,
    exchanged,
    lodging,
    only_a_night,
    picked,
)
from actions.calculations.base import Compute
from actions.calculations.changing import car, corrections, meals, several, towns
from actions.calculations.changing.changed import ChangedSum
from actions.calculations.changing.nights import by_bounds, told
from actions.forms.refusals import MANY, Refusal
from actions.forms.turns import last_answers, response_of, said_since
from assistant.dialogue.slots import of_form
from dife.places import Place
from dife.said import offered, people, trips
from dife.said.changes import CORRECTS
from dife.text import bare

__all__ = ["AllowancesForm", "AskDistance", "AskStays", "ComputeAllowances"]
LIMITS = {"nuits": 60, "repas": 120, "repas_offerts": 120, "kilometres": 5000, "chevaux": 50}
REFUSED = {"nuits": "utter_nuits_invalides", "kilometres": "utter_kilometres_invalides"}
REFUSED |= {"chevaux": "utter_aide_chevaux"}
DOUBTED = (MANY, "utter_repas_trop", "utter_nuits_trop")  # « non » is then no zero
REMOTE = re.compile(r"\b(visio\w*|distanciel\w*|[àa] distance|en ligne|webinaire\w*)\b", re.I)


class AllowancesForm(ChangedSum):
    key, day, results = "frais", "date_frais", "resultat_frais"
    form, intent, slots = "frais_form", "calculer_frais", of_form("frais_form")
    carried = ("mois_frais",)
    remembered = ("commune", "date_frais")
    entities = {"date_frais": ("date", None)}

    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        if not partly and (CORRECTS.match(bare(turn.text)) or relative.change(turn)):
            return False  # « non, 3 nuits, 5 repas »: what else was said stays
        enough = any if partly else all
        return enough(turn.values(name) for name in ("nuits", "repas"))

    def required(self, values: dict[str, Any]) -> tuple[str, ...]:
        if values.get("a_distance"):
            return ()
        towns_told = isinstance(values.get("commune"), list) and values.get("nuits") != 0
        asked = ["sejours" if towns_told else "nuits", "repas"]
        if values.get("nuits") != 0:  # the meal rate is the same everywhere
            asked.append("commune")
        if values.get("mois_frais") is not None:  # "": a button asks the day again
            asked.append("date_frais")
        if values.get("kilometres"):
            asked.append("kilometres" if self.half_told(values) else "chevaux")
        return tuple(asked)

    def half_told(self, values: dict[str, Any]) -> bool:
        """Whether the way back, or the whole, is to be asked: {"aller": 340}."""
        return isinstance(values.get("kilometres"), dict)

    def missing(self, values: dict[str, Any]) -> str | None:
        waits = {"kilometres"} if self.half_told(values) else set()
        required = self.required(values)
        return next((s for s in required if s in waits or values.get(s) is None), None)

    def shown(self, name: str, values: dict[str, Any]) -> str:
        if name == "kilometres" and self.half_told(values):
            return f"{values[name].get('aller', '')} à l'aller"
        return super().shown(name, values)

    def told_of(self, turn: Turn, held: dict[str, Any]) -> Turn:
        """The turn whose « une nuit de plus », « pas Nantes, Nanterre » tell a value."""
        if stays.unfinished(held.get("sejours")):
            held = {**held, "sejours": None}
        turn = by_bounds(told(meals.paid(several.first_told(turn)[0]), held))
        return redated(towns.worked_out(exchanged(turn, held), held), held)

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        turn = lodging(self.told_of(turn, values))
        said: dict[str, Any] = {name: counts.count(name, turn, requested) for name in LIMITS}
        said["kilometres"] = relative.distance(turn, requested, values)
        said["chevaux"] = trips.vehicle(bare(turn.text)) or said["chevaux"]
        said["commune"] = turn.place()
        said["date_frais"] = first_day(turn.days(), month_held(values))
        if requested == "commune" and only_a_night(turn):
            said["nuits"] = None  # « je passe la nuit à Lille » counts nothing
        said["a_distance"] = True if REMOTE.search(turn.text) else None
        said["train"] = relative.by_train(turn)
        if requested in ("nuits", "repas") and said[requested] is None:
            bare_no = turn.intent == "nier" and not any(v is not None for v in said.values())
            said[requested] = 0 if bare_no else None
        if isinstance(said["repas"], counts.OfferedAlone):
            said["repas_offerts"] = None
        elif requested == "repas" and said["repas"] is not None and values.get("repas_offerts"):
            # Those to pay were asked: the ones offered, said before, are not among them.
            said["repas_offerts"] = said["repas_offerts"] or 0
        if requested == "commune" and not any(v is not None for v in said.values()):
            said["commune"] = answered_place(turn)
        said |= self.read_towns(turn, requested, values)
        if one_of := either(turn):
            said |= {"commune": one_of, "sejours": None}
        return {slot: value for slot, value in said.items() if value is not None}

    def states(self, turn: Turn, requested: str) -> bool:
        counted = any(turn.values(name) for name in LIMITS) and not self.of_rules(turn)
        says = counts.says(turn, requested) or offered.speaks(bare(turn.text))
        return super().states(turn, requested) or says or counted

    def stated(self, turns: list[Turn]) -> dict[str, Any]:
        return relative.stated(self, turns)

    def confirmed(self, tracker: Tracker, turn: Turn) -> Turn | None:
        return picked(turn, tracker) or super().confirmed(tracker, turn)

    def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        turn: Turn,
        values: dict[str, Any],
    ) -> Events:
        """A number of persons alone is no answer: it is noted, and said with the sum."""
        requested = tracker.get_slot("requested_slot")
        count = people.told(bare(turn.text)) if requested in ("nuits", "repas", "commune") else None
        if count and not self.read(turn, requested, values):
            dispatcher.utter_message(response="utter_frais_personnes", personnes=str(count))
            return self.request(requested, values, tracker)
        return super().answer(dispatcher, tracker, turn, values)

    def denied(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, values: dict[str, Any]
    ) -> Events | None:
        doubted = any(response_of(each) in DOUBTED for each in last_answers(tracker))
        if doubted and not Turn.of(tracker).has_values:
            requested = tracker.get_slot("requested_slot")
            return self.request(requested, values, tracker)
        return super().denied(dispatcher, tracker, values)

    def read_towns(
        self, turn: Turn, requested: str | None, values: dict[str, Any]
    ) -> dict[str, Any]:
        """The stays of a message that names several towns; empty where it names one."""
        asked = values.get("commune")
        found: stays.Stays = turn.value("sejours") or stays.read_stays(turn)
        if not found and requested == "sejours" and isinstance(asked, list):
            found = stays.answered(turn, asked, values.get("nuits"))
        if found:
            known = {} if stays.pending(found) else {"nuits": None}
            # Its own first day: « le 4 » of a second stay may have been read as a day before.
            first = {"date_frais": found[0]["date"]} if found[0].get("date") else {}
            return {"sejours": found, "commune": None, **known, **first}
        if requested == "sejours" and len(turn.values("commune")) > 1:
            return {"commune": None}  # not told for each: asked again
        place = stays.counted_town(turn)
        return {"commune": place} if place else {}

    def brings_values(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> bool:
        if values.get("kilometres") and relative.replaces_car(turn):
            return True  # « laissez tomber la moto, sans les km »: the rest goes on
        if self.called_for(turn) or turn.values("nuits") and stays.read_stays(turn):
            return True  # a whole stay, whatever is asked beside it
        return super().brings_values(turn, requested, values) or counts.answers(turn, requested)

    def together(
        self,
        said: dict[str, Any],
        values: dict[str, Any],
        refused: dict[str, Refusal],
        sure: bool,
    ) -> list[tuple[str, Refusal]]:
        """Towns whose nights are to be asked wait in `commune`, as a list."""
        if stays.pending(said.get("sejours")):
            stays.ask_each(values, said["sejours"])
        elif "sejours" in said and "sejours" not in refused:
            values["nuits"] = stays.total(values["sejours"])
            whole = not stays.unfinished(values["sejours"])
            values["commune"] = values["sejours"][0]["commune"] if whole else None
        elif "commune" in said:
            stays.complete(values)
        elif "nuits" in said:
            stays.spread(values)
        return counts.impossible(said, values, sure)

    def begun(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, held: dict[str, Any]
    ) -> dict[str, Any]:
        """A distance and a car told alone are the whole sum."""
        values = super().begun(dispatcher, tracker, turn, held)
        return values | car.alone(turn, values)

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if isinstance(value, counts.Open):
            raise value.refusal()
        if slot == "kilometres" and isinstance(value, dict):
            self.check(slot, value.get("aller") or 0, values)
        elif slot in LIMITS and value not in trips.VEHICLES:
            value = int(value) if str(value).isdigit() else value
            if not isinstance(value, int) or not 0 <= value <= LIMITS[slot]:
                raise Refusal(REFUSED.get(slot, "utter_repas_invalides"))
        elif slot == "commune":
            return check_place(value, values.get("nuits"))
        elif slot == "sejours" and not stays.pending(value):
            for each in value:
                if each["commune"]:
                    check_place(Place.from_json(each["commune"]), each["nuits"])
        elif slot == "date_frais":
            check_day(value, values)
        return value

    def as_entities(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        asked = values.get("commune")
        if not isinstance(asked, list):
            return super().as_entities(values)
        others = super().as_entities({**values, "commune": None})
        return [*others, *(self.as_entity("commune", town) for town in asked)]

    def as_entity(self, slot: str, value: Any) -> dict[str, Any]:
        if slot == "commune":
            return {"entity": slot, "value": value["said"], "lieu": value}
        return super().as_entity(slot, value)

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        if values.get("a_distance"):
            dispatcher.utter_message(response="utter_frais_a_distance")
            return self.freed(values)
        answers.tell(dispatcher, values)  # a rate unknown: « et en 2022 ? » may follow
        return self.done(values)


class ComputeAllowances(Compute):
    calculation = AllowancesForm()

    def name(self) -> str:
        return "action_calculer_frais"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        events, last = super().act(dispatcher, tracker), tracker.get_slot("calcul_frais") or {}
        corrections.keep_away(events, last)
        turns = [*said_since(tracker, self.calculation.results)[::-1], Turn.of(tracker)]
        said = [several.first_told(each)[0].text for each in turns]
        corrections.say_besides(dispatcher, said, events, last)
        several.say_second(dispatcher, turns[-1])
        return events
