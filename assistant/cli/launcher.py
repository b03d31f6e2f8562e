"""The verbs that start and stop the assistant; they say clearly what prevents it."""

from __future__ import annotations

import signal
import sys
import time
from typing import Callable, Dict

from assistant import settings
from assistant.channels.teams import config
from assistant.cli import terminal
from assistant.cli.model import HOST as HOST
from assistant.cli.model import CannotStart, check, train
from assistant.cli.model import trained_model as trained_model
from assistant.cli.servers import Servers as Servers
from assistant.cli.servers import ports as ports
from assistant.cli.talk import say as say
from assistant.cli.watch import notify
from assistant.privacy import journal, logs
from assistant.storage import purging

STOPS = (signal.SIGINT, signal.SIGTERM)


def run() -> int:
    """Both servers until Ctrl-C."""
    for asked in STOPS:
        signal.signal(asked, _stop)
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
        for said in (config.state(), purging.doubt(time.time())):
            if said:
                print(f"  {said}", flush=True)
        notify("READY=1")
        print(
            f"\n  L'assistant vous écoute : {servers.address}/assistant/"
            "   (Ctrl-C pour l'arrêter)\n",
            flush=True,
        )
        why = servers.wait()
    raise CannotStart(why)


def _stop(*_: object) -> None:
    """End once: a stop broken off by whoever asks again would leave a server behind."""
    for asked in STOPS:
        signal.signal(asked, signal.SIG_IGN)
    print("\nArrêt …", flush=True)
    sys.exit(0)


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
