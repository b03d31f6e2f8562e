"""Where to write to somebody in Teams: what a proactive message needs, by conversation."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, Optional

import sqlalchemy as sa

from assistant.storage.database import engine

_metadata = sa.MetaData()
_references = sa.Table(
    "conversations_teams",
    _metadata,
    sa.Column("sender_id", sa.String(64), primary_key=True),
    sa.Column("vu_le", sa.Float, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
)


def save(sender_id: str, reference: Dict[str, Any]) -> None:
    """Keep {service_url, conversation, bot, user}; the latest replaces the others."""
    _metadata.create_all(engine())
    row = {"vu_le": time.time(), "reference": json.dumps(reference, sort_keys=True)}
    with engine().begin() as connection:
        which = _references.c.sender_id == sender_id
        if not connection.execute(_references.update().where(which).values(**row)).rowcount:
            connection.execute(_references.insert().values(sender_id=sender_id, **row))


def load(sender_id: str) -> Optional[Dict[str, Any]]:
    """The reference of a conversation, None when there is none."""
    _metadata.create_all(engine())
    with engine().begin() as connection:
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
    _metadata.create_all(engine())
    with engine().begin() as connection:
        return int(connection.execute(_references.delete().where(which)).rowcount)
