"""A telephone number in a sentence, and how somebody of the association dials it from France."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Iterator, List, Optional

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from dife.said.phone import DIGITS, FEWEST

# Numbers of the overseas regions are written as French ones (« 0262… »); the library keeps them
# apart. « FR » comes last, as it takes any ten digits.
_REGIONS = ("RE", "YT", "GP", "GF", "MQ", "PM", "FR")
_DIALLED_WITH_ZERO = {33, 262, 590, 594, 596}  # the others are dialled with their country's code
_CALLED_BACK = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER,
    PhoneNumberType.UNKNOWN,  # of the right length, in a range newer than the library
}
_DIGITS = re.compile(  # not the end of « 12/03/2026 »; more than 18 digits are no number
    r"(?<![\d+])(?<!\d[./-])\(?(?:\+\s?[1-9]|0)(?:[\s().\-–/_]{0,3}\d){5,17}"
)

_BEGUN = re.compile(
    r"(?<![\d+.,/-])(?:\+\s?\d|0[1-9]|[1-9])(?:[\s.\-–/_]{0,2}\d)*(?![\d,/-]| ?h| ?€)"
)
_DAY = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(?:\d{2}|\d{4})|\d{5}|(?:19|20)\d\d")
_SURE = 6  # figures in a row that nothing announces


@dataclass(frozen=True)
class Phone:
    """A number in ``text[start:end]``; `shown` is how it is dialled, empty for one that cannot be
    called back (with a surcharge, free of charge, of a service)."""

    start: int
    end: int
    shown: str


def find_phone(text: str) -> Optional[Phone]:
    """The first telephone number of a sentence; one that is too short is none."""
    for digits in _DIGITS.finditer(text):
        for end in _ends(digits):
            number = _parsed(text[digits.start() : end])
            if number:
                return Phone(digits.start(), end, _shown(number))
    return None


def _ends(digits: re.Match[str]) -> Iterator[int]:
    """Where a number may end, the longest first: « 06 12 34 56 78 14 h » goes on after it."""
    groups = list(re.finditer(r"\d+", digits[0]))
    return (digits.start() + group.end() for group in reversed(groups))


def _parsed(written: str) -> Optional[PhoneNumber]:
    """A number of the first region that knows it, else one of the right length in France."""
    text = re.sub(r"[^\d+]", "", written)
    if re.fullmatch(r"0[1-9]\d*", text) and len(text) < DIGITS:
        return None  # one begun, not one of a region where fewer are dialled
    possible = None
    for region in _REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
        if region == "FR" and phonenumbers.is_possible_number(number):
            possible = None if number.italian_leading_zero else number
    return possible


def _shown(number: PhoneNumber) -> str:
    if phonenumbers.number_type(number) not in _CALLED_BACK:
        return ""
    near = number.country_code in _DIALLED_WITH_ZERO
    style = PhoneNumberFormat.NATIONAL if near else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def find_phones(text: str) -> List[Phone]:
    """Every telephone number of a text, in order."""
    found: List[Phone] = []
    start = 0
    while phone := find_phone(text[start:]):
        found.append(replace(phone, start=start + phone.start, end=start + phone.end))
        start = found[-1].end
    return found


def begun(text: str, said_so: bool = False) -> str:
    """The figures of a number that is not whole, « 06 00 00 00 »; `said_so`: whether a number was
    asked or announced, so that few figures are one too."""
    for digits in _BEGUN.finditer(text):
        count = len(re.sub(r"\D", "", digits[0]))
        if count >= (FEWEST if said_so else _SURE) and not _DAY.fullmatch(digits[0]):
            return digits[0]
    return ""
