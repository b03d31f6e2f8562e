"""The files of deploy/, used for real: nginx before the servers, PostgreSQL's role, the log."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterator

import pytest
import requests
import socketio
import sqlalchemy as sa

from assistant import settings
from assistant.storage import callbacks, database
from tests.channels.conftest import started
from tests.channels.test_site import Client
from tests.support.front import DEPLOY, HOST, PRODUCTION, Front, needed
from tests.support.postgresql import Cluster
from tests.support.teams_fake import FakeTeams

# --- nginx


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTeams]:
    with FakeTeams() as running:
        yield running


@pytest.fixture(scope="module")
def front(fake: FakeTeams, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    needed("nginx")
    environment = {**fake.environment(), **PRODUCTION}
    var, folder = tmp_path_factory.mktemp("var"), tmp_path_factory.mktemp("nginx")
    with started(environment, var) as servers, Front(folder, servers) as running:
        yield running


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/status",
        "/version",
        "/model",
        "/domain",
        "/conversations/x/tracker",
        "/actions",
        "/webhook",
        "/webhooks/rest/webhook",
        "/webhooks/rest/",
        "/.git/config",
        "/assistant/%2e%2e/webhooks/rest/webhook",
        "/assistant/../webhooks/rest/webhook",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_from_outside_nothing_else_is_open(front: Front, path: str, method: str) -> None:
    request = requests.Request(method, front.address, json={"sender": "a" * 20, "message": "x"})
    prepared = front.web.prepare_request(request)
    prepared.url = front.address + path  # as it is: the library would tidy « .. »
    answer = front.web.send(prepared, timeout=5, allow_redirects=False)
    assert answer.status_code == 404 and "asa" not in answer.text


def test_the_page_is_protected_by_both(front: Front) -> None:
    headers = front.web.get(f"{front.address}/assistant/", timeout=5).headers
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert headers["X-Content-Type-Options"] == "nosniff" and "Content-Security-Policy" in headers


@pytest.mark.parametrize(
    "size, path",
    [
        (20_000, "/assistant/socket.io/"),
        (1_000_000, "/assistant/"),
        (200_000, "/webhooks/teams/webhook"),
    ],
)
def test_a_large_body_is_refused_by_the_front(front: Front, size: int, path: str) -> None:
    begun = time.monotonic()
    answer = front.web.post(front.address + path, data=b"x" * size, timeout=5)
    assert answer.status_code == 413 and time.monotonic() - begun < 1


def test_teams_door_is_open_to_signed_requests_alone(front: Front, fake: FakeTeams) -> None:
    address = f"{front.address}/webhooks/teams/webhook"
    assert front.web.get(address, timeout=5).status_code == 403
    assert front.web.post(address, json=fake.activity("bonjour"), timeout=5).status_code == 401


def polling(front: Front, **headers: str) -> requests.Response:
    address = f"{front.address}/assistant/socket.io/?EIO=4&transport=polling"
    return front.web.get(address, headers=headers, timeout=5)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.com"},
        {"Origin": "https://localhost.evil.com"},
        {"Origin": "https://evil.com", "X-Forwarded-Host": "evil.com"},
        {
            "Origin": "https://evil.com",
            "X-Forwarded-Host": "evil.com",
            "X-Forwarded-Proto": "https",
        },
        {"Origin": "null"},
    ],
)
def test_a_foreign_page_is_refused_whatever_it_forges(front: Front, headers: dict) -> None:
    answer = polling(front, **headers)
    assert answer.status_code == 400 and "Access-Control-Allow-Origin" not in answer.headers


def test_a_conversation_through_the_front(front: Front) -> None:
    assert polling(front, Origin=f"https://{HOST}").status_code == 200
    client = Client.__new__(Client)
    client.socket = socketio.Client(reconnection=False, http_session=front.web)
    client.answers, client.echoes, client.ended = [], [], 0
    client.socket.on("bot_uttered", client.answers.append)
    client.socket.connect(front.address, socketio_path="/assistant/socket.io", wait_timeout=5)
    client.begin()
    assert client.say("calculer mes frais")["expects"] == "nombre"
    assert "assistant automatique" in client.text and "nuits" in client.text
    client.socket.disconnect()


def test_whoever_does_not_know_the_name_is_not_answered(front: Front) -> None:
    with pytest.raises(requests.ConnectionError):
        front.web.get(f"https://127.0.0.1:{front.port}/assistant/", timeout=5)
    with pytest.raises(requests.ConnectionError):
        front.web.get(f"http://127.0.0.1:{front.plain}/assistant/", timeout=5)


def test_plain_http_leads_to_https_and_nothing_tells_what_runs(front: Front) -> None:
    plain = front.web.get(f"http://{HOST}:{front.plain}/assistant/?a=b", allow_redirects=False)
    assert plain.headers["Location"] == f"https://{HOST}/assistant/?a=b"
    for answer in (plain, front.web.get(f"{front.address}/rien")):
        assert answer.headers["Server"] == "nginx" and "1." not in answer.headers["Server"]


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"POST /assistant/socket.io/?EIO=4&transport=polling HTTP/1.1\r\n"
        b"Host: localhost\r\nContent-Length: 1000\r\n\r\n",
        b"POST /assistant/rien HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n",
    ],
    ids=["a head", "a body", "a body that nobody wants"],
)
def test_what_drips_is_cut(front: Front, head: bytes) -> None:
    """A byte a second, each within what nginx waits for one."""
    begun = time.monotonic()
    plain = socket.create_connection((HOST, front.port), 5)
    context = ssl.create_default_context(cafile=str(front.certificate))
    with context.wrap_socket(plain, server_hostname=HOST) as line:
        line.sendall(head)
        line.settimeout(1)
        said = b""
        while time.monotonic() - begun < 30 and not said:
            try:
                line.sendall(b"x")
                heard = line.recv(1000)
                if b" 404 " not in heard:  # told at once, who goes on dripping is not yet cut
                    said = heard or b"closed"
            except TimeoutError:
                continue
            except OSError:
                said = b"closed"
    assert said and time.monotonic() - begun < 15


def test_a_flood_is_told_to_slow_down(front: Front) -> None:
    """Last: it uses up the address's allowance."""
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: polling(front).status_code, range(200)))
    assert codes.count(429) > 50 and 200 in codes and set(codes) <= {200, 429}


