"""The server's life around its channels: it checks itself, keeps house, and leaves in order."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import Any

from sanic import Sanic

from assistant.server import selftest
from assistant.storage import housekeeping
from assistant.storage.conversations import let_faults_be_told

logger = logging.getLogger(__name__)


def install(app: Sanic) -> None:
    app.register_listener(_ready, "after_server_start")
    app.register_listener(_leaving, "before_server_stop")


async def _ready(app: Sanic, _: Any) -> None:
    """Stop the start when something is not what the settings say, else start the housekeeping."""
    found = selftest.problems(app.ctx.agent)
    if found:
        for problem in found:
            # Whole: private_logs hides sentences given as arguments, and this one is ours.
            logger.critical(f"Arrêt : {problem}")
        os._exit(1)  # Rasa would go on with its own store, in memory
    store = app.ctx.agent.tracker_store
    let_faults_be_told(store)
    app.ctx.leaving = asyncio.Event()
    app.ctx.house = asyncio.ensure_future(housekeeping.keep_house(store, app.ctx.leaving))


async def _leaving(app: Sanic, _: Any) -> None:
    if hasattr(app.ctx, "leaving"):
        app.ctx.leaving.set()
        await app.ctx.house
