"""`make audit`: known vulnerabilities of the locked libraries, compared with those we accepted.

pip-audit reads requirements.lock and asks a public database. It cannot be installed beside Rasa
(which wants packaging below 21, pip-audit 23 or more): it has an environment of its own,
<var>/pip-audit, made at first need. What is accepted, and why, stands in tools/audit.yml.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence, Set, Tuple

import yaml

from assistant import clock, settings

ACCEPTED = settings.ROOT / "tools" / "audit.yml"
LOCK = settings.ROOT / "requirements.lock"
TOOL = "pip-audit==2.10.1"
SERVICES = ("osv", "pypi")  # asked in turn until one knows our libraries
LONGEST = 900  # seconds
FIELDS = {"package", "ids", "reason", "contained", "accepted", "review"}


@dataclass(frozen=True)
class Advisory:
    """A vulnerability of a locked library; `ids` are all its names, the usual one first."""

    package: str
    version: str
    ids: Tuple[str, ...]
    fixed: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """An advisory that we live with: why, what contains it, and until when."""

    id: str
    package: str
    reason: str
    contained: str
    accepted: date
    review: date


class Unreachable(Exception):
    """A French sentence: why no database answered."""


class WrongFile(ValueError):
    """A French sentence: what is wrong in tools/audit.yml."""


def judge(found: Iterable[Advisory], accepted: Iterable[Accepted], today: date) -> List[str]:
    """A French line for each advisory that is new, or accepted until a day that has come."""
    known = _by_name(accepted)
    lines = []
    for advisory in found:
        named = [known[key] for key in _names(advisory) if key in known]
        what = f"{advisory.package} {advisory.version} : {_called(advisory)}"
        if not named:
            cure = f"corrigé en {advisory.fixed[0]}" if advisory.fixed else "sans correctif"
            lines.append(f"NOUVEAU    {what}, {cure}.")
        elif today >= (last := max(named, key=lambda one: one.review)).review:
            lines.append(
                f"À REVOIR   {what}, accepté le {last.accepted:%d/%m/%Y}, "
                f"à revoir avant le {last.review:%d/%m/%Y}."
            )
    return lines


def outdated(found: Iterable[Advisory], accepted: Iterable[Accepted]) -> List[str]:
    """A French line for each accepted advisory that no longer occurs."""
    seen: Set[Tuple[str, str]] = {key for advisory in found for key in _names(advisory)}
    return [
        f"À RETIRER  {one.package} : {one.id} n'est plus signalé."
        for key, one in _by_name(accepted).items()
        if key not in seen
    ]


def _called(advisory: Advisory) -> str:
    first, *others = advisory.ids
    return f"{first} ({', '.join(others)})" if others else first


def _by_name(accepted: Iterable[Accepted]) -> Dict[Tuple[str, str], Accepted]:
    return {(_canonical(one.package), one.id.upper()): one for one in accepted}


def _names(advisory: Advisory) -> List[Tuple[str, str]]:
    return [(_canonical(advisory.package), name.upper()) for name in advisory.ids]


def _canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def read_accepted(path: Path) -> List[Accepted]:
    """The accepted advisories; WrongFile when one lacks its reason, its dates, or is said twice."""
    found: Dict[Tuple[str, str], Accepted] = {}
    try:
        entries = yaml.safe_load(path.read_text("utf-8")) or []
    except yaml.YAMLError as error:
        raise WrongFile(f"{path.name} ne se lit pas : {error}") from None
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) != FIELDS or not all(entry.values()):
            raise WrongFile(f"{path.name} : chaque entrée a {', '.join(sorted(FIELDS))}.")
        package = str(entry["package"])
        if not isinstance(entry["ids"], list):
            raise WrongFile(f"{path.name} : {package}, « ids » est une liste : [CVE-…].")
        if not all(isinstance(entry[name], date) for name in ("accepted", "review")):
            raise WrongFile(f"{path.name} : {package}, les dates s'écrivent année-mois-jour.")
        if entry["review"] <= entry["accepted"]:
            raise WrongFile(f"{path.name} : {package}, « review » doit suivre « accepted ».")
        for name in entry["ids"]:
            key = (_canonical(package), str(name).upper())
            if key in found:
                raise WrongFile(f"{path.name} : {package}, {name} est écrit deux fois.")
            found[key] = Accepted(
                str(name),
                package,
                entry["reason"],
                entry["contained"],
                entry["accepted"],
                entry["review"],
            )
    return list(found.values())


def read_report(report: Any) -> Tuple[List[Advisory], Set[str]]:
    """The advisories of pip-audit's report, and the libraries that the database knows.

    A library that the database does not know is « skipped » there, and pip-audit still ends well.
    """
    found, known = [], set()
    for library in report["dependencies"]:
        if "skip_reason" in library:
            continue
        known.add(_canonical(library["name"]))
        for one in library["vulns"]:
            ids = (one["id"], *(name for name in one["aliases"] if name != one["id"]))
            found.append(
                Advisory(library["name"], library["version"], ids, tuple(one["fix_versions"]))
            )
    return found, known


def locked(path: Path) -> Dict[str, str]:
    """Every library of the lock, with its version."""
    pins = re.findall(r"^([\w.-]+)==([^\s;\\]+)", path.read_text("utf-8"), re.MULTILINE)
    return {_canonical(name): version for name, version in pins}


def look_up() -> Tuple[List[Advisory], List[str]]:
    """The advisories of the lock, and its libraries that the database does not know."""
    tool = _tool(settings.var_folder() / "pip-audit")
    for service in SERVICES:
        report = _ask(tool, service)
        if report is None:
            continue
        found, known = read_report(report)
        if known:
            return found, sorted(set(locked(LOCK)) - known)
    raise Unreachable("aucune base de vulnérabilités n'a répondu (réseau fermé ?).")


def _tool(folder: Path) -> List[str]:
    """The command of pip-audit, installed in its own environment."""
    python, ready = folder / "bin" / "python", folder / f".{TOOL}"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        for command in (
            [sys.executable, "-m", "venv", str(folder)],
            [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", TOOL],
        ):
            try:
                subprocess.run(command, capture_output=True, timeout=LONGEST, check=True)
            except (subprocess.SubprocessError, OSError):
                raise Unreachable(f"{TOOL} n'a pas pu être installé.") from None
        ready.touch()
    return [str(python), "-m", "pip_audit"]


def _ask(tool: Sequence[str], service: str) -> Optional[Any]:
    """pip-audit's report, None when it has none to give. Its exit code does not tell the two."""
    command = [
        *tool,
        "--requirement",
        str(LOCK),
        "--require-hashes",
        "--disable-pip",
        "--vulnerability-service",
        service,
        "--format",
        "json",
        "--aliases",
        "on",
        "--desc",
        "off",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST)
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None


def main() -> int:
    """0 when all is known and accepted; 1 when something must be done, or nobody answered."""
    try:
        accepted = read_accepted(ACCEPTED)
    except WrongFile as fault:
        print(fault)
        return 1
    try:
        found, unknown = look_up()
    except Unreachable as why:
        print(f"Audit non fait : {why}")
        return 1
    faults = judge(found, accepted, clock.today())
    for line in (*faults, *outdated(found, accepted)):
        print(line)
    if unknown:
        print(f"NON VÉRIFIÉ  {', '.join(unknown)} : inconnu de la base.")
    if faults:
        print(f"Relevez la version, ou acceptez-le avec sa raison dans tools/{ACCEPTED.name}.")
    print(f"{len(found)} vulnérabilité(s) connue(s), {len(faults)} à traiter.")
    return 1 if faults or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
