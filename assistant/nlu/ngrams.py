"""Text normalisation and n-grams of the intent classifier. Pure Python, no dependency."""

import re
import unicodedata
from collections import Counter
from typing import Dict, List

_FOLD = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "ß": "ss"})
_WORD = re.compile(r"[a-z0-9+€]+|[?!]")


def normalise(text: str) -> str:
    """Lower case, without accents, one kind of apostrophe, one space between words."""
    text = unicodedata.normalize("NFKD", text.lower().translate(_FOLD))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.split())


def words(normalised: str) -> List[str]:
    """Words, figures and the marks of a question or an exclamation."""
    return _WORD.findall(normalised)


def ngrams(text: str, chars=(2, 5), word=(1, 2)) -> Dict[str, int]:
    """Counts of the character n-grams within words (`c:`) and of the word n-grams (`w:`)."""
    normalised = normalise(text)
    counts: Counter = Counter()
    for token in normalised.split():
        padded = f" {token} "
        for size in range(chars[0], chars[1] + 1):
            if size >= len(padded):
                counts["c:" + padded] += 1
                break
            counts.update("c:" + padded[i : i + size] for i in range(len(padded) - size + 1))
    tokens = words(normalised)
    for size in range(word[0], word[1] + 1):
        counts.update(
            "w:" + " ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1)
        )
    return counts
