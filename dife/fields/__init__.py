"""What an official types where a form asks for one detail: pure readers, kind by kind.

`read` an answer, `caller` a call-back's name, `labelled` details anywhere in a message; `replaced`
and `named` for corrections; `plausible` for a value that is already there.
"""

from datetime import date

from dife.fields.around import bare_answer, unled
from dife.fields.labels import labelled
from dife.fields.mending import named, replaced
from dife.fields.model import Fault, Kind, Read
from dife.fields.names import name_case
from dife.fields.reading import caller, read

__all__ = [
    "Fault",
    "Kind",
    "Read",
    "bare_answer",
    "caller",
    "labelled",
    "name_case",
    "named",
    "plausible",
    "read",
    "replaced",
    "unled",
]


def plausible(kind: Kind, value: str) -> bool:
    """Whether a value that is kept already would be kept again as it is, without a doubt."""
    found = read(kind, value, date.max)
    return bool(found.value) and not found.doubt and found.value == value
