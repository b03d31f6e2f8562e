"""The signed link of the deadline's calendar: what it opens, and until when."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from assistant.server import agenda


@pytest.fixture(autouse=True)
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))


def named(start: date) -> str:
    return agenda.link(start).rsplit("/", 1)[1]


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 12, 9), date(2026, 11, 23)),
        (date(2026, 12, 15), date(2026, 11, 27)),  # a Friday, whoever spoke of the Saturday
        (date(2027, 5, 25), date(2027, 5, 5)),
    ],
)
def test_a_link_opens_the_last_working_day(
    monkeypatch: pytest.MonkeyPatch, start: date, last: date
) -> None:
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-13")
    calendar = agenda.content(named(start))
    assert calendar is not None
    request, acceptance = Calendar.from_ical(calendar).walk("VEVENT")
    assert request["DTSTART"].dt < acceptance["DTSTART"].dt == last


def test_a_link_says_nothing_but_the_training_s_day() -> None:
    with pytest.raises(TypeError):
        agenda.link(date(2026, 12, 15), date(2026, 11, 28))  # type: ignore[call-arg]


@pytest.mark.parametrize(("days", "opens"), [(6.9, True), (7.1, False)])
def test_a_link_lasts_seven_days(monkeypatch: pytest.MonkeyPatch, days: float, opens: bool) -> None:
    name, now = named(date(2026, 12, 9)), time.time()
    monkeypatch.setattr(agenda.time, "time", lambda: now + days * 86_400)
    assert (agenda.content(name) is not None) is opens


def test_a_changed_link_opens_nothing() -> None:
    name = named(date(2026, 12, 9))
    day, until, signature = name.removesuffix(".ics").split("_")
    assert agenda.content(f"2026-12-10_{until}_{signature}.ics") is None
    assert agenda.content(f"{day}_{int(until) + 1}_{signature}.ics") is None
    assert agenda.content(f"{day}_{until}_{'0' * 32}.ics") is None
    assert agenda.content("n-importe-quoi.ics") is None
