"""The letters to the Caisse des Dépôts: offered, filled in together, or as a template.

The payload `courriel` names the fields. The website's widget lets the official fill them on the
device: there no form asks for the identity, which never reaches the server.
"""

from __future__ import annotations

import re
from typing import Any, Dict, Optional, Tuple

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked import PREFIX, asked, detail, question
from actions.base import Events, SafeAction, Turn, door_of, facts, shown, today
from actions.forms import BARE, Refusal, ValidateForm
from actions.letter_card import card
from assistant.dialogue.intents import intent as known
from assistant.dialogue.slots import of_form
from dife.letter_fields import FieldError, LetterField, validate_field
from dife.letters import Letter, LetterCase, build_letter
from dife.text import fold

SLOTS = of_form("courriel_form")
REASON = "motif_courriel"
# « non merci », « je n'en ai pas », « c'est le même »: folded, the whole answer.
SKIP = re.compile(
    r"(?:non |nom )?(?:non|nom|merci|rien|sans objet|(?:je )?pass(?:e|er|ez)|aucune?(?: autre)?"
    r"|(?:c est |toujours )?(?:le |la )?(?:meme|idem)|pas de?(?: \w+){0,3}"
    r"|(?:je |j )?(?:n )?(?:en )?ai pas(?: d autre)?)(?: nom)?"
)


class ProposerCourriel(SafeAction):
    """Remember the case and offer the two ways; without a case, ask which."""

    def name(self) -> str:
        return "action_proposer_courriel"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if (tracker.active_loop or {}).get("name") == ValidateCourriel.form:
            return []  # the letter under way goes on
        case = _just_told(tracker) or tracker.get_slot(REASON)
        if case not in facts().letters:
            dispatcher.utter_message(response="utter_rediger_courriel")
            return []
        if door_of(tracker).fills_letters:
            _show_blank(dispatcher, "utter_courriel_appareil", case, tracker)
        else:
            dispatcher.utter_message(response="utter_ask_mode_courriel")
        return [SlotSet(REASON, case)]


def _just_told(tracker: Tracker) -> Optional[str]:
    """The case whose answer was given in this turn, by a rule or by a story; else None."""
    for event in reversed(tracker.events):
        case = (event.get("name") or "").removeprefix("utter_")
        if event.get("event") == "action" and case in facts().letters:
            return case
        if event.get("event") == "user":
            break
    intent = Turn.of(tracker).intent
    return intent if intent in facts().letters else None


class CourrielModele(SafeAction):
    """The template whose fields stay open."""

    def name(self) -> str:
        return "action_courriel_modele"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        case = tracker.get_slot(REASON)
        if case not in facts().letters:
            dispatcher.utter_message(response="utter_rediger_courriel")
            return []
        on_device = door_of(tracker).fills_letters
        response = "utter_courriel_appareil" if on_device else "utter_courriel_modele"
        _show_blank(dispatcher, response, case, tracker)
        return []


class ValidateCourriel(ValidateForm):
    """The details of the letter, as courriels.yml names them, kept together in one slot."""

    form, intent, slots = "courriel_form", "courriel_ensemble", SLOTS
    personal = True

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if door_of(tracker).fills_letters:  # nothing is asked: RedigerCourriel shows the card
            return [SlotSet("requested_slot", None)]
        return super().act(dispatcher, tracker)

    def required(self, values: Dict[str, Any]) -> Tuple[str, ...]:
        case = facts().letters.get(values.get(REASON) or "")
        return (REASON, *(f"{PREFIX}{field.cle}" for field in case.champs)) if case else (REASON,)

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
        if any(name.startswith(PREFIX) for name in said):
            events.append(SlotSet("courriel", details or None))
        return events

    def request(self, missing: Optional[str], values: Dict[str, Any], tracker: Tracker) -> Events:
        field = detail(missing, values[REASON]) if missing else None
        if not field:
            return super().request(missing, values, tracker)
        wanted = {"cle": field.cle, "attend": "date" if field.type == "date" else "texte"}
        events: Events = [SlotSet("requested_slot", "courriel")]
        if wanted != tracker.get_slot("champ_courriel"):  # else Rasa would see an answer in it
            events.insert(0, SlotSet("champ_courriel", wanted))
        return events

    def at_start(self, turn: Turn, tracker: Tracker) -> Dict[str, Any]:
        case = tracker.get_slot(REASON)
        return {REASON: case} if case in facts().letters else {}

    def takes_text(self, requested: Optional[str]) -> bool:
        return bool(requested and requested.startswith(PREFIX))

    def brings_values(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> bool:
        if requested == REASON and turn.intent in facts().letters:
            return True
        field = detail(requested or "", values.get(REASON))
        if field and field.rule.lines:  # a trouble told in full sounds like a question
            leaves = known(turn.intent).interrupts_story
            return not leaves and not turn.text.startswith("/")
        return super().brings_values(turn, requested, values)

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        if requested == REASON:
            return {REASON: turn.intent} if turn.intent in facts().letters else {}
        if requested and detail(requested, values.get(REASON)):
            return {requested: turn.text}
        return {}

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        field = detail(slot, values[REASON])
        if not field:
            return value
        return self.check_detail(field, str(value), facts().letters[values[REASON]])

    def check_detail(self, field: LetterField, text: str, case: LetterCase) -> str:
        if not field.obligatoire and SKIP.fullmatch(fold(text)):
            return ""
        if text.strip() and BARE.fullmatch(text):
            raise Refusal("utter_reponse_inattendue")
        try:
            return validate_field(field, text, today())
        except FieldError as error:
            said = case.refus.say(field, error.fault)
            raise Refusal("utter_champ_refuse", raison=said) from None


class AskCourriel(SafeAction):
    """Ask for the next detail of the letter: Rasa runs it where a slot has a response."""

    def name(self) -> str:
        return "action_ask_courriel"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        field = detail(asked(tracker) or "", tracker.get_slot(REASON))
        if field:
            dispatcher.utter_message(**question(field))
        return []


class RedigerCourriel(SafeAction):
    """The finished letter; the identity leaves the slots with it."""

    def name(self) -> str:
        return "action_rediger_courriel"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if door_of(tracker).fills_letters:
            return CourrielModele().act(dispatcher, tracker)
        if door_of(tracker).public:
            dispatcher.utter_message(response="utter_identite_en_prive")
            return []
        case = facts().letters[tracker.get_slot(REASON)]
        letter = build_letter(case, tracker.get_slot("courriel") or {}, facts(), today())
        _show(dispatcher, "utter_courriel_pret", case, letter, tracker)
        dispatcher.utter_message(response="utter_courriel_apres")
        return [SlotSet(slot, None) for slot in SLOTS]


def _show_blank(
    dispatcher: CollectingDispatcher, response: str, case: str, tracker: Tracker
) -> None:
    letter = build_letter(facts().letters[case], {}, facts(), today(), blank=True)
    _show(dispatcher, response, facts().letters[case], letter, tracker)


def _show(
    dispatcher: CollectingDispatcher,
    response: str,
    case: LetterCase,
    letter: Letter,
    tracker: Tracker,
) -> None:
    dispatcher.utter_message(
        response=response,
        destinataire=letter.recipient,
        objet=letter.subject,
        corps=letter.body,
        pieces="\n".join(f"- {item}" for item in letter.attachments),
        json_message=shown(card(case, letter, door_of(tracker))),
    )
