"""« Rappelez-moi »: a request kept for the staff."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, ClassVar, Dict, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, door_of, today
from actions.forms import pending
from actions.forms.identity import IdentityForm, silent
from actions.forms.refusals import Refusal
from actions.telephone import Phone, find_phone
from assistant.dialogue.slots import CALLBACK_FORM, FATE, RECEIVED, of_form
from assistant.storage import callbacks
from dife import fields
from dife.letter_fields import FieldError
from dife.text import fold

SLOTS = of_form(CALLBACK_FORM)
FULL = {"conversation": "utter_rappel_deja_demande", "jour": "utter_rappels_complets"}
LONGEST_NAME = 120  # characters
OVER = "rappel_relu"
AROUND = re.compile(
    r"mon|ma|mes|au|à|a|est|c['’]est|sur|et|ou|en|fait|non|oui|pardon|désolé|voici|moi"
    r"|num[ée]ro|num|n°|t[ée]l|t[ée]l[ée]phone|portable|mobile|fixe|(?:r?appelez)(?:-moi)?|svp",
    re.IGNORECASE,
)
KINDS: Dict[str, fields.Kind] = {
    "rappel_nom": "nom",
    "rappel_telephone": "telephone",
    "rappel_moment": "moment",
}
NO_PHONE = re.compile(
    r"\b(?:pas|plus|aucun) (?:de |d autre )?(?:tel|telephone|numero|portable|mobile|fixe|ligne)\b"
    r"|\bsans telephone\b|\bn (?:appelez|appellez) pas\b|\bpar (?:mail|courriel|ecrit)\b"
)
LABELS = {"rappel_nom": "nom", "rappel_telephone": "téléphone", "rappel_moment": "moment"}


class ValidateRappel(IdentityForm):
    form, intent, slots = CALLBACK_FORM, "demander_rappel", SLOTS
    uses_database, read_over = True, OVER

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        starting = tracker.get_slot("requested_slot") not in SLOTS
        if starting and callbacks.full(tracker.sender_id):
            return [SlotSet("requested_slot", None)]  # nothing is asked for in vain: see below
        return super().act(dispatcher, tracker)

    def kind(self, name: str, values: Dict[str, Any]) -> Optional[fields.Kind]:
        return KINDS.get(name)

    def own_gesture(self, text: str) -> str:
        return "utter_refus_rappel_form" if NO_PHONE.search(fold(text)) else ""

    def label(self, name: str, values: Dict[str, Any]) -> str:
        return LABELS.get(name, "")

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        """The number as the plan of numbers has it, whatever stands around it."""
        phone = find_phone(turn.text)
        if not phone:
            said = super().read(turn, requested, values) if requested else self.opening(turn)
            figures = requested == "rappel_telephone" and re.search(r"\d", turn.text)
            return said or ({requested: turn.text} if requested and figures else {})
        rest = without_phone(turn.text, phone)
        said = {"rappel_telephone": turn.text[phone.start : phone.end]}
        if rest and not requested:
            said = {**self.opening(turn), **said}
        if rest and requested:
            about = replace(turn, text=rest)
            asked = requested if requested != "rappel_telephone" else "rappel_moment"
            said = {**super().read(about, asked, values), **said}
        return said

    def opening(self, turn: Turn) -> Dict[str, Any]:
        """What is said with its label when asking: « je suis Colette Petit, mardi matin »."""
        told = fields.labelled(turn.text, today())
        return {name: told[kind] for name, kind in KINDS.items() if kind in told}

    def field(self, kind: fields.Kind, text: str) -> fields.Read:
        """Who is called back is called as he says: « Mme Petit », first names and name."""
        return fields.caller(text, today()) if kind == "nom" else super().field(kind, text)

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        try:
            text = " ".join(self.written(slot, value, values).split())
        except FieldError:
            told = "telephone_invalide" if slot == "rappel_telephone" else f"aide_{slot}"
            raise Refusal(f"utter_{told}") from None
        if slot == "rappel_telephone":
            phone = find_phone(text)
            if not phone:
                raise Refusal("utter_telephone_invalide")
            if not phone.shown:
                raise Refusal("utter_telephone_special")
            return phone.shown
        return text[:LONGEST_NAME] if slot == "rappel_nom" else text


def without_phone(text: str, phone: Phone) -> str:
    """The rest of « Claire Martin, c'est le 06 … »: the words around the number left out."""
    before, after = text[: phone.start], text[phone.end :]
    before = re.sub(r"\ble\s*$", "", before)  # « c'est le 06 … », not « … le matin »
    words = re.findall(r"[^\s,;:.!]+", f"{before} {after}")
    said = [n for n, word in enumerate(words) if not AROUND.fullmatch(word)]
    return " ".join(words[said[0] : said[-1] + 1]) if said else ""


class AskRappel(SafeAction):
    """Ask for a thing of the call-back, or nothing where a doubt was just told."""

    slot: ClassVar[str]

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if silent(tracker):
            return []
        if self.slot == OVER:
            form = ValidateRappel()
            form.say_over(dispatcher, form.held(tracker))
        else:
            dispatcher.utter_message(response=f"utter_ask_{self.slot}")
        return []


class AskNom(AskRappel):
    slot = "rappel_nom"

    def name(self) -> str:
        return "action_ask_rappel_nom"


class AskTelephone(AskRappel):
    slot = "rappel_telephone"

    def name(self) -> str:
        return "action_ask_rappel_telephone"


class AskMoment(AskRappel):
    slot = "rappel_moment"

    def name(self) -> str:
        return "action_ask_rappel_moment"


class AskRelu(AskRappel):
    slot = OVER

    def name(self) -> str:
        return "action_ask_rappel_relu"


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
        values = [tracker.get_slot(slot) for slot in SLOTS if slot != OVER]
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
        pending.offer(dispatcher, tracker)
        return [*(SlotSet(slot, None) for slot in SLOTS), SlotSet(FATE, RECEIVED)]
