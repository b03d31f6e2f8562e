"""How much an account would hold, told from the election; a former official is asked."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import conversation as talk
from actions import droits
from actions.base import today
from assistant.dialogue import points
from assistant.facts import current
from assistant.nlu.account import of_rights
from assistant.nlu.entities.finder import extract
from dife.mandates import Spending, Told
from dife.rights import estimate
from tests.actions.test_deadline import text_of


@pytest.fixture(autouse=True)
def friday(monkeypatch):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-27")


TOLD = [
    (
        "combien j'ai sur mon compte, élu depuis mars 2020, rien dépensé",
        "utter_droits_reelu",
        [
            "**800 €** au plus, sans rien dépenser",
            "300 € en 2020 + 400 € en 2021 + 100 € en 2023 = 800 €",
            "Il resterait alors 400 €",
            "font foi|fait foi",
        ],
    ),
    (
        "je suis maire depuis 2014 et je n'ai jamais rien utilisé, quel est mon solde ?",
        "utter_droits_reelu",
        ["**800 €** au plus"],
    ),
    (
        "élue en mars 2026, j'ai droit à combien sur mon compte ?",
        "utter_droits_estimes",
        ["**400 €**, si vous n'avez rien dépensé", "400 € en 2026 = 400 €"],
    ),
    (
        "élu en 2026, j'ai déjà utilisé 300 euros, combien me reste-t-il sur mon compte ?",
        "utter_droits_estimes",
        ["**100 €**", "avec 300 € dépensés"],
    ),
    (
        "conseiller départemental depuis 2021, rien dépensé, combien de droits ?",
        "utter_droits_estimes",
        ["**800 €**"],
    ),
    (
        "combien sur mon compte ? élu depuis 2020, j'ai dépensé 300",
        "utter_droits_selon_le_jour",
        ["au plus de **500 €** à **800 €**", "+ 100 € en 2023 − 300 € dépensés = 500 €"],
    ),
    (
        "élu depuis 2020, j'ai utilisé 500 euros en 2022, combien de droits j'ai ?",
        "utter_droits_reelu",
        ["**800 €**", "− 500 € dépensés en 2022 + 400 € en 2023", "= 800 €"],
    ),
    (
        "élu en 2020, réélu en mars 2026, rien dépensé, combien il me reste ?",
        "utter_droits_reelu",
        ["Élu depuis 2020 et réélu depuis, vous avez **800 €** au plus, sans rien dépenser"],
    ),
    (
        "rien dépensé, réélue en 2026, la première fois c'était en 2014, combien de droits ?",
        "utter_droits_reelu",
        ["Élu depuis 2014 et réélu depuis, vous avez **800 €** au plus"],
    ),
    (
        "mon mandat a été renouvelé en mars 2026, combien sur mon compte ?",
        "utter_droits_reelu",
        ["Réélu en 2026, vous avez **800 €** au plus"],
    ),
    (
        "en 2020 j'ai été élue puis de nouveau élue en 2026, j'ai combien ?",
        "utter_droits_reelu",
        ["Élu depuis 2020", "**800 €** au plus"],
    ),
    ("2e mandat, quel est mon solde ?", "utter_droits_reelu", ["Réélu en 2026", "**800 €**"]),
    (
        "combien j'ai de droits je suis maire élu depuis deux mille vingt et réélu en mars",
        "utter_droits_reelu",
        ["Élu depuis 2020", "**800 €**"],
    ),
    (
        "et si je suis réélu de mars 2026 j'ai combien de droits",
        "utter_droits_reelu",
        ["Réélu en 2026", "**800 €**"],
    ),
    (
        "combien reste-t-il sur mon compte, élu depuis 2020, 300 € dépensés en 2022",
        "utter_droits_reelu",
        ["300 € en 2020 + 400 € en 2021 − 300 € dépensés en 2022 + 400 € en 2023 = 800 €"],
    ),
    (
        "élu en 2020, j'ai utilisé 300 en 2022 et 200 en 2024, combien de droits ?",
        "utter_droits_reelu",
        ["avec 500 € dépensés", "− 200 € dépensés en 2024 + 200 € en 2025 = 800 €"],
    ),
    (
        "Je suis un ancien conseiller municipal de 75 ans, à la retraite, ai-je des droits ?",
        "utter_ancien_elu",
        ["avez-vous encore un mandat"],
    ),
    ("je suis ex-maire, le DIFE c'est pour moi ?", "utter_ancien_elu", ["mandat local"]),
]


@pytest.mark.parametrize("text, response, told", TOLD)
def test_an_account_is_worked_out(run, text, response, told):
    assert of_rights("", text)
    (said,) = run(talk.RecevoirValeur(), text).messages
    assert said["response"] == response
    for part in told:
        assert any(each in text_of(said) for each in part.split("|")), text_of(said)


def hear(run, *messages):
    """What is answered to the last of these messages, each answered in its turn."""
    events, out = [], None
    for text in messages:
        out = run(talk.RecevoirValeur(), text, events=list(events))
        parsed = {"text": text, "entities": [e.as_dict() for e in extract(text, today())]}
        events.append({"event": "user", "text": text, "parse_data": parsed})
        for said in out.messages:
            events.append(
                {"event": "bot", "text": "…", "metadata": {"utter_action": said["response"]}}
            )
        for pressed in out.events:
            if pressed["event"] == "user":
                events.append({"event": "bot", "metadata": {points.SAID: "montant_droits/hausse"}})
    return out


WHOLE = "élu en 2020, réélu en mars 2026, rien dépensé, combien il me reste ?"
RENEWED = "et si je suis réélu de mars 2026 j'ai combien de droits"
THEN = [
    ([WHOLE, "et si j'avais dépensé 300 en 2026 ?"], "selon_le_jour", ["**500 €** à **800 €**"]),
    ([WHOLE, "et au mois d'avril prochain ?"], "reelu", ["**800 €** au plus au 30 avril 2027"]),
    ([WHOLE, "et au 1er décembre ?"], "reelu", ["**800 €** au plus au 1er décembre 2026"]),
    ([RENEWED, "et le premier décembre ça change quoi"], "reelu", ["au 1er décembre 2026"]),
    ([RENEWED, "première fois en deux mille vingt"], "reelu", ["Élu depuis 2020 et réélu depuis"]),
    (
        ["élu depuis 2020, dépensé 300, combien de droits ?", "et si j'avais rien utilisé ?"],
        "reelu",
        ["**800 €** au plus, sans rien dépenser"],
    ),
    (
        [WHOLE, "et si j'avais dépensé 700 en 2024 ?", "et en avril 2027 ?"],
        "reelu",
        ["**800 €** au plus au 30 avril 2027, avec 700 € dépensés", "− 700 € dépensés en 2024"],
    ),
    ([WHOLE, "et si j'ai pris 250 euros en juin ?"], "selon_le_jour", ["à **800 €**, selon"]),
    ([WHOLE, "et élu en mars 2026 seulement ?"], "estimes", ["Élu depuis 2026", "**400 €**"]),
    (
        [WHOLE, "et au 1er décembre ?", "élu en 2020, réélu 2026, combien en avril 2027 ?"],
        "reelu",
        ["au 30 avril 2027"],
    ),
    ([WHOLE, "et au 1er décembre ?", "et aujourd'hui, si j'avais rien pris ?"], "reelu", ["plus,"]),
]


THEN += [
    (
        [
            "élue en 2020 et réélue en 2026, combien j'ai ?",
            "j'ai dépensé 300 en 2022",
            f"et {whose}, élu en 2026, il a combien ?",
        ],
        "estimes",
        ["**400 €**, si vous n'avez rien dépensé"],
    )
    for whose in ("mon adjoint", "notre nouveau maire", "mon collègue")
]


@pytest.mark.parametrize("messages, response, told", THEN)
def test_a_message_that_changes_one_thing_works_it_out_again(run, messages, response, told):
    said = hear(run, *messages).messages[0]
    assert said["response"] == f"utter_droits_{response}"
    for part in told:
        assert part in text_of(said), text_of(said)
    entities = [each.as_dict() for each in extract(messages[-1], today())]
    assert of_rights("frais", messages[-1], entities, points.RIGHTS)


def test_what_is_announced_is_said_after_what_is_sure(run):
    sure, announced = hear(run, WHOLE, "et au mois d'avril prochain ?").messages
    assert "**800 €** au plus au 30 avril 2027" in text_of(sure)
    said = text_of(announced)
    assert "annoncée pour le 1er décembre 2026, à confirmer" in said
    assert "**1 200 €** au plus au 30 avril 2027" in said
    assert "+ 200 € de complément en 2026 + 200 € en 2027 = 1 200 €" in said


@pytest.mark.parametrize(
    "messages, point",
    [
        (["Je vous parle de mes droits. Au 1er décembre 2026 j'aurai combien ?"], "hausse"),
        (["mes droits, j'aurai combien en avril 2027 ?", "et le premier décembre ?"], "hausse"),
        (["élu depuis 2022, combien sur mon compte ?"], "partielle"),
    ],
)
def test_what_nothing_is_known_of_is_the_rule(run, messages, point):
    events = hear(run, *messages).events
    (pressed,) = [each for each in events if each["event"] == "user"]
    assert pressed["text"] == points.payload("montant_droits", point)


@pytest.mark.parametrize(
    "text",
    [
        "et pour une formation le 12 mars ?",
        "et au 1er décembre, la nuit d'hôtel ?",
        "comment m'inscrire ?",
        "merci",
        "et le maire, il a combien ?",
        "quand est-ce crédité ?",
    ],
)
def test_another_question_after_an_account_stays_one(text):
    entities = [each.as_dict() for each in extract(text, today())]
    assert not of_rights("", text, entities, points.RIGHTS)


def test_what_was_spent_is_told_after(run):
    first = TOLD[0][0]
    answered = [
        {"event": "user", "text": first, "parse_data": {"text": first, "entities": []}},
        {"event": "bot", "text": "…", "metadata": {"utter_action": "utter_droits_reelu"}},
    ]
    text = "j'ai déjà utilisé 300"
    (said,) = run(talk.RecevoirValeur(), text, events=answered).messages
    assert of_rights("", text)
    assert said["response"] == "utter_droits_selon_le_jour" and "500 €" in text_of(said)


@pytest.mark.parametrize(
    "text",
    [
        "combien ai-je par an ?",
        "élu depuis 2020, comment créer mon compte ?",
        "je suis ancien maire et conseiller municipal, ai-je droit au DIFE ?",
        "ancien élu battu en 2026, que deviennent mes droits ?",
        "je suis retraité et conseiller municipal, y ai-je droit ?",
        "je suis ancien adjoint, toujours conseiller, ai-je droit au DIFE ?",
        "la formation coûte 900 et j'ai 400 sur mon compte",
    ],
)
def test_another_question_stays_one(text):
    assert not of_rights("", text)


def test_a_partial_election_is_not_worked_out(run):
    text = "élu depuis octobre 2022, rien dépensé, combien sur mon compte ?"
    assert not of_rights("", text)


money = st.integers(0, 900).map(Decimal)
SPENT = st.lists(st.builds(Spending, money, st.none() | st.integers(2020, 2027)), max_size=3)
_TERM = re.compile(r"(?P<sign>^|[+−=]) ?(?P<amount>[\d ]+(?:,\d\d)?) €")


@given(
    year=st.sampled_from([2014, 2020, 2026]),
    spent=SPENT,
    day=st.dates(date(2026, 4, 1), date(2029, 1, 1)),
    announced=st.booleans(),
)
def test_the_parts_that_are_named_make_the_balance(year, spent, day, announced):
    told = Told(year=year, spent=tuple(spent))
    found = estimate(told, day, current(), announced)
    for account in (found.least, found.most) if found else ():
        said = droits.proof(account, told).replace("\u00a0", " ")
        *parts, (_, total) = [
            (sign, Decimal(amount.replace(" ", "").replace(",", ".")))
            for sign, amount in _TERM.findall(said)
        ]
        assert sum(-each if sign == "−" else each for sign, each in parts) == total, said
        assert total == account.balance
        assert found.least.balance <= account.balance <= found.most.balance
