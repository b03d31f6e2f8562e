"""The widget's files, the notice and the calendar, served by Rasa itself under /assistant/.

Pages and association.* have their {markers} filled each time; the rest is read once, when the
server starts. All are sent compressed, with a validator and strict headers.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Callable, Coroutine, Dict, Tuple

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant import settings
from assistant.dialogue import sketches
from assistant.server import agenda, suggested
from assistant.wording import messages
from dife.facts.association import GUIDE

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
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
SHEET = "dessins.html"
READ = ("GET", "HEAD")  # common probes ask with the second
PARTS = settings.WIDGET.parent / "morceaux"  # what several pages share
PART = re.compile(r"<!-- morceau ([\w-]+) -->\n")
MARKER = re.compile(r"\{([\w.]+)\}")
# How a fact is written in a file whose markers are filled: as text, in a string, as a colour.
ESCAPES: Dict[str, Callable[[str], str]] = {
    ".html": escape,
    ".js": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    ".css": str,
}


def whole(name: str) -> str:
    """A file of widget/public/ with the parts that it shares, its own link marked in them."""
    address = "./" if name == DEMO else name

    def part(found: re.Match[str]) -> str:
        link, text = f'href="{address}"', (PARTS / f"{found[1]}.html").read_text("utf-8")
        return text.replace(f"<a {link}>", f'<a {link} aria-current="page">', 1)

    return PART.sub(part, (settings.WIDGET / name).read_text("utf-8"))


def filled(name: str) -> str:
    """A file of widget/public/, whole, with its {markers} filled; LookupError when one is
    unknown."""
    path = settings.WIDGET / name
    written = ESCAPES[path.suffix]

    def fill(found: re.Match[str]) -> str:
        return written(messages.facts(found[1])[found[1]].replace("'", "’"))

    return MARKER.sub(fill, whole(name))


def blueprint() -> Blueprint:
    """Every file of widget/public/ at its path, the notice on data among them, and the calendar.

    `/assistant/` itself, the demo page, is the site's door's.
    """
    made = Blueprint("dife_pages", url_prefix="/assistant")
    for path in sorted(settings.WIDGET.iterdir()):
        if path.suffix in TYPES and path.name not in (DEMO, SHEET):
            handler = page(path.name) if _has_markers(path) else _file(path)
            made.add_route(handler, f"/{path.name}", READ, name=re.sub(r"\W", "_", path.name))
    for path in sorted(sketches.FOLDER.glob("*.svg")):
        made.add_route(_file(path), f"/dessins/{path.name}", READ, name=f"dessin_{path.stem}")
    made.add_route(page("plein-ecran.html"), "/plein-ecran", READ, name="plein_ecran")
    made.add_route(_sheet, "/dessins.html", READ, name="dessins")
    for name in suggested.FILES:
        made.add_route(_suggested(name), f"/{name}", READ, name=name.replace(".", "_"))
    agenda.add_route(made, HEADERS)
    return made


async def _sheet(request: Request) -> HTTPResponse:
    """All the sketches with their texts, to print."""
    drawn = sketches.all_of_them()
    guide = messages.facts("association_guide")["association_guide"]
    figures = "".join(
        f'<section><figure role="figure" aria-label="{escape(each.titre)}">'
        f'<img src="dessins/{each.file}" alt="Croquis, décrit sous l’image">'
        f"<figcaption><h2>{escape(each.titre)}</h2></figcaption></figure>"
        f"<p>{escape(each.description)}</p>"
        f"<p>Source : {escape(each.source.replace(GUIDE, guide))}</p></section>"
        for each in map(drawn.drawing, drawn.keys())
    )
    content = filled("dessins.html").replace("<!-- croquis -->", figures).encode()
    return _answer(request, (content, gzip.compress(content), _etag(content)), TYPES[".html"])


def _suggested(name: str) -> Handler:
    async def send(request: Request) -> HTTPResponse:
        content = suggested.written(name)
        found = (content, gzip.compress(content), _etag(content))
        return _answer(request, found, TYPES[".json"])

    return send


def _has_markers(path: Path) -> bool:
    return path.suffix == ".html" or path.stem == "association"


def page(name: str) -> Handler:
    """What serves a file of widget/public/ that has markers; LookupError when one is unknown."""
    filled(name)  # a mistake in it stops the start, not a visitor

    async def send(request: Request) -> HTTPResponse:
        content = filled(name).encode()  # each time: its facts are those of today
        found = (content, gzip.compress(content), _etag(content))
        return _answer(request, found, TYPES[Path(name).suffix])

    return send


def _file(path: Path) -> Handler:
    async def send(request: Request) -> HTTPResponse:
        return _answer(request, _read(path), TYPES[path.suffix])

    return send


@lru_cache(maxsize=64)
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
