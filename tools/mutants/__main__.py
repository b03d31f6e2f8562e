"""`make mutants`: every planted fault, the test that sees it, and what no test sees.

`python -m tools.mutants [--only dife] [--jobs 2]`. Exit code 1 when a fault that is not named
survives, or fewer than 95 % are killed; 2 when the list is no longer true.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import Dict, List

from assistant import settings
from tools.mutants.faults import Fault, ListError, load
from tools.mutants.runner import KILLED, BaselineFails, Result, Runner

ENOUGH = 0.95


def table(faults: List[Fault], results: Dict[str, Result]) -> str:
    """Every fault in the order of the list, as Markdown."""
    lines = ["| fault | why it matters | seen by | s |", "| --- | --- | --- | --- |"]
    for fault in faults:
        found = results[fault.name]
        by = found.by or "its tests" if found.outcome == KILLED else f"**{found.outcome}**"
        if fault.named and found.outcome != KILLED:
            by += f": {fault.named}"
        lines.append(f"| {fault.name} | {fault.why} | {by} | {found.seconds:.1f} |")
    return "\n".join(lines) + "\n"


def summary(faults: List[Fault], results: Dict[str, Result]) -> str:
    """« dife 30 of 31, actions 20 of 20: 50 of 51 killed (98.0 %) »."""
    parts: Dict[str, List[bool]] = {}
    for fault in faults:
        parts.setdefault(fault.room, []).append(results[fault.name].outcome == KILLED)
    killed = sum(sum(part) for part in parts.values())
    rooms = ", ".join(f"{room} {sum(part)} of {len(part)}" for room, part in parts.items())
    share = killed / max(len(faults), 1)
    return f"{rooms}: {killed} of {len(faults)} killed ({share:.1%})"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants")
    parser.add_argument("--only", default="", help="a room, a path or a fault")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    try:
        faults = load(settings.ROOT, only=options.only)
    except ListError as error:
        print(error, file=sys.stderr)
        return 2
    started, results = time.monotonic(), {}
    runner = Runner(settings.ROOT, settings.var_folder() / "mutants", options.jobs)
    try:
        for result in runner.run(faults):
            results[result.name] = result
            place = f"{len(results)}/{len(faults)}"
            print(f"{place:>8}  {result.outcome:8}  {result.name}  {result.by}", flush=True)
    except BaselineFails as error:
        print(f"These tests fail without any fault:\n{error}", file=sys.stderr)
        return 2
    (settings.var_folder() / "mutants.md").write_text(table(faults, results), "utf-8")
    left = [fault for fault in faults if results[fault.name].outcome != KILLED]
    for fault in left:
        print(f"{results[fault.name].outcome}: {fault.name} ({fault.file}): {fault.why}")
        print(f"    {fault.named or 'named nowhere'}")
    print(f"{summary(faults, results)}, in {time.monotonic() - started:.0f} s; var/mutants.md")
    named = all(fault.named for fault in left)
    return int(not named or len(left) > (1 - ENOUGH) * len(faults))


if __name__ == "__main__":
    sys.exit(main())
