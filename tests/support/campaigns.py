"""What nobody should send to the doors, by family: some two thousand inputs, the same each time.

Those of plain HTTP are in raw_http.py, of socket.io in raw_site.py; those that bear a signature,
in signed.py.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, Iterable, List, Optional

from tests.support import log

_SERIAL = itertools.count()


def words(text: str, by: Optional[str] = None) -> List[str]:
    return text.split(by)


def uncaught(written: str) -> List[str]:
    """The lines that tell an error which nobody caught, or which only the last barrier did."""
    barrier = [line for line in written.splitlines() if re.search("(?:Turn|Request) failed", line)]
    return [*log.uncaught(written), *barrier]


def wrong(check: Callable[[Any], str], inputs: Iterable[Any], at_once: int = 8) -> List[Any]:
    """The inputs that a check complains of, each with what it says."""
    inputs = list(inputs)
    with ThreadPoolExecutor(at_once) as pool:
        said = list(pool.map(check, inputs))
    return [(why, str(given)[:120]) for why, given in zip(said, inputs, strict=True) if why]


def _sender() -> str:
    return f"campagne-{next(_SERIAL):08}"


def _said(text: Any, **more: Any) -> bytes:
    return json.dumps({"sender": _sender(), "message": text, **more}).encode()


def _around(raw: bytes) -> bytes:
    """A body whose message is written as it stands."""
    return b'{"sender": "%s", "message": %s}' % (_sender().encode(), raw)


VALUES: List[Any] = [
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "x" * 300, [], ["x"], {}, {"a": 1}),
]
_FIELDS = words(
    "sender|message|metadata|stream|token|input_channel|text|intent|events|slots|session_id|id|user"
    "|customData|channel|conversation_id|tracker|parse_data|response|__proto__|constructor||é"
    "|sender |SENDER|message\0",
    "|",
)
_DEPTHS = (10, 100, 500, 900, 990, 1000, 1100, 3000, 7900)
_INTENTS = words(
    "restart session_start back nlu_fallback out_of_scope EXTERNAL USER action_listen informer"
    " saluer affirmer refuser courriel_ensemble effacer_donnees calculer_frais consulter_droits zut"
    " parler_conseiller recommencer utter_saluer frais_form",
)
_SPELLINGS = (
    *("/{}", "/{}{{}}", '/{}{{"nuits": 3}}', "/{}{{", " /{}", "/ {}", "//{}", "／{}", "\u200b/{}"),
    *("/{}@0.9", "/{};zut", "/{}\n/restart", "\\{}", "/\u202e{}", "{}"),
)
_ODD = [
    *range(32),
    *range(0x7F, 0xA1),
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x3164, 0xFEFF, 0xFFA0, 0x489, 0x2028),
    *range(0x300, 0x310),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x2030),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0x10000),
    *range(0xFF10, 0xFF1A),
    *range(0x1D173, 0x1D17B),
    *range(0xE0020, 0xE0030),
    *(0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xE0001, 0x1F1EB, 0x1F600, 0xF0000, 0x10FFFF),
]
_INJECTIONS = (
    *("<script>alert(1)</script>", "' OR 1=1 --", "${jndi:ldap://x}", "{{7*7}}", "%s%n", "\x1b[2J"),
    *("../../etc/passwd", "$(id)", "\r\nX-A: b", "{nom_naissance}", "{0.__class__}", "=1+1"),
)


def rest() -> Dict[str, List[bytes]]:
    """Bodies for the REST door."""
    good = _said("bonjour")
    texts = ("", " ", "\0", "a" * 999, "é" * 1000, "é" * 1001, "1 " * 2500, "x" * 16_000)
    return {
        "truncated": [good[:n] for n in range(len(good))],
        "flipped": [
            good[:n] + bytes([good[n] ^ bit]) + good[n + 1 :]
            for n in range(len(good))
            for bit in (1, 32, 128)
        ],
        "types": [
            json.dumps({"sender": _sender(), "message": "x", name: value}).encode()
            for name in _FIELDS
            for value in VALUES
        ],
        "depth": [
            body for n in _DEPTHS for body in (b"[" * n, b'{"a":' * n, _around(b"[" * n + b"]" * n))
        ],
        "encodings": [
            '{"sender": "campagne-encodage", "message": "élu"}'.encode(name)
            for name in words("utf-16 utf-16-le utf-32 utf-7 latin-1 utf-8-sig cp037 utf-16-be")
        ]
        + [gzip.compress(good, mtime=0), good + b"\0", b"\0" + good, good + good],
        "numbers": [
            _around(number.encode())
            for number in words("NaN Infinity -Infinity 1e999 -0 0x10 01 1. .5 1e-999 +1 1_0 --1")
            + ["9" * n for n in (400, 4000, 4301, 15_000)]
        ],
        "escapes": [
            _around(b'"mot %s mot"' % escape)
            for escape in rb"\u0000 \ud83d \ude00\ud83d \u202e \x41 \' \u12 \u \ \/ \b\f".split()
            + rb"\ud83d\ude00 \uFEFF \U0001F600 \0 \a \u00zz \uffff \N{DASH} \v".split()
        ],
        "code points": [_said(f"bon{chr(c)}jour") for c in _ODD],
        "intents": [_said(s.format(name)) for name in _INTENTS for s in _SPELLINGS],
        "injections": [
            body
            for text in _INJECTIONS
            for body in (
                _said(text),
                _said(f"bonjour {text}"),
                _said("x", **{text: 1}),
                json.dumps({"sender": text, "message": "x"}).encode(),
            )
        ],
        "sizes": [*map(_said, texts), *(b" " * n for n in (16_384, 16_385, 131_072))],
    }
