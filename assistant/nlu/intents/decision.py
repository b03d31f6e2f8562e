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
    r"\W*(?:(?:re[- ]?)?bonjour|bonsoir|bjr|bsr|salut|slt|coucou|hello)\b[\s,!.:;-]*"
    r"(?:(?:madame|monsieur|mesdames|messieurs|mme|mr|[àa] (?:tous|vous))\b[\s,!.:;-]*)*",
    re.I,
)
# What a message opens with before it asks: « oui », « merci beaucoup ! Et… ». A gesture, where
# nothing follows.
_OPENING = re.compile(
    r"\W*(?:(?:re[- ]?)?bonjour|bonsoir|salut|coucou|hello|re|oui|ouais|non|ok|okay|d['’ ]accord"
    r"|entendu|compris|(?:un )?(?:grand )?merci(?: (?:bien|beaucoup|[àa] vous|infiniment))?|super"
    r"|parfait|tr[èe]s bien|bien|bon|ah|eh bien|voil[àa]|d[ée]sol[ée]e?|pardon|excusez?[- ]?moi"
    r"|madame|monsieur|mesdames|messieurs|c['’ ]est encore moi|donc|alors|mais|et)\b"
    r"[\s,!.:;…-]*",
    re.I,
)
CHOICES = 4  # points that may be proposed
SENTENCES = re.compile(r"[?!.;…\n]+")
# Where one sentence may ask twice.
CLAUSES = re.compile(
    r"[?!.;:…\n]+|,(?! et\b)"
    r"|,? \b(?:et|puis|ensuite|aussi|sinon|par ailleurs|en plus|autre question)\b",
    re.I,
)
PARTS = 8  # read of a message
ASKS = re.compile(
    r"\?|\b(?:combien|comment|pourquoi|quand|qui|quoi|o[uù]|(?:le|la|les)?quel(?:le)?s?|est[- ]ce"
    r"|esk|faut"
    r"|(?:peut|peux|puis|doit|dois|ai|a|as|est|sont|va)[- ]t?[- ]?(?:je|tu|il|elle|on|ils|vous))\b",
    re.I,
)

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


def asked_after_opening(text: str) -> str:
    """What follows the words that only open a message; "" where nothing opens it, or where less
    than three words follow."""
    rest = text
    while found := _OPENING.match(rest):
        rest = rest[found.end() :]
    return rest if rest != text and len(rest.split()) >= 3 else ""


def asks(labels: Sequence[str], confidences: np.ndarray) -> bool:
    """Whether a message surely asks something, rather than does it (« oui », « merci »)."""
    best = int(confidences.argmax())
    return bool(confidences[best] >= ANSWERED) and intent_of(name_of(labels[best])).offered


def certain(ranking: Ranking, name: str) -> Ranking:
    """The ranking, this intent being sure whatever the likeness."""
    others = [{**entry, "confidence": 0.0} for entry in ranking if entry["name"] != name]
    return [{"name": name, "confidence": 1.0}, *others]


def first_of(ranking: Ranking, label: str) -> Ranking:
    """The ranking of a message of several questions, this one being answered.

    One question in two is not one question in doubt.
    """
    name, _, point = label.partition("/")
    unheard: Dict[str, Any] = {"name": name, "confidence": 0.0, "points": {}}
    first = next((entry for entry in ranking if entry["name"] == name), unheard)
    others = [
        {**entry, "confidence": entry["confidence"] / 2} for entry in ranking if entry is not first
    ]
    sure_of_it = max(SECOND, first["confidence"])
    shares = {point: 1.0} if point else first.get("points", {})
    return [{**first, "confidence": sure_of_it, "points": shares}, *others]


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
    """The labels that a message asks, if several: first what the whole of it asks.

    Sentences are read one by one; then, where they ask one thing, the clauses. A question is a
    point: two points of one intent are two questions. A part counts when it is sure and asks; the
    rest of a story is not offered.
    """
    if not ranking:
        return []
    whole = label_of(ranking)
    read: Dict[str, str] = {}
    for where in (SENTENCES, CLAUSES):
        parts = [part for part in _split(where, text) if len(part.split()) >= 3]
        if not 2 <= len(parts) <= PARTS:
            continue
        asking = [part for part in parts if ASKS.search(part)]
        read.update({part: _surely_asked(rank(part)) for part in asking if part not in read})
        asked = [read[part] for part in asking if read[part]]
        first = whole if whole in asked or sure_of(ranking, whole) else next(iter(asked), "")
        different = list(dict.fromkeys((first, *asked)))
        if len(different) > 1 and ranking[0]["name"] in map(name_of, different):
            return different
    return []


def _split(where: re.Pattern[str], text: str) -> List[str]:
    """The parts of a text, a question keeping its mark."""
    parts, start = [], 0
    for found in where.finditer(text):
        parts.append(text[start : found.start()] + ("?" if "?" in found[0] else ""))
        start = found.end()
    return [*parts, text[start:]]


def label_of(ranking: Ranking) -> str:
    """The first intent, with its first point where it has some."""
    point = next(iter(ranking[0].get("points") or ()), "")
    return f"{ranking[0]['name']}/{point}".rstrip("/")


def sure_of(ranking: Ranking, label: str) -> bool:
    """Whether the first intent and its first point, `label`, are answered."""
    shares = ranking[0].get("points") or {}
    share = shares.get(label.partition("/")[2], 1.0)
    return bool(ranking[0]["confidence"] * share >= ANSWERED)


def name_of(label: str) -> str:
    """The intent of a label."""
    return label.partition("/")[0]


def _surely_asked(ranking: Ranking) -> str:
    """The label of a part of a message, where it is sure and may be a second question."""
    best, label = ranking[0], label_of(ranking)
    share = (best.get("points") or {}).get(label.partition("/")[2], 1.0)
    return label if best["confidence"] * share >= SECOND and intent_of(best["name"]).second else ""
