"""Who pays what: `calculer_financement`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, facts, table, today
from actions.calculations.base import Calculation, Compute
from actions.forms.refusals import Refusal
from assistant.dialogue.slots import of_form
from dife.funding import compute_funding
from dife.wording import format_euros

MAXIMUM = Decimal(100_000)


class FundingForm(Calculation):
    key, why = "financement", "dife_insuffisant"
    form, intent, slots = "financement_form", "calculer_financement", of_form("financement_form")
    entities = {"prix": ("montant", "prix"), "solde": ("montant", "solde")}

    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        enough = any if partly else all
        return enough(turn.values("montant", role) for role in ("prix", "solde"))

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = {
            "prix": turn.value("montant", "prix"),
            "solde": turn.value("montant", "solde"),
        }
        if turn.intent == "nier" and requested == "solde":
            said["solde"] = "0"
        # Amounts without a role go to the slot that is asked, else to what is missing, in order.
        free: list[Any] = [*turn.values("montant", None), *turn.values("nombre")]
        order = [requested, *self.slots] if requested else self.slots
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

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if not re.fullmatch(r"\d+(?:\.\d+)?", str(value)):
            raise Refusal("utter_montant_invalide")
        amount = Decimal(str(value))
        if amount > MAXIMUM or (slot == "prix" and not amount):
            raise Refusal("utter_montant_invalide")
        return str(amount)

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        share = compute_funding(Decimal(values["prix"]), Decimal(values["solde"]), facts(), today())
        said = {
            "prix": format_euros(share.fees),
            "solde": format_euros(share.balance),
            "reste": format_euros(share.gap),
            "prix_maximal": format_euros(share.largest_fees),
            "reste_compte": format_euros(share.balance - share.covered),
        }
        if not share.gap:
            dispatcher.utter_message(response="utter_resultat_financement_couvert", **said)
        elif share.below_minimum:
            response = "utter_resultat_financement_insuffisant"
            if not share.balance:
                response = "utter_resultat_financement_sans_solde"
            dispatcher.utter_message(response=response, **said)
        else:
            dispatcher.utter_message(
                response="utter_resultat_financement_collectivite_couvre",
                json_message=table(
                    "Qui paie quoi",
                    ("", "Montant"),
                    [
                        ("Payé par vos droits", format_euros(share.covered)),
                        ("Par la collectivité, au plus", format_euros(share.collectivite_share)),
                        ("À votre charge, au moins", format_euros(share.own_share)),
                    ],
                    ("Prix de la formation", said["prix"]),
                ),
                **said,
            )
        return self.done(values)


class ComputeFunding(Compute):
    calculation = FundingForm()

    def name(self) -> str:
        return "action_calculer_financement"
