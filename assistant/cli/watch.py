"""Whether a server answers, and what systemd is told of us."""

from __future__ import annotations

import contextlib
import socket
import time
import urllib.request

from assistant import settings

START_LIMIT = 120.0  # seconds that a server has to answer for the first time
EVERY, LIMIT = 2.0, 4.0  # seconds between two questions, and for an answer
MISSED = 3  # answers in a row; a turn, however long, keeps nobody waiting as long as that
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def answers(address: str, seconds: float = LIMIT) -> bool:
    """Whether this address answers 200 in time."""
    try:
        with _direct.open(address, timeout=seconds):
            return True
    except OSError:
        return False


class Watch:
    """Over one server, by an address that it answers at once while it works."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.begin()

    def begin(self) -> None:
        """The server was just started: nothing is counted until it first answers."""
        self._since, self._next = time.monotonic(), 0.0
        self._answered, self._missed = False, 0

    def frozen(self) -> bool:
        """Ask when it is time, LIMIT seconds at most; whether the server answers no more."""
        if time.monotonic() < self._next:
            return False
        if answers(self._address):
            self._answered, self._missed = True, 0
        elif self._answered:
            self._missed += 1
        elif time.monotonic() - self._since > START_LIMIT:
            return True
        self._next = time.monotonic() + EVERY
        return self._missed >= MISSED


def notify(word: str) -> None:
    """Tell systemd READY=1, WATCHDOG=1 or STOPPING=1; nothing when it did not start us."""
    address = settings.current().notify
    if not address:
        return
    if address.startswith("@"):  # Linux: a name that is in no folder
        address = f"\0{address[1:]}"
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto(word.encode(), address)
