"""Communes as officials write them, and the rate zone of a night there.

Zones: arrêté of 26 February 2019, article 1 (Paris; cities of 200,000 inhabitants and more and the
Métropole du Grand Paris; all others at the base rate). Names match whole: Saint-Denis-en-Val is not
Saint-Denis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast, get_args

from dife.facts.files import ReferenceFileError, read_table
from dife.place_names import (
    ARRONDISSEMENTS,
    arrondissement,
    by_code,
    department,
    in_department,
    plain,
    spelt,
    split_department,
    without_article,
)

Zone = Literal["paris", "grande_ville_ou_mgp", "base", "outre_mer", "pacifique"]

# Departments that lie whole in one zone (decree 2015-1212, article 1).
_WHOLE: dict[str, Zone] = {
    "75": "paris",
    "92": "grande_ville_ou_mgp",
    "93": "grande_ville_ou_mgp",
    "94": "grande_ville_ou_mgp",
}
_AROUND_PARIS = frozenset({*_WHOLE, "91", "95"})  # where the Métropole du Grand Paris lies
# Names of the zone list that communes elsewhere in France also bear (code officiel géographique).
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
_ASKED = {
    "saint denis": ("Saint-Denis", (("Saint-Denis", "93"), ("Saint-Denis", "974"))),
    "saint ouen": ("Saint-Ouen", (("Saint-Ouen-sur-Seine", "93"), ("Saint-Ouen", "41"))),
    "boulogne": ("Boulogne", (("Boulogne-Billancourt", "92"), ("Boulogne-sur-Mer", "62"))),
}
_ZONES = get_args(Zone)
_INSEE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}")


@dataclass(frozen=True)
class Place:
    """Where a night was spent. `choices` is not empty when the official must be asked which.

    `said` is what was said, in the official spelling where it is known; `label` what is told to
    the official, with the department where the name alone would leave a doubt.
    """

    said: str
    nom: str
    departement: str | None
    code_insee: str | None
    zone: Zone
    label: str
    choices: tuple[Place, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain data, for an entity or a slot."""
        data = asdict(self)
        data["choices"] = [choice.as_json() for choice in self.choices]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Place:
        """The place that `as_json` wrote."""
        choices = tuple(map(cls.from_json, data["choices"]))
        return cls(**{**data, "choices": choices})


class Commune(NamedTuple):
    """A commune of zones.csv, or of communes.csv at the base rate."""

    nom: str
    code_insee: str
    zone: Zone

    @property
    def departement(self) -> str:
        return department(self.code_insee)


class Places:
    """The communes of the files, found by name or by code; the first of a name counts most.

    `names` are their folded names, `longest` the most words that a name has, by its first word.
    """

    def __init__(self, communes: Iterable[Commune]) -> None:
        self.communes = tuple(communes)
        self._by_code: dict[str, Commune] = {}
        self._by_name: dict[str, tuple[Commune, ...]] = {}
        self._without_article: dict[str, tuple[Commune, ...]] = {}
        for commune in self.communes:
            name = spelt(commune.nom)
            self._by_name[name] = (*self._by_name.get(name, ()), commune)
            if commune.zone != "base":  # a bare code is more often a postal code than Insee's
                self._by_code[commune.code_insee] = commune
                rest = without_article(name)
                self._without_article[rest] = (*self._without_article.get(rest, ()), commune)
        self.names = frozenset(self._by_name) | frozenset(_ASKED)
        self.longest: dict[str, int] = {}
        for name in self.names:
            first, count = name.split(" ", 1)[0], name.count(" ") + 1
            self.longest[first] = max(self.longest.get(first, 0), count)

    @property
    def large_cities(self) -> tuple[str, ...]:
        """The towns of the big towns' rate that are not around Paris."""
        rate: Zone = "grande_ville_ou_mgp"
        large = (commune for commune in self.communes if commune.zone == rate)
        return tuple(each.nom for each in large if each.departement not in _AROUND_PARIS)

    @classmethod
    def read(cls, folder: Path, own: Path | None = None) -> Places:
        """zones.csv, then communes.csv; ReferenceFileError naming the commune and the mistake.

        communes.csv holds the prefectures, sub-prefectures and communes of 10,000 inhabitants or
        more, and the association's the other communes of its department (Insee, official
        geographic code 2026, through @etalab/decoupage-administratif 6.0.0, MIT licence).
        """
        zones = _read(folder / "zones.csv", "nom", "code_insee", "zone")
        others = _read(folder / "communes.csv", "nom", "code_insee")
        local = _read(own / "communes.csv", "nom", "code_insee") if own else {}
        communes = dict(zones)
        for code, commune in (*local.items(), *others.items()):
            communes.setdefault(code, commune)
        return cls(communes.values())

    def find(self, text: str) -> Place:
        """A commune as an official writes it, or by its INSEE or postal code.

        An unknown commune is at the base rate. A name with choices holds the first one's zone.
        Raises ValueError for a text without letter or digit.
        """
        written = " ".join(text.replace("’", "'").split())
        words = plain(written)
        if not words:  # no letter of ours: « Αθήνα », or no name at all
            if any(map(str.isalnum, written)):
                return _elsewhere(written, None)
            raise ValueError("le nom de la commune est vide")
        if words.isdigit():
            return self._coded(words, written)
        if found := arrondissement(words):
            return _arrondissement(*found)
        name, said_in = words, None
        if words not in self.names:  # « Ondreville-sur-Essonne » is no Ondreville of the Essonne
            name, said_in = split_department(words)
        asked, named = _ASKED.get(name, ("", ()))
        choices = tuple(self._choice(*choice) for choice in named)
        if choices and said_in is None:
            return Place(asked, asked, None, None, choices[0].zone, asked, choices)
        for place in choices:
            if place.departement == said_in:
                return replace(place, said=f"{asked} ({said_in})")
        rows = self._by_name.get(name) or self._without_article.get(without_article(name), ())
        nom = rows[0].nom if rows else asked
        return _among(nom, rows, said_in) if nom else _elsewhere(written, said_in)

    def _coded(self, code: str, written: str) -> Place:
        if found := by_code(code):
            return _arrondissement(*found)
        if code in self._by_code:
            return _place(self._by_code[code])
        return _elsewhere(written, department(code))

    def _choice(self, nom: str, said_in: str) -> Place:
        rows = [row for row in self._by_name.get(spelt(nom), ()) if row.departement == said_in]
        row = rows[0] if rows else None
        said, label = f"{nom} ({said_in})", in_department(nom, said_in)
        zone: Zone = rate_zone(row.zone if row else "base", row.departement if row else said_in)
        return Place(said, nom, said_in, row.code_insee if row else None, zone, label)


