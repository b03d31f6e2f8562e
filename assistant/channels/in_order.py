"""One turn at a time of each conversation, in the order in which the messages came."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator, Dict, List, Tuple


class InOrder:
    """One turn at a time of each conversation, in the order in which the messages came."""

    def __init__(self) -> None:
        self._lines: Dict[str, Tuple[asyncio.Lock, List[None]]] = {}

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        lock, waiting = self._lines.setdefault(name, (asyncio.Lock(), []))
        waiting.append(None)
        try:
            async with lock:
                yield
        finally:
            waiting.pop()
            if not waiting:
                del self._lines[name]
