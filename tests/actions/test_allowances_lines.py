"""What changes a sum of allowances in a line, or is said in the middle of its questions."""

from __future__ import annotations

import pytest

from actions import conversation as talk
from actions.calculations.allowances import AllowancesForm, AskDistance, ComputeAllowances
from tests.support.places import lieu

FORM = {"form": "frais_form"}
LYON = {"objet": "frais", "nuits": 3, "repas": 6, "commune": lieu("Lyon")}
OFFERED = {**LYON, "repas_offerts": 2}
CAR = {**LYON, "kilometres": 340, "chevaux": 7}
DATED = {**LYON, "date_frais": "2023-09-20"}
STAYS = [
    {"nuits": 2, "commune": lieu("Tours")},
    {"nuits": 1, "commune": lieu("Lyon")},
]
TWO = {**LYON, "repas": 4, "commune": lieu("Tours"), "sejours": STAYS}


def said(run, memory, text, **more):
    return run(talk.RecevoirValeur(), text, slots={"dernier_calcul": memory, **more})


@pytest.mark.parametrize(
    "memory, text, sum_",
    [
        # meals given free
        (LYON, "deux de ces repas étaient offerts", "440 €"),
        (LYON, "et si le repas du 12 à midi est offert ?", "460 €"),
        (LYON, "le dernier repas offert finalement", "460 €"),
        (LYON, "tous les repas sont offerts finalement", "360 €"),
        (OFFERED, "et un troisième aussi", "420 €"),
        (OFFERED, "et si aucun n'était offert ?", "480 €"),
        # what is left out, and comes back
        (OFFERED, "sans les repas", "360 €"),
        (OFFERED, "combien sans les repas", "360 €"),
        (LYON, "sans la dernière nuit", "360 €"),
        (LYON, "un repas de moins", "460 €"),
        (LYON, "-1 repas", "460 €"),
        (LYON, "nuit de plus", "600 €"),
        (LYON, "non 2 nuits. repas 5", "340 €"),
        (LYON, "et si je repartais le soir même, sans coucher à l'hôtel ?", "120 €"),
        # the car
        (CAR, "train à la place de la voiture", "480 €"),
        (CAR, "finalement en train", "480 €"),
        (CAR, "sans les kilomètres", "480 €"),
        (CAR, "plus 25 km de parking", "629,65 €"),
        (CAR, "et 25 km de plus", "629,65 €"),
        (CAR, "pardon 170", "549,70 €"),
        (LYON, "2 x 212 km avec ma 7 CV", "653,84 €"),
        (LYON, "212 km à l'aller, autant au retour, 7 cv", "653,84 €"),
        (LYON, "voiture 388 km ds chaque sens, 5 chevaux", "728,32 €"),
        # the town
        (LYON, "ce n'est pas à Lyon mais à Tours", "390 €"),
        (LYON, "Tours au lieu de Lyon", "390 €"),
        (LYON, "changez Lyon par Tours", "390 €"),
        (TWO, "changez Tours par Paris", "480 €"),
        (TWO, "ôtez celle de Tours", "200 €"),
        (TWO, "enlevez la nuit de Lyon", "260 €"),
        # the day
        (DATED, "je voulais dire 2024", "480 €"),
        (DATED, "et si c'était une semaine plus tard ?", "480 €"),
    ],
)
def test_a_line_changes_the_sum(run, memory, text, sum_):
    assert said(run, memory, text).marker("total") == sum_


def after(run, *texts, memory=LYON):
    """The outcome of lines that change a sum, one after the other."""
    for text in texts:
        outcome = said(run, memory, text)
        memory = outcome.slots["dernier_calcul"]
    return outcome


@pytest.mark.parametrize(
    "texts, sum_",
    [
        (("sans l'hôtel", "remettez l'hôtel"), "480 €"),
        (("sans les repas", "remettez les repas"), "480 €"),
        (("rajoutez un repas", "enlevez le"), "480 €"),
        (("4 nuits", "enlevez-la"), "480 €"),
        (("4 nuits", "non, remettez comme avant"), "480 €"),
        (("340 km en 7 cv", "train à la place de la voiture", "remettez la voiture"), "619,40 €"),
    ],
)
def test_what_was_changed_comes_back(run, texts, sum_):
    assert after(run, *texts).marker("total") == sum_


def test_the_stays_come_back_with_the_hotel(run):
    back = after(run, "sans l'hôtel", "remettez la nuit", memory=TWO)
    assert back.marker("total") == "380 €"


@pytest.mark.parametrize("text", ["voiture 110 km aller simple, 5 cv", "465 km aller, 6 CV"])
def test_the_way_back_is_asked(run, text):
    pressed = said(run, LYON, text).events[-1]
    entities = list(pressed["parse_data"]["entities"])
    begun = run(AllowancesForm(), text, intent="calculer_frais", entities=entities, **FORM)
    assert begun.slots["requested_slot"] == "kilometres"
    there = begun.slots["kilometres"]["aller"]
    asked = run(AskDistance(), slots=begun.slots)
    assert [b["payload"] for b in asked.messages[0]["buttons"]] == [
        f"{2 * there} km en tout",
        f"{there} km en tout",
        "sans la voiture",
    ]
    for answer, intent, far in (
        ("oui", "affirmer", 2 * there),
        ("aller et retour", "informer", 2 * there),
        ("non", "nier", there),
        (f"{there} km en tout", "informer", there),
    ):
        done = run(AllowancesForm(), answer, intent=intent, slots=begun.slots, **FORM)
        assert done.slots["kilometres"] == far
        assert done.slots["requested_slot"] is None


