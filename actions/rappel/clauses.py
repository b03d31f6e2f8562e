"""What a message tells of a call-back: several things, clause by clause; a moment in a request."""

from __future__ import annotations

import re
from typing import List

from dife.fields.times import MOMENT, changed_moment, kept_moment
from dife.text import bare, fold

_SPEAKS = re.compile(r"\b(?:formation|stage|session|inscri\w+|depuis|hier|dossier|cours)\b")

_THEN = (
    r"(?:que|qu'|je|j'|il|elle|on|nous|mon|ma|mes|son|sa|ses|le (?:numero|nom|moment|rappel|tel\w*"
    r"|portable)|mettez|met[sz]|change[rz]?|appelez|rappelez|demandez|notez|plutot|pour|vers|a"
    r"|au (?=0|meme)|memes?|c'est|c)(?!\w)"
)
_CUT = re.compile(
    rf"\s*[;\n]\s*|(?<=\w\w\w)[.!](?:\s+|$)|(?<=[?])\s*"
    rf"|\s*,\s*(?:et|mais|puis)\s+|\s*,\s*(?={_THEN})|\s+(?:et|mais|puis)\s+(?={_THEN})"
)


def clauses(text: str) -> List[str]:
    """What a message tells, clause by clause; a question changes nothing, and is left out."""
    parts, start = [], 0
    for found in _CUT.finditer(bare(text)):
        parts.append(text[start : found.start()])
        start = found.end()
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip() and not part.strip().endswith("?")]


def opening_moment(text: str) -> str:
    """« je veux être rappelé demain matin »: the moment among the words of the request."""
    if _SPEAKS.search(fold(text)):
        return ""
    text = kept_moment(text)
    said = [text[m.start() : m.end()].strip(" ,;-") for m in MOMENT.finditer(bare(text))]
    return changed_moment(" ".join(said))
