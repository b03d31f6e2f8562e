"""From the confidences in labels to what is said of a message: intents, point, second question."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Sequence

import numpy as np

from assistant.dialogue.confidence import (
    ANSWERED,
    DANGER,
    OFFERED,
    POSSIBLE,
    SECOND,
    sure,
)
from assistant.dialogue.intents import VALUE
from assistant.dialogue.intents import intent as intent_of
from assistant.dialogue.points import titles
from dife.text import fold

DEADLINE = "calculer_date_limite"
DANGERS = ("arnaque", "partager_codes")  # answered as soon as they are likelier than not
DISTRESS = "detresse"
_DYING = re.compile(
    r"\bsuicid\w*|\b(?:me|m['’ ]) ?(?:tuer|pendre|foutre en l'air)\b"
    r"|\ben finir avec (?:la|ma) vie|\bje veux en finir\b|\bplus envie de vivre\b"
    r"|\b(?:veux|envie de|vais) (?:mourir|crever)\b",
    re.I,
)
_GREETING = re.compile(
    r"\W*(?:(?:re)?bonjour|bonsoir|bjr|bsr|salut|slt|coucou|hello)\b[\s,!.:;-]*"
    r"(?:(?:madame|monsieur|mesdames|messieurs|mme|mr|[àa] (?:tous|vous))\b[\s,!.:;-]*)*",
    re.I,
)
CHOICES = 4  # points that may be proposed
SENTENCES = re.compile(r"[?!.;\n]+|\bet (?:aussi|puis|sinon|autre question)\b", re.I)

Ranking = List[Dict[str, Any]]


def ranked(labels: Sequence[str], confidences: np.ndarray) -> Ranking:
    """The intents, likeliest first, each as likely as its points together.

    `points`: the share of each of its points in it, likeliest first.
    """
    intents: Dict[str, Dict[str, float]] = {}
    for i in np.argsort(-confidences, kind="stable"):
        name, _, point = labels[i].partition("/")
        intents.setdefault(name, {})[point] = float(confidences[i])
    ranking = []
    for name, parts in intents.items():
        total = sum(parts.values())
        shares = {point: part / total for point, part in parts.items() if point and total}
        ranking.append({"name": name, "confidence": total, "points": shares})
    return sorted(ranking, key=lambda entry: -float(entry["confidence"]))


def asked_after_greeting(text: str) -> str:
    """The message without its greeting, where three words or more follow: the question is there."""
    found = _GREETING.match(text)
    rest = text[found.end() :] if found else text
    return rest if len(rest.split()) >= 3 else text


def said_as_title(text: str) -> Ranking:
    """A title typed instead of pressed is its button; nothing where the message is no title."""
    label = titles().get(fold(text))
    if not label:
        return []
    name, _, point = label.partition("/")
    return [{"name": name, "confidence": 1.0, "points": {point: 1.0} if point else {}}]


def in_distress(text: str) -> bool:
    """Whether the message speaks of dying: never left to a likeness."""
    return bool(_DYING.search(text))


def with_dangers(ranking: Ranking) -> Ranking:
    """The ranking, a fraud or shared codes first as soon as they are likelier than not together.

    The official may be losing his rights while titles are proposed.
    """
    dangers = [entry for entry in ranking if entry["name"] in DANGERS]
    likely = sum(entry["confidence"] for entry in dangers)
    if not dangers or likely < DANGER or dangers[0] is ranking[0] and sure(ranking):
        return ranking
    for entry in ranking:
        entry["confidence"] = 0.0
    dangers[0]["confidence"] = 1.0
    return sorted(ranking, key=lambda entry: -float(entry["confidence"]))


def with_days(ranking: Ranking, entities: Sequence[Dict[str, Any]]) -> Ranking:
    """The ranking, a deadline being calculated where it is likely and a step's day is given.

    « Jusqu'à quand valider ? » is the rule; « reçue lundi, jusqu'à quand valider ? » is a sum.
    """
    dated = any(found["entity"] == "date" and found.get("role") for found in entities)
    likely = [entry for entry in ranking[:CHOICES] if entry["confidence"] >= OFFERED]
    asked = next((entry for entry in likely if entry["name"] == DEADLINE), None)
    if not dated or asked is None or asked is ranking[0] or intent_of(ranking[0]["name"]).step != 5:
        return ranking
    rule = ranking[0]
    rule["confidence"], asked["confidence"] = 0.0, rule["confidence"] + asked["confidence"]
    return sorted(ranking, key=lambda entry: entry is not asked)


def point_of(ranking: Ranking) -> Any:
    """The name of the point where intent and point are sure; else the labels of the likely, as a
    list; None where the intent has no points."""
    if not ranking or ranking[0]["name"] == VALUE:
        return None
    considered = ranking
    if sure(ranking):
        shares = ranking[0].get("points")
        if not shares:
            return None
        best = next(iter(shares))
        if ranking[0]["confidence"] * shares[best] >= ANSWERED:
            return best
        considered = [{**ranking[0], "confidence": 1.0}]
    likely = [
        (entry["confidence"] * share, f"{entry['name']}/{name}" if name else entry["name"])
        for entry in considered
        for name, share in (entry.get("points") or {"": 1.0}).items()
    ]
    likely.sort(key=lambda found: -found[0])
    return [label for share, label in likely if share >= POSSIBLE][:CHOICES]


def questions(text: str, ranking: Ranking, rank: Callable[[str], Ranking]) -> List[str]:
    """The labels that the sentences of a message ask one after the other, if several."""
    parts = [part for part in SENTENCES.split(text) if len(part.split()) >= 3]
    if not 2 <= len(parts) <= 8:
        return []
    asked: Dict[str, str] = {}
    for part in parts:
        best = rank(part)[0]
        if best["confidence"] >= SECOND and intent_of(best["name"]).second:
            point = next(iter(best.get("points") or ()), "")
            asked.setdefault(best["name"], f"{best['name']}/{point}".rstrip("/"))
    return list(asked.values()) if ranking[0]["name"] in asked else []
