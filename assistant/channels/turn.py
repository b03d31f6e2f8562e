"""One turn, whatever the channel: refused when unreadable, never silent, ended in time."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import UserMessage

from assistant import settings

logger = logging.getLogger(__name__)

MAXIMUM_LENGTH = 1000  # characters; beyond it a message is a document
Handler = Callable[[UserMessage], Awaitable[Any]]


def refusal(text: Any) -> Optional[str]:
    """Name of the response that refuses this message, None when it can be read."""
    if not isinstance(text, str) or not text.strip():
        return "utter_message_illisible"
    if len(text) > MAXIMUM_LENGTH:
        return "utter_message_trop_long"
    return None


async def take_turn(
    on_new_message: Handler, message: UserMessage, said: Callable[[], bool]
) -> Optional[str]:
    """Handle the message; the name of the response to add when it could not be answered.

    `said` tells whether something was answered. A turn that fails leaves the conversation where
    it was, and is logged without its text.
    """
    try:
        await asyncio.wait_for(on_new_message(message), settings.answer_time_limit())
    except asyncio.TimeoutError:
        logger.error("Turn abandoned: over the time limit.")
        return "utter_trop_lent"
    except Exception as error:  # the official must read something whatever happens
        logger.error("Turn failed: %s", type(error).__name__)
        return "utter_incident"
    return None if said() else "utter_incident"
