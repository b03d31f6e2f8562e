"""The daily chores, and what staff export and erase."""

from __future__ import annotations

import asyncio
import json
import time
from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import SlotSet

from assistant.storage import callbacks, database, housekeeping, opinions
from assistant.storage.database import DAY
from tests.storage.conftest import on_disk, raw, texts

TABLES = ("events", "rappels", "identites")
NAMES = ("evenements", "rappels", "identite_en_cours")  # the same in an export


def fill(say, sender: str) -> None:
    say(sender, "bonjour", "utter_saluer")
    say(sender, "Élise « 🌸 »", "rappel_form", SlotSet("rappel_nom", "Élise « 🌸 »"))
    callbacks.save(sender, "Élise", "06 12 34 56 78", "demain")
    callbacks.save(sender, "Élise", "06 12 34 56 78", "mardi")


def clock_of(now):
    """What stands for the module `time` in housekeeping alone: logging needs the real one."""
    return SimpleNamespace(time=now)


class Store:
    """Counts its calls; fails when it is told to."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.broken = False

    def forget_abandoned(self, now: float) -> int:
        return self._do("forget_abandoned", 2)

    def purge(self, now: float) -> int:
        return self._do("purge", 7)

    def _do(self, name: str, count: int) -> int:
        self.calls.append(name)
        if self.broken:
            raise RuntimeError("canari")
        return count


def keep(store, rounds: int) -> None:
    async def run() -> None:
        stop = asyncio.Event()
        house = asyncio.create_task(housekeeping.keep_house(store, stop, 0.001))
        while len(store.calls) < rounds:
            await asyncio.sleep(0.001)
        stop.set()
        await asyncio.wait_for(house, 5)

    asyncio.run(run())


def test_each_round_forgets_and_once_a_day_purges(monkeypatch, caplog):
    clock = iter(range(10**6))
    # A quarter of a day a round.
    monkeypatch.setattr(housekeeping, "time", clock_of(lambda: next(clock) * DAY / 4))
    store = Store()
    keep(store, 12)
    rounds = store.calls[:12]
    assert rounds[:6] == ["forget_abandoned"] * 4 + ["purge", "forget_abandoned"]
    assert rounds.count("purge") == 2
    assert "forgotten: 2." in caplog.text and "7" not in caplog.text  # a purge tells its own


def test_a_fault_is_told_by_its_type_and_the_loop_goes_on(caplog):
    store = Store()
    store.broken = True
    keep(store, 5)
    assert "RuntimeError" in caplog.text and "canari" not in caplog.text


def test_a_purge_that_failed_is_done_at_the_next_round(monkeypatch):
    start = time.time()
    clock = iter([start] + [start + DAY + n for n in range(10**5)])
    monkeypatch.setattr(housekeeping, "time", clock_of(lambda: next(clock)))
    store = Store()
    store.broken = True
    keep(store, 6)
    assert store.calls[:6] == ["forget_abandoned", "purge"] * 3


def test_it_stops_at_once_and_can_be_cancelled():
    async def run() -> None:
        stop = asyncio.Event()
        house = asyncio.create_task(housekeeping.keep_house(Store(), stop, 3600))
        await asyncio.sleep(0.05)
        stop.set()
        await asyncio.wait_for(house, 2)
        house = asyncio.create_task(housekeeping.keep_house(Store()))
        await asyncio.sleep(0.05)
        house.cancel()
        with pytest.raises(asyncio.CancelledError):
            await house

    asyncio.run(run())


def test_the_real_store_through_rasa_s_wrapper(say, store, monkeypatch):
    fill(say, "moi")
    later = time.time() + 31 * 60
    monkeypatch.setattr(housekeeping, "time", clock_of(lambda: later))

    async def run() -> None:
        stop = asyncio.Event()
        house = asyncio.create_task(housekeeping.keep_house(FailSafeTrackerStore(store), stop, 60))
        for _ in range(500):
            await asyncio.sleep(0.01)
            if not raw("select count(*) from identites")[0][0]:
                break
        stop.set()
        await house

    asyncio.run(run())
    assert texts(store, "moi") == []


def test_a_slow_database_delays_no_turn():
    store = Store()
    store.purge = store.forget_abandoned = lambda now: time.sleep(0.5) or 0  # type: ignore

    async def run() -> float:
        stop = asyncio.Event()
        house = asyncio.create_task(housekeeping.keep_house(store, stop, 0.01))
        longest = 0.0
        for _ in range(20):
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            longest = max(longest, time.perf_counter() - before)
        stop.set()
        await house
        return longest

    assert asyncio.run(run()) < 0.4


def test_an_export_holds_all_that_is_kept_and_nothing_of_others(say, store):
    fill(say, "moi")
    fill(say, "toi")
    exported = json.loads(json.dumps(housekeeping.export("moi"), ensure_ascii=False))
    tracker = asyncio.run(store.retrieve_full_tracker("moi"))
    assert exported["conversation"] == "moi"
    assert exported["evenements"] == [json.loads(json.dumps(e.as_dict())) for e in tracker.events]
    rows = callbacks.waiting("moi")
    assert [(r["nom"], r["telephone"], r["moment"]) for r in exported["rappels"]] == [
        (r.nom, r.telephone, r.moment) for r in rows
    ]
    assert all(r["demande_le"].endswith("+00:00") for r in exported["rappels"])
    assert len(exported["identite_en_cours"]) == 1
    for table, name in zip(TABLES, NAMES, strict=True):
        count = raw(f"select count(*) from {table} where sender_id='moi'")[0][0]  # noqa: S608
        assert len(exported[name]) == count > 0
    # Every value of every readable column is there too.
    times = raw("select timestamp from events where sender_id='moi' order by id")
    assert [(e["timestamp"],) for e in exported["evenements"]] == times


def test_an_export_of_nothing_is_empty(store):
    assert housekeeping.export("personne") == {
        "conversation": "personne",
        "evenements": [],
        "rappels": [],
        "identite_en_cours": [],
        "adresses_du_jour": [],
    }


def count() -> int:
    return sum(raw(f"select count(*) from {table}")[0][0] for table in TABLES)  # noqa: S608


def pieces(sender: str) -> list[bytes]:
    """Bytes that only this conversation has at rest."""
    found = [sender.encode()]
    for table, column in (
        ("events", "data"),
        ("rappels", "nom"),
        ("rappels", "telephone"),
        ("rappels", "moment"),
    ):
        query = f"select {column} from {table} where sender_id = '{sender}'"  # noqa: S608
        found += [row[0][-40:].encode() for row in raw(query)]
    return found


def test_an_erasure_leaves_no_row_and_no_byte(say, store, base):
    fill(say, "conversation-a-effacer")
    fill(say, "toi")
    gone, kept = pieces("conversation-a-effacer"), pieces("toi")
    before, mine = count(), len(raw("select 1 from events where sender_id like '%effacer'"))
    if base == "sqlite":
        assert all(piece in on_disk() for piece in gone)
    assert housekeeping.erase("conversation-a-effacer") == mine + 2 + 1
    assert count() == before - mine - 3
    if base == "sqlite":
        assert [piece for piece in gone if piece in on_disk()] == []
        assert all(piece in on_disk() for piece in kept)
    assert housekeeping.erase("conversation-a-effacer") == 0
    tracker = say("conversation-a-effacer", "bonjour")  # a new conversation
    assert tracker and [e.text for e in tracker.events if hasattr(e, "text")] == ["bonjour"]


def test_somebody_s_requests_go_without_the_others(store):
    for sender in ("moi", "toi"):
        callbacks.save(sender, "Élise", "06 12 34 56 78", "demain")
    assert callbacks.delete("moi") == 1
    assert [row.sender_id for row in callbacks.waiting()] == ["toi"]


def test_a_purge_of_all_leaves_opinions_only(say, store, base):
    for sender in ("moi", "toi", "lui"):
        fill(say, sender)
    opinions.save("a", "saluer", True)
    gone, before = [p for s in ("moi", "toi", "lui") for p in pieces(s)[1:]], count()
    assert housekeeping.purge_all() == before > 0
    assert count() == 0 and len(opinions.by_intent()) == 1
    if base == "sqlite":
        assert [piece for piece in gone if piece in on_disk()] == []
    assert housekeeping.purge_all() == 0


def test_staff_commands_work_before_the_first_conversation(base):
    assert housekeeping.purge_all() == 0 and housekeeping.erase("moi") == 0


@pytest.mark.parametrize("base", ["sqlite"], indirect=True)
def test_a_journal_in_use_is_told(say, store, base, caplog):
    fill(say, "moi")
    with database.engine().connect() as other:
        other.exec_driver_sql("begin")
        other.exec_driver_sql("select * from events").all()
        housekeeping.erase("moi")
    assert "The journal is in use" in caplog.text
    database.leave_no_trace()
    assert b"moi" not in on_disk()
