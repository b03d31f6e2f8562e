"""Floods through nginx and straight, as production has it: the others are served, nothing grows.

Short ones: how fast the others are served is measured by `python -m tools.bench.flood`.
"""

from __future__ import annotations

import asyncio
from typing import Iterator, Tuple

import pytest

from assistant.cli import launcher
from tests.channels.conftest import started
from tests.support import flood
from tests.support.front import PRODUCTION, Front, needed

SECONDS = 2.0
GROWTH = 50.0  # MB
LINES = 10  # of the log, in SECONDS


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tuple[Front, launcher.Servers]]:
    needed("nginx")
    var, folder = tmp_path_factory.mktemp("var"), tmp_path_factory.mktemp("nginx")
    with started(PRODUCTION, var) as servers, Front(folder, servers) as front:
        for _ in range(2):  # the first turns of a process take memory that stays
            asyncio.run(flood.watch("", 0, SECONDS, servers.address, rasa(servers)))
        yield front, servers


def rasa(servers: launcher.Servers) -> int:
    """The process that floods reach."""
    return servers._running[1].pid


@pytest.mark.parametrize(("sockets", "straight"), [(1, False), (20, True)])
@pytest.mark.parametrize("kind", flood.KINDS)
def test_a_flood_leaves_the_others_served(
    house: Tuple[Front, launcher.Servers], kind: str, sockets: int, straight: bool
) -> None:
    front, servers = house
    before = rasa(servers)
    address, trusted = (
        (servers.address, "") if straight else (front.address, str(front.certificate))
    )
    seen = asyncio.run(flood.watch(kind, sockets, SECONDS, address, before, trusted))
    assert seen.opened, "nobody attacked"
    assert seen.turns and not seen.unanswered
    assert seen.growth < GROWTH and seen.lines <= LINES
    assert rasa(servers) == before, "a server was started again"
