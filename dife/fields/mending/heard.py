"""Whether a message sounds like a correction, whatever is held, and of which line."""

from __future__ import annotations

import re

from dife.fields.mending.days import mended_day, part_of
from dife.fields.mending.lines import change_in, declined
from dife.fields.mending.roles import by_role
from dife.fields.mending.several import ANY_DAY, LONGEST, clauses
from dife.fields.model import Kind
from dife.fields.others import about_another
from dife.fields.reading import read
from dife.letter_fields import one_line
from dife.said.numbers import in_figures
from dife.text import fold

_TWO_NAMES: dict[Kind, str] = {"nom": "a", "nom_usage": "b"}  # « j'ai inversé » exchanges two


def tells_change(text: str) -> bool:
    """Whether a message sounds like a correction of a letter, whatever is held."""
    if text.rstrip().endswith("?") or len(text) > LONGEST or about_another(text):
        return False
    told = by_role(text, _TWO_NAMES)
    if len(told.names) > 1 or told.names and not told.rest:
        return True
    for clause in clauses(one_line(text)):
        said = change_in(clause)
        figures = any(map(str.isdigit, in_figures(fold(said.new))))
        if declined(clause) or said.kind == "date_naissance" and figures:
            return True
        if said.kind and said.new and (said.bound or said.way or said.new[0].isupper()):
            if _readable(said.kind, said.new):
                return True
        elif (
            said.old
            and said.new
            and _a_detail(said.old)
            and _a_detail(said.new)
            or said.way == "drop"
            and said.kind
        ):
            return True
        if said.way in ("add", "drop", "only") and said.new[:1].isupper():
            return True
    return False


_KEEPING = re.compile(r"\b(?:minutes?|demi heure|effac\w+|gard\w+|conserv\w+|oubli(?:er|ez))\b")
_ASKS = re.compile(
    r"(?:et |mais |alors |ah bon |donc )*"
    r"(?:pourquoi|combien|quand|comment|jusqu|est ce|c est|vous)\b"
)
_OF_OTHERS = re.compile(  # « combien de temps garder les factures ? »
    r"\b(?:mandats?|formations?|droits?|factures?|comptes?|conventions?|pieces?|papiers?|copies?"
    r"|credits?|courriels?|mails?|trajets?|retard|cours|reponse)\b"
)
_QUESTION = 12  # words


def asks_how_long(text: str) -> bool:
    """Whether a message after a letter asks how long the identity is kept, or why: « pourquoi 30
    minutes ? », « vous l'effacez quand ? »."""
    folded = fold(text)
    asks = text.rstrip().endswith("?") or _ASKS.match(folded)
    about = _KEEPING.search(folded) and not _OF_OTHERS.search(folded)
    return bool(asks and about) and len(folded.split()) <= _QUESTION


def unread_day(text: str, held: str) -> bool:
    """Whether a message tells, of the day of birth that is held, what cannot be read: « né le
    trente-deux avril »."""
    said = (change_in(clause) for clause in clauses(one_line(text)[:LONGEST]))
    days = [each.new for each in said if each.kind == "date_naissance" and each.new]
    figures = (day for day in days if any(map(str.isdigit, in_figures(fold(day)))))
    return any(not mended_day(day, held) for day in figures)


def _readable(kind: Kind, value: str) -> bool:
    """« la mairie est d'accord » names no commune."""
    if kind == "date_naissance":
        return bool(part_of(value) or read(kind, value, ANY_DAY).value)
    return bool(read(kind, value, ANY_DAY).value)


def _a_detail(value: str) -> bool:
    """A part of a date, a name or a mandate: no sum, nothing that is told."""
    office = read("mandat", value, ANY_DAY)
    sure = bool(office.value) and not office.doubt
    return bool(part_of(value)) or sure or bool(read("nom", value, ANY_DAY).value)
