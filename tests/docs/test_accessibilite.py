"""The grid of the RGAA is whole, its proofs exist, and the declaration says what it says."""

from __future__ import annotations

import re
from collections import Counter
from typing import List, Tuple

from assistant import settings

ROOT = settings.ROOT
GRID = (ROOT / "docs/accessibilite.md").read_text("utf-8")
DECLARATION = (ROOT / "widget/public/accessibilite.html").read_text("utf-8")
CRITERIA = {1: 9, 2: 2, 3: 3, 4: 13, 5: 8, 6: 2, 7: 5, 8: 10, 9: 4, 10: 14, 11: 13, 12: 11, 13: 12}
STATES = ("conforme", "non conforme", "non applicable")
ROWS: List[Tuple[str, str, str]] = re.findall(
    r"^\| (\d+\.\d+) \| [^|]+ \| ([^|]+) \| (.+) \|$", GRID, re.M
)


def test_the_106_criteria_stand_in_order() -> None:
    wanted = [f"{theme}.{n}" for theme, count in CRITERIA.items() for n in range(1, count + 1)]
    assert [number for number, _, _ in ROWS] == wanted and len(wanted) == 106
    assert {state for _, state, _ in ROWS} <= set(STATES)


def test_each_proof_exists() -> None:
    for number, state, proof in ROWS:
        for path, name in re.findall(r"`([\w/.]+\.\w+)(?:::(\w+))?`", proof):
            assert (ROOT / path).is_file(), f"{number} : {path}"
            text = (ROOT / path).read_text("utf-8")
            assert not name or f"def {name}(" in text, f"{number} : {name}"
        if state == "conforme":
            shown = "`" in proof or re.search("relu|même essai", proof)
            assert shown, f"{number} : aucune preuve"
        assert len(proof) > 4


def test_the_declaration_is_that_of_the_grid() -> None:
    counts = Counter(state for _, state, _ in ROWS)
    kept = counts["conforme"]
    judged = kept + counts["non conforme"]
    rate = f"{100 * kept / judged:.1f}".replace(".", ",")
    assert f"{kept} sur {judged} applicables ({rate} %)" in DECLARATION
    assert f"non applicables : {counts['non applicable']}" in DECLARATION
    state = "totalement" if kept == judged else "partiellement"  # at least half is kept
    assert kept * 2 > judged and f"<strong>{state} conforme</strong>" in DECLARATION
    told = set(re.findall(r"<li>Critère (\d+\.\d+)", DECLARATION))
    assert told == {number for number, each, _ in ROWS if each == "non conforme"}


def test_the_menu_and_the_site_tell_the_same_state() -> None:
    menu = (ROOT / "widget/src/menu.js").read_text("utf-8")
    pages = [*(ROOT / "widget/public").glob("*.html"), *(ROOT / "widget/morceaux").glob("*.html")]
    found = [menu, *(page.read_text("utf-8") for page in pages)]
    said = {
        state for text in found for state in re.findall(r"Accessibilité : (\w+ conforme)", text)
    }
    assert said == {"partiellement conforme"}


def test_the_declaration_has_what_the_law_asks() -> None:
    for part in ("article 47", "Défenseur des droits", "{association_courriel}", "RGAA"):
        assert part in DECLARATION
