"""The reference files: what is read, and every mistake told with its file and key."""

import logging
import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.files import ReferenceFileError
from dife.facts.model import Facts, Reference, ReferenceNotFound, Statut
from dife.facts.store import References, references

RULE_KEYS = {
    "credit_annuel": "euro",
    "plafond_compte": "euro",
    "complement_exceptionnel": "euro",
    "indemnite_repas": "euro",
    "nuit_base": "euro",
    "nuit_grande_ville": "euro",
    "nuit_paris": "euro",
    "km_5cv": "euro_par_km",
    "km_7cv": "euro_par_km",
    "km_8cv": "euro_par_km",
    "delai_inscription": "jours_ouvres",
    "delai_verification_identite": "semaines",
    "part_collectivite_maximale": "pourcent",
    "part_dife_minimale": "pourcent",
}
ENTRY = """
cle_fausse:
  libelle: Une donnée
  unite: euro
  valeurs:
    - {valeur: 10, au: 2021-12-31, statut: guide, source: guide}
    - {valeur: 20, du: 2022-01-01, statut: guide, source: guide}
"""


@pytest.mark.parametrize(("key", "unit"), RULE_KEYS.items())
def test_keys_of_the_rules(real: References, key: str, unit: str) -> None:
    assert real.reference(key).unite == unit


def test_real_files_hold_letters_and_zones(real: References) -> None:
    assert {"compte_elu_absent", "franceconnect_impossible"} <= real.letters.keys()
    assert [row.nom for row in real.places.communes if row.zone == "paris"] == ["Paris"]
    assert len(real.places.communes) >= 130


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(1990, 1, 1), 400),
        (date(2026, 11, 30), 400),
        (date(2026, 12, 1), 600),
        (date(2090, 1, 1), 600),
    ],
)
def test_value_on_a_day(small: References, day: date, value: int) -> None:
    row = small.value("credit_annuel", day)
    assert row.valeur == value and isinstance(row.valeur, Decimal)
    assert row.statut is Statut.CONFIRME
    assert small.amount("credit_annuel", day) == value


def test_next_value(small: References) -> None:
    coming = small.next_value("credit_annuel", date(2026, 11, 30))
    assert coming is not None and coming.du == date(2026, 12, 1)
    assert small.next_value("credit_annuel", date(2026, 12, 1)) is None


def test_a_fact_that_is_a_date(real: References, small: References) -> None:
    assert real.day("date_guide", date(2026, 11, 23)) == date(2022, 11, 1)
    with pytest.raises(ReferenceNotFound, match="pas une date"):
        small.day("credit_annuel", date(2026, 1, 1))


def test_not_found(small: References) -> None:
    with pytest.raises(ReferenceNotFound, match="inconnue"):
        small.value("credit_annnuel", date(2026, 1, 1))
    with pytest.raises(ReferenceNotFound, match="pas de valeur"):
        small.value("complement_exceptionnel", date(2026, 11, 30))
    with pytest.raises(ReferenceNotFound, match="pas un nombre"):
        small.amount("cdc_courriel", date(2026, 11, 30))


