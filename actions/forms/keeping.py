"""What a form keeps of what was said, and what it refuses."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar, Dict, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction
from actions.forms.asked import explanation
from actions.forms.refusals import DOUBT, Doubt, Masked, Refusal, tell_failure
from assistant.privacy.masking.shapes import MASKED


class Keeping(SafeAction):
    """The values of a form: checked one by one, and the slots that change."""

    slots: ClassVar[Tuple[str, ...]]  # all, in the order in which they are asked

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
            if refusal.response != DOUBT:
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
                    continue
                values[slot] = None
                refused[slot] = refusal
                dispatcher.utter_message(
                    response=refusal.response, buttons=refusal.buttons, **refusal.markers
                )
        return refused
