"""Which meals are given free, as it is said: « deux de ces repas étaient offerts ».

Patterns and readers for a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.said.numbers import WORDS, number

_NUMBER = rf"(?:(?<![\w.,/+°-])\d{{1,2}}(?![\w.,]\d)|{WORDS})"
_MEAL = r"(?:seule?s? )?(?:repas|dejeun\w{1,3}|diners?)\b"
_BE = (
    r"(?: (?:n')?(?:(?:m|t|l|nous|vous|lui|leur|me|en)[ ']?)?(?:sera(?:it|ient)?|seront|est|sont"
    r"|etait|etaient|ai?t? ete|ont ete|avai(?:t|ent) ete|fut|furent))?(?: \w+ment)?"
)
_FREE = r"(?:of+[ert]{2,5}|fourni|compri|inclu|gratuit|gratos|gratis|pris en charge)"  # « offrets »
FREE = rf"{_BE} ?\b(?:{_FREE}|paye(?:e?s)? par)(?:e?s)?\b"
_GIVEN = re.compile(rf"{_FREE}|paye")
_GIVEN_BESIDE = re.compile(rf"\b(?:{_FREE})(?:e?s)?\b")
GIVEN_ALONE = re.compile(r"\b(?:offert|fourni|gratuit)(?:e?s)?\b")
_ORDER = r"(?:(?:tout )?(?:dernier|premier|deuxieme|second|troisieme|seul|autre) )?"
_OF_THESE = re.compile(
    rf"(?P<n>{_NUMBER}) (?:(?:de (?:ces|mes|nos|tes|vos|ses|leurs)|des|parmi (?:ces|les|mes))"
    rf"(?: {_NUMBER})? {_MEAL}|d'entre (?:eux|ces {_MEAL})|sur (?:les )?{_NUMBER}(?: {_MEAL})?)"
    rf"(?: (?!est\b|par\b)[\w']+){{0,3}}?{FREE}"
)
_THIS = re.compile(
    rf"\b(?:le|un|mon|ce|ton|son|notre) {_ORDER}{_MEAL}"
    rf"(?: (?!est\b|sont\b|etai|ser[ao]|par\b|ou\b|coute|vaut)[\w']+){{0,6}}?{FREE}"
)
_ALL = re.compile(
    rf"\b(?:tou(?:s|t|tes?)(?: (?:les|mes|nos|leurs|ces) {_MEAL})?|(?:les?|mes|nos|leurs) {_MEAL}"
    rf"|ils)(?: {_BE})? ?(?:tous )?{FREE}"
)
_BY_OTHERS = re.compile(
    rf"(?P<n>{_NUMBER}) {_MEAL}{_BE} ?(?:paye|pris en charge|regle)(?:e?s)? par"
    r" (?!moi|nous|mes|nos)"
)
_ONE_OF = re.compile(
    rf"(?<!pas )\b(?:l'un|un|l'une) (?:des deux|d'eux|d'entre eux|d'entre elles|seul){FREE}"
)
_NONE = re.compile(
    # Of all of them: « 3 repas à ma charge » counts those to pay.
    r"\b(?:(?:les|mes|nos|ces) repas(?: sont| seront| restent)?|repas (?:sont|seront|restent))"
    r"(?: tous)? a (?:ma|notre) charge\b"
    rf"|\b(?:(?:aucune?|nul|zero|0|sans)(?: (?:{_MEAL}|d'eux|de ces repas|d'entre eux))?(?: d')?"
    rf"(?: ne)?{FREE}|(?:pas|plus)(?: (?:eu|pris|prevu))?(?: de| d'| un seul) ?{_MEAL}"
    rf"(?: d')?{FREE}"
    rf"|(?:rien|pas|plus|non|pas un(?: seul)?)(?: d'| de)?(?: ne| n)?{FREE})"
    r"|\bn(?:e |')(?:\w+ )?(?:offr\w+|fourni\w*) (?:rien|aucune? repas|pas (?:de|les?) repas)\b"
)
_ONE_MORE = re.compile(
    r"\bun (?:second|deuxieme|autre|troisieme)(?: repas)?(?: (?:aussi|egalement|encore|de meme)"
    rf"|{FREE})"
)
_SERVED = r"(?:midi|soir|repas|dejeuner|diner)(?: (?:du|de) [\w']+(?: (?:jour|soir))?)?"
# « le midi du 15, c'est offert », « le dîner, c'est eux qui l'offrent », « elle mange gratis ».
_IT_IS = re.compile(
    rf"\b(?:le|un|mon|ce|son) {_SERVED},? c ?'?(?:est|etait|sera|est aussi) (?:{_FREE}"
    r"|(?:[\w']+ ){1,3}qui (?:l'|me l'|nous l')?(?:offr|pai|pay|fourni)\w*)"
    r"|\bmang\w+ (?:gratuitement|gratos|gratis|a l'oeil|aux frais de l'organisme)\b"
    r"(?! (?:tous|chaque|midi et))"
)
# What is paid: a count beside the free ones, never all of the meals.
_MINE = (
    r"(?:paye(?:e?s)?|regle(?:e?s)?)\b(?! par\b)"
    r"|(?:a|de) (?:payer|regler|(?:ma|notre|sa|leur) (?:charge|poche)|(?:mes|nos|ses) frais)\b"
    r"|que (?:je|nous|j') ?(?:pai|pay|regl)\w*"
)
_I_PAY = (
    r"\b(?:je|j'|on|nous)(?: ?(?:ne|n'|en|n'en|ai|en ai|avons|a))? ?(?:pai|pay|regl)\w+"
    r"(?: (?:que|seulement|les))*"
)
_PAID = re.compile(
    rf"(?P<n>{_NUMBER})(?: (?:autres?|seule?s?|restante?s?))* {_MEAL}"
    rf"(?: (?:restante?s?|sont|seront|etaient|ont ete))*,? (?:{_MINE})(?!,? dont\b)"
    rf"|(?P<m>{_NUMBER})(?: (?:autres?|restante?s?|sont|seront|etaient))* (?:{_MINE})"
    rf"|{_I_PAY} (?P<o>{_NUMBER})(?= autres?\b| {_MEAL})(?!.{{0,9}},? dont\b)"
)
_ASKS = re.compile(r"\b(?:est|sont|sera|seront)[ -](?:il|elle|ce|t)|\best ce qu")

_FREE_BESIDE = re.compile(rf"(?P<n>{_NUMBER})(?: autres?)? (?:{_FREE})(?:e?s)?\b")


def told(text: str) -> list[tuple[int, int, int]]:
    """Where meals given free are counted, and how many; none in a question about the rule."""
    served = [] if _ASKS.search(text) else [(*each.span(), 1) for each in _IT_IS.finditer(text)]
    if served or not _GIVEN.search(text) or _ASKS.search(text):
        return served
    found = [
        (*match.span(), count)
        for match in (*_OF_THESE.finditer(text), *_BY_OTHERS.finditer(text))
        if (count := number(match["n"])) is not None
    ]
    found += [(*match.span(), 1) for match in _ONE_OF.finditer(text)]
    if paid(text) is not None:
        beside = ((*m.span(), number(m["n"])) for m in _FREE_BESIDE.finditer(text))
        found += [(start, end, n) for start, end, n in beside if n is not None]
    if not found and not _ONE_MORE.search(text):
        found += [(*match.span(), 1) for match in _THIS.finditer(text)]
    return found


def none(text: str) -> list[tuple[int, int]]:
    """Where it is told that none is given free: « aucun offert »; none in a question."""
    return [] if _ASKS.search(text) else [found.span() for found in _NONE.finditer(text)]


def all_free(text: str) -> bool:
    """Whether every meal is given free: « tous les repas sont offerts »."""
    return bool(_ALL.search(text)) and not told(text)


def paid(text: str) -> int | None:
    """How many meals are said to be paid, none of them free: « un offert et deux payés » is two;
    without the word « repas », only beside a free one. None where nothing tells, or in a question.
    """
    if _ASKS.search(text):
        return None
    for found in _PAID.finditer(text):
        if not found["m"] or _GIVEN_BESIDE.search(text):
            return number(found["n"] or found["m"] or found["o"])
    return None


def changes(text: str, meals: int, offered: int) -> int | None:
    """How many are free once « tous », « aucun » or « un autre aussi » is said of those held."""
    if _ASKS.search(text):
        return None
    if none(text):
        return 0
    if all_free(text):
        return meals
    return offered + 1 if offered and _ONE_MORE.search(text) else None


def speaks(text: str) -> bool:
    """Whether a message tells which meals are given free."""
    whole = _ALL.search(text) or none(text) or _ONE_MORE.search(text)
    return not _ASKS.search(text) and bool(told(text) or whole or paid(text) is not None)
