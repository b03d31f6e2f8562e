"""Who pays what."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.store import References
from dife.funding import compute_funding
from tests.support.vectors import vectors

DAY = date(2026, 11, 23)
money = st.decimals(0, 20_000, places=2)


@vectors("financement.yml", "partages")
def test_examples(real: References, case: dict[str, Decimal]) -> None:
    found = compute_funding(case["prix"], case["solde"], real, DAY)
    assert (found.covered, found.gap) == (case["dife"], case["reste"])
    assert found.collectivite_maximum == case["plafond"]
    assert (found.collectivite_share, found.own_share) == (case["collectivite"], case["elu"])
    assert found.below_minimum is case["sous_le_quart"]
    assert found.largest_fees == case["prix_maximal"]


@pytest.mark.parametrize(("fees", "balance"), [(0, 400), (-1, 400), (900, -1)])
def test_absurd_sums(real: References, fees: int, balance: int) -> None:
    with pytest.raises(ValueError):
        compute_funding(Decimal(fees), Decimal(balance), real, DAY)


@pytest.mark.parametrize(("fees", "balance"), [(900.0, Decimal(4)), (Decimal(900), 400)])
def test_money_is_never_float(real: References, fees: object, balance: object) -> None:
    with pytest.raises(TypeError):
        compute_funding(fees, balance, real, DAY)  # type: ignore[arg-type]


@given(fees=money.filter(bool), balance=money)
def test_the_split_is_whole(real: References, fees: Decimal, balance: Decimal) -> None:
    found = compute_funding(fees, balance, real, DAY)
    parts = (found.covered, found.collectivite_share, found.own_share)
    assert sum(parts) == found.fees and min(parts) >= 0
    assert all(type(part) is Decimal and part == round(part, 2) for part in parts)
    assert found.gap == found.fees - found.covered
    assert found.covered <= balance
    assert found.collectivite_share <= found.collectivite_maximum <= found.fees * 3 / 4


@given(fees=money.filter(bool), balance=money, more=money)
def test_more_balance_never_costs_more(
    real: References, fees: Decimal, balance: Decimal, more: Decimal
) -> None:
    poorer = compute_funding(fees, balance, real, DAY)
    richer = compute_funding(fees, balance + more, real, DAY)
    assert richer.own_share <= poorer.own_share
    assert richer.covered >= poorer.covered
    assert poorer.below_minimum or not richer.below_minimum


@given(fees=money.filter(bool), balance=money)
def test_below_the_quarter_the_collectivite_pays_nothing(
    real: References, fees: Decimal, balance: Decimal
) -> None:
    found = compute_funding(fees, balance, real, DAY)
    assert found.below_minimum is (found.covered * 4 < fees)
    assert found.below_minimum is (fees > found.largest_fees)
    if found.below_minimum:
        assert (found.collectivite_share, found.own_share) == (0, found.gap)
    else:
        assert found.own_share == 0
    if found.largest_fees:
        assert not compute_funding(found.largest_fees, balance, real, DAY).below_minimum


@pytest.mark.parametrize(
    ("fees", "balance", "offered", "theirs", "mine"),
    [
        (1200, 500, 300, 300, 400),
        (1200, 500, 900, 700, 0),
        (1200, 500, 0, 0, 700),
        (2000, 400, 300, 0, 1600),  # below the quarter: it may not complete at all
    ],
)
def test_what_the_collectivite_offers_is_taken_off(
    real: References, fees: int, balance: int, offered: int, theirs: int, mine: int
) -> None:
    found = compute_funding(Decimal(fees), Decimal(balance), real, DAY, Decimal(offered))
    assert (found.collectivite_share, found.own_share) == (theirs, mine)


@given(fees=money.filter(bool), balance=money, offered=money)
def test_an_offer_never_gives_more_than_may_be_paid(
    real: References, fees: Decimal, balance: Decimal, offered: Decimal
) -> None:
    most = compute_funding(fees, balance, real, DAY)
    found = compute_funding(fees, balance, real, DAY, offered)
    assert found.collectivite_share == min(most.collectivite_share, offered)
    assert found.covered + found.collectivite_share + found.own_share == found.fees


def test_an_offer_below_zero(real: References) -> None:
    with pytest.raises(ValueError):
        compute_funding(Decimal(900), Decimal(400), real, DAY, Decimal(-1))
