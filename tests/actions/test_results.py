"""What the calculations, the letters and the thread of the talk answer."""

from __future__ import annotations

from email import message_from_string
from email.policy import default

import pytest

from actions import conversation as talk
from actions import leaving
from actions.calculations.allowances import ComputeAllowances
from actions.calculations.funding import ComputeFunding
from actions.courriel import CourrielModele, ProposerCourriel, RedigerCourriel
from actions.donnees import EffacerDonnees
from actions.incompris import RepondreIncompris
from actions.parcours import EtapeSuivante, SuivreParcours
from actions.rappel import EnregistrerRappel
from assistant.dialogue.slots import DELIVERED, FATE
from assistant.storage import callbacks
from tests.support.places import lieu

ALLOWANCES = [
    ({"nuits": 2, "repas": 1, "commune": lieu("Nanterre"), "date_frais": "2026-04-03"}, "260 €"),
    ({"nuits": 1, "repas": 2, "commune": lieu("Orléans"), "date_frais": "2021-05"}, "105 €"),
    ({"nuits": 2, "repas": 3, "commune": lieu("Paris"), "date_frais": "2025-03-12"}, "340 €"),
    ({"nuits": 0, "repas": 3}, "60 €"),
    ({"nuits": 1, "repas": 2, "commune": lieu("Lyon"), "repas_offerts": 1}, "140 €"),
    ({"nuits": 1, "repas": 0, "commune": lieu("Gien"), "kilometres": 100, "chevaux": 5}, "122 €"),
    ({"nuits": 2, "repas": 0, "commune": lieu("Gien"), "date_frais": "2023-09-21"}, "160 €"),
]


@pytest.mark.parametrize("slots, total", ALLOWANCES)
def test_allowances(run, slots, total):
    outcome = run(ComputeAllowances(), slots=slots)
    assert outcome.marker("total") == total
    assert outcome.payload["total"][-1].replace("\u00a0", " ") == total
    assert outcome.slots["dernier_calcul"]["objet"] == "frais"
    assert all(outcome.slots[slot] is None for slot in slots)


def test_the_printed_guide_is_shown_when_it_differs(run):
    paris = {"nuits": 1, "repas": 0, "commune": lieu("Paris")}
    now = run(ComputeAllowances(), "à Paris, j'ai le guide", slots=paris)
    assert "110 €" in now.marker("detail_guide")
    slots = {**paris, "date_frais": "2022-05-01"}
    then = run(ComputeAllowances(), "à Paris, j'ai le guide", slots=slots)
    assert then.responses == ["utter_resultat_frais"]


def test_remote_training_and_unknown_rates(run):
    remote = run(ComputeAllowances(), slots={"a_distance": True})
    assert remote.responses == ["utter_frais_a_distance"]
    old = run(ComputeAllowances(), slots={"nuits": 0, "repas": 1, "date_frais": "2012-01-01"})
    assert old.responses == ["utter_tarif_inconnu"]


FUNDING = [
    ("900", "400", "utter_resultat_financement_collectivite_couvre", "500 €"),
    ("350", "400", "utter_resultat_financement_couvert", "0 €"),
    ("2000", "400", "utter_resultat_financement_insuffisant", "1 600 €"),
    ("1600", "400", "utter_resultat_financement_collectivite_couvre", "1 200 €"),
    ("1600.04", "400", "utter_resultat_financement_insuffisant", "1 200,04 €"),
    ("500", "0", "utter_resultat_financement_sans_solde", "500 €"),
]


@pytest.mark.parametrize("price, balance, response, gap", FUNDING)
def test_funding(run, price, balance, response, gap):
    outcome = run(ComputeFunding(), slots={"prix": price, "solde": balance})
    assert outcome.responses == [response]
    assert outcome.marker("reste") == gap


