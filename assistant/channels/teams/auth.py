"""Who may speak to us from Teams, and our own token: nothing is fetched before it is needed.

Rules of the Bot Connector's authentication: RS256 only; issuer, audience, expiry, address of
the service and channel checked; Microsoft's keys read again when one is unknown.
"""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any, Dict, Optional, Tuple

import aiohttp
import jwt
from jwt.algorithms import RSAAlgorithm

from assistant.channels.teams.config import TeamsConfig

CHANNEL = "msteams"
LEEWAY = 300  # seconds between Microsoft's clock and ours
KEYS_KEPT = 86_400.0  # seconds
KEYS_AGAIN = 60.0  # seconds at least between two readings asked by unknown keys
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
BEARER = re.compile(r"Bearer ([\w.~+/=-]{1,8192})")


class Refused(Exception):
    """The request is not Microsoft's, or not for us: `status` is 401, 403 or 503."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Keys:
    """Microsoft's public keys by name, with the channels that each may sign for."""

    def __init__(self, openid_url: str) -> None:
        self._url = openid_url
        self._keys: Dict[str, Tuple[Any, Tuple[str, ...]]] = {}
        self._read_at = self._asked_at = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self, name: str) -> Tuple[Any, Tuple[str, ...]]:
        """The key and its channels; Refused when it is unknown or cannot be read."""
        async with self._lock:
            now = time.monotonic()
            old = now - self._read_at > KEYS_KEPT
            asked = name not in self._keys and now - self._asked_at > KEYS_AGAIN
            if old or asked:
                self._asked_at = self._asked_at if old else now
                try:
                    await self._read()
                except Exception as error:  # a service that is down or talks nonsense
                    if name not in self._keys:
                        raise Refused(503, "keys") from error
        if name not in self._keys:
            raise Refused(401, "unknown key")
        return self._keys[name]

    async def _read(self) -> None:
        async with aiohttp.ClientSession(timeout=TIMEOUT, raise_for_status=True) as session:
            async with session.get(self._url) as answer:
                address = (await answer.json(content_type=None))["jwks_uri"]
            async with session.get(address) as answer:
                found = (await answer.json(content_type=None))["keys"]
        self._keys = {
            str(key["kid"]): (RSAAlgorithm.from_jwk(key), tuple(key.get("endorsements") or ()))
            for key in found
            if key.get("kty") == "RSA" and key.get("kid")
        }
        self._read_at = time.monotonic()


class Gate:
    """Lets in an activity of Teams for our bot, from an organisation that is allowed."""

    def __init__(self, config: TeamsConfig) -> None:
        self._config, self.keys = config, Keys(config.openid_url)

    async def check(self, authorization: Optional[str], activity: Dict[str, Any]) -> None:
        """Nothing when all is right, else Refused."""
        match = BEARER.fullmatch(authorization or "")
        if not match:
            raise Refused(401, "no token")
        try:
            header = jwt.get_unverified_header(match[1])
        except jwt.PyJWTError:
            raise Refused(401, "header") from None
        name = header.get("kid")
        if header.get("alg") != "RS256" or not isinstance(name, str) or len(name) > 256:
            raise Refused(401, "algorithm")
        key, channels = await self.keys.get(name)
        try:
            claims = jwt.decode(
                match[1],
                key,
                algorithms=["RS256"],
                audience=self._config.app_id,
                issuer=list(self._config.issuers),
                leeway=LEEWAY,
                options={"require": ["exp", "iss", "aud"]},
            )
        except (jwt.PyJWTError, TypeError, ValueError):
            raise Refused(401, "token") from None
        service = activity.get("serviceUrl")
        if not service or service != (claims.get("serviceurl") or claims.get("serviceUrl")):
            raise Refused(403, "service")
        if not self._config.trusts(service):
            raise Refused(403, "foreign service")
        if activity.get("channelId") != CHANNEL or CHANNEL not in channels:
            raise Refused(403, "channel")
        if tenant_of(activity) not in self._config.tenants:
            raise Refused(403, "tenant")


def tenant_of(activity: Dict[str, Any]) -> str:
    """The organisation that an activity comes from."""
    data = activity.get("channelData")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    found = tenant.get("id") if isinstance(tenant, dict) else None
    return str(found or activity["conversation"].get("tenantId") or "").lower()


class OurToken:
    """The bearer token of our own requests, shared by all that send at the same time."""

    def __init__(self, config: TeamsConfig) -> None:
        self._config = config
        self._token, self._until = "", float("-inf")
        self._lock = asyncio.Lock()

    async def get(self, refused: str = "") -> str:
        """The token; a new one when it is about to end, or when `refused` is the one we have."""
        async with self._lock:
            if time.monotonic() > self._until or (refused and refused == self._token):
                await self._fetch()
            return self._token

    async def _fetch(self) -> None:
        config = self._config
        form = {
            "grant_type": "client_credentials",
            "client_id": config.app_id,
            "client_secret": config.password,
            "scope": "https://api.botframework.com/.default",
        }
        address = f"{config.login_url}/{config.tenant}/oauth2/v2.0/token"
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT, raise_for_status=True) as session,
            session.post(address, data=form) as answer,
        ):
            found = await answer.json(content_type=None)
        self._token = str(found["access_token"])
        self._until = time.monotonic() + max(float(found.get("expires_in", 0)) - 300, 30)
