"""Not understood: three bands, failures in a row only, help with what a form asks."""

from __future__ import annotations

import pytest

from actions.incompris import RepondreIncompris
from assistant.dialogue import points


def answered(action):
    return [
        {"event": "user", "text": "…"},
        {"event": "action", "name": action},
        {"event": "bot", "text": "…"},
    ]


@pytest.mark.parametrize(
    "before, response",
    [
        ("action_repondre_incompris", "utter_incompris_2"),
        ("utter_definir_dife", "utter_incompris_1"),
    ],
)
def test_an_answer_in_between_starts_the_count_again(run, before, response):
    outcome = run(
        RepondreIncompris(),
        "xx",
        intent="nlu_fallback",
        slots={"echecs": 1},
        events=answered(before),
    )
    assert outcome.responses == [response]


@pytest.mark.parametrize(
    "failures, responses",
    [
        (0, ["utter_reponse_inattendue"]),
        (1, ["utter_aide_prix"]),
        (2, ["utter_aide_prix", "utter_issue_formulaire"]),
        (5, ["utter_aide_prix", "utter_issue_formulaire"]),
    ],
)
def test_in_a_form(run, failures, responses):
    outcome = run(
        RepondreIncompris(),
        "bla",
        intent="nlu_fallback",
        form="financement_form",
        slots={"requested_slot": "prix", "echecs": failures},
    )
    assert outcome.responses == responses
    assert outcome.slots == {"echecs": failures + 1}


def test_the_likely_titles_and_never_a_title_that_means_nothing(run):
    never = ("hors_sujet", "informer", "affirmer", "nier", "nlu_fallback", "saluer", "repeter")
    ranking = tuple((name, 0.5) for name in never)
    outcome = run(
        RepondreIncompris(), "x", intent="nlu_fallback", ranking=ranking, entities=likely(*never)
    )
    assert outcome.responses == ["utter_incompris_1"]
    outcome = run(
        RepondreIncompris(),
        "x",
        intent="nlu_fallback",
        ranking=(("montant_droits", 0.4), ("calculer_frais", 0.2)),
        entities=likely("montant_droits/plafond", "hors_sujet", "calculer_frais", "inconnu/rien"),
    )
    buttons = outcome.messages[0]["buttons"]
    plafond = points.points()["montant_droits/plafond"]
    assert buttons == [
        {"title": plafond.title, "payload": '/montant_droits{"point": "plafond"}'},
        {"title": "Calculer mes indemnités repas et nuits", "payload": "/calculer_frais"},
    ]


def likely(*labels):
    """What the classifier says of a message that it is not sure of."""
    return [{"entity": "point", "value": list(labels)}]


def test_the_third_failure_is_a_person_even_with_titles(run):
    outcome = run(
        RepondreIncompris(),
        "x",
        intent="nlu_fallback",
        slots={"echecs": 2},
        ranking=(("definir_dife", 0.5),),
    )
    assert outcome.responses == ["utter_incompris_humain"]
    assert outcome.slots == {"echecs": 0}
