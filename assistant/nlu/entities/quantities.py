"""Counts: nights, meals, kilometres, fiscal horsepower, and the choice of an option."""

from __future__ import annotations

import re

from assistant.nlu.entities.scan import (
    ALONE,
    GROUPED,
    LEFT,
    TAKEN,
    Scan,
    is_year,
    numbers,
    pattern,
)
from dife.said import offered, trips
from dife.said.changes import TAKEN_BACK
from dife.said.counts import EATEN
from dife.said.numbers import WORDS, number
from dife.text import bare

TOO_MANY = 10_000  # what cannot be is read below it, to be told why
_NIGHT = r"(?:seule?s? )?(?:nuits?|nuit[eé]?es?|nuites)\b"
_MEAL = r"(?:seule?s? )?(?:repas|dejeun\w{1,3}|diners?)\b"
_NUMBER = rf"(?:{LEFT}(?:{GROUPED})|{WORDS})"
_FREE = (
    r"(?: (?:est|sont|etait|etaient|sera|seront))?(?: (?!non\b|pas\b)\w+)? ?"
    r"(?:offert|fourni|compri|inclu|gratuit|pris en charge par l'organisme)(?:e?s)?\b"
)
_AFTER_LABEL = (  # « repas 6 », and not « repas 12 et 13 mars »
    r"(?=\W*$| ?[.;!?)\n\x00]| ?, ?(?!\d)|,? (?:dont|offert|au lieu|pas|svp|et (?!\d)|a |au |avec"
    r"|en|pour|plutot|nuits?|repas)\b)"
)
_LISTED = (  # « nuits 3 repas 5 »
    rf"\W*(?P<a>nuits?|repas) (?P<x>{_NUMBER})[ ,;]+(?:et )?(?P<b>nuits?|repas) (?P<y>{_NUMBER})\W*"
)
_LESS = rf"\b(?:dont|sauf|hormis|moins) (?P<f>{_NUMBER})"  # « 4 dont 1 offert », « 4 sauf un »
_EXCEPT = rf"\b(?:sauf|hormis|moins) (?P<f>{_NUMBER})"
_NONE = (
    r"\b(?:pas (?:(?:eu|pris|besoin|prevu|paye) )?(?:de |d')|sans (?:les? |la |l')?|aucune? |0 "
    r"|zero |ni )"
)
# Who goes home to sleep has no night: « je rentre le soir », « on dort chez nous ».
_HOME = (
    r"\b(?:je|j|on|nous|il|elle) (?:(?:rentr|revien|retourn|repar)\w* (?:dormir )?"
    r"(?:(?:chez|a la maison)(?: (?:moi|nous|lui|elle))?\b|(?:le|(?:tous )?les|chaque) soirs?\b"
    r"|le jour meme\b|tous les jours\b)"
    r"|(?:dor|couch)\w* (?:chez (?:moi|nous|lui|elle)|a (?:la maison|mon domicile))\b"
    r"|fai\w* (?:l'|un |des |les )?aller[s]?[ -]?(?:et[ -])?retours?(?! ?(?:de )?\d)\b)"
    r"|\baller[ -]?retour (?:dans|sur) la journee\b|\bretour (?:le soir|dans la journee)\b"
)
_ORDINALS = {
    "premier": 1,
    "premiere": 1,
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
    "sixieme": 6,
    "septieme": 7,
    "huitieme": 8,
    "neuvieme": 9,
    "dixieme": 10,
    "dernier": -1,
    "derniere": -1,
}
_CHOICE = r"(?:option|choix|proposition|solution|reponse|ligne|possibilite)"

_ORDINAL = rf"(?P<w>{'|'.join(_ORDINALS)})|(?P<d>[1-9]|10) ?(?:e|er|ere|eme|de|nde?)"
_OPTIONS = (
    rf"(?<!dans )\b(?:le|la) (?:{_ORDINAL})(?: {_CHOICE}\b|{ALONE})",
    rf"(?<!dans )(?<!sur )\bla (?P<d>[1-9]|10)\b{ALONE}",
    rf"\b(?:{_CHOICE}|le numero) (?P<d>[1-9]|10)\b{ALONE}",
)

COUNTS = ("nuits", "repas", "repas_offerts", "kilometres")
_INSTEAD = rf"{TAKEN_BACK.pattern}(?P<n>{_NUMBER}){ALONE}"


