"""What holds for every request, whatever the channel: limits, headers, nothing else answered.

Rasa and Sanic take bodies of 100 MB, wait a minute for a slow sender, and count nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import time
from functools import lru_cache
from typing import Any, Optional, Tuple

from httptools import HttpParserError
from limits import RateLimitItem, parse_many
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from sanic import Sanic, response
from sanic.exceptions import InvalidUsage, SanicException
from sanic.http import Http
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.server.protocols.base_protocol import SanicProtocol

from assistant import settings
from assistant.dialogue.slots import CALLBACK_FORM
from assistant.storage import callbacks
from assistant.storage.database import in_thread

logger = logging.getLogger(__name__)

LARGEST = 16_384  # bytes of a request; Teams adds its own envelope
LARGEST_TEAMS = 131_072
SLOW = 10  # seconds to send a whole request
VISITOR = "5/2second;40/minute"  # messages of one conversation
ADDRESS = "40/10second;300/minute"  # of one address: a town hall shares one
OPENED = "60/10second;240/minute"  # connections of one address to the site
REFUSED = "200/minute"  # refusals of one address, then no new connection for a while
UNREAD = "NONE"  # Sanic's name for the method of a request whose head cannot be read
LENGTH = re.compile(r"[0-9]{1,9}", re.ASCII)
SAID = {
    400: "Cette demande ne peut pas être lue.",
    404: "Cette page n'existe pas. L'assistant est à l'adresse /assistant/",
    405: "Cette demande n'est pas possible ici.",
    408: "Cette demande a mis trop de temps à arriver.",
    413: "Cette demande est trop longue.",
    500: "Le service a une panne. Réessayez dans un instant.",
}
PAUSE = 10.0  # seconds without Redis once it has failed
FORGET = 600.0  # seconds that counts in memory, and whose they are, last
_state = {"redis_again_at": 0.0, "counted_anew_at": 0.0}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class CheckedRequest(Request):
    """Refuses a body without an honest length, and cuts one that is not whole after SLOW seconds.

    Stock Sanic 21.12 loops for ever on « Content-Length: -1 », and fails on « abc » or « Chunked »;
    it starts its delay again at each byte, and reads to its end the body of a request that it
    refused. An address without a path (« http://x ») has none to be routed by.
    """

    def __init__(self, url_bytes: bytes, headers: Any, *others: Any, **more: Any) -> None:
        lengths = headers.getall("content-length", [])
        coding = [value.lower() for value in headers.getall("transfer-encoding", [])]
        honest = not lengths or len(lengths) == 1 and LENGTH.fullmatch(lengths[0].strip())
        if not honest or coding not in ([], ["chunked"]) or lengths and coding:
            raise InvalidUsage("Bad Request")
        super().__init__(url_bytes, headers, *others, **more)
        if not self._parsed_url.path:
            raise InvalidUsage("Bad Request")
        if coding:
            self.headers["transfer-encoding"] = "chunked"
        if lengths or coding:
            asyncio.get_running_loop().call_later(SLOW, self._cut)

    def _cut(self) -> None:
        reading = self.stream  # None once the request has been answered
        if reading and reading.request is self and reading.request_body and self.transport:
            self.transport.abort()  # type: ignore[attr-defined]


_stock_http1, _stock_empty = Http.http1, Http.create_empty_request


async def _http1(self: Http) -> None:
    """Sanic reads the body of a request that it refused, and nobody catches what is wrong there."""
    try:
        await _stock_http1(self)  # type: ignore[no-untyped-call]
    except SanicException:
        return  # already answered; the line ends


def _create_empty_request(self: Http) -> None:
    """What stands for a request whose head cannot be read: without its target, which may be why."""
    self.url = None
    _stock_empty(self)


def install(app: Sanic) -> None:
    """Put the limits and the headers on the whole server, Rasa's own routes included."""
    Http.http1, Http.create_empty_request = _http1, _create_empty_request  # type: ignore[method-assign]
    app.request_class = CheckedRequest
    app.config.REQUEST_MAX_SIZE = LARGEST_TEAMS
    app.config.REQUEST_TIMEOUT = SLOW
    app.config.KEEP_ALIVE_TIMEOUT = 15
    app.config.WEBSOCKET_MAX_SIZE = 2 * LARGEST
    app.error_handler.add(Exception, _told)
    app.register_middleware(_refuse, "request")
    app.register_middleware(_protect, "response")  # type: ignore[arg-type]


async def _refuse(request: Request) -> Optional[HTTPResponse]:
    if request.method == UNREAD:
        return None  # it has no target: its refusal follows
    if not request.path.strip("/*"):  # Rasa tells its version there
        return response.redirect("/assistant/")
    if not request.path.startswith("/webhooks/teams/") and len(request.body) > LARGEST:
        return response.text(SAID[413], status=413)
    return None


def _told(request: Request, error: Exception) -> HTTPResponse:
    """Sanic's own pages are in English, and name it."""
    headless = request.method == UNREAD and isinstance(error, (HttpParserError, UnicodeError))
    status = 400 if headless else getattr(error, "status_code", 500)
    if not headless and not isinstance(error, SanicException) and not _left(error):
        logger.error("Request failed: %s", type(error).__name__, exc_info=error)
    said = SAID.get(status, SAID[500] if status >= 500 else SAID[400])
    headers = dict(getattr(error, "headers", None) or {})
    return response.text(said, status=status, headers=headers)


def _left(error: Exception) -> bool:
    """Whether somebody hung up while being answered: Sanic then writes to no connection."""
    where = error.__traceback__
    while where and where.tb_next:
        where = where.tb_next
    return bool(where and where.tb_frame.f_code is SanicProtocol.send.__code__)


async def _protect(_: Request, answer: HTTPResponse) -> Optional[HTTPResponse]:
    answer.headers.pop("Access-Control-Allow-Credentials", None)  # there is no cookie
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return None


def address_of(headers: Any, peer: str) -> str:
    """What counts as one visitor's address: that of the trusted proxy's header when there is one.

    Of an IPv6 address its first 64 bits: a subscriber has all the others.
    """
    name = settings.current().proxy_header
    given = headers.get(name) if name else None
    address = str(given).split(",")[-1].strip()[:64] if given else peer
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address) or found.is_loopback:
        return address
    return str(found.ipv4_mapped or ipaddress.ip_network(f"{found}/64", strict=False))


