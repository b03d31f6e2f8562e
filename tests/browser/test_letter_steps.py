"""The letter in its three steps: nothing leaves the device, nothing is lost, nothing is shouted."""

from __future__ import annotations

import json
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Callable
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from assistant.channels.site import visitors
from assistant.facts import current
from assistant.storage import housekeeping
from dife.letters import build_letter
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import violations
from tests.browser.test_widget import downloaded
from tests.support.servers import TODAY

Make = Callable[..., Visit]
INSIDE = "document.querySelector('assistant-dife').shadowRoot"
STORED = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
PERSON = {
    "nom_naissance": "O'Zéphirine-Müller",
    "prenoms": "Élise, Zoé",
    "date_naissance": "1",
    "date_naissance-month": "2",
    "date_naissance-year": "1961",
    "lieu_naissance": "Châteauneuf-sur-Cher (Cher)",
    "collectivite": "Commune d'Ouzouer",
}
VALUES = {
    "nom_naissance": PERSON["nom_naissance"],
    "prenoms": PERSON["prenoms"],
    "date_naissance": "1er février 1961",
    "lieu_naissance": PERSON["lieu_naissance"],
    "collectivite": PERSON["collectivite"],
}
DAY = ("date_naissance", "date_naissance-month", "date_naissance-year")
WORDS = ("Zéphirine", "Z\\u00e9phirine", "Müller", "1961", "Châteauneuf", "Ouzouer")


def letter_of(case: str, values: dict[str, str]) -> Any:
    refs = current()
    return build_letter(refs.letters[case], values, refs, date.fromisoformat(TODAY))


def begin(visit: Visit, text: str = "mon compte elu apparait pas") -> Visit:
    visit.open().say(text)
    visit.page.get_by_role("button", name="Écrire mon courriel").last.click()
    return visit


def fill(visit: Visit, values: dict[str, str]) -> None:
    for key, value in values.items():
        visit.page.locator(f"[id$='-{key}']").fill(value)


def press(visit: Visit, name: str) -> None:
    visit.page.get_by_role("button", name=name, exact=True).first.click()  # beside the box too


def faults(visit: Visit) -> list[str]:
    return [f for f in visit.page.locator(".faute").all_inner_texts() if f]


def focused(visit: Visit) -> str:
    return str(
        visit.page.evaluate(f"{INSIDE}.activeElement.id || {INSIDE}.activeElement.innerText")
    )


def kept(var: Path) -> bytes:
    """Every byte of the servers' folder: database, its journal, logs."""
    return b"".join(path.read_bytes() for path in var.rglob("*") if path.is_file())


def test_a_whole_letter_stays_on_the_device(visit: Make, servers: Any) -> None:
    page = begin(visit(permissions=["clipboard-read", "clipboard-write"]))
    fill(page, PERSON)
    press(page, "Relire mon courriel")
    page.shot("courriel-relire")
    press(page, "C’est exact, continuer")
    letter = letter_of("compte_elu_absent", VALUES)
    for name, told, text in (
        ("Copier le destinataire", "Destinataire copié.", letter.recipient),
        ("Copier l’objet", "Objet copié.", letter.subject),
        ("Copier le texte", "Texte copié.", letter.body),
    ):
        press(page, name)
        expect(page.page.get_by_role("status")).to_have_text(told)
        copied = page.page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        assert copied == text
    page.shot("courriel-envoyer")

    draft = message_from_bytes(
        downloaded(page, "Télécharger le courriel (.eml)"), policy=policy.default
    )
    assert draft["To"] == letter.recipient and draft["Subject"] == letter.subject
    assert draft.get_content().replace("\r\n", "\n").strip() == letter.body
    assert draft["X-Unsent"] == "1"

    page.page.evaluate(
        "() => { window.vu = []; HTMLAnchorElement.prototype.click = function () "
        "{ window.vu.push(this.href); }; }"
    )
    press(page, "Ouvrir dans ma messagerie")
    link = urlsplit(page.page.evaluate("window.vu[0]"))
    assert link.scheme == "mailto" and unquote(link.path) == letter.recipient
    assert parse_qs(link.query)["body"] == [letter.body.replace("\n", "\r\n")]

    press(page, "C’est envoyé, et ensuite ?")
    page.settled()
    assert "c'est à la Caisse des Dépôts de vous répondre" in page.answers[-1]
    page.say("merci")  # what is said afterwards carries nothing of it either
    sent, storage = "\n".join(page.sent), page.page.evaluate(STORED)
    token = page.page.evaluate("localStorage.getItem('assistant-dife')")
    sender = visitors.sender_of(token.split(".")[0])
    said = json.dumps(housekeeping.export(sender), ensure_ascii=False)
    assert "mon compte elu" in said  # read with the key: the database itself is encrypted
    for word in WORDS:
        assert word not in sent and word not in storage and word not in said
        if not word.isdigit():  # four figures are in any stamp of time
            assert word.encode() not in kept(servers.var)


