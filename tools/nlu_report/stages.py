"""Each stage of the understanding apart: entities, intent, point, decision; pure functions.

entites.csv: text;JSON list of [entity, value] or [entity, value, role]; a header.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterable, List, NamedTuple, Sequence, Tuple

from assistant import settings
from assistant.nlu.entities.finder import extract
from tools.nlu_report import points, scoring
from tools.nlu_report.markup import code, note, per_cent, quoted, table
from tools.nlu_report.scoring import ANSWER, FALLBACK, PERSON, PROPOSE, Share

DAY = date(2026, 11, 23)  # that entites.csv calls today
ENTITIES = settings.ROOT / "tests" / "nlu" / "entites.csv"
KINDS = {"date": "dates", "semaine": "dates", "commune": "communes", "montant": "montants"}
COUNTS = "nombres"  # nights, meals, kilometres… : every other entity
DECISIONS = ANSWERED_RIGHT, ANSWERED_WRONG, ASKED_WITH, ASKED_WITHOUT, HANDED = (
    "répond juste",
    "répond faux",
    "propose, le bon titre parmi eux",
    "propose sans le bon titre",
    "passe la main",
)


class Kept(NamedTuple):
    """A message of the kept files, and the labels that are right."""

    file: str
    expected: str
    right: FrozenSet[str]
    text: str
    pointed: bool  # its labels are points; else intents alone


class Heard(NamedTuple):
    """What a model made of it.

    `labels`: the one it is answered with, or those whose titles are proposed, likeliest first;
    `intents`: the ranking without `nlu_fallback`; `confidence`: of its first.
    """

    at_once: bool
    labels: Tuple[str, ...]
    intents: Tuple[str, ...]
    confidence: float

    @property
    def band(self) -> str:
        return ANSWER if self.at_once else PROPOSE if self.labels else PERSON


Both = Tuple[Kept, Heard]


def kept(messages: Iterable[Path], pointed: bool) -> List[Kept]:
    """The messages of files of intents, or of points."""
    return [
        Kept(_name(path), case.intent, case.accepted, case.text, pointed)
        for path in messages
        for case in scoring.cases(path)
    ]


def _name(path: Path) -> str:
    """From the project's root, where it is under it: two files are named the same."""
    path = path.resolve()
    return str(path.relative_to(settings.ROOT) if settings.ROOT in path.parents else path.name)


def heard(message: Kept, parse: Dict[str, Any]) -> Heard:
    """From Rasa's parse; for a file of intents, labels lose their point."""
    at_once, labels = points.outcome(parse)
    if not message.pointed:
        labels = list(dict.fromkeys(intent_of(label) for label in labels))
    ranking = [r for r in parse.get("intent_ranking") or () if r["name"] not in (None, FALLBACK)]
    confidence = float(ranking[0]["confidence"]) if ranking else 0.0
    return Heard(at_once, tuple(labels), tuple(r["name"] for r in ranking), confidence)


def intent_of(label: str) -> str:
    return label.partition("/")[0]


def first(message: Kept, found: Heard) -> str:
    """The first intent, or the first point that is answered or proposed; "" where none is."""
    return next(iter(found.labels if message.pointed else found.intents), "")


def right(message: Kept, found: Heard) -> bool:
    return first(message, found) in message.right


def decision(message: Kept, found: Heard) -> str:
    """One of DECISIONS."""
    if not found.labels:
        return HANDED
    good = not message.right.isdisjoint(found.labels)
    if found.at_once:
        return ANSWERED_RIGHT if good else ANSWERED_WRONG
    return ASKED_WITH if good else ASKED_WITHOUT


def decisions(pairs: Sequence[Both]) -> Dict[str, Share]:
    counts = Counter(decision(*pair) for pair in pairs)
    return {name: Share(counts[name], len(pairs)) for name in DECISIONS}


def understood(pairs: Sequence[Both]) -> Dict[str, Share]:
    """`first`, `three`: intents; `point`, `proposed`: only for files of points."""
    found = Counter[str]()
    for message, made in pairs:
        intents = {intent_of(label) for label in message.right}
        found["first"] += not intents.isdisjoint(made.intents[:1])
        found["three"] += not intents.isdisjoint(made.intents[:3])
        found["point"] += message.pointed and right(message, made)
        found["proposed"] += message.pointed and not message.right.isdisjoint(made.labels)
    pointed = sum(message.pointed for message, _ in pairs)
    totals = {"first": len(pairs), "three": len(pairs), "point": pointed, "proposed": pointed}
    return {name: Share(found[name], total) for name, total in totals.items()}


