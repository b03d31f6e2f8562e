"""The site's channel as a hostile or clumsy client meets it, on the real server."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sqlite3
import time
import uuid
from typing import Any, Callable, Dict, Iterator, List, Optional

import pytest
import requests
import socketio

from assistant import settings
from assistant.channels import reading
from assistant.channels.site import visitors
from assistant.cli import launcher
from assistant.dialogue.intents import intent
from assistant.privacy import keyring
from assistant.storage import housekeeping
from assistant.wording import messages
from tests.support.association import fact
from tests.support.servers import TODAY, free_port

FRIEND = "https://www.exemple.fr"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[launcher.Servers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIFE_VAR", str(tmp_path_factory.mktemp("var")))
        patch.setenv("DIFE_AUJOURDHUI", TODAY)
        patch.setenv("DIFE_ORIGINES", f"{FRIEND}, https://autre.exemple.fr/")
        patch.setenv("PORT", str(free_port()))
        with launcher.Servers() as running:
            yield running


class Client:
    """A socket.io client of ours: it can say anything."""

    def __init__(self, address: str, **headers: str) -> None:
        self.socket = socketio.Client(reconnection=False)
        self.answers: List[Dict[str, Any]] = []
        self.echoes: List[Dict[str, Any]] = []
        self.ended = 0
        self.socket.on("bot_uttered", self.answers.append)
        self.socket.on("user_echo", self.echoes.append)
        self.socket.on("session_ended", lambda _: setattr(self, "ended", self.ended + 1))
        self.socket.connect(
            address,
            headers=headers,
            socketio_path="/assistant/socket.io",
            transports=["websocket"],
            wait_timeout=5,
        )

    def begin(self, token: Any = None) -> Dict[str, Any]:
        session = self.socket.call("session_request", {"token": token}, timeout=10)
        self.token = session["token"]
        if not session["history"]:
            self.wait(lambda: bool(self.answers))
        return session

    def say(self, text: Any, identity: Any = None, **more: Any) -> Dict[str, Any]:
        data = {"id": identity or uuid.uuid4().hex, "text": text, **more}
        return self.socket.call("user_uttered", data, timeout=15)

    def wait(self, what: Callable[[], bool]) -> None:
        limit = time.monotonic() + 5
        while not what():
            assert time.monotonic() < limit, "nothing came"
            time.sleep(0.02)

    @property
    def text(self) -> str:
        return "\n".join(a["text"] for a in self.answers).replace("\u00a0", " ")


@pytest.fixture
def client(servers: launcher.Servers) -> Iterator[Callable[..., Client]]:
    made: List[Client] = []

    def make(**headers: str) -> Client:
        made.append(Client(servers.address, **headers))
        return made[-1]

    yield make
    for each in made:
        each.socket.disconnect()


def stored(sender: str) -> int:
    query = "select count(*) from events where sender_id = ? and type_name = 'user'"
    base = sqlite3.connect(settings.var_folder() / "dife.db")
    return int(base.execute(query, (sender,)).fetchone()[0])


def sender(client: Client) -> str:
    return visitors.sender_of(client.token.split(".")[0])


def test_a_conversation_is_welcomed_then_restored(client: Any) -> None:
    first = client()
    session = first.begin()
    assert session["history"] == [] and "assistant automatique" in first.text
    first.wait(lambda: len(first.answers) == 2)
    assert first.answers[1]["text"].startswith("Système d'IA")
    assert session["contact"]["association_telephone"] == fact("association_telephone")
    assert first.say("combien d'euros par an", "un-message-1")["ok"]
    second = client()
    history_ = second.begin(first.token)["history"]
    assert history_[:2] == first.answers[:2], "the notice too, which is kept nowhere"
    assert history_[2]["id"] == "un-message-1"
    assert "€" in history_[3]["text"] and history_[3]["answers"] == "un-message-1"


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "abc",
        5,
        ["x"],
        {"a": 1},
        "0" * 32,
        f"{'a' * 32}.{int(time.time())}.{'b' * 32}",
        "../../etc/passwd",
        "\ud83d",
        "\u0000",
        "default",
        "x" * 15000,
    ],
)
def test_a_token_that_is_not_ours_opens_a_new_conversation(client: Any, token: Any) -> None:
    session = client().begin(token)
    assert session["ok"] and session["history"] == [] and session["token"] != token


def test_who_knows_the_name_of_a_conversation_reads_nothing(client: Any) -> None:
    victim, thief = client(), client()
    victim.begin()
    victim.say("combien d'euros par an")
    for guess in (sender(victim), victim.token.split(".")[0], victim.token[:-1] + "0"):
        if guess != victim.token:
            assert thief.begin(guess)["history"] == []
    time.sleep(0.3)  # the thief's own welcomes
    before = len(thief.answers)
    victim.say("bonjour")
    time.sleep(0.2)
    assert len(thief.answers) == before


MALFORMED: List[Any] = [
    None,
    "",
    "texte",
    3,
    [],
    ["a"],
    {},
    {"text": "bonjour"},
    {"id": "abcdefgh"},
    {"id": "court", "text": "bonjour"},
    {"id": "x" * 65, "text": "bonjour"},
    {"id": "abcdefgh/../", "text": "bonjour"},
    {"id": ["a"], "text": "bonjour"},
    {"id": "abcdefgh1", "text": ["bonjour"]},
    {"id": "abcdefgh2", "text": {"a": 1}},
    {"id": "abcdefgh3", "text": 12},
    {"id": "abcdefgh4", "text": "   "},
    {"id": "abcdefgh5", "text": "é" * (reading.MAXIMUM_LENGTH + 1)},
    {"id": "abcdefgh6", "text": None, "metadata": {"x": 1}},
]


@pytest.mark.parametrize("data", MALFORMED)
def test_a_malformed_event_is_answered_and_leaves_no_trace(client: Any, data: Any) -> None:
    visitor = client()
    visitor.begin()
    answer = visitor.socket.call("user_uttered", data, timeout=10)
    long = isinstance(data, dict) and len(str(data.get("text"))) > reading.MAXIMUM_LENGTH
    fault = reading.TOO_LONG if long else reading.UNREADABLE
    assert not answer["ok"]
    assert answer["why"]["text"] == messages.as_answer(fault, "")["text"]
    assert stored(sender(visitor)) == 1  # the welcome
    assert visitor.say("bonjour")["ok"]


@pytest.mark.parametrize("event", ["session_request", "user_uttered", "opinion"])
@pytest.mark.parametrize("data", [None, "x", 7, [1, 2], {"token": {}, "id": {}, "useful": "oui"}])
def test_no_event_is_left_without_an_answer(client: Any, event: str, data: Any) -> None:
    answer = client().socket.call(event, data, timeout=10)
    assert isinstance(answer, dict) and "ok" in answer


def test_before_a_session_nothing_is_heard(client: Any) -> None:
    assert client().say("bonjour") == {"ok": False, "why": "session"}


@pytest.mark.parametrize(
    "text",
    [
        "/courriel_ensemble",
        '/informer{"nuits": 3}',
        "/restart",
        "/session_start",
        "/back",
        '/saluer{"prix": "1"}',
        "/nlu_fallback",
        "/EXTERNAL",
        "//",
        "/ ",
    ],
)
def test_an_intent_that_was_not_offered_is_refused(client: Any, text: str) -> None:
    visitor = client()
    visitor.begin()
    answer = visitor.say(text)
    assert not answer["ok"] and answer["why"]["buttons"]
    assert stored(sender(visitor)) == 1


def test_a_button_offered_is_heard_and_shown_by_its_title(client: Any) -> None:
    visitor, other_tab = client(), client()
    visitor.begin()
    other_tab.begin(visitor.token)
    assert visitor.say("/consulter_droits", "bouton-0001")["ok"]
    assert other_tab.echoes == [{"id": "bouton-0001", "text": "Où voir mes droits ?"}]
    said = client().begin(visitor.token)["history"]
    assert {"id": "bouton-0001", "text": "Où voir mes droits ?"} in said


def test_a_message_sent_again_is_handled_once(client: Any) -> None:
    visitor = client()
    visitor.begin()
    calls = [
        visitor.socket.eio.start_background_task(visitor.say, "bonjour", "deux-fois-1", again=True)
        for _ in range(3)
    ]
    for call in calls:
        call.join()
    assert visitor.say("bonjour", "deux-fois-1", again=True)["ok"]
    assert stored(sender(visitor)) == 2


def test_a_button_then_a_text_are_answered_in_this_order(client: Any) -> None:
    visitor = client()
    visitor.begin()
    for number in range(8):
        visitor.answers.clear()
        pair = (("/consulter_droits", f"bouton-{number:04d}"), ("bonjour", f"texte-{number:04d}"))
        calls = [visitor.socket.eio.start_background_task(visitor.say, *each) for each in pair]
        for call in calls:
            call.join()
        visitor.wait(lambda: len({a["answers"] for a in visitor.answers}) == 2)
        first = visitor.answers[0]["answers"]
        assert first == pair[0][1]
        time.sleep(0.3)  # the rate of one visitor, when it is counted


def test_whoever_could_not_be_welcomed_is_told_at_the_first_question(client: Any) -> None:
    base = sqlite3.connect(settings.var_folder() / "dife.db", isolation_level=None)
    base.execute("begin immediate")
    visitor = client()
    visitor.begin()
    assert "ni à relire ni à garder" in visitor.text
    base.execute("rollback")
    visitor.answers.clear()
    visitor.say("calculer mes frais")
    notice, length, question = [answer["text"] for answer in visitor.answers]
    assert (
        length.startswith("3 questions")
        and notice.startswith("Système d'IA")
        and "nuits" in question
    )


def test_the_client_cannot_choose_channel_nor_metadata(client: Any) -> None:
    visitor = client()
    visitor.begin()
    visitor.say("bonjour", metadata={"canari": 1}, input_channel="rest", customData={"canari": 2})
    data = json.dumps(housekeeping.export(sender(visitor)), ensure_ascii=False)
    assert "bonjour" in data and "canari" not in data and '"input_channel": "rest"' not in data


def test_an_event_too_large_closes_the_line_and_nothing_else(client: Any) -> None:
    visitor, other = client(), client()
    visitor.begin()
    other.begin()
    with pytest.raises(Exception):  # noqa: B017 - the line is cut, whatever the client calls it
        visitor.socket.call("user_uttered", {"id": "abcdefgh", "text": "x" * 40_000}, timeout=2)
    assert other.say("bonjour")["ok"]


def test_an_erasure_ends_the_conversation_everywhere(client: Any) -> None:
    visitor, other_tab = client(), client()
    visitor.begin()
    other_tab.begin(visitor.token)
    visitor.say("bonjour")
    assert visitor.say("/effacer_donnees")["erased"]
    other_tab.wait(lambda: other_tab.ended == 1)
    assert stored(sender(visitor)) == 0
    assert client().begin(visitor.token)["history"] == []


def test_what_is_expected_next_is_told(client: Any) -> None:
    visitor = client()
    visitor.begin()
    assert visitor.say("calculer mes frais")["expects"] == "nombre"
    assert client().begin(visitor.token)["expects"] == "nombre"
    assert visitor.say("annuler")["expects"] is None


@pytest.mark.parametrize(
    "origin, welcome",
    [
        (None, True),
        ("own", True),
        (FRIEND, True),
        ("https://autre.exemple.fr", True),
        ("https://www.exemple.fr.evil.com", False),
        ("https://evil.com", False),
        ("http://www.exemple.fr", False),
        ("null", False),
        ("", True),
    ],
)
def test_only_pages_of_ours_may_connect(
    servers: launcher.Servers, origin: Optional[str], welcome: bool
) -> None:
    headers = {"Origin": servers.address if origin == "own" else origin} if origin else {}
    query = "/assistant/socket.io/?EIO=4&transport=polling"
    answer = requests.get(servers.address + query, headers=headers, timeout=5)
    assert answer.status_code == (200 if welcome else 400)
    given = answer.headers.get("Access-Control-Allow-Origin")
    assert given in (None, headers.get("Origin")) and (welcome or given is None)


FILES = sorted(p.name for p in settings.WIDGET.iterdir() if p.name != "demo.html")


@pytest.mark.parametrize("name", ["", *FILES])
def test_files_are_compressed_checked_and_strict(servers: launcher.Servers, name: str) -> None:
    address = f"{servers.address}/assistant/{name}"
    answer = requests.get(address, timeout=5)
    assert answer.status_code == 200 and answer.headers["Content-Encoding"] == "gzip"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    again = requests.get(address, headers={"If-None-Match": answer.headers["ETag"]}, timeout=5)
    assert (again.status_code, again.content) == (304, b"")
    plain = requests.get(address, headers={"Accept-Encoding": "identity"}, timeout=5)
    assert plain.content == answer.content and "Content-Encoding" not in plain.headers
    assert not re.search(r"\{\w+(\.\w+)?\}", answer.text) or name.endswith((".js", ".css"))
    friend = requests.get(address, headers={"Origin": FRIEND}, timeout=5)
    assert friend.headers["Access-Control-Allow-Origin"] == FRIEND


@pytest.mark.parametrize(
    "path",
    [
        "../domain.yml",
        "%2e%2e/domain.yml",
        "..%2fdomain.yml",
        "src/assistant-dife.js",
        "build.mjs",
        "package.json",
        "demo.html/",
        "assistant-dife.js.map",
    ],
)
def test_nothing_else_is_served(servers: launcher.Servers, path: str) -> None:
    request = requests.Request("GET", servers.address).prepare()
    request.url = f"{servers.address}/assistant/{path}"
    with requests.Session() as session:
        assert session.send(request, timeout=5).status_code == 404


def test_the_built_file_is_that_of_its_sources_and_light() -> None:
    folder = settings.ROOT / "widget"
    digest = hashlib.sha256((folder / "package.json").read_bytes())
    for path in sorted((folder / "src").iterdir(), key=lambda p: p.name):
        digest.update(path.read_bytes())
    built = (folder / "public" / "assistant-dife.js").read_bytes()
    assert digest.hexdigest()[:16] in built.splitlines()[0].decode(), "lancez « make widget »"
    assert len(gzip.compress(built, 9)) <= 30_000  # sketches apart: they are fetched as they open


def test_limits_are_the_same_on_both_sides() -> None:
    folder = settings.ROOT / "widget" / "src"
    assert f"const LONGEST = {reading.MAXIMUM_LENGTH};" in (folder / "saisie.js").read_text("utf-8")
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.js"))
    for payload in ("/parler_conseiller", "/recommencer", "/effacer_donnees"):
        assert payload in source and intent(payload.removeprefix("/")).always


def test_a_weak_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for weak in ("court", "a" * 40, "motdepasse" * 4):
        monkeypatch.setenv("DIFE_CLE", weak)
        with pytest.raises(keyring.WeakSecret, match="au moins 32 caractères"):
            keyring.ring()


def test_the_local_secret_is_made_once_for_its_owner_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    made = keyring.ring().secret
    assert len(made) >= 32 and keyring.ring().secret == made
    assert (tmp_path / "cle").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["cle"]
