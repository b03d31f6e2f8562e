"""What becomes of a call-back: kept for the staff, changed or cancelled afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, door_of, press
from actions.forms import conduct, pending
from actions.rappel import numbers
from actions.rappel.before import as_before
from actions.rappel.form import (
    MOMENT,
    NAME,
    OVER,
    PHONE,
    SLOTS,
    ValidateRappel,
)
from assistant.dialogue.slots import FATE, MEMORY, RECEIVED
from assistant.storage import callbacks
from dife.days import WEEKDAYS
from dife.said import callback
from dife.text import fold

_DAYS = set(WEEKDAYS)
FULL = {"conversation": "utter_rappel_deja_demande", "jour": "utter_rappels_complets"}


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


def corrected(dispatcher: CollectingDispatcher, tracker: Tracker) -> Optional[Events]:
    """The call-back kept in this conversation, changed or cancelled; None where nothing is said of
    it."""
    turn = Turn.of(tracker)
    shown = numbers.shown_of(tracker)
    text = shown and numbers.picked(turn.text, shown) or turn.text
    just = bool(shown) or last_kept(tracker)
    if text.startswith("/") or door_of(tracker).public:
        return None
    if just and callback.for_another(text):  # another person: a request of its own
        return press({"payload": f"/{ValidateRappel.intent}"}, turn)
    waits = callbacks.waiting(tracker.sender_id) if just else []
    if not callback.changes(text, just) and not (just and not waits and callback.asks(text)):
        return None
    which, said = callback.of_one(text)
    off = callback.cancels(said, within=True)
    rows = callbacks.waiting(tracker.sender_id)
    meant = rows[which - 1 : which] if which else rows
    if not meant:
        if not off and (not just or callback.asks(text)):
            return press({"payload": f"/{ValidateRappel.intent}"}, turn)
        dispatcher.utter_message(response="utter_rappel_plus_en_attente")
        return []
    if off and callback.all_of_them(said):
        return _cancelled(dispatcher, tracker, meant)
    if off and (other := _other_day(said, meant)):
        dispatcher.utter_message(response="utter_rappel_autre_jour", moment=other)
        return [SlotSet(FATE, RECEIVED)]
    if len(meant) > 1:
        return _asked_which(dispatcher, said, rows)
    if off:
        return _cancelled(dispatcher, tracker, meant)
    return _changed(dispatcher, tracker, replace(turn, text=said), meant[0])


def _other_day(said: str, rows: List[Any]) -> str:
    """« annulez celui du mercredi », where the one that waits is of another day: its moment."""
    days = _DAYS & set(fold(said).split())
    moments = [set(fold(row.moment).split()) & _DAYS for row in rows]
    other = len(rows) == 1 and days and moments[0] and not days & moments[0]
    return str(rows[0].moment) if other else ""


def last_kept(tracker: Tracker) -> bool:
    """Whether a call-back is what was kept or reckoned last."""
    for event in reversed(tracker.events):
        if event.get("event") == "slot" and event.get("name") == FATE and event.get("value"):
            return bool(event["value"] == RECEIVED)
        if event.get("event") == "slot" and event.get("name") == MEMORY and event.get("value"):
            return False
    return False


def _changed(
    dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, row: Any
) -> Optional[Events]:
    form = ValidateRappel()
    values: Dict[str, Any] = {NAME: row.nom, PHONE: row.telephone, MOMENT: row.moment, OVER: None}
    said = as_before(tracker, turn.text, values) or form.read(turn, OVER, values)
    said.pop(OVER, None)
    told_again = callback.same_said(turn.text) or callback.asks_of_it(turn.text)
    if not said and told_again or said and all(_as_held(said[k], values[k]) for k in said):
        held = {"nom": row.nom, "telephone": row.telephone, "moment": row.moment}
        dispatcher.utter_message(response="utter_rappel_garde", **held)
        return [SlotSet(FATE, RECEIVED)]
    if not said:
        dispatcher.utter_message(response="utter_rappel_que_changer")
        return []
    if form.keep(dispatcher, said, values, sure=True):
        return [SlotSet(FATE, RECEIVED)]  # the row is as it was
    told = {"nom": values[NAME], "telephone": values[PHONE], "moment": values[MOMENT]}
    if callbacks.change(tracker.sender_id, row.id, **told):
        dispatcher.utter_message(response="utter_rappel_modifie", **told)
    else:
        dispatcher.utter_message(response="utter_rappel_plus_en_attente")
    return [SlotSet(FATE, RECEIVED)]


def _as_held(said: Any, held: str) -> bool:
    """Whether what is said is what is kept already."""
    return fold(str(getattr(said, "value", said))) == fold(held)


def within(form: str, dispatcher: CollectingDispatcher, tracker: Tracker, text: str) -> bool:
    """« annulez le rappel » inside another form: the call-back is cancelled, the form goes on."""
    other = form != ValidateRappel.form and not text.startswith("/")
    if not other or not callback.cancels(text, within=False) or door_of(tracker).public:
        return False
    rows = callbacks.waiting(tracker.sender_id)
    if rows and (day := _other_day(text, rows)):
        dispatcher.utter_message(response="utter_rappel_autre_jour", moment=day)
    elif rows:
        _cancelled(dispatcher, tracker, rows)
    else:
        dispatcher.utter_message(response="utter_rappel_plus_en_attente")
    return True


conduct.KEPT[:] = [within]  # a call-back is cancelled in the middle of any form


def _cancelled(dispatcher: CollectingDispatcher, tracker: Tracker, rows: List[Any]) -> Events:
    for row in rows:
        callbacks.cancel(tracker.sender_id, row.id)
    dispatcher.utter_message(response="utter_rappel_annule")
    return [SlotSet(FATE, RECEIVED)]


def _asked_which(dispatcher: CollectingDispatcher, said: str, rows: List[Any]) -> Events:
    """Two wait: which is meant, each with a button that says the same of it."""
    buttons = [
        {"title": f"{row.nom}, {row.moment}"[:40], "payload": f"Rappel {n} : {said}"}
        for n, row in enumerate(rows, 1)
    ]
    dispatcher.utter_message(response="utter_rappel_lequel", buttons=buttons)
    return [SlotSet(FATE, RECEIVED)]
