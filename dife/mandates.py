"""What a message tells of an account of rights: the elections, what was spent, the day asked.

Patterns for a bare text (dife.text.bare), its numbers in figures (`read` does it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from dife.days import month_bounds, year_bounds
from dife.said.numbers import WORDS, word_number


@dataclass(frozen=True)
class Spending:
    """Euros taken from the account, and the year; None where it is not said."""

    amount: Decimal
    year: int | None = None


@dataclass(frozen=True)
class Told:
    """What is known of an account; None or False is « not said ».

    `year`: of the first election · `again`: elected once more since, in `again_in` ·
    `partial`: in a month when no general election is held.
    """

    year: int | None = None
    again: bool = False
    again_in: int | None = None
    departmental: bool = False
    partial: bool = False
    spent: tuple[Spending, ...] | None = None

    @property
    def elected(self) -> bool:
        """Whether anything is told of the mandate."""
        return self.year is not None or self.again


_OFFICE = r"(?:maires?|adjointe?s?|conseilleres?|conseillers?|mandats?|siege)"
_AGAIN = re.compile(
    r"\b(?:reelue?s?|reelections?|renouvele\w*|reconduit\w*|(?:2|3|4|5) ?n?d?e(?:me)? mandats?"
    r"|(?:deuxieme|second|troisieme|quatrieme|enieme|nouveau) mandat"
    r"|(?:de|a) nouveau (?:\w+ )?elue?s?|(?:re)?elue?s? (?:de nouveau|a nouveau|encore"
    r"|une (?:2e|deuxieme|seconde|autre) fois|(?:2|deux|3|trois) fois)|repasse\w*"
    r"|(?:2|3|deux|trois) mandats (?:de suite|d'affilee|successifs))\b"
)
_ELECTED = re.compile(rf"\b(?:elue?s?|election|{_OFFICE}|premiere fois)\b")
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-3]\d)\b(?! ?(?:€|euros?))")
_ELECTION_MONTHS = ("mars", "mai", "juin", "juillet")
_MONTH = re.compile(
    r"\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
)
_AND = re.compile(r"\W*(?:et|puis|,|ou)?\W*(?:encore |aussi )?(?:en |de )?(?:mars |juin )?")
_AFTER = re.compile(r"[^.;?!\d]{0,25}")
_USED = r"(?:utilise|depense|consomme|debite|sorti|pris|servi|retire)"
_AMOUNT = r"\d{1,3} \d{3}|\d{1,4}"
_IN = r"(?:[^.;?!\d,]{0,20}\b(?:en|de) (?:\w+ )?(?P<y>20[12]\d)\b)?"
_SPENT = re.compile(
    rf"\b{_USED}e?s? (?:deja |environ |pour |moi )?(?P<a>{_AMOUNT})\b"
    r"(?! ?(?:heures?|fois|mois|ans?))"
    rf" ?(?:€|euros?)?{_IN}"
)
_SPENT_AFTER = re.compile(
    rf"\b(?P<a>{_AMOUNT}) ?(?:€|euros?)? (?:deja |ont ete |de |sont )*{_USED}e?s?\b{_IN}"
)
_MORE = re.compile(rf"(?:,| et| puis|, et)+ (?P<a>{_AMOUNT})\b ?(?:€|euros?)?{_IN}")
_NOTHING_USED = re.compile(
    rf"\brien (?:\w+ ){{0,2}}?{_USED}|\b(?:jamais|pas)(?: \w+)? {_USED}|\bsans (?:rien|jamais)"
    r"|\bpas (?:encore )?touche\b|\bn'y ai pas touche\b|\b0 ?(?:€|euros?)? (?:de )?depense"
)
_SPENT_ALONE = re.compile(
    rf"\W*(?:et |mais |pardon |en fait |non )*(?:si )?(?:j'avais|j'ai|il a|elle a|on a|nous avons)"
    rf" (?:deja )?{_USED}.{{0,40}}"
)
_FIGURES = 10  # « un mandat » is no figure
MOST_SPENDINGS = 3  # told one by one; more are one sum, of no known year
LONGEST_CHANGE = 25  # words of a message that changes an account just told
LONGEST_DAY = 12  # and of one that only names a day

_ASKED = re.compile(
    r"\bcombien\b|\bquel(?:le)? (?:est |sont |sera |serait )?(?:\w+ )?(?:solde|somme|montant"
    r"|credit|droits?)\b|\b(?:mon|son|leur) (?:solde|credit)\b|\bdroit a (?:combien|quoi)\b"
)
_OF_ACCOUNT = re.compile(
    r"\b(?:compte|solde|droits?|dife|dif|credits?|cagnotte|euros|dispos\w*|reste\w*)\b"
)
_RIGHTS = re.compile(r"\b(?:mes droits|droits|dife|dif|solde|credits?|cagnotte)\b")
_TO_HAVE = re.compile(
    r"\b(?:aurai|aurais|aurons|aura|j'ai|ai-je|vais(?:-je)? avoir|aurai-je|disposer\w*|il y aura)\b"
)
# Of a training, a stay or an enrolment: no account is spoken of.
_ELSEWHERE = re.compile(
    r"\b(?:formations?|sessions?|stages?|cours|inscri\w*|valid\w*|demandes?|organisme|nuits?|hotel"
    r"|repas|kilometres?|km|train|mairie|prix|coute\w*|rembours\w*|rappele\w*|courriel|mail)\b"
)
_OF_RULES = re.compile(
    r"\b(?:comment|pourquoi|quand(?! meme)|quelle date|gardee?s?|remis|perdue?s?)\b"
)
_OTHER_QUESTION = re.compile(
    rf"{_OF_RULES.pattern}|\b(?:qui|ou est|ou sont|heures?|cpf|retrait\w*)\b"
)
_OTHER_DAY = re.compile(  # that of an election, or of a spending
    rf"(?:{_AGAIN.pattern}|{_ELECTED.pattern})(?: \w+)?(?: en| de| depuis| le| des)* ?$"
    rf"|\b{_USED}e?s?\b[^.;?!,]{{0,25}}$"
)
_FIRST = re.compile(r"\b(?:premier mandat|premiere fois|nouvel(?:le)?s? elue?s?)\b")
NOW = re.compile(r"\b(?:aujourd'hui|maintenant|actuellement|a ce jour|en ce moment)\b")


def read(text: str) -> Told:
    """All that a bare text tells of an account."""
    text = in_figures(text)
    return replace(_mandate(text), spent=_spendings(text))


def in_figures(text: str) -> str:
    """« élu en deux mille vingt » in figures."""

    def figures(found: re.Match[str]) -> str:
        value = word_number(found[0])
        return found[0] if value is None or value < _FIGURES else str(value)

    return re.sub(WORDS, figures, text)


def _mandate(text: str) -> Told:
    """The elections of a text, in whatever order they are said."""
    first: list[int] = []
    later: list[int] = []
    partial, last, kind = False, 0, None
    spoken = bool(_ELECTED.search(text) or _AGAIN.search(text))
    for found in _YEAR.finditer(text) if spoken else ():
        before, year = re.split(r"[.;?!]", text[last : found.start()])[-1], int(found[0])
        listed = kind is not None and _AND.fullmatch(before)
        after = _AFTER.match(text, found.end())
        kind = kind if listed else _kind(before, after[0] if after else "")
        last = found.end()
        if kind is None:
            continue
        months = _MONTH.findall(before)
        partial = partial or bool(months) and months[-1] not in _ELECTION_MONTHS
        (later if kind else first).append(year)
    return Told(
        year=min(first, default=None),
        again=bool(later or len(set(first)) > 1 or _AGAIN.search(text)),
        again_in=min(later, default=None),
        departmental=bool(re.search(r"\b(?:departement|region)\w*", text)),
        partial=partial,
    )


def _kind(before: str, after: str) -> bool | None:
    """Whether a year is that of another election, True, or of the first; None for neither."""
    cues = [
        *((each.end(), True) for each in _AGAIN.finditer(before)),
        *((each.end(), False) for each in _ELECTED.finditer(before)),
        *((each.end(), False) for each in re.finditer(r"\b(?:depuis|apres)\b", before)),
        *((each.end(), None) for each in re.finditer(rf"\b{_USED}|\bcombien\b", before)),
    ]
    if cues:
        told = max(cues, key=lambda cue: (cue[0], cue[1] is True))[1]
        # « réélu depuis 2020 »: the word that says of which election comes before « depuis ».
        return True if told is False and _AGAIN.search(before) and "depuis" in before else told
    said = after.partition(",")[0]  # « en 2020 j'ai été élu »
    found = ((_AGAIN.search(said), True), (_ELECTED.search(said), False))
    return min(((each.start(), again) for each, again in found if each), default=(0, None))[1]


def _spendings(text: str) -> tuple[Spending, ...] | None:
    """What a text says to be spent; nothing, where it says so; None where it says nothing."""
    found = _SPENT.search(text) or _SPENT_AFTER.search(text)
    told = []
    while found:
        year = int(found["y"]) if found["y"] else None
        told.append(Spending(Decimal(found["a"].replace(" ", "")), year))
        found = _MORE.match(text, found.end()) or _SPENT.search(text, found.end())
    if len(told) > MOST_SPENDINGS:
        told = [Spending(sum((each.amount for each in told), Decimal(0)))]
    if told:
        return tuple(told)
    return () if _NOTHING_USED.search(text) else None


def merged(before: Told, now: Told) -> Told:
    """What was known, with what is told now: it changes what it names, and nothing else."""
    if now.year is not None:
        before = replace(
            before, year=now.year, again=now.again, again_in=now.again_in, partial=now.partial
        )
    elif now.again:
        year = before.year if before.year != now.again_in else None
        before = replace(before, year=year, again=True, again_in=now.again_in)
    spent = before.spent if now.spent is None else now.spent
    return replace(before, departmental=before.departmental or now.departmental, spent=spent)


def asks_balance(text: str, this_year: int) -> bool:
    """Whether a bare text tells a mandate and asks what the account holds.

    A first mandate of this year has an answer of its own, which says what to do when nothing shows.
    """
    text, said = in_figures(text), read(text)
    new = _FIRST.search(text) and not said.again and (said.year or this_year) >= this_year
    if new or _OF_RULES.search(text):
        return False
    mine = _TO_HAVE.search(text) and not _ELSEWHERE.search(text)
    of_it = _OF_ACCOUNT.search(text) or said.spent is not None or mine
    return bool(said.elected and not said.partial and _ASKED.search(text) and of_it)


def asks_on_a_day(text: str) -> bool:
    """« mes droits au 1er décembre, j'aurai combien ? », where the text holds a day to come."""
    asked = _RIGHTS.search(text) and _ASKED.search(text) and _TO_HAVE.search(text)
    return bool(asked) and not _ELSEWHERE.search(text)


