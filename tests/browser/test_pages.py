"""The demonstration site, the pages beside it, and the conversation that follows the visitor."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, Callable, List

import pytest
from playwright.sync_api import expect

from assistant import settings
from tests.browser.conftest import Visit, plain
from tests.browser.test_accessibility import overflows, violations
from tests.support.association import fact

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
        ("contact.html", "Parler à une personne", "button", fact("association_telephone")),
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
        assert fact("association_telephone") in visitor.page.locator("body").inner_text(), name


def test_the_declaration_is_one_press_away_in_the_menu(visit: Make) -> None:
    visitor = visit().open()
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.shot("menu")
    with visitor.page.expect_popup() as waiting:
        visitor.page.locator(".menu").get_by_role("link", name="Accessibilité").click()
    expect(waiting.value.get_by_role("heading", level=1)).to_have_text(
        "Déclaration d’accessibilité"
    )


def test_a_sketch_and_its_caption_are_one(visit: Make) -> None:
    """RGAA 1.9: the figure's name is its caption, in an answer and on the sheet."""
    visitor = visit().open()
    visitor.say("où voir le montant de mes droits ?")
    visitor.page.locator(".dessins summary").last.click()
    shown = visitor.page.locator(".dessins figure")
    expect(shown.first).to_be_visible()
    found = shown.all()
    for figure in found:
        assert figure.get_attribute("role") == "figure"
        assert figure.get_attribute("aria-label") == figure.locator("figcaption").inner_text()
        assert len(figure.locator("img").get_attribute("alt") or "") > 40
    visitor.page.goto(f"{visitor.address}/assistant/dessins.html")
    for figure in visitor.page.locator("figure").all():
        assert figure.get_attribute("aria-label") == figure.locator("figcaption").inner_text()


def test_a_sum_is_a_table_with_its_title_and_its_headings(visit: Make) -> None:
    visitor = visit().open()
    visitor.say("2 nuits et 1 repas à Paris le 3 avril 2026")
    table = visitor.page.get_by_role("table")
    expect(table).to_have_count(1)
    caption = table.locator("caption").inner_text()
    assert len(caption) > 10
    for row in table.get_by_role("row").all():
        assert row.get_by_role("rowheader").count() == 1, "each amount has its words"
        assert row.get_by_role("cell").count() >= 1
    assert table.locator("th:not([scope])").count() == 0


class Reader(HTMLParser):
    """What is wrong with a page's markup: elements left open, attributes or ids written twice."""

    VOID = frozenset(["meta", "link", "br", "hr", "img", "input"])

    def __init__(self) -> None:
        super().__init__()
        self.open: List[str] = []
        self.ids: List[str] = []
        self.faults: List[str] = []
        self.doctype = ""

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: List[Any]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> {names}")
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_valid(visit: Make, name: str) -> None:
    visitor = visit()
    text = visitor.page.request.get(f"{visitor.address}/assistant/{name}").text()
    reader = Reader()
    reader.feed(text)
    assert reader.doctype.lower() == "doctype html" and text.startswith("<!DOCTYPE")
    assert (reader.faults, reader.open) == ([], [])
    assert len(set(reader.ids)) == len(reader.ids)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "plein-ecran"])
def test_each_page_has_its_regions(visit: Make, name: str) -> None:
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/assistant/{name}")
    for role in ("banner", "navigation", "main", "contentinfo"):
        expect(visitor.page.get_by_role(role)).to_have_count(1)  # type: ignore[arg-type]
    levels = visitor.page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.map((e) => Number(e.localName[1]))"
    )
    assert levels[0] == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


def test_the_pages_are_read_without_a_style_sheet(visit: Make) -> None:
    visitor = visit()
    visitor.page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    for name in SITE.values():
        visitor.page.goto(f"{visitor.address}/assistant/{name}")
        text = visitor.page.locator("body").inner_text()
        order = [text.index("démonstration"), text.index("La formation des élus")]
        order.append(text.index(visitor.page.locator("h1").inner_text(), order[-1]))
        assert order == sorted(order)
        expect(visitor.page.locator("main")).to_be_visible()


def test_wide_spacing_cuts_nothing(visit: Make) -> None:
    """RGAA 10.12: lines, letters and words spaced by their reader."""
    visitor = visit(viewport={"width": 360, "height": 740}).open()
    visitor.say("2 nuits et 1 repas à Paris le 3 avril 2026")
    visitor.page.evaluate(
        """() => { const root = document.querySelector('assistant-dife').shadowRoot;
        const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important;'
        + ' letter-spacing: .12em !important; word-spacing: .16em !important }'
        + ' p { margin-bottom: 2em !important }');
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; }"""
    )
    visitor.shot("espacement-360")
    assert overflows(visitor.page) == []
    cut = visitor.page.evaluate(
        """() => [...document.querySelector('assistant-dife').shadowRoot
        .querySelectorAll('button, p, td, th')].filter((e) => e.checkVisibility()
        && !e.closest('.cache') && (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
        && getComputedStyle(e).overflow !== 'visible')).map((e) => e.className || e.innerText)"""
    )
    assert cut == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen(visit: Make, scheme: str) -> None:
    visitor = visit(color_scheme=scheme).open()
    visitor.say("qu'est-ce que le DIFE ?")
    seen = set()
    for _ in range(25):
        visitor.page.keyboard.press("Shift+Tab")
        style = visitor.page.evaluate(
            """() => { let e = document.activeElement;
            while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(e);
            return [e.localName, outlineStyle, parseFloat(outlineWidth)]; }"""
        )
        if style[0] in ("body", "assistant-dife"):
            continue
        seen.add(style[0])
        assert style[1] != "none" and style[2] >= 2, style
    assert {"button", "textarea"} & seen
