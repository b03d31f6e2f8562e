"""« Rappelez-moi »: a request kept for the staff."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, today
from actions.forms import conduct
from actions.forms.asked import asked
from actions.forms.identity import IdentityForm
from actions.forms.refusals import Refusal
from actions.rappel import names, numbers
from actions.rappel.before import as_before
from actions.rappel.clauses import clauses, opening_moment
from actions.telephone import find_phone
from assistant.dialogue.intents import VALUE
from assistant.dialogue.slots import CALLBACK_FORM, of_form
from assistant.privacy.masking.shapes import MASKED
from assistant.storage import callbacks
from dife import fields
from dife.fields.times import changed_moment
from dife.fields.told.back import puts_back
from dife.letter_fields import FieldError
from dife.said.callback import cancels, declines
from dife.said.phone import in_figures
from dife.text import fold

SLOTS = of_form(CALLBACK_FORM)
NAME, PHONE, MOMENT, OVER = SLOTS
LONGEST_NAME = 120  # characters
NOT_RIGHT = re.compile(
    r"\b(?:pas(?! d(?:e |['’])(?:soucis?|probl[eè]mes?|erreurs?|fautes?))|non|faux|fausse"
    r"|erreur(?<!d.erreur)|sauf|mais)\b",
    re.I,
)
KINDS: Dict[str, fields.Kind] = {NAME: "nom", PHONE: "telephone", MOMENT: "moment"}
NO_PHONE = re.compile(
    r"\b(?:pas|plus|aucun) (?:de |d autre )?(?:tel|telephone|numero|portable|mobile|fixe|ligne)\b"
    r"|\bsans telephone\b|\bn (?:appelez|appellez) pas\b|\bpar (?:mail|courriel|ecrit)\b"
)
LABELS = {NAME: "nom", PHONE: "téléphone", MOMENT: "moment"}


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

    def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        turn: Turn,
        values: Dict[str, Any],
    ) -> Events:
        """« annulez mon rappel » leaves; « le deuxième » is one of the numbers just shown."""
        left = cancels(turn.text, within=True) or declines(turn.text)
        if not turn.text.startswith("/") and left:
            return conduct.redirected(self, "/annuler")
        held = dict(values)
        if same := as_before(tracker, turn.text, values):  # « au même numéro »
            said = self.read(turn, self.missing({**held, **same}), {**values, **same})
            told = {slot: value for slot, value in said.items() if _clear(value)}
            said = {**told, **same}
            events = self.kept(dispatcher, tracker, said, held, values, 0)
            conduct.say_noted(self, dispatcher, said, asked(tracker), values, held)
            return [*events, *self.request(self.missing(values), values, tracker)]
        if puts_back(turn.text):  # it was never another: it is read over again
            return [SlotSet("echecs", 0), *self.request(self.missing(values), values, tracker)]
        if shown := numbers.shown_of(tracker):
            turn = replace(turn, text=numbers.picked(turn.text, shown) or turn.text)
        return super().answer(dispatcher, tracker, turn, values)

    def confirmed(self, tracker: Tracker, turn: Turn) -> Optional[Turn]:
        """« c'est bon ? » asks, and confirms nothing."""
        return None if turn.text.rstrip().endswith("?") else super().confirmed(tracker, turn)

    def denied(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, values: Dict[str, Any]
    ) -> Optional[Events]:
        """« non, plutôt mercredi »: what is right is read; « non » alone is asked about."""
        said = self.read(Turn.of(tracker), tracker.get_slot("requested_slot"), values)
        given = [v for v in said.values() if not isinstance(v, fields.Read) or v.value]
        return None if given else super().denied(dispatcher, tracker, values)

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        """What is asked, or at the reading over several changes, clause by clause."""
        whole = self.told(turn, requested, values)
        parts = clauses(turn.text) if requested == OVER and not turn.text.startswith("/") else []
        if not parts or parts == [turn.text.strip()]:
            return whole
        found: Dict[str, Any] = {}
        for part in parts:
            said = self.told(replace(turn, text=part, intent=VALUE), requested, values)
            found |= {slot: value for slot, value in said.items() if slot != OVER}
        more = set(found) - set(whole)
        return {**whole, **found} if more and turn.intent != "affirmer" else whole

    def told(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        """Number, moment and name, in whatever order and words they come."""
        if turn.text.startswith("/"):
            return super().read(turn, requested, values) if requested else {}
        text = in_figures(turn.text)
        turn = replace(turn, text=text)
        if lines := fields.block(text, today(), self.reader):
            return self.of_block(lines, text)
        said: Dict[str, Any] = {}
        phone = numbers.number(text, values.get(PHONE) or "", requested == PHONE)
        if phone is not None:
            said[PHONE] = phone
        rest = numbers.without_phones(text)
        if not requested:
            return {**self.opening(replace(turn, text=rest)), **said}
        if MASKED.search(rest):
            return {**super().read(replace(turn, text=rest), requested, values), **said}
        held = values.get(MOMENT) or ""
        over = requested == OVER
        instead = fields.rather if over else changed_moment
        whole = phone and not isinstance(phone, numbers.Begun)
        if (over or held or whole) and (when := instead(rest, held)):
            return {**said, MOMENT: when}
        if phone is not None and not numbers.has_words(rest):
            return said
        if not isinstance(phone, numbers.Begun):
            asked = MOMENT if requested == PHONE and phone else requested
            alone = names.sole(rest) if requested == NAME and "?" not in rest else ""
            plain = super().read(replace(turn, text=alone or rest), asked, values)
            other = plain.get(MOMENT)
            vague = isinstance(other, fields.Read) and bool(other.fault or other.doubt)
            if asked != requested and vague:
                del plain[MOMENT]  # « me revoilà » beside the number tells none
            said = {**self.sure(plain, turn, values), **said}
        if over:
            said = {**said, **self.named_anew(rest, said, values)}
        if requested == PHONE and not said and re.search(r"\d", text):
            said[PHONE] = text
        if requested == NAME or names.labels_name(rest):
            said = {**said, **self.renamed(rest, said.get(NAME), requested, values)}
        told_name = bool(whole) or isinstance(said.get(NAME), str)
        if told_name and not held and MOMENT not in said and (when := opening_moment(rest)):
            said[MOMENT] = when
        if over and (turn.text.rstrip().endswith("?") or len(said) > 1 or NOT_RIGHT.search(text)):
            said.pop(OVER, None)
        return said

    def named_anew(self, text: str, said: Dict[str, Any], values: Dict[str, Any]) -> Dict[str, Any]:
        """At the reading over: « c'est Pruvost » for « Anselme Pruvo »; another name is doubted."""
        held, told = values.get(NAME) or "", said.get(NAME)
        if isinstance(told, fields.Read) and told.value:
            return {NAME: replace(told, value=names.renamed(held, told.value, text))}
        if said or not held or text.rstrip().endswith("?"):
            return {}
        found = names.name(text)
        if not found.value or names.is_filler(text, found.value):
            return {}
        near = names.near(held, found.value) or not found.doubt
        return {NAME: fields.Read(names.renamed(held, found.value, text), doubt=not near)}

    def sure(self, said: Dict[str, Any], turn: Turn, values: Dict[str, Any]) -> Dict[str, Any]:
        """Without what only sounds like an answer: « c'est parfait » is no name."""
        name = said.get(NAME)
        if isinstance(name, fields.Read) and name.value and names.is_filler(turn.text, name.value):
            return {slot: value for slot, value in said.items() if slot != NAME}
        return said

    def renamed(
        self, text: str, plain: Any, requested: Optional[str], values: Dict[str, Any]
    ) -> Dict[str, Any]:
        """The name among other words, or what it puts right in the one that is held."""
        held = values.get(NAME) or ""
        clear = isinstance(plain, fields.Read) and bool(plain.value) and not plain.doubt
        if requested == NAME and clear and not names.labels_name(text):
            return {}
        found = names.name(text)
        whole = plain.value if isinstance(plain, fields.Read) else ""
        if not found.value or (plain and found.doubt and found.value in whole):
            return {}  # « Loïc Merci » is doubted whole
        value = names.renamed(held, found.value, text)
        return {NAME: fields.Read(value, doubt=True) if found.doubt and not held else value}

    def of_block(self, lines: Dict[fields.Kind, fields.Read], text: str) -> Dict[str, Any]:
        """« Nom : Vasseur / Téléphone : 02 … / Moment : lundi matin », each by its label."""
        said: Dict[str, Any] = {
            name: replace(lines[kind], doubt=False) for name, kind in KINDS.items() if kind in lines
        }
        if first := lines.get("prenoms"):
            last = lines["nom"].value if "nom" in lines else ""
            said[NAME] = fields.Read(" ".join(filter(None, (first.value, last))))
        phone = numbers.number(text, "", PHONE in said)
        return {**said, **({PHONE: phone} if phone else {})}

    def opening(self, turn: Turn) -> Dict[str, Any]:
        """What is said when asking: « rappelez-moi demain 9 h, Gérard Pinson »."""
        found = fields.labelled(turn.text, today())
        said: Dict[str, Any] = {
            name: found[kind] for name, kind in KINDS.items() if kind in found and name != NAME
        }
        if when := opening_moment(turn.text):
            said[MOMENT] = when
        name = names.name(turn.text)
        if name.value and not name.doubt:
            said[NAME] = name.value
        elif "nom" in found:
            said[NAME] = " ".join(filter(None, (found.get("prenoms"), found["nom"])))
        return said

    def field(self, kind: fields.Kind, text: str) -> fields.Read:
        """Who is called back is called as he says: « Mme Petit », first names and name."""
        return fields.caller(text, today()) if kind == "nom" else super().field(kind, text)

    def check(self, slot: str, value: Any, values: Dict[str, Any]) -> Any:
        if isinstance(value, numbers.Several):
            buttons = [{"title": each, "payload": each} for each in value.shown]
            raise Refusal(numbers.WHICH, buttons)
        if isinstance(value, numbers.Begun):
            raise Refusal("utter_telephone_incomplet", numero=value.written)
        try:
            text = " ".join(self.written(slot, value, values).split())
        except FieldError:
            why = "telephone_invalide" if slot == PHONE else f"aide_{slot}"
            raise Refusal(f"utter_{why}") from None
        if slot == PHONE:
            phone = find_phone(text)
            if not phone:
                raise Refusal("utter_telephone_invalide")
            if not phone.shown:
                raise Refusal("utter_telephone_special")
            return phone.shown
        return text[:LONGEST_NAME] if slot == NAME else text


def _clear(said: Any) -> bool:
    return not isinstance(said, fields.Read) or bool(said.value) and not said.doubt
