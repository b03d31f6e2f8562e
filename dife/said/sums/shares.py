"""Who puts what in a price: « c'est moi qui mets 200 », « 1 140 TTC », « elle en prend 250 ».

Patterns and readers for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.amounts import DIGITS, EUROS, REFUSES, parse
from dife.said.numbers import WORDS, number

MOST_COUNTED = 9  # a smaller number in words counts something else: « prend un tiers »
_N = (
    rf"(?<![\w.,/+-])(?P<n>{DIGITS}|{WORDS})"
    r"(?![\w%/]|[.,]\d| \d{3}(?!\d)| (?:habitant\w*|hab|ames|elus)\b"
    rf"| ?%| ?(?:tiers|quarts?|cinquiemes?|fois|x|×|\*)\b){EUROS}"
)
_IS = r"(?:c ?'? ?est|c ?'? ?etait|est(?: de)?|sera(?: de)?|serait(?: de)?|c|de|a|:|=)"
_PAYS = r"(?:met\w*|pa[iy]\w*|r?ajout\w*|sor[st]\w*|vers\w*|complet\w*|financ\w*|prend\w*)"
_HALL = r"(?:mairie|commune|collectivite|ville|conseil(?: municipal)?|agglo\w*|communaute)"
_ITS = r"(?:ma|sa|leur) (?:propre )?(?:part|poche|contribution|participation)\b"
_OWN = [
    re.compile(source)
    for source in (
        rf"\b(?:moi|nous)(?:[ -]memes?)?,? (?:qui|je|j'en|on|nous) (?:en )?{_PAYS} (?:que )?{_N}",
        rf"\b(?:je|j'|on) ?(?:(?:ne|n'|en|y|peux|veux|vais|voudrais|pourrais|compte|prefere) ?)*"
        rf"{_PAYS} (?:que |moi[ -]meme )?{_N}(?! (?:sur|de) (?:mon|le|mes) (?:compte|droits|dife))",
        rf"{_N},? (?:{_IS} )?(?:{_ITS}|a moi\b)",
        rf"\b{_ITS}(?: a (?:moi|elle|lui))?,? ?(?:{_IS} ?)?{_N}",
        rf"\bmoi,? (?:{_IS} ?)?{_N}",
        rf"{_N} ?(?:de|avec|sur) (?:ma|sa|leur|mes|ses|mon|son) (?:propre |propres )?"
        r"(?:poche|argent|deniers|economies|fonds)\b",
        rf"{_N} ?(?:pour moi|en perso|de fonds propres)\b",
    )
]
_TAKES = [
    re.compile(source)
    for source in (
        rf"\b(?:elle|ils|(?:la |ma |notre |le )?{_HALL})(?: (?:ne|n'|en|me|nous|m'|peut|veut|va))*"
        rf" ?{_PAYS} (?:que )?{_N}",
        rf"\b{_HALL},? (?:{_IS} ?)?{_N}",
    )
]
_BY_IT = re.compile(
    rf"{_N} (?:euros )?(?:(?:de|par|pour|venant de|donnes par|offerts par) )(?:la |le |ma |notre )?"
    rf"{_HALL}\b"
)
_TAXED = re.compile(rf"{_N} ?(?:ttc\b|toutes (?:taxes|charges)|taxes comprises|tva comprise)")
_PRICE_AFTER = re.compile(
    rf"{_N},? ?(?:{_IS} )?(?:(?:le )?prix|le cout|le tarif)\b(?! (?:est|de)\b|\W*\d)"
)
_BEFORE = re.compile(
    r"\b(?:prix|tarif|cout|montant) (?:d'avant|du debut|initial|precedent|de depart|d'origine)"
    r"|\b(?:ancien|premier) (?:prix|tarif|cout)\b"
)
_USED = re.compile(
    rf"\b(?:utilis|depens|consomm|pris\b|preleve|entam|mange|claqu|retir)\w*(?: deja)?,? {_N}"
    r" ?(?:de|sur|des|d')? ?(?:(?:les|ses|mes|son|mon|leurs?|ces|ce|le) )?"
    rf"(?:(?P<whole>{DIGITS})(?!\w){EUROS}|droits|solde|compte|dife|credits?)"
)


_BALANCE = re.compile(
    rf"{_N} ?(?:de|en|sur) (?:(?:mon|son|le|notre|leur|mes|ses|leurs) )?"
    r"(?:comptes?|compteur|dife|droits|solde|credits?)\b(?! par an)"
)
_MINE_THEN = re.compile(r"\b(?:si|s'ils?)\b.*\b(?:refus\w+|non)\b")
_ASKS_MINE = re.compile(r"\bcombien\b|\bpoche\b|\bma part\b|\breste\w*\b")


def worth(said: str) -> str | None:
    """The amount of a figure, or of a number in words, as text."""
    if not said[:1].isdigit():
        value = number(said)
        return str(value) if value and value > MOST_COUNTED else None
    return parse(said)


def _first(patterns: list[re.Pattern[str]], text: str) -> str | None:
    found = next(filter(None, (each.search(text) for each in patterns)), None)
    return worth(found["n"]) if found else None


def own(text: str) -> str | None:
    """What the official puts in: « 200 c'est ma part », « j'en mets 200 »."""
    return _first(_OWN, text)


def of_town_hall(text: str) -> str | None:
    """What the town hall puts in: « elle prend 250 », « la mairie c'est 570 »."""
    return _first([*_TAKES, _BY_IT], text)


def price(text: str) -> str | None:
    """The price that is named after its figure, or told with its tax: « 950 HT, 1 140 TTC »."""
    return _first([_TAXED, _PRICE_AFTER], text)


def price_before(text: str) -> bool:
    """Whether the price that was held before the last one is meant."""
    return bool(_BEFORE.search(text))


def used(text: str) -> tuple[str, str | None] | None:
    """What was used of a balance, and that balance where it is told: « 500 de ses 640 »."""
    found = _USED.search(text)
    if not found:
        return None
    spent = worth(found["n"])
    return (spent, worth(found["whole"]) if found["whole"] else None) if spent else None


def tells(text: str) -> bool:
    """Whether a message tells who puts what, a price with its tax, a balance, or what was used."""
    told = (own(text), of_town_hall(text), price(text), used(text), _BALANCE.search(text))
    return any(told) or price_before(text) or _if_refused(text)


def _if_refused(text: str) -> bool:
    """« je paie combien si elle refuse ? »: the split where the town hall gives nothing."""
    return bool(REFUSES.search(text) and _MINE_THEN.search(text) and _ASKS_MINE.search(text))
