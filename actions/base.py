"""What every action shares: one turn as the official wrote it, and no silence on a fault."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Tuple

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, UserUttered
from rasa_sdk.executor import CollectingDispatcher

from assistant import clock
from assistant.dialogue import points
from assistant.dialogue.answers import Payload, Table
from assistant.dialogue.doors import Door, door
from assistant.errors import DatabaseAway
from assistant.facts import current, held
from assistant.storage.database import in_thread
from dife.days import Day
from dife.facts.store import References
from dife.places import Place

logger = logging.getLogger(__name__)

Events = List[Dict[str, Any]]


@dataclass(frozen=True)
class Turn:
    """The latest message: its text, intent, confidence (0 to 1) and entities."""

    text: str
    intent: str
    confidence: float
    ranking: Tuple[Tuple[str, float], ...] = ()
    entities: Tuple[Dict[str, Any], ...] = field(default_factory=tuple)

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        message = tracker.latest_message or {}
        intent = message.get("intent") or {}
        return cls(
            text=message.get("text") or "",
            intent=intent.get("name") or "",
            confidence=float(intent.get("confidence") or 0.0),
            ranking=tuple(
                (entry["name"], float(entry["confidence"]))
                for entry in message.get("intent_ranking") or ()
            ),
            entities=tuple(message.get("entities") or ()),
        )

    @property
    def has_values(self) -> bool:
        """Whether something was read in the text, beside the point that it is about."""
        return any(found["entity"] != points.ENTITY for found in self.entities)

    def values(self, entity: str, *roles: Optional[str]) -> List[Any]:
        """Values of an entity in the order of the text; with roles, of these roles only."""
        return [
            found["value"]
            for found in self.entities
            if found["entity"] == entity
            and (not roles or found.get("role") in roles)
            and not found.get("ecarte")
        ]

    def value(self, entity: str, *roles: Optional[str]) -> Any:
        """The last value said (a correction comes last), or None."""
        found = self.values(entity, *roles)
        return found[-1] if found else None

    def days(self, *roles: Optional[str]) -> List[Day]:
        """The days and months said, in the order of the text; with roles, of these roles only."""
        return [
            Day(
                found["value"],
                found.get("annee_dite", True),
                found.get("mois_dit", True),
                found.get("jour_dit", ""),
            )
            for found in self.entities
            if found["entity"] == "date"
            and (not roles or found.get("role") in roles)
            and not found.get("ecarte")
        ]

    def place(self) -> Optional[Place]:
        """The last commune said, as it was read in the message."""
        found = [entity["lieu"] for entity in self.entities if "lieu" in entity]
        return Place.from_json(found[-1]) if found else None


def press(button: Dict[str, str], turn: Optional[Turn] = None) -> Events:
    """The events of a button pressed: Rasa goes on as if the official had clicked it.

    With a turn, its text and values go along. The stories see the press and not the « oui » before
    it: its end is hidden as Rasa hides the turn of a rule that no story holds.
    """
    text = turn.text if turn else button["payload"]
    name, entities = points.pressed(button["payload"])
    intent = {"name": name, "confidence": 1.0}
    entities += turn.entities if turn else ()
    parsed = {"text": text, "intent": intent, "intent_ranking": [intent], "entities": entities}
    listen = {**ActionExecuted("action_listen"), "hide_rule_turn": True}
    return [listen, UserUttered(text, parsed)]


class SafeAction(Action, ABC):
    """An action whose fault is told to the official and logged without a word of theirs.

    Stock rasa_sdk answers 500 with the whole conversation, which Rasa then writes to its log.
    """

    uses_database = False  # then in a thread: a slow database delays no other action

    @abstractmethod
    def name(self) -> str: ...

    @abstractmethod
    def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """The action itself."""

    def on_fault(self, tracker: Tracker) -> Events:
        """Events that leave the conversation where it was."""
        return []

    def _act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        with held():
            return self.act(dispatcher, tracker)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> Events:
        try:
            if self.uses_database:
                return await in_thread(self._act, dispatcher, tracker)
            return self._act(dispatcher, tracker)
        except DatabaseAway as fault:
            logger.error("%s: %s", self.name(), type(fault).__name__)
            dispatcher.messages.clear()
            dispatcher.utter_message(response=fault.response)
            return self.on_fault(tracker)
        except Exception as error:
            where = error.__traceback__
            while where and where.tb_next:
                where = where.tb_next
            line = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
            logger.error("%s failed: %s at %s", self.name(), type(error).__name__, line)
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_incident")
            return self.on_fault(tracker)


def door_of(tracker: Tracker) -> Door:
    """The door that the official writes at."""
    names = (e.get("input_channel") for e in reversed(tracker.events) if e.get("event") == "user")
    return door(next((name for name in names if name), ""))


def facts() -> References:
    """The references as they stand on disk."""
    return current()


def today() -> Any:
    """The day to reckon from (datetime.date)."""
    return clock.today()


def shown(payload: Payload) -> Dict[str, Any]:
    """What a door may show in its own way, as rasa_sdk's `json_message`."""
    return {"data": payload.to_json()}


def table(
    title: str, heads: Tuple[str, ...], rows: List[Tuple[str, ...]], total: Tuple[str, ...]
) -> Dict[str, Any]:
    """Sums as a table that a channel may show; cells are French text, the last row the total."""
    cells = {"titre": title, "colonnes": heads, "lignes": tuple(rows), "total": total}
    return shown(Table.parse_obj(cells))
