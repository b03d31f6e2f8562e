"""The log of the servers: dated, one line a record, bounded, printable, whatever is sent."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import pytest

from assistant import settings
from assistant.errors import Told
from assistant.privacy import journal, logs
from tests.support.log import DATED, FORGETS, nothing_uncaught, uncaught


class Sheet:
    """A journal on a file, and its clock."""

    def __init__(self, path: Path, form: str = "texte") -> None:
        self.path, self.now = path, 1_000.0
        self._sink = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        self.journal = journal.Journal("rasa", self._sink, form=form, clock=lambda: self.now)

    def log(self, message: str, place: int = 1, name: str = "essai", error: Any = None) -> None:
        info = (type(error), error, error.__traceback__) if error else None
        record = logging.LogRecord(name, logging.ERROR, "x.py", place, message, (), info)
        self.journal.take(logs._private(record))

    def later(self, seconds: float) -> None:
        self.now += seconds

    @property
    def lines(self) -> List[str]:
        return self.path.read_text("utf-8").splitlines()


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return Sheet(tmp_path / "serveurs.log")


def fault() -> Exception:
    try:
        try:
            raise KeyError("Zanzibarine")
        except KeyError:
            raise ValueError("Zanzibarine") from None
    except ValueError as error:
        return error


def test_a_record_is_one_dated_line_in_paris(sheet: Sheet) -> None:
    record = logging.LogRecord("essai", logging.ERROR, "x.py", 1, "panne", (), None)
    for created, date in ((1_781_000_000.0, "2026-06-09T12:13:20.000+02:00"), (0.0, "1970-")):
        record.created = created
        sheet.journal.take(record)
        assert sheet.lines[-1].startswith(date)
    assert sheet.lines[0] == "2026-06-09T12:13:20.000+02:00 ERROR rasa essai: panne"


def test_a_trace_is_on_its_line(sheet: Sheet) -> None:
    sheet.log("panne", error=fault())
    (line,) = sheet.lines
    where = Path(__file__).relative_to(settings.ROOT)
    assert re.search(rf"panne \| trace: ValueError at {where}:\d+ fault$", line), line


def test_as_json_each_thing_has_its_key(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "serveurs.log", "json")
    for _ in range(8):
        sheet.log("panne 'a'", error=fault())
    sheet.journal.end()
    *first, last = map(json.loads, sheet.lines)
    assert len(first) == journal.FIRST and last["count"] == 8 - journal.FIRST
    assert set(first[0]) == set(last)
    assert set(last) == {"date", "level", "process", "logger", "message", "trace", "count"}
    assert first[0]["trace"].startswith("ValueError at") and first[0]["count"] == 1
    assert (last["level"], last["process"], last["logger"]) == ("ERROR", "rasa", "essai")


def test_an_event_of_rasa_is_told_as_the_others(sheet: Sheet) -> None:
    event = {"event": "rasa.panne", "level": "error", "trace": "KeyError at x.py:1 f", "n": 3}
    sheet.log(json.dumps(event))
    assert sheet.lines[0].endswith("essai: rasa.panne n=3 | trace: KeyError at x.py:1 f")


@pytest.mark.parametrize(
    "sign",
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\n", "\r", "\u2028", "\u2029"]
    + [
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200b",
        "\u200e",
        "\ufeff",
        "\ud83d",
        "\U000e0001",
    ],
)
@pytest.mark.parametrize("form", ["texte", "json"])
def test_what_cannot_be_printed_is_escaped(tmp_path: Path, sign: str, form: str) -> None:
    sheet = Sheet(tmp_path / "serveurs.log", form)
    sheet.log(f"a{sign}2026-11-26T00:00:00 ERROR faux")
    sheet.log(json.dumps({"event": f"a{sign}2026-11-26T00:00:00 ERROR faux"}))
    assert len(sheet.lines) == 2
    for line in sheet.lines:
        assert line.isprintable() and "faux" in line


def test_french_is_left_as_it_is(sheet: Sheet) -> None:
    sheet.log("clé «\u00a0compte élu\u202f» n'est pas là")
    assert sheet.lines[0].endswith("clé «\u00a0compte élu\u202f» n'est pas là")


# --- Bounded


def test_the_first_of_a_kind_are_whole_then_one_line_a_minute_counts_them(sheet: Sheet) -> None:
    for number in range(1_000):
        sheet.log(f"visiteur {number} perdu", error=fault())
    assert len(sheet.lines) == journal.FIRST
    sheet.later(journal.MINUTE)
    sheet.log("autre chose", place=2)
    assert len(sheet.lines) == journal.FIRST + 2
    counted = f"visiteur 0 perdu … {1_000 - journal.FIRST} fois de plus en une minute"
    assert counted in sheet.lines[journal.FIRST]
    assert uncaught(sheet.lines[journal.FIRST])  # what is only counted is still seen
    sheet.log("visiteur 5 perdu")  # a new minute: whole again
    assert sheet.lines[-1].endswith("visiteur 5 perdu")


def word(number: int) -> str:
    return "".join(chr(97 + number // 7**place % 7) for place in range(9))


FLOODS: Dict[str, Callable[[int], Tuple[str, int, str]]] = {
    "one message": lambda n: ("panne", 1, "a"),
    "numbers": lambda n: (f"panne {n}", 1, "a"),
    "words of a visitor": lambda n: (f"session {word(n)}", 1, "a"),
    "places": lambda n: ("panne", n, "a"),
    "loggers": lambda n: ("panne", 1, f"a.{n}"),
    "all at once": lambda n: (f"{word(n)} {n}", n % 500, f"a.{n % 90}"),
}


@pytest.mark.parametrize("kind", FLOODS)
def test_no_flood_writes_more_than_a_hundred_lines_a_minute_in_all(
    sheet: Sheet, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both servers flooded for three minutes, seen through any sixty seconds."""
    at: List[float] = []
    monkeypatch.setattr(journal.os, "write", lambda *_: at.append(sheet.now))
    for number in range(18_000):
        sheet.later(0.01)
        sheet.log(*FLOODS[kind](number))
    sheet.journal.end()
    most = max(sum(start <= each < start + 60 for each in at) for start in set(at))
    assert most > 0 and 2 * most <= 2 * journal.LINES <= 100


