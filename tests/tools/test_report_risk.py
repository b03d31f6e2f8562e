"""What answering more would cost: the curve by hand."""

from __future__ import annotations

import random
from typing import List

from tools.nlu_report import pictures, risk
from tools.nlu_report.stages import Both, Heard, Kept


def asked(label: str, confidence: float, at_once: bool, expected: str = "a/b") -> Both:
    labels = (label, "a/z") if label and not at_once else (label,) if label else ()
    message = Kept("points.tsv", expected, frozenset({expected}), "x", True)
    return message, Heard(at_once, labels, ("a",), confidence)


PAIRS = [
    asked("a/b", 0.7, False),  # would be answered right with its first title
    asked("a/b", 0.95, True),
    asked("a/c", 0.8, True),  # wrong
    asked("a/b", 0.9, True),
    asked("a/b", 0.8, True),  # as sure as the wrong one: both or neither
    asked("a/c", 0.99, False),  # sure of the intent, not of the point: asked today
    asked("", 0.05, False),
    asked("a/b", 0.99, True, expected="hors_sujet"),  # no genuine question
]


def test_a_curve_by_hand() -> None:
    steps = [(s.confidence, s.today, s.right.count, s.wrong.count) for s in risk.curve(PAIRS)]
    assert steps == [
        (1.0, True, 0, 0),
        (0.95, True, 1, 0),
        (0.9, True, 2, 0),
        (0.8, True, 3, 1),
        (0.99, False, 3, 2),
        (0.7, False, 4, 2),
    ]
    assert {step.right.total for step in risk.curve(PAIRS)} == {7}


def test_today_is_on_the_curve() -> None:
    now = risk.today(risk.curve(PAIRS))
    assert (now.right, now.wrong) == ((3, 7), (1, 7))


def test_the_most_within_a_limit() -> None:
    steps = risk.curve(PAIRS)
    found = [risk.within(steps, limit).right.count for limit in (0.0, 0.14, 1 / 7, 0.28, 0.3, 1)]
    assert found == [2, 2, 3, 3, 4, 4]


def test_neither_share_ever_falls() -> None:
    dice = random.Random(45)  # noqa: S311 - no secret
    pairs: List[Both] = [
        asked(dice.choice(["a/b", "a/c", "d"]), round(dice.random(), 2), dice.random() < 0.7)
        for _ in range(300)
    ]
    steps = risk.curve(pairs)
    for before, after in zip(steps, steps[1:], strict=False):
        assert before.right <= after.right and before.wrong <= after.wrong
        assert before.today or not after.today
    assert steps[-1].right.count + steps[-1].wrong.count == 300


def test_nothing_asked_makes_no_curve_and_no_fault() -> None:
    (step,) = risk.curve([])
    assert risk.today([step]) == risk.within([step], 0.01) == step


def test_the_section_has_a_picture_with_words_and_a_row_for_each_limit() -> None:
    html = risk.section(PAIRS)
    assert html.count("<tr>") == 2 + len(risk.LIMITS)
    assert "42,9\u202f% juste et 14,3\u202f% faux" in html.split("alt=")[1].split(">")[0]
    assert "au plus 2,5\u202f% de fausses" in html


def test_the_same_figures_give_the_same_picture() -> None:
    steps = [(0.0, 0.0), (0.01, 0.6), (0.03, 0.8), (0.05, 0.85)]
    assert pictures.risk(steps, 2) == pictures.risk(steps, 2) != pictures.risk(steps, 1)
