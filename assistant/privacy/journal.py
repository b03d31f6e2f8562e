"""The log of the servers: one dated line a record, and a bounded number of lines a minute.

    2026-11-26T13:52:30.123+01:00 ERROR rasa engineio.server: handler error | trace: KeyError at …

A record is one line, its trace included, so that `grep` and `tail` serve; `DIFE_JOURNAL=json` gives
the same as JSON (date, level, process, logger, message, trace, count). What it says was made
private before (logs.py); here only what can be printed is left of it.

Each minute the first records of a kind (logger, place, level, message without its numbers and
quotations) are written, then one line says how many followed. Lines are for people, figures for
the count: whatever is sent to a server, it writes LINES lines a minute at most.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import json
import logging
import os
import re
import sys
import threading
import time
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, List, Optional, Tuple

from assistant import settings
from assistant.clock import PARIS
from assistant.errors import Told

FIRST = 3  # records of a kind that are written, each minute
FULL = 17  # records that are written, whatever their kinds
SUMS = 6  # lines that count the others
LINES = 2 * (FULL + SUMS)  # of one process in any sixty seconds, which two minutes may share
KINDS = 3  # told apart at one place: what visitors write must not make thousands
PLACES = 100
MINUTE = 60.0  # seconds
LONGEST = 2_000  # characters of a message, and of a trace
TRACE = " | trace: "
_VARIABLE = re.compile(r"0x[0-9a-f]+|\d+|'[^']*'|\"[^\"]*\"|«[^»]*»|\[[^]]*\]")
_ELSEWHERE = ("", "", 0, 0)


@dataclass
class _Kind:
    """One kind of record in this minute: the first of them, how many, how many not written."""

    level: str
    logger: str
    message: str
    trace: str = ""
    seen: int = 0
    left: int = 0


class Journal:
    """What this process writes, to file descriptors; `clock` gives seconds (tests)."""

    def __init__(self, process: str, *sinks: int, form: str = "texte", clock: Any = None) -> None:
        self._process, self._sinks, self._json = process, sinks, form == "json"
        self._clock = clock or time.monotonic
        self._lock = threading.RLock()  # a task forgotten tells so while we write
        self._ends = 0.0
        self._written = 0
        self._places: Dict[Tuple[Any, ...], Dict[str, _Kind]] = {}
        self._timer: Optional[threading.Timer] = None

    def take(self, record: logging.LogRecord) -> None:
        """Write this record, or count it."""
        message, trace = _said(record)
        if record.name == "py.warnings" and "DeprecationWarning: " in message:
            return  # for whoever pins the libraries: tests make an error of it
        with self._lock:
            if self._clock() >= self._ends:
                self.end()
                self._ends = self._clock() + MINUTE
            kind = self._kind(record, message, trace)
            kind.seen += 1
            if kind.seen <= FIRST and self._written < FULL:
                self._written += 1
                self._write(record.created, kind.level, record.name, message, trace)
                return
            kind.left += 1
            if self._timer is None:  # nothing may come after a flood, and it must be told
                self._timer = threading.Timer(max(0.0, self._ends - self._clock()), self.end)
                self._timer.daemon = True
                self._timer.start()

    def end(self) -> None:
        """The minute is over: say how many records were not written, the most numerous first."""
        with self._lock:
            every = [kind for kinds in self._places.values() for kind in kinds.values()]
            left = sorted((k for k in every if k.left), key=lambda k: -k.left)
            if len(left) > SUMS:
                rest = left[SUMS - 1 :]
                others = f"{len(rest)} autres sortes de pannes"
                count = sum(kind.left for kind in rest)
                trace = next((kind.trace for kind in rest if kind.trace), "")
                rest = [_Kind("WARNING", __name__, others, trace, left=count)]
                left = [*left[: SUMS - 1], *rest]
            for kind in left:
                said = kind.level, kind.logger, kind.message, kind.trace
                self._write(time.time(), *said, count=kind.left)
            self._places.clear()
            self._written, self._ends = 0, 0.0
            if self._timer:
                self._timer.cancel()
                self._timer = None

    def _kind(self, record: logging.LogRecord, message: str, trace: str) -> _Kind:
        place: Tuple[Any, ...] = (record.name, record.pathname, record.lineno, record.levelno)
        if place not in self._places and len(self._places) >= PLACES:
            place = _ELSEWHERE
        kinds = self._places.setdefault(place, {})
        shape = _VARIABLE.sub("#", message[:120]) + trace[-80:]
        if shape not in kinds and len(kinds) >= KINDS:
            shape = ""
        if shape not in kinds:
            kinds[shape] = _Kind(record.levelname, record.name, message, trace)
        return kinds[shape]

    def _write(
        self, at: float, level: str, logger: str, message: str, trace: str, count: int = 0
    ) -> None:
        """`count`: how many more of these there were in the minute; 0 for a record itself."""
        date = datetime.fromtimestamp(at, PARIS).isoformat(timespec="milliseconds")
        message, trace = printable(message[:LONGEST]), printable(trace[:LONGEST])
        if self._json:
            content = {
                "date": date,
                "level": level,
                "process": self._process,
                "logger": logger,
                "message": message,
                "trace": trace or None,
                "count": count or 1,
            }
            line = json.dumps(content, ensure_ascii=False)
        else:
            line = f"{date} {level} {self._process} {logger}: {message}"
            line += f" … {count} fois de plus en une minute" if count else ""
            line += f"{TRACE}{trace}" if trace else ""
        for sink in self._sinks:
            with contextlib.suppress(OSError):  # a full disk must not stop a turn
                os.write(sink, f"{line}\n".encode("utf-8", "backslashreplace"))


class Printed(io.TextIOBase):
    """What a library prints, as records: a line each."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)
        self._logger.setLevel(logging.WARNING)
        self._begun = ""

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        if len(self._begun) > LONGEST:
            lines, self._begun = [*lines, self._begun], ""
        for line in lines:
            if line.strip():
                self._logger.warning(line.rstrip())
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


