"""How sure is honest: confidences settled on messages of writers whose lines are not examples.

data/validation/: label<TAB>others that are right too, between commas<TAB>text<TAB>writer;
no header.
A label may be an intent alone: then any of its points is right.

What is chosen is the sharpness of the confidences, the largest with which answers given from
`ANSWERED` on are wrong for a stated share of the messages at most. It is chosen anew by each
training, and once more without each writer, to see what the choice is worth for a stranger.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterable, List, NamedTuple, Sequence

import numpy as np

from assistant.dialogue.confidence import ANSWERED
from assistant.nlu.intents.kernel import softmax

logger = logging.getLogger(__name__)
FACTORS = [round(0.5 + 0.05 * step, 2) for step in range(31)]  # of the temperature
FEWEST = 300  # messages; fewer say nothing about a risk of some per cent


class Kept(NamedTuple):
    """A message kept from the examples, and the labels that are right."""

    right: FrozenSet[str]
    text: str
    writer: str


class Scores(NamedTuple):
    """Of each message for each label, by the machine for every message and by that with the
    dearest encoder (the same one where there is none), each times its temperature."""

    every: np.ndarray
    asked: np.ndarray


def read(paths: Iterable[Path]) -> List[Kept]:
    """The kept messages; nothing, and a line in the log, where a file is missing."""
    found = []
    for path in paths:
        if not path.exists():
            logger.warning("No kept messages in %s: confidences are not settled on them.", path)
            continue
        for line in path.read_text("utf-8").splitlines():
            label, others, text, writer = line.split("\t")
            found.append(Kept(frozenset({label, *others.split(",")} - {""}), text, writer))
    return found


def settled(
    kept: Sequence[Kept], labels: Sequence[str], scores: Scores, below: float, risk: float
) -> Dict[str, Any]:
    """`factor`, and what it gives: `answered` and `wrong`, shares of the messages; `left_out`: the
    same for each writer, with the factor chosen on the others'."""
    right = np.array([[_right(label, each.right) for label in labels] for each in kept], dtype=bool)
    writers = np.array([each.writer for each in kept])
    outcomes = {f: _outcome(scores, right, f, below) for f in FACTORS}

    def shares(factor: float, among: np.ndarray) -> Dict[str, float]:
        answered, good = (part[among] for part in outcomes[factor])
        return {
            "factor": factor,
            "answered": float(answered.mean()),
            "wrong": float((answered & ~good).mean()),
        }

    def chosen(among: np.ndarray) -> float:
        fits = [f for f in FACTORS if shares(f, among)["wrong"] <= risk]
        return max(fits, default=FACTORS[0])

    everybody = np.ones(len(kept), dtype=bool)
    return {
        **shares(chosen(everybody), everybody),
        "left_out": {w: shares(chosen(writers != w), writers == w) for w in sorted(set(writers))},
    }


def _right(label: str, right: FrozenSet[str]) -> bool:
    return label in right or label.partition("/")[0] in right


def _outcome(
    scores: Scores, right: np.ndarray, factor: float, below: float
) -> tuple[np.ndarray, np.ndarray]:
    """Whether each message is answered at once, and whether its first label is right."""
    every = softmax(scores.every * factor)
    again = every.max(axis=1) < below
    found = np.where(again[:, None], softmax(scores.asked * factor), every)
    return found.max(axis=1) >= ANSWERED, right[np.arange(len(right)), found.argmax(axis=1)]
