"""Three ranks of buttons, one filled at a time; and what the box says of what is asked."""

from __future__ import annotations

from typing import Any, Callable, List

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.scripted import answer
from tests.browser.test_accessibility import violations
from tests.browser.test_letter_steps import PERSON, fill, press
from tests.browser.test_panel import opened

Make = Callable[..., Visit]
SHAPES: List[Any] = [
    {"viewport": {"width": 360, "height": 740}},
    {"viewport": {"width": 1366, "height": 768}},
]
# Buttons in sight whose ground is dark on a light page: their words and their shape.
FILLED = """() => [...document.querySelector('assistant-dife').shadowRoot
  .querySelectorAll('button')]
  .filter((b) => b.checkVisibility() && !b.closest('.tete'))
  .map((b) => [b, getComputedStyle(b), b.getBoundingClientRect()])
  .filter(([, s, r]) => r.bottom > 0 && r.top < innerHeight
    && s.backgroundColor.match(/\\d+/g)
    .map(Number).slice(0, 3).every((c) => c < 160) && s.backgroundColor !== 'rgba(0, 0, 0, 0)')
  .map(([b, s]) => [b.innerText.trim(), s.borderRadius])"""
AGENDA = {
    "type": "agenda",
    "nom": "delai.ics",
    "ics": "BEGIN:VCALENDAR",
    "chiffre": "lundi 22 février 2027",
    "phrase": "Envoyez votre demande au plus tard le",
}


def filled(page: Visit) -> List[str]:
    """Words of the filled buttons in sight, all of one shape."""
    found = page.page.evaluate(FILLED)
    assert {shape for _, shape in found} <= {"8px"}
    return [words for words, _ in found]


@pytest.mark.parametrize("shape", SHAPES)
def test_one_thing_at_most_is_to_do_first(visit: Make, shape: Any) -> None:
    page = visit(**shape).open()
    box = page.page.get_by_label("Votre message")
    assert filled(page) == []  # nothing is written yet
    box.fill("mon compte elu apparait pas")
    assert filled(page) == ["Envoyer"]
    box.press("Enter")
    page.settled()
    expect(page.page.get_by_role("group", name="Réponses rapides")).to_be_visible()
    page.page.locator(".ecrire").scroll_into_view_if_needed()
    assert filled(page) == ["Écrire mon courriel"]
    page.page.locator(".ecrire").click()
    assert filled(page) == ["Relire mon courriel"]
    fill(page, PERSON)
    press(page, "Relire mon courriel")
    assert filled(page) == ["C’est exact, continuer"]
    press(page, "C’est exact, continuer")
    assert filled(page) == ["Ouvrir dans ma messagerie"]
    copies = page.page.get_by_role("button", name="Copier")
    assert [c.get_attribute("class") for c in copies.all()] == ["discret"] * 3
    press(page, "C’est envoyé, et ensuite ?")
    page.settled()
    page.say("calculer ma date limite")
    assert filled(page) == ["Envoyer cette date"]


def test_the_condition_of_a_date_is_not_whispered(visit: Make) -> None:
    said = "Sans identité vérifiée, comptez 6 semaines."
    page, _ = opened(visit, lambda _: [answer(said, data=AGENDA)])
    page.say("ma date limite")
    looks = page.page.locator(".resultat p").last.evaluate(
        "e => [e, e.parentElement].map((x) => getComputedStyle(x))"
        ".map(({ color, fontSize }) => [color, fontSize])"
    )
    assert looks[0] == looks[1]


def test_the_box_says_what_is_asked(visit: Make) -> None:
    page, server = opened(visit, lambda text: [answer(f"{text} ?")])
    box = page.page.get_by_label("Votre message")
    seen = [box.get_attribute("placeholder")]
    assert seen == ["Votre question"]
    for kind in ("nombre", "montant", "telephone", "commune", "texte", "date"):
        server.expects = kind
        page.say("et puis")
        seen.append(box.get_attribute("placeholder"))
    assert len(set(seen)) == len(seen) and all(seen)
    assert seen[4] == "Une commune"
    server.expects = None
    page.say("fin")
    expect(box).to_have_attribute("placeholder", "Votre question")
    assert violations(page.page) == []


def test_a_date_half_given_is_told_in_our_words_until_it_is_mended(visit: Make) -> None:
    page, server = opened(visit, lambda text: [answer(f"{text} ?")])
    server.expects = "date"
    page.say("quand")
    day, told = page.page.get_by_label("Choisir une date"), page.page.get_by_role("status")
    day.press_sequentially("12")
    page.page.get_by_role("button", name="Envoyer cette date").click()
    assert server.heard == ["quand"]
    # The browser's own bubble, in its language, would have held the form back.
    expect(told).to_have_text("Donnez une date entière : jour, mois et année.")
    expect(day).to_be_focused()
    day.fill("2027-03-12")
    expect(told).to_have_text("")


def test_a_text_too_long_is_told_until_it_is_mended(visit: Make) -> None:
    page = visit().open()
    box, told = page.page.get_by_label("Votre message"), page.page.get_by_role("status")
    box.fill("a" * 1001)
    page.page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(told).to_contain_text("Raccourcissez-le")
    box.fill("a" * 900)
    expect(told).to_have_text("")
