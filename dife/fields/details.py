"""Details of other kinds inside a message: a telephone number, a birth, a mandate, a moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dife.fields.model import Kind
from dife.fields.places import NATIONS, clean_place, read_nationality, town_after
from dife.fields.refusals import is_sentence
from dife.fields.times import DATE, MOMENT, find_births
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
_PHONE_SAID = re.compile(rf"(?:,\s*|\b)?{_CALLED}(?P<value>{_PHONE.pattern})")
_TOWN = (
    r"(?:(?:(?:l'|la |le |les )?[^\W\d_][^,;:.!?\d\n]{1,60}?|paris [0-9]{1,2}e?)"
    r"(?:\s*\([^)]{2,30}\))?)"
)
_END = (
    r"(?=\s*$|\s*[,;.!?\n]|\s+(?:et|mais|je|j'ai|j'habite|mon|ma|le [0-9]|nee?|depuis|tel"
    r"|de nationalite|appel\w+|au 0|0[1-9]|\+|(?:et )?(?:pas|non)(?! de calais)|au lieu|plutot)"
    r"(?![\w']))"
)
_NO_PLACE = (  # « né le 4/4/1955 a eu pareil », « né en avril pas en mars »
    r"(?!a (?:eu (?=[a-z])|ete|pu|fait|dit|recu|perdu|voulu|essaye|demande|vu|change|du(?! )|deja"
    r"|toujours|jamais|aussi|bien|la suite|cause|la place)(?![\w'-])|au lieu (?:de|du|d')"
    r"|en (?:janvier|fevrier|mars|avril|mai|juin|juillet"
    r"|aout|septembre|octobre|novembre|decembre)(?!\w))"
)
_AT = rf"(?P<town>{_NO_PLACE}(?:a|en|aux?)\s+{_TOWN})(?:{_END}|(?=\s+le\s+[0-9]))"
_BORN = r"(?<![\w'])(?:(?:je suis |suis |et )?nee?(?:\(e\)|e)?)"
_BIRTH = re.compile(
    rf"[\s,]*(?:{_BORN}\s+)?(?:le\s+)?(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?"
    rf"(?P<day>{DATE})(?:(?:\s*,)?\s+{_AT})?"
)
_BIRTH_PLACE = re.compile(rf"[\s,]*{_BORN}\s+{_AT}")
_NAME_THEN_PLACE = re.compile(rf"(?<!\w)nee? (?!(?:le|a|en|aux?) )\w[\w' -]{{1,40}}?(?=\s+{_AT})")
_LIVED_THERE = re.compile(  # « ma mère habitait Lyon à l'époque, j'y suis né »
    r"(?:mes parents|(?:mon|ma|son|sa|ses) (?:mere|pere|famille|parents)|on|nous|je|j') ?"
    r"(?:habit|viv|demeur|resid|log)\w+ (?:alors |pres )?(?P<town>(?:(?:a|en|aux?)\s+)?"
    rf"{_TOWN}?)(?:,? (?:a l'epoque|alors|en ce temps[- ]la))?[\s,;]+(?:et )?"
    r"(?:j'y suis|(?:il|elle) y est) nee?\b"
)
_OFFICE = (
    r"(?P<office>(?:(?:ancien(?:ne)?|premiere?|deuxieme|troisieme|[0-9]{1,2}(?:er|ere|eme|e)"
    r"|simple)\s+)*(?:maire|adjointe?|conseill(?:er|ere)|presidente?|vice[- ]?presidente?"
    r"|deleguee?|deputee?|senat(?:eur|rice)|elue?)(?:(?: (?:municipale?|communautaire"
    r"|departementale?|regionale?|d'opposition|au maire|delegue?e?))*)(?![\w-]))"
)
# « conseillère d'opposition », « présidente de la comcom »: the mandate goes on.
_NO_TOWN = (
    r"(?:(?:la |le |l'|les |ma |mon )?(?:opposition|majorite|com|ville|region|mairie|metropole|cc"
    r"|agglo|interco|canton|departement|syndicat|quartier|groupe|conseil|finances|village"
    r"|association))"
)
_MANDATE = re.compile(  # « le maire de Gien » is somebody else
    r"(?:[\s,]*(?:(?:je |j')?(?:suis|etais)\s+(?:la |le |une? )?|en tant que )|^\s*|,\s*)"
    rf"{_OFFICE}\s+"
    rf"(?:(?:de |d'|(?=du ))(?!(?:du )?{_NO_TOWN})|a (?!la |l'|{_NO_TOWN}))"
    rf"(?P<town>(?:du )?{_TOWN}){_END}"
)
_MANDATE_SAID = re.compile(
    rf"[\s,]*(?:je |j')(?:suis|etais)\s+(?:la |le |une? )?{_OFFICE}(?=\s*(?:$|[,;.!]|depuis\b))"
)
_HALL = re.compile(  # after a name: « Mme Roux, mairie de Gien »
    rf"(?<=\w)\s*,\s*(?:a la |de la )?(?:mairie|commune) (?:de |d'|(?=du ))"
    rf"(?P<town>(?:du )?{_TOWN}){_END}"
)
_NATION = re.compile(
    r"[\s,]*(?:je suis )?(?:de )?nationalite\s*(?:c'est|est|:)?\s*"
    r"(?P<value>[^\W\d_]{2,}(?:-[^\W\d_]+)?)"
)
_CITIZEN = re.compile(  # « je suis français », no name
    r"[\s,]*(?:je suis|il est|elle est) (?P<value>[^\W\d_]{4,})(?=\s*(?:$|[,;.!]|et ))"
)
_MOMENT = re.compile(
    r"[\s,;]*(?:plutot |appelez(?:-moi)? |joignable |disponible )*"
    rf"(?P<value>{MOMENT.pattern})\W*$"
)


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
        if detail.value and all(k.kind != detail.kind and _apart(k, detail) for k in kept):
            kept.append(detail)
    return sorted(kept, key=lambda detail: detail.start)


def _apart(one: Detail, other: Detail) -> bool:
    """« né le … à … » tells two details at one place."""
    same = (one.start, one.end) == (other.start, other.end)
    return same or other.end <= one.start or one.end <= other.start


def without(text: str, details: list[Detail]) -> str:
    """The text without these details; a comma stands where one was."""
    for detail in sorted(details, key=lambda d: -d.start):
        text = f"{text[: detail.start]} , {text[detail.end :]}"
    return text.strip(" ,;")


def others_of(details: list[Detail], *kinds: Kind) -> dict[Kind, str]:
    """What is told beside these kinds."""
    return {d.kind: d.value for d in details if d.kind not in kinds}


def _all(text: str, today: date) -> Iterator[Detail]:
    compared = bare(text)

    def told(found: re.Match[str], kind: Kind, group: str) -> Detail:
        value = text[found.start(group) : found.end(group)]
        if group == "town":
            value = clean_place(town_after(value))
        return Detail(found.start(), found.end(), kind, value)

    phones = list(_PHONE_SAID.finditer(compared))
    for found in phones:
        yield told(found, "telephone", "value")
    births = {birth.start: birth for birth in find_births(text, today)}
    for found in _BIRTH.finditer(compared):
        birth = births.get(found.start("day"))
        told_so = "ne" in found[0][: found.start("day") - found.start()]
        if birth and birth.value and (told_so or not birth.doubt):  # else any other day
            yield Detail(found.start(), found.end(), "date_naissance", birth.value)
        if found["town"] and (told_so or birth and birth.value and not birth.doubt):
            yield told(found, "lieu_naissance", "town")
    for found in _BIRTH_PLACE.finditer(compared):
        yield told(found, "lieu_naissance", "town")
    for found in _LIVED_THERE.finditer(compared):
        yield told(found, "lieu_naissance", "town")
    for found in _NAME_THEN_PLACE.finditer(compared):
        value = text[found.start("town") : found.end("town")]
        place = clean_place(town_after(value))
        yield Detail(found.start("town"), found.end("town"), "lieu_naissance", place)
    for found in _MANDATE.finditer(compared):
        town = text[found.start("town") : found.end("town")]
        if is_sentence(town) or len(town.split()) > 5:
            continue
        if not found["office"].startswith("elu"):  # « élue à Gien » says no function
            yield told(found, "mandat", "office")
        yield told(found, "collectivite", "town")
    for found in _HALL.finditer(compared):
        yield told(found, "collectivite", "town")
    for found in _MANDATE_SAID.finditer(compared):
        yield told(found, "mandat", "office")
    for found in _NATION.finditer(compared):
        nation = read_nationality(text[found.start("value") : found.end("value")])
        if nation.value and not nation.doubt:
            yield Detail(found.start(), found.end(), "nationalite", nation.value)
    for found in _CITIZEN.finditer(compared):
        if found["value"] in NATIONS:
            nation = read_nationality(text[found.start("value") : found.end("value")])
            yield Detail(found.start(), found.end(), "nationalite", nation.value)
    hidden = _PHONE.sub(lambda phone: "#" * len(phone[0]), compared)
    for end in (len(text), *(phone.start() for phone in phones)):
        said = _MOMENT.search(hidden[:end])
        if said:
            yield told(said, "moment", "value")
