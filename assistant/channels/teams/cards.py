"""What a turn says, as Teams shows it: one message, a text or an Adaptive Card 1.5.

Pure functions: answers in, Bot Framework activities out. Every button also works when its title is
typed. The body of a letter is a message of its own: a text of a card cannot be copied on a phone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict, List, Optional, Sequence

from assistant.channels.teams import figures, forms
from assistant.channels.teams.elements import (
    PARAGRAPHS,
    Element,
    block,
    html,
    markdown,
    paragraphs,
    plain,
    row,
    verbatim,
)
from assistant.channels.teams.forms import FIELDS, KEY
from assistant.dialogue import folding
from assistant.dialogue.answers import Answer, Button

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
CARD = "application/vnd.microsoft.card.adaptive"
LONGEST = 12_000  # UTF-16 bytes of text in an activity: Teams takes about 28 KB with its envelope
SUMMARY = 120  # characters, of a notification
FALLBACK = 1_000  # characters, where cards are not drawn
LEADS = ("tableau", "etapes")  # whose first button is what to do next
WIDE = ("tableau", "agenda")
NOTICE = "mention"
ANSWERED = {"channelData": {"feedbackLoop": {"type": "default"}}}  # « Cette réponse vous aide ? »


def activities(
    answers: Sequence[Answer], expects: Optional[str], echo: str, public: bool = False
) -> List[Dict[str, Any]]:
    """The activities of a turn: one, unless it is too long or brings a letter.

    `expects` adds a field to fill; `echo` recalls a button; nobody's opinion is asked in `public`.
    """
    notices = [answer for answer in answers if _kind(answer) == NOTICE]
    groups = fitted([answer for answer in answers if _kind(answer) != NOTICE])
    if notices and not groups:
        groups = [[]]
    sent = []
    for number, group in enumerate(groups, 1):
        last = number == len(groups)
        before = echo if number == 1 else ""
        after = notices if last else []
        sent.append(_message(group, expects if last else None, before, after))
    if sent and not (public or expects) and any(map(_rated, answers)):
        sent[-1] |= ANSWERED
    return [*sent, *(_text(verbatim(body)) for body in map(figures.body, answers) if body)]


def _kind(answer: Answer) -> Optional[str]:
    return (answer.data or {}).get("type")


def _rated(answer: Answer) -> bool:
    return bool(answer.to) and _kind(answer) != NOTICE and folding.rated(answer.text)


def _text(text: str, **more: Any) -> Dict[str, Any]:
    return {"type": "message", "textFormat": "xml", "text": text, **more}


def _message(
    answers: Sequence[Answer], expects: Optional[str], echo: str, notices: Sequence[Answer]
) -> Dict[str, Any]:
    """A card where there is something to press, to fill or to open; else a text."""
    echoed = f"Vous avez choisi : {echo}" if echo else ""
    whole = "\n\n".join(filter(None, [echoed, *map(figures.told, answers)]))
    summary = plain(whole)[:SUMMARY]
    pressed = expects in FIELDS or notices or any(a.buttons or a.data for a in answers)
    if not pressed and not any(folding.folded(answer.text)[1] for answer in answers):
        return _text(html(whole), summary=summary)
    body = [block(markdown(echoed), size="Small", isSubtle=True)] if echoed else []
    for number, answer in enumerate(answers):
        last = number == len(answers) - 1
        made = _answer(answer, expects if last else None, f"plus-{number}")
        if number and made:
            made[0] = {**made[0], "separator": True, "spacing": "Medium"}
        body += made
    for notice in notices:
        body += paragraphs(notice.text, size="Small", isSubtle=True, separator=True)
    content: Dict[str, Any] = {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": "1.5",
        "lang": "fr",
        "fallbackText": plain(whole)[:FALLBACK],
        "body": body,
    }
    if any(_kind(answer) in WIDE for answer in answers):
        content["msteams"] = {"width": "Full"}
    attachment = {"contentType": CARD, "content": content}
    return {"type": "message", "summary": summary, "attachments": [attachment]}


def _answer(answer: Answer, expects: Optional[str], name: str) -> List[Element]:
    """An answer, the field for what it asks, its buttons."""
    field: List[Element] = []
    if expects in FIELDS:
        text, question = forms.asked(answer.text)
        answer = replace(answer, text=text)
        field = forms.filled(str(expects), question)
    leads = _kind(answer) in LEADS
    rows = [row(b.title, submit(b), leads and not n) for n, b in enumerate(answer.buttons)]
    if rows:
        rows[0]["spacing"] = "Medium"
    return [*figures.shown(answer, name), *field, *rows]


def submit(button: Button) -> Element:
    """A button; what it sends is checked against what the conversation offered. A field of its card
    may stay empty."""
    return {"type": "Action.Submit", "data": {KEY: vars(button)}, "associatedInputs": "none"}


def clicked(value: Any) -> Optional[Dict[str, str]]:
    """{text, title} of a card's click or filled field; None when it is not one of ours."""
    pressed = value.get(KEY) if isinstance(value, dict) else None
    if not isinstance(pressed, dict):
        return None
    payload, title = pressed.get("payload"), pressed.get("title")
    if isinstance(payload, str) and isinstance(title, str):
        return {"text": payload, "title": title[:80]}
    filled = value.get(forms.VALUE)
    if isinstance(filled, (int, float)) and not isinstance(filled, bool):
        filled = re.sub(r"\.0\Z", "", str(filled)).replace(".", ",")  # « 1e+308 » is no number
    if not isinstance(filled, str):
        return {"text": "", "title": ""}  # the field was sent empty
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", filled.strip())
    text = "/".join(day.groups()[::-1]) if day else filled.strip()
    return {"text": text, "title": text}


def fitted(answers: Sequence[Answer]) -> List[List[Answer]]:
    """Answers in groups that Teams accepts; a long one is cut, and keeps its buttons at its end."""
    groups: List[List[Answer]] = []
    size = 0
    for answer in answers:
        *before, last = slices(answer.text) or [""]
        parts = [*(replace(answer, text=part, buttons=(), data=None) for part in before)]
        for part in (*parts, replace(answer, text=last)):
            size += len(part.text) * 2
            if not groups or size > LONGEST:
                groups.append([])
                size = len(part.text) * 2
            groups[-1].append(part)
    return groups


def slices(text: str) -> List[str]:
    """Texts that Teams accepts, cut between paragraphs, else between characters."""
    found: List[str] = []
    for part in PARAGRAPHS.split(text):
        while len(part) * 2 > LONGEST:
            found.append(part[: LONGEST // 2])
            part = part[LONGEST // 2 :]
        if found and (len(found[-1]) + len(part)) * 2 < LONGEST:
            found[-1] += f"\n\n{part}"
        else:
            found.append(part)
    return [part for part in found if part.strip()]
