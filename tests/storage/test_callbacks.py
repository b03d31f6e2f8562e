"""Call-back requests: so many by conversation, by address and by day; in Paris time; erased."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from assistant.cli import staff
from assistant.storage import callbacks, database, housekeeping
from assistant.storage.conversations import ConversationStore
from tests.storage.conftest import raw

PHONE = "06 12 34 56 78"


def ask(sender: str, moment: str = "demain", address: str = "") -> callbacks.Full:
    if address:
        callbacks.came_from(sender, address)
    return callbacks.save(sender, "Claire", PHONE, moment)


def at(when: str, sender: str = "") -> None:
    """Say that the requests were made then (UTC)."""
    with database.engine().begin() as connection:
        change = sa.text(
            "update rappels set demande_le = :when where sender_id = :s or :s = ''"
        ).bindparams(sa.bindparam("when", type_=sa.DateTime(timezone=True)))
        connection.execute(change, {"when": datetime.fromisoformat(when), "s": sender})


def paris(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr(callbacks, "_today", lambda: day)


# --- Ceilings


def test_two_of_a_conversation_then_no_more(base):
    assert ask("moi", "lundi") is None and ask("moi", "mardi") is None
    assert callbacks.full("moi") == ask("moi", "mercredi") == "conversation"
    assert len(callbacks.waiting("moi")) == 2
    assert ask("moi", "mardi") is None, "the same one said again is kept once, and not refused"
    assert callbacks.full("toi") is None and ask("toi") is None
    assert callbacks.delete("moi") == 2 and len(callbacks.waiting("toi")) == 1
    assert ask("moi", "mercredi") is None, "called back, somebody may ask again"


def test_five_of_an_address_in_a_day(base, monkeypatch):
    assert [ask(f"s{n}", address="203.0.113.9") for n in range(7)] == [None] * 5 + ["jour"] * 2
    assert ask("voisin", address="203.0.113.10") is None
    callbacks.delete_these(*(row.id for row in callbacks.waiting()))
    assert ask("s9", address="203.0.113.9") == "jour", "staff erase them, and it goes on"
    tomorrow = callbacks._today() + timedelta(days=1)
    paris(monkeypatch, tomorrow)
    assert ask("s10", address="203.0.113.9") is None


def test_who_changes_address_is_counted_at_both(base):
    for number in range(4):
        ask(f"s{number}", address="203.0.113.9")
    callbacks.came_from("s5", "203.0.113.9")
    assert ask("s5", address="203.0.113.10") is None
    assert ask("s6", address="203.0.113.9") == "jour"
    callbacks.came_from("s7", "203.0.113.11")
    assert ask("s7", address="203.0.113.9") == "jour"


def test_so_many_in_a_day_in_all(base, monkeypatch):
    monkeypatch.setenv("DIFE_RAPPELS_PAR_JOUR", "3")
    assert [ask(f"s{n}") for n in range(4)] == [None, None, None, "jour"]
    assert callbacks.full("autre") == "jour"
    paris(monkeypatch, callbacks._today() + timedelta(days=1))
    assert callbacks.full("autre") is None


def test_requests_made_at_once_pass_no_ceiling(base, monkeypatch):
    monkeypatch.setenv("DIFE_RAPPELS_PAR_JOUR", "6")
    database.ready()
    told = []

    def go(number: int) -> None:
        told.append(ask(f"s{number}"))

    threads = [threading.Thread(target=go, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, told)) == ["None"] * 6 + ["jour"] * 6
    assert len(callbacks.waiting()) == 6


# --- What is kept of an address


def test_no_address_is_kept_and_what_is_kept_changes_with_the_day(base, monkeypatch):
    seen = set()
    for days in range(2):
        paris(monkeypatch, date(2026, 11, 26) + timedelta(days=days))
        callbacks.came_from("moi", "203.0.113.9")
        seen |= {row[0] for row in raw("select adresse from rappels_adresses")}
    assert len(seen) == 2 and all(len(kept) == 32 and "203" not in kept[:3] for kept in seen)
    assert "203.0.113.9" not in str(raw("select * from rappels_adresses"))


def test_it_is_forgotten_at_the_end_of_the_day(base, monkeypatch, domain):
    store = ConversationStore(domain)
    ask("moi", address="203.0.113.9")
    store.forget_abandoned(0)
    assert len(raw("select * from rappels_adresses")) == 1
    paris(monkeypatch, callbacks._today() + timedelta(days=1))
    store.forget_abandoned(0)
    assert raw("select * from rappels_adresses") == [] and len(callbacks.waiting()) == 1


def test_it_is_exported_and_erased_with_the_conversation(base):
    ask("moi", address="203.0.113.9")
    (told,) = housekeeping.export("moi")["adresses_du_jour"]
    assert told["demandes"] == 1 and told["jour"] == callbacks._today().isoformat()
    housekeeping.erase("moi")
    assert raw("select * from rappels_adresses") == []


# --- What staff read and erase


@pytest.mark.parametrize(
    "utc, shown",
    [("2026-11-26T08:39:00", "26/11/2026 09:39"), ("2026-07-14T22:30:00", "15/07/2026 00:30")],
)
def test_staff_read_the_hour_of_paris(base, capsys, utc, shown):
    ask("moi")
    at(f"{utc}+00:00")
    staff.callbacks_waiting()
    assert capsys.readouterr().out.startswith(f"{shown}  Claire")


def test_staff_are_told_of_a_day_that_was_full(base, capsys, monkeypatch):
    monkeypatch.setenv("DIFE_RAPPELS_PAR_JOUR", "3")
    for number in range(2):
        ask(f"s{number}")
    staff.callbacks_waiting()
    assert "plafond" not in capsys.readouterr().out
    ask("s2")
    staff.callbacks_waiting()
    said = capsys.readouterr().out
    assert (
        f"Attention : le plafond de 3 demandes a été atteint le {callbacks._today():%d/%m/%Y}"
        in said
    )


@pytest.fixture
def four(base):
    for sender, moment in (
        ("web-a", "lundi"),
        ("web-a", "mardi"),
        ("web-b", "lundi"),
        ("web-c", "jeudi"),
    ):
        ask(sender, moment)
    at("2026-11-24T23:30:00+00:00")  # the 25th in Paris
    at("2026-11-26T09:00:00+00:00", "web-c")


@pytest.mark.parametrize(
    "told, count, left",
    [
        (["web-a"], 2, ["web-b", "web-c"]),
        (["web-b"], 1, ["web-a", "web-a", "web-c"]),
        (["web-a", "web-c"], 3, ["web-b"]),
        (["2026-11-25"], 3, ["web-c"]),
        (["25/11/2026"], 3, ["web-c"]),
        (["24/11/2026"], 0, ["web-a", "web-a", "web-b", "web-c"]),
        (["25/11/2026", "web-c"], 4, []),
        (["inconnue"], 0, ["web-a", "web-a", "web-b", "web-c"]),
    ],
)
@pytest.mark.parametrize("answer", ["oui", "non", ""])
def test_a_batch_is_erased_once_staff_know_how_many(
    four, capsys, monkeypatch, told, count, left, answer
):
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: (asked.append(question), answer)[1])
    assert staff.called_back(*told) == 0
    said = capsys.readouterr().out
    assert len(asked) == (count > 0)
    everybody = ["web-a", "web-a", "web-b", "web-c"]
    done = answer == "oui" or not count
    assert [row.sender_id for row in callbacks.waiting()] == (left if done else everybody)
    if count:
        assert f"{count} demande" in asked[0]
        assert ("effacée" in said) == done
    assert "aucune demande" in said.lower() or count


def test_without_anybody_to_answer_nothing_is_erased(four, monkeypatch):
    def closed(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", closed)
    assert staff.called_back("web-a") == 1 and len(callbacks.waiting()) == 4


def test_what_is_no_day_is_told(four, capsys):
    assert staff.called_back("31/02/2026") == 0
    assert "aucune demande" in capsys.readouterr().out.lower()
