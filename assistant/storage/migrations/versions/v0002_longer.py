"""Columns of the first release, too short for encrypted text (SQLite counts no length)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for column in ("nom", "telephone", "moment"):
        op.alter_column("rappels", column, type_=sa.Text)
