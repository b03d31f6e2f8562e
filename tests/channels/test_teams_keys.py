"""Microsoft's keys: old, unknown, unreadable, hanging, odd. Nobody who is known waits for them."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Awaitable, Callable, Iterator, List

import pytest

from assistant.channels.teams import keys as module
from assistant.channels.teams.keys import AGAIN, KEPT, Keys, Refused
from tests.support.teams_fake import FakeTeams, Key

AT_ONCE = 0.3  # seconds, on a busy machine


class Clock:
    """The time of the keys: it passes when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


@pytest.fixture
def microsoft() -> Iterator[FakeTeams]:
    with FakeTeams() as fake:
        yield fake


class Asked:
    """Keys that were asked for: the answer (200 or the refusal) of each, and how long it took."""

    def __init__(self, fake: FakeTeams) -> None:
        self.keys = Keys(f"{fake.address}/v1/.well-known/openidconfiguration")

    async def __call__(self, name: str) -> int:
        begun = time.monotonic()
        try:
            await self.keys.get(name)
            return 200
        except Refused as refused:
            return refused.status
        finally:
            self.took = time.monotonic() - begun

    async def read(self) -> None:
        """Wait for the reading under way."""
        while self.keys._reading.under_way:
            await asyncio.sleep(0.01)


def run(fake: FakeTeams, do: Callable[[Asked], Awaitable[None]]) -> None:
    async def go() -> None:
        asked = Asked(fake)
        await do(asked)
        await asked.keys.close()

    asyncio.run(go())


def test_a_day_old_they_are_served_at_once_and_read_again_behind(
    microsoft: FakeTeams, clock: Clock
) -> None:
    async def do(ask: Asked) -> None:
        known = microsoft.key.kid
        assert await ask(known) == 200 and microsoft.key_requests == 1
        clock.now += KEPT - 1
        await ask(known)
        assert not ask.keys._reading.under_way
        microsoft.keys_delay = 0.5
        clock.now += 2
        for _ in range(5):
            assert await ask(known) == 200 and ask.took < AT_ONCE
        await ask.read()
        assert microsoft.key_requests == 2

    run(microsoft, do)


def test_while_they_hang_whoever_is_known_goes_on(microsoft: FakeTeams, clock: Clock) -> None:
    async def do(ask: Asked) -> None:
        await ask(microsoft.key.kid)
        clock.now += KEPT + 1
        microsoft.keys_delay = 30.0
        forged = [asyncio.ensure_future(ask("inconnue")) for _ in range(4)]
        for _ in range(5):
            assert await ask(microsoft.key.kid) == 200 and ask.took < AT_ONCE
        for each in forged:
            each.cancel()

    run(microsoft, do)


def test_while_they_cannot_be_read_they_are_asked_for_less_and_less(
    microsoft: FakeTeams, clock: Clock
) -> None:
    async def do(ask: Asked) -> None:
        await ask(microsoft.key.kid)
        microsoft.keys_down, fails = True, 0
        clock.now += KEPT + 1
        for _ in range(1_000):  # seconds
            assert await ask(microsoft.key.kid) == 200
            if ask.keys._reading.under_way:
                await ask.read()
                fails += 1
            clock.now += 1
        assert 5 <= fails <= 12
        assert await ask("inconnue") == 503, "nothing is sure of it"

    run(microsoft, do)


def test_at_start_all_wait_for_the_same_reading(microsoft: FakeTeams) -> None:
    microsoft.keys_delay = 0.5

    async def do(ask: Asked) -> None:
        names = [*["inconnue"] * 4, microsoft.key.kid]
        begun = time.monotonic()
        assert await asyncio.gather(*map(ask, names)) == [401] * 4 + [200]
        assert time.monotonic() - begun < 1.5
        assert microsoft.key_requests == 1

    run(microsoft, do)


def test_names_that_are_made_up_have_them_read_seldom(microsoft: FakeTeams, clock: Clock) -> None:
    async def do(ask: Asked) -> None:
        await ask(microsoft.key.kid)
        for number in range(30):  # in thirty seconds
            assert await ask(f"inventée-{number}") == 401
            clock.now += 1
        assert microsoft.key_requests == 1 + 30 / AGAIN

    run(microsoft, do)


def test_a_new_key_is_known_to_all_who_bear_it(microsoft: FakeTeams, clock: Clock) -> None:
    async def do(ask: Asked) -> None:
        await ask(microsoft.key.kid)
        microsoft.rotate()
        microsoft.keys_delay = 0.3
        burst: List[int] = await asyncio.gather(*(ask(microsoft.key.kid) for _ in range(5)))
        assert burst == [200] * 5 and microsoft.key_requests == 2
        assert await ask("inventée") == 401 and ask.took < AT_ONCE

    run(microsoft, do)


ODD = Key().public
REPLACES_NOTHING = {
    "an empty set": {"keys": []},
    "no set": {},
    "no object": [],
    "only what is no key": {"keys": [5, None, {}, {**ODD, "n": "*"}, {**ODD, "kty": "EC"}]},
    "a megabyte and more": {"keys": [ODD], "x": "x" * 1_000_001},
}


@pytest.mark.parametrize("published", REPLACES_NOTHING)
def test_a_set_that_holds_nothing_replaces_nothing(
    microsoft: FakeTeams, clock: Clock, published: str
) -> None:
    async def do(ask: Asked) -> None:
        known = microsoft.key.kid
        await ask(known)
        microsoft.published = REPLACES_NOTHING[published]
        clock.now += KEPT + 1
        await ask(known)
        await ask.read()
        assert microsoft.key_requests == 2
        assert await ask(known) == 200 and await ask(ODD["kid"]) == 503

    run(microsoft, do)


@pytest.mark.parametrize(
    "bad",
    [5, None, {}, {"kty": "RSA"}, {**ODD, "n": "*"}, {**ODD, "e": 5}, {**ODD, "endorsements": 5}],
)
def test_a_key_that_is_none_hides_no_other(microsoft: FakeTeams, bad: Any) -> None:
    microsoft.published = {"keys": [bad, microsoft.key.public]}

    async def do(ask: Asked) -> None:
        assert await ask(microsoft.key.kid) == 200

    run(microsoft, do)


@pytest.mark.parametrize("change", [{"moved": True}, {"keys_at": "elsewhere"}])
def test_keys_are_read_where_openid_is_published_and_nowhere_else(
    microsoft: FakeTeams, change: Any
) -> None:
    with FakeTeams() as foreign:
        vars(microsoft).update(change)
        if microsoft.keys_at:
            microsoft.keys_at = f"{foreign.address}/v1/.well-known/keys"

        async def do(ask: Asked) -> None:
            assert await ask(foreign.key.kid) == 503
            assert await ask(microsoft.key.kid) == 503

        run(microsoft, do)
        assert foreign.key_requests == 0
