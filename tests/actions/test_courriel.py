"""The letter: what is not a name, what is skipped, the template, a fault."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from actions.courriel import (
    CASES,
    IDENTITY,
    CourrielModele,
    ProposerCourriel,
    RedigerCourriel,
    ValidateCourriel,
)

FORM = {"form": "courriel_form"}
CASE = {"motif_courriel": "erreur_plateforme"}


@pytest.mark.parametrize("slot", ["nom_naissance", "explication", "mandat"])
@pytest.mark.parametrize(
    "text, intent",
    [
        ("/parler_conseiller", "parler_conseiller"),
        ("/annuler", "annuler"),
        ("/definir_dife", "definir_dife"),
        ("/affirmer", "affirmer"),
    ],
)
def test_a_button_pressed_is_no_detail_of_the_letter(run, slot, text, intent):
    outcome = run(
        ValidateCourriel(),
        text,
        intent=intent,
        confidence=1.0,
        slots={"requested_slot": slot, "motif_courriel": "compte_elu_absent"},
        **FORM,
    )
    assert outcome.slots.get(slot) is None


@pytest.mark.parametrize(
    "text, intent", [("oui", "affirmer"), ("Non.", "nier"), ("D'accord", "affirmer")]
)
def test_yes_is_no_name(run, text, intent):
    outcome = run(
        ValidateCourriel(),
        text,
        intent=intent,
        slots={"requested_slot": "nom_naissance", **CASE},
        **FORM,
    )
    assert outcome.slots.get("nom_naissance") is None


@pytest.mark.parametrize(
    "text, intent",
    [
        ("pourquoi ?", "hors_sujet"),
        ("à quoi ça sert ?", "nlu_fallback"),
        ("effacez mes données", "effacer_donnees"),
    ],
)
@pytest.mark.parametrize("slot", ["nom_naissance", "lieu_naissance"])
def test_a_question_is_no_name(run, slot, text, intent):
    outcome = run(
        ValidateCourriel(), text, intent=intent, slots={"requested_slot": slot, **CASE}, **FORM
    )
    assert outcome.slots == {"requested_slot": "nom_naissance"}


def test_effacement_is_heard_while_the_trouble_is_told(run):
    outcome = run(
        ValidateCourriel(),
        "effacez tout ce que j'ai dit",
        intent="effacer_donnees",
        slots={"requested_slot": "explication", **CASE},
        **FORM,
    )
    assert "explication" not in outcome.slots


@pytest.mark.parametrize(
    "text",
    [
        "passer",
        "Passer.",
        "non",
        "Non merci",
        "aucun",
        "je n'en ai pas",
        "pas d'autre nom",
        "non, pas d'autre nom",
        "le même",
        "c'est le même",
        "rien",
        "je passe",
    ],
)
def test_an_optional_detail_is_skipped_in_many_ways(run, text):
    outcome = run(
        ValidateCourriel(),
        text,
        intent="nier",
        slots={"requested_slot": "nom_usage", **CASE},
        **FORM,
    )
    assert outcome.slots["nom_usage"] == ""


@pytest.mark.parametrize("name", ["Durand", "Nonat", "Passerat", "Rienne", "de La Motte"])
def test_a_name_that_looks_like_a_refusal_is_kept(run, name):
    outcome = run(ValidateCourriel(), name, slots={"requested_slot": "nom_usage", **CASE}, **FORM)
    assert outcome.slots["nom_usage"] == name


@pytest.mark.parametrize("text", ["1 61 03 45 234 567 89", "161034523456789"])
def test_no_social_security_number_is_kept(run, text):
    outcome = run(
        ValidateCourriel(),
        f"mon numéro est {text}",
        slots={"requested_slot": "explication", **CASE},
        **FORM,
    )
    assert outcome.responses[0] == "utter_champ_refuse"
    assert text not in str(outcome.events) + str(outcome.messages)


@pytest.mark.parametrize("case", CASES)
def test_asked_one_by_one_to_the_end(run, case):
    answers = dict(
        zip(
            IDENTITY,
            (
                "Dupont",
                "passer",
                "Marie",
                "14/03/1961",
                "Gien",
                "française",
                "commune de Gien",
                "maire",
                "la page reste blanche",
            ),
            strict=True,
        )
    )
    slots = {"motif_courriel": case}
    outcome = run(
        ValidateCourriel(), "/courriel_ensemble", intent="courriel_ensemble", slots=slots, **FORM
    )
    slots |= outcome.slots
    asked = []
    while slots["requested_slot"]:
        asked.append(slots["requested_slot"])
        slots |= run(ValidateCourriel(), answers[asked[-1]], slots=slots, **FORM).slots
        assert slots["echecs"] == 0
    assert ("explication" in asked) == (case != "compte_elu_absent")
    letter = run(RedigerCourriel(), slots=slots).payload
    for slot in set(asked) - {"nom_usage", "date_naissance"}:
        assert answers[slot] in letter["corps"]
        assert answers[slot] not in unquote(letter["mailto"])
    assert "14 mars 1961" in letter["corps"]
    assert [field["cle"] for field in letter["champs"]] == asked


@pytest.mark.parametrize("case", CASES)
def test_the_template_leaves_every_field_open(run, case):
    outcome = run(CourrielModele(), slots={"motif_courriel": case})
    assert outcome.responses == ["utter_courriel_modele"] and outcome.events == []
    assert "[nom de naissance]" in outcome.payload["corps"]
    assert all(f"{{{f['cle']}}}" in outcome.payload["modele"] for f in outcome.payload["champs"])


@pytest.mark.parametrize("case", CASES)
def test_the_reason_is_pressed(run, case):
    outcome = run(
        ValidateCourriel(),
        f"/{case}",
        intent=case,
        slots={"requested_slot": "motif_courriel"},
        **FORM,
    )
    assert outcome.slots["motif_courriel"] == case


def test_a_trouble_told_in_the_form_changes_no_letter_under_way(run):
    outcome = run(
        ProposerCourriel(),
        "FranceConnect+ ne marche pas",
        intent="franceconnect_impossible",
        slots={"requested_slot": "prenoms", **CASE},
        **FORM,
    )
    assert outcome.events == [] and outcome.messages == []


def test_failures_on_a_name(run):
    way_out = ["utter_aide_nom_naissance", "utter_issue_formulaire"]
    for failures, said in ((0, []), (1, way_out[:1]), (2, way_out)):
        outcome = run(
            ValidateCourriel(),
            "1234",
            form="courriel_form",
            slots={"requested_slot": "nom_naissance", "echecs": failures, **CASE},
        )
        assert outcome.responses == ["utter_champ_refuse", *said]
