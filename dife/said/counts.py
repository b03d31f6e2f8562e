"""How nights and meals are counted in a message, and what is counted beside them.

Patterns for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.numbers import WORDS, number
from dife.said.sums import bounds

# A figure that counts something else than nights, meals or horsepower: an hour, people, money.
OTHER_UNIT = re.compile(
    r"\d ?(?:h|heures?|mn|minutes?|ans?|€|euros?|e|%|mois|semaines?)(?![^\W_])"
    r"|\d ?h ?\d\d\b|\d:\d\d"
    r"|\b(?:on (?:est|sera|part)|sommes|serons)\b"
    r"|\b(?:personnes?|[ée]lue?s?|coll[èe]gues?|participante?s?|adjointe?s?|chambres?|lits?)\b",
    re.I,
)
FIGURE = re.compile(r"-?\d+(?:[.,]\d+)?k?", re.I)  # « -3 » and « 12k » are read to be refused
# A figure followed by another noun (« 3 adultes ») counts that noun.
COUNTED = re.compile(
    r" ?(?!(?:nuit|repas|dejeun|diner|midi|soir|chev|cv|max|env|en |au |a |je|svp|merci|pour|et |ou"
    r"|mais|c'|k\b|fisc|pas |seul|tout|normal))[a-z]{3,}"
)
NO_HOTEL = re.compile(
    r"\b(?:dor[st]|dormons|reste|couche\w*) pas\b"
    r"|\bpas (?:besoin )?(?:de )?(?:dormir|coucher|rester)"
    r"|\b(?:loge\w*|heberge\w*|dor[st]|couche) chez\b"
    r"|\b(?:je|on|il|elle|nous|maire|adjointe?|elue?|conseill\w+) "
    r"rentr\w+(?:$|\W*$| (?:chez|dormir|le soir|tous|a la maison|apres))"
    r"|^\W*chez (?:moi|nous|un|une|des|ma|mon|de la)\b"
)
# The place, then what it was read in: « Il s'agit de Tours, si je lis bien la convocation ».
FIRST_PLACE = re.compile(
    r"\W*(?:il s'agit (?:de |d')|(?:c'est|ce sera|ca se passe|c'etait) (?:a |au |aux |en ))"
    r"[^,;.?]{2,40},(?!.*\?)"
)
NONE = re.compile(r"\b(?:aucune?|zero|rien)\b|^\W*0\b|\bpa (?:de |d')")
NUMBER = rf"(?:\d{{1,3}}|{WORDS})"
NOUNS = {
    "nuits": r"(?:nuits?|nuitees?)",
    "repas": r"(?:repas|dejeuners?|diners?|midis?|soirs?)",
}
OF_THEM = re.compile(  # « j'en compte 3 », « il y en aura deux », « comptons-en cinq »
    rf"\b(?:en (?:compte|prend|prevoi|paie|paye|fera|fai|aura|ai|a|dor|passe|faut|faudra|rest)\w*"
    r"(?: (?:donc|bien|encore|alors|en tout|au total|seulement))*"
    rf"|il m'en faut|(?:compt|mett|pren|dis|not)(?:ons|ez)-en) (?P<n>{NUMBER})(?!\w)"
    # « quatre à régler »: of what is asked
    rf"|\b(?P<paid>{NUMBER}) (?:repas )?(?:a|que je|qu'il faut|que nous) "
    r"(?:regl|pay|paie|ma charge|nos frais|mes frais)"
)
OTHER_NOUN = r"(?! ?(?:nuits?|nuitees?|repas|dejeuners?|diners?|kms?|cv|jours?|h\b))"
OR = r" ?(?:ou(?: bien| meme| alors| peut-etre)?|voire|a|-|/) ?"
_DAYS = re.compile(rf"(?<!dans )(?<!il y a )\b(?P<n>{NUMBER}) (?:jours?|journees?)\b(?! ouvre)")
PER_DAY = re.compile(
    r"\b(?:par jour(?:nee)?|(?:chaque|tous les) (?:jours?|midis?|soirs?|repas)"
    r"|toutes? les? (?:midis?|soirs?)|midi et soir|(?:le )?midi et (?:le )?soir)\b"
)
PAID_ONES = re.compile(r"\b(?:seule?s? (?:payees?|a payer)|paye(?:e|es)?)\b")  # « une seule payée »
MIDDAYS = re.compile(rf"(?P<n>{NUMBER}) (?:midi|soir|dejeuner|diner)s?\b")
EATEN = (  # « si je mange deux fois », « on déjeune trois fois dehors »
    rf"\b(?:mang\w+|dejeun\w+|din\w+)(?: (?:dehors|a l'exterieur|au restaurant|sur place))?"
    rf" (?P<n>{NUMBER}) fois\b(?! par)"
)


def days(text: str) -> int | None:
    """How many days a stay lasts: « 3 jours », « du 12 au 14 »; None where it is not told."""
    said = _DAYS.search(text)
    return number(said["n"]) if said else bounds.days(text)
