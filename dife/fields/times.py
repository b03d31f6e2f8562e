"""Days of birth, and when somebody wants to be called back, alone or inside words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dife.fields.model import EARLIEST_YEAR, LONGEST, Birth, Fault, Read, words_of
from dife.fields.refusals import fault_of
from dife.fields.retold import turned
from dife.fields.words import EXCLAIMED
from dife.said.birth import read_birth as said_birth
from dife.said.changes import taken_back
from dife.said.numbers import WORDS
from dife.text import bare, fold
from dife.wording import format_date

_MONTH = r"(?:jan|fev|mar|avr|mai|jui|aou|sep|oct|nov|dec)[a-z]{0,7}\.?"
_DAY = r"(?:1er|[0-3]?[0-9])"
_SEPARATOR = r"\s?[ /.-]\s?"
_DICTATED = (  # « huit août 1962 », « 8 août mille neuf cent soixante-deux »
    rf"(?<!\w)(?:{_DAY}|premier|{WORDS}) {_MONTH} (?:[0-9]{{4}}|{WORDS})(?!\w)"
)
DATE = (
    rf"(?<![0-9])(?:(?:19|20)[0-9]{{2}}-[01]?[0-9]-[0-3]?[0-9]"
    rf"|{_DICTATED}|{_DAY}{_SEPARATOR}(?:[01]?[0-9]|{_MONTH}){_SEPARATOR}(?:[0-9]{{4}}|[0-9]{{2}}))"
    r"(?![0-9]| ?[0-9]{2}\b)"
)
_FOUND = re.compile(DATE)


def find_births(text: str, today: date) -> Iterator[Birth]:
    """What looks like a whole date, each with what it is worth."""
    for found in _FOUND.finditer(bare(text)):
        read = said_birth(text[found.start() : found.end()], today)
        fault: Fault = "" if read.day else "date"
        if read.fault == "avenir":
            fault = "avenir"
        elif read.day and read.day.year < EARLIEST_YEAR:
            fault = "ancienne"
        value = format_date(read.day) if read.day and not fault else ""
        yield Birth(found.start(), found.end(), value, read.fault == "trop_jeune", fault)


def read_birth(text: str, today: date) -> Read:
    """The day alone; two different days are none."""
    births = list(find_births(text, today))
    if len({birth.value for birth in births}) != 1:
        return Read(fault="date")
    first = births[0]
    return Read(first.value, doubt=first.doubt, fault=first.fault)


_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_HOUR = (
    r"[0-2]?[0-9] ?(?:h(?:eures?)?(?: ?[0-5][0-9])?|:[0-5][0-9])(?![a-z])|midi(?! et (?:deux|2|14))"
    r"|[0-2]?[0-9]-[0-2]?[0-9] ?h"
    rf"|{WORDS} ?h(?:eures?)?(?![a-z])(?: (?:et demie|et quart|moins le quart|{WORDS}(?! h)))?"
)
_PART = (
    r"(?:(?:debut|fin|milieu|courant) (?:de |d')?)?(?:matin(?:ee)?s?|midi et (?:deux|2|14h?)(?!\w)"
    r"|midi|apres[ -]?midi|aprem|aprm"
    r"|soir(?:ee)?s?|journee|semaine|week[ -]?end|mois|(?:le |petit[ -])?dejeuner|diner"
    r"|gouter|souper|messe|sieste)"
)
_ONE = (
    rf"(?:{_WEEKDAY}|{_PART}|{_HOUR}|demain|apres[ -]demain|aujourd'hui|auj|ce jour|maintenant"
    r"|tout de suite|immediatement|des que possible|au plus (?:vite|tot)"
    r"|le plus (?:vite|tot) possible"
    r"|asap|rapidement|vite|urgent|urgence|de suite|tot|tard|dans (?:une?|deux|trois|[0-9]+) "
    r"(?:heures?|h|minutes?|mn|min|jours?)|(?:ca|cela) m'est egal|comme (?:ca )?vous arrange"
    r"|le [0-3]?[0-9](?![0-9:h])|n'importe(?: (?:quand|quelle heure|quel (?:jour|moment)))?"
    r"|quand il vous plaira|(?:quand|comme) "
    r"(?:vous|tu) (?:voulez|veux|pouvez|pourrez|souhaitez)|a (?:votre|ta) convenance|peu importe"
    r"|tous les jours|toute la (?:journee|semaine)|tout le temps|a tout moment|a toute heure"
    r"|(?:heures?|horaires?|jours?) (?:de|d') ?(?:bureau|ouverture|repas)|jours? ouvres?"
    rf"|(?:le )?[0-3]?[0-9](?:er)?[ /](?:[01]?[0-9]|jan\w*|fev\w*|mars|avr\w*|mai|juin|juil\w*"
    r"|aout|sep\w*|oct\w*|nov\w*|dec\w*)|prochaine?|suivante?"
    rf"|(?:le )?(?:{WORDS}|premier) {_MONTH}(?![a-z]))"
)
_LINK = (
    r"(?:[\s,/;-]|l'|d'|(?:le|la|les|au|aux|a|en|de|des|du|dans|vers|avant|apres|entre|jusqu'a|et"
    r"|ou|sauf|pas|mais|plutot|si possible|sinon|partir|pendant|ce|cette|cet|tous|toute|heures?"
    r"|environ|ouvres?|chaque|par|deux|une?|jours?|prochaine?|h|[0-2]?[0-9]h?)(?![\w]))"
)
# On a bare text (dife.text.bare): days, parts of a day and hours with the small words among them.
MOMENT = re.compile(
    rf"(?<![\w'])(?:{_LINK}{{1,8}})?{_ONE}(?:(?:{_LINK}){{0,8}}(?<!\w){_ONE})*(?![\w])"
)
_MOMENT_LEAD = re.compile(
    r"\W*(?:(?:(?:je|comme je)(?: vous)? (?:l'? ?|le )(?:ai (?:deja )?dit|repete|disais)"
    r"|euh|oui|ok|d'accord|bonjour|alors|eh bien|plutot|de preference|en fait|nullement|non"
    r"|me revoila|je (?:prefere|prefererais|voudrais|aimerais)(?: etre(?: r?appelee?)?)?"
    r"|(?:r?appele[rz]|contactez)[- ]?moi|je (?:suis|serai) (?:plutot )?(?:libre|dispo(?:nible)?"
    r"|joignable|la)|(?:libre|dispo(?:nible)?|joignable)|idealement"
    r"|c'est mieux|le mieux (?:c'est|est)|disons|(?:tout )?simplement|uniquement|donc|bon|euh+"
    rf"|{EXCLAIMED})(?![\w'])[\s,:!.]*)*"
)
_MOMENT_TAIL = re.compile(
    r"[\s,]*(?:merci(?: beaucoup| bien)?|svp|s'il vous plait|ca me va|c'est bien|rien d'autre|c'est"
    r" tout|je (?:viens de (?:vous )?le dire|(?:vous )?l'ai (?:deja )?dit|(?:vous )?le repete))\W*$"
)
_OPEN = re.compile(
    r".*(?:n importe (?:quand|quel|quelle)|(?:quand|comme) (?:vous|tu) (?:voulez|veux|pou|souhait)"
    r"|peu importe|convenance|des que|plus (?:tot|vite)|maintenant|tout de suite|demain).*"
)
_WITHDRAWN = re.compile(r".*\b(?:(?:veux|souhaite|faut|vaut) (?:plus|pas)|plus la peine|annul).*")


def only_moment(text: str) -> bool:
    """Whether a text is days, hours and the small words among them, and nothing else."""
    return bool(MOMENT.fullmatch(bare(text)))


def kept_moment(text: str) -> str:
    """What is wanted in the end: « lundi 9h » of « demain c'est samedi, plutôt lundi 9h »."""
    if not (parts := taken_back(text, MOMENT)):
        return text
    held, new = parts
    before = [held[m.start() : m.end()] for m in MOMENT.finditer(bare(held))]
    return _merged(_trimmed(before[-1]), _trimmed(new))


