"""A visitor of the site: the token in the browser, the conversation it belongs to."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any, Optional

from assistant.privacy import keyring

DAY = 86_400  # seconds after which a token is void
TOKEN = re.compile(r"([0-9a-f]{32})\.(\d{10})\.([0-9a-f]{32})")


def new_token() -> str:
    """A token for a new visitor, 128 random bits, dated and signed."""
    stem = f"{secrets.token_hex(16)}.{int(time.time())}"
    return f"{stem}.{keyring.sign('site', stem)}"


def visitor_of(token: Any) -> Optional[str]:
    """The visitor that a token of ours, less than a day old, belongs to."""
    match = TOKEN.fullmatch(token) if isinstance(token, str) else None
    if not match or time.time() - int(match[2]) > DAY:
        return None
    genuine = keyring.same(match[3], keyring.sign("site", f"{match[1]}.{match[2]}"))
    return match[1] if genuine else None


def sender_of(visitor: str) -> str:
    """The conversation's name in the database: it does not give the token back."""
    return f"web-{keyring.sign('conversation', visitor)}"