def spoil(old: str, new: str) -> str:
    assert old in ENTRY
    return ENTRY.replace(old, new)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (spoil("du: 2022-01-01", "du: 2022-01-03"), "laissent un trou"),
        (spoil("du: 2022-01-01", "du: 2021-12-31"), "se chevauchent"),
        (spoil("du: 2022-01-01, ", ""), "il manque une date"),
        (spoil("au: 2021-12-31, ", ""), "il manque une date"),
        (spoil("libelle: Une donnée", "libele: Une donnée"), "« libele » est inconnu"),
        (spoil("libelle: Une donnée", "cle: x"), "« cle » est inconnu"),
        (spoil("  libelle: Une donnée\n", ""), "« libelle » manque"),
        (spoil("20, du", "20, dû: 1, du"), "« dû » est inconnu"),
        (spoil("source: guide}\n    - {valeur: 20", "}\n    - {valeur: 20"), "« source » manque"),
        (spoil("unite: euro", "unite: euros"), "« unite » : écrivez l'un de ces mots : euro,"),
        (spoil("au: 2021-12-31, statut: guide", "au: 2021-12-31, statut: sûr"), "confirmé"),
        (spoil("{valeur: 10, au", "{valeur: 10, du: 2022-01-01, au"), "vient avant"),
        (spoil("au: 2021-12-31", "au: 2021-02-30"), "« 2021-02-30 » n'est pas une date"),
        (spoil("au: 2021-12-31", "au: 31/12/2021"), "n'est pas une date"),
        (spoil("au: 2021-12-31", "au: 2021"), "n'est pas une date"),
        (spoil("valeur: 10", "valeur: 10 €"), "un nombre positif"),
        (spoil("valeur: 10", "valeur: 2022-11-01"), "un nombre positif"),
        (spoil("unite: euro", "unite: date"), "demande une date, par exemple 2023-09-22"),
        (spoil("valeur: 10", "valeur: '10,50'"), "un nombre positif"),
        (spoil("valeur: 10", "valeur: -10"), "un nombre positif"),
        (spoil("valeur: 10", "valeur: .nan"), "un nombre positif"),
        (spoil("valeur: 10", "valeur: true"), "la valeur est vide"),
        (spoil("valeur: 10", "valeur: null"), "la valeur est vide"),
        (spoil("unite: euro", "unite: liste"), "demande une liste"),
        (spoil("unite: euro", "unite: texte"), "demande un texte"),
        (spoil("unite: euro", "unite: lien").replace("10", "www.x.fr"), "https://"),
        (spoil("unite: euro", "unite: courriel").replace("10", "x@y"), "courriel"),
        (spoil("unite: euro", "unite: jours").replace("10", "1.5"), "nombre entier"),
        (ENTRY.split("    -")[0].replace("valeurs:", "valeurs: []"), "« valeurs » est vide"),
        (ENTRY.split("    -")[0], "« valeurs »"),
        ("cle_fausse: []\n", "sa fiche"),
        ("cle_fausse: 3\n", "sa fiche"),
        (spoil("libelle: Une donnée", "libelle: 'Une donnée"), "YAML"),
        (spoil("unite: euro", "unite: euro: euro"), "YAML"),
        (spoil("  unite: euro", "\tunite: euro"), "YAML"),
        (spoil("unite: euro", "unite: euro\n  unite: euro"), "« unite » est écrit deux fois"),
        (ENTRY + ENTRY, "« cle_fausse » est écrit deux fois"),
    ],
)
def test_mistakes_name_file_and_key(folder: Path, text: str, says: str) -> None:
    (folder / "faux.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceFileError) as error:
        References.load(folder)
    message = str(error.value)
    assert (error.value.file, error.value.key) == ("faux.yml", "cle_fausse")
    assert message.startswith("Fichier « faux.yml », clé « cle_fausse » : ")
    assert says in message
    assert message.endswith(".") and "\n" not in message


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("faux.yml", "", None),
        ("faux.yml", "- un\n- deux\n", None),
        ("faux.yml", "Clé Fausse:\n  libelle: x\n", "Clé Fausse"),
        ("faux.yml", "12:\n  libelle: x\n", "12"),
        ("faux.yml", b"cl\xe9: 1", None),
        ("faux.yml", "cle: \x01", None),
        ("zones.csv", "nom,zone\nParis,paris\n", None),
        ("zones.csv", "nom,code_insee,zone\nParis,75056,capitale\n", "Paris"),
        ("zones.csv", "nom,code_insee,zone\nParis,7505,paris\n", "Paris"),
        ("zones.csv", "nom,code_insee,zone\nParis,75056,paris\nLutèce,75056,paris\n", "Lutèce"),
        ("zones.csv", "nom,code_insee,zone\nParis,75056\n", "Paris"),
        ("zones.csv", "nom,code_insee,zone\nParis,75056,paris,x\n", "Paris"),
        ("zones.csv", "nom,code_insee,zone\n\0Paris,75056,paris\n", None),
        ("communes.csv", "nom\nGien\n", None),
        ("communes.csv", "nom,code_insee\nGien,4515\n", "Gien"),
        ("communes.csv", "nom,code_insee\nGien,45155\nGien,45155\n", "Gien"),
        ("communes.csv", "nom,code_insee\n,45155\n", "ligne 2"),
    ],
)
def test_mistakes_of_a_whole_file(
    folder: Path, name: str, content: str | bytes, key: str | None
) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    with pytest.raises(ReferenceFileError) as error:
        References.load(folder)
    assert (error.value.file, error.value.key) == (name, key)


