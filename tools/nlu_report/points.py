"""How well the point of a message is found: `python -m tools.nlu_report.points`.

points.tsv: point<TAB>other labels that are right too, between commas<TAB>text<TAB>writer;
no header.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, NamedTuple, Sequence, Tuple

from assistant import settings
from assistant.cli import launcher
from assistant.dialogue.confidence import OFFERED
from assistant.dialogue.points import ENTITY
from tools.nlu_report.reader import parsed
from tools.nlu_report.scoring import FALLBACK, Share


class Asked(NamedTuple):
    """A message of the test set, and the labels that are right."""

    right: FrozenSet[str]
    text: str


def messages() -> List[Path]:
    """The files of the validation set; the second holds the messages that name the association."""
    return [path for path in settings.validation() if path.stem == "points"]


def asked() -> List[Asked]:
    found = []
    for path in messages():
        for line in path.read_text("utf-8").splitlines():
            label, others, text, _ = line.split("\t")
            found.append(Asked(frozenset({label, *others.split(",")} - {""}), text))
    return found


def outcome(parse: Dict[str, Any]) -> Tuple[bool, List[str]]:
    """Whether the message is answered at once; the labels that it is answered with, or offered."""
    values = [e["value"] for e in parse["entities"] if e["entity"] == ENTITY]
    value = values[0] if values else None
    name = parse["intent"]["name"]
    if name != FALLBACK:
        if isinstance(value, list):
            return False, value
        return True, [f"{name}/{value}" if value else str(name)]
    ranking = [r for r in parse["intent_ranking"] if r["name"] != FALLBACK]
    likely = bool(ranking) and ranking[0]["confidence"] >= OFFERED
    return False, value if likely and isinstance(value, list) else []


def figures(cases: Sequence[Asked], parses: Sequence[Dict[str, Any]]) -> Dict[str, Share]:
    """`first`: the answered point, or the first that is offered; `proposed`: among them all."""
    counts: Counter[str] = Counter()
    for case, parse in zip(cases, parses, strict=True):
        at_once, labels = outcome(parse)
        counts["first"] += bool(case.right & set(labels[:1]))
        counts["proposed"] += bool(case.right & set(labels))
        counts["answered"] += at_once
        counts["answered_wrong"] += at_once and not case.right & set(labels)
        counts["nothing"] += not labels
    names = ("first", "proposed", "answered", "answered_wrong", "nothing")
    return {name: Share(counts[name], len(cases)) for name in names}


def main() -> int:
    logging.disable(logging.CRITICAL)
    model = launcher.trained_model()
    if model is None:
        sys.exit("Aucun modèle : lancez d'abord « make train ».")
    cases = asked()
    times: List[float] = []
    found = figures(cases, parsed(model, [case.text for case in cases], times))
    for name, share in found.items():
        low, high = share.interval
        print(f"{name:15} {share.value:6.1%}  ({low:.1%} to {high:.1%}, n = {share.total})")
    print(f"{'median':15} {sorted(times)[len(times) // 2] * 1000:.1f} ms a message")
    return 0


if __name__ == "__main__":
    sys.exit(main())
