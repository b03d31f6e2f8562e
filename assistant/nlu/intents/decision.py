"""From the confidences in labels to what is said of a message: intents, point, second question."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Sequence

import numpy as np

from assistant import clock
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
from assistant.nlu.intents import phrases
from dife.said.enrolments import HOW_LONG, awaits
from dife.text import bare, fold

OUTSIDE = "hors_sujet"
NEAR = 0.25  # share of what is not off-topic, from which a title stands beside the off-topic answer
DEADLINE = "calculer_date_limite"
DANGERS = ("arnaque", "partager_codes")  # answered as soon as they are likelier than not
DISTRESS = "detresse"
REFUSED = 0.55  # of a confidence, under which titles are proposed
LONGEST_ASKED = 24  # words of the day of an answer, and of how long there is
LONGEST_TOLD = 8  # words that tell a value and nothing of oneself
TOLD = ("commune", "nuits", "repas", "kilometres", "date", "montant")
_WEARY = re.compile(r"\b(?:pas|plus|peux|jamais|peur|mal|marre|bout|seule?|pleure\w*)\b")
LONGEST_ANSWER = 12  # words that tell no more than the organisme's answer
_OTHER_ANSWER = re.compile(
    r"\b(?:mairie|maire|commune|conseil|caisse|france|poste|identite|refus\w*|annul\w*|rembours\w*)\b"
)
CHOICES = 4  # points that may be proposed
PARTS = 8  # read of a message
LONGEST_LIST = 20  # words of « mes droits, le délai et votre téléphone »

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


def refused(text: str, ranking: Ranking) -> Ranking:
    """The ranking, in doubt where the message says that it does not want what it names.

    « Ne me rappelez pas » must not open the form of a call-back: titles are offered.
    """
    if not phrases.REFUSES.search(text) or not sure(ranking):
        return ranking
    return doubted(ranking, REFUSED)


def doubted(ranking: Ranking, share: float) -> Ranking:
    """The same ranking, with so much of each confidence."""
    return [{**entry, "confidence": entry["confidence"] * share} for entry in ranking]


def with_days(ranking: Ranking, entities: Sequence[Dict[str, Any]], text: str = "") -> Ranking:
    """The ranking, a deadline being calculated where it is likely and a step's day is given.

    « Jusqu'à quand valider ? » is the rule; « reçue lundi, jusqu'à quand valider ? » is a sum.
    """
    waits = awaits(bare(text)) and any(each.get("role") == "demande" for each in entities)
    if waits or _tells_answer(text, ranking, entities) or _asks_how_long(text, entities):
        return certain(ranking, DEADLINE)
    dated = any(found["entity"] == "date" and found.get("role") for found in entities)
    likely = [entry for entry in ranking[:CHOICES] if entry["confidence"] >= OFFERED]
    asked = next((entry for entry in likely if entry["name"] == DEADLINE), None)
    if not dated or asked is None or asked is ranking[0] or intent_of(ranking[0]["name"]).step != 5:
        return ranking
    rule = ranking[0]
    rule["confidence"], asked["confidence"] = 0.0, rule["confidence"] + asked["confidence"]
    return sorted(ranking, key=lambda entry: entry is not asked)


def _tells_answer(text: str, ranking: Ranking, entities: Sequence[Dict[str, Any]]) -> bool:
    """« Il a dit oui hier »: the organisme has accepted, and until when to validate matters."""
    found = [each for each in entities if each["entity"] == "date"]
    if not any(each.get("role") == "acceptation" for each in found) or phrases.ASKS.search(text):
        return False
    first = ranking[0]["name"] if ranking else VALUE
    other = first in (VALUE, DISTRESS, *DANGERS) or _OTHER_ANSWER.search(fold(text))
    return not other and len(text.split()) <= LONGEST_ANSWER


def _asks_how_long(text: str, entities: Sequence[Dict[str, Any]]) -> bool:
    """« Arrivé hier, combien de temps ? »: the day of the answer gives the last day to validate;
    from today, the rule says as much."""
    today = clock.today().isoformat()
    days = [each for each in entities if each["entity"] == "date" and each["value"] != today]
    told = any(each.get("role") in ("proposition", "acceptation") for each in days)
    asked = told and HOW_LONG.search(bare(text)) and not _OTHER_ANSWER.search(fold(text))
    return bool(asked) and len(text.split()) <= LONGEST_ASKED


def tells_value(text: str, ranking: Ranking, entities: Sequence[Dict[str, Any]]) -> bool:
    """« je dors à Créteil », where a form asks: a value, which only sounds like distress."""
    alike = bool(ranking) and ranking[0]["name"] == DISTRESS and len(text.split()) <= LONGEST_TOLD
    told = any(each["entity"] in TOLD for each in entities)
    return alike and told and not _WEARY.search(fold(text))


def point_of(ranking: Ranking) -> Any:
    """The name of the point where intent and point are sure; else the labels of the likely, as a
    list; None where the intent has no points."""
    if not ranking or ranking[0]["name"] == VALUE:
        return None
    if ranking[0]["name"] == OUTSIDE and sure(ranking):
        return _beside(ranking)
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


def _beside(ranking: Ranking) -> Any:
    """What an off-topic message may be about instead: labels, None where nothing stands out."""
    others = [entry for entry in ranking if intent_of(entry["name"]).offered][:CHOICES]
    rest = sum(entry["confidence"] for entry in ranking if entry["name"] != OUTSIDE) or 1.0
    near = [
        (entry["confidence"] * share / rest, f"{entry['name']}/{name}" if name else entry["name"])
        for entry in others
        for name, share in (entry["points"] or {"": 1.0}).items()
        if entry["name"] != OUTSIDE
    ]
    return [label for share, label in sorted(near, reverse=True) if share >= NEAR][:2] or None


def questions(text: str, ranking: Ranking, rank: Callable[[str], Ranking]) -> List[str]:
    """The labels that a message asks, if several: first what the whole of it asks.

    Sentences, clauses, then the items of a list are read one by one; two points are two questions.
    """
    whole = label_of(ranking) if ranking else ""
    read: Dict[str, str] = {}
    listing = () if len(text.split()) > LONGEST_LIST or sure(ranking) else (phrases.ITEMS,)
    for where in (phrases.SENTENCES, phrases.CLAUSES, *listing):
        listed = where is phrases.ITEMS
        parts = [part for part in phrases.split(where, text) if len(part.split()) >= 3 - listed]
        if not 2 <= len(parts) <= PARTS or not whole:
            continue
        asking = [part for part in parts if listed or phrases.ASKS.search(part)]
        read.update({part: surely_asked(rank(part)) for part in asking if part not in read})
        asked = [read[part] for part in asking if read[part]]
        # Asked by a part, the whole's question waits for those before it; a sum asked is ours.
        ours = name_of(whole) == OUTSIDE and "".join(asked[:1]).startswith("calculer_")
        own = whole not in asked and not ours and _share(ranking) >= ANSWERED
        different = list(dict.fromkeys((whole if own else next(iter(asked), ""), *asked)))
        several = len(different) > 1 and (listed or ranking[0]["name"] in map(name_of, different))
        if several or ours:
            return different
    return []


def label_of(ranking: Ranking) -> str:
    """The first intent, with its first point where it has some."""
    point = next(iter(ranking[0].get("points") or ()), "")
    return f"{ranking[0]['name']}/{point}".rstrip("/")


def _share(ranking: Ranking) -> float:
    """How sure the first intent and its first point are together."""
    shares = ranking[0].get("points") or {"": 1.0}
    return float(ranking[0]["confidence"]) * float(next(iter(shares.values())))


def name_of(label: str) -> str:
    """The intent of a label."""
    return label.partition("/")[0]


def surely_asked(ranking: Ranking) -> str:
    """The label of a part of a message, where it is sure and may be a second question."""
    sure_enough = _share(ranking) >= SECOND and intent_of(ranking[0]["name"]).second
    return label_of(ranking) if sure_enough else ""
