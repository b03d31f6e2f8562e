"""The facts of data/references, read, checked, and read again when a file changes.

A mistake in a file is a ReferenceFileError, one French sentence for the staff.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from dife.facts.files import ReferenceFileError, read_entries
from dife.facts.model import Facts, Reference
from dife.letters import LetterCase, read_cases
from dife.places import Places

_LOG = logging.getLogger(__name__)


class References(Facts):
    """One reading of a folder: its dated facts, its letters and its places."""

    def __init__(
        self, entries: Mapping[str, Reference], letters: Mapping[str, LetterCase], places: Places
    ) -> None:
        super().__init__(entries)
        self.letters, self.places = letters, places

    @classmethod
    def load(cls, folder: Path) -> References:
        """Read the *.yml and *.csv of the folder; ReferenceFileError at the first mistake."""
        entries: dict[str, Reference] = {}
        for path in sorted(folder.glob("*.yml")):
            if path.name == "courriels.yml":
                continue
            for key, reference in read_entries(path, Reference):
                if key in entries:
                    raise ReferenceFileError(path.name, key, "cette clé est déjà dans un fichier")
                entries[key] = reference
        letters = read_cases(folder / "courriels.yml")
        for key, case in letters.items():
            for attribute, cle, unite in (
                ("destinataire", case.destinataire, "courriel"),
                ("pieces", case.pieces, "liste"),
            ):
                if cle and (cle not in entries or entries[cle].unite != unite):
                    problem = f"« {attribute} » doit nommer une référence d'unité « {unite} »"
                    raise ReferenceFileError("courriels.yml", key, f"{problem}, et non « {cle} »")
        return cls(entries, letters, Places.read(folder))


_cache: dict[Path, tuple[list[tuple[str, int, int]], References]] = {}


def references(folder: Path) -> References:
    """The references of a folder, read again when a file changed.

    A mistake in a later change is logged once and the last good reading kept, so that officials
    are still answered; at the first reading it is a ReferenceFileError.
    """
    try:
        with os.scandir(folder) as files:
            state = [
                (file.name, (stat := file.stat()).st_mtime_ns, stat.st_size)
                for file in files
                if file.name.endswith((".yml", ".csv"))
            ]
    except OSError:
        raise ReferenceFileError(folder.name, None, "ce dossier ne peut pas être lu") from None
    known = _cache.get(folder)
    if known and known[0] == state:
        return known[1]
    try:
        fresh = References.load(folder)
    except ReferenceFileError as error:
        if not known:
            raise
        # In the message itself: of an argument that is a sentence, the servers' logs keep nothing.
        _LOG.error(f"{error} Les références d'avant restent en service.")
        fresh = known[1]
    _cache[folder] = (state, fresh)
    return fresh
