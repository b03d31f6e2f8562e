"""Floors under the accuracy on messages.tsv; `make nlu-report` shows what is behind them."""

from typing import Dict, List

import pytest

from assistant.cli import launcher
from assistant.dialogue.confidence import ANSWERED, OFFERED
from tools.nlu_report import scoring
from tools.nlu_report.reader import read
from tools.nlu_report.scoring import ANSWER, PERSON, PROPOSE, Case, Reading, Share


@pytest.fixture(scope="module")
def readings() -> List[Reading]:
    model = launcher.trained_model()
    assert model is not None, "aucun modèle : lancez d'abord « make train »"
    return read(model, scoring.cases())


@pytest.fixture(scope="module")
def figures(readings: List[Reading]) -> Dict[str, Share]:
    """In the bands of today's confidences: another threshold fails without a new model."""
    return scoring.figures([scoring.banded(each) for each in readings])


def test_the_server_decides_by_the_confidences(readings: List[Reading]) -> None:
    assert [each for each in readings if scoring.banded(each).band != each.band] == []


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("first", 0.93),
        ("three", 0.98),
        ("outside_caught", 0.94),
        (ANSWER, 0.84),  # of all messages: more titles would be safer, and tire everybody
        ("answer_right", 0.955),
        ("propose_three", 0.90),
    ],
)
def test_floor(figures: Dict[str, Share], figure: str, floor: float) -> None:
    assert figures[figure].value >= floor, figures[figure]


@pytest.mark.parametrize(
    ("figure", "ceiling"),
    [
        ("answered_wrong", 0.04),  # nothing was proposed beside a wrong answer
        ("turned_away", 0.02),  # genuine questions
        ("outside_answered", 0.035),  # what lies beside a subject now has answers near it
    ],
)
def test_ceiling(figures: Dict[str, Share], figure: str, ceiling: float) -> None:
    assert figures[figure].value <= ceiling, figures[figure]


def parsed(*ranking: tuple[str, float], fallback: bool = False) -> Reading:
    entries = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    if fallback:
        entries.insert(0, {"name": "nlu_fallback", "confidence": 0.4})
    case = Case("creer_compte", frozenset({"se_connecter"}), "mon compte")
    return scoring.reading(case, {"intent": entries[0], "intent_ranking": entries})


def test_alternative_is_right() -> None:
    found = parsed(("se_connecter", 0.95), ("nier", 0.02))
    assert (found.right, found.rank, found.band) == (True, 1, ANSWER)


def test_fallback_is_no_intent() -> None:
    found = parsed(("nier", 0.30), ("creer_compte", 0.28), fallback=True)
    assert (found.first, found.rank, found.band) == ("nier", 2, PROPOSE)


def test_nothing_likely_is_for_a_person() -> None:
    found = parsed(("nier", 0.09), fallback=True)
    assert (found.band, found.turned_away, found.rank) == (PERSON, True, 0)


@pytest.mark.parametrize(
    ("confidences", "band"),
    [
        ((ANSWERED, 0.05), ANSWER),
        ((ANSWERED - 0.01, 0.05), PROPOSE),
        ((OFFERED, 0.0), PROPOSE),
        ((OFFERED - 0.01, 0.0), PERSON),
        ((ANSWERED,), ANSWER),
        ((), PERSON),
    ],
)
def test_a_reading_falls_in_one_band(confidences: tuple[float, ...], band: str) -> None:
    names = ("nier", "creer_compte")
    found = parsed(*zip(names, confidences, strict=False)) if confidences else nothing()
    assert scoring.banded(found).band == band


def nothing() -> Reading:
    return scoring.reading(scoring.Case("creer_compte", frozenset(), "…"), {"intent": {}})


def test_answers_that_harm() -> None:
    found = scoring.figures([parsed(("hors_sujet", 0.95)), parsed(("creer_compte", 0.8))])
    assert found["turned_away"] == found["surely_wrong"] == found["first"] == (1, 2)
