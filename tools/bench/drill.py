"""A new point with few examples: `python -m tools.bench.drill [--points 30] [--exemples 8]`.

Points are drawn, always the same ones; each is taken out of the training data and given back with
a few of its examples, as when staff write a new one. Of the messages of the test set: how many of
that point's are found, and what the others lose.

One training is too long to be done for each point: six at most are given back in the same one,
never two of one intent. The others' loss is thus that of six new points at once, an upper bound.
What is read is the classifier's alone, without the pipeline around it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from typing import Any, Dict, List, NamedTuple, Sequence, Set, Tuple

from assistant.dialogue.confidence import OFFERED
from assistant.nlu.intents import decision, phrases
from assistant.nlu.intents.classifier import SparseIntentClassifier
from tools.nlu_report import reader
from tools.nlu_report.points import Asked, asked
from tools.nlu_report.scoring import Share

TOGETHER = 6  # points given back in one training
Pairs = List[Tuple[str, str]]  # (label, text)


def groups(labels: Sequence[str], most: int) -> List[List[str]]:
    """Points drawn among the labels, by what is given back together."""
    drawn = sorted(label for label in labels if "/" in label)
    random.Random(reader.SEED).shuffle(drawn)  # noqa: S311 - no secret
    found: List[List[str]] = []
    for label in drawn[:most]:
        intent = label.partition("/")[0] + "/"
        free = (
            group
            for group in found
            if len(group) < TOGETHER and not any(other.startswith(intent) for other in group)
        )
        group = next(free, None)
        if group is None:
            found.append(group := [])
        group.append(label)
    return found


def given_back(pairs: Pairs, group: Sequence[str], examples: int) -> Pairs:
    """The training data, these points having that many examples, always the same ones."""
    kept = [pair for pair in pairs if pair[0] not in group]
    for label in group:
        own = [pair for pair in pairs if pair[0] == label]
        kept += random.Random(f"{reader.SEED} {label}").sample(own, min(examples, len(own)))  # noqa: S311
    return sorted(kept)


def offers(pairs: Pairs, texts: Sequence[str], config: Dict[str, Any]) -> List[List[str]]:
    """The only place that knows the classifier: the label answered, or those proposed, by text."""
    classifier = SparseIntentClassifier(config, "drill", None, None)
    classifier.fit(pairs)
    found = []
    for text in texts:
        likely = classifier.probabilities(phrases.asked_after_greeting(text))
        ranking = decision.ranked(classifier.model.labels, likely)
        point, name = decision.point_of(ranking), ranking[0]["name"]
        told = point if isinstance(point, list) else [f"{name}/{point}" if point else name]
        found.append(told if ranking[0]["confidence"] >= OFFERED else [])
    return found


class Found(NamedTuple):
    """The messages found, by their place in the test set."""

    first: Set[int]
    proposed: Set[int]


def right(cases: Sequence[Asked], labels: Sequence[List[str]]) -> Found:
    both = list(enumerate(zip(cases, labels, strict=True)))
    return Found(
        {i for i, (case, offered) in both if case.right & set(offered[:1])},
        {i for i, (case, offered) in both if case.right & set(offered)},
    )


def counted(found: Sequence[Tuple[Set[int], Found]], once: bool = False) -> str:
    """Two cells of the table, over several trainings; an interval where a message counts once."""
    total = sum(len(own) for own, _ in found)
    cells = []
    for name in ("first", "proposed"):
        share = Share(sum(len(own & getattr(each, name)) for own, each in found), total)
        low, high = share.interval
        interval = f" ({low:.1%} à {high:.1%})" if once else ""
        cells.append(f"{share.value:.1%}{interval}".replace("%", " %"))
    return " | ".join(cells)


def drill(pairs: Pairs, cases: Sequence[Asked], most: int, examples: int, **config: Any) -> str:
    texts = [case.text for case in cases]
    before = right(cases, offers(pairs, texts, config))
    own: Dict[str, Set[int]] = defaultdict(set)
    for i, case in enumerate(cases):
        if len(case.right) == 1:  # elsewhere, another point is as good
            own["".join(case.right)].add(i)
    drawn = groups(sorted(own), most)
    points: List[Tuple[Set[int], Found]] = []
    others: List[Tuple[Set[int], Found]] = []
    for number, group in enumerate(drawn, 1):
        found = right(cases, offers(given_back(pairs, group, examples), texts, config))
        points += [(own[label], found) for label in group]
        other = {i for i, case in enumerate(cases) if not case.right & set(group)}
        others.append((other, found))
        print(f"{number}/{len(drawn)} : {', '.join(group)}", file=sys.stderr)
    lost = sum(len((before.first - found.first) & other) for other, found in others)
    won = sum(len((found.first - before.first) & other) for other, found in others)
    sizes = [sum(len(places) for places, _ in part) for part in (points, others)]
    full = [[(places, before) for places, _ in part] for part in (points, others)]
    return f"""\
{len(points)} points rendus avec {examples} exemples, en {len(drawn)} apprentissages.
Leurs messages : {sizes[0]}. Ceux des autres, relus à chaque fois : {sizes[1]}.

| messages | en premier | répondu ou proposé |
| --- | --- | --- |
| des points, tous les exemples | {counted(full[0], once=True)} |
| des points, {examples} exemples | {counted(points, once=True)} |
| des autres, tous les exemples | {counted(full[1])} |
| des autres, points rendus | {counted(others)} |

Messages des autres, en premier : {lost} perdus, {won} gagnés."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.drill")
    parser.add_argument("--points", type=int, default=30, help="combien de points sont tirés")
    parser.add_argument("--exemples", type=int, default=8, help="rendus à chacun")
    options = parser.parse_args()
    print(drill(reader.examples(), asked(), options.points, options.exemples))


if __name__ == "__main__":
    main()
