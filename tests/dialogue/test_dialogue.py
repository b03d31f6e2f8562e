"""What several rooms know of the talk: slots, intents and answers, held to what officials see."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from assistant import settings
from assistant.dialogue import intents
from assistant.dialogue.answers import Answer, Deadline, Letter, Steps, Table, payload
from assistant.dialogue.doors import door
from assistant.dialogue.intents import FALLBACK, intent, step_of, title
from assistant.dialogue.slots import expected, of_form, of_identity


@pytest.mark.parametrize(
    ("kind", "slots"),
    [
        ("nombre", ("nuits", "repas", "repas_offerts", "kilometres", "chevaux")),
        ("montant", ("prix", "solde")),
        ("date", ("date_frais", "date_formation", "date_demande", "date_validation")),
        ("telephone", ("rappel_telephone",)),
        ("commune", ("commune",)),
        ("texte", ("rappel_nom", "rappel_moment", "motif_courriel", "inconnu", None)),
    ],
)
def test_the_keyboard_of_each_answer(kind: str, slots: tuple[Any, ...]) -> None:
    assert {slot: expected(slot, {}) for slot in slots} == dict.fromkeys(slots, kind)


@pytest.mark.parametrize("kind", ["date", "texte"])
def test_the_keyboard_of_a_detail_of_the_letter(kind: str) -> None:
    asked = {"champ_courriel": {"cle": "date_naissance", "attend": kind}}
    assert expected("courriel", asked) == kind
    assert expected("courriel", {}) == "texte"


def test_what_names_somebody() -> None:
    assert of_identity("rappel") == {"rappel_nom", "rappel_telephone"}
    assert of_identity("courriel") == {"courriel"}
    assert of_identity() == of_identity("rappel") | of_identity("courriel")


def test_a_form_asks_in_order() -> None:
    assert of_form("rappel_form") == (
        "rappel_nom",
        "rappel_telephone",
        "rappel_moment",
        "rappel_relu",
    )
    assert of_form("financement_form") == ("prix", "solde", "part_mairie", "personnes")


@pytest.mark.parametrize("name", ["saluer", "affirmer", "nier", "informer", "hors_sujet"])
def test_what_means_nothing_as_a_title_is_neither_offered_nor_second(name: str) -> None:
    assert not intent(name).offered and not intent(name).second
    assert intent("montant_droits").offered and intent("montant_droits").second


def test_what_was_not_understood_brings_nothing_to_a_form_and_has_no_title() -> None:
    found = intent(FALLBACK)
    assert found.value and found.noise and not found.offered and title(FALLBACK) is None


def test_an_intent_that_nobody_named_has_no_role() -> None:
    found = intent("jamais_vu")
    assert (found.offered, found.second, found.always, found.interrupts) == (False,) * 4
    assert title("jamais_vu") is None and step_of("jamais_vu") is None


@pytest.mark.parametrize(("name", "step"), [("se_connecter", 2), ("saluer", None)])
def test_the_step_of_an_intent(name: str, step: int | None) -> None:
    assert step_of(name) == step


@pytest.fixture
def fresh() -> Iterator[None]:
    intents._intents.cache_clear()
    yield
    intents._intents.cache_clear()


def test_a_role_given_to_an_intent_that_is_not_there_is_told(
    fresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = settings.TITLES.read_text("utf-8")
    (tmp_path / "titres.yml").write_text(text.replace("bruit: [", "bruit: [hors_sujett, "), "utf-8")
    monkeypatch.setattr(settings, "TITLES", tmp_path / "titres.yml")
    with pytest.raises(ValueError, match="hors_sujett"):
        intent("saluer")


CARDS: Dict[str, Dict[str, Any]] = {
    "tableau": {
        "type": "tableau",
        "titre": "Le calcul",
        "colonnes": ("Dépense", "Montant"),
        "lignes": (("2 nuits", "240 €"),),
        "total": ("Total", "240 €"),
    },
    "agenda": {
        "type": "agenda",
        "validation": "2026-11-23",
        "formation": "2026-12-09",
        "nom": "date.ics",
        "ics": "BEGIN:VCALENDAR",
    },
    "etapes": {"type": "etapes", "etape": 2, "total": 6},
    "courriel": {
        "type": "courriel",
        "destinataire": "a@exemple.fr",
        "objet": "Demande",
        "pieces": ("une carte",),
        "corps": "Madame",
    },
}


@pytest.mark.parametrize(
    ("kind", "model"),
    [("tableau", Table), ("agenda", Deadline), ("etapes", Steps), ("courriel", Letter)],
)
def test_a_card_travels_as_json_and_comes_back(kind: str, model: type) -> None:
    card = payload(CARDS[kind])
    assert isinstance(card, model)
    assert card.to_json() == CARDS[kind], "nothing more than what was given, days as text"
    if isinstance(card, Deadline):
        assert (card.limit, card.start) == (date(2026, 11, 23), date(2026, 12, 9))


@pytest.mark.parametrize(
    "data",
    [None, "tableau", [], {}, {"type": "autre"}, {"type": "tableau"}, {"type": "agenda", "x": 1}],
)
def test_a_card_that_is_not_ours_is_none(data: Any) -> None:
    assert payload(data) is None


def test_an_answer_keeps_every_button_and_its_card() -> None:
    buttons = [{"title": "A", "payload": "/a"}, {"title": "B", "payload": "b"}]
    said = {"text": " Voici. ", "buttons": buttons, "custom": {"data": CARDS["tableau"]}}
    answer = Answer.of(said, "message-1")
    assert answer.to_json() == {
        "text": "Voici.",
        "buttons": buttons,
        "data": CARDS["tableau"],
        "answers": "message-1",
        "front": "Voici.",
        "details": [],
        "rated": True,
        "drawings": [],
    }


def test_a_door_that_nobody_described_may_be_read_by_others() -> None:
    assert door("signal").public and door("signal").name == "signal"
    assert not door("").public, "no door at all: a reminder, a test"
