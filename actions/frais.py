"""Travel and subsistence allowances: `calculer_frais`."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any, Dict, List, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, facts, table, today
from actions.forms import Refusal, ValidateForm
from assistant.dialogue.slots import of_form
from assistant.nlu.entities.calendar_words import month_number
from assistant.wording.markers import GUIDE_DAY
from dife.allowances import AllowanceRequest, Allowances, Line, compute_allowances
from dife.facts.store import ReferenceNotFound
from dife.places import find_zone
from dife.wording import fold, format_date, format_euros, plural

SLOTS = of_form("frais_form")
LIMITS = {"nuits": 60, "repas": 120, "repas_offerts": 120, "kilometres": 5000, "chevaux": 50}
REFUSED = {"nuits": "utter_nuits_invalides", "chevaux": "utter_aide_chevaux"}
REMOTE = re.compile(r"\b(visio\w*|distanciel\w*|[àa] distance|en ligne|webinaire\w*)\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d[/.-]\d{1,2}[/.-]\d")
PLACE = re.compile(r"(?:[^\W\d_][\w'’.-]*[ ,]*){1,6}")  # some words, no figure, no question
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?k?", re.I)  # « -3 » and « 12k » are read to be refused
ZONES = {
    "paris": "tarif de Paris",
    "grande_ville_ou_mgp": "tarif des grandes villes et de la métropole du Grand Paris",
    "base": "tarif de base",
}


class ValidateFrais(ValidateForm):
    form, intent, slots = "frais_form", "calculer_frais", SLOTS
    carried = ("mois_frais",)

    def required(self, values: Dict[str, Any]) -> Tuple[str, ...]:
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

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        said = {name: turn.value(name) for name in (*LIMITS, "commune")}
        said["date_frais"] = first_day(turn.values("date"), values.get("mois_frais"), turn.text)
        if REMOTE.search(turn.text):
            said["a_distance"] = True
        if requested in ("nuits", "repas", "chevaux") and said[requested] is None:
            figure = NUMBER.search(turn.text) if not turn.entities else None
            said[requested] = figure.group() if figure else turn.value("nombre")
            bare_no = turn.intent == "nier" and not any(v is not None for v in said.values())
            if bare_no and requested != "chevaux":
                said[requested] = 0
        written = turn.text.strip(" .!,")
        if requested == "commune" and said["commune"] is None and PLACE.fullmatch(written):
            said["commune"] = written  # a village that no list knows
        return {slot: value for slot, value in said.items() if value is not None}

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        if slot in LIMITS:
            value = int(value) if str(value).isdigit() else value
            if not isinstance(value, int) or not 0 <= value <= LIMITS[slot]:
                raise Refusal(REFUSED.get(slot, "utter_repas_invalides"))
            return value
        if slot == "commune":
            match = find_zone(value, facts())
            if match.choices and values.get("nuits") != 0:
                raise Refusal(
                    "utter_commune_ambigue",
                    buttons=[{"title": c.label, "payload": c.label} for c in match.choices],
                    commune=match.nom,
                )
            return match.label
        if slot == "date_frais" and len(value) == 7:
            start, end = month_bounds(value)
            if any(
                facts().value(key, start) != facts().value(key, end)
                for key in ("indemnite_repas", "nuit_base")
            ):
                values["mois_frais"] = value
                raise Refusal("utter_mois_ambigu")
        if slot == "date_frais" and len(value) == 10:
            try:
                date.fromisoformat(value)
            except ValueError:
                raise Refusal("utter_date_illisible") from None
        return value


def first_day(dates: List[str], month: Optional[str], text: str) -> Optional[str]:
    """First day said; « le 15 » or « le 3 octobre » takes the rest from a month said before."""
    if not dates:
        return None
    day = min(dates)
    if not month or len(day) != 10 or YEAR.search(text) or not re.search(r"\d", text):
        return day
    with_month = re.search(r"\d[/.-]\d", text) or any(map(month_number, fold(text).split()))
    return f"{month[:4]}{day[4:]}" if with_month else f"{month}-{day[-2:]}"


def month_bounds(month: str) -> Tuple[date, date]:
    """First and last day of « 2021-05 »."""
    year, number = (int(part) for part in month.split("-"))
    last = calendar.monthrange(year, number)[1]
    return date(year, number, 1), date(year, number, last)


class CalculerFrais(SafeAction):
    def name(self) -> str:
        return "action_calculer_frais"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        values = {slot: tracker.get_slot(slot) for slot in SLOTS}
        return calculate(dispatcher, values)


def calculate(dispatcher: CollectingDispatcher, values: Dict[str, Any]) -> Events:
    """Say the allowances for these slots, remember the calculation, free the slots."""
    cleared = [SlotSet(slot, None) for slot in SLOTS if values.get(slot) is not None]
    if values.get("a_distance"):
        dispatcher.utter_message(response="utter_formation_distance")
        return cleared
    refs, said = facts(), values.get("date_frais")
    nights = values.get("nuits") or 0
    match = find_zone(values["commune"], refs) if nights else None

    def compute(on: date) -> Allowances:
        return compute_allowances(
            AllowanceRequest(
                nights=nights,
                meals=values.get("repas") or 0,
                zone=match.zone if match else "base",
                day=on,
                free_meals=values.get("repas_offerts") or 0,
                kilometres=values.get("kilometres"),
                fiscal_power=values.get("chevaux"),
            ),
            refs,
        )

    day, shown = retained_day(said)
    try:
        result = compute(day)
    except ReferenceNotFound:
        dispatcher.utter_message(response="utter_tarif_inconnu", date_retenue=shown)
        return cleared
    dispatcher.utter_message(
        response="utter_resultat_frais",
        total=format_euros(result.total),
        detail=working(result, dated=True),
        lieu=f"{match.label} ({ZONES[match.zone]})" if match else "sans nuit, aucun lieu",
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
    printed = compute(GUIDE_DAY)
    if day > GUIDE_DAY and printed.total != result.total:
        dispatcher.utter_message(
            response="utter_resultat_frais_guide",
            detail_guide=f"{working(printed)}\nsoit {format_euros(printed.total)}.",
        )
    memory = {"objet": "frais", **{s: v for s, v in values.items() if v is not None}}
    return cleared + [SlotSet("dernier_calcul", memory)]


def retained_day(said: Optional[str]) -> Tuple[date, str]:
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


NOUNS = {"nuit": "nuit", "repas": "repas", "kilometres": "kilomètre"}


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
