"""Plants faults one by one in copies of the tree, and says which test saw each.

Nothing is ever written in the tree itself. What was found is kept in `kept` by the state of the
tree: run again after a cut, it goes on; run again after a change, it starts anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Sequence

from tools.mutants.faults import Fault

KILLED, SURVIVED, UNTESTED = "killed", "survived", "untested"
LONGEST = 300  # seconds of the tests of one fault; one that never ends is seen
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?)(?=\[| |$)", re.MULTILINE)
OURS = ("DIFE_", "TEAMS_", "PORT", "PYTHONPATH")  # settings of whoever runs this
HOW = ("-x", "-q", "--tb=no", "-rfE", "-pno:cacheprovider", "--hypothesis-seed=0", "-mnot heavy")
NOT_TESTED = ("docs/", "tools/mutants/", "CHANGELOG.md")  # a change there changes no result


class BaselineFails(Exception):
    """The tests fail without any fault: what pytest said."""


class Result(NamedTuple):
    """What became of a fault; `by` is the test that saw it."""

    name: str
    outcome: str
    by: str
    seconds: float


def tree(root: Path) -> List[str]:
    """The files of the working tree that git knows or would add, and the trained model."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    models = [str(path.relative_to(root)) for path in (root / "models").glob("dife-*")]
    names = {*filter(None, listed.split("\0")), *models}
    return sorted(name for name in names if (root / name).is_file())


def state(root: Path, files: Sequence[str]) -> str:
    """A digest of all that the tests may read."""
    digest = hashlib.sha256()
    for name in files:
        if not name.startswith(NOT_TESTED):
            digest.update(f"{name}\0".encode() + (root / name).read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class Runner:
    """The faults of one run, on `jobs` copies of the tree."""

    def __init__(self, root: Path, kept: Path, jobs: int = os.cpu_count() or 1) -> None:
        self.root, self.jobs = root, jobs
        self._files = tree(root)
        self._kept = kept / f"{state(root, self._files)}.jsonl"
        self._lock = threading.Lock()
        self._copies: queue.Queue[Path] = queue.Queue()

    def run(self, faults: Sequence[Fault]) -> Iterator[Result]:
        """The result of each fault as it comes; BaselineFails before the first when tests fail."""
        known = self._known()
        left = [fault for fault in faults if _key(fault) not in known]
        yield from (known[_key(fault)] for fault in faults if _key(fault) in known)
        if not left:
            return
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            for number in range(min(self.jobs, len(left))):
                self._copies.put(self._copy(Path(folder) / str(number)))
            self._baseline(left)
            with ThreadPoolExecutor(self.jobs) as pool:
                try:
                    for done in as_completed([pool.submit(self._try, fault) for fault in left]):
                        yield done.result()
                except BaseException:
                    pool.shutdown(wait=True, cancel_futures=True)
                    raise

    def _copy(self, folder: Path) -> Path:
        for name in self._files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.root / name, folder / name)
        return folder

    def _baseline(self, faults: Sequence[Fault]) -> None:
        tests = tuple(dict.fromkeys(test for fault in faults for test in fault.tests))
        with self._one_copy() as copy:
            code, said = _pytest(copy, tests, len(tests) * LONGEST)
        if code:
            raise BaselineFails(said)

    def _try(self, fault: Fault) -> Result:
        started = time.monotonic()
        with self._one_copy() as copy:
            path = copy / fault.file
            text = path.read_text("utf-8")
            path.write_text(fault.planted(text), "utf-8")
            try:
                code, said = _pytest(copy, fault.tests, LONGEST)
            finally:
                path.write_text(text, "utf-8")
        failed = FAILED.search(said)
        by = failed[1] if failed else ("it never ended" if code == -1 else "")
        outcome = {0: SURVIVED, 5: UNTESTED}.get(code, KILLED)
        result = Result(fault.name, outcome, by, round(time.monotonic() - started, 1))
        with self._lock:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            with self._kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps([_key(fault), *result]) + "\n")
        return result

    @contextlib.contextmanager
    def _one_copy(self) -> Iterator[Path]:
        copy = self._copies.get()
        try:
            yield copy
        finally:
            self._copies.put(copy)

    def _known(self) -> Dict[str, Result]:
        """What an earlier run found on this very tree."""
        if not self._kept.exists():
            return {}
        lines = self._kept.read_text("utf-8").splitlines()
        return {key: Result(*values) for key, *values in map(json.loads, lines)}


def _key(fault: Fault) -> str:
    return hashlib.sha256(fault.json().encode()).hexdigest()[:16]


def _pytest(copy: Path, tests: Sequence[str], longest: float) -> tuple[int, str]:
    """pytest's exit code and words; -1 when it did not end in time."""
    environment = {name: v for name, v in os.environ.items() if not name.startswith(OURS)}
    environment |= {
        "PYTHONDONTWRITEBYTECODE": "1",  # a fault of the same size and second would not be read
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", "pytest", *HOW, *tests]
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=longest
        )
    except subprocess.TimeoutExpired:
        return -1, ""
    return done.returncode, done.stdout + done.stderr
