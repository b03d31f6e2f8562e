"""What changed since the last model: each report leaves its readings in var/nlu-lectures.json.

{"version": 1, "rapports": [newest, the last one of another model]}, each {"modele", "mesure",
"lectures": [[file, text, answered at once, labels, intents, confidence], …]}. A report made again
with the same model is still compared with the model before it.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple

from assistant import settings
from tools.nlu_report import stages
from tools.nlu_report.markup import code, note, per_cent, quoted, table
from tools.nlu_report.scoring import Share
from tools.nlu_report.stages import Both, Heard, Kept

VERSION = 1
FIRST = "Premier résultat juste"
Key = Tuple[str, str]  # file, text


class Report(NamedTuple):
    """What a model made of the kept messages."""

    model: str
    measured: str
    heard: Dict[Key, Heard]


def path() -> Path:
    return settings.var_folder() / "nlu-lectures.json"


def report(model: str, measured: str, pairs: Sequence[Both]) -> Report:
    return Report(model, measured, {(m.file, m.text): found for m, found in pairs})


def loaded(file: Path) -> Tuple[List[Report], str]:
    """The reports that were kept, newest first; and in French what is wrong with the file."""
    if not file.exists():
        return [], ""
    try:
        kept = json.loads(file.read_text("utf-8"))
        if kept["version"] != VERSION:
            return [], f"{file.name} est d'une autre version de ce rapport : il est remplacé."
        return [_report(each) for each in kept["rapports"]], ""
    except (OSError, ValueError, KeyError, TypeError):
        return [], f"{file.name} est illisible : il est remplacé."


def _report(kept: Dict[str, object]) -> Report:
    lines = kept["lectures"]
    if not isinstance(lines, list):
        raise TypeError("lectures")
    heard = {
        (str(name), str(text)): Heard(bool(at_once), tuple(labels), tuple(intents), float(sure))
        for name, text, at_once, labels, intents, sure in lines
    }
    return Report(str(kept["modele"]), str(kept["mesure"]), heard)


def save(file: Path, reports: Sequence[Report]) -> None:
    kept = [
        {
            "modele": each.model,
            "mesure": each.measured,
            "lectures": [[*key, *found] for key, found in each.heard.items()],
        }
        for each in reports
    ]
    text = json.dumps({"version": VERSION, "rapports": kept}, ensure_ascii=False, indent=0)
    file.write_text(text, "utf-8")


def reference(now: Report, before: Sequence[Report]) -> Optional[Report]:
    """The last report of another model; else the last one; None the first time."""
    others = [each for each in before if each.model != now.model]
    return next(iter([*others, *before]), None)


def to_keep(now: Report, before: Sequence[Report]) -> List[Report]:
    return [now, *[each for each in before if each.model != now.model][:1]]


class Change(NamedTuple):
    message: Kept
    before: Heard
    after: Heard


class Differences(NamedTuple):
    """Over the messages that both have read, judged by today's labels."""

    newly_right: List[Change]
    newly_wrong: List[Change]
    moved: List[Change]  # to another band, as right or as wrong as before
    figures: Dict[str, Tuple[Share, Share]]  # before, after
    common: int
    new: int  # messages that the reference had not read


def differences(before: Report, pairs: Sequence[Both]) -> Differences:
    changes = [
        Change(message, before.heard[message.file, message.text], after)
        for message, after in pairs
        if (message.file, message.text) in before.heard
    ]
    newly_right: List[Change] = []
    newly_wrong: List[Change] = []
    moved: List[Change] = []
    for each in changes:
        was, is_now = (stages.right(each.message, h) for h in (each.before, each.after))
        if was != is_now:
            (newly_right if is_now else newly_wrong).append(each)
        elif each.before.band != each.after.band:
            moved.append(each)
    old = _figures([(each.message, each.before) for each in changes])
    new = _figures([(each.message, each.after) for each in changes])
    figures = {name: (old[name], new[name]) for name in new}
    return Differences(
        newly_right, newly_wrong, moved, figures, len(changes), len(pairs) - len(changes)
    )


def _figures(pairs: Sequence[Both]) -> Dict[str, Share]:
    good = Share(sum(stages.right(*pair) for pair in pairs), len(pairs))
    return {FIRST: good, **stages.decisions(pairs)}


def summary(found: Differences) -> str:
    """One line, for the terminal and above the tables."""
    return (
        f"nouvellement justes {len(found.newly_right)}, nouvellement faux "
        f"{len(found.newly_wrong)}, traités autrement {len(found.moved)}, "
        f"sur {found.common} messages communs"
    )


def _changes(title: str, changes: Sequence[Change]) -> str:
    if not changes:
        return f"<h3>{title}</h3><p>Aucun.</p>"
    rows = (
        (
            quoted(each.message.text),
            code(each.message.expected),
            *(
                f"{code(stages.first(each.message, h))}<br>{h.band}, {per_cent(h.confidence)}"
                for h in (each.before, each.after)
            ),
        )
        for each in changes
    )
    heads = ("Message", "Attendu", "Avant", "Après")
    return f"<h3>{title}</h3>" + table(heads, rows)


def section(now: Report, before: Optional[Report], pairs: Sequence[Both], trouble: str) -> str:
    if before is None:
        why = trouble or "C'est le premier rapport gardé."
        return f"<p>Rien à comparer. {escape(why)} Le prochain rapport comparera avec celui-ci.</p>"
    found = differences(before, pairs)
    with_whom = f"{code(before.model)}, mesuré le {escape(before.measured)}"
    if before.model == now.model:
        html = (
            f"<p>Le même modèle que le dernier rapport ({with_whom}) : pas d'autre à comparer.</p>"
        )
        if not (found.newly_right or found.newly_wrong or found.moved):
            return html
        html += "<p>Ce qui suit vient donc du code ou des réglages, pas de l'apprentissage.</p>"
    else:
        html = f"<p>Comparé avec {with_whom}.</p>"
    rows = (
        (
            f"{name[0].upper()}{name[1:]}",
            per_cent(old.value),
            per_cent(new.value),
            f"{new.count - old.count:+d}".replace("-", "−"),
        )
        for name, (old, new) in found.figures.items()
    )
    return (
        html
        + f"<p>Messages {summary(found)} ; nouveaux {found.new}.</p>"
        + table(("Mesure", "Avant", "Après", "Messages"), rows)
        + _changes("Nouvellement justes", found.newly_right)
        + _changes("Nouvellement faux", found.newly_wrong)
        + _changes("Aussi justes ou faux qu'avant, mais traités autrement", found.moved)
        + note("Juste : la première intention ou, dans les fichiers de points, le premier point.")
    )
