"""Two tabs, cuts, a server killed in mid-sentence: nothing is lost, nothing is said twice."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import pytest
from playwright.sync_api import expect

from assistant.cli import launcher
from tests.browser.conftest import Visit
from tests.browser.wire import Wire
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


@pytest.mark.parametrize("text", ["mon numéro 1 57 03 45 234 567 89 et combien d'euros par an ?"])
def test_what_was_masked_leaves_the_screen_when_its_receipt_was_lost(
    visit: Make, text: str
) -> None:
    page = visit()
    wire = Wire(page.page)
    page.page.reload()
    page.open()
    wire.deaf = True
    page.page.get_by_label("Votre message").fill(text)
    page.page.get_by_role("button", name="Envoyer", exact=True).click()
    page.page.wait_for_timeout(2000)  # its turn is taken
    wire.cut()
    wire.mend()
    page.settled()
    said = page.page.locator(".elu")
    expect(said).not_to_contain_text("234")
    expect(said).to_contain_text("masqué")


def test_quick_answers_follow_the_question_in_every_tab(visit: Make) -> None:
    first = visit().open()
    second = visit(like=first.page.context).open()
    rows = [page.page.get_by_role("group", name="Réponses rapides") for page in (first, second)]
    first.say("je voudrais calculer mes frais")
    for row in rows:
        expect(row).to_contain_text("Question 1 sur")
    second.say("2")
    for row in rows:
        expect(row).to_contain_text("Question 2 sur")
    first.say("annuler")
    for row in rows:
        expect(row).to_be_hidden()


def test_another_visitor_sees_nothing(visit: Make) -> None:
    first, second = visit().open(), visit().open()
    first.say("combien d'euros par an")
    second.page.wait_for_timeout(300)
    expect(second.page.locator(".fil li.assistant")).to_have_count(2)  # its welcome, the notice
    assert second.page.locator(".elu").count() == 0
