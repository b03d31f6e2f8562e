"""Messages that ask how much an account of rights holds, or change what was just told of it."""

from __future__ import annotations

import re
from typing import Any, Dict, Sequence

from assistant import clock
from assistant.dialogue import points
from dife import mandates
from dife.text import bare

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


def of_rights(
    held: str, text: str, entities: Sequence[Dict[str, Any]] = (), subject: str = ""
) -> bool:
    """« élu depuis 2020, combien ai-je ? », « ancien conseiller »: the account is worked out, or a
    mandate asked about; « et au 1er décembre ? », « j'ai utilisé 300 » change what was just told.

    `subject`: the point said before.
    """
    plain, today = bare(text), clock.today()
    if mandates.asks_balance(plain, today.year) or former(plain):
        return True
    day = bool(mandates.day_asked(plain, entities, today))
    if day and mandates.asks_on_a_day(plain):
        return True
    if points.about_rights(subject):
        return mandates.changes(plain, day)
    return held != "financement" and mandates.tells_spent(plain)


def of_announced(called: str, text: str) -> bool:
    """« mes droits au 1er décembre, j'aurai combien ? », in the middle of a form, of no mandate."""
    within = called in ("saisie", "rappel_saisie")
    return within and mandates.asks_on_a_day(bare(text)) and not mandates.read(bare(text)).elected


def former(text: str) -> bool:
    """« ancien conseiller, à la retraite »: whether a mandate is still held is not said."""
    return bool(FORMER.search(text) and _RIGHT.search(text) and not _STILL.search(text))
