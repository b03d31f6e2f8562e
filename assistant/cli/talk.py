"""One turn over REST: what the launcher asks to know that both servers answer, and the terminal."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Dict, List, Optional

from assistant import settings


def say(
    address: str, text: str, sender: str, timeout: float = 15, token: Optional[str] = None
) -> List[Dict[str, object]]:
    """The answers of one turn; a refusal has its sentence too. OSError when nobody answers."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    headers = {"Content-Type": "application/json"}
    token = token or settings.current().rest_token
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(f"{address}/webhooks/rest/webhook", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            answers: List[Dict[str, object]] = json.load(answer)
    except urllib.error.HTTPError as refusal:
        if refusal.code not in (400, 429):
            raise
        answers = json.load(refusal)
    return answers
