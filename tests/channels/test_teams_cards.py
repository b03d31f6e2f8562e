"""Answers as Teams shows them: every response, sums, days, letters; hostile words stay words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Dict, List, Set

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from hypothesis import example, given
from hypothesis import strategies as st
from rasa.core.nlg import interpolator

from actions.calculations import funding
from assistant import settings
from assistant.channels import exchange
from assistant.channels.teams import cards, elements, forms
from assistant.clock import today
from assistant.dialogue.answers import Answer
from assistant.facts import current
from assistant.wording.markers import Markers
from dife.facts.model import ReferenceNotFound
from dife.letters import build_letter
from tests.browser.conftest import SCREENSHOTS, chromium  # noqa: F401
from tests.channels.cards.rendering import NEWER, THEMES, WIDTHS, cut, problems, render

HEAVIEST = 28_000  # UTF-16 bytes of an activity that Teams always takes
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# An address, a mailbox or a number that nobody can press.
BARE = re.compile(r"https?://|[\w.+-]+@[\w-]+\.\w|\b0\d(?:[ \u00a0]\d\d){4}\b")
LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*\]\((?:https?://|mailto:|tel:\+33)[^()\s]*\)")
RESPONSES = {
    name: variants[-1]
    for path in sorted(settings.RESPONSES.glob("*.yml"))
    for name, variants in yaml.safe_load(path.read_text("utf-8"))["responses"].items()
}


def answer(text: str, buttons: Any = (), data: Any = None) -> Answer:
    custom = {"data": data} if data else None
    return Answer.of({"text": text, "buttons": list(buttons), "custom": custom}, "message-1")


class Facts(Markers):
    """Those of today; what only an action can say is told by the marker's name."""

    def __missing__(self, name: str) -> Any:
        try:
            return super().__missing__(name)
        except ReferenceNotFound:
            return name


@lru_cache
def facts() -> Facts:
    return Facts({}, current(), today())


def said(name: str, data: Any = None) -> Answer:
    """A response, filled."""
    response = RESPONSES[name]
    text = interpolator.interpolate_text(response["text"], facts())
    return answer(text, response.get("buttons", ()), data)


def sent(*answers: Answer, expects: Any = None, echo: str = "") -> List[Dict[str, Any]]:
    return cards.activities(answers, expects, echo)


def card(activities: Sequence[Dict[str, Any]]) -> Dict[str, Any]:
    (found,) = (a["attachments"][0]["content"] for a in activities if "attachments" in a)
    return found


