"""Our sketches of the screens on which an official clicks: dessins.yml and its SVG files."""

from __future__ import annotations

import re
from collections.abc import KeysView, Mapping
from pathlib import Path

from pydantic import conint, constr, validator

from dife.facts.files import ReferenceFileError, read_entries
from dife.facts.model import ReferenceNotFound, Strict

FILE = "dessins.yml"
_POINT = re.compile(r"[a-z][a-z0-9_]*(/[a-z0-9_]+)?")
_NO_FILE = "son dessin manque : ajoutez « {name} » dans le dossier « {folder} », ou retirez la clé"
_NO_ENTRY = "« {name} » est dans le dossier « {folder} » : écrivez sa fiche, ou retirez le fichier"


class Drawing(Strict):
    """A drawing: `description` is its <desc>, word for word.

    `points`: the labels of the answers that show it, each with the steps of the answer that its
    numbered marks stand for; none where the answer has no numbered steps.
    """

    cle: str
    titre: constr(strip_whitespace=True, min_length=1)  # type: ignore[valid-type]
    description: constr(strip_whitespace=True, min_length=1)  # type: ignore[valid-type]
    source: constr(strip_whitespace=True, min_length=1)  # type: ignore[valid-type]
    points: dict[str, tuple[conint(ge=1), ...]]  # type: ignore[valid-type]

    @validator("points")
    def _shown_in_order(cls, points: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        if not points:
            raise ValueError("écrivez au moins une réponse qui montre ce dessin")
        for label, steps in points.items():
            if not _POINT.fullmatch(label):
                raise ValueError(f"« {label} » n'est pas un nom de réponse, sans « utter_ »")
            if list(steps) != sorted(set(steps)):
                raise ValueError(f"les étapes de « {label} » doivent aller en montant")
        return points

    @property
    def file(self) -> str:
        """The name of its file: « creer_compte.svg »."""
        return f"{self.cle}.svg"


class Drawings:
    """The drawings by key, and those that each answer shows."""

    def __init__(self, entries: Mapping[str, Drawing]) -> None:
        self._entries = entries

    def keys(self) -> KeysView[str]:
        return self._entries.keys()

    def drawing(self, key: str) -> Drawing:
        """The drawing of a key; ReferenceNotFound for an unknown one."""
        try:
            return self._entries[key]
        except KeyError:
            raise ReferenceNotFound(f"dessin inconnu : « {key} »") from None

    def shown_by(self, label: str) -> tuple[Drawing, ...]:
        """The drawings of an answer (« consulter_droits/ou ») in the order of its steps."""
        shown = [each for each in self._entries.values() if label in each.points]
        return tuple(sorted(shown, key=lambda each: each.points[label][:1]))


def read_drawings(path: Path, folder: Path) -> Drawings:
    """The drawings of dessins.yml, whose SVG files are in a folder.

    ReferenceFileError at the first mistake, an entry without its file and a file without its entry
    among them.
    """
    entries = dict(read_entries(path, Drawing))
    files = {file.stem for file in folder.glob("*.svg")}
    for key, problem in (
        *((key, _NO_FILE) for key in entries if key not in files),
        *((key, _NO_ENTRY) for key in sorted(files - entries.keys())),
    ):
        where = problem.format(name=f"{key}.svg", folder=folder.name)
        raise ReferenceFileError(path.name, key, where)
    return Drawings(entries)
