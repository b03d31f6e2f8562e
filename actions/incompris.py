"""What to say when a message is not understood: titles to choose from, or a person."""

from __future__ import annotations

from typing import Dict, List, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import calculations
from actions.base import Events, SafeAction, Turn, press
from actions.forms.asked import asked, explanation
from actions.forms.refusals import tell_unread
from actions.forms.turns import last_answers, looks_like_question
from assistant.dialogue import points
from assistant.dialogue.confidence import OFFERED
from assistant.dialogue.intents import intent


class RepondreIncompris(SafeAction):
    def name(self) -> str:
        return "action_repondre_incompris"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return not_understood(dispatcher, tracker)


def not_understood(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """In a form, help with what is asked; outside, up to three titles, then a person."""
    failures = int(tracker.get_slot("echecs") or 0) + 1
    requested = asked(tracker)
    form = (tracker.active_loop or {}).get("name")
    if form and requested:
        turn = Turn.of(tracker)
        near = suggestions(turn) if looks_like_question(turn) else []
        if near:  # a question of the guide, in doubt: its titles, then the form asks again
            dispatcher.utter_message(response="utter_proposer_intentions", buttons=near)
            return [SlotSet("echecs", 0)]
        if noted_for_another(form, dispatcher, turn):
            return [SlotSet("echecs", 0)]
        tell_unread(dispatcher, explanation(requested, tracker), failures, turn.text)
        return [SlotSet("echecs", failures)]
    if meant := among_offered(tracker):
        return press(meant)
    if not failed_before(tracker):
        failures = 1
    offered = suggestions(Turn.of(tracker))
    if offered and failures < 3:
        dispatcher.utter_message(response="utter_proposer_intentions", buttons=offered)
    elif failures == 1:
        dispatcher.utter_message(response="utter_incompris_1")
    elif failures == 2:
        dispatcher.utter_message(response="utter_incompris_2")
    else:
        dispatcher.utter_message(response="utter_incompris_humain")
    return [SlotSet("echecs", failures if failures < 3 else 0)]


def noted_for_another(form: str, dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """« C'est noté », of a value that another calculation takes up when it starts: a price told
    where nights are asked."""
    for calculation in calculations.CALCULATIONS.values():
        told = calculation.stated([turn]) if calculation.form != form else {}
        if noted := calculation.recited(told, told):
            dispatcher.utter_message(response="utter_saisie_note", valeurs=noted)
            return True
    return False


def among_offered(tracker: Tracker) -> Optional[Dict[str, str]]:
    """The one button that the message may mean, of those of a question just asked: « il n'y a pas
    de compte élu », after « Quel est votre cas ? »."""
    said = last_answers(tracker)
    labels = Turn.of(tracker).value(points.ENTITY)
    if not isinstance(labels, list) or not any("?" in str(e.get("text") or "") for e in said):
        return None
    likely = {label.partition("/")[0] for label in labels}
    offered = [b for e in said for b in (e.get("data") or {}).get("buttons") or []]
    found = [b for b in offered if points.pressed(b["payload"])[0] in likely]
    return found[0] if len(found) == 1 else None


def failed_before(tracker: Tracker) -> bool:
    """Whether the turn before failed too: an answer in between starts the count again."""
    turns = 0
    for event in reversed(tracker.events):
        turns += event.get("event") == "user"
        name = event.get("name") if event.get("event") == "action" else None
        if turns and name and name != "action_listen":
            return bool(name == RepondreIncompris().name())
    return True


def suggestions(turn: Turn) -> List[Dict[str, str]]:
    """The likely points and intents as buttons, likeliest first; none when no intent is likely."""
    likely = {
        name for name, confidence in turn.ranking if confidence >= OFFERED and intent(name).offered
    }
    labels = turn.value(points.ENTITY)
    if not likely or not isinstance(labels, list):
        return []
    return points.choices(labels)
