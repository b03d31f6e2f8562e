"""Examples of two points too alike: what is planted is found, and nothing else."""

from __future__ import annotations

import pytest

from tools.nlu_report import alike

APART = [
    ("frais_annexes/train", "Le billet de train est-il remboursé ?"),
    ("fin_mandat/battu", "J'ai perdu les élections, que deviennent mes droits"),
    ("saluer", "bonjour"),
    ("hors_sujet", "quelle heure est-il à Tokyo"),
]
ONE = ("valider_dossier/bouton", "Où est le bouton pour confirmer mon inscription ?")
TWIN = ("valider_dossier/comment", "ou est le bouton pour confirmer mon inscription")
NEAR = ("sinscrire/comment", "Où est le bouton pour confirmer mon inscription svp ?")


def test_far_examples_make_no_pair() -> None:
    assert alike.pairs(APART) == []


def test_a_planted_pair_is_found() -> None:
    (found,) = alike.pairs([*APART, ONE, NEAR])
    assert (found.one, found.other, found.same) == (ONE, NEAR, False)
    assert alike.THRESHOLD <= found.likeness < 1


def test_two_examples_of_one_label_are_no_pair() -> None:
    assert alike.pairs([*APART, ONE, (ONE[0], NEAR[1]), (ONE[0], TWIN[1])]) == []


def test_identical_ones_come_first_then_the_most_alike() -> None:
    found = alike.pairs([*APART, NEAR, ONE, TWIN])
    assert [(pair.same, {pair.one, pair.other}) for pair in found][0] == (True, {ONE, TWIN})
    assert found[0].likeness == pytest.approx(1)
    assert [pair.same for pair in found] == [True, False, False]
    likenesses = [pair.likeness for pair in found[1:]]
    assert likenesses == sorted(likenesses, reverse=True)


def test_pairs_are_found_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = alike.pairs([ONE, *APART, NEAR, TWIN])
    monkeypatch.setattr(alike, "BLOCK", 2)
    assert alike.pairs([ONE, *APART, NEAR, TWIN]) == whole and len(whole) == 3


def test_the_section_says_the_threshold_and_shows_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alike, "MOST", 2)
    html = alike.section(alike.pairs([*APART, NEAR, ONE, TWIN]))
    assert "à 0,80 ou plus" in html and "3 paires" in html and "les 2 premières" in html
    assert html.count("<tr>") == 3 and "les mêmes mots" in html
    assert "0 paires" in alike.section([])
