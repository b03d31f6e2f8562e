"""« Rappelez-moi »: a request kept for the staff, and changed or cancelled while it waits."""

from actions.rappel.form import SLOTS, ValidateRappel
from actions.rappel.keeping import EnregistrerRappel, corrected

__all__ = ["SLOTS", "EnregistrerRappel", "ValidateRappel", "corrected"]
