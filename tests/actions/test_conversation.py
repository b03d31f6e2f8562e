"""The thread of the talk after a sum: corrections that need one more answer, refusals, offers."""

from __future__ import annotations

import logging

import pytest

from actions import base, leaving
from actions import conversation as talk
from actions.calculations.funding import FundingForm
from actions.donnees import EffacerDonnees
from actions.leaving import AuRevoir
from actions.source import DireSource
from assistant.dialogue.slots import FATE, FORGET, PENDING, of_identity
from assistant.errors import DatabaseAway, DatabaseDamaged
from tests.support.places import lieu

MEALS_ONLY = {"dernier_calcul": {"objet": "frais", "nuits": 0, "repas": 3}}
NIGHTS = {
    "dernier_calcul": {
        "objet": "frais",
        "nuits": 2,
        "repas": 1,
        "commune": lieu("Gien"),
        "date_frais": "2026-04-03",
    }
}
VALIDATION = {"dernier_calcul": {"objet": "date_limite", "date_validation": "2026-12-18"}}
FORMATION = {"dernier_calcul": {"objet": "date_limite", "date_formation": "2027-05-25"}}
FUNDING = {"dernier_calcul": {"objet": "financement", "prix": "900", "solde": "400"}}


def said_again(outcome):
    """The intent and entities that a correction hands to the form."""
    turn = next(e["parse_data"] for e in outcome.events if e["event"] == "user")
    entities = {}
    for entity in turn["entities"]:
        entities[entity["entity"]] = entity["value"]
    return turn["intent"]["name"], entities


@pytest.mark.parametrize("action", [talk.RecevoirValeur(), talk.Nier()])
def test_a_correction_that_needs_a_place_asks_for_it(run, action):
    outcome = run(action, "non, 2 nuits", slots=MEALS_ONLY)
    assert outcome.responses == []
    assert said_again(outcome) == ("calculer_frais", {"nuits": 2, "repas": 3})


def test_a_correction_that_needs_horsepower_asks_for_it(run):
    intent, entities = said_again(run(talk.RecevoirValeur(), "et avec 120 km ?", slots=NIGHTS))
    assert intent == "calculer_frais"
    assert entities == {
        "nuits": 2,
        "repas": 1,
        "commune": "Gien",
        "date": "2026-04-03",
        "kilometres": 120,
    }


def test_a_day_said_again_replaces_the_one_before(run):
    outcome = run(talk.RecevoirValeur(), "et le 5 mai 2026, avec 120 km ?", slots=NIGHTS)
    turn = next(e["parse_data"] for e in outcome.events if e["event"] == "user")
    days = [e["value"] for e in turn["entities"] if e["entity"] == "date"]
    assert days == ["2026-05-05"]


@pytest.mark.parametrize(
    "memory, text, response",
    [
        (NIGHTS, "non, 80 nuits", "utter_nuits_invalides"),
        (NIGHTS, "et à Saint-Denis ?", "utter_commune_ambigue"),
        (FORMATION, "et en mars 2027 ?", "utter_jour_exact"),
        (FORMATION, "et le 3 mars 2020 ?", "utter_date_passee"),
        (FUNDING, "non, le prix est de 0 €", "utter_montant_invalide"),
    ],
)
def test_a_correction_refused_keeps_the_last_sum(run, memory, text, response):
    outcome = run(talk.RecevoirValeur(), text, slots=memory)
    assert outcome.responses == [response]
    assert outcome.slots == memory


def test_a_bare_date_goes_on_in_the_direction_of_the_last_one(run):
    outcome = run(talk.RecevoirValeur(), "et le 4 janvier ?", slots=VALIDATION)
    assert outcome.responses[0] == "utter_resultat_date_validation"
    outcome = run(talk.RecevoirValeur(), "et le 4 janvier ?", slots=FORMATION)
    assert outcome.responses[0] == "utter_resultat_date_formation"
    outcome = run(talk.Nier(), "non, la formation commence le 4 janvier", slots=VALIDATION)
    assert outcome.responses[0] == "utter_resultat_date_formation"


def test_a_month_whose_rates_change_is_made_precise_after_the_sum_too(run):
    asked = run(talk.RecevoirValeur(), "et en septembre 2023 ?", slots=NIGHTS)
    assert asked.responses == ["utter_mois_ambigu"]
    outcome = run(talk.RecevoirValeur(), "le 25", slots=asked.slots)
    assert outcome.marker("date_retenue") == "lundi 25 septembre 2023"


@pytest.mark.parametrize(
    "text, gap", [("non, 950", "550 €"), ("non, mon solde est de 500 €", "400 €")]
)
def test_an_amount_corrects_the_funding(run, text, gap):
    assert run(talk.Nier(), text, slots=FUNDING).marker("reste") == gap


