"""The letters to the Caisse des Dépôts: offered, filled in together, or as a template.

The payload `courriel` names the fields. The website's widget lets the official fill them on the
device: there no form asks for the identity, which never reaches the server.
"""

from __future__ import annotations

from typing import Any, Dict, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import letter_case
from actions.base import Events, SafeAction, Turn, door_of, facts, press, today
from actions.forms.asked import PREFIX, asked, detail, question
from actions.forms.identity import silent
from actions.forms.refusals import CONFIRMED, Refusal
from actions.forms.somebody import ForSomebody, second, somebody_else
from actions.letter_card import deliver, show_blank
from assistant.dialogue import things
from assistant.dialogue.slots import READ_OVER, of_form
from assistant.privacy.masking.shapes import MASKED
from dife import fields
from dife.letter_fields import FieldError, validate_field

SLOTS = of_form("courriel_form")
REASON = "motif_courriel"
OVER = f"{PREFIX}{READ_OVER}"  # asked last: whether what was understood is right


class ProposerCourriel(SafeAction):
    """Remember the case and offer the two ways; without a case, ask which."""

    def name(self) -> str:
        return "action_proposer_courriel"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if (tracker.active_loop or {}).get("name") == ValidateCourriel.form:
            return []  # the letter under way goes on
        case = letter_case.just_answered(tracker) or tracker.get_slot(REASON)
        case = case or letter_case.recalled(dispatcher, tracker)
        if case not in facts().letters:
            dispatcher.utter_message(response="utter_rediger_courriel")
            return []
        if door_of(tracker).fills_letters:
            show_blank(dispatcher, "utter_courriel_appareil", case, tracker)
        else:
            dispatcher.utter_message(response="utter_ask_mode_courriel")
        return [SlotSet(REASON, case)]


class CourrielModele(SafeAction):
    """The template whose fields stay open; the letter that was being filled in is left."""

    def name(self) -> str:
        return "action_courriel_modele"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        case = tracker.get_slot(REASON) or letter_case.told_before(tracker)
        if case not in facts().letters:
            dispatcher.utter_message(response="utter_rediger_courriel")
            return []
        on_device = door_of(tracker).fills_letters
        response = "utter_courriel_appareil" if on_device else "utter_courriel_modele"
        show_blank(dispatcher, response, case, tracker)
        if (tracker.active_loop or {}).get("name") != ValidateCourriel.form:
            return []
        left = ("courriel", "champ_courriel", "requested_slot")  # nothing of it is kept
        return [ActiveLoop(None), *(SlotSet(slot, None) for slot in left)]