def read_moment(text: str) -> Read:
    """The moment as typed; a short thing that says no day nor hour is doubted."""
    text = kept_moment(text)
    compared = bare(text)
    start = _MOMENT_LEAD.match(compared)
    said = text[start.end() if start else 0 :]
    cut = _MOMENT_TAIL.search(bare(said))
    said = (said[: cut.start()] if cut else said).strip(" ,;.!")
    fault = fault_of(text)
    if not MOMENT.search(bare(said)) or _WITHDRAWN.fullmatch(fold(said)):
        if fault or len(said.split()) > 4 or _WITHDRAWN.fullmatch(fold(said)):
            return Read(fault=fault or "phrase")
        return Read(said[:LONGEST].strip(), doubt=True) if said else Read(fault="vide")
    if fault in ("question", "adresse", "attente") and not _OPEN.fullmatch(fold(said)):
        return Read(fault=fault)
    return Read(fault="long") if len(said) > LONGEST else Read(said)


# What a moment is made of, on a bare text: a day, an hour or a part of a day.
_THIS = r"(?:ce (?:soir|matin|midi)|cet(?:te)? (?:apres[ -]?midi|aprem|matinee|soiree))"
_ON = (
    rf"(?:{_THIS}|dans (?:{WORDS}|[0-9]+) (?:h|heures?|minutes?|jours?)|{_WEEKDAY}"
    r"|apres[ -]demain|demain|aujourd'hui|auj|ce jour"
    rf"|(?:{_DAY}|{WORDS}|premier) {_MONTH}(?![a-z])|[0-3]?[0-9]/[01]?[0-9](?:/[0-9]{{2,4}})?"
    r"|(?<=le )[0-3]?[0-9](?![0-9:h/])(?! ?h)|semaine|week[ -]?end)(?: (?:prochaine?|suivante?))?"
)
_AT = rf"(?:{_HOUR}|{_PART})"
_LED = r"(?:(?:le|la|les|a|au|aux|en|vers|de|du|entre|apres|avant|des) |l'|d')*"
_PIECE = re.compile(rf"(?<![\w'])(?P<led>{_LED})(?:(?P<on>{_ON})|(?P<at>{_AT}))(?!\w)")
_PIECES = rf"{_LED}(?:{_ON}|{_AT})(?:\s+{_LED}(?:{_ON}|{_AT}))*(?!\w)"
_FREE = r"(?:la|libre|dispo\w*|possible|bon|joignable|present\w*|etre la)"
_DENIED = re.compile(
    rf"(?<!\w)(?:(?:et|mais|non|surtout)[\s,]+)*(?:pas|non pas|au lieu d[eu]|plutot que"
    rf"|a la place d[eu]|et non)\s+(?P<not>{_PIECES})"
    rf"|(?<!\w)(?:je |on )(?:ne |n')?(?:suis|serai|peux|pourrai|sera) (?:pas|plus)(?: {_FREE})*\s+"
    rf"(?P<away>{_PIECES})"
    rf"|(?<!\w)(?P<busy>{_PIECES})[\s,]+"
    r"(?:(?:je|ca|cela|c'est|il|elle|on|nous) [^,;:.!?\d]{0,25}?"
    rf"\b(?:pas|plus|impossible|complique)(?!\w)(?: {_FREE}(?!\w))*|impossible)"
)
_FREELY = re.compile(
    r"\b(?:n'importe|quand (?:vous|il)|des que possible|au plus (?:tot|vite)|tous les jours)\b"
)
# Words that a change of moment may have around it, and no other: else something else is told.
_AROUND = words_of(
    """
    non oui ah oh euh enfin en fait finalement plutot pardon desole desolee reflexion faite je j
    prefere prefererais preferais aimerais voudrais veux suis serai serais est serait sera c ce
    ca cela irait va ira m me nous arrange arrangerait convient conviendrait mieux disponible
    dispo libre joignable la rappelez rappeler rappelle appelez appeler moi pour cet cette
    appel rappel le l mettez mets mettre notez changez changer change changeons decalez
    reportez repoussez deplacez passez a au de du d vers heure moment jour creneau horaire rdv
    svp merci s il vous plait si possible oups correction erreur attention etait bien ok bon
    alors donc et mais parle voulais dire dis disais trompe trompee mis soit avez par sur un
    une mon ma peut etre encore oublie dit deja ai n on entendu que est ce donc
    """
)


