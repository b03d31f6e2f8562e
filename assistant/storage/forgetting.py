"""What to forget of a conversation, and when: an identity does not outlive its use.

Known by what each slot holds and by what an action says of it (assistant/dialogue/slots.py).
"""

from __future__ import annotations

from typing import Iterable, NamedTuple, Optional, Set

from rasa.shared.core.events import (
    ActiveLoop,
    AllSlotsReset,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)

from assistant import clock, facts
from assistant.dialogue.slots import DELIVERED, FATE, FORGET, RECEIVED, of_identity


class Verdict(NamedTuple):
    """After a turn: `forget` the whole conversation, or keep it; it may have `held` an identity
    that nobody received, or staff may have `received` one in this turn. `served`: a letter was
    made of the identity in an earlier turn, and its time runs."""

    forget: bool
    held: bool
    received: bool
    served: bool = False


def judge(events: Iterable[Event]) -> Verdict:
    """What becomes of a conversation after its latest turn.

    An identity that a form empties while it goes on (begun again, an answer refused) is still in
    the events: it is held. Emptied once its form is over, it is done with: a call-back was asked,
    or all was cancelled. A letter empties nothing: it can be corrected while its time runs. One
    that failed empties nothing either, so nothing is lost.
    """
    identity = of_identity()
    held: Set[str] = set()
    done: Set[str] = set()  # with, in the latest turn
    form: Optional[str] = None
    said = None
    served = False
    for event in events:
        if isinstance(event, UserUttered):
            served = served or said == DELIVERED
            done, said = set(), None
        elif isinstance(event, SessionStarted):
            form = None
        elif isinstance(event, ActiveLoop):
            form = event.name
        elif isinstance(event, AllSlotsReset):
            done, held = done | held, set()
        elif isinstance(event, SlotSet) and event.key == FATE:
            said = event.value
        elif isinstance(event, SlotSet) and event.key in identity:
            if event.value:
                held.add(event.key)
                served = False  # said again, or corrected
            elif not form and event.key in held:
                held.remove(event.key)
                done.add(event.key)
    received = said == RECEIVED and bool(done)
    forget = said == FORGET or bool(done) and not received
    return Verdict(forget, bool(held), received, served and said != DELIVERED)


def patience() -> float:
    """Seconds after which an identity left half given is forgotten, as officials are told."""
    minutes = facts.current().amount("duree_identite_abandonnee", clock.today())
    return float(minutes) * 60
