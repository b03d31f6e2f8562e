"""Faults that strangers found in the widget, kept away: order, silence, places, host pages."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, plain
from tests.browser.test_accessibility import violations
from tests.support.association import fact

Make = Callable[..., Visit]
INSIDE = "document.querySelector('assistant-dife').shadowRoot"


def texts(page: Any) -> list[str]:
    return [plain(t) for t in page.locator(".fil > ol > li").all_inner_texts()]


def offline(visit: Visit) -> None:
    visit.page.context.set_offline(True)
    visit.page.evaluate("dispatchEvent(new Event('offline'))")
    expect(visit.page.get_by_role("status")).to_contain_text("Connexion perdue")


def test_each_answer_stands_under_its_question(visit: Make) -> None:
    page = visit().open()
    offline(page)
    box = page.page.get_by_label("Votre message")
    for text in ("2 nuits et un repas à Orléans", "quel est le numéro de l'association ?"):
        box.fill(text)
        box.press("Enter")
    page.page.context.set_offline(False)
    page.settled()
    expect(page.page.get_by_text("02 38").last).to_be_visible()
    page.page.wait_for_timeout(500)
    said = texts(page.page)
    sum_asked = next(n for n, text in enumerate(said) if "2 nuits et un repas" in text)
    phone = next(n for n, text in enumerate(said) if "quel est le numéro" in text)
    assert any("Vous pouvez demander" in text for text in said[sum_asked + 1 : phone])
    assert not any("Vous pouvez demander" in text for text in said[phone:])


def test_a_page_in_plain_http_is_answered(visit: Make) -> None:
    page = visit()
    page.page.add_init_script("delete Crypto.prototype.randomUUID")
    page.page.reload()
    page.open().say("bonjour")
    assert len(page.answers) > 2


def test_the_welcome_is_announced(visit: Make) -> None:
    page = visit()
    expect(page.page.locator(".lanceur")).to_be_visible()
    page.page.evaluate(
        f"""() => {{ const log = {INSIDE}.querySelector('[role=log]'); window.vif = [];
        new MutationObserver(() => window.vif.push(log.getAttribute('aria-live')))
          .observe(log, {{childList: true, subtree: true}}); }}"""
    )
    page.open()
    assert set(page.page.evaluate("window.vif")) == {"polite"}


def test_a_cut_moves_nothing_under_the_eyes(visit: Make) -> None:
    page = visit(viewport={"width": 390, "height": 700}).open()
    page.say("mon compte elu apparait pas")
    page.page.locator(".fil").dispatch_event("wheel")  # by the reader
    page.page.locator(".fil").evaluate("e => { e.scrollTop = 200; }")
    offline(page)
    page.page.context.set_offline(False)
    expect(page.page.get_by_role("status")).to_have_text("Connexion rétablie.")
    assert page.page.locator(".fil").evaluate("e => e.scrollTop") == 200


def test_two_presses_of_enter_erase_nothing(visit: Make) -> None:
    page = visit().open()
    page.say("bonjour")
    page.page.get_by_role("button", name="Menu").click()
    page.page.get_by_role("button", name="Effacer ma conversation").focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Enter")
    keep = page.page.get_by_role("button", name="Non, la garder")
    expect(keep).to_be_focused()
    page.page.wait_for_timeout(600)  # a held key is heeded no more
    page.page.keyboard.press("Enter")
    expect(keep).to_be_hidden()
    assert page.page.locator(".elu").count() == 1
    page.menu("Effacer ma conversation")
    page.page.keyboard.press("Escape")
    expect(page.page.locator("dialog")).to_be_visible()  # the question alone is shut


def test_a_double_click_counts_once(visit: Make) -> None:
    page = visit().open()
    page.page.get_by_role("button", name="Où voir mes droits").dblclick()
    page.settled()
    assert page.page.locator(".elu").count() == 1


def test_the_status_line_is_of_the_present(visit: Make) -> None:
    """Thanks stand beside what they are for; the line says the cut once, its end, then nothing."""
    page = visit().open()
    page.say("le train est remboursé ?")
    page.page.get_by_role("button", name="Oui", exact=True).click()
    expect(page.page.locator(".avis")).to_contain_text("Merci de votre avis.")
    status = page.page.get_by_role("status")
    expect(status).to_be_empty()
    page.page.evaluate(
        f"""() => {{ const line = {INSIDE}.querySelector('[role=status]'); window.dit = [];
        new MutationObserver(() => window.dit.push(line.textContent.slice(0, 17)))
          .observe(line, {{childList: true}}); }}"""
    )
    offline(page)
    page.page.wait_for_timeout(3500)  # several attempts
    page.page.context.set_offline(False)
    expect(status).to_have_text("Connexion rétablie.")
    expect(status).to_be_empty(timeout=6_000)
    assert page.page.evaluate("window.dit") == ["Connexion perdue.", "Connexion rétabli", ""]


def test_escape_shuts_the_menu_alone(visit: Make) -> None:
    page = visit().open()
    page.page.get_by_role("button", name="Menu").click()
    page.page.keyboard.press("Escape")
    expect(page.page.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(page.page.locator("dialog")).to_be_visible()


HOSTILE = {
    "petit": "html{font-size:62.5%}",
    "texte": "body{text-align:center;letter-spacing:.5em;text-transform:uppercase;"
    "user-select:none}",
    "transforme": "body{transform:translateY(300px);direction:rtl}",
    "bandeau": "body::after{content:'';position:fixed;inset:60% 0 0;z-index:99999}",
    "cache": "body *{display:none!important} assistant-dife{opacity:0!important}",
}


@pytest.mark.parametrize("css", HOSTILE.values(), ids=HOSTILE)
def test_the_style_sheet_of_the_site_does_not_come_in(visit: Make, css: str) -> None:
    page = visit()
    plain_place = page.page.locator(".lanceur").bounding_box()
    page.page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
        " document.adoptedStyleSheets = [s]; }",
        css,
    )
    place = page.page.locator(".lanceur").bounding_box()
    assert place and plain_place and all(abs(place[k] - plain_place[k]) < 1 for k in place)
    page.page.locator(".lanceur").click()  # nothing stands over it
    line = page.page.locator(".fil .bulle p").first
    expect(line).to_be_visible()
    style = line.evaluate(
        "e => { const s = getComputedStyle(e); return [s.fontSize, s.textAlign, s.letterSpacing,"
        " s.textTransform, s.userSelect, s.direction]; }"
    )
    assert style == ["16px", "left", "normal", "none", "auto", "ltr"]


def test_the_launcher_leaves_the_keyboard_and_the_language_is_said(visit: Make) -> None:
    page = visit().open()
    expect(page.page.locator(".lanceur")).to_be_hidden()
    assert page.page.locator("assistant-dife").get_attribute("lang") == "fr"


@pytest.mark.parametrize("size", [(740, 340), (360, 400), (360, 740), (1366, 768)])
def test_the_box_and_the_way_out_stay_in_sight(visit: Make, size: tuple[int, int]) -> None:
    page = visit(viewport={"width": size[0], "height": size[1]}).open()
    page.say("2 nuits et 1 repas à Nanterre le 3 avril 2026")
    expect(page.page.get_by_label("Votre message")).to_be_in_viewport(ratio=0.9)
    expect(page.page.get_by_role("button", name="Fermer")).to_be_in_viewport(ratio=0.9)
    page.shot(f"somme-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", [(360, 740), (1366, 768)])
def test_all_tiles_of_the_welcome_are_in_sight(visit: Make, size: tuple[int, int]) -> None:
    page = visit(viewport={"width": size[0], "height": size[1]}).open()
    tiles = page.page.locator(".tuiles li:not(.appel) button")
    expect(tiles).to_have_count(6)
    call = page.page.locator(".tuiles .appel")
    expect(call).to_contain_text(fact("association_telephone"))
    expect(call).to_be_in_viewport(ratio=1)
    for n in range(6):
        expect(tiles.nth(n)).to_be_in_viewport(ratio=1)
    page.shot(f"tuiles-{size[0]}x{size[1]}")


def test_a_second_tag_adds_no_second_assistant(visit: Make) -> None:
    page = visit()
    page.page.evaluate("document.body.append(document.createElement('assistant-dife'))")
    expect(page.page.locator(".lanceur")).to_have_count(1)


def test_a_pale_colour_leaves_the_words_readable(visit: Make) -> None:
    page = visit()
    page.page.evaluate(
        "() => { const old = document.querySelector('assistant-dife');"
        " const tag = document.createElement('assistant-dife');"
        " tag.style.setProperty('--dife-couleur', '#ffd100');"
        " tag.style.setProperty('--dife-couleur-texte', '#000'); old.replaceWith(tag); }"
    )
    page.open()
    assert violations(page.page) == []
    launcher = page.page.locator(".marque").evaluate(
        "e => getComputedStyle(e).color + getComputedStyle(e).backgroundColor"
    )
    assert launcher == "rgb(255, 209, 0)rgb(0, 0, 0)", (
        "the site's own colours, where they are filled"
    )


def test_an_answer_that_comes_while_it_is_shut_is_counted(visit: Make) -> None:
    page = visit().open()
    page.page.get_by_label("Votre message").fill("combien d'euros par an")
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".lanceur")).to_contain_text("nouvelle")


def test_the_size_of_the_text_is_remembered(visit: Make) -> None:
    page = visit().open()
    page.page.get_by_role("button", name="Menu").click()
    page.page.get_by_role("button", name="Texte plus grand").click()
    page.page.reload()
    page.open()
    size = page.page.locator(".fil .bulle p").first.evaluate("e => getComputedStyle(e).fontSize")
    assert size == "18.4px"


def test_a_number_is_one_press_and_the_form_can_be_left(visit: Make) -> None:
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True).open()
    page.say("calculer mes frais")
    quick = page.page.get_by_role("group", name="Réponses rapides")
    quick.get_by_role("button", name="2", exact=True).click()
    page.settled()
    assert "repas" in page.answers[-1]
    quick.get_by_role("button", name="Écrire des mots").click()
    assert page.page.get_by_label("Votre message").evaluate("e => e.inputMode") == "text"
    quick.get_by_role("button", name="Annuler").click()
    page.settled()
    assert "C'est arrêté" in page.answers[-1]
    expect(quick).to_be_hidden()
    page.shot("saisie-360x740")


def test_an_unlike_answer_says_why(visit: Make, servers: Any) -> None:
    page = visit().open()
    page.say("le train est remboursé ?")
    page.page.get_by_role("button", name="Non", exact=True).click()
    page.page.get_by_role("button", name="Ce n’est plus à jour").click()
    expect(page.page.locator(".avis")).to_contain_text("Merci de votre avis.")
    rows = sqlite3.connect(servers.var / "dife.db").execute(
        "select utile, raison, length(version) from avis where raison is not null"
    )
    assert rows.fetchall() == [(0, "perime", 12)]


@pytest.fixture
def printed(visit: Make, tmp_path: Path) -> Iterator[str]:
    page = visit().open()
    page.say("2 nuits et 1 repas à Nanterre le 3 avril 2026")
    page.page.evaluate("() => { window.print = () => {}; }")
    page.menu("Imprimer")
    frame = page.page.frame_locator("iframe[title=Impression]")
    yield plain(frame.locator("body").inner_text()) + plain(page.page.title())


def test_the_printed_sheet_is_whole_and_named(printed: str) -> None:
    assert re.search(r"2 nuits\t.*\t240 €\n.*\nTotal\t\t260 €", printed), printed
    assert printed.count(f"Conversation avec l'assistant DIFE {fact('association.de')}") == 2, (
        "sheet and its name"
    )
    assert "Source des tarifs" in printed, "what is folded on the screen is not on paper"


@pytest.mark.parametrize("way", ["lien", "adresse"])
def test_a_link_opens_its_subject_once(visit: Make, way: str) -> None:
    page = visit()
    if way == "lien":
        page.page.get_by_role("link", name="calculer mes frais").click()
    else:
        page.page.goto(f"{page.address}/assistant/?x=1#sujet=frais")
    expect(page.page.get_by_text("Combien de nuits")).to_be_visible()
    page.settled()
    expect(page.page.locator(".elu").last).to_contain_text("Calculer mes frais")
    assert "#sujet" not in page.page.url
    page.page.reload()
    page.open()
    assert page.page.locator(".elu").count() == 1


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)])
def test_the_page_of_its_own_is_the_assistant_alone(visit: Make, size: tuple[int, int]) -> None:
    page = visit(viewport={"width": size[0], "height": size[1]})
    page.page.goto(f"{page.address}/assistant/plein-ecran")
    expect(page.page.locator(".tuiles button").first).to_be_visible()
    box = page.page.locator(".panneau").bounding_box()
    assert box and (box["width"], box["height"]) == size
    page.page.keyboard.press("Escape")
    expect(page.page.locator(".panneau")).to_be_visible()
    page.say("le train est remboursé ?")
    assert "train" in page.answers[-1]
    assert violations(page.page) == []
    page.shot(f"plein-ecran-{size[0]}x{size[1]}")


def test_of_several_messages_at_once_the_last_is_followed(visit: Make) -> None:
    page = visit(viewport={"width": 360, "height": 740}).open()
    box = page.page.get_by_label("Votre message")
    for text in ("combien d'euros par an", "mon compte elu apparait pas", "merci"):
        box.fill(text)
        box.press("Enter")
    page.settled()
    expect(page.page.locator(".elu").last).to_be_in_viewport()
    expect(page.page.locator(".fil li.assistant").last).to_be_in_viewport()


def test_on_a_telephone_the_keyboard_does_not_cover_the_tiles(visit: Make) -> None:
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.page.locator(".lanceur").tap()
    expect(page.page.locator(".tuiles button").first).to_be_visible()
    inside = "document.querySelector('assistant-dife').shadowRoot.activeElement"
    assert page.page.evaluate(f"{inside} && {inside}.tagName") != "TEXTAREA"


def test_a_second_tap_keeps_the_answer_in_sight(visit: Make) -> None:
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True).open()
    page.say("mon compte elu apparait pas")
    tile = page.page.get_by_role("button", name="Calculer mes frais").first
    tile.scroll_into_view_if_needed()
    tile.dblclick()
    expect(page.page.locator(".attente")).to_have_count(0)
    expect(page.page.get_by_text("Combien de nuits").last).to_be_in_viewport()
