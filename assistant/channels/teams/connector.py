"""Sends activities to Teams: waits when asked to, renews a token once, then gives up and says so.

A message that was accepted but whose acknowledgement was lost is sent again: the Bot Connector
has no key by which it could know it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from typing import Any, Dict, Optional
from urllib.parse import quote

import aiohttp

from assistant.channels.teams.auth import TIMEOUT, OurToken
from assistant.channels.teams.config import TeamsConfig

logger = logging.getLogger(__name__)

TRIES = 6
AGAIN = {412, 429, 500, 502, 503, 504}
LONGEST_WAIT = 8.0  # seconds
HINT = 2.0  # seconds


class Connector:
    """One for the process; `reference` says where to write, and who writes to whom."""

    def __init__(self, config: TeamsConfig) -> None:
        self._config, self.token = config, OurToken(config)
        self._session: Optional[aiohttp.ClientSession] = None

    async def send(self, reference: Dict[str, Any], activity: Dict[str, Any]) -> bool:
        """Whether Teams accepted the activity."""
        if not self._config.trusts(reference["service_url"]):
            return False
        address, body = _request(reference, activity)
        refused, renewed = "", False
        for attempt in range(TRIES):
            wait = min(0.25 * 2**attempt, LONGEST_WAIT) * random.uniform(0.8, 1.2)  # nosec B311 # noqa: S311
            try:
                token = await self.token.get(refused)
                status, asked = await self._post(address, body, token)
            except (aiohttp.ClientError, asyncio.TimeoutError, KeyError, ValueError) as error:
                logger.warning("Teams is out of reach: %s", type(error).__name__)
                status, asked = 0, None
            if 200 <= status < 300:
                return True
            if status == 401 and not renewed:
                refused, renewed = token, True
                continue
            if status and status not in AGAIN:
                break
            refused = ""
            await asyncio.sleep(min(asked or wait, LONGEST_WAIT))
        logger.error("Teams refused an activity: status %s", status)
        return False

    async def hint(self, reference: Dict[str, Any], activity: Dict[str, Any]) -> None:
        """Send what nobody misses: once, and not for long."""
        if not self._config.trusts(reference["service_url"]):
            return
        with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError, KeyError, ValueError):
            await asyncio.wait_for(self._once(*_request(reference, activity)), HINT)

    async def _once(self, address: str, body: Any) -> None:
        await self._post(address, body, await self.token.get())

    async def _post(self, address: str, body: Any, token: str) -> tuple[int, Optional[float]]:
        """The status, and the seconds that Teams asks to wait."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=TIMEOUT)
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session.post(address, json=body, headers=headers) as answer:
            await answer.read()
            try:
                asked = float(answer.headers.get("Retry-After", ""))
            except ValueError:
                asked = None
            return answer.status, asked

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


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
