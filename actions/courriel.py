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

from actions.base import Events, SafeAction, Turn, door_of, facts, today
from actions.forms import BARE, Refusal, ValidateForm
from assistant.dialogue.intents import intent as known
from assistant.dialogue.slots import of_form
from dife.letters import FieldError, Letter, LetterCase, build_letter, validate_field
from dife.text import fold

CASES = ("compte_elu_absent", "erreur_plateforme", "franceconnect_impossible")
SLOTS = of_form("courriel_form")
IDENTITY = SLOTS[1:]
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
        case = _just_told(tracker) or tracker.get_slot("motif_courriel")
        if case not in CASES:
            dispatcher.utter_message(response="utter_rediger_courriel")
            return []
        if door_of(tracker).fills_letters:
            _show_blank(dispatcher, "utter_courriel_appareil", case)
        else:
            dispatcher.utter_message(response="utter_ask_mode_courriel")
        return [SlotSet("motif_courriel", case)]


def _just_told(tracker: Tracker) -> Optional[str]:
    """The case whose answer was given in this turn, by a rule or by a story; else None."""
    for event in reversed(tracker.events):
        case = (event.get("name") or "").removeprefix("utter_")
        if event.get("event") == "action" and case in CASES:
            return case
        if event.get("event") == "user":
            break
    intent = Turn.of(tracker).intent
    return intent if intent in CASES else None


class CourrielModele(SafeAction):
    """The template whose fields stay open."""

    def name(self) -> str:
        return "action_courriel_modele"

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        case = tracker.get_slot("motif_courriel")
        if case not in CASES:
            dispatcher.utter_message(response="utter_rediger_courriel")
            return []
        on_device = door_of(tracker).fills_letters
        response = "utter_courriel_appareil" if on_device else "utter_courriel_modele"
        _show_blank(dispatcher, response, case)
        return []


class ValidateCourriel(ValidateForm):
    form, intent, slots = "courriel_form", "courriel_ensemble", SLOTS
    free_text, personal = IDENTITY, True

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if door_of(tracker).fills_letters:  # nothing is asked: RedigerCourriel shows the card
            return [SlotSet("requested_slot", None)]
        return super().act(dispatcher, tracker)

    def required(self, values: Dict[str, Any]) -> Tuple[str, ...]:
        case = facts().letters.get(values.get("motif_courriel") or "")
        return ("motif_courriel", *(field.cle for field in case.champs)) if case else SLOTS[:1]

    def at_start(self, turn: Turn, tracker: Tracker) -> Dict[str, Any]:
        case = tracker.get_slot("motif_courriel")
        return {"motif_courriel": case} if case in CASES else {}

    def brings_values(self, turn: Turn, requested: Optional[str]) -> bool:
        if requested == "motif_courriel" and turn.intent in CASES:
            return True
        if requested == "explication":  # a trouble told in full sounds like a question
            leaves = known(turn.intent).interrupts_story
            return not leaves and not turn.text.startswith("/")
        return super().brings_values(turn, requested)

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        if requested == "motif_courriel":
            return {"motif_courriel": turn.intent} if turn.intent in CASES else {}
        return {requested: turn.text} if requested else {}

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        if slot == "motif_courriel":
            return value
        case = facts().letters[values["motif_courriel"]]
        field = next(field for field in case.champs if field.cle == slot)
        text = str(value)
        if not field.obligatoire and SKIP.fullmatch(fold(text)):
            return ""
        if text.strip() and BARE.fullmatch(text):
            raise Refusal("utter_reponse_inattendue")
        try:
            return validate_field(field, text, today())
        except FieldError as error:
            raise Refusal("utter_champ_refuse", raison=str(error)) from None


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
        case = facts().letters[tracker.get_slot("motif_courriel")]
        values = {slot: tracker.get_slot(slot) or "" for slot in IDENTITY}
        letter = build_letter(case, values, facts(), today())
        _show(dispatcher, "utter_courriel_pret", case, letter)
        dispatcher.utter_message(response="utter_courriel_apres")
        return [SlotSet(slot, None) for slot in SLOTS]


def _show_blank(dispatcher: CollectingDispatcher, response: str, case: str) -> None:
    letter = build_letter(facts().letters[case], {}, facts(), today(), blank=True)
    _show(dispatcher, response, facts().letters[case], letter)


def _show(
    dispatcher: CollectingDispatcher, response: str, case: LetterCase, letter: Letter
) -> None:
    dispatcher.utter_message(
        response=response,
        destinataire=letter.recipient,
        objet=letter.subject,
        corps=letter.body,
        pieces="\n".join(f"- {item}" for item in letter.attachments),
        json_message={
            "data": {
                "type": "courriel",
                "motif": case.cle,
                "destinataire": letter.recipient,
                "objet": letter.subject,
                "corps": letter.body,
                "modele": case.corps.strip(),
                "champs": [
                    {
                        "cle": field.cle,
                        "libelle": field.libelle,
                        "type": field.type,
                        "obligatoire": field.obligatoire,
                        "exemple": field.exemple,
                    }
                    for field in case.champs
                ],
                "pieces": letter.attachments,
                "mailto": letter.mailto(),
                "nom": f"courriel-{case.cle}.eml",
                "eml": letter.eml().decode("utf-8"),
            }
        },
    )
