"""What the forms that ask who somebody is share: kinds of fields, doubt, reading over."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict, Optional, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn
from actions.forms import gestures
from actions.forms.asked import PREFIX, asked
from actions.forms.conduct import WRONG, ask_what_is_wrong, corrections, recalled
from actions.forms.details import NAME, TOLD, DetailsForm
from actions.forms.refusals import DOUBT, Doubt, Refusal
from actions.forms.turns import (
    answered_with,
    asks_elsewhere,
    last_answers,
    message_before,
    off_topic,
    response_of,
    said_before,
    said_now,
)
from assistant.dialogue.intents import VALUE, intent
from assistant.dialogue.slots import FIELD
from dife import fields
from dife.letter_fields import FieldError
from dife.text import bare

SHORT_QUESTION = 12  # words; a longer one tells what happened
_RIGHT = re.compile(r"juste|exact|correct|bon\b|parfait|/affirmer", re.I)
_YES_AND = re.compile(  # « c'est bon. 7 août 1968 »
    r"\W*(?:oui|ouais|exact(?:ement)?"
    r"|(?:c'est|c est|c) (?:bien )?(?:bon|ca|cela|juste|exact|correct))\s*[,.;:!]\s*(?=\w)"
)


class IdentityForm(DetailsForm):
    """A form whose answers name somebody: nothing doubtful is kept, all is read over at the end."""

    personal = True

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
            asks = turn.text.rstrip().endswith("?") and len(turn.text.split()) <= SHORT_QUESTION
            return not (intent(turn.intent).interrupts_story or asks and asks_elsewhere(turn))
        said = self.read(turn, requested, values)
        if asks_elsewhere(turn) and not said:
            return False
        told = said.get(requested or "")  # « mon nom est Jean de La Tour » is of no subject
        clear = isinstance(told, fields.Read) and bool(told.value) and not told.doubt
        if kind == "moment":  # « il fait beau à la plage aujourd'hui » holds a day
            clear = clear and isinstance(told, fields.Read) and fields.only_moment(told.value)
        clear = clear or isinstance(told, str)
        clear = clear or bool(self.mended(turn, requested, values))
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
        if requested == self.read_over and not turn.text.startswith("/"):
            turn = self.agreeing(turn, values, wrong)
        if (agreed := self.agreed(dispatcher, tracker, turn, values)) is not None:
            return agreed
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

    def agreeing(self, turn: Turn, values: Dict[str, Any], wrong: bool) -> Turn:
        """The message at the reading over: « nickel » agrees; « oui, sauf que … » tells what is
        changed, and agrees to nothing."""
        told = fields.agrees_and(turn.text)
        if told:
            change = replace(turn, text=told, intent=VALUE)
            if not fields.agrees_and_wishes(turn.text) or self.read(change, self.read_over, values):
                return change
        agrees = bool(told) or fields.agrees(turn.text)
        return Turn("/affirmer", "affirmer", 1.0) if agrees and not wrong else turn

    def keep(
        self,
        dispatcher: CollectingDispatcher,
        said: Dict[str, Any],
        values: Dict[str, Any],
        sure: bool = False,
    ) -> Dict[str, Refusal]:
        """What was told before stays where its correction is doubted or refused."""
        before = dict(values)
        refused = super().keep(dispatcher, said, values, sure)
        for name in refused:
            values[name] = before.get(name)
        return refused

    def doubted(self, tracker: Tracker) -> Optional[Turn]:
        """The message that is doubted still: « attendez » or the like came in between at most."""
        if any(response_of(said) == DOUBT for said in last_answers(tracker)):
            return message_before(tracker)
        before = message_before(tracker)
        waits = before is not None and gestures.of(before.text) == "attente"
        found = answered_with(tracker, DOUBT, 2) if waits else []
        return found[0] if found else None

    def confirmed(self, tracker: Tracker, turn: Turn) -> Optional[Turn]:
        sure = super().confirmed(tracker, turn)
        return sure or (self.doubted(tracker) if turn.intent == "affirmer" else None)

    def agreed(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, values: Dict[str, Any]
    ) -> Optional[Events]:
        """« c'est bon. 7 août 1968 »: what was doubted is right, and more is told."""
        found, doubted = _YES_AND.match(bare(turn.text)), self.doubted(tracker)
        if not found or not doubted:
            return None
        requested, before = asked(tracker), dict(values)
        said = self.read(doubted, requested, values)
        events = self.kept(dispatcher, tracker, said, before, values, 0, True)
        before, missing = dict(values), self.missing(values)
        rest = self.read(replace(turn, text=turn.text[found.end() :]), missing, values)
        events += self.kept(dispatcher, tracker, rest, before, values, 0)
        return [*events, *self.request(self.missing(values), values, tracker)]

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
        if self.read(Turn.of(tracker), self.read_over, values):
            return None  # « non, elle est conseillère » says what is right
        ask_what_is_wrong(self, dispatcher, values)
        return [SlotSet("echecs", 0), *self.request(self.read_over, values, tracker)]

    def say_over(
        self,
        dispatcher: CollectingDispatcher,
        values: Dict[str, Any],
        others: Sequence[Dict[str, str]] = (),
    ) -> None:
        """What was understood, with a button to correct each line, and `others`."""
        right = {"title": "C'est juste", "payload": "/affirmer"}
        dispatcher.utter_message(
            response=f"utter_relecture_{self.form}",
            valeurs=recalled(self, values),
            buttons=[right, *others, *corrections(self, values)],
        )


def silent(tracker: Tracker) -> bool:
    """Whether a doubt, or what to correct, was just asked: nothing more is."""
    return any(response_of(said) in (DOUBT, WRONG) for said in said_now(tracker))
