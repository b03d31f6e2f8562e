"""How sure is sure enough: the confidences, from 0 to 1, that decide what is done with a message.

What an official gets is one of three bands: an answer; a choice of titles; a person. Chosen by
script (docs/benchmarks.md); what each band costs has a floor in tests/nlu/test_accuracy.py.
"""

from __future__ import annotations

from typing import Any, Dict, List

# Below, titles are proposed instead of an answer. What a confidence of this size means is settled
# by each training: answers given from here on are wrong for 2.5 % of strangers' messages at most
# (assistant/nlu/intents/settling.py). Rasa's FallbackClassifier decides of the intent: config.yml
# has the same (tests/test_coherence.py); decision.py of the point.
ANSWERED = 0.60
# Below, a title is a guess: when no intent reaches it, a person is proposed.
OFFERED = 0.10
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
    return bool(ranking) and ranking[0]["confidence"] >= ANSWERED
