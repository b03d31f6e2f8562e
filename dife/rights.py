"""The yearly credit of the DIFE and the balance over time (arrêté of 12 July 2021)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from dife.facts.model import Facts, ReferenceNotFound, Statut, Valeur
from dife.mandates import Spending, Told
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
    announced: bool = True,
) -> list[CreditLine]:
    """The movements of an account from its first credit to a day, both included, in order.

    A credit falls on each anniversary, the exceptional complement on the first day of its
    reference, both before a spending of the same day. `opening` is the balance before them.
    Where `announced` is False, what is merely announced is left out.
    ValueError for a spending that is negative, above the balance or before the first credit.
    """
    in_force = refs.value if announced else refs.sure
    events: list[tuple[date, int, Decimal, Valeur | None]] = []
    for year in range(first_credit.year, until.year + 1):
        day = _anniversary(first_credit, year)
        row = in_force("credit_annuel", day)
        events.append((day, 0, _euros(row), row))
    top_up = refs.reference("complement_exceptionnel").valeurs[0]
    counted = announced or top_up.statut is not Statut.ANNONCE
    if counted and top_up.du and first_credit < top_up.du:
        events.append((top_up.du, 1, _euros(top_up), top_up))
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
            given = credit(balance, amount, _euros(in_force("plafond_compte", day)))
            lost, amount = cents(amount) - given, given
            balance += given
        lines.append(CreditLine(day, _KINDS[order], amount, lost, balance, applied))
    return lines


def _euros(row: Valeur) -> Decimal:
    if not isinstance(row.valeur, Decimal):
        raise ReferenceNotFound(f"« {row.valeur} » n'est pas un nombre")
    return row.valeur


def _anniversary(day: date, year: int) -> date:
    """The same day of another year; 28 February for 29 February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@dataclass(frozen=True)
class Account:
    """What an account would hold, and the movements that make it, those of nothing apart."""

    balance: Decimal
    lines: tuple[CreditLine, ...]


@dataclass(frozen=True)
class Estimate:
    """An account between `least` and `most`, according to the days of what was spent.

    `since`: the year of the first election, None where it is not told · `again`: the official was
    elected once more, in `last_election` at the latest · `renewed`: what would be left if that
    election wiped the account out.
    """

    least: Account
    most: Account
    since: int | None
    again: bool
    last_election: int
    renewed: Decimal


def estimate(said: Told, day: date, refs: Facts, announced: bool = False) -> Estimate | None:
    """What the account would be on a day; None where the day of its credits is not known, or where
    less was credited than spent.

    What is merely announced counts where `announced` is True. A term begins with a dated first
    credit. Before the first amount in euros the account was in hours; whatever they were worth, the
    cap of 2022 is above what is left of them.
    """
    key = "date_credit_departemental" if said.departmental else "date_credit_municipal"
    terms = [date.fromisoformat(str(row.valeur)).year for row in refs.reference(key).valeurs]
    in_euros = refs.reference("credit_annuel").valeurs[0].du
    first = in_euros.year if in_euros else min(terms)
    held = [year for year in terms if year <= day.year]
    if not held or said.partial or (said.year or 0) > day.year:
        return None
    since = said.year
    if since is None:  # re-elected: the term before, at the latest
        since = max((year for year in held if year < (said.again_in or held[-1])), default=first)
    if since >= first and since not in terms:
        return None
    start = _anniversary(refs.day(key, day), max(since, first))
    made = _accounts(start, day, refs, said.spent or (), announced)
    if start > day or not made:
        return None
    renewed = _anniversary(start, max(start.year, held[-1]))
    credited = balance_over_time(renewed, day, refs, announced=announced)
    kept = [each.amount for each in said.spent or () if (each.year or renewed.year) >= renewed.year]
    left = (credited[-1].balance if credited else _ZERO) - sum(kept, _ZERO)
    return Estimate(
        least=min(made, key=lambda account: account.balance),
        most=max(made, key=lambda account: account.balance),
        since=said.year,
        again=said.again or held[-1] > since,
        last_election=held[-1],
        renewed=max(left, _ZERO),
    )


def _accounts(
    start: date, day: date, refs: Facts, spent: Iterable[Spending], announced: bool
) -> list[Account]:
    """The account for each of the days on which the spendings may have been made: before or after
    the credit of their year, or of any year where none is said. Those that it cannot bear are left
    out."""
    made: list[list[tuple[date, Decimal]]] = [[]]
    for each in spent:
        years = [each.year] if each.year else range(day.year, start.year - 1, -1)
        moments = [min(moment, day) for year in years for moment in _around(start, year)]
        days = {_credits_by(start, moment): moment for moment in moments}.values()
        made = [[*before, (moment, each.amount)] for before in made for moment in days]
    found = []
    for spendings in made:
        try:
            lines = balance_over_time(start, day, refs, spendings, announced=announced)
        except ValueError:
            continue
        moved = tuple(line for line in lines if line.amount)
        found.append(Account(lines[-1].balance if lines else _ZERO, moved))
    return found


def _around(first_credit: date, year: int) -> tuple[date, date]:
    """The last day of a year, and the day before its credit."""
    return date(year, 12, 31), _anniversary(first_credit, year) - timedelta(days=1)


def _credits_by(first_credit: date, day: date) -> int:
    """The yearly credits that came by a day: of two days with as many, either may be taken."""
    return day.year - first_credit.year + (day >= _anniversary(first_credit, day.year))
