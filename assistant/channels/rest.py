"""The REST channel, for staff and tests: Rasa's, which here never stays silent nor lets in anybody.

Stock Rasa answers an empty list when an action fails, the action server is down or slow, or a
message is not text; and it gives a conversation to whoever guesses its name. Here the official
always reads what to do (exchange.py). In production a token is asked for.
"""

from __future__ import annotations

import re
from typing import Any, Dict, List, Optional, Tuple

from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import settings
from assistant.channels.exchange import Exchange, Handler
from assistant.channels.reading import UNREADABLE
from assistant.channels.said import TOO_FAST, Said
from assistant.dialogue.answers import Answer
from assistant.dialogue.doors import REST
from assistant.privacy import keyring
from assistant.server import guard
from assistant.server.install import DoorBlueprint
from assistant.wording import messages

SENDER = re.compile(r"[A-Za-z0-9_-]{16,64}")


class RestChannel(RestInput):
    """`POST /webhooks/rest/webhook {"sender": …, "message": …}` → list of answers.

    `sender`: 16 to 64 letters, digits, « _ » or « - » that nobody can guess. 400 for any other
    shape, 401 without the token, 429 when messages come too fast; always with a sentence.
    """

    @classmethod
    def name(cls) -> str:
        return REST.name

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        webhook = DoorBlueprint("dife_rest")
        exchange = Exchange.behind(webhook, on_new_message)

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not _admitted(request):
                return response.json({"error": "token"}, status=401)
            sender, text = _shape(request)
            if not sender:
                return response.json([messages.as_answer(UNREADABLE, "")], status=400)
            address = guard.address_of(request.headers, request.ip)
            # A name of its own: the reference of a site's conversation, which officials are told to
            # send by e-mail, opens nothing here.
            said = Said(REST, f"{REST.name}-{sender}", text, address=address)
            outcome = await exchange.take(said)
            status = 429 if outcome.fault == TOO_FAST else 200
            return response.json(await _in_rasa_form(outcome.answers, sender), status=status)

        return webhook


async def _in_rasa_form(answers: Tuple[Answer, ...], sender: str) -> List[Dict[str, Any]]:
    """The answers as Rasa's REST channel writes them: a paragraph a message, custom apart."""
    collector = CollectingOutputChannel()
    for answer in answers:
        said = answer.to_json()
        shown = answer.data and answer.data.get("type") != "mention"  # a notice is only a text here
        custom = {"custom": {"data": answer.data}} if shown else {}
        message = {"text": said["text"], "buttons": said["buttons"], **custom}
        await collector.send_response(sender, message)
    return list(collector.messages)


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
