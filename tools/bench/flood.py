"""What a flood of the site's door does to a visitor beside it: `python -m tools.bench.flood`.

Each kind by one and by twenty sockets, through nginx with deploy/nginx.conf and straight, with the
settings of production, SECONDS each (`--seconds`). The visitor asks something every 1.4 s. What
the visitor alone meets comes first, on the same servers: compare within one run.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.channels.conftest import started
from tests.support import flood
from tests.support.front import PRODUCTION, Front

SECONDS = 30.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.flood")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--through", default="nginx none", help="which doors: nginx, none")
    options = parser.parse_args()
    seconds: float = options.seconds
    heads = ("flood", "through", "sockets", "median, worst (ms)", "memory (MB)", "lines of log")
    _row(*heads)
    _row(*("---" for _ in heads))
    with ExitStack() as stack:
        var, folder = (stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(2))
        servers = stack.enter_context(started(PRODUCTION, var, limit="9"))
        front = stack.enter_context(Front(Path(folder), servers))
        pid = servers._running[1].pid
        doors = {"nginx": (front.address, str(front.certificate)), "none": (servers.address, "")}
        asyncio.run(flood.watch("", 0, seconds, servers.address, pid))  # what a start costs
        for kind in ("", *flood.KINDS):
            for through in options.through.split():
                address, trusted = doors[through]
                for sockets in (1, 20) if kind else (0,):
                    watched = flood.watch(kind, sockets, seconds, address, pid, trusted)
                    seen = asyncio.run(watched)
                    times = f"{seen.median:.0f}, {max(seen.turns, default=0):.0f}"
                    times += f", {seen.unanswered} lost" if seen.unanswered else ""
                    _row(kind or "none", through, sockets, times, f"{seen.growth:+.1f}", seen.lines)


def _row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
