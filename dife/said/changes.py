"""How a sum of allowances is changed in a line: « sans l'hôtel », « le train à la place »; and how
any value is taken back in the breath that said it: « le 3 mars, ou plutôt le 10 ».

Patterns for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said import offered, trips
from dife.said.numbers import WORDS
from dife.said.sums import nights
from dife.text import bare

_NUMBER = rf"(?:\b\d{{1,3}}|{WORDS})"
COUNTED = r"(?:nuits?|nuitees?|repas|dejeuners?|diners?|kms?|kilometres?|bornes?)"
_CAR = r"(?:voitures?|motos?|scooter|autos?|vehicule|kilometres?|kms?|trajets?)"
TAKEN = r"(?:enleve|retire|ote|supprime|oublie|laisse tomber)[rz]?"
_ITS = r"(?: (?:de |la |le |les |mes |ma |mon |ces |l'|d'|des |du ))*"

CORRECTS = re.compile(
    r"\W*(?:non|nan|nn|finalement|en fait|pardon|plutot|correction|erreur|oups|et si)\b"
)
TAKE_AWAY = re.compile(rf"\b{TAKEN}\b")
UNDO = re.compile(
    r"\W*(?:(?:non|oui|finalement|et|ah|euh|pardon|en fait|alors|ok)\W+)*(?:"
    r"(?:enleve|retire|ote|annule)[rz]?[ -](?:le|la|les|ca|cela|ce changement)"
    r"|(?:revene[rz]|remette[rz]|remets|reviens|revenons|remettons)(?: tout)? (?:comme|a ce que)"
    r" (?:avant|c'etait)(?: avant)?|comme avant)(?: (?:finalement|alors|svp|merci))?\W*"
)
PUT_BACK = re.compile(
    r"\b(?:remet|remets|remette[rz]|remettre|remettons|redonne[rz]?|rends|rende[rz]|recompte[rz]?"
    r"|reprend|reprene[rz])"
    r"(?: (?:la|les|le|l'|mes|ma|mon|en|quand meme|aussi|tout|l|toutes|tous))*[ ']*"
    r"(?P<what>nuits?|hotel|hebergement|repas|voiture|kilometres?|kms?|trajet)\b"
)
DRIVEN_BACK = re.compile(  # « et les kilomètres alors ? ils ont disparu »
    r"(?:\bet |\bou (?:sont|est)(?: passes?)? |^\W*)(?:avec |que )?(?:les|mes|nos|le) "
    r"(?:kilometres?|kms?|trajet|voiture|deplacement)\b(?! par)[^.;]{0,25}?(?:\balors|\bdisparu"
    r"|\bpasses?\b|\boublie\w*|\bmanqu\w+|\bcomptes?\b|\bdedans|[?]|$)"
    r"|\b(?:oublie\w*|manqu\w+|perdu\w*|disparu\w*)(?: (?:les|mes|nos|a|de))* (?:kilometres|kms?)\b"
)
NO_CAR = re.compile(
    rf"\b(?:(?:a la|en) place|au lieu|plutot que)(?: de| d')? ?(?:la |ma |prendre (?:la |ma ))?"
    rf"(?:voiture|auto)\b|\b(?:sans|pas|plus|{TAKEN}|ne prends pas)(?: (?:en|de|d'|la|ma|les"
    rf"|mes|le|l'|compter|tomber))* {_CAR}\b(?! de\b)"
)
NO_TRAIN = re.compile(
    r"\b(?:(?:a la|en) place|au lieu|plutot que)(?: de| d')? ?(?:le |mon )?(?:train|tgv)\b"
    rf"|\b(?:sans|pas|plus|{TAKEN})(?: (?:en|de|le|mon|du))* (?:train|tgv|billet)\b"
)
RATHER = re.compile(r"\b(?:plutot|finalement|en fait|changement|desormais)\b")
MORE_ONE = re.compile(  # « le dernier repas, c'est le 4e, on rajoute »
    r"\b(?:le|un|ce|mon) (?:dernier |premier |\d ?e )?(?P<one>repas|dejeuner|diner)\b"
    r"[^.;?!]{0,30}\b(?:on |je |a )?(?:l'|le )?(?:r?ajoute\w*|en plus)\b"
)
FEWER_ONE = re.compile(
    rf"\b(?:sans|moins|{TAKEN}) (?:la |le |ma |mon )?(?:toute )?(?:derniere|premiere|dernier"
    r"|premier) (?P<what>nuit|repas|dejeuner|diner)\b"
    rf"|\b(?:sans|moins|{TAKEN}) (?:le|un|ce) (?P<one>repas|dejeuner|diner) (?:d|de|du|que)\b"
)
HOTEL_LEFT = re.compile(
    r"\bsans (?:coucher|dormir|rester|passer la nuit)\b|\b(?:repar|rentr)\w+ (?:le|chaque) soir\b"
    r"|\b(?:dor\w+|couch\w+|reste\w*) (?:pas|plus)(?: (?:sur place|la-bas|la|a l'hotel))?(?:\W|$)"
)
_BACK_TO = re.compile(  # « revenez à Orléans comme au début »
    r"\b(?:reven(?:ez|ons|ir)|repass(?:ez|ons)|remett(?:ez|ons)|remets|retour)\b[^.;?!]{0,12}\ba\b"
)
YEAR_ALONE = re.compile(
    r"\W*(?:(?:non|pardon|desolee?|oups|en fait|je voulais dire|je veux dire|c'est|c'etait|ce sera"
    r"|plutot|l'annee|annee|correction|erreur|finalement|attention|mais|et|en|de|pas 20\d\d)\W*)*"
    r"(?P<y>20[0-4]\d)(?:\W+(?:et )?(?:pas|non|au lieu de)(?: en)? 20\d\d)?(?: plutot)?\W*"
)
SHIFT = re.compile(
    rf"\b(?P<n>{_NUMBER}) (?P<unit>jours?|semaines?|mois) (?P<way>plus tard|apres|plus tot|avant)\b"
    r"|\bla semaine (?P<next>d'apres|suivante|d'avant|precedente)\b"
)
_LEAVES = re.compile(r"\b(?:par[st]|repar\w*|rentr\w*|revien\w*|arriv\w*)\b")
_EXCHANGES = re.compile(
    r"\b(?:pas|plutot|au lieu|et non|a la place|remplace[rz]?|change[rz]?)\b(?! de nuits?)"
)
_DETOUR = re.compile(r"\bdetour\b[^.;]{0,20}\d")
_COUNTED_NOT = re.compile(  # « 4 repas pas 2 »
    rf"{_NUMBER} ?{COUNTED},? (?:et non|et pas|non pas|pas|au lieu de) {_NUMBER}\b"
)
_RELATIVE = re.compile(
    rf"(?:{_NUMBER}|-\d|\+\d|\bune?)? ?{COUNTED} (?:de |en )?(?:plus|moins|supplementaires?)\b"
    rf"|(?<!\w)[-+]\d{{1,4}} ?{COUNTED}\b"
    rf"|\b(?:r?ajoute[rz]?|{TAKEN}|compte[rz]?|mette[rz]|mets|plus|moins|sans|avec)"
    rf"{_ITS} ?(?:{_NUMBER} )?(?:{COUNTED}|hotel|hebergement|celles? d[e'])"
    rf"|\bla moitie d"
)


# « et non », « non pas », « plutôt que » refuse what follows: they take nothing back.
_TAKES_BACK = (
    r"(?:plutot(?! qu)|non(?! (?:pas|plus)\b)|nan|pardon|enfin|oups|attende[rz]|correction|erreur"
    r"|rectification|desolee?|excuse[rz]?[- ]moi|finalement|en fait|je (?:veux|voulais) dire"
    r"|je disais|je (?:me |m'|me suis |m'etais )?trompe\w*|plus exactement)"
)
_BETWEEN = r"[\s,.;:!…()-]"
OTHER_VALUE = "\x00"  # stands for a value of another kind: « le 3 mars à Tours, ou plutôt le 10 »
_LEADS = r"(?:ou(?: bien)?|mais|ah|euh+|oh|bon|alors|a|au|en|sur|pour|avec|c'est)"
_FOLLOWS = (
    r"(?:(?:mais|ah|euh+|oh|bon|c'est|ce (?:sera|serait)|elle|il|est|sera|commence|debute|il y a"
    r"|le|la|les|du|au|aux|a|en|de|sur|pour|dans|vers|mettez|disons)(?!\w)|[dl]')"
)
TAKES_BACK = re.compile(rf"(?<![\w'-]){_TAKES_BACK}(?![\w'-])")
TAKEN_BACK = re.compile(  # what is said between a value and the one that replaces it
    rf"(?:{_BETWEEN}|{OTHER_VALUE})*(?:{_LEADS}(?:{_BETWEEN}|{OTHER_VALUE})+)*{_TAKES_BACK}(?!\w)"
    rf"(?:{_BETWEEN}*(?:{_TAKES_BACK}(?!\w)|{_FOLLOWS}))*{_BETWEEN}*"
)


_SURELY = re.compile(  # between any two answers: « Garin, pardon Guérin »
    r"(?:\s*[,;:…]\s*|\s*\.{3}\s*|\s+(?:ah|euh+)[\s,]+|\s+(?=ou ))(?:ou plutot|(?:ah |euh+ )?pardon"
    r"|(?:ah |euh+ )?non(?! (?:pas|plus)\b)|je (?:veux|voulais) dire|correction|rectification)"
    r"(?:[\s,:;…]+(?:c'est|je (?:veux|voulais) dire|plutot|pardon))*[\s,:;…]+(?=\w)"
)


def said_twice(text: str) -> tuple[str, str] | None:
    """An answer taken back and the one that replaces it; None where one is said."""
    cuts = list(_SURELY.finditer(bare(text)))
    return (text[: cuts[-1].start()], text[cuts[-1].end() :]) if cuts else None


def taken_back(text: str, value: re.Pattern[str]) -> tuple[str, str] | None:
    """What a text says before it takes a value back, and from the one that replaces it on: « demain
    c'est samedi » and « lundi 9h »; None where it keeps what it says. The last one counts."""
    compared = bare(text)
    for cut in reversed(list(TAKES_BACK.finditer(compared))):
        last, before = value.search(compared, cut.end()), compared[: cut.start()]
        if last and value.search(before) and not before.rstrip(" ,").endswith("sinon"):
            return text[: cut.start()], text[last.start() :]
    return None


def shifts(text: str) -> re.Match[str] | None:
    """« une semaine plus tard », said of the day of a sum; None where one only leaves later."""
    return None if _LEAVES.search(text) else SHIFT.search(text)


def changes(text: str, towns: int = 0) -> bool:
    """Whether a message changes the sum just made; `towns`: how many it names."""
    whole = (UNDO, YEAR_ALONE)
    if any(each.fullmatch(text) for each in whole) or trips.of_the_way(text):
        return True
    if offered.speaks(text) or shifts(text) or towns > 1 and _EXCHANGES.search(text):
        return True
    if towns and _BACK_TO.search(text):
        return True
    if nights.hosted(text, 1) or nights.moved(text) or towns and nights.some(text):
        return True
    if trips.told(text) or trips.vehicle(text) or _DETOUR.search(text):
        return True
    parts = (
        PUT_BACK,
        DRIVEN_BACK,
        MORE_ONE,
        _COUNTED_NOT,
        NO_CAR,
        NO_TRAIN,
        FEWER_ONE,
        HOTEL_LEFT,
        _RELATIVE,
    )
    return any(each.search(text) for each in parts)
