"""Answers as Teams shows them: a text, or an Adaptive Card 1.5 when there is something to press.

Pure functions: an `Answer` in, Bot Framework activity out. Every button also works
when its title is typed.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any, Dict, List, Optional
from urllib.parse import quote

from assistant.dialogue.answers import Answer, AnyPayload, Button, Deadline, Letter, Table, payload
from assistant.server import agenda

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
LONGEST = 20_000  # UTF-16 bytes of text in an activity: Teams takes about 28 KB with its envelope
KEY = "dife"  # of an Action.Submit's data: what was pressed
ITEM = re.compile(r"\s*(?:[-•]|(\d+)\.)\s+(.*)")
BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:!?)]")


def activities(answer: Answer, expects: Optional[str], echo: str) -> List[Dict[str, Any]]:
    """The activities of an answer; `expects` adds a field to fill, `echo` recalls a button."""
    text = "\n\n".join(filter(None, (echo and f"Vous avez choisi : {echo}", answer.text)))
    field = FIELDS.get(expects or "")
    if not (answer.buttons or answer.data or field):
        return [
            {"type": "message", "textFormat": "xml", "text": html(part), "summary": part[:120]}
            for part in slices(text)
        ]
    *before, last = slices(text) or [""]
    sent = [{"type": "message", "textFormat": "xml", "text": html(part)} for part in before]
    card = {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": "1.5",
        "body": [*paragraphs(last), *shown(payload(answer.data)), *(field[0] if field else [])],
        "actions": [*(field[1] if field else []), *map(submit, answer.buttons)],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    summary = (last or answer.text)[:120]
    return [*sent, {"type": "message", "summary": summary, "attachments": [attachment]}]


def submit(button: Button) -> Dict[str, Any]:
    """A button; what it sends is checked against what the conversation offered."""
    data = {KEY: vars(button)}
    return {"type": "Action.Submit", "title": button.title, "data": data}


def _field(kind: str, label: str, action: str, **more: Any) -> tuple[List[Any], List[Any]]:
    shown = {"type": kind, "id": "valeur", "label": label, **more}
    send = {"type": "Action.Submit", "title": action, "data": {KEY: {"champ": kind}}}
    return [shown], [send]


FIELDS = {
    "date": _field("Input.Date", "Votre date", "Envoyer cette date"),
    "nombre": _field("Input.Number", "Votre nombre", "Envoyer ce nombre", min=0),
    "montant": _field("Input.Number", "Votre montant, en euros", "Envoyer ce montant", min=0),
}


def clicked(value: Any) -> Optional[Dict[str, str]]:
    """{text, title} of a card's click or filled field; None when it is not one of ours."""
    pressed = value.get(KEY) if isinstance(value, dict) else None
    if not isinstance(pressed, dict):
        return None
    payload, title = pressed.get("payload"), pressed.get("title")
    if isinstance(payload, str) and isinstance(title, str):
        return {"text": payload, "title": title[:80]}
    filled = value.get("valeur")
    if isinstance(filled, (int, float)) and not isinstance(filled, bool):
        filled = re.sub(r"\.0\Z", "", str(filled)).replace(".", ",")  # « 1e+308 » is no number
    if not isinstance(filled, str):
        return {"text": "", "title": ""}  # the field was sent empty
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", filled.strip())
    text = "/".join(day.groups()[::-1]) if day else filled.strip()
    return {"text": text, "title": text}


def shown(data: Optional[AnyPayload]) -> List[Dict[str, Any]]:
    """A table, a letter or a deadline as elements of a card."""
    if isinstance(data, Table):
        rows = [*data.rows, data.total]
        facts = [{"title": r[0], "value": ", soit ".join(filter(None, r[1:]))} for r in rows]
        return [_block(data.title, weight="Bolder"), {"type": "FactSet", "facts": facts}]
    if isinstance(data, Deadline):
        address = agenda.link(data.start)
        action = {"type": "Action.OpenUrl", "title": "Ajouter à mon agenda", "url": address}
        return [{"type": "ActionSet", "actions": [action]}]
    if not isinstance(data, Letter):
        return []
    # The body is not put in the link: an address is kept by too many programs.
    mail = f"mailto:{quote(data.recipient, safe='@')}?subject={quote(data.subject)}"
    letter = [_block(f"Destinataire : {data.recipient}"), _block(f"Objet : {data.subject}")]
    letter += [_block(markdown(part)) for part in re.split(r"\n{2,}", data.body or "")]
    papers = [_block(f"• {escaped(paper)}", spacing="Small") for paper in data.papers]
    return [
        {"type": "Container", "style": "emphasis", "items": letter},
        _block("À fournir avec ce courriel :", weight="Bolder"),
        *papers,
        _block(f"[Ouvrir un courriel avec ce destinataire et cet objet]({mail})"),
    ]


def _block(text: str, **more: Any) -> Dict[str, Any]:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def paragraphs(text: str) -> List[Dict[str, Any]]:
    """One block a paragraph."""
    return [_block(markdown(part)) for part in re.split(r"\n{2,}", text) if part.strip()]


def escaped(text: str) -> str:
    """A text whose marks are not read as Markdown; « _ » inside a word never is."""
    return re.sub(r"([\\`*\[\]<>~#])|(?<!\w)_|_(?!\w)", lambda m: f"\\{m[0]}", text)


def markdown(text: str) -> str:
    """A paragraph in a card's Markdown: our bold and lists stay, all else is text."""
    lines = []
    for line in text.split("\n"):
        item = ITEM.fullmatch(line)
        bare = item[2] if item else line
        parts = BOLD.split(bare)  # every other one was bold
        bare = "".join(f"**{escaped(p)}**" if n % 2 else escaped(p) for n, p in enumerate(parts))
        if not item:
            lines.append(f"{bare}\n")  # a line of its own needs an empty one after it
        else:
            lines.append(f"{item[1]}. {bare}" if item[1] else f"- {bare}")
    return "\n".join(lines).strip()


def html(text: str) -> str:
    """A message in the HTML that Teams takes: paragraphs, lists, bold, links; all else is text."""

    def rich(line: str) -> str:
        line = BOLD.sub(r"<strong>\1</strong>", escape(line, quote=False))
        return LINK.sub(lambda m: f'<a href="{escape(m[0])}">{m[0]}</a>', line)

    blocks = []
    for part in re.split(r"\n{2,}", text.strip()):
        lines: List[str] = []
        for line in part.split("\n"):
            item = ITEM.fullmatch(line)
            if item:
                tag, start = ("ol", f' start="{item[1]}"') if item[1] else ("ul", "")
                lines.append(f"<{tag}{start}><li>{rich(item[2])}</li></{tag}>")
            else:
                lines.append(f"{rich(line)}<br/>")
        body = "".join(lines).replace("</ul><ul>", "")
        body = re.sub(r"</ol><ol[^>]*>", "", body)
        blocks.append(f"<p>{body.removesuffix('<br/>')}</p>")
    return "".join(blocks)


def slices(text: str) -> List[str]:
    """Texts that Teams accepts, cut between paragraphs, else between characters."""
    found: List[str] = []
    for part in re.split(r"\n{2,}", text):
        while len(part) * 2 > LONGEST:
            found.append(part[: LONGEST // 2])
            part = part[LONGEST // 2 :]
        if found and (len(found[-1]) + len(part)) * 2 < LONGEST:
            found[-1] += f"\n\n{part}"
        else:
            found.append(part)
    return [part for part in found if part.strip()]
