"""What is told with an identity, or of somebody: a story, a letter asked for."""

from __future__ import annotations

from datetime import date

import pytest

from dife.fields import asked_with, read, sole_name
from dife.fields.told.story import first_person


@pytest.mark.parametrize(
    ("told", "letter"),
    [
        (
            "Il a le message « Il est impossible de vous identifier »",
            "J'ai le message « Il est impossible de vous identifier »",
        ),
        (
            "elle n'arrive pas à se connecter, elle a oublié son mot de passe",
            "je n'arrive pas à me connecter, j'ai oublié mon mot de passe",
        ),
        (
            "Le maire clique sur valider et il voit une page blanche",
            "Je clique sur valider et je vois une page blanche",
        ),
        ("M. le maire ne peut pas valider", "Je ne peux pas valider"),
        (
            "Quand il se connecte, on lui dit « erreur 12 »",
            "Quand je me connecte, on me dit « erreur 12 »",
        ),
        ("Dès qu'elle s'identifie, il y a une erreur", "Dès que je m'identifie, il y a une erreur"),
        ("Il avait un compte mais il ne marche plus", "J'avais un compte mais il ne marche plus"),
        (
            "Il pourra dire que son compte lui affiche une erreur",
            "Je pourrai dire que mon compte m'affiche une erreur",
        ),
    ],
)
def test_a_trouble_told_of_the_official_is_told_by_the_official(told, letter):
    assert first_person(told) == letter


@pytest.mark.parametrize(
    "told",
    [
        "Je clique et il me dit « erreur »",
        "La page plante, elle reste blanche",
        "Il y a une erreur quand on valide",
        "Il est écrit « identité refusée »",
        "Il s'affiche une erreur",
        "il ne marche pas",
        "Page blanche après FranceConnect+",
        "mon compte est bloqué, il a un message",
        "Le compte est bloqué, il a un message",
    ],
)
def test_a_story_of_the_official_or_of_nobody_stays(told):
    assert first_person(told) == told


PAUL = {"nom": "Martin", "prenoms": "Paul", "date_naissance": "3 avril 1960"}
AT_HOME = {"lieu_naissance": "Gien", "mandat": "maire", "collectivite": "Briare"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "faites-moi le courriel, je suis Paul Martin, né le 3/4/1960 à Gien, maire de Briare",
            {**PAUL, **AT_HOME},
        ),
        (
            "Écrivez la lettre au nom de M. Paul Martin, né le 3 avril 1960 à Gien, maire de"
            " Briare. Son compte élu n'apparaît pas",
            {**PAUL, **AT_HOME},
        ),
        ("je suis Paul Martin né le 3 avril 1960, il me faut le mail", PAUL),
        (
            "préparez le courriel : Jeanne Leroy née Dubois, 12 mai 1958 à Blois",
            {
                "nom": "Dubois",
                "nom_usage": "Leroy",
                "prenoms": "Jeanne",
                "date_naissance": "12 mai 1958",
                "lieu_naissance": "Blois",
            },
        ),
        (  # a lady's name is seldom the one she was born with
            "un courriel pour Mme Claire Durand, conseillère à Gien, née le 14 juillet 1968",
            {
                "prenoms": "Claire",
                "mandat": "conseillère",
                "collectivite": "Gien",
                "date_naissance": "14 juillet 1968",
            },
        ),
        ("j'ai déjà envoyé un courriel, je suis Paul Martin né le 3 avril 1960", {}),
        ("je suis Paul Martin, né le 3/4/1960 à Gien, maire de Briare", {}),
        ("comment écrire un courriel à la Caisse des Dépôts ?", {}),
        ("faites le courriel, je suis maire de Briare", {}),
    ],
)
def test_a_letter_asked_for_with_its_identity(text, told):
    assert asked_with(text, date(2026, 11, 27)) == told


@pytest.mark.parametrize("text", ["Lefebvre", "Le Goff", "C'est Lefebvre", "Petit"])
def test_a_name_that_is_the_whole_of_a_message(text):
    assert sole_name(text, date(2026, 11, 27)) in text
    assert sole_name(text, date(2026, 11, 27))


@pytest.mark.parametrize(
    "text", ["Merci", "Parfait", "Remboursement", "Non", "Attendez", "Parbleu", "lefebvre", "Jean"]
)
def test_what_is_perhaps_no_name(text):
    assert not sole_name(text, date(2026, 11, 27))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mon nom c'est Vasseur, V A deux S E U R", "Vasseur"),
        ("V A deux S E U R", "VASSEUR"),
        ("Durand, D U R A N D", "Durand"),
    ],
)
def test_a_name_spelt_with_a_letter_said_twice(text, name):
    assert read("nom", text, date(2026, 11, 27)).value == name