def changes(text: str, day: bool) -> bool:
    """Whether a bare text, right after an answer on rights, changes what it was worked out from:
    what is spent, the mandate, the day (`day`: it holds one to come)."""
    words = len(text.split())
    if words > LONGEST_CHANGE or _ELSEWHERE.search(text):
        return False
    said = read(text)
    if said.spent is not None or said.year is not None and not said.partial:
        return not _OTHER_QUESTION.search(text)
    if said.again:
        return bool(_ASKED.search(text) or re.match(r"\W*(?:et|mais|non|pardon|oui)\b", text))
    return day and words <= LONGEST_DAY and not _OTHER_QUESTION.search(text)


def day_asked(text: str, entities: Iterable[Mapping[str, Any]], today: date) -> date | None:
    """The last day to come among the dates read in a bare text, but that of an election or of a
    spending; of a month or a year, its last day."""
    days = [
        _last_day(str(each["value"]))
        for each in entities
        if each["entity"] == "date" and not _OTHER_DAY.search(text[: each.get("start", 0)])
    ]
    return max((day for day in days if day > today), default=None)


def _last_day(said: str) -> date:
    if len(said) == 4:
        return year_bounds(said)[1]
    return month_bounds(said)[1] if len(said) == 7 else date.fromisoformat(said)


def tells_spent(text: str) -> bool:
    """« j'ai déjà utilisé 300 »: nothing else is said."""
    return bool(_SPENT_ALONE.fullmatch(text) and _spendings(in_figures(text)))
