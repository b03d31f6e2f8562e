"""One conversation played: what was said and heard in turn."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import Callable, List, Optional, Sequence, Tuple

from assistant.cli import launcher
from tools.personas.characters import Script
from tools.personas.meant import Values
from tools.personas.player import Player, Saying
from tools.personas.reading import Answer, Heard, hear

Assistant = Callable[[str], Sequence[Answer]]  # one conversation: a message → its answers


@dataclass(frozen=True)
class Turn:
    """`values`: what the character means when he says it; `goal`: what he is after."""

    saying: Saying
    heard: Heard
    values: Values
    goal: Optional[str]
    seconds: float = 0.0


@dataclass(frozen=True)
class Played:
    """A conversation to its end. `gave_up`: why the character left without what he wanted."""

    script: Script
    turns: Tuple[Turn, ...]
    gave_up: str = ""

    @property
    def said(self) -> Tuple[str, ...]:
        return tuple(turn.saying.text for turn in self.turns)

    def dialogue(self) -> str:
        """The conversation as text, to be read."""
        lines = [f"=== {self.script.name}"]
        for number, turn in enumerate(self.turns):
            lines.append(f"\n[{number}] {self.script.character.name} ({turn.saying.kind}) : ")
            lines[-1] += turn.saying.text
            lines.append(turn.heard.text)
            if turn.heard.buttons:
                lines.append("   " + " · ".join(f"[{title}]" for title, _ in turn.heard.buttons))
        if self.gave_up:
            lines.append(f"\n--- s'en va : {self.gave_up}")
        return "\n".join(lines)


def play(player: Player, assistant: Assistant) -> Played:
    """The whole conversation of a character."""
    turns: List[Turn] = []
    heard: Optional[Heard] = None
    while (saying := player.say(heard)) is not None:
        before = time.perf_counter()
        heard = hear(assistant(saying.text))
        seconds = time.perf_counter() - before
        turns.append(Turn(saying, heard, dict(player.values), player.goal, seconds))
    return Played(player.script, tuple(turns), player.gave_up)


def over_rest(address: str) -> Assistant:
    """A new conversation with the real servers."""
    sender = uuid.uuid4().hex
    return lambda text: launcher.say(address, text, sender, timeout=60)
