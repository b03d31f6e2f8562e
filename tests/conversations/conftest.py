"""The two real servers, once for all conversations, on a day of ours."""

from __future__ import annotations

from typing import Callable, Iterator

import pytest

from assistant.cli import launcher
from tests.support.servers import TODAY, Conversation, free_port


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[launcher.Servers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIFE_VAR", str(tmp_path_factory.mktemp("var")))
        patch.setenv("DIFE_AUJOURDHUI", TODAY)
        patch.setenv("DIFE_DELAI_REPONSE", "4")
        patch.setenv("PORT", str(free_port()))
        with launcher.Servers() as running:
            yield running


@pytest.fixture
def talk(servers: launcher.Servers) -> Callable[[], Conversation]:
    return lambda: Conversation(servers.address)
