"""The second association in a browser: its name, its colours, read by anybody."""

from __future__ import annotations

from typing import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit, chromium, visit  # noqa: F401
from tests.browser.test_accessibility import offline, table, violations
from tests.support.association import named_in

Make = Callable[..., Visit]
BACKGROUND = "node => getComputedStyle(node).backgroundColor"


def test_its_name_and_colours(visit: Make) -> None:  # noqa: F811
    page = visit().page
    assert page.locator(".lanceur").evaluate(BACKGROUND) == "rgb(106, 27, 77)"
    page.locator(".lanceur").click()
    expect(page.get_by_role("heading", name="Assistant DIFE de l’AMB99")).to_be_visible()
    assert page.locator(".tete").evaluate(BACKGROUND) == "rgb(106, 27, 77)"
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Parler à l’AMB99", exact=True).click()
    expect(page.locator(".fil")).to_contain_text("05 99 00 11 22")
    assert not named_in(page.locator("body").inner_text())


@pytest.mark.parametrize("state", [table, offline], ids=lambda state: state.__name__)
def test_axe_finds_nothing(visit: Make, state: Callable[[Visit], None]) -> None:  # noqa: F811
    page = visit()
    state(page)
    assert violations(page.page) == []


def test_without_its_facts_the_widget_names_nobody(visit: Make) -> None:  # noqa: F811
    """A server that restarts may fail to give association.js: the window opens all the same."""
    page = visit()

    def lost(route: Route) -> None:
        route.abort("connectionrefused")

    page.page.route("**/association.js", lost)
    page.page.reload()
    page.open()
    expect(page.page.get_by_role("heading", name="Assistant DIFE de l’association")).to_be_visible()
    page.page.get_by_role("button", name="Parler à l’association").last.click()
    expect(page.page.locator(".fil")).to_contain_text("05 99 00 11 22")
