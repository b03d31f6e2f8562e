"""What the forms that ask who somebody is share: kinds of fields, doubt, reading over."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any, ClassVar, Dict, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, today
from actions.forms.asked import PREFIX, asked
from actions.forms.base import ValidateForm
from actions.forms.conduct import WRONG, ask_what_is_wrong, corrections, recalled
from actions.forms.refusals import DOUBT, Doubt
from actions.forms.turns import (
    asks_elsewhere,
    last_answers,
    off_topic,
    response_of,
    said_before,
    said_now,
)
from assistant.dialogue.intents import intent
from assistant.dialogue.slots import FIELD
from assistant.privacy.masking.shapes import MASKED
from dife import fields
from dife.letter_fields import SOCIAL_SECURITY, FieldError
from dife.letter_fields import Fault as LetterFault
from dife.text import fold

# Faults that the form tells, as a letter's refusal of the value; the others are a gesture, a
# question or another field.
TOLD: Dict[str, LetterFault] = {
    "vide": "vide",
    "nombre": "lettres",
    "adresse": "lettres",
    "date": "date",
    "avenir": "avenir",
    "ancienne": "ancienne",
    "long": "long",
}
NAME = re.compile(r"\W*[^\W\d_]{2,}(?:[ '’-]+[^\W\d_]+){0,4}\W*")
_MENDS = re.compile(
    r"\b(?:pas|non|plutot|au lieu|erreur|tromp\w+|avec (?:un|une|deux)|corrig\w+|chang\w+|faux"
    r"|finalement|pardon|desolee?|ajout\w+|en fait)\b"
)
_ADDS = re.compile(r"\bajout\w+|\b(?:deuxieme|second|autre|aussi)\b")
_LINE = re.compile(
    r"(?:non,? |en fait,? |plut[oô]t,? )?(?:le |la |l'|mon |ma |mes |les )?"
    r"([^\W\d_]+(?: d[e'’] ?[^\W\d_]+)?)(?: c['’]est| est| sont|\s*[:=,])? (.+)",
    re.I,
)
_NAMES: Dict[fields.Kind, str] = {
    "nom": r"nom(?: de naissance)?",
    "nom_usage": r"nom d (?:usage|epouse|epoux)|nom marital",
    "prenoms": r"prenoms?",
    "date_naissance": r"date(?: de naissance)?",
    "lieu_naissance": r"(?:lieu|ville)(?: de naissance)?",
    "collectivite": r"commune|mairie|collectivite",
    "mandat": r"mandat|fonction",
    "moment": r"moment|heure|jour",
}
PLACES = ("lieu_naissance", "collectivite")
_RIGHT = re.compile(r"juste|exact|correct|bon\b|parfait|/affirmer", re.I)
YES = "oui"  # the value of what was read over


class IdentityForm(ValidateForm):
    """A form whose answers name somebody: nothing doubtful is kept, all is read over at the end."""

    personal = True
    read_over: ClassVar[str]  # its last thing asked: whether what was understood is right

    @abstractmethod
    def kind(self, name: str, values: Dict[str, Any]) -> Optional[fields.Kind]:
        """What is asked there; None for what is no field of an identity."""

    def field(self, kind: fields.Kind, text: str) -> fields.Read:
        """What an answer to that kind of question says."""
        return fields.read(kind, text, today())

    def by_kind(self, values: Dict[str, Any]) -> Dict[fields.Kind, str]:
        """The first thing of each kind that this case asks."""
        names: Dict[fields.Kind, str] = {}
        for name in self.required(values):
            if kind := self.kind(name, values):
                names.setdefault(kind, name)
        return names

    def named(self, text: str, values: Dict[str, Any]) -> Optional[str]:
        kind = fields.named(text)
        name = self.by_kind(values).get(kind) if kind else None
        return name if name and values.get(name) is not None else None

    def concerns(self, turn: Turn, other: Any, tracker: Tracker) -> bool:
        kind = self.kind(asked(tracker) or "", self.held(tracker))
        return kind == "recit"  # a story may hold nights and meals

    def brings_values(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> bool:
        if turn.text.startswith("/"):
            return turn.intent == "affirmer" and requested == self.read_over
        if requested == self.read_over:
            return True
        kind = self.kind(requested or "", values)
        if kind == "recit":  # a trouble told in full sounds like a question
            return not intent(turn.intent).interrupts_story
        said = self.read(turn, requested, values)
        if asks_elsewhere(turn) and not said:
            return False
        told = said.get(requested or "")  # « mon nom est Jean de La Tour » is of no subject
        clear = isinstance(told, fields.Read) and bool(told.value) and not told.doubt
        clear = (clear or isinstance(told, str)) and kind != "moment"
        return not turn.text.rstrip().endswith("?") and (clear or not off_topic(turn))

    def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        turn: Turn,
        values: Dict[str, Any],
    ) -> Events:
        """What is written twice where a name is asked is perhaps one: « Merci »."""
        requested = asked(tracker) or ""
        wrong = any(response_of(e) == WRONG for e in last_answers(tracker))
        agrees = turn.intent == "affirmer" and not _RIGHT.search(turn.text)
        if requested == self.read_over and wrong and agrees:  # « oui » does not say what is wrong
            return [SlotSet("echecs", 0), *self.request(requested, values, tracker)]
        named = self.kind(requested, values) in ("nom", "nom_usage", "prenoms")
        sure = self.confirmed(tracker, turn)
        meant = sure or turn
        read = self.read(meant, requested, values).get(requested) if named else None
        clear = isinstance(read, fields.Read) and bool(read.value or read.skipped)
        insists = bool(sure) or said_before(tracker, turn)
        written = fields.unled(meant.text).strip(" .!")
        name = NAME.fullmatch(written) and not meant.text.startswith("/")
        if not named or clear or not insists or not name:
            return super().answer(dispatcher, tracker, turn, values)
        said = {requested: fields.Read(fields.name_case(written), doubt=True)}
        events = self.kept(dispatcher, tracker, said, dict(values), values, 0, bool(sure))
        return [*events, *self.request(self.missing(values), values, tracker)]

    def told(self, values: Dict[str, Any]) -> Dict[fields.Kind, str]:
        """What was said so far, by kind."""
        names = self.by_kind(values)
        return {kind: str(values[name]) for kind, name in names.items() if values.get(name)}

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        names = self.by_kind(values)
        mends = requested in (None, self.read_over) or _MENDS.search(fold(turn.text))
        fixed = fields.replaced(turn.text, self.told(values)) if mends else None
        if fixed and fixed[0] in names:
            also = fields.labelled(turn.text, today())
            mended = {names[k]: v for k, v in {**also, fixed[0]: fixed[1]}.items() if k in names}
            return self.added(turn, mended, names, values)
        if requested == self.read_over and turn.intent == "affirmer":
            return {self.read_over: YES}
        if requested == self.read_over and (line := self.line_said(turn.text, names)):
            return line
        said: Dict[str, Any] = {}
        kind = self.kind(requested or "", values)
        hidden = MASKED.search(turn.text) or re.search(SOCIAL_SECURITY, turn.text)
        if requested and hidden:
            return {requested: turn.text}  # to be refused: what was hidden is told nowhere
        if requested and kind:
            found = self.field(kind, turn.text)
            elsewhere = found.fault in ("date", "vide") and asks_elsewhere(turn)
            place = turn.place()
            if found.fault == "phrase" and kind in PLACES and place and not asks_elsewhere(turn):
                found = fields.Read(place.label, doubt=True)  # « ma mère y vivait, à Nice »
            if found.value or found.skipped or found.fault in TOLD and not elsewhere:
                said[requested] = found
            others = found.others
        else:
            others = {}
        told = said.get(requested or "")
        if not told or told.fault:  # an answer for another field, with its label
            others = {**others, **fields.labelled(turn.text, today())}
        found_for = {names[k]: v for k, v in others.items() if k in names}
        if found_for and told and told.fault:
            del said[requested or ""]  # an answer for another field, and none for this one
        return {**found_for, **said}

    def line_said(self, text: str, names: Dict[fields.Kind, str]) -> Dict[str, Any]:
        """« lieu : Blois », « la commune c'est Saran »: a line of the reading over, said again."""
        found = _LINE.match(text.strip())
        kinds = [
            kind for kind, words in _NAMES.items() if found and re.fullmatch(words, fold(found[1]))
        ]
        for kind in kinds:
            value = self.field(kind, found[2]) if found and kind in names else fields.Read()
            if value.value:
                return {names[kind]: value}
        return {}

    def added(
        self,
        turn: Turn,
        said: Dict[str, Any],
        names: Dict[fields.Kind, str],
        values: Dict[str, Any],
    ) -> Dict[str, Any]:
        """« ajoutez mon deuxième prénom Émile »: beside the first."""
        name = names.get("prenoms", "")
        if name in said and values.get(name) and _ADDS.search(fold(turn.text)):
            said[name] = f"{values[name]}, {said[name]}"
        return said

    def written(self, name: str, value: Any, values: Dict[str, Any]) -> str:
        """The text to keep of what was read; Doubt where it is perhaps not meant; FieldError."""
        if not isinstance(value, fields.Read):
            return str(value)
        if value.fault:
            raise FieldError(TOLD.get(value.fault, "lettres"))
        if value.doubt:
            raise Doubt(value.value, value.value, self.label(name, values))
        return value.value

    def begun(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, held: Dict[str, Any]
    ) -> Dict[str, Any]:
        """All is read over once more; what a button corrects is asked again."""
        changed = turn.value(FIELD)
        left_out = (self.read_over, changed, f"{PREFIX}{changed}")
        return {name: None if name in left_out else value for name, value in held.items()}

    def shown(self, name: str, values: Dict[str, Any]) -> str:
        """A value as it is read over."""
        return str(values[name]) or "(rien)"

    def denied(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, values: Dict[str, Any]
    ) -> Optional[Events]:
        if asked(tracker) != self.read_over:
            return super().denied(dispatcher, tracker, values)
        ask_what_is_wrong(self, dispatcher, values)
        return [SlotSet("echecs", 0), *self.request(self.read_over, values, tracker)]

    def say_over(self, dispatcher: CollectingDispatcher, values: Dict[str, Any]) -> None:
        """What was understood, with a button to correct each line."""
        right = {"title": "C'est juste", "payload": "/affirmer"}
        dispatcher.utter_message(
            response=f"utter_relecture_{self.form}",
            valeurs=recalled(self, values),
            buttons=[right, *corrections(self, values)],
        )


def silent(tracker: Tracker) -> bool:
    """Whether a doubt, or what to correct, was just asked: nothing more is."""
    return any(response_of(said) in (DOUBT, WRONG) for said in said_now(tracker))
