"""The REST channel, for staff and tests: Rasa's, which here never stays silent nor lets in anybody.

Stock Rasa answers an empty list when an action fails, the action server is down or slow, or a
message is not text; and it gives a conversation to whoever guesses its name. Here the official
always reads what to do, within the time limit, and the turn that could not be finished leaves
the conversation where it was. In production a token is asked for.
"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Tuple

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import settings
from assistant.channels import history
from assistant.channels.turn import MASK_NOTICE, Handler, fault_of, now, read, take_turn
from assistant.privacy import keyring
from assistant.server import guard
from assistant.wording import messages

SENDER = re.compile(r"[A-Za-z0-9_-]{16,64}")


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook {"sender": …, "message": …}` → list of answers.

    `sender`: 16 to 64 letters, digits, « _ » or « - » that nobody can guess. 400 for any other
    shape, 401 without the token, 429 when messages come too fast; always with a sentence.
    """

    @classmethod
    def name(cls) -> str:
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        webhook = Blueprint("dife_rest")

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not _admitted(request):
                return response.json({"error": "token"}, status=401)
            sender, text = _shape(request)
            if not sender:
                return _refusal("utter_message_illisible", "", 400)
            address = guard.address_of(request.headers, request.ip)
            if guard.too_fast(f"rest {sender}", address):
                return _refusal("utter_trop_de_messages", sender, 429)
            answers = await self._answer(on_new_message, request, sender, text)
            return response.json(answers)

        return webhook

    async def _answer(
        self, on_new_message: Handler, request: Request, sender: str, text: str
    ) -> List[Dict[str, Any]]:
        """The turn's answers, never empty; a fault is answered too."""
        since, reading, notice = now(), read(text), None
        fault = reading.fault
        if not fault:
            try:
                notice = await history.notice(request.app, sender)
                fault = await _not_offered(request, sender, reading.text)
            except Exception as error:
                fault = fault_of(error)
        if fault:
            return [messages.as_answer(fault, sender)]
        collector = CollectingOutputChannel()
        message = UserMessage(reading.text, collector, sender, input_channel=self.name())
        fault = await take_turn(on_new_message, message, lambda: bool(collector.messages), since)
        if fault:  # nothing was kept of this turn: no half answer
            collector.messages = [messages.as_answer(fault, sender)]
        if notice and (fault or history.told(m.get("text", "") for m in collector.messages)):
            notice = None
        if reading.masked:
            collector.messages.append(messages.as_answer(MASK_NOTICE, sender))
        if notice:  # first: the question of a form stays last
            collector.messages.insert(0, messages.as_answer(notice, sender))
        return collector.messages


async def _not_offered(request: Request, sender: str, text: str) -> Optional[str]:
    """The response that refuses an intent which is no button of this conversation."""
    if not text.startswith("/"):
        return None
    tracker = await history.whole(request.app, sender)
    return None if history.offers(tracker, text) else "utter_incompris_1"


def _admitted(request: Request) -> bool:
    token = settings.current().rest_token
    if not token:
        return not settings.current().production
    return keyring.same(request.headers.get("authorization", ""), f"Bearer {token}")


def _shape(request: Request) -> Tuple[Optional[str], str]:
    """Sender and text; no sender when the body is not exactly what it should be."""
    try:
        body = request.json
    except Exception:  # Sanic raises its own class on a broken body
        body = None
    if not isinstance(body, dict) or set(body) != {"sender", "message"} or request.args:
        return None, ""
    sender, text = body["sender"], body["message"]
    if not isinstance(sender, str) or not SENDER.fullmatch(sender) or not isinstance(text, str):
        return None, ""
    return sender, text


def _refusal(name: str, sender: str, status: int) -> HTTPResponse:
    return response.json([messages.as_answer(name, sender)], status=status)
