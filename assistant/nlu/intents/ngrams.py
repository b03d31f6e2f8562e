"""What a message is turned into before it is classified: respelt text, n-grams, words."""

import re
import unicodedata
from collections import Counter
from typing import Dict, List

_FOLD = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "\u00a0": " "})
_TOKEN = re.compile(r"[a-z0-9+€]+|[?!]")
_WORD = re.compile(r"[^\W_]+'?|[?!]")


def _bare(text: str) -> str:
    """The same text without accents, letter for letter."""
    return "".join(unicodedata.normalize("NFD", c)[:1] for c in text)


class Speller:
    """Lower case, one kind of apostrophe, one space, and the lexicon's spelling of each word."""

    def __init__(self, lexicon: Dict[str, List[str]]) -> None:
        self._right = {_bare(v): right for right, variants in lexicon.items() for v in variants}
        longest_first = sorted(self._right, key=lambda v: (-len(v), v))
        self._pattern = re.compile(
            rf"(?<![a-z0-9'])(?:{'|'.join(map(re.escape, longest_first))})(?![a-z0-9+])"
        )

    def __call__(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text).lower().translate(_FOLD)
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if not self._right:
            return text
        pieces, end = [], 0
        for match in self._pattern.finditer(_bare(text)):
            pieces += [text[end : match.start()], self._right[match[0]]]
            end = match.end()
        return "".join(pieces) + text[end:]


def ngrams(text: str, longest: int = 5, window: int = 4) -> Dict[str, int]:
    """Counts, from a respelt text without its accents.

    `c:` the runs of 2 to `longest` characters, across words ("dit feu" is close to "dife");
    `w:` the words, and the pairs of words at most `window` apart, in any order.
    """
    text = _bare(text)
    counts: Counter = Counter()
    for size in range(2, longest + 1):
        counts.update("c:" + text[i : i + size] for i in range(len(text) - size + 1))
    tokens = _TOKEN.findall(text)
    counts.update("w:" + token for token in tokens)
    for i, first in enumerate(tokens):
        for second in tokens[i + 1 : i + 1 + window]:
            counts["w:" + " ".join(sorted((first, second)))] += 1
    return counts


def words(text: str) -> List[str]:
    """The words of a respelt text, as the French vectors spell them ("l'" stays in one piece)."""
    return _WORD.findall(text)
