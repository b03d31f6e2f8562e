"""Nothing outside association/ names the association: not a line of code, a test or an answer."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest

from assistant.settings import ROOT
from tests.support.association import FIRST, first, named_in

SKIPPED = {"models", "var", "node_modules", "vendor", "__pycache__", "results"}
ALLOWED = {
    "LICENSE": "the copyright is the association's",
    "CHANGELOG.md": "tells for whom a thing was made",
    "publiccode.yml": "names the owner of the copyright",
    "dife/gazetteer/departments.py": "a list of the departments of France",
}


def tracked() -> Iterator[Path]:
    """The project's files, but those of the association, what is made, and what is downloaded."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part != ".ci" for part in parts)
        if path.is_file() and not hidden and not SKIPPED & set(parts) and FIRST not in path.parents:
            yield path


def test_no_file_names_the_association() -> None:
    wrong = []
    for path in tracked():
        name = str(path.relative_to(ROOT))
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture
        if name not in ALLOWED:
            wrong += [
                f"{name}:{n} {found}"
                for n, line in enumerate(lines, 1)
                if (found := named_in(line))
            ]
    assert wrong == []


def test_no_file_is_called_after_it() -> None:
    assert [p for p in tracked() if named_in(p.name) and p.name not in ALLOWED] == []


@pytest.mark.parametrize("key", sorted(first()))
def test_each_fact_would_be_found(key: str) -> None:
    """The sweep can fail: what the folder says is seen by it, however it is typed."""
    values = first()[key]
    if key in ("association_couleur", "association_couleur_texte", "association_horaires"):
        assert not named_in(str(values))  # these name nobody
        return
    for value in values if isinstance(values, tuple) else (values,):
        for typed in (value, value.upper(), value.replace(" ", "\u00a0"), f"x = {value!r}"):
            assert named_in(str(typed)), typed
