"""What the panel shows of each state, and what it leaves alone; a scripted server behind it."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, Iterator, List, Tuple

import pytest
import yaml
from playwright.sync_api import expect

from assistant import clock, settings
from assistant.dialogue.folding import folded, rated
from assistant.facts import current
from assistant.wording.markers import Markers
from dife.facts.model import ReferenceNotFound
from tests.browser.conftest import Visit, plain, printed
from tests.browser.scripted import Answers, Scripted, answer
from tests.browser.test_accessibility import violations
from tests.support.association import fact

Make = Callable[..., Visit]
LONG = "Une phrase qui explique longuement ce qu'il faut faire ensuite.\n\n" * 12
PHONE = {"viewport": {"width": 360, "height": 740}}


def opened(visit: Make, reply: Callable[[str], Answers], **options: Any) -> Tuple[Visit, Scripted]:
    page = visit(**options)
    server = Scripted(page.page, reply)
    server.history = [answer("Bonjour !", answers="accueil")]
    page.page.reload()  # its sockets are made anew
    return page.open(), server


def echo(text: str) -> Answers:
    return [answer(f"Réponse à {text}.", rated=True)]


def long_and_rated(_: str) -> Answers:
    return [answer(LONG, rated=True)]


def scroll(page: Visit) -> float:
    return float(page.page.locator(".fil").evaluate("e => e.scrollTop"))


# --- room


def all_answers() -> Iterator[Dict[str, Any]]:
    """Every response, its facts filled in; what a conversation fills is a date, the longest."""
    values = Markers({}, current(), clock.today())

    def fill(found: re.Match[str]) -> str:
        try:
            return str(values[found[1]])
        except (KeyError, ReferenceNotFound):
            return "mercredi 23 décembre 2026"

    for path in sorted(settings.RESPONSES.glob("*.yml")):
        for variants in yaml.safe_load(path.read_text("utf-8"))["responses"].values():
            text = re.sub(r"\{([\w.]+)\}", fill, variants[0].get("text") or "")
            if text:
                front, details = folded(text)
                yield answer(
                    text,
                    front=front,
                    details=details,
                    rated=rated(text),
                    buttons=variants[0].get("buttons") or [],
                )


OUT_OF_SIGHT = """() => { const root = document.querySelector('assistant-dife').shadowRoot;
const log = root.querySelector('.fil').getBoundingClientRect();
const parts = root.querySelectorAll('.fil > ol > li:last-child > :is(.bulle, .choix)');
return Math.max(...[...parts].map((e) => e.getBoundingClientRect().bottom)) - log.bottom; }"""


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)])
def test_nine_answers_of_ten_stand_in_the_window_with_their_buttons(
    visit: Make, size: tuple[int, int]
) -> None:
    said = list(all_answers())
    page, _ = opened(
        visit,
        lambda text: [said[int(text.split()[1])]],
        viewport={"width": size[0], "height": size[1]},
    )
    over: List[Tuple[int, str]] = []
    for number, each in enumerate(said):
        page.say(f"question {number}")
        beyond = page.page.evaluate(OUT_OF_SIGHT)
        if beyond > 0:
            over.append((round(beyond), each["text"][:60]))
    assert len(said) > 150
    assert len(over) / len(said) <= 0.1, f"{len(over)} of {len(said)}: {sorted(over)[-20:]}"


def test_what_goes_on_says_so(visit: Make) -> None:
    page, _ = opened(visit, lambda _: [answer(LONG)])
    page.say("bonjour")
    more = page.page.get_by_role("button", name="Suite")
    expect(more).to_be_visible()
    before = scroll(page)
    more.click()
    assert scroll(page) > before
    page.page.locator(".fil").evaluate("e => { e.scrollTop = e.scrollHeight; }")
    expect(more).to_be_hidden()


def test_another_tab_does_not_move_who_reads(visit: Make) -> None:
    page, server = opened(visit, lambda _: [answer(LONG)])
    page.say("bonjour")
    page.page.wait_for_timeout(700)
    page.page.locator(".fil").hover()
    page.page.mouse.wheel(0, 60)
    page.page.wait_for_timeout(300)
    before = scroll(page)
    server._send('42["user_echo",{"id":"autrefois","text":"dit ailleurs"}]')
    server.say(answer(LONG, answers="autrefois"))
    expect(page.page.locator(".elu")).to_have_count(2)
    assert scroll(page) == before


# --- waiting


def test_the_wait_is_seen_from_here_after_a_moment(visit: Make) -> None:
    page, server = opened(visit, echo)
    server.holding = True
    page.page.get_by_label("Votre message").fill("bonjour")
    page.page.keyboard.press("Enter")
    dots = page.page.locator(".points")
    expect(dots).to_be_visible(timeout=1_500)
    assert dots.get_attribute("aria-hidden") == "true"
    page.shot("attente")
    expect(page.page.get_by_role("status")).to_have_text("L’assistant écrit…")
    server.release()
    page.settled()
    expect(dots).to_have_count(0)
    expect(page.page.get_by_role("status")).to_be_empty()


def test_a_button_is_busy_until_it_is_answered(visit: Make) -> None:
    press = {"title": "Voir mes droits", "payload": "/consulter_droits"}
    page, server = opened(visit, lambda _: [answer("Voici.", buttons=[press])])
    page.say("bonjour")
    server.holding = True
    button = page.page.get_by_role("button", name="Voir mes droits")
    for _ in range(3):
        button.click()
        page.page.wait_for_timeout(900)  # longer than a double click
    server.release()
    page.settled()
    assert server.heard == ["bonjour", "/consulter_droits"]


# --- the box


def test_a_day_takes_the_place_of_the_box_and_words_can_have_it_back(visit: Make) -> None:
    page, server = opened(visit, lambda text: [answer("Quel jour ?")], **PHONE)
    server.expects = "date"
    page.say("calculer ma date limite")
    box, day = page.page.get_by_label("Votre message"), page.page.get_by_label("Choisir une date")
    expect(box).to_be_hidden()
    expect(day).to_be_in_viewport(ratio=1)
    page.shot("date-360x740")
    assert violations(page.page) == []
    day.fill("2026-12-09")
    page.page.get_by_role("button", name="Envoyer cette date").click()
    page.settled()
    page.say("je ne sais pas encore")  # by « Écrire des mots »
    server.expects = None
    page.page.get_by_role("button", name="Annuler").click()
    page.settled()
    expect(box).to_be_visible()
    assert server.heard[1:] == ["09/12/2026", "je ne sais pas encore", "annuler"]


def test_a_form_says_where_it_stands_and_offers_likely_answers(visit: Make) -> None:
    question = {"number": 2, "total": 3, "chips": ["1", "2 repas"]}
    page, server = opened(
        visit, lambda text: [answer("Combien de repas ?", question=question)], **PHONE
    )
    server.expects = "nombre"
    page.say("mes frais")
    expect(page.page.locator(".fil .rang").last).to_have_text("Question 2 sur 3")
    quick = page.page.get_by_role("group", name="Réponses rapides")
    expect(quick).to_contain_text("Question 2 sur 3")
    page.shot("formulaire-360x740")
    quick.get_by_role("button", name="2 repas").click()
    page.settled()
    assert server.heard[-1] == "2 repas"


def test_a_long_text_grows_the_box_and_is_counted_in_silence(visit: Make) -> None:
    page, _ = opened(visit, echo)
    box = page.page.get_by_label("Votre message")
    low = box.bounding_box()["height"]
    box.fill("Une phrase. " * 70)
    assert box.bounding_box()["height"] > 2 * low
    expect(page.page.locator(".compte")).to_have_text("839 caractères sur 1000")
    expect(page.page.get_by_role("status")).to_be_empty()  # else it is heard at each key
    expect(page.page.get_by_role("button", name="Envoyer", exact=True)).to_be_in_viewport(ratio=1)


def test_a_draft_and_ones_opinion_outlive_the_page_and_not_an_erasure(visit: Make) -> None:
    page, server = opened(visit, echo)
    page.say("bonjour")
    page.page.get_by_role("button", name="Oui", exact=True).click()
    expect(page.page.locator(".avis")).to_contain_text("Merci")
    page.page.get_by_label("Votre message").fill("à moitié")
    known = server.opinions[0]["id"]
    server.history += [
        {"id": known, "text": "bonjour"},
        answer("Réponse.", rated=True, answers=known),
    ]
    page.page.reload()  # on a large screen the panel is as it was
    expect(page.page.get_by_label("Votre message")).to_have_value("à moitié")
    expect(page.page.get_by_role("button", name="Oui", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert page.page.evaluate("document.activeElement.localName") == "body", "focus not taken"
    server._send('42["session_ended",{}]')
    expect(page.page.locator(".elu")).to_have_count(0)
    kept = page.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "moitié" not in kept and known not in kept


def test_a_telephone_shows_the_page_that_was_asked_for(visit: Make) -> None:
    page, _ = opened(visit, echo, **PHONE)
    page.page.reload()
    expect(page.page.locator(".lanceur")).to_have_text("Reprendre ma conversation")


# --- what is shown


def test_a_sum_is_a_card_with_its_figure_and_its_parts(visit: Make) -> None:
    table = {
        "type": "tableau",
        "titre": "Le calcul",
        "colonnes": ["Dépense", "Tarif", "Montant"],
        "lignes": [["2 nuits", "120 €", "240 €"]],
        "total": ["Total", "", "240 €"],
    }
    change = {"title": "Changer les nuits", "payload": '/calculer_frais{"champ": "nuits"}'}
    text = "Vous pouvez demander jusqu'à **240 €**.\n\nCompté : 2 nuits"
    buttons = [{"title": "Me faire rembourser", "payload": "/demander_remboursement"}, change]
    page, _ = opened(visit, lambda _: [answer(text, data=table, buttons=buttons)], **PHONE)
    page.say("deux nuits")
    card = page.page.locator(".resultat")
    assert plain(card.locator(".chiffre strong").inner_text()) == "240 €"
    assert plain(card.inner_text()).count("Vous pouvez demander") == 1
    assert [plain(c) for c in card.locator("tr").all_inner_texts()] == [
        "2 nuits\n120 €\n\t240 €",
        "Total\t240 €",
    ]
    ranks = page.page.locator(".choix button")
    assert [r.get_attribute("class") for r in ranks.all()] == ["premier", None]
    expect(page.page.locator(".parts button")).to_have_text(printed("Changer les nuits"))
    assert violations(page.page) == []


def test_the_tour_stays_in_sight_and_is_resumed(visit: Make) -> None:
    def reply(text: str) -> Answers:
        if "parcours" not in text and text != "/annuler":
            return echo(text)
        step = {"type": "etapes", "etape": 2, "total": 6}
        stop = [{"title": "Arrêter le parcours", "payload": "/annuler"}]
        if text == "/annuler":
            return [answer("C'est arrêté.")]
        return [answer("Étape 2 sur 6.", data=step, buttons=stop)]

    page, server = opened(visit, reply, **PHONE)
    page.say("parcours")
    tour = page.page.locator(".tour")
    expect(tour.locator(".etapes .faite")).to_have_count(2)
    expect(tour.locator(".etapes span")).to_have_count(6)
    expect(tour.get_by_role("button")).to_be_hidden()  # it is there already
    page.say("une autre question")
    resume = tour.get_by_role("button", name="Reprendre à l’étape 2")
    expect(resume).to_be_in_viewport(ratio=1)
    page.shot("parcours-360x740")
    resume.click()
    page.settled()
    assert server.heard[-1] == "/reprendre_parcours"
    page.press("Arrêter le parcours")
    expect(tour).to_be_hidden()


def test_an_opinion_takes_a_small_line_and_gives_its_reason(visit: Make) -> None:
    page, server = opened(visit, echo, **PHONE)
    page.say("bonjour")
    row = page.page.locator(".avis")
    assert row.bounding_box()["height"] < 40
    slot = row.locator("xpath=..")  # what is added to the answer itself is heard with all of it
    assert [each.get_attribute("aria-live") for each in (row, slot)] == ["off", "off"]
    row.get_by_role("button", name="Non").click()
    expect(row).to_contain_text("en tiendra compte")
    row.get_by_role("button", name="Ce n’est pas clair").click()
    expect(row.get_by_role("button", name="Ce n’est pas clair")).to_have_attribute(
        "aria-pressed", "true"
    )
    sent = [{k: v for k, v in each.items() if k != "id"} for each in server.opinions]
    assert sent == [{"useful": False}, {"useful": False, "why": "pas_clair"}]
    page.shot("avis-360x740")
    assert violations(page.page) == []


@pytest.mark.parametrize("shape", [PHONE["viewport"], {"width": 1366, "height": 768}])
def test_the_reasons_of_a_no_come_into_sight_and_under_a_finger(visit: Make, shape: Any) -> None:
    page, _ = opened(visit, long_and_rated, viewport=shape, has_touch=True, is_mobile=True)
    page.say("bonjour")
    page.page.locator(".fil").evaluate("e => e.scrollTo(0, e.scrollHeight)")
    row = page.page.locator(".avis")
    row.get_by_role("button", name="Non", exact=True).tap()
    for why in ("C’est faux", "Ce n’est pas ma question"):
        expect(row.get_by_role("button", name=why)).to_be_in_viewport(ratio=1)
    expect(page.page.get_by_role("button", name="Suite ▾")).to_be_hidden()
    for button in row.get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 44
    assert violations(page.page) == []


def test_french_is_typeset(visit: Make) -> None:
    page, _ = opened(
        visit, lambda _: [answer(f"L'élu : « 1 200 € » ? Au {fact('association_telephone')} !")]
    )
    page.say("bonjour")
    shown = page.page.locator(".fil .bulle").last.inner_text()
    assert shown == "L’élu\u00a0: «\u202f1\u00a0200\u00a0€\u202f»\u202f? Au " + (
        fact("association_telephone").replace(" ", "\u00a0") + "\u202f!"
    )


# --- the look


def test_dark_is_chosen_and_remembered(visit: Make) -> None:
    page, _ = opened(visit, echo)
    page.page.get_by_role("button", name="Menu").click()
    dark = page.page.get_by_role("button", name="Mode sombre")
    dark.click()
    expect(dark).to_have_attribute("aria-pressed", "true")
    assert violations(page.page) == []
    page.page.reload()
    expect(page.page.locator(".sombre dialog")).to_be_visible()
    page.page.get_by_role("button", name="Menu").click()
    page.page.get_by_role("button", name="Agrandir").click()
    assert page.page.locator(".panneau").bounding_box()["width"] > 700


def test_a_panel_that_becomes_narrow_holds_the_focus(visit: Make) -> None:
    page, _ = opened(visit, echo)
    page.page.get_by_label("Votre message").focus()
    page.page.set_viewport_size({"width": 400, "height": 700})
    modal = "document.querySelector('assistant-dife').shadowRoot.querySelector('dialog')"
    page.page.wait_for_function(f"{modal}.matches(':modal')")
    expect(page.page.get_by_label("Votre message")).to_be_focused()


def test_an_old_browser_shows_the_telephone(visit: Make) -> None:
    page = visit()
    page.page.add_init_script("delete Document.prototype.adoptedStyleSheets")
    page.page.reload()
    call = page.page.locator("assistant-dife a")
    expect(call).to_have_attribute("href", "tel:+33238544546")
    assert plain(call.inner_text()) == fact("association_telephone")


def test_what_stands_in_the_tag_is_for_who_runs_no_script(visit: Make) -> None:
    page = visit()
    page.page.evaluate(
        "() => { const old = document.querySelector('assistant-dife');"
        " const tag = document.createElement('assistant-dife'); tag.append('Appelez-nous');"
        " old.replaceWith(tag); }"
    )
    expect(page.page.locator(".lanceur")).to_be_visible()
    assert page.page.locator("assistant-dife").bounding_box()["height"] < 60
    shown = page.page.evaluate("document.querySelector('assistant-dife').innerText")
    assert "Appelez-nous" not in shown
