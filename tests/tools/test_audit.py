"""Known vulnerabilities: what is judged, what is accepted, what is said when nobody answers."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant.settings import ROOT
from tools import audit
from tools.audit import Accepted, Advisory, judge, outdated, read_accepted, read_report

TODAY = date(2026, 11, 24)
SKOPS = Advisory("skops", "0.9.0", ("CVE-2025-54412", "GHSA-0000-0000-0001"), ("0.12.0",))
ACCEPTED = Accepted("CVE-2025-54412", "skops", "pinned", "unused", TODAY, date(2027, 2, 24))


def report(*libraries: tuple[str, str, list[dict]]) -> dict:
    """A report such as pip-audit 2.10 writes."""
    rows = [{"name": n, "version": v, "vulns": vulns} for n, v, vulns in libraries]
    return {"dependencies": rows, "fixes": []}


def vulnerability(name: str, *aliases: str, fixed: str = "9.9") -> dict:
    return {"id": name, "aliases": [*aliases], "fix_versions": [fixed], "description": "planted"}


def test_a_planted_vulnerable_library_is_told_with_its_cure():
    found, known = read_report(
        report(
            ("Pillow", "1.0", [vulnerability("PYSEC-2026-1", "CVE-2026-1")]),
            ("rasa", "3.6.21", []),
        )
    )
    assert known == {"pillow", "rasa"}
    line, *others = judge(found, [ACCEPTED], TODAY)
    assert not others
    assert line == "NOUVEAU    Pillow 1.0 : PYSEC-2026-1 (CVE-2026-1), corrigé en 9.9."


def test_an_unknown_id_of_an_accepted_library_is_new():
    other = Advisory("skops", "0.9.0", ("CVE-2026-9",))
    assert [line.split()[0] for line in judge([SKOPS, other], [ACCEPTED], TODAY)] == ["NOUVEAU"]
    assert judge([other], [ACCEPTED], TODAY)[0].endswith("sans correctif.")


def test_what_is_accepted_is_silent_under_any_of_its_names():
    assert judge([SKOPS], [ACCEPTED], TODAY) == []
    under_alias = Advisory("Skops", "0.9.0", ("GHSA-0000-0000-0001", "cve-2025-54412"))
    assert judge([under_alias], [ACCEPTED], TODAY) == []


def test_an_acceptance_holds_for_its_library_only():
    stray = Advisory("pillow", "1.0", SKOPS.ids)
    assert judge([stray], [ACCEPTED], TODAY)[0].startswith("NOUVEAU    pillow")


@pytest.mark.parametrize(
    "day, kind", [("2027-02-23", None), ("2027-02-24", "À REVOIR"), ("2028-01-01", "À REVOIR")]
)
def test_a_review_is_due_from_its_day(day, kind):
    lines = judge([SKOPS], [ACCEPTED], date.fromisoformat(day))
    assert [line[:8] for line in lines] == ([kind] if kind else [])


def test_an_acceptance_that_no_longer_occurs_is_to_be_removed_and_fails_nothing():
    assert judge([], [ACCEPTED], TODAY) == []
    assert outdated([SKOPS], [ACCEPTED]) == []
    assert outdated([], [ACCEPTED]) == ["À RETIRER  skops : CVE-2025-54412 n'est plus signalé."]


@pytest.fixture
def database(monkeypatch, tmp_path):
    """pip-audit replaced by a program that prints what is given for each service."""

    def answer(**reports: object) -> None:
        lock = tmp_path / "requirements.lock"
        lock.write_text("rasa==3.6.21 \\\n    --hash=sha256:00\nskops==0.9.0 ; python_version\n")
        program = tmp_path / "pip_audit.py"
        said = {
            name: text if isinstance(text, str) else json.dumps(text)
            for name, text in reports.items()
        }
        program.write_text(
            "import sys\n"
            "service = sys.argv[sys.argv.index('--vulnerability-service') + 1]\n"
            f"print({said!r}.get(service, ''))\n"
            "sys.exit(1)\n"
        )
        accepted = tmp_path / "audit.yml"
        accepted.write_text(
            "- {package: skops, ids: [CVE-2025-54412], reason: pinned, contained: unused,\n"
            "   accepted: 2026-11-24, review: 2027-02-24}\n"
        )
        monkeypatch.setattr(audit, "LOCK", lock)
        monkeypatch.setattr(audit, "ACCEPTED", accepted)
        monkeypatch.setattr(audit, "_tool", lambda _: [sys.executable, str(program)])
        monkeypatch.setenv("DIFE_AUJOURDHUI", TODAY.isoformat())

    return answer


KNOWN = vulnerability("GHSA-0000-0000-0001", "CVE-2025-54412")


def test_all_accepted_ends_well(database, capsys):
    database(osv=report(("rasa", "3.6.21", []), ("skops", "0.9.0", [KNOWN])))
    assert audit.main() == 0
    assert "0 à traiter" in capsys.readouterr().out


def test_a_new_one_fails(database, capsys):
    planted = report(("rasa", "3.6.21", [vulnerability("CVE-2026-1")]), ("skops", "0.9.0", [KNOWN]))
    database(osv=planted)
    assert audit.main() == 1
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("NOUVEAU")] == [
        "NOUVEAU    rasa 3.6.21 : CVE-2026-1, corrigé en 9.9."
    ]


def test_an_overdue_review_fails(database, capsys, monkeypatch):
    database(osv=report(("rasa", "3.6.21", []), ("skops", "0.9.0", [KNOWN])))
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2027-02-24")
    assert audit.main() == 1
    assert "À REVOIR   skops 0.9.0" in capsys.readouterr().out


SKIPPED = {"name": "rasa", "skip_reason": "Dependency not found on PyPI and could not be audited"}
SILENCE = {
    "no network": {},
    "a traceback": {"osv": "Traceback …", "pypi": "ConnectionError"},
    # pip-audit ends with « No known vulnerabilities found » when its database knows nothing.
    "everything skipped": {"pypi": {"dependencies": [SKIPPED], "fixes": []}},
}


@pytest.mark.parametrize("reports", SILENCE.values(), ids=SILENCE)
def test_nobody_answers(database, capsys, reports):
    database(**reports)
    assert audit.main() == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1 and all(line.startswith("Audit non fait : ") for line in said)


def test_the_second_database_is_asked_when_the_first_is_silent(database, capsys):
    database(pypi=report(("rasa", "3.6.21", [vulnerability("CVE-2026-1")]), ("skops", "0.9.0", [])))
    assert audit.main() == 1
    assert "NOUVEAU    rasa" in capsys.readouterr().out


def test_a_library_that_the_database_does_not_know_is_named(database, capsys):
    database(
        osv={"dependencies": [{"name": "skops", "version": "0.9.0", "vulns": [KNOWN]}, SKIPPED]}
    )
    assert audit.main() == 1, "what nobody checked is not known to be well"
    assert "NON VÉRIFIÉ  rasa" in capsys.readouterr().out


GOOD = {
    "package": "skops",
    "ids": ["CVE-1"],
    "reason": "r",
    "contained": "c",
    "accepted": "2026-11-24",
    "review": "2027-02-24",
}
BAD = {
    "no reason": [{**GOOD, "reason": ""}],
    "a field too many": [{**GOOD, "note": "x"}],
    "no list": [{**GOOD, "ids": "CVE-1"}],
    "no date": [{**GOOD, "review": "soon"}],
    "review before acceptance": [{**GOOD, "review": "2026-11-24"}],
    "twice": [GOOD, {**GOOD, "package": "Skops"}],
    "not an entry": ["CVE-1"],
}


@pytest.mark.parametrize("entries", BAD.values(), ids=BAD)
def test_a_wrong_file_is_told_and_fails(entries, tmp_path, monkeypatch, capsys):
    path = tmp_path / "audit.yml"
    path.write_text(re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", json.dumps(entries)))
    monkeypatch.setattr(audit, "ACCEPTED", path)
    with pytest.raises(audit.WrongFile):
        read_accepted(path)
    assert audit.main() == 1
    assert capsys.readouterr().out.startswith("audit.yml : ")


def test_a_good_file_is_read(tmp_path):
    path = tmp_path / "audit.yml"
    path.write_text(re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", json.dumps([GOOD])))
    assert [one.id for one in read_accepted(path)] == ["CVE-1"]


def test_each_accepted_library_is_locked_and_written_in_the_documentation():
    pins = audit.locked(audit.LOCK)
    written = Path(ROOT / "docs/security.md").read_text("utf-8")
    for one in read_accepted(audit.ACCEPTED):
        assert f"| {one.package} {pins[one.package]} |" in written, one.package
        assert one.id in written
