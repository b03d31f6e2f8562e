"""The channel of Microsoft Teams, over the Bot Connector's protocol.

The request is checked (auth.py), acknowledged at once, and worked on in the background: a
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
from assistant.channels.teams.activity import (
    CLICK,
    OPINION,
    leaves,
    opinion_of,
    public,
    sender_of,
    well_formed,
    what_is_said,
)
from assistant.channels.teams.auth import Gate
from assistant.channels.teams.connector import Connector
from assistant.channels.teams.keys import Refused
from assistant.channels.teams.opinions import Answered
from assistant.dialogue.doors import TEAMS, TEAMS_GROUP
from assistant.server import guard
from assistant.server.install import DoorBlueprint
from assistant.storage.database import in_thread

logger = logging.getLogger(__name__)

REMEMBERED = 5_000  # activities, to know those that Teams sends twice
STOPPING = 5.0  # seconds that the turns under way have when the server stops
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
        self._answered = Answered()
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
            tasks = tuple(self._tasks)
            if tasks:  # an answer may have to wait for minutes: not now
                await asyncio.wait(tasks, timeout=STOPPING)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.gate.keys.close()
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
        call = activity.get("name") if activity["type"] == "invoke" else None
        if activity["type"] == "invoke" and call not in (CLICK, OPINION):
            return response.json({"error": "not implemented"}, status=501)
        if self._new(activity):
            address = guard.address_of(request.headers, request.ip)
            task = asyncio.ensure_future(self._handle(activity, address))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if call == CLICK:
            kind = "application/vnd.microsoft.activity.message"
            return response.json({"statusCode": 200, "type": kind, "value": "Bien reçu."})
        return response.json({})

    def _new(self, activity: Dict[str, Any]) -> bool:
        name = f"{activity['type']} {activity['conversation']['id']} {activity['id']}"
        if name in self._seen:
            return False
        self._seen[name] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True

    async def _handle(self, activity: Dict[str, Any], address: str) -> None:
        sender = sender_of(activity)
        # Counted by conversation: Microsoft's address is everybody's.
        counted = "" if guard.exempt(address) else sender
        try:
            if leaves(activity):
                await in_thread(self._exchange.store.forget, sender)
            elif activity["type"] == "messageDelete":
                await in_thread(self._exchange.store.unsay, sender, activity["id"])
            elif activity.get("name") == OPINION:
                await self._opinion(sender, activity, counted)
            else:
                await self._turn(sender, activity, counted)
        except Exception as error:  # nothing of the official in the log
            fault_of(error)

    async def _opinion(self, sender: str, activity: Dict[str, Any], counted: str) -> None:
        useful, answer = opinion_of(activity), activity.get("replyToId")
        if useful is None or guard.too_fast(f"avis {sender}", counted):
            return
        tracker = await self._exchange.whole(sender)
        await self._answered.keep(tracker, sender, str(answer), useful)

    async def _turn(self, sender: str, activity: Dict[str, Any], counted: str) -> None:
        group = public(activity)
        said = what_is_said(activity, group)
        if said is None:
            return
        reference = {
            "service_url": activity["serviceUrl"],
            "conversation": activity["conversation"],
            "bot": activity["recipient"],
            "user": activity["from"],
        }
        typing = asyncio.ensure_future(self._type(reference))

        async def deliver(outcome: Outcome) -> None:
            typing.cancel()  # said after the answer it would stay on the screen
            echo = outcome.shown if said["title"] else ""
            for sent in cards.activities(outcome.answers, outcome.expects, echo, door.public):
                named = {**sent, "replyToId": activity["id"]}
                if name := await self.connector.send(reference, named):
                    self._answered.note(name, activity["id"])

        door = TEAMS_GROUP if group else TEAMS
        message = Said(door, sender, said["text"], activity["id"], address=counted)
        try:
            await self._exchange.take(message, deliver=deliver)
        finally:
            typing.cancel()

    async def _type(self, reference: Dict[str, Any]) -> None:
        """« L'assistant écrit… », while the turn lasts."""
        await asyncio.sleep(TYPING_AFTER)
        while True:
            await self.connector.hint(reference, {"type": "typing"})
            await asyncio.sleep(TYPING_EVERY)
