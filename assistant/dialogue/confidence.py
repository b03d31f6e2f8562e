"""How sure is sure enough: the confidences, from 0 to 1, that decide what is done with a message.

What an official gets is one of three bands: an answer; a choice of titles; a person. Chosen by
script (docs/benchmarks.md); what each band costs has a floor in tests/nlu/test_accuracy.py.
"""

from __future__ import annotations

from typing import Any, Dict, List

# Below, or when the next intent is nearer than APART, titles are proposed instead of an answer.
# Rasa's FallbackClassifier decides: config.yml has the same two (tests/test_coherence.py).
ANSWERED = 0.75
APART = 0.05
# Below, a title is a guess: when no intent reaches it, a person is proposed.
OFFERED = 0.10
# The intent being sure: from this share of it on, a point is answered; below, its likely points are
# proposed.
POINT = 0.80
# What makes a point likely enough to be among the titles; the intents' titles ask OFFERED of one.
POSSIBLE = 0.02
# From here on, a fraud is answered as one. On the 2,448 messages of the test sets it decided once,
# rightly; at 0.40 four times, one of them wrongly.
DANGER = 0.50
# From here on, a sentence among others is a question of its own.
SECOND = 0.80
# From here on, a whole sentence sent where a form asks for a name is a question of the guide.
LEAVES_FORM = 0.85


def sure(ranking: List[Dict[str, Any]]) -> bool:
    """Whether the first intent is answered, as Rasa's FallbackClassifier will decide it."""
    if not ranking or ranking[0]["confidence"] < ANSWERED:
        return False
    return len(ranking) < 2 or ranking[0]["confidence"] - ranking[1]["confidence"] >= APART
