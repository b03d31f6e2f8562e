"""The channel of the website's widget: Rasa's socket.io channel, made to lose nothing.

Stock Rasa with today's socket.io never delivers an answer, lets the client choose its
conversation, accepts any page, and dies quietly on a malformed event. Here a visitor holds a
token that only the server can make; a message bears an id, so that one sent again after a cut is
handled once; the conversation is read again from the store when the visitor comes back.

Events from the client, all acknowledged with a mapping:
- `session_request {token?}` → `{ok, token, history, expects, contact}`
- `user_uttered {id, text}` → `{ok, expects, erased, said?}`, `said` being what was kept of a text
  that was masked; or `{ok: false, why, forget?, later?}` when it was refused: `forget` when its
  text must not stay on the screen, `later` when it may be sent again in a few seconds
- `opinion {id, useful}` → `{ok}`
Events to the client: `bot_uttered` (history.bot_message), `user_echo {id, text}` to the visitor's
other tabs, `bot_typing {on}`, `session_ended`.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Dict, List, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.channels.socketio import SocketBlueprint, SocketIOInput
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic
from socketio import AsyncServer

from assistant import settings
from assistant.channels import agenda, history
from assistant.channels.site import files
from assistant.channels.site.visitors import new_token, sender_of, visitor_of
from assistant.channels.turn import (
    MASK_NOTICE,
    READ_BACK,
    Handler,
    InOrder,
    Reading,
    fault_of,
    now,
    read,
    take_turn,
)
from assistant.privacy import keyring
from assistant.server import guard, install
from assistant.storage import opinions
from assistant.storage.database import in_thread
from assistant.wording import messages

PATH = "/assistant"  # everything of the site is under it
LARGEST = 16_384  # bytes of an event
WELCOME = "accueil"  # id of the message that opens a conversation in the visitor's name
MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class SiteOutput(OutputChannel):
    """Collects a turn's answers, then sends each whole, in one format, to the visitor's tabs."""

    @classmethod
    def name(cls) -> str:
        return "site"

    def __init__(self, sio: AsyncServer, answers: str) -> None:
        self.sio, self.answers = sio, answers
        self.said: List[Dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        self.said.append(history.bot_message(message.get("text"), message, self.answers))

    async def deliver(self, recipient_id: str) -> None:
        for answer in self.said:
            await self.sio.emit("bot_uttered", answer, room=recipient_id)


class GuardedBlueprint(SocketBlueprint):
    """The site's routes, and what guards the whole server."""

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        guard.install(app)
        install.install(app)
        super().register(app, options)