def by_file(pairs: Sequence[Both]) -> Dict[str, List[Both]]:
    groups: Dict[str, List[Both]] = {}
    for pair in pairs:
        groups.setdefault(pair[0].file, []).append(pair)
    return groups


Value = Tuple[str, Any, Any]  # entity, value, role
Values = Counter[Value]
Row = Tuple[str, Values, Values]  # text, expected, found


class Tally(NamedTuple):
    """Of a kind of entity; `wrong`: another one was found instead; `added`: none was due."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    added: int = 0

    @property
    def precision(self) -> Share:
        return Share(self.right, self.right + self.wrong + self.added)

    @property
    def recall(self) -> Share:
        return Share(self.right, self.right + self.wrong + self.missed)


def tally(expected: Values, found: Values) -> Tally:
    """A value is right with its role, and as often as it is due."""
    lacking, beside = (expected - found).total(), (found - expected).total()
    wrong = min(lacking, beside)
    return Tally((expected & found).total(), wrong, lacking - wrong, beside - wrong)


def of_kind(values: Values, kind: str) -> Values:
    return Counter({v: n for v, n in values.items() if KINDS.get(v[0], COUNTS) == kind})


def by_kind(rows: Sequence[Row]) -> Dict[str, Tally]:
    found = {}
    for kind in dict.fromkeys([*KINDS.values(), COUNTS]):
        each = [tally(of_kind(due, kind), of_kind(read, kind)) for _, due, read in rows]
        found[kind] = Tally(*(sum(column) for column in zip(*each, strict=True)))
    return found


def entity_rows(lines: Sequence[str]) -> List[Row]:
    """The lines of entites.csv under its header, and what the extractor reads in them."""
    rows = []
    for line in lines:
        text, _, due = line.rpartition(";")
        expected = Counter((*item, None)[:3] for item in json.loads(due))
        rows.append(
            (text, expected, Counter((e.entity, e.value, e.role) for e in extract(text, DAY)))
        )
    return rows


def _said(values: Values) -> str:
    names = (f"{name} {value}{f' ({role})' if role else ''}" for name, value, role in values)
    return escape(", ".join(names)) or "rien"


def entities_section(rows: Sequence[Row]) -> str:
    heads = ("Sorte", "Justes", "Fausses", "Manquées", "De trop", "Précision", "Rappel")
    body = [
        (kind, *map(str, each), per_cent(each.precision.value), per_cent(each.recall.value))
        for kind, each in by_kind(rows).items()
    ]
    failed = [(quoted(text), _said(due), _said(read)) for text, due, read in rows if due != read]
    html = "<h3>Dates, lieux, montants et nombres</h3>" + table(heads, body)
    if failed:
        return html + table(("Phrase", "Attendu", "Lu"), failed)
    return html + note(
        f"Aucune faute sur les {len(rows)} phrases de <code>{ENTITIES.name}</code>, qu'un test "
        "tient : la lecture a été écrite avec elles, ce n'est pas une mesure sur des inconnus."
    )


def _cell(share: Share) -> str:
    return f"{per_cent(share.value)} ({share.count})" if share.total else "—"


def section(pairs: Sequence[Both], rows: Sequence[Row]) -> str:
    files = by_file(pairs)
    known = (
        "Intention première",
        "Intention parmi trois",
        "Point premier",
        "Point parmi les titres",
    )
    return (
        entities_section(rows)
        + "<h3>Intention et point</h3>"
        + table(
            ("Fichier", "Messages", *known),
            (
                (
                    code(name),
                    str(len(group)),
                    *map(_cell, understood(group).values()),
                )
                for name, group in files.items()
            ),
        )
        + "<h3>Décision</h3>"
        + table(
            ("Fichier", *(f"{name[0].upper()}{name[1:]}" for name in DECISIONS)),
            ((code(name), *map(_cell, decisions(group).values())) for name, group in files.items()),
        )
        + note(
            "Dans les fichiers de messages, seule l'intention est attendue ; dans ceux de points, "
            "la question précise : y répondre à côté du point, c'est répondre faux."
        )
    )
