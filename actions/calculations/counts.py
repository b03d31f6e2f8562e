"""What a message tells of a number of nights, of meals or of horsepower, and what it leaves open.

A figure that counts something else is none; two figures, days or meals a day are asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from actions.base import Turn
from actions.forms.refusals import MANY, Refusal
from actions.forms.turns import looks_like_question
from dife import fields
from dife.allowances import MEALS_A_DAY
from dife.said import offered, people, trips
from dife.said.counts import (
    COUNTED,
    FIGURE,
    FIRST_PLACE,
    MIDDAYS,
    NO_HOTEL,
    NONE,
    NOUNS,
    NUMBER,
    OF_THEM,
    OR,
    OTHER_NOUN,
    OTHER_UNIT,
    PER_DAY,
    days,
)
from dife.said.numbers import number
from dife.said.sums import bounds
from dife.text import bare
from dife.wording import plural

MOST_NIGHTS = 31  # of one training: more is a slip of the finger
MANY_MEALS = 20  # of one training: more is a slip of the finger
LIKE = 0.75  # likeness of a word to the noun that is asked, from which it is that noun
_PLAIN = {"nuits": ("nuit", "nuits"), "repas": ("repas",)}
SHOWN = 4  # figures of a range that are offered as buttons, at most


@dataclass(frozen=True)
class Choice:
    """Two figures or a range, of which one must be chosen; `joined` is « ou » or « à »."""

    slot: str
    figures: tuple[int, ...]
    joined: str = "ou"

    def refusal(self) -> Refusal:
        noun = "nuit" if self.slot == "nuits" else "repas"
        low, high = self.figures
        offered = range(low, high + 1) if self.joined == "à" else self.figures
        shown = list(offered) if len(list(offered)) <= SHOWN else list(self.figures)
        said = [plural(count, noun) for count in shown]
        return Refusal(
            "utter_nombre_a_choisir",
            buttons=[{"title": title, "payload": title} for title in said],
            choix=f"{low} {self.joined} {plural(high, noun)}",
        )


@dataclass(frozen=True)
class Days:
    """Days said where nights are asked."""

    count: int

    def refusal(self) -> Refusal:
        nights = max(self.count - 1, 1)
        said = plural(nights, "nuit")
        return Refusal(
            "utter_jours_pas_nuits",
            buttons=[
                {"title": f"Oui, {said}", "payload": said},
                {"title": "Non, je rentre le soir", "payload": "0 nuit"},
            ],
            jours=plural(self.count, "jour"),
            nuits=said,
        )


@dataclass(frozen=True)
class PerDay:
    """Meals said by the day, whose sum is not known."""

    def refusal(self) -> Refusal:
        return Refusal("utter_repas_par_jour")


@dataclass(frozen=True)
class OfferedAlone:
    """Meals offered, said where those to pay are asked."""

    count: int

    def refusal(self) -> Refusal:
        said = plural(self.count, "repas") if self.count else "une partie des repas"
        return Refusal("utter_repas_offerts_a_part", offerts=said)


Open = (Choice, Days, PerDay, OfferedAlone)


def number_of(word: str) -> int | None:
    """The value of folded digits or words; « l'une », « la première » count one."""
    return 1 if re.match(r"l'|la |.*(?:iere|onde|ieme|ivante)$", word) else number(word)


def choice(slot: str, turn: Turn, requested: str | None) -> Choice | None:
    """« 2 ou 3 nuits », « entre 2 et 3 », « 2 à 4 »: bare figures only where they are asked."""
    text, noun = bare(turn.text), NOUNS[slot]
    if OTHER_UNIT.search(text):
        return None
    sources = [
        rf"\b(?P<a>{NUMBER})(?: ?{noun})?{OR}(?P<b>{NUMBER}) ?{noun}\b",
        rf"\b(?P<a>{NUMBER}) ?{noun} ou (?P<b>{NUMBER})\b{OTHER_NOUN}",
        rf"\bentre (?P<a>{NUMBER}) et (?P<b>{NUMBER}) ?{noun}\b",
    ]
    if requested == slot:
        alone = rf"{OTHER_NOUN}(?!\w)"
        sources += [
            rf"(?<![\w,./-])(?P<a>{NUMBER}){OR}(?P<b>{NUMBER})\b{alone}",
            rf"\bentre (?P<a>{NUMBER}) et (?P<b>{NUMBER})\b{alone}",
        ]
    dates = any(each["entity"] == "date" for each in turn.entities)
    for source in sources:
        found = re.search(source, text)
        if found and not (dates and "/" in found[0]):
            low, high = sorted((number_of(found["a"]) or 0, number_of(found["b"]) or 0))
            if low != high:
                joined = "ou" if re.search(r"\b(?:ou|voire)\b|/", found[0]) else "à"
                return Choice(slot, (low, high), joined)
    return None