class SiteInput(SocketIOInput):
    """See the module's text."""

    @classmethod
    def name(cls) -> str:
        return "site"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> SiteInput:
        return cls()

    def __init__(self) -> None:
        super().__init__(session_persistence=True, socketio_path=f"{PATH}/socket.io")
        self._app: Optional[Sanic] = None
        self._order = InOrder()
        self._under_way: Dict[str, asyncio.Task[Dict[str, Any]]] = {}

    def url_prefix(self) -> str:
        return PATH

    def blueprint(self, on_new_message: Handler) -> SocketBlueprint:
        self.sio = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=_allowed,
            cors_credentials=False,
            max_http_buffer_size=LARGEST,
            ping_interval=20,
            ping_timeout=15,
        )
        webhook = GuardedBlueprint(self.sio, self.socketio_path, "dife_site")
        files.add_routes(webhook)
        agenda.add_route(webhook)
        webhook.listener("before_server_start")(self._started)
        self._on_new_message = on_new_message
        self.sio.on("connect", self._connected)
        self.sio.on("session_request", self._safely(self._session))
        self.sio.on("user_uttered", self._safely(self._message))
        self.sio.on("opinion", self._safely(self._opinion))
        return webhook

    async def _started(self, app: Sanic, _: Any) -> None:
        self._app = app

    async def _connected(self, sid: str, environ: Dict[str, Any], _: Any = None) -> None:
        request = environ["sanic.request"]
        address = guard.address_of(request.headers, request.ip)
        await self.sio.save_session(sid, {"address": address})

    def _safely(self, handle: Any) -> Any:
        async def handler(sid: str, data: Any = None) -> Dict[str, Any]:
            try:
                answer: Dict[str, Any] = await handle(sid, data if isinstance(data, dict) else {})
                return answer
            except Exception as error:  # a malformed event leaves no trace, and no silence
                return _refused(fault_of(error))

        return handler

    async def _tracker(self, sender: str) -> Optional[DialogueStateTracker]:
        return await history.whole(self._app, sender)

    async def _session(self, sid: str, data: Dict[str, Any]) -> Dict[str, Any]:
        visitor = visitor_of(data.get("token"))
        # Never dated again: what is in a browser is void after a day, whatever is said meanwhile.
        token = str(data["token"]) if visitor else new_token()
        sender = sender_of(token.split(".")[0])
        session = await self.sio.get_session(sid)
        if guard.too_fast(sender, session.get("address", "")):
            return {**_refused("utter_trop_de_messages"), "later": True}
        await self.sio.save_session(sid, {**session, "sender": sender})
        await self.sio.enter_room(sid, sender)
        tracker = await self._tracker(sender) if visitor else None
        if not tracker:
            self._start(f"{sender} {WELCOME}", self._welcome(sender))
        return {
            "ok": True,
            "token": token,
            "history": history.entries(tracker, WELCOME) if tracker else [],
            "expects": history.expected(tracker) if tracker else None,
            "contact": messages.facts("aml_telephone", "aml_courriel"),
        }

    async def _welcome(self, sender: str) -> Dict[str, Any]:
        async with self._order.of(sender):
            answer = await self._turn(sender, "/saluer", WELCOME, now())
        if not answer["ok"]:  # nobody waits for an acknowledgement that could say why
            await self.sio.emit("bot_uttered", answer["why"], room=sender)
        return answer

    async def _message(self, sid: str, data: Dict[str, Any]) -> Dict[str, Any]:
        since = now()
        session = await self.sio.get_session(sid)
        sender, identity = session.get("sender"), data.get("id")
        if not sender:
            return {"ok": False, "why": "session"}
        reading = read(data.get("text"))
        wrong = not isinstance(identity, str) or not MESSAGE_ID.fullmatch(identity)
        if reading.fault or wrong:
            refused = _refused(reading.fault or "utter_message_illisible")
            return {**refused, "forget": True} if reading.masked else refused
        under_way = self._under_way.get(f"{sender} {identity}")
        if under_way:
            return await asyncio.shield(under_way)
        if guard.too_fast(sender, session.get("address", "")):
            return {**_refused("utter_trop_de_messages"), "later": True}
        # Known as under way at once: the same message sent again joins it.
        turn = self._in_order(sid, sender, reading, identity, bool(data.get("again")), since)
        return await asyncio.shield(self._start(f"{sender} {identity}", turn))

    async def _in_order(self, sid: str, sender: str, *message: Any) -> Dict[str, Any]:
        async with self._order.of(sender):
            return await self._take(sid, sender, *message)

    async def _take(
        self, sid: str, sender: str, reading: Reading, identity: str, again: bool, since: float
    ) -> Dict[str, Any]:
        text = title = reading.text
        if text.startswith("/") or again:
            tracker = await self._tracker(sender)
            if tracker and history.intent_of(tracker, identity) is not None:
                return _taken(tracker)  # its answer was lost on the way: the history holds it
            if text.startswith("/") and not history.offers(tracker, text):
                return _refused("utter_incompris_1")
            title = (history.buttons(tracker) if tracker else {}).get(text, text)
        await self.sio.emit("user_echo", {"id": identity, "text": title}, sender, skip_sid=sid)
        answer = await self._turn(sender, text, identity, since, reading.masked)
        return {**answer, "said": text} if reading.masked else answer

    def _start(self, name: str, turn: Any) -> asyncio.Task[Dict[str, Any]]:
        """A turn goes on when the visitor's connection is cut: its answer is in the history."""
        task = asyncio.ensure_future(turn)
        self._under_way[name] = task
        task.add_done_callback(lambda _: self._under_way.pop(name, None))
        return task

    async def _turn(
        self, sender: str, text: str, identity: str, since: float, masked: bool = False
    ) -> Dict[str, Any]:
        output = SiteOutput(self.sio, identity)
        message = UserMessage(text, output, sender, input_channel=self.name(), message_id=identity)
        # Whoever was not welcomed, for want of a database, is told now.
        newcomer = await history.notice(self._app, sender) if identity != WELCOME else None
        await self.sio.emit("bot_typing", {"on": True}, sender)
        fault = await take_turn(self._on_new_message, message, lambda: bool(output.said), since)
        await self.sio.emit("bot_typing", {"on": False}, sender)
        if fault:  # nothing was kept of this turn: the text goes back to whoever wrote it
            return _refused(fault)
        if masked:
            await output.send_response(sender, messages.as_answer(MASK_NOTICE, sender))
        if newcomer and not history.told(answer["text"] for answer in output.said):
            await output.send_response(sender, messages.as_answer(newcomer, sender))
            output.said.insert(0, output.said.pop())
        await output.deliver(sender)
        try:
            read_back = history.current(self._app, sender)
            tracker = await asyncio.wait_for(read_back, READ_BACK)
        except Exception as error:  # the turn is kept, and answered
            fault_of(error)
            return {"ok": True, "expects": None, "erased": False}
        if tracker is None:
            await self.sio.emit("session_ended", {}, sender)
        return _taken(tracker)

    async def _opinion(self, sid: str, data: Dict[str, Any]) -> Dict[str, Any]:
        session = await self.sio.get_session(sid)
        sender = session.get("sender")
        if sender and guard.too_fast(f"avis {sender}", session.get("address", "")):
            return {"ok": False}
        identity, useful = data.get("id"), data.get("useful")
        if not sender or not isinstance(identity, str) or not isinstance(useful, bool):
            return {"ok": False}
        tracker = await self._tracker(sender)
        intent = history.intent_of(tracker, identity) if tracker else None
        if intent is None:
            return {"ok": False}
        key = keyring.sign("avis", f"{sender} {identity}")
        await in_thread(opinions.save, key, intent, useful)
        return {"ok": True}


def _allowed(origin: Optional[str], environ: Dict[str, Any]) -> bool:
    """Our own pages, and those of the settings; a client that names no page is no browser."""
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", "http").split(",")[0].strip()
    ours = f"{scheme}://{environ.get('HTTP_X_FORWARDED_HOST') or environ.get('HTTP_HOST')}"
    return origin in (ours, *settings.current().origins)


def _taken(tracker: Optional[DialogueStateTracker]) -> Dict[str, Any]:
    expects = history.expected(tracker) if tracker else None
    return {"ok": True, "expects": expects, "erased": tracker is None}


def _refused(name: str) -> Dict[str, Any]:
    """A refusal leaves nothing in the conversation: it is said by the acknowledgement alone."""
    answer = messages.as_answer(name, "")
    return {"ok": False, "why": history.bot_message(answer["text"], answer, None)}
