"""What an association must say of itself, and its name in the forms that sentences need."""

from __future__ import annotations

import logging
import shutil
from datetime import date
from pathlib import Path

import pytest

from dife.facts.association import CONTRAST, FILE, PALE, UNITS, contrast
from dife.facts.files import ReferenceFileError
from dife.facts.store import References, references
from dife.wording import named
from tests.dife.conftest import ASSOCIATION, REAL, ROOT

FACTS = References.load(REAL, ASSOCIATION)
NAME, COLOUR, TEXT = (
    str(FACTS.value("association", date.max).valeur),
    f'valeur: "{FACTS.value("association_couleur", date.max).valeur}"',
    f'valeur: "{FACTS.value("association_couleur_texte", date.max).valeur}"',
)
FORMS = [
    ("l'AMB99", "de l'AMB99", "à l'AMB99", "L'AMB99", "AMB99"),
    ("l’AMB99", "de l’AMB99", "à l’AMB99", "L’AMB99", "AMB99"),
    ("le Loir", "du Loir", "au Loir", "Le Loir", "Loir"),
    ("la Bruyère", "de la Bruyère", "à la Bruyère", "La Bruyère", "Bruyère"),
    ("les Landes", "des Landes", "aux Landes", "Les Landes", "Landes"),
    ("La Réunion", "de La Réunion", "à La Réunion", "La Réunion", "La Réunion"),
    ("Paris", "de Paris", "à Paris", "Paris", "Paris"),
    ("Oléron", "d'Oléron", "à Oléron", "Oléron", "Oléron"),
    ("lesquels", "de lesquels", "à lesquels", "Lesquels", "lesquels"),
]


@pytest.mark.parametrize("name, of, to, first, alone", FORMS)
def test_a_name_in_its_forms(name: str, of: str, to: str, first: str, alone: str) -> None:
    assert [named(name, form) for form in ("de", "a", "debut", "seul")] == [of, to, first, alone]


def test_an_unknown_form_is_no_name() -> None:
    with pytest.raises(LookupError):
        named("le Loir", "par")


# Contrasts of WebAIM's checker, rounded down to the hundredth.
@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.47),
        ("#767676", "#FFFFFF", 4.54),
        ("#ff0000", "#ffffff", 3.99),
        ("#0000ff", "#ffff00", 8.00),
    ],
)
def test_contrast(one: str, other: str, found: float) -> None:
    assert contrast(one, other) == pytest.approx(found, abs=0.011)
    assert contrast(other, one) == contrast(one, other)


@pytest.fixture()
def own(tmp_path: Path) -> Path:
    """A copy of the association's facts, which a test may spoil."""
    for name in (FILE, "communes.csv"):
        shutil.copy(ASSOCIATION / name, tmp_path)
    return tmp_path


def spoil(own: Path, old: str, new: str) -> None:
    text = (own / FILE).read_text("utf-8")
    assert old in text
    (own / FILE).write_text(text.replace(old, new), "utf-8")


def refused(own: Path) -> ReferenceFileError:
    with pytest.raises(ReferenceFileError) as error:
        References.load(REAL, own)
    assert error.value.file == FILE
    return error.value


def test_the_configured_colours_are_readable(real: References) -> None:
    days = {row.du or date.min for key in UNITS for row in real.reference(key).valeurs}
    for day in sorted(days | {date.max}):
        colour, text = (
            str(real.value(key, day).valeur)
            for key in ("association_couleur", "association_couleur_texte")
        )
        assert contrast(colour, text) >= CONTRAST and contrast(colour, PALE) >= CONTRAST


def test_the_pale_background_is_the_widget_s() -> None:
    style = (ROOT / "widget" / "src" / "style.css").read_text("utf-8")
    lines = (line.replace("opacity: 1 ", "") for line in style.splitlines())
    faded = [line for line in lines if "opacity" in line]
    assert f"--doux: {PALE};" in style
    # What waits and what is disabled have no contrast to keep (WCAG 1.4.3).
    assert all("@keyframes" in line or "[aria-disabled" in line for line in faded)


