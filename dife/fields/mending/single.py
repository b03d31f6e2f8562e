"""Corrections: which held detail is meant, and its new value when it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher

from dife.fields.labels import labelled
from dife.fields.model import Kind
from dife.fields.names import bare_name
from dife.fields.reading import read
from dife.fields.refusals import is_sentence
from dife.letter_fields import one_line
from dife.text import bare, fold

_ANY_DAY = date.max  # nothing of what is held is in the future
_THING = r"[^,;:!?]+?"
_HEAD = r"(?:(?:ah|euh|oui|non|pardon|desolee?|en fait|alors|mais|attention|ah non)[\s,:]+)*"
_IT_IS = (
    r"(?:(?:c'est|c'etait|il faut (?:lire|mettre|ecrire)|ecrivez|mettez|lire"
    r"|mon \w+ (?:de \w+ )?c'est)\s+)?"
)
_PAIRS = tuple(
    re.compile(_HEAD + pattern + r"[\s.!]*")
    for pattern in (
        rf"(?:ce n'est |c'est |je (?:ne )?m'appelle )?(?:pas|non pas) (?P<old>{_THING})\s*"
        rf"(?:,|;|:|mais)+\s*(?:mais |plutot )?{_IT_IS}(?P<new>{_THING})",
        rf"{_IT_IS}(?P<new>{_THING}),?\s+"
        r"(?:et non(?: pas)?|et pas|plutot que|au lieu de|pas|non pas|non)\s+"
        rf"(?P<old>{_THING})",
        rf"(?:remplace[rz]?|change[rz]?|corrige[rz]?|mettre|modifie[rz]?) (?P<old>{_THING}) "
        rf"(?:par|en) (?P<new>{_THING})",
        rf"(?P<old>{_THING}) (?:est (?:faux|une erreur)|n'est pas (?:bon|juste))[\s,:;]*"
        rf"{_IT_IS}(?P<new>{_THING})",
    )
)
_SPELT = re.compile(
    rf"{_HEAD}(?:(?:c'est|ca s'ecrit|il y a|plutot)\s+)*"
    r"(?P<word>(?!(?:avec|sans|une?|deux|de)\b)[^\W\d_][\w'-]*(?:[ ][\w'-]+){0,2}?)?,?\s*"
    r"(?:ca s'ecrit |ca prend |il y a )?(?:(?P<with>avec|sans)\s+)?"
    r"(?P<count>un seul|une|un|deux|2|de)?\s*['\"«]?\s*"
    r"(?P<letter>tiret|trait d'union|apostrophe|accents?(?: \w+)?|cedille|[a-z])s?\s*['\"»]?"
    r"(?P<where>\s+(?:a la fin|au debut|au milieu))?[\s.!]*"
)
_PLAIN = re.compile(
    rf"{_HEAD}(?:c'est (?:plutot )?|plutot |(?:j'ai voulu|je voulais) dire )?(?P<new>{_THING})"
    r"[\s.!]*"
)
_DENIED = re.compile(rf"\W*{_HEAD}(?:(?:ce n'est|c'est|je (?:ne )?m'appelle) )?(?:pas|non pas) ")
_NAMES: tuple[Kind, ...] = ("nom", "nom_usage", "prenoms", "lieu_naissance", "collectivite")
_CLOSE = 0.72

_SAID: tuple[tuple[Kind, str], ...] = (
    (
        "nom_usage",
        r"\b(?:(?:nom|nom d) )?(?:usage|usuel|marital|epouse|epoux)\b|\bautre nom\b"
        r"|\bnom de (?:femme|mari\w*)\b",
    ),
    ("prenoms", r"\bprenoms?\b"),
    (
        "lieu_naissance",
        r"\b(?:lieu|(?:ville|commune|endroit|pays|departement) de (?:ma )?naissance|ville)\b",
    ),
    (
        "nom",
        r"\bnoms?\b(?! (?:de (?:la|ma|cette) )?(?:formation|organisme|commune|collectivite))",
    ),
    (
        "date_naissance",
        r"\b(?:date|jour|mois|annee)(?: de (?:ma )?naissance)?\b"
        r"(?! (?:de (?:la|ma|cette|mon)|du|d) (?!naissance))|\bage\b",
    ),
    ("nationalite", r"\bnationalites?\b"),
    ("collectivite", r"\b(?:collectivite|commune(?! de)|mairie)\b"),
    ("mandat", r"\b(?:mandat|fonction)\b"),
    ("telephone", r"\b(?:telephone|tel|portable|mobile|numero)\b"),
    ("moment", r"\b(?:moment|horaires?|heures?|creneau)\b"),
    ("recit", r"\b(?:explications?|recit|phrases?|texte|histoire|passage)\b"),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _SAID)
_WRONG = re.compile(
    r"\b(?:tromp\w+|erreurs?|fautes?|faux|fausse|corrig\w+|chang\w+|modif\w+|rectif\w+|inexacte?"
    r"|incorrecte?|refaire|revoir|reprendre|coquille|mal (?:ecrite?|orthographie\w*|tape\w*)"
    r"|pas (?:le |la )?(?:bonn?e?s?|juste|correcte?|exacte?|bien ecrite?)|oublie\w*|va pas"
    r"|revenir (?:sur|a|au)|remettre|enlev\w+|retir\w+|supprim\w+)\b"
)
_ALONE = re.compile(
    r"(?:(?:c est|non|oui|pour|sur|euh|juste|seulement|plutot) )*"
    r"(?:(?:le|la|l|mon|ma|mes|les|du|de|au|d) )*(?:noms?|prenoms?|date|lieu|ville|nationalite"
    r"|collectivite|commune|mandat|telephone|numero|moment|explication)(?: (?:de|d|du|la|le|ma"
    r"|naissance|usage|usuel|marital|epouse|epoux|telephone|rappel|famille|jeune|fille))*"
    r"(?: svp| merci| s il vous plait)?"
)


def named(text: str) -> Kind | None:
    """The detail that somebody wants to change, without its value; None for two or none."""
    folded = fold(text)
    if len(folded) > 200 or not (_WRONG.search(folded) or _ALONE.fullmatch(folded)):
        return None
    if labelled(text, _ANY_DAY):
        return None
    found: list[Kind] = []
    for kind, pattern in _KINDS:
        folded, count = pattern.subn(" ", folded)
        if count:
            found.append(kind)
    return found[0] if len(found) == 1 else None


def replaced(text: str, held: Mapping[Kind, str]) -> tuple[Kind, str] | None:
    """The held detail that a message corrects, and its new value; None if that is not known.

    A label decides, then the old value that is named, then a held value that looks like the new
    one.
    """
    line = one_line(text)
    if not line or len(line) > 200 or line.endswith("?"):
        return None
    for old, new in _pairs(line):
        figures = any(character.isdigit() for character in new)
        if is_sentence(bare_name(new)[0]) and not figures:
            continue
        found = _by_label(line, held) or _by_old(old, new, held)
        if found:
            return found
    found = _by_label(line, held) or _by_letter(line, held) or _by_denial(line, held)
    if found:
        return found
    plain = _PLAIN.fullmatch(bare(line))
    return _by_likeness(line[plain.start("new") : plain.end("new")], held) if plain else None


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    for pattern in _PAIRS:
        found = pattern.fullmatch(bare(line))
        if found:
            yield tuple(line[found.start(n) : found.end(n)] for n in ("old", "new"))  # type: ignore[misc]


def _by_label(line: str, held: Mapping[Kind, str]) -> tuple[Kind, str] | None:
    for kind, value in labelled(line, _ANY_DAY).items():
        if kind in held and value != held[kind]:
            return kind, value
    return None


def _by_denial(line: str, held: Mapping[Kind, str]) -> tuple[Kind, str] | None:
    """« pas Lefèvre Lefebvre »: what is held is denied, and the rest is told instead."""
    denied = _DENIED.match(bare(line))
    rest = line[denied.end() :] if denied else ""
    for kind in _NAMES:
        old = f"{held.get(kind, '')} "
        if rest and old.strip() and bare(rest).startswith(bare(old)):
            return _checked(kind, rest[len(old) :], held[kind])
    return None


def _by_old(old: str, new: str, held: Mapping[Kind, str]) -> tuple[Kind, str] | None:
    """The held value that is the old one, else has it for a word."""
    named_old = bare_name(old)[0] or old
    for kind, value in held.items():
        said = read(kind, old, _ANY_DAY).value or named_old
        if fold(said) == fold(value) and fold(said):
            return _checked(kind, new, value)
    for kind, value in held.items():
        pattern = re.compile(rf"(?<!\w){re.escape(bare(named_old))}(?!\w)")
        inside = pattern.search(bare(value))
        fresh = read(kind, new, _ANY_DAY).value
        if inside and kind == "date_naissance":  # « en 1956, pas 1955 »
            fresh = bare_name(new)[0].split(" ")[-1]
        elif inside and fold(fresh) in fold(value).split():  # « Claire, pas Marie »
            fresh = ""
        elif not fresh:
            continue
        if inside and kind != "telephone":
            return _checked(kind, value[: inside.start()] + fresh + value[inside.end() :], value)
    return _by_likeness(new, held)


def _by_likeness(new: str, held: Mapping[Kind, str]) -> tuple[Kind, str] | None:
    """The only held name, or word of it, that looks like the new one."""
    said = bare_name(new)[0]
    found: list[tuple[Kind, str]] = []
    for kind in _NAMES:
        value = held.get(kind, "")
        for word in dict.fromkeys((value, *re.findall(r"[^\W\d_][\w'’-]*", value))):
            if word and alike(word, said):
                fresh = read(kind, said, _ANY_DAY).value
                change = _checked(kind, value.replace(word, fresh, 1), value) if fresh else None
                found += [change] if change else []
                break
    return found[0] if len(found) == 1 else None


def alike(word: str, said: str) -> bool:
    if fold(word) == fold(said):
        return word != said
    return len(said) > 2 and SequenceMatcher(None, fold(word), fold(said)).ratio() >= _CLOSE


def _by_letter(line: str, held: Mapping[Kind, str]) -> tuple[Kind, str] | None:
    """« Lefebvre avec un b » names the value; « avec deux n » is worked out if only one fits."""
    found = _SPELT.fullmatch(bare(line))
    if not found or not (found["with"] or found["count"]):
        return None
    if found["word"]:
        return _by_likeness(line[found.start("word") : found.end("word")], held)
    letter, changes = found["letter"], set()
    for kind in _NAMES:
        value = held.get(kind, "")
        for once in _respelt(value, letter, found["with"] or "", found["count"] or ""):
            changes.add((kind, once))
    return changes.pop() if len(changes) == 1 and not found["where"] else None


def _respelt(value: str, letter: str, way: str, count: str) -> Iterator[str]:
    compared = bare(value)
    runs = [(m.start(), m.end()) for m in re.finditer(f"{letter}+", compared)]
    for start, end in runs:
        if way == "sans" and end - start == 1:
            yield value[:start] + value[end:]
        elif count in ("deux", "2") and end - start == 1 and start > 0:
            yield value[:end] + value[start:end].lower() + value[end:]
        elif count == "un seul" and end - start == 2:
            yield value[: start + 1] + value[end:]


def _checked(kind: Kind, new: str, before: str) -> tuple[Kind, str] | None:
    value = read(kind, new, _ANY_DAY).value
    return (kind, value) if value and value != before else None
