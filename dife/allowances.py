"""Estimated allowances for meals, nights and the car (decree of 3 July 2006 and its rates).

Each night and each meal is paid at the rate of its own date, a night by its zone, breakfast
included. A meal given free does not count; distance training has no allowance.
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
class AllowanceRequest:
    """A training from `day` on: its consecutive nights, its meals, the car's whole distance in km.

    ValueError for a negative or absurd number, an unknown zone, or kilometres without the
    car's fiscal power (CV).
    """

    nights: int
    meals: int
    zone: Zone
    day: date
    free_meals: int = 0
    remote: bool = False
    kilometres: int | None = None
    fiscal_power: int | None = None

    def __post_init__(self) -> None:
        for number in (self.nights, self.meals, self.free_meals):
            if not 0 <= number <= _LONGEST * MEALS_A_DAY:
                raise ValueError(f"not a number of nights or meals: {number}")
        if self.zone not in _NIGHT_KEYS:
            raise ValueError(f"unknown zone: {self.zone}")
        if self.kilometres and (self.kilometres < 0 or (self.fiscal_power or 0) < 1):
            raise ValueError("kilometres need a positive distance and a fiscal power")


@dataclass(frozen=True)
class Line:
    """Nights, meals or kilometres at one rate: `row` of the reference `key`."""

    kind: Kind
    quantity: int
    rate: Decimal
    amount: Decimal
    row: Valeur
    key: str


@dataclass(frozen=True)
class Allowances:
    """The lines in order (nights, meals, car) and their sum, in euros."""

    lines: list[Line]
    total: Decimal


def compute_allowances(request: AllowanceRequest, refs: Facts) -> Allowances:
    """The estimate of a request; ReferenceNotFound for a date before the first known rate.

    Meals are spread two a day from the first day. The car is counted in the first band of the
    table (up to 2,000 km in the year), at the rate of the first day.
    """
    lines: list[Line] = []
    if not request.remote:
        meals = max(0, request.meals - request.free_meals)
        night_days = [request.day + timedelta(days=n) for n in range(request.nights)]
        meal_days = [request.day + timedelta(days=n // MEALS_A_DAY) for n in range(meals)]
        lines += _lines("nuit", _NIGHT_KEYS[request.zone], night_days, refs)
        meal = "repas_outre_mer" if request.zone == "outre_mer" else "indemnite_repas"
        lines += _lines("repas", meal, meal_days, refs)
        if request.kilometres:
            key = _car_key(request.fiscal_power or 0)
            lines.append(_line("kilometres", request.kilometres, key, request.day, refs))
    return Allowances(lines, sum((line.amount for line in lines), Decimal("0.00")))


def _lines(kind: Kind, key: str, days: list[date], refs: Facts) -> list[Line]:
    """One line for each rate in force over these days, which are in order."""
    spans = [list(same) for _, same in groupby(days, lambda day: refs.value(key, day))]
    return [_line(kind, len(same), key, same[0], refs) for same in spans]


def _line(kind: Kind, quantity: int, key: str, day: date, refs: Facts) -> Line:
    rate = refs.amount(key, day)
    return Line(kind, quantity, rate, cents(rate * quantity), refs.value(key, day), key)


def _car_key(fiscal_power: int) -> str:
    if fiscal_power <= 5:
        return "km_5cv"
    return "km_7cv" if fiscal_power <= 7 else "km_8cv"
