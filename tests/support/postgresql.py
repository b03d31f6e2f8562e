"""A private PostgreSQL cluster, which tests may stop, freeze and thaw."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Optional

import pytest
import sqlalchemy as sa

from tests.support.servers import free_port


def programs() -> Optional[Path]:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((place for place in reversed(places) if (place / "initdb").exists()), None)


class Cluster:
    """A context: initialised and started, at last removed. Skips where PostgreSQL is missing."""

    def __enter__(self) -> Cluster:
        found = programs()
        if found is None:
            pytest.skip("PostgreSQL is not installed")
        self.programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="dife-pg-"))
        self.user = None
        if os.geteuid() == 0:  # it refuses to run as root
            self.user = "postgres"
            shutil.chown(self.folder, self.user)
        self.port = free_port()
        subprocess.run(
            [
                self.programs / "initdb",
                "-D",
                self.folder / "data",
                "-U",
                "dife",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ],
            user=self.user,
            check=True,
            capture_output=True,
            cwd=self.folder,
        )
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thaw()
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, user: str = "dife", base: str = "postgres") -> str:
        return f"postgresql+psycopg2://{user}@127.0.0.1:{self.port}/{base}"

    def start(self) -> None:
        self.server = subprocess.Popen(
            [
                self.programs / "postgres",
                "-D",
                self.folder / "data",
                "-p",
                str(self.port),
                "-k",
                self.folder,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=500",
            ],
            user=self.user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
        )
        limit = time.monotonic() + 60
        while True:
            try:
                sa.create_engine(self.address(), poolclass=sa.pool.NullPool).connect().close()
                return
            except sa.exc.OperationalError:
                assert time.monotonic() < limit, "PostgreSQL did not start"
                time.sleep(0.2)

    def stop(self) -> None:
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)  # without waiting for whoever is connected
            self.server.wait(30)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self.server.poll() is not None:
            return
        pid = self.server.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for process in (pid, *map(int, children)):
            os.kill(process, number)
