"""How many messages are taken, whose address is counted, which bodies are read."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace
from typing import Any, Dict, Iterator, List, Optional

import pytest
from httptools import HttpParserError
from multidict import CIMultiDict
from sanic.exceptions import InvalidUsage
from sanic.server.protocols.base_protocol import SanicProtocol

from assistant.server import guard

FAR = "192.0.2.7"


@pytest.fixture(autouse=True)
def empty_counts() -> Iterator[None]:
    guard._storage.cache_clear()
    guard._memory.cache_clear()
    guard._state.update(redis_again_at=0.0, counted_anew_at=0.0)
    yield
    guard._storage.cache_clear()
    guard._memory.cache_clear()
    guard._state["redis_again_at"] = 0.0


class Clock:
    """The seconds that the limiter counts with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000_000.0
        monkeypatch.setattr(time, "time", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def refused(count: int, sender: str = "moi", address: str = FAR) -> List[int]:
    """Which of so many messages said at once are too many."""
    return [n for n in range(1, count + 1) if guard.too_fast(sender, address)]


def test_a_conversation_says_five_messages_in_two_seconds(clock: Clock) -> None:
    assert refused(7) == [6, 7]
    clock.now += 2.5
    assert refused(5) == []


def test_a_conversation_says_forty_messages_in_a_minute(clock: Clock) -> None:
    late = []
    for number in range(1, 43):
        clock.now += 1
        if guard.too_fast("moi", FAR):
            late.append(number)
    assert late == [41, 42]


def test_an_address_is_shared_by_a_town_hall_and_not_by_a_crowd(clock: Clock) -> None:
    late = [n for n in range(1, 43) if guard.too_fast(f"élu-{n}", FAR)]
    assert late == [41, 42]
    assert not guard.too_fast("ailleurs", "192.0.2.8")


@pytest.mark.parametrize(
    ("settings", "counted"),
    [({}, False), ({"DIFE_LIMITER_LOCAL": "oui"}, True), ({"DIFE_PRODUCTION": "oui"}, True)],
)
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_machine_itself_is_counted_in_production(
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
    settings: Dict[str, str],
    counted: bool,
    address: str,
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert bool(refused(9, address=address)) is counted


def test_a_redis_that_fails_leaves_each_server_to_count(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    asked: List[str] = []

    def away() -> Any:
        asked.append("redis")
        raise ConnectionError("Zanzibarine")

    monkeypatch.setattr(guard, "_storage", away)
    monkeypatch.setitem(guard._state, "counted_anew_at", float("inf"))
    assert refused(7) == [6, 7]
    assert asked == ["redis"], "not asked again before a pause"


@pytest.mark.parametrize(
    ("header", "given", "address"),
    [
        ("", {"X-Real-IP": "203.0.113.9"}, "10.0.0.1"),
        ("X-Real-IP", {"X-Real-IP": "203.0.113.9"}, "203.0.113.9"),
        ("X-Real-IP", {}, "10.0.0.1"),
        # What a visitor writes comes first; what our proxy adds comes last.
        ("X-Forwarded-For", {"X-Forwarded-For": "1.2.3.4, 203.0.113.9"}, "203.0.113.9"),
        ("X-Real-IP", {"X-Real-IP": "x" * 500}, "x" * 64),
    ],
)
def test_the_address_is_that_of_the_trusted_proxy_alone(
    monkeypatch: pytest.MonkeyPatch, header: str, given: Dict[str, str], address: str
) -> None:
    monkeypatch.setenv("DIFE_ENTETE_ADRESSE", header)
    assert guard.address_of(CIMultiDict(given), "10.0.0.1") == address


def request(*headers: tuple[str, str], target: bytes = b"/") -> guard.CheckedRequest:
    return guard.CheckedRequest(target, CIMultiDict(headers), "1.1", "POST", None, None)


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Content-Length", "12")],
        [("Content-Length", " 12 ")],
        [("Transfer-Encoding", "chunked")],
        [("Transfer-Encoding", "Chunked")],
    ],
)
def test_an_honest_body_is_read(headers: List[tuple[str, str]]) -> None:
    async def read() -> Any:
        return request(*headers)

    coding = asyncio.run(read()).headers.get("transfer-encoding")
    assert coding == ("chunked" if headers and headers[0][0] == "Transfer-Encoding" else None)


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Length", "-1")],
        [("Content-Length", "abc")],
        [("Content-Length", "")],
        [("Content-Length", "1" * 10)],
        [("Content-Length", "٣")],
        [("Content-Length", "1"), ("Content-Length", "2")],
        [("Content-Length", "1"), ("Transfer-Encoding", "chunked")],
        [("Transfer-Encoding", "gzip")],
        [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")],
    ],
)
def test_a_body_of_doubtful_length_is_refused(headers: List[tuple[str, str]]) -> None:
    with pytest.raises(InvalidUsage):
        request(*headers)


