"""One exchange, whatever the door: what was said in, what is answered out, in one order.

    counted → in order → opened → cleaned and masked → newcomer? handled already? was this button
    offered? → turn → notices → what is expected next

A door keeps its transport: who is the sender, how an answer travels. A fourth door is a file of
sixty lines (tests/channels/test_exchange.py has one).
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field, replace
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, Sanic

from assistant import settings
from assistant.channels import history
from assistant.channels.in_order import InOrder
from assistant.channels.reading import MASK_NOTICES, mask_notice, read
from assistant.channels.said import TOO_FAST, Outcome, Said
from assistant.dialogue import points
from assistant.dialogue.answers import Answer, Notice
from assistant.dialogue.doors import Door
from assistant.errors import DatabaseAway
from assistant.server import guard
from assistant.storage.conversations import unwrapped
from assistant.storage.opened import Opened
from assistant.wording import messages

logger = logging.getLogger(__name__)

NOTICE = "utter_notice"
NOT_OFFERED = "utter_incompris_1"
INCIDENT = "utter_incident"
TOO_SLOW = "utter_trop_lent"
SHARE = 6  # turns of one address at once: the others' do not wait behind all of them
Handler = Callable[[UserMessage], Awaitable[Any]]


Step = Callable[[Outcome], Awaitable[None]]


class Collector(OutputChannel):
    """Keeps a turn's answers until the turn has ended."""

    def __init__(self, door: Door) -> None:
        self._name = door.worded_as or door.name
        self.said: List[Dict[str, Any]] = []

    def name(self) -> str:  # the door's: responses are worded for it
        return self._name

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        self.said.append(message)


@dataclass
class Exchange:
    """The exchange of one door; `behind` makes it with the door's blueprint."""

    on_new_message: Handler
    app: Any = None
    _order: InOrder = field(default_factory=InOrder)
    _shares: InOrder = field(default_factory=lambda: InOrder(SHARE))

    @classmethod
    def behind(cls, blueprint: Blueprint, on_new_message: Handler) -> Exchange:
        """An exchange that knows the server once it has started."""
        made = cls(on_new_message)

        async def started(app: Sanic, _: Any) -> None:
            made.app = app

        blueprint.listener("before_server_start")(started)
        return made

    @property
    def store(self) -> Any:
        """Where conversations are kept, without what Rasa puts around it."""
        return unwrapped(self.app.ctx.agent.tracker_store)

    async def whole(self, sender: str) -> Optional[DialogueStateTracker]:
        """What is kept of a conversation, in every session; None when nothing is."""
        with self.store.one_reading(sender) as opened:
            return await opened.whole()

    async def take(
        self, said: Said, begun: Optional[Step] = None, deliver: Optional[Step] = None
    ) -> Outcome:
        """The outcome of a message: never an exception, never without an answer.

        `begun` is awaited when the turn really begins, with what is kept of the message; `deliver`
        at its end, before the next turn of this conversation begins.
        """
        since = time.monotonic()
        if said.address and not said.counted and guard.too_fast(said.sender, said.address):
            outcome = _refused(Outcome(), TOO_FAST)  # before any work is done of it
            if deliver:
                await deliver(outcome)
            return outcome
        among = said.sender if guard.exempt(said.address or "::1") else said.address
        async with self._order.of(said.sender), self._shares.of(among):
            with self.store.one_reading(said.sender) as opened:
                current = None
                try:
                    try:
                        current = await opened.current()
                    finally:  # read all the same: what refuses it comes before what is away
                        fills = said.door.fills_letters and history.has_letter(current)
                        reading = read(said.text, history.just_said(current), fills)
                        outcome = Outcome.of(reading, history.expected(current))
                    if reading.fault:
                        outcome = _refused(outcome, reading.fault, *history.asked(current))
                    else:
                        outcome = await self._turn(said, outcome, opened, since, begun)
                except Exception as error:  # the official must read something whatever happens
                    outcome = _refused(outcome, reading.fault or fault_of(error))
            if deliver:
                await deliver(outcome)
            return outcome

    async def _turn(
        self,
        said: Said,
        outcome: Outcome,
        opened: Opened,
        since: float,
        begun: Optional[Step],
    ) -> Outcome:
        newcomer = await opened.current() is None
        if said.id and await _handled_before(said, opened):
            return replace(outcome, repeated=True)
        pressed = history.meant(await opened.current(), outcome.kept)
        if pressed:  # a title, or its number, typed
            outcome = replace(outcome, kept=pressed, shown=outcome.kept)
        elif outcome.kept.startswith("/"):
            title = await _title(said.door, opened, outcome.kept)
            if title is None:
                return _refused(outcome, NOT_OFFERED)
            outcome = replace(outcome, shown=title)
        if begun:
            await begun(outcome)
        await guard.note_address(said.sender, said.address, await opened.current())
        collector = Collector(said.door)
        message = UserMessage(
            outcome.kept,
            collector,
            said.sender,
            input_channel=said.door.name,
            message_id=said.id,
            metadata=await _before(opened),
        )
        fault = await self._handled(message, collector, since)
        if fault:  # nothing was kept of this turn: no half answer
            return _refused(outcome, fault)
        answers = [Answer.of(each, said.id) for each in collector.said]
        notices = [_answer(mask_notice(outcome.kept), said.id)] if outcome.masked else []
        if newcomer and not _told(answers):  # on every door
            notices.append(notice())
        kept = opened.kept
        # What was asked for comes first; nothing stands between a form's words and its question.
        answers = [*notices, *answers] if history.asked(kept) else [*answers, *notices]
        return replace(
            outcome,
            answers=tuple(answers),
            expects=history.expected(kept),
            ended=kept is None,
        )

    async def _handled(
        self, message: UserMessage, collector: Collector, since: float
    ) -> Optional[str]:
        """The response that says why the turn could not be taken; it then leaves the conversation
        where it was, and the log has no word of its text."""
        try:
            left = since + settings.current().answer_seconds - time.monotonic()
            await asyncio.wait_for(self.on_new_message(message), max(left, 0.1))
        except asyncio.TimeoutError:
            logger.error("Turn abandoned: over the time limit.")
            return TOO_SLOW
        except Exception as error:
            return fault_of(error)
        return None if collector.said else INCIDENT