def test_below_the_quarter_the_useful_number_is_said(run):
    outcome = run(ComputeFunding(), slots={"prix": "2000", "solde": "412.50"})
    assert outcome.marker("prix_maximal") == "1 650 €"
    assert outcome.marker("reste") == "1 587,50 €"
    assert not any(message.get("custom") for message in outcome.messages)


def test_the_table_says_who_pays_what(run):
    card = run(ComputeFunding(), slots={"prix": "900", "solde": "400"}).payload
    rows = {title: amount.replace("\u00a0", " ") for title, amount in card["lignes"]}
    assert rows == {
        "Payé par vos droits": "400 €",
        "Par la collectivité, au plus": "500 €",
        "À votre charge, au moins": "0 €",
    }
    assert card["total"][1].replace("\u00a0", " ") == "900 €"


IDENTITY = {
    "nom_naissance": "Dupont",
    "nom_usage": "",
    "prenoms": "Marie",
    "mandat": "maire",
    "date_naissance": "14 mars 1961",
    "lieu_naissance": "Gien",
    "collectivite": "commune de Gien",
    "nationalite": "française",
    "explication": "page blanche",
}


@pytest.mark.parametrize(
    "case", ["compte_elu_absent", "erreur_plateforme", "franceconnect_impossible"]
)
def test_a_letter_holds_every_detail_and_keeps_them_to_be_corrected(run, case):
    slots = {"motif_courriel": case, "courriel": IDENTITY}
    outcome = run(RedigerCourriel(), slots=slots, door="rest")
    letter = outcome.payload
    for field in letter["champs"]:
        assert IDENTITY[field["cle"]] in letter["corps"]
    assert "Nom usuel" not in letter["corps"]
    assert message_from_string(letter["eml"], policy=default)["X-Unsent"] == "1"
    assert letter["pieces"] and letter["mailto"].startswith("mailto:")
    assert outcome.slots == {FATE: DELIVERED}  # for half an hour: tests/storage/test_identity.py
    assert outcome.responses == ["utter_courriel_pret", "utter_courriel_apres"]


def test_the_letter_is_offered_for_the_trouble_told(run):
    outcome = run(ProposerCourriel(), intent="erreur_plateforme")
    assert outcome.slots == {"motif_courriel": "erreur_plateforme"}
    unknown = run(ProposerCourriel(), intent="rediger_courriel")
    assert unknown.responses == ["utter_rediger_courriel"]
    assert run(CourrielModele()).responses == ["utter_rediger_courriel"]


def test_a_call_back_is_kept_once_and_forgotten_on_demand(run):
    slots = {"rappel_nom": "Claire", "rappel_telephone": "06 12 34 56 78", "rappel_moment": "lundi"}
    for _ in range(2):
        run(EnregistrerRappel(), slots=slots)
    assert [row.nom for row in callbacks.waiting()] == ["Claire"]
    run(EffacerDonnees())
    assert callbacks.waiting() == []


OFFERED = [
    {"title": "A", "payload": "/definir_dife"},
    {"title": "B", "payload": "/montant_droits"},
]
BUTTONS = {"event": "bot", "text": "?", "data": {"buttons": OFFERED}}


def pressed(outcome):
    return [e["parse_data"]["intent"]["name"] for e in outcome.events if e["event"] == "user"]


@pytest.mark.parametrize(
    "action, text, intent",
    [
        (talk.Affirmer(), "oui", "definir_dife"),
        (talk.RecevoirValeur(), "le deuxième", "montant_droits"),
        (talk.RecevoirValeur(), "la dernière", "montant_droits"),
    ],
)
def test_an_offer_is_taken_up(run, action, text, intent):
    assert pressed(run(action, text, events=[{"event": "user"}, BUTTONS])) == [intent]


MEMORY = {"dernier_calcul": {"objet": "frais", "nuits": 2, "repas": 1, "commune": lieu("Nanterre")}}


