"""Travel and subsistence allowances: `calculer_frais`."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, facts, table, today
from actions.calculations.base import Calculation, Compute
from actions.forms.refusals import Refusal
from assistant.dialogue.slots import of_form
from dife.allowances import AllowanceRequest, Allowances, Line, compute_allowances
from dife.days import Day, month_bounds
from dife.facts.model import ReferenceNotFound
from dife.places import NotAPlace, Place
from dife.wording import format_date, format_euros, plural

LIMITS = {"nuits": 60, "repas": 120, "repas_offerts": 120, "kilometres": 5000, "chevaux": 50}
REFUSED = {"nuits": "utter_nuits_invalides", "chevaux": "utter_aide_chevaux"}
# A figure that counts something else than nights, meals or horsepower: an hour, people.
OTHER_UNIT = re.compile(
    r"\d ?(?:h|heures?|mn|minutes?|ans?|€|euros?|%)(?![^\W_])"
    r"|\b(?:on (?:est|sera|part)|sommes|serons)\b"
    r"|\b(?:personnes?|[ée]lue?s?|coll[èe]gues?|participante?s?|adjointe?s?|chambres?)\b",
    re.I,
)
REMOTE = re.compile(r"\b(visio\w*|distanciel\w*|[àa] distance|en ligne|webinaire\w*)\b", re.I)
PLACE = re.compile(r"(?:[^\W_][\w'’.()-]*[ ,]*){1,7}")  # some words or a postcode, no question
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?k?", re.I)  # « -3 » and « 12k » are read to be refused
ZONES = {
    "paris": "tarif de Paris",
    "grande_ville_ou_mgp": "tarif des grandes villes et de la métropole du Grand Paris",
    "base": "tarif de base",
    "outre_mer": "tarif d'outre-mer",
}
NOUNS = {"nuit": "nuit", "repas": "repas", "kilometres": "kilomètre"}


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
        asked = ["nuits", "repas"]
        if values.get("nuits") != 0:  # the meal rate is the same everywhere
            asked.append("commune")
        if values.get("mois_frais"):
            asked.append("date_frais")
        if values.get("kilometres"):
            asked.append("chevaux")
        return tuple(asked)

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = {name: turn.value(name) for name in LIMITS}
        said["commune"] = turn.place()
        said["date_frais"] = first_day(turn.days(), values.get("mois_frais"))
        if REMOTE.search(turn.text):
            said["a_distance"] = True
        if requested in ("nuits", "repas", "chevaux") and said[requested] is None:
            counted = not turn.entities and not OTHER_UNIT.search(turn.text)
            figure = NUMBER.search(turn.text) if counted else None
            said[requested] = figure.group() if figure else turn.value("nombre")
            bare_no = turn.intent == "nier" and not any(v is not None for v in said.values())
            if bare_no and requested != "chevaux":
                said[requested] = 0
        if requested == "commune" and not any(v is not None for v in said.values()):
            said["commune"] = answered_place(turn)
        return {slot: value for slot, value in said.items() if value is not None}

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if slot in LIMITS:
            value = int(value) if str(value).isdigit() else value
            if not isinstance(value, int) or not 0 <= value <= LIMITS[slot]:
                raise Refusal(REFUSED.get(slot, "utter_repas_invalides"))
        elif slot == "commune":
            return check_place(value, values.get("nuits"))
        elif slot == "date_frais":
            check_day(value, values)
        return value

    def as_entity(self, slot: str, value: Any) -> dict[str, Any]:
        if slot == "commune":
            return {"entity": slot, "value": value["said"], "lieu": value}
        return super().as_entity(slot, value)

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        if values.get("a_distance"):
            dispatcher.utter_message(response="utter_frais_a_distance")
            return self.freed(values)
        day, shown = retained_day(values.get("date_frais"))
        place = Place.from_json(values["commune"]) if values.get("nuits") else None
        try:
            result = estimate(values, place, day)
        except ReferenceNotFound:
            dispatcher.utter_message(response="utter_tarif_inconnu", date_retenue=shown)
            return self.freed(values)
        say(dispatcher, result, place, shown)
        say_guide(dispatcher, values, place, day)
        return self.done(values)


class ComputeAllowances(Compute):
    calculation = AllowancesForm()

    def name(self) -> str:
        return "action_calculer_frais"


def answered_place(turn: Turn) -> Place | str | None:
    """The place that the whole answer names; the answer itself where it names none."""
    written = turn.text.strip(" .!,")
    if not PLACE.fullmatch(written) or any(e["entity"] != "nombre" for e in turn.entities):
        return None
    try:
        return facts().places.find(written)
    except NotAPlace:
        return written


def check_place(place: Place | str, nights: int | None) -> dict[str, Any]:
    """The place as a slot keeps it.

    A name that several communes share is asked about, a likely slip too; what is unknown in
    France is refused.
    """
    if isinstance(place, str):
        raise Refusal("utter_commune_illisible")
    if place.choices and nights != 0:
        buttons = [{"title": c.label, "payload": c.label} for c in place.choices]
        likely = " ou ".join(c.label for c in place.choices)
        if place.proposed:
            raise Refusal("utter_commune_proposee", buttons, commune=place.nom, probable=likely)
        raise Refusal("utter_commune_ambigue", buttons, commune=place.nom)
    if place.zone == "inconnue" and nights != 0:
        raise Refusal("utter_commune_inconnue", commune=place.nom)
    return place.as_json()


def check_day(value: str, values: dict[str, Any]) -> None:
    """Refuse a day that does not exist, or a month in which the rates change."""
    if len(value) == 7:
        start, end = month_bounds(value)
        if any(
            facts().value(key, start) != facts().value(key, end)
            for key in ("indemnite_repas", "nuit_base")
        ):
            values["mois_frais"] = value
            raise Refusal("utter_mois_ambigu")
        return
    try:
        date.fromisoformat(value)
    except ValueError:
        raise Refusal("utter_date_illisible") from None


def first_day(days: list[Day], month: str | None) -> str | None:
    """First day said, in ISO form; what « le 15 » leaves out is taken from a month said before."""
    return min((day.within(month) if month else day.iso for day in days), default=None)


def estimate(values: dict[str, Any], place: Place | None, day: date) -> Allowances:
    """The allowances for these slots, at the rates of a day."""
    request = AllowanceRequest(
        nights=values.get("nuits") or 0,
        meals=values.get("repas") or 0,
        zone=place.zone if place else "base",
        day=day,
        free_meals=values.get("repas_offerts") or 0,
        kilometres=values.get("kilometres"),
        fiscal_power=values.get("chevaux"),
    )
    return compute_allowances(request, facts())


def say(
    dispatcher: CollectingDispatcher, result: Allowances, place: Place | None, shown: str
) -> None:
    """The total, line by line, with the place and the day that it was made for."""
    dispatcher.utter_message(
        response="utter_resultat_frais",
        total=format_euros(result.total),
        detail=working(result, dated=True),
        lieu=f"{place.label} ({ZONES[place.zone]})" if place else "sans nuit, aucun lieu",
        date_retenue=shown,
        source=" ; ".join(dict.fromkeys(line.row.source for line in result.lines)) or "sans objet",
        json_message=table(
            "Le calcul, ligne par ligne",
            ("Dépense", "Tarif", "Montant"),
            [
                (
                    plural(line.quantity, NOUNS[line.kind]),
                    f"{format_euros(line.rate)}{since(line)}",
                    format_euros(line.amount),
                )
                for line in result.lines
            ],
            ("Total", "", format_euros(result.total)),
        ),
    )


def say_guide(
    dispatcher: CollectingDispatcher, values: dict[str, Any], place: Place | None, day: date
) -> None:
    """What the printed guide would give, where it differs; it tells nothing of the car nor of
    overseas."""
    guide_day, stay = facts().day("date_guide", today()), {**values, "kilometres": None}
    try:
        printed = estimate(stay, place, guide_day)
    except ReferenceNotFound:
        return
    if day > guide_day and printed.total != estimate(stay, place, day).total:
        dispatcher.utter_message(
            response="utter_resultat_frais_guide",
            detail_guide=f"{working(printed)}\nsoit {format_euros(printed.total)}.",
        )


def retained_day(said: str | None) -> tuple[date, str]:
    """The day whose rates apply, and how to say it."""
    if not said:
        return today(), f"aujourd'hui, {format_date(today(), weekday=True)}"
    if len(said) == 7:
        day = month_bounds(said)[0]
        return day, format_date(day).split(" ", 1)[1]
    day = date.fromisoformat(said)
    return day, format_date(day, weekday=True)


def since(line: Line) -> str:
    return f" (tarif depuis le {format_date(line.row.du)})" if line.row.du else ""


def working(result: Allowances, dated: bool = False) -> str:
    """One line a rate: « - 2 nuits × 120 € = 240 € (tarif depuis le 22 septembre 2023) »."""
    lines = []
    for line in result.lines:
        text = (
            f"- {plural(line.quantity, NOUNS[line.kind])} × {format_euros(line.rate)}"
            f" = {format_euros(line.amount)}"
        )
        lines.append(text + since(line) * dated)
    return "\n".join(lines) or "- rien à compter"
