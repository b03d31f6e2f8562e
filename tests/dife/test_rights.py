"""Yearly credits under the cap, with the examples of Mon Compte Formation."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.store import References
from dife.rights import balance_over_time, credit, first_credit_day, next_credit

money = st.decimals(0, 5000, places=2)


@pytest.mark.parametrize(
    ("balance", "annual", "cap", "given_"),
    [
        (0, 400, 800, 400),
        (400, 400, 700, 300),
        (500, 400, 800, 300),
        (800, 400, 800, 0),
        (900, 400, 800, 0),
        (600, 600, 1200, 600),
    ],
)
def test_credit(balance: int, annual: int, cap: int, given_: int) -> None:
    assert credit(Decimal(balance), Decimal(annual), Decimal(cap)) == given_


@pytest.mark.parametrize(
    ("first_round", "day"),
    [
        (date(2020, 3, 15), date(2020, 3, 30)),
        (date(2021, 6, 20), date(2021, 7, 5)),
        (date(2026, 3, 15), date(2026, 3, 30)),
        (date(2026, 3, 16), date(2026, 4, 6)),
    ],
)
def test_first_credit_day(first_round: date, day: date) -> None:
    assert first_credit_day(first_round) == day


@pytest.mark.parametrize(
    ("today", "day", "amount"),
    [
        (date(2026, 3, 29), date(2026, 3, 30), 400),
        (date(2026, 3, 30), date(2027, 3, 30), 600),
        (date(2026, 11, 23), date(2027, 3, 30), 600),
        (date(2027, 3, 29), date(2027, 3, 30), 600),
        (date(2025, 5, 1), date(2026, 3, 30), 400),
        (date(2030, 12, 31), date(2031, 3, 30), 600),
    ],
)
def test_next_credit(small: References, today: date, day: date, amount: int) -> None:
    found, row = next_credit(date(2026, 3, 30), today, small)
    assert (found, row.valeur) == (day, amount)


def test_elected_in_2020_nothing_spent(real: References) -> None:
    lines = balance_over_time(date(2020, 3, 30), date(2021, 12, 31), real)
    assert [line.balance for line in lines] == [300, 700]


def test_elected_in_2021_500_spent_in_2022(real: References) -> None:
    spent = [(date(2022, 9, 1), Decimal(500))]
    lines = balance_over_time(date(2021, 7, 5), date(2023, 12, 31), real, spent)
    assert [(line.kind, line.amount, line.balance) for line in lines] == [
        ("credit", 400, 400),
        ("credit", 300, 700),
        ("depense", 500, 200),
        ("credit", 400, 600),
    ]
    assert [line.lost for line in lines] == [0, 100, 0, 0]
    assert lines[2].row is None and lines[3].row is not None


def test_the_exceptional_complement(small: References) -> None:
    lines = balance_over_time(date(2026, 3, 30), date(2027, 3, 30), small)
    assert [(line.day, line.kind, line.balance) for line in lines] == [
        (date(2026, 3, 30), "credit", 400),
        (date(2026, 12, 1), "complement", 600),
        (date(2027, 3, 30), "credit", 1200),
    ]


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(400)])
def test_all_of_a_credit_may_be_spent_on_its_day(small: References, amount: Decimal) -> None:
    day = date(2026, 3, 30)
    lines = balance_over_time(day, day, small, spent=[(day, amount)])
    assert [line.balance for line in lines] == [400, 400 - amount]


def test_no_complement_for_those_credited_first_on_its_day(small: References) -> None:
    lines = balance_over_time(date(2026, 12, 1), date(2026, 12, 31), small)
    assert [(line.kind, line.balance) for line in lines] == [("credit", 600)]


def test_no_complement_for_those_who_come_after(small: References) -> None:
    lines = balance_over_time(date(2027, 1, 4), date(2027, 12, 31), small)
    assert [(line.kind, line.balance) for line in lines] == [("credit", 600)]


def test_until_is_included_and_nothing_comes_before(small: References) -> None:
    assert balance_over_time(date(2026, 3, 30), date(2026, 3, 29), small) == []
    assert len(balance_over_time(date(2026, 3, 30), date(2026, 3, 30), small)) == 1


def test_opening_balance(small: References) -> None:
    (line,) = balance_over_time(
        date(2026, 3, 30), date(2026, 4, 1), small, opening=Decimal("650.50")
    )
    assert (line.amount, line.lost, line.balance) == (
        Decimal("149.50"),
        Decimal("250.50"),
        Decimal("800.00"),
    )


def test_born_on_29_february(small: References) -> None:
    lines = balance_over_time(date(2024, 2, 29), date(2025, 3, 1), small)
    assert [line.day for line in lines] == [date(2024, 2, 29), date(2025, 2, 28)]


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2026, 4, 1), 401), (date(2026, 4, 1), -1), (date(2026, 3, 1), 10)]
)
def test_impossible_spendings(small: References, day: date, amount: int) -> None:
    with pytest.raises(ValueError):
        balance_over_time(
            date(2026, 3, 30), date(2026, 6, 1), small, spent=[(day, Decimal(amount))]
        )


def test_an_opening_balance_is_not_spent_before_the_first_credit(small: References) -> None:
    spent = [(date(2026, 3, 29), Decimal(10))]
    with pytest.raises(ValueError):
        balance_over_time(
            date(2026, 3, 30), date(2026, 6, 1), small, spent=spent, opening=Decimal(100)
        )


@given(balance=money, annual=money, cap=money)
def test_credit_never_exceeds_cap_or_annual(
    balance: Decimal, annual: Decimal, cap: Decimal
) -> None:
    amount = credit(balance, annual, cap)
    assert type(amount) is Decimal and 0 <= amount <= annual
    assert balance + amount <= max(cap, balance)


@given(
    first=st.dates(date(2021, 1, 1), date(2026, 6, 1)),
    until=st.dates(date(2021, 1, 1), date(2032, 1, 1)),
    opening=money,
)
def test_movements_add_up(real: References, first: date, until: date, opening: Decimal) -> None:
    balance = opening
    for line in balance_over_time(first, until, real, opening=opening):
        assert line.balance == balance + line.amount
        assert line.balance <= max(real.amount("plafond_compte", line.day), balance)
        assert line.row is not None and line.row.holds(line.day) and line.day <= until
        assert line.amount + line.lost == line.row.valeur
        balance = line.balance
