"""All communes of France: what is told, asked, proposed or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.files import ReferenceFileError
from dife.facts.store import References
from dife.gazetteer.listed import COLUMNS, PlaceList
from dife.gazetteer.slips import edits, sound
from dife.places import NotAPlace, Zone
from tests.dife.conftest import REAL

PARIS: Zone = "paris"
BIG: Zone = "grande_ville_ou_mgp"
BASE: Zone = "base"
OVERSEAS: Zone = "outre_mer"
PACIFIC: Zone = "pacifique"
ABROAD: Zone = "etranger"
UNKNOWN: Zone = "inconnue"
LISTED = PlaceList.read(REAL / "france.csv")


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("Nogent", "Nogent-sur-Marne (94)", {"Nogent-sur-Oise (60)", "Nogent (52)"}),
        ("Villeneuve", "Villeneuve-Saint-Georges (94)", {"Villeneuve-d'Ascq (59)"}),
        ("Bry", "Bry-sur-Marne (94)", {"Bry (59)"}),
        ("Vitry", "Vitry-sur-Seine (94)", {"Vitry-le-François (51)"}),
        ("neuilly", "Neuilly-sur-Seine (92)", {"Neuilly-en-Thelle (60)"}),
        ("St Maur", "Saint-Maur-des-Fossés (94)", {"Saint-Maur (36)"}),
        ("Périgny", "Périgny (94)", {"Périgny (17)"}),
        ("Sainte-Marie", "Sainte-Marie (La Réunion)", {"Sainte-Marie (35)"}),
        ("dans le Nord", "Lille (59)", {"Roubaix (59)"}),
        ("Marne-la-Vallée", "Noisy-le-Grand (93)", {"Serris (77)"}),
        ("Vieux-Port", "Vieux-Port (Marseille)", {"Vieux-Port (27)"}),
        ("Cologne", "Cologne (étranger)", {"Cologne (32)"}),
        ("dans le 12", "Paris 12e", {"Aveyron (12)"}),
        ("dans le 13", "Paris 13e", {"Bouches-du-Rhône (13)"}),
    ],
)
def test_a_name_at_several_rates_is_asked(
    real: References, text: str, first: str, others: set[str]
) -> None:
    found = real.places.find(text)
    labels = [choice.label for choice in found.choices]
    assert labels[0] == first and others <= set(labels) and len(labels) <= 5
    assert len({choice.zone for choice in found.choices}) > 1 and not found.proposed
    for choice in found.choices:  # a button says its label: that is another message
        again = real.places.find(choice.label)
        assert again.choices == () or choice.zone == UNKNOWN
        assert again.zone == choice.zone or choice.zone == UNKNOWN


@pytest.mark.parametrize(
    ("text", "zone", "label"),
    [
        ("Sancerre", BASE, "Sancerre"),
        ("Clermont", BASE, "Clermont"),  # all that may be meant are at one rate
        ("Le Perreux", BIG, "Le Perreux-sur-Marne"),
        ("Ivry", BIG, "Ivry-sur-Seine"),
        ("Lomme", BIG, "Lomme"),  # a part of Lille
        ("Montcuq", BASE, "Montcuq-en-Quercy-Blanc"),
        ("45200", BASE, "Montargis, Amilly… (45200)"),
        ("45 200", BASE, "Montargis, Amilly… (45200)"),
        ("59800", BIG, "Lille (59800)"),
        ("37 000", BASE, "Tours (37000)"),
        ("92", BIG, "Hauts-de-Seine (92)"),
        ("dans le 92", BIG, "Hauts-de-Seine (92)"),
        ("département 28", BASE, "Eure-et-Loir (28)"),
        ("en Seine-Saint-Denis", BIG, "Seine-Saint-Denis"),
        ("dans le Cher", BASE, "Cher"),
        ("l'Yonne", BASE, "Yonne"),
        ("en Corse", BASE, "Corse-du-Sud"),
        ("Nogent (Oise)", BASE, "Nogent (60)"),
        ("La Défense", BIG, "La Défense (Courbevoie, Nanterre et Puteaux)"),
        ("Roissy", BASE, "Roissy-en-France"),
        ("aéroport CDG", BASE, "Aéroport CDG (Roissy-en-France)"),
        ("aéroport d'Orly", BIG, "Aéroport d'Orly (Orly et Paray-Vieille-Poste)"),
        ("Sophia Antipolis", BASE, "Sophia Antipolis (Valbonne et Biot)"),
        ("Euralille", BIG, "Euralille (Lille)"),
        ("la part-dieu", BIG, "La Part-Dieu (Lyon)"),
        ("Paris gare de Lyon", PARIS, "Paris gare de Lyon"),
        ("gare de Lyon à Paris", PARIS, "Gare de Lyon (Paris)"),
        ("Montparnasse", PARIS, "Montparnasse (Paris)"),
        ("vieux port marseille", BIG, "Vieux-Port (Marseille)"),
        ("La Réunion", OVERSEAS, "La Réunion"),
        ("en Martinique", OVERSEAS, "Martinique"),
        ("Tahiti", PACIFIC, "Tahiti (Papeete)"),
        ("Bruxelles", ABROAD, "Bruxelles"),
        ("en Belgique", ABROAD, "Belgique"),
        ("Bruges (Belgique)", ABROAD, "Bruges (Belgique)"),
        ("à l'étranger", ABROAD, "Étranger"),
        ("98000", ABROAD, "98000"),
        ("Trifouilly-les-Oies", UNKNOWN, "Trifouilly-les-Oies"),
        ("Trifouilly (95)", UNKNOWN, "Trifouilly (95)"),  # Argenteuil has another rate there
        ("Αθήνα", UNKNOWN, "Αθήνα"),
        ("99999", UNKNOWN, "99999"),
        ("Nice-la-Ville", UNKNOWN, "Nice-la-Ville"),
    ],
)
def test_what_is_told(real: References, text: str, zone: Zone, label: str) -> None:
    found = real.places.find(text)
    assert (found.zone, found.label, found.choices) == (zone, label, ())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Lile", "Lille"),
        ("Marseile", "Marseille"),
        ("Orlean", "Orléans"),
        ("Monargis", "Montargis"),
        ("Parsi", "Paris"),
        ("strasbour", "Strasbourg"),
        ("Pitivier", "Pithiviers"),
        ("Montpelier", "Montpellier"),
        ("Aubervilier", "Aubervilliers"),
        ("chateauneuf sur loir", "Châteauneuf-sur-Loire"),
        ("Tour", "Tours"),
        ("Havre", "Le Havre"),
        ("Bruxelle", "Bruxelles"),
        ("Nanter", "Nanterre"),
    ],
)
def test_a_slip_is_proposed_and_never_taken(real: References, text: str, meant: str) -> None:
    found = real.places.find(text)
    assert found.proposed and found.zone == UNKNOWN and found.nom == text
    assert meant in [choice.label for choice in found.choices] and len(found.choices) <= 5


NO_PLACE = """\
non;oui;bof;je sais pas encore;on verra;l'hôtel du centre;un hôtel;chez ma sœur;chez moi;demain
lundi;2;12;3 nuits;aucun;aucune idée;en ville;sur place;à la maison;merci;je ne dors pas
Paris 21e;Lyon 10e;la semaine prochaine;c'est pas décidé;le 3 avril"""


