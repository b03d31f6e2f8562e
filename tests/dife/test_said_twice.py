"""An answer taken back in the breath that said it: the last is kept (moments, names, places)."""

from __future__ import annotations

from datetime import date

import pytest

from dife import fields
from dife.fields.times import changed_moment, read_moment

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    "text, kept",
    [
        ("Demain c'est samedi, finalement plutôt lundi entre 9h et 11h", "lundi entre 9h et 11h"),
        ("mardi à 10h, non attendez, mercredi à 14h", "mercredi à 14h"),
        ("jeudi, ah non j'ai conseil, plutôt vendredi matin", "vendredi matin"),
        ("demain matin ou plutôt après-demain après-midi", "après-demain après-midi"),
        ("mardi 10h, non 14h", "mardi 14h"),
        ("mardi 10h, pardon jeudi", "jeudi 10h"),
        ("lundi 9h ; non, mardi 9h ; non, mercredi 9h", "mercredi 9h"),
        ("lundi ou mardi matin", "lundi ou mardi matin"),
        ("lundi matin plutôt que mardi", "lundi matin plutôt que mardi"),
        ("lundi matin ou sinon plutôt mardi", "lundi matin ou sinon plutôt mardi"),
        ("lundi, mais pas avant 10h", "lundi, mais pas avant 10h"),
        ("plutôt lundi", "lundi"),
    ],
)
def test_a_moment(text: str, kept: str) -> None:
    assert read_moment(text).value == kept


@pytest.mark.parametrize(
    "text, held, kept",
    [
        ("en fait jeudi 14h, non 15h", "mardi 10h", "jeudi 15h"),
        ("enfin mercredi", "mardi 10h", "mercredi 10h"),
        ("mardi, non mercredi", "lundi 9h", "mercredi 9h"),
    ],
)
def test_a_moment_changed(text: str, held: str, kept: str) -> None:
    assert changed_moment(text, held) == kept


@pytest.mark.parametrize(
    "kind, text, kept",
    [
        ("nom", "Garin, pardon Guérin", "Guérin"),
        ("prenoms", "Paul, pardon Pierre", "Pierre"),
        ("date_naissance", "12/03/1955, pardon 13/03/1955", "13 mars 1955"),
        ("lieu_naissance", "Gien ou plutôt Montargis", "Montargis"),
        ("collectivite", "Gien, pardon Briare", "Briare"),
        ("nationalite", "belge, pardon française", "française"),
        ("telephone", "06 12 34 56 78, non, 06 12 34 56 79", "06 12 34 56 79"),
    ],
)
def test_a_detail(kind: fields.Kind, text: str, kept: str) -> None:
    assert fields.read(kind, text, TODAY).value == kept


def test_a_caller() -> None:
    assert fields.caller("Paul Garin, pardon Paul Guérin", TODAY).value == "Paul Guérin"
