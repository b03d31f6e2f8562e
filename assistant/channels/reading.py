"""A message as it may enter, whatever the door: cleaned, masked, or refused."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Optional

from assistant.privacy.masking.finder import clean, mask
from assistant.privacy.masking.shapes import MASKED

MAXIMUM_LENGTH = 1000  # characters; beyond it a message is a document
MASK_NOTICE = "utter_numero_masque"
UNREADABLE = "utter_message_illisible"
TOO_LONG = "utter_message_trop_long"
_LETTER = re.compile(r"[^\W\d_]")


class Reading(NamedTuple):
    """A message as it may enter: cleaned, masked; `fault` names the response that refuses it."""

    text: str
    fault: Optional[str] = None
    masked: bool = False


def read(text: Any) -> Reading:
    """What is done with a message before anything keeps or logs it."""
    if not isinstance(text, str):
        return Reading("", UNREADABLE)
    if len(text) > MAXIMUM_LENGTH:
        return Reading("", TOO_LONG)
    cleaned = clean(text).strip()
    if not cleaned:
        return Reading("", UNREADABLE)
    hidden = mask(cleaned)
    masked = hidden != cleaned
    if masked and len(_LETTER.findall(MASKED.sub("", hidden))) < 3:
        return Reading(hidden, MASK_NOTICE, True)  # there was nothing else to answer
    return Reading(hidden, None, masked)
