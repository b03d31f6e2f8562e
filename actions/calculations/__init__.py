"""The three calculations: travel allowances, funding, deadline."""

from __future__ import annotations

from actions.base import Turn
from actions.calculations.allowances import AllowancesForm
from actions.calculations.base import Calculation
from actions.calculations.deadline import DeadlineForm
from actions.calculations.funding import FundingForm
from actions.forms import conduct

__all__ = ["CALCULATIONS", "Calculation", "called_for"]

CALCULATIONS: dict[str, Calculation] = {
    calculation.key: calculation
    for calculation in (AllowancesForm(), FundingForm(), DeadlineForm())
}

conduct.CALCULATIONS[:] = CALCULATIONS.values()  # asked in the middle of a form


def called_for(turn: Turn, partly: bool = False) -> Calculation | None:
    """The calculation that bare values ask for: all that it needs, or `partly` some."""
    asked = (each for each in CALCULATIONS.values() if each.called_for(turn, partly))
    return next(asked, None)
