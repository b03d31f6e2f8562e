"""The guided tour of the six steps, « what next? » and « where were we? »."""

from __future__ import annotations

import re
from typing import Optional

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, press, shown
from actions.conversation import DONE, in_form
from actions.forms import pending
from assistant.dialogue import points
from assistant.dialogue.answers import Steps
from assistant.dialogue.intents import step_of
from dife.text import bare

LAST_STEP = 6
RESUME = "reprendre_parcours"
_TOUR = re.compile(r"\betapes?\b|\bparcours\b|\bpas a pas\b")
_STEP = re.compile(r"\betape (?:numero )?([1-6])\b")  # « on en était à l'étape 1 »


class SuivreParcours(SafeAction):
    def name(self) -> str:
        return "action_suivre_parcours"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(response="utter_suivre_parcours")
        return say_step(dispatcher, 1)


class EtapeSuivante(SafeAction):
    """The step after the one under way: the tour's, else that of the last answer."""

    def name(self) -> str:
        return "action_etape_suivante"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        tour = tracker.get_slot("etape_parcours")
        step = tour or last_step(tracker)
        if tour and tour >= LAST_STEP:
            return say_step(dispatcher, LAST_STEP + 1)
        form = in_form(tracker)
        if step and step < LAST_STEP and not (form and tour):
            return say_step(dispatcher, int(step) + 1)
        if form and tour and _TOUR.search(bare(Turn.of(tracker).text)):
            return [*_left(tracker), *say_step(dispatcher, int(tour) + 1)]
        if form:  # which asks again by itself
            dispatcher.utter_message(response="utter_saisie_necessaire")
        else:
            after = "utter_etape_suivante" if not step else "utter_etape_derniere"
            dispatcher.utter_message(response=after)
        return []


class ReprendreParcours(SafeAction):
    """The step under way again: the tour's, else that of the last answer. A form asks by itself.

    After « c'est réglé » it is as if « reprenons » had been said, which closes the trouble.
    """

    def name(self) -> str:
        return "action_reprendre_parcours"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        turn, tour = Turn.of(tracker), tracker.get_slot("etape_parcours")
        # Of a button, pressed twice or on an old step: it leads to the same one.
        pressed = turn.value(points.ENTITY) if turn.text.startswith("/") else None
        named = bool(pressed or tour and _TOUR.search(bare(turn.text)))  # « on faisait les étapes »
        if in_form(tracker):
            told = say_step(dispatcher, int(pressed or tour)) if named else []
            return [*_left(tracker), *told] if named else []
        if pressed:
            return say_step(dispatcher, int(pressed))
        if not named and (waiting := pending.forms(tracker)):  # left for another: before the tour
            return press({"payload": f"/{pending.RESUMED[waiting[-1]][0]}"})
        if tour and turn.intent != RESUME and DONE.search(bare(turn.text)):
            return press({"payload": "/etape_suivante"})  # « c'est fait, je vois 400 € »
        if turn.intent != RESUME:
            return press({"payload": f"/{RESUME}"})
        said = _STEP.search(bare(turn.text))
        step = said[1] if said else tour or last_step(tracker)
        if not step:
            dispatcher.utter_message(response="utter_etape_suivante")
            return []
        return say_step(dispatcher, int(step))


def _left(tracker: Tracker) -> Events:
    """The form under way waits: the tour goes on."""
    return [*pending.left(tracker), ActiveLoop(None), SlotSet("requested_slot", None)]


def say_step(dispatcher: CollectingDispatcher, step: int) -> Events:
    """A step of the tour, which is then the one under way; after the last one, its end."""
    if step > LAST_STEP:
        dispatcher.utter_message(response="utter_parcours_fini")
        return [SlotSet("etape_parcours", None)]
    place = shown(Steps.parse_obj({"etape": step, "total": LAST_STEP}))
    dispatcher.utter_message(response=f"utter_parcours_{step}", json_message=place)
    return [SlotSet("etape_parcours", step)]


def last_step(tracker: Tracker) -> Optional[int]:
    """Step of the last intent that belongs to one."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
            step = step_of(intent or "")
            if step:
                return step
    return None
