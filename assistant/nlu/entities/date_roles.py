"""Which day is meant: that of the training or that of its validation."""

from __future__ import annotations

from assistant.nlu.entities.scan import pattern

_ADJACENT = r"(?:formation|session|stage|cours)(?: \w+){0,2} (?:du|de|des) ?$"
_DATE_WORDS = r"^(?:du|de) "
_STRONG = (
    r"\b(?:(?P<formation>commenc\w*|debut\w*|demarr\w*|a(?: eu)? lieu|s'est \w+|se deroul\w*"
    r"|jour j|prevue?s?|programmee?s?|inscrite?s? (?:a|pour|sur))"
    r"|(?P<validation>valid\w*|je confirm\w*|confirmer|envoy\w*|inscris|inscrire|inscription"
    r"|accept\w*|demande (?:le|du)?(?= ?$)))"
)
_WEAK = r"\b(?P<formation>formations?|sessions?|stages?|cours)\b"
_ANY = (
    r"\b(?:(?P<formation>formations?|sessions?|stages?|cours\b|commenc\w*|debut\w*|jour j)"
    r"|(?P<validation>valid\w*|je confirm\w*|envoy\w*|inscris|inscrire|j'accepte))"
)
REACH = 45  # characters after a date where its role may be said


def role(folded: str, start: int, end: int, others: list[tuple[int, int]]) -> str | None:
    """« formation », « validation » or None for the date in ``folded[start:end]``.

    What comes before it in its sentence counts first, up to the date before (``others``), then
    what comes after, up to the next.
    """
    left = max([stop for _, stop in others if stop <= start], default=0)
    right = min([begin for begin, _ in others if begin >= end], default=len(folded))
    before = pattern(r"[.?!;\n](?=\s)").split(folded[left:start])[-1]
    after = pattern(r"[.?!;\n](?=\s|$)").split(folded[end:right])[0]
    article = pattern(r"^(?:du|de) ").match(folded[start:end])
    noun = before + (article[0] if article else "")
    if pattern(_ADJACENT).search(noun.rstrip() + (" " if noun.endswith(" ") else "")):
        return "formation"
    for source in (_STRONG, _WEAK):
        cues = list(pattern(source).finditer(before))
        if cues:
            return cues[-1].lastgroup
    if pattern(r"\bdepuis (?:le )?$").search(folded[:start]) or "depuis" in folded[start:end]:
        return None
    cue = pattern(_ANY).search(after[:REACH])
    return cue.lastgroup if cue else None
