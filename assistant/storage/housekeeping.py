"""What is forgotten in time, and what staff export or erase on request."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from datetime import date, datetime, timezone
from typing import Any, Dict, Optional

import sqlalchemy as sa

from assistant.storage.conversations import unwrapped
from assistant.storage.database import DAY, leave_no_trace, patiently, ready
from assistant.storage.tables import PERSONAL

logger = logging.getLogger(__name__)


async def keep_house(store: Any, stop: Optional[asyncio.Event] = None, every: float = 60.0) -> None:
    """Until `stop`: forget the identities left half given, and once a day what is too old.

    `store` is a ConversationStore, or what Rasa puts around it; it purged when it was made. Works
    in a thread: a slow database delays no turn.
    """
    stop, purged = stop or asyncio.Event(), time.time()
    while not stop.is_set():
        now = time.time()
        await _chore(store, now, "forget_abandoned", "Conversations with an abandoned identity")
        if now - purged >= DAY and await _chore(store, now, "purge"):
            purged = now
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(stop.wait(), every)


async def _chore(store: Any, now: float, name: str, forgotten: str = "") -> bool:
    """Whether it went well. The log has how many were `forgotten`; a purge tells its counts."""
    try:
        done = await asyncio.to_thread(getattr(unwrapped(store), name), now)
    except Exception as error:  # the database is away: the next round will do it
        logger.error("Housekeeping (%s) failed: %s", name, type(error).__name__)
        return False
    if done and forgotten:
        logger.warning(
            f"{forgotten} forgotten: {done}."
        )  # at WARNING: it is the level of production
    return True


def export(sender_id: str) -> Dict[str, Any]:
    """Everything that is kept of a conversation, ready for JSON; Unreadable without its key."""
    with ready().begin() as connection:
        rows = {
            table.name: [
                {name: _plain(value) for name, value in row.items() if name != "sender_id"}
                for row in connection.execute(_of(sa.select(table), table, sender_id)).mappings()
            ]
            for table in PERSONAL
        }
    return {
        "conversation": sender_id,
        "evenements": [json.loads(row["data"]) for row in rows["events"]],
        "rappels": rows["rappels"],
        "identite_en_cours": rows["identites"],
        "adresses_du_jour": rows["rappels_adresses"],
    }


def erase(sender_id: str) -> int:
    """Forget a conversation wholly, its call-back requests included; number of rows deleted."""
    return _delete(sender_id)


def purge_all() -> int:
    """Forget every conversation; number of rows deleted. Opinions, which name nobody, stay."""
    return _delete(None)


def _delete(sender_id: Optional[str]) -> int:
    with ready().begin() as connection, patiently(connection):
        done = sum(
            connection.execute(_of(sa.delete(table), table, sender_id)).rowcount
            for table in PERSONAL
        )
    leave_no_trace()
    return int(done)


def _of(query: Any, table: sa.Table, sender_id: Optional[str]) -> Any:
    query = query if sender_id is None else query.where(table.c.sender_id == sender_id)
    return query.order_by(*table.primary_key) if isinstance(query, sa.sql.Select) else query


def _plain(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value.isoformat() if isinstance(value, date) else value
    # SQLite gives back the time without its zone, which is UTC (callbacks.py).
    return (value if value.tzinfo else value.replace(tzinfo=timezone.utc)).isoformat()
