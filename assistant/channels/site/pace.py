"""What one connection of the site may send, and how fast: beyond it, the connection ends.

Sanic 21.12 reads a web socket without waiting for what it has read to be handled, and socket.io
starts a task an event: one connection that never stops fills the memory. nginx does not see
frames. What engine.io or socket.io cannot read ends its connection here, before they try.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Dict, Set

from engineio.async_drivers import sanic as driver
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from socketio import AsyncServer, packet

from assistant.server import guard

WINDOW = 2.0  # seconds
FRAMES = 30  # of a window: five messages, their resending, opinions, pongs
BYTES = 65_536  # of a window
UNREAD = 45.0  # seconds: who polls reads at least what asks whether he is there
REFUSALS = 20  # refused events after which a connection is no visitor's
TOLD = ("connect", "disconnect", "connect_error", "*")  # by socket.io itself, never by a client
LEAVING = ("1", "41")  # said by a page that leaves: nobody would answer what it sends afterwards


class Allowance:
    """What one connection of an address may still send; once spent it stays so."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.spent = False
        self.read_at = time.monotonic()  # by polling
        self._frames = self._bytes = self._refusals = 0
        self._until = 0.0

    def take(self, frames: int, size: int) -> bool:
        """Whether these frames, of `size` bytes in all, may enter."""
        if self.spent or guard.exempt(self.address):
            return not self.spent
        now = time.monotonic()
        if now >= self._until:
            self._frames = self._bytes = 0
            self._until = now + WINDOW
        self._frames += frames
        self._bytes += size
        if self._frames > FRAMES or self._bytes > BYTES:
            self.end()
        return not self.spent

    def refuse(self) -> None:
        """Count an event that was refused: the next frame after the last ends the connection."""
        if guard.exempt(self.address):
            return
        guard.refused(self.address)
        self._refusals += 1
        self.spent |= self._refusals >= REFUSALS

    def end(self) -> None:
        """No visitor's page sends this: the address is told so for all its connections."""
        self.spent = True
        guard.refused(self.address, REFUSALS)


def allowance(connection: Any, address: str = "") -> Allowance:
    """That of an engine.io socket, whatever it travels by."""
    found: Allowance = vars(connection).setdefault("allowance", Allowance(address))
    return found


def readable(data: Any) -> bool:
    """Whether an engine.io packet is one that a visitor's page sends."""
    if not isinstance(data, str) or not data:
        return False
    if data[0] != "4":
        return data in ("1", "2probe", "3", "3probe", "5")
    try:
        found = packet.Packet(encoded_packet=data[1:])
    except Exception:  # of any kind: broken JSON, too deep, a number too long
        return False
    if found.packet_type != packet.EVENT:
        return found.packet_type in (packet.CONNECT, packet.DISCONNECT)
    said = found.data
    named = isinstance(said, list) and 1 <= len(said) <= 2 and isinstance(said[0], str)
    return named and said[0] not in TOLD


class PacedSocket(driver.WebSocket):
    """A web socket that ends when it sends too much, or what cannot be read."""

    def __init__(self, handler: Any, server: Any) -> None:
        self._connection = handler.__self__  # the engine.io socket, whose method this is
        self._waiting: Set[Any] = set()  # tasks whose frames nobody has read yet

        async def paced(socket: PacedSocket) -> None:
            self._pace()
            try:
                await handler(socket)
            finally:  # Sanic would leave them wait for ever
                for task in [*self._waiting]:
                    task.cancel()

        super().__init__(paced, server)

    def _pace(self) -> None:
        """Count what arrives before anything is made of it, the protocol's own frames included."""
        socket, transport = self._sock, self._sock.io_proto.transport
        request = self.environ["sanic.request"]
        address = guard.address_of(request.headers, request.ip)
        self._allowance = allowance(self._connection, address)
        take, events = socket.data_received, socket.connection.events_received
        process = socket.process_events

        def data_received(data: bytes) -> None:
            if self._allowance.take(0, len(data)):
                take(data)
            else:
                transport.abort()

        def events_received() -> Any:
            found = events()
            if self._allowance.take(len(found), 0):
                return found
            transport.abort()
            return []

        async def process_events(found: Any) -> None:
            task = asyncio.current_task()
            self._waiting.add(task)
            try:
                await process(found)
            except Exception:  # a text that is not UTF-8, a frame out of turn
                self._allowance.end()
                transport.abort()
            finally:
                self._waiting.discard(task)

        socket.data_received, socket.process_events = data_received, process_events
        socket.connection.events_received = events_received

    async def wait(self) -> Any:
        # Not socket.recv(), whose inner task outlives its caller when that one is cancelled.
        data = await self._sock.assembler.get()
        if not readable(data):
            self._allowance.end()
        if self._allowance.spent:
            raise OSError  # as if the visitor had left: nothing is logged
        self._allowance.spent |= data.startswith(LEAVING)
        return data


def _foreign(request: Request, server: Any) -> bool:
    """Whether a page that is not ours asks; an image or a frame of it names no origin."""
    origin = request.headers.get("origin")
    if not origin:
        return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    return not server.cors_allowed_origins(origin, driver.translate_request(request))


def _upgrading(request: Request) -> bool:
    """Whether a request for a web socket is one: engine.io fails on half of it."""
    said = ",".join(request.headers.getall("connection", [])).lower().split(",")
    return request.args.get("transport") != "websocket" or "upgrade" in map(str.strip, said)


def _create_route(app: Sanic, server: Any, path: str) -> None:
    """engine.io's route, which sees the packets of a polling request before engine.io does."""

    async def handle(request: Request) -> HTTPResponse:
        connection = server.sockets.get(request.args.get("sid"))
        address = guard.address_of(request.headers, request.ip)
        if not connection:  # a foreign page is not counted: its visitors' address is theirs
            if _foreign(request, server):
                return empty(status=400)
            if guard.unwelcome(address):
                return empty(status=429)
        elif request.method == "GET":
            allowance(connection, address).read_at = time.monotonic()
        if request.method == "POST" and connection:
            packets = request.body.decode("utf-8", "replace").split("\x1e")
            counted = allowance(connection, address)
            if "2probe" in packets or not all(map(readable, packets)):
                counted.end()
            unread = time.monotonic() - counted.read_at > UNREAD
            if unread or not counted.take(len(packets), len(request.body)) or connection.closed:
                await connection.close(wait=False, abort=True)
                server.sockets.pop(connection.sid, None)
                return empty(status=400)
            counted.spent |= any(each.startswith(LEAVING) for each in packets)
        if not _upgrading(request):
            return empty(status=400)
        answer: HTTPResponse = await server.handle_request(request)
        return answer

    app.add_route(handle, path, methods=["GET", "POST", "OPTIONS"], name="socket_io")
    app.enable_websocket()  # type: ignore[no-untyped-call]


def install(sio: AsyncServer) -> None:
    """Pace every connection of this server; before it is attached to its application."""
    ours: Dict[str, Any] = {"websocket": PacedSocket, "create_route": _create_route}
    sio.eio._async = {**sio.eio._async, **ours}
