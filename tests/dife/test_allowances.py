"""Allowances at the rate of each night's and each meal's own date."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.allowances import AllowanceRequest, Stay, compute_allowances
from dife.facts.model import ReferenceNotFound
from dife.facts.store import References
from dife.places import Zone
from tests.support.vectors import vectors

AFTER = date(2024, 3, 12)
ZONES: tuple[Zone, ...] = ("base", "grande_ville_ou_mgp", "paris")

requests = st.builds(
    AllowanceRequest,
    nights=st.integers(0, 20),
    meals=st.integers(0, 40),
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2022, 1, 1), date(2026, 6, 30)),
    free_meals=st.integers(0, 10),
    remote=st.booleans(),
    kilometres=st.none() | st.integers(0, 3000),
    fiscal_power=st.integers(1, 12),
)


@vectors("frais.yml", "sejours")
def test_stays(real: References, case: dict[str, Any]) -> None:
    request = AllowanceRequest(
        nights=int(case["nuits"]),
        meals=int(case["repas"]),
        zone=real.places.find(case["lieu"]).zone,
        day=case["jour"],
        free_meals=int(case.get("offerts", 0)),
    )
    assert compute_allowances(request, real).total == case["total"]


@vectors("frais.yml", "voiture")
def test_the_car(real: References, case: dict[str, Any]) -> None:
    distance, power = int(case["km"]), int(case["chevaux"])
    request = AllowanceRequest(0, 0, "base", case["jour"], kilometres=distance, fiscal_power=power)
    (line,) = compute_allowances(request, real).lines
    assert (line.kind, line.quantity, line.amount) == ("kilometres", distance, case["total"])


def test_a_stay_across_the_change(real: References) -> None:
    request = AllowanceRequest(nights=3, meals=5, zone="paris", day=date(2023, 9, 20))
    found = compute_allowances(request, real)
    assert [(line.kind, line.quantity, line.rate, line.amount) for line in found.lines] == [
        ("nuit", 2, Decimal(110), Decimal("220.00")),
        ("nuit", 1, Decimal(140), Decimal("140.00")),
        ("repas", 4, Decimal("17.50"), Decimal("70.00")),
        ("repas", 1, Decimal(20), Decimal("20.00")),
    ]
    assert found.total == Decimal("450.00")
    assert [line.row.du for line in found.lines if line.kind == "nuit"] == [
        date(2020, 1, 1),
        date(2023, 9, 22),
    ]


@pytest.mark.parametrize(("free", "paid"), [(0, 3), (1, 2), (3, 0), (5, 0)])
def test_free_meals_do_not_count(real: References, free: int, paid: int) -> None:
    request = AllowanceRequest(0, 3, "base", AFTER, free_meals=free)
    assert sum(line.quantity for line in compute_allowances(request, real).lines) == paid


def test_distance_training_has_none(real: References) -> None:
    request = AllowanceRequest(2, 3, "paris", AFTER, remote=True, kilometres=90, fiscal_power=5)
    found = compute_allowances(request, real)
    assert found.lines == [] and found.total == 0


@pytest.mark.parametrize(
    "change",
    [
        {"nights": -1},
        {"meals": -1},
        {"free_meals": -1},
        {"nights": 733},
        {"meals": 733},
        {"zone": "lyon"},
        {"kilometres": -5, "fiscal_power": 5},
        {"kilometres": 5},
        {"kilometres": 5, "fiscal_power": 0},
    ],
)
def test_absurd_requests(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        AllowanceRequest(**{"nights": 1, "meals": 1, "zone": "base", "day": AFTER, **change})  # type: ignore[arg-type]


def test_a_year_of_nights_and_two_meals_a_day_is_the_most() -> None:
    most = AllowanceRequest(732, 732, "base", AFTER, free_meals=732)
    assert most.nights == most.meals == 732


def test_before_the_first_known_rate(real: References) -> None:
    with pytest.raises(ReferenceNotFound):
        compute_allowances(AllowanceRequest(1, 0, "base", date(1990, 1, 1)), real)


@given(request=requests)
def test_total_is_the_sum_of_exact_lines(real: References, request: AllowanceRequest) -> None:
    found = compute_allowances(request, real)
    assert found.total == sum(line.amount for line in found.lines)
    for line in found.lines:
        assert all(type(money) is Decimal for money in (line.rate, line.amount, found.total))
        assert line.amount == line.rate * line.quantity and line.quantity > 0
    if not request.remote:
        assert sum(x.quantity for x in found.lines if x.kind == "nuit") == request.nights
        paid = max(0, request.meals - request.free_meals)
        assert sum(x.quantity for x in found.lines if x.kind == "repas") == paid


@given(request=requests)
def test_more_never_pays_less(real: References, request: AllowanceRequest) -> None:
    total = compute_allowances(request, real).total
    for more in (
        replace(request, nights=request.nights + 1),
        replace(request, meals=request.meals + 1),
        replace(request, kilometres=(request.kilometres or 0) + 1),
    ):
        assert compute_allowances(more, real).total >= total
    freer = replace(request, free_meals=request.free_meals + 1)
    assert compute_allowances(freer, real).total <= total
    by_zone = [compute_allowances(replace(request, zone=zone), real).total for zone in ZONES]
    assert by_zone == sorted(by_zone)


def test_overseas_a_night_and_a_meal_have_their_rates(real: References) -> None:
    """Order of 20 September 2023: 120 € and 20 € overseas; the Pacific's are not known here."""
    request = AllowanceRequest(nights=2, meals=3, zone="outre_mer", day=date(2026, 11, 26))
    found = compute_allowances(request, real)
    assert [line.key for line in found.lines] == ["nuit_outre_mer", "repas_outre_mer"]
    assert found.total == Decimal("300.00")
    with pytest.raises(ReferenceNotFound):
        compute_allowances(replace(request, zone="pacifique"), real)


