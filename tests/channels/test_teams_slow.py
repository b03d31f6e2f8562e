"""Teams, its keys or its tokens slow, refusing or away: what we send, when, and how often."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Dict, List, Optional

import pytest

from assistant.channels.said import Outcome, Said
from assistant.channels.teams import config, connector
from assistant.channels.teams.channel import TeamsInput
from assistant.channels.teams.config import TeamsConfig
from assistant.channels.teams.connector import Connector, asked_of, pause
from assistant.dialogue.answers import Answer
from tests.support.teams_fake import FakeTeams


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


# --- A message, its refusals, its silences

REFERENCE = {
    "conversation": {"id": "a:conv-1"},
    "bot": {"id": "28:bot"},
    "user": {"id": "29:user-1"},
}


def send(fake: FakeTeams, *texts: str) -> List[Optional[str]]:
    """What becomes of texts that are sent together in one conversation."""
    where = {**REFERENCE, "service_url": fake.service_url}

    async def go() -> List[Optional[str]]:
        ours = Connector(settings())
        await ours.token.get()
        sent = await asyncio.gather(
            *(ours.send(where, {"type": "message", "text": text}) for text in texts)
        )
        await ours.close()
        return list(sent)

    return asyncio.run(go())


def test_what_is_accepted_has_its_id(microsoft: FakeTeams) -> None:
    first, second = send(microsoft, "un", "deux")
    assert first and second and first != second


def test_what_left_and_is_not_answered_in_time_is_not_sent_again(
    microsoft: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connector.READ > 30, "seconds: Teams is sometimes that slow"
    monkeypatch.setattr(connector, "READ", 0.4)
    microsoft.delay = 1.0
    assert send(microsoft, "bonjour") == [None]
    assert len(microsoft.messages()) == 1


def test_what_could_not_leave_is_sent_when_it_can(
    microsoft: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody connects in a millionth of a second: nothing leaves, all is tried."""
    monkeypatch.setattr(connector, "CONNECT", 1e-9)
    monkeypatch.setattr(connector, "LONGEST_WAIT", 0.01)
    tries: List[int] = []
    monkeypatch.setattr(connector, "pause", lambda n, _: tries.append(n) or 0.01)
    assert send(microsoft, "bonjour") == [None]
    assert len(tries) == connector.TRIES and microsoft.messages() == []


def test_a_conversation_hears_one_message_at_a_time(microsoft: FakeTeams) -> None:
    microsoft.delay = 0.2
    begun = time.monotonic()
    assert all(send(microsoft, "un", "deux", "trois"))
    assert time.monotonic() - begun > 0.6
    assert [m["text"] for m in microsoft.messages()] == ["un", "deux", "trois"]


def test_what_would_come_too_late_is_given_up(
    microsoft: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connector, "PATIENCE", 1.0)
    microsoft.faults.extend([503] * 8)
    begun = time.monotonic()
    assert send(microsoft, "un", "deux")[0] is None
    assert time.monotonic() - begun < 2, "who waited behind has not all that time again"
    assert len(microsoft.refused) < 8


def test_a_token_service_that_fails_once_loses_nothing(microsoft: FakeTeams) -> None:
    where = {**REFERENCE, "service_url": microsoft.service_url}

    async def go() -> Optional[str]:
        ours = Connector(settings())
        await ours.token.get()
        microsoft.revoke()
        microsoft.token_faults = 1
        sent = await ours.send(where, {"type": "message", "text": "bonjour"})
        await ours.close()
        return sent

    assert asyncio.run(go()) and microsoft.token_requests == 3


def test_a_token_that_is_always_refused_is_renewed_once(microsoft: FakeTeams) -> None:
    microsoft.faults.extend([401] * 5)
    assert send(microsoft, "bonjour") == [None]
    assert microsoft.token_requests == 2


@pytest.mark.parametrize(
    ("attempt", "asked", "least", "most"),
    [
        (0, None, 0.2, 0.3),
        (3, None, 1.6, 2.4),
        (7, None, 6.4, 9.6),
        (0, 0.05, 0.05, 0.075),
        (0, 60, 60, 90),
        (5, 60, 60, 90),
        (0, 3_600, 120, 180),
        (0, float("inf"), 120, 180),
    ],
)
def test_a_try_waits_as_long_as_asked_and_not_all_together(
    attempt: int, asked: Optional[float], least: float, most: float
) -> None:
    waits = {pause(attempt, asked) for _ in range(20)}
    assert least <= min(waits) < max(waits) <= most


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("60", 60),
        ("0.5", 0.5),
        ("0", None),
        ("-5", None),
        ("nan", None),
        ("", None),
        (None, None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_what_teams_asks_to_wait(header: Optional[str], seconds: Optional[float]) -> None:
    assert asked_of(header) == seconds
