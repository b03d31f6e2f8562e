"""The same tests on SQLite and, where PostgreSQL is installed, on a private cluster of ours."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Callable, Iterator, List, Optional

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import settings
from assistant.storage import database
from assistant.storage.conversations import ConversationStore
from tests.support.postgresql import Cluster

KEY = "tests-0123456789-abcdefghijklmnopqrstuvwxyz"
OTHER_KEY = "autre-9876543210-zyxwvutsrqponmlkjihgfedcba"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A cluster that lives as long as the tests."""
    with Cluster() as running:
        yield running


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    monkeypatch.setenv("DIFE_CLE", KEY)
    monkeypatch.delenv("DIFE_CLES_ANCIENNES", raising=False)
    monkeypatch.delenv("DIFE_DATABASE_URL", raising=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def base(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database of this kind, named by the settings."""
    if request.param == "postgresql":
        monkeypatch.setenv("DIFE_DATABASE_URL", request.getfixturevalue("cluster").address())
        database._engine.cache_clear()
        with database.engine().begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
    return str(request.param)


@pytest.fixture(scope="session")
def domain() -> Domain:
    return Domain.load(settings.ROOT / "domain.yml")


@pytest.fixture
def store(base: str, domain: Domain) -> Iterator[ConversationStore]:
    made = ConversationStore(domain)
    # Another server is connected: without one, SQLite empties its journal at each turn's end.
    with database.engine().connect() as other:
        other.execute(sa.text("select count(*) from events")).scalar()
        other.rollback()
        yield made


Say = Callable[..., Optional[DialogueStateTracker]]


@pytest.fixture
def say(store: ConversationStore) -> Say:
    """A turn: a message, then these events (a text names an action); what is kept after it."""

    def go(sender: str, text: str, *events: Any) -> Optional[DialogueStateTracker]:
        async def turn() -> Optional[DialogueStateTracker]:
            tracker = await store.get_or_create_tracker(sender)
            meant = {"name": "informer", "confidence": 1.0}
            tracker.update(UserUttered(text, meant, input_channel="rest"))
            for event in events:
                tracker.update(ActionExecuted(event) if isinstance(event, str) else event)
            tracker.update(ActionExecuted("action_listen"))
            await store.save(tracker)
            return await store.retrieve(sender)

        return asyncio.run(turn())

    return go


def texts(store: ConversationStore, sender: str) -> List[str]:
    """What the official said, as the store gives it back."""
    tracker = asyncio.run(store.retrieve(sender))
    return [e.text for e in tracker.events if isinstance(e, UserUttered)] if tracker else []


def raw(query: str) -> List[Any]:
    """Rows as they are in the database, past every type of ours."""
    with database.engine().begin() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def on_disk() -> bytes:
    """SQLite's file and its journal, byte by byte."""
    return b"".join(p.read_bytes() for p in sorted(settings.var_folder().glob("dife.db*")))
