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
