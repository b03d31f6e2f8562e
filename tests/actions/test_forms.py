"""What each form reads in a turn, keeps, refuses and asks next."""

from __future__ import annotations

import logging

import pytest

from actions import base
from actions.calculations.allowances import AllowancesForm
from actions.calculations.deadline import DeadlineForm
from actions.calculations.funding import FundingForm
from actions.courriel import ValidateCourriel
from actions.forms import pending
from actions.rappel import ValidateRappel
from assistant.dialogue.confidence import LEAVES_FORM
from tests.actions.conftest import asking
from tests.support.places import lieu

AT_START = [
    (
        AllowancesForm,
        "deux nuits et un repas à Nanterre le 3 avril 2026",
        None,
        {"nuits": 2, "repas": 1, "commune": lieu("Nanterre"), "date_frais": "2026-04-03"},
    ),
    (AllowancesForm, "combien pour 3 repas à Gien sans nuit", None, {"nuits": 0, "repas": 3}),
    (
        AllowancesForm,
        "2 nuits à Montreuil",
        "repas",
        {"nuits": 2, "commune": lieu("Montreuil")},
    ),
    (AllowancesForm, "calculer mes frais", "nuits", {}),
    (AllowancesForm, "2 nuits, 1 repas à Orléans et 120 km", "chevaux", {"kilometres": 120}),
    (AllowancesForm, "mes frais pour une visio", None, {"a_distance": True}),
    (
        AllowancesForm,
        "une nuit à Paris et 2 repas en septembre 2023",
        "date_frais",
        {"mois_frais": "2023-09"},
    ),
    (DeadlineForm, "formation le 9 décembre 2026", None, {"date_formation": "2026-12-09"}),
    (DeadlineForm, "si je valide demain", None, {"date_validation": "2026-11-24"}),
    (DeadlineForm, "date limite ?", "date_formation", {}),
    (DeadlineForm, "formation mi-mars", "date_formation", {"date_formation": None}),
    (DeadlineForm, "formation le 3 mars 2024", "date_formation", {"date_formation": None}),
    (
        FundingForm,
        "ça coûte 900 € et il me reste 400 €",
        None,
        {"prix": "900", "solde": "400"},
    ),
    (FundingForm, "prix 1 200,50 €", "solde", {"prix": "1200.50"}),
]


@pytest.mark.parametrize("form, text, asked, slots", AT_START)
def test_at_start(run, form, text, asked, slots):
    outcome = run(form(), text, intent=form.intent, form=form.form)
    assert outcome.slots["requested_slot"] == asked
    for slot, value in slots.items():
        assert outcome.slots.get(slot) == value


ANSWERS = [
    (AllowancesForm, "nuits", "deux", {"nuits": 2}, "repas"),
    (AllowancesForm, "nuits", "3", {"nuits": 3}, "repas"),
    (AllowancesForm, "nuits", "aucune nuit", {"nuits": 0}, "repas"),
    (AllowancesForm, "repas", "3 nuits et 2 repas", {"nuits": 3, "repas": 2}, "commune"),
    (FundingForm, "prix", "900", {"prix": "900"}, "solde"),
    (FundingForm, "solde", "mille deux cents euros", {"solde": "1200"}, "prix"),
    (
        DeadlineForm,
        "date_formation",
        "le 25 mai 2027",
        {"date_formation": "2027-05-25"},
        None,
    ),
    (
        ValidateRappel,
        "rappel_nom",
        "Claire Martin",
        {"rappel_nom": "Claire Martin"},
        "rappel_telephone",
    ),
    (
        ValidateRappel,
        "rappel_telephone",
        "c'est le 06.12.34.56.78",
        {"rappel_telephone": "06 12 34 56 78"},
        "rappel_nom",
    ),
]


