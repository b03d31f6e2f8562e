"""Sums of allowances as strangers told them: none offered, several towns, several people, a car."""

from __future__ import annotations

import pytest

from actions.calculations.allowances import AllowancesForm, AskDistance, ComputeAllowances
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


CAR = {"nuits": 0, "repas": 3, "kilometres": 180, "chevaux": 5}


@pytest.mark.parametrize(
    "text, held, told",
    [
        ("et pour les trois élus ?", None, {"personnes": "3", "ensemble": "352,80 €"}),
        ("pour nous 4, ça fait combien ?", None, {"personnes": "4", "ensemble": "470,40 €"}),
        ("il y a aussi 2 adjoints, mêmes frais", None, {"personnes": "3"}),
        ("il y a aussi 2 adjoints, mêmes frais", 3, {"personnes": "5", "ensemble": "588 €"}),
        ("L'un a une 7 CV", None, {"personne": "133,80 €", "ensemble": ""}),
        (
            "L'un des trois a finalement une 7 CV",
            3,
            {"personne": "133,80 €", "ensemble": " Avec 2 autres à 117,60 € : 369 € en tout."},
        ),
        ("4 repas", 3, {"total": "137,60 €", "ensemble": " Pour 3 personnes : 412,80 €."}),
    ],
)
def test_a_sum_of_several_persons(run, text, held, told):
    outcome = again(run, text, {**CAR, **({"personnes": held} if held else {})})
    assert {name: outcome.marker(name) for name in told} == told


@pytest.mark.parametrize(
    "text",
    [
        "Pour les trois, quel total ?",
        "les deux adjoints",
        "nous sommes 4",
        "les trois",
        "à 4 élus",
        "notre adjoint participe lui aussi, du coup 3",
    ],
)
@pytest.mark.parametrize("asked", ["nuits", "repas"])
def test_a_number_of_persons_is_neither_nights_nor_meals(run, text, asked):
    slots = {"requested_slot": asked, **({"nuits": 1} if asked == "repas" else {})}
    outcome = run(AllowancesForm(), text, slots=slots, **FORM)
    assert outcome.responses == ["utter_frais_personnes"]
    assert outcome.slots["requested_slot"] == asked and outcome.slots.get(asked) is None


DRIVING = {
    "requested_slot": "kilometres",
    "nuits": 1,
    "repas": 2,
    "commune": lieu("Tours"),
    "kilometres": {"aller": 130},
    "chevaux": 6,
}


@pytest.mark.parametrize("intent", ["informer", "transport"])
@pytest.mark.parametrize(
    "text, far",
    [
        ("finalement je prends le train", 0),
        ("laisse tomber la voiture je prends le train", 0),
        ("sans la voiture", 0),
        ("les deux", 260),
        ("260 km en tout", 260),
    ],
)
def test_the_way_back_is_answered_or_the_car_dropped(run, text, far, intent):
    outcome = run(AllowancesForm(), text, intent=intent, slots=DRIVING, **FORM)
    assert outcome.slots["kilometres"] == far and outcome.slots["requested_slot"] is None


def test_the_way_back_is_never_asked_twice_in_the_same_words(run):
    asked = {"event": "bot", "metadata": {"utter_action": "utter_ask_retour"}}
    first = run(AskDistance(), "6 cv j'ai dit", slots=DRIVING)
    events = [{"event": "user", "text": "130 km à l'aller", "parse_data": {}}, asked]
    second = run(AskDistance(), "6 cv j'ai dit", slots=DRIVING, events=events)
    assert first.responses == ["utter_ask_retour"] != second.responses
    assert [b["title"] for b in second.messages[0]["buttons"]][-1] == "Sans la voiture"


def test_a_car_told_in_two_messages_is_a_sum(run):
    first = run(AllowancesForm(), "j'y vais en voiture avec ma 5 chevaux", "calculer_frais", **FORM)
    assert first.slots["requested_slot"] == "kilometres"
    done = run(AllowancesForm(), "je fais 120 km aller retour", slots=first.slots, **FORM).slots
    assert done["requested_slot"] is None
    assert run(ComputeAllowances(), slots={**first.slots, **done}).marker("total") == "38,40 €"


TOURS = {"nuits": 1, "repas": 3, "commune": lieu("Tours")}


@pytest.mark.parametrize(
    "text, train",
    [
        ("et le billet de train de 84 € ?", None),
        ("train 84 €", None),
        ("84 €", True),
    ],
)
def test_a_ticket_at_a_price_is_told_beside_the_sum(run, text, train):
    outcome = again(run, text, {**TOURS, **({"train": train} if train else {})})
    assert outcome.responses == ["utter_resultat_frais_billet"]
    assert (outcome.marker("billet"), outcome.marker("ensemble")) == ("84 €", "234 €")
    assert outcome.slots["dernier_calcul"]["train"] == "84"


