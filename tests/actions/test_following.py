"""Messages that say nothing by themselves: alone, in the tour, in a form, after an answer."""

from __future__ import annotations

import pytest
import yaml

from actions.conversation import Affirmer, Nier, RecevoirValeur
from actions.courriel import ProposerCourriel
from actions.fallback import SansHistoire
from actions.leaving import Annuler
from actions.parcours import EtapeSuivante, ReprendreParcours
from assistant.settings import ROOT

ALONE = {
    "toujours_bloque": "utter_toujours_bloque",
    "probleme_resolu": "utter_probleme_resolu",
    "courriel_envoye": "utter_courriel_envoye",
    "etape_suivante": "utter_etape_suivante",
    "nlu_fallback": "utter_incompris_1",
    "definir_dife": "utter_incompris_1",
}


def asked(intent):
    return {"event": "user", "parse_data": {"intent": {"name": intent}}}


@pytest.mark.parametrize("intent, response", ALONE.items())
def test_what_a_message_says_where_no_path_is_known(run, intent, response):
    assert run(SansHistoire(), "…", intent=intent).responses == [response]


def test_what_next_goes_on_with_the_tour_where_no_path_is_known(run):
    outcome = run(SansHistoire(), "…", intent="etape_suivante", slots={"etape_parcours": 2})
    assert outcome.responses == ["utter_parcours_3"] and outcome.slots == {"etape_parcours": 3}


def test_nothing_is_added_to_an_answer_already_given(run):
    given = ({"event": "action", "name": "utter_resolu"}, {"event": "bot", "text": "…"})
    assert run(SansHistoire(), "…", intent="toujours_bloque", after=given).messages == []


def test_the_step_under_way_is_told_again(run):
    outcome = run(
        ReprendreParcours(), "…", intent="reprendre_parcours", slots={"etape_parcours": 4}
    )
    assert outcome.responses == ["utter_parcours_4"] and outcome.slots == {"etape_parcours": 4}


def test_without_a_tour_it_begins_at_the_step_of_the_last_subject(run):
    outcome = run(
        ReprendreParcours(), "…", intent="reprendre_parcours", events=[asked("consulter_droits")]
    )
    assert outcome.responses == ["utter_parcours_3"] and outcome.slots == {"etape_parcours": 3}
    nothing = run(ReprendreParcours(), "…", intent="reprendre_parcours")
    assert nothing.responses == ["utter_etape_suivante"] and nothing.slots == {}


def test_solved_in_the_tour_is_as_if_resuming_had_been_asked(run):
    """So that the trouble is closed: « et après ? » is then the next step."""
    outcome = run(ReprendreParcours(), "…", intent="probleme_resolu", slots={"etape_parcours": 3})
    listen, pressed = outcome.events
    assert outcome.messages == [] and listen["hide_rule_turn"]
    assert pressed["parse_data"]["intent"]["name"] == "reprendre_parcours"


def test_a_form_asks_again_by_itself(run):
    outcome = run(
        ReprendreParcours(),
        "…",
        intent="reprendre_parcours",
        form="frais_form",
        slots={"requested_slot": "repas", "etape_parcours": 2},
    )
    assert outcome.messages == outcome.events == []


@pytest.mark.parametrize("told", ["compte_elu_absent", "erreur_plateforme"])
def test_the_letter_is_for_the_trouble_just_told_whoever_decided_it(run, told):
    """A story answers « ça ne marche toujours pas » with another trouble's answer."""
    after = ({"event": "action", "name": f"utter_{told}"}, {"event": "bot", "text": "…"})
    outcome = run(
        ProposerCourriel(),
        "…",
        intent="toujours_bloque",
        slots={"motif_courriel": "franceconnect_impossible"},
        after=after,
    )
    assert outcome.slots == {"motif_courriel": told}


def test_an_older_trouble_gives_no_letter_its_case(run):
    events = [asked("erreur_plateforme"), {"event": "action", "name": "utter_erreur_plateforme"}]
    outcome = run(ProposerCourriel(), "…", intent="rediger_courriel", events=events)
    assert outcome.responses == ["utter_rediger_courriel"]


STEP_3 = {"etape_parcours": 3}


def pressed(outcome):
    return [e["parse_data"]["intent"]["name"] for e in outcome.events if e["event"] == "user"]


@pytest.mark.parametrize(
    "action, text",
    [
        (Affirmer(), "d'accord c'est fait alors"),
        (Affirmer(), "C'est fait"),
        (ReprendreParcours(), "c'est fait, je vois 400 euros avec le ruban"),
    ],
)
@pytest.mark.parametrize("step", [3, 6])
def test_a_step_that_is_done_is_followed_by_the_next(run, action, text, step):
    """Past any digression, whose buttons are not pressed."""
    buttons = [{"title": "Où voir mes droits ?", "payload": "/consulter_droits"}]
    events = [{"event": "user"}, {"event": "bot", "text": "?", "data": {"buttons": buttons}}]
    slots = {"etape_parcours": step}
    outcome = run(action, text, intent="probleme_resolu", slots=slots, events=events)
    assert pressed(outcome) == ["etape_suivante"]


