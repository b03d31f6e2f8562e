"""What is said to a form beside an answer; what is an answer is no gesture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.forms import gestures
from assistant.facts import current

SAID = {
    "retour": [
        "retour",
        "Question précédente",
        "je veux revenir en arrière",
        "on revient en arrière",
    ],
    "attente": [
        "attendez je cherche",
        "Une petite minute svp",
        "2 minutes",
        "je vais chercher ma carte",
        "ne quittez pas",
        "attendez je reviens",
    ],
    "passer": ["passer", "Je passe", "question suivante", "je pase", "je passse svp"],
    "ignore": ["je ne sais pas", "j'sais pas", "aucune idée", "je sais plus", "pas encore décidé"],
    "pourquoi": ["pourquoi ?", "à quoi ça sert", "c'est obligatoire ?", "vous en faites quoi"],
    "explique": ["c'est-à-dire ?", "je ne comprends pas", "un exemple ?", "hein ?"],
    "abandon": ["laissez tomber", "stop", "je ne veux plus", "plus tard", "tant pis"],
    "refus": [
        "je ne veux pas le dire",
        "ça ne vous regarde pas",
        "je préfère ne pas répondre",
        "Je refuse de vous donner ma date de naissance",
        "Non j'ai dit que je ne la donnerai pas",
        "Je n'ai pas envie de vous le donner",
        "je ne tiens pas à vous le dire",
        "je ne vous donnerai pas mon nom",
        "je préfère ne rien dire",
        "pas envie",
        "je ne peux pas vous le dire",
    ],
    "recommence": ["recommencer", "on recommence depuis le début", "tout depuis le début"],
    "erreur": ["je me suis trompée", "oups erreur", "faute de frappe"],
    "bonjour": ["bonjour", "Bonsoir madame", "rebonjour"],
    "merci": ["merci", "ok merci beaucoup", "parfait"],
}
ANSWERS = [
    "Dupont",
    "Petit",
    "Legrand",
    "Attendu",
    "Passerat",
    "Pasquet",
    "Retournay",
    "Salut-Martin 2",
    "Tours",
    "Orléans",
    "2",
    "deux nuits",
    "900 €",
    "le 12 mars",
    "mardi matin",
    "dès que possible",
    "non merci",
    "je n'en ai pas",
    "je rentre le soir",
    "adjointe aux finances",
    "Pasteur",
    "je pense à Passy",
    "/annuler",
    "/recommencer",
]


@pytest.mark.parametrize("name, text", [(name, text) for name in SAID for text in SAID[name]])
def test_a_gesture(name, text):
    assert gestures.of(text) == name


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_no_gesture(text):
    assert gestures.of(text) is None


def test_no_example_of_a_letter_is_a_gesture():
    for letter in current().letters.values():
        for field in letter.champs:
            assert gestures.of(field.exemple) is None, field.exemple


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    assert gestures.of(text) in (None, *SAID)
