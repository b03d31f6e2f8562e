"""Numbered changes of the database (Alembic), made once at start: `versions/vNNNN_….py`.

A change of tables.py goes with a new file there; a test compares both. There is no way back: to
run an older release, restore the backup made before.
"""

from __future__ import annotations

from pathlib import Path
from typing import List, Optional

import sqlalchemy as sa

from assistant.errors import Told

HERE = Path(__file__).resolve().parent
LOCK = 0x44494645  # PostgreSQL's advisory lock: « DIFE »
WAIT = 60  # seconds that another process's changes are waited for


class CannotUpgrade(Told):
    """Why the database cannot be made as the code wants it."""


def revisions() -> List[str]:
    """« 0001 », « 0002 » …, from the names of the files, so that most starts need no Alembic."""
    return sorted(path.name[1:5] for path in (HERE / "versions").glob("v*.py"))


def missing(connection: sa.engine.Connection) -> bool:
    """Whether changes are to be made; CannotUpgrade when the database is newer than the code."""
    found: Optional[str] = None
    if sa.inspect(connection).has_table("alembic_version"):
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    known = revisions()
    if found and found not in known:
        raise CannotUpgrade(
            "La base de données a été faite par une version plus récente de l'assistant "
            f"({found} ; celle-ci s'arrête à {known[-1]}). Reprenez cette version-là, ou restaurez "
            "la sauvegarde faite avant la mise à jour."
        )
    return found != known[-1]


def upgrade(connection: sa.engine.Connection) -> None:
    """Make all the changes that are missing, or none.

    Safe when several processes start at once: one works, the others wait for it.
    """
    _lock(connection)
    if not missing(connection):
        return  # another process made them meanwhile
    try:
        _run(connection)
        connection.commit()
    except sa.exc.OperationalError:
        raise  # the database is away, or full: told as such
    except sa.exc.SQLAlchemyError as error:
        cause = type(getattr(error, "orig", None) or error).__name__
        raise CannotUpgrade(
            f"La base de données n'a pas pu être mise à jour ({cause}) ; rien n'y a été changé. "
            "Le compte de DIFE_DATABASE_URL doit pouvoir y créer, changer et supprimer ses tables "
            "(voir deploy/postgresql.sql)."
        ) from error


def _lock(connection: sa.engine.Connection) -> None:
    """Until the end of the transaction, no other process makes changes."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {WAIT * 1000}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # pysqlite begins none for DDL
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _run(connection: sa.engine.Connection) -> None:
    from alembic import command  # here: a start without changes does not pay for it
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    command.upgrade(config, "head")
