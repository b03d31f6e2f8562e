"""Where a conversation that asks for a call-back came from today, as a hash, to count requests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    op.create_table(
        "rappels_adresses",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("jour", sa.Date, primary_key=True),
        sa.Column("adresse", sa.String(32), primary_key=True),
        sa.Column("demandes", sa.Integer, nullable=False),
    )
