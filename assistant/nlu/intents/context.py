"""A message that only makes sense after the last answer: « et le train ? », « c'est quand ? ».

The door tells which point was said last (`points.SUBJECT`). The message is read alone and after
that point's title; the two readings are multiplied, and the neighbours of the subject weigh more.
What was just said is not said again. The weights: 150 follow-ups of a writer apart, in
docs/benchmarks.md.
"""

from __future__ import annotations

import re
from typing import Callable, List

import numpy as np

from assistant.dialogue import intents, points
from assistant.nlu.intents.phrases import ASKS

LONGEST = 10  # words of a follow-up; a longer message tells its subject
_DEPENDS = re.compile(
    r"\W*(?:et|mais|oui|ah|donc|m[eê]me|pareil|sinon|du coup|alors|ok|bon|non|idem)\b"
    r"|.*\b(?:[cç]a|cela|elles?|ils?|lui|eux|c'est|cest|celui|celle|lequel|laquelle"
    r"|lesquel\w*|l'autre|d'autres?)\b",
    re.I | re.S,
)
SAME_INTENT, SAME_STEP, AGAIN = 5.0, 2.0, 0.02  # beside 1 for any other label
DEPENDENT = 4.0  # times SAME_INTENT, where the message shows that it depends
WEIGHT = {True: 0.5, False: 0.3}  # of the reading after the title
GESTURE = 0.90  # confidence from which « oui merci » is a gesture and asks nothing


def depends(text: str) -> bool:
    """Whether a short message shows that it leans on what was said before."""
    words = len(text.split())
    return words <= 3 or words <= 7 and bool(_DEPENDS.match(text.replace("’", "'")))


def followed(
    label: str,
    text: str,
    alone: np.ndarray,
    labels: List[str],
    read: Callable[[str], np.ndarray],
) -> np.ndarray:
    """The confidences in `labels` of a message that may follow the point `label`.

    `alone`: those of the message by itself; `read` gives those of another text.
    """
    point, first = points.point(label), int(alone.argmax())
    if point is None or len(text.split()) > LONGEST:
        return alone
    gesture = not intents.intent(labels[first].partition("/")[0]).offered
    if gesture and alone[first] >= GESTURE and not ASKS.search(text):
        return alone
    leans = depends(text)
    after, weight = read(f"{point.title} {text}"), WEIGHT[leans]
    both = np.exp((1 - weight) * np.log(alone + 1e-6) + weight * np.log(after + 1e-6))
    both *= [_nearness(label, each, leans) for each in labels]
    return np.asarray(both / both.sum())


def _nearness(label: str, other: str, leans: bool) -> float:
    if other == label:
        return AGAIN
    intent, name = label.partition("/")[0], other.partition("/")[0]
    if name == intent:
        return SAME_INTENT * (DEPENDENT if leans else 1.0)
    step = intents.step_of(intent)
    return SAME_STEP if step is not None and intents.step_of(name) == step else 1.0
