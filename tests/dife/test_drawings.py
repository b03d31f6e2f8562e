"""The drawings: sound files that agree with dessins.yml, with the answers and with the facts."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from dife.facts.drawings import Drawing, Drawings, read_drawings
from dife.facts.files import ReferenceFileError
from dife.facts.model import ReferenceNotFound
from dife.facts.store import References
from tests.dife.conftest import REAL, ROOT

FOLDER = ROOT / "widget" / "dessins"
SVG = "{http://www.w3.org/2000/svg}"
REAL_DRAWINGS = read_drawings(REAL / "dessins.yml", FOLDER)
KEYS = sorted(REAL_DRAWINGS.keys())
ANSWERS = {
    name.removeprefix("utter_"): variants[0]["text"]
    for path in sorted((ROOT / "data/responses").glob("*.yml"))
    for name, variants in yaml.safe_load(path.read_text("utf-8"))["responses"].items()
}
CLICKS = re.compile(r"\b(cliquez|appuyez) ", re.IGNORECASE)
TOLD_WITHOUT = {
    "lien_organisme/mort": "le lien est dans un courriel que nous ne connaissons pas",
    "arnaque/message": "la réponse dit de ne pas cliquer",
}
BIGGEST = 3 * 1024  # bytes of a file


def text_of(key: str) -> str:
    return (FOLDER / f"{key}.svg").read_text("utf-8")


def root_of(key: str) -> ElementTree.Element:
    return ElementTree.fromstring(text_of(key))  # noqa: S314 - our own files


def one(key: str, name: str) -> str:
    (found,) = [each for each in root_of(key) if each.tag == SVG + name]
    return str(found.text)


def marks(key: str) -> list[int]:
    """The numbers in the round marks, as drawn."""
    (group,) = [each for each in root_of(key) if each.get("class") == "n"]
    return [int(str(text.text)) for text in group.iter(SVG + "text")]


def words(key: str) -> list[str]:
    """What is written on a drawing, its marks apart, a sign or a button each."""
    texts = [each for each in root_of(key).findall(SVG + "text")]
    return [" ".join(part.strip() for part in each.itertext()) for each in texts]


def steps_of(label: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?m)^(\d+)\. ", ANSWERS[label])]


@pytest.mark.parametrize("key", KEYS)
def test_a_drawing_stands_alone(key: str) -> None:
    """As an `<img>`, from any site: nothing fetched, nothing run, no font of anybody's."""
    text, root = text_of(key), root_of(key)
    assert len(text.encode()) <= BIGGEST
    assert root.tag == SVG + "svg" and root.get("role") == "img"
    assert re.fullmatch(r"0 0 320 \d+", str(root.get("viewBox")))
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "title", "desc", "style", "g", "rect", "circle", "path", "text", "tspan")
    }
    bare = text.replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
    assert not re.search(r"href|\bon\w+=|url\(|@import|@font-face|https?:|\bid=", bare)
    assert re.findall(r"font(?:-family)?:([^;}]+)", text) == ["13px system-ui,sans-serif"]


@pytest.mark.parametrize("key", KEYS)
def test_a_drawing_is_read_in_light_dark_and_forced_colours(key: str) -> None:
    style = one(key, "style")
    assert "@media(prefers-color-scheme:dark)" in style
    assert {"CanvasText", "Canvas", "LinkText"} <= set(re.findall(r"\w+", style))
    assert all(float(size) >= 12 for size in re.findall(r"([\d.]+)px (?=system)", style))
    assert all(float(size) >= 12 for size in re.findall(r"font-size:([\d.]+)px", style))


@pytest.mark.parametrize("key", KEYS)
def test_what_is_drawn_is_told(key: str) -> None:
    drawing = REAL_DRAWINGS.drawing(key)
    assert one(key, "title") == drawing.titre
    assert one(key, "desc") == drawing.description
    assert "Croquis\u00a0: l’écran réel peut différer" in words(key)
    for number in set(marks(key)):
        told = re.search(rf"\b(Étape\u00a0)?{number}(, [\w ]+)?\u00a0: ", drawing.description)
        assert told, f"la description ne dit pas le rond {number}"


@pytest.mark.parametrize("key", KEYS)
def test_a_drawing_is_typeset(key: str) -> None:
    for text in [one(key, "title"), one(key, "desc"), *words(key)]:
        assert not re.search(r"'| [:;?!»€]|« |\.\.\.", text), text


