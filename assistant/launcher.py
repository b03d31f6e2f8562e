"""Starts, trains and stops the assistant; says clearly what prevents it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional, Tuple

import yaml

from assistant import settings, staff, teams_package
from assistant.channels import teams_config
from dife.references import ReferenceFileError, references

HOST = "127.0.0.1"
NEEDED_DISK = 200 * 1024 * 1024  # bytes: a model, its unpacking, and some conversations
START_LIMIT = 120.0  # seconds
TRAINED_ON = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories",
              "data/responses", "assistant/nlu")  # fmt: skip


class CannotStart(Exception):
    """A French sentence that says what is wrong and what to do."""


def environment(port: int) -> Dict[str, str]:
    """The servers' environment: loopback only, nothing reported to third parties."""
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SANIC_HOST": HOST,
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "CUDA_VISIBLE_DEVICES": "-1",
        "OPENBLAS_NUM_THREADS": "1",  # a small product is slower shared between two busy cores
    }
    return {**os.environ, **quiet, "PORT": str(port)}


def check() -> int:
    """Refuse to go on with a wrong file of facts, or a full disk."""
    try:
        references(settings.REFERENCES)
    except ReferenceFileError as error:
        raise CannotStart(str(error)) from None
    free = shutil.disk_usage(settings.ROOT).free
    if free < NEEDED_DISK:
        raise CannotStart(
            f"il reste {free // 2**20} Mo sur le disque, il en faut {NEEDED_DISK // 2**20}. "
            "Libérez de la place, puis recommencez."
        )
    return 0


def fingerprint() -> str:
    """Digest of all that a model is trained on."""
    digest = hashlib.sha256()
    for name in TRAINED_ON:
        for path in sorted(_files(settings.ROOT / name)):
            digest.update(str(path.relative_to(settings.ROOT)).encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def trained_model() -> Optional[Path]:
    """The model of today's data, if there is one."""
    model = settings.MODELS / f"dife-{fingerprint()[:12]}.tar.gz"
    return model if model.exists() else None


def train() -> int:
    """Train unless neither data nor configuration changed."""
    check()
    if trained_model():
        print("Modèle à jour : rien n'a changé depuis le dernier entraînement.")
        return 0
    print("Entraînement du modèle (moins d'une minute) …", flush=True)
    name = f"dife-{fingerprint()[:12]}"
    started = time.monotonic()
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", name,
               "--skip-validation", "--quiet"]  # fmt: skip
    done = subprocess.run(  # what its libraries say of themselves is for nobody
        command, cwd=settings.ROOT, env=environment(5005), stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise CannotStart("l'entraînement a échoué ; la raison est écrite au-dessus.")
    for old in settings.MODELS.glob("dife-*.tar.gz"):
        if old.name != f"{name}.tar.gz":
            old.unlink()
    print(f"Modèle entraîné en {time.monotonic() - started:.0f} s.")
    return 0


def ports() -> Tuple[int, int]:
    """Rasa's port (PORT, 5005) and the action server's, 50 above."""
    try:
        port = int(os.environ.get("PORT") or 5005)
    except ValueError:
        raise CannotStart("PORT doit être un nombre, par exemple PORT=5010.") from None
    if not 1024 <= port <= 65485:
        raise CannotStart("PORT doit être compris entre 1024 et 65485, par exemple PORT=5010.")
    return port, port + 50


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CannotStart(
                f"le port {port} est déjà pris par un autre programme. "
                "Arrêtez-le, ou choisissez-en un autre : make run PORT=5105"
            ) from None


class Servers:
    """Rasa and the action server, as a context; both stop with it."""

    def __init__(self) -> None:
        self.port, self.action_port = ports()
        self._running: List[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Servers:
        for port in (self.port, self.action_port):
            _refuse_taken(port)
        model = trained_model()
        if model is None:
            raise CannotStart("aucun modèle : lancez d'abord « make train ».")
        python = sys.executable
        try:
            self._start([python, "-m", "rasa_sdk", "--actions", "actions",
                         "--port", str(self.action_port)])  # fmt: skip
            self._start([python, "-m", "rasa", "run", "--model", str(model), "--interface", HOST,
                         "--port", str(self.port), "--endpoints", str(self._endpoints()),
                         "--credentials", "credentials.yml"])  # fmt: skip
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self, command: List[str]) -> None:
        log = open(settings.var_folder() / "serveurs.log", "ab")  # noqa: SIM115 - the child's
        self._running.append(
            subprocess.Popen(
                command, cwd=settings.ROOT, env={**environment(self.port), "LOG_LEVEL": "WARNING"},
                stdout=log, stderr=log, start_new_session=True,
            )
        )  # fmt: skip

    def _endpoints(self) -> Path:
        """endpoints.yml with this run's action port."""
        content = yaml.safe_load((settings.ROOT / "endpoints.yml").read_text("utf-8"))
        content["action_endpoint"]["url"] = f"http://{HOST}:{self.action_port}/webhook"
        path = settings.var_folder() / f"endpoints-{self.port}.yml"
        path.write_text(yaml.safe_dump(content), "utf-8")
        return path

    def _wait(self) -> None:
        """Ready is: a first question was answered by both servers."""
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if any(server.poll() is not None for server in self._running):
                break
            try:
                answers = say(self.address, "/suivre_parcours", "demarrage")
                if len(answers) > 1:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        log = settings.var_folder() / "serveurs.log"
        raise CannotStart(f"les serveurs n'ont pas démarré. La raison est à la fin de {log}")

    def wait(self) -> None:
        """Until one of the servers ends."""
        while all(server.poll() is None for server in self._running):
            time.sleep(0.5)

    def stop(self) -> None:
        for server in reversed(self._running):
            if server.poll() is None:
                server.terminate()
        for server in reversed(self._running):
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
        self._running.clear()


def say(address: str, text: str, sender: str, timeout: float = 15) -> List[Dict[str, object]]:
    """One turn over REST."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(
        f"{address}/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        answers: List[Dict[str, object]] = json.load(answer)
    return answers


def run() -> int:
    """Both servers until Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    train()
    print("Démarrage des serveurs …", flush=True)
    with Servers() as servers:
        if teams_config.state():
            print(f"  {teams_config.state()}", flush=True)
        print(f"\n  L'assistant vous écoute : {servers.address}/assistant/"
              "   (Ctrl-C pour l'arrêter)\n", flush=True)  # fmt: skip
        try:
            servers.wait()
        except KeyboardInterrupt:
            print("\nArrêt …", flush=True)
            return 0
    raise CannotStart(f"un serveur s'est arrêté ; voyez {settings.var_folder() / 'serveurs.log'}")


def shell() -> int:
    """A conversation in the terminal."""
    from assistant import terminal

    train()
    print("Démarrage des serveurs …", flush=True)
    with Servers() as servers:
        terminal.talk(servers.address)
    return 0


VERBS: Dict[str, Callable[[], int]] = {
    "run": run,
    "shell": shell,
    "train": train,
    "check": check,
    "rappels": staff.callbacks_waiting,
    "avis": staff.opinions,
    "teams-package": teams_package.verb,
}
