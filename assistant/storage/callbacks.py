"""Call-back requests (« rappelez-moi »), for the staff. Name, number and moment are encrypted.

Anybody can ask, in the name of anybody: so many are kept by conversation, by address and by day in
all. A server notes where a conversation in the form comes from (`came_from`): the action, which
keeps the request, knows no address. What is kept of one is a hash that changes with the day.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Dict, List, Literal, Optional, Sequence

import sqlalchemy as sa

from assistant import clock, settings
from assistant.privacy import keyring
from assistant.storage.database import ready
from assistant.storage.tables import addresses as _addresses
from assistant.storage.tables import callbacks as _callbacks

logger = logging.getLogger(__name__)

OF_CONVERSATION = 2  # requests that wait
OF_ADDRESS = 5  # requests of a day: a town hall shares one
# Which ceiling is reached: the conversation's, or that of an address or of the day.
Full = Optional[Literal["conversation", "jour"]]


def save(sender_id: str, nom: str, telephone: str, moment: str) -> Full:
    """Record a request, or the ceiling that keeps it out; the same one said twice is kept once."""
    with ready().begin() as connection:
        _alone(connection)
        # Compared here: encrypted, the same name is never written twice alike.
        known = connection.execute(_of(sender_id)).all()
        if (nom, telephone, moment) in [(r.nom, r.telephone, r.moment) for r in known]:
            return None
        reached = _full(connection, sender_id)
        if not reached:
            row = {"sender_id": sender_id, "nom": nom, "telephone": telephone, "moment": moment}
            now = datetime.now(timezone.utc)
            connection.execute(_callbacks.insert().values(demande_le=now, **row))
            more = _addresses.update().where(_addresses.c.sender_id == sender_id)
            connection.execute(more.values(demandes=_addresses.c.demandes + 1))
        return reached


def change(sender_id: str, number: int, nom: str, telephone: str, moment: str) -> bool:
    """Put right a request that waits, in its own row; False where it waits no more."""
    row = {"nom": nom, "telephone": telephone, "moment": moment}
    with ready().begin() as connection:
        changed = _callbacks.update().where(_mine(sender_id, number)).values(**row)
        return bool(connection.execute(changed).rowcount)


def cancel(sender_id: str, number: int) -> bool:
    """Forget one request of a conversation; False where it waits no more."""
    return bool(_delete(_mine(sender_id, number)))


def full(sender_id: str) -> Full:
    """The ceiling that would keep out a new request of this conversation."""
    with ready().begin() as connection:
        return _full(connection, sender_id)


def came_from(sender_id: str, address: str) -> None:
    """Note for today that this conversation, in the form, came from this address."""
    day = _today()
    # Neither the address nor, the next day, a way to know it again.
    row: Dict[str, Any] = {
        "sender_id": sender_id,
        "jour": day,
        "adresse": keyring.sign(f"rappel {day}", address),
    }
    same = sa.and_(*(_addresses.c[name] == value for name, value in row.items()))
    with ready().begin() as connection:
        if not connection.execute(sa.select(_addresses.c.jour).where(same)).first():
            connection.execute(_addresses.insert().values(demandes=0, **row))


def forget_addresses() -> None:
    """Forget where the conversations of the days before came from."""
    with ready().begin() as connection:
        connection.execute(_addresses.delete().where(_addresses.c.jour != _today()))


def delete(sender_id: str) -> int:
    """Forget a conversation's requests; number of rows deleted."""
    return _delete(_callbacks.c.sender_id == sender_id)


def delete_these(*numbers: int) -> int:
    """Forget the requests that bear these `id`; number of rows deleted."""
    return _delete(_callbacks.c.id.in_(numbers))


def purge(before: float) -> int:
    """Forget those asked before `before` (seconds since 1970); number of rows deleted."""
    return _delete(_callbacks.c.demande_le < datetime.fromtimestamp(before, timezone.utc))


def waiting(sender_id: Optional[str] = None) -> List[sa.engine.Row]:
    """Requests, oldest first: demande_le, nom, telephone, moment; of one conversation or of all."""
    with ready().begin() as connection:
        return list(connection.execute(_of(sender_id)))


def asked_at(row: Any) -> datetime:
    """When a request was made, in Paris."""
    at: datetime = row.demande_le  # SQLite gives it back without its zone, which is UTC
    return (at if at.tzinfo else at.replace(tzinfo=timezone.utc)).astimezone(clock.PARIS)


def busy_days(rows: Sequence[Any]) -> List[date]:
    """The days whose ceiling was reached, by the requests that still wait."""
    days = [asked_at(row).date() for row in rows]
    ceiling = settings.current().callbacks_a_day
    return sorted(day for day in set(days) if days.count(day) >= ceiling)


def _full(connection: sa.engine.Connection, sender_id: str) -> Full:
    count = sa.select(sa.func.count()).select_from(_callbacks)
    mine = count.where(_callbacks.c.sender_id == sender_id)
    if connection.execute(mine).scalar_one() >= OF_CONVERSATION:
        return "conversation"
    ceiling = settings.current().callbacks_a_day
    if connection.execute(count.where(_made_on(_today()))).scalar_one() >= ceiling:
        logger.warning("Call-back requests: the ceiling of the day is reached.")
        return "jour"
    today = _addresses.c.jour == _today()
    here = sa.select(_addresses.c.adresse).where(today, _addresses.c.sender_id == sender_id)
    kept = sa.func.sum(_addresses.c.demandes)
    by_address = sa.select(kept).where(today, _addresses.c.adresse.in_(here))
    most = connection.execute(by_address.group_by(_addresses.c.adresse).order_by(kept.desc()))
    if (most.scalar() or 0) >= OF_ADDRESS:
        logger.warning("Call-back requests: the ceiling of an address is reached.")
        return "jour"
    return None


def _alone(connection: sa.engine.Connection) -> None:
    """Let no other request be kept before this transaction ends, so that none is over a ceiling."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE rappels IN SHARE ROW EXCLUSIVE MODE"))
    else:  # SQLite has one writer at a time, from its first write on
        connection.execute(_addresses.delete().where(_addresses.c.jour != _today()))


def _today() -> date:
    """The real day in Paris, whatever day the settings impose: requests bear the real hour."""
    return datetime.now(clock.PARIS).date()


def _made_on(day: date) -> sa.sql.ColumnElement:
    first, last = (
        datetime.combine(each, time(), clock.PARIS).astimezone(timezone.utc)
        for each in (day, day + timedelta(days=1))
    )
    return sa.and_(_callbacks.c.demande_le >= first, _callbacks.c.demande_le < last)


def _mine(sender_id: str, number: int) -> sa.sql.ColumnElement:
    return sa.and_(_callbacks.c.sender_id == sender_id, _callbacks.c.id == number)


def _of(sender_id: Optional[str]) -> sa.sql.Select:
    query = _callbacks.select().order_by(_callbacks.c.demande_le, _callbacks.c.id)
    return query if sender_id is None else query.where(_callbacks.c.sender_id == sender_id)


def _delete(which: sa.sql.ColumnElement) -> int:
    with ready().begin() as connection:
        return int(connection.execute(_callbacks.delete().where(which)).rowcount)
