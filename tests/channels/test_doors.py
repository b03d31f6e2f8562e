"""Every door of the real server against hostile texts, pasted secrets, and who must not come in."""

from __future__ import annotations

import gc
import json
import re
import socket
import sqlite3
import time
import uuid
from pathlib import Path
from typing import Any, Callable, List

import hypothesis
import pytest
import requests
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from assistant import settings
from assistant.cli import launcher
from assistant.storage import callbacks, housekeeping
from tests.channels.conftest import started
from tests.channels.test_site import Client
from tests.channels.test_teams import Person, read
from tests.support.association import fact
from tests.support.hostile import BODIES, TEXTS
from tests.support.log import log, nothing_uncaught
from tests.support.servers import free_port
from tests.support.teams_fake import FakeTeams

NIR = "1 85 05 78 006 084 91"
SECRETS = [
    "185057800608491",
    "1850578006084",
    NIR,
    "4970 1000 0000 0154",
    "FR76 3000 6000 0112 3456 7890 189",
]
CANARY = "Zanzibarine"


def kept() -> bytes:
    """Every byte of the servers' folder: database, journal, logs, temporary files."""
    return b"".join(p.read_bytes() for p in settings.var_folder().rglob("*") if p.is_file())


def conversations() -> str:
    """All that is kept of everybody, read with the key: the bytes alone are encrypted."""
    base = sqlite3.connect(settings.var_folder() / "dife.db")
    senders = [row[0] for row in base.execute("select distinct sender_id from events")]
    return json.dumps([housekeeping.export(sender) for sender in senders], ensure_ascii=False)


def rest(servers: launcher.Servers, body: bytes, **headers: str) -> requests.Response:
    return requests.post(
        f"{servers.address}/webhooks/rest/webhook",
        data=body,
        timeout=20,
        headers={"Content-Type": "application/json", **headers},
    )


def message(text: Any, sender: str = "") -> bytes:
    return json.dumps({"sender": sender or uuid.uuid4().hex, "message": text}).encode()


# --- Hostile texts, each in a conversation that others share nothing with


def test_rest_answers_every_hostile_text(servers: launcher.Servers) -> None:
    assert len(TEXTS) >= 500
    witness = uuid.uuid4().hex
    rest(servers, message("calculer mes frais", witness))
    for number, text in enumerate(TEXTS):
        answer = rest(servers, message(text))
        assert answer.status_code in (200, 400), (text[:80], answer.status_code)
        assert answer.json() and answer.json()[0]["text"], text[:80]
        if number % 100 == 99:
            assert requests.get(f"{servers.address}/assistant/", timeout=5).ok
    assert "repas" in rest(servers, message("2", witness)).json()[0]["text"]
    nothing_uncaught()


@pytest.mark.parametrize("body", BODIES, ids=lambda b: repr(b[:24]))
def test_rest_refuses_every_other_body(servers: launcher.Servers, body: bytes) -> None:
    answer = rest(servers, body)
    assert answer.status_code == 400 and answer.json()[0]["text"]
    nothing_uncaught()


def test_the_site_answers_every_hostile_text(servers: launcher.Servers) -> None:
    client = Client(servers.address)
    client.begin()
    for text in TEXTS:
        answer = client.say(text)
        assert answer["ok"] or answer["why"]["text"], text[:80]
        if answer.get("erased"):
            client.begin()
    client.socket.disconnect()
    nothing_uncaught()


