"""Two tabs, cuts, a server killed in mid-sentence: nothing is lost, nothing is said twice."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import pytest
from playwright.sync_api import expect

from assistant.cli import launcher
from tests.browser.conftest import Visit
from tests.browser.scripted import Scripted, answer
from tests.support.association import fact
from tests.support.postgresql import Cluster
from tests.support.servers import TODAY, free_port

Make = Callable[..., Visit]


class Restartable:
    """Servers that can be killed and started again at the same address, on the same database."""

    def __init__(self) -> None:
        self.servers = launcher.Servers()
        self.servers.__enter__()

    def kill(self) -> None:
        for process in self.servers._running:
            process.kill()
            process.wait()
        self.servers._running.clear()

    def start(self) -> None:
        self.servers = launcher.Servers()
        self.servers.__enter__()


@pytest.fixture
def fragile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Restartable]:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    monkeypatch.setenv("DIFE_AUJOURDHUI", TODAY)
    monkeypatch.setenv("PORT", str(free_port()))
    servers = Restartable()
    yield servers
    servers.servers.stop()


def test_a_server_killed_in_mid_form_is_not_noticed(visit: Make, fragile: Restartable) -> None:
    page = visit(fragile.servers.address).open()
    page.say("mon compte elu apparait pas")
    page.page.get_by_role("button", name="Écrire mon courriel").last.click()
    page.page.get_by_label("Nom de naissance").fill("Martin")
    page.page.get_by_role("button", name="Retour").click()
    page.say("je voudrais calculer mes frais")
    page.say("2")
    fragile.kill()
    expect(page.page.get_by_role("status")).to_contain_text("Connexion perdue")
    expect(page.page.get_by_role("status")).to_contain_text(fact("association_telephone"))
    page.shot("hors-ligne")
    box = page.page.get_by_label("Votre message")
    for text in ("3", "Nanterre"):
        box.fill(text)
        box.press("Enter")
    expect(page.page.locator(".attente")).to_have_count(2)
    fragile.start()
    page.settled()
    assert "jusqu'à 300 €" in "\n".join(page.answers)  # 2 × 120 + 3 × 20
    assert page.page.locator(".elu").all_inner_texts() == [
        f"Vous :\n\n{text}"
        for text in (
            "mon compte elu apparait pas",
            "je voudrais calculer mes frais",
            "2",
            "3",
            "Nanterre",
        )
    ]
    page.page.get_by_role("button", name="Reprendre mon courriel").click()
    assert page.page.get_by_label("Nom de naissance").input_value() == "Martin"
    page.page.get_by_role("button", name="Retour").click()
    said = page.answers
    page.page.reload()
    page.open()
    assert [a[:80] for a in page.answers] == [a[:80] for a in said]


def test_a_frozen_database_is_told_and_nothing_typed_is_lost(
    visit: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    monkeypatch.setenv("DIFE_AUJOURDHUI", TODAY)
    with Cluster() as cluster:
        monkeypatch.setenv("PORT", str(free_port()))
        monkeypatch.setenv("DIFE_DATABASE_URL", cluster.address())
        with launcher.Servers() as servers:
            page = visit(servers.address).open()
            page.say("calculer mes frais")
            box = page.page.get_by_label("Votre message")
            cluster.freeze()
            box.fill("deux nuits")
            box.press("Enter")
            told = page.page.get_by_text("ni à relire ni à garder")
            expect(told).to_have_count(1, timeout=12_000)
            expect(box).to_have_value("deux nuits")  # one key sends it again
            page.shot("memoire-absente")
            page.page.reload()  # it stays open; nothing can be read back yet
            expect(told).to_have_count(1, timeout=12_000)
            cluster.thaw()
            expect(page.page.locator(".elu")).to_have_count(1, timeout=20_000)
            page.say("deux nuits")
            assert "repas" in page.answers[-1]


def test_killed_while_it_answers_the_message_is_handled_once(
    visit: Make, fragile: Restartable
) -> None:
    page = visit(fragile.servers.address).open()
    page.say("bonjour")
    page.page.get_by_label("Votre message").fill("combien d'euros par an")
    page.page.get_by_role("button", name="Envoyer", exact=True).click()
    fragile.kill()  # in the middle of the turn, or just before or after it
    fragile.start()
    page.settled()
    assert sum("euros" in text for text in page.page.locator(".elu").all_inner_texts()) == 1
    said = [a for a in page.answers if "€" in a]
    page.page.reload()
    page.open()
    assert len([a for a in page.answers if "€" in a]) == len(said) > 0


def test_many_messages_typed_during_a_cut_all_arrive_in_order(
    visit: Make, fragile: Restartable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than the server takes at once: they wait, none is lost."""
    page = visit(fragile.servers.address).open()
    monkeypatch.setenv("DIFE_LIMITER_LOCAL", "1")
    fragile.kill()
    box = page.page.get_by_label("Votre message")
    texts = [f"bonjour numéro {number}" for number in range(1, 9)]
    for text in texts:
        box.fill(text)
        box.press("Enter")
    fragile.start()
    page.settled()
    said = [text.split("\n")[-1] for text in page.page.locator(".elu").all_inner_texts()]
    assert said == texts and box.input_value() == ""
    page.page.reload()
    page.open()
    said = [text.split("\n")[-1] for text in page.page.locator(".elu").all_inner_texts()]
    assert said == texts


