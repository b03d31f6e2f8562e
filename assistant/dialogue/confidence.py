"""How sure is sure enough: the confidences, from 0 to 1, that decide what is done with a message.

What an official gets is one of three bands: an answer; a choice of titles; a person. Chosen by
script (docs/benchmarks.md); what each band costs has a floor in tests/nlu/test_accuracy.py.
"""

from __future__ import annotations

# Below, or when the next intent is nearer than APART, titles are proposed instead of an answer.
# Rasa's FallbackClassifier decides: config.yml has the same two (tests/test_coherence.py).
ANSWERED = 0.75
APART = 0.05
# Below, a title is a guess: when no intent reaches it, a person is proposed.
OFFERED = 0.10
# The intent being sure: from this share of it on, a point is answered; below, the points that have
# the second share are proposed.
POINT = 0.50
POSSIBLE = 0.08
# From here on, a sentence among others is a question of its own.
SECOND = 0.80
# From here on, a whole sentence sent where a form asks for a name is a question of the guide.
LEAVES_FORM = 0.85
