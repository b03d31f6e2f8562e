"""« Une nuit de plus », « la moitié des repas »: told from what is held."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.base import Turn
from actions.calculations.base import Calculation
from actions.calculations.counts import number_of
from actions.forms.refusals import Refusal
from actions.forms.turns import asks
from dife.said import changes, offered, trips
from dife.said.counts import NUMBER
from dife.said.sums import bounds
from dife.text import bare

TRAIN = re.compile(
    r"(?<!\bpas en )(?<!\bsans )\b(?:train(?! d(?:e |')[a-z])|tgv|ter|intercites?|sncf)\b"
)
_TICKET = re.compile(r"\bbillets?\b(?! (?:d'avion|de bus|de car)\b)")
_FIGURE = rf"(?:\d{{1,4}}|{NUMBER})"
_CHANGE = re.compile(
    rf"\b(?P<n>{_FIGURE}) ?(?P<what>{changes.COUNTED})"
    r" (?:de |en )?(?P<way>plus|moins|supplementaires?|detour)\b"
)
_ADDED = re.compile(
    r"\b(?P<way>detour(?: au retour| a l'aller| en plus)*|r?ajoute[rz]?|plus|encore|en plus|moins"
    rf"|{changes.TAKEN}) (?:de )?"
    rf"(?P<n>{_FIGURE}) ?(?P<what>{changes.COUNTED})\b(?! de (?:plus|moins)\b)"
)
_SIGNED = re.compile(rf"(?<![\w.,])(?P<way>[-+])(?P<n>\d{{1,4}}) ?(?P<what>{changes.COUNTED})\b")
_ONE = re.compile(r"^\W*(?:et |non |ou )*(?P<what>nuit|repas) (?:de |en )?(?P<way>plus|moins)\b")
_NOT_BUT = re.compile(
    rf"\bpas (?P<a>{NUMBER}) ?(?P<what>nuits?|repas),? (?:mais |plutot )?(?P<b>{NUMBER})\b"
)
_WITHOUT = re.compile(
    rf"(?:{changes.TAKE_AWAY.pattern}|\bsans) (?:compter )?(?!(?:le|un|ce) repas (?:d|de|du|que)\b)"
    r"(?:les|le|mes|la|l'|l)? ?(?P<what>repas|nuits?|hotel|hebergement)\b"
    r"(?! (?:d|offert|compris|inclu|gratuit))"
)
_LESS = ("moins", "enleve", "retire", "supprime", "ote", "oublie", "laisse", "-")
_HALF = re.compile(r"\b(?:la )?moitie (?:des|de mes|de ces) (?P<what>nuits|repas)\b")
MOST_COUNTED = 40  # nights, meals or horsepower: a larger figure alone is of kilometres
_PUT_BACK = {  # what is named: what comes back with it
    "n": ("nuits", "commune", "sejours"),
    "h": ("nuits", "commune", "sejours"),
    "r": ("repas", "repas_offerts"),
    "": ("kilometres", "chevaux"),
}


def _slot(what: str) -> str:
    if what.startswith("nuit"):
        return "nuits"
    return "kilometres" if what.startswith(("k", "b")) else "repas"


def change(turn: Turn) -> tuple[str, int, int, int] | None:
    """« une nuit de plus »: the slot, the change, and where it is said."""
    text = bare(turn.text)
    found = _CHANGE.search(text) or _ADDED.search(text) or _SIGNED.search(text)
    if found:
        figure = number_of(found["n"]) or 0
        less = found["way"].startswith(_LESS)
    elif found := changes.FEWER_ONE.search(text):
        one = found["what"] or found["one"]
        return _slot(one), -1, found.start(), found.end()
    elif found := changes.MORE_ONE.search(text):
        return "repas", 1, found.start(), found.end()
    elif found := _ONE.search(text):
        figure, less = 1, found["way"] == "moins"
    else:
        return None
    return _slot(found["what"]), -figure if less else figure, found.start(), found.end()


def instead(turn: Turn) -> tuple[str, int] | None:
    """« pas 2 nuits mais 3 », « enlève les repas »: the slot and its new count."""
    text = bare(turn.text)
    if found := _NOT_BUT.search(text):
        return _slot(found["what"]), number_of(found["b"]) or 0
    if found := _WITHOUT.search(text):
        return ("repas" if found["what"] == "repas" else "nuits"), 0
    left = changes.HOTEL_LEFT.search(text) and not bounds.stay(text, None)
    return ("nuits", 0) if left else None


def half(turn: Turn, held: dict[str, Any]) -> tuple[str, int] | None:
    """« la moitié des repas », where there is a whole half."""
    found = _HALF.search(bare(turn.text))
    whole = held.get(found["what"]) if found else None
    if found and isinstance(whole, int) and whole % 2 == 0:
        return found["what"], whole // 2
    return None


def from_held(turn: Turn, held: dict[str, Any]) -> Turn:
    """The turn whose « de plus » and « la moitié des » are worked out from the values held."""
    turn = _offered(_travelled(turn, held), held)
    if new := instead(turn):
        others = (each for each in turn.entities if each["entity"] != "nombre")  # the new count
        return _with(replace(turn, entities=tuple(others)), *new, 0, len(turn.text))
    if halved := half(turn, held):
        return _with(turn, *halved, 0, 0)
    left = turn
    while (changed := change(left)) and isinstance(held.get(changed[0]), int):
        slot, figure, start, end = changed
        turn = _with(turn, slot, max(0, held[slot] + figure), start, end)
        text = f"{left.text[:start]}{' ' * (end - start)}{left.text[end:]}"
        left = replace(left, text=text)  # « une nuit de plus, avec deux repas de plus »
    return turn


def put_back(turn: Turn, memory: dict[str, Any]) -> dict[str, Any] | None:
    """What « remettez la nuit » gives back, of what was taken away before; None for another
    message, and an empty slot where nothing was taken away."""
    text = bare(turn.text)
    if changes.DRIVEN_BACK.search(text) and not turn.values("kilometres"):
        away = memory.get("avant") or {}
        if memory.get("kilometres"):
            return {}
        return {slot: away.get(slot) for slot in _PUT_BACK[""] if away} or {"kilometres": None}
    found = changes.PUT_BACK.search(text)
    if not found:
        return None
    slots = _PUT_BACK.get(found["what"][0], _PUT_BACK[""])
    away = memory.get("avant") or {}
    if memory.get(slots[0]) or away.get(slots[0]) is None:
        return {slots[0]: None}
    return {slot: away.get(slot) for slot in slots if away.get(slot) is not None}


def distance(turn: Turn, requested: str | None, values: dict[str, Any]) -> Any:
    """The kilometres told; {"aller": …} where the way back is to be asked."""
    text, found, held = bare(turn.text), turn.value("kilometres"), values.get("kilometres")
    if requested == "kilometres":
        there = held.get("aller") if isinstance(held, dict) else None
        if found is None and (figure := turn.value("nombre")) is not None:
            if there and figure == 2 and trips.with_return(text):  # « les deux »
                return there * 2
            return figure
        if found is None and there:
            said = trips.with_return(text)
            said = {"affirmer": True, "nier": False}.get(turn.intent) if said is None else said
            return None if said is None else there * (1 + said)
        return found
    return {"aller": found} if isinstance(found, int) and found and trips.one_way(text) else found


def by_train(turn: Turn) -> bool | str | None:
    """Whether the train is taken, or the price of its ticket in euros; None where nothing tells."""
    told: bool | str | None = turn.value("train")
    text = bare(turn.text)
    if told is None and (TRAIN.search(text) or _TICKET.search(text)):
        price = turn.value("montant", None)
        return str(price) if price else True
    return told


def replaces_car(turn: Turn) -> bool:
    """« finalement je prends le train », « sans la voiture », where a car was counted."""
    text = bare(turn.text)
    train = TRAIN.search(text) and (changes.RATHER.search(text) or _BY_TRAIN.search(text))
    return bool(train or changes.NO_CAR.search(text))


# Before a place: where somebody comes from, or where the training is.
_HOME = re.compile(
    r"\b(?:mairie|commune|secretaire|secretariat|dgs|agente?|elue?s?|maire|adjointe?|conseill\w+"
    r"|presidente?|habit\w+|demeur\w+|domicilie\w*|vien[st]|venons|nee?|je suis|nous sommes)\b"
    r"[^,;.!?]{0,30}$"
)
_TRAINED_AT = re.compile(
    r"\b(?:formation|stage|session|cours|module|seminaire|atelier)\b[^,;.!?]{0,60}"
    r"(?:\ba|\bau|\ben|\bsur|\bvers) $"
)


_BORN = re.compile(r"\bnee?(?:\(e\))? (?:le |a |en |\w+ le )|\bdate de naissance\b")


def _before_place(turn: Turn) -> str:
    """What a message says before the last place that it names; "" where it names none."""
    starts = [each["start"] for each in turn.entities if "lieu" in each]
    return bare(turn.text)[: starts[-1]] if starts else ""


def stated(form: Calculation, turns: list[Turn]) -> dict[str, Any]:
    """The day, the town and the counts stated in messages that no result followed; the latest
    counts. The town is where the training is: where one is elected, lives or works is none."""
    told: dict[str, Any] = {}
    for turn in turns:
        if turn.text.startswith("/") or turn.intent == form.intent:
            continue
        said = form.read(turn, None, dict.fromkeys(form.slots))
        rules = asks(turn.text) or form.of_rules(turn) or "sejours" in said
        before = _before_place(turn)
        trained = bool(_TRAINED_AT.search(before))
        home = bool(_HOME.search(before)) and not trained
        wanted = ["date_frais", *(() if rules else ("nuits", "repas", "kilometres", "chevaux"))]
        if trained or not (rules or home):
            wanted.append("commune")
        for slot in [] if _BORN.search(bare(turn.text)) else wanted:  # a birth is no training
            try:
                if said.get(slot) is not None:
                    told[slot] = form.check(slot, said[slot], {})
            except Refusal:
                continue
    return told


_BY_TRAIN = re.compile(  # instead of the car, unless it comes on top
    r"^(?!.*\b(?:aussi|en plus|egalement|jusqu'a|puis|ensuite|gare)\b)"
    r".*\b(?:si|j'y|y (?:va|vais|aller)|(?:je|on|il|elle|nous) (?:prend|pren)\w*|et en) .*"
)


def _travelled(turn: Turn, held: dict[str, Any]) -> Turn:
    """« le train à la place de la voiture », « c'est un aller simple », of what is held."""
    text, far = bare(turn.text), held.get("kilometres")
    if held.get("train") and changes.NO_TRAIN.search(text):
        turn = _with(turn, "train", False, 0, 0)
    if not far or turn.values("kilometres"):
        return turn
    if replaces_car(turn):
        return _with(turn, "kilometres", 0, 0, 0)
    if not isinstance(far, int):  # the way back is asked
        return turn
    figure = turn.value("nombre")
    if isinstance(figure, int) and figure > MOST_COUNTED:  # « pardon, 170 »
        return _with(turn, "kilometres", figure, 0, 0)
    return _with(turn, "kilometres", {"aller": far}, 0, 0) if trips.of_the_way(text) else turn


def _offered(turn: Turn, held: dict[str, Any]) -> Turn:
    """« tous sont offerts », « un autre aussi », of the meals held."""
    meals = held.get("repas")
    if not isinstance(meals, int) or turn.values("repas"):
        return turn
    free = offered.changes(bare(turn.text), meals, held.get("repas_offerts") or 0)
    return turn if free is None else _with(turn, "repas_offerts", free, 0, len(turn.text))


def _with(turn: Turn, slot: str, value: Any, start: int, end: int) -> Turn:
    others = tuple(
        each
        for each in turn.entities
        if each["entity"] != slot
        or not (each.get("start", -1) < end and start < each.get("end", 0))
    )
    return replace(turn, entities=(*others, {"entity": slot, "value": value}))
