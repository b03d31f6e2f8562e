"""The drawings as a browser lays them out: nothing clipped, nothing over the edge of its box."""

from __future__ import annotations

from pathlib import Path
from typing import List

import pytest
from playwright.sync_api import Browser

from assistant.settings import ROOT

DRAWINGS = sorted((ROOT / "widget" / "dessins").glob("*.svg"))
# Of each text, what it leaves: the sheet, or the place to click that it names.
OUTSIDE = """() => [...document.querySelectorAll('svg > text')].filter(text => {
  const sheet = document.documentElement.viewBox.baseVal, box = text.getBBox()
  const before = text.previousElementSibling
  const inside = before && before.matches('rect.k') ? before.getBBox() : sheet
  return box.x < inside.x || box.x + box.width > inside.x + inside.width
    || box.y < inside.y || box.y + box.height > inside.y + inside.height
}).map(text => text.textContent)"""


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_nothing_runs_over_the_edge(path: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    try:
        page.goto(path.as_uri())
        outside: List[str] = page.evaluate(OUTSIDE)
        assert outside == []
    finally:
        page.close()


def test_every_drawing_is_an_image(chromium: Browser, tmp_path: Path) -> None:
    """As the widget and the demonstration would show it: `<img src>`, 320 pixels wide."""
    sheet = tmp_path / "sheet.html"
    sheet.write_text("".join(f'<img src="{path.as_uri()}">' for path in DRAWINGS), "utf-8")
    page = chromium.new_page()
    try:
        page.goto(sheet.as_uri())
        widths = page.eval_on_selector_all("img", "all => all.map(img => img.naturalWidth)")
        assert widths == [320] * len(DRAWINGS)
    finally:
        page.close()
