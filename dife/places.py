"""Communes as officials write them, and the rate zone of a night there.

Zones: arrêté of 26 February 2019, article 1 (Paris; cities of 200,000 inhabitants and more and the
Métropole du Grand Paris; all others at the base rate). Names match whole: Saint-Denis-en-Val is not
Saint-Denis. A name that several communes may mean at different rates is asked about, and so is a
likely typing slip; nothing that is unknown in France gets a rate.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Callable

from dife.gazetteer.choice import ask, bearing, choice, shortened
from dife.gazetteer.departments import OFFICIAL, department_alone, department_beside
from dife.gazetteer.index import PlaceIndex, read_communes
from dife.gazetteer.known import KnownPlaces, district, foreign
from dife.gazetteer.listed import PlaceList
from dife.gazetteer.model import Commune, NotAPlace, Place, Zone, rate_zone, unknown
from dife.gazetteer.slips import resembling
from dife.gazetteer.words import everyday, no_place
from dife.place_names import (
    ARRONDISSEMENTS,
    arrondissement,
    by_code,
    department,
    in_department,
    plain,
    spelt,
    split_department,
)

__all__ = ["Commune", "NotAPlace", "Place", "Places", "Zone", "rate_zone"]

# Names that two well-known communes share: the official is asked which of the two.
_ASKED = {
    "saint denis": ("Saint-Denis", (("Saint-Denis", "93"), ("Saint-Denis", "974"))),
    "saint ouen": ("Saint-Ouen", (("Saint-Ouen-sur-Seine", "93"), ("Saint-Ouen", "41"))),
    "boulogne": ("Boulogne", (("Boulogne-Billancourt", "92"), ("Boulogne-sur-Mer", "62"))),
}
_POSTCODE = re.compile(r"(?P<a>(?:[a-z ]+ )?)(?P<code>[0-9]{5})(?P<b> [a-z ]+)?")
_KEPT = 4_096  # places remembered
_SMALL = 2_000  # inhabitants: « Tour » is rather Tours than short for Tour-en-Sologne
_PARIS_ORDERS = 20
_OVERSEAS = ("971", "972", "973", "974", "976")  # « La Réunion » is no village of that name


class Places(PlaceIndex):
    """The places of the files, found as an official writes them."""

    shared = frozenset(_ASKED)

    @classmethod
    def read(cls, folder: Path, own: Path | None = None) -> Places:
        """The files of a folder and an association's; ReferenceFileError naming the mistake.

        zones.csv has the rates. communes.csv has the prefectures, sub-prefectures and communes of
        10,000 inhabitants or more, and the association's the other communes of its department:
        their names are read wherever they are said. france.csv has all, lieux.csv the rest.
        """
        communes = read_communes(folder / "zones.csv", "nom", "code_insee", "zone")
        others = read_communes(folder / "communes.csv", "nom", "code_insee")
        local = read_communes(own / "communes.csv", "nom", "code_insee") if own else {}
        for code, commune in (*local.items(), *others.items()):
            communes.setdefault(code, commune)
        listed = PlaceList.read(folder / "france.csv")
        return cls(communes.values(), listed, KnownPlaces.read(folder / "lieux.csv"), local)

    def find(self, text: str) -> Place:
        """A place as an official writes it, or by its INSEE or postal code.

        A name with choices holds the first one's zone; one that is unknown, or misspelt, has no
        rate. NotAPlace for a text that names none; ValueError for one without letter or digit.
        """
        return self._remembered(text)

    @cached_property
    def _remembered(self) -> Callable[[str], Place]:
        return lru_cache(maxsize=_KEPT)(self._find)

    def _find(self, text: str) -> Place:
        written = " ".join(text.replace("’", "'").split())
        words = plain(written)
        if not words:  # no letter of ours: « Αθήνα », or no name at all
            if any(map(str.isalnum, written)):
                return unknown(written)
            raise ValueError("le nom de la commune est vide")
        if not self.has(words) and self.has(whole := plain(written, contracted=False)):
            words = whole  # « Aux Marais » is a name
        if words.replace(" ", "").isdigit():
            code = words.replace(" ", "")
            return self._coded(code, code)
        if found := arrondissement(words):
            return _arrondissement(*found)
        at = _POSTCODE.fullmatch(words)
        if at and no_place(f"{at['a']} {at['b'] or ''}".strip()):  # « 93200 finalement »
            return self._coded(at["code"], at["code"])
        if everyday(words):
            raise NotAPlace("ce mot dit autre chose que le nom d'une commune")
        town = self.has(words) or self.has(words.rpartition(" ")[0])  # « Paris (75) »
        alone = department_alone(words)
        if alone and (not town or alone[0] in _OVERSEAS):
            return self._department(*alone)
        name, said_in = words, None
        if not self.has(words):  # « Ondreville-sur-Essonne » is no Ondreville of the Essonne
            name, said_in = department_beside(written) or split_department(words)
        asked, named = _ASKED.get(name, ("", ()))
        choices = [self._choice(*each) for each in named]
        if choices and said_in is None:
            return ask(asked, choices)
        for place in choices:
            if place.departement == said_in:
                return replace(place, said=f"{asked} ({said_in})")
        return self._named(name, said_in, written) or self._guessed(name, said_in, written)

    def _named(self, name: str, said_in: str | None, written: str) -> Place | None:
        """What has just this name: a commune, or a place that everybody knows."""
        known = self.known.lookup(name) if said_in is None else None
        rows = self.rows(name)
        if known and not (rows and self.rate_of(known[1]) == rows[0].rate):
            place = self._known(*known)
            return ask(known[0], [place, choice(rows[0])]) if rows and not place.choices else place
        if not rows:
            return None
        if said_in is not None:
            return self._in_department(rows, name, said_in, written)
        meant = self.meant(rows, self.longer(name))
        return meant.question(rows[0].nom) if meant.asked() else bearing(rows)

    def _guessed(self, name: str, said_in: str | None, written: str) -> Place:
        """What a name that is none may mean: a shortened one, a place abroad, a typing slip."""
        if found := self._beside(name):
            return found
        likely = [self.row(row) for row in resembling(name, self.listed, self.local)]
        longer = [row for row in self.longer(name) if said_in in (None, row.departement)]
        if longer and not (likely and likely[0].habitants > _SMALL > longer_size(longer)):
            meant = self.meant((), longer)
            if meant.asked():
                return meant.question(written)
            alike = len({row.rate for row in longer}) == 1
            return shortened(written, longer if alike else [meant.first])
        if said_in is not None and self.rate(said_in):
            return self._elsewhere(written, said_in)
        if country := self.known.abroad(name):
            return foreign(country if name == spelt(country) else written)
        if no_place(name):
            raise NotAPlace("ce texte ne nomme aucune commune")
        proposed = [self.place(row) for row in likely]
        proposed += [self._known(*each) for each in self.known.resembling(name)]
        if not proposed:
            return unknown(written)
        return replace(ask(written, proposed), zone="inconnue", proposed=True)

    def _beside(self, words: str) -> Place | None:
        """« paris gare de lyon », « part dieu lyon »: a known place and its commune."""
        parts = words.split()
        for cut in range(1, len(parts)):
            halves = " ".join(parts[:cut]), " ".join(parts[cut:])
            for lieu, town in (halves, halves[::-1]):
                lieu = lieu.removesuffix(" a")
                known = self.known.lookup(lieu)
                if known and any(row.code_insee in known[1] for row in self.rows(town)):
                    return self._known(*known)
        return None

    def _coded(self, code: str, written: str) -> Place:
        if found := by_code(code):
            return _arrondissement(*found)
        if len(code) != 5:
            alone = department_alone(code)
            if alone is None:
                raise NotAPlace("ce nombre ne désigne aucune commune")
            return self._department(*alone)
        if code in self.zones:  # a bare code is more often a postal code than Insee's
            return self.place(self.zones[code])
        said_in = department(code)
        rows = [self.row(row) for row in self.listed.at_postcode(code)]
        if len({row.rate for row in rows}) > 1:
            return self.meant(rows).question(written)
        if rows:
            insee, label = rows[0].code_insee if len(rows) == 1 else None, _served(code, rows)
            return Place(written, written, said_in, insee, rows[0].rate, label)
        return foreign(written) if said_in == "98" else self._elsewhere(written, said_in)

    def _choice(self, nom: str, said_in: str) -> Place:
        rows = [row for row in self.rows(spelt(nom)) if row.departement == said_in]
        place = choice(rows[0] if rows else Commune(nom, f"{said_in}000", "base"))
        return place if rows else replace(place, code_insee=None)

    def _in_department(
        self, rows: tuple[Commune, ...], name: str, said_in: str, written: str
    ) -> Place:
        """The commune of a known name in the department that was said."""
        row = next((row for row in rows if row.departement == said_in), None)
        if row is None and self.rate(said_in) is None:
            return self._guessed(name, said_in, written)
        nom = row.nom if row else rows[0].nom
        place = bearing([row]) if row else self._elsewhere(nom, said_in)
        if row is None or len({each.departement for each in rows}) > 1:
            place = replace(place, label=in_department(nom, said_in))
        return place if row is rows[0] else replace(place, said=f"{nom} ({said_in})")

    def _elsewhere(self, written: str, said_in: str) -> Place:
        """A name or a code that no list has, in a department where all is at one rate."""
        zone = self.rate(said_in)
        if zone is None:
            return unknown(written)
        return Place(written, written, said_in, None, zone, written)

    def _department(self, code: str, number: bool, sure: bool) -> Place:
        """A whole department: its rate where it has one, or else its towns to choose from."""
        nom = OFFICIAL[code]
        label = f"{nom} ({code})" if number else nom
        rate = self.rate(code)
        place = Place(nom, nom, code, None, rate or "inconnue", label)
        if not sure and code.isdigit() and int(code) <= _PARIS_ORDERS:
            return ask(code, [_arrondissement("paris", int(code)), place])
        if rate is None:
            return self.meant(map(self.row, self.listed.of_department(code))).question(label)
        return place

    def _known(self, nom: str, codes: tuple[str, ...]) -> Place:
        rows = self.coded(codes)
        if not codes:
            place = foreign(nom)
            return replace(place, label=f"{nom} (étranger)") if self.has(spelt(nom)) else place
        if not rows:
            return unknown(nom)
        if self.rate_of(codes) == "inconnue":
            return ask(nom, [choice(row) for row in rows])
        return district(nom, rows)


def longer_size(rows: list[Commune]) -> int:
    """The inhabitants of the largest."""
    return max(row.habitants for row in rows)


def _served(code: str, rows: list[Commune]) -> str:
    """« Saint-Denis (93200) »; the two largest where the postcode serves several."""
    names = list(dict.fromkeys(row.nom for row in rows))
    if len(names) < 3:
        return f"{' ou '.join(names)} ({code})"
    return f"{', '.join(names[:2])}… ({code})"


def _arrondissement(city: str, order: int) -> Place:
    said_in, _, insee, _ = ARRONDISSEMENTS[city]
    name = city.capitalize()
    label = f"{name} {order}{'er' if order == 1 else 'e'}"
    zone: Zone = "paris" if city == "paris" else "grande_ville_ou_mgp"
    return Place(label, name, said_in, str(insee + order - 1), zone, label)
