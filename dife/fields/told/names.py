"""A surname that is the whole of a message: « Lefebvre », right after a letter."""

from __future__ import annotations

import re
from datetime import date

from dife.fields.around import bare_answer
from dife.fields.reading import read
from dife.fields.words import EXCLAIMED, is_first_name
from dife.text import bare, fold

_MOST = 3  # words


def sole_name(text: str, today: date) -> str:
    """The surname that a message is, with its capitals; "" where it is perhaps another word."""
    words = bare_answer(text).strip(" .!")
    exclaimed = re.fullmatch(EXCLAIMED, bare(words))
    if not words[:1].isupper() or exclaimed or len(words.split()) > _MOST or text.startswith("/"):
        return ""
    found = read("nom", words, today)
    alone = not found.doubt and not found.others and not is_first_name(fold(found.value))
    return found.value if alone else ""
