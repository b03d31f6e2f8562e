"""Whether a message is in another language than French.

The encoders understand twelve languages, so a foreign question would be answered, in French: it is
told instead, with a person. A word counts as foreign when French does not know it and it is a
common word of a neighbour (spaCy's stop words), or bears a letter that French does not have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import import_module
from typing import Callable, FrozenSet

from assistant.nlu.intents.spelling import WORD

NEIGHBOURS = ("en", "es", "pt", "it", "de", "nl", "pl", "tr", "ro", "ca")
_FRENCH = re.compile(r"[a-zàâäçéèêëîïôöùûüÿœæ]+")
ASIDE = 1 / 3  # share of French words up to which one foreign word is enough
HALF = 1 / 2  # up to which two are


@lru_cache(maxsize=1)
def _common() -> FrozenSet[str]:
    modules = (import_module(f"spacy.lang.{code}.stop_words") for code in NEIGHBOURS)
    return frozenset(word for module in modules for word in module.STOP_WORDS if len(word) > 1)


def foreign(text: str, french: Callable[[str], bool]) -> bool:
    """Whether the message is not French; `french` tells whether a lower-case word is."""
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return False
    if sum("LATIN" not in unicodedata.name(c, "") for c in letters) > len(letters) / 2:
        return True
    words = WORD.findall(text.lower())
    share = sum(map(french, words)) / len(words)
    strange = sum(
        not _FRENCH.fullmatch(word) or len(words) > 1 and word in _common()
        for word in words
        if not french(word)
    )
    return bool(strange) and (share <= ASIDE or strange > 1 and share <= HALF)
