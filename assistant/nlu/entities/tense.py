"""Whether a date is told as past: « j'ai accepté le 23 », « proposition reçue mardi »."""

from __future__ import annotations

from assistant.nlu.entities.scan import Scan, pattern

_DEEDS = (
    r"(?:accept|valid|envoy|confirm|depos|demand|propos|notifi|transmi|arriv)(?:ee?s?|is?e?s?)"
    r"|recue?s?|repondu|dit|fait|inscrite?s?|eue?|signee?s?"
)
_HELD = r"(?:a eu lieu|s'est (?:tenue?|deroulee?|passee?|terminee?|finie?)) (?:\w+ )?$"
_SINCE = r"\bdepuis (?:le )?$"
_STILL_OPEN = (
    r"(?! (?:pour|qui|dont|quoi|quand|commenc|demande|dossier|inscri|reserv|devis|prevu|programm"
    r"|limite|proposition|prochain))"
)
# « j'ai suivi une formation », « j'y étais », « c'était », « elle a commencé »: attended, so over.
_ATTENDED = (
    r"(?:suivie?s?|participe|assiste|dormi|loge|mange|dejeune|dine|roule|commencee?|debutee?"
    r"|demarree?|duree?|allee?s?|partie?s?|passee?s?|revenue?s?|rentree?s?|paye|regle|depense"
    r"|ete(?= (?:en|a|au|aux|absente?|heberge|loge|(?:re)?elue?s?)\b)"
    r"|pris(?= (?:\w+ )?(?:nuits?|repas|train|hotel)))"
)
_WAS = (
    r"(?<!si )(?<!si c')(?:c'etait|etait|etais|etions|etaient|commencait|avait lieu|avaient lieu)"
)
_SUPPOSED = (
    r"\b(?:si|s'il|s'ils|suppos\w+|imagin\w+)\b[^.;]*$"  # « si la formation était le 16 mars »
)
_HAD = (
    r"\b(?:ai|a|as|avons|avez|ont) (?:deja )?(?:fait|eu) (?:une?|ma|mon|la|cette)"
    r" (?:formation|stage|session)"
)
_BEEN = r"\b(?:ai|a|as|avons|avez|ont) ete (?:en|a|au|chez|sur)\b"
_OVER = (
    r"(?:\b(?:j'? ?ai|ai|as|a|avons|avez|ont|suis|est|sommes|sont)(?: (?:deja|bien|y))* "
    rf"{_ATTENDED}\b|{_BEEN}|{_HAD}|\b{_WAS})(?:{_STILL_OPEN} [\w'-]+){{0,6}} ?$"
)
_OVER_AFTER = (
    r"^,? ?(?:(?:que )?j'y (?:etais|suis alle)|(?:que )?j'etais|nous (?:y )?etions|je suis alle"
    rf"|(?:j'? ?ai|nous avons|on a) (?:deja |bien )*{_ATTENDED}\b|a eu lieu|c'est passe)"
)
_DONE_AFTER = (
    r"^,? ?(?:j'? ?ai|il a|elle a|ils ont|on a|nous avons|l'organisme (?:m')?a|ils m'ont|il m'a)"
    rf" (?:bien |enfin |deja )*(?:{_DEEDS})\b"
)
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
    r"\b(?:sera|seront|serait|soit|etre|(?<!c')est|sont|une fois|si c'est|aura|aurai|va|vais|doit)"
    r"(?: \w+){0,2} ?$"
)

_NEAR = 40  # characters after a date where it may be told as past


def is_over(scan: Scan, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is the day of something over: « a eu lieu le », « j'y étais »."""
    before = _sentence(scan, start)
    if pattern(_SUPPOSED).search(before):
        return False
    cues = (_HELD, _SINCE, _OVER)
    if any(pattern(cue).search(before) for cue in cues):
        return True
    return bool(pattern(_OVER_AFTER).search(scan.folded[end : end + _NEAR]))


def is_past(scan: Scan, start: int, end: int) -> bool:
    """Whether what is around ``text[start:end]`` tells of something over, or done."""
    if is_over(scan, start, end):
        return True
    if pattern(_DONE_AFTER).search(scan.folded[end : end + _NEAR]):
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