def count(slot: str, turn: Turn, requested: str | None) -> Any:
    """What the message says of nights, meals or horsepower: a figure, something open, or None."""
    said = turn.value(slot)
    text = bare(turn.text)
    if slot in NOUNS and (open_choice := choice(slot, turn, requested)):
        return open_choice
    if slot == "repas" and len(parts := MIDDAYS.findall(text)) > 1 and not offered.told(text):
        return sum(number_of(each) or 0 for each in parts)  # « deux midis et un dîner »
    if slot == "repas" and requested == slot and offered.all_free(text):
        return 0
    if slot == "repas" and PER_DAY.search(text) and (said is not None or requested == slot):
        return PerDay()
    if said is not None or requested != slot or people.told(text):
        return said  # « nous sommes 4 »: neither nights nor meals
    if slot == "repas":
        if (given := turn.value("repas_offerts")) is not None and turn.value("nombre") is None:
            return OfferedAlone(given) if given else None  # « aucun n'est offert »
        if middays := MIDDAYS.findall(text):
            return sum(number_of(each) or 0 for each in middays)
        if NONE.search(text) and turn.value("nombre") in (None, 0):
            return 0
        if offered.GIVEN_ALONE.search(text) and turn.value("nombre") is None:
            return OfferedAlone(0)
    if slot == "nuits" and NO_HOTEL.search(text):
        return 0
    if slot == "nuits" and (lasts := days(text)):
        return Days(lasts)
    if of_them := OF_THEM.search(text):
        return number_of(of_them["n"] or of_them["paid"])
    text = bare(fields.bare_answer(turn.text))
    counted = not turn.has_values and not OTHER_UNIT.search(text)
    figure = FIGURE.search(text) if counted else None
    noun = COUNTED.match(text, figure.end()) if figure else None
    if noun and not _misspelt(noun[0].strip(), slot):
        return None
    return figure.group() if figure else turn.value("nombre")


def says(turn: Turn, requested: str) -> bool:
    """Whether the count asked is told whatever the words around: « merci, j'en compte 5 »."""
    text = bare(fields.bare_answer(turn.text))
    if requested == "kilometres":
        return trips.with_return(bare(turn.text)) is not None
    if requested == "chevaux":
        return trips.vehicle(bare(turn.text)) is not None
    if requested not in NOUNS:
        return bool(requested == "commune" and FIRST_PLACE.match(text) and turn.place())
    if requested == "nuits" and bounds.stay(bare(turn.text), None):
        return True
    none = NO_HOTEL.search(text) if requested == "nuits" else offered.all_free(text)
    alone = re.fullmatch(rf"\W*(?:{NUMBER}|aucune?|rien|pas)\W*", text)
    return bool(alone or OF_THEM.search(text) or none)


def answers(turn: Turn, requested: str | None) -> bool:
    """Whether a message that was not understood answers the count that is asked."""
    text = bare(turn.text)
    if looks_like_question(turn):
        return False
    if requested == "nuits":
        return turn.value("nuits") is not None or bool(days(text) or NO_HOTEL.search(text))
    if requested == "repas":
        meals = ("repas", "repas_offerts")
        return any(turn.values(each) for each in meals) or bool(
            NONE.search(text)
            or PER_DAY.search(text)
            or MIDDAYS.search(text)
            or offered.GIVEN_ALONE.search(text)
        )
    return False


def most_meals(nights: int) -> int:
    """The most meals of a stay: two a day, on its nights and one day more.

    Without a night, several days of coming and going are possible: ten, two weeks of five days.
    """
    return MEALS_A_DAY * (nights + 1 if nights else 10)


def _misspelt(word: str, slot: str) -> bool:
    """« rpeas », « nutis »: the noun that is asked, with a slip of the finger."""
    nouns = _PLAIN.get(slot, ())
    short = any(noun.startswith(word) for noun in nouns)  # « 1 rep »
    return short or any(SequenceMatcher(None, word, noun).ratio() >= LIKE for noun in nouns)


def impossible(
    said: dict[str, Any], values: dict[str, Any], sure: bool = False
) -> list[tuple[str, Refusal]]:
    """What cannot be, of the values together, and the reason that is told.

    More than two meals a day are doubted up to MANY_MEALS, and kept where the official is `sure`.
    """
    if not {"nuits", "sejours", "repas", "repas_offerts"} & set(said):
        return []  # what was kept in spite of a doubt is not doubted again
    nights, meals, offered = (values.get(slot) for slot in ("nuits", "repas", "repas_offerts"))
    if meals in (0, offered) and "repas" in said and "repas_offerts" not in said:
        offered = values["repas_offerts"] = None  # « un seul repas » is one to pay
    found: list[tuple[str, Refusal]] = []
    if isinstance(nights, int) and nights > MOST_NIGHTS and {"nuits", "sejours"} & set(said):
        slot = "sejours" if values.get("sejours") else "nuits"
        found.append((slot, Refusal("utter_nuits_trop", nuits=plural(nights, "nuit"))))
    elif isinstance(meals, int) and isinstance(nights, int) and meals > most_meals(nights):
        most = plural(most_meals(nights), "repas")
        stay = plural(nights, "nuit") if nights else "un déplacement sans nuit"
        told = {"repas": plural(meals, "repas"), "sejour": stay, "maximum": most}
        if meals > MANY_MEALS:
            found.append(("repas", Refusal("utter_repas_trop", None, **told)))
        elif not sure:
            found.append(("repas", Refusal(MANY, None, **told)))
        if "repas_offerts" in said:
            values["repas_offerts"] = None
    elif isinstance(meals, int) and isinstance(offered, int) and offered > meals:
        told = {"repas": plural(meals, "repas"), "offerts": plural(offered, "repas offert")}
        found.append(("repas", Refusal("utter_repas_offerts_trop", None, **told)))
        values["repas_offerts"] = None
    return found
