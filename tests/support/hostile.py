"""Five hundred texts that nobody should send, by family; the same for every door."""

from __future__ import annotations

import random
from typing import Dict, List

LENGTH = 1000  # characters that a message may have


def _families() -> Dict[str, List[str]]:
    rng = random.Random(6)  # noqa: S311 - the same texts each time
    odd = [
        chr(c)
        for c in (
            0,
            1,
            7,
            8,
            27,
            127,
            0x85,
            0xAD,
            0x200B,
            0x200E,
            0x202E,
            0x2066,
            0x2028,
            0xFEFF,
            0xFFFD,
            0xFFFF,
            0x1F600,
            0x10FFFF,
            0x0301,
            0x0489,
            0xD83D,
        )
    ]
    intents = [
        "restart",
        "session_start",
        "back",
        "nlu_fallback",
        "informer",
        "courriel_ensemble",
        "EXTERNAL",
        "zut",
        "affirmer",
        "out_of_scope",
        "action_listen",
        "valider_dossier",
    ]
    scripts = [
        "<script>{}</script>",
        "<img src=x onerror={}>",
        "<svg/onload={}>",
        "javascript:{}",
        "[clic](javascript:{})",
        "<a href='javascript:{}'>x</a>",
        "{{{{{}}}}}",
        "${{{}}}",
        "<iframe srcdoc='{}'>",
        "'\"><body onload={}>",
        "<math><mi xlink:href='{}'>",
    ]
    commands = ["alert(1)", "fetch('//e')", "document.cookie", "nom_naissance", "7*7"]
    sql = [
        "' OR 1=1 --",
        "'; DROP TABLE events; --",
        '" OR ""="',
        "1; SELECT pg_sleep(5)",
        "') UNION SELECT data FROM events --",
        "admin'/*",
        "%27%20OR%201=1",
        "\\'; --",
    ]
    paths = [
        "../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "%2e%2e%2fetc%2fpasswd",
        "/etc/shadow",
        "file:///etc/passwd",
        "\\\\hote\\partage",
        "C:\\boot.ini",
        "/proc/self/environ",
    ]
    formats = [
        "%s%s%n",
        "{slot}",
        "{nom_naissance}",
        "{0.__class__}",
        "{association_telephone.__init__}",
        "%(message)s",
        "$(id)",
        "`id`",
        "| cat /etc/passwd",
        "; sleep 5",
        "&& reboot",
        "{{config}}",
        "{% for x in y %}",
        "#{7*7}",
        "\\u0000",
        "\\x00",
        "\r\nBcc: a@b.fr",
        "a\nERROR faux journal",
        "\x1b[2J\x1b[31m",
        "=1+1",
        "@SUM(A1)",
    ]
    return {
        "intents": [
            f"/{name}{tail}"
            for name in intents
            for tail in ("", '{"nuits": 3}', "{", '{"nom_naissance": "x"}', "@0.9")
        ],
        "scripts": [s.format(c) for s in scripts for c in commands],
        "sql": [f"{lead}{s}" for s in sql for lead in ("", "bonjour ", "2 nuits", "Nanterre")],
        "paths": [f"{p}{tail}" for p in paths for tail in ("", "\x00", "?x=1")],
        "formats": [f"{lead}{f}" for f in formats for lead in ("", "bonjour ", "le 9/12/2026 ")],
        "odd": [
            f"{left}{c}{right}"
            for c in odd
            for left, right in (("", ""), ("bon", "jour"), ("", " 2 nuits"), ("a" * 50, ""))
        ],
        "huge": ["a" * n for n in (999, 1000, 1001, 5000, 15000)]
        + [c * 1000 for c in ("é", "😀", " ", "\n", "1 ", "(", "9", "-", "/", "\u0301")]
        + ["?" * 900, "1/1/1 " * 160, "€" * 900, "mille " * 160, "à " * 450],
        "dates": [
            "le 31/02/2026",
            "le 00/00/0000",
            "9/99/9999",
            "le 29 février 2027",
            "-1 nuits",
            "1e400 euros",
            "NaN euros",
            "infinity nuits",
            "99999999999999999999 nuits",
            "0x10 nuits",
            "٣ nuits",
            "½ nuit",
            "1_000 €",
            "1,2,3,4 €",
            "--5 repas",
        ],
        "noise": [
            "".join(
                rng.choice("abcdefgh éà'-?!.,;:/0123456789\n\t<>{}[]")
                for _ in range(rng.randint(1, 200))
            )
            for _ in range(150)
        ],
    }


FAMILIES = _families()
TEXTS = [text for family in FAMILIES.values() for text in family]
# Bodies that are no message at all, for doors that read JSON.
BODIES: List[bytes] = [
    b"",
    b"null",
    b"true",
    b"0",
    b"[]",
    b"[1]",
    b'"x"',
    b"{",
    b"}",
    b"{}",
    b"\xff\xfe\x00",
    b"\x00",
    b'{"sender": 5}',
    b'{"message": "x"}',
    b'{"sender": null, "message": null}',
    b"[" * 3000,
    b'{"a":' * 2000,
    b'{"sender": "x\\u0000y", "message": "x"}',
    b"--x\r\nContent-Disposition: x",
    b'{"sender": "a\\ud83d", "message": "x"}',
    b'{"sender": "' + b"a" * 300 + b'", "message": "x"}',
    b'{"sender": "aaaaaaaaaaaaaaaaaaaa", "message": ["x"]}',
    b'<?xml version="1.0"?><x/>',
    b'{"sender": "aaaaaaaaaaaaaaaaaaaa", "message": {"a": 1}}',
    b"sender=a&message=b",
    b'{"sender": "aaaaaaaaaaaaaaaaaaaa", "message": "x", "metadata": {"a": 1}}',
    b'{"sender": "aaaaaaaaaaaaaaaaaaaa", "message": "x", "stream": true}',
    b"NaN",
    b'{"sender": "../../etc/passwd", "message": "x"}',
    b'{"sender": {"a": 1}, "message": "x"}',
    b'{"sender": "default", "message": "x"}',
    b'{"__proto__": {"x": 1}}',
    b"\xef\xbb\xbf{}",
]
