"""The two real servers with Teams on, and the fake of Microsoft that they talk to."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from assistant.cli import launcher
from tests.support.log import nothing_uncaught
from tests.support.servers import TODAY, free_port
from tests.support.teams_fake import FakeTeams


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTeams]:
    with FakeTeams() as running:
        yield running


@contextmanager
def started(environment: Dict[str, str], var: Any, limit: str = "5") -> Iterator[launcher.Servers]:
    """Both servers with Teams on; once they have stopped, nothing uncaught is in their log."""
    with pytest.MonkeyPatch.context() as patch:
        ours = {"DIFE_VAR": str(var), "PORT": str(free_port()), "DIFE_DELAI_REPONSE": limit}
        for name, value in {**environment, **ours, "DIFE_AUJOURDHUI": TODAY}.items():
            patch.setenv(name, value)
        with launcher.Servers() as running:
            yield running
        nothing_uncaught()  # what a flood left to be counted is written as they stop


@pytest.fixture(scope="module")
def servers(
    fake: FakeTeams, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[launcher.Servers]:
    with started(fake.environment(), tmp_path_factory.mktemp("var")) as running:
        yield running


@pytest.fixture
def microsoft(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakeTeams]:
    """Microsoft's servers, and our settings for them."""
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    with FakeTeams() as fake:
        for name, value in fake.environment().items():
            monkeypatch.setenv(name, value)
        yield fake
