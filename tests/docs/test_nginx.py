"""nginx is told once, in deploy/nginx.conf: the documents lead to it and repeat none of it."""

from __future__ import annotations

import re

import pytest

from assistant.settings import ROOT

CONF = re.sub(r"#[^\n]*", "", (ROOT / "deploy/nginx.conf").read_text("utf-8"))
LOCATION = r"location ([^{]+?) \{((?:[^{}]|\{[^{}]*\})*)\}"
LOCATIONS = dict(re.findall(LOCATION, CONF))
PASSED = {name: block for name, block in LOCATIONS.items() if "proxy_pass" in block}
WHOLE = re.sub(LOCATION, "", CONF)  # what every location inherits


def test_two_addresses_are_open_and_the_rest_is_not() -> None:
    assert set(PASSED) == {"/assistant/", "= /webhooks/teams/webhook"}
    assert re.search(r"location / \{ return 404; \}", CONF)


@pytest.mark.parametrize("name", sorted(PASSED))
@pytest.mark.parametrize(
    "line",
    [
        "proxy_set_header X-Real-IP $remote_addr;",
        'proxy_set_header X-Forwarded-For "";',
        'proxy_set_header X-Forwarded-Host "";',
        "proxy_set_header Host $host;",
    ],
)
def test_no_visitor_says_who_he_is(name: str, line: str) -> None:
    """A location that set one header would inherit none of the others."""
    assert line in WHOLE and "proxy_set_header" not in PASSED[name]


@pytest.mark.parametrize(
    "line", ["access_log off;", "error_log /dev/null emerg;", "server_tokens off;"]
)
def test_no_log_holds_an_address_and_nothing_tells_what_runs(line: str) -> None:
    assert line in WHOLE


def test_idle_visitors_do_not_keep_the_others_out() -> None:
    found = re.search(r"worker_connections (\d+);", CONF)
    assert found and int(found[1]) >= 8192


@pytest.mark.parametrize("limit", ["client_max_body_size", "client_body_timeout", "limit_req "])
def test_sizes_delays_and_rates_are_limited(limit: str) -> None:
    assert limit in CONF


@pytest.mark.parametrize("document", ["docs/teams.md", "docs/widget.md", "docs/security.md"])
def test_the_documents_lead_to_the_one_file(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert "deploy/nginx.conf" in text
    assert not re.search(r"proxy_set_header|limit_except|proxy_pass http", text)