def _stays(*nights: int) -> tuple[Stay, ...]:
    zones: tuple[Zone, ...] = ("paris", "base")
    return tuple(
        Stay(count, zone, AFTER, label)
        for count, zone, label in zip(nights, zones, ("Paris", "Orléans"), strict=True)
    )


def test_nights_in_two_towns_have_each_their_rate(real: References) -> None:
    request = AllowanceRequest(3, 5, "base", AFTER, stays=_stays(1, 2))
    found = compute_allowances(request, real)
    assert [(line.place, line.quantity, line.amount) for line in found.lines] == [
        ("Paris", 1, Decimal("140.00")),
        ("Orléans", 2, Decimal("180.00")),
        ("", 5, Decimal("100.00")),
    ]
    assert found.total == Decimal("420.00")


def test_each_stay_has_its_own_date(real: References) -> None:
    old, new = date(2023, 9, 21), date(2023, 9, 22)
    stays = (Stay(1, "paris", old, "Paris"), Stay(1, "paris", new, "Paris"))
    found = compute_allowances(AllowanceRequest(2, 0, "base", old, stays=stays), real)
    assert [line.rate for line in found.lines] == [Decimal(110), Decimal(140)]


@pytest.mark.parametrize("stays", [_stays(1, 1), _stays(-1, 4), (Stay(3, "lyon", AFTER),)])  # type: ignore[arg-type]
def test_stays_that_do_not_make_the_nights(stays: tuple[Stay, ...]) -> None:
    with pytest.raises(ValueError):
        AllowanceRequest(3, 0, "base", AFTER, stays=stays)


@given(request=requests, cut=st.integers(0, 20))
def test_a_stay_cut_in_two_in_the_same_zone_pays_the_same(
    real: References, request: AllowanceRequest, cut: int
) -> None:
    first = min(cut, request.nights)
    then = request.day + timedelta(days=first)
    stays = (
        Stay(first, request.zone, request.day),
        Stay(request.nights - first, request.zone, then),
    )
    split = compute_allowances(replace(request, stays=stays), real)
    assert split.total == compute_allowances(request, real).total
