"""A block of lines with their labels, pasted whole: « Nom : … / Prénom : … / Née le … »."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dife.fields.labels import labelled
from dife.fields.model import LONGEST_STORY, Kind, Read
from dife.fields.reading import read
from dife.fields.words import OF_BIRTH, OTHER
from dife.letter_fields import one_line
from dife.text import bare

_LABELS: tuple[tuple[Kind | None, str], ...] = (
    (
        "nom_usage",
        rf"(?:noms? {OTHER}(?: ou (?:{OTHER}))?|epouse)",
    ),
    (
        "nom",
        rf"(?:noms?(?: {OF_BIRTH}| patronymique| complet| et prenoms?)?"
        r"|(?:contact|personne)(?: a rappeler)?)",
    ),
    ("prenoms", r"prenom(?:s|\(s\))?(?: usuel)?"),
    ("date_naissance", r"(?:nee?(?:\(e\))? le|date de naissance|ddn)"),
    (
        "lieu_naissance",
        r"(?:nee?(?:\(e\))? a|a|(?:lieu|ville|commune) de naissance|lieu)",
    ),
    ("nationalite", r"nationalite"),
    ("collectivite", r"(?:(?:commune|collectivite|mairie)(?: (?:du|de) mandat)?|elue? (?:a|de))"),
    ("mandat", r"(?:mandat|fonction|qualite)"),
    ("telephone", r"(?:n° (?:de )?tel\w*|numero(?: de tel\w*)?|tel(?:ephone)?\.?|portable|mobile)"),
    ("moment", r"(?:moment|horaires?|heure|creneau|disponibilites?)"),
    ("recit", r"(?:probleme|explications?|message(?: d'erreur| affiche)?)"),
    (None, r"(?:adresse|e-?mail|mel|courriel|code postal|civilite|sexe|age|date|objet)"),
)
Reader = Callable[[Kind, str, date], Read]
_ONE = "|".join(f"(?P<l{n}>{pattern})" for n, (_, pattern) in enumerate(_LABELS))
_LABEL = re.compile(rf"(?:^|(?<=[\s/;,|•*-]))(?:{_ONE})\s*(?P<mark>[:=]|(?<=\ble)\s)\s*")


def block(text: str, today: date, reader: Reader = read) -> dict[Kind, Read]:
    """What each label of a block tells, two at least; a label that is there says what it is."""
    text = text[:LONGEST_STORY]
    labels = list(_LABEL.finditer(bare(text)))
    if sum(found["mark"].strip() != "" for found in labels) < 2:
        return {}
    told: dict[Kind, Read] = {}
    ends = [*(found.start() for found in labels[1:]), len(text)]
    for found, end in zip(labels, ends, strict=True):
        kind = next(k for n, (k, _) in enumerate(_LABELS) if found[f"l{n}"])
        value = one_line(text[found.end() : end]).strip(" /;,|•*")
        value = re.sub(r"\s+[-–]$", "", value)
        if not kind or not value or kind in told:
            continue
        if kind == "date_naissance":
            for key, said in labelled(f"né le {value}", today).items():
                told.setdefault(key, Read(said))
        answer = reader(kind, value, today)
        if answer.skipped or answer.value:
            told[kind] = Read(answer.value, skipped=answer.skipped)
            for key, said in answer.others.items():
                told.setdefault(key, Read(said))
    return told
