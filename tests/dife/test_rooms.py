"""`dife` is pure: the rules, and nothing that makes them depend on a server or on the day."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "dife"
ALLOWED = {"babel", "dife", "holidays", "icalendar", "pydantic", "text_to_num", "yaml"}
STANDARD = {"__future__", "bisect", "calendar", "collections", "csv", "dataclasses", "datetime"}
STANDARD |= {"decimal", "difflib", "email", "enum", "functools", "hashlib", "itertools"}
STANDARD |= {"logging", "os", "pathlib", "re", "typing", "unicodedata", "urllib"}


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: path.stem)
def test_a_module_of_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    for node in ast.walk(ast.parse(text)):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            assert str(name).split(".")[0] in ALLOWED | STANDARD, f"{path.name} imports {name}"
    assert not re.search(r"\b(?:today|now|utcnow|time)\(\)", text), f"{path.name} reads the clock"
