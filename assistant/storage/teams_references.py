"""Where to write to somebody in Teams: what a proactive message needs, by conversation."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Optional

import sqlalchemy as sa

from assistant.storage.database import METADATA, Encrypted, ready

_references = sa.Table(
    "conversations_teams",
    METADATA,
    sa.Column("sender_id", sa.String(64), primary_key=True),
    sa.Column("vu_le", sa.Float, nullable=False),
    # Somebody's name and identifier at Microsoft.
    sa.Column("reference", Encrypted("conversations_teams", clear="{"), nullable=False),
)


def save(sender_id: str, reference: Dict[str, Any]) -> None:
    """Keep {service_url, conversation, bot, user}; the latest replaces the others."""
    row = {"vu_le": time.time(), "reference": json.dumps(reference, sort_keys=True)}
    with ready().begin() as connection:
        which = _references.c.sender_id == sender_id
        if not connection.execute(_references.update().where(which).values(**row)).rowcount:
            connection.execute(_references.insert().values(sender_id=sender_id, **row))


def load(sender_id: str) -> Optional[Dict[str, Any]]:
    """The reference of a conversation, None when there is none; Unreadable without its key."""
    with ready().begin() as connection:
        query = sa.select(_references.c.reference).where(_references.c.sender_id == sender_id)
        row = connection.execute(query).first()
    return json.loads(row.reference) if row else None


def delete(sender_id: str) -> int:
    """Forget a conversation's reference; number of rows deleted."""
    return _delete(_references.c.sender_id == sender_id)


def purge(before: float) -> int:
    """Forget those not seen since `before` (seconds since 1970); number of rows deleted."""
    return _delete(_references.c.vu_le < before)


def _delete(which: Any) -> int:
    with ready().begin() as connection:
        return int(connection.execute(_references.delete().where(which)).rowcount)
