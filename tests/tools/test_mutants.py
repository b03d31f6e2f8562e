"""The planted faults: the list is true, and the runner sees, names and leaves nothing behind."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Callable, Dict, List

import pytest

from assistant.settings import ROOT
from tools.mutants import __main__ as verb
from tools.mutants.faults import Fault, ListError, load
from tools.mutants.runner import KILLED, SURVIVED, BaselineFails, Result, Runner

RULE = "def double(number):\n    return number * 2\n\n\ndef half(number):\n    return number / 2\n"
TEST = """
from rule import double

def test_double():
    assert double(3) == 6
"""
LIST = """
rule.py:
  tests: test_rule.py
  faults:
    - id: three-times
      why: a price would be wrong
      old: number * 2
      new: number * 3
    - id: a-third
      why: nobody looks
      old: number / 2
      new: number / 3
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of one rule, half tested."""
    root = tmp_path / "project"
    root.mkdir()
    for name, text in (("rule.py", RULE), ("test_rule.py", TEST)):
        (root / name).write_text(text, "utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    return root


@pytest.fixture
def read(root: Path, tmp_path: Path) -> Callable[..., List[Fault]]:
    """The faults of a list, its text being changed so."""
    folder = tmp_path / "list"
    folder.mkdir()

    def of(old: str = "", new: str = "", only: str = "") -> List[Fault]:
        assert old in LIST
        (folder / "room.yml").write_text(LIST.replace(old, new, 1), "utf-8")
        return load(root, folder, only)

    return of


def results(runner: Runner, faults: List[Fault]) -> Dict[str, Result]:
    return {result.name: result for result in runner.run(faults)}


def test_the_list_of_this_house_is_true() -> None:
    """What is planted is still in the code: one line a mistake, when code has moved."""
    faults = load(ROOT)
    assert len(faults) >= 250
    assert {fault.room for fault in faults} >= {"dife", "actions", "dialogue", "privacy"}


def test_a_fault_is_killed_or_survives_and_nothing_is_left_behind(
    root: Path, tmp_path: Path, read: Callable[..., List[Fault]]
) -> None:
    found = results(Runner(root, tmp_path / "kept", jobs=1), read())
    killed, survived = found["room/three-times"], found["room/a-third"]
    assert (killed.outcome, killed.by) == (KILLED, "test_rule.py::test_double")
    assert (survived.outcome, survived.by) == (SURVIVED, "")
    assert (root / "rule.py").read_text("utf-8") == RULE
    assert sorted(path.name for path in root.iterdir()) == [".git", "rule.py", "test_rule.py"]


def test_it_goes_on_after_a_cut_and_starts_anew_after_a_change(
    root: Path, tmp_path: Path, read: Callable[..., List[Fault]], monkeypatch: pytest.MonkeyPatch
) -> None:
    planted: List[str] = []
    tried = Runner._try

    def note(self: Runner, fault: Fault) -> Result:
        planted.append(fault.id)
        return tried(self, fault)

    monkeypatch.setattr(Runner, "_try", note)
    faults, kept = read(), tmp_path / "kept"
    results(Runner(root, kept, jobs=1), faults[:1])
    again = results(Runner(root, kept, jobs=1), faults)
    assert planted == ["three-times", "a-third"] and len(again) == 2
    (root / "test_rule.py").write_text(TEST.replace("3", "4").replace("6", "8"), "utf-8")
    results(Runner(root, kept, jobs=1), faults[:1])
    assert planted[2:] == ["three-times"]


def test_tests_that_fail_without_a_fault_are_told_first(
    root: Path, tmp_path: Path, read: Callable[..., List[Fault]]
) -> None:
    (root / "test_rule.py").write_text(TEST.replace("== 6", "== 7"), "utf-8")
    with pytest.raises(BaselineFails, match="test_rule.py::test_double"):
        results(Runner(root, tmp_path / "kept", jobs=1), read())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("number * 2", "number * 9", "room/three-times: «number * 9» is no longer in rule.py"),
        ("number * 2", "number", "room/three-times: «number» is 4 times in rule.py"),
        ("new: number * 3", "new: number * 2", "room/three-times: «new» is «old»"),
        ("new: number * 3", 'new: "number * ("', "room/three-times: what is planted cannot be"),
        ("a-third", "three-times", "room/three-times: twice in the list"),
        ("tests: test_rule.py", "tests: tests/x.py", "room/three-times: no test tests/x.py"),
        ("rule.py:\n", "gone.py:\n", "room/three-times: no file gone.py"),
        ("why: nobody", "wy: nobody", "room.yml: "),
        ("faults:", "fault:", "room.yml: 'faults'"),
    ],
)
def test_a_list_that_is_no_longer_true_is_told_in_one_line(
    read: Callable[..., List[Fault]], old: str, new: str, told: str
) -> None:
    with pytest.raises(ListError) as error:
        read(old, new)
    assert str(error.value).splitlines()[0].startswith(told)


@pytest.mark.parametrize(
    ("only", "count"),
    [("", 2), ("room", 2), ("rule.py", 2), ("a-third", 1), ("room/a-third", 1), ("other", 0)],
)
def test_a_part_of_the_list(read: Callable[..., List[Fault]], only: str, count: int) -> None:
    assert len(read(only=only)) == count


def test_the_table_names_what_survives(read: Callable[..., List[Fault]]) -> None:
    faults = read("why: nobody looks", "why: nobody looks\n      named: halves are not sold")
    found = {
        "room/three-times": Result("room/three-times", KILLED, "test_rule.py::test_double", 1.2),
        "room/a-third": Result("room/a-third", SURVIVED, "", 1.0),
    }
    lines = verb.table(faults, found).splitlines()
    assert lines[2].endswith("| a price would be wrong | test_rule.py::test_double | 1.2 |")
    assert lines[3].endswith("| nobody looks | **survived**: halves are not sold | 1.0 |")
    assert verb.summary(faults, found) == "room 1 of 2: 1 of 2 killed (50.0%)"