def test_what_visitors_write_does_not_hide_a_new_fault(sheet: Sheet) -> None:
    for number in range(500):
        sheet.log(f"session {'abcdefghij'[number % 10] * (number // 10)}")
    sheet.log("base de données perdue", place=2)
    assert sheet.lines[-1].endswith("base de données perdue")


def test_what_is_counted_is_bounded(sheet: Sheet) -> None:
    for number in range(10_000):
        sheet.log(chr(97 + number % 26) * (number % 50), place=number)
    kept = sheet.journal._places
    assert len(kept) <= 101 and sum(map(len, kept.values())) <= 404
    sheet.later(journal.MINUTE)
    sheet.log("a")
    assert len(sheet.journal._places) == 1


def test_many_kinds_left_are_told_together(sheet: Sheet) -> None:
    for place in range(40):
        for _ in range(10):
            sheet.log("panne", place=place)
    sheet.journal.end()
    assert len(sheet.lines) == journal.FULL + journal.SUMS
    told = [int(n) for n in re.findall(r"(\d+) fois de plus", "\n".join(sheet.lines))]
    assert sum(told) + journal.FULL == 400 and "autres sortes de pannes" in sheet.lines[-1]


def test_a_full_disk_stops_nothing() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        made = journal.Journal("rasa", full)
        made.take(logging.LogRecord("x", 40, "x.py", 1, "panne", (), None))
    finally:
        os.close(full)
    assert made._written == 1


# --- In a process

PROCESS = """
import asyncio, gc, logging, sys, threading, traceback, warnings
from assistant.errors import Told
from assistant.privacy import journal, logs
logs.install()
journal.keep("rasa")
logging.basicConfig(level=logging.INFO)
other = logging.getLogger("engineio.server")
other.addHandler(logging.StreamHandler())
other.propagate = False
def fails(*_):
    raise ValueError("Zanzibarine")
"""
PROCESS += FORGETS
PROCESS += """
async def called():
    asyncio.get_running_loop().call_soon(fails)
    await asyncio.sleep(0.05)
class Broken:
    def __del__(self):
        fails()
def catches(do):
    try:
        fails()
    except ValueError:
        do()
"""
UNCAUGHT = {
    "the process": "fails()",
    "a thread": "t = threading.Thread(target=fails); t.start(); t.join()",
    "a destructor": "b = Broken(); del b; gc.collect()",
    "a task": "asyncio.run(forgets())",
    "a callback": "asyncio.run(called())",
    "socket.io": "catches(lambda: other.exception('message async handler error'))",
    "Sanic": "catches(lambda: logging.getLogger('sanic.error').exception('while handling'))",
    "printed": "catches(traceback.print_exc)",
}
TOLD = {
    "printed": "print('lu par une bibliothèque')",
    "printed on standard error": "print('x\\x1b[2J', file=sys.stderr)",
    "begun": "sys.stdout.write('a'); print('b')",
    "a warning": "warnings.simplefilter('always'); warnings.warn('une\\nmise en garde')",
    "its own handler": "other.error('une fois')",
}


def run(body: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"{PROCESS}\n{body}"],
        cwd=settings.ROOT,
        env=settings.environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("case", UNCAUGHT)
def test_what_nothing_caught_is_dated_and_seen_by_the_hostile_tests(case: str) -> None:
    written = run(UNCAUGHT[case])
    assert written and all(map(DATED.match, written.splitlines())), written
    assert uncaught(written), written
    if case != "printed":
        assert "ValueError at" in written and "Zanzibarine" not in written
    with pytest.raises(AssertionError, match="rasa"):
        nothing_uncaught(written)


@pytest.mark.parametrize("case", TOLD)
def test_what_libraries_say_is_dated_once_and_is_no_fault(case: str) -> None:
    written = run(TOLD[case])
    (line,) = written.splitlines()
    assert DATED.match(line) and line.isprintable(), written
    nothing_uncaught(written)


def test_what_no_record_follows_is_counted_at_the_end() -> None:
    written = run("for n in range(50): other.error(f'panne {n}')")
    assert len(written.splitlines()) == journal.FIRST + 1
    assert f"{50 - journal.FIRST} fois de plus" in written


def test_the_form_is_a_setting() -> None:
    assert json.loads(run("other.error('panne')", DIFE_JOURNAL="json"))["message"] == "panne"


# --- Where


def test_the_log_lies_where_the_settings_say(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path / "var"))
    assert journal.where() == str(tmp_path / "var/serveurs.log")
    monkeypatch.setenv("DIFE_JOURNAL_DOSSIER", str(tmp_path / "ailleurs"))
    os.close(journal.sink())
    path = tmp_path / "ailleurs/serveurs.log"
    assert path.stat().st_mode & 0o777 == 0o600 and not (tmp_path / "var").exists()


def test_a_folder_where_nothing_can_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fichier").touch()
    monkeypatch.setenv("DIFE_JOURNAL_DOSSIER", str(tmp_path / "fichier"))
    with pytest.raises(Told, match="DIFE_JOURNAL_DOSSIER"):
        journal.sink()


def test_the_console_takes_the_place_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFE_JOURNAL_DOSSIER", "console")
    handle = journal.sink()
    try:
        assert os.path.sameopenfile(handle, 2)
    finally:
        os.close(handle)
