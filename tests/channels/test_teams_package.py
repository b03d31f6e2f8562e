"""The Teams app package: what Microsoft will check, and what it refuses to make."""

from __future__ import annotations

import asyncio
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any, Dict

import jsonschema
import pytest
from PIL import Image
from rasa.core.agent import Agent

from assistant import settings
from assistant.channels.teams import package
from assistant.channels.teams.package import PackageRefused, make_package
from assistant.cli import launcher
from tests.support.association import curly

ENVIRON = {
    "TEAMS_APP_ID": "0a1b2c3d-1111-2222-3333-444455556666",
    "DIFE_HOTE": "assistant.exemple.fr",
}
COMMANDS = {
    "Être guidé pas à pas": "suivre_parcours",
    "Voir les six étapes": "etapes_demarche",
    "Voir mes droits": "consulter_droits",
    "Calculer mes frais": "calculer_frais",
    "Calculer ma date limite": "calculer_date_limite",
    "Calculer mon reste à charge": "calculer_financement",
    "Préparer le courriel": "rediger_courriel",
    f"Parler {curly('association.a')}": "parler_conseiller",
    "Effacer ma conversation": "effacer_donnees",
    "Aide": "demander_aide",
}
PERSONAL = {"Préparer le courriel", "Effacer ma conversation"}  # not before everybody


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """var/, and a copy of teams/ that a test may damage."""
    monkeypatch.setenv("DIFE_VAR", str(tmp_path / "var"))
    shutil.copytree(settings.ROOT / "teams", tmp_path / "teams")
    monkeypatch.setattr(package, "FOLDER", tmp_path / "teams")
    return tmp_path / "teams"


@pytest.fixture
def archive() -> Dict[str, bytes]:
    with zipfile.ZipFile(make_package(ENVIRON)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def manifest(archive: Dict[str, bytes]) -> Dict[str, Any]:
    return json.loads(archive["manifest.json"])


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "manifest.json"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGBA")


def test_three_files_at_the_root(archive):
    assert list(archive) == ["manifest.json", "color.png", "outline.png"]
    assert [p.name for p in settings.var_folder().rglob("*.zip")] == ["assistant-dife-1.0.0.zip"]


def test_microsoft_would_accept_the_manifest(manifest):
    schema = json.loads((settings.ROOT / "teams" / package.SCHEMA).read_text("utf-8"))
    for kind in (jsonschema.Draft4Validator, jsonschema.Draft7Validator):
        kind.check_schema(schema)
        kind(schema).validate(manifest)
    assert manifest["$schema"].endswith(f"/v{manifest['manifestVersion']}/{package.SCHEMA}")
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])


def test_each_placeholder_is_filled(archive, manifest):
    assert b"${" not in archive["manifest.json"]
    assert manifest["id"] == manifest["bots"][0]["botId"] == ENVIRON["TEAMS_APP_ID"]
    assert manifest["validDomains"] == [ENVIRON["DIFE_HOTE"]]
    for name in ("privacyUrl", "termsOfUseUrl"):
        address = f"https://{ENVIRON['DIFE_HOTE']}/assistant/"
        page = manifest["developer"][name].removeprefix(address)
        assert (settings.WIDGET / page).is_file()


def test_what_an_official_reads_is_french_and_fits(manifest):
    assert manifest["localizationInfo"] == {"defaultLanguageTag": "fr-fr"}
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["name"]["full"]) <= 100
    assert len(manifest["description"]["short"]) <= 80
    for text in manifest["description"].values():
        assert "automatique" in text and "se tromper" in text


def test_commands_fit_and_nothing_personal_is_offered_in_a_group(manifest):
    bot = manifest["bots"][0]
    scopes = [scope for commands in bot["commandLists"] for scope in commands["scopes"]]
    assert sorted(scopes) == sorted(bot["scopes"]) == ["groupChat", "personal", "team"]
    assert bot["supportsFiles"] is False
    for commands in bot["commandLists"]:
        titles = [command["title"] for command in commands["commands"]]
        assert len(titles) == len(set(titles)) <= 10
        assert set(titles) <= set(COMMANDS)
        assert all(len(title) <= 32 for title in titles)
        assert all(0 < len(command["description"]) <= 128 for command in commands["commands"])
        assert commands["scopes"] == ["personal"] or not PERSONAL & set(titles)


def test_the_assistant_understands_each_command():
    agent = Agent.load(str(launcher.trained_model()))

    async def understood() -> Dict[str, str]:
        return {text: (await agent.parse_message(text))["intent"]["name"] for text in COMMANDS}

    assert asyncio.run(understood()) == COMMANDS