@pytest.mark.parametrize(
    "text, total",
    [
        ("non, 3 nuits", "380 €"),
        ("et à Lyon ?", "260 €"),
        ("plutôt à Paris", "300 €"),
        ("et avec 4 repas ?", "320 €"),
        ("à Gien", "200 €"),
    ],
)
def test_a_value_alone_corrects_the_last_sum(run, text, total):
    assert run(talk.RecevoirValeur(), text, slots=MEMORY).marker("total") == total


def test_bare_values_start_the_calculation_they_call_for(run):
    assert pressed(run(talk.RecevoirValeur(), "2 nuits et 3 repas à Paris")) == ["calculer_frais"]
    nothing = run(talk.RecevoirValeur(), "mardi")
    assert nothing.responses == ["utter_informer_sans_contexte"]


def test_why_tells_the_rule_of_the_last_sum(run):
    assert pressed(run(talk.Repeter(), "pourquoi ?", slots=MEMORY)) == ["frais_annexes"]


def test_yes_and_no_without_a_question(run):
    assert run(talk.Affirmer()).responses == ["utter_affirmer_sans_contexte"]
    assert run(talk.Nier(), "non").responses == ["utter_nier_sans_contexte"]


def test_repeat(run):
    assert run(talk.Repeter()).responses == ["utter_rien_a_repeter"]
    again = run(talk.Repeter(), events=[{"event": "user"}, BUTTONS])
    assert again.messages[0]["text"] == "?" and len(again.messages[0]["buttons"]) == 2
    asked = run(talk.Repeter(), form="frais_form", slots={"requested_slot": "nuits"})
    assert asked.responses == ["utter_aide_nuits"]


def test_cancel_and_start_again(run):
    assert run(leaving.Annuler()).responses == ["utter_rien_a_annuler"]
    outcome = run(
        leaving.Annuler(), form="frais_form", slots={"nuits": 2, "requested_slot": "repas"}
    )
    assert outcome.responses == ["utter_annule"] and outcome.slots["nuits"] is None
    assert {"event": "reset_slots", "timestamp": None} in run(leaving.Recommencer()).events


def test_the_guided_tour(run):
    assert run(SuivreParcours()).slots == {"etape_parcours": 1}
    for step in range(1, 6):
        outcome = run(EtapeSuivante(), slots={"etape_parcours": step})
        assert outcome.responses == [f"utter_parcours_{step + 1}"]
        assert outcome.slots == {"etape_parcours": step + 1}
        place = outcome.messages[0]["custom"]["data"]
        assert place == {"type": "etapes", "etape": step + 1, "total": 6}
    assert run(EtapeSuivante(), slots={"etape_parcours": 6}).responses == ["utter_parcours_fini"]
    asked = {"event": "user", "parse_data": {"intent": {"name": "consulter_droits"}}}
    assert run(EtapeSuivante(), events=[asked]).responses == ["utter_parcours_4"]
    assert run(EtapeSuivante()).responses == ["utter_etape_suivante"]


def test_three_bands(run):
    near = (
        ("nlu_fallback", 0.5),
        ("montant_droits", 0.35),
        ("informer", 0.3),
        ("consulter_droits", 0.2),
        ("definir_dife", 0.05),
    )
    asked = [
        {"entity": "point", "value": ["montant_droits/montant", "informer", "consulter_droits/ou"]}
    ]
    outcome = run(RepondreIncompris(), "euh", intent="nlu_fallback", ranking=near, entities=asked)
    assert outcome.responses == ["utter_proposer_intentions"]
    payloads = [b["payload"] for b in outcome.messages[0]["buttons"]]
    assert payloads == [
        '/montant_droits{"point": "montant"}',
        '/consulter_droits{"point": "ou"}',
    ]
    for failures, response in (
        (0, "utter_incompris_1"),
        (1, "utter_incompris_2"),
        (2, "utter_incompris_humain"),
    ):
        outcome = run(RepondreIncompris(), "xx", intent="nlu_fallback", slots={"echecs": failures})
        assert outcome.responses == [response]
