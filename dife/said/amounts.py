"""How prices, balances and shares are told in a message, and for how many.

Patterns for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.numbers import WORDS

DIGITS = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d{1,2})?|\d{1,6}(?:[.,]\d{1,2})?"
EUROS = r"(?: ?(?:€|euros?|eur|e)(?!\w))?"
OTHER = r"(?! ?(?:h|heures?|jours?|mois|ans?|km|nuits?|repas|personnes?|%|/)\w*)"
TWO = re.compile(
    rf"(?<![\w.,/-])(?P<a>{DIGITS}){EUROS} ?(?:ou(?: bien| peut-etre)?|voire|/|-|a) ?"
    rf"(?P<b>{DIGITS})(?![\w]|[.,/-]\d){EUROS}{OTHER}"
    rf"|\bentre (?P<c>{DIGITS}){EUROS} et (?P<d>{DIGITS})(?!\w){EUROS}{OTHER}"
)
# An amount that is neither a price nor a balance: by the hour, by the year, before tax.
RATE = re.compile(
    rf"(?<![\w.,])(?P<n>{DIGITS}){EUROS} ?"
    r"(?:(?:de |par |/ ?|a )?(?:l')?(?:heures?|h|ans?|annees?)\b"
    r"|(?:de |comme )?plafond\b)"
)
BEFORE_TAX = re.compile(rf"(?<![\w.,])(?P<n>{DIGITS}){EUROS} ?(?:ht|hors taxes?)\b")
ANOTHER = re.compile(r"\b(?:(?:et|plus) (?:une|l'|la) ?(?:autre|deuxieme|seconde)|l'autre)\b")
WITH = re.compile(r"\bavec (?:\w+ ){0,2}\d")
TWO_COURSES = re.compile(r"\b(?:deux|2) (?:formations|stages|sessions)\b(?! a )")
TIMES = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{WORDS}) ?(?:(?:x|×|\*|fois) ?|(?:formations?|stages?|sessions?|modules?"
    rf"|journees?|jours?) (?:a|de) (?:chacune? )?)(?P<a>{DIGITS})(?![\w]|[.,]\d)"
    rf"|(?<![\w.,])(?P<b>{DIGITS}){EUROS} ?(?:x|×|\*|fois) ?(?P<m>\d{{1,2}}|{WORDS})(?!\w)"
)
FIGURE = re.compile(rf"(?<![\w.,/+-])(?P<n>{DIGITS})(?![\w%/]|[.,]\d){OTHER}")
GAP = re.compile(
    r"\b(?:manqu\w+|(?:reste|rest\w+) a (?:payer|ma charge|charge|regler|financer|trouver))\b"
)
UNKNOWN = re.compile(
    r"\b(?:(?:sais|sait|connais|retrouve|trouve|vois|souviens|rappelle) (?:pas|plus)|aucune idee"
    r"|ignore|pas (?:encore )?(?:regarde|vu|consulte|verifie|ouvert|pu voir|la moindre idee)\w*)\b"
)
NOTHING = re.compile(
    r"\W*(?:(?:il (?:me |m'en )?reste|j'ai|j'en ai|c'est|oui|non|euh|ben)\W*)*"
    r"(?:(?:plus |absolument )?(?:rien|zero|0|neant|vide|a sec|que dalle)(?: du tout)?\W*"
    r"(?:euros?|€)?\W*)+"
)
EACH = re.compile(r"\b(?:chacune?|par (?:personne|elue?|tete|participante?)|pour chacune?)\b")
PEOPLE = r"(?:adjointe?s?|elue?s?|personnes?|collegues?|conseill\w+|participante?s?)"
AND_ME = re.compile(
    rf"\b(?P<n>\d{{1,2}}|{WORDS}|mon|ma|un|une) (?:autres? )?{PEOPLE}(?: \w+)? et moi\b"
)
SEVERAL = re.compile(
    rf"\b(?:(?:on|nous) (?:est|sera|sommes|serons|etait|etions) (?:a )?(?P<n>\d{{1,2}}|{WORDS})\b"
    rf"|(?P<m>\d{{1,2}}|{WORDS}) {PEOPLE}\b)"
)
FOR = re.compile(
    rf"\W*(?:et |alors |donc )*(?:si )?(?:on est|pour|a) (?P<n>\d|{WORDS})(?: {PEOPLE})?\W*"
)
FOR_SOME = re.compile(rf"\bpour (?P<n>\d|{WORDS})\b(?! ?(?:€|euros?))")
THE_WHOLE = re.compile(r"\b(?:tout|le reste|la totalite|l'integralite)\b")
THE_HALF = re.compile(r"\b(?:la )?moitie\b|\b50 ?%")
PAYS = re.compile(r"\b(?:pa[iy]e|pren|financ|donn|met\b|offr|complet)\w*")
TOWN_HALL = re.compile(r"\b(?:mairie|commune|collectivite|conseil|maire)\b")
WHO_PAYS = re.compile(  # asked, and offered by nobody
    r"(?:^|[.,;:!?€]\s*|\bet |\balors )[qk]ui\b[^.;!?]{0,25}\b(?:pa[iy]|pren|financ)[^.;!?]*"
)
REFUSED = re.compile(r"\b(?:ne|pas|refus\w+|rien)\b|\bn'")
