"""What a dated fact is: an entry (`Reference`), a table of rows (`Valeur`) without gap or overlap.

A mistake raises ValueError with a French sentence, which the loader tells with its file and key.
"""

from __future__ import annotations

import re
from collections.abc import KeysView, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Any, Literal

from pydantic import BaseModel, Extra, constr, root_validator, validator

_DAY = timedelta(days=1)

Unite = Literal[
    "euro",
    "euro_par_km",
    "minutes",
    "jours",
    "jours_ouvres",
    "semaines",
    "mois",
    "pourcent",
    "nombre",
    "date",
    "texte",
    "lien",
    "telephone",
    "courriel",
    "liste",
    "nom",
    "couleur",
]
_WHOLE = {"minutes", "jours", "jours_ouvres", "semaines", "mois"}
_NUMERIC = _WHOLE | {"euro", "euro_par_km", "pourcent", "nombre"}
_SHAPES = {
    "lien": (re.compile(r"https?://\S+"), "une adresse qui commence par https://"),
    "telephone": (re.compile(r"\+?[0-9][0-9 .]{2,19}"), "un numéro de téléphone"),
    "courriel": (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII), "une adresse de courriel"),
    "couleur": (re.compile(r"#[0-9a-fA-F]{6}"), "une couleur, écrite par exemple « #00437a »"),
}


class ReferenceNotFound(LookupError):
    """No such key, no row in force on that day, or not of the kind that was asked."""


class Statut(str, Enum):
    """How sure a row is."""

    GUIDE = "guide"
    CONFIRME = "confirmé"
    ANNONCE = "annoncé"
    A_VERIFIER = "à vérifier"


class Strict(BaseModel):
    """An entry of a file edited by staff: an attribute that is not declared is a mistake."""

    class Config:
        extra = Extra.forbid
        frozen = True
        smart_union = True


class Valeur(Strict):
    """A value in force from `du` to `au`, both included; None is without limit."""

    valeur: Decimal | date | str | tuple[str, ...]
    du: date | None = None
    au: date | None = None
    statut: Statut
    source: constr(strip_whitespace=True, min_length=1)  # type: ignore[valid-type]

    @validator("valeur", pre=True)
    def _known_type(cls, value: object) -> object:
        if isinstance(value, str):
            value = value.strip()
        good = isinstance(value, (Decimal, str)) or type(value) is date
        if isinstance(value, list):
            good = all(isinstance(item, str) and item for item in value)
        if not good or value in ("", []):
            raise ValueError(
                "la valeur est vide ou n'est ni un nombre, ni une date, ni un texte, ni une liste"
            )
        return value

    @validator("du", "au", pre=True)
    def _whole_day(cls, value: object) -> object:
        if value is not None and type(value) is not date:
            raise ValueError(f"« {value} » n'est pas une date : écrivez par exemple 2023-09-22")
        return value

    @root_validator(skip_on_failure=True)
    def _in_order(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["du"] and values["au"] and values["au"] < values["du"]:
            raise ValueError(f"« au » ({values['au']}) vient avant « du » ({values['du']})")
        return values

    def holds(self, on: date) -> bool:
        """Whether the row is in force on that day."""
        return (self.du is None or self.du <= on) and (self.au is None or on <= self.au)


class Reference(Strict):
    """One fact: its label, its unit and its rows in order of dates."""

    cle: str
    libelle: constr(strip_whitespace=True, min_length=1)  # type: ignore[valid-type]
    unite: Unite
    valeurs: tuple[Valeur, ...]

    @root_validator(skip_on_failure=True)
    def _check_rows(cls, values: dict[str, Any]) -> dict[str, Any]:
        rows: tuple[Valeur, ...] = values["valeurs"]
        if not rows:
            raise ValueError("la liste « valeurs » est vide : écrivez au moins une ligne")
        for number, row in enumerate(rows, 1):
            problem = _wrong_for_unit(values["unite"], row.valeur)
            if problem:
                raise ValueError(f"à la ligne {number}, {problem}")
        for number, (before, row) in enumerate(pairwise(rows), 2):
            if before.au is None or row.du is None:
                raise ValueError(
                    f"entre les lignes {number - 1} et {number}, il manque une date : « du » ne "
                    "manque qu'à la première ligne, « au » qu'à la dernière"
                )
            if row.du != before.au + _DAY:
                what = "se chevauchent" if row.du <= before.au else "laissent un trou"
                raise ValueError(
                    f"les lignes {number - 1} et {number} {what} : la ligne {number} doit "
                    f"commencer le {before.au + _DAY}, lendemain du {before.au}, et non le {row.du}"
                )
        return values


class Facts:
    """Dated facts, looked up by key and day: what the rules of `dife` read."""

    def __init__(self, entries: Mapping[str, Reference]) -> None:
        self._entries = entries

    def keys(self) -> KeysView[str]:
        return self._entries.keys()

    def reference(self, key: str) -> Reference:
        """The whole entry; ReferenceNotFound for an unknown key."""
        try:
            return self._entries[key]
        except KeyError:
            raise ReferenceNotFound(f"référence inconnue : « {key} »") from None

    def value(self, key: str, on: date) -> Valeur:
        """The row in force on that day; ReferenceNotFound if there is none."""
        for row in self.reference(key).valeurs:
            if row.holds(on):
                return row
        raise ReferenceNotFound(f"« {key} » n'a pas de valeur au {on}")

    def sure(self, key: str, on: date) -> Valeur:
        """The last row in force by that day that is no mere announcement."""
        known = (r for r in self.reference(key).valeurs if r.du is None or r.du <= on)
        sure = [row for row in known if row.statut is not Statut.ANNONCE]
        if not sure:
            raise ReferenceNotFound(f"« {key} » n'a rien de sûr au {on}")
        return sure[-1]

    def amount(self, key: str, on: date) -> Decimal:
        """The number in force on that day, in the entry's unit."""
        value = self.value(key, on).valeur
        if not isinstance(value, Decimal):
            raise ReferenceNotFound(f"« {key} » n'est pas un nombre")
        return value

    def day(self, key: str, on: date) -> date:
        """The date in force on that day, for a fact that is itself a date."""
        value = self.value(key, on).valeur
        if not isinstance(value, date):
            raise ReferenceNotFound(f"« {key} » n'est pas une date")
        return value

    def next_value(self, key: str, on: date) -> Valeur | None:
        """The first row that begins after that day."""
        rows = self.reference(key).valeurs
        return next((row for row in rows if row.du is not None and row.du > on), None)


def _wrong_for_unit(unite: str, value: object) -> str | None:
    """What is wrong with a value for its unit, in French, or None."""
    if unite in _NUMERIC:
        if not isinstance(value, Decimal) or value < 0:
            return f"l'unité « {unite} » demande un nombre positif, écrit par exemple 17.50"
        if unite in _WHOLE and value != value.to_integral_value():
            return f"l'unité « {unite} » demande un nombre entier"
        return None
    if unite == "liste":
        return None if isinstance(value, tuple) else "l'unité « liste » demande une liste (- …)"
    if unite == "date":
        right = isinstance(value, date)
        return None if right else "l'unité « date » demande une date, par exemple 2023-09-22"
    if not isinstance(value, str):
        return f"l'unité « {unite} » demande un texte (entre guillemets si c'est un nombre)"
    shape = _SHAPES.get(unite)
    if shape and not shape[0].fullmatch(value):
        return f"« {value} » n'est pas {shape[1]}"
    return None
