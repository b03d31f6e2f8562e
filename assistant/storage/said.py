"""How much somebody has written here, for « que savez-vous de moi ? » (the action server's part).

Apart from conversations.py, which brings Rasa itself.
"""

from __future__ import annotations

import json
from typing import Any, Dict, Optional, Tuple

import sqlalchemy as sa

from assistant.dialogue.intents import WELCOME
from assistant.storage.database import ready
from assistant.storage.tables import events


def _written(event: Dict[str, Any]) -> bool:
    # « oui » presses a button: the intent that it stands for has no channel.
    return bool(event.get("input_channel")) and event.get("text") != WELCOME


def messages(sender_id: str) -> Tuple[int, Optional[float]]:
    """How many messages are kept of this conversation; the first one's seconds since 1970."""
    mine = events.c.sender_id == sender_id, events.c.type_name == "user"
    with ready().begin() as connection:
        rows = connection.execute(sa.select(events.c.timestamp, events.c.data).where(*mine))
        times = [time for time, data in rows if _written(json.loads(data))]
    return len(times), min(times, default=None)
