"""What the assistant's texts promise officials about their data, and never ask them."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.calculations import CALCULATIONS
from assistant import clock, settings
from assistant.channels.reading import MASK_NOTICES, mask_notice, read
from assistant.facts import current
from assistant.privacy.masking.finder import mask
from assistant.wording import messages
from dife.deadlines import deadline_calendar, latest_days
from dife.letters import build_letter
from tests.support.places import lieu
from tests.test_coherence import RESPONSES

REFS = current()


def texts(name: str) -> List[str]:
    """Every variant of a response, as it is written."""
    return [variant["text"] for variant in RESPONSES[name]]


# --- a computed answer is information, sourced, dated, and somebody else decides

frais, financement, date_limite = CALCULATIONS.values()
NOWHERE = dict.fromkeys(frais.slots)
COMPUTED: List[tuple[Callable[..., Any], Dict[str, Any]]] = [
    (frais.calculate, {**NOWHERE, "nuits": 2, "repas": 1, "commune": lieu("Nanterre")}),
    (frais.calculate, {**NOWHERE, "repas": 3}),
    (frais.calculate, {**NOWHERE, "a_distance": True}),
    (date_limite.calculate, {"date_formation": "2027-03-10"}),
    (date_limite.calculate, {"date_formation": "2026-11-30"}),
    (date_limite.calculate, {"date_validation": "2026-12-01"}),
    (financement.calculate, {"prix": "500", "solde": "800"}),
    (financement.calculate, {"prix": "1000", "solde": "800"}),
    (financement.calculate, {"prix": "1000", "solde": "100"}),
]


@pytest.mark.parametrize("calculate, values", COMPUTED)
def test_a_computed_answer_says_what_it_is(calculate, values, monkeypatch):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-24")
    dispatcher = CollectingDispatcher()
    calculate(dispatcher, values)
    first = dispatcher.messages[0]["response"]
    for text in texts(first):
        assert "Information du {aujourdhui}" in text, first
        assert re.search(r"Source(?: des tarifs)? : (?:\{source\}|\{\w+\.source\}|déduit)", text)
        assert re.search(r"Caisse des Dépôts (?:qui )?décide", text), first


def test_the_calendar_s_deadline_says_what_it_is():
    file = deadline_calendar(latest_days(clock.today(), REFS), REFS, clock.today())
    text = file.replace("\r\n ", "")
    assert "sans valeur de décision" in text and "Source :" in text
    assert "c'est la Caisse des Dépôts qui décide" in text


# --- the first messages: the welcome is two lines, the notice one; the page and an answer say all


def test_the_welcome_is_two_lines():
    for text in texts("utter_saluer"):
        who, what = text.split("\n\n")
        assert re.search(r"assistant automatique \{association\.de\}", who)
        assert "je peux me tromper" in who and len(who) <= 90
        assert what == "Posez votre question avec vos mots."
    # A menu of what is done here; the notice that follows has the link to the page on data.
    for variant in RESPONSES["utter_saluer"]:
        assert len(variant["buttons"]) == 6


NOTICE = {
    "what": r"^Système d'IA, qui peut se tromper\.",
    "controller": r"par \{association\}",
    "purpose": r"pour vous répondre",
    "retention": r"conservés \{duree_conservation\} au plus",
    "warning": r"ni mot de passe, ni numéro de sécurité sociale, ni information de santé",
    "link": r"Vos données et vos droits : \{lien_donnees\}$",
}


@pytest.mark.parametrize("item", NOTICE)
def test_the_notice_is_one_line_with_every_item(item):
    for text in texts("utter_notice"):
        assert re.search(NOTICE[item], text) and "\n" not in text
        assert len(text) <= 245, "one line: the rest is on the page"


# What the law wants told: by the answer to « Que deviennent mes messages ? », and by the page.
WHOLE = {
    "machine": (r"système d['’]IA", r"système d['’]IA, un programme automatique"),
    "may be wrong": (r"peux me tromper", r"peut se tromper"),
    "controller": (
        r"\{association\.debut\} en est responsable",
        r"responsable.{1,60}\{association_nom\}",
    ),
    "purpose": (r"pour vous répondre", r"pour vous répondre"),
    "basis": (r"intérêt légitime", r"intérêt légitime"),
    "retention": (r"\{duree_conservation\} au plus", r"\{duree_conservation\} au plus"),
    "rights": 2 * (r"l['’]accès à vos données, leur rectification, leur effacement",),
    "limitation": 2 * (r"limitation de leur usage",),
    "opposition": 2 * (r"et vous opposer à celui-ci",),
    "complaint": (r"réclamation à la CNIL", r"réclamation à la CNIL"),
    "password": (r"[Nn]'écrivez ici ni mot de passe", r"N’écrivez ni mot de passe"),
    "number": 2 * (r"ni numéro de sécurité sociale",),
    "health": (r"ni information de santé", r"ni information de santé"),
    "contact": (r"\{association_courriel\}", r"\{association_courriel\}"),
}


@pytest.mark.parametrize("item", WHOLE)
def test_the_answer_and_the_page_say_all(item):
    in_answer, on_page = WHOLE[item]
    assert all(
        re.search(in_answer, text, re.DOTALL) for text in texts("utter_donnees_personnelles")
    )
    page = (settings.WIDGET / "donnees.html").read_text("utf-8")
    assert re.search(on_page, page, re.DOTALL)


@pytest.mark.parametrize("name", ["utter_notice", "utter_donnees_personnelles"])
def test_the_page_s_address_is_the_public_one(monkeypatch, name):
    monkeypatch.setenv("DIFE_HOTE", "assistant.exemple.fr")
    said = messages.as_answer(name, "")["text"]
    assert said.endswith("https://assistant.exemple.fr/assistant/donnees.html")


# --- what was masked is named, and its advice is its own

NOTICES = {
    "mon mot de passe est Tulipe1958": r"masqué votre mot de passe ou votre code",
    "code pin 8260": r"Ne le donnez à personne, même à nous. Si quelqu'un .+, changez-le",
    "ma sécu 1 85 05 78 006 084 91": r"masqué votre numéro de sécurité sociale",
    "mon RIB : 30006 00001 12345678901 88": r"masqué .+ compte bancaire.+votre banque",
    "ma CB 4970 1000 0000 0154": r"masqué votre numéro de carte.+votre banque",
    "ma CNI X4RTBPFW4": r"masqué votre numéro fiscal ou celui de votre pièce d'identité",
    "mon numéro fiscal 3012345678901": r"masqué votre numéro fiscal",
    "ma sécu 1 85 05 78 006 084 91, mon mdp : Tulipe58": r"masqué votre mot de passe",
}


@pytest.mark.parametrize("said", NOTICES)
def test_a_notice_says_what_was_masked(said):
    name = mask_notice(read(said).text)
    assert name in MASK_NOTICES
    for text in texts(name):
        assert re.search(NOTICES[said], text)
        assert "communiqué" not in text
        assert ("banque" in text) == (name == "utter_banque_masquee")


# --- what is never asked, and how papers travel

ASKING = re.compile(
    r"(?:donnez|indiquez|écrivez|saisissez|envoyez|tapez|dites|quel est|communiquez)[-\s]"
    r"[^.!?\n]*?(?:sécurité sociale|\bNIR\b|mot de passe|code secret|carte vitale|copie de)",
    re.IGNORECASE,
)
REFUSING = re.compile(r"\b(?:ni|ne|n['’]|jamais|aucun)\b|n['’]", re.IGNORECASE)


def test_nothing_asks_for_a_number_a_password_or_papers():
    said = {name: texts(name) for name in RESPONSES}
    for case in REFS.letters.values():
        said |= {field.cle: [field.question, field.aide] for field in case.champs}
    for name, written in said.items():
        for text in written:
            for found in ASKING.finditer(text):
                start = max(text.rfind(sign, 0, found.start()) for sign in ".!?\n") + 1
                sentence = re.split(r"[.!?\n]", text[start:], maxsplit=1)[0]
                assert REFUSING.search(sentence), (name, sentence)
    asked = [text for name in RESPONSES if name.startswith("utter_ask_") for text in texts(name)]
    asked += [field.question for case in REFS.letters.values() for field in case.champs]
    for text in asked:
        assert not re.search(r"carte vitale|pièce d'identité|copie", text, re.I)


@pytest.mark.parametrize("case", list(REFS.letters))
def test_a_letter_holds_no_number_and_sends_papers_safely(case):
    letter_case = REFS.letters[case]
    values = {field.cle: field.exemple for field in letter_case.champs}
    letter = build_letter(letter_case, values, REFS, clock.today())
    whole = "\n".join([letter.subject, letter.body, *letter.attachments])
    assert mask(whole) == whole
    assert "sécurité sociale" not in letter.body and "sécurité sociale" not in letter.subject
    fields = " ".join(field.libelle for field in letter_case.champs)
    assert not re.search(r"sécurité sociale|\bNIR\b|mot de passe", fields)
    advice = " ".join(letter.attachments)
    assert "formulaire papier" in advice or "aucune pièce" in advice
    assert "mot de passe" not in letter.body + advice  # nobody could be given it
    assert not re.search(r"\{\w+\}", letter_case.objet)  # a subject shows in every inbox


@pytest.mark.parametrize("name", ["utter_courriel_appareil", "utter_courriel_apres"])
def test_after_the_letter_the_safe_way_is_told(name):
    for text in texts(name):
        assert "formulaire papier ({lien_deblocage})" in text
        assert "formulaire de contact" in text and "{association_telephone}" in text


# --- Teams keeps what was typed on its screens: never promise otherwise


@pytest.mark.parametrize(
    "name", ["utter_ask_mode_courriel", "utter_courriel_apres", "utter_donnees_effacees"]
)
def test_in_teams_nothing_is_promised_that_teams_does_not_do(name):
    variants = {variant.get("channel"): variant["text"] for variant in RESPONSES[name]}
    assert re.search(r"restent pourtant affichés|garde vos messages affichés", variants["teams"])
