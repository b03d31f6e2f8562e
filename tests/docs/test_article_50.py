"""AI Act, article 50: that it is a machine is told at each door, in words whose version is kept."""

from __future__ import annotations

import hashlib
import re
from typing import Any, Dict, Iterator, List, Tuple

import pytest
import yaml

from assistant import settings
from assistant.channels import exchange
from assistant.cli import terminal
from assistant.dialogue import points
from assistant.wording import messages
from dife.text import fold

ROOT = settings.ROOT
RECORD = (ROOT / "docs/article-50.md").read_text("utf-8")
ROWS: List[Tuple[str, str, str, str]] = re.findall(
    r"^\| `(\w+)` \| (\d{4}-\d\d-\d\d) \| `([0-9a-f]{12})` \| (.+) \|$", RECORD, re.M
)


def wordings() -> Dict[str, str]:
    """What is said today, by its name in the record, as it is written."""
    responses = yaml.safe_load((settings.RESPONSES / "general.yml").read_text("utf-8"))["responses"]
    head = (ROOT / "widget/src/tete.js").read_text("utf-8")
    shown = re.search(r"id: 'nature'[^}]*}, '([^']+)'", head)
    assert shown
    return {
        "bandeau": shown[1],
        "accueil": responses["utter_saluer"][0]["text"],
        "avis": responses["utter_notice"][0]["text"],
        "robot": responses["utter_etes_vous_un_robot"][0]["text"],
    }


@pytest.mark.parametrize("name", ["bandeau", "accueil", "avis", "robot"])
def test_the_version_of_today_is_the_last_of_the_record(name: str) -> None:
    text = wordings()[name]
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    kept = [row for row in ROWS if row[0] == name]
    assert [row[1] for row in kept] == sorted(row[1] for row in kept)
    assert kept and kept[-1][2] == version, f"ajoutez à docs/article-50.md : {name} {version}"
    assert kept[-1][3] == " ".join(text.split())


@pytest.mark.parametrize("name", ["bandeau", "accueil", "avis", "robot"])
def test_each_wording_says_machine_and_that_it_errs(name: str) -> None:
    said = fold(wordings()[name])
    assert re.search(r"systeme d ia|assistant automatique", said)
    assert re.search(r"(peut|peux) (me|se) tromper", said)


def test_the_places_named_are_tested() -> None:
    found = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", RECORD)
    assert len(found) >= 7
    for path, name in found:
        assert f"def {name}(" in (ROOT / path).read_text("utf-8"), name


def test_the_exchange_says_it_whatever_the_door() -> None:
    assert exchange.NOTICE == "utter_notice"
    assert exchange.notice().text == messages.as_answer("utter_notice", "")["text"]


def test_the_terminal_says_it_before_the_first_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: List[str] = []

    def answered(address: str, text: str, sender: str, **more: Any) -> List[Dict[str, Any]]:
        said.append(text)
        return [messages.as_answer(name, sender) for name in ("utter_saluer", "utter_notice")]

    def leave(prompt: str) -> str:
        told = capsys.readouterr().out
        assert "assistant automatique" in told and "Système d'IA" in told
        raise EOFError

    monkeypatch.setattr(terminal, "say", answered)
    monkeypatch.setattr("builtins.input", leave)
    terminal.talk("http://127.0.0.1:1")
    assert said == ["/saluer"], "nothing is typed before it"


def test_who_asks_is_told_the_truth() -> None:
    answer = messages.as_answer("utter_etes_vous_un_robot", "")["text"]
    assert answer.startswith("Je suis un système d'IA")
    assert points.titles()[fold("Suis-je face à un robot ?")] == "etes_vous_un_robot"


def named_as_people() -> Iterator[str]:
    for path in settings.RESPONSES.glob("*.yml"):
        yield from re.findall(
            r"je suis (?:une? )?(conseill\w+|collègue|humain\w*)", path.read_text("utf-8"), re.I
        )


def test_no_answer_plays_a_person() -> None:
    assert list(named_as_people()) == []
