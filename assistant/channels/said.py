"""What enters the exchange and what it gives back, the same for every door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional, Tuple

from assistant.channels.reading import Reading
from assistant.dialogue.answers import Answer
from assistant.dialogue.doors import Door
from assistant.dialogue.slots import Kind

TOO_FAST = "utter_trop_de_messages"


@dataclass(frozen=True)
class Said:
    """A message at a door. `id` makes it idempotent; `again`: the door was told that it may have
    been handled already. `address`: the visitor's, if the door knows it; `counted`: by the door."""

    door: Door
    sender: str
    text: Any
    id: Optional[str] = None
    address: str = ""
    again: bool = False
    counted: bool = False


@dataclass(frozen=True)
class Outcome:
    """`fault` names the response that refused the message, and is among the answers.

    `kept` is the text as it was kept; `shown` its button's title when it is one. `expects` is what
    the form under way asks for. `ended`: nothing is kept of this conversation any more. `repeated`:
    this id had been handled, its answers are in the history.
    """

    answers: Tuple[Answer, ...] = ()
    fault: Optional[str] = None
    expects: Optional[Kind] = None
    ended: bool = False
    kept: str = ""
    shown: str = ""
    masked: bool = False
    repeated: bool = False

    @classmethod
    def of(cls, reading: Reading, expects: Optional[Kind] = None) -> Outcome:
        """That of a message that has been read, before anything was done with it."""
        kept = reading.text
        return cls(kept=kept, shown=kept, masked=reading.masked, expects=expects)

    @property
    def later(self) -> bool:
        """Whether the same message may be sent again in a few seconds."""
        return self.fault == TOO_FAST
