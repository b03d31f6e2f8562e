"""/live and /ready mean it, cost little however often they are asked, and never wait for long."""

from __future__ import annotations

import asyncio
import threading
import time
from types import SimpleNamespace
from typing import Any, Iterator, List

import pytest
from aiohttp import web

from assistant.server import ready
from assistant.storage import database
from tests.storage.conftest import raw

MODEL = "dife-essai.tar.gz"


class Rasa:
    """What stands for Rasa's agent: it takes a turn, on our real store."""

    def __init__(self, store: Any) -> None:
        self.tracker_store, self.model_name = store, MODEL
        self.action_endpoint = SimpleNamespace(url="http://127.0.0.1:1/webhook")
        self.turns: List[str] = []
        self.slow, self.answers = 0.0, 2

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message: Any) -> None:
        self.turns.append(message.sender_id)
        await asyncio.sleep(self.slow)
        for _ in range(self.answers):
            await message.output_channel.send_text_message(message.sender_id, "bonjour")


@pytest.fixture
def rasa(store: Any, monkeypatch: pytest.MonkeyPatch) -> Rasa:
    monkeypatch.setenv("DIFE_MODELE", MODEL)
    return Rasa(store)


def asked(rasa: Rasa, *, actions: Any = 200, times: int = 1) -> List[Any]:
    """(what is down, seconds) of each question, one after the other."""

    async def go() -> List[Any]:
        async def health(_: web.Request) -> web.Response:
            if actions is None:  # as a server that is stopped: connected, never answered
                await asyncio.sleep(60)
            return web.Response(status=actions)

        app = web.Application()
        app.router.add_get("/health", health)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        rasa.action_endpoint.url = f"http://127.0.0.1:{port}/webhook"
        readiness = ready.Readiness(SimpleNamespace(ctx=SimpleNamespace(agent=rasa)))  # type: ignore
        found = []
        for _ in range(times):
            begun = time.monotonic()
            found.append((await readiness.down(), time.monotonic() - begun))
            readiness._until = 0.0  # as if its time was over
        await runner.cleanup()
        return found

    return asyncio.run(go())


def down(rasa: Rasa, **more: Any) -> List[str]:
    ((found, took),) = asked(rasa, **more)
    assert took < 3
    return list(found)


def test_all_is_well_and_nothing_is_left(rasa: Rasa) -> None:
    assert down(rasa) == [] and len(rasa.turns) == 1
    assert raw("select count(*) from events") == [(0,)]


def test_another_model_is_not_the_one_expected(rasa: Rasa, monkeypatch: pytest.MonkeyPatch) -> None:
    rasa.model_name = "dife-autre.tar.gz"
    assert down(rasa) == ["model"]
    monkeypatch.setenv("DIFE_MODELE", "")  # Rasa started without the launcher: any is
    assert down(rasa) == []


def test_no_model_is_told(rasa: Rasa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa, "is_ready", lambda: False)
    assert down(rasa) == ["model"] and rasa.turns == []


@pytest.mark.parametrize("status", [500, None])
def test_an_action_server_that_fails_or_is_frozen(rasa: Rasa, status: Any) -> None:
    assert down(rasa, actions=status) == ["actions"]


def test_a_turn_that_is_slow_or_half_answered(rasa: Rasa) -> None:
    rasa.answers = 1
    assert down(rasa) == ["turn"]
    rasa.answers, rasa.slow = 2, 30
    assert down(rasa) == ["turn"]


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
def test_a_base_that_cannot_be_written(rasa: Rasa) -> None:
    with database.engine().begin() as connection:
        connection.exec_driver_sql(
            "create trigger t before insert on events begin select raise(abort, 'plein'); end"
        )
    assert down(rasa) == ["database"]


@pytest.fixture
def frozen(base: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Freezes the database: PostgreSQL stopped by its signal, SQLite locked by another."""
    if base == "postgresql":
        running = request.getfixturevalue("cluster")
        yield running.freeze
        running.thaw()
        time.sleep(3)
        return
    other = database.engine().raw_connection()
    yield lambda: other.execute("begin exclusive")
    other.rollback()
    other.close()


def test_a_frozen_database_is_told_in_time_and_holds_one_thread(rasa: Rasa, frozen: Any) -> None:
    assert down(rasa) == []
    before = threading.active_count()
    frozen()
    found = asked(rasa, times=6)
    assert [parts for parts, _ in found] == [["database"]] * 6
    assert max(took for _, took in found) < 3
    assert threading.active_count() <= before + 1
    assert sum(took for _, took in found[1:]) < 1, "nothing more is asked of it until it answers"
    assert len(rasa.turns) == 1, "no turn waits behind it"


def test_however_often_it_is_asked_one_check_is_made(rasa: Rasa) -> None:
    async def go() -> List[List[str]]:
        app = SimpleNamespace(ctx=SimpleNamespace(agent=rasa))
        readiness = ready.Readiness(app)  # type: ignore[arg-type]
        readiness._actions = _well  # type: ignore[method-assign]
        found = await asyncio.gather(*(readiness.down() for _ in range(200)))
        return [*found, await readiness.down()]

    assert asyncio.run(go()) == [[]] * 201
    assert len(rasa.turns) == 1


async def _well() -> bool:
    return True


def test_somebody_who_asks_and_leaves_ends_nobody_s_check(rasa: Rasa) -> None:
    async def go() -> List[str]:
        app = SimpleNamespace(ctx=SimpleNamespace(agent=rasa))
        readiness = ready.Readiness(app)  # type: ignore[arg-type]
        readiness._actions = _well  # type: ignore[method-assign]
        leaves = asyncio.ensure_future(readiness.down())
        await asyncio.sleep(0)
        leaves.cancel()
        return await readiness.down()

    assert asyncio.run(go()) == [] and len(rasa.turns) == 1


def test_a_failure_is_looked_at_again_sooner(rasa: Rasa) -> None:
    async def go() -> float:
        app = SimpleNamespace(ctx=SimpleNamespace(agent=rasa))
        readiness = ready.Readiness(app)  # type: ignore[arg-type]
        await readiness.down()
        return readiness._until - time.monotonic()

    assert asyncio.run(go()) <= ready.KEPT_DOWN < ready.KEPT
