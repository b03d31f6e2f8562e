"""Every entity of a French message, and whether the message holds nothing else."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from assistant import facts
from assistant.nlu.entities.amounts import find_amounts, find_bare_decimal
from assistant.nlu.entities.dates import find_dates
from assistant.nlu.entities.places import find_places
from assistant.nlu.entities.quantities import find_options, find_quantities
from assistant.nlu.entities.scan import (
    GROUPED,
    TAKEN,
    Entity,
    Scan,
    is_year,
    pattern,
    protect_noise,
)
from assistant.nlu.entities.taken_back import keep_last
from dife.facts.model import Facts
from dife.fields.around import only_around
from dife.said.numbers import WORDS, number
from dife.text import fold
from dife.wording import named

LONGEST = 2_000  # characters read; what follows is ignored
_FILLER = (
    r"\b(?:il y (?:en )?(?:a|aura|avait|aurait)"
    r"|c'?est|c est|ce (?:sera|serait|sont)|ca (?:sera|fait)|en fait"
    r"|plutot|non|oui|ouais|ok|d'accord|euh+|heu+|hum+|bah|ben|bon|alors|donc|enfin|voila|soit"
    r"|disons|environ|a peu pres|je (?:crois|pense|dirais|veux dire|prends)|pardon|desolee?"
    r"|merci|bonjour|bonsoir|svp|stp|s'il (?:vous|te) plait|j'(?:ai|aurai|en ai)|j ai"
    r"|nous (?:avons|serons)|on a|dans la (?:ville|commune) d[e']|ville d[e']|commune d[e']"
    r"|du cote d[e']|pres d[e']|le|la|les|a|au|aux|et|ou|pour|de|du|des|sur|vers|avec|dans"
    r"|en|un|une|ce|mon|ma|mes|pas|plus|puis|aussi|seule?|seulement|juste|total|matin|midi|soir"
    r"|apres-midi|hotel|aller[ -]?retour|a/r|fiscaux|fiscal|ttc|ht|net|environ|chacun|exactement"
    r"|prochaine?|normalement|peut-etre|sera|serait|y|comme|est|finalement|correction)(?!\w)|\b[dl]'"
)
_HOUR = r"\b(?:a )?\d{1,2} ?h(?:eures?)? ?\d{0,2}\b|\b\d{1,2}:\d\d\b"
_BARE_NUMBER = (
    rf"(?<!\ble )(?<!\bla )(?<!\bdu )(?<!\bau )(?<![\w.,/+°-])(?:{GROUPED})(?![\w/%°+]|[.,]\d)"
    rf"|{WORDS}|\baucune?\b"
)
_PUNCTUATION = " \t\r\n\u00a0\u202f.,;:!?…'\"()«»-*="


def extract(text: str, today: date) -> list[Entity]:
    """The entities of ``text`` in the order of the text, none overlapping another."""
    return read(text, today)[0]


def read(text: str, today: date) -> tuple[list[Entity], bool]:
    """The entities, and True when nothing else but filler words is said.

    Communes are those of the files as they stand: one that staff add is known at once.
    """
    scan = Scan(text[:LONGEST])
    protect_noise(scan)
    find_amounts(scan)
    find_quantities(scan)
    find_dates(scan, today)
    refs = facts.current()
    find_places(scan, refs.places, _own_names(refs, today))
    find_options(scan)
    find_bare_decimal(scan)
    _find_numbers(scan)
    scan.entities.sort(key=lambda entity: entity.start)
    pure = bool(scan.entities) and len(text) <= LONGEST and not _rest(scan)
    return keep_last(scan.folded, scan.entities), pure


@lru_cache(maxsize=4)
def _own_names(refs: Facts, today: date) -> frozenset[str]:
    """First words of the association's name and of its territory: no commune."""
    names = [refs.value(key, today).valeur for key in ("association", "association_territoire")]
    words = (re.findall(r"[a-z]+", fold(named(str(name), "seul"))) for name in names)
    return frozenset(found[0] for found in words if found)


def _rest(scan: Scan) -> str:
    """What is left of the text once entities, hours and filler words are removed."""
    rest = list(scan.folded)
    for entity in scan.entities:
        rest[entity.start : entity.end] = " " * (entity.end - entity.start)
    text = "".join(rest)
    if only_around(text):  # « enfin bref, aucune »
        return ""
    for source in (_HOUR, _FILLER):
        text = pattern(source).sub(lambda m: " " * len(m[0]), text)
    asked = pattern(r"= ?\?").search(text)  # « 2 nuits = ? » asks for a sum
    return asked[0] if asked else text.strip(_PUNCTUATION)


def _find_numbers(scan: Scan) -> None:
    """Take bare numbers as ``nombre`` when the message says nothing but them."""
    matches = list(pattern(_BARE_NUMBER).finditer(scan.free))
    if not matches:
        return
    rest = Scan(scan.text)
    rest.entities = list(scan.entities)
    taken: list[tuple[int, int, int]] = []
    for match in matches:
        word = match[0]
        if word in ("un", "une") and (scan.entities or len(matches) > 1):
            continue
        if word.startswith("aucun") and len(matches) > 1:
            return
        value = 0 if word.startswith("aucun") else number(word)
        digits = "".join(c for c in word if c.isdigit())
        postal = len(digits) >= 5 and " " not in word and "\u00a0" not in word
        if value is None or postal or (digits == word and is_year(value)):
            return
        taken.append((*match.span(), value))
    rest.entities += [Entity(start, end, "nombre", value) for start, end, value in taken]
    if not _rest(rest) and not _hides_more(scan):
        for start, end, value in taken:
            scan.take(start, end, "nombre", value)


def _hides_more(scan: Scan) -> bool:
    """Whether something was hidden that is no entity (a phone number, an hour)."""
    hidden = scan.free.count(TAKEN)
    return hidden > sum(entity.end - entity.start for entity in scan.entities)
