"""Several expenses asked about in one sentence are all told."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.nlu import expenses
from assistant.nlu.entities.finder import extract

TODAY = date(2026, 11, 23)
CLAIM = "demander_remboursement/comment"


def asked(text: str, first: str, *others: str) -> list[str]:
    entities = [found.as_dict() for found in extract(text, TODAY)]
    return [
        label.removeprefix("frais_annexes/")
        for label in expenses.asked(text, first, others, entities)
    ]


@pytest.mark.parametrize(
    "text, found, told",
    [
        ("combien pour l'hôtel et les repas ?", "nuit", ["nuit", "repas"]),
        ("combien pour l'hôtel, les repas et les km ?", "nuit", ["quoi"]),
        ("c'est combien la nuit et le kilomètre ?", "nuit", ["nuit", "voiture"]),
        ("l'hôtel et le train sont remboursés ?", "train", ["nuit", "train"]),
        ("péage, parking et repas de midi : c'est remboursé ?", "peage", ["peage", "repas"]),
        ("tarif repas et tarif kilométrique svp", "voiture", ["repas", "voiture"]),
    ],
)
def test_all_that_is_listed_is_told(text: str, found: str, told: list[str]) -> None:
    assert asked(text, f"frais_annexes/{found}") == told


def test_another_question_beside_a_list_stays() -> None:
    text = "combien pour l'hôtel et les repas, et comment je me fais rembourser ?"
    assert asked(text, "frais_annexes/nuit", "frais_annexes/nuit", CLAIM) == [
        "nuit",
        "repas",
        CLAIM,
    ]


@pytest.mark.parametrize(
    "text, first",
    [
        ("repas et petit déjeuner, c'est compris ?", "frais_annexes/petit_dejeuner"),
        ("le resto et le train, c'est pris sur mon solde ?", "frais_annexes/deduits"),
        ("mon hôtel est à côté de la gare, le train est-il remboursé", "frais_annexes/train"),
        ("combien pour 2 nuits et 3 repas ?", "frais_annexes/nuit"),
        ("l'hôtel et les repas, comment je les demande ?", CLAIM),
    ],
)
def test_otherwise_nothing_changes(text: str, first: str) -> None:
    assert asked(text, first) == []
