"""`make personas`: fixed characters talk with the real servers, and every answer is checked.

python -m tools.personas [--conversations 1000] [--graine 1] [--personnage NOM] [--adresse http://…]

Without an address it starts both servers, on a day of its own and in a folder that is thrown away.
The same seed plays the same conversations. Exit code 1 when a loop, a dead end, a wrong sum, a
wrong letter or a wrong call-back is found.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from typing import List, Optional, Sequence

from assistant import clock, facts, settings
from assistant.cli import launcher
from dife.wording import format_date
from tests.support.servers import TODAY, free_port
from tools.personas import faults, report
from tools.personas.characters import CHARACTERS, Script, scripts
from tools.personas.player import Player
from tools.personas.talk import Played, over_rest, play

AT_ONCE = 6
DAY = re.compile(r"Information du (\w+ \d+(?:er)? \w+ \d{4})")


def run(made: Sequence[Script], address: str, at_once: int = AT_ONCE) -> List[Played]:
    """These conversations with the servers at an address, several at once, each in order."""
    facts.current()  # read once, before the threads
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda script: play(Player(script), over_rest(address)), made))


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.personas")
    parser.add_argument("--conversations", type=int, default=1000)
    parser.add_argument("--graine", type=int, default=1)
    parser.add_argument("--personnage", choices=[each.name for each in CHARACTERS])
    parser.add_argument("--adresse", default="", help="servers that run already")
    parser.add_argument("--ensemble", type=int, default=AT_ONCE, help="conversations at once")
    options = parser.parse_args(arguments)
    folder = settings.var_folder() / "personas"
    with ExitStack() as stack:
        address = options.adresse.rstrip("/") or _start(stack)
        today = clock.today()
        made = scripts(options.graine, options.conversations, today, options.personnage)
        played = run(made, address, options.ensemble)
    if other := another_day(played, today):
        print(f"Les serveurs sont au {other} : donnez le même jour dans DIFE_AUJOURDHUI.")
        return 2
    found = faults.find(played, today)
    print(report.summary(played, found, options.graine))
    paths = report.write(folder, played, found, options.graine)
    print("Le rapport et les dialogues fautifs : " + ", ".join(map(str, paths)))
    return 1 if report.fails(found) else 0


def another_day(played: Sequence[Played], today: date) -> str:
    """The servers' own day as a result tells it, where it is not ours: no day would be right."""
    texts = (turn.heard.text for each in played for turn in each.turns)
    told = next((m[1] for text in texts if (m := DAY.search(text))), "")
    return told if told and told != format_date(today, weekday=True) else ""


def _start(stack: ExitStack) -> str:
    """Both servers, on the day of the tests."""
    var = stack.enter_context(tempfile.TemporaryDirectory())
    os.environ |= {
        "PORT": str(free_port()),
        "DIFE_VAR": var,
        "DIFE_AUJOURDHUI": settings.current().today or TODAY,
        "DIFE_RAPPELS_PAR_JOUR": "10000",
    }
    settings.current.cache_clear()
    return stack.enter_context(launcher.Servers()).address


if __name__ == "__main__":
    sys.exit(main())
