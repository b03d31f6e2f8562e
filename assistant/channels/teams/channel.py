"""The channel of Microsoft Teams, over the Bot Connector's protocol.

The request is checked (teams_auth), acknowledged at once, and worked on in the background: a
slow Teams holds nobody else. An activity is handled once. The sender is a pseudonym that differs
in each conversation, so that nothing said in private shows in a channel.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import Any, Dict, Optional, Set

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.exchange import Exchange, Handler, fault_of
from assistant.channels.said import Outcome, Said
from assistant.channels.teams import cards, config
from assistant.channels.teams.activity import sender_of, well_formed, what_is_said
from assistant.channels.teams.auth import Gate, Refused
from assistant.channels.teams.connector import Connector
from assistant.dialogue.doors import TEAMS, TEAMS_GROUP
from assistant.server import guard
from assistant.server.install import DoorBlueprint

logger = logging.getLogger(__name__)

REMEMBERED = 5_000  # activities, to know those that Teams sends twice
TYPING_AFTER, TYPING_EVERY = 0.7, 4.0  # seconds


class TeamsInput(InputChannel):
    """`POST /webhooks/teams/webhook`; without settings the door is not there."""

    @classmethod
    def name(cls) -> str:
        return TEAMS.name

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> TeamsInput:
        return cls()

    def __init__(self) -> None:
        try:
            self.config = config.read()
        except config.TeamsFault as fault:  # the rest of the assistant runs
            logger.error(f"Teams reste éteint : {fault}")  # our sentence, see private_logs
            self.config = None
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._tasks: Set[asyncio.Task[None]] = set()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        webhook = DoorBlueprint("dife_teams")
        chosen = self.config
        if chosen is None:
            return webhook
        self._exchange = Exchange.behind(webhook, on_new_message)

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request)

        @webhook.listener("before_server_start")
        async def start(*_: Any) -> None:
            self.gate, self.connector = Gate(chosen), Connector(chosen)

        @webhook.listener("after_server_stop")
        async def stop(*_: Any) -> None:
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self.connector.close()

        return webhook

    async def _receive(self, request: Request) -> HTTPResponse:
        try:
            activity = request.json
        except Exception:  # Sanic raises its own class on a broken body
            activity = None
        if not well_formed(activity):
            return response.json({"error": "malformed activity"}, status=400)
        try:
            await self.gate.check(request.headers.get("authorization"), activity)
        except Refused as refused:
            logger.warning(f"Teams: a request was refused ({refused}).")  # our words too
            return response.json({"error": str(refused)}, status=refused.status)
        if self._new(activity):
            address = guard.address_of(request.headers, request.ip)
            task = asyncio.ensure_future(self._handle(activity, address))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if activity["type"] == "invoke":
            kind = "application/vnd.microsoft.activity.message"
            return response.json({"statusCode": 200, "type": kind, "value": "Bien reçu."})
        return response.json({})

    def _new(self, activity: Dict[str, Any]) -> bool:
        name = f"{activity['conversation']['id']} {activity['id']}"
        if name in self._seen:
            return False
        self._seen[name] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True

    async def _handle(self, activity: Dict[str, Any], address: str) -> None:
        sender = sender_of(activity)
        try:
            await self._turn(sender, activity, address)
        except Exception as error:  # nothing of the official in the log
            fault_of(error)

    async def _turn(self, sender: str, activity: Dict[str, Any], address: str) -> None:
        group = activity["conversation"].get("conversationType", "personal") != "personal"
        said = what_is_said(activity, group)
        if said is None:
            return
        reference = {
            "service_url": activity["serviceUrl"],
            "conversation": activity["conversation"],
            "bot": activity["recipient"],
            "user": activity["from"],
        }
        done = asyncio.Event()
        typing = asyncio.ensure_future(self._type(reference, done))

        async def deliver(outcome: Outcome) -> None:
            done.set()
            await typing  # a « typing » sent after the answer would stay on the screen
            echo = outcome.shown if said["title"] else ""
            for sent in cards.activities(outcome.answers, outcome.expects, echo, door.public):
                await self.connector.send(reference, {**sent, "replyToId": activity["id"]})

        # Counted by conversation: Microsoft's address is everybody's.
        counted = "" if guard.exempt(address) else sender
        door = TEAMS_GROUP if group else TEAMS
        message = Said(door, sender, said["text"], activity["id"], address=counted)
        await self._exchange.take(message, deliver=deliver)

    async def _type(self, reference: Dict[str, Any], done: asyncio.Event) -> None:
        """« L'assistant écrit… », while the turn lasts."""
        wait = TYPING_AFTER
        while True:
            try:
                await asyncio.wait_for(done.wait(), wait)
                return
            except asyncio.TimeoutError:
                await self.connector.send(reference, {"type": "typing"})
                wait = TYPING_EVERY
