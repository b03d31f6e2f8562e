"""The real references, and a small folder of them that a test may spoil."""

from pathlib import Path

import pytest
from hypothesis import settings

from dife.facts.store import References

settings.register_profile("dife", deadline=None, database=None)  # a busy machine is no failure
settings.load_profile("dife")

ROOT = Path(__file__).parents[2]
REAL = ROOT / "data" / "references"
ASSOCIATION = ROOT / "association"

ROW = """
    - valeur: {valeur}
      {dates}
      statut: confirmé
      source: un texte
"""


def entry(key: str, unit: str, *rows: tuple[object, str]) -> str:
    """A YAML entry; a row is its value and its dates (« du: 2020-01-01, au: 2021-12-31 »)."""
    text = f"{key}:\n  libelle: Une donnée\n  unite: {unit}\n  valeurs:"
    for value, dates in rows:
        text += ROW.format(valeur=value, dates=dates.replace(", ", "\n      ")).rstrip()
    return text + "\n"


SMALL = {
    "montants.yml": entry("credit_annuel", "euro", (400, "au: 2026-11-30"), (600, "du: 2026-12-01"))
    + entry("plafond_compte", "euro", (800, "au: 2026-11-30"), (1200, "du: 2026-12-01"))
    + entry("complement_exceptionnel", "euro", (200, "du: 2026-12-01")),
    "contacts.yml": entry("cdc_courriel", "courriel", ("droits@exemple.fr", "du:"))
    + entry("pieces", "liste", ("[une carte, une capture]", "du:")),
    "courriels.yml": """
champs:
  nom_usage: {libelle: Nom d'usage, obligatoire: false, exemple: Le Gall}
refus:
  numero: "Pas de numéro de sécurité sociale."
  ligne: "Sur une seule ligne."
  vide: "Il manque : {champ}."
  long: "{longueur} caractères au plus."
  date: "Date inconnue."
  avenir: "Dans l'avenir."
  ancienne: "Avant {annee}."
  lettres: "En lettres : {champ}."
  exemple: "Par exemple : {exemple}."
cas:
  titre: Un cas
  destinataire: cdc_courriel
  objet: "Demande de {nom_naissance}"
  corps: |
    Madame, Monsieur,

    Nom : {nom_naissance}
    Nom d'usage : {nom_usage}
    Né(e) le {date_naissance}, {explication}

    {explication}

    Cordialement
  pieces: pieces
  champs:
    - {cle: nom_naissance, libelle: Nom de naissance, type: texte, obligatoire: true, exemple: Roy}
    - {cle: nom_usage, exemple: Martin}
    - {cle: date_naissance, libelle: Date de naissance, type: date, exemple: 12 mai 1970}
    - {cle: explication, libelle: Explication, type: texte_long, obligatoire: false}
    - {cle: dossier, libelle: Numéro de dossier, obligatoire: false, exemple: "123 456"}
""",
    "zones.csv": "nom,code_insee,zone\nParis,75056,paris\n",
    "communes.csv": "nom,code_insee\nGien,45155\n",
    "france.csv": "nom,code_insee,codes_postaux,habitants\nGien,45155,45500,13604\n",
    "lieux.csv": "nom,communes\nBruxelles,étranger\n",
}


@pytest.fixture(scope="session")
def real() -> References:
    """The references of the project."""
    return References.load(REAL, ASSOCIATION)


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """A small right folder."""
    for name, text in SMALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> References:
    """The small folder's references, with amounts of its own."""
    path = tmp_path_factory.mktemp("small")
    for name, text in SMALL.items():
        (path / name).write_text(text, encoding="utf-8")
    return References.load(path)