def test_teams_answers_every_hostile_text(servers: launcher.Servers, fake: FakeTeams) -> None:
    people = [Person(fake, servers.address) for _ in range(10)]
    for number, text in enumerate(TEXTS[::5]):
        body = json.dumps(
            fake.activity(text, user=(p := people[number % 10]).user, conversation=p.conversation)
        )
        assert fake.post(servers.address, body.encode()).status_code == 200, text[:80]
    for someone in people:
        fake.wait(8, someone.conversation, timeout=30)
        someone.quiet()
        assert someone.say("bonjour")
    nothing_uncaught()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["sender", "message", "type", "id", "from", "text", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
SLOWLY = {
    "max_examples": 80,
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}


@hypothesis.settings(**SLOWLY)
@given(JSON)
def test_no_json_makes_a_door_stumble(
    servers: launcher.Servers, fake: FakeTeams, body: Any
) -> None:
    content = json.dumps(body).encode()
    assert rest(servers, content).status_code in (200, 400)
    assert fake.post(servers.address, content).status_code in (400, 401, 403)
    shaped = {**fake.activity("bonjour"), **(body if isinstance(body, dict) else {})}
    assert fake.post(servers.address, json.dumps(shaped).encode()).status_code in (200, 400, 403)
    nothing_uncaught()


# --- Secrets pasted, words of somebody


def by_rest(servers: launcher.Servers, fake: FakeTeams) -> Callable[[str], str]:
    sender = uuid.uuid4().hex

    def say(text: str) -> str:
        return "\n".join(a.get("text", "") for a in rest(servers, message(text, sender)).json())

    return say


def by_site(servers: launcher.Servers, fake: FakeTeams) -> Callable[[str], str]:
    client = Client(servers.address)
    client.begin()

    def say(text: str) -> str:
        known = len(client.answers)
        answer = client.say(text)
        why = (answer.get("why") or {}).get("text", "")
        return "\n".join([*(a["text"] for a in client.answers[known:]), why])

    return say


def by_teams(servers: launcher.Servers, fake: FakeTeams) -> Callable[[str], str]:
    return Person(fake, servers.address).say


DOORS = [by_rest, by_site, by_teams]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_secret_pasted_is_kept_nowhere_and_said(
    servers: launcher.Servers, fake: FakeTeams, door: Any
) -> None:
    say = door(servers, fake)
    for secret in SECRETS:
        assert "Je n'en ai pas besoin" in say(secret) or "pas gardé" in say(secret)
        said = say(f"mon compte elu apparait pas, voici mon numéro {secret}, que faire ?")
        assert "pas gardé" in said and "Caisse des Dépôts" in said
    assert "Ne le donnez à personne" in say("mon mot de passe Soleil1985! est refusé, pourquoi ?")
    say("calculer mes frais")
    assert "pas gardé" in say(f"2 nuits, mon numéro de sécu {NIR}")
    bytes_, words = kept(), conversations()
    assert "[NIR masqué]" in words and "[mot de passe masqué]" in words
    assert b"Soleil1985" not in bytes_ and "Soleil1985" not in words
    for secret in SECRETS:
        for form in (secret, secret.replace(" ", "")):
            assert form.encode() not in bytes_ and form not in words


@pytest.mark.parametrize("door", [by_rest, by_teams], ids=lambda door: door.__name__)
def test_the_identity_of_a_letter_is_kept_encrypted_and_goes_when_asked(
    servers: launcher.Servers, fake: FakeTeams, door: Any
) -> None:
    say = door(servers, fake)
    say("mon compte elu apparait pas")
    say("on le remplit ensemble")
    for answer in (
        CANARY,
        "passer",
        f"Élise{CANARY}",
        "14/07/1968",
        f"{CANARY}-sur-Loire",
        f"Commune de {CANARY}",
    ):
        say(answer)
    assert "Est-ce juste" in say("passer")
    assert CANARY in say("c'est juste")
    time.sleep(1)
    assert CANARY.encode() not in kept()  # half an hour at most: tests/storage/test_identity.py
    say("annuler")
    time.sleep(1)
    assert CANARY.encode() not in kept() and CANARY not in conversations()


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_no_word_is_kept_in_the_clear(
    servers: launcher.Servers, fake: FakeTeams, door: Any
) -> None:
    say = door(servers, fake)
    word = f"Xylophone{uuid.uuid4().hex[:8]}"
    say(f"bonjour je m'appelle {word}")
    say("je voudrais être rappelé")
    say(word)
    assert word.encode() not in kept()


def test_what_is_kept_of_somebody_is_told(servers: launcher.Servers, fake: FakeTeams) -> None:
    say = by_rest(servers, fake)
    say("bonjour")
    said = say("que savez-vous de moi ? que deviennent mes données ?").replace("\u00a0", " ")
    assert "2 messages" in said and "aucune identité" in said and "référence" in said


@pytest.mark.parametrize("kind", ["rest", "site", "personal", "channel"])
def test_whoever_comes_first_is_told_about_their_data(
    servers: launcher.Servers, fake: FakeTeams, kind: str
) -> None:
    """After the answer, the welcome on the site; even who joins a group of Teams after it. Once."""
    if kind == "site":
        client = Client(servers.address)
        client.begin()
        client.wait(lambda: len(client.answers) == 2)
        first = client.text
        client.answers.clear()
        client.say("où voir mes droits ?")
        second, answer = client.text, "Posez votre question"
        client.socket.disconnect()
    elif kind == "rest":
        say = by_rest(servers, fake)
        first, second = say("où voir mes droits ?"), say("où voir mes droits ?")
        answer = "DROITS"
    else:
        someone = Person(fake, servers.address, kind)
        how = {"mention": kind == "channel"}
        first = someone.say("où voir mes droits ?", **how)
        second, answer = someone.say("où voir mes droits ?", **how), "DROITS"
    before, notice = first.replace("\u00a0", " ").split("Système d'IA, qui peut se tromper.")
    assert answer in before
    for said in (
        f"par {fact('association')}",
        "pour vous répondre",
        "30 jours au plus",
        "mot de passe",
        "sécurité sociale",
        "santé",
        "Vos données et vos droits",
        "/assistant/donnees.html",
    ):
        assert said in notice, said
    assert second and "Système d'IA" not in second


# --- Doors that must be shut


@pytest.mark.parametrize(
    "path",
    [
        "/status",
        "/version",
        "/domain",
        "/model",
        "/model/parse",
        "/model/train",
        "/conversations/x",
        "/conversations/x/tracker",
        "/conversations/x/messages",
        "/webhooks/rest",
        "/actions",
        "/docs",
        "/webhooks/callback/webhook",
        "/webhooks/socketio/",
        "/socket.io/",
        "/.git/config",
        "/metrics",
        "/assistant/../domain.yml",
        "/webhook",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_nothing_of_rasa_is_open(servers: launcher.Servers, path: str, method: str) -> None:
    answer = requests.request(method, servers.address + path, timeout=5, allow_redirects=False)
    assert answer.status_code in (404, 405)
    assert "rasa" not in answer.text.lower() and "Traceback" not in answer.text


def test_the_root_leads_to_the_page_and_says_no_version(servers: launcher.Servers) -> None:
    answer = requests.get(servers.address, timeout=5, allow_redirects=False)
    assert answer.status_code == 302 and answer.headers["Location"] == "/assistant/"
    assert "3.6" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/assistant/",
        "/assistant/assistant-dife.js",
        "/rien",
        "/webhooks/rest/webhook",
        "/webhooks/teams/webhook",
    ],
)
def test_every_answer_is_protected(servers: launcher.Servers, path: str) -> None:
    headers = requests.get(servers.address + path, timeout=5, allow_redirects=False).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Server" not in headers


@pytest.mark.parametrize("origin", ["https://evil.com", "https://www.exemple.fr.evil.com"])
def test_no_foreign_page_may_read_rest(servers: launcher.Servers, origin: str) -> None:
    answer = rest(servers, message("bonjour"), Origin=origin)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_both_servers_listen_to_this_machine_alone(servers: launcher.Servers) -> None:
    ports = {servers.port, servers.action_port}
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:]
    found = {}
    for line in listening:
        local, state = line.split()[1], line.split()[3]
        address, port = local.split(":")
        if state == "0A" and int(port, 16) in ports:
            found[int(port, 16)] = address
    assert found == dict.fromkeys(ports, "0100007F")