@pytest.mark.parametrize("form, asked, text, slots, after", ANSWERS)
def test_an_answer(run, form, asked, text, slots, after):
    failed = {"requested_slot": asked, "echecs": 2}  # forgotten by an answer that is right
    outcome = run(form(), text, form=form.form, slots=failed)
    for slot, value in slots.items():
        assert outcome.slots[slot] == value
    assert outcome.slots["requested_slot"] == after
    assert outcome.slots["echecs"] == 0


def test_a_correction_in_the_same_message_comes_last(run):
    slots = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), "2 nuits, non, 3 nuits", form="frais_form", slots=slots)
    assert outcome.slots["nuits"] == 3


@pytest.mark.parametrize("slot", ["nuits", "repas"])
def test_no_is_none(run, slot):
    slots = {"requested_slot": slot}
    outcome = run(AllowancesForm(), "non", "nier", form="frais_form", slots=slots)
    assert outcome.slots[slot] == 0


def test_what_an_abandoned_form_left_behind_is_emptied(run):
    left = {"nuits": 2, "commune": lieu("Gien"), "requested_slot": "prix"}
    outcome = run(AllowancesForm(), "calculer mes frais", "calculer_frais", left, "frais_form")
    assert outcome.slots["nuits"] is None and outcome.slots["commune"] is None
    assert outcome.slots["requested_slot"] == "nuits"


@pytest.mark.parametrize(
    "form, asked, text, intent",
    [
        (AllowancesForm, "commune", "Calculer mes frais", "calculer_frais"),
        (DeadlineForm, "date_formation", "calculer ma date limite", "calculer_date_limite"),
        (FundingForm, "prix", "calculer mon reste à payer", "calculer_financement"),
        (ValidateRappel, "rappel_nom", "je voudrais être rappelé", "demander_rappel"),
        (ValidateCourriel, "courriel", "rédiger le courriel", "rediger_courriel"),
        (ValidateCourriel, "courriel", "le remplir ensemble", "courriel_ensemble"),
    ],
)
def test_its_own_title_takes_up_the_open_question(run, form, asked, text, intent):
    slots = {"requested_slot": asked}
    if form is AllowancesForm:
        slots |= {"nuits": 1, "repas": 1}
    if form is ValidateCourriel:
        slots |= {"motif_courriel": "compte_elu_absent", "champ_courriel": {"cle": "nom_naissance"}}
    outcome = run(form(), text, intent, slots, form.form)
    assert outcome.responses == ["utter_saisie_ici"]
    assert outcome.slots["requested_slot"] == asked
    again = run(form(), text, intent, {**slots, "echecs": 1}, form.form)
    assert "utter_saisie_ici" not in again.responses  # then how to answer is told
    assert again.responses or form is ValidateCourriel


REFUSED = [
    (AllowancesForm, "nuits", "400 nuits", "utter_nuits_invalides"),
    (AllowancesForm, "repas", "900 repas", "utter_repas_invalides"),
    (AllowancesForm, "commune", "Saint-Denis", "utter_commune_ambigue"),
    (FundingForm, "prix", "12k", "utter_montant_invalide"),
    (FundingForm, "prix", "0 €", "utter_montant_invalide"),
    (DeadlineForm, "date_formation", "en mars 2027", "utter_jour_exact"),
    (DeadlineForm, "date_formation", "le 3 mars 2020", "utter_date_passee"),
    (ValidateRappel, "rappel_telephone", "12345", "utter_telephone_invalide"),
]


@pytest.mark.parametrize("form, asked, text, response", REFUSED)
def test_refused_kindly_and_asked_again(run, form, asked, text, response):
    others = {slot: "déjà dit" for slot in form.slots if slot != asked}
    others |= {"a_distance": None, "mois_frais": None, "kilometres": None}
    if form is DeadlineForm:
        others = dict.fromkeys(others)
    if form is AllowancesForm:
        others["nuits"] = None if asked == "nuits" else 1
    outcome = run(form(), text, form=form.form, slots={"requested_slot": asked, **others})
    assert outcome.responses[0] == response
    assert outcome.slots[asked] is None
    assert outcome.slots["requested_slot"] == asked
    assert outcome.slots["echecs"] == 1


