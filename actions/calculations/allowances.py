"""Travel and subsistence allowances: `calculer_frais`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, facts
from actions.calculations import allowances_answers as answers
from actions.calculations import counts, stays
from actions.calculations.allowances_answers import bounds
from actions.calculations.base import Calculation, Compute
from actions.forms import Refusal
from assistant.dialogue.slots import of_form
from dife.days import Day
from dife.facts.model import ReferenceNotFound
from dife.places import Place
from dife.text import bare
from dife.wording import plural

LIMITS = {"nuits": 60, "repas": 120, "repas_offerts": 120, "kilometres": 5000, "chevaux": 50}
REFUSED = {"nuits": "utter_nuits_invalides", "chevaux": "utter_aide_chevaux"}
REMOTE = re.compile(r"\b(visio\w*|distanciel\w*|[àa] distance|en ligne|webinaire\w*)\b", re.I)
PLACE = re.compile(r"(?:[^\W\d_][\w'’.-]*[ ,]*){1,6}")  # some words, no figure, no question
TRAIN = re.compile(r"(?<!pas en )(?<!sans )\b(?:train(?! de\b)|tgv|ter|intercites?|sncf)\b")
MOST_NIGHTS = 31  # of one training: more is a slip of the finger
RATES = ("indemnite_repas", "nuit_base", "nuit_grande_ville", "nuit_paris")


class AllowancesForm(Calculation):
    key, why = "frais", "frais_annexes"
    form, intent, slots = "frais_form", "calculer_frais", of_form("frais_form")
    carried = ("mois_frais",)
    entities = {"date_frais": ("date", None)}

    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        enough = any if partly else all
        return enough(turn.values(name) for name in ("nuits", "repas"))

    def required(self, values: dict[str, Any]) -> tuple[str, ...]:
        if values.get("a_distance"):
            return ()
        towns = isinstance(values.get("commune"), list) and values.get("nuits") != 0
        asked = ["sejours" if towns else "nuits", "repas"]
        if values.get("nuits") != 0:  # the meal rate is the same everywhere
            asked.append("commune")
        if values.get("mois_frais"):
            asked.append("date_frais")
        if values.get("kilometres"):
            asked.append("chevaux")
        return tuple(asked)

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        turn = worked_out(turn, values)
        said: dict[str, Any] = {name: counts.count(name, turn, requested) for name in LIMITS}
        said["commune"] = turn.place()
        said["date_frais"] = first_day(turn.days(), values.get("mois_frais"))
        if REMOTE.search(turn.text):
            said["a_distance"] = True
        if TRAIN.search(bare(turn.text)) or turn.value("train"):
            said["train"] = True
        if requested in ("nuits", "repas") and said[requested] is None:
            bare_no = turn.intent == "nier" and not any(v is not None for v in said.values())
            said[requested] = 0 if bare_no else None
        if isinstance(said["repas"], counts.OfferedAlone):
            said["repas_offerts"] = None
        elif requested == "repas" and said["repas"] is not None and values.get("repas_offerts"):
            # Those to pay were asked: the ones offered, said before, are not among them.
            said["repas_offerts"] = said["repas_offerts"] or 0
        written = turn.text.strip(" .!,")
        if requested == "commune" and said["commune"] is None and PLACE.fullmatch(written):
            said["commune"] = facts().places.find(written)  # a village that no list knows
        said |= self.read_towns(turn, requested, values)
        return {slot: value for slot, value in said.items() if value is not None}

    def read_towns(
        self, turn: Turn, requested: str | None, values: dict[str, Any]
    ) -> dict[str, Any]:
        """The stays of a message that names several towns; empty where it names one."""
        towns = values.get("commune")
        found: stays.Stays = turn.value("sejours") or stays.read_stays(turn)
        if not found and requested == "sejours" and isinstance(towns, list):
            found = stays.answered(turn, towns, values.get("nuits"))
        if found:
            known = {} if stays.pending(found) else {"nuits": None}
            return {"sejours": found, "commune": None, **known}
        place = stays.counted_town(turn)
        return {"commune": place} if place else {}

    def brings_values(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> bool:
        return super().brings_values(turn, requested, values) or counts.answers(turn, requested)

    def keep(
        self, dispatcher: CollectingDispatcher, said: dict[str, Any], values: dict[str, Any]
    ) -> dict[str, Refusal]:
        """Towns whose nights are to be asked wait in the slot `commune`, as a list."""
        asked = stays.pending(said.get("sejours"))
        taken = {slot: said[slot] for slot in said if not (asked and slot == "sejours")}
        refused = super().keep(dispatcher, taken, values)
        if asked:
            _ask_each(values, said["sejours"])
        elif "sejours" in said and "sejours" not in refused:
            values["nuits"] = stays.total(values["sejours"])
            values["commune"] = values["sejours"][0]["commune"]
        elif "commune" in said:
            values["sejours"] = None
        elif "nuits" in said:
            _spread(values)
        for slot, refusal in impossible(said, values):
            if slot not in refused:
                values[slot], refused[slot] = None, refusal
                dispatcher.utter_message(response=refusal.response, **refusal.markers)
        return refused

    def corrected(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> Events | None:
        return super().corrected(dispatcher, worked_out(turn, memory), memory)

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if isinstance(value, counts.Open):
            raise value.refusal()
        if slot in LIMITS:
            value = int(value) if str(value).isdigit() else value
            if not isinstance(value, int) or not 0 <= value <= LIMITS[slot]:
                raise Refusal(REFUSED.get(slot, "utter_repas_invalides"))
        elif slot == "commune":
            return check_place(value, values.get("nuits"))
        elif slot == "sejours":
            for each in value:
                check_place(Place.from_json(each["commune"]), each["nuits"])
        elif slot == "date_frais":
            check_day(value, values)
        return value

    def as_entities(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        towns = values.get("commune")
        if not isinstance(towns, list):
            return super().as_entities(values)
        others = super().as_entities({**values, "commune": None})
        return [*others, *(self.as_entity("commune", town) for town in towns)]

    def as_entity(self, slot: str, value: Any) -> dict[str, Any]:
        if slot == "commune":
            return {"entity": slot, "value": value["said"], "lieu": value}
        return super().as_entity(slot, value)

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        if values.get("a_distance"):
            dispatcher.utter_message(response="utter_frais_a_distance")
            return self.freed(values)
        if not answers.tell(dispatcher, values):
            return self.freed(values)
        return self.done(values)


class ComputeAllowances(Compute):
    calculation = AllowancesForm()

    def name(self) -> str:
        return "action_calculer_frais"


class AskStays(SafeAction):
    """Ask how many nights in each of the towns that were said."""

    def name(self) -> str:
        return "action_ask_sejours"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        towns = tracker.get_slot("commune")
        names = [town["label"] for town in towns] if isinstance(towns, list) else []
        asked = [f"combien de nuits à {name}" for name in names[:1]]
        asked += [f"combien à {name}" for name in names[1:]]
        dispatcher.utter_message(
            response="utter_ask_sejours",
            question=", et ".join(asked).capitalize() if asked else "Combien de nuits",
        )
        return []


def worked_out(turn: Turn, held: dict[str, Any]) -> Turn:
    """The turn whose « une nuit de plus » is worked out from the values held."""
    changed = counts.change(turn)
    if changed and changed[0] == "nuits" and (more := stays.with_more(turn, held, changed[1])):
        others = [e for e in turn.entities if e["entity"] not in ("nuits", "commune")]
        return replace(turn, entities=(*others, {"entity": "sejours", "value": more}))
    return counts.relative(turn, held)


def _ask_each(values: dict[str, Any], towns: stays.Stays) -> None:
    values["commune"] = [each["commune"] for each in towns]
    values["sejours"] = None


def _spread(values: dict[str, Any]) -> None:
    """Another number of nights, where they were passed in several towns: in which, is asked."""
    held, nights = values.get("sejours"), values.get("nuits")
    if nights == 0:
        values["sejours"] = None
        if isinstance(values.get("commune"), list):
            values["commune"] = None
    elif isinstance(held, list) and nights is not None and nights != stays.total(held):
        _ask_each(values, held)


def impossible(said: dict[str, Any], values: dict[str, Any]) -> list[tuple[str, Refusal]]:
    """What cannot be, of the values together, and the reason that is told."""
    nights, meals, offered = (values.get(slot) for slot in ("nuits", "repas", "repas_offerts"))
    found: list[tuple[str, Refusal]] = []
    if isinstance(nights, int) and nights > MOST_NIGHTS and {"nuits", "sejours"} & set(said):
        slot = "sejours" if values.get("sejours") else "nuits"
        found.append((slot, Refusal("utter_nuits_trop", nuits=plural(nights, "nuit"))))
    elif isinstance(meals, int) and isinstance(nights, int) and meals > counts.most_meals(nights):
        most = plural(counts.most_meals(nights), "repas")
        stay = plural(nights, "nuit") if nights else "un déplacement sans nuit"
        told = {"repas": plural(meals, "repas"), "sejour": stay, "maximum": most}
        found.append(("repas", Refusal("utter_repas_trop", **told)))
    elif isinstance(meals, int) and isinstance(offered, int) and offered > meals:
        told = {"repas": plural(meals, "repas"), "offerts": plural(offered, "repas offert")}
        found.append(("repas", Refusal("utter_repas_offerts_trop", **told)))
        values["repas_offerts"] = None
    return found


def check_place(place: Place, nights: int | None) -> dict[str, Any]:
    """The place as a slot keeps it; a name that several communes share is asked about."""
    if place.choices and nights != 0:
        raise Refusal(
            "utter_commune_ambigue",
            buttons=[{"title": c.label, "payload": c.label} for c in place.choices],
            commune=place.nom,
        )
    return place.as_json()


def check_day(value: str, values: dict[str, Any]) -> None:
    """Refuse a day that does not exist, or a month or a year in which the rates change."""
    if len(value) in (4, 7):
        try:
            start, end = bounds(value)
            changed = any(facts().value(key, start) != facts().value(key, end) for key in RATES)
        except ReferenceNotFound:
            return  # before what is known: said with the result
        except ValueError:
            raise Refusal("utter_date_illisible") from None
        if changed:
            values["mois_frais"] = value
            if len(value) == 4:
                raise Refusal("utter_annee_ambigue", annee=value)
            raise Refusal("utter_mois_ambigu")
        return
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Refusal("utter_date_illisible") from None


def first_day(days: list[Day], month: str | None) -> str | None:
    """First day said, in ISO form; what « le 15 » leaves out is taken from a month said before.

    « en mars » after a year takes that year.
    """
    return min((_within(day, month) for day in days), default=None)


def _within(day: Day, month: str | None) -> str:
    if not month or day.year_said:
        return day.iso
    if len(day.iso) == 7 or len(month) == 4:  # a month; or a day within a year, its month said
        return f"{month[:4]}{day.iso[4:]}"
    return day.within(month)
