"""Sends activities to Teams, one at a time in each conversation.

The Bot Connector has no key by which it could know a message sent again. So, once an activity has
left whole:
- no answer in time: Teams may well show it, so that it is not sent again;
- a refusal, or a line that is cut: it is sent again, and in the second case may be shown twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
import time
from typing import Any, Dict, NamedTuple, Optional
from urllib.parse import quote

import aiohttp

from assistant.channels.in_order import InOrder
from assistant.channels.teams.auth import OurToken
from assistant.channels.teams.config import TeamsConfig
from assistant.channels.teams.shared import session

logger = logging.getLogger(__name__)

TRIES = 8
AGAIN = {412, 429, 500, 502, 503, 504}
LONGEST_WAIT = 8.0  # seconds between two tries of ours
LONGEST_ASKED = 120.0  # seconds, of those that Teams asks for
PATIENCE = 300.0  # seconds in all: what comes later is no answer
CONNECT, READ = 5.0, 35.0  # seconds
SOCKETS = 300
HINT = 2.0  # seconds
UNNAMED = "?"  # an activity to which Teams gave no id
UNREACHED = (aiohttp.ClientError, asyncio.TimeoutError, KeyError, ValueError, TypeError)


class Unsure(Exception):
    """The activity left whole, and Teams did not say in time what became of it."""


class Reply(NamedTuple):
    """What Teams answered; `asked`: the seconds that it asks to wait; `id`: the activity's."""

    status: int
    asked: Optional[float]
    id: str


class Connector:
    """One for the process; `reference` says where to write, and who writes to whom."""

    def __init__(self, config: TeamsConfig) -> None:
        self._config, self.token = config, OurToken(config)
        self._session: Optional[aiohttp.ClientSession] = None
        self._lines = InOrder()

    async def send(self, reference: Dict[str, Any], activity: Dict[str, Any]) -> Optional[str]:
        """The id of the activity at Teams; None when nothing says that it was accepted."""
        if not self._trusted(reference):
            return None
        until = time.monotonic() + PATIENCE
        async with self._lines.of(reference["conversation"]["id"]):
            return await self._send(*_request(reference, activity), until)

    def _trusted(self, reference: Dict[str, Any]) -> bool:
        return self._config.trusts(reference["service_url"])

    async def _send(self, address: str, body: Any, until: float) -> Optional[str]:
        refused, status = "", 0
        for attempt in range(TRIES):
            status, asked = 0, None
            try:
                token = await self.token.get(refused)
                status, asked, name = await self._post(address, body, token)
            except Unsure:
                logger.error("Teams did not say whether it took an activity.")
                return None
            except UNREACHED as error:
                logger.warning("Teams is out of reach: %s", type(error).__name__)
            if 200 <= status < 300:
                return name
            if status == 401 and not refused:
                refused = token  # until another one is made
                continue
            wait = pause(attempt, asked)
            if (status and status not in AGAIN) or time.monotonic() + wait > until:
                break
            if attempt < TRIES - 1:
                await asyncio.sleep(wait)
        logger.error("Teams refused an activity: status %s", status)
        return None

    async def hint(self, reference: Dict[str, Any], activity: Dict[str, Any]) -> None:
        """Send what nobody misses: once, and not for long."""
        if not self._trusted(reference):
            return
        with contextlib.suppress(Unsure, *UNREACHED):
            await asyncio.wait_for(self._once(*_request(reference, activity)), HINT)

    async def _once(self, address: str, body: Any) -> None:
        await self._post(address, body, await self.token.get())

    async def _post(self, address: str, body: Any, token: str) -> Reply:
        if self._session is None or self._session.closed:
            self._session = _opened()
        headers, left = {"Authorization": f"Bearer {token}"}, asyncio.Event()
        sending = self._session.post(
            address, json=body, headers=headers, allow_redirects=False, trace_request_ctx=left
        )
        try:
            async with sending as answer:
                name = UNNAMED
                with contextlib.suppress(*UNREACHED):  # accepted, whatever follows
                    name = str(json.loads(await answer.read())["id"])
                return Reply(answer.status, asked_of(answer.headers.get("Retry-After")), name)
        except asyncio.TimeoutError:
            if left.is_set():
                raise Unsure from None
            raise

    async def close(self) -> None:
        await self.token.close()
        if self._session is not None:
            await self._session.close()


def pause(attempt: int, asked: Optional[float]) -> float:
    """Seconds before the next try: never less than Teams asks, and not the same for all."""
    if asked:
        return min(asked, LONGEST_ASKED) * random.uniform(1, 1.5)  # nosec B311 # noqa: S311
    return min(0.25 * 2.0**attempt, LONGEST_WAIT) * random.uniform(0.8, 1.2)  # nosec B311 # noqa: S311


def asked_of(header: Optional[str]) -> Optional[float]:
    """The seconds of a Retry-After; None when it says none."""
    try:
        seconds = float(header or "")
    except ValueError:
        return None
    return seconds if seconds > 0 else None


def _opened() -> aiohttp.ClientSession:
    async def left(_: Any, context: Any, __: Any) -> None:
        context.trace_request_ctx.set()

    trace = aiohttp.TraceConfig()
    trace.on_request_chunk_sent.append(left)  # type: ignore[arg-type]
    return session(
        connector=aiohttp.TCPConnector(limit=SOCKETS),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=READ),
        trace_configs=[trace],
    )


def _request(reference: Dict[str, Any], activity: Dict[str, Any]) -> tuple[str, Dict[str, Any]]:
    """The address and the body of what is sent."""
    conversation = quote(reference["conversation"]["id"], safe="")
    address = f"{reference['service_url'].rstrip('/')}/v3/conversations/{conversation}/activities"
    if activity.get("replyToId"):
        address += f"/{quote(activity['replyToId'], safe='')}"
    return address, {
        "from": reference["bot"],
        "recipient": reference["user"],
        "conversation": reference["conversation"],
        "locale": "fr-FR",
        **activity,
    }
