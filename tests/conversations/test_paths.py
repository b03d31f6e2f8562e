"""Paths of several turns over REST: what stories decide (tests/conversations/test_policies.py)."""

from __future__ import annotations

import pytest

from tests.support.association import fact


def test_a_password_that_fails_twice_leads_to_the_site_then_to_a_person(talk):
    conversation = talk()
    conversation.say("j'ai oublié mon mot de passe")
    assert "capture d'écran" in conversation.say("ça ne marche toujours pas")
    assert conversation.buttons[-2:] == ["/courriel_ensemble", "/courriel_modele"]
    assert fact("association_telephone") in conversation.say("je suis toujours bloqué")


def test_a_thanks_and_a_question_of_the_guide_change_nothing(talk):
    conversation = talk()
    conversation.say("j'ai oublié mon mot de passe")
    conversation.say("merci")
    assert "payer vos formations" in conversation.say("c'est quoi le dife ?")
    assert "capture d'écran" in conversation.say("ça ne marche toujours pas")
    conversation.say("merci beaucoup")
    assert "contacter" in conversation.say("rien à faire, toujours bloqué")


def test_alone_the_same_message_asks_what_is_wrong(talk):
    conversation = talk()
    assert "Qu'est-ce qui bloque" in conversation.say("ça ne marche toujours pas")
    assert "/erreur_plateforme" in conversation.buttons


def test_a_trouble_over_leads_back_to_what_it_interrupted(talk):
    for before, expected in (
        ("comment m'inscrire à une formation ?", "Envoyez votre demande"),
        ("bonjour", "onglet « DROITS »"),
    ):
        conversation = talk()
        conversation.say(before)
        conversation.say("FranceConnect+ refuse mon identité")
        conversation.say("c'est quoi le dife ?")
        said = conversation.say("le problème est résolu")
        assert "Bonne nouvelle" in said and expected in said


def test_a_sum_is_corrected_then_claimed(talk):
    conversation = talk()
    assert "260 €" in conversation.say("2 nuits et 1 repas à Nanterre").replace("**", "")
    assert "380 €" in conversation.say("non, 3 nuits").replace("**", "")
    assert "la suite" in conversation.say("merci")
    assert "Contactez-nous" in conversation.say("oui")


def test_what_next_after_a_sum_is_not_the_end_of_the_tour(talk):
    conversation = talk()
    conversation.say("2 nuits et 1 repas à Nanterre")
    said = conversation.say("et après ?")
    assert "Contactez-nous" in said and "six étapes" not in said


def test_a_sum_interrupted_by_a_question_is_claimed_too(talk):
    conversation = talk()
    conversation.say("calculer mes frais")
    conversation.say("c'est quoi le compte élu ?")
    conversation.say("2 nuits")
    said = conversation.say("et après ?")  # in the form: the message alone, then the form goes on
    assert "Étape 4" in said and "Combien de repas" in said
    conversation.say("1 repas")
    assert "260 €" in conversation.say("Nanterre").replace("**", "")
    assert "Contactez-nous" in conversation.say("et après ?")


@pytest.mark.parametrize(
    "trouble, sequel",
    [
        ("mon compte élu n'apparaît pas", "onglet « DROITS »"),
        ("FranceConnect+ refuse mon identité", "Visez une formation"),
    ],
)
def test_a_letter_sent_is_waited_for_then_chased(talk, trouble, sequel):
    conversation = talk()
    conversation.say(trouble)
    conversation.say("/courriel_modele")
    said = conversation.say("j'ai envoyé le mail")
    assert sequel in said and "formulaire de contact" in said
    assert "Relancez" in conversation.say("toujours rien, ça ne change rien")


def test_sent_says_the_first_button_of_the_template(talk):
    conversation = talk()
    conversation.say("mon compte élu n'apparaît pas")
    conversation.say("/courriel_modele")
    assert "onglet « DROITS »" in conversation.say("voilà, c'est fait")


def test_no_to_a_letter_names_the_other_ways(talk):
    conversation = talk()
    conversation.say("mon compte élu n'apparaît pas")
    assert "deux autres voies" in conversation.say("non")


def test_the_tour_waits_for_a_trouble_and_goes_on_at_its_step(talk):
    conversation = talk()
    conversation.say("guidez-moi pas à pas du début à la fin")
    conversation.say("c'est fait")
    assert "Étape 3 sur 6" in conversation.say("c'est fait")
    conversation.say("mon compte élu n'apparaît pas")
    assert "deux autres voies" in conversation.say("ça ne marche toujours pas")
    assert "Étape 3 sur 6" in conversation.say("c'est réglé")
    assert "Étape 4 sur 6" in conversation.say("et après ?")
    assert "vous attend" in conversation.say("pas encore")
    assert "Étape 4 sur 6" in conversation.say("on reprend où on en était")


def test_where_were_we_wipes_nothing(talk):
    conversation = talk()
    conversation.say("guidez-moi pas à pas du début à la fin")
    conversation.say("oui")
    conversation.say("c'est quoi le dife ?")
    assert "Étape 2 sur 6" in conversation.say("reprenons où nous en étions, s'il vous plaît")
    assert "Étape 3 sur 6" in conversation.say("c'est fait")


def test_in_a_form_where_were_we_asks_again(talk):
    conversation = talk()
    conversation.say("calculer mes frais")
    conversation.say("2 nuits")
    assert "Combien de repas" in conversation.say("où en étions-nous ?")


def test_starting_afresh_closes_the_trouble(talk):
    conversation = talk()
    conversation.say("j'ai oublié mon mot de passe")
    assert "repartons de zéro" in conversation.say("on efface tout et on recommence à zéro")
    assert "Qu'est-ce qui bloque" in conversation.say("ça ne marche toujours pas")


def test_none_of_the_titles_is_heard(talk):
    conversation = talk()
    conversation.say("xqzt wvkp blrg")
    assert "aucun de ces sujets" in conversation.say("non, aucun des deux")


@pytest.mark.parametrize("place", [37, 38, 39, 40])
def test_a_new_session_behind_the_scenes_keeps_the_trouble(talk, place):
    """The next session begins after forty messages, with the latest turns (assistant/storage)."""
    conversation = talk()
    for _ in range(place):
        conversation.say("êtes-vous un robot ?")
    conversation.say("j'ai oublié mon mot de passe")
    conversation.say("merci")
    assert "capture d'écran" in conversation.say("ça ne marche toujours pas")
    conversation.say("merci")
    assert "contacter" in conversation.say("toujours bloqué")
