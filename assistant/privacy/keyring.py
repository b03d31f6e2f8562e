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
from typing import Tuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from assistant import settings

SHORTEST = 32  # characters
FORMAT = "v1:"  # AES-256-GCM: « v1:<key id>:<base64 of nonce and ciphertext> »
NONCE = 12  # bytes


class WeakSecret(ValueError):
    """A French sentence: which secret is missing or weak, and how to make one."""


class Unreadable(ValueError):
    """A French sentence: why something encrypted cannot be read."""


def secret() -> bytes:
    """The secret; WeakSecret when DIFE_CLE is too short or too plain to be one."""
    given = os.environ.get("DIFE_CLE", "")
    return _strong("DIFE_CLE", given) if given else _local(os.environ.get("DIFE_VAR", ""))


def former_secrets() -> Tuple[bytes, ...]:
    """The values that DIFE_CLE had before, held to the same rule."""
    given = os.environ.get("DIFE_CLES_ANCIENNES", "")
    return _former(given) if given else ()


@lru_cache(maxsize=4)
def _former(given: str) -> Tuple[bytes, ...]:
    values = (value.strip() for value in given.split(","))
    return tuple(_strong("DIFE_CLES_ANCIENNES", value) for value in values if value)


@lru_cache(maxsize=16)
def _strong(variable: str, given: str) -> bytes:
    if len(given) < SHORTEST or len(set(given)) < 12:
        raise WeakSecret(
            f"{variable} est trop faible. Donnez-lui au moins 32 caractères au hasard, par exemple "
            "ceux de : python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return given.encode()


@lru_cache(maxsize=4)
def _local(_: str) -> bytes:
    # Kept by the value of DIFE_VAR: asking for the folder at each use costs more than encrypting.
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


def sign(purpose: str, text: str) -> str:
    """128 bits of HMAC-SHA256 in hexadecimal, different for each purpose."""
    key = hmac.digest(secret(), purpose.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()[:32]


def same(one: str, other: str) -> bool:
    """Comparison in constant time."""
    as_bytes = [text.encode("utf-8", "surrogatepass") for text in (one, other)]
    return hmac.compare_digest(*as_bytes)


@lru_cache(maxsize=64)
def _cipher(value: bytes, purpose: str) -> Tuple[str, AESGCM]:
    """What a text closed by this secret begins with, and what opens it."""
    # The prefix keeps these keys apart from those of `sign`, whatever the purpose is called.
    key = hmac.digest(value, b"chiffrement " + purpose.encode(), "sha256")
    return f"{FORMAT}{hashlib.sha256(key).hexdigest()[:8]}:", AESGCM(key)


def encrypt(purpose: str, text: str) -> str:
    """The text closed with today's secret; the same text gives something else each time."""
    prefix, cipher = _cipher(secret(), purpose)
    nonce = os.urandom(NONCE)
    closed = cipher.encrypt(nonce, text.encode(), purpose.encode())
    return prefix + base64.b64encode(nonce + closed).decode()


def decrypt(purpose: str, text: str) -> str:
    """The text that `encrypt` closed, today or under a former secret; Unreadable otherwise."""
    if not encrypted(text):
        raise Unreadable("Cette donnée n'a pas la forme d'une donnée chiffrée.")
    prefix, cipher = _cipher(secret(), purpose)
    if not text.startswith(prefix):
        ciphers = (_cipher(value, purpose) for value in former_secrets())
        found = next((each for each in ciphers if text.startswith(each[0])), None)
        if found is None:
            raise Unreadable(
                "Cette donnée a été chiffrée avec une autre clé. Ajoutez l'ancienne valeur de "
                "DIFE_CLE (ou le contenu de <var>/cle) à DIFE_CLES_ANCIENNES."
            )
        prefix, cipher = found
    try:
        closed = base64.b64decode(text[len(prefix) :])
        return cipher.decrypt(closed[:NONCE], closed[NONCE:], purpose.encode()).decode()
    except (ValueError, InvalidTag):
        raise Unreadable("Cette donnée chiffrée est abîmée : elle ne peut pas être lue.") from None


def encrypted(text: str) -> bool:
    """Whether a text was made by `encrypt`, by whatever key."""
    return text.startswith(FORMAT)


def prefixes(purpose: str) -> Tuple[str, ...]:
    """What the texts that can be opened begin with: today's secret first, then the former ones."""
    return tuple(_cipher(value, purpose)[0] for value in (secret(), *former_secrets()))