async def _before(opened: Opened) -> Dict[str, Any]:
    """What the classifier is told of what was said before (nlu/intents/context.py)."""
    kept = await opened.current()
    return {
        points.SUBJECT: history.subject(kept),
        points.HELD: history.held(kept),
        points.KNOWN: history.known(kept),
        points.CALLBACK: history.called_back(kept),
    }


async def _handled_before(said: Said, opened: Opened) -> bool:
    identity = said.id or ""
    if history.intent_of(await opened.current(), identity) is not None:
        return True
    # An earlier session is read only for a message that the door was told to send again.
    return said.again and history.intent_of(await opened.whole(), identity) is not None


async def _title(door: Door, opened: Opened, payload: str) -> Optional[str]:
    """The title of the button that says this, None when it was not offered."""
    found = history.offered(await opened.current(), payload)
    if found is None and await opened.current() is not None:
        found = history.offered(await opened.whole(), payload)
    if found is None and door.public:  # everybody there sees the welcome, which was said to one
        found = {b.payload: b.title for b in _answer("utter_saluer", None).buttons}.get(payload)
    return found


def notice() -> Answer:
    """What we are and what is kept, in a line; it answers no message."""
    return replace(_answer(NOTICE, None), data=Notice(type="mention").to_json())


def fault_of(error: Exception) -> str:
    """The response that tells this error; the log has its type only."""
    logger.error("Turn failed: %s", type(error).__name__)
    return error.response if isinstance(error, DatabaseAway) else INCIDENT


def _refused(outcome: Outcome, fault: str, *others: Answer) -> Outcome:
    answers = [_answer(fault, None)]
    if outcome.masked and fault not in MASK_NOTICES:
        answers.append(_answer(mask_notice(outcome.kept), None))
    return replace(outcome, fault=fault, answers=(*answers, *others))


def _answer(name: str, to: Optional[str]) -> Answer:
    return Answer.of(messages.as_answer(name, ""), to)


def _told(answers: List[Answer]) -> bool:
    """Whether the notice's address is in these answers, such as what becomes of one's data."""
    address = messages.facts("lien_donnees")["lien_donnees"]
    return any(address in answer.text for answer in answers)
