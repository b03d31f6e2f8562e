"""Logs that hold nothing of the officials: the second barrier, behind the masking of the channels.

Rasa's anonymisation hook is left alone: Rasa also calls it for each event of each turn, after
reading the conversation once more. What it does for logs is done here, for every key.
Not covered: a text that a library puts in its message by itself (an f-string) or prints, secret
numbers excepted; the `extra` fields of a record. How the servers write is in journal.py.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
import warnings
from pathlib import Path
from typing import Any, List, MutableMapping, Optional

from assistant import settings
from assistant.privacy.masking.finder import mask

HIDDEN = "…"
LONGEST = 300  # characters of a line that an exception or a library wrote
DEEPEST = 12  # the last frames of a trace
# What Rasa's own events call a text, a slot or a tracker, in part of the name.
PERSONAL = (
    "text",
    "slot",
    "entit",
    "tracker",
    "state",
    "message",
    "response",
    "event_data",
    "rasa_event",
    "prediction",
    "sender",
    "payload",
    "exception",
    "body",
    "candidate",
    "success",
    "metadata",
    "user",
    "parse_data",
    "value",
)
_FORGOTTEN = re.compile(r"(exception=\w+)\(.*\)", re.S)  # a task's, with its message
# A trace tells a file from where everybody has it.
_ROOTS = re.compile(rf"^(?:.*/(?:site-packages|python3\.\d+)|{re.escape(str(settings.ROOT))})/")


def install() -> None:
    """Make every record of this process, present and future, private; twice does nothing more."""
    factory = logging.getLogRecordFactory()
    if not getattr(factory, "private", False):

        def private(*args: Any, **kwargs: Any) -> logging.LogRecord:
            return _private(factory(*args, **kwargs))

        private.private = True  # type: ignore[attr-defined]
        logging.setLogRecordFactory(private)
        logging.captureWarnings(True)
        warnings.formatwarning = _warning
        sys.excepthook = _uncaught
        threading.excepthook = lambda told: _uncaught(told.exc_type, told.exc_value, None)
        sys.unraisablehook = lambda told: _uncaught(told.exc_type, told.exc_value, None)
    try:
        import structlog
    except ImportError:
        return
    stock = structlog.configure
    if not getattr(stock, "private", False):  # Rasa may configure it after this

        def configure(*args: Any, **kwargs: Any) -> None:
            stock(*args, **kwargs)
            _protect(structlog)

        configure.private = True  # type: ignore[attr-defined]
        structlog.configure = configure
    _protect(structlog)


def _protect(structlog: Any) -> None:
    processors = structlog.get_config()["processors"]
    if _hide not in processors:
        processors.insert(0, _hide)  # in place: loggers already made hold this very list


def _private(record: logging.LogRecord) -> logging.LogRecord:
    if record.name == "py.warnings":
        record.msg, record.args = (
            str(record.args[0] if isinstance(record.args, tuple) and record.args else record.msg),
            (),
        )
    if isinstance(record.args, dict):
        record.args = {key: _argument(value) for key, value in record.args.items()}
    elif record.args:
        record.args = tuple(_argument(value) for value in record.args)
    try:
        said = record.getMessage()
    except Exception:  # a library's own mistake in its arguments
        said = str(record.msg)
    if record.name == "asyncio":
        said = _FORGOTTEN.sub(rf"\1({HIDDEN})", said)
    whole = said.startswith('{"')  # Rasa's events, each value of which is cut by `_shown`
    said = mask(said if whole else said[: 2 * LONGEST])  # no number may be cut before it is seen
    record.msg, record.args = said, ()
    if len(said) > LONGEST and not whole:
        record.msg = said[:LONGEST] + HIDDEN
    if isinstance(record.exc_info, tuple) and record.exc_info[1]:
        record.exc_text = _trace(record.exc_info[1])
        record.exc_info = None
    return record


def _argument(value: Any) -> Any:
    """What a message may show of an argument: a name, a place, a count; no sentence."""
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, (dict, list, tuple, set, bytes)):
        return HIDDEN
    return HIDDEN if isinstance(value, str) and re.search(r"\s", value.strip()) else value


def _warning(message: Any, category: Any, filename: str, lineno: int, line: Any = None) -> str:
    filename = _ROOTS.sub("", filename)
    return f"{filename}:{lineno}: {category.__name__}: {mask(str(message))[:LONGEST]}\n"


def _uncaught(kind: Any, error: Optional[BaseException], _: Any) -> None:
    """What a thread, a destructor or the whole process stumbled on, and nothing caught."""
    if error is not None and not issubclass(kind, (KeyboardInterrupt, SystemExit)):
        logging.getLogger("uncaught").critical("Nothing caught it", exc_info=error)


def _trace(error: Optional[BaseException]) -> str:
    """Where an exception happened, in one line and without its message, which quotes what it
    refuses: « KeyError at a.py:3 f > b.py:9 g then ValueError at a.py:5 f », the cause first."""
    told: List[str] = []
    seen: List[BaseException] = []
    while isinstance(error, BaseException) and error not in seen and len(seen) < 10:
        frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
        places = [f"{_ROOTS.sub('', f.filename)}:{f.lineno} {f.name}" for f in frames]
        told.insert(0, f"{type(error).__name__} at {' > '.join(places)}")
        seen.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " then ".join(told)


def _hide(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.get("exc_info")
    if error:
        if isinstance(error, tuple):
            error = error[1]
        event["trace"] = _trace(error if isinstance(error, BaseException) else sys.exc_info()[1])
        event["exc_info"] = False  # renderers print the message, and the local variables
    for key, value in event.items():
        if key not in ("trace", "exc_info", "_record"):
            event[key] = _shown(key, value)
    return event


def _shown(key: str, value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if key != "event" and any(part in key for part in PERSONAL):
        return HIDDEN
    if isinstance(value, str):
        return mask(value)[:LONGEST]
    if isinstance(value, dict):
        return {str(name): _shown(str(name), inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shown("", inner) for inner in value]
    return mask(str(value)) if isinstance(value, Path) else f"<{type(value).__name__}>"
