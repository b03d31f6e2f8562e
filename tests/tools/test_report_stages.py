"""Each stage of the report apart, and confusions with their sentences: small cases by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

import pytest

from tools.nlu_report import confusions, scoring, stages
from tools.nlu_report.stages import (
    ANSWERED_RIGHT,
    ANSWERED_WRONG,
    ASKED_WITH,
    ASKED_WITHOUT,
    HANDED,
    Heard,
    Kept,
    Tally,
)

DATE, OTHER_DATE = ("date", "2026-12-12", None), ("date", "2026-12-13", None)


def kept(expected: str, *others: str, text: str = "x", pointed: bool = True) -> Kept:
    return Kept("f.tsv", expected, frozenset({expected, *others}), text, pointed)


def heard(*labels: str, at_once: bool = False, intents: Sequence[str] = ("a",)) -> Heard:
    return Heard(at_once, labels, tuple(intents), 0.5)


def parse(name: str, confidence: float, value: object = None) -> Dict[str, Any]:
    """As Rasa gives it, with a second intent `z` behind."""
    ranking = [{"name": "a", "confidence": confidence}, {"name": "z", "confidence": 0.01}]
    if name == "nlu_fallback":
        ranking.insert(0, {"name": name, "confidence": 0.7})
    entities = [{"entity": "point", "value": value}] if value else []
    return {"intent": {"name": name}, "intent_ranking": ranking, "entities": entities}


@pytest.mark.parametrize(
    ("due", "read", "tally"),
    [
        ([DATE], [DATE], Tally(right=1)),
        ([DATE], [OTHER_DATE], Tally(wrong=1)),
        ([DATE], [("date", "2026-12-12", "formation")], Tally(wrong=1)),  # the role counts
        ([DATE], [], Tally(missed=1)),
        ([], [DATE], Tally(added=1)),
        ([DATE, DATE], [DATE], Tally(right=1, missed=1)),
        ([DATE], [DATE, OTHER_DATE], Tally(right=1, added=1)),
        ([], [], Tally()),
    ],
)
def test_an_entity_is_right_wrong_missed_or_beside(
    due: List[stages.Value], read: List[stages.Value], tally: Tally
) -> None:
    assert stages.tally(Counter(due), Counter(read)) == tally


def test_kinds_do_not_mix() -> None:
    rows = [
        ("a", Counter([DATE, ("commune", "Gien", None)]), Counter([DATE, ("nuits", 2, None)])),
        ("b", Counter([("montant", "900", "prix")]), Counter([("montant", "900", "prix")])),
    ]
    assert stages.by_kind(rows) == {
        "dates": Tally(right=1),
        "communes": Tally(missed=1),
        "montants": Tally(right=1),
        "nombres": Tally(added=1),
    }


def test_precision_and_recall() -> None:
    found = Tally(right=6, wrong=2, missed=4, added=1)
    assert (found.precision, found.recall) == ((6, 9), (6, 12))


def test_the_rows_of_the_table_are_read_by_the_extractor() -> None:
    lines = ['le 12;[["date","2026-12-12"]]', 'à Gien ; non;[["commune","Blois"]]']
    (first, second) = stages.entity_rows(lines)
    assert first == ("le 12", Counter([DATE]), Counter([DATE]))
    assert second[0] == "à Gien ; non" and second[2] == Counter([("commune", "Gien", None)])
    html = stages.entities_section([first, second])
    assert "«\u00a0à Gien ; non\u00a0»" in html and "commune Blois" in html
    assert "«\u00a0le 12\u00a0»" not in html


@pytest.mark.parametrize(
    ("message", "found", "decision"),
    [
        (kept("a/b"), heard("a/b", at_once=True), ANSWERED_RIGHT),
        (kept("a/b", "a/c"), heard("a/c", at_once=True), ANSWERED_RIGHT),
        (kept("a/b"), heard("a/c", at_once=True), ANSWERED_WRONG),
        (kept("a/b"), heard("a/c", "a/b"), ASKED_WITH),
        (kept("a/b"), heard("a/c", "d"), ASKED_WITHOUT),
        (kept("a/b"), heard(), HANDED),
    ],
)
def test_a_message_has_one_decision(message: Kept, found: Heard, decision: str) -> None:
    assert stages.decision(message, found) == decision


@pytest.mark.parametrize(
    ("pointed", "given", "expected"),
    [
        (True, parse("a", 0.9, "b"), (True, ("a/b",))),
        (False, parse("a", 0.9, "b"), (True, ("a",))),
        (True, parse("nlu_fallback", 0.4, ["a/b", "a/c", "z"]), (False, ("a/b", "a/c", "z"))),
        (False, parse("nlu_fallback", 0.4, ["a/b", "a/c", "z"]), (False, ("a", "z"))),
        (True, parse("nlu_fallback", 0.05, ["a/b"]), (False, ())),
    ],
)
def test_what_a_parse_says(
    pointed: bool, given: Dict[str, Any], expected: Tuple[bool, Tuple[str, ...]]
) -> None:
    found = stages.heard(kept("a/b", pointed=pointed), given)
    assert (found.at_once, found.labels) == expected and found.intents == ("a", "z")


def test_a_parse_without_anything_is_handed_over() -> None:
    found = stages.heard(kept("a"), parse("nlu_fallback", 0.0) | {"intent_ranking": []})
    assert found == Heard(False, (), (), 0.0) and found.band == scoring.PERSON


def test_intents_and_points_are_counted_apart() -> None:
    pairs = [
        (kept("a/b"), heard("a/c", "a/b", intents=("a", "z"))),  # intent right, point second
        (kept("z", pointed=False), heard("a", at_once=True, intents=("a", "y", "z"))),
        (kept("z", pointed=False), heard("a", at_once=True, intents=("a", "x", "y", "z"))),
    ]
    found = stages.understood(pairs)
    assert found == {"first": (1, 3), "three": (2, 3), "point": (0, 1), "proposed": (1, 1)}


def test_files_stay_apart(tmp_path: Path) -> None:
    for name in ("un.tsv", "deux.tsv"):
        (tmp_path / name).write_text("a/b\ta/c,d\tmon texte\tpersonne\n", "utf-8")
    messages = stages.kept([tmp_path / "un.tsv", tmp_path / "deux.tsv"], True)
    assert messages[0] == Kept("un.tsv", "a/b", frozenset({"a/b", "a/c", "d"}), "mon texte", True)
    assert list(stages.by_file([(m, heard()) for m in messages])) == ["un.tsv", "deux.tsv"]


def test_confusions_come_with_their_sentences_most_frequent_first() -> None:
    wrong = Heard(True, ("a/c",), ("a",), 0.95)
    pairs = [
        (kept("a/d", text="une fois"), heard("a/c")),
        (kept("a/b", text="peu sûr"), heard("a/c")),
        (kept("a/b", text="sûr"), wrong),
        (kept("a/b", text="juste"), heard("a/b")),
        (kept("a/b", "a/c", text="admis"), wrong),
        (kept("a/b", text="rien"), heard()),
    ]
    found = confusions.confusions(pairs)
    assert [(each.expected, each.read, len(each.messages)) for each in found] == [
        ("a/b", "a/c", 2),
        ("a/b", "", 1),
        ("a/d", "a/c", 1),
    ]
    assert [message.text for message, _ in found[0].messages] == ["sûr", "peu sûr"]


def test_the_section_shows_each_sentence_and_escapes_it() -> None:
    pairs = [(kept("a/b", text=f"<b> & {n}"), heard("a/c", at_once=True)) for n in (1, 2)]
    pairs.append((kept("a/d", text="seule"), heard()))
    html = confusions.section(pairs, "points")
    assert "«\u00a0&lt;b&gt; &amp; 1\u00a0» — 50,0\u202f%, répond" in html
    assert html.index("&lt;b&gt; &amp; 2") < html.index("<details>") < html.index("seule")
    assert "3 messages sur 3" in html
