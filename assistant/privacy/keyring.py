"""The one secret of an installation: what is signed and what is encrypted with it.

`DIFE_CLE` holds it in production; the local default is made at first need in `<var>/cle`, which
only its owner can read. Each use has its own key, derived by HMAC-SHA256 from the secret.

What is encrypted names its key, so that the secret can be changed: the former one goes to
`DIFE_CLES_ANCIENNES`, and still opens what it closed.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import tempfile
from functools import lru_cache
from typing import Dict, Tuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant import settings
from assistant.errors import Told

SHORTEST = 32  # characters
FEWEST = 12  # different ones
FORMAT = "v1:"  # AES-256-GCM: « v1:<key id>:<base64 of nonce and ciphertext> »
NONCE = 12  # bytes


class WeakSecret(Told, ValueError):
    """Which secret is missing or weak, and how to make one."""


class Unreadable(Told, ValueError):
    """Why something encrypted cannot be read."""


class Keyring:
    """The secrets of an installation, read once, and the keys derived from them."""

    def __init__(self, chosen: settings.Settings) -> None:
        """WeakSecret when a secret is too short or too plain to be one."""
        self.secret = _strong("DIFE_CLE", chosen.key) if chosen.key else _local()
        self.former = tuple(_strong("DIFE_CLES_ANCIENNES", value) for value in chosen.former_keys)
        self._signers: Dict[str, bytes] = {}
        self._ciphers: Dict[str, Tuple[Tuple[str, AESGCM], ...]] = {}

    def signer(self, purpose: str) -> bytes:
        """The key that signs for this purpose."""
        if purpose not in self._signers:
            self._signers[purpose] = hmac.digest(self.secret, purpose.encode(), "sha256")
        return self._signers[purpose]

    def ciphers(self, purpose: str) -> Tuple[Tuple[str, AESGCM], ...]:
        """What a text closed by each secret begins with, and what opens it; today's first."""
        if purpose not in self._ciphers:
            values = (self.secret, *self.former)
            self._ciphers[purpose] = tuple(_cipher(value, purpose) for value in values)
        return self._ciphers[purpose]


def _strong(variable: str, given: str) -> bytes:
    if len(given) < SHORTEST or len(set(given)) < FEWEST:
        raise WeakSecret(
            f"{variable} est trop faible. Donnez-lui au moins {SHORTEST} caractères au hasard, par "
            "exemple ceux de : python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return given.encode()


def _local() -> bytes:
    path = settings.var_folder() / "cle"
    if not path.exists():
        # Written aside, then linked: the two servers start together and must read the same.
        handle, made = tempfile.mkstemp(dir=path.parent)  # 0600
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_urlsafe(48).encode())
        with contextlib.suppress(FileExistsError):
            os.link(made, path)
        os.unlink(made)
    return path.read_bytes()


def _cipher(value: bytes, purpose: str) -> Tuple[str, AESGCM]:
    # The prefix keeps these keys apart from those that sign, whatever the purpose is called.
    key = hmac.digest(value, b"chiffrement " + purpose.encode(), "sha256")
    return f"{FORMAT}{hashlib.sha256(key).hexdigest()[:8]}:", AESGCM(key)


@lru_cache(maxsize=4)
def _of(chosen: settings.Settings) -> Keyring:
    return Keyring(chosen)


def ring() -> Keyring:
    """The keyring of the settings; WeakSecret when there cannot be one."""
    return _of(settings.current())


def sign(purpose: str, text: str) -> str:
    """128 bits of HMAC-SHA256 in hexadecimal, different for each purpose."""
    return hmac.digest(ring().signer(purpose), text.encode(), "sha256").hex()[:32]


def same(one: str, other: str) -> bool:
    """Comparison in constant time."""
    as_bytes = [text.encode("utf-8", "surrogatepass") for text in (one, other)]
    return hmac.compare_digest(*as_bytes)


def encrypt(purpose: str, text: str) -> str:
    """The text closed with today's secret; the same text gives something else each time."""
    prefix, cipher = ring().ciphers(purpose)[0]
    nonce = os.urandom(NONCE)
    closed = cipher.encrypt(nonce, text.encode(), purpose.encode())
    return prefix + base64.b64encode(nonce + closed).decode()


def decrypt(purpose: str, text: str) -> str:
    """The text that `encrypt` closed, today or under a former secret; Unreadable otherwise."""
    for prefix, cipher in ring().ciphers(purpose):
        if not text.startswith(prefix):
            continue
        try:
            closed = base64.b64decode(text[len(prefix) :])
            return cipher.decrypt(closed[:NONCE], closed[NONCE:], purpose.encode()).decode()
        except (ValueError, InvalidTag):
            told = "Cette donnée chiffrée est abîmée : elle ne peut pas être lue."
            raise Unreadable(told) from None
    if not encrypted(text):
        raise Unreadable("Cette donnée n'a pas la forme d'une donnée chiffrée.")
    raise Unreadable(
        "Cette donnée a été chiffrée avec une autre clé. Ajoutez l'ancienne valeur de "
        "DIFE_CLE (ou le contenu de <var>/cle) à DIFE_CLES_ANCIENNES."
    )


def encrypted(text: str) -> bool:
    """Whether a text was made by `encrypt`, by whatever key."""
    return text.startswith(FORMAT)


def prefixes(purpose: str) -> Tuple[str, ...]:
    """What the texts that can be opened begin with: today's secret first, then the former ones."""
    return tuple(prefix for prefix, _ in ring().ciphers(purpose))
