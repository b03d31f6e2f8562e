"""How well messages are understood: pure functions over what the trained model read.

messages.tsv: intent<TAB>other intents that are right too, between commas<TAB>text<TAB>writer;
no header.
What the official gets for a message is one of three bands: an answer; a choice of titles
(`nlu_fallback`); or a person (assistant/dialogue/confidence.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, NamedTuple, Sequence, Tuple

import numpy as np

from assistant import settings
from assistant.dialogue.confidence import ANSWERED, OFFERED
from assistant.dialogue.intents import intent

FALLBACK, OUTSIDE = "nlu_fallback", "hors_sujet"
SURE = 0.90  # from here on, confidence is called full
ANSWER, PROPOSE, PERSON = BANDS = ("répond", "propose", "passe la main")


@dataclass(frozen=True)
class Case:
    """A message of the test set."""

    intent: str
    alternatives: FrozenSet[str]
    text: str

    @property
    def accepted(self) -> FrozenSet[str]:
        return self.alternatives | {self.intent}

    @property
    def genuine(self) -> bool:
        return OUTSIDE not in self.accepted


@dataclass(frozen=True)
class Reading:
    """A message and what the model made of it; `ranking` is without `nlu_fallback`."""

    case: Case
    ranking: Tuple[Tuple[str, float], ...]
    band: str

    @property
    def first(self) -> str:
        return self.ranking[0][0] if self.ranking else ""

    @property
    def confidence(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def right(self) -> bool:
        return self.first in self.case.accepted

    @property
    def rank(self) -> int:
        """Place of the first right intent, from 1; 0 when it is not in the ranking."""
        places = (i for i, (name, _) in enumerate(self.ranking, 1) if name in self.case.accepted)
        return next(places, 0)

    @property
    def turned_away(self) -> bool:
        """Told « hors sujet », or sent to a person without any title."""
        return self.band == PERSON or (self.band == ANSWER and self.first == OUTSIDE)

    @property
    def without_title(self) -> bool:
        """Titles are due, but none of the likely intents has one: reworded, then a person."""
        likely = {name for name, confidence in self.ranking if confidence >= OFFERED}
        return self.band == PROPOSE and not any(intent(name).offered for name in likely)


class Share(NamedTuple):
    """`count` out of `total`."""

    count: int  # type: ignore[assignment]  # a tuple has a method of this name
    total: int

    @property
    def value(self) -> float:
        return self.count / self.total if self.total else 0.0

    @property
    def interval(self) -> Tuple[float, float]:
        """Wilson's, at 95 %."""
        if not self.total:
            return 0.0, 1.0
        z2, n = 1.96**2, self.total
        middle = (self.value + z2 / (2 * n)) / (1 + z2 / n)
        half = 1.96 / (1 + z2 / n) * sqrt(self.value * (1 - self.value) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def messages() -> List[Path]:
    """The files of the validation set; the second holds the messages that name the association."""
    return [path for path in settings.validation() if path.stem == "messages"]


def cases(*paths: Path) -> List[Case]:
    """The test set, in the order of its files."""
    found = []
    lines = [
        (path, number, line)
        for path in paths or messages()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip()
    ]
    for path, number, line in lines:
        try:
            intent, others, text, _ = line.split("\t")
        except ValueError:
            raise ValueError(f"{path}, ligne {number} : quatre colonnes attendues") from None
        others_read = frozenset(name.strip() for name in others.split(",") if name.strip())
        found.append(Case(intent.strip(), others_read, text.strip()))
    return found


def reading(case: Case, parsed: Dict[str, Any]) -> Reading:
    """From Rasa's parse of the message."""
    ranking = tuple(
        (entry["name"], float(entry["confidence"]))
        for entry in parsed.get("intent_ranking") or ()
        if entry["name"] and entry["name"] != FALLBACK
    )
    if not ranking or ranking[0][1] < OFFERED:
        band = PERSON
    else:
        band = PROPOSE if parsed["intent"]["name"] == FALLBACK else ANSWER
    return Reading(case, ranking, band)


def banded(each: Reading) -> Reading:
    """The reading in the band that today's confidences give, whatever the model was trained with.

    `nlu_fallback` as Rasa's FallbackClassifier decides it.
    """
    first = each.confidence
    band = PERSON if first < OFFERED else PROPOSE if first < ANSWERED else ANSWER
    return replace(each, band=band)


def share(readings: Sequence[Reading], name: str) -> Share:
    """How many of the readings have the property."""
    return Share(sum(bool(getattr(r, name)) for r in readings), len(readings))


def in_first(readings: Sequence[Reading], places: int) -> Share:
    """How many have a right intent among the first ones."""
    return Share(sum(1 <= r.rank <= places for r in readings), len(readings))


def figures(readings: Sequence[Reading]) -> Dict[str, Share]:
    """The overall figures, by key."""
    outside = [r for r in readings if r.case.intent == OUTSIDE]
    genuine = [r for r in readings if r.case.genuine]
    wrong = [r for r in readings if not r.right]
    answered_wrong = [r for r in wrong if r.band == ANSWER]
    bands = Counter(r.band for r in readings)
    return {
        "first": in_first(readings, 1),
        "three": in_first(readings, 3),
        "outside_caught": share(outside, "right"),
        "outside_answered": Share(sum(r in answered_wrong for r in outside), len(outside)),
        "turned_away": share(genuine, "turned_away"),
        "answered_wrong": Share(len(answered_wrong), len(readings)),
        "surely_wrong": Share(sum(r.confidence >= SURE for r in answered_wrong), len(readings)),
        **{band: Share(bands[band], len(readings)) for band in BANDS},
        "answer_right": share([r for r in readings if r.band == ANSWER], "right"),
        "propose_three": in_first([r for r in readings if r.band == PROPOSE], 3),
        "without_title": share(readings, "without_title"),
    }


def by_intent(readings: Sequence[Reading]) -> Dict[str, Share]:
    """First answer right, by expected intent, worst first."""
    groups: Dict[str, List[Reading]] = defaultdict(list)
    for each in readings:
        groups[each.case.intent].append(each)
    shares = {intent: share(group, "right") for intent, group in groups.items()}
    return dict(sorted(shares.items(), key=lambda item: (item[1].value, item[0])))


def average(shares: Dict[str, Share]) -> float:
    """The mean over intents, each weighing the same."""
    return sum(s.value for s in shares.values()) / len(shares)


def _counted(each: Reading) -> Tuple[str, str]:
    """Expected and predicted; an alternative is as good as what is expected."""
    return each.case.intent, each.case.intent if each.right else each.first


def confusion(readings: Sequence[Reading]) -> Tuple[List[str], np.ndarray]:
    """Intents, and counts: a row per expected intent, a column per predicted one."""
    pairs = Counter(_counted(each) for each in readings)
    labels = sorted({name for pair in pairs for name in pair})
    place = {name: i for i, name in enumerate(labels)}
    matrix = np.zeros((len(labels), len(labels)), dtype=int)
    for (expected, predicted), count in pairs.items():
        matrix[place[expected], place[predicted]] = count
    return labels, matrix


class Bin(NamedTuple):
    """Readings of like confidence."""

    confidence: float  # their mean
    right: Share


def reliability(readings: Sequence[Reading], bins: int = 10) -> List[Bin]:
    """Tenths of confidence that have readings, lowest first."""
    groups: Dict[int, List[Reading]] = defaultdict(list)
    for each in readings:
        groups[min(int(each.confidence * bins), bins - 1)].append(each)
    return [
        Bin(sum(r.confidence for r in group) / len(group), share(group, "right"))
        for _, group in sorted(groups.items())
    ]


def calibration_error(readings: Sequence[Reading], bins: int = 10) -> float:
    """Mean distance between confidence and rightness (ECE)."""
    found = reliability(readings, bins)
    gaps = (abs(b.confidence - b.right.value) * b.right.total for b in found)
    return sum(gaps) / max(len(readings), 1)


def worst(readings: Sequence[Reading], most: int = 30) -> List[Reading]:
    """The wrong readings, most confident first."""
    wrong = (each for each in readings if not each.right)
    return sorted(wrong, key=lambda r: (-r.confidence, r.case.text))[:most]
