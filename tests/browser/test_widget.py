"""What an official does in the widget, from the first click to the letter."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any, Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, plain
from tests.support.association import curly, fact

Make = Callable[..., Visit]


def downloaded(visit: Visit, button: str) -> bytes:
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=button).last.click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("place, width, height", [("bureau", 1100, 800), ("telephone", 390, 844)])
def test_a_whole_calculation(visit: Make, place: str, width: int, height: int) -> None:
    page = visit(viewport={"width": width, "height": height}).open()
    page.say("je voudrais calculer mes frais")
    box = page.page.get_by_label("Votre message")
    assert box.evaluate("box => box.inputMode") == "numeric"
    page.say("2")
    page.say("un repas")
    page.say("à Nanterre")
    assert "jusqu'à 260 €" in "\n".join(page.answers)
    cells = [c.replace("\u00a0", " ") for c in page.page.locator("tfoot").last.all_inner_texts()]
    assert cells == ["Total\t260 €"]
    assert box.evaluate("box => box.inputMode") == "text"
    page.shot(f"calcul-{place}")


def test_a_date_is_chosen_and_the_deadline_goes_to_the_calendar(visit: Make) -> None:
    page = visit().open()
    page.say("calculer ma date limite")
    question = page.page.locator(".fil li.assistant").last
    expect(question).to_be_in_viewport()
    expect(question.locator(".avis")).to_have_count(0)  # a question of ours asks for no opinion
    page.page.get_by_label("Choisir une date").fill("2026-12-09")
    page.page.get_by_role("button", name="Envoyer cette date").click()
    page.settled()
    assert "lundi 23 novembre 2026" in page.answers[-1]
    expect(page.page.get_by_label("Choisir une date")).to_be_hidden()
    calendar = downloaded(page, "Ajouter à mon agenda").decode()
    assert calendar.startswith("BEGIN:VCALENDAR") and "20261123" in calendar


def test_a_reload_in_mid_form_loses_nothing(visit: Make) -> None:
    page = visit().open()
    page.say("je voudrais calculer mes frais")
    page.say("2")
    before = page.answers
    page.page.keyboard.press("Escape")  # else it is open on the next page
    expect(page.page.locator(".lanceur")).to_have_text("Reprendre ma conversation")
    page.page.reload()
    expect(page.page.locator(".lanceur")).to_have_text("Reprendre ma conversation")
    page.open()
    said = [re.sub(r"\s*Cette réponse vous aide.*", "", a, flags=re.S) for a in before]
    assert page.answers == said
    assert page.page.get_by_label("Votre message").evaluate("b => b.inputMode") == "numeric"
    page.say("3")
    page.say("Orléans")
    assert "jusqu'à 240 €" in "\n".join(page.answers)


def test_the_page_on_data_is_a_worded_link(visit: Make, servers: Any) -> None:
    page = visit().open()
    page.say("que deviennent mes messages ?")
    for answer in (page.page.locator(".fil li.assistant").nth(n) for n in (1, 2)):
        expect(answer).not_to_contain_text("http")
        link = answer.get_by_role("link", name="Vos données et vos droits (nouvelle fenêtre)")
        assert link.evaluate("a => a.href") == f"{servers.address}/assistant/donnees.html"
    assert "information de santé. Vos données et vos droits" in page.answers[1], "the rest is text"


def test_buttons_stay_and_show_their_title(visit: Make) -> None:
    page = visit().open()
    page.press("Où voir mes droits ?")
    expect(page.page.locator(".elu").last).to_contain_text("Où voir mes droits")
    page.page.wait_for_timeout(900)  # a second press at once would be a double click
    page.press("Où voir mes droits ?")
    page.page.reload()
    page.open()
    assert page.page.locator(".elu").count() == 2
    expect(page.page.locator(".elu").last).to_contain_text("Où voir mes droits ?")


def test_the_tour_shows_where_it_stands(visit: Make) -> None:
    page = visit().open()
    page.say("guidez-moi pas à pas du début à la fin")
    page.press("C'est fait, étape suivante")
    shown = page.page.locator(".tour .etapes")
    expect(shown.locator("span")).to_have_count(6)
    expect(shown.locator(".faite")).to_have_count(2)
    assert shown.get_attribute("aria-hidden") == "true", "its text says it already"
    page.say("le train est remboursé ?")
    page.page.get_by_role("button", name="Reprendre à l’étape 2").click()
    page.settled()
    assert "Étape 2 sur 6" in page.answers[-1]
    page.shot("parcours-bureau")


@pytest.mark.parametrize("text", ["/courriel_ensemble", '/informer{"nuits": 3}', "/restart"])
def test_an_intent_typed_is_no_button(visit: Make, text: str) -> None:
    page = visit().open()
    page.say(text)
    assert "Je n'ai pas bien compris" in page.answers[-1]
    page.page.reload()
    page.open()
    assert page.page.locator(".elu").count() == 0


def test_a_long_message_is_kept_to_be_shortened(visit: Make) -> None:
    page = visit().open()
    box = page.page.get_by_label("Votre message")
    box.fill("é" * 1001)
    box.press("Enter")
    expect(page.page.get_by_role("status")).to_contain_text("1001 caractères")
    assert len(box.input_value()) == 1001


def test_the_three_doors_are_always_at_hand(visit: Make, servers: Any) -> None:
    page = visit().open()
    page.menu(f"Parler {curly('association.a')}")
    page.settled()
    assert fact("association_telephone") in page.answers[-1]
    page.menu("Recommencer")
    page.page.get_by_role("button", name="Oui, recommencer").click()
    page.settled()
    assert "repartons de zéro" in page.answers[-1]
    token = page.page.evaluate("localStorage.getItem('assistant-dife')")
    page.menu("Effacer ma conversation")
    page.page.get_by_role("button", name="Oui, effacer").click()
    expect(page.page.locator(".fil li.assistant")).to_have_count(1)
    assert "effacé" in page.answers[-1]
    assert page.page.evaluate("localStorage.length") == 0
    page.press("Poser une nouvelle question")
    assert page.page.evaluate("localStorage.getItem('assistant-dife')") != token


def test_opinions_are_kept_for_staff_without_a_word(visit: Make, servers: Any) -> None:
    def kept() -> list[Any]:
        rows = "select intention, utile from avis where intention = 'montant_droits'"
        return sqlite3.connect(servers.var / "dife.db").execute(rows).fetchall()

    page, before = visit().open(), kept()
    page.say("combien d'euros par an")
    page.page.get_by_role("button", name="Non", exact=True).click()
    row = page.page.locator(".avis")
    expect(row).to_contain_text(f"{curly('association.debut')} en tiendra compte")
    page.page.get_by_role("button", name="Oui", exact=True).click()
    expect(row).to_contain_text("Merci de votre avis")
    assert kept()[len(before) :] == [("montant_droits", 1)]


def test_the_conversation_can_be_saved(visit: Make) -> None:
    page = visit().open()
    page.say("bonjour")
    page.say("2 nuits et 1 repas à Nanterre le 3 avril 2026")
    page.say("mon compte elu apparait pas")
    page.page.locator(".ecrire").click()
    page.page.get_by_label("Nom de naissance").fill("Zéphirine")
    page.page.get_by_role("button", name="Retour").click()
    page.page.get_by_role("button", name="Menu").click()
    text = plain(downloaded(page, "Enregistrer").decode())
    assert "Vous : bonjour" in text and "Assistant : Bonjour" in text
    assert "Total · 260 €" in text and "Objet : " in text and "[nom de naissance]" in text
    assert "Zéphirine" not in text


def test_nothing_is_stored_before_the_first_click(visit: Make) -> None:
    page = visit()
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.page.context.cookies() == [] and not any("socket.io" in s for s in page.sent)
    page.open()
    keys = page.page.evaluate("Object.keys(localStorage)")
    assert keys == ["assistant-dife"] and page.page.context.cookies() == []


def test_hostile_texts_are_only_texts(visit: Make) -> None:
    page = visit().open()
    page.say("je voudrais être rappelé")
    page.say('<img src=x onerror="window.mal=1"> [clic](javascript:window.mal=1) Zoé')  # no name
    page.say("Zoé Martin")
    page.say("06 12 34 56 78")
    page.say("demain <script>window.mal=1</script> javascript:alert(1) https://exemple.fr/a_b_c")
    assert "<script>" in page.answers[-1]  # read over
    assert "<img src=x" in "\n".join(page.page.locator(".elu").all_inner_texts())
    inside = page.page.locator(".fil")
    assert inside.locator("img, script, iframe").count() == 0
    links = inside.locator("a").evaluate_all("all => all.map(a => a.href)")
    assert links and all(re.match(r"(https?|mailto|tel):", link) for link in links)
    assert "https://exemple.fr/a_b_c" in links
    assert page.page.evaluate("window.mal") is None
