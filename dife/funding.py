"""Who pays the fees of a training: the DIFE, the collectivité, the official (CGCT L2123-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from dife.facts.model import Facts
from dife.wording import CENT, cents


@dataclass(frozen=True)
class Funding:
    """The split, in euros: fees = covered + collectivite_share + own_share.

    `contested` when the DIFE bears less than its minimum part of the fees: the guide and the law
    then read differently, and the split is the guide's.
    """

    fees: Decimal
    balance: Decimal
    covered: Decimal
    gap: Decimal
    collectivite_maximum: Decimal
    collectivite_share: Decimal
    own_share: Decimal
    contested: bool


def compute_funding(fees: Decimal, balance: Decimal, refs: Facts, on: date) -> Funding:
    """The split of the fees by the rates in force; ValueError unless fees > 0 and balance ≥ 0."""
    fees, balance = cents(fees), cents(balance)
    if fees <= 0 or balance < 0:
        raise ValueError("fees must be positive and the balance not negative")
    covered = min(fees, balance)
    gap = fees - covered
    maximum = _part("part_collectivite_maximale", fees, refs, on).quantize(CENT, ROUND_DOWN)
    share = min(gap, maximum)
    return Funding(
        fees=fees,
        balance=balance,
        covered=covered,
        gap=gap,
        collectivite_maximum=maximum,
        collectivite_share=share,
        own_share=gap - share,
        contested=covered < _part("part_dife_minimale", fees, refs, on),
    )


def _part(key: str, fees: Decimal, refs: Facts, on: date) -> Decimal:
    return fees * refs.amount(key, on) / 100
