"""Whatever the doors of credentials.yml, the server is the same: limits, headers, notice, life."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Dict, Iterator

import pytest
import requests

from assistant import settings
from assistant.cli import launcher
from tests.channels.conftest import started
from tests.support.teams_fake import FakeTeams

SUBSETS: Dict[str, str] = {
    "rest": "assistant.channels.rest.RestChannel:\n",
    "teams": "assistant.channels.teams.channel.TeamsInput:\n",
    "fourth": "tests.support.fourth_door.SmsInput:\n",
}


@pytest.fixture(scope="module", params=sorted(SUBSETS))
def alone(
    request: pytest.FixtureRequest, fake: FakeTeams, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[launcher.Servers]:
    """Both servers with one door."""
    folder = tmp_path_factory.mktemp(request.param)
    credentials = folder / "credentials.yml"
    credentials.write_text(SUBSETS[request.param])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launcher.Servers, "credentials", str(credentials))
        with started(fake.environment(), folder) as running:
            running.door = request.param  # type: ignore[attr-defined]
            yield running


def test_the_root_tells_no_version(alone: launcher.Servers) -> None:
    answer = requests.get(alone.address, timeout=5, allow_redirects=False)
    assert answer.status_code == 302 and "Rasa" not in answer.text


@pytest.mark.parametrize("path", ["/", "/assistant/donnees.html", "/rien", "/ready"])
def test_every_answer_has_the_headers(alone: launcher.Servers, path: str) -> None:
    answer = requests.get(alone.address + path, timeout=5, allow_redirects=False)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_large_body_is_refused(alone: launcher.Servers) -> None:
    door = {"fourth": "sms"}.get(alone.door, alone.door)  # type: ignore[attr-defined]
    address = f"{alone.address}/webhooks/{door}/webhook"
    answer = requests.post(address, data=b"x" * 1_000_000, timeout=5)
    assert answer.status_code == 413


def test_the_notice_that_every_door_names_is_served(alone: launcher.Servers) -> None:
    answer = requests.get(f"{alone.address}/assistant/donnees.html", timeout=5)
    assert answer.ok and "Effacer" in answer.text
    widget = requests.get(f"{alone.address}/assistant/", timeout=5)
    assert widget.status_code == 404, "the demo page is the site's door's"


def test_it_is_ready_and_left_no_conversation(alone: launcher.Servers) -> None:
    assert requests.get(f"{alone.address}/ready", timeout=5).json()["ready"]
    rows = sqlite3.connect(settings.var_folder() / "dife.db").execute("select * from events")
    assert not [row for row in rows if "sonde" in str(row)]


def test_an_identity_left_is_forgotten(alone: launcher.Servers) -> None:
    """The housekeeping runs, whoever the door is: at once when a server starts."""
    base = sqlite3.connect(settings.var_folder() / "dife.db", timeout=10)
    with base:
        base.execute("insert into identites values ('quelqu-un', ?)", (time.time() - 7200,))
    alone.stop()
    alone.__enter__()
    limit = time.monotonic() + 10
    while base.execute("select count(*) from identites").fetchone()[0]:
        assert time.monotonic() < limit, "nobody keeps house"
        time.sleep(0.2)


def test_a_fourth_door_has_all_that_the_exchange_does(
    fake: FakeTeams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    credentials = tmp_path / "credentials.yml"
    credentials.write_text(SUBSETS["fourth"])
    monkeypatch.setattr(launcher.Servers, "credentials", str(credentials))
    with started({}, tmp_path / "var") as servers:

        def say(text: str, identity: str) -> Dict[str, object]:
            body = {"from": "0639980001", "text": text, "id": identity}
            address = f"{servers.address}/webhooks/sms/webhook"
            return requests.post(address, json=body, timeout=20).json()

        first = say("combien d'euros par an ?", "un")
        answer, notice = " ".join(first["texts"][:-1]), first["texts"][-1]
        assert "400" in answer and "Système d'IA" not in answer
        assert notice.startswith("Système d'IA") and "\n" not in notice
        assert say("combien d'euros par an ?", "un") == {"texts": [], "repeated": True}
        masked = say("mon numéro 1 85 05 78 006 084 91 et mes droits ?", "deux")["texts"]
        assert "masqué" in masked[-1] and "1 85" not in " ".join(masked)
        assert "compris" in say("/calculer_financement", "trois")["texts"][0]
        private = " ".join(say("je voudrais être rappelé par quelqu'un", "quatre")["texts"])
        assert "privé" in private, "others may read a telephone: no identity is asked"
        log = (settings.var_folder() / "serveurs.log").read_text("utf-8")
        assert "0639980001" not in log and "1 85 05" not in log
