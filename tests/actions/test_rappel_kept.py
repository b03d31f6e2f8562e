"""A call-back that was kept: changed in its own row, cancelled, or asked about where two wait."""

from __future__ import annotations

import pytest

from actions.conversation import RecevoirValeur
from actions.courriel import ValidateCourriel
from actions.rappel import ValidateRappel
from actions.rappel.form import MOMENT, NAME, PHONE
from assistant.dialogue.slots import FATE, MEMORY, RECEIVED
from assistant.nlu.intents.corrections import of_callback
from assistant.storage import callbacks
from tests.actions.conftest import asking

KEPT = [{"event": "slot", "name": FATE, "value": RECEIVED}]
SINCE = [*KEPT, {"event": "slot", "name": MEMORY, "value": {"objet": "frais"}}]
ROW = ("Paul Garin", "06 12 34 56 78", "mardi 10h")
TWO = "06 98 76 54 32"


def rows():
    return [(r.nom, r.telephone, r.moment) for r in callbacks.waiting("officiel")]


@pytest.mark.parametrize(
    "text, row",
    [
        ("finalement mercredi 15 h", (*ROW[:2], "mercredi 15 h")),
        ("et plutôt mercredi", (*ROW[:2], "mercredi 10h")),
        ("Réflexion faite, je préférerais le jeudi pour cet appel.", (*ROW[:2], "le jeudi 10h")),
        (f"mon numéro c'est le {TWO}", (ROW[0], TWO, ROW[2])),
        (f"j'ai un autre numéro, le {TWO}", (ROW[0], TWO, ROW[2])),
        ("en fait le numero finit par dix neuf", (ROW[0], "06 12 34 56 19", ROW[2])),
        ("ah mais le nom est faux c Gérard Pinson", ("Gérard Pinson", *ROW[1:])),
        ("mon nom est Gérard Pinson", ("Gérard Pinson", *ROW[1:])),
        ("et le nom c est garain", ("Paul Garain", *ROW[1:])),
        ("mon prénom c'est Fabrice", ("Fabrice Garin", *ROW[1:])),
    ],
)
def test_a_call_back_kept_is_changed_in_its_row(run, text, row):
    callbacks.save("officiel", *ROW)
    number = callbacks.waiting()[0].id
    assert of_callback("rappel", "rappel", text) == "informer"
    outcome = run(RecevoirValeur(), text, events=KEPT)
    assert outcome.responses == ["utter_rappel_modifie"]
    assert rows() == [row] and callbacks.waiting()[0].id == number


CANCELS = ["annulez mon rappel", "rappel annulé", "Merci. rappel annulez finalement"]
CANCELS += [
    "annulez le rappel svp",
    "je ne veux plus être rappelé",
    "supprimez ma demande de rappel",
]


@pytest.mark.parametrize("events", [KEPT, SINCE])
@pytest.mark.parametrize("text", CANCELS)
def test_a_call_back_kept_is_cancelled(run, text, events):
    callbacks.save("officiel", *ROW)
    callbacks.save("quelqu'un d'autre", *ROW)
    assert of_callback("rappel", "rappel" if events == KEPT else "frais", text) == "informer"
    outcome = run(RecevoirValeur(), text, events=events)
    assert outcome.responses == ["utter_rappel_annule"]
    assert rows() == [] and len(callbacks.waiting()) == 1
    assert run(RecevoirValeur(), text, events=events).responses == ["utter_rappel_plus_en_attente"]


@pytest.mark.parametrize("text", ["vous pouvez l annuler s il vous plait", "annulez"])
def test_just_kept_it_need_not_be_named(run, text):
    callbacks.save("officiel", *ROW)
    assert run(RecevoirValeur(), text, events=KEPT).responses == ["utter_rappel_annule"]


@pytest.mark.parametrize("text", CANCELS)
def test_none_kept_none_is_asked_for(text):
    assert of_callback("", "", text) == "annuler" and of_callback("saisie", "", text) == ""


@pytest.mark.parametrize(
    "text",
    ["merci beaucoup", "combien de nuits sont payées ?", "comment annuler mon inscription"]
    + ["annulez mon inscription", "je voudrais être rappelé", "ma formation commence jeudi"],
)
def test_what_is_left_to_the_guide(text):
    assert of_callback("rappel", "rappel", text) == "" == of_callback("", "", text)


