"""Where conversations are kept: Rasa's SQL store, on the database of the settings."""

from __future__ import annotations

import contextlib
import time
from typing import Any, Generator, Optional, Set

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from assistant import clock, settings
from assistant.storage import teams_references
from assistant.storage.database import engine
from dife.references import references

DAY = 86_400.0  # seconds
IDENTITY = "nom_naissance"  # the slot that every letter asks first


class ConversationStore(SQLTrackerStore):
    """Stock store on our engine; a bad value fails one turn, never the process."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        **_: Any,
    ) -> None:
        # Not SQLTrackerStore.__init__: it builds its own engine and retries for ever.
        super(SQLTrackerStore, self).__init__(domain, event_broker)
        self.engine = engine()
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        self._purged = 0.0
        self.purge(time.time())

    def purge(self, now: float) -> None:
        """Delete what is older than `duree_conservation`; done at start, then once a day."""
        self._purged = now
        kept = references(settings.REFERENCES).amount("duree_conservation", clock.today())
        before = now - float(kept) * DAY
        self._delete(self.SQLEvent.timestamp < before)
        teams_references.purge(before)

    def _delete(self, which: Any) -> None:
        with self.session_scope() as session:
            session.execute(sa.delete(self.SQLEvent).where(which))
            session.commit()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the turn; forget the conversation once its letter is delivered or on demand."""
        await super().save(tracker)
        done = {e.action_name for e in _last_turn(tracker) if isinstance(e, ActionExecuted)}
        if "action_effacer_donnees" in done or _identity_delivered(tracker, done):
            self._delete(self.SQLEvent.sender_id == tracker.sender_id)
        if time.time() - self._purged > DAY:
            self.purge(time.time())

    @contextlib.contextmanager
    def session_scope(self) -> Generator[Session, None, None]:
        """Stock Rasa stops the process on a ValueError here; we let the turn fail."""
        session = self.sessionmaker()
        try:
            yield session
        finally:
            session.close()


def _identity_delivered(tracker: DialogueStateTracker, done: Set[Optional[str]]) -> bool:
    """Whether the letter holding an identity was given: the whole conversation is then forgotten.

    A letter that failed leaves its slots filled: nothing is lost then. One filled in on the
    official's device left no identity here.
    """
    if "action_rediger_courriel" not in done or tracker.get_slot(IDENTITY):
        return False
    return any(isinstance(e, SlotSet) and e.key == IDENTITY and e.value for e in tracker.events)


def _last_turn(tracker: DialogueStateTracker) -> Generator[Any, None, None]:
    """Events since the latest message, the newest first."""
    for event in reversed(tracker.events):
        if event is tracker.latest_message:
            return
        yield event
