"""Requests that nobody should send, as bytes for a plain socket: the same each time."""

from __future__ import annotations

import random
import re
import socket
import time
from typing import Dict, List

from tests.support.campaigns import words

PATIENCE = 20  # seconds: fifteen that the server may take, and a busy machine's five


def said_back(port: int, sent: bytes) -> bytes:
    """What is answered to these bytes, until the first answer is whole or the line is closed.

    TimeoutError when neither comes.
    """
    until, got = time.monotonic() + PATIENCE, b""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as line:
        try:
            line.sendall(sent)
            while not _whole(got):
                line.settimeout(max(until - time.monotonic(), 0.01))
                more = line.recv(65_536)
                if not more:
                    break
                got += more
        except (ConnectionError, BrokenPipeError):
            pass
    return got


def _whole(got: bytes) -> bool:
    head, end, body = got.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    return bool(end) and (b" 101 " in head[:15] or bool(length and len(body) >= int(length[1])))


def asked(
    method: str = "GET",
    target: str = "/assistant/",
    *headers: str,
    body: bytes = b"",
    version: str = "HTTP/1.1",
) -> bytes:
    """A request, of which the line is closed afterwards."""
    lines = [f"{method} {target} {version}", "Host: localhost", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


_METHODS = words("GET HEAD POST PUT DELETE PATCH OPTIONS TRACE CONNECT ZUT get")
_PATHS = words(
    "/ /assistant /assistant/ /assistant/assistant-dife.js /assistant/agenda/x /ready /live /health"
    " /assistant/socket.io/ /assistant/socket.io/?EIO=4&transport=polling /webhooks /version"
    " /webhooks/rest/webhook /webhooks/rest/ /webhooks/teams/webhook /webhooks/rest/webhook?x=1"
    " /webhooks/rest/webhook/stream /status /model /domain /conversations/default/tracker /metrics"
    " /conversations/x/messages /model/parse /model/train /socket.io/ /webhook /actions /.env"
    " /assistant/../domain.yml /assistant/%2e%2e/domain.yml /assistant/socket.io/?EIO=3",
)
_TARGETS = [
    *words("|*|x|http://|http://x|http://x/|http://[/|http://[::1]/|x:80|//|///|/\0|/%|/%zz", "|"),
    *words(
        "/%00|/\xff|\xe9|/\xe9|/%ff%fe|?|#|/?|/#|/?%|/?a=%ff|/?\xe9|/\x7f|/\t|/\\|/;|/<b>|:", "|"
    ),
    *words("http://x:99999999/|ftp://|/a b|/ /|//[x/assistant/|//[/|/assistant/agenda/%d9%a1", "|"),
    *("/" + "a" * 8000, "/" + "a" * 20_000, "/?" + "a&" * 4000, "/%2e%2e/" * 99),
    "/assistant/socket.io/?EIO=4&transport=%ff",
    "/assistant/socket.io/?sid=%1b%00&EIO=4",
    "/assistant/socket.io/?EIO=4&transport=polling&j=x",
    "/assistant/socket.io/?EIO=4&j=" + "9" * 5000,
    "/assistant/socket.io/?" + "sid=x&" * 900,
]
_VERSIONS = "HTTP/1.0 HTTP/0.9 HTTP/2.0 HTTP/1.2 http/1.1 HTTP/11 HTTP/ HTTP ICY/1.0 HTTPS/1.1 \0"
_HEADERS = [
    *words(
        "x|:|: x|X|X-A : b| X: folded|X-A: \0|X-A: \xff|X\0: a|\xe9: a|Host: x|Host: |Host: [", "|"
    ),
    *words(
        "Host: a:b:c|Host: \xe9|Host: x/..|Host: [::1|Host: ][|Expect: 100-continue|Via: x", "|"
    ),
    *words(
        "Expect: zut|Upgrade: websocket|Upgrade: h2c|Upgrade: \xff|Connection: zut|Range: x", "|"
    ),
    *words("Connection: |Connection: upgrade|Cookie: a|Cookie: =;;=\xff;\0|Accept: \xff", "|"),
    *words("Accept-Encoding: gzip;q=x|Accept: a/b;q=z|If-None-Match: *|Origin: |Origin: null", "|"),
    *words(
        "Origin: \x1b[2J|Origin: \xff|Authorization: Basic \xff|Authorization: |TE: trailers", "|"
    ),
    *words(
        "Content-Type: |Content-Type: multipart/form-data|X-Forwarded-For: x|X-Real-IP: \xff", "|"
    ),
    *words("Content-Type: application/json; charset=zut|X-HTTP-Method-Override: DELETE", "|"),
    *words("X-Forwarded-Proto: \xff|X-Forwarded-Host: [|X-Forwarded-Host: [::1|X-Scheme: ://", "|"),
    *words('X-Forwarded-Port: x|X-Forwarded-Path: %ff|Forwarded: for="["', "|"),
    *("X: " + "a" * 9000, "X: " + "a" * 17_000, "\r\n".join(f"X-{n}: a" for n in range(900))),
]
_LENGTHS = words(
    "-1|0|1|5|6|+5|5.0|0x5|05|5 |5,5|5;5|abc|| |5e1|9999999999|999999999|131073"
    "|\xbd|NaN|1_0|-0|\xff|5\0",
    "|",
)
_CODINGS = (
    "chunked|Chunked|CHUNKED| chunked|chunked |x|identity|gzip|gzip, chunked|chunked, chunked||\0"
)
_CHUNKS = [
    chunks.encode("latin-1").replace(b"~", b"\r\n")
    for chunks in [
        *words(
            "5~hello~0~~|5\nhello\n0\n\n|5~hello\n0\n\n|zz~x~|-1~~|5~hel|5;a=b~hello~0~~|~~|", "|"
        ),
        *words(
            "5 ~hello~0~~|0~~|0x5~hello~0~~|00000005~hello~0~~|ffffffffffffffff~x|7fffffff~x", "|"
        ),
        *words("5~helloXX0~~|5~hello~0~X: y~~|1_0~0123456789abcdef~0~~|\xff~x|+5~hello~0~~", "|"),
        *words("5~hello~0~~GET / HTTP/1.1~~|5~hello~zz~|2~{}~0~~|0\n\n|0;~~", "|"),
        *("F" * 70 + "~", "F" * 30, "5~hello~" * 3000),
    ]
]
_REST = "/webhooks/rest/webhook"
_SOCKET = "/assistant/socket.io/?EIO=4&transport=websocket"
_UPGRADE = ("Upgrade: websocket", "Connection: Upgrade")
_KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
_HANDSHAKES = [
    *((), (_KEY,), ("Sec-WebSocket-Version: 13",), (_KEY, "Sec-WebSocket-Version: 8")),
    *((_KEY, "Sec-WebSocket-Version: x"), ("Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 13")),
    *(
        ("Sec-WebSocket-Key: ", "Sec-WebSocket-Version: 13"),
        (_KEY, _KEY, "Sec-WebSocket-Version: 13"),
    ),
    (_KEY, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Extensions: permessage-deflate; zut=\xff"),
    (_KEY, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Protocol: \xff,,"),
    (_KEY, "Sec-WebSocket-Version: 13", "Origin: https://ailleurs.exemple"),
    (_KEY, "Sec-WebSocket-Version: 13", "Upgrade: h2c"),
    (_KEY, "Sec-WebSocket-Version: 13"),
]


def _smuggled() -> List[bytes]:
    inner = b"GET /assistant/ HTTP/1.1\r\nHost: x\r\n\r\n"
    pairs = [
        ("6", "chunked"),
        ("0", "chunked"),
        ("0", "Chunked"),
        ("6", "x"),
        ("4", "chunked, identity"),
    ]
    return [
        asked("POST", _REST, *headers, body=b"0\r\n\r\n" + inner)
        for length, coding in pairs
        for headers in (
            (f"Content-Length: {length}", f"Transfer-Encoding: {coding}"),
            (f"Transfer-Encoding: {coding}", f"Content-Length: {length}"),
            (f"Content-Length: {length}", f"Transfer-Encoding : {coding}"),
            (f"Content-Length: {length}", f"Transfer-Encoding:\t{coding}"),
            (f"Content-Length: {length}", "Content-Length: 5", f"X: {coding}"),
            (f"Transfer-Encoding: {coding}", "Transfer-Encoding: chunked", f"X: {length}"),
        )
    ]


def _pipelined() -> List[bytes]:
    kept = b"GET /assistant/ HTTP/1.1\r\nHost: x\r\n\r\n"
    post = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}" % _REST.encode()
    return [
        *(kept * n + asked() for n in (1, 2, 10, 100)),
        *(post * n + asked() for n in (1, 2, 10)),
        *(kept + asked(target=target) for target in ("", "x", "/\xff", "http://x")),
        *(kept + asked(version=version) for version in ("HTTP/0.9", "\0", "")),
        *(post + rest for rest in (b"\r\n" * 9, b"\0", b"{}", post[:40], b"GET")),
    ]


def _no_http() -> List[bytes]:
    rng = random.Random(7)  # noqa: S311 - the same bytes each time
    return [
        *(b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + b"a" * 500, b"SSH-2.0-x\r\n", b"\0" * 99),
        *(
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"\r\n\r\n",
            b"\r\n" * 99,
            b"\n\n\n\n",
            b"GET",
            b"GET /",
        ),
        *(
            b"GET / HTTP/1.1\r\n",
            b"GET / HTTP/1.1\r\nHost: x\r\n",
            b"GET / HTTP/1.1\n\n",
            b" \r\n\r\n",
        ),
        *(
            b"GET  /  HTTP/1.1\r\n\r\n",
            b"GET\t/\tHTTP/1.1\r\n\r\n",
            b"a" * 20_000,
            b"GET / HTTP/1.1\r\r\n\n",
        ),
        *(rng.randbytes(rng.randint(1, 400)) + b"\r\n\r\n" for _ in range(40)),
    ]


def families() -> Dict[str, List[bytes]]:
    """What is sent on one line each."""
    good = asked("POST", _REST, "Content-Length: 2", body=b"{}")
    both = [(m, t) for m in ("GET", "POST") for t in (_REST, "/assistant/", _SOCKET)]
    return {
        "paths": [asked(method, path) for method in _METHODS for path in _PATHS],
        "targets": [asked(method, t) for method in ("GET", "POST", "HEAD") for t in _TARGETS],
        "versions": [
            asked(m, t, version=v)
            for m, t in both
            for v in [*_VERSIONS.split(" "), "HTTP/1.1 ", ""]
        ],
        "headers": [asked(method, target, h) for h in _HEADERS for method, target in both[:5]],
        "lengths": [asked("POST", _REST, f"Content-Length: {n}", body=b"hello") for n in _LENGTHS],
        "codings": [
            asked("POST", _REST, f"Transfer-Encoding: {c}", body=_CHUNKS[0])
            for c in _CODINGS.split("|")
        ],
        "chunks": [
            asked("POST", target, "Transfer-Encoding: chunked", body=chunks)
            for target in (_REST, "/assistant/")
            for chunks in _CHUNKS
        ],
        "smuggled": _smuggled(),
        "pipelined": _pipelined(),
        "unfinished": [good[:n] for n in range(1, len(good), 4)],
        "not HTTP": _no_http(),
        "handshakes": [
            asked(method, target, *_UPGRADE, *headers)
            for method, target in (("GET", _SOCKET), ("POST", _SOCKET), ("GET", "/assistant/"))
            for headers in _HANDSHAKES
        ],
    }
