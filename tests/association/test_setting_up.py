"""Setting another association up as docs/association.md says, and what is told when it is wrong."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from assistant import settings
from assistant.cli import model
from assistant.errors import Told
from dife.facts.association import UNITS
from tests.support.association import FIRST, INVENTED, first, invent

PAGE = (settings.ROOT / "docs" / "association.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.splitlines()
]
EXAMPLE = "/srv/bruyere"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = invent(tmp_path / "association")
    monkeypatch.setenv("DIFE_ASSOCIATION", str(folder))
    return folder


def test_the_page_s_commands_do_what_it_says(tmp_path: Path) -> None:
    """All of them, in order, but `make`: what it starts is tested beside."""
    name = str(first()["association_nom_usuel"]).split()[-1]  # what people call the territory
    for command in COMMANDS:
        if "make" in command:
            continue
        typed = command.replace(EXAMPLE, str(tmp_path)).replace("ANCIEN NOM", name)
        typed = typed.replace("NOUVEAU NOM", "Bruyère")
        done = subprocess.run(
            ["bash", "-c", typed], cwd=settings.ROOT, capture_output=True, text=True
        )
        assert (done.returncode, done.stdout) == (0, ""), (typed, done.stderr)
    for file in ("nlu/exemples.yml", "validation/messages.tsv"):
        before, after = (
            (folder / file).read_text("utf-8") for folder in (FIRST, tmp_path / "association")
        )
        assert name.lower() in before.lower() and name.lower() not in after.lower()
        assert re.findall(r"^- intent.*", before, re.M) == re.findall(r"^- intent.*", after, re.M)


def test_the_page_s_make_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (settings.ROOT / "Makefile").read_text(), re.M))
    made = [command for command in COMMANDS if "make" in command]
    assert made
    for command in made:
        variables, verb = command.split("make ")
        assert verb.split()[0] in targets
        assert {pair.split("=")[0] for pair in variables.split()} <= set(settings.names())


def test_the_page_names_every_file_and_the_keys_that_need_care() -> None:
    for path in FIRST.rglob("*"):
        if path.is_file():
            assert f"`{path.relative_to(FIRST)}`" in PAGE, path
    assert set(re.findall(r"`(association(?:_\w+)?)`", PAGE)) <= set(UNITS)
    assert set(INVENTED) == set(UNITS) - {"date_guide"}


def told(folder: Path) -> str:
    with pytest.raises(Told) as refusal:
        model.check()
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


def test_a_right_folder_is_accepted(copy: Path) -> None:
    assert model.check() == 0


def test_unreadable_colours_stop_the_start(copy: Path) -> None:
    path = copy / "association.yml"
    path.write_text(path.read_text("utf-8").replace("#6a1b4d", "#f3c6de"), "utf-8")
    assert "association_couleur" in told(copy) and "se lirait mal" in told(copy)


def test_a_folder_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIFE_ASSOCIATION", str(tmp_path / "bruyère"))
    assert "« bruyère » : ce dossier ne peut pas être lu" in told(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("- intent: catalogue_aml", "- intent: catalogue_amb", "« catalogue_amb » est inconnue"),
        ("nlu:", "exemples:", "n'est pas écrit comme ceux de data/nlu"),
        ("  examples: |", " examples: |\n- - -", "n'est pas écrit comme ceux de data/nlu"),
    ],
)
def test_wrong_examples_stop_the_start(copy: Path, old: str, new: str, says: str) -> None:
    path = copy / "nlu" / "exemples.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert says in told(copy) and "exemples.yml" in told(copy)


def test_a_relative_folder_is_the_project_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFE_ASSOCIATION", "association")
    assert settings.association_folder() == FIRST
    assert settings.models_folder() == settings.MODELS


def test_the_model_follows_the_examples(copy: Path) -> None:
    before = model.fingerprint()
    facts = copy / "association.yml"
    facts.write_text(facts.read_text("utf-8").replace("05 99 00 11 22", "05 99 00 11 29"), "utf-8")
    assert model.fingerprint() == before  # a fact is said, not learnt
    path = copy / "nlu" / "exemples.yml"
    path.write_text(path.read_text("utf-8") + "    - une ligne de plus\n", "utf-8")
    assert model.fingerprint() != before
