"""The settings of Microsoft Teams (assistant/settings.py), as its modules want them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional, Tuple

from assistant import settings
from assistant.channels.teams.package import SETTINGS
from assistant.errors import Told

GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ISSUER = "https://api.botframework.com"
SHORTEST = 16  # characters of the secret
# https, or this machine itself; nothing after the path
ADDRESS = re.compile(
    r"(https://[\w-]+(\.[\w-]+)+|http://(127\.0\.0\.1|localhost))(:\d+)?(/[\w./~%-]*)?", re.ASCII
)


class TeamsFault(Told):
    """Which setting is missing or wrong."""


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


def read() -> Optional[TeamsConfig]:
    """The settings, None when Teams is off; TeamsFault when they cannot be used."""
    given = settings.current()
    if not given.teams_app_id:
        return None
    for name, values in (
        ("TEAMS_APP_ID", (given.teams_app_id,)),
        ("TEAMS_TENANT_ID", (given.teams_tenant,)),
        ("TEAMS_ALLOWED_TENANTS", given.teams_tenants),
    ):
        if not all(map(GUID.fullmatch, values)):
            raise TeamsFault(
                f"{name} doit être un identifiant de 36 caractères, comme dans Azure ;"
                " s'il y en a plusieurs, séparez-les par des virgules."
            )
    if len(given.teams_password) < SHORTEST:
        raise TeamsFault("TEAMS_APP_PASSWORD manque ou est trop court : copiez le secret d'Azure.")
    if GUID.fullmatch(given.teams_password):
        raise TeamsFault("TEAMS_APP_PASSWORD est l'identifiant du secret : copiez sa valeur.")
    for name, values in (
        ("TEAMS_SERVICE_URLS", given.teams_services),
        ("TEAMS_LOGIN_URL", (given.teams_login,)),
        ("TEAMS_OPENID_URL", (given.teams_openid,)),
        ("TEAMS_EXTRA_ISSUERS", given.teams_issuers),
    ):
        if not all(map(ADDRESS.fullmatch, values)):
            raise TeamsFault(f"{name} doit être une adresse entière, comme https://www.exemple.fr/")
    form, what = SETTINGS["DIFE_HOTE"]
    here = all(url.startswith("http://") for url in given.teams_services)  # no link leaves it
    if not here and not form.fullmatch(given.host.lower()):
        fault = "n'a pas la bonne forme" if given.host else "manque"
        raise TeamsFault(f"DIFE_HOTE {fault} : donnez {what}.")
    return TeamsConfig(
        app_id=given.teams_app_id,
        password=given.teams_password,
        tenant=given.teams_tenant,
        tenants=tuple(t.lower() for t in (given.teams_tenant, *given.teams_tenants)),
        issuers=(ISSUER, *given.teams_issuers),
        login_url=given.teams_login.rstrip("/"),
        openid_url=given.teams_openid,
        service_urls=tuple(f"{url.rstrip('/')}/" for url in given.teams_services),
    )


def state() -> str:
    """One French line for whoever starts the assistant; "" when Teams is off."""
    try:
        return "Teams : actif." if read() else ""
    except TeamsFault as fault:
        return f"Teams reste éteint : {fault}"
