"""Whole conversations over REST, against the two real servers."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from email import message_from_string
from email.policy import default

import pytest

from assistant.cli import launcher
from tests.support.association import fact

ALL_AT_ONCE = [
    ("deux nuits et un repas à Nanterre le 3 avril 2026", ["260 €", "2 nuits × 120 €"]),
    ("une nuit à Orléans et 2 repas en mai 2021", ["105 €", "1 nuit × 70 €", "2 repas × 17,50 €"]),
    ("2 nuits et 3 repas à Paris le 12 mars 2025", ["340 €", "mercredi 12 mars 2025"]),
    (
        "je suis en formation le 9 décembre 2026, jusqu'à quand dois-je valider ?",
        ["lundi 23 novembre 2026", "4 jours ouvrés"],
    ),
    (
        "si je valide le 18 décembre 2026 la formation commence quand au plus tôt ?",
        ["jeudi 7 janvier 2027"],
    ),
    ("formation le 25 mai 2027, date limite ?", ["mercredi 5 mai 2027"]),
    (
        "la formation coûte 900 € et mon solde est de 400 €, qui paie quoi ?",
        ["reste 500 €", "la mairie peut tout payer"],
    ),
    (
        "prix 2000 euros, j'ai 400 euros de DIFE, calcule le reste",
        ["la mairie ne peut pas compléter", "1 600 € au plus"],
    ),
]


@pytest.mark.parametrize("text, expected", ALL_AT_ONCE)
def test_all_at_once(talk, text, expected):
    said = talk().say(text).replace("**", "")
    for part in expected:
        assert part in said


def test_one_by_one_then_corrected(talk):
    conversation = talk()
    assert "Combien de nuits" in conversation.say("calculer mes frais de déplacement")
    assert "Combien de repas" in conversation.say("deux")
    assert "quelle commune" in conversation.say("trois repas")
    said = conversation.say("nanterre").replace("**", "")
    assert "300 €" in said and "aujourd'hui, lundi 23 novembre 2026" in said
    said = conversation.say("non, 3 nuits").replace("**", "")
    assert "420 €" in said
    assert "340 €" in conversation.say("et à Lyon, avec 2 nuits et 5 repas ?").replace("**", "")


def test_corrected_in_the_form(talk):
    conversation = talk()
    conversation.say("calcule mes indemnités")
    conversation.say("2 nuits")
    assert "Combien de repas" in conversation.say("non, 3 nuits")
    conversation.say("1 repas")
    assert "440 €" in conversation.say("Paris").replace("**", "")


def test_a_question_interrupts_and_the_form_resumes(talk):
    conversation = talk()
    conversation.say("calculer mes frais")
    said = conversation.say("c'est quoi le compte élu ?")
    assert "tricolore" in said and "Combien de nuits" in said
    assert "Combien de repas" in conversation.say("1 nuit")


def test_cancelled(talk):
    conversation = talk()
    conversation.say("je veux calculer mon reste à charge")
    assert "arrêté" in conversation.say("laisse tomber")
    assert "rien en cours" in conversation.say("annuler")


def test_change_of_mind(talk):
    conversation = talk()
    conversation.say("calculer mes frais")
    assert "prix de la formation" in conversation.say("je veux calculer le reste à payer")
    assert "compte Élu" in conversation.say("900")
    assert "reste 500 €" in conversation.say("400").replace("**", "")


def test_two_failures_explain_three_offer_a_way_out(talk):
    conversation = talk()
    conversation.say("calculer mes frais")
    assert "Ce que vous avez déjà dit est gardé" in conversation.say("zorglub")
    assert "Par exemple, pour une formation du mardi" in conversation.say("zorglub zorglub")
    conversation.say("zorglub !")
    assert {"/parler_conseiller", "/annuler"} <= set(conversation.buttons)
    assert "Combien de repas" in conversation.say("2")


@pytest.mark.parametrize("text", ["400", "-3 nuits", "12k"])
def test_bad_numbers_are_refused_kindly(talk, text):
    conversation = talk()
    conversation.say("calculer mes frais")
    conversation.say(text)
    assert "Combien de nuits" in conversation.say("répétez s'il vous plaît")


LETTER = [
    ("Dupont-Lefèvre", "autre nom"),
    ("passer", "prénoms"),
    ("Marie Claire", "date de naissance"),
    ("14 mars 2061", "avenir"),
    ("14/03/1961", "ville"),
    ("Chinon, Indre-et-Loire", "collectivité"),
    ("commune de Gien", "mandat"),
    ("adjointe au maire", "Est-ce juste ?"),
    ("c'est juste", "Votre courriel est prêt"),
]


def test_a_whole_letter(talk):
    conversation = talk()
    said = conversation.say("mon compte elu apparait pas")
    assert "Caisse des Dépôts" in said
    assert conversation.buttons[-2:] == ["/courriel_ensemble", "/courriel_modele"]
    assert "nom de naissance" in conversation.say("/courriel_ensemble")
    for answer, expected in LETTER:
        said = conversation.say(answer)
        assert expected in said, (answer, said)
    for detail in (
        "Dupont-Lefèvre",
        "Marie Claire",
        "14 mars 1961",
        "Chinon, Indre-et-Loire",
        "commune de Gien",
        "adjointe au maire",
        "DFP_MCF_Gestion-des-Droits-et-Formations@caissedesdepots.fr",
    ):
        assert detail in said
    letter = conversation.payload
    message = message_from_string(letter["eml"], policy=default)
    assert message["To"].casefold() == letter["destinataire"].casefold()
    assert "Dupont-Lefèvre" in message.get_content() and letter["mailto"].startswith("mailto:")
    assert {"cle", "libelle", "type", "obligatoire"} <= set(letter["champs"][0])
    kept = stored(conversation.reference)  # for half an hour at most, encrypted
    assert kept.startswith("v1:") and "Dupont" not in kept
    again = conversation.say("mon nom de naissance est Lefebvre")
    assert "Votre courriel est prêt" in again and "Lefebvre" in again and "Marie Claire" in again
    assert "Vouliez" not in conversation.say("bonjour")


def stored(sender):
    """All that the database holds of a conversation."""
    with sqlite3.connect(launcher.settings.var_folder() / "dife.db") as connection:
        rows = connection.execute("select data from events where sender_id = ?", (sender,))
        return "".join(data for (data,) in rows)


def test_erasing_forgets_the_conversation(talk):
    conversation = talk()
    conversation.say("c'est quoi le dife ?")
    assert stored(conversation.reference).startswith("v1:")  # encrypted
    conversation.say("/effacer_donnees")
    assert stored(conversation.reference) == ""


def test_the_template_names_its_fields(talk):
    conversation = talk()
    conversation.say("je n'arrive pas à créer FranceConnect+")
    said = conversation.say("/courriel_modele")
    assert "[nom de naissance]" in said
    assert [f["cle"] for f in conversation.payload["champs"]][:2] == ["nom_naissance", "nom_usage"]


def test_guided_tour(talk):
    conversation = talk()
    assert "Étape 1 sur 6" in conversation.say("guidez-moi pas à pas du début à la fin")
    assert "Étape 2 sur 6" in conversation.say("c'est fait")
    conversation.say("c'est quoi franceconnect+ ?")
    assert "Étape 3 sur 6" in conversation.say("et après ?")
    for step in (4, 5, 6):
        assert f"Étape {step} sur 6" in conversation.say("étape suivante")
    assert "Bravo" in conversation.say("étape suivante")


def test_yes_takes_the_first_button_and_repeat_says_it_again(talk):
    conversation = talk()
    conversation.say("bonjour")
    first = conversation.say("êtes-vous un robot ?")
    assert conversation.say("vous pouvez répéter ?") == first
    assert fact("association_telephone") in conversation.say("oui")


def test_call_back_is_kept_for_the_staff(talk, servers):
    conversation = talk()
    conversation.say("je voudrais être rappelé par quelqu'un")
    conversation.say("Claire Martin")
    assert "10 chiffres" in conversation.say("12345")
    conversation.say("06.12.34.56.78")
    assert "06 12 34 56 78" in conversation.say("mardi matin")
    assert "effacé" in conversation.say("/effacer_donnees")


def test_not_understood_has_three_bands(talk):
    """Titles or another wording twice, a person the third time, and the count starts again."""
    conversation = talk()
    person = fact("association_telephone")
    for _ in range(2):
        for _ in range(2):
            assert person not in conversation.say("xqzt wvkp blrg") and conversation.buttons
        assert person in conversation.say("xqzt wvkp blrg")
        assert "/demander_rappel" in conversation.buttons


@pytest.mark.parametrize(
    "message",
    [None, "", "   ", 12, ["a"], {"a": 1}, "é" * 1001],
    ids=lambda value: repr(value)[:12],
)
def test_what_is_not_a_text_is_answered(servers, message):
    answers = launcher.say(servers.address, message, "une-conversation-bizarre")
    assert answers and answers[0]["text"]


class TestActionServerInTrouble:
    """The form is where it was, the official knows what to do, nothing personal is logged."""

    def action_server(self, servers):
        return servers._running[0].pid

    def test_frozen_then_back(self, talk, servers):
        conversation = talk()
        conversation.say("mon compte elu apparait pas")
        conversation.say("/courriel_ensemble")
        os.kill(self.action_server(servers), signal.SIGSTOP)
        try:
            started = time.monotonic()
            said = conversation.say("Canari-Secret")
            assert time.monotonic() - started < 10
            assert fact("association_telephone") in said
            assert "FranceConnect" in talk().say("c'est quoi france connect plus ?")
        finally:
            os.kill(self.action_server(servers), signal.SIGCONT)
        assert "autre nom" in conversation.say("Canari-Secret")
        log = (launcher.settings.var_folder() / "serveurs.log").read_text(errors="replace")
        assert "Canari" not in log

    def test_conversations_are_on_disk(self, talk, servers):
        conversation = talk()
        conversation.say("c'est quoi le dife")
        database = launcher.settings.var_folder() / "dife.db"
        with sqlite3.connect(database) as connection:
            query = "select count(*) from events where sender_id = ?"
            assert connection.execute(query, (conversation.reference,)).fetchone()[0] > 3


def test_two_questions_the_first_is_answered_the_second_offered(talk):
    conversation = talk()
    said = conversation.say(
        "C'est quoi FranceConnect+ exactement ? Et combien d'euros par an pour un élu ?"
    )
    assert "FranceConnect+" in said and "Vous demandez aussi" in said
    assert conversation.buttons[0] == '/montant_droits{"point": "montant"}'
    assert "800 €" in conversation.say("oui")


def test_a_long_conversation_keeps_its_thread_and_its_speed(talk, servers):
    """Forty messages later a new session begins behind the scenes."""
    conversation = talk()
    conversation.say("2 nuits et 3 repas à Nanterre")
    for number in range(45):
        first = conversation.say("êtes-vous un robot ?")
        assert "automatique" in first
        if number % 3 == 0:  # wherever the new session begins
            assert conversation.say("vous pouvez répéter ?") == first
        if number % 5 == 0:
            assert fact("association_telephone") in conversation.say("oui")
    assert "**420 €**" in conversation.say("non, 3 nuits").replace("\u00a0", " ")
    with sqlite3.connect(launcher.settings.var_folder() / "dife.db") as connection:
        query = "select count(*) from events where sender_id = ? and type_name = 'session_started'"
        assert connection.execute(query, (conversation.reference,)).fetchone()[0] >= 2
