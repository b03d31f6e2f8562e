"""What a message tells of a letter: a correction of the one just given, or one asked for with the
identity that it needs."""

from __future__ import annotations

import re
from datetime import date

from assistant import clock
from dife import fields
from dife.text import fold

TOGETHER = "courriel_ensemble"
_OPPOSES = re.compile(
    r"\bpas (?!de |d |encore |du tout)\w+ (?:mais )?\w+"
    r"|\w+ (?:et non|pas(?! de\b| d\b| encore\b| du tout\b)) \w+|\bau lieu de\b|\bavec \w+\b"
)


def corrects(text: str, opens: bool, asks: bool, gesture: bool) -> bool:
    """Whether a message corrects the letter just given, asks for one for somebody else, or asks
    how long the identity in it is kept.

    `opens`: it is short and begins as a correction; `asks`: it has the words of a question;
    `gesture`: read alone it is one, such as « impeccable ».
    """
    if fields.asks_how_long(text):
        return True
    if "?" in text or asks:
        return False
    if fields.tells_change(text) or fields.for_whom(text, date.max):
        return True
    if not gesture and fields.sole_name(text, clock.today()):
        return True  # « Lefebvre »: which line it is of is asked
    told = fields.named(text) or fields.labelled(text, date.max) or _OPPOSES.search(fold(text))
    return bool(opens and told)


def asks_with_identity(text: str) -> bool:
    """« faites-moi le courriel, je suis Paul Martin, né le 3/4/1960 à Gien »: it begins with that,
    whatever else the message sounds like."""
    return bool(fields.asked_with(text, clock.today()))
