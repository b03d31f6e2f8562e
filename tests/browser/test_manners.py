"""What the panel does around the conversation: it covers nothing, Back shuts it, a copy is told."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.scripted import answer
from tests.browser.test_letter_steps import PERSON, begin, fill, press
from tests.browser.test_panel import LONG, PHONE, echo, opened
from tests.browser.test_widget import downloaded

Make = Callable[..., Visit]
SIZES = [(1366, 768), (360, 740)]
CALENDAR = {"type": "agenda", "nom": "date-limite.ics", "ics": "BEGIN:VCALENDAR"}

# Names of the controls of the thread that something else covers, wholly or not.
COVERED = """() => { const root = document.querySelector('assistant-dife').shadowRoot;
const log = root.querySelector('.fil').getBoundingClientRect();
return [...root.querySelectorAll('.fil :is(button, a, summary)')].filter((e) => {
  const { top, bottom, left, right } = e.getBoundingClientRect();
  const [up, down] = [Math.max(top, log.top) + 1, Math.min(bottom, log.bottom) - 1];
  return up < down && [left + 2, (left + right) / 2, right - 2].some((x) => [up, down].some((y) => {
    const found = root.elementFromPoint(x, y);
    return !root.querySelector('.fil').contains(found); }));
}).map((e) => e.textContent); }"""


def window(size: tuple[int, int]) -> dict[str, Any]:
    return {"viewport": {"width": size[0], "height": size[1]}}


# --- « Suite »


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_on_covers_no_control(visit: Make, size: tuple[int, int]) -> None:
    buttons = [{"title": f"Une question assez longue, numéro {n}", "payload": "/a"} for n in (1, 2)]
    page, _ = opened(visit, lambda _: [answer(LONG, buttons=buttons * 9)], **window(size))
    page.page.evaluate(
        "() => { window.wrong = []; window.onerror = (text) => { window.wrong.push(text); }; }"
    )
    page.say("bonjour")
    expect(page.page.get_by_role("button", name="Suite")).to_be_visible()
    page.shot(f"suite-{size[0]}x{size[1]}")
    thread = page.page.locator(".fil")
    for _ in range(12):
        assert page.page.evaluate(COVERED) == []
        thread.evaluate("e => { e.scrollTop += 90; }")
        page.page.wait_for_timeout(60)
    thread.evaluate("e => { e.scrollTop = e.scrollHeight; }")
    expect(page.page.get_by_role("button", name="Suite")).to_be_hidden()
    page.page.wait_for_timeout(100)
    assert thread.evaluate("e => e.scrollHeight - e.scrollTop - e.clientHeight") < 2
    assert page.page.evaluate("window.wrong") == []


# --- Back


def test_back_shuts_the_panel_of_a_telephone_and_not_the_page(visit: Make) -> None:
    page, _ = opened(visit, echo, **PHONE)
    address, before = page.page.url, page.page.evaluate("history.length")
    panel = page.page.locator("dialog[open]")
    page.say("bonjour")
    page.page.get_by_label("Votre message").fill("à moitié")
    page.page.evaluate("window.same = 1")
    for _ in range(3):
        page.page.go_back()
        expect(panel).to_have_count(0)
        assert (page.page.url, page.page.evaluate("window.same")) == (address, 1)
        expect(page.page.locator(".lanceur")).to_be_focused()
        page.open()
        expect(page.page.locator(".elu")).to_have_count(1)
        expect(page.page.get_by_label("Votre message")).to_have_value("à moitié")
        page.page.get_by_role("button", name="Fermer").click()
        page.page.wait_for_timeout(200)
        page.open()
    assert page.page.evaluate("history.length") == before


def test_shut_by_hand_the_panel_leaves_nothing_to_go_back_through(visit: Make) -> None:
    page = visit(**PHONE)
    page.page.goto(f"{page.address}/assistant/contact.html")
    for _ in range(2):
        page.open()
        page.page.get_by_role("button", name="Fermer").click()
        page.page.wait_for_timeout(200)
    page.page.go_back()
    assert page.page.url == f"{page.address}/assistant/"


def test_reloaded_with_its_panel_open_the_page_is_left_by_one_step(visit: Make) -> None:
    page = visit(**PHONE)
    page.page.goto(f"{page.address}/assistant/contact.html")
    page.open()
    page.page.reload()
    expect(page.page.locator(".lanceur")).to_be_visible()
    page.page.wait_for_timeout(200)
    page.page.go_back()
    assert page.page.url == f"{page.address}/assistant/"


def test_back_out_of_a_letter_keeps_it(visit: Make) -> None:
    page = begin(visit(**PHONE))
    fill(page, {"nom_naissance": "Martin"})
    page.page.go_back()
    expect(page.page.locator("dialog[open]")).to_have_count(0)
    page.page.locator(".lanceur").click()
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")


def test_on_a_large_screen_back_leaves_the_page(visit: Make) -> None:
    page = visit()
    page.page.goto(f"{page.address}/assistant/contact.html")
    page.open()
    page.page.go_back()
    assert page.page.url == f"{page.address}/assistant/"


# --- what a button did


@pytest.mark.parametrize("size", SIZES)
def test_a_file_for_the_calendar_is_told_and_shown(visit: Make, size: tuple[int, int]) -> None:
    page, _ = opened(visit, lambda _: [answer("Le 23 novembre.", data=CALENDAR)], **window(size))
    page.say("ma date")
    assert downloaded(page, "Ajouter à mon agenda") == b"BEGIN:VCALENDAR"
    expect(page.page.get_by_role("status")).to_contain_text("Fichier d’agenda téléchargé")
    beside = page.page.locator(".gestes .fait")
    expect(beside).to_have_text("Téléchargé ✓")
    assert beside.get_attribute("aria-hidden") == "true", "the status line says it"
    page.shot(f"agenda-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", SIZES)
def test_a_copy_is_told_and_shown_beside_its_button(visit: Make, size: tuple[int, int]) -> None:
    page = begin(visit(**window(size), permissions=["clipboard-read", "clipboard-write"]))
    fill(page, PERSON)
    for name in ("Relire mon courriel", "C’est exact, continuer"):
        press(page, name)
    for name, told in (
        ("Copier le destinataire", "Destinataire copié."),
        ("Copier l’objet", "Objet copié."),
        ("Copier le texte", "Texte copié."),
    ):
        for _ in range(2):  # once more adds no second mark
            press(page, name)
        expect(page.page.get_by_role("status")).to_have_text(told)
        button = page.page.get_by_role("button", name=name)
        expect(button.locator("xpath=following-sibling::*")).to_have_text(["Copié ✓"])
    press(page, "Télécharger le courriel (.eml)")
    expect(page.page.locator(".fait")).to_have_count(4)
    page.shot(f"copie-{size[0]}x{size[1]}")


def test_an_empty_box_is_required_and_not_wrong(visit: Make) -> None:
    """As Firefox tells a screen reader: a box that the browser holds for invalid is so told."""
    page = begin(visit())
    expect(page.page.get_by_label("Nom de naissance")).to_have_attribute("aria-required", "true")
    optional = page.page.get_by_label("Mandat (facultatif)")
    expect(optional).to_have_attribute("aria-required", "false")
    assert page.page.locator(".lettre :invalid").count() == 0


# --- the launcher


@pytest.mark.parametrize("size", [*SIZES, (320, 568)])
@pytest.mark.parametrize("name", ["./", "formation.html", "contact.html"])
def test_the_launcher_leaves_what_is_reached_in_sight(
    visit: Make, name: str, size: tuple[int, int]
) -> None:
    """WCAG 2.4.11: a link under the fixed launcher scrolls out of it when it takes the focus; at
    the end of the page nothing is under it."""
    page = visit(**window(size))
    page.page.goto(f"{page.address}/assistant/{name}")
    launcher = page.page.locator(".lanceur")
    expect(launcher).to_be_visible()
    under = """(top) => [...document.querySelectorAll('a, button')].filter((e) => {
      const { bottom, top: up } = e.getBoundingClientRect();
      return bottom > top && up < innerHeight;
    }).map((e) => e.textContent)"""
    page.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.shot(f"bas-{name.strip('./') or 'accueil'}-{size[0]}x{size[1]}")
    assert page.page.evaluate(under, launcher.bounding_box()["y"]) == []
    page.page.evaluate("scrollTo(0, 0)")
    page.page.evaluate("document.querySelector('.eviter').focus()")
    for _ in range(20):
        page.page.keyboard.press("Tab")
        beyond = page.page.evaluate(
            "(top) => { const e = document.activeElement; if (e.localName === 'assistant-dife')"
            " return null; return [e.textContent, e.getBoundingClientRect().bottom - top]; }",
            launcher.bounding_box()["y"],
        )
        if beyond is None:
            return
        assert beyond[1] <= 0, beyond
    raise AssertionError("the launcher is out of reach")
