"""Details of other kinds inside a message: a telephone number, a birth, a mandate, a moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dife.fields.birth import DATE, find_births
from dife.fields.model import Kind
from dife.fields.moments import MOMENT
from dife.fields.places import clean_place
from dife.text import bare

_PHONE = re.compile(
    r"(?<![\w+])(?<![0-9][./-])(?:(?:\+|00)\s?[1-9][0-9]{0,2}[\s.-]?(?:\(0\)[\s.-]?)?[0-9]|0[1-9])"
    r"(?:[\s._/-]{0,3}[0-9]{2}){4}(?![0-9])|\+[1-9][0-9]?(?:[\s.-]?[0-9]){8,12}(?![0-9])"
)
_CALLED = (
    r"(?:(?:mon |au |le |a |mes |sur )*(?:numero|num|n°|tel|telephone|portable|mobile|fixe)"
    r"(?: (?:est|c'est))?\s*[:=]?\s*(?:le |au )?|(?:c'est|est|joignable|appele[rz](?:-moi)?)?"
    r"\s*(?:au|le|sur le)\s+)?"
)
_PHONE_SAID = re.compile(rf"(?:,\s*|\b)?{_CALLED}({_PHONE.pattern})")
_TOWN = r"((?:(?:l'|la |le |les )?[^\W\d_][^,;:.!?\d\n]{1,60}?|paris [0-9]{1,2}e?)(?:\s*\([^)]{2,30}\))?)"
_END = (
    r"(?=\s*$|\s*[,;.!?\n]|\s+(?:et|mais|je|j'ai|j'habite|mon|ma|le [0-9]|nee?|depuis|de nationalite"
    r"|tel|appel\w+|au 0|0[1-9]|\+)(?![\w']))"
)
_BORN = r"(?<![\w'])(?:(?:je suis |suis |et )?nee?(?:\(e\)|e)?)"
_BIRTH = re.compile(
    rf"[\s,]*(?:{_BORN}\s+)?(?:le\s+)?(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?"
    rf"({DATE})(?:(?:\s*,)?\s+(?:a|en|au|aux)\s+{_TOWN}{_END})?"
)
_BIRTH_PLACE = re.compile(rf"[\s,]*{_BORN}\s+(?:a|en|au|aux)\s+{_TOWN}(?=\s+le\s+[0-9]|{_END[3:-1]})")
_OFFICE = (
    r"(?:(?:ancien(?:ne)?|premiere?|deuxieme|troisieme|[0-9]{1,2}(?:er|ere|eme|e)|simple)\s+)*"
    r"(?:maire|adjointe?|conseill(?:er|ere)|presidente?|vice[- ]?presidente?|deleguee?|deputee?"
    r"|senat(?:eur|rice)|elue?)(?:(?: (?:municipale?|communautaire|departementale?|regionale?"
    r"|d'opposition|au maire|delegue?e?))*)(?![\w-])"
)
_MANDATE = re.compile(
    rf"[\s,]*(?:(?:je |j')?(?:suis|etais)\s+(?:la |le |une? )?)?({_OFFICE})"
    rf"\s+(?:de |d'|a (?!la |l')){_TOWN}{_END}"
)
_MANDATE_SAID = re.compile(rf"[\s,]*(?:je |j')(?:suis|etais)\s+(?:la |le |une? )?({_OFFICE})(?=\s*(?:$|[,;.!]))")
_NATION = re.compile(r"[\s,]*(?:je suis )?(?:de )?nationalite\s*(?:c'est|est|:)?\s*([^\W\d_]{2,}(?:-[^\W\d_]+)?)")
_MOMENT = re.compile(rf"[\s,;]*(?:plutot |appelez(?:-moi)? |joignable |disponible )*((?:{MOMENT.pattern}))\W*$")


@dataclass(frozen=True)
class Detail:
    """A value told in ``text[start:end]``, its label within."""

    start: int
    end: int
    kind: Kind
    value: str


def find_details(text: str, today: date) -> list[Detail]:
    """Details that are known by their shape or by their own words, in order, none over another."""
    kept: list[Detail] = []
    for detail in _all(text, today):
        apart = all(detail.end <= k.start or k.end <= detail.start or
                    (k.start, k.end) == (detail.start, detail.end) for k in kept)
        if apart and all(k.kind != detail.kind for k in kept):
            kept.append(detail)
    return sorted(kept, key=lambda detail: detail.start)


def without(text: str, details: list[Detail]) -> str:
    """The text without these details; a comma stands where one was."""
    for detail in sorted(details, key=lambda d: -d.start):
        text = f"{text[: detail.start]} , {text[detail.end :]}"
    return text.strip(" ,;")


def _all(text: str, today: date) -> Iterator[Detail]:
    compared = bare(text)
    for found in _PHONE_SAID.finditer(compared):
        yield Detail(found.start(), found.end(), "telephone", text[found.start(1) : found.end(1)])
    births = {birth.start: birth.value for birth in find_births(text, today)}
    for found in _BIRTH.finditer(compared):
        day = births.get(found.start(1), "")
        if day:
            yield Detail(found.start(), found.end(), "date_naissance", day)
            if found[2]:
                place = clean_place(text[found.start(2) : found.end(2)])
                yield Detail(found.start(), found.end(), "lieu_naissance", place)
    for found in _BIRTH_PLACE.finditer(compared):
        place = clean_place(text[found.start(1) : found.end(1)])
        yield Detail(found.start(), found.end(), "lieu_naissance", place)
    for found in _MANDATE.finditer(compared):
        yield Detail(found.start(), found.end(), "mandat", text[found.start(1) : found.end(1)])
        town = clean_place(text[found.start(2) : found.end(2)])
        yield Detail(found.start(), found.end(), "collectivite", town)
    for found in _MANDATE_SAID.finditer(compared):
        yield Detail(found.start(), found.end(), "mandat", text[found.start(1) : found.end(1)])
    for found in _NATION.finditer(compared):
        yield Detail(found.start(), found.end(), "nationalite", text[found.start(1) : found.end(1)])
    ends = [len(text), *(d.start() for d in _PHONE_SAID.finditer(compared))]
    for end in ends:
        said = _MOMENT.search(compared[:end])
        if said:
            yield Detail(said.start(), said.end(), "moment", text[said.start(1) : said.end(1)])
