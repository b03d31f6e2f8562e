"""The number to call back: told, one of several, begun, or put right at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import List, Optional, Tuple, Union

from rasa_sdk import Tracker

from actions.forms.turns import last_answers, response_of
from actions.telephone import Phone, begun, find_phones
from dife.said.changes import TAKEN_BACK
from dife.said.numbers import in_figures as counted
from dife.text import bare, fold


@dataclass(frozen=True)
class Several:
    """Numbers of which one is meant, as they are dialled."""

    shown: Tuple[str, ...]


@dataclass(frozen=True)
class Begun:
    """A number that is not whole."""

    written: str


Told = Union[str, Several, Begun]

WHICH = "utter_telephone_lequel"
_NUMBER = r"(?:numero|num|n°|tel|telephone|portable|mobile|fixe|ligne)"
_NUMBERED = re.compile(rf"(?<!\w){_NUMBER}(?!\w)")
_LED = re.compile(
    rf"(?<!\w)(?:(?:et|ou(?: bien)?|sinon|c'est|c|est|mon|ma|le|au|sur|a|autre|un|nouveau|bon"
    rf"|{_NUMBER}|r?appele[rz](?:[- ]moi)?|joignable|change[rz]?|pour|:|=)[\s:=,]*)+$"
)
_REFUSED = re.compile(
    r"(?<!\w)(?:pas|plus|non pas|et non|au lieu d[eu]|a la place d[eu]|remplace[rz]?)"
    r"(?: (?:le|au|du|sur le|mon|numero))*\s*$"
)
_ENDS = re.compile(
    r"\bpas (?P<old>\d{1,4})(?: (?:a la fin|pour finir|en dernier))?"
    r"(?: (?:c est|c|mais|et|plutot|mettez|il faut|bien))* (?P<not>\d{1,4})\b|"
    r"\b(?P<now>\d{1,4})(?: (?:a la fin|pour finir))?(?: et)? (?:pas|non|au lieu de)"
    r" (?P<was>\d{1,4})\b|"
    r"\b(?:fini\w*|termin\w*|derniers? (?:chiffres?|numeros?)(?: (?:c )?(?:est|sont))?"
    r"|(?:a |par )la fin)\b(?: (?:par|en|c est|avec|bien))* (?P<new>\d{1,4}(?: \d{2})?)\b"
    r"|\b(?P<also>\d{1,4}) (?:a la fin|pour finir)\b"
)

_AROUND = re.compile(
    r"mon|ma|mes|au|à|a|le|est|c['’]est|c|sur|et|ou|en|fait|non|oui|pardon|désolé|voici|moi"
    r"|plut[oô]t|num[ée]ro|num|n°|t[ée]l|t[ée]l[ée]phone|portable|mobile|fixe|(?:r?appelez)(?:-moi)?|svp",
    re.IGNORECASE,
)


def phones(text: str, held: str = "") -> List[Phone]:
    """The numbers that may be meant: not the one refused, nor the one held, where another is."""
    found = find_phones(text)
    kept = [each for each in found if not _REFUSED.search(bare(text[: each.start]))]
    between = zip(found, found[1:], strict=False)
    gone = [one for one, two in between if TAKEN_BACK.fullmatch(bare(text[one.end : two.start]))]
    kept = [each for each in kept if each not in gone] or found
    fresh = [each for each in kept if each.shown != held] or kept
    return [e for n, e in enumerate(fresh) if e.shown not in [b.shown for b in fresh[:n]]]


def number(text: str, held: str, asked: bool) -> Optional[Told]:
    """The number told, several, one begun, or the end of the one that is held put right."""
    found = phones(text, held)
    if len(found) > 1 and all(each.shown for each in found):
        return Several(tuple(each.shown for each in found))
    if found:
        return text[found[0].start : found[0].end]
    ends = _ENDS.search(counted(fold(text)))
    before = ends and (ends["old"] or ends["was"]) or ""
    if ends and held and re.sub(r"\D", "", held).endswith(before):
        said = ends["not"] or ends["now"] or ends["new"] or ends["also"]
        digits = re.sub(r"\D", "", said)
        places = [m.start() for m in re.finditer(r"\d", held)][-len(digits) :]
        figures = list(held)
        for place, digit in zip(places, digits, strict=True):
            figures[place] = digit
        return "".join(figures)
    part = begun(text, asked or bool(_NUMBERED.search(bare(text))))
    return Begun(part) if part else None


def without_phones(text: str) -> str:
    """The text without its numbers and what leads to them: « au », « mon numéro c'est le »."""
    for phone in reversed(find_phones(text)):
        before = text[: phone.start]
        led = _LED.search(bare(before)) or _REFUSED.search(bare(before))
        text = f"{before[: led.start()] if led else before} , {text[phone.end :]}"
    return text.strip(" ,;:.")


_PICKS: Tuple[Tuple[str, int], ...] = (
    (r"(?:premiere?|1er|1ere|1)", 0),
    (r"(?:deuxieme|seconde?|2e|2eme|2|l autre|autre)", 1),
    (r"(?:troisieme|3e|3eme|3)", 2),
    (r"(?:derniere?)", -1),
)
_HEADS = {
    "portable": ("06", "07"),
    "mobile": ("06", "07"),
    "fixe": ("01", "02", "03", "04", "05"),
}


def picked(text: str, shown: Tuple[str, ...]) -> str:
    """Which of these numbers « le deuxième », « le portable », « celui qui finit par 13 » is."""
    folded = fold(text)
    ends = re.search(r"\b(\d{2,4})$", counted(folded))
    for word, heads in _HEADS.items():
        those = [each for each in shown if each.startswith(heads)]
        if re.search(rf"\b{word}\b", folded) and len(those) == 1:
            return those[0]
    if ends and len(those := [e for e in shown if re.sub(r"\D", "", e).endswith(ends[1])]) == 1:
        return those[0]
    for words, place in _PICKS:
        if re.search(rf"\b{words}\b", folded) and -1 <= place < len(shown):
            return shown[place]
    return ""


def shown_of(tracker: Tracker) -> Tuple[str, ...]:
    """The numbers of which one was just asked; none where nothing such was."""
    for said in last_answers(tracker):
        if response_of(said) == WHICH:
            buttons = (said.get("data") or {}).get("buttons") or []
            return tuple(str(button.get("payload")) for button in buttons)
    return ()


def has_words(text: str) -> bool:
    """Whether something is left beside the number."""
    return any(not _AROUND.fullmatch(word) for word in re.findall(r"[^\s,;:.!]+", text))
