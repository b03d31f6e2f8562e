"""A ticket at a price, said after a sum: « et le billet de train de 84 € ? »."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from actions.calculations import relative
from actions.calculations.allowances_answers import made_of, say_train
from actions.calculations.base import Calculation
from assistant.dialogue.slots import MEMORY
from dife.wording import format_euros

LONGEST_PRICE = 6  # words of a message that tells a price alone


def answered(
    form: Calculation, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
) -> Events | None:
    """What is answered to the train alone, or to its price; None for another message. The price is
    remembered, and told beside the sum."""
    made = made_of(memory)
    if made is None or memory.get("kilometres") and relative.replaces_car(turn):
        return None
    said = form.read(form.told_of(turn, memory), None, {})
    price = turn.value("montant", None)
    alone = price and not said and len(turn.text.split()) <= LONGEST_PRICE
    if said.keys() != {"train"} and not (alone and memory.get("train")):
        return None
    told = said.get("train", price)
    if not told:
        return None  # « sans le train »
    say_train(dispatcher, told, made.total)
    kept = {**memory, "train": told}
    return [SlotSet(MEMORY, kept), SlotSet(f"calcul_{form.key}", kept)]


def asked(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Ask what a price is that a sum of allowances takes no account of."""
    price = turn.value("montant", None)
    if not price or len(turn.text.split()) > LONGEST_PRICE:
        return False
    buttons = [
        {"title": "C'est un billet de train", "payload": f"train {price.replace('.', ',')} €"},
        {"title": "C'est le prix de la formation", "payload": "/calculer_financement"},
    ]
    dispatcher.utter_message(
        response="utter_frais_prix", buttons=buttons, prix=format_euros(Decimal(price))
    )
    return True
