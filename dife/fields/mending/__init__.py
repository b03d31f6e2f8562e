"""Corrections of what is held: one or several in a message, and what a message names to change."""

from dife.fields.mending.agreed import agrees, agrees_and, agrees_and_wishes
from dife.fields.mending.beside import beside, openings
from dife.fields.mending.block import block
from dife.fields.mending.heard import asks_how_long, tells_change, unread_day
from dife.fields.mending.moments import rather
from dife.fields.mending.roles import by_role
from dife.fields.mending.several import Mended, mended
from dife.fields.mending.single import named, replaced

__all__ = [
    "Mended",
    "agrees",
    "agrees_and",
    "agrees_and_wishes",
    "asks_how_long",
    "beside",
    "block",
    "by_role",
    "mended",
    "named",
    "openings",
    "rather",
    "replaced",
    "tells_change",
    "unread_day",
]
