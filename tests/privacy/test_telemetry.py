"""Nothing calls out: neither training, nor the servers, nor the verbs of staff."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import settings
from assistant.cli import launcher, model
from tests.support.servers import free_port

SPY = """
import json, os, sys
def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        address = arguments[1] if event != "socket.getaddrinfo" else arguments[0]
        with open(os.environ["DIFE_ESPION"], "a") as file:
            file.write(json.dumps([event, repr(address)]) + "\\n")
sys.addaudithook(note)
sys.modules["uvloop"] = None  # its calls are not seen: asyncio's own loop then
"""
HERE = ("127.0.0.1", "localhost", "'::1'", "None", "'/")  # loopback, sockets of the machine
TINY = {
    "config.yml": "language: fr\nrecipe: default.v1\npipeline:\n- name: WhitespaceTokenizer\n"
    "policies:\n- name: RulePolicy\n",
    "domain.yml": "version: '3.1'\nintents: [bonjour]\nresponses:\n  utter_x:\n  - text: x\n",
    "data/nlu.yml": "version: '3.1'\nnlu:\n- intent: bonjour\n  examples: |\n    - bonjour\n"
    "    - salut\n",
    "data/rules.yml": "version: '3.1'\nrules:\n- rule: x\n  steps:\n  - intent: bonjour\n"
    "  - action: utter_x\n",
}


@pytest.fixture
def spied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file in which every Python process started from now on notes whom it calls."""
    (tmp_path / "espion").mkdir()
    (tmp_path / "espion" / "sitecustomize.py").write_text(SPY)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "espion"))
    monkeypatch.setenv("DIFE_ESPION", str(tmp_path / "appels"))
    monkeypatch.setenv("DIFE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PORT", str(free_port()))
    return tmp_path / "appels"


def outside(calls: Path) -> list:
    """Calls to another machine than this one."""
    lines = [json.loads(line) for line in calls.read_text().splitlines()]
    return [line for line in lines if not any(place in line[1] for place in HERE)]


def test_the_servers_call_nobody(spied: Path) -> None:
    with launcher.Servers() as servers:
        for text in ("bonjour", "calculer mes frais", "2 nuits", "xqzt wvkp", "/restart"):
            assert launcher.say(servers.address, text, "conversation-espionnee")
    assert spied.exists() and outside(spied) == []


def test_training_calls_nobody_even_when_it_fails(spied: Path, tmp_path: Path) -> None:
    """Stock, a failed training reports to Sentry."""
    (tmp_path / "projet" / "data").mkdir(parents=True)
    for name, text in TINY.items():
        (tmp_path / "projet" / name).write_text(text)
    command = [sys.executable, "-m", "rasa", "train", "--quiet"]
    where = {"cwd": tmp_path / "projet", "env": model.environment(5005), "capture_output": True}
    assert subprocess.run(command, **where).returncode == 0
    (tmp_path / "projet" / "config.yml").write_text("pipeline:\n- name: Inconnu\n")
    assert subprocess.run(command, **where).returncode != 0
    spied.touch()
    assert outside(spied) == []


def test_the_spy_sees_a_call(spied: Path) -> None:
    call = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=0.01)"
    subprocess.run([sys.executable, "-c", call], env=os.environ, capture_output=True)
    assert outside(spied)


@pytest.mark.parametrize("verb", ["rappels", "avis", "purge", "check"])
def test_the_verbs_of_staff_call_nobody(spied: Path, verb: str) -> None:
    command = [sys.executable, "-m", "assistant", verb]
    assert subprocess.run(command, cwd=settings.ROOT, env=os.environ).returncode == 0
    spied.touch()
    assert outside(spied) == []