def find_quantities(scan: Scan) -> None:
    """Take ``nuits``, ``repas``, ``repas_offerts``, ``kilometres`` and ``chevaux``."""
    gate = (
        r"nuit|hotel|heberg|repas|dej|din|soir|dor[mts]|couch|retour|chez|off[er]|fourni|mang"
        r"|compris|gratuit|\bdont\b"
    )
    if pattern(gate).search(scan.free):
        for match in pattern(r"\bpetits?[ -]dej\w*|\bpetit dej\w*").finditer(scan.free):
            scan.protect(*match.span())
        _none(scan)
        _meals(scan)
        _nights(scan)
    for start, end, whole in trips.totals(scan.free):
        scan.take(start, end, "kilometres", whole)
    for match, value in numbers(scan, trips.KM):
        scan.take(*match.span(), "kilometres", value)
    for match, value in numbers(scan, r"(?:cv|chevaux|cheval)\b"):
        if 0 < value < 100:
            scan.take(*match.span(), "chevaux", value)
    for entity in list(scan.entities):  # « 4 nuits, enfin 3 »
        again = pattern(_INSTEAD).match(scan.free, entity.end) if entity.entity in COUNTS else None
        if again:
            _take(scan, *again.span("n"), entity.entity, number(again["n"]))


def _none(scan: Scan) -> None:
    for start, end in offered.none(scan.free):
        scan.take(start, end, "repas_offerts", 0)
    for match in pattern(rf"{_NONE}{_MEAL}").finditer(scan.free):
        scan.take(*match.span(), "repas", 0)
    for match in pattern(rf"{_NONE}(?:{_NIGHT}|hotels?\b|hebergements?\b)").finditer(scan.free):
        scan.take(*match.span(), "nuits", 0)


def _meals(scan: Scan) -> None:
    if listed := pattern(_LISTED).fullmatch(scan.free):
        for noun, figure in ("ax", "by"):
            slot = "repas" if listed[noun] == "repas" else "nuits"
            _take(scan, listed.start(noun), listed.end(figure), slot, number(listed[figure]))
    for start, end, count in offered.told(scan.free):
        _take(scan, start, end, "repas_offerts", count)
    for match in pattern(EATEN).finditer(scan.free):
        _take(scan, *match.span(), "repas", number(match["n"]))
    free = rf"(?:(?P<n>{_NUMBER})[ -]?{_MEAL}|\b(?:le|ce|mon) {_MEAL}){_FREE}"
    for match in pattern(free).finditer(scan.free):
        _take(scan, match.start(), match.end(), "repas_offerts", number(match["n"] or "1"))
    several = rf"{_NUMBER}[ -]?{_MEAL}(?:(?: ?, ?| ?\+ ?| et ){_NUMBER}[ -]?{_MEAL})*"
    for match in pattern(several).finditer(scan.free):
        counts = [number(n[1]) for n in pattern(rf"({_NUMBER})[ -]?{_MEAL}").finditer(match[0])]
        if None not in counts:
            _take(scan, *match.span(), "repas", sum(n for n in counts if n is not None))
    alone = (
        r"^\W*(?:c'est |j'en (?:ai|compte|paie|prends) |il y en a |disons |(?:compt|mett|pren|dis)"
        rf"(?:ons|ez)-en )?(?P<n>{_NUMBER})[ ,(]*"
        rf"(?={_LESS}{_FREE}|(?:mais )?(?P<f2>{_NUMBER}){_FREE}"
        rf"|(?:dont|encore que|mais|sauf|hormis|et|y compris)[ ,]*{TAKEN})"
    )
    for match in pattern(alone).finditer(scan.free):
        _take(scan, *match.span("n"), "repas", number(match["n"]))
    if any(entity.entity == "repas" for entity in scan.entities):
        # « 4 repas sauf un »: right after the meals, for « 2 nuits dont une à Paris » is none.
        for match in pattern(rf"(?<=\x00)[ ,]*{_EXCEPT}(?: repas)?{ALONE}").finditer(scan.free):
            _take(scan, *match.span(), "repas_offerts", number(match["f"]))
        for match in pattern(rf"(?<=\x00)[ ,(]*(?:mais )?(?P<f>{_NUMBER}){_FREE}").finditer(
            scan.free
        ):
            _take(scan, *match.span(), "repas_offerts", number(match["f"]))
    for match in pattern(rf"{_LESS}{_FREE}").finditer(scan.free):
        _take(scan, *match.span(), "repas_offerts", number(match["f"]))
    label = (
        r"\b(?:repas|dejeuners?|diners?)(?: (?P<f>offert|fourni|gratuit)s?)?"
        rf"(?: (?:a )?(?:paye|regle)(?:r|s|es)?)?(?: ?[:=,] ?(?P<n>{_NUMBER})(?! ?{_NIGHT})"
        rf"| (?P<m>{_NUMBER}){_AFTER_LABEL}(?! ?{_NIGHT}))"
    )
    for match in pattern(label).finditer(scan.free):
        name = "repas_offerts" if match["f"] else "repas"
        _take(scan, *match.span(), name, number(match["n"] or match["m"]))


