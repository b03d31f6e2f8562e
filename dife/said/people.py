"""For whom a sum is asked: how many, and whether it is another person who drives.

Readers for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.numbers import WORDS, number

MOST = 60  # persons of one message: « monter à sept cents » counts none
_WHO = (
    r"(?:personnes?|elue?s?|conseill\w+|collegues?|adjointe?s?|participante?s?|maires"
    r"|secretaires?|agents?)"
)
PERSON = (
    r"(?:voisine?|collegue|mari|femme|epou(?:x|se)|conjointe?|compagne|compagnon|adjointe?|maire"
    r"|secretaire|amie?|soeur|frere|mere|pere|fil(?:le|s)|elue?|conseill(?:er|ere)|presidente?)"
)
_ANOTHER_S = re.compile(
    rf"\b(?:mon|ma|notre|une?|le|la|l')\s?(?:autre |nouvelle? |nouveau |premiere? )?{PERSON}\b"
    r".*\b(?:il|elle|lui|son|sa|ses|a[- ]t[- ](?:il|elle))\b"
)
_FEW = rf"(?:\d{{1,2}}|{WORDS})"
_COUNT = re.compile(
    rf"\b(?P<a>{_FEW}) (?:autres )?{_WHO}\b"
    rf"|\b(?:nous|on) (?:sommes|serons|etions|est|sera|etait|part|y va)(?: a)? (?P<b>{_FEW})"
    rf"(?! ?(?:nuits?|repas|jours?|h\b|heures?|km|ans?))\b"
    rf"|\bpour (?:les |nous |tous les )(?P<c>{_FEW})\b(?! ?(?:nuits?|repas|jours?|premi|derni|km))"
)
_JOINS = re.compile(  # « le maire vient aussi, donc 4 »
    rf"\b(?:vien(?:s|t|nent|dra\w*)|particip\w+|s'ajout\w+|(?:nous|les|se) (?:rejoin\w+|joi\w+))\b"
    rf"[^.;?]{{0,25}}?\b(?:donc|ca fait|cela fait|soit|du coup)\W+(?P<e>{_FEW})"
    rf"\b(?! ?(?:nuits?|repas|jours?|h\b|heures?|km|€|euros?))"
)
_BESIDES = re.compile(
    rf"\b(?:aussi|en plus|plus|et|avec|s'ajoutent|rajoute[rz]?|ajoute[rz]?)"
    rf" (?:(?:moi|mes|les|nos) )?(?P<n>{_FEW}) (?:autres )?{_WHO}\b"
    rf"|\b(?P<m>{_FEW}) (?:autres {_WHO}?|{_WHO} (?:de plus|en plus|aussi))\b"
)
_EATEN = re.compile(r"\b(?:repas|dejeuners?|diners?|nuits?)\b")
_ALONE = re.compile(rf"\W*(?:pour )?(?:nous|tous les|toutes les|les) (?P<n>{_FEW})(?: autres)?\W*")
_THESE = re.compile(
    rf"\b(?:nous|a|tous les|toutes les) (?P<d>{_FEW})(?=\W*$| (?:ensemble|reunis)\b|[ ,;?!]+"
    rf"(?:quel|combien|ca|cela|total|c'est|on|svp|alors)\b)"
)
# With a number of persons, the words of a message that asks their sum and nothing else.
_WORD = (
    rf"(?:{_FEW}|{_WHO}|et|ou|mais|alors|donc|du coup|en fait|pardon|oui|non|il y a|il y aura|aussi"
    r"|pour|avec|plus|nous|on|est|sera|sommes|serons|y va|part|a|les|nos|mes|des|autres?|moi|tous"
    r"|toutes|ensemble|quel(?:le)?|sera(?:it)?|le|la|un|total|somme|montant|combien|ca|cela|c'est"
    r"|fait|ferait|fera|en tout|memes?|frais|chose|calcul|pareil|idem|multiplie[rz]?|refaites"
    r"|refais|recalcule[rz]?|chacune?|par|fois|svp|merci|s'ajoutent|ajoute[rz]?|rajoute[rz]?)"
)
_BETWEEN = r"[\s,;.:!?'-]"
_ONLY_OF_SUM = re.compile(rf"{_BETWEEN}*(?:{_WORD}(?:{_BETWEEN}+|$))+")
_ONE_OF_THEM = re.compile(
    rf"\b(?:l'un|l'une|un|une|le (?:premier|deuxieme|second|troisieme|dernier)"
    rf"|la (?:premiere|deuxieme|seconde|troisieme|derniere))"
    rf" (?:d'eux|d'entre (?:eux|nous|elles)|d'elles|de nous|des (?:{_FEW}|{_WHO})(?: {_WHO})?"
    rf"|(?:de|parmi) (?:mes|nos|ces|les)(?: {_FEW})?(?: {_WHO})?)\b"
    r"(?! (?:nuits?|repas|soirs?))"
    r"|\b(?:l'un|l'une|un autre|une autre)(?= (?:a|aura|fait|prend\w*|vient|dort|mange|rentre|y va"
    r"|part|reste|est)\b)"
)
_EACH = re.compile(r"\b(?:chacune?|par personne|tous les deux|toutes les deux)\b")
_DRIVES = re.compile(
    r"\b(?:(?:le|la|mon|ma|notre|un|une|son|sa|l')? ?(?:maire|adjointe?|collegue|conseill\w+"
    r"|elue?|secretaire|president\w*|mari|femme|voisine?))\b[^.;?]{0,20}"
    r"\b(?:prend\w*|a|aura|fait|fera|vient|viendra|roule|conduit|utilise\w*|part\w*)\b"
)


_BY_ONESELF = re.compile(
    r"\b(?:est|sera|suis|serai|par[st]|vais|va|ira|irai|voyage) (?:toute? )?seule?\b"
    r"|\bune seule personne\b"
)
_EITHER = re.compile(
    r"(?:pour )?(?:(?:le|la|une?|mon|ma|notre|son|sa|les|des|nos|mes|ses|deux|trois) (?:autres? )?"
    r"|l')"
    r"(?P<who>maire|adjointe?s?|conseill\w+|elue?s?|collegues?|president\w*|secretaires?)\b"
)
_APART = re.compile(r"(?:[,;.:(]\s*(?:et |puis |sinon )?|\b(?:et|puis) )$")


def by_oneself(text: str) -> bool:
    """« non, le maire est seul »: one person, whoever was counted before."""
    return bool(_BY_ONESELF.search(text))


def second(text: str) -> int | None:
    """Where a second person is told of: « le maire …, et une conseillère … »; None for one."""
    told = list(_EITHER.finditer(text))
    apart = (each for each in told[1:] if _APART.search(text[: each.start()]))
    return next((each.start() for each in apart if each["who"] != told[0]["who"]), None)


def people(text: str) -> int | None:
    """How many a message speaks of; 1 for « chacun », of an unknown number; None for one alone."""
    found = [*_COUNT.finditer(text), *_THESE.finditer(text), *_JOINS.finditer(text)]
    counts = [number(next(filter(None, each.groups()))) for each in found]
    several = [count for count in counts if count and 1 < count <= MOST]
    if several:
        return several[-1]
    return 1 if _EACH.search(text) else None


def told(text: str) -> int | None:
    """The same, where what is asked is no number of persons: « les trois » too."""
    alone = _ALONE.fullmatch(text)
    return people(text) or (number(alone["n"]) if alone else None)


def more(text: str) -> int | None:
    """How many come on top of those before: « il y a aussi 2 adjoints »."""
    found = _BESIDES.search(text)
    if found and not re.search(_WHO, found[0]) and _EATEN.search(text):
        return None  # « les trois autres » are meals
    return number(found["n"] or found["m"]) if found else None


def of_sum(text: str) -> bool:
    """Whether a message asks the sum just made for several: « et pour les trois élus ? »."""
    several = (people(text) or 0) > 1 or more(text)
    return bool(several and _ONLY_OF_SUM.fullmatch(text))


def one_of_them(text: str) -> bool:
    """« l'un des trois a une 7 CV »: what follows is of one of several persons."""
    return bool(_ONE_OF_THEM.search(text))


def another_drives(text: str) -> bool:
    """« le maire prend sa voiture »: somebody else than the one who writes, or not surely them."""
    return bool(_DRIVES.search(text))


def another_s(text: str) -> bool:
    """« et mon adjoint, élu en 2026, il a combien ? »: of somebody else than who writes."""
    return bool(_ANOTHER_S.search(text))
