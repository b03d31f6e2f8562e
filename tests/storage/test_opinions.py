"""« Cette réponse vous a-t-elle aidé ? »: twelve months, without a name."""

from __future__ import annotations

import time

import pytest

from assistant.cli import staff
from assistant.storage import opinions
from tests.storage.conftest import raw

TODAY = "2026-11-23"
# A year is what officials are told.
AGES = [
    ("2026-11-23", True),
    ("2026-05-01", True),
    ("2025-11-24", True),
    ("2025-11-23", True),
    ("2025-11-22", False),
    ("2025-10-01", False),
    ("2024-11-23", False),
    ("2016-11-23", False),
]


def at(monkeypatch, day: str) -> None:
    monkeypatch.setenv("DIFE_AUJOURDHUI", day)


@pytest.fixture
def of_all_ages(store, monkeypatch):
    for day, _ in AGES:
        at(monkeypatch, day)
        opinions.save(day, "montant_droits", True)
    at(monkeypatch, TODAY)


def kept() -> set[str]:
    return {row[0] for row in raw("select cle from avis")}


def test_opinions_go_with_the_daily_purge_after_twelve_months(of_all_ages, store):
    assert len(kept()) == len(AGES)
    assert store.purge(time.time()) == sum(not stays for _, stays in AGES)
    assert kept() == {day for day, stays in AGES if stays}
    assert store.purge(time.time()) == 0


def test_a_change_of_mind_replaces_the_first_and_its_day(base, monkeypatch):
    at(monkeypatch, "2025-01-01")
    opinions.save("a", "saluer", False)
    at(monkeypatch, TODAY)
    opinions.save("a", "saluer", True)
    assert raw("select cle, intention from avis") == [("a", "saluer")]
    assert opinions.purge() == 0 and opinions.by_intent()[0].useful == 1


def test_the_reason_of_a_no_is_one_of_ours_and_goes_with_a_yes(base, capsys):
    opinions.save("a", "montant_droits", False, "perime", "0123456789ab")
    opinions.save("b", "montant_droits", False, "Mme Martin, 06 12 34 56 78", "0123456789ab")
    opinions.save("c", "montant_droits", False, "faux")
    opinions.save("c", "montant_droits", True, "faux")
    assert raw("select raison, version from avis order by cle") == [
        ("perime", "0123456789ab"),
        (None, "0123456789ab"),
        (None, None),
    ]
    staff.opinions()
    assert "(montant_droits) : 1 périmé" in capsys.readouterr().out


def test_staff_read_opinions_the_worst_first(base, capsys):
    for key, useful in (("a", True), ("b", False), ("c", False)):
        opinions.save(key, "montant_droits", useful)
    opinions.save("d", "saluer", False)
    opinions.save("d", "saluer", True)
    staff.opinions()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:4] == ["1", "oui", "2", "non"] and "montant_droits" in lines[0]
    assert lines[1].split()[:4] == ["1", "oui", "0", "non"] and lines[2] == "4 avis."