def test_a_sum_made_since_is_what_a_day_corrects(run):
    callbacks.save("officiel", *ROW)
    assert of_callback("rappel", "frais", "finalement mercredi 15 h") == ""
    run(RecevoirValeur(), "finalement mercredi 15 h", events=SINCE)
    assert rows() == [ROW]


def test_two_that_wait_are_asked_about(run):
    callbacks.save("officiel", *ROW)
    callbacks.save("officiel", "Anne Petit", TWO, "lundi")
    outcome = run(RecevoirValeur(), "annulez mon rappel", events=KEPT)
    assert outcome.responses == ["utter_rappel_lequel"] and len(rows()) == 2
    chosen = outcome.messages[0]["buttons"][1]["payload"]
    assert of_callback("rappel", "rappel", chosen) == "informer"
    assert run(RecevoirValeur(), chosen, events=KEPT).responses == ["utter_rappel_annule"]
    assert rows() == [ROW]


@pytest.mark.parametrize(
    "text, told",
    [("mon numéro c'est 06 00 00", "utter_telephone_incomplet")]
    + [("je me suis trompé de numéro", "utter_rappel_que_changer")],
)
def test_what_cannot_be_changed_leaves_the_row(run, text, told):
    callbacks.save("officiel", *ROW)
    assert run(RecevoirValeur(), text, events=KEPT).responses == [told]
    assert rows() == [ROW]


def test_a_call_back_of_another_day_is_not_cancelled(run):
    callbacks.save("officiel", *ROW)
    outcome = run(RecevoirValeur(), "et surtout annulez celui du mercredi", events=KEPT)
    assert outcome.responses == ["utter_rappel_autre_jour"] and rows() == [ROW]
    outcome = run(RecevoirValeur(), "annulez celui du mardi", events=KEPT)
    assert outcome.responses == ["utter_rappel_annule"] and rows() == []


@pytest.mark.parametrize(
    "text, row",
    [
        (
            "Je reviens à vous : ma fille me conseille plutôt le lundi à quinze heures.",
            (*ROW[:2], "le lundi à quinze heures"),
        ),
        (
            "Ma femme me dit que jeudi lui siérait mieux, à onze heures moins le quart.",
            (*ROW[:2], "jeudi à onze heures moins le quart"),
        ),
        (
            "attend non lundi g conseil, mardi plutot fin d'aprem",
            (*ROW[:2], "mardi fin d'aprem"),
        ),
        ("hé et mon rappel?? je disais mardi fin d'aprem", (*ROW[:2], "mardi fin d'aprem")),
        ("jeudi fin d'aprem et meme numero que tt a l'heure", (*ROW[:2], "jeudi fin d'aprem")),
        ("mercredi je travaille, mettez jeudi", (*ROW[:2], "jeudi 10h")),
        ("il manque le vendredi matin", (*ROW[:2], "le vendredi matin")),
        (
            f"ah zut, plutôt vendredi matin, et mettez son portable à elle : {TWO}",
            (ROW[0], TWO, "vendredi matin"),
        ),
    ],
)
def test_a_call_back_kept_is_changed_in_other_words(run, text, row):
    callbacks.save("officiel", *ROW)
    assert of_callback("rappel", "rappel", text) == "informer"
    outcome = run(RecevoirValeur(), text, events=KEPT)
    assert outcome.responses == ["utter_rappel_modifie"] and rows() == [row]


@pytest.mark.parametrize(
    "text",
    [
        "et mon rappel ?",
        "et celui de lundi 14h il est annulé j'espere?",
        "Vous avez déjà mon nom et mon numéro, ils n'ont pas changé.",
        "toujours Garin, même numéro",
        "mon rappel est bien noté ?",
    ],
)
def test_a_call_back_kept_is_said_again(run, text):
    callbacks.save("officiel", *ROW)
    assert of_callback("rappel", "rappel", text) == "informer"
    outcome = run(RecevoirValeur(), text, events=KEPT)
    assert outcome.responses == ["utter_rappel_garde"] and rows() == [ROW]


def test_the_one_of_another_day_is_kept(run):
    callbacks.save("officiel", *ROW)
    text = "Elle a tout compris. Merci infiniment, et surtout annulez l'autre, celui du mercredi."
    outcome = run(RecevoirValeur(), text, events=KEPT)
    assert outcome.responses == ["utter_rappel_autre_jour"] and rows() == [ROW]