class ValidateCourriel(ForSomebody):
    """The details of the letter, as courriels.yml names them, kept together in one slot."""

    form, intent, slots = "courriel_form", "courriel_ensemble", SLOTS
    titles = ("rediger_courriel",)
    lasting, read_over = (REASON,), OVER

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if door_of(tracker).fills_letters:  # nothing is asked: RedigerCourriel shows the card
            return [SlotSet("requested_slot", None)]
        return super().act(dispatcher, tracker)

    def begun(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, held: Dict[str, Any]
    ) -> Dict[str, Any]:
        if tracker.get_slot(REASON) not in facts().letters:
            letter_case.recalled(dispatcher, tracker)
        begun = super().begun(dispatcher, tracker, turn, held)
        told = fields.asked_with(turn.text, today())
        if somebody_else(told, begun, self.by_kind(begun)):  # nothing of whom one was for before
            begun = {name: v if name in self.lasting else None for name, v in begun.items()}
        return begun

    def resumes(self, tracker: Tracker) -> bool:
        """An identity given for a letter, kept for half an hour, serves for the next one."""
        return super().resumes(tracker) or bool(tracker.get_slot("courriel"))

    def required(self, values: Dict[str, Any]) -> Tuple[str, ...]:
        case = facts().letters.get(values.get(REASON) or "")
        names = [f"{PREFIX}{field.cle}" for field in case.champs] if case else []
        return (REASON, *names, OVER) if case else (REASON,)

    def held(self, tracker: Tracker) -> Dict[str, Any]:
        details = tracker.get_slot("courriel") or {}
        return {REASON: tracker.get_slot(REASON)} | {PREFIX + k: v for k, v in details.items()}

    def changes(
        self, said: Dict[str, Any], before: Dict[str, Any], values: Dict[str, Any]
    ) -> Events:
        details = {
            name.removeprefix(PREFIX): value
            for name, value in values.items()
            if name.startswith(PREFIX) and value is not None
        }
        events: Events = [SlotSet(REASON, values[REASON])] if REASON in said else []
        names = {*values, *before} - {REASON}
        if any(values.get(name) != before.get(name) or name in said for name in names):
            events.append(SlotSet("courriel", details or None))
        return events

    def request(self, missing: Optional[str], values: Dict[str, Any], tracker: Tracker) -> Events:
        field = detail(missing, values[REASON]) if missing else None
        if missing != OVER and not field:
            return super().request(missing, values, tracker)
        wanted = {
            "cle": str(missing).removeprefix(PREFIX),
            "attend": "date" if field and field.type == "date" else "texte",
        }
        events: Events = [SlotSet("requested_slot", "courriel")]
        if wanted != tracker.get_slot("champ_courriel"):  # else Rasa would see an answer in it
            events.insert(0, SlotSet("champ_courriel", wanted))
        return events

    def at_start(self, turn: Turn, tracker: Tracker) -> Dict[str, Any]:
        case = tracker.get_slot(REASON)
        case = case if case in facts().letters else letter_case.told_before(tracker)
        return {REASON: case} if case else {}

    def kind(self, name: str, values: Dict[str, Any]) -> Optional[fields.Kind]:
        field = detail(name, values.get(REASON))
        return field.kind if field else None

    def label(self, name: str, values: Dict[str, Any]) -> str:
        field = detail(name, values.get(REASON))
        return field.name if field else ""

    def optional(self, name: str, values: Dict[str, Any]) -> bool:
        field = detail(name, values.get(REASON))
        return bool(field and not field.obligatoire)

    def brings_values(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> bool:
        if requested == REASON:
            return bool(letter_case.answered(turn))
        return super().brings_values(turn, requested, values)

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        if requested == REASON:
            return {REASON: case} if (case := letter_case.answered(turn)) else {}
        if MASKED.search(turn.text) or not (told := fields.asked_with(turn.text, today())):
            return super().read(turn, requested, values) if requested else {}
        names = self.by_kind(values)
        return {names[kind]: value for kind, value in told.items() if kind in names}

    def by_kind(self, values: Dict[str, Any]) -> Dict[fields.Kind, str]:
        """Before the case is told, what is said of the person is kept for any."""
        if values.get(REASON) in facts().letters:
            return super().by_kind(values)
        asks = (field for case in facts().letters.values() for field in case.champs)
        return {field.kind: PREFIX + field.cle for field in asks if field.kind != "recit"}

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        field = detail(slot, values.get(REASON))
        if not field:
            return value
        case = next(case for case in facts().letters.values() if field in case.champs)
        try:
            text = validate_field(field, self.written(slot, value, values), today())
            if field.kind == "recit":  # whoever writes, the letter is the official's
                return fields.first_person(text)
            return fields.feminine_nation(text) if field.kind == "nationalite" else text
        except FieldError as error:
            said = case.refus.say(field, error.fault)
            raise Refusal("utter_champ_refuse", raison=said) from None

    def corrected(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Optional[Events]:
        """The letter just given, made again with what this turn corrects; None where nothing."""
        turn, values = Turn.of(tracker), self.held(tracker)
        if values[REASON] not in facts().letters or not values.get(OVER):
            return None  # none was given
        if fields.asks_how_long(turn.text):
            dispatcher.utter_message(response="utter_identite_gardee")
            return []
        if (anew := self.for_somebody(turn, values)) is not None:
            return anew
        if not self.of_the_person(turn, OVER, values).text:
            return None  # « ma sœur est née à Étampes, elle y a droit ? »
        changed = self.named(turn.text, values)
        said = self.read(turn, OVER, values)
        said.pop(OVER, None)
        if not said and changed:
            key = changed.removeprefix(PREFIX)
            return press({"payload": things.asking_again(self.intent, key)})
        if not said:
            return None
        if refused := self.keep(dispatcher, said, values):
            kept = (f"{self.label(name, values)} : {self.shown(name, values)}" for name in refused)
            if all(each.response not in CONFIRMED for each in refused.values()):
                dispatcher.utter_message(response="utter_saisie_gardee", valeurs=" ; ".join(kept))
                return []
            details = {
                **tracker.get_slot("courriel")
            }  # « oui » or « non » is heard at the reading over
            details.pop(READ_OVER)
            again = [ActiveLoop(self.form), SlotSet("courriel", details)]
            return [*again, *self.request(OVER, values, tracker)]
        events = self.changes(said, {}, values)
        details = next(e["value"] for e in events if e.get("name") == "courriel")
        return [*events, *deliver(dispatcher, tracker, values[REASON], details)]


class AskCourriel(SafeAction):
    """Ask for the next detail of the letter: Rasa runs it where a slot has a response."""

    def name(self) -> str:
        return "action_ask_courriel"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        name = asked(tracker) or ""
        field = detail(name, tracker.get_slot(REASON))
        if silent(tracker):
            return []
        if name == OVER:
            form = ValidateCourriel()
            others = [form.another_person()] if second(tracker) else []
            form.say_over(dispatcher, form.held(tracker), others)
        elif field:
            dispatcher.utter_message(**question(field))
        return []


class RedigerCourriel(SafeAction):
    """The finished letter; the identity stays for half an hour at most, to correct it."""

    def name(self) -> str:
        return "action_rediger_courriel"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if door_of(tracker).fills_letters:
            return CourrielModele().act(dispatcher, tracker)
        if door_of(tracker).public:
            dispatcher.utter_message(response="utter_identite_en_prive")
            return []
        details = tracker.get_slot("courriel") or {}
        return deliver(dispatcher, tracker, tracker.get_slot(REASON), details)
