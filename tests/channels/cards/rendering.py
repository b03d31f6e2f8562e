"""Adaptive Cards as Teams takes them: what is wrong with a card, and what it looks like."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

from jsonschema import Draft6Validator, FormatChecker, ValidationError
from playwright.sync_api import Page, Route

VENDOR = Path(__file__).parent / "vendor"
WIDTHS = (320, 344, 600)  # px of a card: a small phone, a phone, a desktop
THEMES = ("light", "dark", "contrast")
FONT = "'Segoe UI', 'DejaVu Sans', sans-serif"
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5")
NEWER = "1.6"  # adds to 1.5 and takes nothing away; Teams documents 1.5
OPAQUE = ("data", "msteams")  # the bot's and Teams' own: no card elements inside
UNTYPED = "'type' is a required property"
GREY = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#c8c6c4"/></svg>'  # noqa: E501
TEAMS_CARD = {
    "type": "object",
    "properties": {"width": {"enum": ["Full"]}, "entities": {"type": "array"}},
    "additionalProperties": False,
}
# What the published schema leaves out, by definition: properties that must be there and not empty.
NEEDED = {
    "Extendable.Action": ("title",),
    "Extendable.Input": ("id", "label"),
    "Image": ("altText",),
    "TextBlock": ("text",),
}
STRICTER: Dict[Tuple[str, str], Dict[str, Any]] = {
    ("AdaptiveCard", "version"): {"enum": list(VERSIONS)},
    ("Action.OpenUrl", "url"): {"pattern": r"^(https?://|mailto:|tel:)\S+$"},
    ("Image", "url"): {"pattern": r"^(https://|data:image/)\S+$"},
    ("Input.Date", "value"): {"format": "date"},
    ("Input.Date", "min"): {"format": "date"},
    ("Input.Date", "max"): {"format": "date"},
}
# What the vendored style sheet leaves out: the colours of buttons. As in Teams, the buttons of a
# set share one line, and a title that finds no room there is cut.
STYLE = f"""
body {{ margin: 16px; font-family: {FONT}; }}
#card {{ box-sizing: border-box; }}
.ac-pushButton, .ac-input, .ac-inlineActionButton {{ font-family: {FONT} !important; }}
.ac-pushButton.style-positive {{ background: #6264a7; border-color: #6264a7; color: white; }}
.ac-pushButton.style-destructive {{ border-color: #c4314b; color: #c4314b; }}
"""
# Behind a card: the conversation of Teams. Its high contrast is black, white and yellow.
BEHIND = {"light": ("#f5f5f5", "#ffffff"), "dark": ("#1f1f1f", "#2d2c2c")}
BLACK, WHITE, YELLOW = "#000000", "#ffffff", "#ffff01"
CONTRAST = f"""
.ac-pushButton {{ background: {BLACK} !important; border-color: {WHITE}; color: {WHITE}; }}
.ac-selectable {{ outline: 1px solid {WHITE}; }}
a {{ color: {YELLOW} !important; }}
"""
# Markdown is the part of it that Teams shows: bold, italic, links and lists.
RENDER = """async ([card, config]) => {
  const markdown = markdownit('zero').enable(
    ['emphasis', 'link', 'list', 'escape', 'entity', 'newline']);
  const { AdaptiveCard, HostConfig, SerializationContext } = AdaptiveCards;
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  const made = new AdaptiveCard(), context = new SerializationContext();
  made.hostConfig = new HostConfig(config);
  made.parse(card, context);
  const drawn = made.render();
  if (drawn) document.getElementById('card').append(drawn);
  await Promise.all([...document.images].map(image => image.decode().catch(() => null)));
  const events = made.validateProperties().validationEvents;
  for (let i = 0; i < context.eventCount; i++) events.push(context.getEventAt(i));
  return events.map(event => event.message);
}"""
# Fields have no text of their own: what they show stands beside them while the text is read.
TEXT = """() => {
  const host = document.getElementById('card'), shown = [];
  for (const field of host.querySelectorAll('input, textarea, select')) {
    if (['checkbox', 'radio'].includes(field.type)) continue;
    const text = field.tagName === 'SELECT'
      ? [...field.selectedOptions].map(option => option.text).join(', ')
      : field.type === 'password' ? '' : field.value || field.placeholder;
    const span = document.createElement('div');
    span.textContent = text;
    field.after(span);
    shown.push([field, span, field.style.display]);
    field.style.display = 'none';
  }
  const text = host.innerText;
  for (const [field, span, display] of shown) { span.remove(); field.style.display = display; }
  return text;
}"""
CUT = """() => [...document.querySelectorAll('#card *')]
  .filter(e => e.innerText && e.clientWidth && getComputedStyle(e).overflowX === 'hidden'
    && (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1))
  .map(e => e.innerText)"""


def problems(card: Dict[str, Any], newest: str = VERSIONS[-1]) -> List[str]:
    """What a Teams that knows the versions up to `newest` would refuse or show wrongly, each with
    its place; none for a sound card."""
    checker = Draft6Validator(_schema(newest), format_checker=FormatChecker(["date"]))
    told = [text for error in checker.iter_errors(card) for text in _causes(error)]
    return told or list(_oversights(card))


def render(
    page: Page, card: Dict[str, Any], path: Path, width: int = WIDTHS[1], theme: str = "light"
) -> str:
    """Draw the card as Teams would, save its picture, return the text that a reader sees.

    `width` is in px, `theme` one of THEMES. Nothing is fetched: a grey square stands for each
    picture. One line of text for each block, field and button; spaces are plain. The card stays on
    the page. ValueError where the renderer leaves something out.
    """
    page.goto("about:blank")
    page.set_content(
        '<!doctype html><html lang="fr"><title>Carte</title><div id="card" class="teams-card">'
    )
    outside, inside = BEHIND.get(theme, (BLACK, BLACK))
    page.add_style_tag(path=VENDOR / f"teams-container-{_base(theme)}.css")
    page.add_style_tag(content=f"{STYLE}{'' if theme in BEHIND else CONTRAST}")
    page.add_style_tag(content=f"#card {{ width: {width}px; background: {inside}; }}")
    page.add_style_tag(content=f"body {{ background: {outside}; }}")
    if theme == "dark":  # of Teams; the vendored sheet keeps the light theme's
        page.add_style_tag(content="a.ac-anchor { color: #a6a7dc !important; }")
    page.add_script_tag(path=VENDOR / "markdown-it.min.js")
    page.add_script_tag(path=VENDOR / "adaptivecards.min.js")
    page.route("**/*", _offline)
    try:
        faults = page.evaluate(RENDER, [card, _host(theme)])
    finally:
        page.unroute("**/*", _offline)
    if faults:
        raise ValueError(f"the renderer complains: {faults}")
    path.parent.mkdir(parents=True, exist_ok=True)
    page.locator("#card").screenshot(path=path, animations="disabled")
    lines = re.sub("[\u00a0\u202f\t]", " ", page.evaluate(TEXT)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def cut(page: Page) -> List[str]:
    """Texts of the card on the page that a reader does not see whole."""
    return page.evaluate(CUT)


def _offline(route: Route) -> None:
    if route.request.resource_type == "image":
        route.fulfill(content_type="image/svg+xml", body=GREY)
    else:
        route.abort()


@lru_cache
def _host(theme: str = "light") -> Dict[str, Any]:
    """Microsoft's theme of Teams, in a font that the test machine has."""
    config = json.loads((VENDOR / f"microsoft-teams-{_base(theme)}.json").read_text("utf-8"))
    config["fontTypes"]["default"]["fontFamily"] = FONT
    if theme == "contrast":  # Microsoft publishes none: every ground black, every word bright
        for style in config["containerStyles"].values():
            style.update(backgroundColor=BLACK, borderColor=WHITE)
            for name, shades in style["foregroundColors"].items():
                shades.update(dict.fromkeys(shades, YELLOW if name == "accent" else WHITE))
    return config


def _base(theme: str) -> str:
    return "light" if theme == "light" else "dark"


@lru_cache
def _schema(newest: str = VERSIONS[-1]) -> Dict[str, Any]:
    """Microsoft's schema of version 1.5, without its loose ends, for clients up to `newest`.

    Its enumerations take any text that contains a value, and its root takes an empty object.
    """
    schema = json.loads((VENDOR / "adaptive-card-1.5.json").read_text("utf-8"))
    schema["required"] = ["type", "version"]
    kinds = schema["definitions"]
    for kind in kinds.values():
        choices = kind.get("anyOf", [{}])
        if "enum" in choices[0]:
            del kind["anyOf"]
            kind.update(type="string", pattern=f"(?i)^({'|'.join(choices[0]['enum'])})$")
    for name, needed in NEEDED.items():
        kinds[name]["required"] = sorted({*kinds[name].get("required", []), *needed})
        for each in needed:
            kinds[name]["properties"][each]["pattern"] = r"\S"
    for (name, each), rule in STRICTER.items():
        kinds[name]["properties"][each].update(rule)
    if newest not in VERSIONS:
        kinds["AdaptiveCard"]["properties"]["version"]["enum"] = [*VERSIONS, newest]
    for name in ("AdaptiveCard", "ActionSet"):
        kinds[name]["properties"]["actions"]["maxItems"] = _host()["actions"]["maxActions"]
    kinds["AdaptiveCard"]["properties"]["msteams"] = TEAMS_CARD
    return schema


def _causes(error: ValidationError) -> Iterator[str]:
    """An error, or what it comes from: in a choice of elements, the faults of the type claimed."""
    place, value = error.json_path, error.instance
    if error.validator != "anyOf" or not isinstance(value, dict):
        yield f"{place}: {error.message}"
        return
    choices: Dict[Any, List[ValidationError]] = {}
    for fault in error.context:
        choices.setdefault(fault.relative_schema_path[0], []).append(fault)
    claimed = [
        faults
        for faults in choices.values()
        if not any(
            list(fault.relative_path) == ["type"] or fault.message == UNTYPED for fault in faults
        )
    ]
    if not claimed:
        yield f"{place}: no element of type {value.get('type')!r} here"
    for fault in claimed[0] if claimed else []:
        yield from _causes(fault)


def _oversights(card: Dict[str, Any]) -> Iterator[str]:
    """What no schema can tell."""
    seen: List[str] = []
    for place, node in _elements(card, "$"):
        kind = str(node.get("type"))
        if isinstance(name := node.get("id"), str):
            if name in seen:
                yield f"{place}: the id {name!r} is taken"
            seen.append(name)
        if node.get("isRequired") is True and not node.get("errorMessage"):
            yield f"{place}: required, without an errorMessage"
        if kind == "Table":
            columns = len(node.get("columns") or [])
            for number, row in enumerate(node.get("rows") or []):
                if len(row.get("cells") or []) != columns:
                    yield f"{place}.rows[{number}]: {columns} columns, another number of cells"
        for what, since in _since(kind, node):
            if str(card.get("version")) < since:
                yield f"{place}: {what} came with version {since}"


def _elements(value: Any, place: str) -> Iterator[Tuple[str, Dict[str, Any]]]:
    """Every object of a card, with its place."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _elements(item, f"{place}[{number}]")
    elif isinstance(value, dict):
        yield place, value
        for name, item in value.items():
            if name not in OPAQUE:
                yield from _elements(item, f"{place}.{name}")


def _since(kind: str, node: Dict[str, Any]) -> Iterator[Tuple[str, str]]:
    """The element and its properties, with the version that brought each."""
    kinds = _schema()["definitions"]
    known = kinds.get(kind, {})
    properties: Dict[str, Any] = {}
    for base in [*(kinds[r["$ref"].split("/")[-1]] for r in known.get("allOf", [])), known]:
        properties.update({k: v for k, v in base.get("properties", {}).items() if v})
    if "version" in known:
        yield kind, known["version"]
    for name in node:
        if "version" in properties.get(name, {}):
            yield f"{kind}.{name}", properties[name]["version"]
