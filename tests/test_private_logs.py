"""Nothing of an official in a log, whatever the level: each case in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant import settings

START = """
import logging, sys, structlog
from rasa.utils.log_utils import configure_structlog
configure_structlog(logging.{level})
logging.getLogger().setLevel(logging.{level})
old = structlog.get_logger("avant"); old.warning("avant.installation")
from assistant import private_logs
private_logs.install(); private_logs.install()
log, new = logging.getLogger("essai"), structlog.get_logger("essai")
NIR, WORD = "1 85 05 78 006 084 91", "Zanzibarine"
def fails():
    secret = WORD
    raise ValueError("je refuse " + WORD + " " + NIR)
"""
CASES = {
    "arguments": 'log.warning("lu %s et %s", NIR, 3)',
    "formatted": 'log.error("lu " + NIR)',
    "exception": "try:\n    fails()\nexcept ValueError:\n    log.exception('panne')",
    "structlog text": 'new.warning("processor.message.parse", parse_data_text=WORD, text=WORD)',
    "structlog slots": 'new.warning("x", slot_values=WORD, sender_id=WORD, user_message=WORD)',
    "structlog value": 'new.warning("lu " + NIR, autre=NIR)',
    "structlog error": "try:\n    fails()\nexcept ValueError:\n    new.exception('panne')",
    "logger made before": 'old.warning("x", text=WORD)',
    "library's mistake": 'log.warning("%d " + NIR, "x")',
}


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_personal_is_written(case: str, level: str) -> None:
    code = START.replace("{level}", level) + CASES[case]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=settings.ROOT, capture_output=True,
        text=True, timeout=120,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "avant.installation" in said
    assert "Zanzibarine" not in said and "006 084" not in said
    wanted = {"arguments": "masqué", "exception": "ValueError", "structlog error": "ValueError"}
    assert wanted.get(case, "") in said


def test_a_trace_says_where() -> None:
    code = START.replace("{level}", "INFO") + CASES["exception"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=settings.ROOT, capture_output=True,
        text=True, timeout=120,
    )  # fmt: skip
    assert "<string>:" in done.stdout + done.stderr and "fails" in done.stdout + done.stderr
