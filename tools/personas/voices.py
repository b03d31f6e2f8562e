"""How a character says what he means: a wording of phrases.yml, in his manner.

A manner changes the words around a value, never the value itself: a name is typed as its owner
writes it. Which facts a message gives is known from the markers of its wording.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Tuple

import yaml
from babel.numbers import format_decimal

from dife.wording import format_date
from tools.personas.meant import SAME, Values

_MARKER = re.compile(r"\{(\w+)\}")
_WORDS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
_SMS = {
    "c'est": "c",
    "j'ai": "g",
    "je suis": "jsui",
    "je": "j",
    "pas": "pa",
    "pour": "pr",
    "vous": "vs",
    "bonjour": "bjr",
    "s'il vous plaît": "svp",
    "combien": "cb",
    "quand": "qd",
    "que": "ke",
    "quoi": "koi",
    "qui": "ki",
    "quel": "kel",
    "quelle": "kel",
    "est-ce": "es",
    "beaucoup": "bcp",
    "rendez-vous": "rdv",
    "rappeler": "rapeler",
    "et": "é",
    "merci": "mci",
}
_SMS_WORD = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _SMS), key=len, reverse=True))})\b")


@dataclass(frozen=True)
class Manner:
    """A way of speaking: its column of phrases.yml, what stands before and after, how it types."""

    column: str = "courant"
    before: Tuple[str, ...] = ("",)
    after: Tuple[str, ...] = ("",)
    typing: str = ""


@dataclass(frozen=True)
class Wording:
    """A message, the facts that it gives, and the wording that it was made from."""

    text: str
    gives: FrozenSet[str] = frozenset()
    template: str = ""


@lru_cache(maxsize=1)
def phrases() -> Dict[str, Any]:
    """The content of phrases.yml."""
    path = Path(__file__).with_name("phrases.yml")
    content: Dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def wordings(group: str, name: str, column: str) -> List[str]:
    """The wordings of a subject in a column, of everybody's where that column has none."""
    columns = phrases()[group][name]
    if isinstance(columns, list):
        return columns
    found: List[str] = columns.get(column) or columns["courant"]
    return found


def word(
    templates: List[str], manner: Manner, values: Values, rng: random.Random, dressed: bool = True
) -> Wording:
    """One of these templates, filled with what is meant, in this manner."""
    usable = [t for t in templates if all(_known(n, values) for n in _MARKER.findall(t))]
    template = rng.choice(usable or templates[:1])
    parts = _MARKER.split(template)
    text = ""
    for number, part in enumerate(parts):
        if number % 2:
            text += _value(part, values, manner, rng)
        else:
            text += _typed(part, manner.typing, rng)
    names = {name for name in _MARKER.findall(template) if name in values}
    gives = frozenset(SAME.get(name, name) for name in names)
    if dressed:
        before, after = rng.choice(manner.before), rng.choice(manner.after)
        text = f"{before}{text}{after}"
    return Wording(" ".join(text.split()), gives, template)


def _known(name: str, values: Values) -> bool:
    """Whether a template may name it; « 0 nuit » has wordings of its own."""
    if name in ("nuits", "repas"):
        return bool(values[name])
    return name.startswith("s_") or values.get(name) is not None


def _value(name: str, values: Values, manner: Manner, rng: random.Random) -> str:
    if name.startswith("s_"):
        return "s" if values[name[2:]] > 1 else ""
    value = values[name]
    if isinstance(value, date):
        return _date(value, manner, rng, name != "date_naissance")
    if isinstance(value, Decimal):
        return _euros(value, rng)
    if isinstance(value, int):
        return _WORDS[value] if manner.typing == "dictee" and value < 11 else str(value)
    if name == "rappel_telephone" and rng.random() < 0.6:
        return " ".join(value[i : i + 2] for i in range(0, 10, 2))
    if manner.typing in ("sms", "dictee") and name not in ("prenoms",):
        return str(value).lower()
    return str(value)


def _date(day: date, manner: Manner, rng: random.Random, weekday: bool) -> str:
    written = format_date(day)
    if manner.typing == "dictee":
        number = day.day
        if 1 < number < 11:
            return f"{_WORDS[number]} {written.split(' ', 1)[1]}"
        return written
    if manner.column == "poli":
        return format_date(day, weekday=weekday and rng.random() < 0.5)
    return rng.choice((written, written, f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}"))


def _euros(amount: Decimal, rng: random.Random) -> str:
    whole = amount == amount.to_integral_value()
    figure = format_decimal(amount, "#,##0" if whole else "#,##0.00", "fr_FR")
    figure = figure.replace("\u202f", rng.choice((" ", "")))
    return figure + rng.choice((" €", " euros", "€", " euros"))


def _typed(text: str, typing: str, rng: random.Random) -> str:
    """The words around the values, as this character types them."""
    if typing == "sms":
        text = _SMS_WORD.sub(lambda m: _SMS[m[1]], text.lower()).rstrip(".,")
        return text.replace("nuits", "nuit").replace("qu'", "k")
    if typing == "dictee":
        return re.sub(r"[,;:.!?…«»]+", "", text.lower())
    if typing == "fautes":
        return re.sub(r"[^\W\d_]{5,}", lambda m: _slip(m[0], rng), text)
    return text


def _slip(written: str, rng: random.Random) -> str:
    """The word with a slip of the fingers, once in three."""
    if rng.random() > 0.34:
        return written
    at = rng.randrange(1, len(written) - 2)
    kind = rng.randrange(3)
    if kind == 0:
        return f"{written[:at]}{written[at + 1]}{written[at]}{written[at + 2 :]}"
    if kind == 1:
        return written[:at] + written[at + 1 :]
    return written[:at] + written[at] + written[at:]