def test_what_is_typed_before_the_sending_reaches_no_server(visit: Make) -> None:
    page = begin(visit())
    fill(page, PERSON)
    press(page, "Relire mon courriel")
    page.page.reload()
    page.open()
    sent = "\n".join(page.sent)
    assert not any(word in sent for word in WORDS)
    assert not any(
        word in page.page.evaluate("JSON.stringify({...localStorage})") for word in WORDS
    )


def test_the_way_in_is_beside_the_box_and_has_the_focus(visit: Make) -> None:
    page = visit(viewport={"width": 360, "height": 740}).open()
    page.say("mon compte elu apparait pas")
    assert focused(page) == "Écrire mon courriel"
    way = page.page.get_by_role("group", name="Réponses rapides").get_by_role("button")
    expect(way).to_be_in_viewport(ratio=1)
    page.page.keyboard.press("Enter")
    assert focused(page).endswith("nom_naissance")
    expect(page.page.get_by_label("Votre message")).to_be_hidden()
    press(page, "Retour")
    assert focused(page) == "Écrire mon courriel"  # where it was opened
    page.say("combien d'euros par an")
    expect(way).to_have_count(0)


def test_the_faults_are_counted_listed_and_linked(visit: Make) -> None:
    page = begin(visit())
    press(page, "Relire mon courriel")
    report = page.page.get_by_role("group", name="À corriger : 5 cases")
    expect(report).to_be_focused()  # whose name and links are then read
    expect(report).to_be_in_viewport(ratio=1)
    expect(page.page.get_by_role("status")).to_have_text("")  # what it says would stay once mended
    report.get_by_role("link", name="Date de naissance").click()
    assert focused(page).endswith("date_naissance") and "#" not in page.page.url
    fill(page, {**PERSON, "nom_naissance": "1 61 02 45 234 567 89", "date_naissance-year": "2031"})
    press(page, "Relire mon courriel")
    assert faults(page) == [
        "N’écrivez pas votre numéro de sécurité sociale\u00a0: ce courriel n’en a pas besoin.",
        "Cette date est dans l’avenir. Vérifiez l’année.",
    ]
    fill(page, PERSON)
    press(page, "Relire mon courriel")
    expect(page.page.get_by_role("heading", name="Relisez votre courriel")).to_be_focused()


def test_a_link_of_the_faults_works_from_a_field_that_was_just_mended(visit: Make) -> None:
    page = begin(visit(viewport={"width": 1366, "height": 768}))
    press(page, "Relire mon courriel")
    page.page.get_by_label("Nom de naissance").fill("Martin")
    link = page.page.get_by_role("link", name="Collectivité")
    expect(link).to_be_in_viewport()
    link.click()  # the field is left, and the list is made anew
    assert focused(page).endswith("collectivite")
    expect(page.page.get_by_role("group", name="À corriger : 4 cases")).to_be_visible()


@pytest.mark.parametrize(
    "day, told",
    [
        (("31", "2", "1957"), "Je n’ai pas reconnu cette date."),
        (("14", "", "1957"), "Je n’ai pas reconnu cette date."),
        (("14", "3", "1899"), "Cette date est antérieure à 1900."),
        (("14", "3", "2027"), "Cette date est dans l’avenir."),
    ],
)
def test_a_day_that_cannot_be_is_refused_on_leaving_it(
    visit: Make, day: tuple[str, str, str], told: str
) -> None:
    page = begin(visit())
    fill(page, dict(zip(DAY, day, strict=True)))
    page.page.get_by_label("Lieu de naissance").focus()
    assert len(faults(page)) == 1 and faults(page)[0].startswith(told)


