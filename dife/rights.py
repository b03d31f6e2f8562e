"""The yearly credit of the DIFE and the balance over time (arrêté of 12 July 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Told:
    """What a message tells of an account: the year of the election, what was spent, and when."""

    year: int
    departmental: bool = False
    spent: Decimal | None = None  # None where nothing is said of it
    spent_in: int | None = None


@dataclass(frozen=True)
class Estimate:
    """Between what the account would be, the credits that made it, the day of the last yearly one,
    and the year of the last general election."""

    least: Decimal
    most: Decimal
    credits: tuple[CreditLine, ...]
    last_credit: date
    last_election: int


_ELECTED = re.compile(
    r"\b(?:re)?(?:elue?s?|maire|adjointe?|conseillere?|mandat|siege)\b[^.;?!\d]{0,40}?"
    r"\b(?:depuis|en|des)\b (?:l'annee )?(?:mars |mai |juin |juillet |debut )?(?P<y>20[012]\d)\b"
)
_ASKED = re.compile(
    r"\bcombien\b|\bquel(?:le)? (?:est |sont )?(?:\w+ )?(?:solde|somme|montant|credit|droits?)\b"
    r"|\b(?:mon|son|leur) (?:solde|credit)\b|\bdroit a (?:combien|quoi)\b"
)
_OF_ACCOUNT = re.compile(r"\b(?:compte|solde|droits?|dife|dif|credits?|cagnotte|euros|disposer?)\b")
_USED = r"(?:utilise|depense|consomme|pris|debite|sorti)"
_NOTHING_USED = re.compile(
    rf"\brien (?:encore |du tout )?{_USED}|\b(?:jamais|pas)(?: \w+)? {_USED}|\bsans (?:rien|jamais)"
    r"|\bpas (?:encore )?touche\b|\bn'y ai pas touche\b"
)
_SPENT = re.compile(
    rf"\b{_USED}e?s? (?:deja |environ |pour )?(?P<a>\d{{1,4}})\b ?(?:€|euros?)?"
    r"(?:[^.;?!\d]{0,20}\ben (?:\w+ )?(?P<y>20[12]\d)\b)?"
)
_SPENT_ALONE = re.compile(
    rf"\W*(?:et |mais |pardon |en fait |non )*(?:si )?(?:j'avais|j'ai|il a|elle a|on a|nous avons)"
    rf" (?:deja )?{_USED}.{{0,40}}"
)
FORMER = re.compile(
    r"\b(?:je suis|etant|en tant qu')\b[^.;?!]{0,15}\b(?:ancien(?:ne)?|ex)[ -]"
    r"(?:conseill\w+|maire|adjointe?|elue?|president\w*|delegue\w*)\b"
)
_STILL = re.compile(
    r"\b(?:toujours|encore|aujourd'hui|actuel\w*|reelu\w*|devenu\w*|battu\w*|demission\w*|dissou\w*"
    r"|mandat en cours)\b(?! (?:droit|le droit|possible|quelque|un droit|utiliser|me|des|du))"
    r"|\bet (?:maintenant )?(?:conseill\w+|adjointe?|maire)\b"
)
_RIGHT = re.compile(r"\b(?:droits?|dife|dif|formations?|quelque chose|retrait\w*|compte)\b")


def told(text: str) -> Told | None:
    """What a bare text tells of an account whose balance it asks; None where it asks none."""
    found = _ELECTED.search(text)
    if not found or not _ASKED.search(text) or not _OF_ACCOUNT.search(text):
        return None
    said = Told(int(found["y"]), bool(re.search(r"\b(?:departement|region)\w*", text)))
    return with_spent(said, text)


def with_spent(said: Told, text: str) -> Told:
    """The same, with what a bare text says to be spent."""
    if found := _SPENT.search(text):
        year = int(found["y"]) if found["y"] else None
        return replace(said, spent=Decimal(found["a"]), spent_in=year)
    return replace(said, spent=_ZERO) if _NOTHING_USED.search(text) else said


def tells_spent(text: str) -> bool:
    """« j'ai déjà utilisé 300 »: nothing else is said."""
    return bool(_SPENT_ALONE.fullmatch(text) and _SPENT.search(text))


def former(text: str) -> bool:
    """« ancien conseiller, à la retraite »: whether a mandate is still held is not said."""
    return bool(FORMER.search(text) and _RIGHT.search(text) and not _STILL.search(text))


def estimate(said: Told, today: date, refs: Facts) -> Estimate | None:
    """What the account would be; None where the day of its credits is not known, or where less was
    credited than spent.

    A term begins with a dated first credit. Before the first amount in euros the account was in
    hours; whatever they were worth, the cap of 2022 is above what is left of them.
    """
    key = "date_credit_departemental" if said.departmental else "date_credit_municipal"
    terms = [date.fromisoformat(str(row.valeur)).year for row in refs.reference(key).valeurs]
    in_euros = refs.reference("credit_annuel").valeurs[0].du
    first = in_euros.year if in_euros else min(terms)
    if said.year >= first and said.year not in terms or said.year > today.year:
        return None
    start = _anniversary(refs.day(key, today), max(said.year, first))
    if start > today:
        return None
    lines = balance_over_time(start, today, refs)
    last = next(line.day for line in reversed(lines) if line.kind == "credit")
    spent = said.spent or _ZERO
    days = [today, last - timedelta(days=1)]
    if said.spent_in:
        days = [min(date(said.spent_in, 12, 31), today)]
    balances = []
    for day in days:
        try:
            made = balance_over_time(start, today, refs, [(day, spent)] if spent else ())
        except ValueError:
            continue
        balances.append(made[-1].balance)
    if not balances:
        return None
    given = tuple(line for line in lines if line.amount and line.kind != "depense")
    election = max(year for year in terms if year <= today.year)
    return Estimate(min(balances), max(balances), given, last, election)
