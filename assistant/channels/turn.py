"""One turn, whatever the channel: refused when unreadable, never silent, ended in time."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from contextlib import asynccontextmanager
from typing import (
    Any,
    AsyncIterator,
    Awaitable,
    Callable,
    Dict,
    List,
    NamedTuple,
    Optional,
    Tuple,
)

from rasa.core.channels.channel import UserMessage

from assistant import settings
from assistant.errors import DatabaseAway
from assistant.privacy.masking.finder import clean, mask

logger = logging.getLogger(__name__)

MAXIMUM_LENGTH = 1000  # characters; beyond it a message is a document
MASK_NOTICE = "utter_numero_masque"
READ_BACK = 1.0  # seconds, after a turn, to read what is expected next
AWAY = "utter_memoire_absente"  # the conversation can be neither read nor kept
MASKED = re.compile(r"\[(?:NIR|carte|IBAN) masquée?\]")
LETTER = re.compile(r"[^\W\d_]")
Handler = Callable[[UserMessage], Awaitable[Any]]


class InOrder:
    """One turn at a time of each conversation, in the order in which the messages came."""

    def __init__(self) -> None:
        self._lines: Dict[str, Tuple[asyncio.Lock, List[None]]] = {}

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        lock, waiting = self._lines.setdefault(name, (asyncio.Lock(), []))
        waiting.append(None)
        try:
            async with lock:
                yield
        finally:
            waiting.pop()
            if not waiting:
                del self._lines[name]


class Reading(NamedTuple):
    """A message as it may enter: cleaned, masked; `fault` names the response that refuses it."""

    text: str
    fault: Optional[str] = None
    masked: bool = False


def read(text: Any) -> Reading:
    """What every channel does with a message, before anything keeps or logs it."""
    if not isinstance(text, str):
        return Reading("", "utter_message_illisible")
    if len(text) > MAXIMUM_LENGTH:
        return Reading("", "utter_message_trop_long")
    cleaned = clean(text).strip()
    if not cleaned:
        return Reading("", "utter_message_illisible")
    hidden = mask(cleaned)
    masked = hidden != cleaned
    if masked and len(LETTER.findall(MASKED.sub("", hidden))) < 3:
        return Reading(hidden, MASK_NOTICE, True)  # there was nothing else to answer
    return Reading(hidden, None, masked)


def now() -> float:
    """Seconds of the clock that `take_turn` counts with."""
    return time.monotonic()


async def take_turn(
    on_new_message: Handler, message: UserMessage, said: Callable[[], bool], since: float
) -> Optional[str]:
    """Handle the message that came at `since`; the response that says why it could not be.

    `said` tells whether something was answered. A turn that fails leaves the conversation where
    it was, whatever was answered meanwhile; it is logged without its text.
    """
    try:
        left = since + settings.current().answer_seconds - now()
        await asyncio.wait_for(on_new_message(message), max(left, 0.1))
    except asyncio.TimeoutError:
        logger.error("Turn abandoned: over the time limit.")
        return "utter_trop_lent"
    except Exception as error:  # the official must read something whatever happens
        return fault_of(error)
    return None if said() else "utter_incident"


def fault_of(error: Exception) -> str:
    """The response that tells this error; the log has its type only."""
    logger.error("Turn failed: %s", type(error).__name__)
    return AWAY if isinstance(error, DatabaseAway) else "utter_incident"
