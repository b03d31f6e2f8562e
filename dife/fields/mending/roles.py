"""Surnames told with their roles, in any order: « Blanchet c'est mon nom de naissance et Moreau
celui de mon mari »; and lines said to have been swapped.

Patterns read a bare text (dife.text.bare).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dife.fields.model import Kind
from dife.fields.names import bare_name, read_name
from dife.fields.refusals import fault_of
from dife.fields.retold import MARRIED, dictated
from dife.fields.words import OTHER, never_surname
from dife.text import bare, fold

_LONGEST = 200  # characters: a longer message tells something
_FOLK = r"(?:(?:mon|son) pere|(?:mes|ses) parents)"
_MAIDEN = r"(?:naissance|jeune fille|fille|demoiselle)"
_A_NAME = r"(?= [^\W\d_])(?! (?:le|a|en|aux?|dans|ici|sous)(?!\w))"
_OF_NO_NAME = "".join(  # « le lieu de naissance est … »
    rf"(?<!{word} )"
    for word in ("lieu", "date", "ville", "commune", "jour", "annee", "acte", "pays")
)
_NAMED = r"(?:(?:(?:mon|ma|le|son|un) )?nom|celui)"
_ROLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "nom_usage",
        re.compile(
            rf"(?<![\w'-])(?:{_NAMED} (?:{OTHER}|(?:de |d'){MARRIED})"
            rf"|{MARRIED},? (?:c'est|s'appelle|se nomme|a pour nom|porte le nom de)"
            rf"|(?:(?:je |elle )?(?:suis |est ))?(?:epouse|ep\.?|mariee){_A_NAME}"
            rf"|(?:elle |je suis )?(?:divorcee|veuve){_A_NAME}|par (?:mon |son )?mariage"
            rf"|de {MARRIED}|{OTHER}(?! d))(?![\w'-])"
        ),
    ),
    (
        "nom",
        re.compile(
            rf"(?<![\w'-])(?:{_NAMED} (?:de (?:ma |sa )?{_MAIDEN}|patronymique|(?:de|a) {_FOLK})"
            rf"|(?:(?:je |elle |il )?(?:suis |est ))?nee?{_A_NAME}"
            # « vlle de naissance : Gien »: what is before the colon is a label with a slip.
            rf"|{_OF_NO_NAME}(?:a la|de(?: ma| sa)?) {_MAIDEN}(?! ?[:=])|de {_FOLK})(?![\w'-])"
        ),
    ),
)
_PARTS = re.compile(r"\s*(?:[,;!()\n]+|\.(?=\s|$)|(?<!\w)(?:et|mais|puis|alors que)(?!\w))\s*")
_AROUND = re.compile(
    r"[\s:=-]*(?:(?:non|oui|ah|oh|euh|pardon|desolee?|excusez[- ]moi|finalement|en fait|plutot|bien"
    r"|alors|donc|c'est|c(?= )|ce sera|est|etait|sera|pour|que|qui|comme|moi|je m'appelle|je porte"
    r"|j'utilise|mettez|notez|ecrivez|lui|elle|il|merci|svp|voila|aussi|attention|erreur)"
    r"(?![\w'-])[\s:=-]*)*"
)
_BEHIND = re.compile(
    r"(?:^|[\s:=-])(?:(?:c'est|c|est|etait|pour|comme|qui est|aussi|merci|svp|voila|bien|plutot"
    r"|maintenant|est bien|c'est bien)[\s:=-]*)+$"
)
_DENIES = re.compile(r"\W*(?:ah |oh |euh )?(?:non|pardon|finalement|en fait|plutot|erreur)(?!\w)")
_SWAPPED = re.compile(
    r"\b(?:inverse(?:e?s?|z|r)|interverti(?:s|es?|r|ssez)?|permute(?:e?s?|z|r)"
    r"|(?:c'est|c est|c) (?:l'inverse|le contraire)|dans l'autre sens|a l'envers)(?!\w)"
)
_OTHERWISE = re.compile(r"\b(?:date|jour|mois|annee|lieu|ville|commune|mandat|nationalite)\b")


@dataclass(frozen=True)
class Roles:
    """The surnames told, by role; what the message tells besides."""

    names: Mapping[Kind, str] = field(default_factory=dict)
    rest: str = ""


def by_role(text: str, held: Mapping[Kind, str]) -> Roles:
    """The names that a message gives a role to, and those it says were swapped."""
    line = dictated(" ".join(text.split()))
    if not line or len(line) > _LONGEST or line.startswith("/") or line.endswith("?"):
        return Roles(rest=text)
    found, loose, rest = _told(line)
    if len(found) == 1 and len(loose) == 1:
        other: Kind = "nom" if "nom_usage" in found else "nom_usage"
        if not held.get(other) or _DENIES.match(bare(loose[0])):
            name = _name(loose.pop())
            found = found if never_surname(fold(name)) else {**found, other: name}
    if len(found) == 1:
        found = _exchanged(found, held)
    if not found and _SWAPPED.search(bare(line)):
        return Roles(_swapped(line, held))
    if len({fold(name) for name in found.values()}) < len(found):
        return Roles(rest=text)
    return Roles(found, ", ".join([*loose, *rest]) if found else text)


def _told(line: str) -> tuple[dict[Kind, str], list[str], list[str]]:
    """Names by role; the parts that are a name without a role; the other parts."""
    found: dict[Kind, str] = {}
    loose: list[str] = []
    rest: list[str] = []
    waits: Kind | None = None  # a role whose name comes after it: « mon nom d'usage, Petit »
    last = ""  # the name just told, whose role comes after it: « Petit, c'est mon nom d'usage »
    for part in _parts(line):
        role, said = _role(part)
        name = _name(said)
        if role and name:
            found[role] = name
        elif role and not said and last:
            found[role] = _name(last)
            loose.remove(last)
        elif role and not said:
            waits, last = role, ""
            continue
        elif name and waits:
            found[waits] = name
        elif name:
            loose.append(part)
            waits, last = None, part
            continue
        elif said:
            rest.append(part)
        waits, last = None, ""
    return found, loose, rest


def _parts(line: str) -> Iterator[str]:
    """A message cut at its small words and marks, and between two roles that none parts."""
    start, compared = 0, bare(line)
    for cut in (*_PARTS.finditer(compared), None):
        part = line[start : cut.start() if cut else len(line)]
        start = cut.end() if cut else len(line)
        found = sorted(m.span() for _, pattern in _ROLES for m in pattern.finditer(bare(part)))
        if len(found) > 1:  # « mon nom de naissance Blanchet mon nom d'usage Moreau »
            (first, after), (second, _) = found[:2]
            middle = after if _name(part[:first]) else second
            yield part[:middle]
            part = part[middle:]
        if part:
            yield part


def _role(part: str) -> tuple[Kind | None, str]:
    """The role in a part of a message, and what is left of it."""
    for kind, pattern in _ROLES:
        if said := pattern.search(bare(part)):
            before, after = _bared(part[: said.start()]), _bared(part[said.end() :])
            return kind, f"{before} {after}".strip()
    return None, _bared(part)


def _bared(part: str) -> str:
    """Without the small words around a name."""
    lead = _AROUND.match(bare(part))
    said = part[lead.end() if lead else 0 :]
    behind = _BEHIND.search(bare(said))
    return (said[: behind.start()] if behind else said).strip(" :=-")


def _name(part: str) -> str:
    """The surname that a part is; "" where it is none, or something more."""
    said = bare_name(_bared(part))[0]
    known = said and len(said.split()) < 5 and not fault_of(said)
    name = read_name(said) if known else None
    return "" if not name or name.fault else name.last


def _exchanged(found: dict[Kind, str], held: Mapping[Kind, str]) -> dict[Kind, str]:
    """« Martin c'est mon nom de naissance », who was kept as the other: each in its line."""
    [(kind, name)] = found.items()
    other: Kind = "nom" if kind == "nom_usage" else "nom_usage"
    before = held.get(kind, "")
    if before and fold(held.get(other, "")) == fold(name) != fold(before):
        return {kind: name, other: before}
    return found


def _swapped(line: str, held: Mapping[Kind, str]) -> dict[Kind, str]:
    """« j'ai inversé les deux », « nom et prénom sont inversés »: the two lines exchanged."""
    folded = fold(line)
    if _OTHERWISE.search(folded):
        return {}
    first = "prenom" in folded
    if first and not re.search(r"\bnoms?\b", folded):
        return {}
    other: Kind = "prenoms" if first else "nom_usage"
    if not held.get("nom") or not held.get(other):
        return {}
    return {"nom": held[other], other: held["nom"]}
