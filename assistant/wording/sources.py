"""Where an answer comes from, and what in it nobody could confirm: told apart from the answer."""

from __future__ import annotations

import re
from datetime import date
from typing import List

from assistant import clock, facts
from assistant.dialogue.points import Point
from assistant.wording.markers import marker
from dife.facts.association import GUIDE
from dife.facts.model import Facts, ReferenceNotFound, Statut

DERIVED = {"prochain_credit": "credit_annuel"}  # a marker reckoned from a fact, and that fact
NOT_RULES = {"lien", "telephone", "courriel", "nom", "texte", "couleur"}  # say where, not how much
_MARKER = re.compile(r"{([\w.]+)}")
_STATUS = {
    Statut.GUIDE: "selon le guide",
    Statut.ANNONCE: "annoncé, à confirmer",
    Statut.A_VERIFIER: "à vérifier",
}


def rules_of(point: Point, refs: Facts) -> List[str]:
    """The keys of the facts that the point states as rules: sums, delays, dates, lists."""
    keys = dict.fromkeys(DERIVED.get(key, key) for key in point.facts)
    known = refs.keys()
    return [key for key in keys if key in known and refs.reference(key).unite not in NOT_RULES]


def unsure(point: Point) -> str:
    """What is to be confirmed in this answer, as the end of a sentence; "" for nothing."""
    refs, today = facts.current(), clock.today()
    found = [_filled(point.to_confirm, refs, today)] if point.to_confirm else []
    for key in rules_of(point, refs):
        reference = refs.reference(key)
        try:
            row = refs.value(key, today)
        except ReferenceNotFound:
            continue
        if row.statut is Statut.A_VERIFIER:  # what is announced is said as such in the answer
            found.append(reference.libelle[:1].lower() + reference.libelle[1:])
    return " ; ".join(found)


def has_source(point: Point) -> bool:
    """Whether « D'où vient cette règle ? » has an answer."""
    return bool(point.source or rules_of(point, facts.current()))


def sources(point: Point) -> List[str]:
    """A line a source: what the point says of itself, then each dated fact with its status."""
    refs, today = facts.current(), clock.today()
    lines = [_filled(point.source, refs, today)] if point.source else []
    return lines + [line for key in rules_of(point, refs) if (line := _line(key, refs, today))]


def _filled(text: str, refs: Facts, today: date) -> str:
    """The text with its facts; « {guide} » is the name of the association's guide."""
    text = text.replace(GUIDE, "{association_guide}")
    return _MARKER.sub(lambda found: marker(found[1], refs, today), text)


def _line(key: str, refs: Facts, today: date) -> str:
    """The source of the sure value that the answer gives, then that of an announced one."""
    reference = refs.reference(key)
    announced = [row for row in reference.valeurs if row.statut is Statut.ANNONCE]
    try:
        rows = [refs.sure(key, today), *announced]
    except ReferenceNotFound:
        rows = announced
    told = [
        f"{row.source} ({_STATUS[row.statut]})" if row.statut in _STATUS else str(row.source)
        for row in rows
    ]
    return f"{reference.libelle} : {' ; '.join(told)}" if told else ""
