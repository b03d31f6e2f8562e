"""The two real servers, once for all conversations, on a day of ours."""

from __future__ import annotations

import socket
import uuid
from typing import Any, Callable, Dict, Iterator, List

import pytest

from assistant import launcher

TODAY = "2026-11-23"


def free_port() -> int:
    """A port whose neighbour 50 above is free too."""
    for port in range(15005, 15900, 7):
        try:
            for each in (port, port + 50):
                with socket.socket() as probe:
                    probe.bind((launcher.HOST, each))
            return port
        except OSError:
            continue
    raise RuntimeError("no free port")


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[launcher.Servers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIFE_VAR", str(tmp_path_factory.mktemp("var")))
        patch.setenv("DIFE_AUJOURDHUI", TODAY)
        patch.setenv("DIFE_DELAI_REPONSE", "4")
        patch.setenv("PORT", str(free_port()))
        with launcher.Servers() as running:
            yield running


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
    def buttons(self) -> List[str]:
        return [b["payload"] for a in self.answers for b in a.get("buttons", [])]

    @property
    def payload(self) -> Dict[str, Any]:
        """The last custom payload."""
        return [a["custom"]["data"] for a in self.answers if "custom" in a][-1]


@pytest.fixture
def talk(servers: launcher.Servers) -> Callable[[], Conversation]:
    return lambda: Conversation(servers.address)
