"""Answers as Teams shows them: every response, tables, letters; hostile words stay words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, Dict, List, Set

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from assistant import settings
from assistant.channels.teams import cards
from assistant.clock import today
from assistant.dialogue.answers import Answer
from assistant.facts import current
from dife.letters import build_letter
from tests.browser.conftest import SCREENSHOTS, chromium  # noqa: F401
from tests.channels.cards.rendering import problems, render

RESPONSES = {
    name: variants[-1]
    for path in sorted(settings.RESPONSES.glob("*.yml"))
    for name, variants in yaml.safe_load(path.read_text("utf-8"))["responses"].items()
}


def answer(text: str, buttons: Any = (), data: Any = None) -> Dict[str, Any]:
    custom = {"data": data} if data else None
    return Answer.of({"text": text, "buttons": list(buttons), "custom": custom})


def card(sent: List[Dict[str, Any]]) -> Dict[str, Any]:
    return sent[-1]["attachments"][0]["content"]


def letter() -> Dict[str, Any]:
    refs = current()
    values = {"nom_naissance": "Martin_*_[x](javascript:alert(1))", "prenoms": "Élise"}
    made = build_letter(refs.letters["erreur_plateforme"], values, refs, today(), blank=True)
    return {
        "type": "courriel",
        "destinataire": made.recipient,
        "objet": made.subject,
        "corps": made.body,
        "pieces": made.attachments,
    }


TABLE = {
    "type": "tableau",
    "titre": "Le calcul, ligne par ligne",
    "colonnes": ["Dépense", "Tarif", "Montant"],
    "lignes": [
        ["2 nuits", "120 € (tarif depuis le 22 septembre 2023)", "240 €"],
        ["1 repas", "20 € (tarif depuis le 22 septembre 2023)", "20 €"],
    ],
    "total": ["Total", "", "260 €"],
}
AGENDA = {"type": "agenda", "validation": "2026-11-23", "formation": "2026-12-09"}
BUTTONS = [{"title": "Où voir mes droits ?", "payload": "/consulter_droits"}]


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_every_response_is_a_text_or_a_right_card(name: str) -> None:
    response = RESPONSES[name]
    sent = cards.activities(answer(response["text"], response.get("buttons", ())), None, "")
    assert sent
    for activity in sent:
        if "attachments" in activity:
            assert problems(card([activity])) == []
            assert len(card([activity])["actions"]) <= 6
        else:
            assert activity["textFormat"] == "xml" and activity["text"]


CARDS: Dict[str, Any] = {
    "tableau": (answer("Vous pouvez demander jusqu'à **260 €**.", BUTTONS, TABLE), None, ""),
    "agenda": (answer("Validez au plus tard le **lundi 23 novembre 2026**.", (), AGENDA), None, ""),
    "courriel": (answer("Votre courriel est prêt.", (), letter()), None, ""),
    "date": (answer("Quel est le premier jour de la formation ?"), "date", ""),
    "nombre": (answer("Combien de nuits ?"), "nombre", "Calculer mes frais"),
    "liste": (answer(RESPONSES["utter_demander_aide"]["text"], BUTTONS), None, "Aide"),
}


@pytest.mark.parametrize("name", CARDS)
def test_cards_are_right_and_show_their_words(name: str, chromium: Any) -> None:  # noqa: F811
    sent = cards.activities(*CARDS[name])
    assert problems(card(sent)) == []
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page = chromium.new_page()
    text = render(page, card(sent), SCREENSHOTS / f"teams-{name}.png")
    page.close()
    for word in {
        "tableau": ["260 €", "2 nuits", "Total", "Où voir mes droits ?"],
        "agenda": ["lundi 23 novembre 2026", "Ajouter à mon agenda"],
        "courriel": [
            "DFP_MCF_Gestion-des-Droits-et-Formations@caissedesdepots.fr",
            "Martin_*_[x](javascript:alert(1))",
            "carte Vitale",
        ],
        "date": ["premier jour", "Votre date", "Envoyer cette date"],
        "nombre": ["Vous avez choisi : Calculer mes frais", "Envoyer ce nombre"],
        "liste": ["Créer votre compte", "Régler la formation"],
    }[name]:
        assert word in text.replace("\u00a0", " "), text


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Set[str] = set()
        self.links: List[str] = []
        self.words: List[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        assert {name for name, _ in attrs} <= {"href", "start"}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<img src=x onerror=alert(1)>",
            "**",
            "\n",
            "\n\n",
            "- ",
            "2. ",
            "&lt;b&gt;",
            "[a](javascript:alert(1))",
            "https://exemple.fr/a_b?x=1&y=<s>",
            "_",
            "*",
            "`",
            "</p>",
            "mot",
            "«",
            "a\\*b",
            '"',
            "'",
        ]
    )
    | st.text(max_size=8),
    max_size=12,
).map("".join)


@given(HOSTILE)
def test_html_holds_only_our_tags_and_every_word(text: str) -> None:
    tags = Tags()
    tags.feed(cards.html(text))
    assert tags.found <= {"p", "br", "strong", "ul", "ol", "li", "a"}
    assert all(re.match(r"https?://", link) for link in tags.links)
    letters = re.sub(r"[^a-z]", "", text.replace("&lt;", "").lower())
    said = re.sub(r"[^a-z]", "", "".join(tags.words).replace("&lt;", "").lower())
    assert said == letters


@given(HOSTILE)
def test_markdown_makes_no_link_of_what_is_typed(text: str) -> None:
    made = cards.markdown(text)
    assert not re.search(r"(?<!\\)\[", made) and not re.search(r"(?<!\\)<", made)


@example("é" * 200, 400)
@given(st.text(max_size=200), st.integers(1, 400))
def test_slices_lose_nothing_and_are_short_enough(text: str, times: int) -> None:
    whole = text * times
    parts = cards.slices(whole)
    assert all(len(part.encode("utf-16-le", "surrogatepass")) <= 40_000 for part in parts)
    kept = re.sub(r"\s", "", "".join(parts))
    assert kept == re.sub(r"\s", "", whole)


@pytest.mark.parametrize(
    "value, expected",
    [
        (None, None),
        ("x", None),
        ({}, None),
        ({"dife": "x"}, None),
        ([], None),
        ({"dife": {"payload": "/x", "title": "X"}}, {"text": "/x", "title": "X"}),
        (
            {"dife": {"champ": "Input.Date"}, "valeur": "2026-12-09"},
            {"text": "09/12/2026", "title": "09/12/2026"},
        ),
        (
            {"dife": {"champ": "Input.Number"}, "valeur": 1200.5},
            {"text": "1200,5", "title": "1200,5"},
        ),
        ({"dife": {"champ": "Input.Number"}, "valeur": "3"}, {"text": "3", "title": "3"}),
        ({"dife": {"champ": "Input.Number"}}, {"text": "", "title": ""}),
        ({"dife": {"champ": "Input.Number"}, "valeur": True}, {"text": "", "title": ""}),
        ({"dife": {"payload": 5, "title": "X"}}, {"text": "", "title": ""}),
    ],
)
def test_clicks(value: Any, expected: Any) -> None:
    assert cards.clicked(value) == expected


@pytest.mark.parametrize(
    "filled, text",
    [
        (1850578006084, "1850578006084"),
        (2.0, "2"),
        (2.5, "2,5"),
        (1e308, "1e+308"),
        (0, "0"),
    ],
)
def test_a_number_of_a_card_is_what_was_written(filled: float, text: str) -> None:
    assert cards.clicked({"dife": {"champ": "nombre"}, "valeur": filled})["text"] == text


def test_the_link_of_a_letter_holds_no_word_of_its_body() -> None:
    """Too many programs keep an address; the body is read on the card."""
    shown = card(cards.activities(answer("Votre courriel :", data=letter()), None, ""))
    links = re.findall(r"\(mailto:[^)]*\)", str(shown))
    assert links and "Martin" in str(shown)
    assert not [link for link in links if "body" in link or "Martin" in link]


def test_a_table_ends_with_its_total() -> None:
    shown = card(cards.activities(answer("Voici.", data=TABLE), None, ""))
    (facts,) = (block["facts"] for block in shown["body"] if block["type"] == "FactSet")
    assert [fact["title"] for fact in facts] == ["2 nuits", "1 repas", "Total"]
    assert facts[-1]["value"] == "260 €"
