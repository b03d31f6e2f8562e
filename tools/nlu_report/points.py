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

from rasa.utils.log_utils import configure_structlog

from assistant import settings
from assistant.cli import launcher
from assistant.dialogue.confidence import OFFERED
from assistant.dialogue.points import ENTITY
from tools.nlu_report.reader import parsed
from tools.nlu_report.scoring import FALLBACK, OUTSIDE, Share


class Asked(NamedTuple):
    """A message of the test set, and the labels that are right."""

    right: FrozenSet[str]
    text: str


def messages() -> List[Path]:
    """The files of the validation set; the second holds the messages that name the association."""
    return [path for path in settings.validation() if path.stem == "points"]


def strangers() -> List[Path]:
    """The test set: three writers whose messages nothing was chosen on."""
    own = settings.association_folder() / "validation" / "strangers.tsv"
    return [settings.ROOT / "tests" / "nlu" / "strangers.tsv", own]


def asked(*paths: Path) -> List[Asked]:
    """The messages of these files; of the validation set where none is named."""
    found = []
    for path in paths or messages():
        for line in path.read_text("utf-8").splitlines():
            label, others, text, _ = line.split("\t")
            found.append(Asked(frozenset({label, *others.split(",")} - {""}), text))
    return found


def outcome(parse: Dict[str, Any]) -> Tuple[bool, List[str]]:
    """Whether the message is answered at once; the labels that it is answered with, or offered."""
    values = [e["value"] for e in parse["entities"] if e["entity"] == ENTITY]
    value = values[0] if values else None
    name = parse["intent"]["name"]
    if name == OUTSIDE:  # titles beside it are what it may be instead
        return True, [OUTSIDE]
    if name != FALLBACK:
        if isinstance(value, list):
            return False, value
        return True, [f"{name}/{value}" if value else str(name)]
    ranking = [r for r in parse["intent_ranking"] if r["name"] != FALLBACK]
    likely = bool(ranking) and ranking[0]["confidence"] >= OFFERED
    return False, value if likely and isinstance(value, list) else []


def figures(cases: Sequence[Asked], parses: Sequence[Dict[str, Any]]) -> Dict[str, Share]:
    """`first`: the answered point, or the first that is offered; `proposed`: among them all;
    `once`: genuine questions answered rightly at once; `intent`, `three`: of the intents alone;
    `outside`: off-topic messages known as such; `turned_away`: genuine questions told off-topic,
    or sent to a person without a title."""
    counts: Counter[str] = Counter()
    for case, parse in zip(cases, parses, strict=True):
        at_once, labels = outcome(parse)
        right = bool(case.right & set(labels[:1]))
        genuine = OUTSIDE not in case.right
        intents = {label.partition("/")[0] for label in case.right}
        ranking = [r["name"] for r in parse["intent_ranking"] if r["name"] != FALLBACK]
        counts["genuine"] += genuine
        counts["first"] += right
        counts["proposed"] += bool(case.right & set(labels))
        counts["answered"] += at_once
        counts["answered_wrong"] += at_once and not right
        counts["nothing"] += not labels
        counts["once"] += at_once and right and genuine
        counts["intent"] += bool(intents & set(ranking[:1]))
        counts["three"] += bool(intents & set(ranking[:3]))
        counts["outside"] += not genuine and ranking[:1] == [OUTSIDE]
        counts["turned_away"] += genuine and (not labels or at_once and labels == [OUTSIDE])
    everything, asking = len(cases), counts.pop("genuine")
    among = {"once": asking, "turned_away": asking, "outside": everything - asking}
    return {name: Share(count, among.get(name, everything)) for name, count in counts.items()}


def main() -> int:
    configure_structlog(logging.WARNING)  # Rasa writes every message it parses
    model = launcher.trained_model()
    if model is None:
        sys.exit("Aucun modèle : lancez d'abord « make train ».")
    for title, paths in (("validation", messages()), ("strangers", strangers())):
        cases, times = asked(*paths), list[float]()
        print(f"\n{title}: {len(cases)} messages")
        found = figures(cases, parsed(model, [case.text for case in cases], times))
        for name, share in found.items():
            low, high = share.interval
            print(f"{name:15} {share.value:6.1%}  ({low:.1%} to {high:.1%}, n = {share.total})")
        middle, mean = sorted(times)[len(times) // 2], sum(times) / len(times)
        print(f"{'reading':15} {middle * 1000:.1f} ms (median), {mean * 1000:.1f} (mean)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
