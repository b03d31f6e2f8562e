"""`make run`'s promises: it says what is wrong, and stops what it started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import namedtuple
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Iterator, List

import pytest

from assistant import settings
from assistant.cli import launcher

PORT = 17005
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def own_port(monkeypatch, tmp_path):
    monkeypatch.setenv("PORT", str(PORT))
    monkeypatch.setenv("DIFE_VAR", str(tmp_path / "var"))


def free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((launcher.HOST, port)) != 0


@pytest.mark.parametrize("port", [PORT, PORT + 50])
def test_a_taken_port_is_named(port):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind((launcher.HOST, port))
        other.listen()
        with pytest.raises(launcher.CannotStart, match=f"port {port} est déjà pris.*PORT="):
            launcher.Servers().__enter__()


@pytest.mark.parametrize("port", ["abc", "80", "70000"])
def test_a_wrong_port_is_said(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(launcher.CannotStart, match="PORT doit"):
        launcher.ports()


def test_a_full_disk_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1_000_000))
    with pytest.raises(launcher.CannotStart, match="reste 0 Mo"):
        launcher.check()


def test_a_wrong_fact_stops_training_and_is_named(monkeypatch, tmp_path):
    folder = tmp_path / "references"
    shutil.copytree(settings.REFERENCES, folder)
    wages = folder / "bareme.yml"
    text = wages.read_text("utf-8")
    wages.write_text(text.replace("au: 2023-09-21", "au: 2023-09-19", 1), "utf-8")
    monkeypatch.setattr(settings, "REFERENCES", folder)
    for verb in ("train", "run"):
        with pytest.raises(launcher.CannotStart, match=r"bareme\.yml.*indemnite_repas"):
            launcher.VERBS[verb]()


def test_training_is_skipped_when_nothing_changed(capsys):
    assert launcher.train() == 0
    assert "rien n'a changé" in capsys.readouterr().out


@contextmanager
def running() -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "run"],
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
        # a shell in the background ignores Ctrl-C; a terminal does not
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        for line in process.stdout:
            if "L'assistant vous écoute" in line:
                break
        assert f"http://127.0.0.1:{PORT}" in line
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def say(text: str) -> str:
    return str(launcher.say(f"http://127.0.0.1:{PORT}", text, "essai-du-lanceur")[0]["text"])


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_run_says_where_to_talk_and_stops_both_servers(ending):
    with running() as process:
        assert say("bonjour")
        process.send_signal(ending)
        assert process.wait(30) == 0
    assert free(PORT) and free(PORT + 50)


def children(process: subprocess.Popen) -> List[int]:
    """The action server's process and Rasa's, in this order."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return sorted(map(int, found), key=lambda pid: b"action_server" not in command(pid))


def command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_server_killed_comes_back_alone_and_nothing_is_lost():
    """As when the memory runs out, only that one dies, and is back within a minute."""
    with running() as process:
        say("calculer mes frais")
        for number in (0, 1):
            before = children(process)
            assert len(before) == 2
            os.kill(before[number], signal.SIGKILL)
            limit = time.monotonic() + 60
            answer = ""
            while "repas" not in answer and time.monotonic() < limit:
                time.sleep(0.5)
                with suppress(OSError):
                    answer = say(f"{number + 2} nuits")
            assert "repas" in answer
            after = children(process)
            assert before[number] not in after and before[1 - number] in after


def test_a_server_that_keeps_falling_ends_the_run():
    with running() as process:
        with suppress(IndexError, OSError):
            while process.poll() is None:
                os.kill(children(process)[0], signal.SIGKILL)
                time.sleep(0.7)
        assert process.wait(30) == 1
    assert free(PORT) and free(PORT + 50)
