"""How much somebody has written here, for « que savez-vous de moi ? » (the action server's part).

Apart from tracker_store.py, which brings Rasa itself.
"""

from __future__ import annotations

import json
from typing import Any, Dict, Optional, Tuple

import sqlalchemy as sa

from assistant.storage.database import Encrypted, engine

_events = sa.table(
    "events",
    sa.column("sender_id"),
    sa.column("type_name"),
    sa.column("timestamp"),
    sa.column("data", Encrypted("events", clear="{")),
)
WELCOME = "/saluer"  # said by a channel, not by somebody


def _written(event: Dict[str, Any]) -> bool:
    # « oui » presses a button: the intent that it stands for has no channel.
    return bool(event.get("input_channel")) and event.get("text") != WELCOME


def messages(sender_id: str) -> Tuple[int, Optional[float]]:
    """How many messages are kept of this conversation; the first one's seconds since 1970."""
    if not sa.inspect(engine()).has_table("events"):
        return 0, None
    mine = _events.c.sender_id == sender_id, _events.c.type_name == "user"
    with engine().begin() as connection:
        rows = connection.execute(sa.select(_events.c.timestamp, _events.c.data).where(*mine))
        times = [time for time, data in rows if _written(json.loads(data))]
    return len(times), min(times, default=None)
