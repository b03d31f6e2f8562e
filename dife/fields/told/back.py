"""What is to be as it was before it was changed: « remettez l'ancien numéro »."""

from __future__ import annotations

import re

from dife.text import fold

_FORMER = (
    r"(?:ancien(?:ne)?s?|precedente?s?|premiere?s?|d avant|du debut|de tout a l heure|initiale?"
    r"|d origine|que j (?:ai|avais) (?:donne|dit|mis)\w* (?:avant|au debut|en premier|d abord))"
)
_OF = r"(?:(?:le|la|l|au|a|mon|ma|son|sa|notre|moi|donc|plutot|s il vous plait) )*"
_NAMED_THING = (
    r"(?P<thing>noms?|numeros?|num|tel\w*|portable|mobile|fixe|moment|horaire|jour|heure)"
)
_PUT_BACK = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:remet\w*|retabli\w*) {_OF}(?:{_FORMER} )?{_NAMED_THING}\b",
        rf"\b{_FORMER} {_NAMED_THING}\b",
        rf"\b{_NAMED_THING} {_FORMER}\b",
        rf"\b(?:remet\w*|gard\w*|repren\w*|laiss\w*|conserv\w*|retabli\w*|reven\w*|plutot)"
        rf" (?P<thing>{_OF}(?:celui {_FORMER}|{_FORMER}))(?= |$)",
    )
)
_WORDS_PUT_BACK = 10


def puts_back(text: str) -> str:
    """« remettez l'ancien numéro », « gardez celui d'avant »: what was changed is as it was.

    « nom », « numero », « moment », or « tout » where it is not said which; "" for no such thing.
    """
    folded = fold(text)
    if len(folded.split()) > _WORDS_PUT_BACK or re.search(r"\d", folded) or "?" in text:
        return ""
    found = next(filter(None, (pattern.search(folded) for pattern in _PUT_BACK)), None)
    if not found or re.search(r"\b(?:pas|plus|zero)\b", folded):
        return ""
    thing = found["thing"]
    if re.match(r"noms?\b", thing):
        return "nom"
    if re.match(r"(?:moment|horaire|jour|heure)\b", thing):
        return "moment"
    return "numero" if re.match(r"(?:num|tel|portable|mobile|fixe)", thing) else "tout"
