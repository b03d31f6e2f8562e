"""Exactly six figures, as a code received has them, in a sentence that speaks of one."""

from __future__ import annotations

import re
from typing import Iterator, Tuple

from assistant.privacy.masking.shapes import AGAIN, BEGIN, END, UNIT

_SIX = (
    r"(?<![0-9A-Za-z/.,+-])(?<![0-9] )(?P<value>[0-9]{6})"
    r"(?![0-9A-Za-z/%€°]|[.,:][0-9]|[ .-]{1,3}[0-9])"
)
_ALONE = re.compile(_SIX)
_WORD = rf"{BEGIN}(?:codes?|sms|textos?|france ?connect\+?|chiffres){END}"
_APART = r"[0-9]{1,2} ?[h:] ?[0-9]{0,2}(?![0-9])|0[1-9](?:[ .-]?[0-9]{2}){4}(?![0-9])"
_AFTER = re.compile(
    rf"{_WORD}(?P<words>[^0-9]{{0,60}}?(?:(?:{_APART})[^0-9]{{1,40}}?)?){_SIX}", re.I
)
_BEFORE = re.compile(
    rf"{_SIX}(?P<words>[ ,;:(]{{1,3}}(?:(?:re[cç]ue?s?|par|en|le|un|mon|ce)[ ]){{0,3}}{_WORD})",
    re.I,
)
_OURS = re.compile(r"compte ?(?:de )?formation|mcf", re.I)
_ELSE = re.compile(  # these six figures are another thing
    rf"{BEGIN}(?:posta|insee|commune|ape{END}|naf{END}|erreur|rncp|rome{END}|offici|budg|cpf|uai"
    r"|formation|sir[ei]|promo|analy|couleur|stage|barre|article|dossier|factur|prix|co[ûu]t|hab"
    rf"|montant|popul|euro|r[ée]f(?:[ée]r|{END})|somme|total|compta|imput|solde|titre|travail"
    r"|g[ée]n[ée]ral|[ée]lect|conven|devis|command|session|action|organ|marché|lot|ticket"
    rf"|[ée]lus?{END}|agents?{END}|person|voix|num[ée]ro de|client|adh[ée]|contrat)",
    re.I,
)


def sixes(plain: str) -> Iterator[Tuple[int, int]]:
    for search in (_AFTER, _BEFORE):
        for match in search.finditer(plain):
            start, end = match.span("value")
            beside = plain[max(0, match.start() - 12) : match.start()], plain[match.end() :][:16]
            said = _OURS.sub("", " ".join((match["words"], *beside)))
            if _ELSE.search(said) or UNIT.match(plain, end):
                continue
            yield start, end
            again = AGAIN.match(plain, end)
            if again and (second := _ALONE.match(plain, again.end())):
                yield second.span("value")
