"""Communes as officials write them, and the lookalikes that must not match."""

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.store import References
from dife.gazetteer.choice import chosen
from dife.places import Commune, NotAPlace, Place, Places, Zone, rate_zone

PARIS: Zone = "paris"
BIG: Zone = "grande_ville_ou_mgp"
BASE: Zone = "base"
OVERSEAS: Zone = "outre_mer"
PACIFIC: Zone = "pacifique"
UNKNOWN: Zone = "inconnue"
ABROAD: Zone = "etranger"


@pytest.mark.parametrize(
    ("text", "zone", "department", "label"),
    [
        ("Paris", PARIS, "75", "Paris"),
        ("à PARIS", PARIS, "75", "Paris"),
        ("la ville de Paris", PARIS, "75", "Paris"),
        ("Paris 15e", PARIS, "75", "Paris 15e"),
        ("paris 1er arrondissement", PARIS, "75", "Paris 1er"),
        ("15ème arrondissement de Paris", PARIS, "75", "Paris 15e"),
        ("Paris XVe", PARIS, "75", "Paris 15e"),
        ("75015 Paris", PARIS, "75", "Paris 15e"),
        ("Paris (75)", PARIS, "75", "Paris"),
        ("Paris cedex 12", PARIS, "75", "Paris"),
        ("75101", PARIS, "75", "Paris 1er"),
        ("75120", PARIS, "75", "Paris 20e"),
        ("75056", PARIS, "75", "Paris"),
        ("Lyon 3", BIG, "69", "Lyon 3e"),
        ("69381", BIG, "69", "Lyon 1er"),
        ("69389", BIG, "69", "Lyon 9e"),
        ("69003 Lyon", BIG, "69", "Lyon 3e"),
        ("Marseille 16e", BIG, "13", "Marseille 16e"),
        ("13201", BIG, "13", "Marseille 1er"),
        ("13216", BIG, "13", "Marseille 16e"),
        ("Strasbourg", BIG, "67", "Strasbourg"),
        ("Nanterre", BIG, "92", "Nanterre"),
        ("boulogne billancourt", BIG, "92", "Boulogne-Billancourt"),
        ("L’Haÿ-les-Roses", BIG, "94", "L'Haÿ-les-Roses"),
        ("l'hay les roses", BIG, "94", "L'Haÿ-les-Roses"),
        ("au Kremlin-Bicetre", BIG, "94", "Le Kremlin-Bicêtre"),
        ("Courneuve", BIG, "93", "La Courneuve"),
        ("EPINAY SUR SEINE", BIG, "93", "Épinay-sur-Seine"),
        ("Épinay-sur-Seine, Seine-Saint-Denis", BIG, "93", "Épinay-sur-Seine"),
        ("st maur des fosses", BIG, "94", "Saint-Maur-des-Fossés"),
        ("Ile St-Denis", BIG, "93", "L'Île-Saint-Denis"),
        ("Argenteuil", BIG, "95", "Argenteuil"),
        ("Montreuil", BIG, "93", "Montreuil (93)"),
        ("93100 Montreuil", BIG, "93", "Montreuil (93)"),
        ("Fresnes", BIG, "94", "Fresnes (94)"),
        ("Saint-Denis (93)", BIG, "93", "Saint-Denis (93)"),
        ("st denis 93", BIG, "93", "Saint-Denis (93)"),
        ("93066", BIG, "93", "Saint-Denis (93)"),
        ("92100", BIG, "92", "Boulogne-Billancourt (92100)"),
        ("93100", BIG, "93", "Montreuil (93100)"),
        ("94000", BIG, "94", "Créteil (94000)"),
        ("75116", PARIS, "75", "Paris 16e"),
        ("Trifouilly (92)", BIG, "92", "Trifouilly (92)"),
        ("Trifouilly (93)", BIG, "93", "Trifouilly (93)"),
        ("Trifouilly (94)", BIG, "94", "Trifouilly (94)"),
        ("Trifouilly (75)", PARIS, "75", "Trifouilly (75)"),
        ("Trifouilly (45)", BASE, "45", "Trifouilly (45)"),
        ("Seine-Saint-Denis", BIG, "93", "Seine-Saint-Denis"),
        ("Orléans", BASE, "45", "Orléans"),
        ("orleans", BASE, "45", "Orléans"),
        ("au Mans", BASE, "72", "Le Mans"),
        ("Ajaccio (2a)", BASE, "2A", "Ajaccio"),
        ("Ondreville-sur-Essonne", BASE, "45", "Ondreville-sur-Essonne"),
        ("Ondreville-sur-Essonne 45", BASE, "45", "Ondreville-sur-Essonne"),
        ("Chinon, Indre-et-Loire", BASE, "37", "Chinon"),
        ("Pont-sur-Yonne", BASE, "89", "Pont-sur-Yonne"),
        ("paris dans le 11e", PARIS, "75", "Paris 11e"),
        ("Paris iv", PARIS, "75", "Paris 4e"),
        ("Paris xix", PARIS, "75", "Paris 19e"),
        ("Marseille 13005", BIG, "13", "Marseille 5e"),
        ("Boulogne 93", BIG, "93", "Boulogne (93)"),
        ("Saint-Denis (Réunion)", OVERSEAS, "974", "Saint-Denis (La Réunion)"),
        ("Saint-Denis de la Réunion", OVERSEAS, "974", "Saint-Denis (La Réunion)"),
        ("97400 Saint-Denis", OVERSEAS, "974", "Saint-Denis (La Réunion)"),
        ("Saint-Ouen 41", BASE, "41", "Saint-Ouen (41)"),
        ("Boulogne (Pas-de-Calais)", BASE, "62", "Boulogne-sur-Mer (62)"),
        ("Montreuil (62)", BASE, "62", "Montreuil (62)"),
        ("Fresnes 41", BASE, "41", "Fresnes (41)"),
        ("45000", BASE, "45", "Orléans (45000)"),
        ("93200", BIG, "93", "Saint-Denis (93200)"),
        ("93200 finalement", BIG, "93", "Saint-Denis (93200)"),
        ("45130", BASE, "45", "Meung-sur-Loire, Saint-Ay… (45130)"),
        ("Saint-Denis dans le 93", BIG, "93", "Saint-Denis (93)"),
    ],
)
def test_zones(real: References, text: str, zone: str, department: str, label: str) -> None:
    found = real.places.find(text)
    assert (found.zone, found.departement, found.label) == (zone, department, label)
    assert found.choices == ()


