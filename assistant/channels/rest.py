"""The REST channel: Rasa's, which here never stays silent.

Stock Rasa answers an empty list when an action fails, the action server is down or slow, or a
message is not text. Here the official always reads what to do, within the time limit, and the
turn that could not be finished leaves the conversation where it was.
"""

from __future__ import annotations

import uuid
from typing import Any, Dict, List

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import messages
from assistant.channels.turn import Handler, refusal, take_turn


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook {"sender": …, "message": …}` → list of answers."""

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
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
    on_new_message: Handler, text: Any, sender: str, channel: str
) -> List[Dict[str, Any]]:
    """The turn's answers, never empty; a fault is answered too."""
    fault = refusal(text)
    if fault:
        return [messages.as_answer(fault, sender)]
    collector = CollectingOutputChannel()
    message = UserMessage(text, collector, sender, input_channel=channel)
    fault = await take_turn(on_new_message, message, lambda: bool(collector.messages))
    if fault:
        collector.messages.append(messages.as_answer(fault, sender))
    return collector.messages
