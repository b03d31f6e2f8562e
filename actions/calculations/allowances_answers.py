"""What is answered about travel allowances: the sum, what it was made from, what comes on top."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, facts, table, today
from actions.calculations.allowances_dates import retained_day
from actions.calculations.stays import as_stays
from assistant.dialogue.slots import MEMORY, of_form
from assistant.dialogue.things import change_button
from dife.allowances import AllowanceRequest, Allowances, Line, compute_allowances
from dife.facts.model import ReferenceNotFound
from dife.places import Place
from dife.said.people import people
from dife.text import bare
from dife.wording import format_date, format_euros, plural

ZONES = {
    "paris": "tarif de Paris",
    "grande_ville_ou_mgp": "tarif des grandes villes et de la métropole du Grand Paris",
    "base": "tarif de base",
    "outre_mer": "tarif d'outre-mer",
}
VEHICLES = {
    "moto": "à moto (plus de 125 cm³)",
    "cyclo": "en deux-roues de 125 cm³ au plus",
}
NOUNS = {"nuit": "nuit", "repas": "repas", "kilometres": "kilomètre"}
CHANGES = ("nuits", "commune", "date_frais", "repas")
CLAIM = {"title": "Me faire rembourser", "payload": "/demander_remboursement"}
MOST_BUTTONS = 4


def tell(dispatcher: CollectingDispatcher, values: dict[str, Any]) -> bool:
    """Say the sum for these slots; False, with the reason, where a rate is not known."""
    day, shown = retained_day(values.get("date_frais"))
    place = Place.from_json(values["commune"]) if values.get("nuits") else None
    try:
        result = estimate(values, place, day)
    except ReferenceNotFound:
        dispatcher.utter_message(response="utter_tarif_inconnu", date_retenue=shown)
        return False
    say(dispatcher, result, values, place, shown)
    if values.get("train"):
        dispatcher.utter_message(response="utter_resultat_frais_train")
    say_guide(dispatcher, values, place, day)
    return True


def estimate(values: dict[str, Any], place: Place | None, day: date) -> Allowances:
    """The allowances for these slots, at the rates of a day."""
    stays, driven = values.get("sejours") if place else None, values.get("chevaux")
    request = AllowanceRequest(
        nights=values.get("nuits") or 0,
        meals=values.get("repas") or 0,
        zone=place.zone if place else "base",
        day=day,
        free_meals=values.get("repas_offerts") or 0,
        kilometres=values.get("kilometres"),
        fiscal_power=None if driven in VEHICLES else driven,
        vehicle=driven if driven in VEHICLES else None,
        stays=as_stays(stays, day) if stays else (),
    )
    return compute_allowances(request, facts())


def say(
    dispatcher: CollectingDispatcher,
    result: Allowances,
    values: dict[str, Any],
    place: Place | None,
    shown: str,
) -> None:
    """The total, line by line, with all that it was made from, and a button to change each."""
    dispatcher.utter_message(
        response="utter_resultat_frais",
        buttons=changes(place),
        total=format_euros(result.total),
        detail=working(result, dated=True),
        retenu=retained(values),
        lieu=where(values, place),
        date_retenue=shown,
        source=" ; ".join(dict.fromkeys(line.row.source for line in result.lines)) or "sans objet",
        json_message=table(
            "Le calcul, ligne par ligne",
            ("Dépense", "Tarif", "Montant"),
            [
                (
                    counted(line),
                    f"{format_euros(line.rate)}{since(line)}",
                    format_euros(line.amount),
                )
                for line in result.lines
            ],
            ("Total", "", format_euros(result.total)),
        ),
    )


def changes(place: Place | None) -> list[dict[str, str]]:
    """What the sum was made from, to change it; then the claim, where there is room."""
    shown = [name for name in CHANGES if place or name != "commune"]
    buttons = [change_button("calculer_frais", name) for name in shown]
    return [*buttons, CLAIM][:MOST_BUTTONS]


def retained(values: dict[str, Any]) -> str:
    """« 2 nuits, 4 repas dont 1 offert, 230 kilomètres en 8 CV »."""
    meals, offered = values.get("repas") or 0, values.get("repas_offerts") or 0
    said = [
        plural(values.get("nuits") or 0, "nuit"),
        plural(meals, "repas") + (f" dont {plural(offered, 'offert')}" if offered else ""),
    ]
    if values.get("kilometres"):
        driven = VEHICLES.get(values["chevaux"], f"en {values['chevaux']} CV")
        said.append(f"{plural(values['kilometres'], 'kilomètre')} {driven}")
    return ", ".join(said)


def where(values: dict[str, Any], place: Place | None) -> str:
    """The place and its rate; each with its nights where there are several."""
    if not place:
        return "sans nuit, aucun lieu"
    if not values.get("sejours"):
        return f"{place.label} ({ZONES[place.zone]})"
    found = ((each["nuits"], Place.from_json(each["commune"])) for each in values["sejours"])
    return " ; ".join(f"{plural(n, 'nuit')} à {p.label} ({ZONES[p.zone]})" for n, p in found if n)


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
        car = " Les kilomètres n'y sont pas comptés." if values.get("kilometres") else ""
        dispatcher.utter_message(
            response="utter_resultat_frais_guide",
            detail_guide=f"{working(printed)}\nsoit {format_euros(printed.total)}.{car}",
        )


def counted(line: Line) -> str:
    """« 2 nuits », « 2 nuits (Orléans) » where there are several towns."""
    return plural(line.quantity, NOUNS[line.kind]) + (f" ({line.place})" if line.place else "")


def since(line: Line) -> str:
    return f" (tarif depuis le {format_date(line.row.du)})" if line.row.du else ""


def working(result: Allowances, dated: bool = False) -> str:
    """One line a rate: « - 2 nuits × 120 € = 240 € (tarif depuis le 22 septembre 2023) »."""
    lines = []
    for line in result.lines:
        text = f"- {counted(line)} × {format_euros(line.rate)} = {format_euros(line.amount)}"
        lines.append(text + since(line) * dated)
    return "\n".join(lines) or "- rien à compter"


def with_before(
    dispatcher: CollectingDispatcher, text: str, events: Events | None, memory: dict[str, Any]
) -> Events | None:
    """The events of a new result, which remembers the one before: « enlevez-le », « remettez la
    nuit »."""
    slots = of_form("frais_form")
    before = {slot: memory[slot] for slot in slots if memory.get(slot) is not None}
    names = {event.get("name") for event in events or []}
    for event in events or [] if "calcul_frais" in names else []:  # not where it was refused
        made = event.get("value")
        if event.get("name") in (MEMORY, "calcul_frais") and isinstance(made, dict):
            away = {slot: value for slot, value in before.items() if not made.get(slot)}
            kept = {**(memory.get("avant") or {}), **away}
            event["value"] = {**made, "precedent": before, "avant": kept}
            if event["name"] == MEMORY:
                say_for_several(dispatcher, text, made)
    return events


def say_for_several(dispatcher: CollectingDispatcher, text: str, made: dict[str, Any]) -> None:
    """That the sum is one person's, where several are spoken of; and what theirs makes."""
    count = people(bare(text))
    if count is None or made.get("a_distance"):
        return
    day, _ = retained_day(made.get("date_frais"))
    place = Place.from_json(made["commune"]) if made.get("nuits") else None
    try:
        total: Decimal = estimate(made, place, day).total
    except ReferenceNotFound:
        return
    together = f" Pour {count} personnes : {format_euros(total * count)}." if count > 1 else ""
    dispatcher.utter_message(response="utter_resultat_frais_personnes", ensemble=together)


class AskStays(SafeAction):
    """Ask how many nights in each of the towns that were said."""

    def name(self) -> str:
        return "action_ask_sejours"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        towns = tracker.get_slot("commune")
        names = [town["label"] for town in towns] if isinstance(towns, list) else []
        asked = [f"Combien de nuits à {name}" for name in names[:1]] or ["Combien de nuits"]
        asked += [f"et combien à {name}" for name in names[1:]]
        dispatcher.utter_message(response="utter_ask_sejours", question=", ".join(asked))
        return []


class AskDistance(SafeAction):
    """Ask whether the way back counts too, where the way there alone was told."""

    def name(self) -> str:
        return "action_ask_kilometres"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = tracker.get_slot("kilometres")
        there = told.get("aller") if isinstance(told, dict) else None
        if not there:
            dispatcher.utter_message(response="utter_ask_kilometres")
            return []
        figures = (("Oui", 2 * there), ("Non", there))
        buttons = [
            {"title": f"{word}, {n} km en tout", "payload": f"{n} km en tout"}
            for word, n in figures
        ]
        dispatcher.utter_message(response="utter_ask_retour", buttons=buttons, aller=str(there))
        return []