def test_a_year_of_two_figures_is_shown_whole_and_a_day_can_be_pasted(visit: Make) -> None:
    page = begin(visit(permissions=["clipboard-read", "clipboard-write"]))
    page.page.evaluate("navigator.clipboard.writeText('14/03/57')")
    page.page.get_by_label("Jour").press("Control+V")
    page.page.get_by_label("Lieu de naissance").focus()
    boxes = [page.page.get_by_label(part) for part in ("Jour", "Mois", "Année")]
    assert [box.input_value() for box in boxes] == ["14", "03", "1957"] and faults(page) == []


def test_the_browser_may_fill_in_what_it_knows(visit: Make) -> None:
    page = begin(visit())
    known = {
        "Nom de naissance": "family-name",
        "Nom usuel": "off",
        "Prénom": "given-name",
        "Jour": "bday-day",
        "Mois": "bday-month",
        "Année": "bday-year",
    }
    for label, token in known.items():
        assert page.page.get_by_label(label).first.get_attribute("autocomplete") == token
    expect(
        page.page.get_by_text("Les cases sont obligatoires, sauf mention contraire")
    ).to_be_visible()
    assert page.page.get_by_text("(facultatif)").count() == 2


def test_nothing_is_announced_while_it_is_typed(visit: Make) -> None:
    page = begin(visit())
    live = page.page.locator(".vue").evaluate(
        "v => [v.closest('[aria-live], [role=log], [role=status]'),"
        " v.querySelector('[aria-live], [role=log], [role=status], [role=alert]')]"
    )
    assert live == [None, None]
    page.page.evaluate(
        f"""() => {{ window.vu = 0;
        const seen = new MutationObserver((all) => {{ window.vu += all.length; }});
        for (const live of {INSIDE}.querySelectorAll('[role=log], [role=status]'))
          seen.observe(live, {{childList: true, subtree: true, characterData: true}}); }}"""
    )
    page.page.get_by_label("Nom de naissance").press_sequentially("Martin")
    page.page.get_by_label("Prénom").first.press_sequentially("Zoé")
    assert page.page.evaluate("window.vu") == 0


def test_a_line_is_corrected_from_the_letter(visit: Make) -> None:
    page = begin(visit())
    fill(page, PERSON)
    press(page, "Relire mon courriel")
    press(page, "Corriger : Lieu de naissance")
    assert focused(page).endswith("lieu_naissance")
    fill(page, {"lieu_naissance": "Gien (Cher)"})
    page.page.keyboard.press("Enter")
    paper = page.page.locator(".papier")
    expect(paper).to_contain_text("Gien (Cher)")
    expect(paper).not_to_contain_text("Châteauneuf")
    press(page, "Corriger : Mandat")  # left empty
    assert focused(page).endswith("mandat")


def test_a_long_letter_opens_no_link_that_would_be_cut(visit: Make) -> None:
    page = begin(visit(), "message d'erreur sur moncompteformation")
    story = "La page reste blanche après le code reçu. " * 20
    fill(page, {**PERSON, "nationalite": "française", "explication": story})
    press(page, "Relire mon courriel")
    press(page, "C’est exact, continuer")
    expect(page.page.get_by_role("button", name="Ouvrir dans ma messagerie")).to_have_count(0)
    expect(page.page.get_by_text("trop long pour s’ouvrir d’un clic")).to_be_visible()
    draft = message_from_bytes(
        downloaded(page, "Télécharger le courriel (.eml)"), policy=policy.default
    )
    assert story.strip() in draft.get_content()
    page.shot("courriel-long")


@pytest.mark.parametrize("way", ["reload", "menu", "back"])
def test_a_letter_half_filled_in_is_not_lost(visit: Make, way: str) -> None:
    page = begin(visit())
    fill(page, {"nom_naissance": "Martin", "date_naissance": "14", "date_naissance-month": "3"})
    if way == "reload":
        page.page.reload()
    elif way == "menu":
        page.page.goto(f"{page.address}/assistant/donnees.html")
        page.go()
    else:
        page.page.goto(f"{page.address}/assistant/donnees.html")
        page.page.go_back()
    page.open()
    press(page, "Reprendre mon courriel")
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")
    expect(page.page.get_by_label("Mois")).to_have_value("3")


