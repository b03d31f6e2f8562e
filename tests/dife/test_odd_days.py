"""Days that do not exist, and seasons: what may have been meant."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.said.odd_days import odd_days
from dife.said.seasons import SEASON, Season, season_said, season_year
from dife.text import bare
from dife.wording import format_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("le 31 avril", date(2027, 4, 30), date(2027, 5, 1)),
        ("formation le 31 avril 2028 à Gien", date(2028, 4, 30), date(2028, 5, 1)),
        ("31/04/2027", date(2027, 4, 30), date(2027, 5, 1)),
        ("31.04.27", date(2027, 4, 30), date(2027, 5, 1)),
        ("31-04-2027", date(2027, 4, 30), date(2027, 5, 1)),
        ("31/06", date(2027, 6, 30), date(2027, 7, 1)),
        ("le 30 février", date(2027, 2, 28), date(2027, 3, 1)),
        ("29 février 2027", date(2027, 2, 28), date(2027, 3, 1)),
        ("le 31 novembre", date(2026, 11, 30), date(2026, 12, 1)),
        ("formation 31 fevrier", date(2027, 2, 28), date(2027, 3, 1)),
        ("le trente et un avril", date(2027, 4, 30), date(2027, 5, 1)),
        ("le trente-et-un juin", date(2027, 6, 30), date(2027, 7, 1)),
        ("vingt neuf février 2027", date(2027, 2, 28), date(2027, 3, 1)),
        ("le trente février", date(2027, 2, 28), date(2027, 3, 1)),
        ("31 fév", date(2027, 2, 28), date(2027, 3, 1)),
        ("31 sept. 2027", date(2027, 9, 30), date(2027, 10, 1)),
        ("le 31 du mois de juin", date(2027, 6, 30), date(2027, 7, 1)),
        ("31/2", date(2027, 2, 28), date(2027, 3, 1)),
        ("31 / 06 / 2027", date(2027, 6, 30), date(2027, 7, 1)),
        ("2027-06-31", date(2027, 6, 30), date(2027, 7, 1)),
    ],
)
def test_the_days_beside_one_that_does_not_exist(text: str, before: date, after: date) -> None:
    (found,) = odd_days(text)
    assert found.has_neighbours and found.neighbours(TODAY) == (before, after)


@pytest.mark.parametrize("text", ["le 32 janvier", "45/13/2026", "03/25/2026", "le 0 mars 2027"])
def test_some_have_no_neighbour(text: str) -> None:
    (found,) = odd_days(text)
    assert not found.has_neighbours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "29 février",
        "29 février 2028",
        "le 31 mars",
        "24/24",
        "06 31 04 20 27",
        "31 avrils",
        "trente et un mars",
        "vingt-neuf février",
        "2027-06-30",
        "30/9",
        "7/7",
    ]
    + ["31 mai 2027", "1 500", "30/06/2027", "12/03/55"],
)
def test_no_odd_day(text: str) -> None:
    assert odd_days(text) == []


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)))
def test_a_real_day_is_not_odd(day: date) -> None:
    assert odd_days(format_date(day)) == odd_days(f"{day:%d/%m/%Y}") == []


@given(st.text(max_size=60), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_any_text(text: str, today: date) -> None:
    for found in odd_days(text):
        assert found.number > 0 or not found.has_neighbours
        if found.has_neighbours:
            before, after = found.neighbours(today)
            assert (after - before).days == 1 == after.day and before.month == found.month
            assert found.year or before >= today


@pytest.mark.parametrize(
    ("text", "iso", "season"),
    [
        ("au printemps", "2027", Season("Le printemps", "de mars à juin 2027")),
        ("cet été", "2027", Season("L'été", "de juin à septembre 2027")),
        ("cet automne", "2026", Season("L'automne", "de septembre à décembre 2026")),
        ("cet hiver", "2027", Season("L'hiver", "de décembre 2026 à mars 2027")),
        ("à la rentrée", "2027-09", Season("La rentrée", "en septembre 2027")),
        ("à Pâques", "2027", Season("Pâques", "le dimanche 28 mars 2027")),
        ("vacances de la Toussaint", "2026", Season("La Toussaint", "d'octobre à novembre 2026")),
        ("vers Noël", "2026-12", Season("Noël", "en décembre 2026")),
        ("en fin d'année", "2026", Season("La fin d'année", "d'octobre à décembre 2026")),
        ("l'automne dernier", "2025", Season("L'automne", "de septembre à décembre 2025")),
        ("l'automne prochain", "2027", Season("L'automne", "de septembre à décembre 2027")),
        ("au printemps 2028", "2028", Season("Le printemps", "de mars à juin 2028")),
    ],
)
def test_seasons(text: str, iso: str, season: Season) -> None:
    found = re.search(SEASON, bare(text))
    assert found and season_year(found, TODAY) == iso
    assert season_said(bare(text), iso) == season


@pytest.mark.parametrize(
    "text", ["a été refusée", "79 printemps", "Noël Dupont", "en mars", "l'eté"[:3]]
)
def test_no_season(text: str) -> None:
    assert season_said(bare(text), "2027") is None


@given(
    st.sampled_from(["au printemps", "cet été", "cet automne", "à la rentrée"]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_a_season_to_come_is_not_over(text: str, today: date) -> None:
    found = re.search(SEASON, bare(text))
    assert found
    coming, last = (int(season_year(found, today, past)[:4]) for past in (False, True))
    assert today.year <= coming <= today.year + 1 and last in (coming, coming - 1)
