"""Hostile web sockets that never stop, and the visitor who goes on beside them.

The attackers are a process of their own (`python -m tests.support.flood KIND SOCKETS SECONDS
ADDRESS FROM [CERTIFICATE]`), each flood from an address that has done nothing yet; the visitor is
at 127.0.0.2. They speak the protocol by hand: a library would be polite.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import ssl
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Optional
from urllib.parse import urlsplit

from websockets.client import connect

from tests.support.log import log

PATH = "/assistant/socket.io/?EIO=4&transport=websocket"
_numbers = itertools.count(1)
COSTLY = ("1-85" * 250)[:1000]


def _event(name: str, data: Any) -> str:
    return "42" + json.dumps([name, data])


# What an attacker repeats: a text, or the bytes of a frame (opcode, payload).
KINDS: Dict[str, Callable[[int], Any]] = {
    "engine.io pings": lambda _: "2",
    "pongs": lambda _: "3",
    "frames of pings": lambda _: (9, b""),
    "binary": lambda _: (2, b"\x00" * 100),
    "unknown events": lambda _: _event("zut", {}),
    "bad ids": lambda _: _event("user_uttered", {"id": "x", "text": COSTLY}),
    "broken JSON": lambda _: "42{",
    "deep JSON": lambda _: "42" + "[" * 3000,
    "too fast": lambda n: _event("user_uttered", {"id": f"message-{n:08}", "text": "bonjour"}),
    "sessions": lambda _: _event("session_request", {}),
    "opinions": lambda _: _event("opinion", {"id": "message-1", "useful": True}),
    "too large": lambda _: "42" + "x" * 60_000,
    "connections": lambda _: None,
}


def _frame(said: Any) -> bytes:
    """A client's frame, masked with zeros."""
    opcode, payload = said if isinstance(said, tuple) else (1, said.encode())
    size = len(payload)
    head = bytes([0x80 | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65_536:
        head += bytes([0x80 | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([0x80 | 127]) + size.to_bytes(8, "big")
    return head + b"\0\0\0\0" + payload


async def _listen(reader: asyncio.StreamReader) -> None:
    """Read on until the server closes: never a full buffer on our side."""
    with contextlib.suppress(OSError):
        while await reader.read(65_536):
            pass


async def _attacker(
    kind: str, address: str, source: str, tls: Optional[ssl.SSLContext], until: float
) -> int:
    """One socket, opened again as soon as it is closed; the number of times it was opened."""
    place = urlsplit(address)
    opened = sent = 0
    while time.monotonic() < until:
        writer = None
        try:
            reader, writer = await asyncio.open_connection(
                "127.0.0.1",
                place.port,
                ssl=tls,
                server_hostname=place.hostname if tls else None,
                local_addr=(source, 0),
            )
            writer.write(
                f"GET {PATH} HTTP/1.1\r\nHost: {place.hostname}\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
            )
            if b" 101 " not in await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5):
                raise OSError
            opened += 1
            if kind == "connections":
                raise OSError
            listener = asyncio.ensure_future(_listen(reader))
            writer.write(_frame("40") + _frame('420["session_request",{}]'))
            await asyncio.sleep(0.05)  # the session is open when it begins
            while time.monotonic() < until and not listener.done():
                writer.write(b"".join(_frame(KINDS[kind](sent + n)) for n in range(20)))
                sent += 20
                await writer.drain()
                await asyncio.sleep(0)
            listener.cancel()
        except (
            OSError,
            asyncio.IncompleteReadError,
            asyncio.TimeoutError,
            asyncio.LimitOverrunError,
        ):
            await asyncio.sleep(0.05)
        finally:
            if writer:
                writer.close()
    return opened


async def attack(
    kind: str, sockets: int, seconds: float, address: str, source: str, trusted: str = ""
) -> int:
    tls = ssl.create_default_context(cafile=trusted) if trusted else None
    until = time.monotonic() + seconds
    each = (_attacker(kind, address, source, tls, until) for _ in range(sockets))
    return sum(await asyncio.gather(*each))


@dataclass
class Seen:
    """What a flood did: milliseconds of the visitor's turns, MB of memory, lines of the log."""

    turns: List[float] = field(default_factory=list)
    unanswered: int = 0
    memory: List[float] = field(default_factory=list)
    lines: int = 0
    opened: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.turns) if self.turns else float("inf")

    @property
    def growth(self) -> float:
        return max(self.memory) - self.memory[0]


def memory_of(pid: int) -> float:
    """Resident memory of a process, in MB."""
    with open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


async def _visit(
    address: str, tls: Optional[ssl.SSLContext], seen: Seen, until: float, pause: float
) -> None:
    """A visitor who asks something, reads, and asks again: within what one may say."""
    place = urlsplit(address)
    scheme = "wss" if tls else "ws"
    more: Dict[str, Any] = {"ssl": tls, "server_hostname": place.hostname} if tls else {}
    uri = f"{scheme}://{place.hostname}:{place.port}{PATH}"
    more["local_addr"], more["host"] = ("127.0.0.2", 0), "127.0.0.1"
    async with connect(uri, ping_interval=None, max_size=None, open_timeout=20, **more) as line:
        number = 0

        async def acknowledged(text: str) -> None:
            await line.send(text)
            while True:
                said = await asyncio.wait_for(line.recv(), 15)
                if said == "2":
                    await line.send("3")
                if str(said).startswith(f"43{number}"):
                    return

        await line.recv()
        await line.send("40")
        await line.recv()
        await acknowledged(f'42{number}["session_request",{{}}]')
        while time.monotonic() < until:
            number += 1
            message = {"id": f"message-{number:08}", "text": "c'est quoi le dife ?"}
            begun = time.monotonic()
            try:
                await acknowledged(f"42{number}{json.dumps(['user_uttered', message])}")
                seen.turns.append((time.monotonic() - begun) * 1000)
            except asyncio.TimeoutError:
                seen.unanswered += 1
            await asyncio.sleep(pause)


async def watch(
    kind: str, sockets: int, seconds: float, address: str, pid: int, trusted: str = ""
) -> Seen:
    """A flood of this kind ("" for none) beside one visitor; `pid` is Rasa's."""
    tls = ssl.create_default_context(cafile=trusted) if trusted else None
    seen = Seen(memory=[memory_of(pid)])
    before = log().count("\n")
    flood = None
    source = f"127.0.{next(_numbers)}.3"
    if kind:
        command = [sys.executable, "-m", "tests.support.flood", kind, str(sockets), str(seconds)]
        flood = await asyncio.create_subprocess_exec(
            *command, address, source, *filter(None, [trusted]), stdout=asyncio.subprocess.PIPE
        )
        await asyncio.sleep(1)
    until = time.monotonic() + seconds
    visitor = asyncio.ensure_future(_visit(address, tls, seen, until, 1.4))
    while not visitor.done():
        await asyncio.sleep(0.2)
        seen.memory.append(memory_of(pid))
    await visitor
    if flood:
        out, _ = await flood.communicate()
        seen.opened = int(out or 0)
    seen.lines = log().count("\n") - before
    return seen


def main() -> None:
    kind, sockets, seconds, address, source, *trusted = sys.argv[1:]
    print(asyncio.run(attack(kind, int(sockets), float(seconds), address, source, *trusted)))


if __name__ == "__main__":
    main()