def parts(node: Any) -> Iterator[Dict[str, Any]]:
    """Every element and action of a card."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, (dict, list)):
            yield from parts(child)


def of(kind: str, node: Any) -> List[Dict[str, Any]]:
    return [part for part in parts(node) if part.get("type") == kind]


def words(node: Any) -> str:
    """What a reader sees of a card, its folded parts too."""
    texts = (str(part[key]) for part in parts(node) for key in ("text", "label") if key in part)
    return "\n".join(texts).replace("\u00a0", " ")


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
STEP = {"type": "etapes", "etape": 2, "total": 6}
BUTTONS = [
    {"title": "Où voir mes droits ?", "payload": "/consulter_droits"},
    {"title": "Calculer mes frais", "payload": "/calculer_frais"},
]


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_every_response_is_a_text_or_a_right_card(name: str) -> None:
    for activity in sent(said(name)):
        weight = len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))
        assert weight <= HEAVIEST
        if "attachments" not in activity:
            assert activity["textFormat"] == "xml" and activity["text"]
            continue
        made = card([activity])
        assert problems(made) == [] and problems({**made, "version": NEWER}, NEWER) == []
        assert len(of("Action.Submit", made)) <= 6 and made["fallbackText"]
        for block in of("TextBlock", made):
            assert not BARE.search(LINK.sub("", block["text"])), block["text"]
            assert block["wrap"]


def test_no_word_of_any_response_is_cut_on_a_small_phone(chromium: Any) -> None:  # noqa: F811
    page = chromium.new_page()
    lost: List[str] = []
    shown = ""
    answers = list(map(said, RESPONSES))
    for first in range(0, len(answers), 12):  # several a card: a picture is slow
        for activity in sent(*answers[first : first + 12]):
            if "attachments" in activity:
                shown += render(page, card([activity]), SCREENSHOTS / "teams-320.png", WIDTHS[0])
                lost += cut(page)
    page.close()
    assert lost == []
    assert shown.count("›") == sum(len(each.buttons) for each in answers) > 500


CARDS: Dict[str, Any] = {
    "tableau": [answer("Vous pouvez demander jusqu'à **260 €**.", BUTTONS, TABLE)],
    "agenda": [answer("Validez au plus tard le **lundi 23 novembre 2026**.", (), AGENDA)],
    "courriel": [answer("Votre courriel est prêt.", (), letter())],
    "etape": [said("utter_parcours_2", STEP)],
    "date": [answer("Quel est le premier jour de la formation ?")],
    "nombre": [answer("Il y a 3 questions."), answer("Combien de nuits ? Au moins 0.")],
    "accueil": [said("utter_saluer"), exchange.notice()],
    "liste": [said("utter_demander_aide")],
}
EXPECTS = {"date": "date", "nombre": "nombre"}
SEEN = {
    "tableau": ["260 €", "2 nuits", "Total", "Où voir mes droits ?"],
    "agenda": ["lundi 23 novembre 2026", "Ajouter à mon agenda"],
    "courriel": [
        "DFP_MCF_Gestion-des-Droits-et-Formations@caissedesdepots.fr",
        "Pièces à joindre",
        "à copier",
    ],
    "etape": ["Étape 2 sur 6", "●●○○○○", "C'est fait, étape suivante"],
    "date": ["premier jour", "Envoyer cette date"],
    "nombre": ["Vous avez choisi : Calculer", "Combien de nuits ?", "Envoyer ce nombre"],
    "accueil": ["Être guidé pas à pas", "Vos données et vos droits"],
    "liste": ["Créer votre compte", "Régler la formation"],
}


@pytest.mark.parametrize("name", CARDS)
def test_cards_are_right_and_show_their_words(name: str, chromium: Any) -> None:  # noqa: F811
    made = card(sent(*CARDS[name], expects=EXPECTS.get(name), echo="Calculer"))
    assert problems(made) == []
    page = chromium.new_page()
    faults: Dict[str, Any] = {}
    for theme in THEMES:
        for width in WIDTHS:
            path = SCREENSHOTS / f"teams-{name}-{width}-{theme}.png"
            text = render(page, made, path, width, theme)
            faults[path.name] = cut(page)
        found = Axe().run(page, "#card", RULES).response["violations"]
        faults[theme] = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]
    page.close()
    assert {what: told for what, told in faults.items() if told} == {}
    for word in SEEN[name]:
        assert word in text.replace("\u00a0", " "), text


# --- What comes first


def test_a_sum_comes_first_in_large_letters_and_its_lines_end_with_the_total() -> None:
    made = card(sent(answer("Vous pouvez demander jusqu'à **260 €**.\n\nCompté : tout", (), TABLE)))
    lead, figure, lines, rest = made["body"]
    assert (lead["text"], lead["style"]) == ("Vous pouvez demander jusqu'à", "heading")
    assert (figure["text"], figure["size"]) == ("260 €", "ExtraLarge")
    rows = [words(row).split("\n") for row in lines["items"]]
    assert [row[0] for row in rows] == ["2 nuits", "1 repas", "Total"]
    assert [row[-1] for row in rows] == ["240 €", "20 €", "260 €"]
    assert rest["text"] == "Compté\u00a0: tout"


def test_a_sum_within_its_sentence_comes_first_and_the_sentence_stays() -> None:
    whole = "Avec 2 nuits : jusqu'à **260 €**, au lieu de **140 €**."
    made = card(sent(answer(whole, (), TABLE)))
    assert made["body"][0]["text"] == "260 €" and "au lieu de **140 €**" in words(made)


def test_a_total_that_is_not_the_answer_is_not_its_figure() -> None:
    made = card(sent(answer("Vos droits couvrent tout.", (), TABLE)))
    assert not [block for block in of("TextBlock", made) if block.get("size") == "ExtraLarge"]


def test_the_first_day_to_keep_comes_first() -> None:
    text = (
        "Pour une formation le 9 décembre :\n- envoyez avant le **lundi 16 novembre 2026** ;\n- fin"
    )
    made = card(sent(answer(text, (), AGENDA)))
    assert [block["text"] for block in made["body"][:2]] == [
        "Envoyez avant le",
        "lundi 16 novembre 2026",
    ]
    assert "• fin" in words(made)


def test_sources_are_folded_and_nothing_is_lost() -> None:
    source = "Source des tarifs : arrêté du 20 septembre 2023, " + "x" * 120
    made = card(sent(answer(f"Jusqu'à **260 €**.\n\n{source}\n\nSuite.", BUTTONS)))
    (opener,) = of("Action.ToggleVisibility", made)
    (hidden,) = (part for part in parts(made) if part.get("id") in opener["targetElements"])
    assert hidden["isVisible"] is False and source in words(hidden)
    assert source in made["fallbackText"].replace("\u00a0", " ")


def test_a_turn_is_one_message_and_the_notice_its_last_small_line() -> None:
    first, second = answer("Il y a 3 questions."), answer("Combien de nuits ?")
    notice = exchange.notice()
    (activity,) = sent(first, notice, second, expects="nombre")
    *_, last = card([activity])["body"]
    assert words(card([activity])).count("Système d'IA") == 1
    assert last["size"] == "Small" and "Système d'IA" in last["text"]
    assert LINK.findall(last["text"])[0].startswith("[Vos données et vos droits](http")
    (activity,) = sent(answer("Un."), answer("Deux."))
    assert activity["text"] == "<p>Un.</p><p>Deux.</p>"
    assert sent() == []


# --- What is pressed


def test_a_choice_is_a_row_that_sends_what_its_button_says() -> None:
    made = card(sent(answer("Que voulez-vous ?", BUTTONS), expects="nombre"))
    rows = [part for part in of("Container", made) if "selectAction" in part]
    assert [row["selectAction"]["data"] for row in rows] == [{"dife": b} for b in BUTTONS]
    assert [row["selectAction"]["title"] for row in rows] == [b["title"] for b in BUTTONS]
    assert {row["selectAction"]["associatedInputs"] for row in rows} == {"none"}  # no field needed
    assert not made.get("actions")


@pytest.mark.parametrize("data, leading", [(TABLE, 1), (STEP, 1), (AGENDA, 0), (None, 0)])
def test_a_choice_leads_where_one_is_what_to_do_next(data: Any, leading: int) -> None:
    made = card(sent(answer("Voici.", BUTTONS, data)))
    styles = [part["style"] for part in parts(made) if part.get("minHeight") == "44px"]
    assert styles == ["accent" if leading else "emphasis", "emphasis"]


@pytest.mark.parametrize("expects", forms.FIELDS)
def test_a_field_has_its_question_its_limits_and_what_is_wrong(expects: str) -> None:
    made = card(
        sent(answer("Voyons.\n\nCombien **au juste** ? Dites 0 pour rien."), expects=expects)
    )
    first, field, buttons = made["body"]
    assert first["text"] == "Voyons."
    assert field["label"] == "Combien au juste\u00a0? Dites 0 pour rien."
    assert field["id"] == "valeur" and field["isRequired"] and field["errorMessage"]
    assert {"min", "max"} <= set(field)
    (send,) = buttons["actions"]
    assert send["data"] == {"dife": {"champ": field["type"]}} and send["style"] == "positive"


def test_a_field_without_a_question_says_what_it_takes() -> None:
    for text in ("Écrivez 2.", "Lequel ?\n- un\n- deux", "Voir https://exemple.fr/?a", "x ? " * 99):
        made = card(sent(answer(text), expects="nombre"))
        assert of("Input.Number", made)[0]["label"] == "Votre nombre"
        assert of("TextBlock", made)


def test_a_field_takes_what_its_form_takes() -> None:
    assert forms.FIELDS["montant"].limits["max"] == funding.MAXIMUM


def test_an_opinion_is_asked_of_an_answer_read_by_one_person() -> None:
    rated, notice = answer("Dans l'onglet « DROITS ».", BUTTONS), exchange.notice()
    asked = {"feedbackLoop": {"type": "default"}}
    assert sent(rated, notice)[0]["channelData"] == asked
    for activities in (
        cards.activities([rated], None, "", public=True),
        sent(rated, expects="nombre"),
        sent(replace(rated, to=None)),
        sent(answer("Je n'ai pas compris.", BUTTONS)),
        sent(notice),
    ):
        assert "channelData" not in activities[0]


# --- Words stay words


class Tags(HTMLParser):
    """The tags of a message, its links, its words: those of a link are its address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Set[str] = set()
        self.open: List[str] = []
        self.links: List[str] = []
        self.words: List[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        assert not (tag == "p" and "p" in self.open)
        self.found.add(tag)
        self.open += [tag] if tag != "br" else []
        for name, value in attrs:
            assert name == "href"
            self.links.append(value)
            self.words.append(re.sub("^(mailto|tel):", "", value))

    def handle_endtag(self, tag: str) -> None:
        assert tag == "br" or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "a" not in self.open:
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
            "https://exemple.fr/(a)",
            "une.adresse+x@exemple.fr",
            "01 02 03 04 05",
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
    tags.feed(elements.html(text))
    assert tags.found <= {"p", "br", "strong", "a"} and tags.open == []
    assert all(re.match(r"https?://|mailto:|tel:\+33", link) for link in tags.links)
    letters = re.sub(r"[^a-z]", "", text.replace("&lt;", "").lower())
    said = re.sub(r"[^a-z]", "", "".join(tags.words).replace("&lt;", "").lower())
    assert said == letters


@pytest.mark.parametrize(
    "text, address",
    [
        ("Voir https://exemple.fr/a_b?x=1&y=2.", "https://exemple.fr/a_b?x=1&y=2"),
        ("Appelez le 01 02 03 04 05 !", "tel:+33102030405"),
        ("**Écrivez à une.adresse@exemple.fr**", "mailto:une.adresse@exemple.fr"),
    ],
)
def test_an_address_is_a_link_to_itself(text: str, address: str) -> None:
    tags = Tags()
    tags.feed(elements.html(text))
    assert tags.links == [address]
    assert f"]({address})" in elements.markdown(text)


def test_a_list_of_a_message_is_lines_that_phones_show() -> None:
    made = elements.html("Il faut :\n- un nom\n- **une** date\n\n1. Ouvrez\n2. Lisez")
    assert made.replace("\u00a0", " ") == (
        "<p>Il faut :<br/>• un nom<br/>• <strong>une</strong> date</p><p>1. Ouvrez<br/>2. Lisez</p>"
    )


@given(HOSTILE)
def test_markdown_makes_no_link_but_to_the_address_that_is_read(text: str) -> None:
    made = LINK.sub("", elements.markdown(text.replace("\n", " ")))
    assert not re.search(r"(?<!\\)\[", made) and not re.search(r"(?<!\\)<", made)


def test_no_line_begins_with_a_mark_nor_ends_with_a_quote() -> None:
    said = elements.typeset("Où ? Là : « ici » ! Puis ; fin")
    assert said == "Où\u00a0? Là\u00a0: «\u00a0ici\u00a0»\u00a0! Puis\u00a0; fin"


@example("é" * 200, 400)
@given(st.text(max_size=200), st.integers(1, 400))
def test_slices_lose_nothing_and_are_short_enough(text: str, times: int) -> None:
    whole = text * times
    found = cards.slices(whole)
    assert all(len(part.encode("utf-16-le", "surrogatepass")) <= 24_000 for part in found)
    kept = re.sub(r"\s", "", "".join(found))
    assert kept == re.sub(r"\s", "", whole)


def test_a_turn_too_long_for_one_message_is_cut_and_keeps_its_buttons() -> None:
    long = answer("\n\n".join(f"{n} {'mot ' * 200}" for n in range(12)), BUTTONS)
    activities = sent(answer("Un."), long, answer("Deux. " * 900), expects="nombre", echo="Oui")
    weights = [len(json.dumps(a, ensure_ascii=False).encode("utf-16-le")) for a in activities]
    assert len(activities) > 1 and max(weights) <= 2 * HEAVIEST
    told = json.dumps(activities, ensure_ascii=False)
    assert all(f"{n} mot" in told for n in range(12)) and told.count("Vous avez choisi") <= 3
    assert len(of("Input.Number", activities)) == 1
    assert len(of("Action.Submit", activities)) == len(BUTTONS) + 1


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


def test_a_letter_is_a_short_card_then_its_body_once_to_be_copied() -> None:
    made = letter()
    text = (
        f"Relisez-le.\n\nDestinataire : {made['destinataire']}\nObjet : {made['objet']}\n\n"
        f"{made['corps']}\n\nÀ fournir avec ce courriel :\n- {made['pieces'][0]}"
    )
    after = answer("Une erreur ? Dites-la-moi.", BUTTONS)
    first, body = sent(answer(text, data=made), after)
    told = words(card([first]))
    assert "Martin" not in json.dumps(first)
    assert told.count(made["objet"]) == 1 and "Une erreur ?" in told
    assert all(paper in told for paper in made["pieces"])
    lines = body["text"].split("<br/>")
    assert lines == made["corps"].strip().split("\n")  # with nothing of ours, nor any mark


def test_the_link_of_a_letter_holds_no_word_of_its_body() -> None:
    """Too many programs keep an address."""
    activities = sent(answer("Votre courriel :", data=letter()))
    links = re.findall(r"\(mailto:[^)]*\)", str(activities))
    assert links and "Martin" in str(activities)
    assert not [link for link in links if "body" in link or "Martin" in link]
