"""A second association, set up from a copy of the first one's folder: train, start, talk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Iterator

import pytest

from assistant import settings
from assistant.cli import launcher
from tests.support.association import invent
from tests.support.servers import TODAY, free_port


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder, with the model trained there as staff train it."""
    folder = invent(tmp_path_factory.mktemp("bruyere") / "association")
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "train"],
        cwd=settings.ROOT,
        env=settings.environment(DIFE_ASSOCIATION=str(folder)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def spoken_for(second: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same, in this process: what is read and rendered here is the second's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIFE_ASSOCIATION", str(second))
        patch.setenv("DIFE_VAR", str(tmp_path_factory.mktemp("var")))
        patch.setenv("DIFE_AUJOURDHUI", TODAY)
        patch.setenv("PORT", str(free_port()))
        yield second


@pytest.fixture(scope="module")
def servers(spoken_for: Path) -> Iterator[launcher.Servers]:
    with launcher.Servers() as running:
        yield running
