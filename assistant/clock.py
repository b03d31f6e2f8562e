"""The only clock of the assistant: the day it is in Paris."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

VARIABLE = "DIFE_AUJOURDHUI"


def today() -> date:
    """Return today in Europe/Paris, or the ISO day in ``DIFE_AUJOURDHUI`` (tests).

    Raises ValueError, in French, when the variable is set and is not a day.
    """
    forced = os.environ.get(VARIABLE, "").strip()
    if not forced:
        return datetime.now(ZoneInfo("Europe/Paris")).date()
    try:
        return date.fromisoformat(forced)
    except ValueError:
        message = f"{VARIABLE} vaut « {forced} » : écrivez une date AAAA-MM-JJ, ou videz-la."
        raise ValueError(message) from None
