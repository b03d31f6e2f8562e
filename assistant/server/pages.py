"""The widget's files, the notice and the calendar, served by Rasa itself under /assistant/.

Read once, when the server starts; sent compressed, with a validator and strict headers.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Callable, Coroutine, Dict, Tuple

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import settings
from assistant.server import agenda
from assistant.wording import messages

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
# Nothing inline, nothing from elsewhere, and no text ever becomes a script.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}
Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]
DEMO = "demo.html"
MARKER = re.compile(r"\{([\w.]+)\}")


def filled(name: str) -> str:
    """A page of widget/public/ with its {markers} filled; LookupError when one is unknown."""
    text = (settings.WIDGET / name).read_text("utf-8")
    return MARKER.sub(lambda found: escape(messages.facts(found[1])[found[1]]), text)


def blueprint() -> Blueprint:
    """Every file of widget/public/ at its path, the notice on data among them, and the calendar.

    `/assistant/` itself, the demo page, is the site's door's.
    """
    made = Blueprint("dife_pages", url_prefix="/assistant")
    for path in sorted(settings.WIDGET.iterdir()):
        if path.suffix in TYPES and path.name != DEMO:
            handler = page(path.name) if path.suffix == ".html" else _file(path)
            made.add_route(handler, f"/{path.name}", name=re.sub(r"\W", "_", path.name))
    agenda.add_route(made, HEADERS)
    return made


def page(name: str) -> Handler:
    """What serves a page of widget/public/; LookupError when a marker is unknown."""
    filled(name)  # a mistake in it stops the start, not a visitor

    async def send(request: Request) -> HTTPResponse:
        content = filled(name).encode()  # each time: its facts are those of today
        found = (content, gzip.compress(content), _etag(content))
        return _answer(request, found, TYPES[".html"])

    return send


def _file(path: Path) -> Handler:
    async def send(request: Request) -> HTTPResponse:
        return _answer(request, _read(path), TYPES[path.suffix])

    return send


@lru_cache(maxsize=32)
def _read(path: Path) -> Tuple[bytes, bytes, str]:
    content = path.read_bytes()
    return content, gzip.compress(content, 9), _etag(content)


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def _answer(request: Request, found: Tuple[bytes, bytes, str], kind: str) -> HTTPResponse:
    content, compressed, etag = found
    headers: Dict[str, str] = {**HEADERS, "ETag": etag, "Vary": "Accept-Encoding, Origin"}
    origin = request.headers.get("origin")
    if origin in settings.current().origins:  # a module of another origin asks for leave
        headers["Access-Control-Allow-Origin"] = origin
    if request.headers.get("if-none-match") == etag:
        return response.empty(304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"], content = "gzip", compressed
    return response.raw(content, headers=headers, content_type=kind)