@pytest.mark.parametrize(
    "text, waits", [("annulez le rappel", 0), ("annulez celui du jeudi, le rappel", 1)]
)
def test_a_call_back_kept_is_cancelled_inside_another_form(run, text, waits):
    callbacks.save("officiel", *ROW)
    assert of_callback("rappel_saisie", "", text) == "informer"
    asked = asking("prenoms", nom_naissance="Garnier", nom_usage="")
    outcome = run(ValidateCourriel(), text, slots=asked, form="courriel_form", events=KEPT)
    assert len(rows()) == waits
    assert outcome.slots["requested_slot"] == "courriel" and not outcome.details


@pytest.mark.parametrize(
    "text, said",
    [
        ("Anselme Pruvost, au même numéro.", {NAME: "Anselme Pruvost", PHONE: ROW[1]}),
        ("vous avez déjà mon nom et mon numéro", {NAME: ROW[0], PHONE: ROW[1]}),
        ("comme tout à l'heure", {NAME: ROW[0], PHONE: ROW[1]}),
    ],
)
def test_a_second_call_back_takes_up_the_first(run, text, said):
    callbacks.save("officiel", *ROW)
    outcome = run(ValidateRappel(), text, slots={"requested_slot": NAME}, form="rappel_form")
    assert {slot: outcome.slots[slot] for slot in said} == said
    assert outcome.slots["requested_slot"] == MOMENT


def pressed(outcome):
    return [e["parse_data"]["intent"]["name"] for e in outcome.events if e["event"] == "user"]


@pytest.mark.parametrize(
    "text",
    [
        "Ma voisine aussi voudrait être rappelée, Mme Lopez, 06 45 45 45 45",
        "mon adjoint souhaiterait aussi un rappel, au 06 39 98 00 02",
        "une autre demande de rappel pour ma collègue",
    ],
)
def test_another_person_is_another_request(run, text):
    callbacks.save("officiel", *ROW)
    outcome = run(RecevoirValeur(), text, events=KEPT)
    assert pressed(outcome) == [ValidateRappel.intent]
    assert rows() == [ROW]


@pytest.mark.parametrize(
    "text, asked_again",
    [
        ("non attend garde le mais lundi 10h", True),
        ("rappelez moi lundi 10h, Dupont, 06 39 98 00 01", True),
        ("annulez mon rappel", False),
    ],
)
def test_after_a_cancelled_one_a_request_is_a_new_one(run, text, asked_again):
    outcome = run(RecevoirValeur(), text, events=KEPT)
    assert (pressed(outcome) == [ValidateRappel.intent]) == asked_again


@pytest.mark.parametrize(
    "text",
    [
        "mais non je ne veux pas qu'on m'appelle",
        "je vous ai dit que je ne voulais pas être appelée",
        "je n'ai pas demandé d'appel",
        "pas besoin d'être rappelé",
    ],
)
def test_a_refusal_leaves_the_form_and_is_no_name(run, text):
    outcome = run(ValidateRappel(), text, slots={"requested_slot": NAME}, form="rappel_form")
    assert not outcome.slots.get(NAME) and "annuler" in pressed(outcome)


def test_a_number_changed_afterwards_is_put_back(run):
    callbacks.save("officiel", ROW[0], TWO, ROW[2])
    told = [{"event": "slot", "name": PHONE, "value": ROW[1]}, *KEPT]
    text = "remettez l'ancien numéro"
    assert of_callback("rappel", "rappel", text) == "informer"
    outcome = run(RecevoirValeur(), text, events=told)
    assert outcome.responses == ["utter_rappel_modifie"] and rows() == [ROW]


@pytest.mark.parametrize("called", ["saisie", "rappel_saisie"])
def test_putting_back_is_a_value_in_a_form(called):
    """It was heard as « effacez tout », for « remettre à zéro »."""
    assert of_callback(called, "", "remettez mon numéro") == "informer"


@pytest.mark.parametrize("text", ["et mon rappel à moi ?", "mon rappel tient toujours ?"])
def test_a_call_back_outlives_the_conversation_forgotten_with_another_form(run, text):
    """A form left with an identity takes the conversation along: the row tells what is kept."""
    callbacks.save("officiel", *ROW)
    assert of_callback("", "", text) == "informer"
    outcome = run(RecevoirValeur(), text)
    assert outcome.responses == ["utter_rappel_garde"] and rows() == [ROW]


def test_a_call_back_asked_about_where_none_waits_is_asked_for(run):
    outcome = run(RecevoirValeur(), "et mon rappel à moi ?")
    assert [e["text"] for e in outcome.events if e["event"] == "user"] == ["et mon rappel à moi ?"]
    assert of_callback("", "", "rappelez-moi lundi, d'accord ?") == ""
