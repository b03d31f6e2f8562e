"""What bears a signature that is wrong, or wrong things under a good one: Teams, calendar links."""

from __future__ import annotations

import copy
from typing import Any, Dict, Iterator, List, Tuple

from assistant.channels.teams import cards
from tests.support import campaigns
from tests.support.teams_fake import FakeTeams

TOKENS: List[Dict[str, Any]] = [
    *({"aud": value} for value in ("x", "", 5, [], ["x"], {}, None, True)),
    *({"iss": value} for value in ("x", "", 5, [], {}, None, "https://api.botframework.com/")),
    *({"exp": value} for value in (0, -1, "x", None, [], {}, True)),
    *({"nbf": value} for value in (2**40, "x", [], {}, 1e308)),
    *({"serviceurl": value} for value in ("x", "", 5, [], {}, None)),
    *({"algorithm": value} for value in ("none", "NONE", "HS256", "HS512")),
    *({"headers": {"alg": value}} for value in ("RS512", "none", 5, [], {}, None, "")),
    *({"headers": {"kid": value}} for value in ("x", "", 5, [], {}, None, "x" * 5000, "../x")),
    {"headers": {"crit": ["zut"]}},
    {"headers": {"b64": False}},
]
SCHEMES = [
    *(
        "",
        "Bearer",
        "Bearer ",
        "bearer x",
        "Basic eDp4",
        "Bearer a.b",
        "Bearer a.b.c",
        "Bearer ..",
        "x",
    ),
    *(
        "Bearer " + "a" * 9000,
        "Bearer a.b.c.d",
        "Bearer =.=.=",
        "Bearer \xff",
        "Bearer e30.e30.e30",
    ),
    *("Bearer bnVsbA.bnVsbA.x", "Bearer W10.W10.x", "Bearer eyJhbGciOltdfQ.e30.x", "Digest x"),
]


def _paths(value: Any, path: Tuple[Any, ...] = ()) -> Iterator[Tuple[Any, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inner if isinstance(value, (dict, list)) else ():
        yield from _paths(each, (*path, name))


def activities(fake: FakeTeams) -> Iterator[Tuple[str, Dict[str, Any]]]:
    """Activities, each of a conversation of its own, and that conversation's name."""
    values = [*campaigns.VALUES, "\0", "é\u202e", "../..", {"id": []}]
    card = {cards.KEY: {"payload": "/saluer", "title": "x"}, "valeur": "2"}
    made: List[Dict[str, Any]] = []
    for path in _paths(fake.activity("bonjour", mention=True, value=card)):
        for value in values:
            changed = fake.activity("bonjour", mention=True, value=copy.deepcopy(card))
            place = changed
            for name in path[:-1]:
                place = place[name]
            place[path[-1]] = value
            made.append(changed)
    kinds = "message invoke conversationUpdate typing messageReaction event zut installationUpdate"
    for kind in [*kinds.split(), "endOfConversation", "messageUpdate", "messageDelete", "handoff"]:
        for name in ("membersAdded", "value", "text", "entities", "attachments", "action"):
            for value in (5, "x", [None], [{"id": f"28:{fake.app_id}"}], {"action": {"data": 5}}):
                made.append({**fake.activity("bonjour", type=kind), name: value})
    for n, activity in enumerate(made):
        name = f"a:campagne-{n}"
        place = activity.get("conversation")
        if isinstance(place, dict) and place.get("id") == "a:conv-1":
            place["id"] = name
        yield name, activity


def tampered(good: str) -> List[str]:
    """A link of which each character was replaced, doubled, encoded wrongly or left out."""
    return [
        good[:n] + new + good[n + 1 :]
        for n, c in enumerate(good)
        for new in ("", c * 2, "%", "%00", f"%{(ord(c) + 1) % 256:02x}", "0", "a", "\xe9", "/", "?")
        if new != c
    ]
