"""What the calculations share: a form that makes a result, remembered and corrected in a line."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, SafeAction, Turn, press
from actions.forms import pending
from actions.forms.base import ValidateForm
from actions.forms.days import of_the_month, one_of
from actions.forms.turns import answered_with
from assistant.dialogue import things
from assistant.dialogue.confidence import ANSWERED
from assistant.dialogue.slots import DAY, FIELD, MEMORY, RULES
from assistant.nlu.intents.corrections import asks_total
from dife.text import bare
from dife.wording import format_date

TITLES_PROPOSED = "utter_proposer_intentions"
# « on m'a parlé de 2 nuits remboursées », « le tarif de la nuit à Paris »: asked, and no answer.
_OF_RULES = re.compile(
    r"\b(?:parle d\w*|dit (?:que|qu'|de|d')|entendu|lu|rembours\w*|droits?|tarifs?|bareme|maximum"
    r"|plafon\w*|regles?|justificatifs?|delais?)\b"
)


class Calculation(ValidateForm):
    """A form whose answers make a sum or a date."""

    patience = 5
    key: ClassVar[str]  # its name in MEMORY
    remembered: ClassVar[tuple[str, ...]] = ()  # taken up from the last result of its kind
    day: ClassVar[str] = ""  # the slot of its day, which other calculations may take up
    # Entity and role that fill a slot, where they are not the slot's own name.
    entities: ClassVar[dict[str, tuple[str, str | None]]] = {}

    @property
    def why(self) -> str:
        """The intent that tells its rule."""
        return RULES[self.key]

    @abstractmethod
    def called_for(self, turn: Turn, partly: bool = False) -> bool:
        """Whether bare values ask for this calculation: all that it needs, or `partly` some."""

    @abstractmethod
    def calculate(self, dispatcher: CollectingDispatcher, values: dict[str, Any]) -> Events:
        """Say the result for these slots, remember the calculation, free the slots."""

    def made_again(
        self, dispatcher: CollectingDispatcher, values: dict[str, Any], memory: dict[str, Any]
    ) -> Events:
        """The same for slots that change the last result."""
        return self.calculate(dispatcher, values)

    def states(self, turn: Turn, requested: str) -> bool:
        if self.of_rules(turn):
            return False
        return turn.value(*self.entities.get(requested, (requested, None))) is not None

    def of_rules(self, turn: Turn) -> bool:
        """Whether a message speaks of the rules, and tells nothing: « le tarif de la nuit »."""
        return bool(_OF_RULES.search(bare(turn.text)))

    def takes(self) -> set[str]:
        """The entities that fill its slots."""
        return {self.entities.get(slot, (slot, None))[0] for slot in self.slots}

    def concerns(self, turn: Turn, other: Any, tracker: Tracker) -> bool:
        """Whether nothing in the message is for the other one alone: a day, in a sum of allowances,
        is the sum's; nights and meals, where a day is asked, are not."""
        if turn.intent == other.intent and turn.confidence >= ANSWERED:
            return False
        found, mine, theirs = {e["entity"] for e in turn.entities}, self.takes(), other.takes()
        return bool(found & mine - theirs) or bool(found & mine and not found & theirs - mine)

    def label(self, name: str, values: dict[str, Any]) -> str:
        return things.THINGS[name].label if name in things.THINGS else ""

    def shown(self, name: str, values: dict[str, Any]) -> str:
        return things.THINGS[name].say(values[name])

    def unknown(self, name: str) -> str:
        return things.THINGS[name].unknown if name in things.THINGS else ""

    def named(self, text: str, values: dict[str, Any]) -> str | None:
        return things.said_wrong(text, self.slots)

    def begun(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, held: dict[str, Any]
    ) -> dict[str, Any]:
        """Of the last result, all but what a button asks again: « Changer la date ».

        A day said for another calculation is taken up, and that is said.
        """
        values = dict(held)
        memory, changed = tracker.get_slot(MEMORY) or {}, turn.value(FIELD)
        if memory.get("objet") == self.key and changed in self.slots:
            return {**values, **self.changed(memory, str(changed))}
        known = tracker.get_slot(DAY) or {}
        wanted = self.day and not turn.days() and values.get(self.day) is None
        other = known.get("objet") not in (None, self.key)
        if wanted and other:
            chosen = one_of(known["jours"], turn.value("option"))
            values[self.day] = chosen
            day = format_date(date.fromisoformat(chosen), weekday=True)
            dispatcher.utter_message(response="utter_memoire_jour", jour=day)
        now = {**self.at_start(turn, tracker), **self.read(turn, None, {})}
        last = tracker.get_slot(f"calcul_{self.key}") or {}
        known_before = {**self.of_last(last), **(self.continued(last, now) if now else {})}
        taken = {
            slot: value
            for slot, value in {**known_before, **self.told_earlier(tracker)}.items()
            if value is not None and values.get(slot) is None and slot not in now
        }
        if taken:
            values |= taken
            told = (f"{self.label(slot, values)} : {self.shown(slot, values)}" for slot in taken)
            dispatcher.utter_message(response="utter_memoire_valeurs", valeurs=" ; ".join(told))
        return values

    def of_last(self, last: dict[str, Any]) -> dict[str, Any]:
        """What the last result of this kind, if any, gives to a new calculation."""
        return {slot: last.get(slot) for slot in self.remembered}

    def continued(self, last: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
        """What it gives beside that to a calculation that starts with values told `now`."""
        return {}

    def told_earlier(self, tracker: Tracker) -> dict[str, Any]:
        """What was said for it before it was asked, in messages that no result followed."""
        return {}

    def at_start(self, turn: Turn, tracker: Tracker) -> dict[str, Any]:
        """What the message said to which titles were proposed, where one of them was chosen."""
        before = answered_with(tracker, TITLES_PROPOSED, 1) if turn.text.startswith("/") else []
        return self.read(before[0], None, {}) if before else {}

    def changed(self, memory: dict[str, Any], slot: str) -> dict[str, Any]:
        """The values of the last result that stay when this one is asked again."""
        return {**{each: memory.get(each) for each in self.slots}, slot: None}

    def changes_offered(self, memory: dict[str, Any]) -> list[dict[str, str]]:
        """A button for each thing that the last result took, to change it."""
        return [
            things.change_button(self.intent, slot)
            for slot in self.slots
            if memory.get(slot) is not None and slot in things.THINGS and things.THINGS[slot].change
        ]

    def picked(
        self, dispatcher: CollectingDispatcher, option: int, memory: dict[str, Any]
    ) -> Events | None:
        """The result for one of several things that the last one held; None where it held one."""
        return None

    def answers_about(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> bool:
        """Answer a question about the last result, where the message asks one."""
        return False

    def unplaced(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> bool:
        """Answer a value that changes nothing of the last result; False where it is none of its
        matter."""
        return False

    def explain(self, dispatcher: CollectingDispatcher, memory: dict[str, Any]) -> bool:
        """Say why the remembered result is so; False where its rule, told by `why`, is enough."""
        return False

    def recalled(self, memory: dict[str, Any]) -> dict[str, Any]:
        """The slots that a correction starts from."""
        return {slot: memory.get(slot) for slot in self.slots}

    def done(self, values: dict[str, Any]) -> Events:
        """Remember these values and free the slots."""
        said = {slot: value for slot, value in values.items() if value is not None}
        made = {"objet": self.key, **said}
        events = [*self.freed(values), SlotSet(MEMORY, made), SlotSet(f"calcul_{self.key}", made)]
        days = [each for each in self.days(values) if len(each) == len("2027-01-12")]
        if days:
            events.append(SlotSet(DAY, {"objet": self.key, "jours": days}))
        return events

    def month(self, memory: dict[str, Any]) -> str:
        """The month that the last result spoke of: « et le 8 ? » is in it."""
        return str(memory.get(self.day) or "")[:7]

    def days(self, values: dict[str, Any]) -> list[str]:
        """The days of the result that another calculation may take up, in ISO form."""
        return [str(values[self.day])] if values.get(self.day) else []

    def freed(self, values: dict[str, Any]) -> Events:
        return [SlotSet(slot, None) for slot in self.slots if values.get(slot) is not None]

    def corrected(
        self, dispatcher: CollectingDispatcher, turn: Turn, memory: dict[str, Any]
    ) -> Events | None:
        """Calculate again with the values of this turn; None when it brings none.

        A value that is refused leaves the last result as it was. Where the new values need one
        more, the form starts and asks for it.
        """
        if not memory.get("mois_frais"):  # else the day asked completes that month
            turn = of_the_month(turn, self.month(memory))
        said = self.read(turn, None, {slot: memory.get(slot) for slot in self.carried})
        if not said:
            if asks_total(turn.text) and self.missing(self.recalled(memory)) is None:
                return self.calculate(dispatcher, self.recalled(memory))
            wrong = self.named(turn.text, memory)
            return press({"payload": things.asking_again(self.intent, wrong)}) if wrong else None
        values = self.recalled(memory)
        if self.keep(dispatcher, said, values):
            carried = {slot: values[slot] for slot in self.carried if values[slot]}
            return [SlotSet(MEMORY, {**memory, **carried})]
        if self.missing(values) is not None:
            kept = {slot: value for slot, value in values.items() if slot not in said}
            entities = (*self.as_entities(kept), *turn.entities)
            return press({"payload": f"/{self.intent}"}, replace(turn, entities=entities))
        return self.made_again(dispatcher, values, memory)

    def as_entities(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        """The entities that would fill these slots, but those that only carry a last sum."""
        return [
            self.as_entity(slot, value)
            for slot, value in values.items()
            if value is not None and slot not in self.carried
        ]

    def as_entity(self, slot: str, value: Any) -> dict[str, Any]:
        name, role = self.entities.get(slot, (slot, None))
        return {"entity": name, "value": value, **({"role": role} if role else {})}


class Compute(SafeAction):
    """The action that follows a calculation's form."""

    calculation: ClassVar[Calculation]

    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        values = self.values(tracker)
        whole = self.calculation.missing(values) is None  # else left for something asked
        done = self.calculation.calculate(dispatcher, values) if whole else []
        pending.offer(dispatcher, tracker, self.calculation.why)
        return done

    def values(self, tracker: Tracker) -> dict[str, Any]:
        """What is calculated from."""
        return {slot: tracker.get_slot(slot) for slot in self.calculation.slots}
