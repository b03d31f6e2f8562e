"""How far one drives, as it is said: « 2 x 212 km », « 212 km à l'aller, autant au retour ».

Patterns and readers for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.numbers import WORDS, number

KM = r"(?:kms?|kilom\w+|bornes?)\b(?! ?/)"
_NUMBER = rf"(?:(?<![\w.,/+°-])(?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d)|\d{{1,5}})|{WORDS})"
_FEW = rf"(?:\b\d{{1,2}}|{WORDS})"
_RETURN = r"\ballers?[ -]*(?:et[ -]*|/[ -]*)?(?:le )?retours?\b|\ba ?/ ?r\b"
_TIMES = (
    rf"(?P<x>{_FEW}) ?(?:x|×|\*|fois|(?:{_RETURN}) (?:de|a)) ?(?P<n>{_NUMBER}) ?{KM}",
    rf"(?P<n>{_NUMBER}) ?{KM} ?(?:x|×|\*|fois) ?(?P<x>{_FEW})\b",
    rf"(?P<n>{_NUMBER}) ?(?:x|×|\*|fois) ?(?P<x>{_FEW}) ?{KM}",
)
_BOTH_WAYS = re.compile(
    rf"(?P<n>{_NUMBER}) ?{KM}[^.;]{{0,40}}?(?:"
    r"\b(?:chaque|par) (?:sens|trajet|voyage|fois)\b"
    r"|\b(?:autant|pareil|idem|(?:la|le) meme (?:chose|distance|trajet)?) ?[^.;]{0,25}?"
    r"\b(?:retour|revenir|rentrer|repartir)\b"
    r"|\bretour (?:pareil|idem|autant|identique|compris en plus))"
)
_THERE_AND_BACK = re.compile(
    rf"(?P<a>{_NUMBER}) ?(?:{KM})? ?(?:a |pour )?(?:l')?aller\b\W*(?:et |puis |plus |\+ )?"
    rf"(?P<b>{_NUMBER}) ?(?:{KM})? ?(?:au |pour )?(?:le )?retour\b"
)
_RETURN_TOLD = re.compile(
    rf"(?:{_RETURN}) ?(?:ca |cela )?(?:fait |faisait |c'est |: ?|= ?|de )*(?P<n>{_NUMBER})"
    rf"(?! ?(?:nuits?|repas|cv|chev|jours?|euros?|€|fois|x\b))(?: ?{KM})?"
)
_WAY = r"aller\b(?![ -]*(?:et |/|-)? ?(?:le )?retours?\b)"
_ONE_WAY = re.compile(
    rf"{KM}[ ,(]*(?:a |pour |de |en |c'est |juste |pour )?(?:l'|un )?{_WAY}"
    rf"|\b(?:aller simple|l'aller (?:fait|fera|c'est|est de)|{_WAY} ?[:=])"
    r"|\bpour (?:y |m'y |s'y |nous y )(?:aller|rendre)\b"
)
_WAY_ALONE = re.compile(
    rf"\W*(?:(?:et|mais|non|oui|ah|c'est|c est|c'etait|c|en fait|pardon|attention|juste|l'|un|pour)"
    rf"\W*)*(?:aller simple|{_WAY}|{_RETURN})(?: (?:simple|seul|seulement|bien sur|compris"
    r"|je veux dire|je voulais dire|evidemment|finalement|svp|merci|quoi|aussi))*\W*"
)
_YES = re.compile(
    rf"\b(?:oui|les deux|le retour aussi|compte[rz]? (?:aussi )?le retour|double[rz]?)\b|{_RETURN}"
)
_NO = re.compile(
    r"^\W*non\b|\b(?:aller simple|l'aller|seulement|juste|un seul|en tout|au total|compris)\b"
)
_DRIVEN = re.compile(rf"{KM}|retour|\ba ?/ ?r\b")
MOST_TIMES = 20
VEHICLES = ("moto", "cyclo")  # beside a car: over 125 cm³, and every other with a motor
_LARGER = 125  # cm³: a motorbike is above
_BIKE = re.compile(
    r"(?<!pas a )(?<!pas en )(?<!pas une )(?<!pas de )(?<!sans )\b(?:motos?|motocyclettes?"
    r"|(?P<small>scooters?|mobylettes?|cyclomoteurs?|cyclos?|velomoteurs?|vespa|mob))\b"
)
_SIZE = re.compile(r"\b(?P<n>\d{2,4}) ?(?:cm3|cm³|cc|cm cubes?|centimetres cubes?)")
_LEFT = r"(?:laisse[rz]?|oublie[rz]?|enleve[rz]?|retire[rz]?|supprime[rz]?|sans|pas|plus)"
_NO_BIKE = re.compile(rf"\b{_LEFT}(?: (?:tomber|la|le|ma|mon|en|de|a))* (?:moto|scooter|cyclo)\b")
_POWER = re.compile(rf"\b(?:\d{{1,2}}|{WORDS}) ?(?:cv|chevaux|cheval)\b")
_MINE = re.compile(
    r"\b(?:j'y vais|j'irai|je (?:fais|ferai|roule\w*|prends|viens|viendrai|vais|pars|conduis)"
    r"|j'ai (?:fait|roule|parcouru))\b(?!.*\b(?:tarifs?|baremes?|taux|droits?|rembours\w*)\b)"
)
_STAY = re.compile(
    r"\b(?:nuits?|nuitees?|hotel\w*|repas|dor[ms]\w*|dormir|heberg\w*|dejeun\w*|din\w+|loge\w*"
    r"|gite|restau\w*|sejour)\b"
)


def totals(text: str) -> list[tuple[int, int, int]]:
    """Where a distance is told in several parts, and its sum."""
    found: list[tuple[int, int, int]] = []
    if not _DRIVEN.search(text):
        return found
    for source in _TIMES:
        for match in re.finditer(source, text):
            times, each = number(match["x"]), number(match["n"])
            if times and each and 1 < times <= MOST_TIMES:
                found.append((*match.span(), times * each))
    for match in _BOTH_WAYS.finditer(text):
        if each := number(match["n"]):
            found.append((*match.span(), 2 * each))
    for match in _THERE_AND_BACK.finditer(text):
        there, back = number(match["a"]), number(match["b"])
        if there and back:
            found.append((*match.span(), there + back))
    if re.search(KM, text) is None:
        for match in _RETURN_TOLD.finditer(text):
            if whole := number(match["n"]):
                found.append((*match.span(), whole))
    found.sort(key=lambda each: (each[0], -each[1]))
    return [each for i, each in enumerate(found) if i == 0 or each[0] >= found[i - 1][1]]


def vehicle(text: str) -> str | None:
    """The one of VEHICLES that is driven; None for a car, or where none is told."""
    found, size = _BIKE.search(text), _SIZE.search(text)
    if not found or _NO_BIKE.search(text) or _POWER.search(text):
        return None
    if size:
        return "moto" if int(size["n"]) > _LARGER else "cyclo"
    return "cyclo" if found["small"] or re.search(r"\b(?:50|80|125)\b", text) else "moto"


def told(text: str) -> bool:
    """Whether a distance is told with what it is driven in: « 310 km en 5 CV »."""
    far = re.search(rf"{_NUMBER} ?{KM}", text) or totals(text)
    return bool(far and (_POWER.search(text) or vehicle(text)))


def alone(text: str) -> bool:
    """Whether they are told, and nothing of a stay."""
    return told(text) and not _STAY.search(text)


def drives(text: str) -> bool:
    """« j'y vais en voiture avec ma 5 chevaux »: one's own car, of which the distance is asked."""
    power = _POWER.search(text) and _MINE.search(text)
    return bool(power and not _STAY.search(text) and not text.rstrip().endswith("?"))


def travels(text: str) -> bool:
    """« je fais 120 km aller-retour »: one's own distance."""
    far = re.search(rf"{_NUMBER} ?{KM}", text) or totals(text)
    return bool(far and _MINE.search(text) and not text.rstrip().endswith("?"))


def one_way(text: str) -> bool:
    """Whether the distance told is that of the way there alone: the way back is to be asked."""
    return bool(_ONE_WAY.search(text)) and not totals(text) and not re.search(_RETURN, text)


def of_the_way(text: str) -> bool:
    """« c'est un aller simple », « aller et retour »: said of a distance that is held."""
    return bool(_WAY_ALONE.fullmatch(text))


def with_return(text: str) -> bool | None:
    """Whether an answer counts the way back too; None where it does not tell."""
    if _YES.search(text):
        return True
    return False if _NO.search(text) else None
