"""The drawings as a browser lays them out: nothing clipped, nothing over the edge of its box."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import pytest
from playwright.sync_api import Browser, expect

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


def test_an_answer_that_tells_clicks_shows_its_sketch(visit: Any) -> None:
    page = visit(viewport={"width": 360, "height": 740}).open()
    page.say("où voir mes droits ?")
    assert not any("/dessins/" in sent for sent in page.sent), "fetched as it is opened"
    page.page.get_by_text("Voir où cliquer").last.click()
    image = page.page.locator(".dessins img").last
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("e => e.naturalWidth") > 200
    assert "ruban tricolore" in str(image.get_attribute("alt"))
    page.shot("croquis-360x740")
    page.page.reload()
    page.open()
    expect(page.page.get_by_text("Voir où cliquer").last).to_be_visible()  # in the history too


def test_the_printable_sheet_holds_every_sketch(visit: Any, servers: Any) -> None:
    page = visit()
    page.page.goto(f"{servers.address}/assistant/dessins.html")
    images = page.page.locator("figure img")
    assert images.count() == len(DRAWINGS)
    assert images.evaluate_all("all => all.every((e) => e.complete && e.naturalWidth > 100)")
    expect(page.page.locator("body")).not_to_contain_text("{")
    expect(page.page.get_by_role("heading", level=1)).to_have_text(
        "Où cliquer sur Mon Compte Formation"
    )
    page.shot("feuille-croquis")
