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
- `opinion {id, useful, why?}` → `{ok}`, `why` being one of `opinions.REASONS`
Events to the client: `bot_uttered` (`Answer.to_json`), `user_echo {id, text}` to the visitor's
other tabs, `expects {kind}` to them, `session_ended`.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Dict, List, Optional

from rasa.core.channels.socketio import SocketBlueprint, SocketIOInput
from rasa.shared.core.trackers import DialogueStateTracker
from socketio import AsyncServer

from assistant import settings
from assistant.channels import history
from assistant.channels.exchange import Exchange, Handler, fault_of, notice
from assistant.channels.reading import UNREADABLE
from assistant.channels.said import TOO_FAST, Outcome, Said
from assistant.channels.site import pace
from assistant.channels.site.visitors import new_token, sender_of, visitor_of
from assistant.dialogue.answers import Answer
from assistant.dialogue.doors import SITE
from assistant.privacy import keyring
from assistant.server import guard, pages
from assistant.server.install import Guarded
from assistant.storage import opinions
from assistant.storage.database import in_thread
from assistant.wording import messages

PATH = "/assistant"  # everything of the site is under it
LARGEST = 16_384  # bytes of an event
WELCOME = "accueil"  # id of the message that opens a conversation in the visitor's name
MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class SiteBlueprint(Guarded, SocketBlueprint):
    """The site's socket and its demo page."""


