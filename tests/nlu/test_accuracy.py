"""Floors under the accuracy on messages.tsv; `make nlu-report` shows what is behind them."""

from typing import Dict

import pytest

from assistant.cli import launcher
from tools.nlu_report import scoring
from tools.nlu_report.reader import read
from tools.nlu_report.scoring import ANSWER, PERSON, PROPOSE, Case, Reading, Share


@pytest.fixture(scope="module")
def figures() -> Dict[str, Share]:
    model = launcher.trained_model()
    assert model is not None, "aucun modèle : lancez d'abord « make train »"
    return scoring.figures(read(model, scoring.cases()))


@pytest.mark.parametrize(("figure", "floor"), [("first", 0.90), ("three", 0.97)])
def test_floor(figures: Dict[str, Share], figure: str, floor: float) -> None:
    assert figures[figure].value >= floor, figures[figure]


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


def test_answers_that_harm() -> None:
    found = scoring.figures([parsed(("hors_sujet", 0.95)), parsed(("creer_compte", 0.8))])
    assert found["turned_away"] == found["surely_wrong"] == found["first"] == (1, 2)
