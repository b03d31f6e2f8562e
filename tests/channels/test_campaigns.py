"""Two thousand hostile inputs at every door of one pair of servers: nothing breaks, nothing waits.

For each: no 5xx, an answer or the end of the line within seconds, a sentence where one is due; and
the log holds no exception that nobody caught. What is sent is
in tests/support: campaigns.py, raw_http.py, raw_site.py, signed.py.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import uuid
from datetime import date
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import pytest
import requests
import websocket

from assistant import settings
from assistant.cli import launcher
from assistant.server import agenda
from tests.support import campaigns, raw_http, raw_site, signed
from tests.support.campaigns import uncaught, wrong
from tests.support.raw_http import PATIENCE, asked, said_back
from tests.support.raw_site import ENGINE, opened, until
from tests.support.teams_fake import FakeTeams

FRENCH = re.compile(r"\b(?:vous|votre|cette|ce|je|est|le|la|les|de|pas)\b", re.I)
REST = campaigns.rest()
PROBE = '42999["zut",{}]'  # an event that nobody knows is answered, when the line still lives


@pytest.fixture(scope="module")
def log(servers: launcher.Servers) -> Iterator[Path]:
    """The servers' log; at the end of all nothing more is found in it."""
    path = settings.var_folder() / "serveurs.log"
    yield path
    servers.stop()
    assert not uncaught(path.read_text("utf-8", "replace"))


@pytest.fixture(autouse=True)
def nothing_uncaught(log: Path) -> Iterator[None]:
    before = log.stat().st_size
    yield
    found = uncaught(log.read_bytes()[before:].decode("utf-8", "replace"))
    assert not found, (len(found), *found[:3])


def test_an_exception_that_nobody_caught_is_seen() -> None:
    dated = "2026-11-23T10:00:00.000+01:00 ERROR rasa "
    assert not uncaught(f"{dated}assistant: Teams: a request was refused (header).\n")
    for said in (
        "asyncio: Task was destroyed but it is pending!",
        "engineio.server: handler error | trace: KeyError at a.py:3 f",
        "assistant.channels.exchange: Turn failed: TypeError",
    ):
        assert uncaught(f"{dated}{said}\n"), said
    assert uncaught("Traceback (most recent call last)\n"), "no date: not the journal's"


@pytest.mark.parametrize("family", REST)
def test_rest_always_says_a_sentence(servers: launcher.Servers, family: str) -> None:
    def check(body: bytes) -> str:
        answer = requests.post(
            f"{servers.address}/webhooks/rest/webhook",
            data=body,
            headers={"Content-Type": "application/json"},
            timeout=PATIENCE,
        )
        if answer.status_code not in (200, 400, 413):
            return str(answer.status_code)
        said = answer.text
        with contextlib.suppress(ValueError):
            said = " ".join(str(each.get("text", "")) for each in answer.json())
        return "" if FRENCH.search(said) else f"silence: {answer.text}"

    assert not wrong(check, REST[family])


def test_a_sender_on_four_lines_at_once_is_answered_on_each(servers: launcher.Servers) -> None:
    said = [
        "bonjour",
        "calculer mes frais",
        "3",
        "2 nuits à Lyon",
        "annuler",
        "/restart",
        "",
        "oui",
    ]
    one = uuid.UUID(int=7).hex

    def check(text: str) -> str:
        return "" if launcher.say(servers.address, text, one) else "silence"

    assert not wrong(check, said * 6, at_once=4)


def test_any_request_is_answered_or_cut(servers: launcher.Servers) -> None:
    def check(sent: bytes) -> str:
        try:
            got = said_back(servers.port, sent)
        except TimeoutError:
            return "hang"
        return next((s.decode() for s in re.findall(rb"HTTP/1\.1 (\d+)", got) if s > b"499"), "")

    # All together: some hundred of them are cut after ten seconds.
    sent = dict.fromkeys(itertools.chain.from_iterable(raw_http.families().values()))
    assert not wrong(check, sent, at_once=100)


def test_any_packet_on_a_web_socket_is_survived_or_ends_it(servers: launcher.Servers) -> None:
    def check(packet: Any) -> str:
        try:
            with opened(servers.address) as line:
                (line.send_binary if isinstance(packet, bytes) else line.send)(packet)
                line.send(PROBE)
                until(line, "43999")
        except websocket.WebSocketTimeoutException:
            return "hang"
        except (websocket.WebSocketException, OSError):
            pass
        return ""

    assert not wrong(check, dict.fromkeys(raw_site.packets()))


