"""Nothing is deleted on the word of a clock that nothing bears out; what is deleted is counted."""

from __future__ import annotations

import time

import pytest
import sqlalchemy as sa

from assistant import settings
from assistant.cli import staff
from assistant.storage import callbacks, database, purging
from assistant.storage.conversations import ConversationStore
from assistant.storage.database import DAY
from tests.storage.conftest import raw

KEPT = 30  # days, as officials are told


def rows() -> int:
    return raw("select count(*) from events")[0][0] + raw("select count(*) from rappels")[0][0]


@pytest.fixture
def filled(say, store):
    """A store where somebody came today, and asked to be called back."""
    say("moi", "bonjour", "utter_saluer")
    callbacks.save("moi", "Élise", "06 12 34 56 78", "demain")
    return store


def restarted(monkeypatch, domain, days: float) -> None:
    """The server starts again on a machine whose clock is wrong by so many days."""
    real = time.time
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: real() + days * DAY)
        ConversationStore(domain)


@pytest.mark.parametrize("days", [40, 3_650, -10])
def test_a_wrong_clock_at_start_deletes_nothing_and_says_so(
    filled, domain, monkeypatch, caplog, days
):
    before = rows()
    restarted(monkeypatch, domain, days)
    assert rows() == before
    (said,) = [r.getMessage() for r in caplog.records if "Purge refusée" in r.getMessage()]
    side = "après" if days > 0 else "avant"
    assert f"{abs(days)} jours {side} la dernière date connue" in said and "\n" not in said
    assert "python -m assistant purge" in said and "docs/exploitation.md" in said
    assert len(said) < 300, "longer, the log cuts it (privacy/logs.py)"


def test_a_base_without_a_purge_is_known_by_its_newest_row(filled, domain, monkeypatch):
    """A backup restored on another machine, or the first start of this release."""
    (settings.var_folder() / "purge").unlink()
    before = rows()
    restarted(monkeypatch, domain, 40)
    assert rows() == before
    # What is written after that start bears the wrong date, and proves nothing.
    with database.engine().begin() as connection:
        connection.execute(sa.text("update events set timestamp = timestamp + 40 * 86400"))
    assert "Purge refusée" in purging.doubt(time.time() + 41 * DAY)
    assert purging.doubt(time.time()) == "", "the clock put right is believed at once"


def test_call_backs_alone_are_known_too(store, domain, monkeypatch):
    callbacks.save("moi", "Élise", "06 12 34 56 78", "demain")
    (settings.var_folder() / "purge").unlink()
    restarted(monkeypatch, domain, 40)
    assert len(callbacks.waiting()) == 1


@pytest.mark.parametrize("noted", ["", "canari", "nan"])
def test_a_note_that_cannot_be_read_is_no_note(filled, noted):
    (settings.var_folder() / "purge").write_text(noted)
    assert purging.doubt(time.time()) == ""
    (settings.var_folder() / "purge").write_text(noted)
    assert "Purge refusée" in purging.doubt(time.time() + 40 * DAY)


def test_a_service_stopped_for_a_week_purges_by_itself(filled, domain, monkeypatch):
    for week in range(1, 6):
        restarted(monkeypatch, domain, 6.9 * week)
    assert rows() == 0


def test_after_a_long_pause_staff_say_that_the_clock_is_right(
    filled, domain, monkeypatch, capsys, caplog
):
    restarted(monkeypatch, domain, KEPT + 10)
    before, real = rows(), time.time
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: real() + (KEPT + 10) * DAY)
        assert staff.purge("") == 0
        assert purging.doubt(time.time()) == ""
    assert before > 0 == rows()
    said = capsys.readouterr().out
    assert "Cette machine se croit le " in said and f"{before} lignes effacées" in said
    assert "Old rows deleted: avis 0, events" in caplog.text


def test_counts_are_logged_even_when_nothing_is_old(filled, caplog):
    assert filled.purge(time.time()) == 0
    assert "Old rows deleted: avis 0, events 0, identites 0, rappels 0." in caplog.text


def test_a_refusal_still_puts_all_under_today_s_key(filled, monkeypatch):
    monkeypatch.setenv("DIFE_CLE", "autre-9876543210-zyxwvutsrqponmlkjihgfedcba")
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", "tests-0123456789-abcdefghijklmnopqrstuvwxyz")
    before = raw("select data from events order by id")
    assert filled.purge(time.time() + 40 * DAY) == 0
    after = raw("select data from events order by id")
    assert len(after) == len(before) and {row[0][:12] for row in after}.isdisjoint(
        row[0][:12] for row in before
    )
