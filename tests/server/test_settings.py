"""The settings: typed, checked at start, told in one French line, listed for staff."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from pydantic import ValidationError
from pydantic.error_wrappers import ErrorWrapper

from assistant import settings
from assistant.errors import Told
from assistant.privacy import keyring

ALL = settings.names()


@pytest.mark.parametrize("yes", ["1", "true", "True", "oui", "on", "yes", " OUI "])
def test_every_way_of_saying_yes_is_yes(monkeypatch: pytest.MonkeyPatch, yes: str) -> None:
    monkeypatch.setenv("DIFE_PRODUCTION", yes)
    assert settings.current().production


@pytest.mark.parametrize("no", ["", "0", "false", "non", "off"])
def test_every_way_of_saying_no_is_no(monkeypatch: pytest.MonkeyPatch, no: str) -> None:
    monkeypatch.setenv("DIFE_PRODUCTION", no)
    assert not settings.current().production


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("DIFE_PRODUCTION", "peut-être", "oui ou non"),
        ("DIFE_LIMITER_LOCAL", "2", "oui ou non"),
        ("DIFE_DELAI_REPONSE", "9s", "nombre de secondes"),
        ("DIFE_DELAI_REPONSE", "0", "nombre de secondes"),
        ("DIFE_DELAI_REPONSE", "3600", "nombre de secondes"),
        ("DIFE_DELAI_REPONSE", "nan", "nombre de secondes"),
        ("PORT", "abc", "entre 1024 et 65485"),
        ("PORT", "80", "entre 1024 et 65485"),
        ("PORT", "65486", "entre 1024 et 65485"),
        ("DIFE_AUJOURDHUI", "demain", "AAAA-MM-JJ"),
        ("DIFE_JOURNAL", "xml", "texte ou json"),
        ("DIFE_RAPPELS_PAR_JOUR", "0", "entre 1 et 10000"),
        ("DIFE_RAPPELS_PAR_JOUR", "beaucoup", "entre 1 et 10000"),
        ("DIFE_ORIGINES", "www.exemple.fr", "https://"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Told) as error:
        settings.current()
    line = str(error.value)
    assert line.startswith(f"{name} doit") and told in line and value in line
    assert "\n" not in line


@pytest.mark.parametrize("verb", ["train", "run", "rappels", "check"])
def test_every_verb_stops_at_once_on_a_wrong_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: str
) -> None:
    environment = settings.environment(DIFE_VAR=str(tmp_path), DIFE_DELAI_REPONSE="9s")
    done = subprocess.run(
        [sys.executable, "-m", "assistant", verb],
        cwd=settings.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1 and done.stdout == ""
    said = done.stderr.strip()
    assert said.startswith("Impossible de continuer : DIFE_DELAI_REPONSE") and "\n" not in said


def test_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFE_CLE", "un-secret-trop-court")
    with pytest.raises(Told) as error:
        keyring.ring()
    assert "un-secret" not in str(error.value) and "DIFE_CLE" in str(error.value)


def test_a_wrong_secret_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule of today can refuse one; the next may."""
    monkeypatch.setenv("DIFE_REST_JETON", "jeton-presque-bon")
    wrong = ErrorWrapper(ValueError("est trop court"), loc="rest_token")
    refused = ValidationError([wrong], settings.Settings)
    monkeypatch.setattr(settings.Settings, "parse_obj", Mock(side_effect=refused))
    with pytest.raises(Told) as error:
        settings.current()
    assert str(error.value) == "DIFE_REST_JETON est trop court."


def test_a_secret_of_thirty_two_varied_characters_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    varied = "abcdefghijklmnopqrstuvwxyz0123456789"
    monkeypatch.setenv("DIFE_CLE", varied[:31])
    with pytest.raises(keyring.WeakSecret):
        keyring.ring()
    monkeypatch.setenv("DIFE_CLE", varied[:32])
    assert keyring.ring().secret == varied[:32].encode()


def test_values_are_typed_and_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFE_ORIGINES", " https://un.fr/ , https://deux.fr,, ")
    monkeypatch.setenv("DIFE_ENTETE_ADRESSE", "X-Real-IP")
    monkeypatch.setenv("DIFE_DELAI_REPONSE", "4,5")
    monkeypatch.setenv("DIFE_HOTE", " ")
    found = settings.current()
    assert found.origins == ("https://un.fr", "https://deux.fr")
    assert found.proxy_header == "x-real-ip"
    assert found.answer_seconds == 4.5
    assert found.public_address.startswith("http://127.0.0.1:")


def test_a_misspelt_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFE_PRODUCTON", "1")
    monkeypatch.setenv("DIFE_CLE", "x")
    assert settings.unknown() == ["DIFE_PRODUCTON"]


def test_nothing_else_reads_the_environment() -> None:
    """Servers that we start are given it whole (`settings.environment`)."""
    for folder in ("assistant", "actions", "dife"):
        for path in (settings.ROOT / folder).rglob("*.py"):
            if path != settings.ROOT / "assistant" / "settings.py":
                assert not re.search(
                    r"os\.environ|getenv|import environ", path.read_text("utf-8")
                ), path


def test_every_setting_is_documented() -> None:
    documented = set(
        re.findall(
            r"`((?:DIFE|TEAMS)_[A-Z_]+|PORT|NOTIFY_SOCKET)`",
            (settings.ROOT / "docs/security.md").read_text("utf-8"),
        )
    )
    assert documented == set(ALL)
