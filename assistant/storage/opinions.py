"""« Cette réponse vous a-t-elle aidé ? »: opinions by intent, for AML staff. No text, no name."""

from __future__ import annotations

from typing import List

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from assistant import clock, settings
from assistant.storage.database import ready
from assistant.storage.tables import opinions as _opinions
from dife.facts.store import references


def save(key: str, intent: str, useful: bool) -> None:
    """Keep an opinion; said again with the same key, it replaces the first."""
    row = {"jour": clock.today(), "intention": intent, "utile": useful}
    with ready().begin() as connection:
        changed = connection.execute(_opinions.update().where(_opinions.c.cle == key).values(**row))
        if not changed.rowcount:
            connection.execute(_opinions.insert().values(cle=key, **row))


def purge() -> int:
    """Forget those older than `duree_avis`; number of rows deleted."""
    today = clock.today()
    kept = int(references(settings.REFERENCES).amount("duree_avis", today))
    with ready().begin() as connection:
        old = _opinions.c.jour < today - relativedelta(months=kept)
        return int(connection.execute(_opinions.delete().where(old)).rowcount)


def by_intent() -> List[sa.engine.Row]:
    """intention, utiles, inutiles: those that disappoint most first."""
    useful = sa.func.sum(sa.case((_opinions.c.utile, 1), else_=0))
    useless = sa.func.sum(sa.case((_opinions.c.utile, 0), else_=1))
    query = sa.select(
        _opinions.c.intention, useful.label("utiles"), useless.label("inutiles")
    ).group_by(_opinions.c.intention)
    with ready().begin() as connection:
        return list(connection.execute(query.order_by(useless.desc(), _opinions.c.intention)))
