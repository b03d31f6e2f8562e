"""The call-back form: name, phone and moment in any order."""

from __future__ import annotations

import pytest

from actions.rappel import SLOTS, EnregistrerRappel, ValidateRappel
from actions.rappel.asking import closed_day
from actions.telephone import find_phone
from assistant.channels.reading import read
from assistant.dialogue.slots import FATE, RECEIVED
from assistant.dialogue.slots import SLOTS as SPEC
from assistant.storage import callbacks
from assistant.wording import messages
from tests.support.association import fact

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
    (
        "rappel_telephone",
        "06 12 34 56 78 plutôt le matin",
        {"rappel_telephone": "06 12 34 56 78", "rappel_moment": "le matin"},
    ),
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


def test_a_long_name_is_cut_and_a_long_moment_is_refused(run):
    name = "Dupont-" + "Martin-" * 20 + "Durand"
    outcome = run(ValidateRappel(), name, slots={"requested_slot": "rappel_nom"}, **FORM)
    assert outcome.slots["rappel_nom"] == name[:120]
    moment = "mardi matin ou " * 20 + "jeudi"
    outcome = run(ValidateRappel(), moment, slots={"requested_slot": "rappel_moment"}, **FORM)
    assert outcome.slots["rappel_moment"] is None
    assert outcome.responses == ["utter_aide_rappel_moment"]


def test_the_phone_told_when_asking_is_kept(run):
    outcome = run(ValidateRappel(), "rappelez-moi au 0612345678", intent="demander_rappel", **FORM)
    assert outcome.slots["rappel_telephone"] == "06 12 34 56 78"
    assert outcome.slots["requested_slot"] == "rappel_nom"


PHONES = [
    ("0612345678", "06 12 34 56 78"),
    ("06 12 34 56 78", "06 12 34 56 78"),
    ("06-12-34-56-78", "06 12 34 56 78"),
    ("06.12.34.56.78", "06 12 34 56 78"),
    ("06/12/34/56/78", "06 12 34 56 78"),
    ("06 123 456 78", "06 12 34 56 78"),
    ("0 6 1 2 3 4 5 6 7 8", "06 12 34 56 78"),
    ("06\u00a012\u00a034\u00a056\u00a078", "06 12 34 56 78"),
    ("+33 6 12 34 56 78", "06 12 34 56 78"),
    ("0033612345678", "06 12 34 56 78"),
    ("+33 (0)6 12 34 56 78", "06 12 34 56 78"),
    ("(+33) 6 12 34 56 78", "06 12 34 56 78"),
    ("02 47 05 12 34", "02 47 05 12 34"),
    ("09 72 12 34 56", "09 72 12 34 56"),
    # overseas: as it is dialled from France
    ("+262 262 12 34 56", "0262 12 34 56"),
    ("0262 12 34 56", "0262 12 34 56"),
    ("00262 692123456", "0692 12 34 56"),
    ("+262 639 12 34 56", "0639 12 34 56"),
    ("0269 61 12 34", "0269 61 12 34"),
    ("+590 590 41 12 34", "0590 41 12 34"),
    ("0690 35 12 34", "0690 35 12 34"),
    ("+594 594 30 12 34", "0594 30 12 34"),
    ("+596 696 20 12 34", "0696 20 12 34"),
    ("+508 41 12 34", "+508 41 12 34"),
    ("+687 12 34 56", "+687 123456"),
    ("+689 40 12 34 56", "+689 40 12 34 56"),
    ("+681 72 12 34", "+681 72 12 34"),
    # abroad
    ("+32 475 12 34 56", "+32 475 12 34 56"),
    ("0041 22 767 61 11", "+41 22 767 61 11"),
    ("+39 06 6982 1234", "+39 06 6982 1234"),
]


@pytest.mark.parametrize("text, shown", PHONES)
@pytest.mark.parametrize(
    "around", ["{}", "Claire Martin, c'est le {} le matin", "{} 14h30", "au {}.", "10h {}"]
)
def test_a_phone_in_a_sentence(around, text, shown):
    found = find_phone(around.format(text))
    assert found.shown == shown
    assert around.format(text)[found.start : found.end] == text


def test_a_phone_read_at_the_door(run):
    """What is said past the door is cleaned and masked before."""
    said = read("Claire\u00a0Martin, c'est le\u202f+262\u202f262\u202f12\u202f34\u202f56").text
    outcome = run(ValidateRappel(), said, slots={"requested_slot": "rappel_nom"}, **FORM)
    assert outcome.slots["rappel_nom"] == "Claire Martin"
    assert outcome.slots["rappel_telephone"] == "0262 12 34 56"


