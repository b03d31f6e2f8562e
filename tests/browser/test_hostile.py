"""A page that does what it likes with the element and its stores: nothing breaks."""

from __future__ import annotations

import json
import re
from typing import Any, Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_letter_steps import begin

Make = Callable[..., Visit]
WILD = {"toString": 1, "valueOf": 1}


@pytest.mark.parametrize("size", [(1100, 800), (360, 740)])
def test_an_element_moved_in_its_page_goes_on(visit: Make, size: tuple[int, int]) -> None:
    page = visit(viewport={"width": size[0], "height": size[1]}).open()
    page.say("combien d'euros par an")
    page.page.evaluate("document.body.prepend(document.querySelector('assistant-dife'))")
    page.say("merci")
    expect(page.page.get_by_role("button", name="Fermer")).to_be_in_viewport(ratio=1)
    page.page.evaluate(  # taken away, and given back later
        "() => { window.a = document.querySelector('assistant-dife'); window.a.remove(); }"
    )
    page.page.wait_for_timeout(500)
    page.page.evaluate("document.querySelector('main').append(window.a)")
    page.say("bonjour")
    expect(page.page.get_by_role("button", name="Fermer")).to_be_in_viewport(ratio=1)
    assert page.page.locator(".elu").count() == 3
    on_top = "document.querySelector('assistant-dife').matches(':popover-open')"
    assert page.page.evaluate(on_top)


def test_a_move_leaves_the_reader_where_he_was(visit: Make) -> None:
    page = visit(viewport={"width": 1100, "height": 500}).open()
    page.say("mon compte elu apparait pas")
    thread = page.page.locator(".fil")
    thread.dispatch_event("wheel")
    thread.evaluate("e => { e.scrollTop = 150; }")
    page.page.wait_for_timeout(300)
    page.page.evaluate(
        "document.querySelector('main').append(document.querySelector('assistant-dife'))"
    )
    page.page.wait_for_timeout(300)
    assert abs(thread.evaluate("e => e.scrollTop") - 150) < 3


@pytest.mark.parametrize(
    "key, kept",
    [
        ("assistant-dife-page", {"draft": WILD, "open": WILD, "avis": WILD}),
        ("assistant-dife-page", {"draft": 7, "avis": "abc"}),
        ("assistant-dife-page", 5),
        ("assistant-dife-apparence", {"size": WILD, "dark": WILD, "wide": WILD}),
        ("assistant-dife-apparence", {"size": "map"}),
        ("assistant-dife-apparence", {"size": 1.5, "dark": "oui"}),
        ("assistant-dife-apparence", {"size": -4}),
    ],
)
def test_what_another_wrote_in_the_stores_breaks_nothing(visit: Make, key: str, kept: Any) -> None:
    page = visit()
    store = "localStorage" if key.endswith("apparence") else "sessionStorage"
    page.page.evaluate(f"kept => {{ {store}['{key}'] = kept; }}", json.dumps(kept))
    page.page.reload()
    page.open()
    expect(page.page.get_by_label("Votre message")).to_have_value("")
    page.menu("Texte plus grand")
    expect(page.page.get_by_role("status")).to_have_text("Taille du texte : 115\u00a0%.")
    page.page.keyboard.press("Escape")
    page.say("combien d'euros par an")


@pytest.mark.parametrize("wild", [WILD, [WILD], 5, ["a", ["b"]]])
def test_what_another_wrote_in_a_draft_breaks_nothing(visit: Make, wild: Any) -> None:
    page = begin(visit())
    page.page.get_by_label("Nom de naissance").fill("Martin")
    page.page.evaluate(
        "wild => { const k = 'assistant-dife-courriel', d = JSON.parse(sessionStorage[k]);"
        " d.values.prenoms = d.values.date_naissance = wild;"
        " sessionStorage[k] = JSON.stringify(d); }",
        wild,
    )
    page.page.reload()
    page.open()
    page.page.get_by_role("button", name="Reprendre mon courriel").last.click()
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")
    expect(page.page.get_by_label("Prénom(s)")).to_have_value("")
    page.page.get_by_role("button", name="Relire mon courriel").click()
    expect(page.page.get_by_role("group", name=re.compile("^À corriger"))).to_be_focused()


@pytest.mark.parametrize("name", ["constructor", "__proto__", "toString", "hasOwnProperty"])
def test_a_subject_that_is_none_opens_the_panel(visit: Make, name: str) -> None:
    page = visit()
    page.page.evaluate("name => { location.hash = `sujet=${name}`; }", name)
    expect(page.page.locator("dialog[open]")).to_be_visible()
    expect(page.page.locator(".elu")).to_have_count(0)
