"""The planted faults: small lies about the code that a fast test must see (faults/*.yml).

A file of the list, named after a room, maps each file of the product to its faults:

    dife/days.py:
      tests: tests/dife/test_deadlines.py        # the nearest fast ones, between spaces
      faults:
        - id: saturday-is-a-working-day
          why: a last day that the platform does not count
          old: day.weekday() < 5                 # once in the file, or it is an error
          new: day.weekday() < 6

A fault may have `tests` of its own. One that no test can see has `named`: why.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

import yaml
from pydantic import BaseModel, Extra, ValidationError

FOLDER = Path(__file__).with_name("faults")


class ListError(Exception):
    """What is wrong in the list, a line a mistake."""


class Fault(BaseModel):
    """`old` becomes `new` in `file`; one of `tests` should then fail, for `why` matters."""

    class Config:
        extra = Extra.forbid
        frozen = True

    room: str
    id: str
    file: str
    old: str
    new: str
    tests: Tuple[str, ...]
    why: str
    named: Optional[str] = None

    @property
    def name(self) -> str:
        """« dife/saturday-is-a-working-day », unique."""
        return f"{self.room}/{self.id}"

    def planted(self, text: str) -> str:
        """The text of the file with the fault in it."""
        return text.replace(self.old, self.new)

    def problem(self, root: Path) -> Optional[str]:
        """Why this fault cannot be planted in this tree; None when it can."""
        path = root / self.file
        if not path.is_file():
            return f"{self.name}: no file {self.file}"
        if missing := [test for test in self.tests if not (root / test.split("::")[0]).exists()]:
            return f"{self.name}: no test {missing[0]}"
        text = path.read_text("utf-8")
        if (count := text.count(self.old)) != 1:
            where = "no longer in" if not count else f"{count} times in"
            return f"{self.name}: «{self.old.strip().splitlines()[0]}» is {where} {self.file}"
        if self.new == self.old:
            return f"{self.name}: «new» is «old»"
        try:
            if path.suffix == ".py":
                ast.parse(self.planted(text))
            elif path.suffix in (".yml", ".yaml"):
                yaml.safe_load(self.planted(text))
        except (SyntaxError, yaml.YAMLError) as error:
            return f"{self.name}: what is planted cannot be read ({type(error).__name__})"
        return None


def _read(path: Path) -> Iterator[Fault]:
    content: Dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    for file, about in content.items():
        for each in about["faults"]:
            tests = str(each.get("tests", about["tests"])).split()
            yield Fault.parse_obj({**each, "room": path.stem, "file": file, "tests": tests})


def load(root: Path, folder: Path = FOLDER, only: str = "") -> List[Fault]:
    """The faults in the order of the list; ListError when one cannot be planted in this tree.

    `only`: those of a room, of the files under a path, or the one of this name.
    """
    found: List[Fault] = []
    problems: List[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            found += _read(path)
        except (ValidationError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            problems.append(f"{path.name}: {' '.join(str(error).split())}")
    names = [fault.name for fault in found]
    problems += [f"{name}: twice in the list" for name in set(names) if names.count(name) > 1]
    problems += [problem for fault in found if (problem := fault.problem(root))]
    if problems:
        raise ListError("\n".join(problems))
    return [
        each
        for each in found
        if not only or only in (each.room, each.name, each.id) or each.file.startswith(only)
    ]
