"""What the widget's box proposes while somebody types (widget/src/suggestions.js)."""

from __future__ import annotations

import json
from typing import Callable, Dict, List

from assistant import facts
from assistant.dialogue import intents, points
from dife.gazetteer.model import Commune
from dife.place_names import spelt


def titles() -> List[str]:
    """Questions that are answered when they are sent as they are: those of the points, then of the
    intents without point; none that erases, or that needs what was said before."""
    found = [each.title for each in points.points().values()]
    for name, title in intents.titles().items():
        known = intents.intent(name)
        if known.offered and not (known.interrupts or known.follows or points.of_intent(name)):
            found.append(title)
    return found


def towns() -> List[str]:
    """The towns whose name is read anywhere, « Montargis (45) », the most populous first."""
    places = facts.current().places

    def inhabitants(town: Commune) -> int:
        same = (row for row in places.rows(spelt(town.nom)) if row.code_insee == town.code_insee)
        return max((row.habitants for row in same), default=0)

    found = sorted(places.communes, key=lambda town: (-inhabitants(town), spelt(town.nom)))
    return [f"{town.nom} ({town.departement})" for town in found]


FILES: Dict[str, Callable[[], List[str]]] = {"sujets.json": titles, "communes.json": towns}


def written(name: str) -> bytes:
    """One of FILES as it is served; its facts are those of today."""
    return json.dumps(FILES[name](), ensure_ascii=False, separators=(",", ":")).encode()