_EXCLAIMED = re.compile(rf"\W*{EXCLAIMED}(?![\w'-])\s*[,!.;:…]+\s*")


def changed_moment(text: str, held: str = "") -> str:
    """The moment that a short message tells instead of the one that is held: « plutôt jeudi » for
    « mardi 10h » is « jeudi 10h »; "" where it tells none, or something else with it."""
    if "?" in text:
        return ""
    text = kept_moment(text)
    shout = _EXCLAIMED.match(bare(text))
    line = _undenied(turned(text[shout.end() if shout else 0 :]), held)
    compared = bare(line)
    found = [m for m in MOMENT.finditer(compared)]
    rest = MOMENT.sub(" ", compared)
    if not found or set(fold(rest).split()) - _AROUND:
        return ""
    new = " ".join(_trimmed(line[m.start() : m.end()]) for m in found)
    if not _kinds(new) and not _FREELY.search(bare(new)):
        return ""
    return _merged(held, new)[:LONGEST]


_BEFORE = re.compile(
    r"(?:[\s,;/-]|(?:et|ou|mais|plutot|tot|vite|du|de|pour|sinon|(?:l')?heure)(?!\w)|d')*"
)
_ANY = re.compile(r"n'importe quel(?:le)?s?(?: (?:jour|moment|heure))? ?")
_BUT_FOR = re.compile(r"[\s,]*(?:sauf|hormis|excepte|mais pas|pas|hors)\s.*")


