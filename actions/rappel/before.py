"""« Au même numéro », « vous avez déjà mon nom »: what an earlier call-back, still kept, tells."""

from __future__ import annotations

from typing import Any, Dict

from rasa_sdk import Tracker

from assistant.storage import callbacks
from dife.said import callback


def as_before(tracker: Tracker, text: str, values: Dict[str, Any], name: str, phone: str) -> bool:
    """Put into `values` what the text says to be as before and is still to be asked; whether
    anything was."""
    if text.startswith("/") or not callback.same_said(text):
        return False
    rows = callbacks.waiting(tracker.sender_id)
    same = callback.same_of(text) or "tout"
    if not rows or name not in values:
        return False
    before = {name: rows[-1].nom, phone: rows[-1].telephone}
    wanted = {"nom": (name,), "numero": (phone,)}.get(same, (name, phone))
    told = {slot: before[slot] for slot in wanted if values.get(slot) is None}
    values.update(told)
    return bool(told)
