"""Of a value taken back in the breath that said it, the last is meant; which step a day is of,
whatever the slips (today is Friday 27 November 2026)."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.nlu.entities.finder import extract
from dife.days import Day

TODAY = date(2026, 11, 27)


def meant(text: str) -> list[tuple]:
    """Entity, value and role of what is meant, in the order of the text."""
    return [
        (each.entity, each.value, each.role)
        for each in extract(text, TODAY)
        if not (isinstance(each.meaning, Day) and each.meaning.refused)
    ]


def days(text: str) -> list[tuple]:
    return [(value, role) for entity, value, role in meant(text) if entity == "date"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("le 3 mars, ou plutôt le 10 avril", [("2027-04-10", None)]),
        ("le 3 mars non le 10 avril", [("2027-04-10", None)]),
        (
            "ma formation commence le 3 mars, pardon elle commence le 10",
            [("2027-03-10", "formation")],
        ),
        ("le 3 mars, je veux dire le 10 avril, enfin le 12", [("2027-04-12", None)]),
        ("accepté le 3 décembre, pardon le 4", [("2026-12-04", "acceptation")]),
        ("le 3 mars à Tours, ou plutôt le 10 avril", [("2027-04-10", None)]),
        # kept: a refusal of what follows, a choice, two steps, two stays
        ("le 28 janvier et non le 14", [("2027-01-28", None)]),
        ("le 3 mars plutôt que le 10", [("2027-03-03", None)]),
        ("le 12 ou le 19 janvier", [("2027-01-12", None), ("2027-01-19", None)]),
        (
            "j'ai validé le 24, enfin l'organisme a accepté le 23",
            [("2026-11-24", "validation"), ("2026-11-23", "acceptation")],
        ),
        (
            "2 nuits à Paris le 3 mars, enfin 1 nuit à Lyon le 5 avril",
            [("2027-03-03", None), ("2027-04-05", None)],
        ),
    ],
)
def test_the_last_day_is_meant(text: str, expected: list) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2 nuits, enfin 3 nuits", [("nuits", 3, None)]),
        ("4 nuits, enfin 3", [("nuits", 3, None)]),
        ("5 repas non six", [("repas", 6, None)]),
        ("3 nuits, enfin le 4 mars", [("nuits", 3, None), ("date", "2027-03-04", None)]),
        ("à Lyon, ou plutôt Lille", [("commune", "Lille", None)]),
        ("à Lyon, je me trompe, à Lille", [("commune", "Lille", None)]),
        (
            "ça coûte 900 €, pardon 950 €, et j'ai 400 € de solde",
            [("montant", "950", "prix"), ("montant", "400", "solde")],
        ),
        (
            "ça coûte 900 pardon 950 et j'ai 400 de solde",
            [("montant", "950", "prix"), ("montant", "400", "solde")],
        ),
        (
            "je dors à Lyon, non, la formation est à Lille",
            [("commune", "Lyon", None), ("commune", "Lille", None)],
        ),
        (
            "2 nuits à Paris et enfin 1 nuit à Lyon",
            [
                ("nuits", 2, None),
                ("commune", "Paris", None),
                ("nuits", 1, None),
                ("commune", "Lyon", None),
            ],
        ),
    ],
)
def test_the_last_count_town_or_sum_is_meant(text: str, expected: list) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    "text, role",
    [
        ("demande fite le 7 décembre : premirèe date de fomration possible ?", "demande"),
        ("dmande envoyée le 7 décembre, premier jour de formation posible ?", "demande"),
        ("demandde fiate le 7 décembre", "demande"),
        ("l'organisme a acepté le 7 décembre, première date de formation ?", "acceptation"),
        ("le 7 décembre l'organisme a acepté, je valide quand ?", "acceptation"),
        ("le 7 décembre : première date de formation possible ?", None),
        ("le 7 décembre, premier jour de formation, c'est bon ?", "formation"),
        # the last day of a step is asked: the day said is the training's
        ("donc pour le 21 janvier je dois être accepté avant quel jour ?", "formation"),
        ("formation le 3 mars, pardon le 10 mars : jusqu'à quand m'inscrire ?", "formation"),
        ("le 21 janvier, je dois m'inscrire quand ?", "formation"),
        ("le 7 décembre j'ai envoyé ma demande, je valide avant quand ?", "demande"),
        ("le 24 novembre j'ai reçu la proposition jusqu'à quand valider ?", "proposition"),
    ],
)
def test_the_step_of_a_day(text: str, role: str | None) -> None:
    assert days(text)[-1][1] == role
