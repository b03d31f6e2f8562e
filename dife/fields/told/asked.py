"""A letter asked for in one message with the identity that it needs: « faites-moi le courriel, je
suis Paul Martin, né le 3/4/1960 à Gien, maire de Briare ».

Patterns read a bare text (dife.text.bare).
"""

from __future__ import annotations

import re
from datetime import date

from dife.fields.details import find_details, without
from dife.fields.labels import labelled
from dife.fields.model import Kind
from dife.fields.names import CIVILITY
from dife.fields.reading import read
from dife.text import bare

_LETTER = r"(?:courriels?|lettres?|(?:e-?)?mails?|mels?|courriers?)(?![\w'-])"
_ASKS = re.compile(
    r"(?<![\w'])(?:fai(?:tes|s|re)|prepare[rz]?|redige[rz]?|ecri(?:s|re|ve[rz]?)|rempli(?:s|r|sse[rz]?)"
    r"|complete[rz]?|commence[rz]?|envoye[rz]|dresse[rz]?|veux|voudrais|souhaite(?:rais)?|faut"
    rf"|faudrait|besoin)(?![\w'])[^.;:!?]{{0,40}}?(?<![\w'-]){_LETTER}"
    rf"|^\W*(?:(?:bonjour|bonsoir|alors|oui|ok)[\s,]+)?(?:(?:le|la|un|une|mon|ma) )?{_LETTER}"
)
_ALREADY = re.compile(
    r"(?<![\w'])(?:j'|nous |on |a |ai |avons )(?:ai |a |avons )?(?:deja |bien )?"
    r"(?:fait|prepare|redige|ecrit|rempli|envoye|recu)(?![\w'])"
)
_PARTS = re.compile(
    r"\s*(?:[,;:!?\n()]+|(?<!\bm)(?<!\bmr)(?<!\bmme)\.(?=\s|$))\s*|\s+et (?=je |c'est )"
)
_LEAD = re.compile(
    r"\W*(?:(?:et|alors|donc|voici|c'est|ce sera|pour moi|pour|au nom de|de la part de|moi"
    rf"|il s'agit de|svp|merci)(?![\w'])[\s,:]*|[^.;,:]*?{_LETTER}[\s:]*)*"
)
_OWN: frozenset[Kind] = frozenset({"nom", "prenoms", "date_naissance"})


def asked_with(text: str, today: date) -> dict[Kind, str]:
    """The identity told with the letter that a message asks for; empty where it asks for none, or
    tells of nobody."""
    compared = bare(text)
    if text.startswith("/") or not _ASKS.search(compared) or _ALREADY.search(compared):
        return {}
    told = _named(without(text, find_details(text, today)), today)
    told = {**labelled(text, today), **told}
    told = {kind: value for kind, value in told.items() if kind not in ("telephone", "moment")}
    return told if len(told) > 1 and _OWN & told.keys() else {}


def _named(text: str, today: date) -> dict[Kind, str]:
    """The first whole name among the parts of a message: a first name or a title tells it."""
    for part in _PARTS.split(text):
        lead = _LEAD.match(bare(part))
        said = part[lead.end() :] if lead else part
        name = read("nom", said, today)
        titled = re.search(rf"(?<![\w']){CIVILITY}\s", bare(said))
        if name.value and not name.doubt and ("prenoms" in name.others or titled):
            kinds: tuple[Kind, ...] = ("prenoms", "nom_usage")
            told = {kind: name.others[kind] for kind in kinds if kind in name.others}
            lady = titled and titled[0].startswith(("mme", "mlle", "mad", "mademoiselle"))
            # A lady's name is seldom the one she was born with.
            return told if lady and "nom_usage" not in told else {"nom": name.value, **told}
    return {}
