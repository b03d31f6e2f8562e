"""What stands in sight of an answer, and what is folded under it: nothing is lost."""

from __future__ import annotations

import re
from typing import Any, Dict, Iterator, Tuple

import pytest
import yaml

from assistant.dialogue.folding import CONDITIONS, FRONT, GUIDE, MORE, folded, rated
from assistant.settings import ROOT


def responses() -> Iterator[Tuple[str, str]]:
    for path in sorted((ROOT / "data" / "responses").glob("*.yml")):
        found: Dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))["responses"]
        for name, variants in found.items():
            for variant in variants:
                if variant.get("text"):
                    yield name, variant["text"]


ALL = list(responses())
SUM = """Vous pouvez demander jusqu'à **260 €**.

Compté : 2 nuits, 1 repas
Lieu retenu : Nanterre
Source des tarifs : arrêté du 20 septembre 2023
Information du 23 novembre 2026 : c'est la Caisse des Dépôts qui décide et rembourse.

Le remboursement se fait sur justificatifs. Le petit déjeuner est compris.

Avec le guide imprimé, vous trouveriez un autre résultat :
- 2 nuits × 90 € = 180 €"""


def words(text: str) -> list[str]:
    return sorted(re.findall(r"\S+", text))


@pytest.mark.parametrize(("name", "text"), ALL, ids=[name for name, _ in ALL])
def test_nothing_is_lost_and_a_title_is_never_empty(name: str, text: str) -> None:
    front, details = folded(text)
    assert words("\n".join([front, *(part["text"] for part in details)])) == words(text)
    assert all(part["title"] and part["text"] for part in details)


def test_the_result_comes_first_with_what_it_took() -> None:
    front, details = folded(SUM)
    assert front.startswith("Vous pouvez demander jusqu'à **260 €**.")
    assert "Compté : 2 nuits, 1 repas\nLieu retenu : Nanterre" in front
    assert [part["title"] for part in details] == [GUIDE, CONDITIONS]
    assert "justificatifs" in details[1]["text"] and "arrêté" in details[1]["text"]


def test_a_long_end_is_folded_and_a_short_answer_is_not() -> None:
    front, details = folded("Le résultat.\n\n" + "Une phrase qui explique. " * 30)
    assert front == "Le résultat." and [part["title"] for part in details] == [MORE]
    assert folded("Une phrase.\n\nÀ confirmer : la classe.") == (
        "Une phrase.\n\nÀ confirmer : la classe.",
        [],
    )


def test_nine_answers_of_ten_are_short() -> None:
    """Their buttons stay in a window of 360 × 740: measured in tests/browser too."""
    short = [len(folded(text)[0]) <= FRONT for _, text in ALL]
    assert sum(short) / len(short) >= 0.98, sum(short)


def test_the_page_on_data_is_never_folded() -> None:
    told = [text for _, text in ALL if "Vos données et vos droits :" in text]
    assert told and all("Vos données et vos droits" in folded(text)[0] for text in told)


@pytest.mark.parametrize(
    "name",
    ["utter_choisir_point", "utter_incompris_1", "utter_recommence", "utter_au_revoir"],
)
def test_no_opinion_is_asked_of_what_is_no_answer(name: str) -> None:
    texts = [text for known, text in ALL if known == name]
    assert texts and not any(map(rated, texts))


def test_an_opinion_is_asked_of_an_answer() -> None:
    assert rated(SUM)
