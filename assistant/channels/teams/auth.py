"""Who may speak to us from Teams, and our own token: nothing is fetched before it is needed.

Rules of the Bot Connector's authentication: RS256 only; issuer, audience, expiry, address of
the service and channel checked.
"""

from __future__ import annotations

import re
import time
from typing import Any, Dict, Optional, Set

import jwt

from assistant.channels.teams.activity import too_old
from assistant.channels.teams.config import TeamsConfig
from assistant.channels.teams.keys import TIMEOUT, Keys, Refused
from assistant.channels.teams.shared import Shared, session

CHANNEL = "msteams"
LEEWAY = 300  # seconds between Microsoft's clock and ours
BEARER = re.compile(r"Bearer ([\w.~+/=-]{1,8192})")


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
        if not set() < tenants_of(activity) <= set(self._config.tenants):
            raise Refused(403, "tenant")
        if too_old(activity, time.time()):
            raise Refused(403, "old")


def tenants_of(activity: Dict[str, Any]) -> Set[str]:
    """The organisations that an activity names: it says twice where it comes from."""
    data = activity.get("channelData")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    named = tenant.get("id") if isinstance(tenant, dict) else None
    return {str(each).lower() for each in (named, activity["conversation"].get("tenantId")) if each}


class OurToken:
    """The bearer token of our own requests, shared by all that send at the same time."""

    def __init__(self, config: TeamsConfig) -> None:
        self._config = config
        self._token, self._until = "", float("-inf")
        self._fetching = Shared(self._fetch)
        self.close = self._fetching.close

    async def get(self, refused: str = "") -> str:
        """The token; a new one when it is about to end, or when `refused` is the one we have."""
        if time.monotonic() > self._until or (refused and refused == self._token):
            await self._fetching.wait()
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
            session(timeout=TIMEOUT, raise_for_status=True) as opened,
            opened.post(address, data=form, allow_redirects=False) as answer,
        ):
            found = await answer.json(content_type=None)
        self._token = str(found["access_token"])
        self._until = time.monotonic() + max(float(found.get("expires_in", 0)) - 300, 30)