@pytest.mark.parametrize(
    "text",
    ["06 12 34", "06 12 34 56 7", "00 00 00 00 00", "3639", "36 46", "112", "+33 6", "12345"]
    + ["612345678", "+999 123456789", "12/03/2026 06 12", "le 05/05/1985", "dossier 2026-114-778"]
    + ["SIRET 213 300 635 00017", "45000 Orléans", "0" * 30, "+" * 30, "0 " * 15],
)
def test_what_is_no_phone(text):
    assert find_phone(text) is None


@pytest.mark.parametrize(
    "text", ["0899 12 34 56", "0826123456", "+33 892 12 34 56", "0800 123 456", "0809 10 10 10"]
)
def test_a_number_that_cannot_be_called_back(run, text):
    outcome = run(
        ValidateRappel(), f"Claire Martin, {text}", slots={"requested_slot": "rappel_nom"}, **FORM
    )
    assert outcome.responses == ["utter_telephone_special"]
    assert outcome.slots["rappel_nom"] == "Claire Martin"
    assert outcome.slots["rappel_telephone"] is None
    assert outcome.slots["requested_slot"] == "rappel_telephone"


@pytest.mark.parametrize("slot", SLOTS)
def test_a_number_masked_at_the_door_is_refused(run, slot):
    said = read("Claire Martin 1 85 05 78 006 084 91").text
    slots = {"requested_slot": slot} | {other: "dit" for other in SLOTS if other != slot}
    outcome = run(ValidateRappel(), said, slots=slots, **FORM)
    told = f"utter_aide_{SPEC[slot].explained_as or slot}"
    assert outcome.responses == ["utter_numero_refuse", told]
    assert outcome.slots == {slot: None, "echecs": 1, "requested_slot": slot}


def test_what_is_right_beside_a_masked_number_is_kept(run):
    said = read("Claire Martin 1850578006084, 06 12 34 56 78").text
    outcome = run(ValidateRappel(), said, slots={"requested_slot": "rappel_nom"}, **FORM)
    assert outcome.slots["rappel_telephone"] == "06 12 34 56 78"
    assert outcome.slots["rappel_nom"] is None and outcome.slots["requested_slot"] == "rappel_nom"


def test_where_others_read_no_callback_is_asked(run):
    door = {"door": "teams_groupe"}
    for text, slots in (
        ("rappelez-moi au 0612345678", {}),
        ("Claire", {"requested_slot": SLOTS[0]}),
    ):
        outcome = run(ValidateRappel(), text, "demander_rappel", slots, **door, **FORM)
        assert outcome.slots == {"requested_slot": None} and outcome.messages == []
    slots = dict(zip(SLOTS[:3], ("Claire", "06 12 34 56 78", "lundi"), strict=True))
    outcome = run(EnregistrerRappel(), slots=slots, **door)
    assert outcome.responses == ["utter_identite_en_prive"] and callbacks.waiting() == []


@pytest.mark.parametrize("door", ["site", "teams", "rest"])
def test_elsewhere_it_is_asked(run, door):
    outcome = run(ValidateRappel(), "je veux être rappelé", "demander_rappel", door=door, **FORM)
    assert outcome.slots["requested_slot"] == "rappel_nom"


def test_the_request_is_kept_and_the_slots_emptied(run):
    slots = dict(zip(SLOTS[:3], ("Claire", "06 12 34 56 78", "lundi"), strict=True))
    outcome = run(EnregistrerRappel(), slots=slots)
    assert outcome.slots == {**dict.fromkeys(SLOTS), FATE: RECEIVED}
    assert [(r.nom, r.telephone, r.moment) for r in callbacks.waiting()] == [tuple(slots.values())]


CLAIRE = dict(zip(SLOTS[:3], ("Claire", "06 12 34 56 78", "lundi"), strict=True))


def test_a_third_request_of_a_conversation_is_not_asked_for(run):
    for moment in ("mardi", "mercredi"):
        callbacks.save("officiel", "Claire", "06 12 34 56 78", moment)
    outcome = run(ValidateRappel(), "rappelez-moi", intent="demander_rappel", **FORM)
    assert outcome.slots == {"requested_slot": None} and outcome.messages == []
    assert run(EnregistrerRappel()).responses == ["utter_rappel_deja_demande"]
    outcome = run(EnregistrerRappel(), slots=CLAIRE)  # it began before the second was kept
    assert outcome.responses == ["utter_rappel_deja_demande"]
    assert len(callbacks.waiting()) == 2


def test_beyond_the_day_s_ceiling_what_was_said_is_forgotten_and_told(run, monkeypatch):
    monkeypatch.setenv("DIFE_RAPPELS_PAR_JOUR", "1")
    callbacks.save("quelqu'un d'autre", "Jean", "06 12 34 56 79", "mardi")
    outcome = run(EnregistrerRappel(), slots=CLAIRE)
    assert outcome.responses == ["utter_rappels_complets"] and len(callbacks.waiting()) == 1
    assert outcome.slots == dict.fromkeys(SLOTS)  # without a FATE: see storage/forgetting.py
    outcome = run(ValidateRappel(), "rappelez-moi", intent="demander_rappel", **FORM)
    assert outcome.slots == {"requested_slot": None}


