"""What an official types where a form asks for one detail: pure readers, kind by kind.

`read` an answer, `caller` a call-back's name, `labelled` details anywhere in a message, `block` a
pasted one; `mended`, `replaced` and `named` for corrections, `for_whom` a letter is;
`plausible` for a value that is already there; `tells_identity` where none is asked.
"""

from datetime import date

from dife.fields.around import bare_answer, calmed, unled
from dife.fields.labels import labelled, tells_identity
from dife.fields.mending import (
    Mended,
    agrees,
    agrees_and,
    agrees_and_wishes,
    asks_how_long,
    beside,
    block,
    by_role,
    mended,
    named,
    openings,
    rather,
    replaced,
    tells_change,
    unread_day,
)
from dife.fields.model import Fault, Kind, Read
from dife.fields.names import name_case
from dife.fields.others import Whom, another_named, before_another, best_left_out, for_whom, own
from dife.fields.places import feminine_nation, gives_no_rights
from dife.fields.reading import caller, perhaps_merci, read
from dife.fields.refusals import unsure
from dife.fields.retold import dictated
from dife.fields.times import only_moment
from dife.fields.told.asked import asked_with
from dife.fields.told.names import sole_name
from dife.fields.told.story import first_person
from dife.fields.words import is_first_name as _known_first
from dife.text import fold

__all__ = [
    "Fault",
    "Kind",
    "Mended",
    "Read",
    "agrees",
    "agrees_and",
    "agrees_and_wishes",
    "asks_how_long",
    "another_named",
    "asked_with",
    "Whom",
    "bare_answer",
    "before_another",
    "best_left_out",
    "beside",
    "block",
    "by_role",
    "calmed",
    "caller",
    "dictated",
    "feminine_nation",
    "first_person",
    "for_whom",
    "gives_no_rights",
    "is_first_name",
    "labelled",
    "mended",
    "name_case",
    "named",
    "only_moment",
    "openings",
    "own",
    "perhaps_merci",
    "plausible",
    "rather",
    "read",
    "replaced",
    "sole_name",
    "tells_change",
    "tells_identity",
    "unled",
    "unread_day",
    "unsure",
]


def is_first_name(text: str) -> bool:
    """Whether every word of a text is a common first name."""
    return _known_first(fold(text))


def plausible(kind: Kind, value: str) -> bool:
    """Whether a value that is kept already would be kept again as it is, without a doubt."""
    found = read(kind, value, date.max)
    return bool(found.value) and not found.doubt and found.value == value
