"""Nobody's name and Microsoft identifier is kept any more: no message is sent outside a turn."""

from __future__ import annotations

from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    op.drop_table("conversations_teams")