@pytest.mark.parametrize("size", [20_000, 1_000_000])
def test_a_large_body_is_refused_at_once(servers: launcher.Servers, size: int) -> None:
    started_at = time.perf_counter()
    answer = rest(servers, b"x" * size)
    assert answer.status_code == 413 and time.perf_counter() - started_at < 2
    answer = requests.post(f"{servers.address}/webhooks/teams/webhook", data=b"x" * size, timeout=9)
    assert answer.status_code in (400, 413)


def test_a_sender_who_drips_is_cut(servers: launcher.Servers) -> None:
    with socket.create_connection((launcher.HOST, servers.port), timeout=25) as slow:
        slow.sendall(b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
        begun = time.monotonic()
        try:
            while slow.recv(1000):
                pass
        except OSError:
            pass
        assert time.monotonic() - begun < 20
    assert rest(servers, message("bonjour")).ok


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: -1",
        "Content-Length: abc",
        "Content-Length: 1e3",
        "Content-Length: ١",
        "Content-Length: 3\r\nContent-Length: 4",
        "Transfer-Encoding: gzip",
        "Content-Length:",
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
    ],
)
@pytest.mark.parametrize("path", ["/assistant/", "/webhooks/rest/webhook", "/rien"])
def test_a_body_without_an_honest_length_is_refused(
    servers: launcher.Servers, head: str, path: str
) -> None:
    """Stock Sanic loops for ever on « -1 », which only a kill ends."""
    with socket.create_connection((launcher.HOST, servers.port), timeout=5) as line:
        line.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\nabc".encode())
        assert line.recv(100).split()[1] == b"400"
    assert requests.get(f"{servers.address}/assistant/", timeout=2).ok


SENDERS = [
    "default",
    "court",
    "a" * 65,
    "../../etc/passwd-xxxxxx",
    "a\x00bcdefghijklmnop",
    "é" * 20,
    "aaaaaaaa aaaaaaaa",
    "' OR 1=1 -- xxxxx",
    "",
]


