"""Places that are no commune but that everybody says, and what is abroad: lieux.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from dife.facts.files import ReferenceFileError, read_table
from dife.gazetteer.model import Commune, Place
from dife.gazetteer.slips import edits
from dife.place_names import spelt

ABROAD = "étranger"
_INTO = re.compile(r"^(?:(?:en|au|aux|dans|vers|sur|de|du|a|la|le|les|l) )+(?=.)")


class KnownPlaces:
    """A name → the INSEE codes of the communes that it lies in; none for what is abroad."""

    def __init__(self, known: Mapping[str, tuple[str, tuple[str, ...]]] | None = None) -> None:
        self._known = dict(known or {})
        self.names = frozenset(self._known)

    @classmethod
    def read(cls, path: Path) -> KnownPlaces:
        """ReferenceFileError naming the place and the mistake."""
        known: dict[str, tuple[str, tuple[str, ...]]] = {}
        for nom, communes in read_table(path, "nom", "communes"):
            codes = () if communes == ABROAD else tuple(communes.split())
            key = spelt(nom)
            if key in known or not all(re.fullmatch(r"\d[\dAB]\d{3}", code) for code in codes):
                problem = "ce lieu est écrit deux fois, ou ses codes Insee ont une forme incorrecte"
                raise ReferenceFileError(path.name, nom, problem)
            known[key] = (nom, codes)
        return cls(known)

    def lookup(self, words: str) -> tuple[str, tuple[str, ...]] | None:
        """The official spelling and the codes of « la defense », « en belgique »."""
        name = words.removesuffix(" etranger")  # « Cologne (étranger) », chosen among two
        words = name if name in self._known else words
        if words in self._known:
            return self._known[words]
        rest = _INTO.sub("", words)
        for name in (rest, f"la {rest}", f"le {rest}"):
            if name in self._known:
                return self._known[name]
        return None

    def abroad(self, words: str) -> str | None:
        """The country or town abroad that these words end with (« bruges belgique »)."""
        parts = words.split()
        for index in range(1, len(parts)):
            found = self._known.get(" ".join(parts[index:]))
            if found and not found[1]:
                return found[0]
        return None

    def resembling(self, name: str) -> list[tuple[str, tuple[str, ...]]]:
        """Those that a folded name is a slip of."""
        near = [key for key in self._known if len(name) >= 6 and edits(name, key, 1) == 1]
        return [self._known[key] for key in near]


def foreign(written: str) -> Place:
    """A place abroad, whose rate is not known here."""
    return Place(written, written, None, None, "etranger", written)


def district(nom: str, communes: list[Commune]) -> Place:
    """A place of this name in communes of one rate."""
    departments = {row.departement for row in communes}
    code = communes[0].code_insee if len(communes) == 1 else None
    *most, last = (row.nom for row in communes)
    label = f"{nom} ({', '.join(most)} et {last})" if most else f"{nom} ({last})"
    if spelt(last).startswith(spelt(nom)):
        label = last  # « Issy » is Issy-les-Moulineaux
    elif not most and f" {spelt(last)} " in f" {spelt(nom)} ":
        label = nom  # « Lyon Part-Dieu »
    said_in = departments.pop() if len(departments) == 1 else None
    return Place(nom, nom, said_in, code, communes[0].rate, label)
