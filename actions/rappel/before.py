"""« Au même numéro », « remettez l'ancien »: what was told before, here or in a call-back kept."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Tracker

from assistant.dialogue.slots import CALLBACK_FORM, of_form
from assistant.storage import callbacks
from dife.fields.told.back import puts_back
from dife.said import callback

NAME, PHONE, MOMENT, _ = of_form(CALLBACK_FORM)
_MEANT = {"nom": NAME, "numero": PHONE, "moment": MOMENT}


def as_before(tracker: Tracker, text: str, values: Dict[str, Any]) -> Dict[str, str]:
    """What a text says to be as before: of what is still to be asked, that of a call-back kept; of
    what was changed, what it was. Empty where it says no such thing."""
    if text.startswith("/"):
        return {}
    if thing := puts_back(text):
        return put_back(tracker, thing, values)
    rows = callbacks.waiting(tracker.sender_id) if callback.same_said(text) else []
    same = callback.same_of(text) or "tout"
    if not rows or NAME not in values:
        return {}
    before = {NAME: rows[-1].nom, PHONE: rows[-1].telephone}
    wanted = {"nom": (NAME,), "numero": (PHONE,)}.get(same, (NAME, PHONE))
    return {slot: before[slot] for slot in wanted if values.get(slot) is None}


def put_back(tracker: Tracker, thing: str, values: Dict[str, Any]) -> Dict[str, str]:
    """What `thing` was before it was changed; « tout »: the one changed last."""
    told = _told(tracker)
    held = {slot: values.get(slot) for slot in _MEANT.values()}
    earlier = [(slot, value) for slot, value in told if value != held[slot]]
    if thing == "tout":  # of what has two values, the one told last
        changed = [slot for slot, _ in told if any(slot == each for each, _ in earlier)]
        wanted = changed[-1] if changed else ""
    else:
        wanted = _MEANT[thing]
    found = [value for slot, value in earlier if slot == wanted]
    return {wanted: found[-1]} if found else {}


def _told(tracker: Tracker) -> List[tuple[str, str]]:
    """What this conversation told of call-backs, in order."""
    return [
        (str(event["name"]), str(event["value"]))
        for event in tracker.events
        if event.get("event") == "slot" and event.get("name") in _MEANT.values() and event["value"]
    ]
