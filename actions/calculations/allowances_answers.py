"""What is answered about travel allowances: the sum, what it was made from, what comes on top."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import facts, table, today
from actions.calculations.allowances_dates import retained_day
from actions.calculations.stays import as_stays
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
    stays = values.get("sejours") if place else None
    request = AllowanceRequest(
        nights=values.get("nuits") or 0,
        meals=values.get("repas") or 0,
        zone=place.zone if place else "base",
        day=day,
        free_meals=values.get("repas_offerts") or 0,
        kilometres=values.get("kilometres"),
        fiscal_power=values.get("chevaux"),
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
        said.append(f"{plural(values['kilometres'], 'kilomètre')} en {values['chevaux']} CV")
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
        dispatcher.utter_message(
            response="utter_resultat_frais_guide",
            detail_guide=f"{working(printed)}\nsoit {format_euros(printed.total)}.",
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
