"""How much an account would hold, told from the election; a former official is asked."""

from __future__ import annotations

import pytest

from actions import conversation as talk
from assistant.nlu.intents.corrections import of_rights
from tests.actions.test_deadline import text_of


@pytest.fixture(autouse=True)
def friday(monkeypatch):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-27")


TOLD = [
    (
        "combien j'ai sur mon compte, élu depuis mars 2020, rien dépensé",
        "utter_droits_reelu",
        [
            "**800 €** au plus, sans rien dépenser",
            "300 € en 2020 + 400 € en 2021 + 100 € en 2023",
            "font foi|fait foi",
        ],
    ),
    (
        "je suis maire depuis 2014 et je n'ai jamais rien utilisé, quel est mon solde ?",
        "utter_droits_reelu",
        ["**800 €** au plus"],
    ),
    (
        "élue en mars 2026, j'ai droit à combien sur mon compte ?",
        "utter_droits_estimes",
        ["**400 €**, si vous n'avez rien dépensé", "400 € en 2026"],
    ),
    (
        "élu en 2026, j'ai déjà utilisé 300 euros, combien me reste-t-il sur mon compte ?",
        "utter_droits_estimes",
        ["**100 €**", "avec 300 € dépensés"],
    ),
    (
        "conseiller départemental depuis 2021, rien dépensé, combien de droits ?",
        "utter_droits_estimes",
        ["**800 €**"],
    ),
    (
        "combien sur mon compte ? élu depuis 2020, j'ai dépensé 300",
        "utter_droits_selon_le_jour",
        ["au plus **500 €** ou **800 €**", "30 mars 2026"],
    ),
    (
        "élu depuis 2020, j'ai utilisé 500 euros en 2022, combien de droits j'ai ?",
        "utter_droits_reelu",
        ["**800 €**"],
    ),
    (
        "Je suis un ancien conseiller municipal de 75 ans, à la retraite, ai-je des droits ?",
        "utter_ancien_elu",
        ["avez-vous encore un mandat"],
    ),
    ("je suis ex-maire, le DIFE c'est pour moi ?", "utter_ancien_elu", ["mandat local"]),
]


@pytest.mark.parametrize("text, response, told", TOLD)
def test_an_account_is_worked_out(run, text, response, told):
    assert of_rights("", text)
    (said,) = run(talk.RecevoirValeur(), text).messages
    assert said["response"] == response
    for part in told:
        assert any(each in text_of(said) for each in part.split("|")), text_of(said)


def test_what_was_spent_is_told_after(run):
    first = TOLD[0][0]
    answered = [
        {"event": "user", "text": first, "parse_data": {"text": first, "entities": []}},
        {"event": "bot", "text": "…", "metadata": {"utter_action": "utter_droits_reelu"}},
    ]
    text = "j'ai déjà utilisé 300"
    (said,) = run(talk.RecevoirValeur(), text, events=answered).messages
    assert of_rights("", text)
    assert said["response"] == "utter_droits_selon_le_jour" and "500 €" in text_of(said)


@pytest.mark.parametrize(
    "text",
    [
        "combien ai-je par an ?",
        "élu depuis 2020, comment créer mon compte ?",
        "je suis ancien maire et conseiller municipal, ai-je droit au DIFE ?",
        "ancien élu battu en 2026, que deviennent mes droits ?",
        "je suis retraité et conseiller municipal, y ai-je droit ?",
        "je suis ancien adjoint, toujours conseiller, ai-je droit au DIFE ?",
        "la formation coûte 900 et j'ai 400 sur mon compte",
    ],
)
def test_another_question_stays_one(text):
    assert not of_rights("", text)


def test_a_partial_election_is_not_worked_out(run):
    text = "élu depuis octobre 2022, rien dépensé, combien sur mon compte ?"
    assert not of_rights("", text)
