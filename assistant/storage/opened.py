"""What one turn reads of a conversation: once, shared by the exchange and by Rasa."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Callable, Dict, Optional

from rasa.shared.core.trackers import DialogueStateTracker

from assistant.storage.database import in_thread

Read = Callable[[str, bool], Optional[DialogueStateTracker]]  # sender, every session?


class Opened:
    """What one turn reads of a conversation, each part once; at its end, what was kept of it."""

    def __init__(self, read: Read, sender_id: str) -> None:
        self.sender_id = sender_id
        self.kept: Optional[DialogueStateTracker] = None
        self._from = read
        self._read: Dict[bool, Optional[DialogueStateTracker]] = {}
        self._handed_over = False

    async def current(self) -> Optional[DialogueStateTracker]:
        """The latest session; None when nothing is kept of this conversation."""
        return await self._reading(whole=False)

    async def whole(self) -> Optional[DialogueStateTracker]:
        """Every session."""
        return await self._reading(whole=True)

    async def hand_over(self) -> Optional[DialogueStateTracker]:
        """The latest session, for Rasa to go on with; read again if it was given already."""
        if self._handed_over:
            return await in_thread(self._from, self.sender_id, False)
        self._handed_over = True
        return await self.current()

    async def _reading(self, whole: bool) -> Optional[DialogueStateTracker]:
        if whole not in self._read:
            self._read[whole] = await in_thread(self._from, self.sender_id, whole)
        return self._read[whole]


OPENED: ContextVar[Optional[Opened]] = ContextVar("opened", default=None)
