"""The settings of Microsoft Teams, from the environment; without TEAMS_APP_ID it is off.

- TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID: the Azure Bot (single tenant) and its secret
- TEAMS_ALLOWED_TENANTS, none: other organisations that may talk to it, between commas
- TEAMS_EXTRA_ISSUERS, none: issuers of inbound tokens besides https://api.botframework.com
- TEAMS_LOGIN_URL, TEAMS_OPENID_URL, TEAMS_SERVICE_URLS: Microsoft's addresses (tests, other clouds)
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Optional, Tuple

GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ISSUER = "https://api.botframework.com"
LOGIN = "https://login.microsoftonline.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
SERVICES = "https://smba.trafficmanager.net/"
SHORTEST = 16  # characters of the secret


class TeamsFault(ValueError):
    """A French sentence: which setting is missing or wrong."""


@dataclass(frozen=True)
class TeamsConfig:
    """See the module's text; `service_urls` are prefixes that end with « / »."""

    app_id: str
    password: str
    tenant: str
    tenants: Tuple[str, ...]
    issuers: Tuple[str, ...]
    login_url: str
    openid_url: str
    service_urls: Tuple[str, ...]

    def trusts(self, service_url: str) -> bool:
        """Whether our token may be sent to this address."""
        return f"{service_url.rstrip('/')}/".startswith(self.service_urls)


def _list(name: str, default: str) -> Tuple[str, ...]:
    given = os.environ.get(name) or default
    return tuple(part.strip() for part in given.split(",") if part.strip())


def read() -> Optional[TeamsConfig]:
    """The settings, None when Teams is off; TeamsFault when they cannot be used."""
    app_id = os.environ.get("TEAMS_APP_ID", "").strip()
    if not app_id:
        return None
    password = os.environ.get("TEAMS_APP_PASSWORD", "").strip()
    tenant = os.environ.get("TEAMS_TENANT_ID", "").strip()
    for name, value in (("TEAMS_APP_ID", app_id), ("TEAMS_TENANT_ID", tenant)):
        if not GUID.fullmatch(value):
            raise TeamsFault(f"{name} doit être un identifiant de 36 caractères, comme dans Azure.")
    if len(password) < SHORTEST:
        raise TeamsFault("TEAMS_APP_PASSWORD manque ou est trop court : copiez le secret d'Azure.")
    services = tuple(f"{url.rstrip('/')}/" for url in _list("TEAMS_SERVICE_URLS", SERVICES))
    return TeamsConfig(
        app_id=app_id,
        password=password,
        tenant=tenant,
        tenants=tuple(t.lower() for t in (tenant, *_list("TEAMS_ALLOWED_TENANTS", ""))),
        issuers=(ISSUER, *_list("TEAMS_EXTRA_ISSUERS", "")),
        login_url=(os.environ.get("TEAMS_LOGIN_URL") or LOGIN).rstrip("/"),
        openid_url=os.environ.get("TEAMS_OPENID_URL") or OPENID,
        service_urls=services,
    )


def state() -> str:
    """One French line for whoever starts the assistant; "" when Teams is off."""
    try:
        return "Teams : actif." if read() else ""
    except TeamsFault as fault:
        return f"Teams reste éteint : {fault}"