def test_the_draft_is_forgotten_after_half_an_hour_and_with_the_conversation(visit: Make) -> None:
    page = begin(visit())
    fill(page, {"nom_naissance": "Martin"})
    assert "Martin" in page.page.evaluate(STORED)
    page.page.evaluate(
        "() => { const d = JSON.parse(sessionStorage['assistant-dife-courriel']);"
        " d.at -= 30 * 60000; sessionStorage['assistant-dife-courriel'] = JSON.stringify(d); }"
    )
    page.page.keyboard.press("Escape")  # out of the letter, then of the panel
    page.page.keyboard.press("Escape")
    page.page.reload()
    expect(page.page.locator(".lanceur")).to_be_visible()
    assert "Martin" not in page.page.evaluate(STORED)  # even where nobody opens the panel
    page.open()
    press(page, "Écrire mon courriel")
    fill(page, {"nom_naissance": "Martin"})
    press(page, "Retour")
    page.menu("Effacer ma conversation")
    press(page, "Oui, effacer")
    expect(page.page.locator(".fil li.assistant")).to_have_count(1)
    assert "Martin" not in page.page.evaluate(STORED)


def test_without_storage_the_letter_is_kept_in_the_page(visit: Make) -> None:
    page = visit()
    page.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error(); }})"
    )
    page.page.reload()
    begin(page)
    fill(page, {"nom_naissance": "Martin"})
    press(page, "Retour")
    press(page, "Reprendre mon courriel")
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")


@pytest.mark.parametrize(
    "forged", ["{", "5", '{"at": 9e99, "values": {"nom_naissance": {}}}', "[]"]
)
def test_a_forged_draft_breaks_nothing(visit: Make, forged: str) -> None:
    page = visit()
    page.page.evaluate("d => { sessionStorage['assistant-dife-courriel'] = d; }", forged)
    page.page.reload()
    page.open().say("mon compte elu apparait pas")
    page.page.locator(".ecrire").click()
    fill(page, PERSON)
    press(page, "Relire mon courriel")
    expect(page.page.locator(".papier")).to_contain_text("Ouzouer")


def test_line_breaks_do_not_reach_a_header(visit: Make) -> None:
    page = begin(visit())
    fill(page, PERSON)
    page.page.evaluate(
        f"""() => {{ const input = {INSIDE}.querySelector("[id$='-nom_naissance']");
        input.type = 'hidden'; input.value = 'Martin\\r\\nBcc: autre@exemple.fr\\u202e'; }}"""
    )
    press(page, "Relire mon courriel")
    press(page, "C’est exact, continuer")
    raw = downloaded(page, "Télécharger le courriel (.eml)")
    assert b"\nBcc" not in raw
    draft = message_from_bytes(raw, policy=policy.default)
    assert draft.get_content().strip().endswith("Zoé Martin Bcc: autre@exemple.fr")


def test_the_keyboard_alone_writes_a_letter(visit: Make) -> None:
    page = visit().open()
    page.say("mon compte elu apparait pas")
    keys = page.page.keyboard
    keys.press("Enter")
    for text in ("Martin", "", "Zoé", "14", "3", "57", "Gien", "Commune de Gien"):
        keys.type(text)
        keys.press("Tab")
    keys.press("Enter")  # in the last field
    expect(page.page.get_by_role("heading", name="Relisez votre courriel")).to_be_focused()
    expect(page.page.locator(".papier")).to_contain_text("14 mars 1957")
    keys.press("Escape")  # a step back, not the whole panel
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")
    keys.press("Escape")
    expect(page.page.get_by_label("Votre message")).to_be_visible()


