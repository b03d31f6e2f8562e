"""What is hidden of a line of a log, record by record: test_logs.py does it in whole processes."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest

from assistant.privacy import logs

NIR = "1 85 05 78 006 084 91"
WORDS = "Zanzibarine a mal"


def line(message: Any, *arguments: Any, name: str = "essai", error: Any = None) -> str:
    """A record as it is written, its trace below."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.INFO, __file__, 1, message, arguments, info)
    return logging.Formatter().format(logs._private(record))


def fault() -> ValueError:
    try:
        raise ValueError(f"je refuse {WORDS}")
    except ValueError as error:
        return error


@pytest.mark.parametrize(
    ("message", "arguments", "written"),
    [
        ("lu %s en %d ms", ("/webhooks", 3), "lu /webhooks en 3 ms"),
        ("lu %s", (WORDS,), "lu …"),
        ("lu %s en %d", ({"text": WORDS}, 3), "lu … en 3"),
        ("lu %s", ([WORDS],), "lu …"),
        ("lu %s", (b"Zanzibarine",), "lu …"),
        ("lu %s", (NIR.replace(" ", ""),), "lu [NIR masqué]"),
        (f"lu {NIR}", (), "lu [NIR masqué]"),
        ("panne %s", (fault(),), "panne ValueError"),
        ("%d lu", (WORDS,), "%d lu"),  # a library's own mistake
    ],
)
def test_an_argument_shows_a_name_or_a_count(
    message: str, arguments: tuple[Any, ...], written: str
) -> None:
    assert line(message, *arguments) == written


def test_arguments_by_name_are_hidden_too() -> None:
    record = logging.LogRecord("x", 20, __file__, 1, "%(a)s %(n)d", ({"a": WORDS, "n": 2},), None)
    assert logging.Formatter().format(logs._private(record)) == "… 2"


def test_a_trace_keeps_files_and_lines_and_no_message() -> None:
    written = line("panne", error=fault())
    assert (
        "ValueError" in written
        and "test_logs_inside.py:" in written
        and "Zanzibarine" not in written
    )


def test_a_number_at_the_cut_shows_no_half() -> None:
    half = len(NIR) // 2
    said = line("x" * (logs.LONGEST - half) + NIR)
    assert "1 85" not in said and said.endswith(logs.HIDDEN)


def test_a_long_line_of_a_library_is_cut() -> None:
    assert line("x" * 1_000) == "x" * logs.LONGEST + logs.HIDDEN


def test_the_message_of_a_forgotten_task_is_hidden() -> None:
    said = line(f"Task <name=1> exception=ValueError('{WORDS}') at 0x1", name="asyncio")
    assert said.startswith("Task <name=1> exception=ValueError(…)") and WORDS not in said


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("parse_data_text", WORDS, "…"),
        ("slots", {"a": WORDS}, "…"),
        ("sender_id", "rest-1", "…"),
        ("message", WORDS, "…"),
        ("event", f"lu {NIR}", "lu [NIR masqué]"),
        ("autre", NIR, "[NIR masqué]"),
        ("autre", {"n": NIR, "text": WORDS}, {"n": "[NIR masqué]", "text": "…"}),
        ("autre", [NIR, 3], ["[NIR masqué]", 3]),
        ("autre", object(), "<object>"),
        ("count", 3, 3),
        ("done", True, True),
        ("nothing", None, None),
    ],
)
def test_a_key_of_rasa_s_events(key: str, value: Any, shown: Any) -> None:
    assert logs._hide(None, "info", {key: value})[key] == shown


@pytest.mark.parametrize("told", ["error", "tuple", "flag"])
def test_an_exception_of_rasa_s_events_is_a_trace_alone(told: str) -> None:
    error = fault()
    try:
        raise error
    except ValueError:
        given = {"error": error, "tuple": sys.exc_info(), "flag": True}[told]
        event = logs._hide(None, "error", {"event": "panne", "exc_info": given})
    assert event["exc_info"] is False
    assert "ValueError" in event["trace"] and "Zanzibarine" not in str(event)


def test_a_warning_is_masked() -> None:
    assert NIR not in logs._warning(f"lu {NIR}", UserWarning, "x.py", 3)
