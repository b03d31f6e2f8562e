"""Starts and stops the assistant; says clearly what prevents it."""

from __future__ import annotations

import os
import resource
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Callable, Dict, List, Tuple

import yaml
from sqlalchemy.exc import OperationalError

from assistant import settings
from assistant.channels.teams import config
from assistant.cli import terminal
from assistant.cli.model import HOST, CannotStart, check, environment, genuine, train, trained_model
from assistant.cli.talk import say as say
from assistant.privacy import journal, keyring, logs
from assistant.storage import database

START_LIMIT = 120.0  # seconds
FALLS, WHILE = 5, 600.0  # falls, in seconds, after which a server is not started again


def ports() -> Tuple[int, int]:
    """Rasa's port (PORT, 5005) and the action server's, 50 above."""
    port = settings.current().port
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

    credentials = "credentials.yml"  # which doors

    def __init__(self) -> None:
        self.port, self.action_port = ports()
        self._commands: List[List[str]] = []
        self._running: List[subprocess.Popen[bytes]] = []
        self._falls: List[float] = []
        self.token = settings.current().rest_token

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Servers:
        for port in (self.port, self.action_port):
            _refuse_taken(port)
        model = trained_model()
        if model is None:
            raise CannotStart("aucun modèle : lancez d'abord « make train ».")
        self._model = model
        if not genuine(model):
            raise CannotStart(
                f"le modèle {model.name} n'est pas celui qui a été entraîné ici. "
                "Lancez « make train » pour le refaire."
            )
        keyring.ring()  # a weak secret is told before anything starts
        try:
            database.ready().dispose()  # and so is a database that cannot be brought up to date
        except OperationalError as error:
            raise CannotStart(
                f"la base de données ne répond pas ({type(error.orig).__name__}). Vérifiez "
                "DIFE_DATABASE_URL, les droits et la place libre."
            ) from None
        chosen = settings.current()
        if chosen.production and not chosen.proxy_header:
            raise CannotStart(
                "en production, DIFE_ENTETE_ADRESSE doit nommer l'en-tête où le serveur frontal "
                "écrit l'adresse du visiteur (X-Real-IP, voir deploy/nginx.conf)."
            )
        if chosen.production and not chosen.rest_token:
            self.token = secrets.token_urlsafe(48)  # ours alone, for _wait
        python = sys.executable
        try:
            for command in (
                [python, "-m", "assistant.server.actions", str(self.action_port)],
                [
                    python,
                    "-m",
                    "assistant.server.rasa",
                    "--model",
                    str(model),
                    "--interface",
                    HOST,
                    "--port",
                    str(self.port),
                    "--endpoints",
                    str(self._endpoints()),
                    "--credentials",
                    self.credentials,
                ],
            ):
                self._commands.append(command)
                self._running.append(self._start(command))
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start(self, command: List[str]) -> subprocess.Popen[bytes]:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a visitor connected is a file
        log = journal.sink()
        started = subprocess.Popen(
            command,
            cwd=settings.ROOT,
            env={
                **environment(self.port),
                "LOG_LEVEL": "WARNING",
                "DIFE_REST_JETON": self.token,
            },
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        os.close(log)
        return started

    def _endpoints(self) -> Path:
        """endpoints.yml with this run's action port."""
        content = yaml.safe_load((settings.ROOT / "endpoints.yml").read_text("utf-8"))
        content["action_endpoint"]["url"] = f"http://{HOST}:{self.action_port}/webhook"
        path = settings.var_folder() / f"endpoints-{self.port}.yml"
        path.write_text(yaml.safe_dump(content), "utf-8")
        return path

    def _wait(self) -> None:
        """Ready is: a first question was answered by both servers (server/ready.py)."""
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if any(server.poll() is not None for server in self._running):
                break
            try:
                with urllib.request.urlopen(f"{self.address}/ready", timeout=5):
                    return
            except OSError:
                pass
            time.sleep(0.2)
        raise CannotStart(f"les serveurs n'ont pas démarré. La raison : voyez {journal.where()}")

    def wait(self) -> None:
        """Start again a server that falls, without touching the other; until one falls too often.

        The model is checked again: it may have been swapped meanwhile.
        """
        while True:
            for number, server in enumerate(self._running):
                if server.poll() is None:
                    continue
                now = time.monotonic()
                self._falls = [*(fall for fall in self._falls if now - fall < WHILE), now]
                if len(self._falls) > FALLS or not genuine(self._model):
                    return
                print("  Un serveur s'est arrêté : il redémarre …", flush=True)
                self._running[number] = self._start(self._commands[number])
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
        self._commands.clear()


def run() -> int:
    """Both servers until Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logs.install()
    # In the file of the servers and before whoever started them; once when both are the same.
    journal.keep(
        "launcher", journal.sink(), *([2] if settings.current().log_file else []), prints=False
    )
    for name in settings.unknown():
        print(f"  Réglage inconnu, ignoré : {name} (faute de frappe ?)", flush=True)
    train()
    print("Démarrage des serveurs …", flush=True)
    with Servers() as servers:
        if config.state():
            print(f"  {config.state()}", flush=True)
        print(
            f"\n  L'assistant vous écoute : {servers.address}/assistant/"
            "   (Ctrl-C pour l'arrêter)\n",
            flush=True,
        )
        try:
            servers.wait()
        except KeyboardInterrupt:
            print("\nArrêt …", flush=True)
            return 0
    raise CannotStart(f"un serveur s'est arrêté ; voyez {journal.where()}")


def shell() -> int:
    """A conversation in the terminal."""
    train()
    print("Démarrage des serveurs …", flush=True)
    with Servers() as servers:
        terminal.talk(servers.address, servers.token)
    return 0


VERBS: Dict[str, Callable[[], int]] = {
    "run": run,
    "shell": shell,
    "train": train,
    "check": check,
}
