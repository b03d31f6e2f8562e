"""Forms left for another: what was said there is kept, and their end is offered again."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events
from assistant.dialogue.slots import PENDING, SLOTS

# The form → the intent that goes on with it, and what its button says.
RESUMED = {
    "frais_form": ("calculer_frais", "Reprendre le calcul des frais"),
    "date_limite_form": ("calculer_date_limite", "Reprendre la date limite"),
    "financement_form": ("calculer_financement", "Reprendre le reste à payer"),
    "courriel_form": ("courriel_ensemble", "Reprendre le courriel"),
    "rappel_form": ("demander_rappel", "Reprendre la demande de rappel"),
}


def forms(tracker: Tracker) -> List[str]:
    """The forms left for another, the latest last."""
    return list(tracker.get_slot(PENDING) or ())


def started(form: str, tracker: Tracker) -> Events:
    """That this form starts: it waits no more; one that was under way does."""
    before = forms(tracker)
    waiting = [each for each in before if each != form]
    left = SLOTS.get(tracker.get_slot("requested_slot") or "")
    if left and left.form not in ("", form, *waiting):
        waiting.append(left.form)
    return [SlotSet(PENDING, waiting or None)] if waiting != before else []


def offer(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """At the end of a form: the ones that wait, the latest first."""
    buttons: List[Dict[str, Any]] = [
        {"title": RESUMED[form][1], "payload": f"/{RESUMED[form][0]}"}
        for form in reversed(forms(tracker))
    ]
    if buttons:
        dispatcher.utter_message(response="utter_saisie_en_attente", buttons=buttons)
