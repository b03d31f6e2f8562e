"""Somebody else in a message: a neighbour who is told of, or the person a letter is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dife.fields.model import Kind
from dife.fields.names import CIVILITY
from dife.fields.people import read_office, read_surname
from dife.text import bare, fold

_SISTER = r"s(?:oe|œ)urs?"
_THIRD = re.compile(
    r"(?<![\w'])(?:mon|ma|mes|son|sa|ses|un|une|des|notre|le|la) (?:\w+ )?(?:voisine?s?|amie?s?"
    rf"|copine?|copains?|freres?|{_SISTER}|cousine?s?|oncle|tante|neveu|niece|beau[- ]\w+"
    r"|belle[- ]\w+|gendre|patronne?|medecin|avocate?)(?![\w'])"
    r"|(?<![\w'])(?:mon|ma|un|une|notre) collegue,? (?!est |c'est |a pour |s'appelle )[^\W\d_]+"
)
_SPOUSE = r"(?:mari|epoux|femme|epouse|conjointe?|compagnon|compagne)"
_KIN = (  # never the person of the letter, who is « le maire », « notre adjointe » to a secretary
    rf"(?:(?:mon|ma|mes|son|sa|ses|notre|nos) (?:\w+ )?(?:{_SPOUSE}|voisine?s?|amie?s?|copine?"
    rf"|copains?|freres?|{_SISTER}|cousine?s?|oncle|tante|neveu|niece|beau[- ]\w+|belle[- ]\w+"
    r"|gendre|meres?|peres?|parents|fils|filles?|enfants?|grand[- ](?:mere|pere)|medecin|avocate?"
    r"|patronne?)|une? (?:autre )?(?:\w+ )?(?:voisine?|amie?|copine?|collegue|frere|cousine?"
    rf"|{_SISTER}))(?: elue?s?)?(?: [A-Z][\w'-]+)?(?![\w'-])"
)
_THEMSELVES = r"(?:,? (?:aussi|egalement|elle|lui|eux|elle aussi|lui aussi)(?![\w-]),?)*"
_DOES = (  # what follows somebody who is told of: « est né », « peut », « qui … »
    r",? (?:est|etait|sont|a(?! moi)|avait|ont|s'appelle\w*|se (?:nomme|prenomme)|ne|n'\w+|peu\w+"
    r"|pourr\w+|doi\w+|veu\w+|voudr\w+|souhait\w+|aimer\w+|habit\w+|vi[vt]\w*|va|nee?s?|qui"
    r"|siege\w*|c'est|(?:il|elle|ils|elles) (?!m')\w+)(?![\w'])"
)
_OF_KIN = re.compile(
    rf"(?<![\w'-])(?<!suis ){_KIN}{_THEMSELVES}{_DOES}"
    r"|(?:date|lieu|ville|commune|jour|annee|prenoms?|nationalite|mandat|fonction)"
    rf"(?: de naissance)? (?:de |d'){_KIN}",
    re.I,
)
_NAME_OF_SPOUSE = re.compile(
    rf"(?:mon|ma|son|sa) {_SPOUSE} (?:s'appelle|se nomme|a pour nom|porte)\b"
)
_BORN_THERE = re.compile(r"\b(?:j'y|y) (?:suis|est) nee?\b")
_THEN = (  # a subject of its own
    r"(?:je|j'|moi|mon|ma|mes|il|elle|ils|elles|lui|eux|son|sa|ses|le|la|les|notre|nous|on|c'est"
    r"|une? |nee?|pour)(?![\w-])"
)
_CLAUSE = re.compile(
    rf"\s*[;.!?\n]+\s*|\s*,\s*(?:(?:et|mais|car) )?|\s+(?:et|mais|car|alors) (?={_THEN})"
)
_CHIEF = re.compile(  # « je suis adjoint, le maire c'est M. Roy »
    r"(?<![\w'])(?:je suis|il est|elle est) (?:(?:que|juste|seulement|le|la|l'|une?|premiere?) ?)*"
    r"(?:adjointe?|conseill\w+|elue?|deleguee?)(?![\w'])[^;!?]*?"
    r"(?P<other>[\s,;.]+(?:(?:et|mais|car) )?(?:"
    r"(?:le|la|notre) maire,? (?:c'est|est|s'appelle|se nomme)(?![\w'])"
    r"|c'est (?!(?:moi|lui|elle)(?!\w))[^;,!?.]{2,40} (?:le|la) maire(?![\w'])).*)"
)
_GOES_ON = re.compile(  # of whoever was just told of
    r"\W*(?:(?:et|mais|car|est[- ]ce qu'|donc|alors|puisqu'|comme|c'est) ?)*"
    r"(?:(?:elle|il|elles|ils|lui|eux|qui|son|sa|ses|leurs?)(?![\w'-])|\w+[- ](?:elle|il)s?\b"
    r"|nee?s? |pareil|(?:c'est )?possible\b)"
)
_ONE = (
    r"(?:adjointe?|maire|conseill(?:er|ere)|collegue|elue?|presidente?|deleguee?|mari|femme|epoux"
    r"|epouse|secretaire)"
)
_FOR = re.compile(
    r"\W*(?:(?:bonjour|et|maintenant|alors|bon|ensuite|cette fois|non|pardon|finalement|en fait"
    r"|j'ecris|je vous ecris|j'en veux un|la meme chose|la meme|pareil|un autre|faites[- ]le"
    r"|le meme(?: (?:mail|courriel|modele|message))?|un (?:mail|courriel)(?: a part)?"
    r"|c'est|ce sera|c est|je (?:veux|voudrais)(?: (?:ecrire|faire)(?: un courriel)?)?"
    r"|preparez(?:[- ]en un)?|courriel|lettre|passons(?: a)?|on passe(?: a)?)[\s,:]*)*"
    rf"pour (?P<who>{CIVILITY}\s.*|(?:une?|l')\s?autre.*|quelqu'un d'autre.*|(?:son|mon|ma|notre"
    rf"|le|la|l'|une?) ?(?:(?:autre|premiere?|deuxieme|second|seconde|nouve\w+|jeune|\w+ieme)\s+)?"
    rf"{_ONE}\b.*)"
)
_CIVIL = re.compile(rf"{CIVILITY}\s+(?!(?:le|la)\s)")
_CALLED = re.compile(r"\b(?:il|elle) (?:s'appelle|se nomme|a pour nom)\s+")
_AGAIN = re.compile(r"(?<!\w)(?:cette fois|maintenant|ensuite|autre)(?!\w)")
_SIR = re.compile(r"m(?:\.|r\b|onsieur|\s)")
_HEALTH = re.compile(
    r"\b(?:cancers?|tumeurs?|maladies?|malades?|hopital|hopitaux|hospitalis\w+|chimio\w*|diabet\w+"
    r"|depressi\w+|handicap\w*|burn ?out|medecins?|medical\w*|avc|infarctus|enceinte|grossesse"
    r"|sclerose|alzheimer|parkinson|covid|chirurgie\w*|medicaments?|psychiatr\w+|invalidite)\b"
)
_TO_REACH = re.compile(
    r"(?<!\d)(?:(?:\+|00)33[\s.-]?[1-9]|0[1-9])(?:[\s.-]?\d{2}){4}(?!\d)|\S@\w"
    r"|\b(?:code|pin|mot de passe|mdp)\b\W*(?:\w+\W+){0,3}?(?:c'est |est |[:=]\s*)?\S*\d{3,}"
)
_TAIL = re.compile(
    r"[\s,;.!]*(?:cette fois(?:[- ]ci)?|aussi|egalement|maintenant|svp|merci"
    r"|s'il vous plait|pas pour moi|(?:et )?(?:pas|non) pour .*)[\s.!]*$"
)


@dataclass(frozen=True)
class Whom:
    """For whom a letter is said to be: `new` where another person than before is meant."""

    told: dict[Kind, str]
    new: bool


def about_another(text: str) -> bool:
    """Whether somebody is told of who is not the person of the letter: « mon voisin … »."""
    return bool(_THIRD.search(bare(text)))


def own(text: str) -> str:
    """The text without what it tells of a relative, a neighbour or a colleague; "" where nothing
    is left: « ma sœur est née à Étampes, elle peut faire pareil ? »."""
    if chief := _CHIEF.search(bare(text)):
        text = text[: chief.start("other")]
    compared = bare(text)
    spouse = _NAME_OF_SPOUSE.search(compared) and "?" not in text  # that is the married name
    if spouse or _BORN_THERE.search(compared) or not _OF_KIN.search(compared):
        return text
    kept, start, other = [], 0, False
    while start < len(text):
        told = _OF_KIN.search(compared, start)
        cut = _CLAUSE.search(compared, start)
        if told and (not cut or told.start() < cut.start()):
            other, cut = True, _CLAUSE.search(compared, told.end())
        elif not (other and _GOES_ON.match(compared, start)):
            other = False
        end = cut.end() if cut else len(text)
        if not other:
            kept.append(text[start:end])
        start = max(end, start + 1)
    return re.sub(r"[\s,;.]+(?:(?:et|mais|car)\s*)?$", "", "".join(kept)).strip()


def before_another(text: str) -> str:
    """The text until somebody else is told of."""
    found = _THIRD.search(bare(text))
    return text[: found.start()] if found else text


def best_left_out(text: str) -> bool:
    """Whether a story tells of somebody's health, or a number, address or code to keep private."""
    return bool(_HEALTH.search(fold(text)) or _TO_REACH.search(bare(text)))


