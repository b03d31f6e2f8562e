"""Where an answer comes from: told as of the day, the sure before the announced."""

from __future__ import annotations

import pytest

from assistant.dialogue.points import points
from assistant.wording.sources import sources, unsure


@pytest.mark.parametrize("day", ["2026-11-26", "2026-12-02", "2027-06-01"])
def test_the_source_is_that_of_the_figure_that_is_said(
    monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    """An announced value in force changes no answer; its source follows the sure one's."""
    monkeypatch.setenv("DIFE_AUJOURDHUI", day)
    told = next(line for line in sources(points()["montant_droits/montant"]) if "Plafond" in line)
    sure, announced = told.split(" ; Élu Formation")
    assert "arrêté du 27 mars 2023" in sure and "(annoncé, à confirmer)" in announced


def test_what_is_to_be_checked_is_said_once() -> None:
    assert "délai pour valider" in unsure(points()["sinscrire/comment"])
    assert unsure(points()["arnaque/appel"]) == ""


def test_the_guide_is_named_and_its_facts_filled() -> None:
    told = "\n".join(sources(points()["demander_remboursement/comment"]))
    assert "guide de l'" in told and "https://" in told and "{" not in told
