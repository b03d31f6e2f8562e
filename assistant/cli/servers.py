"""Rasa and the action server, as one context: started, watched, started again, ended in order."""

from __future__ import annotations

import logging
import os
import resource
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import List, Optional, Tuple

import yaml
from sqlalchemy.exc import OperationalError

from assistant import settings
from assistant.cli import model
from assistant.cli.model import HOST, CannotStart, environment
from assistant.cli.watch import START_LIMIT, Watch, answers, notify
from assistant.privacy import journal, keyring
from assistant.storage import database

logger = logging.getLogger(__name__)

NAMES = ("Le serveur d'actions", "Rasa")  # in the order of their start
FALLS, WHILE = 5, 600.0  # falls, in seconds, after which a server is not started again
PATIENCE = 5.0  # seconds that a server has to end, beyond the turn that it may be taking
FROZEN = 2.0  # … that one which answers no more has


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
        self._watches: List[Watch] = []
        self._falls: List[float] = []
        self._held: Optional[int] = None
        self.token = settings.current().rest_token

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Servers:
        for port in (self.port, self.action_port):
            _refuse_taken(port)
        trained = model.trained_model()
        if trained is None:
            raise CannotStart("aucun modèle : lancez d'abord « make train ».")
        self._model = trained
        if why := model.refused(trained):
            raise CannotStart(why)
        keyring.ring()  # a weak secret is told before anything starts
        try:
            database.check()
            database.ready().dispose()  # and so is a database that cannot be brought up to date
        except OperationalError as error:
            raise CannotStart(database.told(error)) from None
        chosen = settings.current()
        if chosen.production and not chosen.proxy_header:
            raise CannotStart(
                "en production, DIFE_ENTETE_ADRESSE doit nommer l'en-tête où le serveur frontal "
                "écrit l'adresse du visiteur (X-Real-IP, voir deploy/nginx.conf)."
            )
        if chosen.production and not chosen.rest_token:
            self.token = secrets.token_urlsafe(48)  # ours alone, for _wait
        python = sys.executable
        rasa = f"-m assistant.server.rasa --interface {HOST} --port {self.port}".split()
        rasa += ["--model", str(trained), "--endpoints", str(self._endpoints())]
        try:
            self._held = model.hold(trained)
            for command, alive in (
                (
                    ["-m", "assistant.server.actions", str(self.action_port)],
                    f"http://{HOST}:{self.action_port}/health",
                ),
                ([*rasa, "--credentials", self.credentials], f"{self.address}/live"),
            ):
                self._commands.append([python, *command])
                self._running.append(self._start(self._commands[-1]))
                self._watches.append(Watch(alive))
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
                "DIFE_MODELE": self._model.name,
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
            if answers(f"{self.address}/ready", 5):
                return
            time.sleep(0.2)
        raise CannotStart(f"les serveurs n'ont pas démarré. La raison : voyez {journal.where()}")

    def wait(self) -> str:
        """Start again a server that falls or no longer answers, without touching the other.

        Ends when one does so too often, or when the model, which may have been swapped meanwhile,
        is refused; returns why, in French.
        """
        while True:
            notify("WATCHDOG=1")
            for number, server in enumerate(self._running):
                if server.poll() is None:
                    if not self._watches[number].frozen():
                        continue
                    _tell(f"{NAMES[number]} ne répond plus : il est arrêté.")
                    _end(server, FROZEN)
                if why := self._enough():
                    return why
                _tell(f"{NAMES[number]} s'est arrêté : il redémarre …")
                self._running[number] = self._start(self._commands[number])
                self._watches[number].begin()
            time.sleep(0.5)

    def _enough(self) -> str:
        """Count a fall; why there is to be no new start, "" when there is."""
        now = time.monotonic()
        self._falls = [*(fall for fall in self._falls if now - fall < WHILE), now]
        if len(self._falls) > FALLS:
            return (
                f"les serveurs se sont arrêtés {len(self._falls)} fois en {WHILE / 60:.0f} "
                f"minutes. La raison : voyez {journal.where()}"
            )
        refused = model.refused(self._model)
        return f"un serveur s'est arrêté, et {refused}" if refused else ""

    def stop(self) -> None:
        """End Rasa first: a turn under way still needs the action server."""
        notify("STOPPING=1")
        for server in reversed(self._running):
            _end(server, settings.current().answer_seconds + 1 + PATIENCE)
        if self._held is not None:
            os.close(self._held)
            self._held = None
        self._running.clear()
        self._commands.clear()
        self._watches.clear()


def _tell(said: str) -> None:
    """To whoever looks, and to the log, whose history serves at the sixth fall."""
    print(f"  {said}", flush=True)
    logger.warning(said)


def _end(server: subprocess.Popen[bytes], patience: float) -> None:
    """End a server, by force after `patience` seconds."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(patience)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
