"""What the widget's box proposes while somebody types (widget/src/suggestions.js)."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Callable, Dict, List

from assistant import facts
from assistant.dialogue import intents, points
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


def towns() -> Dict[str, List[str]]:
    """By department, the towns whose name is read anywhere: « Montargis (45) » is one of « 45 »."""
    found: Dict[str, List[str]] = defaultdict(list)
    for each in sorted(facts.current().places.communes, key=lambda town: spelt(town.nom)):
        found[each.departement].append(each.nom)
    return dict(sorted(found.items()))


FILES: Dict[str, Callable[[], Any]] = {"sujets.json": titles, "communes.json": towns}


def written(name: str) -> bytes:
    """One of FILES as it is served; its facts are those of today."""
    return json.dumps(FILES[name](), ensure_ascii=False, separators=(",", ":")).encode()
