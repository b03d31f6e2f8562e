"""Logs that hold nothing of the officials: the second barrier, behind the masking of the channels.

Rasa's anonymisation hook is left alone: Rasa also calls it for each event of each turn, after
reading the conversation once more. What it does for logs is done here, for every key.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any, Dict

import structlog

from assistant.masks import mask

LONGEST = 300  # characters of a line that an exception or a library wrote
# What Rasa's own events call a text, a slot or a tracker, in part of the name.
PERSONAL = ("text", "slot", "entit", "tracker", "state", "message", "response", "event_data",
            "rasa_event", "prediction", "sender", "payload", "exception", "body", "candidate",
            "success", "metadata", "user")  # fmt: skip
HIDDEN = "…"


def install() -> None:
    """Make every record of this process, present and future, private; twice does nothing more."""
    factory = logging.getLogRecordFactory()
    if getattr(factory, "private", False):
        return

    def private(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return _private(factory(*args, **kwargs))

    private.private = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(private)
    # In place: Rasa's loggers were made with this very list, and keep it.
    processors = structlog.get_config()["processors"]
    processors.insert(0, _hide)
    for number, processor in enumerate(processors):
        if processor is structlog.processors.dict_tracebacks:  # it prints local variables
            processors[number] = _where


def _private(record: logging.LogRecord) -> logging.LogRecord:
    try:
        said = record.getMessage()
    except Exception:  # a library's own mistake in its arguments
        said = str(record.msg)
    record.msg, record.args = mask(said), ()
    if len(record.msg) > LONGEST and not record.msg.startswith("{"):
        record.msg = record.msg[:LONGEST] + HIDDEN
    if record.exc_info and record.exc_info is not True:
        record.exc_text = _trace(record.exc_info[1])
        record.exc_info = None
    return record


def _trace(error: Any) -> str:
    """Where an exception happened, without its message: a message quotes what it refuses."""
    if not isinstance(error, BaseException):
        return ""
    lines = [
        f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)
    ]
    return "\n".join([type(error).__name__, *lines])


def _hide(_: Any, __: str, event: Dict[str, Any]) -> Dict[str, Any]:
    for key, value in event.items():
        if key == "exc_info" or isinstance(value, (bool, int, float, type(None))):
            continue
        if key != "event" and any(part in key for part in PERSONAL):
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = mask(value)[:LONGEST]
    return event


def _where(_: Any, __: str, event: Dict[str, Any]) -> Dict[str, Any]:
    """Structlog's tracebacks as plain places."""
    error = event.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    if error is True:
        import sys

        error = sys.exc_info()[1]
    if error:
        event["trace"] = _trace(error)
    return event
