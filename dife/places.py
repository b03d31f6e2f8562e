"""The rate zone of a commune, by the place of the night (arrêté of 26 February 2019, article 1).

Paris; cities of 200,000 inhabitants and more and the Métropole du Grand Paris; all others at the
base rate. Names match whole: Saint-Denis-en-Val is not Saint-Denis.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from dife.facts.files import ReferenceFileError, read_text
from dife.wording import fold

if TYPE_CHECKING:
    from dife.facts.store import References

Zone = Literal["paris", "grande_ville_ou_mgp", "base"]

# Departments that lie whole in one zone (decree 2015-1212, article 1).
_WHOLE: dict[str, Zone] = {
    "75": "paris",
    "92": "grande_ville_ou_mgp",
    "93": "grande_ville_ou_mgp",
    "94": "grande_ville_ou_mgp",
}
# Names of the list that communes elsewhere in France also bear (code officiel géographique).
_HOMONYMS = frozenset(
    {
        "bagneux",
        "chatillon",
        "fresnes",
        "marolles en brie",
        "montreuil",
        "morangis",
        "perigny",
        "saint denis",
        "saint maurice",
        "sceaux",
        "villepinte",
        "villiers sur marne",
    }
)
# Names that two well-known communes share: the official is asked which.
_ASKED: dict[str, tuple[tuple[str, str], ...]] = {
    "saint denis": (("Saint-Denis", "93"), ("Saint-Denis", "974")),
    "saint ouen": (("Saint-Ouen-sur-Seine", "93"), ("Saint-Ouen", "41")),
    "boulogne": (("Boulogne-Billancourt", "92"), ("Boulogne-sur-Mer", "62")),
}
_DEPARTMENTS = {
    "seine saint denis": "93",
    "hauts de seine": "92",
    "val de marne": "94",
    "val d oise": "95",
    "essonne": "91",
    "loiret": "45",
    "loir et cher": "41",
    "eure et loir": "28",
    "pas de calais": "62",
    "reunion": "974",
}
# Arrondissements: how many, and the first of their INSEE and postal codes.
_ARRONDISSEMENTS = {
    "paris": ("75", 20, 75101, 75001),
    "lyon": ("69", 9, 69381, 69001),
    "marseille": ("13", 16, 13201, 13001),
}
_ARRONDISSEMENT = re.compile(
    r"(paris|lyon|marseille) ([0-9]{1,2}) ?(?:er|ere|e|eme|ieme)?(?: arr(?:ondissement)?)?"
    r"|([0-9]{1,2}) ?(?:er|ere|e|eme|ieme)?(?: arr(?:ondissement)?)? (?:de |a )?"
    r"(paris|lyon|marseille)"
)
_INSEE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}")


class ZoneRow(NamedTuple):
    """A commune of zones.csv; every other one is at the base rate."""

    nom: str
    code_insee: str
    zone: Zone


@dataclass(frozen=True)
class ZoneMatch:
    """Where a night was spent. `choices` is not empty when the official must be asked."""

    nom: str
    departement: str | None
    zone: Zone
    label: str
    choices: tuple[ZoneMatch, ...] = ()


def find_zone(text: str, refs: References) -> ZoneMatch:
    """The zone of a commune as an official writes it, or of an INSEE or postal code.

    An unknown commune is at the base rate. A name with choices holds the first one's zone.
    Raises ValueError for a text without letter or digit.
    """
    written = " ".join(text.split())
    words = _words(written)
    if not words:
        raise ValueError("le nom de la commune est vide")
    index = _index(refs.zones)
    if words.isdigit():
        return _by_code(words, written, refs)
    match = _ARRONDISSEMENT.fullmatch(words)
    if match:
        found = _arrondissement(match[1] or match[4], int(match[2] or match[3]))
        if found:
            return found
    name, department = _split_department(words)
    if department is None and name in _ASKED:
        choices = tuple(_choice(nom, dep, index) for nom, dep in _ASKED[name])
        return ZoneMatch(written, None, choices[0].zone, written, choices)
    for nom, dep in _ASKED.get(name, ()):
        if dep == department:
            return _choice(nom, dep, index)
    rows = index.get(name, ())
    for row in rows:
        if department in (None, row.code_insee[:2]):
            return _match(row)
    zone = _WHOLE.get(department or "", "base")
    return ZoneMatch(written, department, zone, written)


def _words(text: str) -> str:
    """The folded text, « st » spelt out, without a leading preposition or article."""
    words = re.sub(r"\bst(e?)\b", r"saint\1", fold(text))
    return re.sub(r"^(?:(?:a|au|aux|le|la|les|l|(?:ville|commune) de) )+(?=.)", "", words)


@lru_cache(maxsize=8)
def _index(rows: tuple[ZoneRow, ...]) -> dict[str, tuple[ZoneRow, ...]]:
    index: dict[str, tuple[ZoneRow, ...]] = {}
    for row in rows:
        name = _words(row.nom)
        index[name] = (*index.get(name, ()), row)
    return index


def _match(row: ZoneRow) -> ZoneMatch:
    department = row.code_insee[:2]
    label = f"{row.nom} ({department})" if _words(row.nom) in _HOMONYMS else row.nom
    return ZoneMatch(row.nom, department, row.zone, label)


def _choice(nom: str, department: str, index: dict[str, tuple[ZoneRow, ...]]) -> ZoneMatch:
    zones = [row.zone for row in index.get(_words(nom), ()) if row.code_insee[:2] == department]
    place = "La Réunion" if department == "974" else department
    return ZoneMatch(nom, department, zones[0] if zones else "base", f"{nom} ({place})")


def _by_code(code: str, written: str, refs: References) -> ZoneMatch:
    for city, (_, _, insee, postal) in _ARRONDISSEMENTS.items():
        for first in (insee, postal):
            found = _arrondissement(city, int(code) - first + 1)
            if found:
                return found
    for row in refs.zones:
        if row.code_insee == code:
            return _match(row)
    department = code[:3] if code.startswith("97") else code[:2]
    return ZoneMatch(written, department, _WHOLE.get(department, "base"), written)


def _arrondissement(city: str, number: int) -> ZoneMatch | None:
    department, count, _, _ = _ARRONDISSEMENTS[city]
    if not 1 <= number <= count:
        return None
    zone: Zone = "paris" if city == "paris" else "grande_ville_ou_mgp"
    label = f"{city.capitalize()} {number}{'er' if number == 1 else 'e'}"
    return ZoneMatch(city.capitalize(), department, zone, label)


def _split_department(words: str) -> tuple[str, str | None]:
    """« montreuil 93 » or « 93100 montreuil » → (« montreuil », « 93 »)."""
    words = re.sub(r" cedex(?: [0-9]{1,2})?$| centre(?: ville)?$", "", words)
    words = re.sub(r"^(paris|lyon|marseille) [ivx]+(?:er|e|eme)?$", r"\1", words)
    for name, department in _DEPARTMENTS.items():
        before = re.fullmatch(rf"(.+?)(?: dans)?(?: (?:a|de|en|le|la|l|ile))* {name}", words)
        if words == name:
            return words, department
        if before:
            return before[1], department
    number = re.search(r"^[0-9]{5} | (?:[0-9]{5}|97[0-9]|[0-9]{2}|2[ab])$", words)
    if not number:
        return words, None
    digits = number[0].strip()
    department = digits[:3] if digits.startswith("97") else digits[:2]
    return _words(words.replace(number[0], "", 1)), department


def read_zones(path: Path) -> tuple[ZoneRow, ...]:
    """The rows of zones.csv; ReferenceFileError naming the commune and what to correct."""
    table = csv.DictReader(read_text(path).splitlines())
    if table.fieldnames != ["nom", "code_insee", "zone"]:
        problem = "la première ligne doit être « nom,code_insee,zone »"
        raise ReferenceFileError(path.name, None, problem)
    rows: dict[str, ZoneRow] = {}
    for line in table:
        name, code, zone = ((line[column] or "").strip() for column in table.fieldnames)
        problem = ""
        if not name or None in line:
            problem = "une ligne a trois cases : nom, code_insee, zone"
        elif not _INSEE.fullmatch(code) or code in rows:
            problem = f"le code INSEE « {code} » a une forme incorrecte ou est écrit deux fois"
        elif zone not in get_args(Zone):
            problem = f"la zone « {zone} » doit être l'une de : {', '.join(get_args(Zone))}"
        if problem:
            raise ReferenceFileError(path.name, name or f"ligne {table.line_num}", problem)
        rows[code] = ZoneRow(name, code, cast(Zone, zone))
    return tuple(rows.values())
