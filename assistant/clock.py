"""The only clock of the assistant: the day it is in Paris."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistant import settings

PARIS = ZoneInfo("Europe/Paris")


def today() -> date:
    """Today in Europe/Paris, or the day that the settings impose (tests, demonstrations)."""
    forced = settings.current().today
    return date.fromisoformat(forced) if forced else datetime.now(PARIS).date()