def another_named(text: str, today: date) -> dict[Kind, str]:
    """After a letter, the whole name of somebody told of: « elle s'appelle Odile Garnier, née
    Rossi »; empty where no first name tells who."""
    found = _CALLED.search(bare(text))
    name = read_surname(text[found.end() :], [], today) if found else None
    if not name or not name.value or name.fault or "prenoms" not in name.others:
        return {}
    return {"nom": name.value, **name.others}


def for_whom(text: str, today: date) -> Whom | None:
    """The person a letter is for: « pour M. Haddad cette fois »; None for no such thing."""
    found = _FOR.fullmatch(bare(text))
    if not found or "?" in text:
        return None
    who = text[found.start("who") :]
    who = _without_tail(who)
    parts = [_without_tail(part) for part in re.split(r"\s*,\s*", who.strip(" .!")) if part]
    new = bool(_AGAIN.search(bare(text)))
    told: dict[Kind, str] = {}
    named = next((part for part in parts if _CIVIL.match(bare(part))), "")
    title = _CIVIL.match(bare(named))
    born = re.search(r"\bnee? ", bare(named))
    name = read_surname(named[title.end() :], [], today) if title else None
    if name and name.value and not name.fault:
        if born or _SIR.match(bare(named)):  # a lady's name is seldom the one she was born with
            told["nom"] = name.value
        told |= {k: v for k, v in name.others.items() if k in ("prenoms", "nom_usage")}
    office = read_office(parts[1]) if len(parts) > 1 else None
    if office and office.value and not office.doubt:
        told["mandat"] = office.value
    return Whom(told, new)


def _without_tail(said: str) -> str:
    while (cut := _TAIL.search(bare(said))) and cut.start():
        said = said[: cut.start()]
    return said
