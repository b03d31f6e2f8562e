"""nginx with deploy/nginx.conf before two real servers, as an installation has it."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from assistant import settings
from assistant.cli import launcher
from tests.support.servers import free_port

DEPLOY = settings.ROOT / "deploy"
HOST = "localhost"  # a name: whoever asks for none is not answered
PRODUCTION = {
    "DIFE_PRODUCTION": "1",
    "DIFE_ENTETE_ADRESSE": "X-Real-IP",
    "DIFE_REST_JETON": "essai-0123456789-abcdefghijklmnopqrstuvwxyz",
}


def needed(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def certificate(folder: Path) -> Path:
    """A certificate for our name, and its key, in one folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.datetime.now(datetime.timezone.utc)
    address = x509.SubjectAlternativeName([x509.DNSName(HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "assistant.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "assistant.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


class Front:
    """nginx with our file, in front of both servers; only names, ports and paths are replaced."""

    def __init__(self, folder: Path, servers: launcher.Servers) -> None:
        self.port, self.plain, self.certificate = free_port(), free_port(), certificate(folder)
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        site = (DEPLOY / "nginx.conf").read_text("utf-8")
        for ours, theirs in (
            ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
            ("listen 80", f"listen 127.0.0.1:{self.plain}"),
            ("/etc/ssl/assistant", str(folder / "assistant")),
            ("127.0.0.1:5005", f"127.0.0.1:{servers.port}"),
            ("assistant.exemple.fr", HOST),
            ("/run/nginx.pid", f"{folder}/pid"),
            ("/var/log/nginx/error.log", f"{folder}/error.log"),
            ("http {", f"http {{\n{temporary}"),
        ):
            assert ours in site
            site = site.replace(ours, theirs)
        whole = folder / "nginx.conf"
        whole.write_text(f"daemon off;\n{site}")
        self.server = subprocess.Popen([needed("nginx"), "-c", whole, "-p", folder])
        self.web = requests.Session()
        self.web.trust_env = False  # another list of authorities would win over ours
        self.web.verify = str(self.certificate)
        why: object = None
        for _ in range(50):
            time.sleep(0.1)
            try:
                self.web.get(f"{self.address}/rien", timeout=5)
                return
            except requests.ConnectionError as error:
                why = error
                continue
        raise AssertionError((why, (folder / "error.log").read_text()))

    def __enter__(self) -> Front:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.terminate()
        self.server.wait(10)

    @property
    def address(self) -> str:
        return f"https://{HOST}:{self.port}"
