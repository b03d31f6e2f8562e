"""The drill of a new point: what is drawn, what is given back, what is counted."""

from __future__ import annotations

from typing import List, Tuple

import pytest

from tools.bench import drill
from tools.nlu_report.points import Asked

# Two points of each of two intents, 12 examples of each.
SUBJECTS = {
    "montant_droits/plafond": "le plafond de mes droits",
    "montant_droits/date": "la date du prochain crédit",
    "connexion/code": "le code reçu par téléphone",
    "connexion/compte": "mon compte est bloqué",
}
TURNS = (
    "quel est|je cherche|dites-moi|où voir|pourquoi|expliquez|besoin de|aide pour|info sur|svp|et"
)


@pytest.fixture
def pairs() -> List[Tuple[str, str]]:
    turns = [*TURNS.split("|"), "bonjour"]
    return sorted((label, f"{turn} {s}") for label, s in SUBJECTS.items() for turn in turns)


@pytest.fixture
def cases() -> List[Asked]:
    return [Asked(frozenset({label}), f"merci de dire {s}") for label, s in SUBJECTS.items()]


def test_groups_are_always_the_same_and_hold_an_intent_once() -> None:
    labels = [f"intent{i}/point{j}" for i in range(8) for j in range(3)] + ["salutation"]
    found = drill.groups(labels, 20)
    assert found == drill.groups(labels[::-1], 20)
    assert sum(len(group) for group in found) == 20
    for group in found:
        assert len(group) <= drill.TOGETHER
        assert len({label.partition("/")[0] for label in group}) == len(group)
    assert "salutation" not in sum(found, [])


def test_a_point_comes_back_with_a_few_of_its_examples(pairs: List[Tuple[str, str]]) -> None:
    kept = drill.given_back(pairs, ["connexion/code"], 3)
    assert kept == drill.given_back(pairs, ["connexion/code"], 3) == sorted(kept)
    assert set(kept) < set(pairs)
    assert sum(label == "connexion/code" for label, _ in kept) == 3
    assert len(kept) == len(pairs) - 12 + 3


def test_found_first_or_among_the_proposed() -> None:
    cases = [Asked(frozenset({"a/x"}), ""), Asked(frozenset({"a/y", "b"}), "")]
    found = drill.right(cases, [["a/y", "a/x"], ["b"]])
    assert (found.first, found.proposed) == ({1}, {0, 1})


def test_report(pairs: List[Tuple[str, str]], cases: List[Asked]) -> None:
    report = drill.drill(pairs, cases, 3, 8, vectors="", lexicon="", encoders=[])
    assert report.startswith("3 points rendus avec 8 exemples, en 2 apprentissages.")
    assert "Leurs messages : 3." in report
    first = "| des points, tous les exemples | 100.0 % (43.8 % à 100.0 %) |"
    assert first in report
    assert report.count("| des ") == 4
    assert "perdus" in report.splitlines()[-1]
