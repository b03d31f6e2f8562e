"""What is typed in a letter goes when it was said to: from the store and from every screen."""

from __future__ import annotations

import json
from typing import Any, Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import Visit, launch
from tests.browser.test_letter_steps import INSIDE, PERSON, STORED, WORDS, begin, fill, press
from tests.browser.wire import Wire

Make = Callable[..., Visit]
KEY = "assistant-dife-courriel"
VALUES = f"[...{INSIDE}.querySelectorAll('input, textarea')].map((e) => e.value).join()"


@pytest.fixture
def remembering(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser that keeps a page as it was left, and gives it back (bfcache)."""
    browser = launch(chromium.browser_type, ignore_default_args=["--disable-back-forward-cache"])
    yield browser.new_context(locale="fr-FR", viewport={"width": 1100, "height": 800})
    browser.close()


def shown(visit: Visit) -> list[str]:
    """Words of the identity that the page or its tab still holds."""
    held = visit.page.evaluate(VALUES) + visit.page.evaluate(STORED)
    return [word for word in WORDS if word in held and not word.isdigit()]


def resume_elsewhere(visit: Visit) -> None:
    visit.page.evaluate("window.left = 1")
    visit.page.goto(f"{visit.address}/assistant/formation.html")
    visit.open()
    press(visit, "Reprendre mon courriel")


def back(visit: Visit) -> None:
    visit.page.go_back(wait_until="commit")
    visit.page.wait_for_function("window.left === 1")  # the very page that was left


def told(visit: Visit, words: str) -> None:
    expect(visit.page.locator(".lettre")).to_have_count(0)
    expect(visit.page.locator(".carte").last).to_contain_text(words)


def test_back_after_the_sending_gives_no_identity_again(
    visit: Make, remembering: BrowserContext
) -> None:
    page = begin(visit(like=remembering))
    fill(page, PERSON)
    resume_elsewhere(page)
    for name in ("Relire mon courriel", "C’est exact, continuer", "C’est envoyé, et ensuite ?"):
        press(page, name)
    page.settled()
    back(page)
    told(page, "n’y est plus")
    expect(page.page.get_by_role("button", name="Écrire mon courriel").first).to_be_visible()
    assert shown(page) == []
    page.page.get_by_role("button", name="Écrire mon courriel").last.click()
    fill(page, {"prenoms": "Autre"})
    assert shown(page) == []


def test_back_after_a_correction_elsewhere_keeps_it(
    visit: Make, remembering: BrowserContext
) -> None:
    page = begin(visit(like=remembering))
    fill(page, PERSON)
    resume_elsewhere(page)
    fill(page, {"nom_naissance": "Martin"})
    back(page)
    told(page, "n’y est plus")
    page.page.get_by_role("button", name="Reprendre mon courriel").last.click()
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")
    expect(page.page.get_by_label("Lieu de naissance")).to_have_value(PERSON["lieu_naissance"])


def test_back_to_a_letter_that_nothing_changed_finds_it_open(
    visit: Make, remembering: BrowserContext
) -> None:
    page = begin(visit(like=remembering))
    fill(page, PERSON)
    page.page.evaluate("window.left = 1")
    page.page.goto(f"{page.address}/assistant/donnees.html")
    back(page)
    expect(page.page.get_by_label("Nom de naissance")).to_have_value(PERSON["nom_naissance"])


def timed(visit: Visit) -> Visit:
    visit.page.clock.install()
    visit.page.reload()
    return visit


def test_half_an_hour_empties_the_screen_with_the_store(visit: Make) -> None:
    page = begin(timed(visit()))
    fill(page, PERSON)
    page.page.clock.fast_forward("20:00")
    fill(page, {"prenoms": "Élise"})  # counted from the last key
    page.page.clock.fast_forward("24:40")
    expect(page.page.get_by_role("status")).to_contain_text("Connexion")  # it slept too
    expect(page.page.get_by_role("status")).to_have_text("Connexion rétablie.")
    page.page.clock.fast_forward("00:30")
    page.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.page.get_by_role("status")).to_contain_text("s’efface dans 5 minutes")
    expect(page.page.get_by_label("Nom de naissance")).to_have_value(PERSON["nom_naissance"])
    page.page.clock.fast_forward("05:00")
    told(page, "30 minutes")
    assert shown(page) == []
    page.page.get_by_role("button", name="Écrire mon courriel").last.click()
    fill(page, {"nom_naissance": "Martin"})
    page.page.reload()
    page.open()
    press(page, "Reprendre mon courriel")
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")


def test_a_letter_left_aside_half_an_hour_is_no_longer_to_resume(visit: Make) -> None:
    page = begin(timed(visit()))
    fill(page, PERSON)
    press(page, "Retour")
    press(page, "Reprendre mon courriel")
    press(page, "Retour")
    page.page.clock.fast_forward("31:00")
    expect(page.page.get_by_role("button", name="Reprendre mon courriel")).to_have_count(0)
    expect(page.page.get_by_role("button", name="Écrire mon courriel")).to_have_count(1)
    expect(page.page.get_by_role("status")).to_be_empty()  # it was not open


def test_a_draft_from_the_future_is_none(visit: Make) -> None:
    page = begin(visit())
    fill(page, PERSON)
    page.page.evaluate(
        f"() => {{ const d = JSON.parse(sessionStorage['{KEY}']);"
        f" d.at += 3600000; sessionStorage['{KEY}'] = JSON.stringify(d); }}"
    )
    page.page.reload()
    expect(page.page.locator("dialog[open]")).to_be_visible()
    assert shown(page) == []


@pytest.mark.parametrize("line", ["cut", "shut"])
def test_an_erasure_reaches_a_tab_that_no_server_reaches(visit: Make, line: str) -> None:
    page = visit()
    wire = Wire(page.page)
    page.page.reload()
    begin(page)
    fill(page, PERSON)
    if line == "cut":
        wire.cut()
        expect(page.page.get_by_role("status")).to_contain_text("Connexion perdue")
    else:
        for _ in range(2):  # out of the letter, then of the panel
            page.page.keyboard.press("Escape")
        page.page.reload()
        expect(page.page.locator(".lanceur")).to_be_visible()
    other = visit(like=page.page.context).open()
    other.menu("Effacer ma conversation")
    press(other, "Oui, effacer")
    expect(other.page.locator(".fil li.assistant")).to_have_count(1)
    expect(page.page.locator(".lettre, .fil li")).to_have_count(0)
    assert shown(page) == []
    wire.mend()
    page.open()
    other.say("bonjour")
    page.say("merci")  # in the conversation that began since
    expect(other.page.locator(".elu")).to_have_count(2)
    assert shown(page) == []


def test_a_draft_of_another_conversation_is_not_resumed(visit: Make) -> None:
    """A tab shut, an erasure in another, the tab opened again by its browser."""
    page = begin(visit())
    fill(page, PERSON)
    kept: Any = page.page.evaluate("JSON.stringify({...sessionStorage})")
    page.page.close()
    other = visit(like=page.page.context).open()
    other.menu("Effacer ma conversation")
    press(other, "Oui, effacer")
    expect(other.page.locator(".fil li.assistant")).to_have_count(1)
    again = visit(like=page.page.context)
    again.page.evaluate("kept => Object.assign(sessionStorage, kept)", json.loads(kept))
    again.page.reload()
    expect(again.page.locator("dialog[open], .lanceur:not([hidden])").first).to_be_visible()
    assert shown(again) == []
