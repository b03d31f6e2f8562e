"""Small overrides of Rasa 3.6.21, each with its reason and its test (tests/test_overrides.py)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, Optional, Type

from jsonschema import ValidationError
from rasa.core.actions.action import ActionBotResponse, ActionRetrieveResponse, RemoteAction
from rasa.shared.core.events import Event

from assistant.privacy import logs

_stock_resolve = Event.resolve_by_type


def _validate_action_result(_: RemoteAction, result: Dict[str, Any]) -> bool:
    for key in ("events", "responses"):
        items = result.get(key, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise ValidationError(f"'{key}' of the action server is not a list of objects")
    if not all(isinstance(event.get("event"), str) for event in result.get("events", [])):
        raise ValidationError("an event of the action server has no type")
    return True


@lru_cache(maxsize=256)
def _resolve_by_type(
    type_name: str, default: Optional[Type[Event]] = None
) -> Optional[Type[Event]]:
    found: Optional[Type[Event]] = _stock_resolve(type_name, default)
    return found


def apply() -> None:
    """Put the overrides in place; said twice, it does nothing more."""
    logs.install()
    # Stock Rasa checks its own schema, then each event against thirty schemas, at each call of
    # an action: 45 ms of a 60 ms turn. Our events are made by rasa_sdk's own functions.
    RemoteAction._validate_action_result = _validate_action_result
    # Stock Rasa walks its class tree for each event it reads back: 4 ms a turn, and growing.
    Event.resolve_by_type = staticmethod(_resolve_by_type)
    # Stock Rasa asks a ResponseSelector which point of an intent is meant, and fails on a button's
    # message, which has none. Here assistant/wording/nlg.py tells, where the responses are.
    ActionRetrieveResponse.run = ActionBotResponse.run
