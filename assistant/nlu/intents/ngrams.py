"""What a respelt message is turned into before it is classified: n-grams, words."""

import re
from collections import Counter
from typing import Dict, List

from assistant.nlu.intents.spelling import bare

_TOKEN = re.compile(r"[a-z0-9+€]+|[?!]")
_WORD = re.compile(r"[^\W_]+'?|[?!]")


def ngrams(text: str, longest: int = 5, window: int = 4) -> Dict[str, int]:
    """Counts, from a respelt text without its accents.

    `c:` the runs of 2 to `longest` characters, across words ("dit feu" is close to "dife");
    `w:` the words, and the pairs of words at most `window` apart, in any order.
    """
    text = bare(text)
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