@lru_cache(maxsize=1)
def _storage() -> Storage:
    # Kept here: the limiter holds it by a weak reference only.
    redis = settings.current().redis
    options = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3} if redis else {}
    made: Storage = storage_from_string(redis or "memory://", **options)
    return made


@lru_cache(maxsize=1)
def _memory() -> Storage:
    """Counts of this server alone, while Redis is away."""
    made: Storage = storage_from_string("memory://")
    return made


@lru_cache(maxsize=4)
def _items(rates: str) -> tuple[RateLimitItem, ...]:
    return tuple(parse_many(rates))


def exempt(address: str) -> bool:
    """Whether this address is the machine's own, and not to be counted; never in production."""
    counted = settings.current().limits_loopback or settings.current().production
    return address in ("127.0.0.1", "::1") and not counted


def too_fast(sender: str, address: str) -> bool:
    """Count a message; whether this conversation or this address says too many.

    The machine itself is not limited unless the settings say so: tests and benchmarks run there.
    """
    visitor = [(item, "visiteur", sender) for item in _items(VISITOR)]
    whole = [(item, "adresse", address) for item in _items(ADDRESS)]
    # Who is refused does not use up what his neighbours share.
    return _over(address, *visitor) or _over(address, *whole)


def refused(address: str, times: int = 1) -> None:
    """Count events that were refused at this address."""
    _over(address, *((item, "refus", address) for item in _items(REFUSED)), times=times)


def unwelcome(address: str) -> bool:
    """Count a connection; whether this address opens too many, or went on in spite of refusals."""
    refusals = [(item, "refus", address) for item in _items(REFUSED)]
    openings = [(item, "ouverture", address) for item in _items(OPENED)]
    return _over(address, *refusals, times=0) or _over(address, *openings)


def _over(address: str, *counts: Tuple[RateLimitItem, str, str], times: int = 1) -> bool:
    """Count so many `times` for each (rate, kind, name); whether one is over its rate."""
    if exempt(address):
        return False
    if time.monotonic() >= _state["counted_anew_at"]:
        # The library empties what has expired and keeps its name, an address, for ever.
        _state["counted_anew_at"] = time.monotonic() + FORGET
        _storage.cache_clear()
        _memory.cache_clear()

    def ask(storage: Storage) -> bool:
        limiter = MovingWindowRateLimiter(storage)
        if not times:
            return not all(limiter.test(*count) for count in counts)
        # One by one: a hit that would go over the rate is not counted at all.
        return not all([limiter.hit(*count) for _ in range(times) for count in counts])

    if time.monotonic() >= _state["redis_again_at"]:
        try:
            return ask(_storage())
        except Exception as error:  # a Redis frozen must not hold every message
            logger.warning("Redis does not count, each server does: %s", type(error).__name__)
            _state["redis_again_at"] = time.monotonic() + PAUSE
    return ask(_memory())


async def note_address(sender: str, address: str, tracker: Any) -> None:
    """Tell the storage, during the form of a call-back, where the conversation comes from: the
    action that keeps the request knows no address, and so many are kept of one."""
    form = tracker.active_loop_name if tracker else None
    if form == CALLBACK_FORM and address and not exempt(address):
        await in_thread(callbacks.came_from, sender, address)
