"""« Rappelez-moi »: a request kept for the staff."""

from __future__ import annotations

import re
from typing import Any, Dict, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, door_of
from actions.forms import BARE, Refusal, ValidateForm
from actions.telephone import Phone, find_phone
from assistant.dialogue.slots import CALLBACK_FORM, FATE, RECEIVED, of_form
from assistant.storage import callbacks

SLOTS = of_form(CALLBACK_FORM)
FULL = {"conversation": "utter_rappel_deja_demande", "jour": "utter_rappels_complets"}
LONGEST = {"rappel_nom": 120, "rappel_moment": 200}
AROUND = re.compile(
    r"mon|ma|mes|le|au|à|a|est|c['’]est|sur|et|ou|en|fait|non|oui|pardon|désolé|plutôt|voici|moi"
    r"|num[ée]ro|num|n°|t[ée]l|t[ée]l[ée]phone|portable|mobile|fixe|(?:r?appelez)(?:-moi)?|svp",
    re.IGNORECASE,
)


class ValidateRappel(ValidateForm):
    form, intent, slots = CALLBACK_FORM, "demander_rappel", SLOTS
    free_text, personal, uses_database = SLOTS, True, True

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        starting = tracker.get_slot("requested_slot") not in SLOTS
        if starting and callbacks.full(tracker.sender_id):
            return [SlotSet("requested_slot", None)]  # nothing is asked for in vain: see below
        return super().act(dispatcher, tracker)

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        phone = find_phone(turn.text)
        said: Dict[str, Any] = {}
        if phone:
            said["rappel_telephone"] = turn.text[phone.start : phone.end]
        if requested and requested not in said:
            text = without_phone(turn.text, phone) if phone else turn.text
            if text or not phone:
                said[requested] = text
        return said

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        text = " ".join(str(value).split())
        if slot == "rappel_telephone":
            phone = find_phone(text)
            if not phone:
                raise Refusal("utter_telephone_invalide")
            if not phone.shown:
                raise Refusal("utter_telephone_special")
            return phone.shown
        if slot == "rappel_nom" and not re.search(r"[^\W\d_]{2}", text):
            raise Refusal("utter_aide_rappel_nom")
        if BARE.fullmatch(text):
            raise Refusal("utter_reponse_inattendue")
        return text[: LONGEST[slot]]


def without_phone(text: str, phone: Phone) -> str:
    """The rest of « Claire Martin, c'est le 06 … »: the words around the number left out."""
    words = re.findall(r"[^\s,;:.!]+", f"{text[: phone.start]} {text[phone.end :]}")
    said = [n for n, word in enumerate(words) if not AROUND.fullmatch(word)]
    return " ".join(words[said[0] : said[-1] + 1]) if said else ""


class EnregistrerRappel(SafeAction):
    uses_database = True

    def name(self) -> str:
        return "action_enregistrer_rappel"

    def on_fault(self, tracker: Tracker) -> Events:
        """Back in the form: what was already said is kept, the last answer is asked again."""
        last = SLOTS[-1]
        again = [SlotSet(last, None), SlotSet("requested_slot", last)]
        return [ActiveLoop(ValidateRappel.form), *again]

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if door_of(tracker).public:
            dispatcher.utter_message(response="utter_identite_en_prive")
            return []
        values = [tracker.get_slot(slot) for slot in SLOTS]
        if None in values:  # the form did not even begin
            reached = callbacks.full(tracker.sender_id)
            dispatcher.utter_message(response=FULL.get(reached or "", "utter_incident"))
            return []
        nom, telephone, moment = map(str, values)
        reached = callbacks.save(tracker.sender_id, nom, telephone, moment)
        if reached:  # what nobody received is forgotten: no FATE
            dispatcher.utter_message(response=FULL[reached])
            return [SlotSet(slot, None) for slot in SLOTS]
        dispatcher.utter_message(
            response="utter_rappel_enregistre", nom=nom, telephone=telephone, moment=moment
        )
        return [*(SlotSet(slot, None) for slot in SLOTS), SlotSet(FATE, RECEIVED)]