@pytest.mark.parametrize("text", ["nan1", "1e9", "-5", "12k", "1_000"])
def test_strange_amounts_are_refused_kindly(run, text):
    outcome = run(FundingForm(), text, form="financement_form", slots={"requested_slot": "prix"})
    assert outcome.responses == ["utter_montant_invalide"]


@pytest.mark.parametrize("memory", [NIGHTS, VALIDATION, FUNDING])
def test_no_value_is_no_correction(run, memory):
    outcome = run(talk.Nier(), "non merci", intent="nier", slots=memory)
    assert outcome.responses == ["utter_nier_sans_contexte"]


@pytest.mark.parametrize("action", [talk.Affirmer(), talk.Nier(), talk.RecevoirValeur()])
def test_in_a_form_the_question_is_helped(run, action):
    outcome = run(action, "oui", form="frais_form", slots={"requested_slot": "nuits", "echecs": 1})
    assert outcome.responses == ["utter_aide_nuits"]
    assert outcome.slots == {"echecs": 2}


@pytest.mark.parametrize("text", ["le quatrième", "le numéro 9"])
def test_an_option_that_was_not_offered(run, text):
    buttons = [{"title": "A", "payload": "/definir_dife"}]
    events = [{"event": "user"}, {"event": "bot", "text": "?", "data": {"buttons": buttons}}]
    outcome = run(talk.RecevoirValeur(), text, events=events)
    assert outcome.responses == ["utter_informer_sans_contexte"]


def test_a_text_button_is_never_pressed_for_the_official(run):
    buttons = [{"title": "Saint-Denis (93)", "payload": "Saint-Denis (93)"}]
    events = [{"event": "user"}, {"event": "bot", "text": "?", "data": {"buttons": buttons}}]
    assert run(talk.Affirmer(), events=events).responses == ["utter_affirmer_sans_contexte"]


def test_the_tour_goes_on_with_yes_and_ends_with_cancel(run):
    buttons = [{"title": "C'est fait", "payload": '/reprendre_parcours{"point": "3"}'}]
    events = [{"event": "user"}, {"event": "bot", "text": "?", "data": {"buttons": buttons}}]
    outcome = run(talk.Affirmer(), "c'est fait", events=events, slots={"etape_parcours": 2})
    assert said_again(outcome)[0] == "etape_suivante"
    outcome = run(leaving.Annuler(), slots={"etape_parcours": 2, **FUNDING})
    assert outcome.slots == dict.fromkeys(["etape_parcours", *of_identity()])


@pytest.mark.parametrize("slot", sorted(of_identity()))
def test_an_identity_given_can_always_be_cancelled(run, slot):
    """A letter left for a sum, once the sum is told: no form is under way."""
    outcome = run(leaving.Annuler(), slots={slot: "Dupont", **FUNDING})
    assert outcome.responses == ["utter_annule"]
    assert outcome.slots == dict.fromkeys(of_identity())


def test_erasing_empties_everything(run):
    outcome = run(EffacerDonnees(), slots={"courriel": {"nom_naissance": "Dupont"}})
    assert outcome.responses == ["utter_donnees_effacees"]
    assert [e["event"] for e in outcome.events] == ["active_loop", "reset_slots", "slot"]
    assert outcome.slots == {FATE: FORGET}


def test_a_fault_leaves_the_talk_where_it_was(run, monkeypatch, caplog):
    def broken(*_):
        raise ValueError("Canari-Secret")

    monkeypatch.setattr(talk, "correct_last", broken)
    with caplog.at_level(logging.DEBUG, logger=base.__name__):
        outcome = run(talk.Nier(), "Canari-Secret", slots=FUNDING)
    assert outcome.responses == ["utter_incident"] and outcome.events == []
    assert "ValueError" in caplog.text and "Canari" not in caplog.text


class SaysThenFails(base.SafeAction):
    """An action whose fault comes once something was said."""

    def __init__(self, fault):
        self.fault = fault

    def name(self):
        return "action_essai"

    def act(self, dispatcher, tracker):
        dispatcher.utter_message(response="utter_resultat_frais")
        raise self.fault


@pytest.mark.parametrize(
    "fault, told",
    [
        (ValueError("x"), "utter_incident"),
        (DatabaseAway(), "utter_memoire_absente"),
        (DatabaseDamaged(), "utter_memoire_abimee"),
    ],
)
def test_no_half_answer_comes_before_a_fault(run, fault, told):
    outcome = run(SaysThenFails(fault))
    assert outcome.responses == [told] and outcome.events == []


