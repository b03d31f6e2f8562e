"""The same tests on SQLite and, where PostgreSQL is installed, on a private cluster of ours."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Iterator, List, Optional

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import settings
from assistant.storage import database
from assistant.storage.tracker_store import ConversationStore
from tests.conversations.conftest import free_port

KEY = "tests-0123456789-abcdefghijklmnopqrstuvwxyz"
OTHER_KEY = "autre-9876543210-zyxwvutsrqponmlkjihgfedcba"


def _programs() -> Optional[Path]:
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin")), Path("/usr/local/bin")]
    return next((place for place in places[::-1] if (place / "initdb").exists()), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a cluster that lives as long as the tests."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="dife-pg-"))
    user = None
    if os.geteuid() == 0:  # it refuses to run as root
        user = "postgres"
        shutil.chown(folder, user)
    port = free_port()
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", "dife", "-A", "trust", "-E", "UTF8",
         "--locale=C", "--no-sync"],
        user=user, check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    server = subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder,
         "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=500"],
        user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    address = f"postgresql+psycopg2://dife@127.0.0.1:{port}/postgres"
    try:
        _wait(address)
        yield address
    finally:
        server.send_signal(signal.SIGINT)  # without waiting for whoever is connected
        server.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(address: str) -> None:
    limit = time.monotonic() + 60
    while True:
        try:
            sa.create_engine(address, poolclass=sa.pool.NullPool).connect().close()
            return
        except sa.exc.OperationalError:
            assert time.monotonic() < limit, "PostgreSQL did not start"
            time.sleep(0.2)


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
        monkeypatch.setenv("DIFE_DATABASE_URL", request.getfixturevalue("postgresql"))
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
            tracker.update(UserUttered(text, {"name": "informer", "confidence": 1.0}))
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
