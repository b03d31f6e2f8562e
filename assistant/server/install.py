"""What the server does whatever its doors: limits, headers, pages, self-test, housekeeping.

Rasa has no place for it: each door's blueprint puts it in place when it is registered, the first
one for all. Any subset of doors in credentials.yml therefore gives the same server.
"""

from __future__ import annotations

import asyncio
import logging
import os
from typing import Any, Dict

from sanic import Blueprint, Sanic

from assistant import settings
from assistant.server import guard, pages, ready, selftest
from assistant.storage import housekeeping
from assistant.storage.conversations import let_faults_be_told

logger = logging.getLogger(__name__)


class Guarded:
    """Mixed into the blueprint of a door, before Sanic's class."""

    def register(self, app: Sanic, options: Dict[str, Any]) -> Any:
        install(app)
        return super().register(app, options)  # type: ignore[misc]


class DoorBlueprint(Guarded, Blueprint):
    """The blueprint of a door."""


def install(app: Sanic) -> None:
    """Put everything in place, once (idempotent)."""
    if getattr(app.ctx, "installed", False):
        return
    app.ctx.installed = True
    guard.install(app)
    app.blueprint(pages.blueprint())
    app.blueprint(ready.blueprint())
    # A turn under way has its time to end; an open web socket must not hold the stop any longer.
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = settings.current().answer_seconds + 1
    app.register_listener(_started, "after_server_start")
    app.register_listener(_leaving, "before_server_stop")
    app.register_listener(_ended, "after_server_stop")  # the first named is the last heard


async def _started(app: Sanic, _: Any) -> None:
    """Stop the start when something is not what the settings say, else start the housekeeping."""
    found = selftest.problems(app.ctx.agent)
    if found:
        for problem in found:
            # Whole: privacy.logs hides sentences given as arguments, and this one is ours.
            logger.critical(f"Arrêt : {problem}")
        os._exit(1)  # Rasa would go on with its own store, in memory
    store = app.ctx.agent.tracker_store
    let_faults_be_told(store)
    app.ctx.leaving = asyncio.Event()
    app.ctx.house = asyncio.ensure_future(housekeeping.keep_house(store, app.ctx.leaving))
    app.ctx.first_turn = asyncio.ensure_future(ready.first_turn(app))


async def _leaving(app: Sanic, _: Any) -> None:
    if hasattr(app.ctx, "leaving"):
        app.ctx.leaving.set()
        app.ctx.first_turn.cancel()
        await app.ctx.house


async def _ended(_: Sanic, __: Any) -> None:
    """Leave nothing pending, such as engine.io's next pings: asyncio would log each as a fault."""
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=1)