def test_a_price_of_nothing_told_is_asked_about(run):
    outcome = again(run, "84 €", TOURS)
    assert outcome.responses == ["utter_frais_prix"]
    assert (
        again(run, outcome.messages[0]["buttons"][0]["payload"], TOURS).marker("billet") == "84 €"
    )


def test_a_sum_written_out_is_answered_by_the_sum(run):
    outcome = again(run, "150 + 84 = 234 alors ?", {**TOURS, "train": "84"})
    assert outcome.responses == ["utter_resultat_frais", "utter_resultat_frais_billet"]


@pytest.mark.parametrize(
    "text, day, total",
    [
        ("et le vingt et un septembre", "2023-09-21", "125 €"),
        ("le 12 décembre", "2023-12-12", "150 €"),
        ("en août", "2023-08", "122,50 €"),
        ("le 12 décembre 2026", "2026-12-12", "150 €"),
    ],
)
def test_a_day_without_a_year_keeps_the_past_year_of_the_sum(run, text, day, total):
    outcome = again(run, text, {**TOURS, "date_frais": "2023-09-22"})
    assert outcome.slots["dernier_calcul"]["date_frais"] == day
    assert outcome.marker("total") == total


def test_what_changed_comes_first(run):
    outcome = again(run, "Finalement une nuit et 3 repas, aucun offert", ORLEANS)
    assert outcome.responses == ["utter_resultat_frais_change"]
    assert outcome.marker("changement") == "1 nuit, 3 repas, aucun offert"
    assert outcome.marker("avant") == "au lieu de 220 €"


def test_what_comes_next_is_said_after_a_sum(run):
    said = {"event": "bot", "metadata": {"utter_action": "utter_resultat_frais"}}
    events = [{"event": "user", "text": "1 nuit", "parse_data": {}}, said]
    assert again(run, "et sinon ?", TOURS, events=events).responses == ["utter_frais_suite"]


def beside(count):
    """So many messages that something else than the form answered."""
    for index in range(count):
        yield {"event": "action", "name": "action_listen"}
        yield {"event": "user", "text": f"question {index}", "parse_data": {}}
        yield {"event": "action", "name": "utter_choisir_point"}


@pytest.mark.parametrize("before, waits", [(3, False), (4, True)])
def test_a_form_waits_when_five_messages_speak_of_something_else(run, before, waits):
    slots = {"requested_slot": "date_frais", "nuits": 1, "repas": 1, "mois_frais": "2023-09"}
    slots["commune"] = lieu("Tours")
    outcome = run(
        AllowancesForm(),
        "qui peut m'aider ?",
        "contact",
        slots,
        events=list(beside(before)),
        after=({"event": "action", "name": "utter_contact"},),
        **FORM,
    )
    assert (outcome.slots["requested_slot"] is None) == waits
    assert bool(outcome.slots.get("en_attente")) == waits


def test_a_form_that_waits_is_offered_again(run):
    slots = {"nuits": 1, "repas": None, "en_attente": ["frais_form"]}
    assert run(ComputeAllowances(), slots=slots).responses == ["utter_saisie_en_attente"]


@pytest.mark.parametrize(
    "text",
    [
        "nantes 2 nuits tours 1 nuit",
        "lyon 1 nuit puis grenoble 2 nuits 6 repas dont 2 offerts",
        "une nuit à Nantes puis Tours pour 2 nuits, 6 repas",
    ],
)
def test_every_town_of_a_sentence_has_its_nights(run, text):
    slots = {"requested_slot": "nuits"}
    made = run(AllowancesForm(), text, slots=slots, **FORM).slots
    assert made["nuits"] == 3 and sorted(each["nuits"] for each in made["sejours"]) == [1, 2]


@pytest.mark.parametrize(
    "text, day, days",
    [
        ("du 12 au 14", "2027-03-12", "3 jours"),
        ("le 12 au 14", "2027-03-12", "3 jours"),
        ("ce sera du 3 au 4 avril", "2027-04-03", "2 jours"),
    ],
)
def test_a_span_where_nights_are_asked_is_of_the_month_said_and_asks_the_nights(
    run, text, day, days
):
    slots = {"requested_slot": "nuits", "date_frais": "2027-03"}
    outcome = run(AllowancesForm(), text, slots=slots, **FORM)
    assert outcome.slots["date_frais"] == day and outcome.slots.get("nuits") is None
    assert "utter_jours_pas_nuits" in outcome.responses and outcome.marker("jours") == days
