"""`read`: what an official typed where one detail is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dife.fields.around import only_around, unled, unwrapped
from dife.fields.details import Detail, find_details, others_of, without
from dife.fields.model import LONGEST, LONGEST_STORY, Kind, Read
from dife.fields.names import CIVILITY, read_name
from dife.fields.people import (
    office_and_body,
    polite_name,
    read_first_names,
    read_office,
    read_surname,
    read_usage,
)
from dife.fields.places import read_birth_place, read_body, read_nationality
from dife.fields.refusals import fault_of, skipped
from dife.fields.retold import respelt, reworded
from dife.fields.times import read_birth, read_moment
from dife.fields.words import CHOICES, POLITE, SPEECH, is_first_name
from dife.letter_fields import clean, one_line
from dife.said.changes import said_twice
from dife.text import bare, fold

OPTIONAL: frozenset[Kind] = frozenset({"nom_usage", "mandat"})
_NO_PHONE = re.compile(r".*\b(?:pas de|plus de|aucun|ni) (?:numero|tel\w*|portable|mobile|fixe).*")


_NO = re.compile(
    r"^\W*(?:(?:ah|oh|euh|non|nan|mais)(?![\w'-])[\s,]*)+", re.I
)  # « non il n'en a pas »
_THANKED = re.compile(r"(?<![\w'-])([^\W\d_]+(?:-[^\W\d_]+)*) merci[\s.!]*$")
_FEW = 10  # words of an answer that has others around
_TIMES = 4  # that what is left of an answer is read again


def read(kind: Kind, text: str, today: date) -> Read:
    """What the text says of the kind that is asked; see `Read`.

    A value is an answer itself: what would not be kept alone is not kept.
    """
    text = _meant(kind, text, today)
    if kind == "nom":
        line = respelt(one_line(text))
        if named := polite_name(line) or polite_name(reworded("nom", unled(line))):
            return Read(named, doubt=True)
    found = _once(kind, text, today)
    for _ in range(_TIMES):
        again = _once(kind, found.value, today) if found.value else found
        if again.value == found.value:
            return found
        others = {**again.others, **found.others}
        fault = "autre_nature" if again.skipped else again.fault
        found = Read(again.value, found.doubt or again.doubt, fault, others=others)
        if fault:
            return replace(found, doubt=False)
    return Read(fault="phrase", others=found.others)


def _meant(kind: Kind, text: str, today: date) -> str:
    """The last of two answers, where the first is taken back: « Garin, pardon Guérin »."""
    parts = said_twice(text) if kind not in ("recit", "texte", "moment") else None
    return parts[1] if parts and all(read(kind, part, today).value for part in parts) else text


def _once(kind: Kind, text: str, today: date) -> Read:
    if kind == "recit":
        return _story(clean(text))
    line = one_line(text)
    if len(line) > LONGEST:
        return Read(fault="long")
    said, sure = unwrapped(kind, respelt(line)) if kind != "texte" else (line, True)
    found = _answer(kind, said, today)
    if said == line or found.skipped:
        return found
    typed = _answer(kind, line, today)
    if typed.fault == "phrase" and (len(said.split()) > _FEW or (kind == "moment" and found.doubt)):
        return typed  # a sentence that only ends like an answer
    if found.value:
        odd = bool(typed.fault or typed.doubt) and "moment" in found.others  # « rappel urgent svp »
        return replace(found, doubt=found.doubt or odd or not sure)
    return typed if typed.fault not in ("", "phrase", "autre_nature") else found


def _answer(kind: Kind, line: str, today: date) -> Read:
    """What a line says that has no courtesy around, told by the official or as if it were."""
    if kind in OPTIONAL and line:
        told = _NO.sub("", line)
        found = skipped(kind, line) or told != line and skipped(kind, reworded(kind, told))
        if found:
            return found
    if kind == "moment":
        return _moment(line, today)
    if kind == "telephone" and _NO_PHONE.fullmatch(fold(line)):
        return Read(fault="refus")
    fault = fault_of(line)
    if kind == "texte":
        return Read(fault=fault) if fault and fault != "nombre" else Read(line)
    if kind in ("date_naissance", "telephone", "lieu_naissance") and fault == "nombre":
        fault = ""
    if fault or only_around(line):
        return Read(fault=fault or "phrase")
    details = find_details(line, today)
    return _READERS[kind](line, details, today)


def _date(line: str, details: list[Detail], today: date) -> Read:
    return replace(read_birth(line, today), others=others_of(details, "date_naissance"))


def _birth_place(line: str, details: list[Detail], today: date) -> Read:
    return _located("lieu_naissance", read_birth_place, line, details)


def _body(line: str, details: list[Detail], today: date) -> Read:
    office, body = office_and_body(line)
    if office and body and not any(d.kind == "collectivite" for d in details):
        found = read_body(body)
        return replace(found, others={**others_of(details, "collectivite"), "mandat": office})
    return _located("collectivite", read_body, line, details)


def _located(kind: Kind, reader: Callable[[str], Read], line: str, details: list[Detail]) -> Read:
    """A place that its own words tell (« né à … », « maire de … »), else what is left."""
    others = others_of(details, kind)
    told = next((d.value for d in details if d.kind == kind), "")
    rest = without(line, details)
    if told:
        return replace(reader(told), others=others)
    if details and not rest:
        return Read(fault="autre_nature", others=others)
    return replace(reader(rest), others=others)


def _nationality(line: str, details: list[Detail], today: date) -> Read:
    others = others_of(details, "nationalite")
    rest = without(line, [d for d in details if d.kind != "nationalite"])
    if not rest:
        return Read(fault="autre_nature", others=others)
    return replace(read_nationality(rest), others=others)


def _mandate(line: str, details: list[Detail], today: date) -> Read:
    town = [d for d in details if d.kind in ("mandat", "collectivite")]
    others = others_of(details, "mandat")
    told = next((d.value for d in town if d.kind == "mandat"), "")
    rest = without(line, details)
    if told and not rest:
        return replace(read_office(told), others=others)
    whole = without(line, [d for d in details if d not in town])
    if not whole:
        return Read(fault="autre_nature", others=others)
    return replace(read_office(whole), others=others_of(details, "mandat", "collectivite"))


def _telephone(line: str, details: list[Detail], today: date) -> Read:
    others = others_of(details, "telephone")
    found = next((d for d in details if d.kind == "telephone"), None)
    if not found:
        digits = any(character.isdigit() for character in line)
        return Read(fault="nombre" if digits else "phrase", others=others)
    rest = without(line, details)
    if rest:
        name = read_name(rest)
        if not name.fault and not name.doubt and name.last:
            others["nom"] = name.last
            others |= {"prenoms": name.first} if name.first else {}
    return Read(found.value, others=others)


def _moment(line: str, today: date) -> Read:
    phone = [d for d in find_details(line, today) if d.kind == "telephone"]
    rest = without(line, phone)
    others = others_of(phone)
    if not rest:
        return Read(fault="autre_nature" if phone else "vide", others=others)
    return replace(read_moment(rest), others=others)


def _story(text: str) -> Read:
    if not text:
        return Read(fault="vide")
    if len(text) > LONGEST_STORY:
        return Read(fault="long")
    line = " ".join(text.split())
    words = fold(line).split()
    fault = fault_of(line)
    if fault and fault not in ("question", "adresse", "refus"):
        empty = fault in ("vide", "nombre", "choix", "politesse") or len(words) <= 8
        if empty:
            return Read(fault=fault)
    if fault == "question" and len(words) <= 8:
        return Read(fault="question")
    if fault == "refus" and len(words) <= 5:
        return Read(fault="refus")
    content = [w for w in words if w not in CHOICES | POLITE | SPEECH]
    no_story = bool(office_and_body(line)[0])  # « conseillère municipale déléguée »
    return Read(text, doubt=len(words) < 3 or not content or no_story and len(words) < 7)


def perhaps_merci(line: str) -> bool:
    """Whether a line ends with a first name and « merci », thanks or a surname: « Loïc Merci »."""
    thanked = _THANKED.search(bare(line))
    return thanked is not None and is_first_name(fold(thanked[1]))


def caller(text: str, today: date) -> Read:
    """The name of who wants to be called back, whole: « Mme Petit », « Jean Dupont »."""
    text = _meant("nom", text, today)
    found = read("nom", text, today)
    if not found.value:
        return found
    said = unwrapped("nom", one_line(text))[0]
    first = found.others.get("prenoms", "")
    others: dict[Kind, str] = {
        kind: value for kind, value in found.others.items() if kind != "prenoms"
    }
    title = re.search(rf"(?<![\w'])({CIVILITY})\s+\S", bare(said))
    civility = said[title.start(1) : title.end(1)] if title else ""
    if not first and perhaps_merci(one_line(text)) and is_first_name(fold(found.value)):
        return Read(f"{found.value} Merci", doubt=True, others=others)
    order = (first, found.value)
    if first and fold(said).startswith(fold(found.value)):  # « Dupont Jean », as it is said
        order = (found.value, first)
    whole = " ".join(filter(None, (civility, *order)))
    return replace(found, value=whole[:LONGEST].strip(), others=others)


_READERS: dict[Kind, Callable[[str, list[Detail], date], Read]] = {
    "nom": read_surname,
    "nom_usage": read_usage,
    "prenoms": read_first_names,
    "date_naissance": _date,
    "lieu_naissance": _birth_place,
    "nationalite": _nationality,
    "collectivite": _body,
    "mandat": _mandate,
    "telephone": _telephone,
}