@pytest.mark.parametrize(
    "text",
    [
        "Orléans",
        "Saint-Denis-en-Val",
        "Saint-Denis-de-l'Hôtel",
        "Villeurbanne",
        "Paris-l'Hôpital",
        "Parisot",
        "Lyons-la-Forêt",
        "Marseille-en-Beauvaisis",
        "Nantes-en-Ratier",
        "Montreuil-sur-Mer",
        "Boulogne-sur-Mer",
        "Vitry-aux-Loges",
        "Nogent-sur-Vernisson",
        "Neuilly-en-Sancerre",
        "Le Bourget-du-Lac",
        "Toulon",
    ],
)
def test_lookalikes_are_at_the_base_rate(real: References, text: str) -> None:
    found = real.places.find(text)
    assert (found.zone, found.nom, found.label, found.choices) == (BASE, text, text, ())


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Saint-Denis", ["Saint-Denis (93)", "Saint-Denis (La Réunion)"]),
        ("st denis", ["Saint-Denis (93)", "Saint-Denis (La Réunion)"]),
        ("Saint-Ouen", ["Saint-Ouen-sur-Seine (93)", "Saint-Ouen (41)"]),
        ("Boulogne", ["Boulogne-Billancourt (92)", "Boulogne-sur-Mer (62)"]),
    ],
)
def test_asked(real: References, text: str, labels: list[str]) -> None:
    choices = real.places.find(text).choices
    assert [choice.label for choice in choices] == labels
    zones = [choice.zone for choice in choices]
    assert zones == [BIG, OVERSEAS if "Réunion" in labels[1] else BASE]
    for choice in choices:
        again = real.places.find(choice.label)
        assert (again.zone, again.departement, again.choices) == (
            choice.zone,
            choice.departement if choice.zone == BIG else again.departement,
            (),
        )


def test_every_row_is_found_by_name_and_code(real: References) -> None:
    for row in real.places.communes:
        found = real.places.find(f"{row.nom} ({row.departement})")
        assert (found.nom, found.zone) == (row.nom, rate_zone(row.zone, row.departement))
        if row.nom != "Marseille":  # « Marseille (13) » reads as an arrondissement
            assert found.code_insee == row.code_insee
        if row.zone != BASE:
            for text in (row.nom.upper().replace("-", " "), row.code_insee):
                assert real.places.find(text).zone == row.zone, text


@pytest.mark.parametrize(
    ("text", "said", "label", "code"),
    [
        ("montreuil", "Montreuil", "Montreuil (93)", "93048"),
        ("montreuil 93100", "Montreuil", "Montreuil (93)", "93048"),
        ("Montreuil (62)", "Montreuil (62)", "Montreuil (62)", None),
        ("st denis 93", "Saint-Denis (93)", "Saint-Denis (93)", "93066"),
        ("Saint-Denis à la Réunion", "Saint-Denis (974)", "Saint-Denis (La Réunion)", "97411"),
        ("saint-ouen 93", "Saint-Ouen (93)", "Saint-Ouen-sur-Seine (93)", "93070"),
        ("saint denis", "Saint-Denis", "Saint-Denis", None),
        ("paris 75012", "Paris 12e", "Paris 12e", "75112"),
        ("lyon 1", "Lyon 1er", "Lyon 1er", "69381"),
        ("trifouilly  les oies", "trifouilly les oies", "trifouilly les oies", None),
        ("l’Abergement", "l'Abergement", "l'Abergement", None),
    ],
)
def test_what_was_said_and_what_is_told(
    real: References, text: str, said: str, label: str, code: str | None
) -> None:
    found = real.places.find(text)
    assert (found.said, found.label, found.code_insee) == (said, label, code)


