"""The two real servers on a day of ours, and somebody who talks to them."""

from __future__ import annotations

import random
import socket
import uuid
from typing import Any, Dict, List

from assistant.cli import launcher, model

TODAY = "2026-11-23"


def free_port() -> int:
    """A port whose neighbour 50 above is free too; at random: several runs share a machine."""
    for port in random.sample(range(15005, 29900, 7), 200):  # noqa: S311
        try:
            for each in (port, port + 50):
                with socket.socket() as probe:
                    probe.bind((model.HOST, each))
            return port
        except OSError:
            continue
    raise RuntimeError("no free port")


class Conversation:
    """What an official types, and what is answered."""

    def __init__(self, address: str) -> None:
        self.address, self.sender = address, uuid.uuid4().hex
        self.answers: List[Dict[str, Any]] = []

    def say(self, text: str) -> str:
        """The texts of the answers, with plain spaces."""
        self.answers = launcher.say(self.address, text, self.sender)
        assert self.answers, "silence"
        return "\n".join(str(a.get("text", "")) for a in self.answers).replace("\u00a0", " ")

    @property
    def reference(self) -> str:
        """The conversation's name in the database."""
        return f"rest-{self.sender}"

    @property
    def buttons(self) -> List[str]:
        return [b["payload"] for a in self.answers for b in a.get("buttons", [])]

    @property
    def payload(self) -> Dict[str, Any]:
        """The last custom payload."""
        return [a["custom"]["data"] for a in self.answers if "custom" in a][-1]