def test_a_double_click_sends_a_step_forward_once(visit: Make) -> None:
    page = visit().open()
    page.say("mon compte elu apparait pas")
    page.page.locator(".ecrire").dblclick()
    fill(page, PERSON)
    page.page.get_by_role("button", name="Relire mon courriel").dblclick()
    expect(page.page.get_by_role("heading", name="Relisez votre courriel")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
@pytest.mark.parametrize("size", [(1100, 800), (360, 740), (640, 400)])
def test_each_step_is_whole_at_every_size(visit: Make, size: tuple[int, int], colours: str) -> None:
    options: dict[str, Any] = {"viewport": {"width": size[0], "height": size[1]}}
    options |= {"forced_colors": "active"} if colours == "forced" else {"color_scheme": colours}
    page = begin(visit(**options))
    name = f"{colours}-{size[0]}x{size[1]}"
    for step, filled in enumerate(
        ("Relire mon courriel", "C’est exact, continuer", "C’est envoyé, et ensuite ?")
    ):
        expect(page.page.get_by_role("button", name=filled)).to_be_in_viewport(ratio=1)
        expect(page.page.get_by_role("button", name="Fermer")).to_be_in_viewport(ratio=1)
        assert page.page.locator(".vue").evaluate("v => v.scrollWidth <= v.clientWidth")
        if step == 0:
            press(page, filled)
            assert violations(page.page) == []
            page.shot(f"courriel-fautes-{name}")
            fill(page, PERSON)
        assert violations(page.page) == []
        page.shot(f"courriel-{step + 1}-{name}")
        assert page.page.locator(".vue .premier").count() == 1
        press(page, filled)


def test_an_identity_in_the_wrong_box_is_not_kept(visit: Make) -> None:
    page = visit().open()
    page.say("mon compte elu apparait pas")
    page.say("née le 14 mars 1957 à Gien, commune de Sully")
    assert "cases du courriel" in page.answers[-1]
    expect(page.page.locator(".elu").last).to_contain_text("Message effacé")
    expect(page.page.get_by_role("group", name="Réponses rapides")).to_be_visible()
    page.page.reload()
    page.open()
    assert "1957" not in "\n".join(page.page.locator(".elu").all_inner_texts())
    page.say("et après, je fais quoi ?")
    assert "Caisse des Dépôts" in page.answers[-1] and "Étape 4" not in page.answers[-1]


def test_what_is_forgotten_by_time_leaves_the_screen_too(visit: Make) -> None:
    page = begin(visit())
    fill(page, {"nom_naissance": "Martin"})
    page.page.clock.install()
    fill(page, {"prenoms": "Élise"})  # half an hour counts from the last key
    page.page.clock.fast_forward("29:00")
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")
    page.page.clock.fast_forward("02:00")
    expect(page.page.locator(".lettre")).to_have_count(0)
    expect(page.page.locator(".carte")).to_contain_text("effacé")
    assert "Martin" not in page.page.evaluate(STORED)
    press(page, "Écrire mon courriel")
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("")


def test_a_clock_set_back_keeps_no_draft(visit: Make) -> None:
    page = begin(visit())
    fill(page, {"nom_naissance": "Martin"})
    page.page.evaluate(
        "() => { const d = JSON.parse(sessionStorage['assistant-dife-courriel']);"
        " d.at += 86400000; sessionStorage['assistant-dife-courriel'] = JSON.stringify(d); }"
    )
    page.page.reload()
    expect(page.page.locator("assistant-dife")).to_have_count(1)
    page.page.wait_for_function("!sessionStorage['assistant-dife-courriel']")


def test_erased_in_another_tab_the_draft_goes_even_where_the_line_is_cut(visit: Make) -> None:
    page = begin(visit())
    fill(page, {"nom_naissance": "Martin"})
    other = visit(like=page.page.context)
    other.page.evaluate("localStorage.removeItem('assistant-dife')")  # as « Effacer » does
    expect(page.page.locator(".lettre")).to_have_count(0)
    assert "Martin" not in page.page.evaluate(STORED)


@pytest.mark.parametrize("poison", ['{"toString":1}', "[[1]]", '"x".repeat', "7", "null"])
def test_a_draft_written_by_something_else_breaks_nothing(visit: Make, poison: str) -> None:
    page = visit()
    page.page.evaluate(
        "(p) => { const at = Date.now(); sessionStorage['assistant-dife-courriel'] ="
        ' `{"at":${at},"values":{"nom_naissance":${p},"date_naissance":${p}}}`;'
        " sessionStorage['assistant-dife-page'] = `{\"draft\":${p}}`;"
        " localStorage['assistant-dife-apparence'] = `{\"size\":${p}}`; }",
        poison,
    )
    page.page.reload()
    begin(page)
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("")


def test_a_half_filled_letter_is_found_again_beside_the_box(visit: Make) -> None:
    page = begin(visit())
    fill(page, {"nom_naissance": "Martin"})
    page.page.goto(f"{page.address}/assistant/contact.html")
    page.open()
    page.page.locator(".rapides").get_by_role("button", name="Reprendre mon courriel").click()
    expect(page.page.get_by_label("Nom de naissance")).to_have_value("Martin")
