"""Microsoft's public keys, kept: whoever is known never waits for Microsoft.

A key that we have is served at once, and the set is read again behind when it is a day old. A set
that is empty, unreadable or elsewhere than where OpenID is published replaces nothing. A name
that we do not have has the set read, at most every AGAIN seconds whatever names are made up.
"""

from __future__ import annotations

import json
import logging
import time
from typing import Any, Dict, Tuple
from urllib.parse import urlsplit

import aiohttp
from jwt.algorithms import RSAAlgorithm

from assistant.channels.teams.shared import Shared, session

logger = logging.getLogger(__name__)

KEPT = 86_400.0  # seconds
AGAIN = 10.0  # seconds at least between two readings that unknown names ask for
LONGEST_PAUSE = 300.0  # seconds between two readings while Microsoft's keys cannot be read
LARGEST = 1_000_000  # bytes of a document
MOST = 200  # keys
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
Key = Tuple[Any, Tuple[str, ...]]  # a public key, the channels that it may sign for


class Refused(Exception):
    """The request is not Microsoft's, or not for us: `status` is 401, 403 or 503."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Keys:
    """Microsoft's public keys by name, with the channels that each may sign for."""

    def __init__(self, openid_url: str) -> None:
        self._url = openid_url
        self._keys: Dict[str, Key] = {}
        self._old_at = self._again_at = float("-inf")  # monotonic seconds
        self._failures = 0
        self._reading = Shared(self._read_safely)
        self.close = self._reading.close

    async def get(self, name: str) -> Key:
        """The key and its channels; Refused when it is unknown or cannot be read."""
        now = time.monotonic()
        if name in self._keys:
            if now >= max(self._old_at, self._again_at):
                self._reading.start()
            return self._keys[name]
        if now >= self._again_at or self._reading.under_way:
            if self._keys:
                self._again_at = now + AGAIN
            await self._reading.wait()
        if name not in self._keys:
            raise Refused(503, "keys") if self._failures else Refused(401, "unknown key")
        return self._keys[name]

    async def _read_safely(self) -> None:
        try:
            self._keys = await self._read()
        except Exception as error:  # a service that is down or talks nonsense
            logger.warning("Teams: Microsoft's keys cannot be read: %s", type(error).__name__)
            pause = min(2.0**self._failures, LONGEST_PAUSE)
            self._failures, self._again_at = self._failures + 1, time.monotonic() + pause
        else:
            self._failures, self._old_at = 0, time.monotonic() + KEPT

    async def _read(self) -> Dict[str, Key]:
        async with session(timeout=TIMEOUT, raise_for_status=True) as opened:
            address = (await _document(opened, self._url))["jwks_uri"]
            if urlsplit(address)[:2] != urlsplit(self._url)[:2]:  # scheme, host
                raise ValueError("keys elsewhere")
            found = (await _document(opened, address))["keys"]
        keys = dict(filter(None, map(_key, found[:MOST])))
        if not keys:
            raise ValueError("no key")
        return keys


async def _document(opened: aiohttp.ClientSession, address: str) -> Any:
    """The JSON at this address, and nowhere else; ValueError when it is too large."""
    async with opened.get(address, allow_redirects=False) as answer:
        body = b""
        async for part in answer.content.iter_any():
            body += part
            if len(body) > LARGEST:
                raise ValueError("too large")
    return json.loads(body)


def _key(found: Any) -> Any:
    """(name, key) of an entry; None when it is no key that we can use: the others serve."""
    try:
        if found["kty"] != "RSA" or not found["kid"]:
            return None
        key = RSAAlgorithm.from_jwk(found)
        return str(found["kid"]), (key, tuple(found.get("endorsements") or ()))
    except Exception:  # PyJWT and cryptography raise their own classes
        return None
