"""The answer as each door is told it: its wording, its facts, a second question offered."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, List

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels.exchange import Collector
from assistant.dialogue import points
from assistant.dialogue.doors import REST, SHELL, SITE, TEAMS, TEAMS_GROUP, Door
from assistant.wording.nlg import FactNLG

SUM = {
    "total": "260 €",
    "detail": "- 2 nuits × 120 € = 240 €",
    "lieu": "Nanterre",
    "date_retenue": "vendredi 3 avril 2026",
    "source": "un arrêté",
}


@pytest.fixture(scope="module")
def nlg() -> FactNLG:
    domain = Domain.from_yaml(
        """
        responses:
          utter_resultat_frais:
            - text: "{total}\\n{detail}"
            - {text: "{total}", channel: riche}
          utter_saisie_debut: [{text: "3 questions."}]
          utter_pour_teams:
            - text: "Pour tous."
            - {text: "En riche.", channel: riche}
            - {text: "Pour Teams.", channel: teams}
          utter_rediger_courriel: [{text: "Un repas : {indemnite_repas}.", buttons: [{title: A, payload: /a}]}]
          utter_montant_droits/montant: [{text: "Tant :\\n\\n- tout.", buttons: [{title: B, payload: /montant_droits/plafond}]}]
          utter_montant_droits/plafond: [{text: "Le plafond est de {plafond_compte.sur}.", metadata: {titre: x}}]
          utter_choisir_point: [{text: "Que voulez-vous savoir ?"}]
          utter_deuxieme_question: [{text: "Vous demandez aussi :"}]
          utter_hors_sujet: [{text: "Hors sujet."}]
          utter_hors_sujet_proche: [{text: "Sinon, choisissez."}]
        """  # noqa: E501
    )
    return FactNLG(None, domain)


def said(nlg: FactNLG, name: str, door: Door, events: List[Any], **given: Any) -> Dict[str, Any]:
    tracker = DialogueStateTracker.from_events("x", events)
    channel = Collector(door).name()
    return asyncio.run(nlg.generate(name, tracker, channel, **given)) or {}


@pytest.mark.parametrize(
    ("door", "table"),
    [(REST, False), (SHELL, False), (SITE, True), (TEAMS, True), (TEAMS_GROUP, True)],
)
def test_a_sum_is_not_said_twice_where_it_is_a_table(nlg: FactNLG, door: Door, table: bool) -> None:
    text = said(nlg, "utter_resultat_frais", door, [], **SUM)["text"]
    assert text == ("260 €" if table else "260 €\n- 2 nuits × 120 € = 240 €")


@pytest.mark.parametrize(
    ("door", "text"),
    [
        (REST, "Pour tous."),
        (SITE, "En riche."),
        (TEAMS, "Pour Teams."),
        (TEAMS_GROUP, "Pour Teams."),
    ],
)
def test_a_response_worded_for_a_door_is_said_there(nlg: FactNLG, door: Door, text: str) -> None:
    assert said(nlg, "utter_pour_teams", door, [])["text"] == text


def asked(intent: str, *second: str) -> List[Any]:
    entities = [{"entity": "deuxieme_question", "value": list(second)}] if second else []
    user = UserUttered("…", {"name": intent, "confidence": 1.0}, entities)
    return [ActionExecuted("action_listen"), user]


def test_facts_are_those_of_today(nlg: FactNLG, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, amount in (("2026-11-23", "20"), ("2023-09-21", "17,50")):
        monkeypatch.setenv("DIFE_AUJOURDHUI", day)
        answer = said(nlg, "utter_rediger_courriel", REST, asked("rediger_courriel"))
        assert answer["text"] == f"Un repas : {amount}\u00a0€."


def test_a_second_question_is_offered_first_after_the_answer_to_the_first(nlg: FactNLG) -> None:
    answer = said(nlg, "utter_rediger_courriel", REST, asked("rediger_courriel", "se_connecter"))
    assert answer["text"].endswith("Vous demandez aussi :\nMe connecter à Mon Compte Formation")
    assert [b["payload"] for b in answer["buttons"]] == ["/se_connecter", "/a"]


def test_a_second_question_is_offered_with_a_sum_and_where_its_form_begins(nlg: FactNLG) -> None:
    """Their responses bear other names than the intent."""
    for name in ("utter_resultat_frais", "utter_saisie_debut"):
        answer = said(nlg, name, REST, asked("calculer_frais", "se_connecter"), **SUM)
        assert [b["payload"] for b in answer["buttons"]] == ["/se_connecter"], name
        for beside in ((), ("frais_annexes/nuit",)):  # a sum says its own rule
            events = asked("calculer_frais", *beside)
            assert not said(nlg, name, REST, events, **SUM).get("buttons"), name


@pytest.mark.parametrize(
    "second, told",
    [
        ("montant_droits/plafond", "Le plafond est de 800\u00a0€."),
        ("montant_droits/montant", ""),  # a list: offered, not told
    ],
)
def test_a_second_answer_of_one_line_is_given_at_once(
    nlg: FactNLG, second: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-23")
    answer = said(nlg, "utter_rediger_courriel", REST, asked("rediger_courriel", second))
    found = points.point(second)
    title = found.button["title"] if found else ""
    assert answer["text"].split("\n")[-1] == f"{title} {told}".strip()
    assert answer["buttons"][0]["title"] == title


@pytest.mark.parametrize(
    "events",
    [
        asked("rediger_courriel"),
        asked("rediger_courriel", "jamais_vu"),
        asked("se_connecter", "rediger_courriel"),  # this answer is another question's
    ],
)
def test_otherwise_nothing_is_offered(nlg: FactNLG, events: List[Any]) -> None:
    answer = said(nlg, "utter_rediger_courriel", REST, events)
    assert "aussi" not in answer["text"]
    assert [b["payload"] for b in answer["buttons"]] == ["/a"]


def pointed(value: Any, intent: str = "montant_droits") -> List[Any]:
    entities = [{"entity": "point", "value": value}]
    user = UserUttered("…", {"name": intent, "confidence": 1.0}, entities)
    return [ActionExecuted("action_listen"), user]


def test_the_point_that_was_asked_is_said_with_its_source(nlg: FactNLG) -> None:
    answer = said(nlg, "utter_montant_droits", REST, pointed("plafond"))
    assert answer["text"].startswith("Le plafond est de 800")
    assert answer["point"] == "montant_droits/plafond" and "metadata" not in answer
    assert [b["payload"] for b in answer["buttons"]] == ["/demander_source"]


@pytest.mark.parametrize(
    "events",
    [[], asked("montant_droits"), pointed("inconnu"), pointed("plafond", "se_connecter")],
)
def test_no_point_asked_is_the_first(nlg: FactNLG, events: List[Any]) -> None:
    answer = said(nlg, "utter_montant_droits", REST, events)
    assert answer["text"].startswith("Tant :")
    assert answer["buttons"][0]["payload"] == '/montant_droits{"point": "plafond"}'


def test_points_in_doubt_are_offered(nlg: FactNLG) -> None:
    likely = ["montant_droits/plafond", "montant_droits/montant", "montant_droits/jamais_vu"]
    answer = said(nlg, "utter_montant_droits", REST, pointed(likely))
    assert answer["text"] == "Que voulez-vous savoir ?"
    assert [b["payload"] for b in answer["buttons"]] == [
        '/montant_droits{"point": "plafond"}',
        '/montant_droits{"point": "montant"}',
    ]


def test_an_off_topic_answer_offers_what_it_may_mean(nlg: FactNLG) -> None:
    entities = [{"entity": "point", "value": ["montant_droits/plafond"]}]
    user = UserUttered("…", {"name": "hors_sujet", "confidence": 1.0}, entities)
    answer = said(nlg, "utter_hors_sujet", REST, [ActionExecuted("action_listen"), user])
    assert answer["text"].endswith("Sinon, choisissez.")
    assert answer["buttons"][0]["payload"] == '/montant_droits{"point": "plafond"}'
