"""The cards' own harness: it accepts and draws sound cards, and tells what is wrong with others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
from jsonschema import Draft6Validator
from playwright.sync_api import Browser, Page

from tests.browser.conftest import chromium  # noqa: F401
from tests.channels.cards.rendering import (
    NEWER,
    THEMES,
    VENDOR,
    WIDTHS,
    cut,
    problems,
    render,
)

TEXT = {"type": "TextBlock", "text": "Bonjour", "wrap": True}
OPEN = {"type": "Action.OpenUrl", "title": "Ouvrir", "url": "https://exemple.fr/dif"}
SUBMIT = {"type": "Action.Submit", "title": "Estimer mes droits", "data": {"intention": "droits"}}
NAME = {"type": "Input.Text", "id": "nom", "label": "Votre nom", "placeholder": "Nom et prénom"}
DATE = {"type": "Input.Date", "id": "debut", "label": "Début du mandat", "value": "2020-03-15"}
NUMBER = {"type": "Input.Number", "id": "habitants", "label": "Habitants", "min": 0, "value": 3500}
IMAGE = {"type": "Image", "url": "https://exemple.fr/logo.png", "altText": "Logo de l'association"}


def sheet(*body: Dict[str, Any], **more: Any) -> Dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **more}


def without(element: Dict[str, Any], name: str) -> Dict[str, Any]:
    return {key: value for key, value in element.items() if key != name}


def table(*rows: List[str]) -> Dict[str, Any]:
    def cell(text: str) -> Dict[str, Any]:
        return {"type": "TableCell", "items": [{**TEXT, "text": text}]}

    return {
        "type": "Table",
        "columns": [{"width": 2}, {"width": 1}],
        "rows": [{"type": "TableRow", "cells": list(map(cell, row))} for row in rows],
    }


GOOD = {
    "text": (sheet({**TEXT, "style": "heading"}), ["Bonjour"]),
    "markdown": (
        sheet(
            {**TEXT, "text": "**Oui**, [le site](https://exemple.fr)\n\n- un\n- deux\n\n<b>x</b>"}
        ),
        ["Oui, le site", "un", "deux", "<b>x</b>"],
    ),
    "facts": (
        sheet({"type": "FactSet", "facts": [{"title": "Droits", "value": "400\u202f€"}]}),
        ["Droits", "400 €"],
    ),
    "table": (
        sheet(table(["Formation", "Prix"], ["Finances locales", "800 €"])),
        ["Formation", "Prix", "Finances locales", "800 €"],
    ),
    "inputs": (
        sheet(NAME, {**DATE, "isRequired": True, "errorMessage": "Indiquez la date."}, NUMBER),
        ["Votre nom", "Nom et prénom", "Début du mandat *", "2020-03-15", "Habitants", "3500"],
    ),
    "choices": (
        sheet(
            {
                "type": "Input.ChoiceSet",
                "id": "mandat",
                "label": "Mandat",
                "value": "m",
                "choices": [{"title": "Maire", "value": "m"}, {"title": "Adjoint", "value": "a"}],
            },
            {"type": "Input.Toggle", "id": "accord", "label": "Accord", "title": "J'accepte"},
        ),
        ["Mandat", "Maire", "Accord", "J'accepte"],
    ),
    "actions": (sheet(TEXT, actions=[SUBMIT, OPEN]), ["Bonjour", "Estimer mes droits", "Ouvrir"]),
    "action set": (
        sheet({"type": "ActionSet", "actions": [{**SUBMIT, "style": "positive"}, OPEN]}),
        ["Estimer mes droits", "Ouvrir"],
    ),
    "columns": (
        sheet(
            {
                "type": "ColumnSet",
                "columns": [
                    {"type": "Column", "width": "auto", "items": [{**IMAGE, "size": "Small"}]},
                    {"type": "Column", "width": "stretch", "items": [TEXT]},
                ],
            },
            {"type": "Container", "style": "emphasis", "items": [{**TEXT, "text": "À savoir"}]},
        ),
        ["Bonjour", "À savoir"],
    ),
    "full width": (sheet(TEXT, msteams={"width": "Full"}), ["Bonjour"]),
}
NESTED = {"type": "Container", "items": [{"type": "Container", "items": [without(NAME, "label")]}]}
BAD = [
    ({}, "'version' is a required property"),
    (without(sheet(TEXT), "type"), "'type' is a required property"),
    (without(sheet(TEXT), "version"), "'version' is a required property"),
    ({**sheet(TEXT), "type": "Card"}, "no element of type 'Card' here"),
    ({**sheet(TEXT), "version": "1.6"}, "$.version: '1.6' is not one of"),
    ({**sheet(TEXT), "boby": []}, "'boby' was unexpected"),
    (sheet({"type": "Badge", "text": "Nouveau"}), "$.body[0]: no element of type 'Badge' here"),
    (sheet({"text": "Bonjour"}), "$.body[0]: no element of type None here"),
    (sheet(OPEN), "$.body[0]: no element of type 'Action.OpenUrl' here"),
    (sheet(actions=[TEXT]), "$.actions[0]: no element of type 'TextBlock' here"),
    (sheet({**TEXT, "warp": True}), "$.body[0]: Additional properties are not allowed ('warp'"),
    (sheet({**TEXT, "text": " "}), "$.body[0].text: "),
    (sheet({**TEXT, "spacing": "largest"}), "$.body[0].spacing: "),
    (sheet({**TEXT, "size": 3}), "$.body[0].size: "),
    (sheet({**TEXT, "wrap": "true"}), "$.body[0].wrap: 'true' is not of type 'boolean'"),
    (sheet(without(NAME, "id")), "$.body[0]: 'id' is a required property"),
    (sheet(without(DATE, "label")), "$.body[0]: 'label' is a required property"),
    (sheet({**NUMBER, "label": ""}), "$.body[0].label: "),
    (sheet({**NUMBER, "value": "3500"}), "$.body[0].value: '3500' is not of type 'number'"),
    (sheet({**DATE, "value": "15/03/2020"}), "$.body[0].value: '15/03/2020' is not a 'date'"),
    (sheet({**NAME, "isRequired": True}), "$.body[0]: required, without an errorMessage"),
    (sheet(NESTED), "$.body[0].items[0].items[0]: 'label' is a required property"),
    (sheet(NAME, {**DATE, "id": "nom"}), "$.body[1]: the id 'nom' is taken"),
    (sheet(without(IMAGE, "altText")), "$.body[0]: 'altText' is a required property"),
    (sheet({**IMAGE, "url": "logo.png"}), "$.body[0].url: "),
    (sheet(actions=[without(SUBMIT, "title")]), "$.actions[0]: 'title' is a required property"),
    (sheet(actions=[{**SUBMIT, "data": 1}]), "$.actions[0].data: "),
    (sheet(actions=[{**OPEN, "url": "javascript:alert(1)"}]), "$.actions[0].url: "),
    (sheet(actions=[OPEN] * 7), "$.actions: "),
    (sheet({"type": "FactSet", "facts": [{"title": "Droits"}]}), "'value' is a required property"),
    (sheet(table(["un", "deux"], ["un", "deux", "trois"])), "$.body[0].rows[1]: 2 columns"),
    (sheet(TEXT, msteams={"width": "full"}), "$.msteams.width: "),
    ({**sheet(table(["un", "deux"])), "version": "1.4"}, "Table came with version 1.5"),
    ({**sheet(NAME), "version": "1.2"}, "Input.Text.label came with version 1.3"),
]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:  # noqa: F811
    context = chromium.new_context(locale="fr-FR", viewport={"width": 640, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", GOOD)
def test_a_sound_card_is_accepted_and_drawn(page: Page, name: str, tmp_path: Path) -> None:
    made, texts = GOOD[name]
    assert problems(made) == []
    assert problems({**made, "version": NEWER}, NEWER) == []
    for width in WIDTHS:
        assert render(page, made, tmp_path / "card.png", width).splitlines() == texts
        assert cut(page) == []
        picture = (tmp_path / "card.png").read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20], "big") == width


def test_each_theme_is_another_picture(page: Page, tmp_path: Path) -> None:
    for theme in THEMES:
        render(page, sheet(TEXT), tmp_path / f"{theme}.png", theme=theme)
    assert len({(tmp_path / f"{theme}.png").read_bytes() for theme in THEMES}) == len(THEMES)


@pytest.mark.parametrize(("made", "told"), BAD, ids=[told for _, told in BAD])
def test_a_bad_card_is_refused(made: Dict[str, Any], told: str) -> None:
    assert any(told in problem for problem in problems(made)), problems(made)


def test_the_published_schema_alone_would_let_these_pass() -> None:
    published = Draft6Validator(json.loads((VENDOR / "adaptive-card-1.5.json").read_text("utf-8")))
    for made in ({}, sheet({**TEXT, "spacing": "largest"}), sheet(without(IMAGE, "altText"))):
        assert published.is_valid(made) and problems(made)


def test_buttons_fields_and_pictures_are_real(page: Page, tmp_path: Path) -> None:
    render(page, sheet(NAME, DATE, NUMBER, IMAGE, actions=[SUBMIT, OPEN]), tmp_path / "card.png")
    assert page.get_by_role("button", name="Estimer mes droits").is_visible()
    assert page.get_by_role("link", name="Ouvrir").is_visible()
    assert page.get_by_label("Votre nom").get_attribute("type") == "text"
    assert page.get_by_label("Début du mandat").input_value() == "2020-03-15"
    assert page.get_by_label("Habitants").get_attribute("type") == "number"
    assert (
        page.get_by_role("img", name="Logo de l'association").evaluate("it => it.naturalWidth")
        == 64
    )


def test_what_the_renderer_leaves_out_is_an_error(page: Page, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Badge"):
        render(page, sheet({"type": "Badge", "text": "Nouveau"}), tmp_path / "card.png")


def test_what_does_not_fit_is_told(page: Page, tmp_path: Path) -> None:
    long = "Une phrase bien trop longue pour tenir sur une seule ligne de la carte"
    render(page, sheet(without({**TEXT, "text": long}, "wrap")), tmp_path / "card.png")
    assert cut(page) == [long]
    render(page, sheet(actions=[{**SUBMIT, "title": long}]), tmp_path / "card.png")
    assert cut(page) == [long]


def test_buttons_share_one_line_and_are_cut(page: Page, tmp_path: Path) -> None:
    """As in Teams, which wraps neither the titles nor the buttons of a set."""
    titles = [f"Une réponse possible, n° {number}" for number in range(1, 5)]
    made = sheet(actions=[{**SUBMIT, "title": title} for title in titles])
    render(page, made, tmp_path / "card.png")
    assert cut(page) == titles
    tops = {page.get_by_role("button", name=title).bounding_box()["y"] for title in titles}
    assert len(tops) == 1


def test_vendored_files_point_nowhere() -> None:
    for path in VENDOR.iterdir():
        text = path.read_text("utf-8")
        assert not re.search("sourceMappingURL|npmjs|registry", text), path.name
