"""Our sketches of the screens, beside the answers that tell where to click."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List

from assistant import settings
from dife.facts import drawings

FOLDER = settings.ROOT / "widget" / "dessins"


@lru_cache(maxsize=1)
def all_of_them() -> drawings.Drawings:
    """Those of data/references/dessins.yml; ReferenceFileError at the first mistake."""
    return drawings.read_drawings(settings.REFERENCES / drawings.FILE, FOLDER)


def shown_by(label: str) -> List[Dict[str, Any]]:
    """{file, title, description} of the sketches of an answer, in the order of its steps."""
    return [
        {"file": each.file, "title": each.titre, "description": each.description}
        for each in all_of_them().shown_by(label)
    ]
