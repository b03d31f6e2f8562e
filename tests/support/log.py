"""What the servers wrote, and what must never be in it."""

from __future__ import annotations

import re
from typing import List, Optional

from assistant import settings
from assistant.privacy.journal import TRACE

DATED = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00 [A-Z]+ (rasa|actions|launcher) "
)
SIGNS = (
    TRACE,
    "never retrieved",
    "was destroyed but it is pending",
    "Traceback (most recent call last)",
)


def log() -> str:
    """The log of the servers of this test."""
    path = settings.current().log_file
    assert path is not None
    return path.read_text("utf-8", "replace")


def uncaught(written: str) -> List[str]:
    """The lines that tell an error which none of our code caught, or that the journal did not
    write: what caught one of ours logs its type alone, without a trace."""
    return [
        line
        for line in written.splitlines()
        if any(sign in line for sign in SIGNS) or not DATED.match(line)
    ]


def nothing_uncaught(written: Optional[str] = None) -> None:
    """Fail on any error that nothing caught, in this log or in that of the servers."""
    found = uncaught(log() if written is None else written)
    assert not found, "\n".join(found[:5])


# A task that fails and that nobody waits for: in a process of a test, where `fails` raises.
FORGETS = """
async def later():
    fails()
async def forgets():
    task = asyncio.ensure_future(later())
    await asyncio.sleep(0.05)
    del task
    gc.collect()
"""
