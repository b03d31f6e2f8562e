"""The demonstration site, the pages beside it, and the conversation that follows the visitor."""

from __future__ import annotations

import re
from typing import Any, Callable, List

import pytest
from playwright.sync_api import expect

from assistant import settings
from tests.browser.conftest import Visit, plain
from tests.browser.test_accessibility import violations

Make = Callable[..., Visit]
SITE = {"Accueil": "./", "La formation des élus": "formation.html", "Contact": "contact.html"}
PAGES = sorted(
    {*SITE.values(), "plein-ecran"}
    | {
        path.name
        for path in settings.WIDGET.glob("*.html")
        if path.name not in ("demo.html", "plein-ecran.html")
    }
)
SIZES = [(1366, 768), (360, 740), (320, 640)]


def wide(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_accessible_and_holds_in_its_window(
    visit: Make, name: str, size: tuple[int, int]
) -> None:
    visitor = visit(viewport={"width": size[0], "height": size[1]})
    page = visitor.page
    page.goto(f"{visitor.address}/assistant/{name}")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    visitor.shot(f"page-{name.strip('./') or 'accueil'}-{size[0]}")
    assert violations(page) == [] and not wide(page)
    assert page.evaluate("document.documentElement.lang") == "fr"


def test_titles_differ_and_each_page_says_where_it_is(visit: Make) -> None:
    visitor = visit()
    titles: List[str] = []
    for name in PAGES:
        visitor.page.goto(f"{visitor.address}/assistant/{name}")
        titles.append(visitor.page.title())
    assert len(set(titles)) == len(PAGES)
    for title, name in SITE.items():
        visitor.page.goto(f"{visitor.address}/assistant/{name}")
        here = visitor.page.get_by_role("navigation").locator("[aria-current=page]")
        expect(here).to_have_text(title)
        expect(visitor.page.get_by_text("Site de démonstration")).to_be_visible()


def test_every_link_of_the_pages_leads_somewhere(visit: Make) -> None:
    visitor = visit()
    known = set()
    for name in PAGES:
        visitor.page.goto(f"{visitor.address}/assistant/{name}")
        links = visitor.page.locator("body > :not(assistant-dife) a, body > a")
        known |= {link for link in links.evaluate_all("all => all.map((a) => a.href)")}
    ours = {link.split("#")[0] for link in known if link.startswith(visitor.address)}
    assert len(ours) >= 7
    for link in ours:
        assert visitor.page.request.get(link).ok, link
    subjects = {link.split("#sujet=")[1] for link in known if "#sujet=" in link}
    source = (settings.ROOT / "widget/src/sujets.js").read_text("utf-8")
    for subject in subjects:
        assert re.search(rf"^ *'?{subject}'?:", source, re.M), subject


def test_the_content_is_one_key_away(visit: Make) -> None:
    page = visit().page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_conversation_follows_from_page_to_page(visit: Make) -> None:
    visitor = visit().open()
    visitor.say("combien d'euros par an")
    said = visitor.answers
    for title in ("La formation des élus", "Contact", "Accueil"):
        visitor.page.get_by_role("navigation").get_by_role("link", name=title).click()
        visitor.open()
        expect(visitor.page.locator(".elu")).to_have_count(1)
        assert visitor.answers == said
    visitor.page.go_back()
    visitor.open()
    expect(visitor.page.locator(".elu")).to_have_count(1)


def test_half_a_message_follows_too(visit: Make) -> None:
    visitor = visit().open()
    visitor.page.get_by_label("Votre message").fill("je voudrais savoir si")
    visitor.page.get_by_role("navigation").get_by_role("link", name="Contact").click()
    visitor.open()
    expect(visitor.page.get_by_label("Votre message")).to_have_value("je voudrais savoir si")


@pytest.mark.parametrize(
    "page, name, role, said",
    [
        ("./", "Être guidé pas à pas", "link", "Étape 1"),
        ("./", "Voir mes droits", "link", "droits"),
        ("./", "Calculer ma date limite", "link", "formation"),
        ("formation.html", "je n’y arrive pas", "link", "connect"),
        ("formation.html", "Écrire à la Caisse des Dépôts", "link", "courriel"),
        ("contact.html", "Parler à une personne", "button", "02 38 54 45 46"),
    ],
)
def test_a_link_of_the_site_opens_its_subject(
    visit: Make, page: str, name: str, role: Any, said: str
) -> None:
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/assistant/{page}")
    visitor.page.get_by_role("main").get_by_role(role, name=name).click()
    expect(visitor.page.locator(".elu")).to_have_count(1)
    visitor.settled()
    assert said.lower() in plain(visitor.answers[-1]).lower()


def test_without_script_a_person_is_told(visit: Make) -> None:
    for name in (*SITE.values(), "plein-ecran"):
        visitor = visit(java_script_enabled=False)
        visitor.page.goto(f"{visitor.address}/assistant/{name}")
        assert "02 38 54 45 46" in visitor.page.locator("body").inner_text(), name


def test_the_declaration_is_one_press_away_in_the_menu(visit: Make) -> None:
    visitor = visit().open()
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.shot("menu")
    with visitor.page.expect_popup() as waiting:
        visitor.page.locator(".menu").get_by_role("link", name="Accessibilité").click()
    expect(waiting.value.get_by_role("heading", level=1)).to_have_text(
        "Déclaration d’accessibilité"
    )