def test_an_address_without_a_path_is_refused() -> None:
    with pytest.raises(InvalidUsage):
        request(target=b"http://x")


@pytest.mark.parametrize("error", [HttpParserError(), UnicodeEncodeError("utf-8", "", 0, 0, "")])
def test_a_head_that_cannot_be_read_is_no_fault_of_ours(error: Exception) -> None:
    for method, status in ((guard.UNREAD, 400), ("GET", 500)):
        told = guard._told(SimpleNamespace(method=method), error)  # type: ignore[arg-type]
        assert told.status == status
        assert told.body.decode() == guard.SAID[status]  # type: ignore[union-attr]


async def test_who_hung_up_is_no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    """Sanic writes to a connection that is no more: AttributeError, under load."""
    gone: Any = object.__new__(SanicProtocol)
    gone.transport, gone._can_write = None, asyncio.Event()
    gone._can_write.set()
    asked: Any = SimpleNamespace(method="POST")
    with pytest.raises(AttributeError) as hung_up:
        await gone.send(b"")
    guard._told(asked, hung_up.value)
    assert not caplog.text
    guard._told(asked, AttributeError("ours"))
    assert "Request failed: AttributeError" in caplog.text


async def test_a_head_that_cannot_be_read_is_not_sent_elsewhere() -> None:
    unread = Answer("*")
    unread.method = guard.UNREAD
    assert await guard._refuse(unread) is None  # type: ignore[arg-type]


class Answer:
    """What the middleware reads and writes of a request and of its answer."""

    def __init__(self, path: str = "/x", body: bytes = b"") -> None:
        self.path, self.body, self.headers = path, body, CIMultiDict[str]()
        self.method = "GET"


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/webhooks/rest/webhook", guard.LARGEST, None),
        ("/webhooks/rest/webhook", guard.LARGEST + 1, 413),
        ("/webhooks/teams/webhook", guard.LARGEST_TEAMS, None),  # its envelope is large
        ("/webhooks/teamsters", guard.LARGEST + 1, 413),
        ("/", 0, 302),  # Rasa would tell its version
    ],
)
async def test_what_is_not_answered(path: str, size: int, status: Optional[int]) -> None:
    answer = await guard._refuse(Answer(path, b"x" * size))  # type: ignore[arg-type]
    assert (answer and answer.status) == status


async def test_every_answer_bears_the_headers_unless_it_has_its_own() -> None:
    answer = Answer()
    answer.headers["Cache-Control"] = "no-cache"
    await guard._protect(Answer(), answer)  # type: ignore[arg-type]
    assert answer.headers["Cache-Control"] == "no-cache"
    for name in ("X-Content-Type-Options", "X-Frame-Options", "Content-Security-Policy"):
        assert answer.headers[name] == guard.HEADERS[name]


@pytest.mark.parametrize("whole", [True, False])
def test_a_body_that_is_not_whole_in_time_is_cut(
    monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    monkeypatch.setattr(guard, "SLOW", 0.01)
    aborted: List[int] = []

    async def read() -> None:
        received = request(("Content-Length", "12"))
        received.transport = SimpleNamespace(abort=lambda: aborted.append(1))
        received.stream = SimpleNamespace(request=received, request_body=None if whole else 12)
        await asyncio.sleep(0.05)

    asyncio.run(read())
    assert bool(aborted) is not whole


def test_who_is_refused_does_not_use_up_his_neighbours_share() -> None:
    refused = [guard.too_fast("robot", FAR) for _ in range(200)]
    assert refused.count(False) == 5
    assert not any(guard.too_fast(f"collegue-{n}", FAR) for n in range(30))


def test_an_address_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library empties its counts and keeps their names."""
    now = [1_000.0]
    monkeypatch.setattr(guard.time, "monotonic", lambda: now[0])
    guard.too_fast("quelqu-un", FAR)
    assert any(FAR in name for name in guard._storage().events)
    now[0] += guard.FORGET + 1
    guard.too_fast("une-autre", "198.51.100.1")
    assert not any(FAR in name for name in guard._storage().events)
