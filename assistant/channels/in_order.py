"""One turn at a time of each conversation, in the order in which the messages came."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator, Dict, List, Tuple


class InOrder:
    """At most so many at once under each name, in the order in which they came."""

    def __init__(self, at_once: int = 1) -> None:
        self._at_once = at_once
        self._lines: Dict[str, Tuple[asyncio.Semaphore, List[None]]] = {}

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        lock, waiting = self._lines.setdefault(name, (asyncio.Semaphore(self._at_once), []))
        waiting.append(None)
        try:
            async with lock:
                yield
        finally:
            waiting.pop()
            if not waiting:
                del self._lines[name]
