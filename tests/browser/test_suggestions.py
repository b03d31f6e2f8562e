"""What the box proposes while somebody types, and listening to an answer."""

from __future__ import annotations

import gzip
import hashlib
from typing import Any, Callable

import pytest
from playwright.sync_api import expect

from assistant import settings
from assistant.server import suggested
from tests.browser.conftest import Visit, plain
from tests.browser.test_accessibility import overflows, violations

Make = Callable[..., Visit]
LIMIT = 15_000  # bytes, compressed, of what one question makes the browser fetch
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
# What the browser does of its own once a size has changed is done.
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A device with a French voice of its own and one of the browser's maker; what it says is noted.
VOICES = """
  window.dit = []; window.voix = [
    {lang: 'fr-FR', name: 'Nuage', localService: false},
    {lang: 'en-GB', name: 'Ici', localService: true},
    ...(LOCAL ? [{lang: 'fr_FR', name: 'Appareil', localService: true}] : [])];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', {value: Object.assign(new EventTarget(), {
    getVoices: () => window.voix, speak: (u) => window.dit.push(u),
    cancel: () => window.dit.push(null)})});
"""


def typed(visit: Visit, text: str) -> Any:
    """The list, once something was typed key by key."""
    visit.page.get_by_label("Votre message").press_sequentially(text, delay=20)
    return visit.page.get_by_role("listbox")


@pytest.mark.parametrize(
    "options", [{}, PHONE, {"color_scheme": "dark"}, {"forced_colors": "active"}]
)
def test_a_slip_is_enough_and_nothing_is_sent_before_the_choice(visit: Make, options: dict) -> None:
    visitor = visit(**options).open()
    page = visitor.page
    page.get_by_label("Votre message").focus()  # fetched then; on a telephone not before
    expect(page.get_by_label("Votre message")).to_have_attribute("aria-autocomplete", "list")
    found = typed(visitor, "j'ai oublie mon mot de pas")
    expect(found.get_by_role("option").first).to_contain_text("J’ai oublié mon mot de passe")
    assert not any("oubli" in each for each in visitor.sent)
    assert found.get_by_role("option").count() <= 5
    assert violations(page) == [] and overflows(page) == []
    for option in found.get_by_role("option").all():
        assert option.bounding_box()["height"] >= 44
    visitor.shot(f"propositions-{next(iter(options), 'bureau')}")
    chosen = plain(found.get_by_role("option").first.inner_text())
    found.get_by_role("option").first.click()
    visitor.settled()
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert plain(page.locator(".elu").last.inner_text()).endswith(chosen)
    assert page.get_by_label("Votre message").input_value() == ""


def test_the_keyboard_chooses_and_leaves(visit: Make) -> None:
    visitor = visit().open()
    page, box = visitor.page, visitor.page.get_by_label("Votre message")
    options = typed(visitor, "justificatif").get_by_role("option")
    expect(options.first).to_be_visible()
    count = options.count()
    expect(page.locator(".propose")).to_contain_text(f" : {count}. Flèche du bas")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    box.press("ArrowUp")  # back to what was typed
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert box.input_value() == "justificatif"
    box.press("s")
    expect(options.first).to_be_visible()
    box.press("Enter")  # no option chosen: what was typed
    visitor.settled()
    assert page.locator(".elu").last.inner_text().endswith("justificatifs")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("options", [{}, PHONE, {"viewport": {"width": 360, "height": 400}}])