# --- PostgreSQL's role, and a backup


@pytest.fixture
def role(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Cluster]:
    """A cluster whose administrator is « chef »: « dife » is the role of our file."""
    with Cluster() as cluster:
        for user, statement in (
            ("dife", "CREATE ROLE chef SUPERUSER LOGIN"),
            ("chef", "ALTER ROLE dife RENAME TO ancien"),
            ("chef", "CREATE DATABASE dife"),
        ):
            engine = sa.create_engine(cluster.address(user), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(sa.text(statement))
            engine.dispose()
        subprocess.run(
            [
                cluster.programs / "psql",
                "-h",
                "127.0.0.1",
                "-p",
                str(cluster.port),
                "-U",
                "chef",
                "-d",
                "dife",
                "-v",
                "ON_ERROR_STOP=1",
                "-q",
                "-f",
                str(DEPLOY / "postgresql.sql"),
            ],
            check=True,
        )
        monkeypatch.setenv("DIFE_VAR", str(tmp_path))
        monkeypatch.setenv("DIFE_CLE", "essai-0123456789-abcdefghijklmnopqrstuvwxyz")
        monkeypatch.setenv("DIFE_DATABASE_URL", cluster.address("dife", "dife"))
        yield cluster


def test_the_role_has_its_schema_and_nothing_else(role: Cluster) -> None:
    callbacks.save("web-essai", "Claire Martin", "06 12 34 56 78", "demain")
    assert callbacks.waiting()[0].nom == "Claire Martin"
    with database.engine().connect() as ours:
        schemas = (
            ours.execute(
                sa.text(
                    "select distinct table_schema from information_schema.tables "
                    "where table_schema not in ('pg_catalog', 'information_schema')"
                )
            )
            .scalars()
            .all()
        )
        assert schemas == ["dife"]
        assert ours.execute(sa.text("show log_parameter_max_length_on_error")).scalar() == "0"
    for forbidden in (
        "CREATE TABLE public.x (y int)",
        "CREATE ROLE autre",
        "CREATE SCHEMA autre",
        "COPY events TO '/tmp/x'",
    ):
        with pytest.raises(sa.exc.ProgrammingError), database.engine().begin() as connection:
            connection.execute(sa.text(forbidden))


def test_a_backup_restored_is_purged_at_its_start_and_closed_without_the_key(
    role: Cluster, tmp_path: Path
) -> None:
    """What a backup brings back goes at its age, and its bytes tell nothing."""
    from rasa.shared.core.domain import Domain

    from assistant.storage.conversations import ConversationStore, Event

    domain = Domain.load(settings.ROOT / "domain.yml")
    store = ConversationStore(domain)
    callbacks.save("web-ancien", "Zanzibarine", "06 12 34 56 78", "demain")
    with store.session_scope() as session:
        for name, age in (("web-ancien", 31), ("web-recent", 1)):
            session.add(
                Event(
                    sender_id=name,
                    type_name="user",
                    data='{"text": "Zanzibarine"}',
                    timestamp=time.time() - age * database.DAY,
                )
            )
        session.commit()
    common = ["-h", "127.0.0.1", "-p", str(role.port), "-U", "dife", "-d", "dife"]
    dump = tmp_path / "sauvegarde"
    subprocess.run([role.programs / "pg_dump", *common, "-Fc", "-Z0", "-f", dump], check=True)
    assert b"Zanzibarine" not in dump.read_bytes() and b"web-ancien" in dump.read_bytes()
    with database.engine().begin() as connection:
        connection.execute(sa.text("DROP OWNED BY dife"))
    administrator = [
        role.programs / "psql",
        *common[:5],
        "chef",
        "-d",
        "dife",
        "-qc",
        "CREATE SCHEMA dife AUTHORIZATION dife",
    ]
    subprocess.run(administrator, check=True)
    restore = [role.programs / "pg_restore", *common, "-n", "dife", dump]
    subprocess.run(restore, check=True)
    database._engine.cache_clear()
    ConversationStore(domain)
    with database.engine().connect() as connection:
        kept = connection.execute(sa.text("select sender_id from events")).scalars().all()
    assert kept == ["web-recent"]
    assert callbacks.waiting()[0].nom == "Zanzibarine"  # asked today: read with the key


# --- the log


def test_the_log_is_cut_without_losing_its_writer(tmp_path: Path) -> None:
    text = (DEPLOY / "logrotate.conf").read_text("utf-8")
    log = tmp_path / "serveurs.log"
    text = text.replace("/opt/assistant-dife/var/serveurs.log", str(log))
    text = text.replace("/var/log/assistant-dife/serveurs.log", str(tmp_path / "autre.log"))
    ours = tmp_path / "logrotate.conf"
    ours.write_text(text.replace("    su dife dife\n", ""))
    ours.chmod(0o600)
    writer = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)  # as the launcher does
    for turn in range(8):
        os.write(writer, f"panne {turn}\n".encode())
        state = tmp_path / "etat"
        subprocess.run([needed("logrotate"), "-f", "-s", state, ours], check=True)
    os.write(writer, b"la suite\n")
    os.close(writer)
    assert log.read_bytes() == b"la suite\n"
    assert len(list(tmp_path.glob("serveurs.log.*.gz"))) == 8


