"""The communes of the files, by name and by code, each with its rate zone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, cast, get_args

from dife.facts.files import ReferenceFileError, read_table
from dife.gazetteer.choice import Meant, one
from dife.gazetteer.known import KnownPlaces
from dife.gazetteer.listed import Listed, PlaceList
from dife.gazetteer.model import WHOLE, Commune, Place, Zone, rate_zone, whole_department
from dife.gazetteer.words import too_common
from dife.place_names import department, spelt, without_article

_AROUND_PARIS = frozenset({*WHOLE, "91", "95"})  # where the Métropole du Grand Paris lies
_ZONES = [zone for zone in get_args(Zone) if zone not in ("etranger", "inconnue")]
_INSEE = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{3}")


class PlaceIndex:
    """`communes` are those of zones.csv and communes.csv, `names` the folded names that are read
    anywhere in a sentence; `longest` the most words that a name has, by its first word. `listed`
    are all communes of France, `known` the other places, `local` the codes of the association's.
    """

    shared: ClassVar[frozenset[str]] = frozenset()  # other names that are read anywhere

    def __init__(
        self,
        communes: Iterable[Commune],
        listed: PlaceList | None = None,
        known: KnownPlaces | None = None,
        local: Iterable[str] = (),
    ) -> None:
        self.communes = tuple(communes)
        self.listed, self.known = listed or PlaceList([]), known or KnownPlaces()
        self.local = frozenset(local)
        self.zones: dict[str, Commune] = {}  # by INSEE code, those that are not at the base rate
        self._by_name: dict[str, tuple[Commune, ...]] = {}
        self._without_article: dict[str, tuple[Commune, ...]] = {}
        for commune in self.communes:
            name = spelt(commune.nom)
            self._by_name[name] = (*self._by_name.get(name, ()), commune)
            if commune.zone != "base":
                self.zones[commune.code_insee] = commune
                rest = without_article(name)
                self._without_article[rest] = (*self._without_article.get(rest, ()), commune)
        self._mixed = {row.departement for row in self.zones.values()} - set(WHOLE)
        self.names = frozenset(self._by_name) | self.known.names | self.shared
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

    def has(self, name: str) -> bool:
        """Whether a commune has this folded name."""
        return name in self._by_name or self.listed.has(name)

    def rows(self, name: str) -> tuple[Commune, ...]:
        """The communes of this folded name, the most populous first; those of the zone list may
        be said without their article."""
        listed = [self.row(row) for row in self.listed.named(name)]
        codes = {row.code_insee for row in listed}
        staff = [row for row in self._by_name.get(name, ()) if row.code_insee not in codes]
        dear = [row for row in staff if row.zone != "base"]
        rows = (*dear, *listed, *(row for row in staff if row.zone == "base"))
        return rows or self._without_article.get(without_article(name), ())

    def row(self, row: Listed) -> Commune:
        """A commune of the list with its rate."""
        zone = self.zones.get(row.code_insee)
        return Commune(row.nom, row.code_insee, zone.zone if zone else "base", row.habitants)

    def longer(self, name: str) -> list[Commune]:
        """The communes whose name begins with this one, where it may be one shortened."""
        return [] if too_common(name) else [self.row(row) for row in self.listed.longer(name)]

    def place(self, row: Commune) -> Place:
        """A commune that is meant, told with its department where the name leaves a doubt."""
        return one(row, doubt=row.rate != "base" and len(self.rows(spelt(row.nom))) > 1)

    def meant(self, exact: Iterable[Commune], longer: Iterable[Commune] = ()) -> Meant:
        return Meant(tuple(exact), tuple(longer), self.local)

    def rate(self, department: str) -> Zone | None:
        """The rate of a department, None where its communes have several."""
        return None if department in self._mixed else whole_department(department)

    def rate_of(self, codes: tuple[str, ...]) -> Zone:
        """The rate of communes; « inconnue » where they have several, « etranger » of none."""
        zones = [self.zones[code].zone if code in self.zones else "base" for code in codes]
        rates = {rate_zone(zone, department(code)) for zone, code in zip(zones, codes, strict=True)}
        return rates.pop() if len(rates) == 1 else "inconnue" if codes else "etranger"

    def coded(self, codes: tuple[str, ...]) -> list[Commune]:
        """The communes of these INSEE codes."""
        found = (self.listed.coded(code) for code in codes)
        return [self.row(row) for row in found if row]


def read_communes(path: Path, *columns: str) -> dict[str, Commune]:
    """The communes of a file that staff edit, by INSEE code."""
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
