"""The commands of docs/exploitation.md, taken from the page and run for real.

Only what belongs to a machine is replaced: folders, the port, the user, PostgreSQL's address;
`systemctl` starts and stops the real servers, and `runuser` is the one who runs the tests.
"""

from __future__ import annotations

import getpass
import os
import re
import signal
import subprocess
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

import pytest

from assistant import settings
from assistant.cli import launcher
from tests.deploy.test_deploy import needed
from tests.support.postgresql import Cluster
from tests.support.servers import free_port

PAGE = (settings.ROOT / "docs" / "exploitation.md").read_text("utf-8")
SECTIONS: List[Tuple[str, List[str]]] = [
    (part.split("\n", 1)[0], re.findall(r"^```sh\n(.*?)^```", part, re.S | re.M))
    for part in re.split(r"^## ", PAGE, flags=re.M)
]
PRELUDE = SECTIONS[0][1][0]
BLOCKS = {block for _, blocks in SECTIONS[1:] for block in blocks}
KEY = "essai-0123456789-abcdefghijklmnopqrstuvwxyz"
SYSTEMCTL = """#!/bin/bash
test "$2" = assistant-dife || exit 2
if [ "$1" != start ] && [ -f {here}/pid ]; then
  pid=$(cat {here}/pid); rm {here}/pid
  kill $pid 2>/dev/null && tail --pid=$pid -f /dev/null
fi
if [ "$1" != stop ]; then
  setsid .venv/bin/python -m assistant run > {here}/journal 2>&1 &
  echo $! > {here}/pid
  until grep -q "vous écoute" {here}/journal; do
    kill -0 $! 2>/dev/null || {{ cat {here}/journal >&2; exit 1; }}
    sleep 0.2
  done
fi
"""