@pytest.mark.parametrize("name", ["zones.csv", "communes.csv", "courriels.yml"])
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ReferenceFileError, match=f"« {name} » : le fichier manque"):
        References.load(folder)


def test_a_missing_folder(folder: Path) -> None:
    with pytest.raises(ReferenceFileError):
        references(folder / "absent")


def test_a_key_in_two_files(folder: Path) -> None:
    (folder / "un.yml").write_text(ENTRY)
    (folder / "deux.yml").write_text(ENTRY)
    with pytest.raises(ReferenceFileError, match=r"« un\.yml », clé « cle_fausse »"):
        References.load(folder)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("destinataire: cdc_courriel", "destinataire: cdc_couriel", "« destinataire »"),
        ("destinataire: cdc_courriel", "destinataire: pieces", "« destinataire »"),
        ("pieces: pieces", "pieces: absentes", "« pieces »"),
        ("Nom : {nom_naissance}", "Nom : {nom}", "{nom}, absent de « champs »"),
        ("Nom : {nom_naissance}", "Nom : {nom_naissance", "accolade"),
        ("Demande de", "Demande\\nde", "plusieurs lignes"),
        ("- {cle: nom_usage, exemple: Martin}", "- nom_usage\n    - nom_usage", "même « cle »"),
        ("- {cle: nom_usage, exemple: Martin}", "- nom_usuel", "« nom_usuel » n'est pas parmi"),
        ("cle: nom_usage", "cle: nom_usuel", "« libelle » manque"),
        ("cle: nom_usage", "cle: Nom", "« champs », ligne 2"),
        ("- {cle: nom_usage, exemple: Martin}", "- [nom_usage]", "« champs », ligne 2"),
        ("- {cle: nom_usage, exemple: Martin}", "- {cle: nom_usage, sorte: x}", "« sorte »"),
        ("exemple: 12 mai 1970", "exemple: hier", "« hier » serait refusé comme réponse (date)"),
        ("exemple: Roy", "exemple: 1850578006084", "serait refusé comme réponse (numero)"),
        ("titre: Un cas", "titre: Un cas\n  refus: {}", "« refus » s'écrit au début"),
        ("type: texte_long", "type: fichier", "texte, date, texte_long"),
        ("titre: Un cas", "title: Un cas", "« title » est inconnu"),
        ("  titre: Un cas\n", "", "« titre » manque"),
        ("obligatoire: true", "obligatoire: oui", "« obligatoire »"),
    ],
)
def test_mistakes_of_letters(folder: Path, old: str, new: str, says: str) -> None:
    path = folder / "courriels.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as error:
        References.load(folder)
    assert (error.value.file, error.value.key) == ("courriels.yml", "cas")
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("libelle: Nom d'usage", "libele: Nom", "champs, nom_usage", "« libele » est inconnu"),
        ("{libelle: Nom d'usage,", "{cle: nom, libelle: Nom,", "champs, nom_usage", "« cle »"),
        ("exemple: Le Gall", "type: nom", "champs, nom_usage", "texte, date, texte_long"),
        (
            "{libelle: Nom d'usage, obligatoire: false, exemple: Le Gall}",
            "x",
            "champs, nom_usage",
            "",
        ),
        ("vide:", "vides:", "refus", "« vides » est inconnu"),
        ('  vide: "Il manque : {champ}."\n', "", "refus", "« vide » manque"),
        ("{champ}", "{nom}", "refus", "repère inconnu"),
        ('"Date inconnue."', '" "', "refus", "« date »"),
    ],
)
def test_mistakes_of_what_letters_share(
    folder: Path, old: str, new: str, key: str, says: str
) -> None:
    path = folder / "courriels.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as error:
        References.load(folder)
    assert (error.value.file, error.value.key) == ("courriels.yml", key)
    assert says in str(error.value)


