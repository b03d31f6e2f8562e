"""What officials read when something behind the assistant fails; what the log keeps of it.

The real servers on PostgreSQL; the database and the action server are frozen, stopped, brought
back. Every door answers within ten seconds, nobody else waits, and nothing said is lost.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import Any, Callable, Iterator, List

import pytest
import requests

from assistant.cli import launcher
from tests.channels.conftest import started
from tests.channels.test_doors import DOORS, by_rest, by_site, kept
from tests.support.association import fact
from tests.support.log import log, nothing_uncaught
from tests.support.postgresql import Cluster
from tests.support.teams_fake import FakeTeams

CANARY = "Zanzibarine"
AWAY = "ni à relire ni à garder"
SOON = 10.0  # seconds before an official is told of a fault, at most
Say = Callable[[str], str]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with Cluster() as running:
        yield running


@pytest.fixture(scope="module")
def servers(
    cluster: Cluster, fake: FakeTeams, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[launcher.Servers]:
    environment = {**fake.environment(), "DIFE_DATABASE_URL": cluster.address()}
    with started(environment, tmp_path_factory.mktemp("var"), limit="9") as running:
        yield running


def timed(say: Say, text: str) -> str:
    begun = time.monotonic()
    answer = say(text)
    assert time.monotonic() - begun < SOON
    assert answer.strip()
    return answer


@contextmanager
def watched(servers: launcher.Servers) -> Iterator[None]:
    """The page is served within a second, whatever happens meanwhile."""
    done, slowest = threading.Event(), [0.0]

    def watch() -> None:
        while True:
            begun = time.monotonic()
            try:
                requests.get(f"{servers.address}/assistant/", timeout=20).raise_for_status()
            finally:
                slowest[0] = max(slowest[0], time.monotonic() - begun)
            if done.wait(0.1):
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
    assert 0 < slowest[0] < 1


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("fault", ["frozen", "stopped"])
def test_the_database_fails_within_a_form(
    servers: launcher.Servers, cluster: Cluster, fake: FakeTeams, door: Any, fault: str
) -> None:
    say = door(servers, fake)
    say("calculer mes frais")
    assert "Combien de repas" in say("2 nuits")
    begin, end = (
        (cluster.freeze, cluster.thaw) if fault == "frozen" else (cluster.stop, cluster.start)
    )
    begin()
    try:
        with watched(servers):
            answer = timed(say, "1 repas")
            assert AWAY in answer and "compris" not in answer and "Combien" not in answer
            assert AWAY in timed(say, "/demander_aide")
    finally:
        end()
    time.sleep(3)  # what was asked meanwhile has ended
    answer = timed(say, "1 repas")
    assert "Combien" not in answer and "quel" in answer.lower()  # the form's next question


def test_many_wait_for_a_frozen_database_and_all_are_told(
    servers: launcher.Servers, cluster: Cluster, fake: FakeTeams
) -> None:
    people = [by_rest(servers, fake) for _ in range(20)]
    for say in people:
        say("calculer mes frais")
    answers: List[str] = []
    cluster.freeze()
    try:
        with watched(servers):
            threads = [
                threading.Thread(target=lambda s=say: answers.append(timed(s, "2")))
                for say in people
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        cluster.thaw()
    assert len(answers) == 20 and all(AWAY in answer for answer in answers)
    time.sleep(3)
    assert all("repas" in say("2") for say in people)


def test_who_opens_the_site_meanwhile_is_told_then_welcomed(
    servers: launcher.Servers, cluster: Cluster, fake: FakeTeams
) -> None:
    cluster.freeze()
    try:
        with watched(servers):
            assert AWAY in timed(by_site(servers, fake), "bonjour")
    finally:
        cluster.thaw()
    time.sleep(3)
    assert fact("association") in timed(by_site(servers, fake), "bonjour")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_action_server_is_frozen(servers: launcher.Servers, fake: FakeTeams, door: Any) -> None:
    say = door(servers, fake)
    say("calculer mes frais")
    actions = servers._running[0]
    os.kill(actions.pid, signal.SIGSTOP)
    try:
        with watched(servers):
            assert "trop de temps" in timed(say, "2 nuits")
    finally:
        os.kill(actions.pid, signal.SIGCONT)
    assert "Combien de repas" in timed(say, "2 nuits")


def test_no_fault_writes_what_was_said(
    servers: launcher.Servers, cluster: Cluster, fake: FakeTeams
) -> None:
    """Database away, action frozen, text that begins with « / », action that fails."""
    for door in DOORS:
        say = door(servers, fake)
        say(f"je m'appelle {CANARY}")
        say(f"/{CANARY}")
        say(f'/informer{{"nom": "{CANARY}"}}')
        say("je voudrais être rappelé")
        cluster.stop()
        try:
            say(f"{CANARY} Martin")
        finally:
            cluster.start()
        say(f"{CANARY} Martin, 06 12 34 56 78")
        os.kill(servers._running[0].pid, signal.SIGSTOP)
        try:
            say(f"{CANARY} demain matin")
        finally:
            os.kill(servers._running[0].pid, signal.SIGCONT)
    written = log()
    assert "Turn failed: DatabaseAway" in written and "over the time limit" in written
    assert CANARY not in written and CANARY.encode() not in kept()
    nothing_uncaught(written)
    for pseudonym in ("web-", "teams-"):
        assert pseudonym not in written
