"""What a message tells of a price and of a balance, and what it leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actions.base import Turn
from actions.forms.refusals import Refusal
from assistant.nlu.entities.amounts import parse
from assistant.nlu.entities.scan import WORDS, number
from dife.text import bare
from dife.wording import format_euros

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d{1,2})?|\d{1,6}(?:[.,]\d{1,2})?"
_EUROS = r"(?: ?(?:€|euros?|eur|e)(?!\w))?"
_OTHER = r"(?! ?(?:h|heures?|jours?|mois|ans?|km|nuits?|repas|personnes?|%|/)\w*)"
_TWO = re.compile(
    rf"(?<![\w.,/-])(?P<a>{_DIGITS}){_EUROS} ?(?:ou(?: bien| peut-etre)?|voire|/|-|a) ?"
    rf"(?P<b>{_DIGITS})(?![\w]|[.,/-]\d){_EUROS}{_OTHER}"
    rf"|\bentre (?P<c>{_DIGITS}){_EUROS} et (?P<d>{_DIGITS})(?!\w){_EUROS}{_OTHER}"
)
# An amount that is neither a price nor a balance: by the hour, by the year, before tax.
_RATE = re.compile(
    rf"(?<![\w.,])(?P<n>{_DIGITS}){_EUROS} ?"
    r"(?:(?:de |par |/ ?|a )?(?:l')?(?:heures?|h|ans?|annees?)\b"
    r"|(?:de |comme )?plafond\b)"
)
_BEFORE_TAX = re.compile(rf"(?<![\w.,])(?P<n>{_DIGITS}){_EUROS} ?(?:ht|hors taxes?)\b")
_ANOTHER = re.compile(r"\b(?:(?:et|plus) (?:une|l'|la) ?(?:autre|deuxieme|seconde)|l'autre)\b")
_WITH = re.compile(r"\bavec (?:\w+ ){0,2}\d")
_TWO_COURSES = re.compile(r"\b(?:deux|2) (?:formations|stages|sessions)\b(?! a )")
_TIMES = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{WORDS}) ?(?:(?:x|×|\*|fois) ?|(?:formations?|stages?|sessions?|modules?"
    rf"|journees?|jours?) (?:a|de) (?:chacune? )?)(?P<a>{_DIGITS})(?![\w]|[.,]\d)"
    rf"|(?<![\w.,])(?P<b>{_DIGITS}){_EUROS} ?(?:x|×|\*|fois) ?(?P<m>\d{{1,2}}|{WORDS})(?!\w)"
)
_FIGURE = re.compile(rf"(?<![\w.,/+-])(?P<n>{_DIGITS})(?![\w%/]|[.,]\d){_OTHER}")
_GAP = re.compile(
    r"\b(?:manqu\w+|(?:reste|rest\w+) a (?:payer|ma charge|charge|regler|financer|trouver))\b"
)
_UNKNOWN = re.compile(
    r"\b(?:(?:sais|sait|connais|retrouve|trouve|vois|souviens|rappelle) (?:pas|plus)|aucune idee"
    r"|ignore|pas (?:encore )?(?:regarde|vu|consulte|verifie|ouvert|pu voir|la moindre idee)\w*)\b"
)
_NOTHING = re.compile(
    r"\W*(?:(?:il (?:me |m'en )?reste|j'ai|j'en ai|c'est|oui|non|euh|ben)\W*)*"
    r"(?:(?:plus |absolument )?(?:rien|zero|0|neant|vide|a sec|que dalle)(?: du tout)?\W*"
    r"(?:euros?|€)?\W*)+"
)
_EACH = re.compile(r"\b(?:chacune?|par (?:personne|elue?|tete|participante?)|pour chacune?)\b")
_PEOPLE = r"(?:adjointe?s?|elue?s?|personnes?|collegues?|conseill\w+|participante?s?)"
_AND_ME = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{WORDS}|mon|ma|un|une) (?:autres? )?{_PEOPLE}(?: \w+)? et moi\b"
)
_SEVERAL = re.compile(
    rf"\b(?:(?:on|nous) (?:est|sera|sommes|serons|etait|etions) (?:a )?(?P<n>\d{{1,2}}|{WORDS})\b"
    rf"|(?P<m>\d{{1,2}}|{WORDS}) {_PEOPLE}\b)"
)
_FOR = re.compile(
    rf"\W*(?:et |alors |donc )*(?:si )?(?:on est|pour|a) (?P<n>\d|{WORDS})(?: {_PEOPLE})?\W*"
)
_FOR_SOME = re.compile(rf"\bpour (?P<n>\d|{WORDS})\b(?! ?(?:€|euros?))")
_ALL = re.compile(r"\b(?:tout|le reste|la totalite|l'integralite)\b")
_HALF = re.compile(r"\b(?:la )?moitie\b|\b50 ?%")
_PAYS = re.compile(r"\b(?:pa[iy]e|pren|financ|donn|met\b|offr|complet)\w*")
TOWN_HALL = re.compile(r"\b(?:mairie|commune|collectivite|conseil|maire)\b")
_REFUSED = re.compile(r"\b(?:ne|pas|refus\w+|rien)\b|\bn'")
LEADS = {  # what an amount is → its title, and how a button says it
    "prix": ("C'est le prix", "le prix est de"),
    "solde": ("C'est mon solde", "mon solde est de"),
    "part_mairie": ("La mairie le paie", "la mairie paie"),
}
HALF, ALL = "moitie", "tout"  # what the town hall offers, until what is missing is known


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
    if several := _choice(text, turn, requested, values):
        return {**said, several.slot: several}
    if price := _multiplied(text, requested):
        return {**said, "prix": price}
    prices = [*turn.values("montant", "prix"), *free]
    if _TWO_COURSES.search(text) and len(prices) == 2 and not said["solde"]:
        return {**said, "prix": Choice("prix", (Decimal(prices[0]), Decimal(prices[1])))}
    if _ANOTHER.search(text) and len(prices) == 2 and said["prix"]:  # « et une autre à 600 »
        return {**said, "prix": str(sum(map(Decimal, prices)))}
    if requested == "solde" and said["solde"] is None and not free:
        if _UNKNOWN.search(text):
            return {**said, "solde": Unknown()}
        if _NOTHING.fullmatch(text):
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
        figures = [found["n"] for found in _FIGURE.finditer(text)]
        other = _RATE.search(text) or re.search(r"\d ?k\b", text)
        if len(figures) == 1 and not turn.entities and not other:
            said[requested] = parse(figures[0])
    return said


def bare_amounts(turn: Turn) -> list[str]:
    """Amounts and numbers that nothing says the role of."""
    return [str(value) for value in (*turn.values("montant", None), *turn.values("nombre"))]


def gap(turn: Turn) -> str | None:
    """What the message says to be missing: « il manque 500 », « 300 € à payer »."""
    text = bare(turn.text)
    if not _GAP.search(text) or len(bare_amounts(turn)) > 1 or _WITH.search(text):
        return None
    free = [value for value in turn.values("montant", None)]
    return free[-1] if free else None


def town_hall(turn: Turn) -> str | None:
    """What the town hall offers; HALF or ALL of what is missing, where it says so."""
    share = turn.value("montant", "mairie")
    text = bare(turn.text)
    if share is None and TOWN_HALL.search(text) and not _REFUSED.search(text):
        if _HALF.search(text):
            return HALF
        if _ALL.search(text) and _PAYS.search(text):
            return ALL
    return str(share) if share is not None else None


def half_alone(turn: Turn) -> HalfOfWhat | None:
    text = bare(turn.text)
    alone = _HALF.search(text) and not TOWN_HALL.search(text) and not turn.values("montant")
    return HalfOfWhat() if alone and len(text.split()) <= 5 else None


def people(turn: Turn) -> int | None:
    """How many share the same price and balance; None unless the sums are said for each."""
    text = bare(turn.text)
    alone = _FOR.fullmatch(text)
    if alone:
        return number(alone["n"])
    if not _EACH.search(text):
        return None
    if found := _AND_ME.search(text):
        others = 1 if found["n"] in ("mon", "ma") else number(found["n"])
        return others + 1 if others else None
    found = _SEVERAL.search(text)
    return number(found["n"] or found["m"]) if found else None


def answers(turn: Turn, requested: str | None) -> bool:
    """Whether a message that was not understood answers what is asked."""
    text = bare(turn.text)
    if text.rstrip().endswith("?") or requested not in ("prix", "solde"):
        return False
    nothing = requested == "solde" and (_NOTHING.fullmatch(text) or _UNKNOWN.search(text))
    return bool(nothing or turn.values("montant") or _FIGURE.search(text) and len(text) < 40)


def _free(turn: Turn, text: str) -> list[Any]:
    """Amounts without a role; none of what is said to be missing, of a rate, nor « pour deux »."""
    found = [str(value) for value in (*turn.values("montant", None), *turn.values("nombre"))]
    if _FOR.fullmatch(text) or _GAP.search(text) and len(found) < 2:
        return []
    others = [parse(each["n"]) for each in _RATE.finditer(text)]
    if "ttc" in text:
        others += [parse(each["n"]) for each in _BEFORE_TAX.finditer(text)]
    others += [str(number(each["n"])) for each in _FOR_SOME.finditer(text)]
    return [value for value in found if value not in others]


def _choice(text: str, turn: Turn, requested: str | None, values: dict[str, Any]) -> Choice | None:
    found = _TWO.search(text)
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
    found = _TIMES.search(text)
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
