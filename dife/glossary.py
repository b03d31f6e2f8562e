"""The words whose meaning officials ask: « c'est quoi une délibération ? »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pydantic import BaseModel, Extra

from dife.text import fold

FILE = "mots.yml"


class Word(BaseModel):
    """`dits`: how it is written; `texte`: what it means, in a sentence or two."""

    cle: str
    dits: tuple[str, ...]
    texte: str

    class Config:
        extra = Extra.forbid
        frozen = True


_LEAD = (
    r"(?:(?:bonjour|pardon|donc|et|mais|euh|alors|ok|merci|svp|dites moi|au fait|en fait|d abord"
    r"|mais enfin|excusez moi) )*"
)
_WHAT = (
    r"(?:c est quoi|c quoi|cest quoi|qu est ce que c est(?: que)?|qu est ce qu on appelle"
    r"|qu est ce que(?: ca)? veut dire|qu est ce qu|(?:qu )?est ce que signifie|ca veut dire quoi"
    r"|(?:que|ca) (?:veut dire|signifie)|signifie quoi|que designe|qu est ce que"
    r"|qu appelez? (?:vous|t on)|(?:qu entendez vous|vous entendez quoi) par|quel est le sens d[eu]"
    r"|(?:quelle est )?la definition d[eu]|c est pour quoi|kesako|keske c est)"
)
_ARTICLE = r"(?:(?:deja|donc|le mot|le terme|une?|les?|la|l|des?|du|d|mon|ma|votre|cette?|ce) )*"
_AFTER = (
    r"(?: (?:deja|donc|au juste|exactement|svp|s il vous plait|ici|pour vous|merci|en fait"
    r"|precisement|(?:c est|est ce)(?: \w+){1,5}))*"
)
_BEHIND = (
    r"(?: ca)? (?:c est quoi|c quoi|kesako|ca veut dire quoi|(?:ca )?signifie quoi|veut dire quoi"
    r"|c est a dire|qu est ce que c est|c est pour quoi)"
)
_WRITTEN = r"(?:je|on|il faut|faut)(?: que je)? (?:mets?|mettre|mette|ecris|ecrire|note) quoi"


@lru_cache(maxsize=64)
def _asks(written: str) -> re.Pattern[str]:
    word = re.escape(fold(written))
    return re.compile(
        rf"{_LEAD}(?:{_WHAT} {_ARTICLE}{word}{_AFTER}|{_ARTICLE}{word}{_BEHIND}{_AFTER}"
        rf"|{_WRITTEN} (?:comme|pour|a) {_ARTICLE}{word}{_AFTER})"
    )


def meant(text: str, words: Iterable[Word]) -> Word | None:
    """The word whose meaning the whole of a message asks; None for any other message."""
    folded = fold(text)
    found = (word for word in words if any(_asks(w).fullmatch(folded) for w in word.dits))
    return next(found, None)
