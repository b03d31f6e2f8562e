"""What an activity of Teams says: pure functions."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Dict, Optional

from assistant.channels.teams import cards
from assistant.privacy import keyring

# What an activity must have, as text.
NEEDED = ("type", "id", "serviceUrl", "channelId")
LONGEST = 2_000  # characters of an identifier


def well_formed(activity: Any) -> bool:
    """Whether an activity has what we rely on."""
    if not isinstance(activity, dict):
        return False
    if not all(_text(activity.get(name)) for name in NEEDED):
        return False
    parts = [activity.get(name) for name in ("conversation", "from", "recipient")]
    return all(isinstance(part, dict) and _text(part.get("id")) for part in parts)


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST and value.isprintable()


def public(activity: Dict[str, Any]) -> bool:
    """Whether others may read: unless Teams says plainly that the person is alone with us."""
    place = activity["conversation"]
    return place.get("conversationType") != "personal" or bool(place.get("isGroup"))


def sender_of(activity: Dict[str, Any]) -> str:
    """The pseudonym of this person in this conversation."""
    who = f"{activity['conversation']['id']}|{activity['from']['id']}"
    return f"teams-{keyring.sign('teams', who)}"


def what_is_said(activity: Dict[str, Any], group: bool) -> Optional[Dict[str, str]]:
    """{text, title}: a click, a message without its mention, the welcome; None for all else."""
    kind, ours = activity["type"], activity["recipient"]["id"]
    if kind == "conversationUpdate":
        added = activity.get("membersAdded")
        added = added if isinstance(added, list) else []
        joined = any(isinstance(member, dict) and member.get("id") == ours for member in added)
        return {"text": "/saluer", "title": ""} if joined else None
    if kind not in ("message", "invoke"):
        return None
    value = activity.get("value")
    if kind == "invoke":  # Action.Execute wraps the data of its button
        action = value.get("action") if isinstance(value, dict) else None
        value = action.get("data") if isinstance(action, dict) else None
    pressed = cards.clicked(value)
    if pressed or kind == "invoke":
        return pressed
    text, mentioned = activity.get("text") or "", False
    entities = activity.get("entities")
    for entity in entities if isinstance(entities, list) else []:
        about = entity.get("mentioned") if isinstance(entity, dict) else None
        if isinstance(about, dict) and about.get("id") == ours:
            mentioned = True
            name = str(entity.get("text") or "")
            text = str(text).replace(name, " ") if name else text
    if group and not mentioned:
        return None
    text = unescape(re.sub(r"</?at>|<br\s*/?>", " ", str(text)))
    return {"text": " ".join(text.replace("\u00a0", " ").split()).lstrip("/ "), "title": ""}
