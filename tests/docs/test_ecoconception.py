"""The ecodesign self-assessment is whole, counts itself right, and names what exists."""

from __future__ import annotations

import re
from collections import Counter

from assistant import settings

TEXT = (settings.ROOT / "docs/ecoconception.md").read_text("utf-8")
CRITERIA = {1: 10, 2: 10, 3: 7, 4: 15, 5: 8, 6: 7, 7: 4, 8: 10, 9: 7}
ROWS = re.findall(r"^\| (\d+\.\d+) \| [^|]+ \| ([^|]+) \| (.+) \|$", TEXT, re.M)


def test_the_78_criteria_stand_in_order() -> None:
    wanted = [f"{theme}.{n}" for theme, count in CRITERIA.items() for n in range(1, count + 1)]
    assert [number for number, _, _ in ROWS] == wanted and len(wanted) == 78


def test_it_counts_itself() -> None:
    counts = Counter(state for _, state, _ in ROWS)
    told = ", ".join(
        f"{counts[state]} {state}" for state in ("oui", "partiel", "non", "à faire", "sans objet")
    )
    assert sum(counts.values()) == 78 and f"**{told}**" in TEXT


def test_what_it_names_exists() -> None:
    for number, _, proof in ROWS:
        for path in re.findall(r"`([\w./-]+[/.][\w./-]+)`", proof):
            if not path.startswith("."):  # an extension
                assert (settings.ROOT / path).exists(), f"{number} : {path}"
