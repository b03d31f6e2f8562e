"""« Cette réponse vous a-t-elle aidé ? »: opinions by intent, for the staff. No text, no name."""

from __future__ import annotations

from typing import Dict, List, Optional

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from assistant import clock, facts
from assistant.storage.database import ready
from assistant.storage.tables import opinions as _opinions

# Why an answer did not help: a choice of ours, never words of the official's.
REASONS: Dict[str, str] = {
    "faux": "faux",
    "perime": "périmé",
    "pas_clair": "pas clair",
    "pas_ma_question": "pas la question",
}


def save(
    key: str, intent: str, useful: bool, why: Optional[str] = None, version: Optional[str] = None
) -> None:
    """Keep an opinion; said again with the same key, it replaces the first.

    `why` is one of REASONS, and says nothing of an answer that helped; `version` is that of the
    answers (assistant/wording/messages.py).
    """
    reason = why if why in REASONS and not useful else None
    row = {"day": clock.today(), "intent": intent, "useful": useful, "why": reason}
    row["version"] = version
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


def reasons() -> Dict[str, Dict[str, int]]:
    """How often each reason was given, by intent."""
    query = sa.select(_opinions.c.intent, _opinions.c.why, sa.func.count().label("number"))
    query = query.where(_opinions.c.why.isnot(None)).group_by(_opinions.c.intent, _opinions.c.why)
    found: Dict[str, Dict[str, int]] = {}
    with ready().begin() as connection:
        for row in connection.execute(query):
            found.setdefault(row.intent, {})[row.why] = row.number
    return found
