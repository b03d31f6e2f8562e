"""A sum of allowances once it is made: changed, explained, or left as it is by what is answered."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from actions.calculations import allowances_answers as answers
from actions.calculations.base import Calculation
from actions.calculations.changing import corrections, guide, several, ticket


class ChangedSum(Calculation):
    """What is done with the last sum of a form that makes sums of allowances."""

    def continued(self, last: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
        return corrections.continued(last, now)

    def corrected(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> Events | None:
        for beside in (several.answered, ticket.answered):  # the sum stays as it is
            if (answered := beside(self, dispatcher, turn, memory)) is not None:
                return answered
        done, turn = corrections.prepared(self, dispatcher, turn, memory)
        events = super().corrected(dispatcher, turn, memory) if done is None else done
        return corrections.with_before(dispatcher, turn.text, events, memory)

    def made_again(
        self, dispatcher: CollectingDispatcher, values: dict[str, Any], memory: dict[str, Any]
    ) -> Events:
        if values.get("a_distance"):
            return self.calculate(dispatcher, values)
        answers.tell(dispatcher, values, memory)
        return self.done(values)

    def explain(self, dispatcher: CollectingDispatcher, memory: dict[str, Any]) -> bool:
        guide.told(dispatcher, ["guide"], memory)
        return False  # its rule is told too

    def unplaced(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> bool:
        quoted = guide.told(dispatcher, [turn.text], memory)
        return quoted or ticket.asked(dispatcher, turn)

    def changed(self, memory: dict[str, Any], slot: str) -> dict[str, Any]:
        """A day changed is asked again; a count or a town changed, its stays with it."""
        values = super().changed(memory, slot)
        if slot == "date_frais":
            values["mois_frais"] = ""
        elif slot == "kilometres":
            values[slot] = {"aller": None}  # asked, where it would be left out
        elif slot in ("nuits", "commune"):
            values["sejours"] = None
        return values

    def of_last(self, last: dict[str, Any]) -> dict[str, Any]:
        return {} if last.get("sejours") else super().of_last(last)
