"""The one secret of an installation, and what is signed with it.

`DIFE_CLE` holds it in production; the local default is made at first need in `<var>/cle`, which
only its owner can read. Each use has its own key, derived by HMAC-SHA256 from the secret.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import tempfile
from functools import lru_cache
from pathlib import Path

from assistant import settings

SHORTEST = 32  # characters


class WeakSecret(ValueError):
    """A French sentence: which secret is missing or weak, and how to make one."""


def secret() -> bytes:
    """The secret; WeakSecret when DIFE_CLE is too short or too plain to be one."""
    given = os.environ.get("DIFE_CLE", "")
    if not given:
        return _local(settings.var_folder() / "cle")
    if len(given) < SHORTEST or len(set(given)) < 12:
        raise WeakSecret(
            "DIFE_CLE est trop faible. Donnez-lui au moins 32 caractères au hasard, par exemple "
            "ceux de : python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return given.encode()


@lru_cache(maxsize=4)
def _local(path: Path) -> bytes:
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
    return hmac.compare_digest(one.encode(), other.encode())
