"""A turn of a conversation that lasts, over REST and the site: `make bench`."""

from __future__ import annotations

import statistics
import tempfile
import time
import uuid
from typing import Callable, Dict

import pytest

from assistant.cli import launcher
from tests.channels.test_site import Client
from tests.support.servers import free_port

TURNS = (10, 200, 1000)


def main() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIFE_VAR", tempfile.mkdtemp())
        patch.setenv("PORT", str(free_port()))
        with launcher.Servers() as servers:
            sender, client = uuid.uuid4().hex, Client(servers.address)
            client.begin()
            ways: Dict[str, Callable[[], object]] = {
                "REST": lambda: launcher.say(servers.address, "combien d'euros par an ?", sender),
                "site": lambda: client.say("combien d'euros par an ?"),
            }
            for name, say in ways.items():
                took = []
                for _ in range(max(TURNS) + 5):
                    begun = time.perf_counter()
                    say()
                    took.append((time.perf_counter() - begun) * 1000)
                about = {n: statistics.median(took[n - 5 : n + 5]) for n in TURNS}
                shown = ", ".join(f"turn {n}: {ms:.0f} ms" for n, ms in about.items())
                print(f"{name}: {shown}; ratio {about[TURNS[-1]] / about[TURNS[0]]:.2f}")
            client.socket.disconnect()


if __name__ == "__main__":
    main()