def _trimmed(said: str) -> str:
    lead = _BEFORE.match(bare(said))
    return said[lead.end() if lead else 0 :].strip(" ,;-")


def _undenied(text: str, held: str) -> str:
    """Without the day that is refused where another is told: « pas vendredi : jeudi »."""
    for found in reversed(list(_DENIED.finditer(bare(text)))):
        refused = found["not"] or found["away"] or found["busy"]
        rest = f"{text[: found.start()]} , {text[found.end() :]}"
        first = not fold(text[: found.start()]) or not found["not"]
        known = first or _words(refused) & _words(held)
        if known and _kinds(refused) <= _kinds(rest):
            text = rest
    return text.strip(" ,;:.")


def _words(said: str) -> set[str]:
    return {fold(m["on"] or m["at"]) for m in _PIECE.finditer(bare(said))}


def _kinds(said: str) -> set[str]:
    return {"on" if m["on"] else "at" for m in _PIECE.finditer(bare(said))}


def _merged(held: str, new: str) -> str:
    """A day alone keeps the hour that is held, an hour alone its day."""
    kinds = _kinds(new)
    kind = "on" if kinds == {"on"} else "at" if kinds == {"at"} else ""
    if kind and (free := _ANY.match(bare(held))):  # a day or an hour is not any more the same
        held = held[free.end() :]
    if kind == "on" and (but := _BUT_FOR.search(bare(held))):
        held = held[: but.start()]
    pieces = list(_PIECE.finditer(bare(held)))
    same = [m for m in pieces if kind and m[kind]]
    others = [m for m in pieces if kind and not m[kind]]
    if not others or bare(new).startswith("dans"):
        return new
    if not same:
        return f"{new} {held}" if kind == "on" else f"{held} {new}"
    start, end = same[0].start(), same[-1].end()
    if any(start < m.start() < end for m in others):
        return new
    return f"{held[:start]}{new}{held[end:]}"