def test_failures_bring_an_explanation_then_a_way_out(run):
    for failures, said in (
        (1, ["utter_aide_nuits"]),
        (2, ["utter_aide_nuits", "utter_issue_formulaire"]),
    ):
        slots = {"requested_slot": "nuits", "echecs": failures}
        outcome = run(AllowancesForm(), "400 nuits", form="frais_form", slots=slots)
        assert outcome.responses == ["utter_nuits_invalides", *said]


@pytest.mark.parametrize("intent", ["definir_dife", "frais_annexes", "annuler", "repeter"])
def test_a_question_brings_no_value(run, intent):
    outcome = run(
        AllowancesForm(),
        "les 11 jours c'est quoi ?",
        intent=intent,
        form="frais_form",
        slots={"requested_slot": "nuits"},
    )
    assert set(outcome.slots) == {"requested_slot"}


def test_the_day_completes_the_month(run):
    outcome = run(
        AllowancesForm(),
        "le 25",
        form="frais_form",
        slots={
            "requested_slot": "date_frais",
            "mois_frais": "2023-09",
            "nuits": 1,
            "repas": 2,
            "commune": lieu("Paris"),
        },
    )
    assert outcome.slots["date_frais"] == "2023-09-25"


@pytest.mark.parametrize(
    ("answer", "kept", "told"),
    [
        ("sancerre", "Sancerre", []),  # a town that is in no list of ours but all of France
        ("75015", "Paris 15e", []),
        ("45 200", "Montargis, Amilly… (45200)", []),
        ("92", "Hauts-de-Seine (92)", []),
        ("dans le Cher", "Cher", []),
        ("La Défense", "La Défense (Courbevoie, Nanterre et Puteaux)", []),
        ("trifouilly les oies", None, ["utter_commune_inconnue"]),
        ("Αθήνα", None, ["utter_commune_inconnue"]),
        ("Øø", None, ["utter_commune_inconnue"]),
        ("Lile", None, ["utter_commune_proposee"]),
        ("Marne-la-Vallée", None, ["utter_commune_ambigue"]),
        ("je sais pas encore", None, ["utter_inconnu_commune"]),
        ("l'hôtel du centre", None, ["utter_commune_illisible"]),
        ("chez ma sœur", None, ["utter_commune_illisible"]),
        ("3", None, ["utter_commune_illisible"]),
    ],
)
def test_what_is_answered_to_the_question_of_the_commune(run, answer, kept, told):
    outcome = run(
        AllowancesForm(),
        answer,
        intent="nlu_fallback",
        form="frais_form",
        slots={"requested_slot": "commune", "nuits": 1, "repas": 1},
    )
    label = outcome.slots.get("commune") and outcome.slots["commune"]["label"]
    assert (label, outcome.responses) == (kept, told)


IDENTITY = [
    ("nom_naissance", "Dupont", "Dupont"),
    ("nom_naissance", "Martin\nBcc: x@y.z", None),
    ("nom_naissance", "   ", None),
    ("nom_naissance", "1234", None),
    ("nom_usage", "passer", ""),
    ("prenoms", "Marie, Claire", "Marie, Claire"),
    ("date_naissance", "14/03/1961", "14 mars 1961"),
    ("date_naissance", "14 mars 2061", None),
    ("date_naissance", "hier", None),
    ("collectivite", "commune de Gien", "commune de Gien"),
]


@pytest.mark.parametrize("slot, text, kept", IDENTITY)
def test_identity_fields(run, slot, text, kept):
    slots = asking(slot, "compte_elu_absent")
    outcome = run(ValidateCourriel(), text, form="courriel_form", slots=slots)
    assert outcome.details.get(slot) == kept
    assert bool(outcome.responses) == (kept is None)


