"""`make run`'s promises: it says what is wrong, and stops what it started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import namedtuple
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Iterator, List
from unittest.mock import Mock

import pytest
import requests

from assistant import settings
from assistant.cli import launcher, model

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


@pytest.mark.parametrize("full", ["data", "models"])
def test_a_full_disk_is_said(monkeypatch, full):
    """That of the data, which may be another than the code's, and that of the models."""
    named = settings.var_folder() if full == "data" else settings.models_folder()

    def usage(folder):
        return Usage(10**9, 0, 1_000_000 if folder == named else 10**9)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    with pytest.raises(launcher.CannotStart, match=f"reste 0 Mo sur le disque de {named}"):
        launcher.check()


def test_a_wrong_fact_stops_training_and_is_named(monkeypatch, tmp_path):
    for kept in ("journal", "logs", "signal"):  # « run » takes them for its process, for good
        monkeypatch.setattr(launcher, kept, Mock())
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


# --- The model


@pytest.fixture
def models(monkeypatch, tmp_path) -> Path:
    """A folder of models with the trained one."""
    trained = launcher.trained_model()
    assert trained, "run `python -m assistant train` first"
    folder = tmp_path / "models"
    folder.mkdir()
    for name in (trained.name, f"{trained.name}.sha256"):
        shutil.copy(trained.with_name(name), folder / name)
    monkeypatch.setattr(settings, "MODELS", folder)
    return folder


def old(folder: Path, name: str) -> Path:
    made = folder / f"dife-{name}.tar.gz"
    made.write_bytes(name.encode())
    model.seal(made)
    return made


@pytest.fixture
def trains(monkeypatch) -> None:
    """Training writes an archive at once: its contents are Rasa's matter."""

    def run(command, **_):
        name = command[command.index("--fixed-model-name") + 1]
        (settings.models_folder() / f"{name}.tar.gz").write_bytes(b"new")
        return subprocess.CompletedProcess(command, 0, stderr="")

    monkeypatch.setattr(model.subprocess, "run", run)


def test_training_keeps_the_model_in_use_and_removes_the_others(models, trains):
    mine = launcher.trained_model()
    in_use, left = old(models, "en-service"), old(models, "ancien")
    mine.unlink()
    held = model.hold(in_use)
    try:
        assert launcher.train() == 0
    finally:
        os.close(held)
    assert not model.refused(in_use) and not model.refused(mine)
    assert not list(models.glob(f"{left.name}*"))
    mine.unlink()
    launcher.train()
    assert not list(models.glob(f"{in_use.name}*")), "nobody uses it any more"


def test_two_trainings_wait_for_each_other(models, trains, capsys):
    launcher.trained_model().unlink()
    with model._alone():
        other = threading.Thread(target=launcher.train)
        other.start()
        other.join(0.5)
        assert other.is_alive() and not launcher.trained_model()
        (models / f"dife-{model.fingerprint()[:12]}.tar.gz").write_bytes(b"of the first")
        model.seal(launcher.trained_model())
    other.join(30)
    assert launcher.trained_model().read_bytes() == b"of the first", "not trained twice"
    assert "entraînement est en cours" in capsys.readouterr().out


def spoiled(archive: Path, how: str) -> str:
    """Spoil a model; what is said of it."""
    if how == "altered":
        with archive.open("ab") as file:
            file.write(b"x")
        return "a changé depuis son entraînement"
    if how == "gone":
        archive.unlink()
        return "a disparu"
    archive.with_name(f"{archive.name}.sha256").unlink()
    return "rien ne dit"


@pytest.mark.parametrize("how", ["altered", "unsealed"])
def test_a_refused_model_is_named_with_its_reason(models, how):
    archive = launcher.trained_model()
    said = spoiled(archive, how)
    with pytest.raises(launcher.CannotStart, match=f"{archive.name}.*make run") as refusal:
        launcher.Servers().__enter__()
    assert said in str(refusal.value)


