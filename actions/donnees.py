"""What is kept of somebody: told, and erased."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, door_of
from actions.forms.turns import in_form
from assistant.dialogue.slots import FATE, FORGET, of_identity
from assistant.storage import callbacks, said
from dife.text import fold
from dife.wording import format_date, plural

SAYS_WHAT = re.compile(
    r"\b(?:donnees?|conversation|historique|messages?|informations?|infos?|identite|nom|coordonnees"
    r"|tout|oubli\w+|traces?|ce que (?:j ai|vous))\b"
)


class EffacerDonnees(SafeAction):
    """Forget this conversation, its call-back requests included."""

    uses_database = True

    def name(self) -> str:
        return "action_effacer_donnees"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        text = Turn.of(tracker).text
        typed = bool(text) and not text.startswith("/")
        if typed and (in_form(tracker) or not SAYS_WHAT.search(fold(text))):
            # « enlevez-le » may mean a night.
            dispatcher.utter_message(response="utter_effacer_sur")
            return []
        callbacks.delete(tracker.sender_id)
        dispatcher.utter_message(response="utter_donnees_effacees")
        return [ActiveLoop(None), AllSlotsReset(), SlotSet(FATE, FORGET)]


class DireDonnees(SafeAction):
    """What is kept of this conversation, after « que deviennent mes données ? »."""

    uses_database = True

    def name(self) -> str:
        return "action_dire_donnees"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if door_of(tracker).public:
            dispatcher.utter_message(response="utter_mes_donnees_groupe")
            return []
        kept, oldest = said.messages(tracker.sender_id)
        now = tracker.events[-1]["timestamp"]  # the message that asks is not kept yet
        first = datetime.fromtimestamp(oldest or now, ZoneInfo("Europe/Paris"))
        identity = any(tracker.get_slot(slot) for slot in of_identity("courriel"))
        asked = len(callbacks.waiting(tracker.sender_id))
        dispatcher.utter_message(
            response="utter_mes_donnees",
            messages=plural(kept + 1, "message"),
            debut=f"{format_date(first.date())} à {first:%H:%M}",
            identite="une identité pour le courriel en cours" if identity else "aucune identité",
            rappels=plural(asked, "demande de rappel") if asked else "aucune demande de rappel",
            reference=tracker.sender_id,
        )
        return []