def test_the_colour_icon(archive):
    icon = picture(archive["color.png"])
    assert icon.size == (192, 192)
    assert icon.getextrema()[3] == (255, 255)  # Teams wants a full square
    frame = [
        icon.getpixel((x, y))
        for x in range(192)
        for y in range(192)
        if not (36 <= x < 156 and 36 <= y < 156)
    ]
    assert set(frame) == {(0x00, 0x43, 0x7A, 255)}  # the drawing stays in the safe area


def test_the_outline_icon_is_white_on_nothing(archive):
    icon = picture(archive["outline.png"])
    assert icon.size == (32, 32)
    pixels = [icon.getpixel((x, y)) for x in range(32) for y in range(32)]
    assert {pixel[:3] for pixel in pixels if pixel[3]} == {(255, 255, 255)}
    assert {0, 255} <= {pixel[3] for pixel in pixels}


def test_same_content_same_bytes():
    first = make_package(ENVIRON).read_bytes()
    spelt_otherwise = {name: f" {value.upper()} " for name, value in ENVIRON.items()}
    assert make_package(spelt_otherwise).read_bytes() == first


@pytest.mark.parametrize("name", sorted(ENVIRON))
def test_a_missing_value_is_named(name):
    with pytest.raises(PackageRefused, match=f"^{name} manque : donnez .*"):
        make_package({**ENVIRON, name: " "})
    with pytest.raises(PackageRefused, match=f"^{name} manque"):
        make_package({key: value for key, value in ENVIRON.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TEAMS_APP_ID", "assistant"),
        ("TEAMS_APP_ID", "{0a1b2c3d-1111-2222-3333-444455556666}"),
        ("TEAMS_APP_ID", "0a1b2c3d1111222233334444555566666666"),
        ("TEAMS_APP_ID", "0a1b2c3d-1111-2222-3333-44445555666g"),
        ("DIFE_HOTE", "https://assistant.exemple.fr"),
        ("DIFE_HOTE", "assistant.exemple.fr/"),
        ("DIFE_HOTE", "assistant.exemple.fr:443"),
        ("DIFE_HOTE", "assistant.exemple.fr."),
        ("DIFE_HOTE", "localhost"),
        ("DIFE_HOTE", "192.168.1.20"),
        ("DIFE_HOTE", "assistant_dife.fr"),
        ("DIFE_HOTE", "-exemple.fr"),
        ("DIFE_HOTE", 'exemple.fr", "x": "y'),
        ("DIFE_HOTE", f"{'a' * 64}.fr"),
        ("DIFE_HOTE", ".".join(["abc"] * 64)),
    ],
)
def test_a_malformed_value_is_named(name, value):
    with pytest.raises(PackageRefused, match=f"^{name} n'a pas la bonne forme : donnez .*"):
        make_package({**ENVIRON, name: value})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"${association.seul}"',
            f'"{"A" * 33}"',
            "champ « developer.name », règle « maxLength 32 »",
        ),
        ('"manifestVersion": "1.19"', '"manifestVersion": "1.12"', "« manifestVersion »"),
        ('"groupChat"', '"groupchat"', "champ « bots.0"),
        ('"accentColor"', '"couleur"', "champ « racine »"),
        ('"1.0.0"', '"1.0"', "« version » doit"),
        ('"1.0.0"', '"../1.0.0"', "« version » doit"),
        ("${DIFE_HOTE}", "${AUTRE_HOTE}", "repère"),
        ("${DIFE_HOTE}", "${}", "repère"),
        ('"fr-fr" },', '"fr-fr" }', "JSON"),
    ],
)
def test_a_wrong_manifest_is_refused_and_nothing_is_written(own_folders, old, new, said):
    edit(own_folders, old, new)
    with pytest.raises(PackageRefused, match=re.escape(said)) as refusal:
        make_package(ENVIRON)
    assert "\n" not in str(refusal.value)
    assert not list(settings.var_folder().rglob("*.zip"))


@pytest.mark.parametrize("name", sorted(package.ICONS))
@pytest.mark.parametrize("damage", ["size", "kind", "missing"])
def test_a_wrong_icon_is_named(own_folders, name, damage):
    path = own_folders / name
    path.unlink()
    if damage != "missing":
        size = 64 if damage == "size" else package.ICONS[name]
        Image.new("RGB", (size, size)).save(path, "PNG" if damage == "size" else "GIF")
    with pytest.raises(PackageRefused, match=f"teams/{name} doit être une image PNG de "):
        make_package(ENVIRON)


def test_the_verb_says_where_the_file_is_and_what_to_do(monkeypatch, capsys):
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    assert package.verb() == 0
    said = capsys.readouterr().out
    assert str(make_package(ENVIRON)) in said
    assert "Charger une application personnalisée" in said and "docs/teams.md" in said


def test_the_verb_refuses_as_the_launcher_does(monkeypatch):
    monkeypatch.delenv("TEAMS_APP_ID", raising=False)
    with pytest.raises(launcher.CannotStart, match="TEAMS_APP_ID manque"):
        package.verb()
