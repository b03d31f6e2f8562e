"""Base of the validate_<form> actions: one place reads what the official wrote.

Rasa calls validate_<form> when the form starts, on each answer, and when it resumes after a
question. It returns the slots read and the next one to ask. When nothing could be read it
returns no slot: Rasa then answers the question that was asked, and the form goes on.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any, ClassVar, Dict, List, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, door_of
from actions.forms import beside, conduct, pending
from actions.forms.asked import asked, explanation
from actions.forms.form import Form
from actions.forms.refusals import CONFIRMED, DOUBT, MANY, PROPOSED, tell_unread
from actions.forms.turns import (
    answered_elsewhere,
    answered_with,
    answers_now,
    asks,
    begins_again,
    is_noise,
    last_answers,
    looks_like_question,
    message_before,
    off_topic,
    response_of,
)
from assistant.dialogue.confidence import ANSWERED
from assistant.dialogue.intents import VALUE, intent
from assistant.dialogue.slots import FIELD
from dife.said.numbers import in_figures
from dife.text import fold

LEAVING = ("annuler", "effacer_donnees")  # a value beside them is no answer


def _figures(turn: Turn) -> List[str]:
    return re.findall(r"\d+", in_figures(fold(turn.text)))


def _again(turn: Turn, before: Turn) -> bool:
    """Whether the same words, or the same figures, are said once more."""
    same = bool(_figures(turn)) and _figures(turn) == _figures(before)
    return same or fold(turn.text) == fold(before.text)


class ValidateForm(Form):
    """Subclasses name the form, its starting intent and its slots, and read a turn."""

    carried: ClassVar[Tuple[str, ...]] = ()  # of the last sum, what the next value relies on
    patience: ClassVar[int] = 0  # messages of something else, before it waits; 0: it goes on
    personal: ClassVar[bool] = False  # asks for an identity: never where others read

    def name(self) -> str:
        return f"validate_{self.form}"

    @abstractmethod
    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        """What the message says, as slot → raw value."""

    @abstractmethod
    def named(self, text: str, values: Dict[str, Any]) -> Optional[str]:
        """What « je me suis trompé de date » names, among what is asked."""

    def at_start(self, turn: Turn, tracker: Tracker) -> Dict[str, Any]:
        """Values carried into a form that starts."""
        return {}

    def held(self, tracker: Tracker) -> Dict[str, Any]:
        """The values of the form so far, by what is asked."""
        return {slot: tracker.get_slot(slot) for slot in self.slots}

    def brings_values(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> bool:
        """Whether this turn answers the form, rather than asking something."""
        known = intent(turn.intent)
        told = bool(requested and not asks(turn.text) and self.states(turn, requested))
        if off_topic(turn) and not told:
            return False
        if known.value or turn.intent == self.intent or told and turn.intent not in LEAVING:
            return True
        if not requested or known.interrupts or turn.text.startswith("/"):
            return False
        answers = self.read(turn, requested, values).get(requested) is not None
        return answers and not looks_like_question(turn)

    def states(self, turn: Turn, requested: str) -> bool:
        """Whether the message tells the very thing that is asked, whatever else it sounds like:
        « 2 repas à payer », « merci, je dors à Lille »."""
        return False

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if self.personal and door_of(tracker).public:
            return [SlotSet("requested_slot", None)]  # the action of the form says where to go on
        turn = Turn.of(tracker)
        if tracker.get_slot("requested_slot") not in self.slots:
            return self.start(dispatcher, tracker, turn)
        values = self.held(tracker)
        if not answers_now(tracker):
            told = self.told_beside(dispatcher, tracker, turn, values)
            weary = self.patience and answered_elsewhere(tracker, self.slots) >= self.patience
            if weary and not told:
                return [*pending.left(tracker), SlotSet("requested_slot", None)]
            return told + self.request(self.missing(values), values, tracker)
        return self.answer(dispatcher, tracker, turn, values)

    def resumes(self, tracker: Tracker) -> bool:
        """Whether what the slots hold is taken up again."""
        return self.form in pending.forms(tracker)

    def begun(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, held: Dict[str, Any]
    ) -> Dict[str, Any]:
        """The values that the form starts with, of what it `held` and of what was said before."""
        return dict(held)

    def start(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
        """The first turn of the form, or its resumption where it was left for another."""
        held = {slot: value for slot, value in self.held(tracker).items() if value is not None}
        resumed = self.resumes(tracker)
        before = {**dict.fromkeys(self.slots), **(held if resumed else {})}
        values = self.begun(dispatcher, tracker, turn, before)
        said = {**self.at_start(turn, tracker), **self.read(turn, None, values)}
        events: Events = []
        if not resumed:  # what an abandoned form left behind
            events = [SlotSet(s, None) for s in self.slots if tracker.get_slot(s) is not None]
        elif told := conduct.recalled(self, values):
            dispatcher.utter_message(response="utter_saisie_reprise", valeurs=told)
        events += pending.started(self.form, tracker)
        events += self.kept(dispatcher, tracker, said, before, values, 0)
        if not resumed:
            conduct.say_length(self, dispatcher, values)
        return events + self.request(self.missing(values), values, tracker)

    def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        turn: Turn,
        values: Dict[str, Any],
    ) -> Events:
        """A message sent while the form asks: a gesture, a value, or a question left to Rasa."""
        requested = asked(tracker)
        doubted = self.confirmed(tracker, turn)
        if turn.intent == "nier" and (denied := self.denied(dispatcher, tracker, values)):
            return denied
        if doubted:
            turn = doubted
        else:
            done = conduct.of_gesture(self, dispatcher, tracker, turn, requested, values)
            if done is None:
                done = conduct.calculated(self, dispatcher, tracker, turn, values)
            if done is not None:
                return done
        before, held, said = dict(values), dict(values), {}
        changed = turn.value(FIELD) or (not doubted and self.named(turn.text, values))
        if not doubted and self.asks_too(turn, requested, values):
            changed = None  # Rasa answers; the value is kept as the form goes on
        elif changed or self.brings_values(turn, requested, values):
            said = self.read(turn, requested, values)
        own = begins_again(turn, (self.intent, *self.titles), said.values())
        said = {} if own else said
        if changed and str(changed) not in said:
            return conduct.emptied(self, str(changed), tracker, values)
        failures = int(tracker.get_slot("echecs") or 0)
        events = self.kept(dispatcher, tracker, said, before, values, failures, bool(doubted))
        conduct.say_noted(self, dispatcher, said, requested, values, held)
        if said and beside.asks_why(turn.text):
            dispatcher.utter_message(response=f"utter_pourquoi_{self.form}")
        if not said and requested and (own or is_noise(turn)):
            failures += 1
            events.append(SlotSet("echecs", failures))
            if own and failures == 1:
                dispatcher.utter_message(response="utter_saisie_ici")
            else:
                tell_unread(dispatcher, explanation(requested, tracker), failures, turn.text)
        return events + self.request(self.missing(values), values, tracker)

    def told_beside(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        turn: Turn,
        values: Dict[str, Any],
    ) -> Events:
        """The value that stood beside the question just answered: kept, and said."""
        requested = asked(tracker)
        part = self.part_beside(turn, requested, values)
        if not part or not requested:
            return []
        before, said = dict(values), self.beside(part, requested, values)
        events = self.kept(dispatcher, tracker, said, before, values, 0)
        conduct.say_kept(self, dispatcher, values, before)
        return events

    def asks_too(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> bool:
        """Whether a message is surely a question of the guide, with a value beside it."""
        sure = intent(turn.intent).second and turn.confidence >= ANSWERED
        other = turn.intent != self.intent and not intent(turn.intent).value
        return sure and other and self.part_beside(turn, requested, values) is not None

    def part_beside(
        self, turn: Turn, requested: Optional[str], values: Dict[str, Any]
    ) -> Optional[Turn]:
        """The part of a question that answers what is asked, as a turn of its own."""
        if not requested or turn.text.startswith("/"):
            return None
        for part in beside.parts(turn):
            said = self.beside(part, requested, dict(values))
            refused = self.keep(CollectingDispatcher(), said, dict(values))
            doubted = all(r.response in CONFIRMED for r in refused.values())
            if said and (doubted and requested in said or not refused):
                return part
        return None

    def beside(self, part: Turn, requested: str, values: Dict[str, Any]) -> Dict[str, Any]:
        """What the words beside a question say, as slot → raw value."""
        return self.read(part, requested, values)

    def confirmed(self, tracker: Tracker, turn: Turn) -> Optional[Turn]:
        """What « oui », or the same words or figure again, confirms: the message doubted just
        before, or the one spelling proposed."""
        before = message_before(tracker)
        if asked(tracker) == "repas":  # the doubt may be some messages old
            for doubted in answered_with(tracker, MANY):
                if _again(turn, doubted) or _figures(turn) == [str(doubted.value("repas"))]:
                    return doubted
        again = before and _again(turn, before)
        for said in last_answers(tracker):
            buttons = (said.get("data") or {}).get("buttons") or []
            if response_of(said) in CONFIRMED and (again or turn.intent == "affirmer"):
                values = self.held(tracker)
                part = before and self.part_beside(before, asked(tracker), values)
                return part or before
            proposed = response_of(said) == PROPOSED and len(buttons) == 1
            if proposed and turn.intent == "affirmer":
                return Turn(str(buttons[0]["payload"]), VALUE, 1.0)
        return None

    def denied(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, values: Dict[str, Any]
    ) -> Optional[Events]:
        """What « non » does after a doubt; None where it answers nothing of ours."""
        requested = asked(tracker)
        if not requested or not any(response_of(e) == DOUBT for e in last_answers(tracker)):
            return None
        dispatcher.utter_message(**explanation(requested, tracker))
        return [SlotSet("echecs", 0), *self.request(requested, values, tracker)]

    def on_fault(self, tracker: Tracker) -> Events:
        slot = tracker.get_slot("requested_slot")
        return [SlotSet("requested_slot", slot if slot in self.slots else self.slots[0])]
