"""Every point is whole: a question, an answer that answers, its examples, its source, its facts."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
import yaml

from assistant import clock
from assistant.dialogue import points
from assistant.dialogue.intents import SOURCE, intent
from assistant.facts import current
from assistant.settings import RESPONSES, ROOT, examples_folder
from assistant.wording.markers import marker
from assistant.wording.sources import has_source, sources, unsure
from dife.facts.model import Statut

WRITTEN = {
    name.removeprefix("utter_"): variants[0]
    for path in sorted(RESPONSES.glob("*.yml"))
    for name, variants in yaml.safe_load(path.read_text("utf-8"))["responses"].items()
}
POINTS = points.points()
EXAMPLES: Counter[str] = Counter()
for _folder in (ROOT / "data/nlu", examples_folder()):
    for _path in sorted(_folder.glob("*.yml")):
        for _block in yaml.safe_load(_path.read_text("utf-8"))["nlu"]:
            EXAMPLES[_block["intent"]] += len(_block["examples"].strip().splitlines())
# Acronyms that officials read on the site or on their papers; another is explained where it stands.
KNOWN = set("DIFE SMS RIB TVA SIM CPF VAE CESER CNFPT CV THR DIF UE".split())  # noqa: SIM905
EXPLAINED = {
    "CPF": "métier|personnel de formation|salarié|reconversion",
    "THR": "transport",
    "VAE": "validation des acquis",
    "CESER": "conseil économique",
    "CNFPT": "centre de formation",
    "DIF": "ancien nom",
}


def text_of(label: str, day: date) -> str:
    """The answer as it is read on a day."""
    refs = current()
    written = WRITTEN[label]["text"]
    return re.sub(r"{([^\n{}]+)}", lambda found: marker(found[1], refs, day), written)


def test_there_are_about_250() -> None:
    assert len(POINTS) >= 240


def test_no_question_twice() -> None:
    assert [t for t, n in Counter(p.title for p in POINTS.values()).items() if n > 1] == []


@pytest.mark.parametrize("label", sorted(POINTS))
def test_a_point_has_its_question_and_its_examples(label: str) -> None:
    point = POINTS[label]
    assert 8 <= len(point.title) <= 60, "« titre », in « metadata », is a question of 60 characters"
    assert EXAMPLES[label] >= 25, f"data/nlu : {EXAMPLES[label]} exemples de {label}, il en faut 25"
    assert intent(point.intent).title, f"data/titres.yml : {point.intent} n'a pas de titre"


def test_every_example_has_its_answer() -> None:
    assert {label for label in EXAMPLES if "/" in label} == set(POINTS)
    with_points = {point.intent for point in POINTS.values()}
    assert {label for label in EXAMPLES if label in with_points} == set()
    assert {name for name in WRITTEN if name in with_points} == set()


@pytest.mark.parametrize("label", sorted(POINTS))
def test_an_answer_is_short_and_plain(label: str) -> None:
    text = text_of(label, clock.today())
    words = [word for word in text.split() if re.search(r"\w", word)]
    listed = re.search(r"(?m)^(\d\.|-) ", text)
    assert len(words) <= (80 if listed else 60), f"{len(words)} mots"
    for sentence in re.split(r"[.!?:;]\s+|\n", text):
        length = len([word for word in sentence.split() if re.search(r"\w", word)])
        assert length <= 28, f"phrase de {length} mots : {sentence}"
    assert not re.match(r"\W*(oui|non)\b", text, re.I), "sert aussi la question contraire"
    assert not re.search(r"\((à vérifier|selon le guide)|Ce qui a changé|guide imprimé", text) or (
        label in ("definir_dife/guide", "frais_annexes/ancien", "regles_mot_de_passe/regles")
    )
    for acronym in set(re.findall(r"\b[A-ZÉ]{2,}\b", re.sub("«[^»]*»", "", text))):
        said = acronym in KNOWN or acronym in marker("association", current(), clock.today())
        assert said, f"« {acronym} » n'est pas expliqué"
        assert re.search(EXPLAINED.get(acronym, ""), text, re.I), f"« {acronym} » est à expliquer"


def test_the_median_answer() -> None:
    lengths = sorted(len(text_of(label, clock.today()).split()) for label in POINTS)
    assert lengths[len(lengths) // 2] <= 50


@pytest.mark.parametrize("label", sorted(POINTS))
def test_what_is_announced_never_stands_alone(label: str) -> None:
    """From the day on, the sure figure still comes first, until staff switch the status."""
    refs = current()
    for found in re.findall(r"{([^\n{}]+)}", WRITTEN[label]["text"]):
        key, _, suffix = found.partition(".")
        rows = refs.reference(key).valeurs if key in refs.keys() else ()  # noqa: SIM118
        if any(row.statut is Statut.ANNONCE for row in rows):
            assert suffix in ("sur", "hausse") or suffix.startswith("fois_"), found
            if suffix == "hausse" and f"{{{key}.sur}}" in WRITTEN[label]["text"]:
                text = WRITTEN[label]["text"]
                assert text.index(f"{{{key}.sur}}") < text.index(f"{{{key}.hausse}}")


@pytest.mark.parametrize("label", sorted(POINTS))
def test_where_it_comes_from(label: str) -> None:
    point = POINTS[label]
    button = {"title": "D'où vient cette règle ?", "payload": f"/{SOURCE}"}
    assert button["title"] == intent(SOURCE).title
    assert bool(sources(point)) == has_source(point)
    assert all(line and "{" not in line for line in sources(point))
    assert "\n" not in unsure(point) and "{" not in unsure(point)
    assert len(WRITTEN[label].get("buttons", [])) <= (4 if not has_source(point) else 3)
    assert set(WRITTEN[label]["metadata"]) <= {"titre", "source", "a_confirmer"}


def test_a_button_of_the_file_is_spelt_out_for_rasa() -> None:
    short = {"title": "A", "payload": "/montant_droits/plafond"}
    assert points.spelt_out(short)["payload"] == '/montant_droits{"point": "plafond"}'
    assert points.spelt_out({"title": "A", "payload": "/saluer"})["payload"] == "/saluer"
    assert points.pressed('/montant_droits{"point": "plafond"}') == (
        "montant_droits",
        [{"entity": "point", "value": "plafond"}],
    )
    assert points.pressed("/saluer") == ("saluer", [])
