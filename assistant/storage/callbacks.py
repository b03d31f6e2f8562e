"""Call-back requests (« rappelez-moi »), for AML staff."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import List

import sqlalchemy as sa

from assistant.storage.database import engine

_metadata = sa.MetaData()
_callbacks = sa.Table(
    "rappels",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("demande_le", sa.DateTime(timezone=True), nullable=False),
    sa.Column("nom", sa.String(120), nullable=False),
    sa.Column("telephone", sa.String(20), nullable=False),
    sa.Column("moment", sa.String(200), nullable=False),
)


def save(sender_id: str, nom: str, telephone: str, moment: str) -> None:
    """Record a request; the same one said twice is kept once."""
    _metadata.create_all(engine())
    row = {"sender_id": sender_id, "nom": nom, "telephone": telephone, "moment": moment}
    with engine().begin() as connection:
        known = sa.select(_callbacks.c.id).where(
            *(_callbacks.c[name] == value for name, value in row.items())
        )
        if connection.execute(known).first() is None:
            now = datetime.now(timezone.utc)
            connection.execute(_callbacks.insert().values(demande_le=now, **row))


def delete(sender_id: str) -> int:
    """Forget a conversation's requests; number of rows deleted."""
    _metadata.create_all(engine())
    with engine().begin() as connection:
        done = connection.execute(_callbacks.delete().where(_callbacks.c.sender_id == sender_id))
        return int(done.rowcount)


def waiting() -> List[sa.engine.Row]:
    """All requests, oldest first: demande_le, nom, telephone, moment."""
    _metadata.create_all(engine())
    with engine().begin() as connection:
        return list(connection.execute(_callbacks.select().order_by(_callbacks.c.demande_le)))
