"""Who is let in: at REST by its token, on the site from our pages, by a visitor's own token."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any, Dict

import pytest

from assistant.channels import rest
from assistant.channels.site import channel, visitors
from assistant.privacy import keyring

SENDER = "une-conversation-a-moi"


def request(authorization: str = "", body: Any = None, **args: str) -> Any:
    headers = {"authorization": authorization} if authorization else {}
    return SimpleNamespace(headers=headers, json=body, args=args)


@pytest.mark.parametrize(
    ("settings", "authorization", "let_in"),
    [
        ({}, "", True),
        ({"DIFE_PRODUCTION": "oui"}, "", False),  # in production REST is for nobody…
        ({"DIFE_PRODUCTION": "oui"}, "Bearer ", False),
        ({"DIFE_REST_JETON": "jeton-secret"}, "Bearer jeton-secret", True),  # … but its holder
        ({"DIFE_REST_JETON": "jeton-secret"}, "Bearer jeton-secre", False),
        ({"DIFE_REST_JETON": "jeton-secret"}, "jeton-secret", False),
        ({"DIFE_REST_JETON": "jeton-secret"}, "", False),
        ({"DIFE_REST_JETON": "jeton-secret", "DIFE_PRODUCTION": "1"}, "Bearer jeton-secret", True),
    ],
)
def test_rest_in_production_asks_for_its_token(
    monkeypatch: pytest.MonkeyPatch, settings: Dict[str, str], authorization: str, let_in: bool
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert rest._admitted(request(authorization)) is let_in


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"sender": SENDER},
        {"sender": SENDER, "message": "bonjour", "metadata": {}},
        {"sender": "court", "message": "bonjour"},  # somebody could guess it
        {"sender": "x" * 65, "message": "bonjour"},
        {"sender": "une conversation à moi", "message": "bonjour"},
        {"sender": 5, "message": "bonjour"},
        {"sender": SENDER, "message": 5},
    ],
)
def test_rest_takes_one_shape_of_body(body: Any) -> None:
    assert rest._shape(request(body=body))[0] is None


def test_rest_takes_a_message_and_no_argument() -> None:
    body = {"sender": SENDER, "message": "bonjour"}
    assert rest._shape(request(body=body)) == (SENDER, "bonjour")
    assert rest._shape(request(body=body, stream="true"))[0] is None


@pytest.mark.parametrize(
    ("origin", "environ", "let_in"),
    [
        ("http://assistant.exemple.fr", {"HTTP_HOST": "assistant.exemple.fr"}, True),
        ("https://assistant.exemple.fr", {"HTTP_HOST": "assistant.exemple.fr"}, False),
        (
            "https://assistant.exemple.fr",
            {"HTTP_HOST": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "assistant.exemple.fr"}
            | {"HTTP_X_FORWARDED_PROTO": "https"},
            True,
        ),
        ("https://www.ami.fr", {"HTTP_HOST": "x"}, True),
        ("https://www.ami.fr.evil.example", {"HTTP_HOST": "x"}, False),
        ("https://evil.example", {"HTTP_HOST": "x"}, False),
        (None, {"HTTP_HOST": "x"}, False),  # a client that names no page is no browser
    ],
)
def test_the_site_is_for_our_pages_and_those_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, origin: Any, environ: Dict[str, str], let_in: bool
) -> None:
    monkeypatch.setenv("DIFE_ORIGINES", "https://www.ami.fr, https://autre.fr/")
    assert channel._allowed(origin, environ) is let_in


def test_a_visitor_s_token_is_random_signed_and_void_after_a_day(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    token = visitors.new_token()
    visitor = visitors.visitor_of(token)
    assert visitor and len(visitor) == 32
    assert visitor != visitors.visitor_of(visitors.new_token())
    name, made, signature = token.split(".")
    for forged in (
        f"{'f' * 32}.{made}.{signature}",
        f"{name}.{int(made) + 9}.{signature}",
        f"{name}.{made}.{'0' * 32}",
        f"{token}x",
        None,
        5,
    ):
        assert visitors.visitor_of(forged) is None, forged
    for age, good in ((86_400 - 60, True), (86_400 + 60, False)):
        stem = f"{name}.{int(time.time()) - age}"
        signed = f"{stem}.{keyring.sign('site', stem)}"
        assert (visitors.visitor_of(signed) == name) is good


def test_the_name_of_a_conversation_does_not_give_its_token_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DIFE_VAR", str(tmp_path))
    visitor = "a" * 32
    sender = visitors.sender_of(visitor)
    assert sender == visitors.sender_of(visitor) != visitors.sender_of("b" * 32)
    assert visitor not in sender
    monkeypatch.setenv("DIFE_CLE", "un autre secret, assez long et varié 0123456789")
    assert visitors.sender_of(visitor) != sender, "nobody without the key can tell it"
