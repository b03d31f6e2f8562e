"""What the three calculations share, their bounds, and what is said beside a result."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from actions import conversation as talk
from actions.base import Turn
from actions.calculations import CALCULATIONS, called_for
from actions.calculations.allowances import AllowancesForm, ComputeAllowances, first_day
from actions.calculations.deadline import ComputeDeadline, DeadlineForm
from actions.calculations.funding import FundingForm
from dife.days import Day
from tests.support.places import lieu

PLACES = [lieu(name) for name in ("Gien", "Montreuil", "Paris 15e", "Trifouilly (93)")]
VALUES = {
    "frais": st.fixed_dictionaries(
        {
            "nuits": st.integers(0, 60),
            "repas": st.integers(0, 120),
            "repas_offerts": st.none() | st.integers(0, 120),
            "kilometres": st.none() | st.integers(1, 5000),
            "chevaux": st.none() | st.integers(1, 50),
            "commune": st.sampled_from([None, *PLACES]),
            "train": st.sampled_from([None, True]),
            "date_frais": st.none()
            | st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat),
        }
    ),
    "financement": st.fixed_dictionaries(
        {
            **{
                name: st.none() | st.integers(1, 100_000).map(str)
                for name in ("prix", "solde", "part_mairie")
            },
            "personnes": st.none() | st.integers(2, 99),
        }
    ),
    "date_limite": st.sampled_from(["date_formation", "date_validation"]).flatmap(
        lambda slot: st.fixed_dictionaries(
            {slot: st.dates(date(2026, 11, 23), date(2029, 12, 31)).map(date.isoformat)}
        )
    ),
}


@pytest.mark.parametrize("key", CALCULATIONS)
@given(data=st.data())
def test_values_handed_to_the_form_are_read_back(key: str, data: st.DataObject) -> None:
    """A correction that needs one value more starts the form again with all the others."""
    calculation = CALCULATIONS[key]
    values = data.draw(VALUES[key])
    turn = Turn("", calculation.intent, 1, entities=tuple(calculation.as_entities(values)))
    # What only carries a last result is left out.
    expected = {
        slot: value
        for slot, value in values.items()
        if value is not None and slot not in calculation.carried
    }
    said = calculation.read(turn, None, {})
    kept = {slot: calculation.check(slot, value, {"nuits": 1}) for slot, value in said.items()}
    assert kept == expected


@pytest.mark.parametrize(
    "text, partly, intent",
    [
        ("2 nuits et 3 repas", False, "calculer_frais"),
        ("2 nuits", False, None),
        ("2 nuits", True, "calculer_frais"),
        ("3 repas", True, "calculer_frais"),
        ("ça coûte 900 € et il me reste 400 €", False, "calculer_financement"),
        ("ça coûte 900 €", False, None),
        ("ça coûte 900 €", True, "calculer_financement"),
        ("formation le 9 décembre", False, "calculer_date_limite"),
        ("je valide le 9 décembre", False, "calculer_date_limite"),
        ("le 9 décembre", True, "calculer_date_limite"),
        ("mardi", True, None),
        ("formation le 9 décembre, 2 nuits et 3 repas", False, "calculer_frais"),
        ("à Lyon", True, None),
    ],
)
def test_the_calculation_that_bare_values_ask_for(turn, text, partly, intent):
    found = called_for(turn(text), partly)
    assert (found.intent if found else None) == intent


TRAINING = {"dernier_calcul": {"objet": "date_limite", "date_formation": "2027-05-25"}}


def test_a_validation_after_a_training_answers_the_new_question(run):
    outcome = run(talk.Nier(), "non, et si je valide le 18 décembre ?", slots=TRAINING)
    assert outcome.responses[0] == "utter_resultat_date_validation"
    assert outcome.marker("validation") == "vendredi 18 décembre 2026"
    memory = {"objet": "date_limite", "date_validation": "2026-12-18"}
    memory["dit"] = "date_validation"  # told last
    assert outcome.slots["dernier_calcul"] == memory


@pytest.mark.parametrize(
    "memory, rule",
    [("frais", "frais_annexes"), ("date_limite", "delai_inscription")]
    + [("financement", "dife_insuffisant")],
)
def test_why_tells_the_rule_of_the_calculation(run, memory, rule):
    slots = {"dernier_calcul": {"objet": memory}}
    outcome = run(talk.Repeter(), "et pourquoi ?", slots=slots)
    user = next(event for event in outcome.events if event["event"] == "user")
    assert user["parse_data"]["intent"]["name"] == rule


@pytest.mark.parametrize("slot", ["date_formation", "date_validation"])
@pytest.mark.parametrize(
    "text, kept",
    [
        ("le 23 novembre 2026", "2026-11-23"),
        ("le 31 décembre 2029", "2029-12-31"),
        ("le 1er janvier 2030", None),
        ("le 23 novembre 2056", None),
    ],
)
def test_bounds_of_a_date(run, slot, text, kept):
    words = "je valide " if slot == "date_validation" else "la formation commence "
    form = DeadlineForm()
    outcome = run(form, words + text, intent=form.intent, form=form.form)
    assert outcome.slots[slot] == kept
    assert bool(outcome.responses) == (kept is None)


@pytest.mark.parametrize(
    "words, slot, kept",
    [
        ("la formation commence le 22 novembre 2026", "date_formation", None),
        ("je valide le 22 novembre 2026", "date_validation", "2026-11-22"),
        ("proposition reçue le 22 novembre 2026", "date_proposition", "2026-11-22"),
        ("demande envoyée le 1er janvier 2025", "date_demande", "2025-01-01"),
        ("demande envoyée le 31 décembre 2024", "date_demande", None),
    ],
)
def test_the_past_of_a_step_is_kept_that_of_a_training_is_not(run, words, slot, kept):
    form = DeadlineForm()
    outcome = run(form, words, intent=form.intent, form=form.form)
    assert outcome.slots[slot] == kept


@pytest.mark.parametrize(
    "slot, text, kept",
    [
        ("prix", "100000", "100000"),
        ("prix", "100 000,01 €", None),
        ("prix", "100001", None),
        ("solde", "1500", "1500"),  # the highest cap that an account ever had
        ("solde", "1500,01", None),
        ("solde", "100 000,01 €", None),
    ],
)
def test_bounds_of_an_amount(run, slot, text, kept):
    form = FundingForm()
    outcome = run(form, text, form=form.form, slots={"requested_slot": slot})
    assert outcome.slots[slot] == kept


@pytest.mark.parametrize("asked, kept", [("solde", "0"), ("prix", None)])
def test_no_means_no_balance_but_never_no_price(run, asked, kept):
    form = FundingForm()
    outcome = run(form, "non", intent="nier", form=form.form, slots={"requested_slot": asked})
    assert outcome.slots.get(asked) == kept


@pytest.mark.parametrize(
    "place, told",
    [
        ("Paris 15e", "Paris 15e (tarif de Paris)"),
        (
            "Montreuil",
            "Montreuil (93) (tarif des grandes villes et de la métropole du Grand Paris)",
        ),
        ("Gien", "Gien (tarif de base)"),
    ],
)
def test_the_zone_is_told_with_the_place(run, place, told):
    outcome = run(ComputeAllowances(), slots={"nuits": 1, "repas": 0, "commune": lieu(place)})
    assert outcome.marker("lieu") == told


def test_no_place_is_told_without_a_night(run):
    outcome = run(ComputeAllowances(), slots={"nuits": 0, "repas": 2, "commune": lieu("Paris")})
    assert outcome.marker("lieu") == "sans nuit, aucun lieu"


def test_the_guide_s_amounts_are_told_of_later_trainings_only(run):
    """In 2021 the kilometre was paid less than on the guide's day: nothing has changed since."""
    car = {"nuits": 0, "repas": 0, "kilometres": 100, "chevaux": 5}
    before = run(ComputeAllowances(), QUOTED, slots={**car, "date_frais": "2021-06-01"})
    assert before.responses == ["utter_resultat_frais"] and before.marker("total") == "29 €"
    later = {"nuits": 0, "repas": 1, "date_frais": "2024-06-01"}
    after = run(ComputeAllowances(), QUOTED, slots=later)
    assert after.responses == ["utter_resultat_frais", "utter_resultat_frais_guide"]


