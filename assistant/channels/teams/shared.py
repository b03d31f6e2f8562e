"""What all requests to Microsoft share: the proxy, and one call for all who wait for it."""

from __future__ import annotations

import asyncio
from typing import Any, Awaitable, Callable, Optional

import aiohttp


class Shared:
    """A call that is made once at a time: who asks while it lasts waits for the same one."""

    def __init__(self, call: Callable[[], Awaitable[None]]) -> None:
        self._call = call
        self._task: Optional[asyncio.Task[None]] = None

    @property
    def under_way(self) -> bool:
        return self._task is not None and not self._task.done()

    def start(self) -> asyncio.Task[None]:
        """The call under way, begun when there is none; it goes on when who asked has left."""
        if self._task is None or not self.under_way:
            self._task = asyncio.ensure_future(self._run())
            self._task.add_done_callback(lambda task: task.cancelled() or task.exception())
        return self._task

    async def _run(self) -> None:
        await self._call()

    async def wait(self) -> None:
        """The end of the call under way, with its error."""
        await asyncio.shield(self.start())

    async def close(self) -> None:
        """End the call under way, if there is one."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})


def session(**more: Any) -> aiohttp.ClientSession:
    """A session that leaves by the proxy of the machine, if it has one (HTTPS_PROXY)."""
    return aiohttp.ClientSession(trust_env=True, **more)
