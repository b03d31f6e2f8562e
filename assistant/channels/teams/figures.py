"""A sum, a deadline, a step and a letter as a card shows them: what matters first, the rest folded.

Pure functions: an `Answer` in, elements out. The text of the answer says the same.
"""

from __future__ import annotations

import re
from typing import List, Optional, Tuple
from urllib.parse import quote

from assistant.channels.teams.elements import (
    Element,
    block,
    escaped,
    folded,
    heading,
    markdown,
    paragraphs,
    typeset,
)
from assistant.dialogue import folding
from assistant.dialogue.answers import Answer, Deadline, Letter, Steps, Table, payload
from assistant.server import agenda

# A line that leads to its only figure; the widget reads the like (widget/src/reponse.js).
_FIGURE = re.compile(r"(?:- )?([^*]*[^*\s])\s+\*\*([^*]+)\*\*\s*[.;,]?")
SHORT = 14  # characters of a figure in the largest letters: « 100 000,50 € »


def shown(answer: Answer, name: str) -> List[Element]:
    """An answer but its buttons; `name` begins the ids of its parts."""
    data = payload(answer.data)
    if isinstance(data, Letter):
        return letter(told(answer), data, name)
    front, details = folding.folded(answer.text)
    first: List[Element] = []
    if isinstance(data, (Table, Deadline)):
        first, front = headline(front, data)
    if isinstance(data, Steps):
        first, front = step(front, data)
    if isinstance(data, Table):
        first += table(data)
    made = [*first, *paragraphs(front)]
    if isinstance(data, Deadline):
        action = {"type": "Action.OpenUrl", "title": "Ajouter à mon agenda", "style": "positive"}
        made.append({"type": "ActionSet", "actions": [{**action, "url": agenda.link(data.start)}]})
    for number, part in enumerate(details):
        small = paragraphs(part["text"], size="Small", isSubtle=True)
        made += folded(part["title"], small, f"{name}-{number}")
    return made


def headline(text: str, data: Table | Deadline) -> Tuple[List[Element], str]:
    """The sum or the day in large letters under the words that lead to it, and the text left."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := _FIGURE.fullmatch(line):
            rest = "\n".join([*lines[:number], *lines[number + 1 :]]).strip()
            return [_lead(found[1]), _large(found[2])], rest
    if isinstance(data, Table) and f"**{data.total[-1]}**" in lines[0]:  # « …, au lieu de 260 € »
        return [_large(data.total[-1])], text
    return [], text


def _lead(words: str) -> Element:
    return heading(words[0].upper() + words[1:], size="Medium")


def _large(figure: str) -> Element:
    size = "ExtraLarge" if len(figure) <= SHORT else "Large"
    return block(escaped(figure), size=size, weight="Bolder", spacing="None")


def table(data: Table) -> List[Element]:
    """A line each: what it is with its price under it, and its amount; the total under a rule."""
    rows = [_line(cells) for cells in data.rows]
    total = _line(data.total, weight="Bolder")
    return [
        {"type": "Container", "spacing": "Small", "items": [*rows, {**total, "separator": True}]}
    ]


def _line(cells: Tuple[str, ...], **more: str) -> Element:
    what, *prices, amount = cells
    small = [
        block(escaped(typeset(price)), size="Small", isSubtle=True, spacing="None")
        for price in filter(None, prices)
    ]
    words = [block(escaped(typeset(what or "Part")), **more), *small]
    sum_ = block(escaped(amount), horizontalAlignment="Right", **more)
    columns = [
        {"type": "Column", "width": "stretch", "items": words},
        {"type": "Column", "width": "auto", "items": [sum_]},
    ]
    return {"type": "ColumnSet", "spacing": "Small", "columns": columns}


def step(text: str, data: Steps) -> Tuple[List[Element], str]:
    """« Étape 2 sur 6 » over as many marks, and the text left."""
    first, _, rest = text.partition("\n")
    bar = "●" * data.current + "○" * max(0, data.last - data.current)
    return [heading(first, size="Medium"), block(bar, color="Accent", spacing="None")], rest.strip()


def letter(text: str, data: Letter, name: str) -> List[Element]:
    """To whom a letter goes and what goes with it; its body is a message of its own (`body`)."""
    # The body is not put in the link: an address is kept by too many programs.
    mail = f"mailto:{quote(data.recipient, safe='@')}?subject={quote(data.subject)}"
    about = [
        block(markdown(f"**Destinataire** : {data.recipient}")),
        block(f"**Objet**\u00a0: {escaped(typeset(data.subject))}", spacing="Small"),
    ]
    made = [
        *paragraphs(text),
        {"type": "Container", "style": "emphasis", "items": about},
        block(f"[Ouvrir un courriel avec ce destinataire et cet objet]({mail})"),
    ]
    if data.papers:
        papers = [block(f"• {escaped(typeset(each))}", spacing="Small") for each in data.papers]
        made += folded(f"Pièces à joindre ({len(papers)})", papers, name)
    if data.body:
        made.append(block("Le texte du courriel est dans le message suivant, à copier."))
    return made


def told(answer: Answer) -> str:
    """The text of an answer, but what a letter's card and its body show in their own way."""
    data = payload(answer.data)
    if not isinstance(data, Letter) or data.recipient not in answer.text:
        return answer.text
    return answer.text[: answer.text.index(data.recipient)].rpartition("\n\n")[0]


def body(answer: Answer) -> Optional[str]:
    """The words of an answer's letter, as they are to be sent."""
    data = payload(answer.data)
    return data.body if isinstance(data, Letter) else None
