"""What can be asked for, and what a reader makes of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dife.letter_fields import Kind as Kind

Fault = Literal[
    "",
    "vide",  # nothing, punctuation or a drawing
    "attente",  # « attendez »
    "question",
    "choix",  # « oui », « non », « le premier », « passer » where something is needed
    "commande",  # « retour », « annulez »
    "ignorance",  # « je ne sais pas »
    "refus",  # « je ne veux pas le dire »
    "politesse",  # « bonjour », « merci »
    "phrase",  # something else is told
    "nombre",  # a number alone
    "adresse",  # an e-mail address, a website
    "autre_nature",  # a detail of another kind, see `Read.others`; words of another subject
    "date",  # not a whole, real date
    "avenir",
    "ancienne",
    "long",
]
LONGEST, LONGEST_STORY = 200, 2000  # as FieldRule has them
EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class Read:
    """One of `value`, `fault` and `skipped`; `doubt` goes with a value only.

    `others`: details of other kinds that the same message tells, cleaned; they come with a fault
    too (« né le 12 mars 1955 » is no name).
    """

    value: str = ""
    doubt: bool = False
    fault: Fault = ""
    skipped: bool = False
    others: Mapping[Kind, str] = field(default_factory=dict)


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as a text."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Birth:
    """A day in ``text[start:end]``, « 12 mars 1955 » or why it is none."""

    start: int
    end: int
    value: str
    doubt: bool
    fault: Fault
