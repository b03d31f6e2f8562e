"""Who may speak to us from Teams, and to whom our token goes: no server of ours is started."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, Dict, List, Optional

import pytest

from assistant.channels.teams import auth, config
from assistant.channels.teams.auth import Gate, OurToken, tenants_of
from assistant.channels.teams.config import TeamsConfig
from assistant.channels.teams.connector import Connector
from assistant.channels.teams.keys import Refused
from tests.support.teams_fake import FakeTeams


def settings() -> TeamsConfig:
    found = config.read()
    assert found is not None
    return found


def status(token: Optional[str], activity: Dict[str, Any]) -> int:
    """What the gate answers: 200 when it lets the activity in."""

    async def check() -> int:
        try:
            await Gate(settings()).check(token and f"Bearer {token}", activity)
        except Refused as refused:
            return refused.status
        return 200

    return asyncio.run(check())


def test_an_activity_of_ours_is_let_in(microsoft: FakeTeams) -> None:
    assert status(microsoft.sign(), microsoft.activity("bonjour")) == 200


@pytest.mark.parametrize(
    ("endorsements", "answer"),
    [
        (["msteams"], 200),
        (["webchat", "msteams"], 200),
        ([], 403),
        (["webchat"], 403),
        (["msteams.example"], 403),
    ],
)
def test_a_key_signs_only_for_the_channels_that_endorse_it(
    microsoft: FakeTeams, endorsements: List[str], answer: int
) -> None:
    microsoft.rotate(endorsements)
    assert status(microsoft.sign(), microsoft.activity("bonjour")) == answer


@pytest.mark.parametrize(
    ("claims", "answer"),
    [
        ({"aud": "autre"}, 401),
        ({"iss": "https://sts.windows.net/x/"}, 401),
        ({"exp": -360}, 401),
        ({"exp": -240}, 200),
        ({"exp": None}, 401),
        ({"serviceurl": None}, 403),
        ({"serviceurl": "https://evil.example/"}, 403),
        ({"algorithm": "HS256"}, 401),
        ({"algorithm": "none"}, 401),
    ],
)
def test_a_token_is_microsoft_s_for_us_now_and_here(
    microsoft: FakeTeams, claims: Dict[str, Any], answer: int
) -> None:
    """`exp` is told in seconds from now."""
    if claims.get("exp"):
        claims = {"exp": int(time.time()) + claims["exp"]}
    assert status(microsoft.sign(**claims), microsoft.activity("bonjour")) == answer


def test_a_service_that_we_do_not_trust_is_refused_even_when_signed(microsoft: FakeTeams) -> None:
    foreign = "https://evil.example/"
    token = microsoft.sign(serviceurl=foreign)
    assert status(token, microsoft.activity("bonjour", serviceUrl=foreign)) == 403


@pytest.mark.parametrize(
    "change",
    [{"channelId": "emulator"}, {"channelData": {"tenant": {"id": "0" * 36}}}],
)
def test_another_channel_or_organisation_is_refused(
    microsoft: FakeTeams, change: Dict[str, Any]
) -> None:
    activity = microsoft.activity("bonjour", **change)
    assert status(microsoft.sign(), activity) == 403


def test_an_organisation_that_the_settings_allow_is_let_in(
    microsoft: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "AAAAAAAA-0000-0000-0000-000000000001"
    activity = microsoft.activity("bonjour", channelData={"tenant": {"id": other}})
    assert status(microsoft.sign(), activity) == 403
    monkeypatch.setenv("TEAMS_ALLOWED_TENANTS", other)
    assert status(microsoft.sign(), activity) == 200
    assert tenants_of(activity) == {other.lower(), microsoft.tenant}


@pytest.mark.parametrize("data", [True, False])
def test_no_other_organisation_hides_behind_one_that_is_allowed(
    microsoft: FakeTeams, data: bool
) -> None:
    """An activity names its organisation twice: neither may be another."""
    activity = microsoft.activity("bonjour")
    if not data:
        activity["channelData"] = {}
        assert status(microsoft.sign(), activity) == 200
    activity["conversation"]["tenantId"] = "0" * 36
    assert status(microsoft.sign(), activity) == 403


def test_microsoft_is_reached_through_the_proxy_of_the_machine(
    microsoft: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but a proxy knows what is at « .invalid »: ours takes all that we ask for."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", microsoft.address)
    away = microsoft.keys_at = "http://microsoft.invalid"
    microsoft.keys_at += "/v1/.well-known/keys"
    ours = replace(
        settings(),
        login_url=away,
        openid_url=f"{away}/v1/.well-known/openidconfiguration",
        service_urls=(f"{away}/teams/",),
    )

    async def go() -> None:
        await Gate(ours).keys.get(microsoft.key.kid)
        connector = Connector(ours)
        where = {**REFERENCE, "service_url": f"{away}/teams/"}
        assert await connector.send(where, {"type": "message", "text": "bonjour"})
        await connector.close()

    asyncio.run(go())
    assert len(microsoft.sent) == 1


def test_without_microsoft_s_keys_nobody_is_let_in(microsoft: FakeTeams) -> None:
    microsoft.keys_down = True
    assert status(microsoft.sign(), microsoft.activity("bonjour")) == 503


REFERENCE = {
    "conversation": {"id": "a:conv-1"},
    "bot": {"id": "28:bot"},
    "user": {"id": "29:user-1"},
}


def send(address: str) -> bool:
    """Whether a message was accepted at this address."""

    async def go() -> bool:
        connector = Connector(settings())
        try:
            where = {**REFERENCE, "service_url": address}
            return await connector.send(where, {"type": "message", "text": "bonjour"})
        finally:
            await connector.close()

    return asyncio.run(go())


def test_our_token_is_sent_where_we_trust_and_nowhere_else(microsoft: FakeTeams) -> None:
    assert send(microsoft.service_url) and microsoft.token_requests == 1
    with FakeTeams() as foreign:
        for address in (
            foreign.service_url,
            f"{microsoft.address}/",  # the right server, another path
            microsoft.service_url.replace("/teams/", "/teams.evil/"),
        ):
            assert not send(address)
        assert foreign.refused == [] and foreign.sent == []
    assert len(microsoft.sent) == 1 and microsoft.refused == []
    assert microsoft.token_requests == 1, "no token is even asked for"


def test_our_token_is_asked_again_before_its_end(
    microsoft: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(auth, "time", SimpleNamespace(monotonic=lambda: now[0]))

    async def go() -> List[int]:
        token, asked = OurToken(settings()), []
        for later in (0, microsoft.token_lifetime - 301, 2, 1):
            now[0] += later
            await token.get()
            asked.append(microsoft.token_requests)
        await token.get(refused=await token.get())
        return [*asked, microsoft.token_requests]

    assert asyncio.run(go()) == [1, 1, 2, 2, 3]
