"""What a message tells of a price and of a balance, and what it leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actions.base import Turn
from actions.forms.refusals import Refusal
from dife.said import amounts as said_so
from dife.said.amounts import ALL, parse, part
from dife.said.numbers import number
from dife.text import bare
from dife.wording import format_euros

SHORT = 10  # words of a message that holds one amount
LEADS = {  # what an amount is → its title, and how a button says it
    "prix": ("C'est le prix", "le prix est de"),
    "solde": ("C'est mon solde", "mon solde est de"),
    "part_mairie": ("La mairie le paie", "la mairie paie"),
}


@dataclass(frozen=True)
class Choice:
    """Two amounts for one slot, of which one must be chosen."""

    slot: str
    amounts: tuple[Decimal, Decimal]

    def refusal(self) -> Refusal:
        said = [format_euros(amount) for amount in self.amounts]
        lead = LEADS[self.slot][1]
        buttons = [{"title": each, "payload": f"{lead} {each}"} for each in said]
        return Refusal("utter_montant_a_choisir", buttons=buttons, choix=" ou ".join(said))


@dataclass(frozen=True)
class Unknown:
    """« Je ne sais pas », « pas encore regardé »: no balance of zero."""

    def refusal(self) -> Refusal:
        return Refusal("utter_solde_inconnu")


@dataclass(frozen=True)
class HalfOfWhat:
    """« La moitié », of what is not told."""

    def refusal(self) -> Refusal:
        return Refusal("utter_moitie_de_quoi")


@dataclass(frozen=True)
class OfWhat:
    """An amount alone, after a result: which of its amounts it corrects is asked."""

    amount: Decimal

    def refusal(self) -> Refusal:
        said = format_euros(self.amount)
        buttons = [{"title": what, "payload": f"{lead} {said}"} for what, lead in LEADS.values()]
        return Refusal("utter_montant_de_quoi", buttons, montant=said)


Open = (Choice, Unknown, HalfOfWhat)


def read_amounts(turn: Turn, requested: str | None, values: dict[str, Any]) -> dict[str, Any]:
    """Price and balance of a message, each an amount as text, or something open."""
    said: dict[str, Any] = {slot: turn.value("montant", slot) for slot in ("prix", "solde")}
    text = bare(turn.text)
    free = _free(turn, text)
    if whole := said_so.price_and_balance(text):
        return {**said, "prix": whole[0], "solde": whole[1]}
    if several := _choice(text, turn, requested, values):
        return {**said, several.slot: several}
    if price := _multiplied(text, requested):
        return {**said, "prix": price}
    prices = [*turn.values("montant", "prix"), *free]
    if said_so.TWO_COURSES.search(text) and len(prices) == 2 and not said["solde"]:
        return {**said, "prix": Choice("prix", (Decimal(prices[0]), Decimal(prices[1])))}
    if said_so.ANOTHER.search(text) and len(prices) == 2 and said["prix"]:  # « et une autre à 600 »
        return {**said, "prix": str(sum(map(Decimal, prices)))}
    if requested == "solde" and said["solde"] is None and not free:
        if said_so.UNKNOWN.search(text):
            return {**said, "solde": Unknown()}
        if said_so.NOTHING.fullmatch(text):
            return {**said, "solde": "0"}
    # Amounts without a role go to the slot that is asked, else to what is missing, in order.
    order = [requested, "prix", "solde"] if requested in ("prix", "solde") else ["prix", "solde"]
    for slot in dict.fromkeys(order):
        if free and slot and said[slot] is None and (values.get(slot) is None or slot == requested):
            said[slot] = free.pop(0)
    missing = gap(turn)
    if missing is not None:
        _from_gap(said, values, Decimal(missing))
    elif requested in ("prix", "solde") and not any(said.values()):
        figures = [found["n"] for found in said_so.FIGURE.finditer(text)]
        other = said_so.RATE.search(text) or re.search(r"\d ?k\b", text)
        if len(figures) == 1 and not turn.has_values and not other:
            said[requested] = parse(figures[0])
    return said


def bare_amounts(turn: Turn) -> list[str]:
    """Amounts and numbers that nothing says the role of."""
    return [str(value) for value in (*turn.values("montant", None), *turn.values("nombre"))]


def gap(turn: Turn) -> str | None:
    """What the message says to be missing: « il manque 500 », « 300 € à payer »."""
    text = bare(turn.text)
    if not said_so.GAP.search(text) or len(bare_amounts(turn)) > 1 or said_so.WITH.search(text):
        return None
    free = [value for value in turn.values("montant", None)]
    return free[-1] if free else None


def town_hall(turn: Turn) -> str | None:
    """What the town hall offers; HALF or ALL of what is missing, where it says so."""
    share = turn.value("montant", "mairie")
    text = said_so.WHO_PAYS.sub("", bare(turn.text))
    refused = said_so.REFUSED.search(text) and not said_so.ONLY.search(text)
    nothing = said_so.NOTHING_FROM_IT.search(text) or said_so.REFUSES.search(text)
    if share is None and nothing:
        return "0"
    if share is None and said_so.TOWN_HALL.search(text) and not refused:
        if told := part(text):
            return told
        if said_so.THE_WHOLE.search(text) and said_so.PAYS.search(text):
            return ALL
    return str(share) if share is not None else None


def opposed(turn: Turn) -> tuple[Decimal, Decimal] | None:
    """« 590 et non 950 »: the amount refused and the one meant."""
    text = bare(turn.text)
    found = said_so.REFUSED_FIRST.search(text) or said_so.MEANT_FIRST.search(text)
    pair = [_amount(found[name]) for name in ("refused", "meant")] if found else []
    return (pair[0], pair[1]) if found and None not in pair else None  # type: ignore[return-value]


def _amount(said: str) -> Decimal | None:
    if said[0].isdigit():
        return Decimal(parse(said))
    worth = number(said)
    return None if worth is None else Decimal(worth)


def named_alone(turn: Turn) -> dict[str, Any]:
    """« remettez le solde à 800 »: the one amount of a message that names one thing."""
    text = bare(turn.text)
    figures = [found["n"] for found in said_so.FIGURE.finditer(text)]
    names = [slot for slot, name in said_so.NAMES.items() if name.search(text)]
    if len(figures) != 1 or len(names) != 1 or len(text.split()) > SHORT:
        return {}
    return {names[0]: parse(figures[0])}


def figures(turn: Turn) -> list[str]:
    """The one figure of « et si c'est 2 400 », which nothing says the role of."""
    text = bare(turn.text)
    found = [each["n"] for each in said_so.FIGURE.finditer(text)]
    short = len(found) == 1 and len(text.split()) <= SHORT and not turn.has_values
    return [parse(found[0])] if short and said_so.SUPPOSED.search(text) else []


