"""Actions run in memory: a turn in, what is said and the events out."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict, List, Optional, Tuple

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Turn
from assistant.clock import today
from assistant.nlu.entities.finder import extract
from tests.support.given import GIVEN, given

Said = List[Tuple[Optional[str], Dict[str, Any]]]


@pytest.fixture(autouse=True)
def fixed_day_and_own_database(monkeypatch, tmp_path):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-23")
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))


class Outcome:
    """What an action said and did."""

    def __init__(self, messages: List[Dict[str, Any]], events: List[Dict[str, Any]]) -> None:
        self.messages, self.events = messages, events

    @property
    def responses(self) -> List[str]:
        return [m["response"] for m in self.messages if m.get("response")]

    @property
    def slots(self) -> Dict[str, Any]:
        return {e["name"]: e["value"] for e in self.events if e["event"] == "slot"}

    @property
    def details(self) -> Dict[str, Any]:
        """What the letter holds after it; empty when it was not touched."""
        return self.slots.get("courriel") or {}

    @property
    def asks(self) -> Optional[str]:
        """The field of the letter that is asked next."""
        asked = self.slots.get("champ_courriel")
        return asked["cle"] if asked and self.slots["requested_slot"] == "courriel" else None

    def marker(self, name: str) -> str:
        found = [m[name] for m in self.messages if name in m]
        return str(found[-1]).replace("\u00a0", " ")

    @property
    def payload(self) -> Dict[str, Any]:
        return [m["custom"]["data"] for m in self.messages if m.get("custom")][-1]


@pytest.fixture
def turn() -> Callable[[str], Turn]:
    """A message as the actions read it."""

    def read(text: str) -> Turn:
        found = tuple(entity.as_dict() for entity in extract(text, today()))
        return Turn(text, "informer", 0.9, entities=found)

    return read


def asking(key: str, case: str = "erreur_plateforme", **details: str) -> Dict[str, Any]:
    """The slots of a letter whose field `key` is asked, with the details already given."""
    asked = {"cle": key, "attend": "texte"}
    return {
        "motif_courriel": case,
        "requested_slot": "courriel",
        "champ_courriel": asked,
        "courriel": details or None,
    }


@pytest.fixture
def run() -> Callable[..., Outcome]:
    def go(
        action: Any,
        text: str = "",
        intent: str = "informer",
        slots: Optional[Dict[str, Any]] = None,
        form: Optional[str] = None,
        events: Optional[List[Dict[str, Any]]] = None,
        ranking: Tuple[Tuple[str, float], ...] = (),
        confidence: float = 0.9,
        after: Tuple[Dict[str, Any], ...] = (),
        door: str = "",
        entities: Optional[List[Dict[str, Any]]] = None,
    ) -> Outcome:
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": [{"name": n, "confidence": c} for n, c in ranking],
            "entities": entities or [entity.as_dict() for entity in extract(text, today())],
        }
        user = {"event": "user", "text": text, "parse_data": message, "input_channel": door}
        tracker = Tracker(
            "officiel",
            dict(slots or {}),
            message,
            [*(events or []), {"event": "action", "name": "action_listen"}, user, *after],
            False,
            None,
            {"name": form} if form else {},
            "action_listen",
        )
        dispatcher = CollectingDispatcher()
        done = asyncio.run(action.run(dispatcher, tracker, {}))
        for said in dispatcher.messages:
            if said.get("response"):
                assert given(said) == GIVEN.get(said["response"], frozenset()), said["response"]
        return Outcome(dispatcher.messages, done)

    return go
