"""The allowances form: a month whose rates change, limits, what a case does not need."""

from __future__ import annotations

import pytest

from actions.calculations.allowances import AllowancesForm, ComputeAllowances
from tests.support.places import lieu

FORM = {"form": "frais_form"}
CHANGED = {
    "requested_slot": "date_frais",
    "mois_frais": "2023-09",
    "nuits": 1,
    "repas": 2,
    "commune": lieu("Paris"),
}


@pytest.mark.parametrize(
    "text, day",
    [
        ("le 25", "2023-09-25"),
        ("le 25 septembre", "2023-09-25"),
        ("25/09", "2023-09-25"),
        ("le 3 octobre", "2023-10-03"),
        ("le 3 octobre 2024", "2024-10-03"),
        ("le 12/03/24", "2024-03-12"),
        ("le 31", None),
        ("le 31 septembre", None),
    ],
)
def test_the_month_gives_what_the_day_leaves_out(run, text, day):
    outcome = run(AllowancesForm(), text, slots=CHANGED, **FORM)
    assert outcome.slots.get("date_frais") == day
    assert outcome.slots["requested_slot"] == (None if day else "date_frais")


@pytest.mark.parametrize("month, asked", [("septembre 2023", "date_frais"), ("mai 2024", None)])
def test_only_a_month_whose_rates_change_is_asked_about(run, month, asked):
    outcome = run(
        AllowancesForm(), f"une nuit à Paris et 2 repas en {month}", intent="calculer_frais", **FORM
    )
    assert outcome.responses == (["utter_mois_ambigu"] if asked else [])
    assert outcome.slots["requested_slot"] == asked


def test_the_choices_of_a_shared_name_can_be_pressed(run):
    slots = {"requested_slot": "commune", "nuits": 1, "repas": 1}
    asked = run(AllowancesForm(), "Saint-Denis", slots=slots, **FORM)
    buttons = asked.messages[0]["buttons"]
    assert len(buttons) == 2
    for button in buttons:
        outcome = run(AllowancesForm(), button["payload"], slots=slots, **FORM)
        assert outcome.slots["commune"] == lieu(button["title"])
        assert outcome.slots["requested_slot"] is None


def test_no_place_is_asked_about_without_a_night(run):
    outcome = run(
        AllowancesForm(), "0 nuit et 2 repas à Saint-Denis", intent="calculer_frais", **FORM
    )
    assert outcome.responses == [] and outcome.slots["requested_slot"] is None


@pytest.mark.parametrize("text", ["90 chevaux", "400", "non"])
def test_horsepower_is_not_a_number_of_meals(run, text):
    slots = {
        "requested_slot": "chevaux",
        "nuits": 1,
        "repas": 1,
        "commune": lieu("Gien"),
        "kilometres": 120,
    }
    outcome = run(
        AllowancesForm(), text, intent="nier" if text == "non" else "informer", slots=slots, **FORM
    )
    assert "utter_repas_invalides" not in outcome.responses
    assert outcome.slots["requested_slot"] == "chevaux"


@pytest.mark.parametrize(
    "text, slot, value",
    [
        ("non, 3 nuits", "nuits", 3),
        ("en fait c'est à Lyon", "commune", lieu("Lyon")),
        ("c'était le 3 avril 2026", "date_frais", "2026-04-03"),
    ],
)
def test_a_correction_while_another_thing_is_asked(run, text, slot, value):
    outcome = run(
        AllowancesForm(), text, intent="nier", slots={"requested_slot": "repas", "nuits": 2}, **FORM
    )
    assert outcome.slots[slot] == value
    assert outcome.slots["requested_slot"] == "repas"


@pytest.mark.parametrize(
    "text, asked", [("0 nuit et 2 repas", None), ("1 nuit et 2 repas", "commune")]
)
def test_a_place_is_asked_for_a_night_and_not_for_meals_alone(run, text, asked):
    outcome = run(AllowancesForm(), text, intent="calculer_frais", **FORM)
    assert outcome.slots["requested_slot"] == asked


def test_one_by_one(run):
    said = {}
    for text, asked in (
        ("calculer mes frais", "nuits"),
        ("deux", "repas"),
        ("3", "commune"),
        ("à nanterre", None),
    ):
        intent = "calculer_frais" if asked == "nuits" else "informer"
        outcome = run(AllowancesForm(), text, intent=intent, slots=said, **FORM)
        said |= outcome.slots
        assert said["requested_slot"] == asked
    assert run(ComputeAllowances(), slots=said).marker("total") == "300 €"


@pytest.mark.parametrize(
    "action, slots",
    [
        ("utter_frais_annexes", {"requested_slot": "nuits"}),
        ("action_extract_slots", {"repas": 2, "echecs": 0, "requested_slot": "nuits"}),
    ],
)
def test_nothing_is_read_again_after_a_question_answered_in_between(run, action, slots):
    after = ({"event": "action", "name": action}, {"event": "bot", "text": "…"})
    asked = {"requested_slot": "repas"}
    outcome = run(AllowancesForm(), "et les 2 repas ?", slots=asked, after=after, **FORM)
    assert outcome.slots == slots


@pytest.mark.parametrize("intent", ["informer", "hors_sujet"])
@pytest.mark.parametrize("text", ["vers 19h", "18 h 30", "nous sommes 4", "5 personnes", "2 élus"])
def test_what_counts_something_else_is_no_number_of_nights(run, text, intent):
    asked = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), text, intent=intent, slots=asked, entities=[], **FORM)
    assert outcome.slots.get("nuits") is None
    assert outcome.slots["requested_slot"] == "nuits"


@pytest.mark.parametrize(("text", "nights"), [("3", 3), ("alors 2", 2)])
def test_a_bare_figure_is(run, text, nights):
    asked = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), text, slots=asked, entities=[], **FORM)
    assert outcome.slots["nuits"] == nights
