"""The difference report: newly right, newly wrong, first time, same model, damaged file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Dict, List, Tuple

import pytest

from tools.nlu_report import differences
from tools.nlu_report.differences import Report
from tools.nlu_report.stages import Both, Heard, Kept

RIGHT = Heard(True, ("a/b",), ("a",), 0.9)
WRONG = Heard(True, ("a/c",), ("a",), 0.9)
ASKED = Heard(False, ("a/b", "a/c"), ("a",), 0.5)
NOTHING = Heard(False, (), ("a",), 0.05)


def kept(text: str) -> Kept:
    return Kept("points.tsv", "a/b", frozenset({"a/b"}), text, True)


def made(**found: Heard) -> List[Both]:
    return [(kept(text), heard) for text, heard in found.items()]


def report(model: str, **found: Heard) -> Report:
    return differences.report(model, "23/11/2026 à 10:00", made(**found))


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        (WRONG, RIGHT, "newly_right"),
        (WRONG, ASKED, "newly_right"),  # the first title
        (NOTHING, RIGHT, "newly_right"),
        (RIGHT, WRONG, "newly_wrong"),
        (ASKED, NOTHING, "newly_wrong"),
        (RIGHT, ASKED, "moved"),
        (WRONG, NOTHING, "moved"),
        (RIGHT, RIGHT, None),
        (WRONG, WRONG, None),
    ],
)
def test_a_message_changes_in_one_way(before: Heard, after: Heard, where: str) -> None:
    found = differences.differences(report("un", x=before), made(x=after))
    ways = {name: getattr(found, name) for name in ("newly_right", "newly_wrong", "moved")}
    assert {name for name, changes in ways.items() if changes} == ({where} if where else set())


def test_figures_are_those_of_the_common_messages() -> None:
    before = report("un", x=WRONG, y=RIGHT, gone=RIGHT)
    found = differences.differences(before, made(x=ASKED, y=RIGHT, new=WRONG))
    assert (found.common, found.new) == (2, 1)
    assert found.figures[differences.FIRST] == ((1, 2), (2, 2))
    assert found.figures["répond faux"] == ((1, 2), (0, 2))
    assert found.figures["propose, le bon titre parmi eux"] == ((0, 2), (1, 2))


def test_a_label_corrected_since_then_judges_both() -> None:
    now = [(Kept("points.tsv", "a/c", frozenset({"a/c"}), "x", True), WRONG)]
    found = differences.differences(report("un", x=WRONG), now)
    assert found.figures[differences.FIRST] == ((1, 1), (1, 1)) and not found.newly_right


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    file, reports = tmp_path / "x.json", [report("deux", x=RIGHT, y=NOTHING), report("un", x=ASKED)]
    differences.save(file, reports)
    assert differences.loaded(file) == (reports, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "illisible"),
        ('{"version": 1, "rapports": [', "illisible"),
        ("[]", "illisible"),
        ("{}", "illisible"),
        ('{"version": 1}', "illisible"),
        ('{"version": 1, "rapports": [{"modele": "un"}]}', "illisible"),
        ('{"version": 1, "rapports": [{"modele": "un", "lectures": 3}]}', "illisible"),
        (
            '{"version": 1, "rapports": [{"modele": "u", "mesure": "", "lectures": [[1]]}]}',
            "illisible",
        ),
        ('{"version": 0, "rapports": []}', "autre version"),
    ],
)
def test_a_damaged_or_old_file_is_told_and_replaced(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "nlu-lectures.json"
    file.write_text(text, "utf-8")
    reports, trouble = differences.loaded(file)
    assert reports == [] and said in trouble and "nlu-lectures.json" in trouble
    html = differences.section(report("un", x=RIGHT), None, made(x=RIGHT), trouble)
    assert "Rien à comparer" in html and said in html


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    file = tmp_path / "nlu-lectures.json"
    file.write_bytes(b"\xff\xfe\x00")
    assert "illisible" in differences.loaded(file)[1]


def test_the_first_time_there_is_nothing_to_compare(tmp_path: Path) -> None:
    assert differences.loaded(tmp_path / "absent.json") == ([], "")
    now = report("un", x=RIGHT)
    assert differences.reference(now, []) is None
    html = differences.section(now, None, made(x=RIGHT), "")
    assert "Rien à comparer" in html and "premier rapport" in html


ONE, TWO, THREE = (report(name, x=RIGHT) for name in ("un", "deux", "trois"))


@pytest.mark.parametrize(
    ("now", "before", "reference", "kept_after"),
    [
        (ONE, [], None, [ONE]),
        (TWO, [ONE], ONE, [TWO, ONE]),
        (THREE, [TWO, ONE], TWO, [THREE, TWO]),
        (TWO, [TWO, ONE], ONE, [TWO, ONE]),  # made again: still against the model before it
        (ONE, [ONE], ONE, [ONE]),
    ],
)
def test_the_reference_is_the_last_other_model(
    now: Report, before: List[Report], reference: Report, kept_after: List[Report]
) -> None:
    assert differences.reference(now, before) == reference
    assert differences.to_keep(now, before) == kept_after


def test_the_same_model_is_said() -> None:
    now = report("un", x=RIGHT)
    html = differences.section(now, report("un", x=RIGHT), made(x=RIGHT), "")
    assert "Le même modèle" in html and "<table>" not in html
    html = differences.section(now, report("un", x=WRONG), made(x=RIGHT), "")
    assert "vient donc du code" in html and "«\u00a0x\u00a0»" in html


def test_the_section_tells_the_messages_and_the_figures() -> None:
    pairs = made(oui=RIGHT, non=WRONG, titre=ASKED)
    before = report("un", oui=WRONG, non=RIGHT, titre=RIGHT)
    html = differences.section(report("deux", oui=RIGHT), before, pairs, "")
    places: Dict[str, Tuple[int, int]] = {
        title: (html.index(f"<h3>{title}"), html.index(f"«\u00a0{text}\u00a0»"))
        for title, text in (
            ("Nouvellement justes", "oui"),
            ("Nouvellement faux", "non"),
            ("Aussi justes ou faux", "titre"),
        )
    }
    flat = [place for pair in places.values() for place in pair]
    assert flat == sorted(flat)
    assert "nouvellement justes 1, nouvellement faux 1, traités autrement 1, sur 3" in html
    assert '<td class="n">−1</td>' in html  # one less is answered right


def test_the_file_is_plain_json(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    differences.save(file, [report("un", x=RIGHT)])
    (line,) = json.loads(file.read_text("utf-8"))["rapports"][0]["lectures"]
    assert line == ["points.tsv", "x", True, ["a/b"], ["a"], 0.9]
