"""What one connection of the site may send: which packets are read, how many, how fast."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from assistant.channels.site import pace
from assistant.channels.site.pace import Allowance, readable
from assistant.server import guard

SOMEBODY = "203.0.113.7"
EVENT = json.dumps(["user_uttered", {"id": "message-1", "text": "bonjour"}])


@pytest.fixture(autouse=True)
def nothing_counted_before() -> Iterator[None]:
    guard._storage().reset()
    yield
    guard._storage().reset()


class Clock:
    now = 1_000.0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pace, "time", SimpleNamespace(monotonic=lambda: made.now))
    return made


@pytest.mark.parametrize(
    "packet",
    ["1", "2probe", "3", "3probe", "5", "40", '40{"a": 1}', "41", f"42{EVENT}", f"4217{EVENT}"]
    + ['42["opinion"]', '42["connexion"]'],
)
def test_what_a_page_of_ours_sends_is_read(packet: str) -> None:
    assert readable(packet)


@pytest.mark.parametrize(
    "packet",
    ["", "2", "0", "6", "7", "x", "4", "42", "42{", "42" + "[" * 3000, "42[]", "42[1]", "42{}"]
    + ['42["a", 1, 2]', '42["connect"]', '42["disconnect", {}]', '42["connect_error"]', "42null"]
    + ["43", "430[]", '451-["a"]', '451-["a", {"_placeholder": true, "num": 0}]', "44", "49"]
    + ["42" + "9" * 5000 + "[]", f"2{EVENT}", "bAAAA", b"\x00", None],
)
def test_what_no_page_of_ours_sends_ends_the_connection(packet: Any) -> None:
    assert not readable(packet)


@given(st.text(max_size=40) | st.builds("42{}".format, st.text(max_size=40)))
def test_no_packet_raises(packet: str) -> None:
    readable(packet)


def test_a_visitor_may_say_what_a_visitor_says(clock: Clock) -> None:
    allowance = Allowance(SOMEBODY)
    for _ in range(100):  # fifteen frames a second, for as long as one likes
        assert all(allowance.take(1, 200) for _ in range(pace.FRAMES))
        clock.now += pace.WINDOW
    assert not guard.unwelcome(SOMEBODY)


@pytest.mark.parametrize(("frames", "size"), [(pace.FRAMES + 1, 10), (1, pace.BYTES + 1)])
def test_too_much_in_two_seconds_is_the_end(clock: Clock, frames: int, size: int) -> None:
    allowance = Allowance(SOMEBODY)
    assert not allowance.take(frames, size)
    clock.now += 10 * pace.WINDOW
    assert not allowance.take(1, 1), "a connection that was ended stays so"


def test_who_goes_on_in_spite_of_refusals_is_no_visitor(clock: Clock) -> None:
    allowance = Allowance(SOMEBODY)
    for _ in range(pace.REFUSALS - 1):
        allowance.refuse()
        clock.now += pace.WINDOW
        assert allowance.take(1, 10)
    allowance.refuse()
    assert not allowance.take(1, 10)


def test_an_address_whose_connections_are_ended_one_after_the_other_opens_no_more(
    clock: Clock,
) -> None:
    for _ in range(9):
        Allowance(SOMEBODY).take(pace.FRAMES + 1, 1)
    assert not guard.unwelcome(SOMEBODY)
    Allowance(SOMEBODY).take(pace.FRAMES + 1, 1)
    assert guard.unwelcome(SOMEBODY)
    assert not guard.unwelcome("203.0.113.8"), "the others are not concerned"


def test_a_room_of_officials_opens_it_together() -> None:
    """A training day: thirty people behind one address, twice each."""
    assert not any(guard.unwelcome(SOMEBODY) for _ in range(60))
    assert guard.unwelcome(SOMEBODY)


def test_the_machine_itself_is_not_counted(clock: Clock) -> None:
    allowance = Allowance("127.0.0.1")
    for _ in range(100):
        allowance.refuse()
    assert allowance.take(10_000, 10_000_000)


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),  # a subscriber has all the others
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::1", "::1"),
        ("une ligne", "une ligne"),
    ],
)
def test_what_counts_as_one_address(peer: str, counted: str) -> None:
    assert guard.address_of({}, peer) == counted


def asked(**headers: str) -> Any:
    given = CIMultiDict({name.replace("_", "-"): value for name, value in headers.items()})
    args = {"EIO": "4", "transport": "polling"}
    return SimpleNamespace(
        headers=given,
        args=args,
        url="/assistant/socket.io/?EIO=4",
        method="GET",
        body=b"",
        version="1.1",
        ip=SOMEBODY,
    )


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({"origin": "https://www.ami.fr"}, False),
        ({"origin": "https://evil.example"}, True),
        ({"origin": "null"}, True),
        ({}, False),  # no browser, or one of before 2020
        ({"sec_fetch_site": "same-origin"}, False),
        ({"sec_fetch_site": "none"}, False),  # the address typed by hand
        ({"sec_fetch_site": "cross-site"}, True),  # an image of another page names no origin
        ({"sec_fetch_site": "same-site"}, True),
    ],
)
def test_a_foreign_page_is_not_counted(headers: Any, foreign: bool) -> None:
    """Else a page that an official visits would close the door to the whole town hall."""

    def ours(origin: str, _: Any) -> bool:
        return origin == "https://www.ami.fr"

    server = SimpleNamespace(cors_allowed_origins=ours)
    assert pace._foreign(asked(**headers), server) is foreign


def test_who_polls_without_ever_reading_is_put_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits to be read is kept in memory, whole conversations of it."""
    clock, handlers, closed = SimpleNamespace(now=1_000.0), [], []
    monkeypatch.setattr(pace.time, "monotonic", lambda: clock.now)

    async def close(**_: Any) -> None:
        closed.append(1)

    async def served(_: Any) -> str:
        return "served"

    connection = SimpleNamespace(closed=False, sid="s", close=close)
    server = SimpleNamespace(sockets={"s": connection}, handle_request=served)
    app = SimpleNamespace(
        add_route=lambda handle, *_, **__: handlers.append(handle), enable_websocket=lambda: None
    )
    pace._create_route(app, server, "/")

    def request(method: str) -> Any:
        made = asked()
        made.method, made.args, made.body = method, {"sid": "s"}, b"3"
        return asyncio.run(handlers[0](made))

    for _ in range(10):  # reads, and answers that he is there
        assert request("GET") == "served"
        clock.now += 20
        assert request("POST") == "served"
    clock.now += pace.UNREAD - 21
    assert request("POST") == "served" and not closed
    clock.now += 2
    assert request("POST").status == 400 and closed and not server.sockets
