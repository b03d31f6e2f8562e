"""Forms left for another: what was said there is kept, and their end is offered again."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from assistant.dialogue.points import choices
from assistant.dialogue.slots import PENDING, SLOTS
from dife.text import fold

SECOND = "deuxieme_question"  # the entity: what a message asks beside what is answered
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


# « on n'avait pas fini les frais », « revenons au courriel »: the folded words of each form.
_WORDS = {
    "frais_form": r"frais|nuits?|repas|hotel|indemnites?",
    "date_limite_form": r"date limite|dates?|delai",
    "financement_form": r"reste a (?:payer|charge)|prix|financement|solde",
    "courriel_form": r"courriel|lettre|mail|caisse des depots",
    "rappel_form": r"rappel\w*|telephone",
}
_BACK = (
    r"\b(?:fini|termine|reprend\w*|reprenons|revien\w*|reven\w*|retour\w*|continu\w*|finir|finissons"
    r"|terminer|laisse|commence|tout a l heure)\b"
)


def meant(form: str, tracker: Tracker, text: str) -> str:
    """The form that waits and that a message goes back to; "" where it goes back to none."""
    folded = fold(text)
    waiting = [each for each in forms(tracker) if each != form]
    if not waiting or len(folded.split()) > 12 or not re.search(_BACK, folded):
        return ""
    named = [each for each in waiting if re.search(rf"\b(?:{_WORDS[each]})\b", folded)]
    return named[-1] if named else ""


def started(form: str, tracker: Tracker) -> Events:
    """That this form starts: it waits no more; one that was under way does."""
    before = forms(tracker)
    waiting = [each for each in before if each != form]
    left = SLOTS.get(tracker.get_slot("requested_slot") or "")
    if left and left.form not in ("", form, *waiting):
        waiting.append(left.form)
    return [SlotSet(PENDING, waiting or None)] if waiting != before else []


def left(tracker: Tracker) -> Events:
    """That the form under way waits, where the official goes."""
    form = (tracker.active_loop or {}).get("name")
    return [SlotSet(PENDING, [*(f for f in forms(tracker) if f != form), form])]


def way_back(tracker: Tracker) -> List[Dict[str, Any]]:
    """The button that goes on with the form under way."""
    name, title = RESUMED[(tracker.active_loop or {}).get("name") or ""]
    return [{"title": title, "payload": f"/{name}"}]


def offer(dispatcher: CollectingDispatcher, tracker: Tracker, answered: str = "") -> None:
    """At the end of a form: what else the message asked, but for the intent `answered`; then the
    forms that wait, the latest first."""
    labels = [label for each in Turn.of(tracker).values(SECOND) for label in each]
    asked = choices(label for label in labels if label.partition("/")[0] != answered)
    if asked:
        dispatcher.utter_message(response="utter_deuxieme_question", buttons=asked)
    buttons: List[Dict[str, Any]] = [
        {"title": RESUMED[form][1], "payload": f"/{RESUMED[form][0]}"}
        for form in reversed(forms(tracker))
    ]
    if buttons:
        dispatcher.utter_message(response="utter_saisie_en_attente", buttons=buttons)