def _read(path: Path, *columns: str) -> dict[str, Commune]:
    """The communes of a file by INSEE code."""
    communes: dict[str, Commune] = {}
    for nom, code, zone in ((*row, "base")[:3] for row in read_table(path, *columns)):
        problem = ""
        if not _INSEE.fullmatch(code) or code in communes:
            problem = f"le code INSEE « {code} » a une forme incorrecte ou est écrit deux fois"
        elif zone not in _ZONES:
            problem = f"la zone « {zone} » doit être l'une de : {', '.join(_ZONES)}"
        if problem:
            raise ReferenceFileError(path.name, nom, problem)
        communes[code] = Commune(nom, code, cast(Zone, zone))
    return communes


def rate_zone(zone: Zone, departement: str | None) -> Zone:
    """The zone of a night there: overseas has its own rate, the Pacific none that is known here."""
    if departement and departement.startswith("97"):
        return "outre_mer"
    return "pacifique" if departement == "98" else zone


def _place(row: Commune) -> Place:
    zone = rate_zone(row.zone, row.departement)
    doubt = row.zone != "base" and spelt(row.nom) in _HOMONYMS
    label = in_department(row.nom, row.departement) if doubt else row.nom
    return Place(row.nom, row.nom, row.departement, row.code_insee, zone, label)


def _elsewhere(written: str, said_in: str | None) -> Place:
    zone = rate_zone(_WHOLE.get(said_in or "", "base"), said_in)
    return Place(written, written, said_in, None, zone, written)


def _among(nom: str, rows: tuple[Commune, ...], said_in: str | None) -> Place:
    """The commune meant among those of one name, which may be in other departments."""
    departments = {row.departement for row in rows}
    if said_in is None or departments == {said_in}:
        first = rows[0]
        place = _place(first)
        if len(departments) == 1:
            return place
        if first.zone == "base":  # whichever it is, the rate is the same
            here = [row for row in rows if rate_zone("base", row.departement) == "base"]
            zone = "base" if here else place.zone
            return replace(place, departement=None, code_insee=None, zone=zone)
        return replace(place, label=in_department(nom, first.departement))
    row = next((row for row in rows if row.departement == said_in), None)
    place = _place(row) if row else _elsewhere(nom, said_in)
    return replace(place, said=f"{nom} ({said_in})", label=in_department(nom, said_in))


def _arrondissement(city: str, order: int) -> Place:
    said_in, _, insee, _ = ARRONDISSEMENTS[city]
    name = city.capitalize()
    label = f"{name} {order}{'er' if order == 1 else 'e'}"
    zone: Zone = "paris" if city == "paris" else "grande_ville_ou_mgp"
    return Place(label, name, said_in, str(insee + order - 1), zone, label)
