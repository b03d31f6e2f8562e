"""Another association on the same code: it is named everywhere, and the first one nowhere."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Iterator

import pytest
import requests

from assistant import clock, settings
from assistant.channels.teams.package import make_package
from assistant.cli import launcher, staff
from assistant.facts import current
from assistant.wording.markers import Markers
from tests.support.association import FIRST, INVENTED, named_in
from tests.support.servers import Conversation
from tests.test_coherence import RESPONSES
from tools.nlu_report import reader, scoring

pytestmark = pytest.mark.usefixtures("spoken_for")
TEAMS = {
    "TEAMS_APP_ID": "0a1b2c3d-1111-2222-3333-444455556666",
    "DIFE_HOTE": "assistant.exemple.fr",
}


class Given(Markers):
    """The facts, and a word for what an action gives."""

    def __missing__(self, name: str) -> str:
        try:
            return super().__missing__(name)
        except LookupError:
            return "…"


def rendered() -> Iterator[tuple[str, str]]:
    """Every response with its buttons, as said today."""
    values = Given({}, current(), clock.today())
    for name, variants in RESPONSES.items():
        for variant in variants:
            text = "\n".join([variant["text"], *(b["title"] for b in variant.get("buttons", []))])
            yield name, re.sub(r"{([^\n{}]+)}", lambda found: values[found[1]], text)


def test_no_answer_names_the_first_and_many_the_second() -> None:
    answers = dict(rendered())
    assert {name: found for name, text in rendered() if (found := named_in(text))} == {}
    assert "l'assistant automatique de l'AMB99" in answers["utter_saluer"]
    usual = "l'assistant automatique de l'Association des maires de la Bruyère"
    assert usual in answers["utter_etes_vous_un_robot"]
    assert "par l'AMB99" in answers["utter_notice"]
    contacts = [text for name, text in answers.items() if "utter_parler_conseiller/" in name]
    for text in ("3 place des Ajoncs", "Ysolde Kermorvan", "05 99 00 11 22", "de 9 h à 16 h"):
        assert text in "\n".join(contacts)
    assert INVENTED["association_catalogue"] in answers["utter_catalogue_aml/offre"]
    assert sum("AMB99" in text for text in answers.values()) > 25


def test_its_title_and_lists_name_nobody() -> None:
    titles = (settings.ROOT / "data" / "titres.yml").read_text("utf-8")
    assert not named_in(titles)
    for letter in current().letters.values():
        assert not named_in(letter.json(ensure_ascii=False))


def test_sources_name_its_guide() -> None:
    refs, sources = current(), []
    for key in refs.keys():  # noqa: SIM118 - not a mapping
        for row in refs.reference(key).valeurs:
            sources.append(refs.value(key, row.du or row.au or clock.today()).source)
    assert not named_in("\n".join(sources)) and "{" not in "".join(sources)
    assert any("guide de l'AMB99, étape 6" in source for source in sources)
    assert "guide de l'AMB99" in Markers({}, refs, clock.today())["cdc_courriel.source"]


def test_the_teams_app_is_its_own(spoken_for: Path) -> None:
    with zipfile.ZipFile(make_package(TEAMS)) as archive:
        text = archive.read("manifest.json").decode()
    assert not named_in(text)
    manifest = json.loads(text)
    assert manifest["developer"]["name"] == "AMB99"
    assert manifest["name"]["full"].endswith("de l’Association des maires de la Bruyère (AMB99)")
    assert "élus de la Bruyère" in manifest["description"]["full"]
    assert manifest["accentColor"] == INVENTED["association_couleur"]


def test_its_own_icon_replaces_ours(spoken_for: Path) -> None:
    from PIL import Image

    folder = spoken_for / "teams"
    folder.mkdir()
    Image.new("RGB", (192, 192), "#6a1b4d").save(folder / "color.png")
    with zipfile.ZipFile(make_package(TEAMS)) as archive:
        icon = Image.open(io.BytesIO(archive.read("color.png"))).convert("RGB")
        assert icon.getpixel((96, 96)) == (0x6A, 0x1B, 0x4D)
        assert Image.open(io.BytesIO(archive.read("outline.png"))).size == (32, 32)


PAGES = sorted(path.name for path in settings.WIDGET.iterdir())


@pytest.mark.parametrize("name", ["", *PAGES])
def test_no_page_names_the_first(servers: launcher.Servers, name: str) -> None:
    answer = requests.get(f"{servers.address}/assistant/{name}", timeout=5)
    if name != "demo.html":  # served at the root
        assert answer.status_code == 200
    assert not named_in(answer.text)


def test_the_pages_are_its_own(servers: launcher.Servers) -> None:
    page, notice, script, colours = (
        requests.get(f"{servers.address}/assistant/{name}", timeout=5).text
        for name in ("", "donnees.html", "association.js", "association.css")
    )
    assert "Élus de la Bruyère, formez-vous" in page and "05 99 00 11 22" in page
    assert "appelez l’AMB99 au 05 99 00 11 22" in notice
    assert "l’équipe de l’AMB99" in notice and str(INVENTED["association_courriel"]) in notice
    assert 'aNom: "à l’AMB99"' in script and 'telephone: "05 99 00 11 22"' in script
    assert colours.count("#6a1b4d") == colours.count("#fffdf5") == 1


def test_a_whole_talk_names_it_alone(
    servers: launcher.Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    talk, everything = Conversation(servers.address), []
    for text in (
        "bonjour",
        "tel amb",
        "catalogue amb99",
        "2 nuits et 3 repas à Nanterre le 3 avril 2026",
        "d'où vient cette règle ?",
        "formation le 9 décembre 2026, jusqu'à quand valider ?",
        "prix 2000 euros, j'ai 400 euros de DIFE, calcule le reste",
        "/courriel_modele",
        "mon compte elu apparait pas",
        "/courriel_ensemble",
        "Roy",
        "annuler",
        "que deviennent mes données ?",
        "êtes-vous un robot ?",
        "c'est Ysolde qui me répond ?",
        "xqzt wvkp blrg",
        "je voudrais être rappelé par quelqu'un",
        "Claire Martin",
        "06 12 34 56 78",
        "mardi matin",
        "c'est juste",
        "au revoir",
    ):
        talk.say(text)
        everything.append(json.dumps(talk.answers, ensure_ascii=False))
    whole = "\n".join(everything)
    assert not named_in(whole)
    for own in ("l'AMB99", "Ysolde Kermorvan", "https://www.amb99.exemple.fr/formations"):
        assert own in whole
    staff.callbacks_waiting()
    said = capsys.readouterr().out
    assert "Claire Martin" in said and not named_in(said)
    log = (settings.var_folder() / "serveurs.log").read_text("utf-8", "replace")
    assert not named_in(log.replace(str(settings.ROOT), ""))


def test_what_names_it_is_understood(spoken_for: Path) -> None:
    model = launcher.trained_model()
    assert model and model.parent == spoken_for / "models"
    own = spoken_for / "validation" / "messages.tsv"
    assert "amb99" in own.read_text("utf-8").lower()
    assert not named_in(own.read_text("utf-8") + (spoken_for / "nlu/exemples.yml").read_text())
    figures = scoring.figures(reader.read(model, scoring.cases(own)))
    assert figures["first"].value >= 0.85, figures["first"]


def test_the_conversation_tests_pass(second: Path) -> None:
    """Whole conversations, paths of several turns and the replayed stories, with its model."""
    folder = settings.ROOT / "tests" / "conversations"
    files = [folder / f"test_{name}.py" for name in ("rest", "paths", "stories")]
    assert all(file.is_file() for file in files)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, files)],
        cwd=settings.ROOT,
        env=settings.environment(DIFE_ASSOCIATION=str(second)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_first_keeps_its_model() -> None:
    assert settings.association_folder() != FIRST
    assert list(settings.MODELS.glob("dife-*.tar.gz")), "lancez d'abord « make train »"
