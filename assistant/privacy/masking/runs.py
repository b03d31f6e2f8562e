"""Finds social-security and card numbers among groups of digits."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Iterator, List, Optional, Set, Tuple

from assistant.privacy.masking.checks import is_barcode, right_card, right_nir
from assistant.privacy.masking.shapes import (
    BREAK,
    CARD,
    CARD_CUT,
    CARD_SHAPE,
    CUTS,
    FILED,
    GROUP,
    KNOWN,
    LISTS,
    NIR,
    NIR_SHAPE,
    REACH,
    ROUGH,
    RUN,
    SERIAL,
    UNIT,
    WORDS,
    Span,
    with_key,
)


def groups(plain: str) -> Iterator[Span]:
    words = Words(plain)
    for match in RUN.finditer(plain):
        if match.end() - match.start() >= 13:
            yield from Run(plain, match, words).spans()


class Words:
    """The words that say what a number is, read when first asked for."""

    def __init__(self, plain: str) -> None:
        lower = plain.lower()
        self._text = lower if len(lower) == len(plain) else plain
        self._found: Optional[List[Tuple[int, str]]] = None

    def _read(self) -> List[Tuple[int, str]]:
        if self._found is None:
            self._found = [(m.end(), m.lastgroup or "") for m in WORDS.finditer(self._text)]
            self._announce = any(kind == "nir" for _, kind in self._found)
        return self._found

    def announce(self) -> bool:
        """Whether a NIR is announced anywhere."""
        self._read()
        return self._announce

    def before(self, start: int) -> str:
        """What the nearest one before this place announces."""
        kinds = self._near(start)
        return kinds[-1] if kinds else ""

    def says_nir(self, start: int) -> bool:
        """Whether a NIR is announced before this place, the nearest word or not."""
        return "nir" in self._near(start)

    def _near(self, start: int) -> List[str]:
        found = self._read()
        end = bisect_right(found, (start, "~"))
        return [kind for _, kind in found[bisect_left(found, (start - REACH, "")) : end]]


class Run:
    """Digit groups with nothing but separators between them."""

    def __init__(self, plain: str, match: re.Match[str], words: Words) -> None:
        self.plain, self.words = plain, words
        found = list(GROUP.finditer(plain, match.start(), match.end()))
        self.starts = [group.start() for group in found]
        self.ends = [group.end() for group in found]
        self.offsets = [0]
        for group in found:
            self.offsets.append(self.offsets[-1] + len(group[0]))
        self.digits = "".join(group[0] for group in found)
        self._doubtful: List[Tuple[int, int]] = []
        self._marks: Optional[List[int]] = None
        self._seconds: Set[int] = set()
        self._decimals: Set[int] = set()

    def spans(self) -> Iterator[Span]:
        if len(self.digits) < 13:
            return
        done = 0
        sure: List[Tuple[int, int, str]] = []
        for first in range(len(self.starts)):
            if first >= done:
                last, label = self._best(first)
                if label:
                    sure.append((first, last, label))
                    done = last + 1
        # A doubtful number must not hide half of a sure one, nor of another.
        free = [True] * len(self.starts)
        for first, last, _ in sure:
            free[first : last + 1] = [False] * (last + 1 - first)
        for first, last in sorted(self._doubtful, key=lambda pair: (pair[0], -pair[1])):
            if all(free[first : last + 1]):
                sure.append((first, last, NIR))
                free[first : last + 1] = [False] * (last + 1 - first)
        for first, last, label in sure:
            end = self.ends[last]
            yield self.starts[first], with_key(self.plain, end) if label == NIR else end, label

    def _best(self, first: int) -> Tuple[int, str]:
        """The last group of what surely starts here, and what it is."""
        base, best = self.offsets[first], (0, "")
        begins = self.digits[base]
        valid = NIR_SHAPE.match(self.digits, base) is not None
        for last in range(first, min(first + 19, len(self.starts))):
            size = self.offsets[last + 1] - base
            if size > 19:
                break
            if size < 13:
                continue
            number, sure = self.digits[base : base + size], 0
            if size < 16 and (valid and size != 14 or begins in "123478" and self.words.announce()):
                sure = self._is_nir(first, last, number)
                if sure == 1:
                    self._doubtful.append((first, last))
            if sure == 2:
                best = last, NIR
            elif begins in "23456" and size != 14 and self._is_card(first, last, number):
                best = last, CARD
        return best

    def _is_nir(self, first: int, last: int, number: str) -> int:
        """2: surely masked; 1: masked unless a sure one overlaps it; 0: not one."""
        start, end = self.starts[first], self.ends[last]
        gaps, base = self.plain[start:end], self.offsets[first]
        cuts = tuple(offset - base for offset in self.offsets[first + 1 : last + 1])
        neat = CUTS.issuperset(cuts) and (len(cuts) > 2 or cuts in ((), (13,)))
        neat = neat or len(cuts) == len(number) - 1
        valid = NIR_SHAPE.fullmatch(number) is not None
        if ROUGH.search(gaps):
            parts = valid and neat and (len(cuts) > 3 or cuts == (13,))
            return 2 if parts and not self._cut(first, last) else 0
        if not (valid or neat):
            return 0
        key = valid and right_nir(number)
        if key and neat:
            return 2
        word = self.words.before(start)
        if word == "other" and valid and self.words.says_nir(start):
            word = "nir"  # « mon numéro de sécu pour le suivi : … »
        if word == "nir":  # mistyped, it is somebody's number all the same
            cut = self._cut(first, last) or not neat and self._explained(first, last)
            return 0 if cut else 2
        if not valid:
            return 0
        if key:
            return 0 if self._cut(first, last) or self._explained(first, last) else 2
        if UNIT.match(self.plain, end) or self._cut(first, last):
            return 0
        if word == "other" and not (neat and cuts):  # « le RIB. 1 85 05 78 006 084 » is a NIR
            return 0
        if neat:
            return 0 if not cuts and (is_barcode(number) or self._filed(start)) else 2
        around = self.plain[max(start - 1, 0) : start] + self.plain[end : end + 1]
        if word == "file" or BREAK.search(gaps) or any(map(str.isalpha, around)):
            return 0
        if SERIAL.search(self.plain, max(start - 3, 0), start):
            return 0
        return 0 if self._listed(first, last) or self._explained(first, last) else 1

    def _is_card(self, first: int, last: int, number: str) -> bool:
        if not CARD_SHAPE.fullmatch(number) or not right_card(number):
            return False
        start, end = self.starts[first], self.ends[last]
        if ROUGH.search(self.plain, start, end) or self._cut(first, last):
            return False
        if first == last and len(number) < 16 and self._filed(start):
            return False
        sizes = ",".join(str(self.ends[i] - self.starts[i]) for i in range(first, last + 1))
        return bool(CARD_CUT.fullmatch(sizes)) or self.words.before(start) == "card"

    def _filed(self, start: int) -> bool:
        """Whether the number of a file is announced just before this place."""
        return FILED.search(self.plain, max(start - REACH, 0), start) is not None

    def _listed(self, first: int, last: int) -> bool:
        """Codes, led by a year («2026-114-778-001»), two years, or counting («3 4 5 6 7 8»);
        several amounts; towns of one department; scores."""
        if LISTS.fullmatch(self.plain, self.starts[first], self.ends[last]):
            return True
        sizes = [self.ends[i] - self.starts[i] for i in range(first, last + 1)]
        if max(sizes) < 3 and len(set(sizes[1:-1])) > 1:
            return True
        groups = [self.plain[self.starts[i] : self.ends[i]] for i in range(first, last + 1)]
        years = [len(group) == 4 and group[:2] in ("19", "20") for group in groups]
        if sum(years) > 1 or years[0] and self.plain[self.ends[first]] in "-/":
            return True
        steps = {int(b) - int(a) for a, b in zip(groups, groups[1:], strict=False)}
        return len(groups) > 5 and len(steps) == 1

    def _cut(self, first: int, last: int) -> bool:
        """Whether it would start or end in the middle of a date, a telephone…"""
        marks = self._known()
        return bool(
            first
            and marks[first]
            and marks[first] == marks[first - 1]
            or last + 1 < len(marks)
            and marks[last]
            and marks[last] == marks[last + 1]
        )

    def _explained(self, first: int, last: int) -> bool:
        """Whether dates, telephones, amounts… account for all of it."""
        marks = set(self._known()[first : last + 1])
        if 0 in marks or marks & self._decimals:  # a NIR with a dot in it looks like a decimal
            return False
        return len(marks) > 1 or bool(marks & self._seconds)

    def _known(self) -> List[int]:
        """For each group, the number of the known thing it belongs to, or 0."""
        if self._marks is None:
            self._marks = [0] * len(self.starts)
            for n, match in enumerate(
                KNOWN.finditer(self.plain, self.starts[0], self.ends[-1]), start=1
            ):
                for i in range(
                    bisect_left(self.starts, match.start()), bisect_left(self.starts, match.end())
                ):
                    self._marks[i] = n
                if match["seconds"]:
                    self._seconds.add(n)
                if match["decimal"]:
                    self._decimals.add(n)
        return self._marks
