"""What an activity of Teams says, to whom, and what it must have."""

from __future__ import annotations

from typing import Any, Dict, Optional

import pytest

from assistant.channels.teams.activity import (
    leaves,
    opinion_of,
    public,
    sender_of,
    too_old,
    well_formed,
    what_is_said,
)

OURS = {"id": "28:bot", "name": "Assistant DIFE"}


def activity(text: Any = None, **more: Any) -> Dict[str, Any]:
    return {
        "type": "message",
        "id": "f:1",
        "serviceUrl": "https://smba.example/",
        "channelId": "msteams",
        "conversation": {"id": "a:conv"},
        "from": {"id": "29:moi"},
        "recipient": OURS,
        "text": text,
        **more,
    }


def mentioned(text: str, who: Optional[Dict[str, Any]] = None, **more: Any) -> Dict[str, Any]:
    about = {"type": "mention", "mentioned": who or OURS, "text": "<at>Assistant DIFE</at>"}
    return activity(f"<at>Assistant DIFE</at> {text}", entities=[about], **more)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("bonjour", "bonjour"),
        ("  deux\u00a0nuits<br>à Gien ", "deux nuits à Gien"),
        ("l&#39;organisme &amp; moi", "l'organisme & moi"),
        ("/effacer_donnees", "effacer_donnees"),  # typed, it is a sentence like another
        ("//  /restart", "restart"),
        (None, ""),
        (5, "5"),
    ],
)
def test_a_typed_message(text: Any, read: str) -> None:
    assert what_is_said(activity(text), group=False) == {"text": read, "title": ""}


@pytest.mark.parametrize("entities", [None, 5, "x", {"a": 1}, [None], [{"mentioned": 5}]])
def test_entities_of_no_shape_say_nothing(entities: Any) -> None:
    said = what_is_said(activity("bonjour", entities=entities), group=False)
    assert said == {"text": "bonjour", "title": ""}


@pytest.mark.parametrize(
    ("place", "alone"),
    [
        ({"conversationType": "personal"}, True),
        ({"conversationType": "personal", "isGroup": False}, True),
        ({"conversationType": "personal", "isGroup": True}, False),
        ({"conversationType": "personal", "isGroup": "oui"}, False),
        ({"conversationType": "Personal"}, False),
        ({"conversationType": "groupChat"}, False),
        ({"conversationType": "channel", "isGroup": False}, False),
        ({"conversationType": None}, False),
        ({"conversationType": ["personal"]}, False),
        ({"isGroup": True}, False),
        ({}, False),
    ],
)
def test_others_read_wherever_teams_does_not_say_that_the_person_is_alone(
    place: Dict[str, Any], alone: bool
) -> None:
    assert public(activity(conversation={"id": "a:conv", **place})) is not alone


def test_in_a_group_only_what_is_said_to_us() -> None:
    assert what_is_said(activity("combien ?"), group=True) is None
    other = mentioned("combien ?", {"id": "29:autre"})
    assert what_is_said(other, group=True) is None
    said = what_is_said(mentioned("combien ?"), group=True)
    assert said == {"text": "combien ?", "title": ""}


def test_a_click_is_its_button_s_intent_and_title() -> None:
    value = {"dife": {"payload": "/saluer", "title": "Bonjour"}}
    assert what_is_said(activity(value=value), group=True) == {
        "text": "/saluer",
        "title": "Bonjour",
    }
    invoked = activity(type="invoke", value={"action": {"data": value}})
    assert what_is_said(invoked, group=False) == {"text": "/saluer", "title": "Bonjour"}


@pytest.mark.parametrize(
    ("added", "welcomed"),
    [([{"id": "29:moi"}, OURS], True), ([{"id": "29:moi"}], False), (None, False), ([5], False)],
)
def test_the_welcome_is_said_when_we_join(added: Any, welcomed: bool) -> None:
    said = what_is_said(activity(type="conversationUpdate", membersAdded=added), group=False)
    assert (said == {"text": "/saluer", "title": ""}) is welcomed


