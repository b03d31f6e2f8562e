"""Whether digits that look like a secret number have its right length and key (python-stdnum)."""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum import ean, luhn, numdb
from stdnum.fr import nir
from stdnum.iso7064 import mod_97_10

_ISSUED = numdb.get("iban")  # SWIFT's registry
# Banks of these countries print IBANs without being in SWIFT's registry: officials may hold such an
# account (Algeria, Madagascar, Morocco, the franc zone…).
_UNREGISTERED = {
    **dict.fromkeys(("AO", "CV", "GW", "MZ"), 25),
    **dict.fromkeys(("DZ", "IR"), 26),
    **dict.fromkeys(("CF", "CG", "CM", "GA", "GQ", "KM", "MG", "TD"), 27),
    **dict.fromkeys(("BF", "BJ", "CI", "MA", "ML", "NE", "SN", "TG"), 28),
}
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


@lru_cache(maxsize=1024)  # there are 676 pairs of letters
def iban_length(country: str) -> int:
    """Signs of an IBAN that begins with these two capitals; 0 when no country has them."""
    _, found = _ISSUED.info(country)[0]
    if not found:
        return _UNREGISTERED.get(country, 0)
    return 4 + sum(map(int, re.findall(r"(\d+)!", found["bban"])))


def right_iban(number: str) -> bool:
    """Whether the key of an IBAN, in capitals without separators, is right."""
    return mod_97_10.is_valid(number[4:] + number[:4])


def right_rib(number: str) -> bool:
    """Whether the key of a RIB (bank, branch, account, key: 23 signs) is right."""
    return int(number.upper().translate(_RIB_LETTERS)) % 97 == 0


def right_nir(number: str) -> bool:
    """Whether a social-security number has its key, and the right one."""
    return len(number) == 15 and nir.calc_check_digits(number) == number[13:]


def right_card(number: str) -> bool:
    """Whether the last digit of a card's number is right."""
    return luhn.is_valid(number)


def is_barcode(number: str) -> bool:
    """Whether these are an EAN-13 of a kind that no social-security number is written as."""
    return number[0] in "3478" and len(number) == 13 and ean.is_valid(number)
