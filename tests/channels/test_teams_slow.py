"""Teams, its keys or its tokens slow, refusing or away: what we send, when, and how often."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Dict, Iterator

import pytest

from assistant.channels.said import Outcome, Said
from assistant.channels.teams import config
from assistant.channels.teams.channel import TeamsInput
from assistant.channels.teams.config import TeamsConfig
from assistant.channels.teams.connector import Connector
from assistant.dialogue.answers import Answer
from tests.support.teams_fake import FakeTeams


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[FakeTeams]:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    with FakeTeams() as fake:
        for name, value in fake.environment().items():
            monkeypatch.setenv(name, value)
        yield fake


def settings() -> TeamsConfig:
    found = config.read()
    assert found is not None
    return found


class Turn:
    """An exchange whose turns take some seconds, and answer in a word."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.ended_at = seconds, 0.0

    async def take(self, said: Said, begun: Any = None, deliver: Any = None) -> Outcome:
        await asyncio.sleep(self.seconds)
        self.ended_at = time.monotonic()
        outcome = Outcome(answers=(Answer(text="bonjour"),))
        await deliver(outcome)
        return outcome


# --- « L'assistant écrit… »

REFUSED: Dict[str, Dict[str, Any]] = {
    "refused": {"typing_fault": 500},
    "too often": {"typing_fault": 429},
    "hanging": {"typing_delay": 30.0},
}


@pytest.mark.parametrize("fault", REFUSED)
def test_an_answer_never_waits_for_what_only_says_that_it_comes(
    microsoft: FakeTeams, fault: str
) -> None:
    vars(microsoft).update(REFUSED[fault])
    turn, door = Turn(seconds=1.2), TeamsInput()

    async def go() -> float:
        door._exchange, door.connector = turn, Connector(settings())  # type: ignore[assignment]
        await door._handle(microsoft.activity("bonjour"), "127.0.0.1")
        await door.connector.close()
        return time.monotonic() - turn.ended_at

    assert asyncio.run(go()) < 1
    assert len(microsoft.messages()) == 1
    assert len(microsoft.typing) + len(microsoft.refused) == 1, "and it is tried once"
