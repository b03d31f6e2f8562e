"""Masks what must never be kept, whatever the door, and cleans texts.

Passwords, codes, papers and mistyped numbers are found by the words that announce them, read as
they were meant where they are misspelt (spelling.py). Besides, social-security, card and account
numbers are looked for everywhere, in digit groups: a number starts where a group starts and ends
where one ends. A NIR in one piece, or cut where people cut it, is masked on its structure, key
right or wrong. Cut elsewhere, it must not be made of things with their own shape (dates,
telephones, amounts…), and no word before it may say that it is a file's number; said just before,
it is one even in one piece, unless its key is right. Where 13 digits could be two things:
* EAN-13 (3, 4, 7 or 8 first, right check digit, in one piece, not announced): a barcode, left;
* milliseconds since 1970: a whole second ends in 000, as no NIR does, and is left; any other is
  masked unless it is told, for it may be the NIR of somebody whose month of birth is unknown;
* a reference led by a year and a hyphen («2026-114-778-001»), seconds with decimals: left.
What passes is listed in docs/security.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Callable, Iterator, List, Optional

from assistant.privacy.masking.announced import announced, announced_alone
from assistant.privacy.masking.codes import codes
from assistant.privacy.masking.papers import machine_lines, papers
from assistant.privacy.masking.passwords import passwords
from assistant.privacy.masking.runs import groups
from assistant.privacy.masking.shapes import FIGURES, HEX, MASKED, Span, corsicans, ibans, ribs
from assistant.privacy.masking.spelling import respelt

Search = Callable[[str], Iterator[Span]]
_WORTH = re.compile(  # twelve digits, no word between
    r"(?:\d(?:[^\w€%]|[_ABabÀÁÂÄàáâäＡＢａｂ])*){12}|nl\W{0,3}\d\d\W{0,3}[a-z]{4}", re.I
)
_DIGIT = re.compile(r"\d")
_NAMED = (  # what is searched where a word of the message, in small letters, asks for it
    (passwords, re.compile(r"pass|paswo|mdp|m\.d\.p|pwd|code|login|identifiant")),
    (machine_lines, re.compile("<[0-9a-z]*<|[0-9a-z<]{28}")),
)
_NUMBERED = (  # the same, for what is never without a figure
    (codes, re.compile(r"code|pin|puk|cvv|cvc|ccv|crypto|chiffre|sms|texto|france ?connect")),
    (
        papers,
        re.compile(
            r"identit|cni|c\.n\.i|passe?por|permis|s[ée]jour|r[ée]sident|[ée]tranger|agdref|fisc|spi"
            r"|imp[oô]t|d[ée]clarant|contribuable|carte id|titre|document"
        ),
    ),
)
_ANNOUNCED = re.compile(
    r"s[ée]cu|n\.?i\.?r|s\.?s|insee|vitale|assur|i\.?b\.?a|rib|r\.i|compte|bancaire|bic|carte|c\.?b"
    r"|visa|card|amex|maestro"
)
_NOT_PLAIN = re.compile(r"[^\n -~]")


def mask(text: str) -> str:
    """The text, each secret number replaced by the name of what it was."""
    pieces, done = [], 0
    for start, end, label in secrets(text):
        pieces += [text[done:start], label]
        done = end
    return "".join(pieces) + text[done:] if pieces else text


def mask_after(before: str, text: str) -> str:
    """The text, without what is a secret only after another text."""
    start = len(before) + 1
    pieces, done = [], 0
    for first, end, label in secrets(f"{before}\n{text}"):
        if end > start:
            pieces += [text[done : max(first - start, 0)], label]
            done = end - start
    return "".join(pieces) + text[done:]


def clean(text: str) -> str:
    """The text without what cannot be seen, one kind of space, composed accents (NFC)."""
    text = _NOT_PLAIN.sub(_visible, text.replace("\r\n", "\n"))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _visible(match: re.Match[str]) -> str:
    sign = match[0]
    if sign == "\u200d":  # it joins emoji: «man + joiner + computer» is one picture
        before = match.string[: match.start()].rstrip(
            "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
        )
        around = before[-1:], match.string[match.end() : match.end() + 1]
        return sign if all(part and _is_emoji(part) for part in around) else ""
    if sign in "\r\u2028\u2029":
        return "\n"
    kind = unicodedata.category(sign)
    if kind == "Zs" or sign in "\t\v\f\x85":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") else sign


def _is_emoji(sign: str) -> bool:
    return "\U0001f000" <= sign <= "\U0001faff" or unicodedata.category(sign) == "So"


@lru_cache(maxsize=4096)
def _ascii(sign: str) -> str:
    """The digit, separator or letter a character stands for; NUL when it cannot be seen."""
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    kind = unicodedata.category(sign)
    if sign in "\t\r\v\f\x85\u115f\u1160\u2800\u3164\uffa0" or kind[0] == "Z":
        return " "
    if kind in ("Cc", "Cf", "Cs", "Cn", "Mn", "Me"):
        return "\0"
    if kind == "Pd" or sign in "−⁃¯":
        return "-"
    if sign in "·•∙‧・⋅⁄∕":
        return "/" if sign in "⁄∕" else "."
    if sign in "ÀÁÂÃÄàáâãä":  # an accent joined to the A of 2A
        return "A" if sign.isupper() else "a"
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 and folded.isascii() and not folded.isdigit() else sign


def secrets(text: str) -> List[Span]:
    """Where the secrets are, in order, and what each one is."""
    meant, places = respelt(text)
    searches = _searches(meant)
    if not searches:
        return []
    plain = _NOT_PLAIN.sub(lambda match: _ascii(match[0]), meant)
    if "\0" in plain:
        places = [place for place, sign in zip(places, plain, strict=True) if sign != "\0"]
        plain = plain.replace("\0", "")
    plain = MASKED.sub(lambda match: "\n" * len(match[0]), plain)  # a name announces nothing
    found: List[Span] = []
    for search in searches:
        if search in (ibans, announced_alone):
            plain = HEX.sub(lambda match: "x" * len(match[0]), plain)
        signs: List[Optional[str]] = list(plain)
        for start, end, label in list(search(plain)):
            if None not in signs[start:end]:
                found.append((start, end, label))
                signs[start:end] = [None] * (end - start)
        plain = "".join("x" if sign is None else sign for sign in signs)
    found.sort()
    return [(places[start], places[end - 1] + 1, label) for start, end, label in found]


def _searches(text: str) -> List[Search]:
    """What may be in a text, in the order in which it is looked for."""
    small = text.lower()
    searches: List[Search] = [search for search, word in _NAMED if word.search(small)]
    if not (_DIGIT.search(text) or FIGURES.search(text)):
        return searches
    searches += [search for search, word in _NUMBERED if word.search(small)]
    worth, told = len(text) > 12 and _WORTH.search(text), _ANNOUNCED.search(small)
    if worth:
        searches += [ibans, ribs]
    if told:  # whole, before a shape is seen in a part of it
        searches.append(announced_alone)
    if worth:
        searches += [corsicans, groups]
    if told:
        searches.append(announced)
    return searches
