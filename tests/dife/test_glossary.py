"""The words whose meaning is asked, in any words; no other message asks one."""

from __future__ import annotations

import pytest

from assistant.facts import current
from dife.glossary import meant


@pytest.mark.parametrize(
    "text, key",
    [
        ("c'est quoi la collectivité, c'est la mairie ?", "collectivite"),
        ("donc je mets quoi comme collectivité", "collectivite"),
        ("c'est pour quoi déjà la collectivité", "collectivite"),
        ("Qu'est-ce que c'est une délibération, au juste ?", "deliberation"),
        ("reste à charge kesako", "reste_a_charge"),
        ("que signifie abondement", "abondement"),
        ("Bonjour, qu'est-ce qu'on appelle les jours ouvrés ?", "jours_ouvres"),
        ("EPCI ça veut dire quoi", "epci"),
        ("c'est quoi le dossier à envoyer à la Caisse", None),
        ("c'est quoi le DIFE", None),  # a point answers it
        ("c'est quoi le compte élu ?", None),
        ("il faut une délibération ?", None),
        ("délibération", None),
    ],
)
def test_the_word_that_is_meant(text: str, key: str | None) -> None:
    word = meant(text, current().words)
    assert (word.cle if word else None) == key


def test_a_definition_is_short_and_its_words_are_of_no_other() -> None:
    words = current().words
    said = [each for word in words for each in word.dits]
    assert len(said) == len(set(said))
    for word in words:
        assert len(word.texte.split()) <= 40 and not any(map(str.isdigit, word.texte))
