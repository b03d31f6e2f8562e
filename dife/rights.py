"""The yearly credit of the DIFE and the balance over time (arrêté of 12 July 2021)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from dife.facts.model import Facts, Valeur
from dife.wording import cents

_ZERO = Decimal("0.00")
Kind = Literal["credit", "complement", "depense"]
_KINDS: tuple[Kind, ...] = ("credit", "complement", "depense")


@dataclass(frozen=True)
class CreditLine:
    """A movement of the account: `amount` credited or spent, what the cap made `lost`, `balance`.

    `row` is the dated amount applied, None for a spending.
    """

    day: date
    kind: Kind
    amount: Decimal
    lost: Decimal
    balance: Decimal
    row: Valeur | None


def credit(balance: Decimal, annual: Decimal, cap: Decimal) -> Decimal:
    """min(annual, cap − balance), never negative: what exceeds the cap is lost."""
    return max(_ZERO, cents(min(annual, cap - balance)))


def first_credit_day(first_round: date) -> date:
    """The third Monday after the first round of the election (CGCT R2123-22-1-B)."""
    return first_round + timedelta(days=21 - first_round.weekday())


def next_credit(first_credit: date, today: date, refs: Facts) -> tuple[date, Valeur]:
    """The first yearly credit after a day, and the amount of that day, before the cap."""
    day = max(first_credit, _anniversary(first_credit, today.year))
    if day <= today:
        day = _anniversary(first_credit, today.year + 1)
    return day, refs.value("credit_annuel", day)


def balance_over_time(
    first_credit: date,
    until: date,
    refs: Facts,
    spent: Iterable[tuple[date, Decimal]] = (),
    opening: Decimal = _ZERO,
) -> list[CreditLine]:
    """The movements of an account from its first credit to a day, both included, in order.

    A credit falls on each anniversary, the exceptional complement on the first day of its
    reference, both before a spending of the same day. `opening` is the balance before them.
    ValueError for a spending that is negative, above the balance or before the first credit.
    """
    events: list[tuple[date, int, Decimal, Valeur | None]] = []
    for year in range(first_credit.year, until.year + 1):
        day = _anniversary(first_credit, year)
        row = refs.value("credit_annuel", day)
        events.append((day, 0, refs.amount("credit_annuel", day), row))
    top_up = refs.reference("complement_exceptionnel").valeurs[0]
    if top_up.du and first_credit < top_up.du:
        events.append((top_up.du, 1, refs.amount("complement_exceptionnel", top_up.du), top_up))
    events += [(day, 2, cents(amount), None) for day, amount in spent]

    balance = cents(opening)
    lines: list[CreditLine] = []
    for day, order, amount, applied in sorted(events, key=lambda event: event[:2]):
        if day > until:
            break
        lost = _ZERO
        if order == 2:
            if not _ZERO <= amount <= balance or day < first_credit:
                raise ValueError(f"cannot spend {amount} on {day} with {balance}")
            balance -= amount
        else:
            given = credit(balance, amount, refs.amount("plafond_compte", day))
            lost, amount = cents(amount) - given, given
            balance += given
        lines.append(CreditLine(day, _KINDS[order], amount, lost, balance, applied))
    return lines


def _anniversary(day: date, year: int) -> date:
    """The same day of another year; 28 February for 29 February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
