"""What the calculations share: a form that makes a result, remembered and corrected in a line."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, press
from actions.forms import ValidateForm

MEMORY = "dernier_calcul"  # slot: the last calculation's name and the values it was made from


class Calculation(ValidateForm):
    """A form whose answers make a sum or a date."""

    key: ClassVar[str]  # its name in MEMORY
    why: ClassVar[str]  # the intent that tells its rule
    # Entity and role that fill a slot, where they are not the slot's own name.
    entities: ClassVar[dict[str, tuple[str, str | None]]] = {}

    @abstractmethod
    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        """Whether bare values ask for this calculation: all that it needs, or `partly` some."""

    @abstractmethod
    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        """Say the result for these slots, remember the calculation, free the slots."""

    def explain(self, dispatcher: CollectingDispatcher, memory: dict[str, Any]) -> bool:
        """Say why the remembered result is so; False where its rule, told by `why`, is enough."""
        return False

    def recalled(self, memory: dict[str, Any]) -> dict[str, Any]:
        """The slots that a correction starts from."""
        return {slot: memory.get(slot) for slot in self.slots}

    def done(self, values: dict[str, Any]) -> Events:
        """Remember these values and free the slots."""
        said = {slot: value for slot, value in values.items() if value is not None}
        return [*self.freed(values), SlotSet(MEMORY, {"objet": self.key, **said})]

    def freed(self, values: dict[str, Any]) -> Events:
        return [SlotSet(slot, None) for slot in self.slots if values.get(slot) is not None]

    def corrected(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> Events | None:
        """Calculate again with the values of this turn; None when it brings none.

        A value that is refused leaves the last result as it was. Where the new values need one
        more, the form starts and asks for it.
        """
        said = self.read(turn, None, {slot: memory.get(slot) for slot in self.carried})
        if not said:
            return None
        values = self.recalled(memory)
        if self.keep(dispatcher, said, values):
            carried = {slot: values[slot] for slot in self.carried if values[slot]}
            return [SlotSet(MEMORY, {**memory, **carried})]
        if any(values.get(slot) is None for slot in self.required(values)):
            kept = {slot: value for slot, value in values.items() if slot not in said}
            entities = (*self.as_entities(kept), *turn.entities)
            return press({"payload": f"/{self.intent}"}, replace(turn, entities=entities))
        return self.calculate(dispatcher, values)

    def as_entities(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        """The entities that would fill these slots, but those that only carry a last sum."""
        return [
            self.as_entity(slot, value)
            for slot, value in values.items()
            if value is not None and slot not in self.carried
        ]

    def as_entity(self, slot: str, value: Any) -> dict[str, Any]:
        name, role = self.entities.get(slot, (slot, None))
        entity = {"entity": name, "value": value}
        return {**entity, "role": role} if role else entity


class Compute(SafeAction):
    """The action that follows a calculation's form."""

    calculation: ClassVar[Calculation]

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        values = {slot: tracker.get_slot(slot) for slot in self.calculation.slots}
        return self.calculation.calculate(dispatcher, values)