def test_a_trouble_is_told_in_full(run):
    text = "Quand je valide mon dossier la page affiche une erreur, comment faire"
    outcome = run(
        ValidateCourriel(),
        text,
        intent="erreur_plateforme",
        form="courriel_form",
        slots=asking("explication"),
    )
    assert outcome.details["explication"] == text


def test_the_reason_is_asked_when_unknown(run):
    form = ValidateCourriel()
    outcome = run(form, "/courriel_ensemble", intent="courriel_ensemble", form=form.form)
    assert outcome.slots["requested_slot"] == "motif_courriel"
    slots = {"requested_slot": "motif_courriel"}
    outcome = run(
        form,
        "FranceConnect+ ne marche pas",
        intent="franceconnect_impossible",
        form=form.form,
        slots=slots,
    )
    assert outcome.asks == "nom_naissance"


def test_a_fault_is_told_and_says_nothing_of_the_official(run, monkeypatch, caplog):
    def broken():
        raise RuntimeError("Canari-Secret dans l'erreur")

    monkeypatch.setattr(base, "facts", broken)
    monkeypatch.setattr("actions.courriel.facts", broken)
    with caplog.at_level(logging.DEBUG):
        outcome = run(
            ValidateCourriel(),
            "Canari-Secret",
            form="courriel_form",
            slots=asking("prenoms"),
        )
    assert outcome.responses == ["utter_incident"]
    assert outcome.slots == {"requested_slot": "courriel"}
    assert "RuntimeError" in caplog.text and "Canari" not in caplog.text


NAME = {"form": "rappel_form", "slots": {"requested_slot": "rappel_nom"}}


@pytest.mark.parametrize(
    "text, confidence, kept",
    [
        ("je voudrais connaître mes droits", LEAVES_FORM, False),
        ("je voudrais connaître mes droits", LEAVES_FORM - 0.01, False),  # a sentence is no name
        ("Marie de La Tour du Pin", 0.3, True),  # a long name is like nothing learnt
        ("Marie de La Tour", LEAVES_FORM, True),  # the shape of a name, however sure
        ("Marie Dupont", 0.99, True),
        ("Marie Dupont ?", 0.2, False),
        ("vos droits ?", 0.99, False),
    ],
)
def test_a_question_or_a_name(run, text, confidence, kept):
    outcome = run(ValidateRappel(), text, intent="montant_droits", confidence=confidence, **NAME)
    assert outcome.slots.get("rappel_nom") == (text if kept else None)


@pytest.mark.parametrize("intent", ["annuler", "recommencer", "repeter", "effacer_donnees"])
def test_what_interrupts_leaves_a_form_in_two_words_however_unsure(run, intent):
    outcome = run(ValidateRappel(), "je laisse", intent=intent, confidence=0.3, **NAME)
    assert outcome.slots == {"requested_slot": "rappel_nom"}


@pytest.mark.parametrize("confidence, kept", [(LEAVES_FORM, False), (LEAVES_FORM - 0.01, True)])
def test_a_sentence_with_a_count_is_a_question_where_it_surely_is(run, confidence, kept):
    outcome = run(
        AllowancesForm(),
        "on m'a parlé de 2 nuits remboursées",
        intent="frais_annexes",
        confidence=confidence,
        form="frais_form",
        slots={"requested_slot": "nuits"},
    )
    assert ("nuits" in outcome.slots) == kept


def test_a_question_that_is_off_the_subject_is_no_failed_answer(run):
    slots = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), "et le parking ?", "hors_sujet", slots, "frais_form")
    assert outcome.slots == {"requested_slot": "nuits"} and outcome.responses == []


@pytest.mark.parametrize(
    "form", [AllowancesForm, DeadlineForm, FundingForm, ValidateCourriel, ValidateRappel]
)
def test_a_form_left_for_another_goes_on_with_its_own_intent(form):
    intent, title = pending.RESUMED[form.form]
    assert intent == form.intent and len(title) <= 40