def test_a_letter_names_a_shared_field_or_completes_it(folder: Path) -> None:
    own = References.load(folder).letters["cas"].field("nom_usage")
    assert own and (own.libelle, own.exemple, own.obligatoire) == ("Nom d'usage", "Martin", False)
    path = folder / "courriels.yml"
    text = path.read_text(encoding="utf-8").replace(
        "{cle: nom_usage, exemple: Martin}", "nom_usage"
    )
    path.write_text(text, encoding="utf-8")
    shared = References.load(folder).letters["cas"].field("nom_usage")
    assert shared and shared == own.copy(update={"exemple": "Le Gall"})


@pytest.mark.parametrize(("written", "read"), [("17.50", "17.50"), ("0.1", "0.1"), ("017", "17")])
def test_numbers_are_exact_decimals(folder: Path, written: str, read: str) -> None:
    (folder / "plus.yml").write_text(ENTRY.replace("20, du", f"{written}, du"))
    value = References.load(folder).amount("cle_fausse", date(2024, 1, 1))
    assert value == Decimal(read) and isinstance(value, Decimal)


def test_the_cache_follows_the_files(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = references(folder)
    assert references(folder) is first
    path = folder / "montants.yml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("valeur: 600", "valeur: 6000"), encoding="utf-8")
    assert references(folder).amount("credit_annuel", date(2027, 1, 1)) == 6000
    path.write_text(good.replace("unite: euro", "unite: franc"), encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert references(folder).amount("credit_annuel", date(2027, 1, 1)) == 6000
    assert len(caplog.records) == 1 and "montants.yml" in caplog.text
    path.write_text(good, encoding="utf-8")
    assert references(folder).amount("credit_annuel", date(2027, 1, 1)) == 600
    stat = path.stat()
    path.write_text(good.replace("valeur: 600", "valeur: 700"), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 1))
    assert references(folder).amount("credit_annuel", date(2027, 1, 1)) == 700


def test_a_first_wrong_reading_is_an_error(folder: Path) -> None:
    (folder / "montants.yml").write_text("faux", encoding="utf-8")
    with pytest.raises(ReferenceFileError):
        references(folder)


def test_files_that_did_not_change_are_not_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = references(folder)
    monkeypatch.setattr(References, "load", None)
    assert all(references(folder) is first for _ in range(3))


@given(
    spans=st.lists(st.integers(1, 900), min_size=1, max_size=8),
    offset=st.integers(-10, 8000),
)
def test_one_row_at_most_on_any_day(spans: list[int], offset: int) -> None:
    """Contiguous rows are accepted and each day of their range has exactly one."""
    start, day = date(2010, 1, 1), date(2010, 1, 1)
    rows = []
    for span in spans:
        last = day + timedelta(days=span - 1)
        rows.append({"valeur": Decimal(span), "du": day, "au": last, "statut": "guide"})
        rows[-1]["source"] = "guide"
        day = last + timedelta(days=1)
    content = {"cle": "x", "libelle": "x", "unite": "euro", "valeurs": rows}
    refs = Facts({"x": Reference.parse_obj(content)})
    asked = start + timedelta(days=offset)
    if start <= asked < day:
        row = refs.value("x", asked)
        assert [r for r in refs.reference("x").valeurs if r.holds(asked)] == [row]
    else:
        with pytest.raises(ReferenceNotFound):
            refs.value("x", asked)
