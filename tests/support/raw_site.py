"""What a page never says to the site's socket, and a line to say it on."""

from __future__ import annotations

import contextlib
import json
import random
import time
from typing import Any, Iterator, List, Tuple

import websocket

from tests.support.campaigns import VALUES, words
from tests.support.raw_http import PATIENCE

ENGINE = "/assistant/socket.io/?EIO=4&transport="


@contextlib.contextmanager
def opened(server: str) -> Iterator[websocket.WebSocket]:
    """A web socket on which socket.io's connection is made."""
    address = server.replace("http", "ws", 1) + ENGINE + "websocket"
    line = websocket.create_connection(address, timeout=PATIENCE)
    try:
        line.recv()
        line.send("40")
        line.recv()
        yield line
    finally:
        line.close(timeout=1)


def until(line: websocket.WebSocket, start: str) -> str:
    """The first packet that begins so; empty when the line was closed before.

    WebSocketTimeoutException when neither comes, whatever else is said meanwhile.
    """
    limit = time.monotonic() + PATIENCE
    while True:
        line.settimeout(max(limit - time.monotonic(), 0.01))
        said = line.recv()
        if not said or str(said).startswith(start):
            return str(said)


def packets() -> List[Any]:
    """Raw packets, of a connection on which `40` was said; bytes travel as binary frames."""
    rng = random.Random(8)  # noqa: S311 - the same bytes each time
    data = (
        "",
        "{}",
        "[]",
        "null",
        "0",
        '"x"',
        "[null]",
        "[0]",
        "[[]]",
        '["x"]',
        '["x",{}]',
        "{",
        "[",
    )
    events = (
        "connect",
        "disconnect",
        "connect_error",
        "message",
        "*",
        "",
        "zut",
        "__proto__",
        "error",
    )
    events += ("user_uttered", "session_request", "opinion", "bot_uttered", "reconnect", "ping")
    spaces = ("/", "/zut,", "/" + "x" * 300 + ",", "/\0,", "/é,", "/?a=b,", ",", "/,")
    acks = ("0", "00", "7", "9" * 20, "9" * 99, "9" * 5000, "-1", "1.5", "٣", "x")
    return [
        *(f"{eio}{sio}{d}" for eio in "4" for sio in range(10) for d in data),
        *(f"{eio}{rest}" for eio in "01235678 9xé\0" for rest in ("", "probe", "2", "{}")),
        *(
            f"42{json.dumps([name, *more])}"
            for name in events
            for more in ([], [{}], [1, 2], [None])
        ),
        *(f'4{kind}{space}["zut"]' for kind in "0123" for space in spaces),
        *(f'4{kind}{ack}["zut",1]' for kind in "23" for ack in acks),
        *(f'4{kind}{n}-["zut",{{"_placeholder":true,"num":0}}]' for kind in "56" for n in acks),
        *(f"42{opening * depth}" for opening in ("[", '{"a":') for depth in (50, 500, 1000, 5000)),
        *('42["zut",' + "[" * n + "]" * n + "]" for n in (50, 500, 990, 1000, 5000)),
        *(
            f'42["zut",{n}]'
            for n in ("NaN", "1e999", "9" * 4301, "9" * 15_000, '"\\ud83d"', '"\\u0000"')
        ),
        *("x" * n for n in (16_383, 16_384, 32_769)),
        *(b"", b"\0", b"4", b"\x04" + b"x" * 99, b"\xff" * 300, b'42["zut"]', b"b4AAAA"),
        *(
            "bAAAA",
            "b",
            "b!!!",
            "4",
            "42",
            "",
            "\x1e",
            "4\x1e4",
            "2\x1e2",
            "40\x1e40",
            "41",
            "40",
            "41{}",
        ),
        *(
            "".join(chr(rng.randint(1, 0x2FF)) for _ in range(rng.randint(1, 60)))
            for _ in range(60)
        ),
    ]


IDENTITIES: List[Any] = [
    *VALUES,
    "court",
    "x" * 65,
    "a/../bcdefg",
    "message-1\n",
    "message-é1",
    "\ud83d" * 9,
]
TOKENS: List[Any] = [
    *IDENTITIES,
    "0" * 32,
    f"{'a' * 32}.1790000000.{'b' * 32}",
    f"{'a' * 32}.٣{'0' * 9}.{'b' * 32}",
]


def said_to_site() -> Iterator[Tuple[str, Any]]:
    """Events and their data; `user_uttered` of each pair of types."""
    for identity in [*IDENTITIES, "message-0001"]:
        for text in IDENTITIES:
            yield "user_uttered", {"id": identity, "text": text}
    for again in VALUES:
        yield "user_uttered", {"id": "message-0002", "text": "", "again": again}
    for token in TOKENS:
        yield "session_request", {"token": token}
    for identity in IDENTITIES:
        for useful in VALUES:
            yield "opinion", {"id": identity, "useful": useful}
    for event in ("user_uttered", "session_request", "opinion", "zut"):
        for data in VALUES:
            yield event, data


ORIGINS = words(
    "null|https://ailleurs.exemple|http://localhost.ailleurs.exemple|//localhost|file://|x|*|\x01"
    "|http://[|https://127.0.0.1|http://127.0.0.1:1|http://localhost@x|data:,|a b|\xff|http://",
    "|",
)