@pytest.mark.parametrize(
    "text, found, step, intent",
    [
        ("je vois 800 euros", {"entity": "montant", "value": "800"}, 3, "etape_suivante"),
        ("je vois 800 euros", {"entity": "montant", "value": "800"}, 1, "reprendre_parcours"),
    ],
)
def test_a_value_alone_in_the_tour_is_of_its_step(run, text, found, step, intent):
    slots, at = {"etape_parcours": step}, {"start": 0, "end": len(text)}
    outcome = run(RecevoirValeur(), text, "informer", slots, entities=[{**found, **at}])
    assert pressed(outcome) == [intent]


@pytest.mark.parametrize(
    "action, text, step",
    [
        (ReprendreParcours(), "ah non, on faisait les étapes", 3),
        (EtapeSuivante(), "étape suivante", 4),
    ],
)
def test_the_tour_named_in_a_form_goes_on_and_the_form_waits(run, action, text, step):
    slots = {**STEP_3, "requested_slot": "repas", "nuits": 2}
    outcome = run(action, text, "reprendre_parcours", slots, "frais_form")
    assert outcome.responses == [f"utter_parcours_{step}"]
    assert outcome.slots["en_attente"] == ["frais_form"]
    assert outcome.slots["requested_slot"] is None


@pytest.mark.parametrize("action", [ReprendreParcours(), EtapeSuivante()])
def test_a_form_in_the_tour_goes_on_where_the_tour_is_not_named(run, action):
    slots = {**STEP_3, "requested_slot": "repas"}
    outcome = run(action, "et après ?", "etape_suivante", slots, "frais_form")
    assert (
        outcome.responses in ([], ["utter_saisie_necessaire"])
        and "etape_parcours" not in outcome.slots
    )


def test_a_step_that_is_named_is_told(run):
    outcome = run(ReprendreParcours(), "On en était à l'étape 1", intent="reprendre_parcours")
    assert outcome.responses == ["utter_parcours_1"]


def test_a_form_left_in_the_tour_goes_back_to_its_step(run):
    slots = {**STEP_3, "requested_slot": "rappel_nom"}
    outcome = run(Annuler(), "annuler", intent="annuler", slots=slots, form="rappel_form")
    assert outcome.responses == ["utter_annule_parcours", "utter_parcours_3"]


def test_a_call_back_declined_in_the_tour_goes_on_with_it(run):
    outcome = run(Nier(), "je ne veux pas qu'on m'appelle", intent="nier", slots=STEP_3)
    assert pressed(outcome) == ["reprendre_parcours"]


@pytest.mark.parametrize(
    "given, response",
    [
        ({"events": [asked("demander_remboursement")]}, "utter_etape_derniere"),
        ({"form": "frais_form"}, "utter_saisie_necessaire"),
        (
            {"form": "frais_form", "events": [asked("calculer_frais")]},
            "utter_saisie_necessaire",
        ),
        ({"slots": {"etape_parcours": 6}}, "utter_parcours_fini"),
    ],
)
def test_only_the_tour_is_ended_with_congratulations(run, given, response):
    """« et sinon ? », after an answer of the sixth step or in a form."""
    outcome = run(EtapeSuivante(), "et sinon ?", intent="etape_suivante", **given)
    assert outcome.responses == [response]


@pytest.mark.parametrize(
    "step, tour, response, then",
    [
        (2, 1, "parcours_2", 2),
        (2, 2, "parcours_2", 2),
        (2, 5, "parcours_2", 2),
        (7, 6, "parcours_fini", None),
    ],
)
@pytest.mark.parametrize("form", ["", "courriel_form"])
def test_a_button_of_a_step_leads_to_its_own_pressed_twice_or_late(
    run, step, tour, response, then, form
):
    """It says nothing else: an old « C'est fait » confirmed a letter that was being read over."""
    said = {"intent": "reprendre_parcours", "entities": [{"entity": "point", "value": str(step)}]}
    slots = {"etape_parcours": tour}
    text = f'/reprendre_parcours{{"point": "{step}"}}'
    outcome = run(ReprendreParcours(), text, slots=slots, form=form or None, **said)
    assert outcome.responses == [f"utter_{response}"]
    assert outcome.slots["etape_parcours"] == then
    assert (outcome.slots.get("en_attente") == ["courriel_form"]) == bool(form)


def test_no_button_of_a_step_says_yes_to_something_else():
    path = ROOT / "data" / "responses" / "general.yml"
    responses = yaml.safe_load(path.read_text("utf-8"))["responses"]
    for number in range(1, 7):
        for button in responses[f"utter_parcours_{number}"][0]["buttons"]:
            assert button["payload"] not in ("/affirmer", "/nier", "/etape_suivante")