@pytest.mark.parametrize("text", NO_PLACE.replace("\n", ";").split(";"))
def test_what_is_no_place_is_refused(real: References, text: str) -> None:
    with pytest.raises(NotAPlace):
        real.places.find(text.strip())


def test_the_list_is_all_of_france() -> None:
    communes = {row.code_insee for name in LISTED.names for row in LISTED.named(name)}
    assert len(communes) == 34_964  # 34,969 less five islands where nobody lives
    assert {"01", "2A", "2B", "75", "95"} <= {code[:2] for code in communes}


def test_the_list_agrees_with_the_zones(real: References) -> None:
    merged = {"93059"}  # Pierrefitte-sur-Seine, in Saint-Denis since 2025
    for row in real.places.communes:
        found = LISTED.coded(row.code_insee)
        assert row.code_insee in merged or (found and found.nom.startswith(row.nom)), row


def test_a_commune_s_own_name_is_never_corrected(real: References) -> None:
    """All of them: « Aux Marais », one of two that failed, is rarely drawn."""
    for name in LISTED.names:
        try:
            found = real.places.find(name)
        except NotAPlace:
            assert " " not in name  # « Aucun », « Avril »: found with their department
            row = LISTED.named(name)[0]
            assert real.places.find(f"{name} ({row.code_insee[:2]})").zone == BASE
        else:
            assert not found.proposed and found.zone != UNKNOWN, name


@given(st.sampled_from(LISTED.names), st.data())
def test_a_name_with_a_slip_never_gets_a_rate_unasked(
    real: References, name: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    typed = name[:at] + data.draw(st.sampled_from("qxzw")) + name[at:]
    try:
        found = real.places.find(typed)
    except ValueError:
        return
    whole = LISTED.has(typed) or LISTED.longer(typed)
    beside = any(LISTED.has(" ".join(typed.split()[:n])) for n in range(1, 8))
    assert whole or beside or found.proposed or found.zone in (UNKNOWN, ABROAD) or found.choices


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_edits_are_a_distance(left: str, right: str) -> None:
    there = edits(left, right, 8)
    assert there == edits(right, left, 8) and (there == 0) == (left == right)
    assert min(there, 3) == edits(left, right, 2)


def test_swapped_letters_are_one_slip() -> None:
    assert edits("parsi", "paris", 2) == 1
    assert sound("orlean") == sound("orleans")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("france.csv", "nom\nGien\n"),
        ("france.csv", f"{COLUMNS}\nGien\n"),
        ("france.csv", f"{COLUMNS}\nOlivet,45232,45160,1\nGien,45155,45500,1\n"),
        ("lieux.csv", "nom,communes\nBercy,Paris\n"),
        ("lieux.csv", "nom,communes\nBercy,75056\nbercy,75056\n"),
    ],
)
def test_a_damaged_list_is_told(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(ReferenceFileError, match=name):
        References.load(folder)


def test_every_other_place_lies_in_communes_that_exist(real: References) -> None:
    for name in real.places.known.names:
        found = real.places.find(name)
        assert found.zone != UNKNOWN, name
