"""Where conversations are kept: Rasa's SQL store, encrypted, on the database of the settings."""

from __future__ import annotations

import contextlib
import json
import logging
import time
from itertools import islice
from typing import Any, Dict, Generator, Optional, Set

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session, declarative_base, sessionmaker

from assistant.storage import callbacks, forgetting, purging, tables
from assistant.storage.database import in_thread, leave_no_trace, ready
from assistant.storage.encryption import encrypt_again
from assistant.storage.opened import OPENED, Opened
from assistant.storage.sessions import AGAIN, is_long, next_session
from assistant.storage.tables import METADATA, identities

logger = logging.getLogger(__name__)

SHOWN = 1_500  # events of a conversation that can be shown again
READ = "dife_events_read"  # on a tracker: how many of its events are in the database

Base: Any = declarative_base(metadata=METADATA)


class Event(Base):
    """A row of `events`, as Rasa's store handles it."""

    __table__ = tables.events


class ConversationStore(SQLTrackerStore):
    """Stock store on our engine; a bad value fails one turn, never the process.

    An event that cannot be read raises keyring.Unreadable: half a conversation is never given.
    """

    Base, SQLEvent = Base, Event

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        **_: Any,
    ) -> None:
        # Not SQLTrackerStore.__init__: it builds its own engine and retries for ever.
        super(SQLTrackerStore, self).__init__(domain, event_broker)
        self.engine = ready()
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._left: Set[str] = set()  # forgotten as abandoned in the latest round
        self.purge(time.time())

    def purge(self, now: float) -> int:
        """Forget what is too old, unless the clock is not believed (purging.py); at start, then
        daily (housekeeping.py). Then put all under today's key. Returns the number of rows deleted.
        """
        why = purging.doubt(now)
        if why:
            logger.error(why)
        done = 0 if why else purging.purge(now)
        encrypt_again(METADATA.sorted_tables)
        leave_no_trace()
        return done

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the turn, or forget the conversation (forgetting.py). DatabaseAway when that could
        not be done."""
        await self.stream_events(tracker)
        kept = await in_thread(self._keep, tracker)
        opened = OPENED.get()
        if opened and opened.sender_id == tracker.sender_id:
            opened.kept = tracker if kept else None

    def _keep(self, tracker: DialogueStateTracker) -> bool:
        """Whether anything is kept of this conversation."""
        verdict = forgetting.judge(tracker.events)
        if verdict.forget:
            self.forget(tracker.sender_id)
            return False
        read: int = getattr(tracker, READ, 0)
        with self.session_scope() as session:
            mine = session.query(Event.id).filter(Event.sender_id == tracker.sender_id)
            if read and mine.first() is None:
                if tracker.sender_id not in self._left:  # erased by staff meanwhile: what was read
                    return False  # before must not come back
                read = 0
            # Together: an identity never stays without its date.
            self._note_identity(session, tracker.sender_id, verdict)
            for event in islice(tracker.events, read, None):
                session.add(_row(tracker.sender_id, event.as_dict()))
            if is_long(tracker) and not verdict.held:
                for data in next_session(tracker, time.time()):
                    session.add(_row(tracker.sender_id, data))
            session.commit()
        setattr(tracker, READ, len(tracker.events))
        return True

    @contextlib.contextmanager
    def one_reading(self, sender_id: str) -> Generator[Opened, None, None]:
        """A turn of this conversation: what was read before it is what Rasa reads in it."""
        opened = Opened(self._read, sender_id)
        token = OPENED.set(opened)
        try:
            yield opened
        finally:
            OPENED.reset(token)

    async def _retrieve(
        self, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> Optional[DialogueStateTracker]:
        opened = OPENED.get()
        if opened and opened.sender_id == sender_id and not fetch_events_from_all_sessions:
            return await opened.hand_over()
        return await in_thread(self._read, sender_id, fetch_events_from_all_sessions)

    def _read(self, sender_id: str, whole: bool) -> Optional[DialogueStateTracker]:
        # As stock, which builds an object for each row to read one column of it: on a conversation
        # of 60 events this saves half of the time that deciphering takes.
        with self.session_scope() as session:
            query = self._event_query(session, sender_id, whole).with_entities(Event.data)
            if whole:  # the latest of them
                query = query.order_by(None).order_by(Event.id.desc()).limit(SHOWN)
            events = [json.loads(data) for (data,) in query]
        if whole:
            events.reverse()
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        setattr(tracker, READ, len(tracker.events))
        return tracker

    def _note_identity(self, session: Session, sender_id: str, verdict: forgetting.Verdict) -> None:
        which = identities.c.sender_id == sender_id
        if verdict.held:
            seen: Dict[str, Any] = {"vu_le": time.time()}
            if verdict.served and session.execute(sa.select(identities).where(which)).first():
                return  # since the letter: what is said afterwards prolongs nothing
            if not session.execute(sa.update(identities).where(which).values(seen)).rowcount:
                session.execute(sa.insert(identities).values(sender_id=sender_id, **seen))
        elif verdict.received:
            session.execute(sa.delete(identities).where(which))

    def forget(self, sender_id: str) -> None:
        """Delete the whole conversation, its bytes included."""
        with self.session_scope() as session:
            session.execute(sa.delete(Event).where(Event.sender_id == sender_id))
            session.execute(sa.delete(identities).where(identities.c.sender_id == sender_id))
            session.commit()
        leave_no_trace()

    def unsay(self, sender_id: str, message_id: str) -> None:
        """Keep no word of a message that its writer deleted, nor of what was read in it.

        That there was one stays, and so do the answers and what the form under way has of it.
        """
        with self.session_scope() as session:
            rows = session.query(Event).filter(Event.sender_id == sender_id).all()
            events = [(row, json.loads(row.data)) for row in rows]
            gone = {data["text"] for _, data in events if data.get("message_id") == message_id}
            for row, data in events:
                named = data.get("message_id", message_id)  # a session begins again without it
                if data["event"] == "user" and data["text"] in gone and named == message_id:
                    read = data.get("parse_data") or {}
                    data["parse_data"] = {"intent": read.get("intent"), "entities": [], "text": ""}
                    row.data = json.dumps({**data, "text": ""})
            session.commit()
        leave_no_trace()

    def forget_abandoned(self, now: float) -> int:
        """Forget the conversations whose identity was left half given for too long; how many."""
        callbacks.forget_addresses()  # the same round: minutes after midnight
        left = identities.c.vu_le < now - forgetting.patience()
        with self.session_scope() as session:
            senders = session.execute(sa.select(identities.c.sender_id).where(left)).all()
        done = 0
        self._left = {sender_id for (sender_id,) in senders}  # who comes back now loses nothing
        for (sender_id,) in senders:
            with self.session_scope() as session:
                mine = identities.c.sender_id == sender_id
                if not session.execute(sa.delete(identities).where(mine, left)).rowcount:
                    continue  # somebody came back meanwhile
                session.execute(sa.delete(Event).where(Event.sender_id == sender_id))
                session.commit()
            done += 1
        if done:
            leave_no_trace()
        return done

    @contextlib.contextmanager
    def session_scope(self) -> Generator[Session, None, None]:
        """Stock Rasa stops the process on a ValueError here; we let the turn fail."""
        session = self.sessionmaker()
        try:
            yield session
        finally:
            session.close()


def _row(sender_id: str, data: Dict[str, Any]) -> Event:
    return Event(
        sender_id=sender_id,
        type_name=AGAIN if data.get("metadata", {}).get(AGAIN) else data["event"],
        timestamp=data.get("timestamp"),
        intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
        action_name=data.get("name"),
        data=json.dumps(data),
    )


def unwrapped(store: Any) -> Any:
    """The store inside those that Rasa puts around it."""
    while hasattr(store, "_tracker_store"):
        store = store._tracker_store
    return store


def let_faults_be_told(store: Any) -> None:
    """Make Rasa's wrapper (agent.tracker_store) pass on a fault of the database.

    Stock, it answers it with an empty conversation in memory: amnesia in the middle of a form.
    """

    def tell(error: Exception) -> None:
        raise error

    store._on_tracker_store_error = tell