def test_a_way_alone_is_asked_of_the_distance_held(run):
    pressed = said(run, CAR, "c'est un aller simple").events[-1]
    found = {e["entity"]: e["value"] for e in pressed["parse_data"]["entities"]}
    assert found["kilometres"] == {"aller": 340} and found["chevaux"] == 7


@pytest.mark.parametrize(
    "text", ["le maire prend sa voiture 7 CV, 340 km", "mon collègue il a une 5 CV, il fait 40 km"]
)
def test_a_car_of_somebody_else_joins_no_sum_in_silence(run, text):
    outcome = said(run, LYON, text)
    assert outcome.responses == ["utter_voiture_autre"] and not outcome.slots
    added = said(run, LYON, outcome.messages[0]["buttons"][0]["payload"])
    assert added.slots["dernier_calcul"]["kilometres"] in (340, 40)


@pytest.mark.parametrize(
    "text, together",
    [
        ("pour les deux conseillers, 2 nuits chacun", " Pour 2 personnes : 720 €."),
        ("2 nuits chacun", ""),
    ],
)
def test_the_sum_is_that_of_one_person(run, text, together):
    outcome = said(run, LYON, text)
    assert "utter_resultat_frais_personnes" in outcome.responses
    assert outcome.marker("ensemble") == together


def test_a_day_given_is_kept_in_a_new_sum(run):
    outcome = run(
        AllowancesForm(),
        "4 nuits, 5 repas",
        intent="calculer_frais",
        slots={"calcul_frais": DATED},
        **FORM,
    )
    assert outcome.slots["date_frais"] == "2023-09-20"
    assert outcome.slots["commune"] == lieu("Lyon")


ASKED = {"requested_slot": "commune", "nuits": 4, "repas": 8, "date_frais": "2023-09-20"}


@pytest.mark.parametrize("intent", ["informer", "repas_offert"])
@pytest.mark.parametrize(
    "text, slot, value",
    [
        ("quatre de ces repas étaient inclus", "repas_offerts", 4),
        ("non deux de ces repas étaient offerts", "repas_offerts", 2),
        ("tous les repas étaient offerts", "repas_offerts", 8),
        ("et 2 x 50 km", "kilometres", 100),
        ("repas 6", "repas", 6),
    ],
)
def test_what_is_said_in_the_middle_is_kept(run, text, slot, value, intent):
    outcome = run(AllowancesForm(), text, intent=intent, slots=ASKED, **FORM)
    assert outcome.slots[slot] == value
    assert outcome.slots["requested_slot"] == "commune"


def test_a_year_said_in_the_middle_is_that_of_the_day(run):
    slots = {"requested_slot": "nuits", "date_frais": "2023-09-20"}
    outcome = run(AllowancesForm(), "je voulais dire 2024", slots=slots, **FORM)
    assert outcome.slots["date_frais"] == "2024-09-20" and outcome.slots.get("nuits") is None


@pytest.mark.parametrize(
    "text, meals, offered",
    [
        ("repas 6", 6, None),
        ("repas : 6", 6, None),
        ("quatre à régler", 4, None),
        ("il m'en restera donc quatre à régler de ma poche", 4, None),
        ("cinq, dont le dîner offert", 5, 1),
        ("comptons-en cinq, encore que le dîner nous sera gracieusement offert", 5, 1),
    ],
)
def test_meals_in_an_answer(run, text, meals, offered):
    slots = {"requested_slot": "repas", "nuits": 2, "commune": lieu("Lyon")}
    outcome = run(AllowancesForm(), text, slots=slots, **FORM)
    assert (outcome.slots["repas"], outcome.slots.get("repas_offerts")) == (meals, offered)


@pytest.mark.parametrize(
    "text", ["À Lyon, dans le quartier de la Croix-Rousse, cher à Guignol.", "Lyon, je le répète."]
)
def test_a_town_among_other_names(run, text):
    slots = {"requested_slot": "commune", "nuits": 2, "repas": 4}
    assert run(AllowancesForm(), text, slots=slots, **FORM).slots["commune"] == lieu("Lyon")


def test_no_after_too_many_meals_is_no_zero(run):
    doubt = {"event": "bot", "metadata": {"utter_action": "utter_repas_trop"}}
    events = [{"event": "user", "text": "40 repas", "parse_data": {}}, doubt]
    slots = {"requested_slot": "repas", "nuits": 2}
    outcome = run(AllowancesForm(), "non", "nier", slots, "frais_form", events=events)
    assert outcome.slots.get("repas") is None and outcome.slots["requested_slot"] == "repas"


def test_a_rate_unknown_keeps_what_was_said(run):
    slots = {"nuits": 0, "repas": 2, "date_frais": "2019"}
    made = run(ComputeAllowances(), slots=slots).slots["dernier_calcul"]
    assert said(run, made, "et en 2022 ?").marker("total") == "35 €"
