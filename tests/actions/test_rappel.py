"""The call-back form: name, phone and moment in any order."""

from __future__ import annotations

import pytest

from actions.rappel import SLOTS, EnregistrerRappel, ValidateRappel
from assistant.dialogue.slots import FATE, RECEIVED
from assistant.storage import callbacks

FORM = {"form": "rappel_form"}
TURNS = [
    ("rappel_nom", "Claire Martin", {"rappel_nom": "Claire Martin"}),
    ("rappel_nom", "Claire\nMartin", {"rappel_nom": "Claire Martin"}),
    (
        "rappel_nom",
        "Claire Martin, 06 12 34 56 78",
        {"rappel_nom": "Claire Martin", "rappel_telephone": "06 12 34 56 78"},
    ),
    ("rappel_nom", "0612345678", {"rappel_telephone": "06 12 34 56 78"}),
    ("rappel_nom", "mon numéro c'est le 06 12 34 56 78", {"rappel_telephone": "06 12 34 56 78"}),
    ("rappel_telephone", "06 12 34 56 78 plutôt le matin", {"rappel_telephone": "06 12 34 56 78"}),
    ("rappel_moment", "mardi matin", {"rappel_moment": "mardi matin"}),
    (
        "rappel_moment",
        "pardon, mon numéro est le 07 12 34 56 78",
        {"rappel_telephone": "07 12 34 56 78"},
    ),
]


@pytest.mark.parametrize("asked, text, kept", TURNS)
def test_a_turn(run, asked, text, kept):
    outcome = run(ValidateRappel(), text, slots={"requested_slot": asked}, **FORM)
    assert {s: outcome.slots[s] for s in SLOTS if outcome.slots.get(s) is not None} == kept


@pytest.mark.parametrize(
    "asked, text, intent",
    [
        ("rappel_nom", "oui", "affirmer"),
        ("rappel_nom", "ok", "affirmer"),
        ("rappel_nom", "123", "informer"),
        ("rappel_nom", "", "informer"),
        ("rappel_nom", "/parler_conseiller", "parler_conseiller"),
        ("rappel_nom", "pourquoi ?", "hors_sujet"),
        ("rappel_telephone", "06 12 34", "informer"),
        ("rappel_telephone", "mardi", "informer"),
        ("rappel_moment", "/annuler", "annuler"),
        ("rappel_moment", "oui", "affirmer"),
    ],
)
def test_what_cannot_be_taken(run, asked, text, intent):
    outcome = run(ValidateRappel(), text, intent=intent, slots={"requested_slot": asked}, **FORM)
    assert outcome.slots.get(asked) is None


def test_long_texts_are_cut(run):
    for slot, longest in (("rappel_nom", 120), ("rappel_moment", 200)):
        outcome = run(ValidateRappel(), "ab " * 300, slots={"requested_slot": slot}, **FORM)
        assert len(outcome.slots[slot]) <= longest


def test_the_phone_told_when_asking_is_kept(run):
    outcome = run(ValidateRappel(), "rappelez-moi au 0612345678", intent="demander_rappel", **FORM)
    assert outcome.slots["rappel_telephone"] == "06 12 34 56 78"
    assert outcome.slots["requested_slot"] == "rappel_nom"


def test_the_request_is_kept_and_the_slots_emptied(run):
    slots = dict(zip(SLOTS, ("Claire", "06 12 34 56 78", "lundi"), strict=True))
    outcome = run(EnregistrerRappel(), slots=slots)
    assert outcome.slots == {**dict.fromkeys(SLOTS), FATE: RECEIVED}
    assert [(r.nom, r.telephone, r.moment) for r in callbacks.waiting()] == [tuple(slots.values())]


def test_a_database_out_of_order_is_told_and_nothing_is_lost(run, monkeypatch, caplog):
    def broken(*_):
        raise OSError("Canari")

    monkeypatch.setattr(callbacks, "save", broken)
    slots = dict(zip(SLOTS, ("Canari", "06 12 34 56 78", "lundi"), strict=True))
    outcome = run(EnregistrerRappel(), slots=slots)
    assert outcome.responses == ["utter_incident"]
    assert outcome.events[0]["name"] == "rappel_form"  # the last answer is asked again
    assert outcome.slots == {"rappel_moment": None, "requested_slot": "rappel_moment"}
    assert "OSError" in caplog.text and "Canari" not in caplog.text
