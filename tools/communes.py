"""Write data/references/france.csv from the open data package @etalab/decoupage-administratif.

`npm pack @etalab/decoupage-administratif@6.0.0`, unpack it, then
`python -m tools.communes package/data/communes.json`. The package holds Insee's official geographic
code with La Poste's postcodes and Insee's populations (MIT licence; data: Licence Ouverte 2.0).

A commune that was merged stands under its old name with the code of the commune it is in now and
no inhabitant of its own. Rows are in the order of the folded names, the most populous first.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dife.gazetteer.listed import COLUMNS
from dife.text import fold

WRITTEN = Path("data/references/france.csv")
MERGED = ("commune-deleguee", "commune-associee")


def rows(found: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    """Name, INSEE code, postcodes and inhabitants of each commune."""
    now = {each["code"]: each for each in found if each["type"] == "commune-actuelle"}
    told = []
    for each in found:
        merged = each["type"] in MERGED
        commune = now.get(each["chefLieu"] if merged else each["code"])
        if commune is None or not commune.get("codesPostaux"):
            continue  # an arrondissement, or an island where nobody lives
        if merged and fold(each["nom"]) == fold(commune["nom"]):
            continue
        inhabitants = 0 if merged else commune.get("population", 0)
        postcodes = " ".join(commune["codesPostaux"])
        told.append((each["nom"], commune["code"], postcodes, str(inhabitants)))
    return sorted(set(told), key=lambda row: (fold(row[0]), -int(row[3]), row[1], row[0]))


def main(source: str) -> None:
    lines = [COLUMNS, *map(",".join, rows(json.loads(Path(source).read_text("utf-8"))))]
    WRITTEN.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
