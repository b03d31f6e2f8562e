"""What a card and a message are made of: French as it is printed, real links, rows to press.

Pure functions. All that is said is text: only our bold, our lists and addresses have a form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any, Callable, Dict, List, Tuple
from urllib.parse import quote

Element = Dict[str, Any]
NO_BREAK_SPACE = "\u00a0"
DATA_PAGE = "/donnees.html"  # its link is worded by what leads to it, as in the widget
PARAGRAPHS = re.compile(r"\n{2,}")
_ITEM = re.compile(r"\s*(?:[-•]|(\d+)\.)\s+(.*)")
_LEAD = re.compile(r"[^.!?:\s][^.!?:]*(?=\s:\s*$)")  # the words before « : » at the end
_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*"
    r"|(?P<site>https?://[^\s<>«»\"]*[^\s<>«»\".,;:!?)])"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    rf"|(?P<phone>\b0\d(?:[ {NO_BREAK_SPACE}]\d\d){{4}}\b)"
)


@dataclass(frozen=True)
class Dialect:
    """How a message or a card writes text, bold, and a link (its words, its address).

    `bold_links`: Teams underlines no link of a card, so its colour alone would tell it.
    """

    text: Callable[[str], str]
    bold: Callable[[str], str]
    link: Callable[[str, str], str]
    bold_links: bool


def typeset(text: str) -> str:
    """No line begins with a « ? », nor ends with a « « »."""
    return re.sub(r" (?=[?!:;»])|(?<=«) ", NO_BREAK_SPACE, text)


def escaped(text: str) -> str:
    """A text whose marks are not read as Markdown; « _ » inside a word never is."""
    return re.sub(r"([\\`*\[\]<>~#])|(?<!\w)_|_(?!\w)", lambda m: f"\\{m[0]}", text)


def _target(address: str) -> str:
    return quote(address, safe="%/:?#@!$&'+,;=~-._")


_CARD = Dialect(
    text=lambda text: escaped(typeset(text)),
    bold=lambda text: f"**{text}**",
    link=lambda words, address: f"[{escaped(words)}]({_target(address)})",
    bold_links=True,
)
_MESSAGE = Dialect(
    text=lambda text: escape(typeset(text), quote=False),
    bold=lambda text: f"<strong>{text}</strong>",
    link=lambda words, address: f'<a href="{escape(address)}">{escape(words, quote=False)}</a>',
    bold_links=False,
)


def _inline(text: str, dialect: Dialect, bold: bool = False) -> str:
    """A line, its bold and its addresses in a dialect."""
    made, end = "", 0
    for found in _INLINE.finditer(text):
        before, end = text[end : found.start()], found.end()
        if found["bold"]:
            made += dialect.text(before) + dialect.bold(_inline(found["bold"], dialect, True))
            continue
        lead = _LEAD.search(before) if (found["site"] or "").endswith(DATA_PAGE) else None
        words, address = _address(found)
        made += dialect.text(before[: lead.start()] if lead else before)
        link = dialect.link(lead[0] if lead else words, address)
        made += dialect.bold(link) if dialect.bold_links and not bold else link
    return made + dialect.text(text[end:])


def _address(found: re.Match[str]) -> Tuple[str, str]:
    """The words of a link, and where it leads."""
    if site := found["site"]:
        return re.sub(r"^https?://|/$", "", site) or site, site
    if mail := found["mail"]:
        return mail, f"mailto:{mail}"
    digits = re.sub(r"\D", "", found[0])
    return NO_BREAK_SPACE.join(re.findall(r"\d\d", digits)), f"tel:+33{digits[1:]}"


def _line(said: str, dialect: Dialect) -> str:
    """A line, or an item of a list: phones show no list in a message, and cut those of a card."""
    item = _ITEM.fullmatch(said)
    if not item:
        return _inline(said, dialect)
    mark = f"{item[1]}.{NO_BREAK_SPACE}" if item[1] else f"•{NO_BREAK_SPACE}"
    return mark + _inline(item[2], dialect)


def markdown(line: str) -> str:
    """A line of a card, in its Markdown."""
    return _line(line, _CARD)


def html(text: str) -> str:
    """A message in the HTML that Teams takes."""
    parts = [part.split("\n") for part in PARAGRAPHS.split(text.strip())]
    return "".join(
        f"<p>{'<br/>'.join(_line(each, _MESSAGE) for each in lines)}</p>" for lines in parts
    )


def verbatim(text: str) -> str:
    """A text to be copied, in that HTML: its lines, and no mark of ours."""
    return "<br/>".join(escape(text.strip(), quote=False).split("\n"))


def plain(text: str) -> str:
    """A text without its bold, for where none is read."""
    return typeset(re.sub(r"\*\*(.+?)\*\*", r"\1", text))


def block(text: str, **more: Any) -> Element:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def paragraphs(text: str, **more: Any) -> List[Element]:
    """One block a line, nearer to the one before within a paragraph."""
    made = []
    for part in PARAGRAPHS.split(text):
        lines = [line for line in part.split("\n") if line.strip()]
        made += [
            block(markdown(line), **({"spacing": "Small"} if number else {}), **more)
            for number, line in enumerate(lines)
        ]
    return made


def heading(text: str, **more: Any) -> Element:
    return block(markdown(text), style="heading", weight="Bolder", **more)


def row(title: str, action: Element, leads: bool = False) -> Element:
    """Something to press, as wide as the card: a button of Teams cuts its title, a row wraps it.

    `leads`: what most people do next, filled; one at most in a card.
    """
    colour = "Default" if leads else "Accent"
    words = {"color": colour, "weight": "Bolder"}
    columns = [
        {"type": "Column", "width": "stretch", "items": [block(escaped(typeset(title)), **words)]},
        {"type": "Column", "width": "auto", "items": [block("›", **words)]},
    ]
    return {
        "type": "Container",
        "style": "accent" if leads else "emphasis",
        "spacing": "Small",
        "minHeight": "44px",
        "verticalContentAlignment": "Center",
        "selectAction": {**action, "title": title},
        "items": [{"type": "ColumnSet", "columns": columns}],
    }


def folded(title: str, items: List[Element], name: str) -> List[Element]:
    """A title that opens and shuts what stands under it; `name` is unique in the card."""
    action = {"type": "Action.ToggleVisibility", "title": title, "targetElements": [name]}
    opener = {
        "type": "Container",
        "spacing": "Small",
        "minHeight": "32px",
        "verticalContentAlignment": "Center",
        "selectAction": action,
        "items": [block(f"{escaped(typeset(title))} ▾", color="Accent", size="Small")],
    }
    within = {"type": "Container", "id": name, "isVisible": False, "spacing": "None"}
    return [opener, {**within, "items": items}]
