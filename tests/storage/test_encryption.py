"""What is at rest is read with the installation's key, and with no other."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import FailSafeTrackerStore, SQLTrackerStore
from rasa.shared.core.events import ActiveLoop, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import settings
from assistant.privacy import keyring
from assistant.storage import callbacks, database, encryption
from assistant.storage.conversations import ConversationStore, let_faults_be_told
from assistant.storage.tables import METADATA
from tests.storage.conftest import KEY, OTHER_KEY, on_disk, raw, texts

CANARY = "Mon canari s'appelle Édouard-Cacahuète"
THIRD_KEY = "troisieme-0123456789-mlkjhgfdsqpoiuytreza"


def fill(say) -> None:
    say("moi", CANARY)
    callbacks.save("moi", "Cunégonde", "06 12 34 56 78", "demain à l'aube")


def test_each_use_and_each_text_has_its_own_bytes():
    one, two = keyring.encrypt("a", "bonjour"), keyring.encrypt("a", "bonjour")
    assert one != two and "bonjour" not in one and keyring.decrypt("a", one) == "bonjour"
    assert one.startswith("v1:") and len(one.split(":")[1]) == 8
    with pytest.raises(keyring.Unreadable, match="autre clé"):
        keyring.decrypt("b", one)
    assert keyring.decrypt("a", keyring.encrypt("a", "")) == ""


def test_a_signature_is_of_one_use_and_of_128_bits():
    made = {keyring.sign(purpose, text) for purpose in ("site", "agenda") for text in "ab"}
    assert len(made) == 4 and {len(one) for one in made} == {32}
    assert len({one[8:] for one in made}) == 4, "every figure counts"
    assert keyring.sign("site", "a") == keyring.sign("site", "a")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t[:-8],
        lambda t: t[:20],
        lambda t: t[:13],
        lambda t: t[:-3] + "é==",
        lambda t: t[:30] + ("A" if t[30] != "A" else "B") + t[31:],
        lambda t: "v2" + t[2:],
        lambda t: "bonjour",
        lambda t: "",
    ],
)
def test_a_broken_text_is_refused_in_french(spoil):
    with pytest.raises(keyring.Unreadable, match="Cette donnée"):
        keyring.decrypt("a", spoil(keyring.encrypt("a", "bonjour à tous")))


VARIED = "0123456789abcdefghijklmnopqrstuv"  # 32 characters, all different
WEAK = ["court", VARIED[:13], VARIED[:31], "a" * 48, VARIED[:11] * 3]


@pytest.mark.parametrize("weak", WEAK)
def test_a_secret_has_32_characters_and_12_of_them_differ(monkeypatch, weak):
    monkeypatch.setenv("DIFE_CLE", weak)
    with pytest.raises(keyring.WeakSecret, match="DIFE_CLE est trop faible"):
        keyring.ring()
    for strong in (VARIED, VARIED[:12] * 3):
        monkeypatch.setenv("DIFE_CLE", strong)
        assert keyring.ring().secret == strong.encode()


def test_a_former_secret_is_held_to_the_same_rule(monkeypatch):
    for weak in (*WEAK, f"{OTHER_KEY}, {WEAK[3]}"):
        monkeypatch.setenv("DIFE_CLES_ANCIENNES", weak)
        with pytest.raises(keyring.WeakSecret, match="DIFE_CLES_ANCIENNES est trop faible"):
            keyring.ring()
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", f" {OTHER_KEY} ,, {THIRD_KEY},")
    assert keyring.ring().former == (OTHER_KEY.encode(), THIRD_KEY.encode())


def test_nothing_said_is_in_clear_at_rest(say, base):
    fill(say)
    held = str([raw(f"select * from {name}") for name in METADATA.tables]).encode()  # noqa: S608
    if base == "sqlite":
        assert (settings.var_folder() / "dife.db-wal").stat().st_size > 0
        held += on_disk()
    for word in (
        "canari",
        "Cacahu",
        "Cunégonde",
        "Cun\\u00e9gonde",
        "06 12",
        "l'aube",
        '"event"',
    ):
        assert word.encode() not in held
    assert b"informer" in held  # the intent, for the figures of staff
    assert texts_of_all("moi") == CANARY
    assert [(r.nom, r.telephone, r.moment) for r in callbacks.waiting()] == [
        ("Cunégonde", "06 12 34 56 78", "demain à l'aube")
    ]


def texts_of_all(sender: str) -> str:
    return "".join(texts(ConversationStore(), sender))


def test_the_same_request_said_twice_is_kept_once(base):
    for _ in range(3):
        callbacks.save("moi", "Claire", "06 12 34 56 78", "demain")
    callbacks.save("moi", "Claire", "06 12 34 56 78", "mardi")
    callbacks.save("toi", "Claire", "06 12 34 56 78", "demain")
    assert [r.moment for r in callbacks.waiting("moi")] == ["demain", "mardi"]
    assert len(callbacks.waiting()) == 3


def test_the_secret_can_be_changed_twice(say, store, monkeypatch):
    fill(say)
    monkeypatch.setenv("DIFE_CLE", OTHER_KEY)
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", KEY)
    say("moi", "deuxième message")
    callbacks.save("moi", "Cunégonde", "06 12 34 56 78", "demain à l'aube")
    monkeypatch.setenv("DIFE_CLE", THIRD_KEY)
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", f"{OTHER_KEY},{KEY}")
    assert texts(store, "moi") == [CANARY, "deuxième message"]
    assert len(callbacks.waiting()) == 1
    store.purge(time.time())  # puts everything under the new secret: the former can be dropped
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", "")
    assert texts(store, "moi") == [CANARY, "deuxième message"]
    assert callbacks.waiting()[0].nom == "Cunégonde"


def test_without_its_key_a_conversation_fails_and_nothing_stops(say, store, monkeypatch, caplog):
    fill(say)
    monkeypatch.setenv("DIFE_CLE", OTHER_KEY)
    with pytest.raises(keyring.Unreadable, match="DIFE_CLES_ANCIENNES"):
        say("moi", "encore")
    assert say("toi", "bonjour") is not None  # the others go on
    callbacks.save("toi", "Claire", "06 12 34 56 78", "mardi")
    assert [r.nom for r in callbacks.waiting()] == ["[illisible : clé absente]", "Claire"]
    store.purge(time.time())  # harms nothing: the key may come back
    assert "Values that no key opens" in caplog.text
    monkeypatch.setenv("DIFE_CLES_ANCIENNES", KEY)
    assert texts(store, "moi") == [CANARY] and callbacks.waiting()[0].nom == "Cunégonde"


@pytest.mark.parametrize("value", ["v1:00000000:AAAA", "abîmé", ""])
def test_one_broken_row_gives_no_half_conversation(say, store, value):
    say("moi", "un")
    say("moi", "deux")
    with database.engine().begin() as connection:
        last = raw("select max(id) from events")[0][0]
        connection.execute(
            sa.text("update events set data = :value where id = :last"),
            {"value": value, "last": last},
        )
    with pytest.raises(ValueError):
        asyncio.run(store.retrieve("moi"))


def test_rasa_s_wrapper_passes_the_fault_on(say, store, monkeypatch):
    fill(say)
    monkeypatch.setenv("DIFE_CLE", OTHER_KEY)
    wrapper = FailSafeTrackerStore(store)
    assert asyncio.run(wrapper.retrieve("moi")) is None  # stock: amnesia
    let_faults_be_told(wrapper)
    for read in (wrapper.retrieve, wrapper.retrieve_full_tracker):
        with pytest.raises(keyring.Unreadable):
            asyncio.run(read("moi"))


def test_rows_of_an_earlier_version_are_read_then_encrypted(store, base):
    event = UserUttered(CANARY, timestamp=time.time()).as_dict()
    with database.engine().begin() as connection:
        for sql, row in (
            (
                "insert into events (sender_id, type_name, timestamp, data) "
                "values ('moi', 'user', :t, :d)",
                {"t": event["timestamp"], "d": json.dumps(event)},
            ),
            (
                "insert into rappels (sender_id, demande_le, nom, telephone, moment) "
                "values ('moi', '2126-11-20 10:00:00', 'Claire', '06 12 34 56 78', 'demain')",
                {},
            ),
        ):
            connection.execute(sa.text(sql), row)

    def all_is_read():
        assert texts(store, "moi") == [CANARY]
        assert [(r.nom, r.moment) for r in callbacks.waiting()] == [("Claire", "demain")]

    all_is_read()
    callbacks.save("moi", "Claire", "06 12 34 56 78", "demain")
    all_is_read()
    store.purge(time.time())
    all_is_read()
    kept = str(raw("select data from events") + raw("select nom, moment from rappels"))
    assert "canari" not in kept and "Claire" not in kept and kept.count("v1:") == 3
    if base == "sqlite":
        assert all(w not in on_disk() for w in (b"canari", b"Claire"))
    assert encryption.encrypt_again(METADATA.sorted_tables) == 0


def test_many_clear_rows_are_all_encrypted(store):
    event = json.dumps(UserUttered(CANARY, timestamp=time.time()).as_dict())
    count = 2 * encryption.BATCH + 3
    with database.engine().begin() as connection:
        connection.execute(
            sa.text(
                "insert into events (sender_id, type_name, timestamp, data) "
                "values (:s, 'user', :t, :d)"
            ),
            [{"s": f"s{n}", "t": time.time(), "d": event} for n in range(count)],
        )
    assert encryption.encrypt_again(METADATA.sorted_tables) == count
    assert raw("select count(*) from events where data like '{%'") == [(0,)]


@pytest.mark.parametrize("error", [ValueError("schema"), UnicodeError("x"), SystemError("x")])
def test_a_wrong_value_stops_one_turn_and_not_the_process(store, error):
    with pytest.raises(type(error)), store.session_scope():
        raise error


@pytest.mark.parametrize("sender", ["a\ud83d", "a\u0000b", "x" * 300])
def test_a_wrong_name_fails_one_turn(store, say, sender):
    tracker = DialogueStateTracker.from_events(sender, [UserUttered("bonjour")])
    try:
        asyncio.run(store.save(tracker))
    except SystemExit:  # pragma: no cover - what stock Rasa does
        pytest.fail("the process was asked to stop")
    except Exception as error:
        assert "bonjour" not in str(error)
    assert say("moi", "bonjour") is not None


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_read_is_what_rasa_reads(say, store, whole):
    """Two sessions, a form under way: our quicker reading against stock Rasa's."""
    say("moi", "bonjour", "utter_saluer", SlotSet("nuits", 2))
    say("moi", "à Gien", SessionStarted(), ActiveLoop("frais_form"), SlotSet("commune", "Gien"))
    stock = asyncio.run(SQLTrackerStore._retrieve(store, "moi", whole))
    ours = asyncio.run(store._retrieve("moi", whole))
    assert ours == stock and ours.active_loop_name == "frais_form"
    assert ours.current_state() == stock.current_state()
    said = [e.text for e in ours.events if isinstance(e, UserUttered)]
    assert said == (["bonjour", "à Gien"] if whole else ["à Gien"])
    assert asyncio.run(store._retrieve("personne", whole)) is None