def test_the_log_is_cut_when_it_grows_and_goes_after_six_months(tmp_path: Path) -> None:
    text = (DEPLOY / "logrotate.conf").read_text("utf-8")
    log, ours, state = (tmp_path / name for name in ("serveurs.log", "logrotate.conf", "etat"))
    text = text.replace("/opt/assistant-dife/var/serveurs.log", str(log))
    text = text.replace("/var/log/assistant-dife/serveurs.log", str(tmp_path / "autre.log"))
    ours.write_text(text.replace("    su dife dife\n", ""))
    ours.chmod(0o600)
    rotate = [needed("logrotate"), "-s", state, ours]
    for size, files in ((1_000, 0), (21_000_000, 1)):  # nothing more on the same day
        log.write_bytes(b"x" * size)
        subprocess.run(rotate, check=True)
        subprocess.run(rotate, check=True)
        assert len(list(tmp_path.glob("serveurs.log.*.gz"))) == files, size
    old = tmp_path / "serveurs.log.1.gz"
    six_months_ago = time.time() - 186 * 86_400
    os.utime(old, (six_months_ago, six_months_ago))
    log.write_bytes(b"x")
    subprocess.run([rotate[0], "-f", *rotate[1:]], check=True)
    assert len(list(tmp_path.glob("serveurs.log.*.gz"))) == 1, "the old one is gone"


def test_the_service_is_well_formed() -> None:
    unit = DEPLOY / "assistant-dife.service"
    text = unit.read_text("utf-8")
    for line in (
        "User=dife",
        "Restart=always",
        "MemoryMax=3G",
        "OOMPolicy=continue",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
    ):
        assert line in text.splitlines()
