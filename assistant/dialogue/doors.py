"""What each door can do. A door is the input channel that Rasa writes on a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict


@dataclass(frozen=True)
class Door:
    """`public`: others read what is said there, so no identity is asked.

    `fills_letters`: the official's own device asks for the letter's details and keeps them.
    `ready_files`: nothing of ours is at its end, so a letter comes with its link and its file.
    `shows_tables`: sums are shown as a table, and responses have their `riche` wording.
    `worded_as`: the door whose wording of responses it shares.
    """

    name: str
    public: bool = False
    fills_letters: bool = False
    ready_files: bool = False
    shows_tables: bool = False
    worded_as: str = ""


REST = Door("rest", ready_files=True)
SHELL = Door("cmdline")  # Rasa's own: `rasa shell`
SITE = Door("site", fills_letters=True, shows_tables=True)
TEAMS = Door("teams", shows_tables=True)
TEAMS_GROUP = Door("teams_groupe", public=True, shows_tables=True, worded_as=TEAMS.name)
_DOORS: Dict[str, Door] = {door.name: door for door in (REST, SHELL, SITE, TEAMS, TEAMS_GROUP)}


def door(name: str) -> Door:
    """The door of this input channel. One that is not known here may be read by others."""
    return _DOORS.get(name) or Door(name, public=bool(name))
