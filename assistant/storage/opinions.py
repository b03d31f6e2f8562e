"""« Cette réponse vous a-t-elle aidé ? »: opinions by intent, for the staff. No text, no name."""

from __future__ import annotations

from typing import List

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from assistant import clock, facts
from assistant.storage.database import ready
from assistant.storage.tables import opinions as _opinions


def save(key: str, intent: str, useful: bool) -> None:
    """Keep an opinion; said again with the same key, it replaces the first."""
    row = {"day": clock.today(), "intent": intent, "useful": useful}
    with ready().begin() as connection:
        changed = connection.execute(_opinions.update().where(_opinions.c.key == key).values(**row))
        if not changed.rowcount:
            connection.execute(_opinions.insert().values(key=key, **row))


def purge() -> int:
    """Forget those older than `duree_avis`; number of rows deleted."""
    today = clock.today()
    kept = int(facts.current().amount("duree_avis", today))
    with ready().begin() as connection:
        old = _opinions.c.day < today - relativedelta(months=kept)
        return int(connection.execute(_opinions.delete().where(old)).rowcount)


def by_intent() -> List[sa.engine.Row]:
    """intent, useful, useless (counts): those that disappoint most first."""
    useful = sa.func.sum(sa.case((_opinions.c.useful, 1), else_=0))
    useless = sa.func.sum(sa.case((_opinions.c.useful, 0), else_=1))
    intent = _opinions.c.intent.label("intent")
    query = sa.select(intent, useful.label("useful"), useless.label("useless")).group_by(intent)
    with ready().begin() as connection:
        return list(connection.execute(query.order_by(useless.desc(), intent)))
