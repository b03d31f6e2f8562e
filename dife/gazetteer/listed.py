"""All communes of France, as `tools/communes.py` wrote them: quick to read, small to keep.

The rows stay text until one is asked for. They are in the order of their folded names, so that a
name, or all the names that begin with it, are found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dife.facts.files import ReferenceFileError, read_text

COLUMNS = "nom,code_insee,codes_postaux,habitants"
_PLAIN = str.maketrans(
    {
        **dict(zip("àâäéèêëîïôöûùüçÿ-'()", "aaaeeeeiioouuucy    ", strict=True)),
        "œ": "oe",
        "æ": "ae",
    }
)


class Listed(NamedTuple):
    """A commune of the list; `habitants` is 0 where it is now a part of another."""

    nom: str
    code_insee: str
    codes_postaux: tuple[str, ...]
    habitants: int


class PlaceList:
    """The rows by name, postcode and INSEE code; `names` are the folded names, in order."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        spelt = "\n".join([line.split(",", 1)[0] for line in lines]).lower().translate(_PLAIN)
        spelt = spelt.replace("   ", " ").replace("  ", " ")
        self.names = [name.strip() for name in spelt.split("\n")] if lines else []

    @classmethod
    def read(cls, path: Path) -> PlaceList:
        """ReferenceFileError for a file that the tool did not write."""
        first, *lines = read_text(path).splitlines() or [""]
        try:
            read = cls(lines)
            if first != COLUMNS or read.names != sorted(read.names):
                raise ValueError
            for line in lines[:1]:
                _row(line)
        except ValueError:
            problem = "ce fichier ne se corrige pas à la main : refaites-le par tools/communes.py"
            raise ReferenceFileError(path.name, None, problem) from None
        return read

    def named(self, name: str) -> list[Listed]:
        """The communes of this folded name, the most populous first."""
        first, last = bisect_left(self.names, name), bisect_right(self.names, name)
        return [_row(line) for line in self._lines[first:last]]

    def has(self, name: str) -> bool:
        index = bisect_left(self.names, name)
        return index < len(self.names) and self.names[index] == name

    def longer(self, name: str) -> list[Listed]:
        """Those whose name begins with these words and goes on (« nogent » → « nogent sur … »)."""
        first = bisect_left(self.names, f"{name} ")
        last = bisect_left(self.names, f"{name}!")
        return [_row(line) for line in self._lines[first:last]]

    def coded(self, code: str) -> Listed | None:
        """The commune of an INSEE code."""
        sought = f",{code},"
        found = [_row(line) for line in self._lines if sought in line]
        found = [row for row in found if row.code_insee == code]  # and no postcode
        return max(found, key=lambda row: row.habitants, default=None)

    def at_postcode(self, code: str) -> list[Listed]:
        """Those that a postcode serves, the most populous first."""
        found = [_row(self._lines[index]) for index in self._postcodes.get(code, ())]
        here = [row for row in found if row.habitants] or found
        return sorted(here, key=lambda row: -row.habitants)

    def of_department(self, code: str) -> list[Listed]:
        """Those of a department, the most populous first."""
        sought = f",{code}"
        found = [_row(line) for line in self._lines if sought in line]
        here = [row for row in found if row.code_insee.startswith(code) and row.habitants]
        return sorted(here, key=lambda row: -row.habitants)

    def like(self, first: str, size: int) -> Iterator[tuple[str, Listed]]:
        """Names with this first letter and number of letters, each with its largest commune."""
        for index in self._shapes.get((first, size), ()):
            yield self.names[index], _row(self._lines[index])

    @cached_property
    def large(self) -> tuple[tuple[str, Listed], ...]:
        """The towns of 20,000 inhabitants and more, with their folded names."""
        found = ((name, line) for name, line in zip(self.names, self._lines, strict=True))
        rows = ((name, _row(line)) for name, line in found if len(line.rsplit(",", 1)[1]) > 4)
        return tuple((name, row) for name, row in rows if row.habitants >= 20_000)

    @cached_property
    def _postcodes(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, line in enumerate(self._lines):
            for code in line.split(",")[2].split():
                found.setdefault(code, []).append(index)
        return found

    @cached_property
    def _shapes(self) -> dict[tuple[str, int], list[int]]:
        found: dict[tuple[str, int], list[int]] = {}
        last = ""
        for index, name in enumerate(self.names):
            if name != last and name:
                found.setdefault((name[0], len(name)), []).append(index)
            last = name
        return found


def _row(line: str) -> Listed:
    nom, code, postcodes, inhabitants = line.split(",")
    return Listed(nom, code, tuple(postcodes.split()), int(inhabitants))
