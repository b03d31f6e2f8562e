"""All the YAML and CSV say the same thing."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from actions.fallback import WITH_ACTION
from assistant.dialogue import confidence, points
from assistant.dialogue.intents import intent as intent_of
from assistant.dialogue.intents import step_of
from assistant.dialogue.slots import SLOTS
from assistant.facts import current
from assistant.settings import ROOT, examples_folder
from assistant.wording.markers import marker
from dife.facts.model import ReferenceNotFound
from tests.support.given import GIVEN

TODAY = date(2026, 11, 23)
DATA = ROOT / "data"


def load(path: Path) -> dict:
    return yaml.safe_load(path.read_text("utf-8"))


def source(*folders: str) -> dict[Path, str]:
    return {p: p.read_text("utf-8") for f in folders for p in sorted((ROOT / f).rglob("*.py"))}


DOMAIN = load(ROOT / "domain.yml")
INTENTS = set(DOMAIN["intents"])
CATALOGUE = [
    row["intent"]
    for row in csv.DictReader((ROOT / "tests/catalogue.csv").read_text("utf-8").splitlines())
]
RULES = [rule for p in sorted((DATA / "rules").glob("*.yml")) for rule in load(p)["rules"]]
STORIES = [story for p in sorted((DATA / "stories").glob("*.yml")) for story in load(p)["stories"]]
ACTIONS = {s["action"] for path in [*RULES, *STORIES] for s in path["steps"] if "action" in s}
RESPONSES = {
    name: variants
    for p in sorted((DATA / "responses").glob("*.yml"))
    for name, variants in load(p)["responses"].items()
}
TITLES = {k: v for names in load(DATA / "titres.yml")["titres"].values() for k, v in names.items()}
EXAMPLES: dict[str, list[str]] = {}
for _folder in (DATA / "nlu", examples_folder()):
    for _path in sorted(_folder.glob("*.yml")):
        for _block in load(_path)["nlu"]:
            lines = [line[2:] for line in _block["examples"].splitlines() if line]
            EXAMPLES.setdefault(_block["intent"].partition("/")[0], []).extend(lines)
CODE = source("actions", "assistant")


def normal(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.lower())
    return " ".join(re.findall(r"[a-z0-9+]+", "".join(c for c in text if c.isascii())))


def test_the_catalogue_is_whole():
    assert len(CATALOGUE) == 61
    assert set(CATALOGUE) <= INTENTS


@pytest.mark.parametrize("intent", sorted(INTENTS))
def test_each_intent_has_examples_a_path_and_a_title(intent):
    assert len(EXAMPLES[intent]) >= 25
    assert any({"intent": intent} in path["steps"] for path in [*RULES, *STORIES])
    assert 0 < len(TITLES[intent]) <= 40


def test_no_intent_too_many():
    assert set(EXAMPLES) == set(TITLES) == INTENTS


def test_no_example_twice():
    counts = Counter(normal(t) for texts in EXAMPLES.values() for t in texts if normal(t))
    assert [text for text, n in counts.items() if n > 1] == []


def test_titles_differ():
    assert len(set(TITLES.values())) == len(TITLES)


def said() -> set[str]:
    """Responses that rules, stories, forms and actions name, f-strings developed."""
    names = set(ACTIONS)
    for text in CODE.values():
        names |= set(re.findall(r'"(utter_\w+)"', text))
    forms = {slot for form in DOMAIN["forms"].values() for slot in form["required_slots"]}
    forms |= {"date_frais", "chevaux", "kilometres"}  # asked only in some cases
    read_over = {slot for slot in forms if SLOTS[slot].explained_as == "relecture"}
    names |= {f"utter_{kind}_{slot}" for slot in forms - read_over for kind in ("ask", "aide")}
    # What is told in each form, the same for all its questions (actions/forms/conduct.py).
    names |= {f"utter_{kind}_{form}" for form in DOMAIN["forms"] for kind in ("pourquoi", "refus")}
    personal = {SLOTS[slot].form for slot in SLOTS if SLOTS[slot].identity}
    names |= {f"utter_relecture_{form}" for form in personal}
    asked_again = (
        name for name, slot in SLOTS.items() if slot.explained_as and slot.kind == "date"
    )
    names |= {f"utter_ask_{slot}" for slot in asked_again}
    names |= {f"utter_parcours_{step}" for step in range(1, 7)}
    rasas_own = {"utter_action"}  # the key of a bot event that names its response
    return {name for name in names if name.startswith("utter_")} - rasas_own


# Under an intent that has points, what is said is one of theirs (tests/test_points.py).
DEFINED = {name.partition("/")[0] for name in RESPONSES}


def test_each_response_said_is_defined():
    assert said() - DEFINED == set()


def test_each_response_defined_is_said():
    assert DEFINED - said() == set()


def test_each_action_of_the_paths_exists():
    names = set(re.findall(r'return "(action_\w+)"', "\n".join(CODE.values())))
    names |= {f"validate_{form}" for form in re.findall(r'"(\w+_form)"', "\n".join(CODE.values()))}
    customs = {a for a in ACTIONS if a.startswith("action_")}
    assert customs <= set(DOMAIN["actions"]) <= names
    assert {a for a in ACTIONS if a.endswith("_form")} == set(DOMAIN["forms"])


FOLLOWS = sorted(name for name in INTENTS if intent_of(name).follows)
# Step by step, what is asked in passing: the subject goes on after it (data/stories/general.yml).
IN_PASSING = {
    "definir_franceconnect_plus",
    "catalogue_aml",
    "rediger_courriel",
    "pieces_a_fournir",
    "courriel_modele",
}


@pytest.mark.parametrize("intent", FOLLOWS)
def test_what_a_message_alone_says_is_the_same_in_the_stories_and_in_the_fallback(intent):
    paths = [story["steps"] for story in STORIES if story["steps"][0] == {"intent": intent}]
    (alone,) = [steps for steps in paths if len(steps) == 2]
    action = f"action_{intent}"
    assert alone[1] == {"action": action if action in WITH_ACTION else f"utter_{intent}"}


@pytest.mark.parametrize("intent", FOLLOWS)
def test_no_rule_answers_what_the_stories_decide(intent):
    answering = [rule for rule in RULES if {"intent": intent} in rule["steps"]]
    assert all("condition" in rule for rule in answering)


def test_a_form_under_way_hears_all_that_the_stories_decide():
    (rule,) = [rule for rule in RULES if rule["rule"] == "font suite, pendant une saisie"]
    assert sorted(step["intent"] for step in rule["steps"][0]["or"]) == FOLLOWS


def test_a_new_subject_closes_the_one_before():
    """A turn that no story holds is seen through: so each subject must be in a story."""
    told = {step["intent"] for story in STORIES for step in story["steps"] if "intent" in step}
    assert {name for name in INTENTS - told if step_of(name)} == IN_PASSING
    assert {"annuler", "recommencer", "suivre_parcours", "reprendre_parcours"} <= told


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_markers_and_buttons_of_a_response(name):
    refs = current()
    for variant in RESPONSES[name]:
        for found in re.findall(r"{([^\n{}]+)}", variant["text"]):
            if found in GIVEN.get(name, ()):
                continue
            for day in (TODAY, date(2026, 12, 2), date(2027, 6, 1)):
                try:
                    marker(found, refs, day)
                except ReferenceNotFound as error:
                    pytest.fail(f"{name}: {found}: {error}")
        buttons = variant.get("buttons", [])
        assert len(buttons) <= (6 if name == "utter_saluer" else 4)  # the welcome is a menu
        for button in buttons:
            assert len(button["title"]) <= 40
            said = button["payload"].lstrip("/")
            step = re.fullmatch(r"reprendre_parcours/[2-7]", said)  # braces would be a marker
            assert said in INTENTS or points.point(said) or step or said == "passer"


FACT_UNITS = {
    "euro",
    "telephone",
    "courriel",
    "lien",
    "jours_ouvres",
    "euro_par_km",
    "semaines",
    "mois",
    "pourcent",
}


def written_facts() -> set[str]:
    """The facts as they would be typed in a text."""
    from dife.wording import format_value

    refs = current()
    facts: set[str] = set()
    for key in refs.keys():  # noqa: SIM118 - not a mapping
        reference = refs.reference(key)
        if reference.unite in FACT_UNITS:
            facts |= {format_value(reference, row) for row in reference.valeurs}
            facts |= {
                f"{row.valeur:f}".replace(".", ",") + " €"
                for row in reference.valeurs
                if isinstance(row.valeur, Decimal) and reference.unite == "euro"
            }
    return {fact.replace("\u00a0", " ") for fact in facts}


def test_no_fact_is_written_twice():
    texts = {p: p.read_text("utf-8") for p in [ROOT / "domain.yml", *DATA.rglob("responses/*.yml")]}
    for path, text in source("actions", "assistant", "dife").items():
        texts[path] = re.sub(r'""".*?"""|#[^\n]*', "", text, flags=re.S)
    for path, text in texts.items():
        for fact in written_facts():
            pattern = rf"(?<![\d,.]){re.escape(fact)}(?![\w])"
            found = re.search(pattern, text.replace("\u00a0", " "))
            assert not found, f"{path.name} : « {fact} » doit être un marqueur"


def test_forms_of_the_domain_are_those_of_the_code():
    from actions.calculations import CALCULATIONS
    from actions.courriel import ValidateCourriel
    from actions.rappel import ValidateRappel

    for form in (*CALCULATIONS.values(), ValidateCourriel, ValidateRappel):
        assert set(DOMAIN["forms"][form.form]["required_slots"]) <= set(form.slots)
        assert set(form.slots) <= set(DOMAIN["slots"])
        assert form.intent in INTENTS


def test_the_confidences_of_the_configuration_are_those_of_the_code():
    pipeline = load(ROOT / "config.yml")["pipeline"]
    (fallback,) = [part for part in pipeline if part["name"] == "FallbackClassifier"]
    assert fallback["threshold"] == confidence.ANSWERED