def keep(process: str, *sinks: int, prints: bool = True) -> Journal:
    """Let the journal alone write what this process logs and, with `prints`, what it prints.

    Handlers that a library adds are passed over: socket.io's would write its faults a second time,
    without a date. `sinks`: file descriptors, that of standard error when there is none.
    """
    made = Journal(process, *(sinks or (2,)), form=settings.current().log_form)

    def take(_: logging.Logger, record: logging.LogRecord) -> None:
        made.take(record)

    logging.Logger.callHandlers = take  # type: ignore[assignment]
    atexit.register(made.end)
    if prints:
        sys.stdout, sys.stderr = Printed("stdout"), Printed("stderr")
    return made


def sink() -> int:
    """A new file descriptor where a server writes: the file of the settings, or the console; Told
    when nothing can be written there."""
    path = settings.current().log_file
    if path is None:
        return os.dup(2)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)  # a line a write
    except OSError as error:
        raise Told(
            f"le journal ne peut pas être écrit dans {path} ({type(error).__name__}). Vérifiez "
            "DIFE_JOURNAL_DOSSIER, les droits du dossier et la place libre."
        ) from None


def where() -> str:
    """Where to read the log, for staff, after « voyez »."""
    return str(settings.current().log_file or "ci-dessus")


def printable(text: str) -> str:
    """The text with what cannot be seen escaped: a terminal is sent no command, a record is one
    line and reads in one direction."""
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(sign: str) -> str:
    if sign.isprintable() or unicodedata.category(sign) == "Zs":
        return sign
    return sign.encode("unicode_escape").decode("ascii")


def _said(record: logging.LogRecord) -> Tuple[str, str]:
    """A record's message and trace; Rasa's own come as JSON."""
    message, trace = str(record.msg).strip(), record.exc_text or ""
    if message.startswith('{"'):
        with contextlib.suppress(ValueError):
            told = json.loads(message)
            if isinstance(told, dict) and "event" in told:
                trace = str(told.pop("trace", "") or trace)
                event, _ = told.pop("event"), told.pop("level", None)
                told.pop("exc_info", None)
                more: List[str] = [f"{key}={value}" for key, value in told.items()]
                message = " ".join([str(event), *more])
    return message, trace
