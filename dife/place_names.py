"""How a commune is written: its folded name, and the department or arrondissement beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from dife.gazetteer.departments import DEPARTMENTS
from dife.text import fold

# Cities with arrondissements: department, how many, first of their INSEE and postal codes.
ARRONDISSEMENTS = {
    "paris": ("75", 20, 75101, 75001),
    "lyon": ("69", 9, 69381, 69001),
    "marseille": ("13", 16, 13201, 13001),
}
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_CITY = f"(?P<city>{'|'.join(ARRONDISSEMENTS)})"
_ORDER = r"(?P<order>[0-9]{1,2}|[ivx]{1,5}) ?(?:er|ere|e|eme|ieme)?(?: arr(?:ondissement)?)?"
_ARRONDISSEMENT = (
    re.compile(rf"{_CITY}(?: dans le)? {_ORDER}"),
    re.compile(rf"{_ORDER} (?:de |a )?{_CITY}"),
)
_POSTAL = (
    re.compile(rf"{_CITY} (?P<code>[0-9]{{5}})"),
    re.compile(rf"(?P<code>[0-9]{{5}}) {_CITY}"),
)
_BEFORE = re.compile(r"(?:(?:a|(?:la )?(?:ville|commune) de) )+(?=.)")
CONTRACTED = {"au": "le", "aux": "les", "du": "le"}
_AFTER = re.compile(r" cedex(?: [0-9]{1,2})?$| centre(?: ville)?$")
_IN_DEPARTMENT = re.compile(
    rf"(.+?)(?: dans)?(?: (?:a|de|en|le|la|l|ile))* ({'|'.join(DEPARTMENTS)})"
)
_CODE = re.compile(r"^[0-9]{5} | (?:[0-9]{5}|97[0-9]|[0-9]{2}|2[ab])$")


@lru_cache(maxsize=16_384)
def spelt(name: str) -> str:
    """The folded name, « st » and « ste » in full."""
    return re.sub(r"\bst(e?)\b", r"saint\1", fold(name))


def plain(text: str, contracted: bool = True) -> str:
    """The folded text without « à » or « ville de », and « au Mans » as « le mans »."""
    words = spelt(text)
    words = words[match.end() :] if (match := _BEFORE.match(words)) else words
    first, _, rest = words.partition(" ")
    if not contracted:
        return words
    return f"{CONTRACTED[first]} {rest}" if rest and first in CONTRACTED else words


def without_article(name: str) -> str:
    """« courneuve » for « la courneuve »."""
    return re.sub(r"^(?:le|la|les|l) (?=.)", "", name)


def department(code: str) -> str:
    """« 974 » for 97411, « 93 » for 93066 or 93100, « 2A » for 2A004."""
    return code[:3] if code.startswith("97") else code[:2]


def in_department(nom: str, code: str) -> str:
    """« Montreuil (93) »; overseas by name, « Saint-Denis (La Réunion) »."""
    return f"{nom} ({'La Réunion' if code == '974' else code})"


def split_department(words: str) -> tuple[str, str | None]:
    """« montreuil 93 », « 93100 montreuil » → (« montreuil », « 93 »), from `plain` words."""
    words = _AFTER.sub("", words)
    if words in DEPARTMENTS:
        return words, DEPARTMENTS[words]
    if match := _IN_DEPARTMENT.fullmatch(words):
        return match[1], DEPARTMENTS[match[2]]
    if match := _CODE.search(words):
        rest = words[match.end() :] if match.start() == 0 else words[: match.start()]
        rest = re.sub(r"(?: (?:dans|du|departement))(?: (?:le|la|l))?$", "", rest)
        return plain(rest), department(match[0].strip().upper())
    return words, None


def arrondissement(words: str) -> tuple[str, int] | None:
    """City and number of « paris 15e », « xve arrondissement de paris » or « 75015 paris »."""
    for pattern in _ARRONDISSEMENT:
        if match := pattern.fullmatch(words):
            return _existing(match["city"], _number(match["order"]))
    for pattern in _POSTAL:
        if match := pattern.fullmatch(words):
            return by_code(match["code"], match["city"])
    return None


def by_code(code: str, *cities: str) -> tuple[str, int] | None:
    """The city and the number of the arrondissement that has this INSEE or postal code."""
    for city in cities or ARRONDISSEMENTS:
        for first in ARRONDISSEMENTS[city][2:]:
            if found := _existing(city, int(code) - first + 1):
                return found
    return None


def _existing(city: str, order: int) -> tuple[str, int] | None:
    return (city, order) if 1 <= order <= ARRONDISSEMENTS[city][1] else None


def _number(written: str) -> int:
    """15 for « 15 » and « xv »; 0 for letters that are no number."""
    if written.isdigit():
        return int(written)
    units = written.lstrip("x")
    return 10 * (len(written) - len(units)) + _UNITS.index(units) if units in _UNITS else 0
