"""Who pays what."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.store import References
from dife.funding import compute_funding

DAY = date(2026, 11, 23)
money = st.decimals(0, 20_000, places=2)


@pytest.mark.parametrize(
    ("fees", "balance", "covered", "gap", "maximum", "share", "own", "contested"),
    [
        (900, 400, 400, 500, 675, 500, 0, False),
        (2000, 400, 400, 1600, 1500, 1500, 100, True),
        (1600, 400, 400, 1200, 1200, 1200, 0, False),
        ("1600.04", 400, 400, "1200.04", "1200.03", "1200.03", "0.01", True),
        (300, 800, 300, 0, 225, 0, 0, False),
        (400, 400, 400, 0, 300, 0, 0, False),
        (500, 0, 0, 500, 375, 375, 125, True),
        ("0.01", 0, 0, "0.01", 0, 0, "0.01", True),
    ],
)
def test_examples(
    real: References,
    fees: object,
    balance: object,
    covered: object,
    gap: object,
    maximum: object,
    share: object,
    own: object,
    contested: bool,
) -> None:
    found = compute_funding(Decimal(str(fees)), Decimal(str(balance)), real, DAY)
    sums = (found.covered, found.gap, found.collectivite_maximum)
    assert sums == tuple(Decimal(str(x)) for x in (covered, gap, maximum))
    assert (found.collectivite_share, found.own_share) == (Decimal(str(share)), Decimal(str(own)))
    assert found.contested is contested


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
    assert poorer.contested or not richer.contested
