"""The points: under an intent, the questions that officials really ask (data/responses/).

A point is a response named `utter_<intent>/<point>`, as Rasa names its retrieval intents; what it
says of itself stands in its `metadata`: `titre`, the question, at most 60 characters; `source`,
where what no dated fact says comes from; `a_confirmer`, what nobody could confirm.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Optional, Tuple

import yaml

from assistant import settings
from assistant.dialogue.intents import intent
from assistant.dialogue.intents import titles as intent_titles
from assistant.dialogue.slots import RULES
from dife.text import fold

ENTITY = "point"  # the entity that names a point, in a message or in the payload of a button
SAID = "point"  # the key of a bot event's metadata that tells which point was said
SUBJECT = "sujet"  # the key of a message's metadata that names the point said before it
HELD = "tenu"  # metadata: what a short message may correct, a letter or a result (history.held)
CALLBACK = "rappel"  # metadata: whether a call-back was kept, or a form asks (history.called_back)
MOST_CHOICES = 4
KNOWN = "connus"  # metadata: the results of this conversation, the latest last (history.known)
_MARKER = re.compile(r"{(\w+)[^\n{}]*}")
_SHORT = re.compile(r"/(\w+)/(\w+)")


@dataclass(frozen=True)
class Point:
    """`facts`: the keys of the dated facts that its text names, in order."""

    intent: str
    name: str
    title: str
    source: Optional[str]
    to_confirm: Optional[str]
    facts: Tuple[str, ...]

    @property
    def label(self) -> str:
        """« montant_droits/plafond », as the examples and the responses name it."""
        return f"{self.intent}/{self.name}"

    @property
    def payload(self) -> str:
        """What its button says, as Rasa reads an intent with an entity."""
        return payload(self.intent, self.name)

    @property
    def button(self) -> Dict[str, str]:
        return {"title": self.title, "payload": self.payload}


def payload(intent: str, name: str) -> str:
    """« /montant_droits{"point": "plafond"} »."""
    return f"/{intent}{json.dumps({ENTITY: name})}"


def pressed(said: str) -> Tuple[str, List[Dict[str, Any]]]:
    """The intent and the entities that the payload of a button says, as Rasa reads them."""
    name, brace, entities = said.removeprefix("/").partition("{")
    found = json.loads(brace + entities) if brace else {}
    return name, [{"entity": key, "value": value} for key, value in found.items()]


def choices(labels: Iterable[str]) -> List[Dict[str, str]]:
    """The buttons of these points and intents, in order, for a message in doubt.

    Where two of them are of a rule that a calculation applies, the calculation comes last:
    « combien pour l'hôtel et les repas ? » wants the sum.
    """
    found, rules = [], Counter[str]()
    for label in labels:
        if (known := point(label)) and intent(known.intent).offered:
            found.append(known.button)
            rules[known.intent] += 1
        elif (text := intent(label).title) and intent(label).offered:
            found.append({"title": text, "payload": f"/{label}"})
    for key, rule in RULES.items():
        name = f"calculer_{key}"
        button = {"title": intent(name).title or "", "payload": f"/{name}"}
        if rules[rule] > 1 and button not in found:
            found = [*found[: MOST_CHOICES - 1], button]
    return found


def spelt_out(button: Dict[str, Any]) -> Dict[str, Any]:
    """A button of data/responses/, where « /montant_droits/plafond » is enough."""
    found = _SHORT.fullmatch(str(button.get("payload")))
    return {**button, "payload": payload(*found.groups())} if found else button


@lru_cache(maxsize=1)
def _responses() -> Dict[str, List[Dict[str, Any]]]:
    """Every response by its name, as written."""
    found: Dict[str, List[Dict[str, Any]]] = {}
    for path in sorted(settings.RESPONSES.glob("*.yml")):
        found |= yaml.safe_load(path.read_text("utf-8"))["responses"]
    return found


@lru_cache(maxsize=1)
def points() -> Dict[str, Point]:
    """Every point by its label, those of an intent in the order of their file."""
    found = {}
    for name, variants in _responses().items():
        intent, _, point = name.removeprefix("utter_").partition("/")
        if not point:
            continue
        about = variants[0].get("metadata") or {}
        found[f"{intent}/{point}"] = Point(
            intent=intent,
            name=point,
            title=about.get("titre", ""),
            source=about.get("source"),
            to_confirm=about.get("a_confirmer"),
            facts=tuple(dict.fromkeys(_MARKER.findall(variants[0]["text"]))),
        )
    return found


@lru_cache(maxsize=256)
def of_intent(intent: str) -> Tuple[Point, ...]:
    """The points of an intent, the most general first; none where it has one answer only."""
    return tuple(point for point in points().values() if point.intent == intent)


@lru_cache(maxsize=1)
def titles() -> Dict[str, str]:
    """What a title means, by its folded text: a label, or an intent.

    Of points, of intents, and of the written buttons that are a question of four words or more:
    « Toujours rien » depends on what was said before. One that means two things is left out.
    """
    found: Dict[str, set[str]] = {}
    for each in points().values():
        found.setdefault(fold(each.title), set()).add(each.label)
    for name, title in intent_titles().items():
        found.setdefault(fold(title), set()).add(_first(name))
    for variant in (each for variants in _responses().values() for each in variants):
        for button in variant.get("buttons", []):
            asks = button["title"].endswith("?") and fold(button["title"]).count(" ") >= 3
            if asks and button["payload"].startswith("/"):
                means = _first(button["payload"].removeprefix("/"))
                found.setdefault(fold(button["title"]), set()).add(means)
    return {title: min(means) for title, means in found.items() if len(means) == 1}


def _first(said: str) -> str:
    """The label of an intent: its first point where it has some."""
    under = of_intent(said)
    return under[0].label if under else said


def point(label: str) -> Optional[Point]:
    """The point of a label, None where there is none."""
    return points().get(label)


_RIGHTS = ("droits_", "montant_droits", "fin_mandat/reelu")
RISE = "montant_droits/hausse"
CLAIM = "demander_remboursement/comment"  # how to be paid a sum of allowances
RIGHTS = "montant_droits/montant"  # the point that an account worked out is said after


def about_rights(name: str) -> bool:
    """Whether an answer, by its name without « utter_ », tells how much an account holds."""
    return name.startswith(_RIGHTS)
