"""« D'où vient cette règle ? »: the sources of the last answer, each with its status."""

from __future__ import annotations

from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, press
from actions.calculations import CALCULATIONS
from actions.forms.turns import response_of
from assistant.dialogue import points
from assistant.dialogue.slots import MEMORY
from assistant.wording.sources import sources


class DireSource(SafeAction):
    def name(self) -> str:
        return "action_dire_source"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        point = last_point(tracker)
        memory = tracker.get_slot(MEMORY)
        if point is None and memory:  # a sum was said last: its rule tells
            return press({"payload": f"/{CALCULATIONS[memory['objet']].why}"})
        lines = sources(point) if point else []
        if lines:
            told = "\n".join(f"- {line}" for line in lines)
            dispatcher.utter_message(response="utter_source", sources=told)
        else:
            dispatcher.utter_message(response="utter_source_inconnue")
        return []


def last_point(tracker: Tracker) -> Optional[points.Point]:
    """The point that was answered last, unless a sum came after it."""
    for event in reversed(tracker.events):
        about = event.get("metadata") or {}
        if event.get("event") == "bot" and about.get(points.SAID):
            return points.point(about[points.SAID])
        if "_resultat_" in response_of(event):
            return None
    return None