@pytest.mark.parametrize("how", ["altered", "gone", "unsealed"])
def test_a_model_refused_at_a_fall_is_named_too(models, how):
    """Without servers: what the launcher says when one falls while the model has changed."""
    servers = launcher.Servers()
    servers._model = launcher.trained_model()
    servers._running = [subprocess.Popen(["true"])]
    servers._running[0].wait()
    said = spoiled(servers._model, how)
    why = servers.wait()
    assert said in why and servers._model.name in why and "make run" in why


# --- Both servers


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
    answers = launcher.say(f"http://127.0.0.1:{PORT}", text, "essai-du-lanceur")
    return "\n".join(str(answer.get("text")) for answer in answers)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_run_says_where_to_talk_and_stops_both_servers(ending):
    with running() as process:
        assert say("bonjour")
        both = children(process)
        for _ in range(3):  # whoever is in a hurry asks again
            process.send_signal(ending)
            time.sleep(0.3)
        assert process.wait(30) == 0
    assert free(PORT) and free(PORT + 50)
    assert not [pid for pid in both if Path(f"/proc/{pid}").exists()], "left behind"


def children(process: subprocess.Popen) -> List[int]:
    """The action server's process and Rasa's, in this order."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return sorted(map(int, found), key=lambda pid: b"server.actions" not in command(pid))


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


def test_a_second_run_on_the_same_port_is_refused_and_harms_nothing():
    with running():
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "run"],
            cwd=settings.ROOT,
            env=os.environ,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 1 and f"port {PORT} est déjà pris" in done.stderr
        assert say("bonjour")


def test_a_server_frozen_is_ended_and_started_again():
    """Its process is there, and would be for ever: nobody but the watch sees it."""
    with running() as process:
        say("calculer mes frais")
        for number, name in enumerate(("actions", "rasa")):
            before, begun = children(process), time.monotonic()
            os.kill(before[number], signal.SIGSTOP)
            while before[number] in children(process):
                assert time.monotonic() < begun + 40, f"{name} is left as it is"
                time.sleep(0.1)
            ended = time.monotonic() - begun
            answer = ""
            while "repas" not in answer and time.monotonic() < begun + 90:
                with suppress(OSError):
                    answer = say(f"{number + 2} nuits")
                time.sleep(0.3)
            assert "repas" in answer
            print(f"{name}: ended in {ended:.0f} s, answers in {time.monotonic() - begun:.0f} s")
            after = children(process)
            assert before[number] not in after and before[1 - number] in after


def test_on_a_clean_stop_the_turns_under_way_are_answered():
    """The action server is held, so that ten turns wait for it when the stop is asked."""
    address = f"http://127.0.0.1:{PORT}"
    people = [f"essai-du-lanceur-{number}" for number in range(10)]
    answers: List[str] = []
    with running() as process:
        for sender in people:
            launcher.say(address, "calculer mes frais", sender)
        actions = children(process)[0]
        os.kill(actions, signal.SIGSTOP)

        def talk(sender: str) -> None:
            answers.append(str(launcher.say(address, "2 nuits", sender)[0]["text"]))

        threads = [threading.Thread(target=talk, args=(sender,)) for sender in people]
        for thread in threads:
            thread.start()
        time.sleep(2)
        process.terminate()
        time.sleep(1)
        os.kill(actions, signal.SIGCONT)
        for thread in threads:
            thread.join(30)
        assert process.wait(30) == 0
    assert len(answers) == 10 and all("Combien de repas" in answer for answer in answers), answers


def test_systemd_hears_of_the_start_the_watch_and_the_stop(monkeypatch, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with running() as process:
            assert heard.recv(50) == b"READY=1"
            assert {heard.recv(50) for _ in range(3)} == {b"WATCHDOG=1"}
            for path in ("/live", "/ready", "/assistant/", "/assistant/donnees.html", "/"):
                address = f"http://127.0.0.1:{PORT}{path}"
                head = requests.head(address, timeout=5, allow_redirects=True)
                assert (head.status_code, head.content) == (200, b"")
                whole = requests.get(address, timeout=5)
                assert (
                    whole.content and whole.headers["content-type"] == head.headers["content-type"]
                )
            process.terminate()
            process.wait(30)
        said = b""
        while said != b"STOPPING=1":
            said = heard.recv(50)
            assert said in (b"WATCHDOG=1", b"STOPPING=1")