class Machine:
    """A server where the assistant is installed; a second one has folders of its own, and shares
    what is kept elsewhere."""

    def __init__(self, here: Path, elsewhere: Path, base: str) -> None:
        self.here, self.elsewhere, self.base, self.port = here, elsewhere, base, free_port()
        self.ran: Set[str] = set()
        self.var = here / "opt" / "var"
        for folder in (self.var, here / "bin", here / "etc", elsewhere):
            folder.mkdir(parents=True, exist_ok=True)
        for name in (path.name for path in settings.ROOT.iterdir()):
            if name not in ("var", ".git"):
                (here / "opt" / name).symlink_to(settings.ROOT / name)
        self._script("systemctl", SYSTEMCTL.format(here=here))
        self._script("runuser", '#!/bin/bash\ntest "$1 $2 $3" = "-u dife --" && exec "${@:4}"\n')

    def _script(self, name: str, text: str) -> None:
        path = self.here / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> Dict[str, str]:
        """What differs from one machine to the other; the rest is in the file of settings."""
        ours = {"DIFE_VAR": str(self.var), "PORT": str(self.port)}
        return settings.environment(**ours, PATH=f"{self.here}/bin:{os.environ['PATH']}")

    def _here(self, block: str) -> str:
        mine = getpass.getuser()
        for written, real in (
            ("/opt/assistant-dife", str(self.here / "opt")),
            ("/etc/assistant-dife.env", str(self.here / "etc" / "assistant-dife.env")),
            ("/var/backups", str(self.elsewhere / "backups")),
            ("/mnt/coffre", str(self.elsewhere / "coffre")),
            ("127.0.0.1:5005", f"127.0.0.1:{self.port}"),
            ("postgresql://dife@127.0.0.1/dife", self.base),
            ("-o dife -g dife", f"-o {mine}"),
            ("dife:dife", mine),
        ):
            block = block.replace(written, real)
        return block

    def command(self, text: str, fails: bool = False) -> str:
        """What a shell of the administrator writes."""
        done = subprocess.run(
            ["bash", "-ec", self._here(f"{PRELUDE}\n{text}")],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert (done.returncode != 0) == fails, (text, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def follow(self, title: str) -> str:
        """Run the commands of a section, those of this machine's database; what they write."""
        ((_, blocks),) = [section for section in SECTIONS if section[0].startswith(title)]
        said = ""
        for block in blocks:
            other = r"sqlite3|\.db\b" if self.base else r"pg_\w+"
            if not re.search(other, block):
                said += self.command(block)
                self.ran.add(block)
        return said

    def say(self, sender: str, text: str) -> str:
        answers = launcher.say(self.address, text, sender)
        return " ".join(str(answer.get("text", "")) for answer in answers)


@pytest.fixture
def machines(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Tuple[Machine, Machine]]:
    """One where the assistant runs, and another; both end with the test."""
    base = getattr(request, "param", "") and request.getfixturevalue("libpq")
    both = [Machine(tmp_path / name, tmp_path / "elsewhere", base) for name in ("un", "deux")]
    url = base and base.replace("postgresql://", "postgresql+psycopg2://")
    text = f"DIFE_CLE={KEY}\nDIFE_DATABASE_URL={url}\n"
    (both[0].here / "etc" / "assistant-dife.env").write_text(text)
    (both[1].here / "etc" / "assistant-dife.env").write_text("")
    try:
        yield both[0], both[1]
    finally:
        for machine in both:
            with suppress(OSError, ValueError):
                os.kill(int((machine.here / "pid").read_text()), signal.SIGTERM)
                machine.command("systemctl stop assistant-dife")


@pytest.fixture
def libpq(role: Cluster, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the database, as PostgreSQL's own programs want it."""
    monkeypatch.setenv("PATH", f"{role.programs}:{os.environ['PATH']}")
    for name in ("DIFE_VAR", "DIFE_CLE", "DIFE_DATABASE_URL"):
        monkeypatch.delenv(name)
    return f"postgresql://dife@127.0.0.1:{role.port}/dife"


def lived_in(machine: Machine) -> str:
    """Start; somebody is in the middle of a form, another is to be called back."""
    machine.command("systemctl start assistant-dife")
    asked, half = uuid.uuid4().hex, uuid.uuid4().hex
    told = ("je voudrais être rappelé", "Zanzibarine Martin", "06 12 34 56 78", "demain", "oui")
    for text in told:
        machine.say(asked, text)
    machine.say(half, "calculer mes frais")
    assert "Zanzibarine" in machine.command(".venv/bin/python -m assistant rappels")
    return half


def test_sqlite_from_backup_to_another_machine_and_back_from_all_that_breaks(
    machines: Tuple[Machine, Machine],
) -> None:
    needed("sqlite3")
    first, second = machines
    half = lived_in(first)
    assert '"ready":true' in first.follow("Ce qu'il faut surveiller")
    first.follow("Sauvegarder")
    (backup,) = (first.elsewhere / "backups").rglob("*.db")
    assert b"Zanzibarine" not in backup.read_bytes() and backup.stat().st_mode & 0o077 == 0
    assert KEY not in "".join(p.name for p in backup.parent.iterdir())
    assert "Combien de repas" in first.say(half, "2 nuits"), "said after the backup"

    second.var.joinpath("dife.db").write_bytes(b"an older one")
    second.var.joinpath("dife.db-wal").write_bytes(b"and its journal")
    said = second.follow("Restaurer")
    assert "lignes effacées" in said and '"ready":true' in said
    assert "Combien de repas" in second.say(half, "3 nuits"), "the form goes on where it was"
    said = second.command(".venv/bin/python -m assistant rappels")
    assert "Zanzibarine" in said, "read with the key that was kept apart"

    assert "Modèle" in second.follow("Mettre à jour")
    assert "Zanzibarine" in second.follow("Revenir à la version d'avant")
    second.command("systemctl stop assistant-dife")
    second.command("sqlite3 var/dife.db \"update alembic_version set version_num = '9999'\"")
    said = second.command("systemctl start assistant-dife", fails=True)
    assert "plus récente" in said and "sauvegarde" in said
    second.follow("Restaurer")
    second.command("systemctl stop assistant-dife")

    database = second.var / "dife.db"
    content = bytearray(database.read_bytes())
    # Every page that names it: the last one may be free, and is then read by nobody.
    for found in list(re.finditer(re.escape(half.encode()), content)):
        page = found.start() // 4_096 * 4_096
        content[page : page + 4_096] = os.urandom(4_096)
    database.write_bytes(content)
    said = second.command("systemctl start assistant-dife", fails=True)
    assert f"{database} est abîmée" in said and "docs/exploitation.md" in said
    assert "Zanzibarine" in second.follow("Base de données abîmée")
    assert "nuits" in second.say(uuid.uuid4().hex, "calculer mes frais")

    assert "Cette machine se croit le" in second.follow("Horloge fausse")
    assert "serveurs.log" in second.follow("Disque plein")
    assert first.ran | second.ran == {b for b in BLOCKS if not re.search(r"pg_\w+", b)}


@pytest.mark.parametrize("machines", ["postgresql"], indirect=True)
def test_postgresql_backed_up_while_it_serves_and_restored(
    machines: Tuple[Machine, Machine],
) -> None:
    first, second = machines
    half = lived_in(first)
    first.follow("Sauvegarder")
    (dump,) = (first.elsewhere / "backups").rglob("*.dump")
    assert b"Zanzibarine" not in dump.read_bytes() and dump.stat().st_mode & 0o077 == 0
    assert "Combien de repas" in first.say(half, "2 nuits")
    first.command(".venv/bin/python -m assistant purge tout")
    first.command("systemctl stop assistant-dife")
    assert '"ready":true' in second.follow("Restaurer")
    assert "Combien de repas" in second.say(half, "3 nuits")
    assert "Zanzibarine" in second.command(".venv/bin/python -m assistant rappels")
    assert first.ran | second.ran >= {b for b in BLOCKS if re.search(r"pg_\w+", b)}


def test_old_backups_go_and_recent_ones_stay(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "un", tmp_path / "elsewhere", "")
    (machine.here / "etc" / "assistant-dife.env").write_text("")
    folder = tmp_path / "elsewhere" / "backups" / "assistant-dife"
    folder.mkdir(parents=True)
    for days in (0, 29, 31):
        file = folder / f"dife-{days}.db"
        file.write_text("")
        os.utime(file, (time.time() - days * 86_400,) * 2)
    (block,) = [block for block in BLOCKS if block.startswith("find ")]
    machine.command(block)
    assert sorted(path.name for path in folder.iterdir()) == ["dife-0.db", "dife-29.db"]
