"""Leaving: cancel what is under way, start again."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn
from actions.forms import pending
from actions.forms.turns import in_form
from actions.parcours import say_step
from assistant.dialogue.slots import MEMORY, SLOTS, of_identity


class Annuler(SafeAction):
    """Leave the form or the guided tour; what was typed in it is not kept."""

    def name(self) -> str:
        return "action_annuler"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        # Also those that are empty by now: a form begun again left in the events what it held.
        identity: Events = [SlotSet(slot, None) for slot in sorted(of_identity())]
        begun = in_form(tracker) or tracker.get_slot("etape_parcours")
        if not begun and not any(map(tracker.get_slot, of_identity())):
            dispatcher.utter_message(response="utter_rien_a_annuler")
            return identity
        step = tracker.get_slot("etape_parcours")
        if in_form(tracker) and step:  # the form is left, not the tour behind it
            dispatcher.utter_message(response="utter_annule_parcours")
            kept = (MEMORY, "etape_parcours", *of_identity())
            return _emptied(tracker, kept) + identity + say_step(dispatcher, int(step))
        dispatcher.utter_message(response="utter_annule")
        return _emptied(tracker, keep=(MEMORY, *of_identity())) + identity


class AuRevoir(SafeAction):
    """Goodbye: a form under way asks nothing more; what was said in it is kept, as for one left
    for another."""

    def name(self) -> str:
        return "action_au_revoir"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if not in_form(tracker):
            dispatcher.utter_message(response="utter_au_revoir")
            return []
        dispatcher.utter_message(
            response="utter_saisie_au_revoir", buttons=pending.way_back(tracker)
        )
        return [*pending.left(tracker), ActiveLoop(None), SlotSet("requested_slot", None)]


class Recommencer(SafeAction):
    """Everything from the start; typed, and where something would be lost, it is asked first."""

    def name(self) -> str:
        return "action_recommencer"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if not Turn.of(tracker).text.startswith("/") and lost(tracker):
            dispatcher.utter_message(response="utter_recommencer_sur")
            return []
        dispatcher.utter_message(response="utter_recommence")
        return [ActiveLoop(None), AllSlotsReset()]


def lost(tracker: Tracker) -> bool:
    """Whether something said would be forgotten."""
    kept = (MEMORY, "etape_parcours", *(slot for slot in SLOTS))
    return in_form(tracker) or any(tracker.get_slot(slot) is not None for slot in kept)


def _emptied(tracker: Tracker, keep: tuple[str, ...]) -> Events:
    filled = [s for s, v in tracker.slots.items() if v is not None and s not in keep]
    return [ActiveLoop(None), *(SlotSet(slot, None) for slot in filled)]
