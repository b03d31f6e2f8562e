"""Communes as officials write them, and the rate zone of a night there.

Zones: arrêté of 26 February 2019, article 1 (Paris; cities of 200,000 inhabitants and more and the
Métropole du Grand Paris; all others at the base rate). Names match whole: Saint-Denis-en-Val is not
Saint-Denis. A name that several communes may mean at different rates is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from dife.facts.files import ReferenceFileError, read_table
from dife.place_choice import Meant, ask, bearing, choice, one, shortened
from dife.place_departments import OFFICIAL, department_alone
from dife.place_known import KnownPlaces, district, foreign
from dife.place_list import Listed, PlaceList
from dife.place_model import (
    WHOLE,
    Commune,
    NotAPlace,
    Place,
    Zone,
    rate_zone,
    unknown,
    whole_department,
)
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
from dife.place_slips import resembling
from dife.place_words import everyday, no_place, too_common

__all__ = ["Commune", "NotAPlace", "Place", "Places", "Zone", "rate_zone"]

_AROUND_PARIS = frozenset({*WHOLE, "91", "95"})  # where the Métropole du Grand Paris lies
# Names that two well-known communes share: the official is asked which of the two.
_ASKED = {
    "saint denis": ("Saint-Denis", (("Saint-Denis", "93"), ("Saint-Denis", "974"))),
    "saint ouen": ("Saint-Ouen", (("Saint-Ouen-sur-Seine", "93"), ("Saint-Ouen", "41"))),
    "boulogne": ("Boulogne", (("Boulogne-Billancourt", "92"), ("Boulogne-sur-Mer", "62"))),
}
_ZONES = [zone for zone in get_args(Zone) if zone not in ("etranger", "inconnue")]
_INSEE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}")
_KEPT = 4_096  # places remembered


class Places:
    """The communes of the files, found by name or by code; the first of a name counts most.

    `communes` are those of zones.csv and communes.csv, `names` their folded names, which are read
    anywhere in a sentence; `longest` the most words that a name has, by its first word. `listed`
    are all those of France, `known` the other places.
    """

    def __init__(
        self,
        communes: Iterable[Commune],
        listed: PlaceList | None = None,
        known: KnownPlaces | None = None,
        local: Iterable[str] = (),
    ) -> None:
        self.communes = tuple(communes)
        self.listed, self.known = listed or PlaceList([]), known or KnownPlaces()
        self._local = frozenset(local)
        self._zones: dict[str, Commune] = {}  # by INSEE code, those that are not at the base rate
        self._by_name: dict[str, tuple[Commune, ...]] = {}
        self._without_article: dict[str, tuple[Commune, ...]] = {}
        for commune in self.communes:
            name = spelt(commune.nom)
            self._by_name[name] = (*self._by_name.get(name, ()), commune)
            if commune.zone != "base":
                self._zones[commune.code_insee] = commune
                rest = without_article(name)
                self._without_article[rest] = (*self._without_article.get(rest, ()), commune)
        self._mixed = {row.departement for row in self._zones.values()} - set(WHOLE)
        self.names = frozenset(self._by_name) | frozenset(_ASKED) | self.known.names
        self.longest: dict[str, int] = {}
        for name in self.names:
            first, count = name.split(" ", 1)[0], name.count(" ") + 1
            self.longest[first] = max(self.longest.get(first, 0), count)
        self.find = lru_cache(maxsize=_KEPT)(self._find)

    @property
    def large_cities(self) -> tuple[str, ...]:
        """The towns of the big towns' rate that are not around Paris."""
        rate: Zone = "grande_ville_ou_mgp"
        large = (commune for commune in self.communes if commune.zone == rate)
        return tuple(each.nom for each in large if each.departement not in _AROUND_PARIS)

    @classmethod
    def read(cls, folder: Path, own: Path | None = None) -> Places:
        """The files of a folder and an association's; ReferenceFileError naming the mistake.

        zones.csv has the rates. communes.csv has the prefectures, sub-prefectures and communes of
        10,000 inhabitants or more, and the association's the other communes of its department:
        their names are read wherever they are said. france.csv has all, lieux.csv the rest.
        """
        zones = _read(folder / "zones.csv", "nom", "code_insee", "zone")
        others = _read(folder / "communes.csv", "nom", "code_insee")
        local = _read(own / "communes.csv", "nom", "code_insee") if own else {}
        communes = dict(zones)
        for code, commune in (*local.items(), *others.items()):
            communes.setdefault(code, commune)
        listed = PlaceList.read(folder / "france.csv")
        return cls(communes.values(), listed, KnownPlaces.read(folder / "lieux.csv"), local)

    def _find(self, text: str) -> Place:
        """A place as an official writes it, or by its INSEE or postal code.

        A name with choices holds the first one's zone. NotAPlace for a text that names none;
        ValueError for one without letter or digit.
        """
        written = " ".join(text.replace("’", "'").split())
        words = plain(written)
        if not words:  # no letter of ours: « Αθήνα », or no name at all
            if any(map(str.isalnum, written)):
                return unknown(written)
            raise ValueError("le nom de la commune est vide")
        if words.replace(" ", "").isdigit():
            return self._coded(words.replace(" ", ""), written)
        if found := arrondissement(words):
            return _arrondissement(*found)
        name, said_in = words, None
        if words not in self.names and not self.listed.has(words):
            name, said_in = split_department(words)  # « Ondreville-sur-Essonne » is no Ondreville
        asked, named = _ASKED.get(name, ("", ()))
        choices = [self._choice(*each) for each in named]
        if choices and said_in is None:
            return ask(asked, choices)
        for place in choices:
            if place.departement == said_in:
                return replace(place, said=f"{asked} ({said_in})")
        if said_in is None and everyday(name):
            raise NotAPlace("ce mot dit autre chose que le nom d'une commune")
        return self._named(name, said_in, written) or self._guessed(name, said_in, written)

    def _named(self, name: str, said_in: str | None, written: str) -> Place | None:
        """What has just this name: a commune, a department, a place that everybody knows."""
        known = self.known.lookup(name) if said_in is None else None
        rows = self._rows(name) or self._without_article.get(without_article(name), ())
        alone = department_alone(name) if said_in is None else None
        if known and not (rows and self._rate_of(known[1]) == rows[0].rate):
            place = self._known(*known)
            return ask(known[0], [place, choice(rows[0])]) if rows and not place.choices else place
        if alone and (alone[1] or not rows):
            return self._department(alone[0], name)
        if not rows:
            return None
        if said_in is not None:
            return self._in_department(rows, name, said_in, written)
        meant = Meant(rows, self._longer(name), self._local)
        return meant.question(rows[0].nom) if meant.asked() else bearing(rows)

    def _guessed(self, name: str, said_in: str | None, written: str) -> Place:
        """What a name that is none may mean: a shortened one, a place abroad, a typing slip."""
        if found := self._beside(name):
            return found
        longer = [row for row in self._longer(name) if said_in in (None, row.departement)]
        if longer:
            meant = Meant((), longer, self._local)
            if meant.asked():
                return meant.question(written)
            alike = len({row.rate for row in longer}) == 1
            return shortened(written, longer if alike else [meant.first])
        if said_in is not None and said_in not in self._mixed and whole_department(said_in):
            return self._elsewhere(written, said_in)
        if country := self.known.abroad(name):
            return foreign(country if name == spelt(country) else written)
        if no_place(name):
            raise NotAPlace("ce texte ne nomme aucune commune")
        likely = [self._row(row) for row in resembling(name, self.listed, self._local)]
        if not likely:
            return unknown(written)
        found = ask(written, [self._alone(row) for row in likely])
        return replace(found, zone="inconnue", proposed=True)

    def _beside(self, words: str) -> Place | None:
        """« paris gare de lyon », « part dieu lyon »: a known place and its commune."""
        parts = words.split()
        for cut in range(1, len(parts)):
            halves = " ".join(parts[:cut]), " ".join(parts[cut:])
            for lieu, town in (halves, halves[::-1]):
                known = self.known.lookup(lieu)
                if known and any(row.code_insee in known[1] for row in self._rows(town)):
                    return self._known(*known)
        return None

    def _rows(self, name: str) -> tuple[Commune, ...]:
        """The communes that have just this folded name, the most populous first."""
        listed = [self._row(row) for row in self.listed.named(name)]
        codes = {row.code_insee for row in listed}
        staff = [row for row in self._by_name.get(name, ()) if row.code_insee not in codes]
        return (*[row for row in staff if row.zone != "base"], *listed,
                *[row for row in staff if row.zone == "base"])  # fmt: skip

    def _row(self, row: Listed) -> Commune:
        zone = self._zones.get(row.code_insee)
        return Commune(row.nom, row.code_insee, zone.zone if zone else "base", row.habitants)

    def _longer(self, name: str) -> list[Commune]:
        """The communes whose name begins with this one, where it may be one shortened."""
        return [] if too_common(name) else [self._row(row) for row in self.listed.longer(name)]

    def _alone(self, row: Commune) -> Place:
        return one(row, doubt=row.rate != "base" and len(self._rows(spelt(row.nom))) > 1)

    def _coded(self, code: str, written: str) -> Place:
        if found := by_code(code):
            return _arrondissement(*found)
        if len(code) != 5:
            alone = department_alone(code)
            if alone is None:
                raise NotAPlace("ce nombre ne désigne aucune commune")
            return self._department(alone[0], code)
        if code in self._zones:
            return self._alone(self._zones[code])
        said_in = department(code)
        rows = [self._row(row) for row in self.listed.at_postcode(code)]
        if not rows and (row := self.listed.coded(code)):
            return self._alone(self._row(row))
        if rows and len({row.rate for row in rows}) > 1:
            return Meant(rows, (), self._local).question(written)
        if rows:
            insee = rows[0].code_insee if len(rows) == 1 else None
            return Place(written, written, said_in, insee, rows[0].rate, written)
        return self._elsewhere(written, said_in)

    def _choice(self, nom: str, said_in: str) -> Place:
        rows = [row for row in self._rows(spelt(nom)) if row.departement == said_in]
        return choice(rows[0] if rows else Commune(nom, "", "base"))

    def _in_department(
        self, rows: tuple[Commune, ...], name: str, said_in: str, written: str
    ) -> Place:
        """The commune of a known name in the department that was said."""
        row = next((row for row in rows if row.departement == said_in), None)
        nom = row.nom if row else rows[0].nom
        if row is None and (said_in in self._mixed or whole_department(said_in) is None):
            return self._guessed(name, said_in, written)
        place = one(row, doubt=False) if row else self._elsewhere(nom, said_in)
        doubt = row is None or len({each.departement for each in rows}) > 1
        label = in_department(nom, said_in) if doubt else place.label
        said = nom if row is rows[0] else f"{nom} ({said_in})"
        return replace(place, said=said, label=label)

    def _elsewhere(self, written: str, said_in: str) -> Place:
        """A name or a code that no list has, in a department where all is at one rate."""
        zone = None if said_in in self._mixed else whole_department(said_in)
        if zone is None:
            return unknown(written)
        return Place(written, written, said_in, None, zone, written)

    def _department(self, code: str, words: str) -> Place:
        """A whole department: its rate where it has one, or else its towns to choose from."""
        nom = OFFICIAL[code]
        label = nom if spelt(nom) in words else f"{nom} ({code})"
        if code not in self._mixed:
            return replace(self._elsewhere(nom, code), label=label)
        rows = [self._row(row) for row in self.listed.of_department(code)]
        return Meant(rows, (), self._local).question(label)

    def _rate_of(self, codes: tuple[str, ...]) -> Zone:
        """The rate of a known place; « inconnue » where its communes have several."""
        zones = [self._zones[code].zone if code in self._zones else "base" for code in codes]
        rates = {rate_zone(zone, department(code)) for zone, code in zip(zones, codes, strict=True)}
        return rates.pop() if len(rates) == 1 else "inconnue" if codes else "etranger"

    def _known(self, nom: str, codes: tuple[str, ...]) -> Place:
        rate = self._rate_of(codes)
        if rate == "etranger":
            return foreign(nom)
        rows = [self._row(row) for code in codes if (row := self.listed.coded(code))]
        if rate == "inconnue" or not rows:
            return ask(nom, [choice(row) for row in rows]) if rows else unknown(nom)
        return district(nom, rows)


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


def _arrondissement(city: str, order: int) -> Place:
    said_in, _, insee, _ = ARRONDISSEMENTS[city]
    name = city.capitalize()
    label = f"{name} {order}{'er' if order == 1 else 'e'}"
    zone: Zone = "paris" if city == "paris" else "grande_ville_ou_mgp"
    return Place(label, name, said_in, str(insee + order - 1), zone, label)
