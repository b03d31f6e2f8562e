"""What leans on the last answer: on small distributions, and on what a conversation said."""

from __future__ import annotations

from typing import Any, List

import numpy as np
import pytest
from rasa.shared.core.events import ActiveLoop, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels import history
from assistant.dialogue import points
from assistant.nlu.intents import context

SAID = "montant_droits/montant"
LABELS = [SAID, "montant_droits/plafond", "saluer", "frais_annexes/nuit"]
EVEN = np.full(4, 0.25)


def followed(text: str, *alone: float, label: str = SAID, after: np.ndarray = EVEN) -> np.ndarray:
    return context.followed(label, text, np.array(alone), LABELS, lambda _: after)


def first(found: np.ndarray) -> str:
    return LABELS[int(found.argmax())]


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("le train", True),  # three words
        ("et pour le train alors", True),
        ("Du coup je fais quoi", True),
        ("je le demande quand, ça", True),
        ("c’est valable combien de temps", True),
        ("combien coûte une nuit d'hôtel", False),
        ("et si je veux changer le mot de passe", False),  # more than seven words
        ("étant élu depuis deux mois", False),  # «et» is a word
    ],
)
def test_what_leans(text: str, leans: bool) -> None:
    assert context.depends(text) is leans


def test_a_gesture_stays_a_gesture() -> None:
    alone = np.array([0.02, 0.02, 0.94, 0.02])
    assert np.array_equal(followed("oui merci", *alone), alone)
    assert first(followed("oui merci ?", *alone, after=np.array([0, 1.0, 0, 0]))) == LABELS[1]
    unsure = np.array([0.1, 0.2, 0.5, 0.2])
    assert first(followed("oui merci", *unsure)) == LABELS[1]


def test_what_was_just_said_is_not_said_again() -> None:
    assert first(followed("et le train", 0.9, 0.05, 0.0, 0.05)) == LABELS[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("et pour ça", LABELS[1]),
        ("combien coûte une nuit d'hôtel", LABELS[3]),  # says its subject
    ],
)
def test_the_same_intent_wins_when_it_leans(text: str, expected: str) -> None:
    assert first(followed(text, 0.0, 0.05, 0.0, 0.95)) == expected


def test_both_readings_count() -> None:
    after = np.array([0.0, 0.01, 0.0, 0.99])
    assert first(followed("et le train", 0.0, 0.5, 0.0, 0.5)) == LABELS[1]
    assert first(followed("et le train", 0.0, 0.01, 0.0, 0.5, after=after)) == LABELS[3]
    found = followed("et le train", 0.1, 0.4, 0.1, 0.4)
    assert found.sum() == pytest.approx(1) and found.shape == (4,)


def test_the_second_reading_is_after_the_title() -> None:
    read: List[str] = []

    def note(text: str) -> np.ndarray:
        read.append(text)
        return EVEN

    context.followed(SAID, "et après", EVEN, LABELS, note)
    assert read == ["Combien d'euros ai-je par an ? et après"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("et " * (context.LONGEST + 1), SAID),
        ("et ça", ""),
        ("et ça", "montant_droits"),
        ("et ça", "nul/part"),
    ],
)
def test_a_long_message_or_an_unknown_subject_is_not_bent(text: str, label: str) -> None:
    alone = np.array([0.7, 0.1, 0.1, 0.1])
    assert np.array_equal(followed(text, *alone, label=label), alone)


def test_the_same_step_is_nearer_than_another() -> None:
    near, far = (context._nearness("sinscrire/x", n, True) for n in ("delai_inscription/y", SAID))
    assert (near, far) == (context.SAME_STEP, 1.0)


def bot(label: str = "") -> BotUttered:
    return BotUttered("réponse", metadata={points.SAID: label} if label else {})


def user(text: str = "question") -> UserUttered:
    return UserUttered(text)


@pytest.mark.parametrize(
    ("events", "subject"),
    [
        ([], ""),
        ([user(), bot(SAID)], SAID),
        ([user(), bot(LABELS[3]), bot(SAID), bot()], SAID),  # the last said
        ([user(), bot(SAID), user(), bot()], ""),  # the last turn said none
        ([user(), bot(SAID), user()], ""),
        ([user(), bot(SAID), ActiveLoop("rappel_form")], ""),
        ([user(), ActiveLoop("rappel_form"), bot(SAID), ActiveLoop(None)], SAID),
    ],
)
def test_the_subject_of_a_conversation(events: List[Any], subject: str) -> None:
    assert history.subject(DialogueStateTracker.from_events("moi", events)) == subject


def test_no_conversation_has_no_subject() -> None:
    assert history.subject(None) == ""
