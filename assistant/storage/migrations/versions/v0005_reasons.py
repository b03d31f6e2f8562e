"""Why an answer did not help, and which version of the answers it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("avis")}
    for column in (sa.Column("raison", sa.String(20)), sa.Column("version", sa.String(12))):
        if column.name not in known:
            op.add_column("avis", column)
