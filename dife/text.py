"""Two ways to compare French texts: word by word, or letter by letter."""

from __future__ import annotations

import re
import unicodedata

_KEPT = 4096  # characters remembered; hostile text must not fill the memory


class _Letters(dict[int, str]):
    """For each character the letter that it is compared as, worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in "’‘´`ʼ":
            letter = "'"
        elif character in "‐‑‒–—−":
            letter = "-"
        else:
            letter = unicodedata.normalize("NFD", character)[0].lower()
            letter = letter if len(letter) == 1 else character
        if len(self) < _KEPT:
            self[code] = letter
        return letter


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Lower case, without accents, every run of punctuation or blanks one space."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", "".join(letters)).strip()


def bare(text: str) -> str:
    """Lower case, without accents, of exactly the same length: places in it are places in `text`.

    One kind of apostrophe and of dash; « œ » and « æ » stay.
    """
    return text.translate(_LETTERS)
