"""Every table, as it is now; how it became so is in migrations/. Rasa is not needed to read it."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.storage.encryption import Encrypted

METADATA = sa.MetaData()

# Rasa's table, with `data` encrypted: what was said, answered and remembered is in it. The other
# columns, of no use to tell who spoke or what was written, stay readable.
events = sa.Table(
    "events",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", Encrypted("events", clear="{")),
)

identities = sa.Table(
    "identites",  # conversations that hold an identity nobody has received yet
    METADATA,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("vu_le", sa.Float, nullable=False),
)

# One request that no key opens must not hide the others from staff.
_personal = Encrypted("rappels", unreadable="[illisible : clé absente]")
callbacks = sa.Table(
    "rappels",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("demande_le", sa.DateTime(timezone=True), nullable=False),
    sa.Column("nom", _personal, nullable=False),
    sa.Column("telephone", _personal, nullable=False),
    sa.Column("moment", _personal, nullable=False),
)

addresses = sa.Table(
    "rappels_adresses",  # of today alone: a hash whose key changes with the day
    METADATA,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("jour", sa.Date, primary_key=True),
    sa.Column("adresse", sa.String(32), primary_key=True),
    sa.Column("demandes", sa.Integer, nullable=False),
)

opinions = sa.Table(
    "avis",  # names nobody: no text, and a key that is not a conversation's name
    METADATA,
    sa.Column("cle", sa.String(64), key="key", primary_key=True),
    sa.Column("jour", sa.Date, key="day", nullable=False),
    sa.Column("intention", sa.String(80), key="intent", nullable=False, index=True),
    sa.Column("utile", sa.Boolean, key="useful", nullable=False),
    sa.Column("raison", sa.String(20), key="why"),
    sa.Column("version", sa.String(12)),
)

# What is exported and erased for somebody: the tables of conversations.
PERSONAL = tuple(table for table in METADATA.sorted_tables if "sender_id" in table.c)