QUOTED = "1 repas, mais mon guide imprimé dit autre chose"


def test_the_guide_s_amounts_are_told_to_who_quotes_them_once(run):
    later = {"nuits": 0, "repas": 2, "date_frais": "2024-06-01"}
    assert run(ComputeAllowances(), "2 repas", slots=later).responses == ["utter_resultat_frais"]
    told = run(ComputeAllowances(), "2 repas, j'avais compté 35 €", slots=later)
    assert told.responses[-1] == "utter_resultat_frais_guide"
    memory = told.slots["dernier_calcul"]
    again = {"dernier_calcul": memory, "calcul_frais": memory}
    assert run(talk.RecevoirValeur(), "3 repas, dans le guide ?", slots=again).responses == [
        "utter_resultat_frais_change"
    ]


def test_the_calendar_never_holds_a_saturday(run):
    outcome = run(ComputeDeadline(), slots={"date_validation": "2026-11-28"})
    assert outcome.messages[0]["validation"] == "samedi 28 novembre 2026"
    assert outcome.messages[0]["formation"] == "mardi 15 décembre 2026"
    assert outcome.payload["validation"] == "2026-11-27"
    events = Calendar.from_ical(outcome.payload["ics"]).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [date(2026, 11, 25), date(2026, 11, 27)]


def test_a_last_day_already_past_is_no_calendar_entry(run, monkeypatch):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-28")
    outcome = run(ComputeDeadline(), slots={"date_validation": "2026-11-28"})
    assert outcome.responses[0] == "utter_resultat_date_validation"
    assert not any(message.get("custom") for message in outcome.messages)


@pytest.mark.parametrize(
    "days, month, first",
    [
        ([Day("2026-12-15", False, False)], "2023-09", "2023-09-15"),
        ([Day("2026-12-31", False, False)], "2023-09", "2023-09-31"),
        ([Day("2027-10-03", False, True)], "2023-09", "2023-10-03"),
        ([Day("2024-10-03")], "2023-09", "2024-10-03"),
        ([Day("2026-11-24")], "2023-09", "2026-11-24"),
        ([Day("2026-12-15", False, False)], None, "2026-12-15"),
        ([Day("2026-12-15"), Day("2026-12-03")], None, "2026-12-03"),
        ([Day("2027-03")], "2023-09", "2027-03"),
        ([], "2023-09", None),
    ],
)
def test_the_first_day_said_within_a_month(days, month, first):
    assert first_day(days, month) == first


def test_a_day_in_words_completes_the_month_too(run):
    slots = {"requested_slot": "date_frais", "mois_frais": "2023-09", "nuits": 0, "repas": 2}
    outcome = run(AllowancesForm(), "le quinze", form="frais_form", slots=slots)
    assert outcome.slots["date_frais"] == "2023-09-15"
