"""A server that answers no more is known as such; systemd hears of it."""

from __future__ import annotations

import importlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Iterator, List

import pytest

from assistant import settings
from assistant.cli import watch
from assistant.cli.servers import PATIENCE
from assistant.cli.watch import Watch


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(watch, "time", made)
    return made


def told(monkeypatch: pytest.MonkeyPatch, clock: Clock, answers: List[bool]) -> List[bool]:
    """What is thought of a server that gives these answers, asked one after the other."""
    coming = iter(answers)
    monkeypatch.setattr(watch, "answers", lambda _: next(coming))
    watched, found = Watch("http://x"), []
    for _ in answers:
        found.append(watched.frozen())
        clock.now += watch.EVERY
    return found


def test_three_silences_in_a_row_and_not_two(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    yes, no = True, False
    found = told(monkeypatch, clock, [yes, no, no, yes, no, no, no])
    assert found == [False] * 6 + [True]


def test_a_server_that_starts_has_its_time(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    count = int(watch.START_LIMIT / watch.EVERY)
    found = told(monkeypatch, clock, [False] * (count + 2))
    assert found == [False] * (count + 1) + [True]


def test_a_server_started_again_has_its_time_again(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    coming = iter([True, False, False, False, False])
    monkeypatch.setattr(watch, "answers", lambda _: next(coming))
    watched, found = Watch("http://x"), []
    for number in range(5):
        if number == 2:
            watched.begin()
        found.append(watched.frozen())
        clock.now += watch.EVERY
    assert found == [False] * 5


def test_it_is_not_asked_at_each_round(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    asked: List[str] = []
    monkeypatch.setattr(watch, "answers", lambda address: asked.append(address) or True)
    watched = Watch("http://x")
    for _ in range(10):
        watched.frozen()
        clock.now += watch.EVERY / 10
    assert asked == ["http://x"]


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/live" else 503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def test_an_answer_is_200_in_time(server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # ours is asked directly
    importlib.reload(watch)
    address = f"http://127.0.0.1:{server.server_port}"
    assert watch.answers(f"{address}/live")
    assert not watch.answers(f"{address}/ready")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert not watch.answers(f"http://127.0.0.1:{silent.getsockname()[1]}")
        silent.listen()  # connected by the system, never answered: a process that is stopped
        assert not watch.answers(f"http://127.0.0.1:{silent.getsockname()[1]}", 0.2)


@pytest.mark.parametrize("hidden", [False, True])
def test_systemd_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hidden: bool) -> None:
    name = f"@dife-essai-{tmp_path.name}" if hidden else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(name.replace("@", "\0", 1))
        heard.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        watch.notify("READY=1")
        assert heard.recv(100) == b"READY=1"
    watch.notify("WATCHDOG=1")  # nobody hears any more: nothing fails
    monkeypatch.delenv("NOTIFY_SOCKET")
    watch.notify("WATCHDOG=1")


def test_the_unit_expects_what_is_told() -> None:
    lines = (settings.ROOT / "deploy" / "assistant-dife.service").read_text("utf-8").splitlines()
    assert {"Type=notify", "NotifyAccess=main", "KillMode=mixed"} <= set(lines)
    names = {line.split("=")[0] for line in lines if "=" in line}
    assert {"StartLimitIntervalSec", "StartLimitBurst", "TasksMax", "LogRateLimitBurst"} <= names
    assert lines.index("StartLimitBurst=10") < lines.index("[Service]"), "elsewhere it is ignored"
    longest = 60 + 1 + PATIENCE + 60 + 1 + PATIENCE  # both servers, with the longest answer
    (stop,) = [line.split("=")[1] for line in lines if line.startswith("TimeoutStopSec=")]
    assert int(stop) >= longest
    (seconds,) = [line.split("=")[1] for line in lines if line.startswith("WatchdogSec=")]
    # A round of the launcher: it asks both, then ends one.
    assert int(seconds) > 2 * (2 * watch.LIMIT + 5)
