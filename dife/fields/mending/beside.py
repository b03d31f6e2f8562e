"""What is told beside an answer, in the same message: « passer. Née à Brest le 3 février 1978 »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dife.fields.labels import labelled
from dife.fields.mending.lines import BEGINS
from dife.fields.model import Kind, Read
from dife.fields.reading import read
from dife.fields.times import find_births
from dife.text import bare, fold

_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.!]\s+(?=\w)")
_THEN = (
    rf"(?:{BEGINS}|(?:je|j'|il|elle|on|c'est|c'etait|nous)(?=\s|\b)|(?:de )?nationalite"
    r"|(?:mon|ma|mes|son|sa|ses|notre) |nee?\b|prenoms?\b|au fait|pour (?:le|la|mon|ma)\b)"
)
_CLAUSE = re.compile(rf"\s*[,;(]\s*(?:(?:et|puis|mais)\s+)?(?={_THEN})|\s+et\s+(?={_THEN})")
_THEY = re.compile(r"(?<!\w)(?:il|elle) (?:en )?(?:est|etait) (?!nee?\b)")
_OTHER_NAME = re.compile(
    r"\b(?:nom (?:d.?usage|marital|usuel|d.?epouse?|de mari\w+)|autre nom|nom d.?epoux)\b"
)
_HALL = re.compile(  # « mairie de Beaugency », which is no name
    r"\W*(?:(?:c'est|pour|a|de|je suis a) )?(?:la )?(?:mairie|commune|ville) (?:de |d'|du |des )"
    r"\S.*"
)
_BORN = re.compile(r"nee?(?:\(e\))?\s+(?:le\s+)?(?:\w+di\s+)?$")
_AT = re.compile(r"\W*(?:et )?(?:c'est |c'etait |c |cela s'est passe )?(?P<town>(?:a|aux?) \S.*)")


def openings(text: str) -> Iterator[tuple[str, str, bool]]:
    """Where a message may be an answer and something more: its first part, the rest, and whether
    a sentence ends between them."""
    for found in _SENTENCE.finditer(text):
        yield text[: found.start() + 1], text[found.end() :], True
        break
    for found in _CLAUSE.finditer(bare(text)):
        if text[: found.start()].strip():
            yield text[: found.start()], text[found.end() :].strip(" ,;)"), False


def beside(text: str, today: date, after: Kind | None = None) -> dict[Kind, Read]:
    """The details that a text tells, an optional one that it denies, and a day of birth that does
    not exist; `after`: the kind that was answered just before."""
    found = {kind: Read(value) for kind, value in labelled(text, today).items()}
    said = text
    for they in reversed(list(_THEY.finditer(bare(text)))):
        said = f"{said[: they.start()]}je suis {said[they.end() :]}"
    if said != text:
        found = {k: Read(v) for k, v in labelled(said, today).items()} | found
    if _OTHER_NAME.search(fold(text)) and "nom_usage" not in found:
        for part in re.split(r"[.;,](?:\s|$)|\set\s", text):
            if _OTHER_NAME.search(fold(part)) and read("nom_usage", part, today).skipped:
                found["nom_usage"] = Read(skipped=True)
    for birth in find_births(text, today):
        if birth.fault and _BORN.search(bare(text[: birth.start])):
            found.setdefault("date_naissance", Read(fault=birth.fault))
    if _HALL.fullmatch(bare(text)) and not found:
        place = read("collectivite", text, today)
        if place.value and not place.doubt:
            found["collectivite"] = place
    at = _AT.fullmatch(bare(text)) if after == "date_naissance" else None
    if at and "lieu_naissance" not in found:
        place = read("lieu_naissance", text[at.start("town") :], today)
        if place.value and not place.doubt:
            found["lieu_naissance"] = place
    return found
