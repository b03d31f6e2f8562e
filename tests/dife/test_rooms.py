"""How the modules of `dife` stand: no circle, even hidden; nothing of ours; no clock."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

ROOM = Path(__file__).parents[2] / "dife"
TEXTS = {
    ".".join(path.relative_to(ROOM.parent).with_suffix("").parts): path.read_text("utf-8")
    for path in ROOM.rglob("*.py")
}


def imports(text: str) -> set[str]:
    """Every module imported, wherever the import stands: under TYPE_CHECKING, in a function."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not used here"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_module_imports_one_that_imports_it() -> None:
    graph = {name: (imports(text) & TEXTS.keys()) - {name} for name, text in TEXTS.items()}
    assert graph["dife.facts.store"] > {"dife.letters", "dife.places"}
    TopologicalSorter(graph).prepare()  # CycleError names the circle


def test_nothing_of_ours_is_imported() -> None:
    for name, text in TEXTS.items():
        roots = {module.split(".")[0] for module in imports(text)}
        assert not roots & {"assistant", "actions", "tests", "tools", "rasa", "rasa_sdk"}, name


def test_nobody_reads_the_clock() -> None:
    for name, text in TEXTS.items():
        assert not re.search(r"\b(?:today|now|utcnow|time)\(\)", text), name