def places_of(*communes: tuple[str, str, Zone]) -> Places:
    return Places(Commune(*commune) for commune in communes)


def test_a_name_that_staff_make_ambiguous_is_said_with_its_department() -> None:
    places = places_of(("Gien", "45155", "grande_ville_ou_mgp"), ("Gien", "58001", "base"))
    assert places.find("gien").label == "Gien (45)"
    other = places.find("Gien (58)")
    assert (other.label, other.zone, other.code_insee) == ("Gien (58)", BASE, "58001")


def test_a_name_of_several_base_communes_has_no_department_of_its_own() -> None:
    places = places_of(("Sainte-Marie", "97228", "base"), ("Sainte-Marie", "97418", "base"))
    found = places.find("ste marie")
    assert (found.departement, found.code_insee, found.label) == (None, None, "Sainte-Marie")
    assert places.find("Sainte-Marie 974").label == "Sainte-Marie (La Réunion)"


def test_a_commune_in_both_files_has_the_zone_of_the_list(folder: Path) -> None:
    (folder / "zones.csv").write_text("nom,code_insee,zone\nGien,45155,paris\n", "utf-8")
    assert Places.read(folder).communes == (Commune("Gien", "45155", "paris"),)


def test_an_article_may_be_left_out_of_the_zone_list_only(real: References) -> None:
    assert real.places.find("Bourget").nom == "Le Bourget"
    assert real.places.find("Moule").nom == "Moule"  # Le Moule, in Guadeloupe, is another


@given(st.text(min_size=1, max_size=30) | st.sampled_from(["Saint-Denis", "Paris 3e", "Gien"]))
def test_a_place_survives_json(real: References, text: str) -> None:
    try:
        found = real.places.find(text)
    except ValueError:
        return
    assert Place.from_json(json.loads(json.dumps(found.as_json()))) == found


@pytest.mark.parametrize("text", ["", "  ", "?!", "\n"])
def test_no_name(real: References, text: str) -> None:
    with pytest.raises(ValueError, match="vide"):
        real.places.find(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_text_has_a_zone(real: References, text: str) -> None:
    try:
        found = real.places.find(text)
    except NotAPlace:
        assert any(c.isalnum() for c in text)
    except ValueError:
        assert not any(c.isascii() and c.isalnum() for c in text)
    else:
        assert found.zone in get_args(Zone)
        assert "\n" not in found.label


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Fort-de-France", OVERSEAS),
        ("Cayenne", OVERSEAS),
        ("Mamoudzou", OVERSEAS),
        ("Nouméa", PACIFIC),
        ("Papeete", PACIFIC),
        ("Gien", BASE),
    ],
)
def test_overseas_has_its_own_rate(real: References, text: str, zone: Zone) -> None:
    assert real.places.find(text).zone == zone


def test_a_name_also_borne_overseas_is_that_of_the_mainland() -> None:
    places = places_of(("Sainte-Marie", "97228", "base"), ("Sainte-Marie", "05150", "base"))
    assert places.find("Sainte-Marie").zone == BASE
    assert places.find("Sainte-Marie 972").zone == OVERSEAS


def test_the_large_cities_are_told_from_the_list(real: References) -> None:
    assert real.places.large_cities == tuple(
        [
            "Marseille",
            "Lyon",
            "Toulouse",
            "Nice",
            "Nantes",
            "Montpellier",
            "Strasbourg",
            "Bordeaux",
            "Lille",
            "Rennes",
        ]
    )


@pytest.mark.parametrize(
    "asked, text, label",
    [
        ("Saint-Denis", "celui près de Paris", "Saint-Denis (93)"),
        ("Saint-Denis", "en banlieue parisienne", "Saint-Denis (93)"),
        ("Saint-Denis", "dans le 93", "Saint-Denis (93)"),
        ("Saint-Denis", "le premier", "Saint-Denis (93)"),
        ("Saint-Denis", "2", "Saint-Denis (La Réunion)"),
        ("Saint-Denis", "l'île", "Saint-Denis (La Réunion)"),
        ("Saint-Denis", "en Île-de-France", "Saint-Denis (93)"),
        ("Saint-Denis", "à La Réunion", "Saint-Denis (La Réunion)"),
        ("Saint-Denis", "en Seine-Saint-Denis", "Saint-Denis (93)"),
        ("Boulogne", "Billancourt", "Boulogne-Billancourt (92)"),
        ("Boulogne", "sur mer", "Boulogne-sur-Mer (62)"),
        ("Boulogne", "dans le Pas-de-Calais", "Boulogne-sur-Mer (62)"),
        ("Boulogne", "l'autre", "Boulogne-sur-Mer (62)"),
        ("Saint-Denis", "je ne sais pas", None),
        ("Saint-Denis", "Lyon", None),
        ("Saint-Denis", "oui", None),
    ],
)
def test_a_place_is_chosen_among_those_proposed(
    real: References, asked: str, text: str, label: str | None
) -> None:
    found = chosen(text, real.places.find(asked).choices)
    assert (found and found.label) == label
