"""Who pays the fees of a training: the DIFE, the collectivité, the official."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from dife.facts.model import Facts
from dife.wording import CENT, cents


@dataclass(frozen=True)
class Funding:
    """The split, in euros: fees = covered + collectivite_share + own_share.

    `below_minimum` when the DIFE bears less than its minimum share of the fees: the collectivité
    may then not complete. `largest_fees` are the highest that it may complete with this balance.
    `collectivite_share` is the most that it may pay, or what it offers where that is less.
    """

    fees: Decimal
    balance: Decimal
    covered: Decimal
    gap: Decimal
    collectivite_maximum: Decimal
    collectivite_share: Decimal
    own_share: Decimal
    below_minimum: bool
    largest_fees: Decimal


def compute_funding(
    fees: Decimal, balance: Decimal, refs: Facts, on: date, offered: Decimal | None = None
) -> Funding:
    """The split of the fees, in euros, by the shares in force on a day.

    `offered` is what the collectivité says that it will pay; None where it has said nothing.
    ValueError unless fees > 0, balance ≥ 0 and offered ≥ 0, TypeError for anything but Decimal.
    Source: code général des collectivités territoriales, articles L2123-12 and D1621-15.
    """
    fees, balance = cents(fees), cents(balance)
    if fees <= 0 or balance < 0:
        raise ValueError("fees must be positive and the balance not negative")
    if offered is not None and cents(offered) < 0:
        raise ValueError("an offer is not negative")
    covered = min(fees, balance)
    gap = fees - covered
    minimum = refs.amount("part_dife_minimale", on)
    below = covered < fees * minimum / 100
    maximum = fees * refs.amount("part_collectivite_maximale", on) / 100
    maximum = Decimal("0.00") if below else maximum.quantize(CENT, ROUND_DOWN)
    share = min(gap, maximum) if offered is None else min(gap, maximum, cents(offered))
    return Funding(
        fees=fees,
        balance=balance,
        covered=covered,
        gap=gap,
        collectivite_maximum=maximum,
        collectivite_share=share,
        own_share=gap - share,
        below_minimum=below,
        largest_fees=(balance * 100 / minimum).quantize(CENT, ROUND_DOWN),
    )
