"""Sums of allowances as strangers told them: none offered, several towns, several people, a car."""

from __future__ import annotations

import pytest

from actions.calculations.allowances import AllowancesForm
from actions.conversation import RecevoirValeur
from tests.support.places import lieu

FORM = {"form": "frais_form"}
ORLEANS = {"nuits": 2, "repas": 3, "repas_offerts": 1, "commune": lieu("Orléans")}
GRENOBLE = {"nuits": 2, "repas": 6, "commune": lieu("Grenoble")}


def stays(*each):
    return [{"nuits": nights, "commune": lieu(town)} for nights, town in each]


TWO = {
    "nuits": 3,
    "repas": 6,
    "commune": lieu("Lyon"),
    "sejours": stays((1, "Lyon"), (2, "Grenoble")),
}
EACH = {
    "nuits": 2,
    "repas": 4,
    "commune": lieu("Grenoble"),
    "sejours": stays((1, "Grenoble"), (1, "Lyon")),
}


def again(run, text, memory, **more):
    memory = {"objet": "frais", **memory}
    slots = {"dernier_calcul": memory, "calcul_frais": memory}
    return run(RecevoirValeur(), text, slots=slots, **more)


@pytest.mark.parametrize(
    "text, nights, meals",
    [
        ("Finalement une nuit et 3 repas, aucun offert", 1, 3),
        ("Non, aucun repas n'est offert", 2, 3),
        ("pas d'offerts", 2, 3),
        ("rien n'est offert", 2, 3),
        ("aucun n'est offert", 2, 3),
        ("4 repas, rien d'offert", 2, 4),
        ("en fait on ne nous offre rien", 2, 3),
        ("sans repas offert", 2, 3),
    ],
)
def test_none_offered_is_no_meal_less(run, text, nights, meals):
    made = again(run, text, ORLEANS).slots["dernier_calcul"]
    assert (made["nuits"], made["repas"], made.get("repas_offerts") or 0) == (nights, meals, 0)


def test_none_offered_leaves_the_meals_to_be_asked(run):
    slots = {"requested_slot": "repas", "nuits": 2}
    outcome = run(AllowancesForm(), "aucun n'est offert", slots=slots, **FORM)
    assert outcome.slots.get("repas") is None and outcome.slots["requested_slot"] == "repas"
    assert run(AllowancesForm(), "aucun", slots=slots, **FORM).slots["repas"] == 0


def test_meals_told_by_how_often_one_eats(run):
    slots = {"requested_slot": "repas", "nuits": 1}
    assert run(AllowancesForm(), "si je mange deux fois", slots=slots, **FORM).slots["repas"] == 2


@pytest.mark.parametrize(
    "text, memory, lived, total",
    [
        ("non j'ai dit 1 nuit à lyon aussi", GRENOBLE, "2 Grenoble, 1 Lyon", "420 €"),
        ("je repars un jour plus tôt de grenoble", TWO, "1 Lyon, 1 Grenoble", "330 €"),
        ("je repars un jour plus tôt", TWO, "1 Lyon, 1 Grenoble", "330 €"),
        ("j'arrive un jour plus tard", TWO, "2 Grenoble", "300 €"),
        ("je repars deux jours plus tard", TWO, "1 Lyon, 4 Grenoble", "600 €"),
        ("la deuxième nuit c'est à lyon pas grenoble", TWO, "2 Lyon, 1 Grenoble", "450 €"),
        ("la deuxième nuit c'est à lyon pas grenoble", GRENOBLE, "1 Grenoble, 1 Lyon", "330 €"),
        ("la première nuit c'est à lyon pas grenoble", EACH, "2 Lyon", "320 €"),
        ("non deux nuits dont une à Paris", ORLEANS, "1 Orléans, 1 Paris", "270 €"),
        ("trois nuits, dont la première à Lyon", GRENOBLE, "1 Lyon, 2 Grenoble", "420 €"),
        ("finalement tout à Grenoble", TWO, "3 Grenoble", "390 €"),
    ],
)
def test_each_town_keeps_its_nights(run, text, memory, lived, total):
    outcome = again(run, text, memory)
    made = outcome.slots["dernier_calcul"]
    told = made.get("sejours") or [{"nuits": made["nuits"], "commune": made["commune"]}]
    assert ", ".join(f"{each['nuits']} {each['commune']['label']}" for each in told) == lived
    assert outcome.marker("total") == total


@pytest.mark.parametrize("text", ["Grenoble", "et à Tours aussi", "plutôt à Lyon"])
def test_a_town_that_may_stand_for_some_of_the_nights_is_asked(run, text):
    pressed = again(run, text, TWO).events[-1]
    entities = list(pressed["parse_data"]["entities"])
    begun = run(AllowancesForm(), text, "calculer_frais", entities=entities, **FORM)
    assert begun.slots["requested_slot"] == "sejours"


def test_the_town_of_the_other_nights_is_asked(run):
    slots = {"requested_slot": "nuits"}
    text = "deux nuits dont une à Paris et 3 repas"
    begun = run(AllowancesForm(), text, slots=slots, **FORM).slots
    assert begun["requested_slot"] == "commune" and begun["nuits"] == 2
    done = run(AllowancesForm(), "Tours", slots=begun, **FORM).slots
    assert done["requested_slot"] is None
    assert [(e["nuits"], e["commune"]["label"]) for e in done["sejours"]] == [
        (1, "Paris"),
        (1, "Tours"),
    ]


def test_the_rest_of_the_nights_is_the_other_town_s(run, turn):
    slots = {"requested_slot": "nuits"}
    text = "4 nuits : une à Paris, le reste à Tours"
    made = run(AllowancesForm(), text, slots=slots, **FORM).slots
    assert [each["nuits"] for each in made["sejours"]] == [1, 3] and made["nuits"] == 4


ASKED = [
    {"event": "user", "text": "Saint-Denis", "parse_data": {}},
    {
        "event": "bot",
        "metadata": {"utter_action": "utter_commune_ambigue"},
        "data": {
            "buttons": [
                {"title": label, "payload": label}
                for label in ("Saint-Denis (93)", "Saint-Denis (La Réunion)")
            ]
        },
    },
]


@pytest.mark.parametrize(
    "text, label",
    [
        ("celui près de Paris", "Saint-Denis (93)"),
        ("en banlieue", "Saint-Denis (93)"),
        ("le 93", "Saint-Denis (93)"),
        ("le deuxième", "Saint-Denis (La Réunion)"),
        ("l'île", "Saint-Denis (La Réunion)"),
        ("finalement à Lyon, pas en banlieue", "Lyon"),
    ],
)
def test_the_place_asked_is_chosen_among_those_proposed(run, text, label):
    slots = {"requested_slot": "commune", "nuits": 1, "repas": 2}
    outcome = run(AllowancesForm(), text, slots=slots, events=ASKED, **FORM)
    assert outcome.slots["commune"]["label"] == label


def test_a_department_said_with_the_town_is_enough(run):
    slots = {"requested_slot": "commune", "nuits": 1, "repas": 2}
    outcome = run(AllowancesForm(), "je dors à Saint-Denis dans le 93", slots=slots, **FORM)
    assert outcome.slots["commune"]["label"] == "Saint-Denis (93)"
