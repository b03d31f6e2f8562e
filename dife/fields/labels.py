"""Details said with their own label, wherever they stand: « mon prénom c'est Anne »."""

from __future__ import annotations

import re
from datetime import date

from dife.fields.details import find_details, without
from dife.fields.model import Kind
from dife.fields.names import CIVILITY
from dife.fields.others import before_another
from dife.fields.reading import read
from dife.fields.words import OTHER
from dife.text import bare

_LONGEST = 400  # characters of a message that are searched: what comes later is a story
_IS = (
    r"\s*(?:,?\s*(?:en fait |finalement )?(?:c'est|c est|est|sont|etait|sera|serait|doit etre"
    r"|s'ecrit|s ecrit)\s+|[:=]\s*)"
)
_END = (
    r"(?=\s*$|\s*[,;.!?\n(]|\s+(?:et|mais|nee?|mon|ma|mes|ses|je|il|elle|j'\w+|pas|non|plutot"
    r"|au lieu|tel|pour|avec|prenoms?|nom|date|lieu|0[1-9])(?![\w]))"
)
_NAME = rf"([^\W\d_](?:[^,;:.!?\n()]{{0,60}}?)){_END}"
_SEVERAL = (
    r"([^\W\d_][^;:.!?\n()]{0,80}?)(?=\s*$|\s*[;.!?\n(]"
    r"|,?\s+(?:mais|nee?|mon|ma|je|pas|non|nom|il|elle|ses"
    r"|et (?:mon|je|le|son|sa|ses|il|elle|on))(?!\w))"
)
# The most precise label first: « nom d'usage » is no « nom ».
_SAID: tuple[tuple[Kind, str], ...] = (
    (
        "nom_usage",
        rf"(?<!\w)nom {OTHER}(?:{_IS}|\s+){_NAME}",
    ),
    ("nom_usage", rf"(?<!\w)(?:epouse|ep\.)\s+{_NAME}"),
    ("nom", rf"(?<!\w)nom(?: de famille| patronymique)?{_IS}{_NAME}"),
    ("nom", rf"(?<!\w)nom de (?:naissance|jeune fille)(?:{_IS}|\s+){_NAME}"),
    ("nom", rf"(?<!\w)(?:je|j) ?(?:m'|m |me )(?:appell?e|nomme)\s+{_NAME}"),
    ("nom", rf"(?<!\w)(?:je suis|c'est) ({CIVILITY} .*?){_END}"),
    ("nom", rf"(?<!\w)moi,? c'est {_NAME}"),
    ("nom", rf"(?<!\w)nee (?!(?:le|a|en|au|aux)\s){_NAME}"),
    ("prenoms", rf"(?<!\w)prenoms?(?:{_IS}|\s+){_SEVERAL}"),
    ("prenoms", rf"(?<!\w)(?:je me )prenomme\s+{_NAME}"),
    ("lieu_naissance", rf"(?<!\w)(?:lieu|ville|commune) de (?:ma )?naissance{_IS}{_NAME}"),
    ("lieu_naissance", rf"(?<!\w)lieu\s*[:=]\s*{_NAME}"),
    ("nationalite", rf"(?<!\w)nationalite(?:{_IS}|\s+){_NAME}"),
    ("collectivite", rf"(?<!\w)(?:ma|notre) (?:collectivite|commune|mairie){_IS}{_NAME}"),
    ("collectivite", rf"(?<!\w)(?:collectivite|commune|mairie)\s*[:=]\s*{_NAME}"),
    ("collectivite", rf"(?<!\w)elue? (?:a|de|dans) {_NAME}"),
    ("mandat", rf"(?<!\w)(?:mandat|fonction){_IS}{_NAME}"),
)
# Without « est » nor « : », only a capital tells a name from the rest of the sentence.
_BOUND = re.compile(
    r".*(?:c'est|c est|est|sont|etait|sera|serait|etre|m'appell?e|me nomme|prenomme"
    r"|s'ecrit|s ecrit|[:=])\s*"
)
_LABELS = tuple((kind, re.compile(pattern)) for kind, pattern in _SAID)


def labelled(text: str, today: date) -> dict[Kind, str]:
    """Details that the text names or that their own words tell, cleaned; none that is doubtful.

    « je m'appelle Jean Dupont » tells the first names too; « je m'appelle Anne » those only.
    """
    text = before_another(text[:_LONGEST])
    found: dict[Kind, str] = {}
    details = find_details(text, today)
    for detail in details:
        if detail.kind != "moment" or any(d.kind == "telephone" for d in details):
            found.setdefault(detail.kind, detail.value)
    births = [d for d in details if d.kind in ("date_naissance", "lieu_naissance", "telephone")]
    rest = without(text, births)
    compared = bare(rest)
    for kind, pattern in _LABELS:
        said = pattern.search(compared)
        if not said or not said[1] or kind in found:
            continue
        told = rest[said.start(1) : said.end(1)]
        bound = told[0].isupper() or rest.islower() or _BOUND.fullmatch(compared[: said.start(1)])
        if not bound and kind in ("nom", "nom_usage", "prenoms"):
            continue
        for key, value in _values(kind, told, today).items():
            found.setdefault(key, value)
    return found


_OWN: frozenset[Kind] = frozenset(
    {"nom", "nom_usage", "prenoms", "date_naissance", "lieu_naissance"}
)
_ASKS = re.compile(r"\?|rappel|telephon|appele[rz]")
_FEW = 6  # words of a message that is a name and nothing else


def tells_identity(text: str, today: date) -> bool:
    """Whether a text gives somebody's identity, as the fields of a letter do, and asks nothing.

    A birth does, two details do, a name alone in a few words does; « née Dupuis, je signe Martin :
    ça bloque » tells a trouble.
    """
    details = labelled(text, today)
    own = _OWN & details.keys()
    if "telephone" in details:
        return False
    if "date_naissance" in own and len(own) > 1:
        return True
    if _ASKS.search(bare(text)):
        return False
    if "date_naissance" in own or len(own - {"lieu_naissance"}) > 1:
        return True
    if len(text.split()) > _FEW:
        return False
    whole = read("nom", text, today)
    return "nom" in own or bool(whole.value and whole.others.get("prenoms")) and not whole.doubt


def _values(kind: Kind, text: str, today: date) -> dict[Kind, str]:
    answer = read(kind, text, today)
    if kind == "nom" and answer.doubt and not answer.others:
        first = read("prenoms", text, today)
        if first.value and not first.doubt and " " not in answer.value:
            return {"prenoms": first.value}
        return {"nom": answer.value} if text[0].isupper() else {}
    sure = answer.value and not (answer.doubt and kind != "nom")
    return {kind: answer.value, **answer.others} if sure else {}
