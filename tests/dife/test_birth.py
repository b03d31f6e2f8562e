"""Dates of birth as officials write them, and why some cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.said.birth import Birth, read_birth
from dife.wording import format_date

TODAY = date(2026, 11, 23)
WRITTEN = ["{d}/{m:02d}/{y}", "{d}.{m}.{y}", "{d}-{m}-{y}", "{d} {m} {y}", "{d:02d}{m:02d}{y}"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/55", date(1955, 3, 12)),
        ("12.05.58", date(1958, 5, 12)),
        ("12-05-58", date(1958, 5, 12)),
        ("12 mars 55", date(1955, 3, 12)),
        ("né le 12 mars 1955 à Gien", date(1955, 3, 12)),
        ("Née le mardi 12 mars 1955, à Paris 15e", date(1955, 3, 12)),
        ("le 12/03/1955", date(1955, 3, 12)),
        ("je suis née le 3 juin 61", date(1961, 6, 3)),
        ("ma date de naissance : 3 juin 1961.", date(1961, 6, 3)),
        ("12031955", date(1955, 3, 12)),
        ("120355", date(1955, 3, 12)),
        ("12 03 1955", date(1955, 3, 12)),
        ("1955-03-12", date(1955, 3, 12)),
        ("1955/3/12", date(1955, 3, 12)),
        ("12 / 03 / 1955", date(1955, 3, 12)),
        ("1er août 61", date(1961, 8, 1)),
        ("1 er aout 1961", date(1961, 8, 1)),
        ("premier août 1961", date(1961, 8, 1)),
        ("12 févr. 1955", date(1955, 2, 12)),
        ("12 septembe 1955", date(1955, 9, 12)),
        ("12mars1955", date(1955, 3, 12)),
        ("29/02/60", date(1960, 2, 29)),
        ("01/11/08", date(2008, 11, 1)),
        ("23/11/08", date(2008, 11, 23)),
        ("12/03/00", date(2000, 3, 12)),
        ("12/03/26", date(1926, 3, 12)),
    ],
)
def test_a_date_of_birth(text: str, day: date) -> None:
    assert read_birth(text, TODAY) == Birth(day)
    assert read_birth(text, TODAY) == Birth(day)


@pytest.mark.parametrize(
    ("text", "fault", "day"),
    [
        ("", "illisible", None),
        ("bonjour", "illisible", None),
        ("hier", "illisible", None),
        ("1955", "illisible", None),
        ("mars 1955", "illisible", None),
        ("12/13/1955", "illisible", None),
        ("06 12 34 56 78", "illisible", None),
        ("12 mars", "sans_annee", None),
        ("né le 12/03", "sans_annee", None),
        ("31/02/1960", "inexistante", None),
        ("31 avril 1960", "inexistante", None),
        ("31 avril", "inexistante", None),
        ("29/02/61", "inexistante", None),
        ("0/02/1961", "inexistante", None),
        ("12/03/2030", "avenir", date(2030, 3, 12)),
        ("12/03/2015", "trop_jeune", date(2015, 3, 12)),
        ("24/11/2008", "trop_jeune", date(2008, 11, 24)),
        ("12/03/1815", "trop_vieux", date(1815, 3, 12)),
        ("24/11/08", "trop_vieux", date(1908, 11, 24)),
        ("22/11/1915", "trop_vieux", date(1915, 11, 22)),
    ],
)
def test_why_not(text: str, fault: str, day: date | None) -> None:
    assert read_birth(text, TODAY) == Birth(day, fault)  # type: ignore[arg-type]
    assert read_birth(text, TODAY).fault


@given(st.dates(date(1917, 1, 1), date(2008, 11, 23)))
def test_a_written_day_is_read_back(day: date) -> None:
    forms = [day.isoformat(), format_date(day), f"né le {format_date(day, weekday=True)} à Gien"]
    forms += [shape.format(d=day.day, m=day.month, y=day.year) for shape in WRITTEN]
    assert {read_birth(text, TODAY) for text in forms} == {Birth(day)}


@given(st.dates(date(1927, 1, 1), date(2008, 11, 23)))
def test_two_figures_are_the_only_year_of_an_adult(day: date) -> None:
    assert read_birth(f"{day:%d/%m/%y}", TODAY) == Birth(day)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    found = read_birth(text, TODAY)
    assert found.fault or found.day


UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
    *("dix-sept", "dix-huit", "dix-neuf"),
)
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}


def in_words(number: int) -> str:
    """A number from 1 to 99."""
    if number < 20:
        return UNITS[number]
    ten, one = divmod(number, 10)
    if ten in (7, 9):
        ten, one = ten - 1, one + 10
    if not one:
        return TENS[ten] + ("s" if ten == 8 else "")
    link = " et " if one in (1, 11) and ten != 8 else "-"
    return f"{TENS[ten]}{link}{UNITS[one]}"


@pytest.mark.parametrize("year", range(1916, 2009))
@pytest.mark.parametrize("hyphens", [True, False])
def test_a_year_dictated_in_words(year: int, hyphens: bool) -> None:
    last = in_words(year % 100) if year % 100 else ""
    centuries = ("mille neuf cent", "mil neuf cent", "mille neuf cents", "dix-neuf cent")
    for century in ("deux mille",) if year >= 2000 else centuries:
        said = f"douze avril {century} {last}".strip()
        said = said if hyphens else said.replace("-", " ")
        assert read_birth(said, TODAY) == Birth(date(year, 4, 12)), said
    if 1927 <= year < 2000:
        said = f"le douze avril {last}" if hyphens else f"le douze avril {last}".replace("-", " ")
        assert read_birth(said, TODAY) == Birth(date(year, 4, 12)), said
