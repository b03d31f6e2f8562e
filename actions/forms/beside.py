"""A value and a question in one message: « 2 nuits, et le train est remboursé ? ».

Rasa answers the question first; as the form goes on, the value is kept, and said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Iterator, Tuple

from actions.base import Turn, today
from actions.forms import gestures
from actions.forms.turns import asks
from assistant.dialogue.intents import VALUE
from assistant.nlu.entities.finder import extract
from dife.said import amounts
from dife.text import bare

_LINK = (
    r"(?:(?:et|mais|sinon|au fait|d'ailleurs|par contre|du coup|alors|dites(?:[- ]moi)?|tiens|puis"
    r"|en revanche|avant|juste|bon|par ailleurs|autre question|question)[\s,:]+)"
)
_CUT = re.compile(rf"\s*[,;.!?:…(–-]+\s+{_LINK}*(?=\w)|\s+{_LINK}+(?=\w)")
LONGEST_VALUE = 8  # words of an answer that a question stands beside


def parts(turn: Turn) -> Iterator[Turn]:
    """What may be the answer of a message that asks too: its head, or what ends it, alone."""
    for value, question in sorted(_sides(turn.text), key=lambda side: -len(side[0])):
        clear = not asks(value) and asks(question)
        doubt = amounts.doubted(bare(value), bare(question))
        if clear and not doubt and 0 < len(value.split()) <= LONGEST_VALUE:
            told = tuple(each.as_dict() for each in extract(value, today()))
            yield replace(turn, text=value, intent=VALUE, confidence=1.0, entities=told)


def asks_why(text: str) -> bool:
    """« 3 repas, mais pourquoi vous demandez ça ? »: beside an answer, why it is asked."""
    return any(gestures.of(question) == "pourquoi" for _, question in _sides(text))


def _sides(text: str) -> Iterator[Tuple[str, str]]:
    """The text cut in two, each side in turn as the value, the other as the question."""
    for cut in _CUT.finditer(bare(text)):
        head, tail = text[: cut.start()], text[cut.end() :]
        mark = text[cut.start() : cut.end()].strip()[:1]
        yield head, tail
        yield tail, f"{head}?" if mark == "?" else head