CLICKS = "Envoyez votre demande :\n\n1. Ouvrez le site.\n2. Cliquez."
ANSWER = "Vous recevez tant par an.\n\nLe reste se garde.\nIl y a un plafond."


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("plus simple svp", "montant_droits/montant", "Vous recevez tant par an."),
        ("j'ai pas compris", "montant_droits/montant", "Vous recevez tant par an."),
        ("répétez", "montant_droits/montant", ANSWER),
        ("plus court", None, ANSWER),  # a sum, a letter: every line of it is needed
        ("plus simple", "sinscrire/comment", CLICKS),  # so is a list of clicks
    ],
)
def test_an_answer_not_understood_is_said_shorter(run, text, label, said):
    whole = CLICKS if label == "sinscrire/comment" else ANSWER
    bot = {"event": "bot", "text": whole, "data": {}, "metadata": {"point": label}}
    events = [{"event": "user", "text": "combien"}, bot]
    outcome = run(talk.Repeter(), text, intent="repeter", events=events)
    assert [message["text"] for message in outcome.messages] == [said]


def test_the_source_is_that_of_the_last_point(run):
    said = [
        {"event": "bot", "text": "…", "metadata": {"point": "montant_droits/plafond"}},
        {"event": "bot", "text": "…", "metadata": {"point": "sinscrire/comment"}},
        {"event": "user", "text": "merci"},
        {"event": "bot", "text": "Avec plaisir !", "metadata": {}},
    ]
    outcome = run(DireSource(), "c'est écrit où", intent="demander_source", events=said)
    assert outcome.responses == ["utter_source"]
    assert "étape 5" in outcome.messages[0]["sources"]
    assert "Délai pour valider" in outcome.messages[0]["sources"]


def test_the_source_of_a_sum_is_its_rule(run):
    said = [
        {"event": "bot", "text": "…", "metadata": {"point": "montant_droits/plafond"}},
        {"event": "bot", "text": "…", "metadata": {"utter_action": "utter_resultat_frais"}},
    ]
    outcome = run(
        DireSource(),
        "quelle source ?",
        intent="demander_source",
        events=said,
        slots={"dernier_calcul": {"objet": "frais", "nuits": 2}},
    )
    pressed = [e for e in outcome.events if e["event"] == "user"]
    assert [e["parse_data"]["intent"]["name"] for e in pressed] == ["frais_annexes"]


def test_without_an_answer_there_is_no_source(run):
    assert run(DireSource(), "source ?").responses == ["utter_source_inconnue"]


def proposed(name):
    buttons = [{"title": t, "payload": f"/{t}"} for t in ("frais_annexes", "sinscrire")]
    return [
        {"event": "user", "text": "euh"},
        {
            "event": "bot",
            "text": "…",
            "data": {"buttons": buttons},
            "metadata": {"utter_action": name},
        },
    ]


@pytest.mark.parametrize(
    "name", ["utter_proposer_intentions", "utter_choisir_point", "utter_frais_annexes"]
)
def test_a_number_picks_a_title_that_was_offered(run, name):
    outcome = run(talk.RecevoirValeur(), "2", events=proposed(name))
    pressed = [e for e in outcome.events if e["event"] == "user"]
    assert [e["parse_data"]["intent"]["name"] for e in pressed] == ["sinscrire"]


def test_after_a_sum_a_number_corrects_it_rather(run):
    sum_said = {"dernier_calcul": {"objet": "frais", "nuits": 1}}
    said = proposed("utter_frais_annexes")
    outcome = run(talk.RecevoirValeur(), "2", events=said, slots=sum_said)
    assert [e for e in outcome.events if e["event"] == "user"] == []


@pytest.mark.parametrize("text", ["b", "la b", "B)"])
def test_a_letter_picks_a_title_that_was_offered(run, text):
    outcome = run(talk.RecevoirValeur(), text, events=proposed("utter_frais_annexes"))
    pressed = [e for e in outcome.events if e["event"] == "user"]
    assert [e["parse_data"]["intent"]["name"] for e in pressed] == ["sinscrire"]


def test_the_train_asked_about_after_a_sum_is_told_and_the_sum_is_not(run):
    outcome = run(talk.RecevoirValeur(), "et mon billet de TER, il compte ?", slots=NIGHTS)
    assert outcome.responses == ["utter_resultat_frais_train"]


@pytest.mark.parametrize(
    "text, asked",
    [("enlevez-le", True), ("effacez mes données", False), ("/effacer_donnees", False)],
)
def test_what_may_mean_something_else_is_asked_before_all_is_erased(run, text, asked):
    outcome = run(EffacerDonnees(), text, intent="effacer_donnees")
    assert outcome.responses == ["utter_effacer_sur" if asked else "utter_donnees_effacees"]


def test_goodbye_in_a_form_asks_nothing_and_keeps_what_was_said(run):
    slots = {"requested_slot": "repas", "nuits": 2}
    outcome = run(AuRevoir(), "au revoir", intent="au_revoir", slots=slots, form="frais_form")
    assert outcome.responses == ["utter_saisie_au_revoir"]
    assert outcome.slots == {PENDING: ["frais_form"], "requested_slot": None}
    assert {"event": "active_loop", "timestamp": None, "name": None} in outcome.events
    assert run(AuRevoir(), "au revoir", intent="au_revoir").responses == ["utter_au_revoir"]