def test_any_packet_by_polling_is_answered(servers: launcher.Servers) -> None:
    def check(packet: Any) -> str:
        page = requests.Session()
        address = servers.address + ENGINE + "polling"
        opening = page.get(address, timeout=PATIENCE).text
        address += f"&sid={json.loads(opening[1:])['sid']}"
        try:
            for body in ("40", packet, PROBE):
                body = body.encode() if isinstance(body, str) else body
                answer = page.post(address, data=body, timeout=PATIENCE)
                if answer.status_code != 200:
                    return str(answer.status_code) if answer.status_code > 499 else ""
            while answer.status_code == 200 and "43999" not in answer.text:
                answer = page.get(address, timeout=PATIENCE)
                if answer.text == "2":  # engine.io's ping: nothing was said for twenty seconds
                    return "silence"
        except requests.Timeout:
            return "hang"
        return str(answer.status_code) if answer.status_code > 499 else ""

    assert not wrong(check, dict.fromkeys(raw_site.packets()))


def test_every_event_of_the_site_is_acknowledged(servers: launcher.Servers) -> None:
    said = list(raw_site.said_to_site())

    def check(events: List[Tuple[str, Any]]) -> str:
        with opened(servers.address) as line:
            line.send('42["session_request",{}]')
            for number, (event, data) in enumerate(events):
                line.send(f"42{number}{json.dumps([event, data])}")
                answer = until(line, f"43{number}[")
                if '"ok"' not in answer:
                    return f"{event} {data}: {answer or 'the end'}"
        return ""

    assert not wrong(check, (said[n::40] for n in range(40)))


@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_any_origin_is_answered(servers: launcher.Servers, transport: str) -> None:
    upgrade = ("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")

    def check(origin: str) -> str:
        headers = (f"Origin: {origin}", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", *upgrade)
        got = said_back(servers.port, asked("GET", ENGINE + transport, *headers))
        return "" if b" 400 " in got[:20] else got[:40].decode("latin-1")

    assert not wrong(check, raw_site.ORIGINS)


def test_any_activity_is_judged_and_answered(servers: launcher.Servers, fake: FakeTeams) -> None:
    due: List[str] = []
    token = fake.sign()

    def check(said: Tuple[str, Dict[str, Any]]) -> str:
        name, activity = said
        status = fake.post(servers.address, activity, token).status_code
        place = activity.get("conversation")
        heard = status == 200 and activity["type"] == "message" and isinstance(place, dict)
        if heard and (place.get("conversationType"), place["id"]) == ("personal", name):
            due.append(name)
        unknown = status == 501 and activity["type"] == "invoke"  # a call that we do not have
        return "" if status in (200, 400, 403) or unknown else str(status)

    said = list(signed.activities(fake))
    assert not wrong(check, said)
    assert len(due) > len(said) / 3
    silent = []
    for name in due:
        try:
            fake.wait(1, name, PATIENCE)
        except AssertionError:
            silent.append(name)
    assert not [activity for name, activity in said if name in silent]


def test_no_token_but_microsofts_lets_in(servers: launcher.Servers, fake: FakeTeams) -> None:
    tokens = [f"Bearer {fake.sign(**each)}" for each in signed.TOKENS]
    genuine = fake.sign()
    tokens += signed.SCHEMES + [
        f"{scheme} {genuine}" for scheme in ("bearer", "BEARER", "Basic", "Token")
    ]
    tokens += [f"Bearer {genuine[:n]}" for n in range(0, len(genuine), 30)]

    def check(authorization: str) -> str:
        headers = {"Authorization": authorization.encode("latin-1")}
        status = fake.post(servers.address, fake.activity("x"), None, headers).status_code
        return "" if status in (400, 401, 403, 413) else str(status)

    assert not wrong(check, tokens)


def test_an_activity_sent_again_is_answered_once(
    servers: launcher.Servers, fake: FakeTeams
) -> None:
    again = [fake.activity("bonjour", conversation=f"a:encore-{n}") for n in range(5)]
    for activity in again * 5:
        assert fake.post(servers.address, activity).status_code == 200
    for n in range(5):
        once = len(fake.wait(1, f"a:encore-{n}", PATIENCE))
        last = fake.activity("bonjour", conversation=f"a:encore-{n}")
        assert fake.post(servers.address, last).status_code == 200
        assert len(fake.wait(once + 1, f"a:encore-{n}", PATIENCE)) <= 2 * once


def test_no_calendar_link_but_ours_opens(servers: launcher.Servers) -> None:
    good = agenda.link(date(2026, 12, 9)).rpartition("/")[2]

    def status(name: str) -> str:
        got = said_back(servers.port, asked("GET", f"/assistant/agenda/{name}"))
        return got[9:12].decode()

    assert status(good) == "200"
    assert not wrong(
        lambda name: "" if status(name) in ("404", "400") else "opened", signed.tampered(good)
    )
