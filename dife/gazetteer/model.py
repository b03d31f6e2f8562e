"""A place where a night is spent, a commune, and the rate zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple

from dife.gazetteer.departments import OFFICIAL
from dife.place_names import department

# « etranger » and « inconnue » have no rate: no fact bears their name.
Zone = Literal[
    "paris", "grande_ville_ou_mgp", "base", "outre_mer", "pacifique", "etranger", "inconnue"
]
# Departments that lie whole in one zone (decree 2015-1212, article 1).
WHOLE: dict[str, Zone] = {
    "75": "paris",
    "92": "grande_ville_ou_mgp",
    "93": "grande_ville_ou_mgp",
    "94": "grande_ville_ou_mgp",
}


class NotAPlace(ValueError):
    """A text that names no place: « non », « chez ma sœur », a number of nights."""


@dataclass(frozen=True)
class Place:
    """Where a night was spent. `choices` is not empty when the official must be asked which.

    `said` is what was said, in the official spelling where it is known; `label` what is told to
    the official, with the department where the name alone would leave a doubt. `proposed`: no
    place has this name, and the choices are those that were likely meant.
    """

    said: str
    nom: str
    departement: str | None
    code_insee: str | None
    zone: Zone
    label: str
    choices: tuple[Place, ...] = ()
    proposed: bool = False

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
    """A commune; `habitants` is 0 where it is not known, or where it is now a part of another."""

    nom: str
    code_insee: str
    zone: Zone
    habitants: int = 0

    @property
    def departement(self) -> str:
        return department(self.code_insee)

    @property
    def rate(self) -> Zone:
        return rate_zone(self.zone, self.departement)


def rate_zone(zone: Zone, departement: str | None) -> Zone:
    """The zone of a night there: overseas has its own rate, the Pacific none that is known here."""
    if departement and departement.startswith("97"):
        return "outre_mer"
    return "pacifique" if departement == "98" else zone


def unknown(written: str) -> Place:
    """A name that no commune of France has."""
    return Place(written, written, None, None, "inconnue", written)


def whole_department(code: str) -> Zone | None:
    """The rate of a department where all communes have the same."""
    if code != "98" and code not in OFFICIAL:
        return None
    return rate_zone(WHOLE.get(code, "base"), code)
