"""The point of a message: floors on the messages of three writers who never saw an example."""

from __future__ import annotations

from collections import Counter
from typing import Dict

import pytest

from assistant.cli import launcher
from assistant.dialogue import points as all_points
from tools.nlu_report import points
from tools.nlu_report.reader import parsed
from tools.nlu_report.scoring import Share

CASES = points.asked()


def test_each_point_is_asked_five_times() -> None:
    labels = Counter(
        line.split("\t")[0]
        for path in points.messages()
        for line in path.read_text("utf-8").splitlines()
    )
    assert {label for label in all_points.points() if labels[label] < 5} == set()
    assert len(CASES) >= 1500


@pytest.fixture(scope="module")
def figures() -> Dict[str, Share]:
    model = launcher.trained_model()
    assert model is not None, "aucun modèle : lancez d'abord « make train »"
    return points.figures(CASES, parsed(model, [case.text for case in CASES]))


@pytest.mark.parametrize(
    ("figure", "floor"), [("first", 0.90), ("proposed", 0.955), ("answered", 0.80)]
)
def test_floor(figures: Dict[str, Share], figure: str, floor: float) -> None:
    assert figures[figure].value >= floor, figures[figure]


@pytest.mark.parametrize(("figure", "ceiling"), [("answered_wrong", 0.04), ("nothing", 0.01)])
def test_ceiling(figures: Dict[str, Share], figure: str, ceiling: float) -> None:
    assert figures[figure].value <= ceiling, figures[figure]


def parse(name: str, confidence: float, value: object = None) -> Dict[str, object]:
    entities = [{"entity": "point", "value": value}] if value else []
    ranking = [{"name": "nlu_fallback", "confidence": 0.7}, {"name": "x", "confidence": confidence}]
    return {"intent": {"name": name}, "intent_ranking": ranking, "entities": entities}


def test_what_is_said_of_a_message() -> None:
    assert points.outcome(parse("sinscrire", 0.9, "comment")) == (True, ["sinscrire/comment"])
    assert points.outcome(parse("saluer", 0.9)) == (True, ["saluer"])
    assert points.outcome(parse("sinscrire", 0.9, ["a/b", "a/c"])) == (False, ["a/b", "a/c"])
    assert points.outcome(parse("nlu_fallback", 0.4, ["a/b", "c"])) == (False, ["a/b", "c"])
    assert points.outcome(parse("nlu_fallback", 0.05, ["a/b"])) == (False, [])


def test_the_figures_can_be_bad() -> None:
    cases = [points.Asked(frozenset({"a/b"}), "x"), points.Asked(frozenset({"a/c"}), "y")]
    found = points.figures(
        cases, [parse("a", 0.9, "c"), parse("nlu_fallback", 0.4, ["a/b", "a/c"])]
    )
    assert (found["first"].count, found["proposed"].count) == (0, 1)
    assert (found["answered_wrong"].count, found["answered"].count) == (1, 1)
