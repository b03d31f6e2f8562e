"""The spelling of a message, brought to what the examples and the encoders know.

In this order, for what nothing knows yet: the lexicon's abbreviations (lexique.yml), the accented
form, a pronoun glued to its verb (« jai »), a word that sounds the same, a word one letter away.
It changes one message in six; entities are read from the message as it was typed.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Set

_FOLD = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "\u00a0": " "})
WORD = re.compile(r"[^\W\d_]+")
LEFT_ALONE = "à laisser"  # the lexicon's list of words that no rule may change
LEARNT = 3  # examples that use a word before it counts as a word
LONGEST = 30  # letters of a word that a rule may change: « anticonstitutionnellement » has 25
COMMON = 3_000  # the frequency list's, from which a word may replace another
GLUED = ("qu", "j", "l", "d", "s", "c", "n", "m", "t")
# What is heard: French spellings of a sound, in the order in which they are replaced.
_SOUNDS = [
    (re.compile(spelling), sound)
    for spelling, sound in (
        ("tion", "sion"),  # before « on » is heard
        ("ph", "f"),
        ("e?au", "o"),
        ("qu?|ck|c(?=[aoulrt])|c$", "k"),
        ("c(?=[eiy])|ç|ss", "s"),
        ("g(?=[eiy])", "j"),
        ("y", "i"),
        ("h", ""),
        ("(?:ain|ein|in|im|aim|un)(?![aeiou])", "1"),
        ("(?:an|am|en|em)(?![aeiounm])", "2"),
        ("on|om(?=[pb])", "3"),
        ("ai|ei|et$|ez$|er$|é|è|ê|es$", "e"),
        ("oi", "wa"),
        ("ou", "u"),
        ("z", "s"),
        ("[tsdpx]+$", ""),
        ("e+$", ""),
        (r"(.)\1", r"\1"),
    )
]


def bare(text: str) -> str:
    """The same text without accents, letter for letter."""
    return "".join(unicodedata.normalize("NFD", c)[:1] for c in text)


def sound(word: str) -> str:
    """A key that words heard alike share: « resu » and « reçu », « kand » and « quand »."""
    for spelling, heard in _SOUNDS:
        word = spelling.sub(heard, word)
    return bare(word)


def one_letter(a: str, b: str) -> bool:
    """Whether one letter changed, missing, added or swapped with the next separates two words."""
    if len(a) == len(b):
        apart = [i for i in range(len(a)) if a[i] != b[i]]
        if len(apart) == 2 and apart[1] == apart[0] + 1:
            return a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
        return len(apart) <= 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and short in _shortened(long)


def _shortened(word: str) -> FrozenSet[str]:
    return frozenset(word[:i] + word[i + 1 :] for i in range(len(word)))


@lru_cache(maxsize=1)
def french() -> Dict[str, int]:
    """French words and their frequency, from pyspellchecker (MIT); empty where it is missing."""
    package = find_spec("spellchecker")
    if not package or not package.origin:
        return {}
    path = Path(package.origin).parent / "resources" / "fr.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        words: Dict[str, int] = json.load(file)
    return words


class Lexicon:
    """Lower case, one kind of apostrophe, one space, and the lexicon's spelling of each word."""

    def __init__(self, lexicon: Mapping[str, List[str]]) -> None:
        self._right = {bare(v): right for right, variants in lexicon.items() for v in variants}
        longest_first = sorted(self._right, key=lambda v: (-len(v), v))
        # Before an apostrophe a variant is the start of another word: "j" in "j'ai".
        self._pattern = re.compile(
            rf"(?<![a-z0-9'])(?:{'|'.join(map(re.escape, longest_first))})(?![a-z0-9+'])"
        )

    def has(self, word: str) -> bool:
        return bare(word) in self._right

    def __call__(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text).lower().translate(_FOLD)
        text = " ".join(unicodedata.normalize("NFC", text).split())
        if not self._right:
            return text
        pieces, end = [], 0
        for match in self._pattern.finditer(bare(text)):
            pieces += [text[end : match.start()], self._right[match[0]]]
            end = match.end()
        return "".join(pieces) + text[end:]


class Speller:
    """A message as the examples would spell it."""

    def __init__(
        self, lexicon: Mapping[str, List[str]], learnt: Optional[Mapping[str, int]] = None
    ) -> None:
        """`learnt`: in how many examples each word stands (`count`); None: the lexicon alone."""
        self._alone = frozenset(lexicon.get(LEFT_ALONE, ()))
        self._lexicon = Lexicon({k: v for k, v in lexicon.items() if k != LEFT_ALONE})
        self._learnt = learnt
        self._memo: Dict[str, str] = {}
        self._known: Set[str] = set()
        self._accented: Dict[str, str] = {}
        self._heard: Dict[str, str] = {}
        self._near: Dict[str, List[str]] = {}
        if learnt is not None:
            self._prepare(learnt)

    def _prepare(self, learnt: Mapping[str, int]) -> None:
        self._known = set(french()) | {w for w, n in learnt.items() if n >= LEARNT}
        by_worth = sorted(self._known, key=lambda word: (-self._worth(word), word))
        for word in by_worth:
            self._accented.setdefault(bare(word), word)
            if len(word) < 3 or self._worth(word) < COMMON:
                continue
            self._heard.setdefault(sound(word), word)
            if len(word) >= 4:
                for key in {bare(word)} | _shortened(bare(word)):
                    self._near.setdefault(key, []).append(word)

    def _worth(self, word: str) -> int:
        learnt = self._learnt.get(word, 0) if self._learnt else 0
        return (learnt if learnt >= LEARNT else 0) * COMMON + french().get(word, 0)

    def __call__(self, text: str) -> str:
        text = self._lexicon(text)
        if self._learnt is None:
            return text
        return WORD.sub(lambda found: self.word(found[0]), text)

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one, with or without its accents, or an abbreviation."""
        return word in self._known or word in self._accented or self._lexicon.has(word)

    def word(self, word: str) -> str:
        """The word meant by a lower-case word; itself where nothing better is known."""
        if not 3 <= len(word) <= LONGEST:
            return word
        if word not in self._memo:
            if len(self._memo) > 20_000:  # messages are anybody's: the memory has an end
                self._memo.clear()
            self._memo[word] = self._meant(word)
        return self._memo[word]

    def _meant(self, word: str) -> str:
        if word in self._known or word in self._alone:
            return word
        plain = bare(word)
        if plain in self._accented:
            return self._accented[plain]
        return self._unglued(word) or self._alike(word, plain) or word

    def _unglued(self, word: str) -> str:
        for pronoun in GLUED:
            verb = word[len(pronoun) :]
            if word.startswith(pronoun) and len(verb) > 1 and bare(verb)[0] in "aeiouyh":
                found = verb if verb in self._known else self._accented.get(bare(verb))
                if found and self._worth(found) >= COMMON:
                    return f"{pronoun}'{found}"
        return ""

    def _alike(self, word: str, plain: str) -> str:
        heard = self._heard.get(sound(word)) if len(plain) >= 4 else None
        if heard and bare(heard)[0] == plain[0]:
            return heard
        if len(plain) < 5:
            return ""
        near = {w for key in {plain} | _shortened(plain) for w in self._near.get(key, ())}
        meant = [w for w in near if one_letter(plain, bare(w))]
        return max(meant, key=lambda w: (w[0] == word[0], self._worth(w), w), default="")


def count(texts: Iterable[str]) -> Dict[str, int]:
    """In how many of the texts each word stands, for a `Speller` to know it."""
    return dict(sorted(Counter(w for text in texts for w in set(WORD.findall(text))).items()))
