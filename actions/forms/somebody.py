"""A form that may be filled for several people, one after the other: whose details they are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Optional

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, Turn, press, today
from actions.forms.asked import PREFIX, asked, explanation
from actions.forms.conduct import ALL, WRONG, corrections
from actions.forms.identity import IdentityForm
from actions.forms.refusals import Refusal
from actions.forms.turns import asks
from assistant.dialogue import things
from assistant.dialogue.intents import OFF_TOPIC, VALUE, intent
from assistant.dialogue.slots import DELIVERED, FATE
from dife import fields
from dife.text import fold


class ForSomebody(IdentityForm):
    """A letter for oneself, for the mayor, then for a colleague."""

    def keep(
        self,
        dispatcher: CollectingDispatcher,
        said: Dict[str, Any],
        values: Dict[str, Any],
        sure: bool = False,
    ) -> Dict[str, Refusal]:
        """A story that holds what is better left out of a letter is kept, and that is said."""
        refused = super().keep(dispatcher, said, values, sure)
        for name in said:
            story = self.kind(name, values) == "recit" and name not in refused
            if story and fields.best_left_out(str(values[name])):
                dispatcher.utter_message(response="utter_recit_sensible")
            body = self.kind(name, values) == "collectivite" and name not in refused
            if body and fields.gives_no_rights(str(values[name])):
                dispatcher.utter_message(response="utter_syndicat_seul")
        return refused

    def answer(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        turn: Turn,
        values: Dict[str, Any],
    ) -> Events:
        """« pour M. Haddad cette fois »: nothing of whom a letter was for before serves him."""
        requested = asked(tracker) or ""
        if fields.unsure(self.kind(requested, values), turn.text):
            dispatcher.utter_message(**explanation(requested, tracker))
            return [SlotSet("echecs", 0), *self.request(requested, values, tracker)]
        whom = None if turn.text.startswith("/") else fields.for_whom(turn.text, today())
        mine = self.of_the_person(turn, requested, values)
        unanswered = intent(turn.intent).noise or turn.intent == OFF_TOPIC
        if turn.text and not mine.text and (unanswered or not asks(turn.text)):
            dispatcher.utter_message(response="utter_autre_que_vous")
            return [SlotSet("echecs", 0), *self.request(self.missing(values), values, tracker)]
        answers = whom and not whom.told and not whom.new  # « pour le maire, c'est Petit »
        told_here = answers and self.read(turn, requested, values).get(requested)
        if not whom or told_here or not self.by_kind(values):
            return super().answer(dispatcher, tracker, turn, values)
        before, known = dict(values), self.by_kind(values)
        another = whom.new or second(tracker) or somebody_else(whom.told, values, known)
        if another:
            values = {name: v if name in self.lasting else None for name, v in values.items()}
            dispatcher.utter_message(response="utter_autre_personne")
        whole = {**fields.labelled(turn.text, today()), **whom.told}
        told = {known[kind]: value for kind, value in whole.items() if kind in known}
        said = {name: value for name, value in told.items() if values.get(name) is None}
        self.keep(dispatcher, said, values)
        events = self.changes(said, before, values)
        return [*events, SlotSet("echecs", 0), *self.request(self.missing(values), values, tracker)]

    def read(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Dict[str, Any]:
        """What is told of the person, and nothing of a relative or of a neighbour."""
        turn = self.of_the_person(turn, requested, values)
        return super().read(turn, requested, values) if turn.text else {}

    def named(self, text: str, values: Dict[str, Any]) -> Optional[str]:
        return super().named(fields.own(text), values)

    def part_beside(
        self, turn: Turn, requested: Optional[str], values: Dict[str, Any]
    ) -> Optional[Turn]:
        """« Gien, et ma sœur est née à Étampes, elle y a droit ? »: « Gien »."""
        told = self.of_the_person(turn, requested, values)
        if told is turn or not told.text or asks(told.text):
            return super().part_beside(told, requested, values)
        return replace(told, intent=VALUE) if self.read(told, requested, values) else None

    def of_the_person(self, turn: Turn, requested: Optional[str], values: Dict[str, Any]) -> Turn:
        """The turn without what it tells of somebody else; the story may tell of anybody."""
        told = fields.own(turn.text)
        story = self.kind(requested or "", values) in ("recit", "texte")
        return turn if story or told == turn.text else replace(turn, text=told)

    def told_first(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn
    ) -> Optional[Events]:
        """« Dupont Marie, née le 12/05/1958 à Gien », where it was asked whether to fill in the
        letter together: it begins with that. None where no identity is told."""
        before = self.held(tracker)
        if not self.by_kind(before) or not fields.tells_identity(turn.text, today()):
            return None
        values = dict(before)
        said = self.read(turn, self.missing(before), values)
        self.keep(dispatcher, said, values)
        return [*self.changes(said, before, values), *press({"payload": f"/{self.intent}"})]

    def denied(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, values: Dict[str, Any]
    ) -> Optional[Events]:
        """« non » to what a letter before had: a line of it, or another person."""
        if asked(tracker) != self.read_over or not second(tracker):
            return super().denied(dispatcher, tracker, values)
        if self.read(Turn.of(tracker), self.read_over, values):
            return None
        buttons = [self.another_person(), *corrections(self, values)]
        dispatcher.utter_message(response=WRONG, buttons=buttons)
        return [SlotSet("echecs", 0), *self.request(self.read_over, values, tracker)]

    def another_person(self) -> Dict[str, str]:
        """The button that leaves out all that was said of somebody."""
        payload = things.asking_again(self.intent, ALL)
        return {"title": "C'est pour une autre personne", "payload": payload}

    def for_somebody(self, turn: Turn, values: Dict[str, Any]) -> Optional[Events]:
        """After a letter, « et pour M. Haddad »: the form begins again with what is told of him."""
        whom, names = fields.for_whom(turn.text, today()), self.by_kind(values)
        called = {} if whom else fields.another_named(turn.text, today())
        first = str(values.get(names.get("prenoms", "")) or "")
        if called and fold(called["prenoms"]).split()[0] not in fold(first).split():
            whom = fields.Whom(called, True)
        if not whom or not (whom.new or whom.told):
            return None  # « c'est pour le maire »: perhaps the one just given
        whole = {**fields.labelled(turn.text, today()), **whom.told}
        told = {names[kind].removeprefix(PREFIX): v for kind, v in whole.items() if kind in names}
        return [SlotSet("courriel", told or None), *press({"payload": f"/{self.intent}"})]


def second(tracker: Tracker) -> bool:
    """Whether a letter was already given: what it held is perhaps of somebody else."""
    return bool(tracker.get_slot(FATE) == DELIVERED)


def somebody_else(
    told: Dict[fields.Kind, str], values: Dict[str, Any], names: Dict[fields.Kind, str]
) -> bool:
    """Whether the person who is named has not the name that was said so far."""
    held = [str(values.get(names.get(kind, "")) or "") for kind in ("nom", "nom_usage")]
    return "nom" in told and any(held) and fold(told["nom"]) not in map(fold, held)
