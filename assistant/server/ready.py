"""Does the assistant answer? `GET /live`: this process does. `GET /ready`: a turn can be taken.

/ready tries what a turn needs and names in `down` what fails: "model", "database" (a row written,
read, deleted), "actions" (their server), "turn" (a whole one, then deleted). 200 or 503. Harmless
in public: no address, no version, and however often it is asked, one check in KEPT seconds.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Awaitable, Callable, List, Optional, Tuple
from urllib.parse import urljoin

import aiohttp
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import settings
from assistant.server import selftest
from assistant.storage.conversations import unwrapped

FIRST = "/suivre_parcours"  # answered by an action, in two messages
EACH, LIMIT = 1.4, 2.8  # seconds for a check, and for all of them
KEPT, KEPT_DOWN = 5.0, 0.5  # seconds that a result is kept
PAUSE = 0.2  # seconds between two tries, at start


class Readiness:
    """What a server can do at this moment; one check at a time, whoever asks."""

    def __init__(self, app: Sanic) -> None:
        self.agent = app.ctx.agent
        self.sender = f"sonde-{secrets.token_hex(16)}"  # one: what was not deleted is, next time
        self._check: Optional[asyncio.Future[List[str]]] = None
        self._until = 0.0
        # Of its own, and alone: a frozen database holds one thread, and none of the turns'.
        self._thread = ThreadPoolExecutor(1, "sonde")
        self._working: Optional[asyncio.Future[Any]] = None

    async def down(self) -> List[str]:
        """What fails; empty when a turn can be taken."""
        check = self._check
        if check is None or check.done() and time.monotonic() >= self._until:
            check = self._check = asyncio.ensure_future(self._all())
        return await asyncio.shield(check)

    async def _all(self) -> List[str]:
        since = time.monotonic()
        parts = (("model", self._model()), ("database", self._base()), ("actions", self._actions()))
        found = await asyncio.gather(*(_failing(name, part, EACH) for name, part in parts))
        down = [name for name in found if name]
        if not down:
            left = LIMIT - (time.monotonic() - since)
            down = [name for name in [await _failing("turn", self._turn(), left)] if name]
        self._until = time.monotonic() + (KEPT_DOWN if down else KEPT)
        return down

    async def _model(self) -> bool:
        expected = settings.current().model
        return bool(self.agent.is_ready()) and self.agent.model_name == (
            expected or self.agent.model_name
        )

    async def _base(self) -> bool:
        return await self._alone(selftest.probe) is None

    async def _actions(self) -> bool:
        health = urljoin(self.agent.action_endpoint.url, "/health")
        async with aiohttp.ClientSession() as session, session.get(health) as answer:
            return answer.status == 200

    async def _turn(self) -> bool:
        collector = CollectingOutputChannel()
        await self.agent.handle_message(UserMessage(FIRST, collector, self.sender))
        await self._alone(selftest.forget, self.sender)
        return len(collector.messages) > 1

    async def _alone(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What `work` returns; BusyError, at once, while an earlier one has not ended."""
        if self._working and not self._working.done():
            raise BusyError
        store = unwrapped(self.agent.tracker_store)
        loop = asyncio.get_running_loop()
        self._working = loop.run_in_executor(self._thread, work, store, *arguments)
        self._working.add_done_callback(lambda done: done.cancelled() or done.exception())
        return await asyncio.shield(self._working)


class BusyError(Exception):
    """The database still has not answered what was asked before."""


async def _failing(name: str, part: Awaitable[bool], seconds: float) -> str:
    """The name of a part that fails, whatever the reason; "" for one that works."""
    try:
        return "" if await asyncio.wait_for(part, seconds) else name
    except Exception:
        return name


def blueprint() -> Blueprint:
    """Both addresses. nginx leads to neither: docs/exploitation.md says how to open them."""
    made = Blueprint("dife_ready")

    @made.route("/live", methods=["GET", "HEAD"])
    async def live(_: Request) -> HTTPResponse:
        return response.json({"live": True})

    @made.route("/ready", methods=["GET", "HEAD"])
    async def ready(request: Request) -> HTTPResponse:
        status, body = await _state(request.app)
        return response.json(body, status=status)

    return made


async def _state(app: Sanic) -> Tuple[int, Any]:
    readiness = getattr(app.ctx, "readiness", None)
    down = await readiness.down() if readiness else ["model"]
    return (503 if down else 200), {"ready": not down, "down": down}


async def first_turn(app: Sanic) -> None:
    """Take turns until one is answered: the first visitor does not wait for what loads late."""
    app.ctx.readiness = Readiness(app)
    while await app.ctx.readiness.down():
        await asyncio.sleep(PAUSE)
