"""Who pays what: `calculer_financement`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Dict, List, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, facts, table, today
from actions.forms import Refusal, ValidateForm
from assistant.dialogue.slots import of_form
from dife.funding import compute_funding
from dife.wording import format_euros

SLOTS = of_form("financement_form")
MAXIMUM = Decimal(100_000)


class ValidateFinancement(ValidateForm):
    form, intent, slots = "financement_form", "calculer_financement", SLOTS

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        said: Dict[str, Any] = {
            "prix": turn.value("montant", "prix"),
            "solde": turn.value("montant", "solde"),
        }
        if turn.intent == "nier" and requested == "solde":
            said["solde"] = "0"
        # Amounts without a role go to the slot that is asked, else to what is missing, in order.
        free: List[Any] = [*turn.values("montant", None), *turn.values("nombre")]
        order = [requested, *SLOTS] if requested else SLOTS
        for slot in dict.fromkeys(order):
            if (
                slot
                and said.get(slot) is None
                and free
                and (values.get(slot) is None or slot == requested)
            ):
                said[slot] = free.pop(0)
        if requested and not any(said.values()) and re.search(r"\d", turn.text):
            said[requested] = turn.text
        return {slot: value for slot, value in said.items() if value is not None}

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        if not re.fullmatch(r"\d+(?:\.\d+)?", str(value)):
            raise Refusal("utter_montant_invalide")
        amount = Decimal(str(value))
        if amount > MAXIMUM or (slot == "prix" and not amount):
            raise Refusal("utter_montant_invalide")
        return str(amount)


class CalculerFinancement(SafeAction):
    def name(self) -> str:
        return "action_calculer_financement"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return calculate(dispatcher, {slot: tracker.get_slot(slot) for slot in SLOTS})


def calculate(dispatcher: CollectingDispatcher, values: Dict[str, Any]) -> Events:
    """Say who pays for these slots, remember the calculation, free the slots."""
    share = compute_funding(Decimal(values["prix"]), Decimal(values["solde"]), facts(), today())
    said = {
        "prix": format_euros(share.fees),
        "solde": format_euros(share.balance),
        "reste": format_euros(share.gap),
        "plafond_collectivite": format_euros(share.collectivite_maximum),
        "part_collectivite": format_euros(share.collectivite_share),
        "part_elu": format_euros(share.own_share),
        "reste_compte": format_euros(share.balance - share.covered),
    }
    if not share.gap:
        dispatcher.utter_message(response="utter_resultat_financement_couvert", **said)
    elif share.contested:
        dispatcher.utter_message(response="utter_resultat_financement_part_elu", **said)
        dispatcher.utter_message(response="utter_resultat_financement_conteste", **said)
    else:
        dispatcher.utter_message(
            response="utter_resultat_financement_collectivite_couvre",
            json_message=table(
                "Qui paie quoi",
                ("", "Montant"),
                [
                    ("Payé par vos droits", format_euros(share.covered)),
                    ("Par la collectivité, au plus", said["part_collectivite"]),
                    ("À votre charge, au moins", said["part_elu"]),
                ],
                ("Prix de la formation", said["prix"]),
            ),
            **said,
        )
    memory = {"objet": "financement", **{slot: values[slot] for slot in SLOTS}}
    return [*(SlotSet(slot, None) for slot in SLOTS), SlotSet("dernier_calcul", memory)]
