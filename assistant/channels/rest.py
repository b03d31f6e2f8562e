"""The REST channel: Rasa's, which here never stays silent.

Stock Rasa answers an empty list when an action fails, the action server is down or slow, or a
message is not text. Here the official always reads what to do, within the time limit, and the
turn that could not be finished leaves the conversation where it was.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import messages, settings

logger = logging.getLogger(__name__)

MAXIMUM_LENGTH = 1000  # characters; beyond it a message is a document


def refusal(text: Any) -> Optional[str]:
    """Name of the response that refuses this message, None when it can be read."""
    if not isinstance(text, str) or not text.strip():
        return "utter_message_illisible"
    if len(text) > MAXIMUM_LENGTH:
        return "utter_message_trop_long"
    return None


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook {"sender": …, "message": …}` → list of answers."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        webhook = Blueprint("dife_rest")

        @webhook.route("/", methods=["GET"])
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            body = _json(request)
            sender = body.get("sender")
            if not isinstance(sender, str) or not sender:
                sender = uuid.uuid4().hex
            answers = await answer(on_new_message, body.get("message"), sender, self.name())
            return response.json(answers)

        return webhook


def _json(request: Request) -> Dict[str, Any]:
    try:
        body = request.json
    except Exception:  # Sanic raises its own class on a broken body
        body = None
    return body if isinstance(body, dict) else {}


async def answer(
    on_new_message: Callable[[UserMessage], Awaitable[Any]],
    text: Any,
    sender: str,
    channel: str,
) -> List[Dict[str, Any]]:
    """The turn's answers, never empty; a fault is answered too, and logged without its text."""
    fault = refusal(text)
    if fault:
        return [messages.as_answer(fault, sender)]
    collector = CollectingOutputChannel()
    message = UserMessage(text, collector, sender, input_channel=channel)
    try:
        await asyncio.wait_for(on_new_message(message), settings.answer_time_limit())
    except asyncio.TimeoutError:
        logger.error("Turn abandoned: over the time limit.")
        fault = "utter_trop_lent"
    except Exception as error:  # the official must read something whatever happens
        logger.error("Turn failed: %s", type(error).__name__)
        fault = "utter_incident"
    if not collector.messages and not fault:
        fault = "utter_incident"
    if fault:
        collector.messages.append(messages.as_answer(fault, sender))
    return collector.messages
