"""Who decides: what is left to rules, what to stories, and what is said where neither speaks.

The trained policies alone, in memory; tests/conversations/test_paths.py says it with real words.
"""

from __future__ import annotations

from typing import Any, Callable, Iterator, List, Tuple

import pytest
from rasa.core.agent import Agent
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.cli import model
from assistant.dialogue.intents import intent
from assistant.policy import StoryPolicy, goes_on_with_the_tour
from tests.support.paths import Decision, Talk, actions, load
from tools.bench.policies import stories

STORIES, RULES = "StoryPolicy", "RulePolicy"
TOLD = list(stories())
PASSING = ["remercier", "courriel_modele"]  # wherever the path can be interrupted


@pytest.fixture(scope="module")
def agent() -> Iterator[Agent]:
    trained = model.trained_model()
    assert trained, "aucun modèle : lancez d'abord « make train »"
    yield load(trained)


@pytest.fixture
def talk(agent: Agent) -> Callable[[], Talk]:
    return lambda: Talk(agent)


@pytest.fixture
def unheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same model, its stories unheard."""
    pick = DefaultPolicyPredictionEnsemble._pick_best_policy

    def without(predictions: List[Any]) -> Any:
        return pick([p for p in predictions if not str(p.policy_name).endswith(STORIES)])

    monkeypatch.setattr(DefaultPolicyPredictionEnsemble, "_pick_best_policy", staticmethod(without))


def last(talk: Talk, *intents: str) -> List[Decision]:
    return [talk.say(name) for name in intents][-1]


@pytest.mark.parametrize("turns", TOLD, ids=lambda turns: " ".join(name for name, _ in turns))
def test_each_story_is_followed(talk, turns):
    path = talk()
    for name, expected in turns:
        done = path.say(name)
        assert actions(done) == expected
        assert {d.policy for d in done} == {STORIES if intent(name).follows else RULES}


AFTER_OTHERS = [turns for turns in TOLD if not intent(turns[0][0]).follows]


@pytest.mark.parametrize("turns", AFTER_OTHERS, ids=lambda turns: " ".join(n for n, _ in turns))
def test_each_story_is_followed_after_other_subjects_and_through_interruptions(talk, turns):
    path = talk()
    for name in ("saluer", "creer_compte", "toujours_bloque", "frais_annexes", "montant_droits"):
        path.say(name)
    for name, expected in turns:
        if intent(name).follows:
            for passing in PASSING:
                path.say(passing)
        assert actions(path.say(name)) == expected


# For each step a path and a trouble: what is decided, and what would be said without the stories.
DECIDED: List[Tuple[str, Tuple[str, ...], List[str]]] = [
    (
        "1",
        ("mot_de_passe_oublie", "toujours_bloque", "toujours_bloque"),
        ["utter_parler_conseiller"],
    ),
    ("1", ("formulaire_creation", "probleme_resolu"), ["utter_resolu", "utter_se_connecter"]),
    ("2", ("comptes_habituels_absents", "etape_suivante"), ["utter_creer_identite_numerique"]),
    (
        "2",
        ("creer_identite_numerique", "franceconnect_impossible", "probleme_resolu"),
        ["utter_resolu", "utter_utiliser_identite_numerique"],
    ),
    ("3", ("compte_elu_absent", "etape_suivante"), ["utter_suite_compte_elu"]),
    ("3", ("compte_elu_absent", "courriel_envoye", "toujours_bloque"), ["utter_relance"]),
    ("4", ("formation_introuvable", "toujours_bloque"), ["utter_catalogue_aml"]),
    (
        "4",
        ("chercher_formation", "compte_elu_absent", "probleme_resolu"),
        ["utter_resolu", "utter_chercher_formation"],
    ),
    ("5", ("delai_depasse", "etape_suivante"), ["utter_chercher_formation"]),
    (
        "5",
        ("valider_dossier", "erreur_plateforme", "probleme_resolu"),
        ["utter_resolu", "utter_valider_dossier"],
    ),
    ("6", ("calculer_frais", "etape_suivante"), ["utter_demander_remboursement"]),
    ("6", ("demander_remboursement", "toujours_bloque"), ["utter_parler_conseiller"]),
]


@pytest.mark.parametrize("said, expected", [case[1:] for case in DECIDED])
def test_a_story_decides(talk, said, expected):
    done = last(talk(), *said)
    assert actions(done) == expected and {d.policy for d in done} == {STORIES}


@pytest.mark.parametrize("said, expected", [case[1:] for case in DECIDED])
def test_without_the_stories_the_message_is_answered_alone(talk, unheard, said, expected):
    assert last(talk(), *said) == [Decision("action_sans_histoire", RULES)]


def test_the_same_trouble_leads_back_to_what_it_interrupted(talk):
    """Two messages before: no rule reads so far (`restrict_rules`)."""
    trouble = ("mot_de_passe_oublie", "probleme_resolu")
    ends = [actions(last(talk(), *before, *trouble))[-1] for before in ((), ("sinscrire",))]
    assert ends == ["utter_consulter_droits", "utter_sinscrire"]


@pytest.mark.parametrize("closing", ["recommencer", "annuler", "suivre_parcours", "frais_annexes"])
def test_another_subject_closes_the_trouble(talk, closing):
    alone = actions(last(talk(), closing, "toujours_bloque"))
    assert actions(last(talk(), "mot_de_passe_oublie", closing, "toujours_bloque")) == alone


@pytest.mark.parametrize("follows", ["etape_suivante", "toujours_bloque", "courriel_envoye"])
def test_in_a_form_no_story_speaks_and_the_form_goes_on(talk, follows):
    path = talk()
    path.say("compte_elu_absent")
    path.say("demander_rappel", waits=True)
    assert path.say(follows, waits=True) == [
        Decision("action_sans_histoire", RULES),
        Decision("rappel_form", RULES),
    ]


def test_a_sum_keeps_its_sequel_though_a_question_interrupted_its_form(talk):
    path = talk()
    path.say("calculer_frais", waits=True)
    assert actions(path.say("definir_dife", waits=True)) == ["utter_definir_dife", "frais_form"]
    path.say("informer")
    path.say("informer")  # a correction
    assert actions(path.say("etape_suivante")) == ["utter_demander_remboursement"]


def test_in_the_tour_its_step_says_where_to_go_back(talk):
    path = talk()
    path.say("suivre_parcours")
    path.keep(SlotSet("etape_parcours", 3))
    path.say("compte_elu_absent")
    assert path.say("probleme_resolu") == [Decision("action_reprendre_parcours", RULES)]
    path.say("reprendre_parcours")  # said by that action in the official's place
    assert actions(path.say("etape_suivante")) == ["action_etape_suivante"]


@pytest.mark.parametrize(
    "before, expected",
    [
        ("remercier", "utter_au_revoir"),
        ("nlu_fallback", "utter_aucun_titre"),
        ("compte_elu_absent", "utter_sans_courriel"),
        ("suivre_parcours", "utter_parcours_bloque"),
        ("etape_suivante", "utter_parcours_bloque"),
        ("reprendre_parcours", "utter_parcours_bloque"),
        ("definir_dife", "action_nier"),
    ],
)
def test_no_answers_the_question_just_asked(talk, before, expected):
    assert last(talk(), before, "nier") == [Decision(expected, RULES)]


def test_the_stories_are_searched_only_where_they_may_speak(talk, monkeypatch):
    searched = []
    recall = StoryPolicy._recall_states
    monkeypatch.setattr(StoryPolicy, "_recall_states", lambda *a: searched.append(1) or recall(*a))
    path = talk()
    for name in ("compte_elu_absent", "definir_dife", "affirmer", "nier", "calculer_frais"):
        path.say(name)
    assert not searched
    path.say("etape_suivante")
    assert searched


@pytest.mark.parametrize(
    "text, step, goes_on",
    [
        ("merci, étape suivante", 4, True),
        ("Étape suivante", 1, True),
        ("étape suivante", None, False),
        ("et après ?", 4, False),
    ],
)
def test_the_next_step_of_the_tour_is_no_story_s(text, step, goes_on):
    slots = [AnySlot("etape_parcours", [], initial_value=step)]
    tracker = DialogueStateTracker("x", slots)
    tracker.update(UserUttered(text, {"name": "etape_suivante"}))
    assert goes_on_with_the_tour(tracker) is goes_on


@pytest.mark.parametrize("answer", ["affirmer", "nier"])
def test_yes_and_no_are_never_for_an_older_question(talk, answer):
    said = actions(last(talk(), "compte_elu_absent", "definir_dife", answer))
    assert said == [f"action_{answer}"]
