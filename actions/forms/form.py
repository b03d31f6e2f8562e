"""A form: what it asks, what it keeps of what was said, and what it refuses."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Dict, Iterable, List, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn
from actions.forms.asked import explanation
from actions.forms.refusals import CONFIRMED, Doubt, Masked, Refusal, tell_failure
from assistant.privacy.masking.shapes import MASKED


class Form(SafeAction):
    """What is asked, and the values so far: checked one by one, then together."""

    form: ClassVar[str]
    intent: ClassVar[str]  # that starts it
    titles: ClassVar[Tuple[str, ...]] = ()  # the other intents that ask for it
    slots: ClassVar[Tuple[str, ...]]  # all, in the order in which they are asked
    lasting: ClassVar[Tuple[str, ...]] = ()  # kept where its questions begin again

    def required(self, values: Dict[str, Any]) -> Tuple[str, ...]:
        """What this case needs, in order."""
        return self.slots

    @abstractmethod
    def label(self, name: str, values: Dict[str, Any]) -> str:
        """What a thing asked is called, in a few words; "" for what is never said again."""

    def shown(self, name: str, values: Dict[str, Any]) -> str:
        """A value as it is said again."""
        return str(values[name])

    def recited(self, names: Iterable[str], values: Dict[str, Any]) -> str:
        """What was said for these, in one line; "" for what is never said again."""
        named = ((name, self.label(name, values)) for name in names)
        return " ; ".join(f"{label} : {self.shown(n, values)}" for n, label in named if label)

    def own_gesture(self, text: str) -> str:
        """The response to what is said to this form alone, beside an answer; "" for nothing."""
        return ""

    def unknown(self, name: str) -> str:
        """The response that « je ne sais pas » is told; "" where the explanation is enough."""
        return ""

    def optional(self, name: str, values: Dict[str, Any]) -> bool:
        """Whether a thing asked may be left out."""
        return False

    def concerns(self, turn: Turn, other: Any, tracker: Tracker) -> bool:
        """Whether a message that another calculation could take is an answer to this form."""
        return False

    def missing(self, values: Dict[str, Any]) -> Optional[str]:
        """The first thing still to ask."""
        return next((s for s in self.required(values) if values.get(s) is None), None)

    def request(self, missing: Optional[str], values: Dict[str, Any], tracker: Tracker) -> Events:
        """What makes Rasa ask for it, or end the form."""
        return [SlotSet("requested_slot", missing)]

    @abstractmethod
    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        """The value to keep, or Refusal."""

    def changes(
        self, said: Dict[str, Any], before: Dict[str, Any], values: Dict[str, Any]
    ) -> Events:
        """The slots that this turn fills or empties."""
        return [
            SlotSet(slot, values[slot])
            for slot in self.slots
            if slot in said or values[slot] != before[slot]
        ]

    def kept(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        said: Dict[str, Any],
        before: Dict[str, Any],
        values: Dict[str, Any],
        failures: int,
        sure: bool = False,
    ) -> Events:
        """Keep what was said; the slots that change, and how often it went wrong in a row."""
        refused = self.keep(dispatcher, said, values, sure)
        for slot, refusal in refused.items():
            failures += 1
            now = isinstance(refusal, Masked)
            if refusal.response not in CONFIRMED:  # a doubt asks by itself
                tell_failure(dispatcher, explanation(slot, tracker), failures, now)
        if said and not refused:
            failures = 0
        events = self.changes(said, before, values)
        if said or tracker.get_slot("requested_slot") not in self.slots:
            events.append(SlotSet("echecs", failures))
        return events

    def keep(
        self,
        dispatcher: CollectingDispatcher,
        said: Dict[str, Any],
        values: Dict[str, Any],
        sure: bool = False,
    ) -> Dict[str, Refusal]:
        """Put the checked values into `values`; say why others are refused, and which."""
        refused: Dict[str, Refusal] = {}
        for slot, raw in said.items():
            try:
                if isinstance(raw, str) and MASKED.search(raw):
                    raise Masked()
                values[slot] = self.check(slot, raw, values)
            except Refusal as refusal:
                if sure and isinstance(refusal, Doubt):
                    values[slot] = refusal.value
                else:
                    values[slot], refused[slot] = None, refusal
        for slot, reason in self.together(said, values, refused, sure):
            values[slot] = None
            refused.setdefault(slot, reason)
        for reason in refused.values():
            reason.tell(dispatcher)
        return refused

    def together(
        self,
        said: Dict[str, Any],
        values: Dict[str, Any],
        refused: Dict[str, Refusal],
        sure: bool,
    ) -> List[Tuple[str, Refusal]]:
        """What is put right or cannot be, of the values together, each checked alone."""
        return []