@pytest.mark.parametrize("sender", SENDERS)
def test_a_conversation_that_can_be_guessed_is_refused(
    servers: launcher.Servers, sender: str
) -> None:
    body = json.dumps({"sender": sender, "message": "bonjour"}).encode()
    assert rest(servers, body).status_code == 400


@pytest.mark.parametrize("text", ["/courriel_ensemble", '/informer{"nuits": 3}', "/restart"])
def test_rest_hears_no_intent_that_was_not_offered(servers: launcher.Servers, text: str) -> None:
    sender = uuid.uuid4().hex
    answer = rest(servers, message(text, sender)).json()
    assert "pas bien compris" in answer[0]["text"]
    assert sender.encode() not in kept()


# --- In production, and when somebody says too much


def test_in_production_rest_asks_for_a_token(
    fake: FakeTeams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_PRODUCTION", "1")
    monkeypatch.setenv("DIFE_REST_JETON", "jeton-de-test-jeton-de-test-0123456789")
    monkeypatch.setenv("DIFE_ENTETE_ADRESSE", "X-Real-IP")
    with started({}, tmp_path) as servers:
        assert rest(servers, message("bonjour")).status_code == 401
        for wrong in ("Bearer autre", b"Bearer \xff\xfe", "Basic x"):
            assert rest(servers, message("bonjour"), Authorization=wrong).status_code == 401
        right = f"Bearer {settings.current().rest_token}"
        assert rest(servers, message("bonjour"), Authorization=right).ok
        client = Client(servers.address)
        assert client.begin()["ok"]
        client.socket.disconnect()
        assert settings.current().rest_token not in log()


def test_too_many_messages_are_told_to_wait(
    fake: FakeTeams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_LIMITER_LOCAL", "1")
    with started(fake.environment(), tmp_path) as servers:
        sender = uuid.uuid4().hex
        answers = [rest(servers, message("bonjour", sender)) for _ in range(12)]
        refused = [a for a in answers if a.status_code == 429]
        assert len(refused) >= 5 and "quelques secondes" in refused[0].json()[0]["text"]
        assert rest(servers, message("bonjour")).ok  # another visitor
        client = Client(servers.address)
        client.begin()
        told = [client.say("bonjour") for _ in range(12)]
        assert sum(not answer["ok"] for answer in told) >= 5
        assert "quelques secondes" in [a for a in told if not a["ok"]][0]["why"]["text"]
        rated = [client.socket.call("opinion", {"id": "accueil", "useful": True}) for _ in range(9)]
        assert sum(not answer["ok"] for answer in rated) >= 4
        client.socket.disconnect()
        opened = []
        for _ in range(5):  # a connection says no more than thirty things in two seconds
            client = Client(servers.address)
            ask = client.socket.call
            opened += [ask("session_request", {"token": None}, timeout=9) for _ in range(10)]
            client.socket.disconnect()
        refused = [answer for answer in opened if not answer["ok"]]
        assert len(refused) >= 5 and all(answer["later"] for answer in refused)
        time.sleep(10)  # the address may speak again
        someone = Person(fake, servers.address)
        for _ in range(12):
            someone.post("bonjour")
        assert any("quelques secondes" in read(m) for m in someone.quiet())


def test_call_backs_of_an_address_are_so_many_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_LIMITER_LOCAL", "1")
    monkeypatch.setenv("DIFE_ENTETE_ADRESSE", "X-Real-IP")
    said = ("je voudrais être rappelé", "Claire Martin", "06 12 34 56 78", "mardi matin", "oui")
    with started({}, tmp_path) as servers:

        def ask(address: str) -> str:
            sender = uuid.uuid4().hex
            for text in said:
                answers = rest(servers, message(text, sender), **{"X-Real-IP": address}).json()
                time.sleep(0.45)  # five messages in two seconds
            return "\n".join(answer["text"] for answer in answers)

        told = [ask("203.0.113.9") for _ in range(callbacks.OF_ADDRESS + 1)]
        assert all("est enregistrée" in each for each in told[:-1]), told
        assert "pas enregistrer" in told[-1] and fact("association_telephone") in told[-1]
        assert "est enregistrée" in ask("203.0.113.10")
        assert len(callbacks.waiting()) == callbacks.OF_ADDRESS + 1
        assert b"203.0.113." not in kept()
        assert "ceiling of an address" in log()


def test_in_production_the_front_must_name_the_visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it every visitor would be 127.0.0.1: all limited together, or nobody."""
    from assistant.server import guard

    monkeypatch.setenv("DIFE_PRODUCTION", "1")
    monkeypatch.setenv("PORT", str(free_port()))
    assert not guard.exempt("127.0.0.1")
    with pytest.raises(launcher.CannotStart, match="DIFE_ENTETE_ADRESSE"):
        launcher.Servers().__enter__()


def test_the_counts_outlive_a_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library holds its storage by a weak reference: forgotten, nothing would be counted."""
    from assistant.server import guard

    monkeypatch.setenv("DIFE_LIMITER_LOCAL", "1")
    name = uuid.uuid4().hex
    assert not guard.too_fast(name, "127.0.0.1")
    gc.collect()
    assert any(guard.too_fast(name, "127.0.0.1") for _ in range(45))


def test_a_frozen_redis_holds_one_message_and_the_counting_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from assistant.server import guard

    monkeypatch.setenv("DIFE_LIMITER_LOCAL", "1")
    monkeypatch.setattr(guard, "_state", {"redis_again_at": 0.0, "counted_anew_at": float("inf")})
    guard._storage.cache_clear()
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        monkeypatch.setenv("DIFE_REDIS_URL", f"redis://127.0.0.1:{mute.getsockname()[1]}")
        name, begun = uuid.uuid4().hex, time.monotonic()
        counted = [guard.too_fast(name, f"203.0.113.{n % 9}") for n in range(12)]
    guard._storage.cache_clear()
    assert time.monotonic() - begun < 2 and sum(counted) >= 5


def test_a_proxy_names_the_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.server import guard

    assert guard.address_of({"x-real-ip": "203.0.113.9"}, "127.0.0.1") == "127.0.0.1"
    monkeypatch.setenv("DIFE_ENTETE_ADRESSE", "X-Real-IP")
    assert guard.address_of({"x-real-ip": "203.0.113.9"}, "127.0.0.1") == "203.0.113.9"
    assert guard.address_of({}, "127.0.0.1") == "127.0.0.1"


# --- At the start


def test_a_store_misspelt_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stock Rasa goes on with its own store, in memory."""
    real = launcher.Servers._endpoints

    def wrong(self: launcher.Servers) -> Path:
        path = real(self)
        path.write_text(path.read_text("utf-8").replace("ConversationStore", "Conversatoinstore"))
        return path

    monkeypatch.setattr(launcher.Servers, "_endpoints", wrong)
    with pytest.raises(launcher.CannotStart), started({}, tmp_path):
        pass
    said_why = (tmp_path / "serveurs.log").read_text("utf-8", "replace")
    assert "InMemoryTrackerStore" in said_why and "endpoints.yml" in said_why


def test_the_log_lies_apart_and_a_visitor_writes_no_command_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIFE_JOURNAL", "json")
    monkeypatch.setenv("DIFE_JOURNAL_DOSSIER", str(tmp_path / "journal"))
    monkeypatch.setenv("DIFE_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PORT", str(free_port()))
    with launcher.Servers() as servers:
        query = "EIO=4&transport=polling&sid=%1b%5d0;PWN%07%e2%80%ae"
        requests.get(f"{servers.address}/assistant/socket.io/?{query}", timeout=9)
    lines = log().splitlines()
    told = [json.loads(line)["message"] for line in lines]
    assert any("PWN" in each for each in told), told
    assert all(line.isprintable() for line in lines)
    assert not (tmp_path / "var/serveurs.log").exists()


def test_an_altered_model_is_not_loaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from assistant.cli import model

    real = launcher.trained_model()
    assert real is not None and not model.refused(real)
    copy = tmp_path / real.name
    content = bytearray(real.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    (tmp_path / f"{real.name}.sha256").write_text(
        real.with_name(f"{real.name}.sha256").read_text("utf-8"), "utf-8"
    )
    monkeypatch.setattr(settings, "MODELS", tmp_path)
    monkeypatch.setenv("PORT", str(free_port()))
    with pytest.raises(launcher.CannotStart, match="a changé depuis son entraînement"):
        launcher.Servers().__enter__()


def test_no_secret_in_the_project() -> None:
    wrong: List[str] = []
    pattern = re.compile(r"(?i)(password|secret|token|jeton)\s*[:=]\s*['\"][A-Za-z0-9+/_-]{24,}")
    for path in settings.ROOT.rglob("*"):
        skipped = {".venv", ".git", "models", "var", "node_modules", "vendor"} & set(path.parts)
        if path.is_file() and not skipped and path.suffix in {".py", ".yml", ".toml", ".sh", ".md"}:
            text = path.read_text("utf-8", "replace")
            wrong += [
                f"{path.name}: {m[0]}" for m in pattern.finditer(text) if "tests" not in path.parts
            ]
    assert wrong == []
