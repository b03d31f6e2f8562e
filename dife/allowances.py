"""Estimated allowances for meals, nights and the car (decree of 3 July 2006 and its rates).

Each night and each meal is paid at the rate of its own date, a night by the zone of its own town,
breakfast included. A meal given free does not count; distance training has no allowance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Literal

from dife.facts.model import Facts, Valeur
from dife.places import Zone
from dife.wording import cents

Kind = Literal["nuit", "repas", "kilometres"]
Vehicle = Literal["moto", "cyclo"]  # over 125 cm³, and every other with a motor

MEALS_A_DAY = 2
_LONGEST = 366
_NIGHT_KEYS: dict[Zone, str] = {
    "paris": "nuit_paris",
    "grande_ville_ou_mgp": "nuit_grande_ville",
    "base": "nuit_base",
    "outre_mer": "nuit_outre_mer",
    "pacifique": "nuit_pacifique",  # no such fact: ReferenceNotFound
    "etranger": "nuit_etranger",  # nor this one
    "inconnue": "nuit_inconnue",  # nor this one
}


@dataclass(frozen=True)
class Stay:
    """Consecutive nights in one town, from `day` on; `label` is how the town is written."""

    nights: int
    zone: Zone
    day: date
    label: str = ""


@dataclass(frozen=True)
class AllowanceRequest:
    """A training from `day` on: its consecutive nights, its meals, the car's whole distance in km.

    `stays`, where the nights are passed in several towns, tells each; `nights` is their sum.
    ValueError for a negative or absurd number, an unknown zone, stays that do not make the
    nights, or kilometres without the car's fiscal power (CV), or another `vehicle`.
    """

    nights: int
    meals: int
    zone: Zone
    day: date
    free_meals: int = 0
    remote: bool = False
    kilometres: int | None = None
    fiscal_power: int | None = None
    stays: tuple[Stay, ...] = ()
    vehicle: Vehicle | None = None  # None: a car

    def __post_init__(self) -> None:
        for number in (self.nights, self.meals, self.free_meals, *(s.nights for s in self.stays)):
            if not 0 <= number <= _LONGEST * MEALS_A_DAY:
                raise ValueError(f"not a number of nights or meals: {number}")
        for zone in (self.zone, *(stay.zone for stay in self.stays)):
            if zone not in _NIGHT_KEYS:
                raise ValueError(f"unknown zone: {zone}")
        if self.stays and sum(stay.nights for stay in self.stays) != self.nights:
            raise ValueError("the stays do not make the nights")
        driven = self.vehicle or (self.fiscal_power or 0) >= 1
        if self.kilometres and (self.kilometres < 0 or not driven):
            raise ValueError("kilometres need a positive distance and a fiscal power")


@dataclass(frozen=True)
class Line:
    """Nights, meals or kilometres at one rate: `row` of the reference `key`.

    `place` names the town of nights that are passed in several.
    """

    kind: Kind
    quantity: int
    rate: Decimal
    amount: Decimal
    row: Valeur
    key: str
    place: str = ""


@dataclass(frozen=True)
class Allowances:
    """The lines in order (nights, meals, car) and their sum, in euros."""

    lines: list[Line]
    total: Decimal

    @property
    def source(self) -> str:
        """The texts that the rates come from, each once, in French."""
        return " ; ".join(dict.fromkeys(line.row.source for line in self.lines)) or "sans objet"


def compute_allowances(request: AllowanceRequest, refs: Facts) -> Allowances:
    """The estimate of a request; ReferenceNotFound for a date before the first known rate.

    Meals are spread two a day from the first day. The car is counted in the first band of the
    table (up to 2,000 km in the year), at the rate of the first day.
    """
    lines: list[Line] = []
    if not request.remote:
        meals = max(0, request.meals - request.free_meals)
        meal_days = [request.day + timedelta(days=n // MEALS_A_DAY) for n in range(meals)]
        for stay in request.stays or (Stay(request.nights, request.zone, request.day),):
            days = [stay.day + timedelta(days=n) for n in range(stay.nights)]
            lines += _lines("nuit", _NIGHT_KEYS[stay.zone], days, refs, stay.label)
        meal = "repas_outre_mer" if request.zone == "outre_mer" else "indemnite_repas"
        lines += _lines("repas", meal, meal_days, refs)
        if request.kilometres:
            other = request.vehicle and f"km_{request.vehicle}"
            key = other or _car_key(request.fiscal_power or 0)
            lines.append(_line("kilometres", request.kilometres, key, request.day, refs))
    return Allowances(lines, sum((line.amount for line in lines), Decimal("0.00")))


def _lines(kind: Kind, key: str, days: list[date], refs: Facts, place: str = "") -> list[Line]:
    """One line for each rate in force over these days, which are in order."""
    spans = [list(same) for _, same in groupby(days, lambda day: refs.value(key, day))]
    return [_line(kind, len(same), key, same[0], refs, place) for same in spans]


def _line(kind: Kind, quantity: int, key: str, day: date, refs: Facts, place: str = "") -> Line:
    rate = refs.amount(key, day)
    return Line(kind, quantity, rate, cents(rate * quantity), refs.value(key, day), key, place)


def _car_key(fiscal_power: int) -> str:
    if fiscal_power <= 5:
        return "km_5cv"
    return "km_7cv" if fiscal_power <= 7 else "km_8cv"
