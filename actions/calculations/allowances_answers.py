"""What is answered about travel allowances: the sum, what it was made from, what comes on top."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, facts, table
from actions.calculations.allowances_dates import retained_day
from actions.calculations.stays import as_stays
from actions.forms.turns import last_answers, response_of
from assistant.dialogue.things import change_button
from dife.allowances import AllowanceRequest, Allowances, Line, compute_allowances
from dife.facts.model import ReferenceNotFound
from dife.places import Place
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
RETURN_ASKED = ("utter_ask_retour", "utter_ask_retour_encore")  # never twice in the same words


def tell(
    dispatcher: CollectingDispatcher,
    values: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> bool:
    """Say the sum for these slots, in short where they change one made `before`; False, with the
    reason, where a rate is not known."""
    day, shown = retained_day(values.get("date_frais"))
    place = Place.from_json(values["commune"]) if values.get("nuits") else None
    try:
        result = estimate(values, place, day)
    except ReferenceNotFound:
        dispatcher.utter_message(response="utter_tarif_inconnu", date_retenue=shown)
        return False
    earlier, changed = made_of(before or {}), difference(before or values, values)
    if earlier is not None and changed:
        same = earlier.total == result.total
        told = "comme avant" if same else f"au lieu de {format_euros(earlier.total)}"
        say(dispatcher, result, values, place, shown, changement=changed, avant=told)
    else:
        say(dispatcher, result, values, place, shown)
    if values.get("train"):
        say_train(dispatcher, values["train"], result.total)
    return True


def say_train(dispatcher: CollectingDispatcher, ticket: Any, total: Decimal) -> None:
    """That the train comes on top, on its ticket; with its price, where it was told."""
    if ticket is True:
        dispatcher.utter_message(response="utter_resultat_frais_train")
        return
    price = Decimal(str(ticket))
    dispatcher.utter_message(
        response="utter_resultat_frais_billet",
        billet=format_euros(price),
        ensemble=format_euros(total + price),
    )


def made_of(values: dict[str, Any]) -> Allowances | None:
    """The allowances of a result; None where there is none, or where a rate is not known."""
    whole = not values.get("nuits") or isinstance(values.get("commune"), dict)
    if values.get("repas") is None or values.get("nuits") is None or not whole:
        return None
    place = Place.from_json(values["commune"]) if values.get("nuits") else None
    try:
        return estimate(values, place, retained_day(values.get("date_frais"))[0])
    except (ReferenceNotFound, ValueError):
        return None


def difference(before: dict[str, Any], values: dict[str, Any]) -> str:
    """What another sum takes otherwise: « 1 nuit, 3 repas »; "" where nothing is."""
    place = Place.from_json(values["commune"]) if values.get("nuits") else None
    named = {s for s in (*before, *values) if (before.get(s) or None) != (values.get(s) or None)}
    told = {
        "nuits": "" if values.get("sejours") else plural(values.get("nuits") or 0, "nuit"),
        "repas repas_offerts": meals_of(values, before),
        "commune sejours": towns(values, place) if place else "",
        "date_frais": retained_day(values.get("date_frais"))[1],
        "kilometres chevaux": driven(values) or "sans voiture",
        "train": "train" if values.get("train") else "sans train",
    }
    changed = (said for slots, said in told.items() if set(slots.split()) & named)
    return ", ".join(filter(None, changed))


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
    **changed: str,
) -> None:
    """The total, line by line, with all that it was made from, and a button to change each; of a
    sum changed, first what is."""
    dispatcher.utter_message(
        response="utter_resultat_frais_change" if changed else "utter_resultat_frais",
        **changed,
        source=result.source,
        buttons=changes(place),
        total=format_euros(result.total),
        detail=working(result, dated=not changed),
        retenu=retained(values),
        lieu=where(values, place),
        date_retenue=shown,
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
    said = (plural(values.get("nuits") or 0, "nuit"), meals_of(values, {}), driven(values))
    return ", ".join(filter(None, said))


def towns(values: dict[str, Any], place: Place) -> str:
    """« 1 nuit à Lyon, 2 nuits à Grenoble », « Lyon »."""
    stays = values.get("sejours") or ()
    told = [f"{plural(e['nuits'], 'nuit')} à {e['commune']['label']}" for e in stays if e["nuits"]]
    return ", ".join(told) or place.label


def meals_of(values: dict[str, Any], before: dict[str, Any]) -> str:
    """« 4 repas dont 1 offert »; that none is any more, where some were `before`."""
    meals, offered = values.get("repas") or 0, values.get("repas_offerts") or 0
    if not offered and before.get("repas_offerts") and meals:
        return f"{plural(meals, 'repas')}, aucun offert"
    return plural(meals, "repas") + (f" dont {plural(offered, 'offert')}" if offered else "")


def driven(values: dict[str, Any]) -> str:
    """« 230 kilomètres en 8 CV »; "" without a car."""
    if not values.get("kilometres"):
        return ""
    vehicle = VEHICLES.get(values["chevaux"], f"en {values['chevaux']} CV")
    return f"{plural(values['kilometres'], 'kilomètre')} {vehicle}"


def where(values: dict[str, Any], place: Place | None) -> str:
    """The place and its rate; each with its nights where there are several."""
    if not place:
        return "sans nuit, aucun lieu"
    if not values.get("sejours"):
        return f"{place.label} ({ZONES[place.zone]})"
    found = ((each["nuits"], Place.from_json(each["commune"])) for each in values["sejours"])
    return " ; ".join(f"{plural(n, 'nuit')} à {p.label} ({ZONES[p.zone]})" for n, p in found if n)


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
        without = {"title": "Sans la voiture", "payload": "sans la voiture"}
        if not there:
            dispatcher.utter_message(response="utter_ask_kilometres", buttons=[without])
            return []
        figures = (("Oui", 2 * there), ("Non", there))
        buttons = [
            {"title": f"{word}, {n} km en tout", "payload": f"{n} km en tout"}
            for word, n in figures
        ]
        again = any(response_of(each) in RETURN_ASKED for each in last_answers(tracker))
        dispatcher.utter_message(
            response=RETURN_ASKED[again], buttons=[*buttons, without], aller=str(there)
        )
        return []
