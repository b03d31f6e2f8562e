"""What is deleted at its age; never on the word of a clock that nothing bears out.

A machine whose clock is forty days ahead would erase all that is kept. `<var>/purge` holds when the
latest purge was (seconds since 1970): what is written after a wrong start proves nothing.
"""

from __future__ import annotations

import logging
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Dict, Optional

import sqlalchemy as sa

from assistant import clock, facts, settings
from assistant.storage import callbacks, opinions
from assistant.storage.database import DAY, leave_no_trace, ready
from assistant.storage.tables import callbacks as asked
from assistant.storage.tables import events, identities

logger = logging.getLogger(__name__)

FAR = 7 * DAY  # a service may well be stopped for a week
PAGE = 5_000  # events deleted in one transaction: turns go on meanwhile


def purge(now: float) -> int:
    """Delete what is older than `duree_conservation` at `now`; opinions: than `duree_avis`.

    Each event goes at its own age: « 30 jours au plus » is what officials are told, even those who
    come back to the same conversation for years. Returns the number of rows; the log has it too.
    """
    before = now - float(facts.current().amount("duree_conservation", clock.today())) * DAY
    done: Dict[str, int] = {"rappels": callbacks.purge(before), "avis": opinions.purge()}
    with ready().begin() as connection:
        old = sa.delete(identities).where(identities.c.vu_le < before)
        done["identites"] = connection.execute(old).rowcount
    done["events"] = 0
    some = sa.select(events.c.id).where(events.c.timestamp < before).limit(PAGE)
    while True:
        with ready().begin() as connection:
            gone = connection.execute(sa.delete(events).where(events.c.id.in_(some))).rowcount
        done["events"] += gone
        if not gone:
            break
    leave_no_trace()
    _note(now)
    counts = ", ".join(f"{name} {count}" for name, count in sorted(done.items()))
    logger.warning(f"Old rows deleted: {counts}.")  # at WARNING: it is the level of production
    return sum(done.values())


def doubt(now: float) -> str:
    """Why the clock is not believed and what to do, in one French line; "" when it is believed.

    Known dates are the latest purge's or, before a first one, the newest row's.
    """
    known = _noted()
    if known is None:
        known = _newest() or now
        _note(known)
    days = round(abs(now - known) / DAY)
    if abs(now - known) <= FAR:
        return ""
    return (
        f"Purge refusée : l'horloge dit {_day(now)}, soit {days} jours "
        f"{'après' if now > known else 'avant'} la dernière date connue ({_day(known)}). Réglez "
        "l'horloge ; si elle est juste : « python -m assistant purge » (docs/exploitation.md)."
    )


def _day(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, clock.PARIS):%d/%m/%Y}"


def _newest() -> Optional[float]:
    """When the newest row was written, if there is one."""
    with ready().begin() as connection:
        said = connection.execute(
            sa.select(events.c.timestamp)
            .where(events.c.timestamp.is_not(None))
            .order_by(events.c.id.desc())
            .limit(1)
        ).scalar()
        called = connection.execute(sa.select(sa.func.max(asked.c.demande_le))).scalar()
    if called is not None:  # SQLite gives it back without its zone, which is UTC
        called = (called if called.tzinfo else called.replace(tzinfo=timezone.utc)).timestamp()
    return max((date for date in (said, called) if date is not None), default=None)


def _file() -> Path:
    return settings.var_folder() / "purge"


def _noted() -> Optional[float]:
    try:
        return int(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _note(when: float) -> None:
    aside = _file().with_name(f"purge.{os.getpid()}")
    aside.write_text(str(int(when)), "utf-8")
    aside.replace(_file())
