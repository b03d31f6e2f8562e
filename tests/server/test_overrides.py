"""Our overrides keep what Rasa's own code promises."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event

from assistant import overrides

GOOD = {"events": [{"event": "slot", "name": "nuits", "value": 2}], "responses": [{"text": "x"}]}
BAD = [{"events": {}}, {"events": [{"event": 3}]}, {"responses": ["x"]}, {"responses": {}}]


@pytest.fixture(params=["stock", "ours"])
def action(request):
    """The same tables through Rasa's own method and through ours."""
    stock = RemoteAction._validate_action_result
    if request.param == "ours":
        overrides.apply()
    yield RemoteAction("action_x", None)
    RemoteAction._validate_action_result = stock


def test_a_good_result_is_taken(action):
    assert action._validate_action_result(GOOD)


@pytest.mark.parametrize("result", BAD)
def test_a_bad_result_is_refused(action, result):
    with pytest.raises(ValidationError):
        action._validate_action_result(result)


def test_event_types_are_those_of_rasa():
    known = ["user", "bot", "slot", "action", "active_loop", "session_started", "topic"]
    stock = [Event.resolve_by_type(name) for name in known]
    overrides.apply()
    assert [Event.resolve_by_type(name) for name in known] == stock
    with pytest.raises(ValueError):
        Event.resolve_by_type("unheard_of")
