"""Call-back requests (« rappelez-moi »), for the staff. Name, number and moment are encrypted."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import List, Optional

import sqlalchemy as sa

from assistant.storage.database import ready
from assistant.storage.tables import callbacks as _callbacks


def save(sender_id: str, nom: str, telephone: str, moment: str) -> None:
    """Record a request; the same one said twice is kept once."""
    with ready().begin() as connection:
        # Compared here: encrypted, the same name is never written twice alike.
        known = connection.execute(_of(sender_id))
        if (nom, telephone, moment) not in [(r.nom, r.telephone, r.moment) for r in known]:
            row = {"sender_id": sender_id, "nom": nom, "telephone": telephone, "moment": moment}
            now = datetime.now(timezone.utc)
            connection.execute(_callbacks.insert().values(demande_le=now, **row))


def delete(sender_id: str) -> int:
    """Forget a conversation's requests; number of rows deleted."""
    return _delete(_callbacks.c.sender_id == sender_id)


def purge(before: float) -> int:
    """Forget those asked before `before` (seconds since 1970); number of rows deleted."""
    return _delete(_callbacks.c.demande_le < datetime.fromtimestamp(before, timezone.utc))


def waiting(sender_id: Optional[str] = None) -> List[sa.engine.Row]:
    """Requests, oldest first: demande_le, nom, telephone, moment; of one conversation or of all."""
    with ready().begin() as connection:
        return list(connection.execute(_of(sender_id)))


def _of(sender_id: Optional[str]) -> sa.sql.Select:
    query = _callbacks.select().order_by(_callbacks.c.demande_le, _callbacks.c.id)
    return query if sender_id is None else query.where(_callbacks.c.sender_id == sender_id)


def _delete(which: sa.sql.ColumnElement) -> int:
    with ready().begin() as connection:
        return int(connection.execute(_callbacks.delete().where(which)).rowcount)
