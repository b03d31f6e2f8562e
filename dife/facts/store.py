"""The facts of data/references and of association/, read again when a file changes.

A mistake in a file is a ReferenceFileError, one French sentence for the staff.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dife.facts import association, drawings
from dife.facts.files import ReferenceFileError, read_entries
from dife.facts.model import Facts, Reference
from dife.glossary import FILE as WORDS
from dife.glossary import Word
from dife.letters import LetterCase, read_cases
from dife.places import Places

_LOG = logging.getLogger(__name__)


class References(Facts):
    """One reading of the files: the dated facts, the letters and the places."""

    def __init__(
        self,
        entries: Mapping[str, Reference],
        letters: Mapping[str, LetterCase],
        places: Places,
        words: tuple[Word, ...] = (),
    ) -> None:
        super().__init__(entries)
        self.letters, self.places, self.words = letters, places, words

    @classmethod
    def load(cls, folder: Path, own: Path | None = None) -> References:
        """Read the *.yml and *.csv of a folder, and of an association's own.

        ReferenceFileError at the first mistake.
        """
        entries: dict[str, Reference] = {}
        for path in [*sorted(folder.glob("*.yml")), *sorted(own.glob("*.yml") if own else ())]:
            if path.name in ("courriels.yml", drawings.FILE, WORDS):
                continue
            for key, reference in read_entries(path, Reference):
                if key in entries:
                    raise ReferenceFileError(path.name, key, "cette clé est déjà dans un fichier")
                entries[key] = reference
        if own:
            association.check(entries)
            entries = association.with_guide_named(entries)
        letters = read_cases(folder / "courriels.yml")
        for key, case in letters.items():
            for attribute, cle, unite in (
                ("destinataire", case.destinataire, "courriel"),
                ("pieces", case.pieces, "liste"),
            ):
                if cle and (cle not in entries or entries[cle].unite != unite):
                    problem = f"« {attribute} » doit nommer une référence d'unité « {unite} »"
                    raise ReferenceFileError("courriels.yml", key, f"{problem}, et non « {cle} »")
        glossary = folder / WORDS
        words = [w for _, w in read_entries(glossary, Word)] if glossary.exists() else []
        return cls(entries, letters, Places.read(folder, own), tuple(words))


_cache: dict[tuple[Path, Path | None], tuple[list[tuple[str, int, int]], References]] = {}


def references(folder: Path, own: Path | None = None) -> References:
    """The references of a folder and of an association's own, read again when a file changed.

    A mistake in a later change is logged once and the last good reading kept, so that officials
    are still answered; at the first reading it is a ReferenceFileError.
    """
    state = [*_files(folder), *(_files(own) if own else ())]
    known = _cache.get((folder, own))
    if known and known[0] == state:
        return known[1]
    try:
        fresh = References.load(folder, own)
    except ReferenceFileError as error:
        if not known:
            raise
        # In the message itself: of an argument that is a sentence, the servers' logs keep nothing.
        _LOG.error(f"{error} Les références d'avant restent en service.")
        fresh = known[1]
    _cache[folder, own] = (state, fresh)
    return fresh


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Each file of facts: its path, when it changed (ns), its size (bytes)."""
    try:
        with os.scandir(folder) as files:
            for file in files:
                if file.name.endswith((".yml", ".csv")):
                    stat = file.stat()
                    yield file.path, stat.st_mtime_ns, stat.st_size
    except OSError:
        raise ReferenceFileError(folder.name, None, "ce dossier ne peut pas être lu") from None
