"""The rooms of docs/architecture.md, held by the imports themselves."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Dict, List, Set

import pytest

from assistant.settings import ROOT

OURS = ("dife", "assistant", "actions", "tools")
# From the ground up: a room imports its own and lower ones.
FLOORS: List[Set[str]] = [
    {"dife"},
    {"assistant.errors"},
    {"assistant.settings"},
    {"assistant.clock"},
    {"assistant.facts", "assistant.privacy"},
    {"assistant.dialogue", "assistant.overrides"},
    {"assistant.nlu", "assistant.policy", "assistant.wording", "assistant.storage"},
    {"assistant.server"},
    {"assistant.channels", "actions"},
    {"assistant.cli"},
    {"assistant.__main__", "tools"},
]
LONGEST = 260  # lines of a module
LONGER = {"assistant.settings": "every setting, in one list"}
FULLEST = 13  # Python files of a folder, its __init__ apart


def modules() -> Dict[str, Path]:
    found = {}
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imported(path: Path) -> Set[str]:
    """Modules of ours that a file names anywhere: inside functions and for types too."""
    found: Set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                found.add(inside if inside in MODULES else str(node.module))
    return {name for name in found if name.split(".")[0] in OURS}


GRAPH = {name: imported(path) for name, path in MODULES.items()}


def room(name: str) -> str:
    rooms = set().union(*FLOORS)
    return next((r for r in rooms if name == r or name.startswith(f"{r}.")), name)


def floor(name: str) -> int:
    return next(n for n, rooms in enumerate(FLOORS) if room(name) in rooms)


def test_every_module_has_a_room() -> None:
    rooms = set().union(*FLOORS) | {"assistant"}
    assert {room(name) for name in MODULES} <= rooms


@pytest.mark.parametrize("name", sorted(GRAPH))
def test_no_arrow_runs_back_up(name: str) -> None:
    if name == "assistant":
        return
    for other in GRAPH[name]:
        below = floor(other) < floor(name) or room(other) == room(name)
        assert below, f"{name} imports {other}, which stands above or beside it"


def test_nothing_imports_the_actions() -> None:
    users = {n for n, seen in GRAPH.items() if any(o.split(".")[0] == "actions" for o in seen)}
    assert {name for name in users if name.split(".")[0] not in ("actions", "tools")} == set()


def test_no_circle() -> None:
    left = {name: set(seen) - {name} for name, seen in GRAPH.items()}
    while True:
        named = set().union(*left.values())
        free = {name for name, seen in left.items() if not seen & set(left) or name not in named}
        if not free:
            break
        left = {name: seen for name, seen in left.items() if name not in free}
    assert left == {}, f"circles among {sorted(left)}"


def test_folders_are_not_overfull() -> None:
    for folder in {path.parent for path in MODULES.values()}:
        count = len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
        assert count <= FULLEST, folder


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_module_is_long_without_a_reason(name: str) -> None:
    lines = len(MODULES[name].read_text("utf-8").splitlines())
    assert lines <= LONGEST or name in LONGER


def test_importing_does_no_work() -> None:
    """A module's own statements are definitions, constants and imports: no loop, no `with`."""
    for name, path in MODULES.items():
        if name.startswith("tools"):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            assert not isinstance(node, (ast.For, ast.While, ast.With, ast.Try)), name
