"""The channel of Microsoft Teams, over the Bot Connector's protocol.

The request is checked (teams_auth), acknowledged at once, and worked on in the background: a
slow Teams holds nobody else. An activity is handled once. The sender is a pseudonym that differs
in each conversation, so that nothing said in private shows in a channel.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import Any, Dict, List, Optional, Set, Tuple

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import history
from assistant.channels.teams import cards, config
from assistant.channels.teams.activity import sender_of, well_formed, what_is_said
from assistant.channels.teams.auth import Gate, Refused
from assistant.channels.teams.connector import Connector
from assistant.channels.turn import (
    MASK_NOTICE,
    READ_BACK,
    Handler,
    InOrder,
    fault_of,
    now,
    read,
    take_turn,
)
from assistant.privacy.masking.finder import mask
from assistant.server import guard
from assistant.storage import teams_references
from assistant.storage.database import in_thread
from assistant.wording import messages

logger = logging.getLogger(__name__)

GROUP = "teams_groupe"  # input channel of a turn that others can read
REMEMBERED = 5_000  # activities, to know those that Teams sends twice
TYPING_AFTER, TYPING_EVERY = 0.7, 4.0  # seconds


class TeamsOutput(OutputChannel):
    """Collects the answers of a turn; outside one, sends to the conversation that it knows."""

    @classmethod
    def name(cls) -> str:
        return "teams"

    def __init__(self, connector: Connector, collecting: bool = False) -> None:
        self.connector, self.collecting = connector, collecting
        self.answers: List[Dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        answer = history.bot_message(message.get("text"), message, None)
        if self.collecting:
            self.answers.append(answer)
            return
        reference = await in_thread(teams_references.load, recipient_id)
        for activity in cards.activities(answer, None, "") if reference else []:
            await self.connector.send(reference, activity)


class TeamsInput(InputChannel):
    """`POST /webhooks/teams/webhook`; without settings the door is not there."""

    @classmethod
    def name(cls) -> str:
        return "teams"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> TeamsInput:
        return cls()

    def __init__(self) -> None:
        try:
            self.config = config.read()
        except config.TeamsFault as fault:  # the rest of the assistant runs
            logger.error(f"Teams reste éteint : {fault}")  # our sentence, see private_logs
            self.config = None
        self._app: Optional[Sanic] = None
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._tasks: Set[asyncio.Task[None]] = set()
        self._order = InOrder()

    def get_output_channel(self) -> Optional[OutputChannel]:
        return TeamsOutput(self.connector) if self.config else None

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        webhook = Blueprint("dife_teams")
        if self.config is None:
            return webhook
        self._on_new_message = on_new_message

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request)

        @webhook.listener("before_server_start")
        async def start(app: Sanic, _: Any) -> None:
            self._app = app
            self.gate, self.connector = Gate(self.config), Connector(self.config)

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
        # Counted as they come, and by conversation: Microsoft's address is everybody's.
        hasty = not guard.exempt(address) and guard.too_fast(sender, sender)
        try:
            async with self._order.of(sender):  # the answers of a turn end before those of the next
                await self._turn(sender, activity, hasty)
        except Exception as error:  # nothing of the official in the log
            fault_of(error)

    async def _turn(self, sender: str, activity: Dict[str, Any], hasty: bool) -> None:
        group = activity["conversation"].get("conversationType", "personal") != "personal"
        said = what_is_said(activity, group)
        if said is None:
            return
        text, echo = said["text"], mask(said["title"])
        reference = {
            "service_url": activity["serviceUrl"],
            "conversation": activity["conversation"],
            "bot": activity["recipient"],
            "user": activity["from"],
        }
        since, done = now(), asyncio.Event()
        typing = asyncio.ensure_future(self._type(reference, done))
        output = TeamsOutput(self.connector, collecting=True)
        reading = read(text)
        fault = reading.fault
        if not fault and hasty:
            fault = "utter_trop_de_messages"
        newcomer = None
        if not fault:
            fault, newcomer = await self._begin(sender, reference, reading.text)
        if not fault:
            message = UserMessage(
                reading.text,
                output,
                sender,
                message_id=activity["id"],
                input_channel=GROUP if group else self.name(),
            )
            answered = self._on_new_message, message, lambda: bool(output.answers)
            fault = await take_turn(*answered, since)
        if fault:  # nothing was kept of this turn: no half answer
            output.answers.clear()
        expects = await self._expected(sender)
        notice = MASK_NOTICE if reading.masked and fault != MASK_NOTICE else None
        if newcomer and (fault or history.told(a["text"] for a in output.answers)):
            newcomer = None
        for name in filter(None, (fault, notice)):
            output.answers.append(_said(name, sender))
        if newcomer:  # first: the question of a form stays last
            output.answers.insert(0, _said(newcomer, sender))
        done.set()
        await typing  # a « typing » sent after the answer would stay on the screen
        for number, answer in enumerate(output.answers):
            last = number == len(output.answers) - 1
            for sent in cards.activities(
                answer, expects if last else None, echo if number == 0 else ""
            ):
                await self.connector.send(reference, {**sent, "replyToId": activity["id"]})

    async def _begin(
        self, sender: str, reference: Dict[str, Any], text: str
    ) -> Tuple[Optional[str], Optional[str]]:
        """Two responses: why the turn cannot begin; what a newcomer must be told after it."""
        try:
            notice = await history.notice(self._app, sender)
            await in_thread(teams_references.save, sender, reference)
            if not text.startswith("/"):
                return None, notice
            # In a group everybody sees the welcome, which was said to one.
            welcome = [b["payload"] for b in messages.as_answer("utter_saluer", sender)["buttons"]]
            tracker = await history.whole(self._app, sender)
            offered = text in welcome or history.offers(tracker, text)
            return None if offered else "utter_incompris_1", notice
        except Exception as error:
            return fault_of(error), None

    async def _expected(self, sender: str) -> Optional[str]:
        """What the conversation waits for; an erased one is forgotten here too."""
        try:
            tracker = await asyncio.wait_for(history.current(self._app, sender), READ_BACK)
            if tracker is None:
                await in_thread(teams_references.delete, sender)
            return history.expected(tracker) if tracker else None
        except Exception as error:  # the database is away: what was answered is still sent
            logger.error("Conversation not read back: %s", type(error).__name__)
            return None

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


def _said(name: str, sender: str) -> Dict[str, Any]:
    answer = messages.as_answer(name, sender)
    return history.bot_message(answer["text"], answer, None)