def test_a_town_is_proposed_where_one_is_asked_and_a_title_nowhere_else(
    visit: Make, options: dict
) -> None:
    visitor = visit(**options).open()
    visitor.say("calculer mes indemnités repas et nuits")
    visitor.say("1")
    visitor.say("2")
    visitor.page.wait_for_timeout(600)  # the turn's own placing of the thread is over
    box = visitor.page.get_by_label("Votre message")
    for begun, first in (
        ("Tou", ["Toulouse (31)", "Toulon (83)", "Tours (37)"]),
        ("Par", ["Paris (75)"]),
    ):
        options_ = typed(visitor, begun).get_by_role("option")
        expect(options_.nth(4)).to_be_attached()
        names = options_.all_inner_texts()
        assert names[: len(first)] == first
        assert all(name.endswith(")") for name in names)  # towns, and no title
        visitor.page.evaluate(FRAMES)
        # The list does not stand before the question, nor push it away: its end is in sight.
        asked = visitor.page.locator(".fil li.assistant .bulle").last.bounding_box()
        room = visitor.page.locator(".fil").bounding_box()
        above = visitor.page.get_by_role("listbox").bounding_box()
        assert room and asked and above
        end = asked["y"] + asked["height"]
        assert room["y"] + 40 <= end <= room["y"] + room["height"] + 1
        assert end <= above["y"] + 1
        if visitor.page.viewport_size["height"] > 400:
            assert asked["y"] >= room["y"] - 1  # and its beginning
        box.fill("")
    options_ = typed(visitor, "montragi").get_by_role("option")
    expect(options_.first).to_have_text("Montargis (45)")
    visitor.shot("propositions-communes")
    box.press("ArrowDown")
    box.press("Enter")
    visitor.settled()
    assert plain(visitor.page.locator(".elu").last.inner_text()).endswith("Montargis (45)")


def test_no_title_is_proposed_where_a_number_is_asked(visit: Make) -> None:
    visitor = visit().open()
    visitor.say("calculer mes indemnités repas et nuits")
    found = typed(visitor, "mot de passe")
    visitor.page.wait_for_timeout(500)
    expect(found).to_have_count(0)


def test_they_are_light_and_built_of_their_sources(visit: Make) -> None:
    folder = settings.ROOT / "widget"
    digest = hashlib.sha256((folder / "package.json").read_bytes())
    for path in sorted((folder / "src").iterdir(), key=lambda p: p.name):
        digest.update(path.read_bytes())
    weights = {}
    for name in ("suggestions.js", "ecoute.js", "avis.js", "sortie.js"):
        built = (folder / "public" / name).read_bytes()
        assert digest.hexdigest()[:16] in built.splitlines()[0].decode(), "lancez « make widget »"
        weights[name] = len(gzip.compress(built, 9))
    for name in suggested.FILES:
        weights[name] = len(gzip.compress(suggested.written(name), 9))
        assert weights["suggestions.js"] + weights[name] <= LIMIT
    assert weights["ecoute.js"] <= 2_000


def test_an_answer_is_listened_to_by_a_voice_of_the_device_alone(visit: Make) -> None:
    visitor = visit()
    visitor.page.add_init_script(VOICES.replace("LOCAL", "true"))
    visitor.go().open().say("Qu'est-ce que le DIFE ?")
    button = visitor.page.get_by_role("button", name="Écouter")
    expect(button).to_be_visible()
    button.click()
    said = visitor.page.evaluate("window.dit.map((u) => [u.text, u.voice.name])")
    assert said and {voice for _, voice in said} == {"Appareil"}
    whole = " ".join(text for text, _ in said)
    assert "DIFE" in whole and "**" not in whole and "http" not in whole
    assert violations(visitor.page) == []
    visitor.shot("ecouter")
    # Nothing that changes there is announced: the answer is not heard twice.
    expect(visitor.page.locator("[aria-live=off]").filter(has=button)).to_have_count(0)
    stop = visitor.page.get_by_role("button", name="Arrêter la lecture")
    expect(visitor.page.locator(".avis[aria-live=off]").filter(has=stop)).to_have_count(1)
    stop.click()
    assert visitor.page.evaluate("window.dit.at(-1)") is None
    expect(button).to_be_visible()
    button.click()
    visitor.page.evaluate("window.dit.findLast((u) => u).onend()")  # read to its end
    expect(button).to_be_visible()
    button.click()
    visitor.page.keyboard.press("Escape")  # no voice goes on without its panel
    visitor.page.wait_for_function("window.dit.at(-1) === null")


def test_without_a_voice_of_the_device_there_is_no_button(visit: Make) -> None:
    visitor = visit()
    visitor.page.add_init_script(VOICES.replace("LOCAL", "false"))
    visitor.go().open().say("Qu'est-ce que le DIFE ?")
    expect(visitor.page.locator(".avis .ecouter")).to_have_count(1)
    expect(visitor.page.get_by_role("button", name="Écouter")).to_have_count(0)
