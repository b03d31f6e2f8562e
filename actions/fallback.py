"""What a message says by itself, where neither a rule nor a story says what it means."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn
from actions.forms.turns import said_now
from actions.incompris import not_understood
from actions.parcours import EtapeSuivante
from assistant.dialogue.intents import intent

WITH_ACTION = {"action_etape_suivante": EtapeSuivante()}  # the others have a response


class SansHistoire(SafeAction):
    """Rasa's core fallback: the answer of the path of one message (data/stories/general.yml).

    It answers « et après ? » in a form, which no story tells, and whatever no path foresaw.
    """

    def name(self) -> str:
        return "action_sans_histoire"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if said_now(tracker):
            return []  # the path was known until here: enough was said
        name = Turn.of(tracker).intent
        if not intent(name).follows:
            return not_understood(dispatcher, tracker)
        action = WITH_ACTION.get(f"action_{name}")
        if action:
            return action.act(dispatcher, tracker)
        dispatcher.utter_message(response=f"utter_{name}")
        return []
