"""Where conversations are kept: Rasa's SQL store, on the database of the settings."""

from __future__ import annotations

import contextlib
from typing import Any, Generator, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.orm import Session

from assistant.storage.database import engine


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

    @contextlib.contextmanager
    def session_scope(self) -> Generator[Session, None, None]:
        """Stock Rasa stops the process on a ValueError here; we let the turn fail."""
        session = self.sessionmaker()
        try:
            yield session
        finally:
            session.close()
