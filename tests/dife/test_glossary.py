"""The meaning of a word is asked in any words, and a question that only holds it is another."""

from __future__ import annotations

import pytest

from assistant.facts import current
from dife.facts.glossary import meant


@pytest.mark.parametrize(
    "text, key",
    [
        ("c'est quoi la collectivité ?", "collectivite"),
        ("c'est quoi la collectivité, c'est la mairie ?", "collectivite"),
        ("Qu'est-ce que c'est une délibération, au juste ?", "deliberation"),
        ("abondement ça veut dire quoi", "abondement"),
        ("donc je mets quoi comme collectivité", "collectivite"),
        ("que signifie reste à charge ?", "reste_a_charge"),
        ("un EPCI c'est quoi svp", "epci"),
        ("c'est quoi l'agrément ?", "agrement"),
        ("ça veut dire quoi agréé", "agrement"),
        ("qu'est-ce qu'un organisme agréé ?", "agrement"),
        ("c'est quoi une reconversion ?", "reconversion"),
        ("comment savoir si l'organisme est agréé ?", None),
        ("la mairie paie-t-elle une reconversion ?", None),
        ("la délibération doit être votée quand ?", None),
        ("ma collectivité refuse de payer", None),
        ("où est mon dossier ?", None),
        ("c'est quoi le délai ?", None),
        ("c'est quoi le compte élu ?", None),  # has a point of its own
    ],
)
def test_the_word_whose_meaning_is_asked(text: str, key: str | None) -> None:
    word = meant(text, current().words)
    assert (word.cle if word else None) == key


def test_each_word_is_short_and_holds_no_figure() -> None:
    assert len(current().words) >= 10
    for word in current().words:
        assert len(word.texte) <= 200 and not any(map(str.isdigit, word.texte)), word.cle
