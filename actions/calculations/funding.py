"""Who pays what: `calculer_financement`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, facts, table, today
from actions.calculations import amounts
from actions.calculations.base import Calculation, Compute
from actions.calculations.changing import shares
from actions.forms.refusals import Refusal
from assistant.dialogue.slots import of_form
from dife.funding import Funding, compute_funding
from dife.said import amounts as said_so
from dife.text import bare
from dife.wording import format_euros

NEAR = Decimal("0.6")  # of a price: an amount alone as near to it corrects it
MAXIMUM = Decimal(100_000)
MOST_PEOPLE = 99
TAKEN_UP = ("prix", "solde")  # of what was said before the calculation was asked


class FundingForm(Calculation):
    key, results = "financement", "resultat_financement"
    remembered = ("solde",)
    form, intent, slots = "financement_form", "calculer_financement", of_form("financement_form")
    entities = {
        "prix": ("montant", "prix"),
        "solde": ("montant", "solde"),
        "part_mairie": ("montant", "mairie"),
    }

    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        enough = any if partly else all
        return enough(turn.values("montant", role) for role in ("prix", "solde"))

    def required(self, values: dict[str, Any]) -> tuple[str, ...]:
        return ("prix", "solde")

    def stated(self, turns: list[Turn]) -> dict[str, Any]:
        roles = [(slot, each.value("montant", slot)) for each in turns for slot in TAKEN_UP]
        return {slot: value for slot, value in roles if value is not None}

    def continued(self, last: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
        return {"prix": last.get("prix")}  # « et si elle met 250 ? »: of the same training

    def read(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
        said = amounts.read_amounts(turn := shares.without_result(turn), requested, values)
        said["part_mairie"] = amounts.town_hall(turn)
        said["personnes"] = turn.value("personnes") or amounts.people(turn)
        said |= shares.told(turn, values)
        told = any(value is not None for value in said.values())
        if turn.intent == "nier" and requested == "solde" and not told:
            said["solde"] = "0"
        if requested and not told and re.search(r"\d", turn.text):
            said[requested] = turn.text
        return {slot: value for slot, value in said.items() if value is not None}

    def brings_values(self, turn: Turn, requested: str | None, values: dict[str, Any]) -> bool:
        return super().brings_values(turn, requested, values) or amounts.answers(turn, requested)

    def check(self, slot: str, value: Any, values: dict[str, Any]) -> Any:
        if isinstance(value, amounts.Open):
            raise value.refusal()
        if slot == "personnes":
            return value if 1 < value <= MOST_PEOPLE else None
        whole = value in (said_so.HALF, said_so.ALL) or any(
            each.fullmatch(str(value)) for each in (said_so.SHARE, said_so.OWN)
        )
        if slot == "part_mairie" and whole:
            return value
        if not re.fullmatch(r"\d+(?:\.\d+)?", str(value)):
            raise Refusal("utter_montant_invalide")
        amount = Decimal(str(value))
        if amount > MAXIMUM or (slot == "prix" and not amount):
            raise Refusal("utter_montant_invalide")
        return str(amount)

    def together(
        self,
        said: dict[str, Any],
        values: dict[str, Any],
        refused: dict[str, Refusal],
        sure: bool,
    ) -> list[tuple[str, Refusal]]:
        """A balance that no compte Élu can hold is another account's: refused, with the reason."""
        balance = values.get("solde") if "solde" in said else None
        if balance is None or Decimal(balance) <= highest_balance():
            return []
        return [("solde", Refusal("utter_solde_trop_haut", dit=format_euros(Decimal(balance))))]

    def corrected(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> Events | None:
        """The last split with what this message tells; the next remembers the price before."""
        events = self.recalculated(dispatcher, shares.without_result(turn), memory)
        shares.with_price_before(events or [], memory)
        return events

    def recalculated(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> Events | None:
        """« il manque 500, c'est ça ? » is answered by the result itself."""
        if told := shares.told(turn, memory):
            return self.again(dispatcher, memory, shares.with_roles(turn, told))
        if half := amounts.half_alone(turn):
            if not memory.get("part_mairie"):
                half.refusal().tell(dispatcher)
                return []
            return self.again(dispatcher, memory, {"part_mairie": said_so.part(bare(turn.text))})
        if pair := amounts.opposed(turn):
            return self.opposed(dispatcher, memory, *pair)
        said = amounts.bare_amounts(turn)
        if not said and not turn.values("montant") and amounts.town_hall(turn) is None:
            named = amounts.named_alone(turn)
            if named:
                return self.again(dispatcher, memory, named)
            said = amounts.figures(turn)
            if said and Decimal(said[0]) > highest_balance():
                return self.again(dispatcher, memory, {"prix": said[0]})
            if not said and said_so.AGAIN.search(bare(turn.text)):
                return self.calculate(dispatcher, self.recalled(memory))
        if len(said) == 1 and said[0] in (memory.get("prix"), memory.get("solde")):
            return self.calculate(dispatcher, self.recalled(memory))  # « 400 chacun », said before
        if len(said) == 1 and self.of_what(turn, said[0], memory):
            amounts.OfWhat(Decimal(said[0])).refusal().tell(dispatcher)
            return []
        events = super().corrected(dispatcher, turn, memory)
        if events is None and amounts.gap(turn) is not None:
            return self.calculate(dispatcher, self.recalled(memory))
        return events

    def again(
        self, dispatcher: CollectingDispatcher, memory: dict[str, Any], said: dict[str, Any]
    ) -> Events:
        """The last result with these values; as it was where they are refused."""
        values = self.recalled(memory)
        if self.keep(dispatcher, said, values):
            return []
        return self.calculate(dispatcher, values)

    def opposed(
        self,
        dispatcher: CollectingDispatcher,
        memory: dict[str, Any],
        refused: Decimal,
        meant: Decimal,
    ) -> Events:
        """« 590 et non 950 »: the amount meant is what the one refused was; else it is asked."""
        numbers = {
            slot: Decimal(memory[slot])
            for slot in self.entities
            if re.fullmatch(r"[\d.]+", str(memory.get(slot) or ""))
        }
        found = [slot for slot, amount in numbers.items() if amount == refused]
        if len(found) == 1:
            return self.again(dispatcher, memory, {found[0]: str(meant)})
        amounts.OfWhat(meant).refusal().tell(dispatcher)
        return []

    def of_what(self, turn: Turn, said: str, memory: dict[str, Any]) -> bool:
        """Whether it must be asked what an amount alone corrects: it is near none, or both."""
        told = turn.values("montant", "prix", "solde", "mairie") or amounts.people(turn)
        if told or amounts.gap(turn) is not None:
            return False
        held = [Decimal(memory[slot]) for slot in ("prix", "solde") if memory.get(slot)]
        near = [each for each in held if each and NEAR <= Decimal(said) / each <= 1 / NEAR]
        return len(near) != 1 or near[0] != held[0]

    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        share = split(values)
        said = {
            "prix": format_euros(share.fees),
            "solde": format_euros(share.balance),
            "reste": format_euros(share.gap),
            "prix_maximal": format_euros(share.largest_fees),
            "reste_compte": format_euros(share.balance - share.covered),
        }
        offered = values.get("part_mairie") if share.gap and not share.below_minimum else None
        if not share.gap:
            dispatcher.utter_message(response="utter_resultat_financement_couvert", **said)
        elif share.below_minimum:
            response = "utter_resultat_financement_insuffisant"
            if not share.balance:
                response = "utter_resultat_financement_sans_solde"
            dispatcher.utter_message(response=response, **said)
            if str(values.get("part_mairie") or "").startswith(shares.OWN):
                dispatcher.utter_message(response="utter_resultat_financement_poche")
        elif offered is not None:
            said["mairie"] = format_euros(share.collectivite_share)
            said["votre_part"] = format_euros(share.own_share)
            said["detail_part"] = said_so.share_named(str(offered))
            response = "utter_resultat_financement_refus"
            if share.collectivite_share and share.own_share:
                response = "utter_resultat_financement_part_mairie"
            elif share.collectivite_share:
                response = "utter_resultat_financement_mairie_paie_tout"
            card = _table(share, "Par la collectivité")
            dispatcher.utter_message(response=response, json_message=card, **said)
        else:
            dispatcher.utter_message(
                response="utter_resultat_financement_collectivite_couvre",
                json_message=_table(share, "Par la collectivité, au plus"),
                **said,
            )
        people = values.get("personnes")
        if people and share.gap:
            dispatcher.utter_message(
                response="utter_resultat_financement_personnes",
                chacun=format_euros(share.gap),
                personnes=str(people),
                ensemble=format_euros(share.gap * people),
            )
        return self.done(values)


class ComputeFunding(Compute):
    calculation = FundingForm()

    def name(self) -> str:
        return "action_calculer_financement"


def split(values: dict[str, Any]) -> Funding:
    """Who pays what for these slots, the town hall's offer taken off."""
    price, balance = Decimal(values["prix"]), Decimal(values["solde"])
    offered = values.get("part_mairie")
    if offered is None:
        return compute_funding(price, balance, facts(), today())
    share = said_so.offered(str(offered), price, max(price - balance, Decimal(0)))
    return compute_funding(price, balance, facts(), today(), share)


def highest_balance() -> Decimal:
    """The highest cap that an account ever had: rights earned under it may still be there."""
    rows = facts().reference("plafond_compte").valeurs
    return max(row.valeur for row in rows if isinstance(row.valeur, Decimal))


def _table(share: Funding, theirs: str) -> dict[str, Any]:
    mine = "À votre charge" if theirs == "Par la collectivité" else "À votre charge, au moins"
    return table(
        "Qui paie quoi",
        ("", "Montant"),
        [
            ("Payé par vos droits", format_euros(share.covered)),
            (theirs, format_euros(share.collectivite_share)),
            (mine, format_euros(share.own_share)),
        ],
        ("Prix de la formation", format_euros(share.fees)),
    )