@pytest.mark.parametrize("key", UNITS)
def test_a_missing_key_is_named(own: Path, key: str) -> None:
    spoil(own, f"\n{key}:\n", f"\n{key}_autrement:\n")
    assert refused(own).key == key


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("unite: courriel", "unite: texte", "association_courriel"),
        (COLOUR, 'valeur: "bleu"', "association_couleur"),
        (COLOUR, "valeur: #00437a", "association_couleur"),
        (f"valeur: {NAME}\n", "valeur: les Maires\n", "association"),
        ("unite: date", "unite: texte", "date_guide"),
    ],
)
def test_a_wrong_key_is_named(own: Path, old: str, new: str, key: str) -> None:
    spoil(own, old, new)
    assert refused(own).key == key


@pytest.mark.parametrize(
    ("colour", "text", "says"),
    [
        ("#ffd500", "#ffffff", "du texte #ffffff sur la couleur #ffd500"),
        ("#777777", "#ffffff", "du texte #ffffff sur la couleur #777777"),
        ("#ffd500", "#000000", "un lien de la couleur #ffd500 sur un fond clair"),
    ],
)
def test_unreadable_colours_are_refused(own: Path, colour: str, text: str, says: str) -> None:
    spoil(own, COLOUR, f'valeur: "{colour}"')
    spoil(own, TEXT, f'valeur: "{text}"')
    error = refused(own)
    assert error.key == "association_couleur"
    assert says in error.problem and "il en faut au moins 4,5" in error.problem


def test_colours_to_come_are_read_too(own: Path) -> None:
    late = f"""{COLOUR}
      au: 2027-12-31
      statut: confirmé
      source: avant
    - valeur: "#ffd500"
      du: 2028-01-01"""
    spoil(own, COLOUR, late)
    assert "#ffd500" in refused(own).problem


def test_a_wrong_change_leaves_the_colours_in_service(
    own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def served() -> str:
        return f'valeur: "{references(REAL, own).value("association_couleur", date.max).valeur}"'

    assert served() == COLOUR
    spoil(own, COLOUR, 'valeur: "#ffd500"')
    with caplog.at_level(logging.ERROR):
        assert served() == COLOUR
    assert "association_couleur" in caplog.text
    spoil(own, '"#ffd500"', '"#8a1538"')
    assert served() == 'valeur: "#8a1538"'


def test_a_source_names_the_association_s_guide(own: Path) -> None:
    spoil(own, "valeur: guide de", "valeur: guide imprimé de")
    row = References.load(REAL, own).value("cdc_courriel", date(2026, 11, 23))
    assert row.source.startswith("guide imprimé de") and row.source.endswith(", étapes 3 et 5")


def test_its_communes_are_known_and_checked(own: Path) -> None:
    path = own / "communes.csv"
    path.write_text("nom,code_insee\nBruyère-la-Vieille,99001\nParis,75056\n", "utf-8")
    places = References.load(REAL, own).places
    assert places.find("bruyere la vieille").code_insee == "99001"
    assert places.find("Paris").zone == "paris"  # what zones.csv says counts more
    path.write_text("nom,code_insee\nBruyère-la-Vieille,9900\n", "utf-8")
    with pytest.raises(ReferenceFileError, match=r"communes\.csv.*Bruyère-la-Vieille.*9900"):
        References.load(REAL, own)
    path.unlink()
    with pytest.raises(ReferenceFileError, match=r"communes\.csv.*manque"):
        References.load(REAL, own)


def test_a_commune_of_both_files_is_one(own: Path) -> None:
    (own / "communes.csv").write_text("nom,code_insee\nGien,45155\n", "utf-8")
    communes = References.load(REAL, own).places.communes
    assert len([commune for commune in communes if commune.code_insee == "45155"]) == 1
