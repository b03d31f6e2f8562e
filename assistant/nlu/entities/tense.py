"""Whether a date is told as past: « j'ai accepté le 23 », « proposition reçue mardi »."""

from __future__ import annotations

from assistant.nlu.entities.scan import Scan, pattern

_DEEDS = (
    r"(?:accept|valid|envoy|confirm|depos|demand|propos|notifi|transmi|arriv)(?:ee?s?|is?e?s?)"
    r"|recue?s?|repondu|fait|inscrite?s?|eue?|signee?s?"
)
_HELD = r"(?:a eu lieu|s'est (?:tenue?|deroulee?|passee?|terminee?|finie?)) (?:\w+ )?$"
_SINCE = r"\bdepuis (?:le )?$"
_THING = (
    r"(?! ?(?:pour|du|des|qui|dont|commenc\w*|debut\w*|formation|session|stage|cours)\b) ?[\w'-]+"
)
# « j'ai accepté », « a été acceptée », « je me suis inscrit »: the auxiliary says that it is done.
_DONE = (
    rf"\b(?:j'?ai|ai|as|a|avons|avez|ont|ete|suis|deja)(?: (?:deja|bien|enfin|ete|tous))*"
    rf" (?:{_DEEDS})(?:{_THING}){{0,4}} ?$"
)
_RECEIVED = rf"\b(?:recue?s?|deja (?:{_DEEDS}))(?:{_THING}){{0,3}} ?$|\bproposition du $"
# « accepté mardi »: without an auxiliary the accent alone tells the past from « accepte mardi ».
_ACCENTED = (
    r"\b(?:accept|valid|envoy|confirm|dépos|demand|propos)ée?s?\b(?: (?:le|par \S+|l'\S+))* ?$"
)
_TO_COME = (
    r"\b(?:sera|seront|serait|soit|etre|est|sont|une fois|si c'est|aura|aurai|va|vais|doit)"
    r"(?: \w+){0,2} ?$"
)


def is_over(scan: Scan, start: int) -> bool:
    """Whether ``text[start:]`` is the day of something over: « a eu lieu le », « depuis »."""
    before = _sentence(scan, start)
    return bool(pattern(_HELD).search(before) or pattern(_SINCE).search(before))


def is_past(scan: Scan, start: int) -> bool:
    """Whether what leads to ``text[start:]`` tells of something over, or done."""
    if is_over(scan, start):
        return True
    before = _sentence(scan, start)
    for source in (_DONE, _RECEIVED):
        cue = pattern(source).search(before)
        if cue and not pattern(_TO_COME).search(before[: cue.start()]):
            return True
    written = scan.text[start - len(before) : start].lower()
    cue = pattern(_ACCENTED).search(written)
    return bool(cue and not pattern(_TO_COME).search(before[: cue.start()]))


def _sentence(scan: Scan, start: int) -> str:
    """What precedes in the sentence, folded."""
    return pattern(r"[.?!;\n](?=\s)").split(scan.folded[:start])[-1]
