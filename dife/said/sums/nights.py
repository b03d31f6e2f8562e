"""Which nights a message speaks of: « une seule des nuits », « la 2e nuit », « chez mon fils ».

Patterns and readers for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.numbers import WORDS, number

_FIRST = r"(?:premiere?|1 ?(?:ere?|re|er))"
_RANK = (
    rf"(?:{_FIRST}|deuxieme|seconde?|troisieme|quatrieme|cinquieme|derniere?|autre"
    r"|[2-9] ?(?:eme|ieme|e|nde?))"
)
_NIGHT = r"(?:nuits?|nuitees?|soirs?|soirees?)\b"
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_NTH = re.compile(
    rf"\b{_RANK}(?: (?:des|de mes|de nos|de ces|de ses))? {_NIGHT}"
    rf"|\b(?:nuit|soir) (?:du|de) {_DAY}\b|\b{_DAY} soir\b"
)
_ONE_OF = re.compile(
    r"\b(?:une?|1)(?: (?:seule?|autre))?"
    rf" (?:(?:des|de mes|de nos|de ces|de ses|sur les)(?: (?:deux|trois|quatre|cinq|\d))?"
    rf" {_NIGHT})"
    rf"|\b(?:une|1) seule {_NIGHT}|\bl'une des {_NIGHT}|\bdont une?\b"
)
_SOME_OF = re.compile(
    rf"\b(?P<n>\d|{WORDS}) (?:des|de mes|de nos|de ces|de ses) (?:(?:deux|trois|quatre|cinq|\d) )?"
    rf"{_NIGHT}"
)
_SOME = re.compile(rf"(?<![\w,.])(?P<n>\d|{WORDS}) {_NIGHT}(?! de (?:plus|moins))")
_AMONG = re.compile(  # « deux nuits, dont une à Paris »
    rf"\b(?P<all>\d{{1,2}}|{WORDS}) {_NIGHT}(?: (?!dont|repas|dejeun|diner|midi)[\w']+){{0,3}}"
    rf"[ ,(]*\bdont (?:la |l')?(?P<n>\d{{1,2}}|{WORDS}|{_RANK})\b"
)
_ORDERS = {"premi": 1, "deuxi": 2, "second": 2, "troisi": 3, "quatri": 4, "cinqui": 5}
_STAYS_ON = r"\b(?:repar\w+|rentr\w+|revien\w+|quitt\w+)"
_COMES = r"\b(?:arriv\w+|viens|viendr\w+|venir)"
_MOVED = re.compile(
    rf"(?:(?P<leaves>{_STAYS_ON})|(?P<comes>{_COMES}))\b[^.;?!]{{0,20}}?\b(?P<n>\d|{WORDS})"
    r" (?:jours?|nuits?|soirs?)(?: (?:de|en))? (?P<way>plus tot|avant|plus tard|apres)\b"
    r"(?! (?:la |le |ma |ta )?(?:formation|cours|stage))"
)
TOO = re.compile(r"\b(?:aussi|egalement|en plus|en supplement)\b|^\W*(?:puis|ensuite)\b")
ALL_THERE = re.compile(r"\b(?:tou[ts]|toutes?|partout|uniquement|seulement|que|entierement)\b")
_HOST = (
    r"(?:un |une |mon |ma |mes |des |le |la |l'|nos |notre |leur |son |sa )(?:\w+ )?(?:collegue"
    r"|ami|amie|amis|amies|copain|copine|fils|fille|frere|s(?:oe|œ)ur|parents?|cousine?s?|oncle|tante"
    r"|neveu|niece|proches?|famille|gendre|belle|beau|mere|pere|enfants?|connaissances?|confrere"
    r"|pote|voisine?s?|elue?s?|maire)\b"
)
_HOSTED = re.compile(
    r"(?<!pas )(?<!plus )\b(?:heberge(?!ment)\w*|accueill\w+|loge(?:e|es|ra|rait)? par"
    rf"|invitee?s?)\b|\bchez {_HOST}"
)
_SLEEPS = re.compile(r"\b(?:dor[st]|dormi\w*|dorment|couch\w+|log\w+|hebergee?s?)\b")
_NO_NIGHT = re.compile(r"\b(?:0|zero|aucune|pas de) nuits?\b|\bpas d'hotel\b")
_PAID = re.compile(r"\b(?:paye\w*|paie|factur\w*|contre|louee?|loyer)\b")


def some(text: str, plain: bool = False) -> int | None:
    """How many of the nights of a stay a message speaks of; None for none, or for all.

    `plain`: « deux nuits » alone are some of them too, for the town of the others is named.
    """
    for pattern in (_SOME_OF, *((_SOME,) if plain else ())):
        if found := pattern.search(text):
            return number(found["n"])
    return 1 if _NTH.search(text) or _ONE_OF.search(text) else None


def among(text: str) -> tuple[int, int] | None:
    """« deux nuits dont une à Paris »: all of them, and those that are told apart."""
    found = _AMONG.search(text)
    if not found:
        return None
    whole, apart = number(found["all"]), number(found["n"]) or 1  # « dont la première »: one
    return (whole, apart) if whole and apart < whole else None


def rank(text: str, total: int) -> int | None:
    """Which night « la deuxième nuit » is, from 1; None for none, or beyond the last."""
    found = _NTH.search(text)
    word = found[0] if found else ""
    if re.match(r"derniere?", word):
        return total
    figure = re.match(r"[1-9]", word)
    named = (n for start, n in _ORDERS.items() if word.startswith(start))
    place = int(figure[0]) if figure else next(named, 0)
    return place if 0 < place <= total else None


def moved(text: str) -> tuple[str, int] | None:
    """« je repars un jour plus tôt »: which end of the stay, and how many nights more or less."""
    found = _MOVED.search(text)
    count = number(found["n"]) if found else None
    if not found or not count:
        return None
    sooner = found["way"] in ("plus tot", "avant")
    longer = sooner if found["comes"] else not sooner
    return ("premier" if found["comes"] else "dernier"), count if longer else -count


def from_first(text: str) -> bool:
    """Whether they are the first ones of the stay."""
    return bool(re.search(rf"\b{_FIRST}(?: \w+)? {_NIGHT}|\bdont la {_FIRST}\b", text))


def hosted(text: str, total: int) -> int | None:
    """How many of `total` nights somebody gives a bed for: « mon fils m'héberge le premier soir »;
    all of them, « je dors chez ma sœur », where none is named."""
    if not _HOSTED.search(text) or _PAID.search(text):
        return None
    whole = _SLEEPS.search(text) and not re.search(rf"\b(?:{_NIGHT}|soir\w*)\b", text)
    return total if whole or _NO_NIGHT.search(text) else some(text, plain=True)