def _nights(scan: Scan) -> None:
    for match, value in numbers(scan, _NIGHT):
        _take(scan, *match.span(), "nuits", value)
    told = rf"(?: ?[:=] ?({_NUMBER})| ({_NUMBER}){_AFTER_LABEL})(?! ?{_MEAL})"
    label = rf"\b(?:nuit\w{{0,3}}|hotel)(?:\(s\))?{told}"
    for match in pattern(label).finditer(scan.free):
        _take(scan, *match.span(), "nuits", number(match[1] or match[2]))
    alone = (
        r"(?<!\x00 )(?<!\x00)(?<!prix de )(?<!tarif de )(?<!cout de )(?<!combien )"
        r"(?<!toute )\bla nuit\b"
        r"|^\W*nuit (?=a |sur )"
    )
    for match in pattern(alone).finditer(scan.free):
        _take(scan, *match.span(), "nuits", 1)
    car = pattern(r"\d ?(?:kms?|kilom\w+)\b").search(scan.free)  # « 120 km aller-retour »
    counted = any(entity.entity == "nuits" for entity in scan.entities)
    for match in () if car or counted else pattern(_HOME).finditer(scan.free):
        scan.take(*match.span(), "nuits", 0)


def _take(scan: Scan, start: int, end: int, entity: str, value: int | None) -> None:
    if value is not None and value < TOO_MANY and not is_year(value):
        scan.take(start, end, entity, value)


def find_options(scan: Scan) -> None:
    """Take « le deuxième », « la 3 », « option 2 », « la dernière » (-1); « b », alone."""
    letter = pattern(r"\W*(?:(?:la|le|reponse|lettre|option|choix) )?([a-d])\W*").fullmatch(
        scan.folded
    )
    if letter:
        scan.take(*letter.span(1), "option", "abcd".index(letter[1]) + 1)
    for source in _OPTIONS:
        for match in pattern(source).finditer(scan.free):
            groups = match.groupdict()
            value = _ORDINALS[groups["w"]] if groups.get("w") else int(match["d"])
            # « le premier soir » is a night, and no choice
            if not re.match(r" ?(?:pas|soir|midi|matin)\b", scan.free[match.end() :]):
                scan.take(*match.span(), "option", value)


_LEAD = (
    r"(?:(?:oui|euh|alors|ben|bah|bon|merci|non|plutot|pour moi|moi|c'?est|c est|ce (?:sera|serait)"
    r"|je (?:crois|pense|dirais|prends|choisis|veux|voudrais|prefere)|(?:bien )?que|va pour|prenons"
    r"|donc|ca serait|mon cas|sans doute)\b[ ,]*)*"
)
_TAIL = (
    r"(?:[ ,]*(?:qui (?:m'|me )\w+(?: \w+)?|que je \w+|s'il (?:vous|te) plait|svp|stp|merci"
    r"|si vous le voulez(?: bien)?|de la liste|plutot|pour moi|je (?:crois|pense)|donc|voila|choix"
    r"|cas|question|bouton|propose\w*))*"
)
_PICKED = (
    rf"\W*{_LEAD}(?:(?:le|la) (?:{_ORDINAL})|(?:le|la|le numero|numero|n ?°|bouton|le bouton"
    rf"|reponse|la reponse|option|choix) ?(?P<n>[1-9]))(?= |\W|$){_TAIL}\W*"
)


def picked(text: str) -> tuple[int, bool] | None:
    """Which of the buttons a whole message picks: « c'est la deuxième qui m'intéresse », « le 2 »
    (-1 for the last); and whether it says so by a figure, which may be a day. None for another."""
    found = pattern(_PICKED).fullmatch(bare(text))
    if not found:
        return None
    if found["w"]:
        return _ORDINALS[found["w"]], False
    return int(found["d"] or found["n"]), bool(found["n"])
