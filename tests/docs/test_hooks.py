"""The hooks of a commit run as they are written, find faults, and fetch nothing."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml

from assistant.settings import ROOT

CONFIG = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
HOOKS: Dict[str, Dict[str, Any]] = {
    hook["id"]: hook for repo in CONFIG["repos"] for hook in repo["hooks"]
}
GOOD = {"python": "assistant/clock.py", "yaml": "publiccode.yml"}
# What each hook must refuse; mypy reads the project itself.
BAD = {
    "ruff": ("faulty.py", "import os\n"),
    "ruff-format": ("faulty.py", "x = {  'a':1 }\n"),
    "yaml": ("faulty.yml", "a: [1\nb: 2\n"),
}


def run(hook: Dict[str, Any], *names: str) -> subprocess.CompletedProcess[str]:
    given: List[str] = list(names) if hook.get("pass_filenames", True) else []
    command = [*shlex.split(hook["entry"]), *given]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_all_are_local_and_use_what_is_installed() -> None:
    assert set(HOOKS) == {"ruff", "ruff-format", "mypy", "yaml"}
    assert [repo["repo"] for repo in CONFIG["repos"]] == ["local"]
    for hook in HOOKS.values():
        assert hook["language"] == "system" and hook["entry"].startswith(".venv/bin/python ")


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_hook_accepts_what_is_right(name: str) -> None:
    hook = HOOKS[name]
    kinds = [*hook.get("types", []), *hook.get("types_or", [])]
    done = run(hook, *(GOOD[kind] for kind in kinds if kind in GOOD))
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_reads_the_project() -> None:
    """Whether it finds a fault is the business of `make lint`."""
    done = run(HOOKS["mypy"])
    assert re.search(r"checked \d+ source files|in \d+ source files", done.stdout), done.stderr


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_hook_refuses_a_fault(name: str, tmp_path: Path) -> None:
    file, text = BAD[name]
    (tmp_path / file).write_text(text)
    assert run(HOOKS[name], str(tmp_path / file)).returncode == 1


@pytest.mark.parametrize("name", ["ruff", "ruff-format", "mypy"])
def test_a_hook_asks_what_make_lint_asks(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    ours = re.sub(r"^\S+ | --force-exclude", "", HOOKS[name]["entry"])
    assert re.search(rf"\$\(PYTHON\) {re.escape(ours)}( \.)?$", makefile, re.M)