@pytest.mark.parametrize("key", KEYS)
def test_the_marks_are_the_steps_of_the_answers(key: str) -> None:
    drawn = sorted(set(marks(key)))
    for label, steps in REAL_DRAWINGS.drawing(key).points.items():
        assert label in ANSWERS, f"aucune réponse « {label} » dans data/responses"
        if steps_of(label):
            assert list(steps) == drawn and set(steps) <= set(steps_of(label)), label
        else:
            assert steps == () and drawn[0] == 1, label


def test_every_answer_that_tells_clicks_has_a_drawing() -> None:
    telling = {label for label, text in ANSWERS.items() if CLICKS.search(text)}
    assert len(telling) >= 20
    without = {label for label in telling if not REAL_DRAWINGS.shown_by(label)}
    assert without == set(TOLD_WITHOUT)


def test_the_motives_drawn_are_those_of_the_facts(real: References) -> None:
    day = date(2026, 11, 27)
    reason, sub_reason = (
        str(real.value(name, day).valeur).replace("'", "’")
        for name in ("motif_contact", "sous_motif_frais")
    )
    asking = [key for key in KEYS if "Motif" in words(key)]
    assert asking == ["contacter", "demander_remboursement", "parcours_6", "signaler_erreur"]
    assert all(reason in words(key) for key in asking)
    costs = ["demander_remboursement", "parcours_6"]
    assert [key for key in asking if sub_reason in words(key)] == costs


# --- the reader

ENTRY = """
ouvrir:
  titre: Ouvrir
  description: Un écran.
  source: un guide
  points: {ouvrir/comment: [1, 2]}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of one drawing, with its dessins.yml."""
    (tmp_path / "dessins.yml").write_text(ENTRY, "utf-8")
    shutil.copy(FOLDER / f"{KEYS[0]}.svg", tmp_path / "ouvrir.svg")
    return tmp_path


def read(folder: Path) -> Drawings:
    return read_drawings(folder / "dessins.yml", folder)


def test_a_drawing_by_its_key_and_by_its_answer(small: Path) -> None:
    drawings = read(small)
    drawing = drawings.drawing("ouvrir")
    assert (drawing.cle, drawing.file, drawing.points) == (
        "ouvrir",
        "ouvrir.svg",
        {"ouvrir/comment": (1, 2)},
    )
    assert drawings.shown_by("ouvrir/comment") == (drawing,)
    assert drawings.shown_by("ouvrir/autre") == ()
    with pytest.raises(ReferenceNotFound, match="« fermer »"):
        drawings.drawing("fermer")
    with pytest.raises(TypeError):
        drawing.titre = "Fermer"


def test_the_drawings_of_an_answer_come_in_the_order_of_its_steps() -> None:
    def drawing(key: str, *steps: int) -> Drawing:
        return Drawing(cle=key, titre="t", description="d", source="s", points={"a/b": steps})

    drawings = Drawings({"fin": drawing("fin", 3, 4), "debut": drawing("debut", 1, 2)})
    assert [each.cle for each in drawings.shown_by("a/b")] == ["debut", "fin"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("source:", "sources:", "l'attribut « sources » est inconnu"),
        ("  titre: Ouvrir\n", "", "l'attribut « titre » manque"),
        ("titre: Ouvrir", "titre: ' '", "« titre » : ce qui est écrit ici est vide"),
        ("{ouvrir/comment: [1, 2]}", "{}", "écrivez au moins une réponse"),
        ("ouvrir/comment", "utter ouvrir", "« utter ouvrir » n'est pas un nom de réponse"),
        ("[1, 2]", "[2, 1]", "les étapes de « ouvrir/comment » doivent aller en montant"),
        ("[1, 2]", "[0, 1]", "ce qui est écrit ici est vide ou d'une forme inattendue"),
        ("\nouvrir:", "\nfermer:", "ajoutez « fermer.svg » dans le dossier"),
    ],
)
def test_a_mistake_is_told_in_french(small: Path, old: str, new: str, told: str) -> None:
    path = small / "dessins.yml"
    path.write_text(ENTRY.replace(old, new), "utf-8")
    with pytest.raises(ReferenceFileError) as error:
        read(small)
    assert str(error.value).startswith("Fichier « dessins.yml », clé « ")
    assert told in str(error.value)


def test_a_file_without_its_entry_is_refused(small: Path) -> None:
    shutil.copy(small / "ouvrir.svg", small / "fermer.svg")
    with pytest.raises(ReferenceFileError, match="clé « fermer ».*écrivez sa fiche"):
        read(small)


def test_a_missing_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReferenceFileError, match="« dessins.yml » : le fichier manque"):
        read(tmp_path)
