"""Floors on messages of writers on whose lines nothing was chosen, and on whole messages.

strangers.tsv: label<TAB>others that are right too<TAB>text<TAB>writer. follow_ups.tsv: point said
before<TAB>message before<TAB>label<TAB>others<TAB>text<TAB>writer; the weights of a follow-up were
chosen on writer d. kept_out.tsv, as strangers.tsv: a writer who asks for somebody else, and
a third of what one said in the middle of conversations (the rest are examples). several.tsv:
labels asked<TAB>text<TAB>writer. openings.tsv: label<TAB>text.
languages.tsv: language<TAB>text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Set

import pytest

from assistant.cli import launcher
from assistant.settings import ROOT
from tools.nlu_report import points
from tools.nlu_report.reader import parsed
from tools.nlu_report.scoring import Share

FOLDER = ROOT / "tests" / "nlu"
CASES = points.asked(*points.strangers())


def rows(name: str) -> List[List[str]]:
    return [line.split("\t") for line in (FOLDER / name).read_text("utf-8").splitlines()]


def read(texts: List[str], subjects: List[str] | None = None) -> List[Dict[str, Any]]:
    model: Path | None = launcher.trained_model()
    assert model is not None, "aucun modèle : lancez d'abord « make train »"
    return parsed(model, texts, subjects=subjects or ())


@pytest.fixture(scope="module")
def figures() -> Dict[str, Share]:
    return points.figures(CASES, read([case.text for case in CASES]))


def test_the_test_set_is_large_and_of_every_label() -> None:
    asked = {label for label, *_ in rows("strangers.tsv")}
    assert len(CASES) >= 900 and len(asked) > 270
    validation = {case.text for case in points.asked()}
    assert [case.text for case in CASES if case.text in validation] == []


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        ("intent", 0.94),
        ("three", 0.988),
        ("first", 0.93),
        ("proposed", 0.96),
        ("once", 0.88),
        ("outside", 0.96),
    ],
)
def test_floor(figures: Dict[str, Share], figure: str, floor: float) -> None:
    assert figures[figure].value >= floor, figures[figure]


@pytest.mark.parametrize(("figure", "ceiling"), [("answered_wrong", 0.03), ("turned_away", 0.015)])
def test_ceiling(figures: Dict[str, Share], figure: str, ceiling: float) -> None:
    assert figures[figure].value <= ceiling, figures[figure]


@pytest.fixture(scope="module")
def kept_out() -> Dict[str, Share]:
    cases = points.asked(FOLDER / "kept_out.tsv")
    return points.figures(cases, read([case.text for case in cases]))


@pytest.mark.parametrize(("figure", "floor"), [("first", 0.90), ("proposed", 0.93)])
def test_floor_for_somebody_else_and_midway(
    kept_out: Dict[str, Share], figure: str, floor: float
) -> None:
    assert kept_out[figure].value >= floor, kept_out[figure]


@pytest.mark.parametrize(("figure", "ceiling"), [("answered_wrong", 0.05), ("turned_away", 0.025)])
def test_ceiling_for_somebody_else_and_midway(
    kept_out: Dict[str, Share], figure: str, ceiling: float
) -> None:
    assert kept_out[figure].value <= ceiling, kept_out[figure]


@pytest.fixture(scope="module")
def follow_ups() -> Dict[str, List[bool]]:
    """Right first, and answered wrongly, by writer."""
    cases = rows("follow_ups.tsv")
    parses = read([case[4] for case in cases], [case[0] for case in cases])
    found: Dict[str, List[bool]] = {"right": [], "wrong": [], "blind": []}
    for (_, _, label, others, _, writer), parse in zip(cases, parses, strict=True):
        at_once, labels = points.outcome(parse)
        right = bool({label, *others.split(",")} & set(labels[:1]))
        found["right"].append(right)
        found["wrong"].append(at_once and not right)
        found["blind"].append(writer != "d")
    return found


def test_a_short_message_is_read_after_the_last_answer(follow_ups: Dict[str, List[bool]]) -> None:
    """Alone, 54 % of the dependent ones were right first, and 23 % answered wrongly."""
    blind = [i for i, each in enumerate(follow_ups["blind"]) if each]
    right = sum(follow_ups["right"][i] for i in blind) / len(blind)
    wrong = sum(follow_ups["wrong"][i] for i in blind) / len(blind)
    assert right >= 0.70 and wrong <= 0.14, (right, wrong)


def told(parse: Dict[str, Any]) -> Set[str]:
    """The labels that a message is answered with or offered, second questions with them."""
    others = [e["value"] for e in parse["entities"] if e["entity"] == "deuxieme_question"]
    return {*points.outcome(parse)[1], *(label for value in others for label in value)}


def test_several_questions_are_heard() -> None:
    cases = rows("several.tsv")
    parses = read([text for _, text, _ in cases])
    asked = [set(labels.split(",")) for labels, _, _ in cases]
    both = [right <= told(parse) for right, parse in zip(asked, parses, strict=True)]
    one = [bool(right & told(parse)) for right, parse in zip(asked, parses, strict=True)]
    two = [heard for heard, right in zip(both, asked, strict=True) if len(right) == 2]
    assert sum(one) / len(one) >= 0.95 and sum(two) / len(two) >= 0.50, (sum(one), sum(two))


def test_the_words_that_open_a_message_are_not_its_question() -> None:
    cases = rows("openings.tsv")
    parses = read([text for _, text in cases])
    lost = [
        (text, points.outcome(parse)[1][:1])
        for (label, text), parse in zip(cases, parses, strict=True)
        if label not in points.outcome(parse)[1]
    ]
    assert len(lost) <= 3, lost


def test_another_language_is_told_and_french_is_not_one() -> None:
    cases = rows("languages.tsv")
    parses = read([text for _, text in cases])
    foreign = [parse["intent"]["name"] == "autre_langue" for parse in parses]
    french = [
        text for (code, text), told in zip(cases, foreign, strict=True) if told and code == "fr"
    ]
    missed = [
        text for (code, text), told in zip(cases, foreign, strict=True) if not told and code != "fr"
    ]
    assert french == [] and len(missed) <= 5, (french, missed)
