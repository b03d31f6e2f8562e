"""What an activity of Teams says: pure functions."""

from __future__ import annotations

import re
from datetime import timezone
from html import unescape
from typing import Any, Dict, Optional

from dateutil.parser import isoparse

from assistant.channels.teams import cards
from assistant.privacy import keyring

# What an activity must have, as text.
NEEDED = ("type", "id", "serviceUrl", "channelId")
LONGEST = 2_000  # characters of an identifier
OLDEST = 3_600  # seconds: what comes later is sent again by somebody, and no answer is awaited
CLICK, OPINION = "adaptiveCard/action", "message/submitAction"  # the calls (« invoke ») we answer
THUMBS = {"like": True, "dislike": False}


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


def too_old(activity: Dict[str, Any], now: float) -> bool:
    """Whether it was said more than an hour before `now` (seconds since 1970), as far as told."""
    try:
        said = isoparse(activity["timestamp"])
    except (KeyError, TypeError, ValueError):
        return False
    said = said if said.tzinfo else said.replace(tzinfo=timezone.utc)
    return now - said.timestamp() > OLDEST


def leaves(activity: Dict[str, Any]) -> bool:
    """Whether the person uninstalls the assistant; another version of it is « remove-upgrade »."""
    return activity["type"] == "installationUpdate" and activity.get("action") == "remove"


def opinion_of(activity: Dict[str, Any]) -> Optional[bool]:
    """Whether an answer helped, when that is what is said; the words beside are never read."""
    value = activity.get("value")
    if activity.get("name") != OPINION or not isinstance(value, dict):
        return None
    thumb = value.get("actionValue") if value.get("actionName") == "feedback" else None
    reaction = thumb.get("reaction") if isinstance(thumb, dict) else None
    return THUMBS.get(reaction) if isinstance(reaction, str) else None


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
