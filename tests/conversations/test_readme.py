"""What the README shows is what is said: its conversation, and its command over REST."""

from __future__ import annotations

import json
import re
import shlex
from typing import Callable, Iterator, List, Tuple

import requests

from assistant import settings
from assistant.cli import launcher
from tests.support.servers import Conversation

README = (settings.ROOT / "README.md").read_text("utf-8")
FENCES = re.findall(r"^```\n(.*?)^```", README, re.S | re.M)


def turns() -> Iterator[Tuple[str, List[str]]]:
    """Each message of the README's conversation, and the pieces shown of its answer."""
    conversation = next(block for block in FENCES if block.startswith("Vous : "))
    for turn in re.split(r"^Vous : ", conversation, flags=re.M)[1:]:
        message, *lines = turn.strip().split("\n")
        lines = [line.removeprefix("Assistant : ").strip(" -") for line in lines]
        shown = " ".join(line for line in lines if not re.match(r"\d\. ", line))
        yield message, [piece.strip() for piece in shown.split("[…]") if piece.strip()]


def plain(text: str) -> str:
    """Without bold, list marks and line ends."""
    return " ".join(re.sub(r"^- ", "", text.replace("**", ""), flags=re.M).split())


def test_the_conversation_of_the_readme(talk: Callable[[], Conversation]) -> None:
    conversation = talk()
    shown = list(turns())
    assert len(shown) >= 4
    for message, pieces in shown:
        answer = plain(conversation.say(message))
        for piece in pieces:
            assert plain(piece) in answer


def test_the_command_of_the_readme(servers: launcher.Servers) -> None:
    """The command as it is written, to this server's port; what is shown is in what is answered."""
    block = next(block for block in FENCES if "curl " in block)
    command, shown = block.strip().split("\n", 1)
    curl, silent, address, data, body = shlex.split(command)
    assert (curl, silent, data) == ("curl", "-s", "-d")
    port = f"127.0.0.1:{servers.port}"
    answer = requests.post(
        f"http://{address.replace('localhost:5005', port)}",
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded"},  # curl's own
        timeout=30,
    )
    answers, example = answer.json(), json.loads(shown)
    assert len(example) >= 2 and len(answers) >= len(example)
    for one, answered in zip(example, answers, strict=False):
        assert set(one) == set(answered) and one["recipient_id"] == answered["recipient_id"]
        for piece in one["text"].split("…"):
            assert plain(piece) in plain(answered["text"])
        assert all(button in answered["buttons"] for button in one.get("buttons", []))
