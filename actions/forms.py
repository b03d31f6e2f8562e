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

from actions.asked import asked, explanation
from actions.base import Events, SafeAction, Turn, door_of
from assistant.dialogue import confidence
from assistant.dialogue.intents import intent
from assistant.privacy.masking.shapes import MASKED

BARE = re.compile(r"\W*(?:oui|non|ok|okay|d['’]accord|merci)?\W*", re.IGNORECASE)  # never a name
WAITS = re.compile(  # never a name either
    r"\W*(?:attend(?:s|ez|re)?|patient(?:e|ez)|(?:une?|deux|[12]) ?(?:petite? )?(?:minutes?|mn"
    r"|secondes?|instants?|moments?)|je (?:cherche|reviens|regarde|v[ée]rifie))\b(?! ?\d).{0,40}",
    re.IGNORECASE,
)
AFTER_EXPLANATION = 2  # failed answers before an explanation with an example
AFTER_WAY_OUT = 3


class Refusal(Exception):
    """A value that cannot be taken: the response that says why, its markers and buttons."""

    def __init__(
        self, response: str, buttons: Optional[List[Dict[str, str]]] = None, **markers: Any
    ) -> None:
        super().__init__(response)
        self.response, self.buttons, self.markers = response, buttons, markers


class Masked(Refusal):
    """An answer that held a number which the door masked: what to write instead is said at once."""

    def __init__(self) -> None:
        super().__init__("utter_numero_refuse")


def tell_failure(
    dispatcher: CollectingDispatcher, explained: Dict[str, Any], failures: int, now: bool = False
) -> None:
    """After two failed answers an explanation with an example (`now`: after one), after three a
    way out."""
    if now or failures >= AFTER_EXPLANATION:
        dispatcher.utter_message(**explained)
    if failures >= AFTER_WAY_OUT:
        dispatcher.utter_message(response="utter_issue_formulaire")


class ValidateForm(SafeAction):
    """Subclasses name the form, its starting intent and its slots, and read a turn."""

    form: ClassVar[str]
    intent: ClassVar[str]
    slots: ClassVar[Tuple[str, ...]]  # all, in the order in which they are asked
    free_text: ClassVar[Tuple[str, ...]] = ()  # those that take the message as it is
    carried: ClassVar[Tuple[str, ...]] = ()  # of the last sum, what the next value relies on
    personal: ClassVar[bool] = False  # asks for an identity: never where others read

    def name(self) -> str:
        return f"validate_{self.form}"

    def required(self, values: Dict[str, Any]) -> Tuple[str, ...]:
        """Slots that this case needs, in order."""
        return self.slots

    @abstractmethod
    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        """What the message says, as slot → raw value."""

    @abstractmethod
    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        """The value to keep, or Refusal."""

    def at_start(self, turn: Turn, tracker: Tracker) -> Dict[str, Any]:
        """Values carried into a form that starts."""
        return {}

    def held(self, tracker: Tracker) -> Dict[str, Any]:
        """The values of the form so far, by what is asked."""
        return {slot: tracker.get_slot(slot) for slot in self.slots}

    def changes(
        self, said: Dict[str, Any], before: Dict[str, Any], values: Dict[str, Any]
    ) -> Events:
        """The slots that this turn fills or empties."""
        return [
            SlotSet(slot, values[slot])
            for slot in self.slots
            if slot in said or values[slot] != before[slot]
        ]

    def request(self, missing: Optional[str], values: Dict[str, Any], tracker: Tracker) -> Events:
        """What makes Rasa ask for it, or end the form."""
        return [SlotSet("requested_slot", missing)]

    def takes_text(self, requested: Optional[str]) -> bool:
        """Whether the message, as it is, is the answer."""
        return requested in self.free_text

    def brings_values(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> bool:
        """Whether this turn answers the form, rather than asking something."""
        free = self.takes_text(requested)
        if free and is_no_text(turn):
            return False
        if intent(turn.intent).value or turn.intent == self.intent:
            return True
        return free and not looks_like_question(turn)

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if self.personal and door_of(tracker).public:
            return [SlotSet("requested_slot", None)]  # the action of the form says where to go on
        turn = Turn.of(tracker)
        starting = tracker.get_slot("requested_slot") not in self.slots
        requested = None if starting else asked(tracker)
        values = dict.fromkeys(self.slots) if starting else self.held(tracker)
        said: Dict[str, Any] = {}
        if starting:
            said = self.at_start(turn, tracker)
            said.update(self.read(turn, None, values))
        elif answers_now(tracker) and self.brings_values(turn, requested, values):
            said = self.read(turn, requested, values)
        events: Events = []
        if starting:  # what an abandoned form left behind
            events = [SlotSet(s, None) for s in self.slots if tracker.get_slot(s) is not None]
        failures = 0 if starting else int(tracker.get_slot("echecs") or 0)
        before = dict(values)
        refused = self.keep(dispatcher, said, values)
        for slot, refusal in refused.items():
            failures += 1
            now = isinstance(refusal, Masked)
            tell_failure(dispatcher, explanation(slot, tracker), failures, now)
        if said and not refused:
            failures = 0
        events += self.changes(said, before, values)
        if said or starting:
            events.append(SlotSet("echecs", failures))
        if not said and requested and answers_now(tracker) and is_noise(turn):
            failures += 1
            events.append(SlotSet("echecs", failures))
            if failures == 1:
                dispatcher.utter_message(response="utter_reponse_inattendue")
            tell_failure(dispatcher, explanation(requested, tracker), failures)
        missing = next((s for s in self.required(values) if values.get(s) is None), None)
        return events + self.request(missing, values, tracker)

    def keep(
        self, dispatcher: CollectingDispatcher, said: Dict[str, Any], values: Dict[str, Any]
    ) -> Dict[str, Refusal]:
        """Put the checked values into `values`; say why others are refused, and which."""
        refused = {}
        for slot, raw in said.items():
            try:
                if isinstance(raw, str) and MASKED.search(raw):
                    raise Masked()
                values[slot] = self.check(slot, raw, values)
            except Refusal as refusal:
                values[slot] = None
                refused[slot] = refusal
                dispatcher.utter_message(
                    response=refusal.response, buttons=refusal.buttons, **refusal.markers
                )
        return refused

    def on_fault(self, tracker: Tracker) -> Events:
        slot = tracker.get_slot("requested_slot")
        return [SlotSet("requested_slot", slot if slot in self.slots else self.slots[0])]


def is_noise(turn: Turn) -> bool:
    """An answer that is neither a value nor a question."""
    return intent(turn.intent).noise and not turn.text.rstrip().endswith("?")


def answers_now(tracker: Tracker) -> bool:
    """False when the form resumes after a question that was answered in between."""
    for event in reversed(tracker.events):
        if event.get("event") == "action":
            name = event.get("name") or ""
            if name == "action_listen":
                return True
            if not name.endswith("_form") and name != "action_extract_slots":
                return False
        if event.get("event") == "user":
            return True
    return True


def is_no_text(turn: Turn) -> bool:
    """A button pressed, « à quoi ça sert ? », « attendez »: nothing to write down as a name."""
    asks = turn.text.rstrip().endswith("?") and intent(turn.intent).noise
    return asks or turn.text.startswith("/") or bool(WAITS.fullmatch(turn.text))


def looks_like_question(turn: Turn) -> bool:
    """Whether a message sent where a name was asked is a question of the guide instead."""
    if intent(turn.intent).interrupts:
        return True
    if turn.text.rstrip().endswith("?"):
        return True
    return turn.confidence >= confidence.LEAVES_FORM and len(turn.text.split()) >= 4
