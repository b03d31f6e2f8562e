"""RGAA 4, WCAG 2.2 AA: axe in every state, the keyboard alone, small screens, large text."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit, plain

Make = Callable[..., Visit]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Any) -> List[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def closed(visit: Visit) -> None:
    pass


def opened(visit: Visit) -> None:
    visit.open()


def menu(visit: Visit) -> None:
    visit.open().page.get_by_role("button", name="Menu").click()


def form(visit: Visit) -> None:
    visit.open().say("calculer ma date limite")


def table(visit: Visit) -> None:
    visit.open().say("2 nuits et 1 repas à Paris le 3 avril 2026")


def letter(visit: Visit) -> None:
    visit.open().say("message d'erreur sur moncompteformation")
    visit.page.get_by_role("button", name="Écrire mon courriel").last.click()
    visit.page.get_by_role("button", name="Relire mon courriel").click()  # its faults are shown
    expect(visit.page.locator("[aria-invalid]").first).to_be_visible()


def offline(visit: Visit) -> None:
    visit.open().page.context.set_offline(True)
    visit.page.evaluate("dispatchEvent(new Event('offline'))")
    visit.page.get_by_label("Votre message").fill("bonjour")
    visit.page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(visit.page.get_by_role("status")).to_contain_text("Connexion perdue")


def error(visit: Visit) -> None:
    visit.open().say("/inconnu")


def erasure(visit: Visit) -> None:
    visit.open().menu("Effacer ma conversation")
    expect(visit.page.get_by_role("button", name="Non, la garder")).to_be_focused()


def day(visit: Visit) -> None:
    visit.open().say("calculer ma date limite")
    visit.say("le 3 mars 2027")


def tour(visit: Visit) -> None:
    visit.open().say("guidez-moi pas à pas du début à la fin")
    visit.say("combien d'euros par an")


def opinion(visit: Visit) -> None:
    visit.open().say("combien d'euros par an")
    visit.page.get_by_role("button", name="Non", exact=True).click()
    expect(visit.page.get_by_role("group", name="Pourquoi ?")).to_be_visible()


STATES = [
    closed, opened, menu, form, table, day, tour, opinion, letter, offline, error, erasure
]  # fmt: skip
LOOKS: Dict[str, Dict[str, Any]] = {
    "bureau": {"viewport": {"width": 1366, "height": 768}},
    "telephone": {"viewport": {"width": 360, "height": 740}},
    "etroit": {"viewport": {"width": 320, "height": 640}},
    "sombre": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "forcees": {"viewport": {"width": 360, "height": 740}, "forced_colors": "active"},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(visit: Make, state: Callable[[Visit], None], look: str) -> None:
    page = visit(**LOOKS[look])
    state(page)
    page.shot(f"{state.__name__}-{look}")
    assert violations(page.page) == []


def test_axe_finds_nothing_in_the_notice(visit: Make) -> None:
    page = visit()
    page.page.get_by_role("link", name="Ce que deviennent vos données").click()
    expect(page.page.get_by_role("heading", level=1)).to_have_text("Ce que deviennent vos données")
    assert violations(page.page) == []


def focused(page: Any) -> str:
    return page.evaluate(
        "() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) "
        "e = e.shadowRoot.activeElement; return e.getAttribute('aria-label') "
        "|| e.innerText || e.id; }"
    )


def tab_to(page: Any, name: str, key: str = "Tab", most: int = 40) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if plain(focused(page)).strip() == name:
            return
    raise AssertionError(f"{name} is out of reach of the keyboard")


@pytest.mark.parametrize("width", [1100, 360])
def test_the_keyboard_is_enough(visit: Make, width: int) -> None:
    visitor = visit(viewport={"width": width, "height": 700})
    page = visitor.page
    tab_to(page, "Une question sur votre DIFE ?")
    page.keyboard.press("Enter")
    expect(page.locator(".fil li.assistant")).to_have_count(2)  # the welcome, the notice
    assert focused(page) == "message"
    page.keyboard.type("combien d'euros par an")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("?")
    page.keyboard.press("Enter")
    visitor.settled()
    expect(page.locator(".elu")).to_have_count(1)
    tab_to(page, "Être guidé pas à pas", "Shift+Tab")
    page.keyboard.press("Enter")
    visitor.settled()
    assert "Étape 1 sur 6" in "\n".join(visitor.answers)
    assert focused(page) == "message"
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    assert focused(page) == "Reprendre ma conversation"


def test_a_small_screen_holds_the_focus(visit: Make) -> None:
    page = visit(viewport={"width": 360, "height": 700}).open().page
    assert page.evaluate(
        "document.querySelector('assistant-dife').shadowRoot"
        ".querySelector('dialog').matches(':modal')"
    )
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") in ("assistant-dife", "body")


def overflows(page: Any) -> List[str]:
    """Elements of the panel that are cut on the right, or that make the page wider."""
    return page.evaluate(
        """() => { const root = document.querySelector('assistant-dife').shadowRoot;
        const wide = document.documentElement.scrollWidth > innerWidth ? ['page'] : [];
        for (const e of root.querySelectorAll('dialog *')) {
          const box = e.getBoundingClientRect();
          const cut = box.right > innerWidth + 1 || box.left < -1;
          if (cut && e.checkVisibility() && !e.closest('.cache, .defile *'))
            wide.push(`${e.localName}.${e.className}`);
        }
        return wide; }"""
    )


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 256)])
def test_nothing_is_cut_at_400_per_cent(visit: Make, size: tuple[int, int]) -> None:
    """1280 × 1024 at 400 % is 320 × 256."""
    visitor = visit(viewport={"width": size[0], "height": size[1]}).open()
    visitor.say("2 nuits et 1 repas à Paris le 3 avril 2026")
    visitor.say("mon compte elu apparait pas")
    visitor.shot(f"petit-{size[0]}x{size[1]}")
    assert overflows(visitor.page) == []
    visitor.page.get_by_label("Votre message").scroll_into_view_if_needed()
    expect(visitor.page.get_by_role("button", name="Envoyer", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 1100])
def test_text_grows_to_200_per_cent(visit: Make, width: int) -> None:
    visitor = visit(viewport={"width": width, "height": 700}).open()
    visitor.page.get_by_role("button", name="Menu").click()
    for _ in range(8):
        visitor.page.get_by_role("button", name="Texte plus grand").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("200 %")
    over, under = visitor.page.get_by_role("status"), visitor.page.locator(".saisie")
    assert over.evaluate("e => e.scrollHeight <= e.clientHeight"), "over what is under it"
    assert over.bounding_box()["y"] < under.bounding_box()["y"]
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.say("2 nuits et 1 repas à Paris le 3 avril 2026")
    size = visitor.page.locator(".bulle p").first.evaluate("e => getComputedStyle(e).fontSize")
    assert size == "32px"
    assert overflows(visitor.page) == []
    visitor.shot(f"texte-200-{width}")


SIZES = [(1366, 768), (360, 740), (320, 640), (740, 360), (1280, 256), (320, 256)]


@pytest.mark.parametrize("size", SIZES)
def test_what_it_is_is_in_the_header_and_the_page_on_data_in_the_menu(
    visit: Make, size: tuple[int, int]
) -> None:
    """AI Act, article 50: told as the panel opens, then in sight; the page is in the menu."""
    width, height = size
    visitor = visit(viewport={"width": width, "height": height}).open()
    page, head = visitor.page, visitor.page.locator(".tete")
    said = "Système d’IA : il peut se tromper."
    expect(page.get_by_role("dialog")).to_have_accessible_description(said)
    assert head.inner_text().replace("\u00a0", " ").count(said) == 1, "once, also to be heard"
    assert overflows(page) == []
    assert head.bounding_box()["height"] <= 72
    visitor.shot(f"accueil-{width}x{height}")
    visitor.say("combien d'euros par an")
    line = head.get_by_text(said, exact=True)
    if height > 272:  # below, all scrolls together
        expect(line).to_be_in_viewport(ratio=1)
    line.scroll_into_view_if_needed()
    page.get_by_role("button", name="Menu").click()
    link = page.locator(".menu").get_by_role("link", name="Vos données et vos droits")
    with page.expect_popup() as waiting:
        link.click()
    expect(waiting.value.get_by_role("heading", level=1)).to_have_text(
        "Ce que deviennent vos données"
    )
    assert link.bounding_box()["height"] >= 24  # WCAG 2.2, 2.5.8


def test_answers_are_announced_but_not_the_history(visit: Make) -> None:
    visitor = visit().open()
    log = visitor.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    visitor.say("bonjour")
    visitor.page.keyboard.press("Escape")  # else it is open on the next page
    visitor.page.reload()
    expect(visitor.page.locator(".lanceur")).to_be_visible()  # its name and colours have come
    visitor.page.evaluate(
        """() => { const log = document.querySelector('assistant-dife').shadowRoot
        .querySelector('[role=log]'); window.vif = [];
        new MutationObserver(() => window.vif.push(log.getAttribute('aria-live')))
          .observe(log, {childList: true, subtree: true}); }"""
    )
    visitor.open()
    assert set(visitor.page.evaluate("window.vif")) == {"off"}
    expect(log).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize(
    "media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"color_scheme": "dark"}]
)
def test_preferences_of_the_visitor(visit: Make, media: dict) -> None:
    visitor = visit(**media).open()
    visitor.say("bonjour")
    name = next(iter(media))
    visitor.shot(name)
    assert violations(visitor.page) == []
    moving = visitor.page.evaluate(
        "document.querySelector('assistant-dife').shadowRoot.getAnimations?.().length ?? 0"
    )
    assert moving == 0
    if name == "forced_colors":
        border = visitor.page.locator(".bulle").first.evaluate(
            "e => getComputedStyle(e).borderTopWidth"
        )
        assert border == "1px"


COVERED = """() => {
  const root = document.querySelector('assistant-dife').shadowRoot;
  const box = root.activeElement?.getBoundingClientRect();
  if (!box) return null;
  if (box.height > innerHeight / 2) return null; // the thread itself
  const points = [.1, .5, .9].flatMap((x) => [.15, .5, .85].map((y) =>
    [box.left + box.width * x, box.top + box.height * y]));
  const seen = points.filter(([x, y]) => {
    const top = root.elementFromPoint(x, y);
    return top && (top === root.activeElement || root.activeElement.contains(top));
  });
  return seen.length ? null : root.activeElement.id || root.activeElement.textContent.slice(0, 40);
}"""


@pytest.mark.parametrize("size", [(320, 256), (360, 740), (1280, 800)])
def test_what_has_the_focus_is_never_wholly_covered(visit: Make, size: tuple[int, int]) -> None:
    """WCAG 2.4.11, RGAA 10.7: in a letter, an answer and past the menu, by the keyboard alone."""
    visitor = visit(viewport={"width": size[0], "height": size[1]}).open()
    keys = visitor.page.keyboard
    visitor.say("mon compte elu apparait pas")
    visitor.page.get_by_role("button", name="Menu").focus()
    keys.press("Enter")
    hidden = []
    for _ in range(30):
        keys.press("Tab")
        hidden.append(visitor.page.evaluate(COVERED))
    visitor.page.get_by_role("button", name="Écrire mon courriel").last.click()
    for _ in range(16):
        keys.press("Tab")
        hidden.append(visitor.page.evaluate(COVERED))
    assert [each for each in hidden if each] == []


def test_the_menu_goes_with_the_focus_and_escape_works_from_the_page(visit: Make) -> None:
    visitor = visit().open()
    visitor.page.get_by_role("button", name="Menu").focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("button", name="Effacer ma conversation").focus()
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator("#menu")).to_be_hidden()
    visitor.page.get_by_role("link", name="Contact").first.focus()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("dialog")).to_be_hidden()


def test_the_focus_is_not_lost_with_what_is_hidden(visit: Make) -> None:
    visitor = visit(viewport={"width": 1100, "height": 500}).open()
    visitor.say("mon compte elu apparait pas")
    more = visitor.page.get_by_role("button", name="Suite ▾")
    expect(more).to_be_visible()
    more.focus()
    for _ in range(8):
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_timeout(150)
    inside = "document.querySelector('assistant-dife').shadowRoot.activeElement?.className"
    assert visitor.page.evaluate(inside) in ("fil", "suite")
    visitor.page.get_by_role("button", name="Menu").click()
    visitor.page.get_by_role("button", name="Recommencer", exact=True).click()
    assert visitor.page.evaluate(inside) is not None


def test_the_page_of_its_own_has_nothing_behind_the_panel(visit: Make) -> None:
    visitor = visit()
    visitor.page.goto(f"{visitor.address}/assistant/plein-ecran")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    expect(visitor.page.locator("main assistant-dife")).to_have_count(1)
    assert visitor.page.evaluate(
        "[...document.querySelectorAll('a')].every((link) => !link.checkVisibility())"
    )


def test_the_same_words_answer_the_next_question(visit: Make) -> None:
    visitor = visit().open()
    visitor.say("calculer mes frais")
    for _ in range(2):
        visitor.page.get_by_role("button", name="1", exact=True).click()
        expect(visitor.page.locator(".attente")).to_have_count(0)
    expect(visitor.page.get_by_text("Dans quelle commune").last).to_be_visible()