def test_opened_while_the_server_is_down(visit: Make, fragile: Restartable) -> None:
    page = visit(fragile.servers.address)
    fragile.kill()
    page.page.locator(".lanceur").click()
    expect(page.page.get_by_role("status")).to_contain_text(fact("association_telephone"))
    box = page.page.get_by_label("Votre message")
    box.fill("c'est quoi le dife")
    box.press("Enter")
    fragile.start()
    page.settled()
    assert "Bonjour" in page.answers[0] and "formation" in page.answers[-1]


def test_two_tabs_show_one_conversation(visit: Make) -> None:
    first = visit().open()
    second = visit(like=first.page.context).open()
    first.say("combien d'euros par an")
    expect(second.page.locator(".elu")).to_have_count(1)
    expect(second.page.locator(".fil li.assistant")).to_have_count(len(first.answers))
    second.say("merci")
    expect(first.page.locator(".elu")).to_have_count(2)
    first.menu("Effacer ma conversation")
    first.page.get_by_role("button", name="Oui, effacer").click()
    for page in (first, second):
        expect(page.page.locator(".fil li.assistant")).to_have_count(1)
    second.say("bonjour")
    assert second.page.locator(".elu").count() == 1


def test_another_visitor_sees_nothing(visit: Make) -> None:
    first, second = visit().open(), visit().open()
    first.say("combien d'euros par an")
    second.page.wait_for_timeout(300)
    expect(second.page.locator(".fil li.assistant")).to_have_count(2)  # its welcome, the notice
    assert second.page.locator(".elu").count() == 0


def test_the_other_tab_shows_what_is_asked_now(visit: Make) -> None:
    page = visit().open()
    page.say("bonjour")
    other = visit(like=page.page.context).open()
    page.say("calculer mes frais")
    expect(other.page.get_by_role("button", name="Annuler")).to_be_visible()
    for said in ("2", "3"):
        page.say(said)
    expect(other.page.get_by_text("Dans quelle commune").last).to_be_visible()
    expect(other.page.locator(".rapides .gestes button")).to_have_count(0)


def test_moved_in_the_page_the_conversation_goes_on(visit: Make) -> None:
    page = visit().open()
    page.say("bonjour")
    page.page.evaluate(
        "document.querySelector('main').append(document.querySelector('assistant-dife'))"
    )
    page.say("combien d'euros par an")
    assert "400" in page.answers[-1]
    assert page.page.evaluate("document.querySelector('assistant-dife').matches(':popover-open')")
    page.page.reload()
    page.open()
    assert any("400" in each for each in page.answers)


def test_taken_out_of_the_page_it_leaves_the_line(visit: Make) -> None:
    page = visit()
    closed: list[str] = []
    page.page.on("websocket", lambda line: line.on("close", lambda each: closed.append(each.url)))
    page.open().say("bonjour")
    assert closed == []
    page.page.evaluate("document.querySelector('assistant-dife').remove()")
    page.page.wait_for_timeout(1000)
    assert len(closed) == 1 and "socket.io" in closed[0]


@pytest.mark.parametrize("subject", ["constructor", "__proto__", "toString", "inconnu"])
def test_an_unknown_subject_opens_the_panel(visit: Make, subject: str) -> None:
    page = visit()
    page.page.evaluate("(s) => { location.hash = `sujet=${s}`; }", subject)
    expect(page.page.get_by_role("dialog")).to_be_visible()


def test_a_number_masked_is_not_left_on_the_screen_when_its_receipt_is_lost(visit: Make) -> None:
    page = visit()
    server = Scripted(page.page, lambda text: [answer("Bien reçu.")])
    server.history = [answer("Bonjour !", answers="accueil")]
    page.page.reload()
    page.open()
    server.holding = True
    page.page.get_by_label("Votre message").fill("1 57 03 18 123 456 26")
    page.page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.page.locator(".elu")).to_contain_text("1 57 03")
    identity = server.identities[-1]
    server.history += [{"id": identity, "text": "[numéro masqué]"}]
    server.holding, server._held = False, []
    server.cut()
    expect(page.page.locator(".elu")).to_contain_text("[numéro masqué]", timeout=20_000)