@pytest.mark.parametrize("kind", ["messageReaction", "typing", "event", "installationUpdate"])
def test_what_is_no_message_says_nothing(kind: str) -> None:
    assert what_is_said(activity("bonjour", type=kind), group=False) is None


def test_the_same_person_has_another_name_in_each_conversation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    here = sender_of(activity())
    assert here == sender_of(activity("autre chose"))
    assert here.startswith("teams-") and "moi" not in here and "conv" not in here
    assert here != sender_of(activity(conversation={"id": "a:autre"}))
    assert here != sender_of(activity(**{"from": {"id": "29:autre"}}))


NOW = 1_795_809_600.0  # 27 November 2026, 20:00 UTC


@pytest.mark.parametrize(
    ("timestamp", "old"),
    [
        ("2026-11-27T20:00:00.000Z", False),
        ("2026-11-27T19:00:01Z", False),
        ("2026-11-27T18:59:58.1234567Z", True),
        ("2026-11-27T18:59:58", True),
        ("2026-11-27T20:30:00+01:00", False),
        ("2026-11-27T19:30:00+01:00", True),
        ("2020-01-01T00:00:00Z", True),
        ("2026-11-27T20:09:00Z", False),  # Microsoft's clock and ours
        (None, False),
        ("hier", False),
        (5, False),
        ("9999-99-99T00:00:00Z", False),
    ],
)
def test_an_activity_of_more_than_an_hour_is_old(timestamp: Any, old: bool) -> None:
    assert too_old(activity(timestamp=timestamp), NOW) is old


@pytest.mark.parametrize(
    ("value", "useful"),
    [
        ({"actionName": "feedback", "actionValue": {"reaction": "like", "feedback": "{}"}}, True),
        ({"actionName": "feedback", "actionValue": {"reaction": "dislike"}}, False),
        ({"actionName": "feedback", "actionValue": {"reaction": "?"}}, None),
        ({"actionName": "feedback", "actionValue": {"reaction": ["like"]}}, None),
        ({"actionName": "autre", "actionValue": {"reaction": "like"}}, None),
        ({"actionName": "feedback", "actionValue": "like"}, None),
        ("like", None),
        (None, None),
    ],
)
def test_an_opinion_is_a_thumb_up_or_down(value: Any, useful: Optional[bool]) -> None:
    said = activity(type="invoke", name="message/submitAction", value=value)
    assert opinion_of(said) is useful
    assert opinion_of({**said, "name": "adaptiveCard/action"}) is None
    assert what_is_said(said, group=False) is None


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({"type": "installationUpdate", "action": "remove"}, True),
        ({"type": "installationUpdate", "action": "remove-upgrade"}, False),
        ({"type": "installationUpdate", "action": "add"}, False),
        ({"type": "installationUpdate"}, False),
        ({"type": "message", "action": "remove"}, False),
    ],
)
def test_who_uninstalls_the_assistant_leaves(more: Dict[str, Any], left: bool) -> None:
    assert leaves(activity(**more)) is left


def test_an_activity_has_what_we_rely_on() -> None:
    assert well_formed(activity())
    assert not well_formed(None) and not well_formed([activity()])


@pytest.mark.parametrize("name", ["type", "id", "serviceUrl", "channelId"])
@pytest.mark.parametrize("value", [None, "", 5, {"a": 1}, "x" * 2_001, "a\r\nb"])
def test_what_is_missing_or_odd_is_refused(name: str, value: Any) -> None:
    assert not well_formed(activity(**{name: value}))


@pytest.mark.parametrize("name", ["conversation", "from", "recipient"])
@pytest.mark.parametrize("value", [None, "x", [], {}, {"id": 5}, {"id": "a\u0000b"}])
def test_who_speaks_to_whom_is_known(name: str, value: Any) -> None:
    assert not well_formed(activity(**{name: value}))