def half_alone(turn: Turn) -> HalfOfWhat | None:
    text = bare(turn.text)
    alone = (
        said_so.PART.search(text)
        and not said_so.TOWN_HALL.search(text)
        and not turn.values("montant")
    )
    return HalfOfWhat() if alone and len(text.split()) <= 5 else None


def people(turn: Turn) -> int | None:
    """How many share the same price and balance; None unless the sums are said for each."""
    text = bare(turn.text)
    alone = said_so.FOR.fullmatch(text)
    if alone:
        return number(alone["n"])
    together = said_so.TOGETHER.search(text)
    if together and said_so.TOGETHER_ASKED.search(text):
        return number(together["n"])
    if not said_so.EACH.search(text):
        return None
    if found := said_so.AND_ME.search(text):
        others = 1 if found["n"] in ("mon", "ma") else number(found["n"])
        return others + 1 if others else None
    found = said_so.SEVERAL.search(text)
    return number(found["n"] or found["m"]) if found else None


def answers(turn: Turn, requested: str | None) -> bool:
    """Whether a message that was not understood answers what is asked."""
    text = bare(turn.text)
    if text.rstrip().endswith("?") or requested not in ("prix", "solde"):
        return False
    nothing = requested == "solde" and (
        said_so.NOTHING.fullmatch(text) or said_so.UNKNOWN.search(text)
    )
    return bool(nothing or turn.values("montant") or said_so.FIGURE.search(text) and len(text) < 40)


def _free(turn: Turn, text: str) -> list[Any]:
    """Amounts without a role; none of what is said to be missing, of a rate, nor « pour deux »."""
    found = [str(value) for value in (*turn.values("montant", None), *turn.values("nombre"))]
    if said_so.FOR.fullmatch(text) or said_so.GAP.search(text) and len(found) < 2:
        return []
    others = [parse(each["n"]) for each in said_so.RATE.finditer(text)]
    if "ttc" in text:
        others += [parse(each["n"]) for each in said_so.BEFORE_TAX.finditer(text)]
    others += [str(number(each["n"])) for each in said_so.FOR_SOME.finditer(text)]
    return [value for value in found if value not in others]


def _choice(text: str, turn: Turn, requested: str | None, values: dict[str, Any]) -> Choice | None:
    found = said_so.TWO.search(text)
    if not found or any(each["entity"] == "date" for each in turn.entities):
        return None
    low, high = (Decimal(parse(each)) for each in found.groups() if each)
    roles = [
        each.get("role")
        for each in turn.entities
        if each["entity"] == "montant" and found.start() <= each.get("start", -1) < found.end()
    ]
    told = [role for role in roles if role in ("prix", "solde")]
    missing = next((slot for slot in ("prix", "solde") if values.get(slot) is None), "prix")
    asked = requested if requested in ("prix", "solde") else missing
    return Choice(told[0] if told else asked, (low, high)) if low != high else None


def _multiplied(text: str, requested: str | None) -> str | None:
    """« 2 × 350 », « 2 formations à 350 » as the price of all."""
    found = said_so.TIMES.search(text)
    if not found or requested == "solde":
        return None
    count = number(found["n"] or found["m"])
    each = Decimal(parse(found["a"] or found["b"]))
    return str(each * count) if count and 1 < count < each else None


def _from_gap(said: dict[str, Any], values: dict[str, Any], missing: Decimal) -> None:
    """What is missing gives the balance of a known price, or the price of a known balance."""
    price = said["prix"] or values.get("prix")
    balance = said["solde"] or values.get("solde")
    if price and not balance and Decimal(price) >= missing:
        said["solde"] = str(Decimal(price) - missing)
    elif balance and not price:
        said["prix"] = str(Decimal(balance) + missing)