def test_a_form_under_way_goes_on_to_its_end(run, monkeypatch):
    monkeypatch.setenv("DIFE_RAPPELS_PAR_JOUR", "1")
    callbacks.save("quelqu'un d'autre", "Jean", "06 12 34 56 79", "mardi")
    asked = {"requested_slot": "rappel_nom"}
    outcome = run(ValidateRappel(), "Claire Martin", slots=asked, **FORM)
    assert outcome.slots["requested_slot"] == "rappel_telephone"


@pytest.mark.parametrize("response", ["utter_rappel_deja_demande", "utter_rappels_complets"])
def test_a_refusal_gives_the_telephone(response):
    assert fact("association_telephone") in messages.as_answer(response, "")["text"]


def test_a_database_out_of_order_is_told_and_nothing_is_lost(run, monkeypatch, caplog):
    def broken(*_):
        raise OSError("Canari")

    monkeypatch.setattr(callbacks, "save", broken)
    slots = dict(zip(SLOTS[:3], ("Canari", "06 12 34 56 78", "lundi"), strict=True))
    outcome = run(EnregistrerRappel(), slots=slots)
    assert outcome.responses == ["utter_incident"]
    assert outcome.events[0]["name"] == "rappel_form"  # all is read over again
    assert outcome.slots == {"rappel_relu": None, "requested_slot": "rappel_relu"}
    assert "OSError" in caplog.text and "Canari" not in caplog.text


@pytest.mark.parametrize("intent", ["nlu_fallback", "informer", "hors_sujet"])
@pytest.mark.parametrize("text", ["attends", "Patientez svp", "une seconde", "je regarde", "2 mn"])
def test_who_asks_to_wait_gives_no_name(run, text, intent):
    asked = {"requested_slot": "rappel_nom"}
    outcome = run(ValidateRappel(), text, intent=intent, slots=asked, **FORM)
    assert outcome.slots.get("rappel_nom") is None
    assert outcome.slots["requested_slot"] == "rappel_nom"


def test_a_name_that_begins_like_a_wait_is_one(run):
    asked = {"requested_slot": "rappel_nom"}
    outcome = run(ValidateRappel(), "Attendu", slots=asked, **FORM)
    assert outcome.slots["rappel_nom"] == "Attendu"


def test_what_is_written_twice_is_perhaps_a_name(run):
    said = {"event": "user", "text": "Merci", "parse_data": {"intent": {"name": "remercier"}}}
    asked = {"requested_slot": "rappel_nom"}
    once = run(ValidateRappel(), "Merci", intent="remercier", slots=asked, **FORM)
    assert once.responses == ["utter_saisie_merci"]
    twice = run(ValidateRappel(), "Merci", intent="remercier", slots=asked, events=[said], **FORM)
    assert twice.responses == ["utter_doute"] and twice.slots["rappel_nom"] is None


@pytest.mark.parametrize(
    "text", ["Loïc Merci", "mon nom est Odile Merci", "nom : Loïc Merci", "demandez Odile Merci"]
)
def test_a_first_name_and_merci_are_asked_about_whole_then_kept(run, text):
    asked = {"requested_slot": "rappel_nom"}
    once = run(ValidateRappel(), text, slots=asked, **FORM)
    assert once.responses == ["utter_doute"] and once.slots.get("rappel_nom") is None
    said = {"event": "user", "text": text, "parse_data": {"intent": {"name": "informer"}}}
    doubt = {"event": "bot", "metadata": {"utter_action": "utter_doute"}, "data": {}}
    told = run(
        ValidateRappel(), "oui", intent="affirmer", slots=asked, events=[said, doubt], **FORM
    )
    assert told.slots["rappel_nom"] in ("Loïc Merci", "Odile Merci")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("mais pas avant 10 heures", "demain après 10 heures"),
        ("pas après 17h", "demain avant 17h"),
        ("avant 10h", "demain avant 10h"),
        ("entre midi et deux", "demain entre midi et deux"),
        ("pas le matin", "demain pas le matin"),
    ],
)
def test_what_is_refused_is_not_wished_for(run, text, moment):
    slots = {"rappel_nom": "Paul Martin", "rappel_moment": "demain"}
    asked = {**slots, "requested_slot": "rappel_telephone"}
    outcome = run(ValidateRappel(), f"02 38 12 34 56 {text}", slots=asked, **FORM)
    assert outcome.slots["rappel_moment"] == moment


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("samedi matin", "samedi"),
        ("demain après 10 heures", "samedi"),
        ("après-demain", ""),
        ("lundi matin", ""),
        ("dimanche", "dimanche"),
    ],
)
def test_a_day_without_office_is_told(moment, day, monkeypatch):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-27")  # a Friday
    assert closed_day(moment) == day