class SiteInput(SocketIOInput):
    """See the module's text."""

    @classmethod
    def name(cls) -> str:
        return SITE.name

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> SiteInput:
        return cls()

    def __init__(self) -> None:
        super().__init__(session_persistence=True, socketio_path=f"{PATH}/socket.io")
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
        pace.install(self.sio)
        webhook = SiteBlueprint(self.sio, self.socketio_path, "dife_site")
        webhook.add_route(pages.page(pages.DEMO), "/", pages.READ, name="demo")
        self._exchange = Exchange.behind(webhook, on_new_message)
        self.sio.on("connect", self._connected)
        self.sio.on("session_request", self._safely(self._session))
        self.sio.on("user_uttered", self._safely(self._message))
        self.sio.on("opinion", self._safely(self._opinion))
        self.sio.on("*", self._unknown)
        return webhook

    async def _connected(self, sid: str, environ: Dict[str, Any], _: Any = None) -> None:
        request = environ["sanic.request"]
        address = guard.address_of(request.headers, request.ip)
        await self.sio.save_session(sid, {"address": address})

    def _safely(self, handle: Any) -> Any:
        async def handler(sid: str, data: Any = None) -> Dict[str, Any]:
            try:
                answer: Dict[str, Any] = await handle(sid, data if isinstance(data, dict) else {})
            except Exception as error:  # a malformed event leaves no trace, and no silence
                answer = _refused(fault_of(error))
            if not answer["ok"]:
                await self._count_refusal(sid)
            return answer

        return handler

    async def _unknown(self, event: str, sid: str, *_: Any) -> Dict[str, Any]:
        await self._count_refusal(sid)
        return _refused(UNREADABLE)

    async def _count_refusal(self, sid: str) -> None:
        """A page that goes on in spite of its refusals is no visitor's."""
        connection = self.sio.eio.sockets.get(self.sio.manager.eio_sid_from_sid(sid, "/"))
        if connection:  # it may have gone meanwhile
            pace.allowance(connection).refuse()

    async def _session(self, sid: str, data: Dict[str, Any]) -> Dict[str, Any]:
        visitor = visitor_of(data.get("token"))
        # Never dated again: what is in a browser is void after a day, whatever is said meanwhile.
        token = str(data["token"]) if visitor else new_token()
        sender = sender_of(token.split(".")[0])
        session = await self.sio.get_session(sid)
        if guard.too_fast(sender, session.get("address", "")):
            return {**_refused(TOO_FAST), "later": True}
        await self.sio.save_session(sid, {**session, "sender": sender})
        await self.sio.enter_room(sid, sender)
        tracker = await self._exchange.whole(sender) if visitor else None
        if not tracker:
            self._start(f"{sender} {WELCOME}", self._welcome(sender, session.get("address", "")))
        return {
            "ok": True,
            "token": token,
            "history": _shown(tracker) if tracker else [],
            "expects": history.expected(tracker),
            "contact": messages.facts("association_telephone", "association_courriel"),
        }

    async def _welcome(self, sender: str, address: str) -> Dict[str, Any]:
        said = Said(SITE, sender, "/saluer", WELCOME, address=address, counted=True)
        answer = await self._turn(said)
        if not answer["ok"]:  # nobody waits for an acknowledgement that could say why
            await self.sio.emit("bot_uttered", answer["why"], room=sender)
        return answer

    async def _message(self, sid: str, data: Dict[str, Any]) -> Dict[str, Any]:
        session = await self.sio.get_session(sid)
        sender, identity = session.get("sender"), data.get("id")
        if not sender:
            return {"ok": False, "why": "session"}
        if not isinstance(identity, str) or not MESSAGE_ID.fullmatch(identity):
            return _refused(UNREADABLE)
        name = f"{sender} {identity}"
        if name not in self._under_way:  # the same message sent again joins its turn
            said = Said(
                SITE,
                sender,
                data.get("text"),
                identity,
                address=session.get("address", ""),
                again=bool(data.get("again")),
            )
            self._start(name, self._turn(said, sid))
        return await asyncio.shield(self._under_way[name])

    def _start(self, name: str, turn: Any) -> None:
        """A turn goes on when the visitor's connection is cut: its answer is in the history."""
        task = asyncio.ensure_future(turn)
        self._under_way[name] = task
        task.add_done_callback(lambda _: self._under_way.pop(name, None))

    async def _turn(self, said: Said, sid: Optional[str] = None) -> Dict[str, Any]:
        """The acknowledgement of a message whose answers were sent to the visitor's tabs."""

        async def begun(outcome: Outcome) -> None:
            if sid:
                echo = {"id": said.id, "text": outcome.shown}
                await self.sio.emit("user_echo", echo, said.sender, skip_sid=sid)

        async def deliver(outcome: Outcome) -> None:
            if outcome.fault:
                return
            for answer in outcome.answers:
                await self.sio.emit("bot_uttered", answer.to_json(), room=said.sender)
            if outcome.ended:
                await self.sio.emit("session_ended", {}, said.sender)
            elif sid:  # the other tabs show what is asked now
                await self.sio.emit("expects", {"kind": outcome.expects}, said.sender, skip_sid=sid)

        outcome = await self._exchange.take(said, begun, deliver)
        if outcome.fault:
            refused = {"ok": False, "why": outcome.answers[0].to_json()}
            # Its text must not stay on the screen; or it may be sent again in a few seconds.
            forget = {"forget": True} if outcome.masked else {}
            return {**refused, **forget, **({"later": True} if outcome.later else {})}
        kept = {"said": outcome.kept} if outcome.masked else {}
        return {"ok": True, "expects": outcome.expects, "erased": outcome.ended, **kept}

    async def _opinion(self, sid: str, data: Dict[str, Any]) -> Dict[str, Any]:
        session = await self.sio.get_session(sid)
        sender = session.get("sender")
        if sender and guard.too_fast(f"avis {sender}", session.get("address", "")):
            return {"ok": False}
        identity, useful = data.get("id"), data.get("useful")
        if not sender or not isinstance(identity, str) or not isinstance(useful, bool):
            return {"ok": False}
        intent = history.intent_of(await self._exchange.whole(sender), identity)
        if intent is None:
            return {"ok": False}
        key = keyring.sign("avis", f"{sender} {identity}")
        why = data.get("why") if isinstance(data.get("why"), str) else None
        await in_thread(opinions.save, key, intent, useful, why, messages.version())
        return {"ok": True}


def _shown(tracker: DialogueStateTracker) -> List[Dict[str, Any]]:
    """The conversation as the screen had it: the notice, kept nowhere, follows the welcome."""
    said = history.entries(tracker, WELCOME)
    welcome = [n for n, entry in enumerate(said, 1) if entry.get("answers") == WELCOME]
    if welcome:
        said.insert(welcome[-1], notice().to_json())
    return said


def _allowed(origin: Optional[str], environ: Dict[str, Any]) -> bool:
    """Our own pages, and those of the settings; a client that names no page is no browser."""
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", "http").split(",")[0].strip()
    ours = f"{scheme}://{environ.get('HTTP_X_FORWARDED_HOST') or environ.get('HTTP_HOST')}"
    return origin in (ours, *settings.current().origins)


def _refused(name: str) -> Dict[str, Any]:
    """A refusal leaves nothing in the conversation: it is said by the acknowledgement alone."""
    return {"ok": False, "why": Answer.of(messages.as_answer(name, "")).to_json()}
