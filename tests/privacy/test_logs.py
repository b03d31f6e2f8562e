"""Nothing of an official in a log, whatever the level: each case in a process of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.log import FORGETS

ROOT = Path(__file__).parents[2]
START = """
import asyncio, gc, logging, sys, warnings
import structlog
from rasa.utils.log_utils import configure_structlog
from assistant.privacy import logs
NIR, WORD, ARABIC = "1 85 05 78 006 084 91", "Zanzibarine a mal", "\u0661\u0668\u0665\u0660\u0665\u0667\u0668\u0660\u0660\u0666\u0660\u0668\u0664"
old = structlog.get_logger("avant")
{order}
log, new = logging.getLogger("essai"), structlog.get_logger("essai")
warnings.simplefilter("always")
def fails(*_):
    secret = WORD
    raise ValueError("je refuse " + WORD + " " + NIR)
"""  # noqa: E501
START += FORGETS
AFTER = "configure_structlog(logging.{level}); old.warning('a'); logs.install()\n"
BEFORE = "logs.install(); configure_structlog(logging.{level}); logs.install()\n"
TRY = "try:\n    fails()\nexcept ValueError as error:\n    "
CASES = {
    "argument": 'log.warning("lu %s et %d", WORD, 3)',
    "secret argument": 'log.warning("lu %s", NIR.replace(" ", ""))',
    "container": 'log.warning("lu %s", {"text": WORD})',
    "formatted": 'log.warning("lu " + NIR)',
    "exotic digits": 'log.warning("lu " + ARABIC); new.warning("lu", autre=[ARABIC])',
    "wrong arguments": 'log.warning("%d lu", WORD + NIR)',
    "exception": TRY + 'log.exception("panne")',
    "exception given": TRY + 'log.error("panne %s", error, exc_info=error)',
    "chained": TRY + 'try:\n        raise KeyError(WORD)\n    except KeyError: log.exception("x")',
    "structlog exception": TRY + 'new.exception("panne", text=WORD)',
    "structlog terminal": "sys.stderr.isatty = lambda: True\n{order}" + TRY + 'new.exception("x")',
    "structlog keys": 'new.warning("x", text=WORD, parse_data_text=WORD,'
    " parse_data_entities=[WORD],"
    " slots={'a': WORD}, slot_values=WORD, sender_id=WORD, data={'text': WORD})",
    "structlog value": 'new.warning("lu " + NIR, autre=[NIR, {"n": NIR}])',
    "structlog object": "from rasa.shared.core.events import UserUttered\n"
    'new.warning("x", chose=UserUttered(WORD))',
    "logger made before": 'old.warning("x", text=WORD)',
    "warning": 'warnings.warn("lu " + NIR)',
    "forgotten task": "asyncio.run(forgets())",
    "uncaught": "fails()",
}


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
@pytest.mark.parametrize("order", [AFTER, BEFORE], ids=["after", "before"])
def test_nothing_personal_is_written(order: str, level: str) -> None:
    """Installed before or after Rasa configures its logs."""
    leaks = {}
    for case, body in CASES.items():
        said = run((START + body).replace("{order}", order).replace("{level}", level))
        assert said.strip(), case
        if any(part in said for part in ("Zanzibarine", "006 084", "8006084", "\\u0668", "٠٦")):
            leaks[case] = said
        if "panne" in body or case in ("uncaught", "chained", "forgotten task"):
            assert "<string>:" in said or "fails" in said, (case, said)
            assert "ValueError" in said, (case, said)
    assert leaks == {}


def test_the_traceback_keeps_files_and_lines() -> None:
    code = START.replace("{order}", AFTER).replace("{level}", "INFO")
    said = run(
        code + "try:\n    import json\n    json.loads(NIR)\nexcept ValueError:\n"
        "    log.exception('panne')"
    )
    assert "JSONDecodeError" in said and "decoder.py:" in said and "006 084" not in said


SPOILT = """
import shutil, sys
from pathlib import Path
from assistant.privacy import logs
from dife.facts.store import references
logs.install()
folder = Path(sys.argv[1])
references(folder)
path = folder / "courriels.yml"
path.write_text(path.read_text("utf-8").replace("    - prenoms\\n", "    - prenons\\n"), "utf-8")
references(folder)
"""


def test_a_mistake_of_staff_in_the_facts_is_told_whole(tmp_path: Path) -> None:
    """It holds nothing of an official, and says what to correct."""
    folder = tmp_path / "references"
    shutil.copytree(ROOT / "data/references", folder)
    command = [sys.executable, "-c", SPOILT, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert "clé « compte_elu_absent » : « prenons » n'est pas parmi les champs" in said, said
    assert "Les références d'avant restent en service." in said
