"""Is the assistant ready? `GET /ready` says so once a first turn was answered by both servers."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.storage.conversations import unwrapped

FIRST = "/suivre_parcours"  # answered by an action, in two messages
PAUSE = 0.2  # seconds between two tries


def blueprint() -> Blueprint:
    """200 when ready, 503 before. No door of nginx leads here."""
    made = Blueprint("dife_ready")

    @made.route("/ready", methods=["GET"])
    async def ready(request: Request) -> HTTPResponse:
        done = getattr(request.app.ctx, "ready", False)
        return response.json({"ready": done}, status=200 if done else 503)

    return made


async def first_turn(app: Sanic) -> None:
    """Take a turn of a conversation that is then forgotten, until the action server answers."""
    store: Any = unwrapped(app.ctx.agent.tracker_store)
    sender = f"demarrage-{secrets.token_hex(16)}"
    while not getattr(app.ctx, "ready", False):
        collector = CollectingOutputChannel()
        try:
            await app.ctx.agent.handle_message(UserMessage(FIRST, collector, sender))
            app.ctx.ready = len(collector.messages) > 1
        except Exception:  # noqa: S110 - the action server is still starting  # nosec B110
            pass
        finally:
            await asyncio.to_thread(store.forget, sender)
        await asyncio.sleep(PAUSE)
