"""The tables, as releases made them before changes were numbered: those that are missing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    known = set(sa.inspect(op.get_bind()).get_table_names())
    if "events" not in known:
        op.create_table(
            "events",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("sender_id", sa.String(255), nullable=False, index=True),
            sa.Column("type_name", sa.String(255), nullable=False),
            sa.Column("timestamp", sa.Float),
            sa.Column("intent_name", sa.String(255)),
            sa.Column("action_name", sa.String(255)),
            sa.Column("data", sa.Text),
        )
    if "identites" not in known:
        op.create_table(
            "identites",
            sa.Column("sender_id", sa.String(255), primary_key=True),
            sa.Column("vu_le", sa.Float, nullable=False),
        )
    if "rappels" not in known:
        op.create_table(
            "rappels",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("sender_id", sa.String(255), nullable=False, index=True),
            sa.Column("demande_le", sa.DateTime(timezone=True), nullable=False),
            sa.Column("nom", sa.Text, nullable=False),
            sa.Column("telephone", sa.Text, nullable=False),
            sa.Column("moment", sa.Text, nullable=False),
        )
    if "avis" not in known:
        op.create_table(
            "avis",
            sa.Column("cle", sa.String(64), primary_key=True),
            sa.Column("jour", sa.Date, nullable=False),
            sa.Column("intention", sa.String(80), nullable=False, index=True),
            sa.Column("utile", sa.Boolean, nullable=False),
        )
    if "conversations_teams" not in known:
        op.create_table(
            "conversations_teams",
            sa.Column("sender_id", sa.String(64), primary_key=True),
            sa.Column("vu_le", sa.Float, nullable=False),
            sa.Column("reference", sa.Text, nullable=False),
        )
