"""What answering more would cost: answered right against answered wrong, over thresholds.

A parse says how sure the intent is, and whether its point was sure enough, not how sure the point
is. So what is answered today comes first, surest first; then what is asked today, surest first, as
if it were answered with the first title.
"""

from __future__ import annotations

from itertools import groupby
from typing import List, NamedTuple, Sequence

from tools.nlu_report import pictures
from tools.nlu_report.markup import note, per_cent, picture, table
from tools.nlu_report.scoring import OUTSIDE, Share
from tools.nlu_report.stages import Both

LIMITS = (0.01, 0.02, 0.025, 0.03, 0.04)  # of the genuine questions answered wrong


class Step(NamedTuple):
    """All that is at least as sure is answered; `today`: no more than what is answered today."""

    confidence: float
    today: bool
    right: Share
    wrong: Share


def curve(pairs: Sequence[Both]) -> List[Step]:
    """From nothing answered to all that has a label; neither share ever falls."""
    genuine = [pair for pair in pairs if OUTSIDE not in pair[0].right]
    total, right, wrong = len(genuine), 0, 0
    steps = [Step(1.0, True, Share(0, total), Share(0, total))]
    labelled = [(message, found) for message, found in genuine if found.labels]
    labelled.sort(key=lambda pair: (not pair[1].at_once, -pair[1].confidence))
    same = groupby(labelled, key=lambda pair: (pair[1].at_once, pair[1].confidence))
    for (today, confidence), group in same:
        for message, found in group:
            good = found.labels[0] in message.right
            right, wrong = right + good, wrong + (not good)
        steps.append(Step(confidence, today, Share(right, total), Share(wrong, total)))
    return steps


def today(steps: Sequence[Step]) -> Step:
    """What is answered at present."""
    return [step for step in steps if step.today][-1]


def within(steps: Sequence[Step], limit: float) -> Step:
    """The most that is answered without passing the limit."""
    return [step for step in steps if step.wrong.value <= limit][-1]


def _row(name: str, step: Step) -> Sequence[str]:
    whom = "des réponses d'aujourd'hui" if step.today else "aussi des titres proposés aujourd'hui"
    return (
        name,
        f"{per_cent(step.right.value)} ({step.right.count})",
        f"{per_cent(step.wrong.value)} ({step.wrong.count})",
        f"dès {per_cent(step.confidence)}, {whom}",
    )


def section(pairs: Sequence[Both]) -> str:
    steps = curve(pairs)
    now = today(steps)
    rows = [_row(f"au plus {per_cent(limit)} de fausses", within(steps, limit)) for limit in LIMITS]
    drawn = [(step.wrong.value, step.right.value) for step in steps]
    return (
        picture(
            pictures.risk(drawn, steps.index(now)),
            "Courbe de la part de questions répondues juste selon la part répondue faux : "
            f"aujourd'hui {per_cent(now.right.value)} juste et {per_cent(now.wrong.value)} faux ; "
            "les autres points sont dans le tableau suivant.",
        )
        + table(
            ("Limite", "Répondues juste", "Répondues faux", "Confiance dans l'intention"),
            [_row("<strong>aujourd'hui</strong>", now), *rows],
        )
        + note(
            f"Les {now.right.total} vraies questions des fichiers de points ; juste veut dire : le "
            "bon point. En deçà d'aujourd'hui, seul le seuil de l'intention monte. Au-delà, ce qui "
            "est proposé aujourd'hui serait répondu avec son premier titre : une estimation, car "
            "la lecture ne dit pas la confiance dans le point."
        )
    )
