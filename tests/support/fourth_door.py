"""A fourth door, of text messages, as somebody would write one: transport only.

`POST /webhooks/sms/webhook` {"from", "text", "id"} → the texts to send back. It is no part of the
product: tests/channels/test_doors_apart.py starts a server that has this door alone.
"""

from __future__ import annotations

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.exchange import Exchange, Handler
from assistant.channels.said import Said
from assistant.dialogue.doors import Door
from assistant.privacy import keyring
from assistant.server import guard
from assistant.server.install import DoorBlueprint

SMS = Door("sms", public=True)  # a telephone is read by whoever holds it


class SmsInput(InputChannel):
    """See the module's text."""

    @classmethod
    def name(cls) -> str:
        return SMS.name

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        webhook = DoorBlueprint("dife_sms")
        exchange = Exchange.behind(webhook, on_new_message)

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            body = request.json
            outcome = await exchange.take(
                Said(
                    SMS,
                    sender=f"sms-{keyring.sign('sms', body['from'])}",
                    text=body["text"],
                    id=body["id"],
                    address=guard.address_of(request.headers, request.ip),
                )
            )
            texts = [answer.text for answer in outcome.answers]
            return response.json({"texts": texts, "repeated": outcome.repeated})

        return webhook
