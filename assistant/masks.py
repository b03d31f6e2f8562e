"""Masks what must never be kept: social-security numbers (NIR), bank cards, IBANs; cleans texts.

A NIR is 13 digits (sex, year, month, department, commune, order), Corsica's department being 2A
or 2B, and a key of two digits that may be missing (code de la sécurité sociale, INSEE). It is
masked when its key is right, when it is written in one piece or cut where people cut it, or when
a word before it says what it is. Thirteen digits in one piece that are a barcode (EAN-13) or end
in 000, as milliseconds do and no NIR does, are left. Not covered: numbers in words, or cut over two
messages.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Iterator, List, Tuple

NIR, CARD, IBAN = "[NIR masqué]", "[carte masquée]", "[IBAN masqué]"
Span = Tuple[int, int, str]  # start, end, what replaces it

_SEP = r"[ \n./_\-,:;|()]{0,3}"
_NIR = re.compile(
    rf"(?<![0-9])[1-478](?:{_SEP}[0-9]){{4}}{_SEP}(?:[0-9]{_SEP}[0-9]|2{_SEP}[AaBb])"
    rf"(?:{_SEP}[0-9]){{6}}(?:{_SEP}[0-9]{_SEP}[0-9])?(?![0-9])"
)
_SHAPE = re.compile(
    r"[1-478]\d\d(?:0[1-9]|1[0-2]|[235-9]\d|4[0-2])(?:(?!00)\d\d|2[AB])(?!000)\d{3}(?!000)\d{3}"
    r"(?:\d\d)?",
    re.ASCII,
)
_CUTS = {1, 3, 5, 7, 10, 13}  # where people cut a NIR
_ANNOUNCED = re.compile(
    r"s[ée]cu|vitale|(?<![a-z])nir(?![a-z])|(?<!code )insee|(?<![a-z])nss(?![a-z])|assur[ée]"
    r"|n(?:[°o]|um[ée]ro)\W*(?:de )?s\.?s\.?(?![a-z])",
    re.I,
)
_REACH = 40  # characters before a number where a word announces it
_CARD = re.compile(r"(?<![0-9])[2-6](?:[ -]?[0-9]){12,18}(?![0-9])")
_CARD_SHAPE = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|(?:50[123]\d|5[678]\d\d|6304|6390|67\d\d)\d{9,15}",
    re.ASCII,
)
_IBAN = re.compile(
    r"(?<![0-9A-Za-z])[A-Za-z]{2}[ -]?[0-9]{2}(?:[ -]?[0-9A-Za-z]){11,30}(?![0-9A-Za-z])"
)

_LONE_JOINER = re.compile(
    "(?<![\u2190-\U0001ffff\ufe0f])\u200d|\u200d(?![\u2190-\U0001ffff])"  # not between emoji
)
# Length of an IBAN by country (registre SWIFT).
_LENGTHS = dict(
    re.findall(
        r"([A-Z]{2})(\d\d)",
        "AD24AE23AL28AO25AT20AZ28BA20BE16BF28BG22BH22BI27BJ28BR29BY28CF27CG27CH21CI28CM27CR22CV25"
        "CY28CZ24DE22DJ27DK18DO28DZ26EE20EG29ES24FI18FK18FO18FR27GA27GB22GE22GI23GL18GQ27GR27GT28"
        "GW25HN28HR21HU28IE22IL23IQ23IR26IS26IT27JO30KM27KW30KZ20LB28LC32LI21LT20LU20LV21LY25MA28"
        "MC27MD24ME22MG27MK19ML28MN20MR27MT31MU30MZ25NE28NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24"
        "RS22RU33SA24SC31SD18SE24SI19SK24SM27SN28SO23ST25SV28TD27TG28TL23TN24TR26UA29VA22VG24XK20YE30",
    )
)


def mask(text: str) -> str:
    """The text, each secret number replaced by the name of what it was."""
    pieces, done = [], 0
    for start, end, label in _spans(text):
        pieces += [text[done:start], label]
        done = end
    return "".join(pieces) + text[done:] if pieces else text


def clean(text: str) -> str:
    """Without control, invisible, direction and broken characters; spaces are plain; NFC."""
    kept = []
    for sign in text:
        kind = unicodedata.category(sign)
        if sign == "\n" or kind[0] not in "CZ" or (sign == "\u200d" and kept):
            kept.append(sign)  # U+200D joins emoji
        elif kind[0] == "Z" or sign in "\t\r\v\f\x85":
            kept.append("\n" if sign in "\u2028\u2029" else " ")
    joined = _LONE_JOINER.sub("", "".join(kept))
    return unicodedata.normalize("NFC", joined)


def _ascii(sign: str) -> str:
    """Any digit as an ASCII one, any space or dash as a plain one; "" for what is not seen."""
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(sign)
    if kind[0] == "Z" or sign in "\t\r\v\f":
        return " "
    if kind in ("Cc", "Cf", "Cs", "Mn", "Me"):
        return "\n" if sign == "\n" else ""
    if kind == "Pd" or sign in "−·•":
        return "-"
    wide = unicodedata.normalize("NFKC", sign)
    return wide if len(wide) == 1 and wide.isascii() else sign


def _spans(text: str) -> List[Span]:
    """Where the secret numbers are, in order."""
    if sum(map(str.isdigit, text)) < 11:
        return []
    plain, places = text, None
    if not text.isascii():
        seen = [(_ascii(sign), place) for place, sign in enumerate(text)]
        plain = "".join(sign for sign, _ in seen)
        places = [place for sign, place in seen if sign]
    found: List[Span] = []
    for search in (_ibans, _nirs, _cards):
        for span in search(plain):
            if all(span[1] <= start or span[0] >= end for start, end, _ in found):
                found.append(span)
    found.sort()
    if places is None:
        return found
    return [(places[start], places[end - 1] + 1, label) for start, end, label in found]


def _nirs(plain: str) -> Iterator[Span]:
    place = 0
    while match := _NIR.search(plain, place):
        place = match.start() + 1
        for end in (match.end(), _shorter(match)):  # 13 digits followed by something else
            written = plain[match.start() : end]
            if end and _is_nir(plain, match.start(), written):
                yield match.start(), end, NIR
                place = end
                break


def _shorter(match: re.Match[str]) -> int:
    """The end of the thirteen first signs of a match of fifteen, when a group ends there."""
    signs = [n for n, sign in enumerate(match[0]) if sign.isalnum()]
    if len(signs) == 13 or signs[13] == signs[12] + 1:
        return 0
    return match.start() + signs[12] + 1


def _is_nir(plain: str, start: int, written: str) -> bool:
    signs = [sign for sign in written.upper() if sign.isalnum()]
    number = "".join(signs)
    if not _SHAPE.fullmatch(number):
        return False
    corsica = {"2A": "19", "2B": "18"}.get(number[5:7], number[5:7])
    digits = number[:5] + corsica + number[7:]
    if len(digits) == 15 and 97 - int(digits[:13]) % 97 == int(digits[13:]):
        return True
    if _ANNOUNCED.search(plain, max(0, start - _REACH), start):
        return True
    if written.isalnum():
        return not (len(digits) == 13 and (digits.endswith("000") or _is_ean(digits)))
    cuts, count = set(), 0
    for sign, following in zip(written, written[1:], strict=False):
        count += sign.isalnum()
        if sign.isalnum() and not following.isalnum():
            cuts.add(count)
    return cuts <= _CUTS


def _is_ean(number: str) -> bool:
    """A barcode: a prefix that a NIR may have too, and a right check digit."""
    return (
        number[0] in "3478" and sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(number)) % 10 == 0
    )


def _cards(plain: str) -> Iterator[Span]:
    for match in _CARD.finditer(plain):
        number = re.sub(r"\D", "", match[0])
        doubled = [int(d) * (1 + n % 2) for n, d in enumerate(reversed(number))]
        if _CARD_SHAPE.fullmatch(number) and sum(d - 9 * (d > 9) for d in doubled) % 10 == 0:
            yield match.start(), match.end(), CARD


def _ibans(plain: str) -> Iterator[Span]:
    for match in _IBAN.finditer(plain):
        # The words that follow may be taken along: the longest beginning whose sum is right.
        ends = [n for n in range(len(match[0]), 14, -1) if match[0][n - 1].isalnum()]
        for end in ends:
            signs = re.sub(r"[ -]", "", match[0][:end]).upper()
            rest = match[0][end : end + 1]
            if str(len(signs)) != _LENGTHS.get(signs[:2]) or rest.isalnum():
                continue
            turned = "".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])
            if sum(map(str.isdigit, signs)) >= 10 and int(turned) % 97 == 1:
                yield match.start(), match.start() + end, IBAN
                break
