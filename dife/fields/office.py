"""Mandates, kept whole as they are typed: « adjointe aux finances et déléguée communautaire »."""

from __future__ import annotations

import re

from dife.fields.model import LONGEST, Read
from dife.fields.refusals import is_sentence
from dife.fields.words import COMMANDS, COMMON
from dife.text import bare, fold

_LEAD = re.compile(
    r"\W*(?:(?:euh|oui|ok|alors|donc|eh bien|bonjour|pardon|non|en fait|c'est|ce sera"
    r"|(?:mon |ma )?(?:mandat|fonction)s?\s*(?:,|:|=|c'est|est)*|(?:je suis|suis|j'etais|je fus"
    r"|j'ai ete)(?:\s+(?:la|le|l'|une?))?(?=\s|$)|comme|en tant que)(?![\w'-])[\s,:]*)*"
)
_TAIL = re.compile(r"[\s,]*(?:merci(?: beaucoup| bien)?|svp|s'il vous plait|voila)\W*$")
_OFFICE = re.compile(
    r"\b(?:maires?|mairesse|adjointe?s?|conseill(?:er|ere)s?|cons|presidente?s?|vp|vice|deleguee?s?"
    r"|deputee?s?|senat(?:eur|rice)|elue?s?|membre|suppleante?|maire-adjointe?|doyen(?:ne)?"
    r"|rapporteure?|titulaire|cm|echevine?|referente?)\b"
)
# Said inside mandates: « chargée de », « à la culture et au sport ».
_INSIDE = re.compile(
    r"(?<![\w'])(?:et|a|au|aux|en|chargee?|pour|sans|de|dans|par|depuis|mon|ma)(?![\w'])"
)


def read_office(text: str) -> Read:
    said = text
    while (rest := _without_words(said)) != said:
        said = rest
    folded = fold(said)
    if not folded:
        return Read(fault="autre_nature")
    if not any(character.isalpha() for character in said):
        return Read(fault="nombre")
    if len(said) > LONGEST:
        return Read(fault="long")
    told = is_sentence(_INSIDE.sub(lambda found: "x" * len(found[0]), bare(said)))
    if _OFFICE.search(folded):
        return Read(fault="phrase") if told or len(folded.split()) > 25 else Read(said)
    words = folded.split()
    if told or len(words) > 3 or any(word in COMMON | COMMANDS for word in words):
        return Read(fault="phrase" if told or len(words) > 3 else "autre_nature")
    return Read(said, doubt=True)


def _without_words(text: str) -> str:
    found = _LEAD.match(bare(text))
    said = text[found.end() if found else 0 :]
    cut = _TAIL.search(bare(said))
    return (said[: cut.start()] if cut else said).strip(' \t,;:.!?«»"“”=')
