"""« Cette réponse vous a-t-elle aidé ? » in Teams: the thumb is kept as the site's is, no word."""

from __future__ import annotations

from collections import OrderedDict
from typing import Optional

from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels import history
from assistant.privacy import keyring
from assistant.storage import opinions
from assistant.storage.database import in_thread
from assistant.wording import messages

REMEMBERED = 5_000  # answers


class Answered:
    """Which message each of our latest answers answers: Teams names the answer alone. It is kept
    in memory: a thumb on what was said before a restart is lost."""

    def __init__(self) -> None:
        self._messages: OrderedDict[str, str] = OrderedDict()

    def note(self, answer: str, message: str) -> None:
        self._messages[answer] = message
        if len(self._messages) > REMEMBERED:
            self._messages.popitem(last=False)

    async def keep(
        self, tracker: Optional[DialogueStateTracker], sender: str, answer: str, useful: bool
    ) -> None:
        """Keep an opinion on an answer of this conversation; nothing on one of another's."""
        message = self._messages.get(answer, "")
        intent = history.intent_of(tracker, message)
        if intent is not None:
            key = keyring.sign("avis", f"{sender} {message}")
            await in_thread(opinions.save, key, intent, useful, None, messages.version())
