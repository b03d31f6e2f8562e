"""The sharpness of confidences, on cases that are computed by hand.

Of two labels `d` apart, the likelier is answered (0.60) when factor × d ≥ ln 1.5 = 0.405.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, List

import numpy as np
import pytest

from assistant.nlu.intents import model, settling
from assistant.nlu.intents.settling import FACTORS, FEWEST, Kept, Scores, settled

LABELS = ["a/x", "b/y"]
KEPT = [
    Kept(frozenset({"a/x"}), "un", "p"),  # right, answered with any factor: d = 1
    Kept(frozenset({"b/y"}), "deux", "q"),  # wrong, answered from 0.85 on: d = 0.5
]
ROWS = np.array([[1.0, 0.0], [0.5, 0.0]])
NEVER, ALWAYS = 0.0, 1.1  # asked again below


@pytest.mark.parametrize(
    ("risk", "factor", "answered", "wrong"),
    [
        (0.0, 0.8, 0.5, 0.0),
        (0.49, 0.8, 0.5, 0.0),
        (0.5, FACTORS[-1], 1.0, 0.5),
    ],
)
def test_the_largest_factor_within_the_risk(
    risk: float, factor: float, answered: float, wrong: float
) -> None:
    found = settled(KEPT, LABELS, Scores(ROWS, ROWS), NEVER, risk)
    assert (found["factor"], found["answered"], found["wrong"]) == (factor, answered, wrong)


def test_no_factor_within_the_risk_is_the_softest() -> None:
    found = settled(KEPT, LABELS, Scores(ROWS[::-1] * [[-9], [9]], ROWS), NEVER, 0.0)
    assert found["factor"] == FACTORS[0]


def test_each_writer_is_answered_with_the_others_factor() -> None:
    found = settled(KEPT, LABELS, Scores(ROWS, ROWS), NEVER, 0.0)["left_out"]
    assert found["p"] == {"factor": 0.8, "answered": 1.0, "wrong": 0.0}
    assert found["q"] == {"factor": FACTORS[-1], "answered": 1.0, "wrong": 1.0}


@pytest.mark.parametrize(("below", "wrong"), [(NEVER, 0.5), (ALWAYS, 0.0), (0.65, 0.5)])
def test_who_is_not_sure_asks_the_dearest_encoder(below: float, wrong: float) -> None:
    """With the factor 2: 0.88 and 0.73."""
    asked = np.array([[1.0, 0.0], [0.0, 1.0]])
    found = settled(KEPT, LABELS, Scores(ROWS, asked), below, 0.5)
    assert (found["factor"], found["wrong"]) == (FACTORS[-1], wrong)


@pytest.mark.parametrize(
    ("right", "wrong"), [({"b"}, 0.5), ({"a"}, 0.0), ({"b/y", "a"}, 0.0), ({"a/z"}, 0.5)]
)
def test_an_intent_alone_is_right_with_any_of_its_points(right: set[str], wrong: float) -> None:
    kept = [KEPT[0], KEPT[1]._replace(right=frozenset(right))]
    assert settled(kept, LABELS, Scores(ROWS, ROWS), NEVER, 1.0)["wrong"] == wrong


def test_the_messages_of_a_file_and_a_line_for_a_missing_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "points.tsv"
    path.write_text("a/x\tb/y,b/z\tPerdu ?\tp\na\t\tQuand\tq\n", "utf-8")
    with caplog.at_level(logging.WARNING):
        found = settling.read([tmp_path / "gone.tsv", path])
    assert found == [
        Kept(frozenset({"a/x", "b/y", "b/z"}), "Perdu ?", "p"),
        Kept(frozenset({"a"}), "Quand", "q"),
    ]
    (line,) = [r.getMessage() for r in caplog.records if r.name == settling.__name__]
    assert "gone.tsv" in line
    assert settling.read([tmp_path / "gone.tsv"]) == []


@pytest.mark.parametrize(("messages", "settles"), [(0, 0), (FEWEST - 1, 0), (FEWEST, 1)])
def test_too_few_messages_change_nothing(
    messages: int, settles: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: List[Any] = []

    def found(*arguments: Any) -> dict[str, Any]:
        calls.append(arguments)
        return {"factor": 0.5}

    monkeypatch.setattr(model, "settled", found)
    made = model.IntentModel({"encoders": []})
    monkeypatch.setattr(made, "_like", lambda text: np.zeros(2))
    monkeypatch.setattr(made, "_scores", lambda which, likeness: likeness)
    made.plain = {"labels": LABELS, "every_temperature": 8.0}
    made.settle([KEPT[0]] * messages)
    assert len(calls) == settles
    assert made.plain["every_temperature"] == (4.0 if settles else 8.0)
    assert ("settled" in made.plain) is bool(settles)
