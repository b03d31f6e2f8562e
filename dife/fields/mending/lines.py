"""The line of a letter that a clause names, in any words, and what it opposes: pure patterns.

Patterns read a bare text (dife.text.bare).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dife.fields.model import Kind
from dife.fields.retold import reworded
from dife.fields.words import OF_BIRTH, OTHER
from dife.text import bare

MINE = r"(?:(?:le|la|les|mon|ma|mes|son|sa|ses|leurs?|un|une|de|du)\s+|l'\s?|d'\s?)*"
_RANKS = {
    "deuxieme": 2,
    "second": 2,
    "seconde": 2,
    "2eme": 2,
    "2e": 2,
    "troisieme": 3,
    "3eme": 3,
    "3e": 3,
    "quatrieme": 4,
    "4eme": 4,
    "4e": 4,
    "premier": 1,
    "1er": 1,
}
_RANK = rf"(?P<rank>{'|'.join(_RANKS)}|autre|dernier)"
# The most precise first: « nom d'usage » is no « nom ».
_LABELS: tuple[tuple[Kind, str], ...] = (
    ("nom_usage", rf"(?:autre nom|nom {OTHER})"),
    ("prenoms", rf"(?:{_RANK}\s+)?prenoms?"),
    ("date_naissance", r"(?:jour|mois|annee|date) (?:de )?(?:ma |sa )?naissance"),
    (
        "lieu_naissance",
        r"(?:(?:lieu|ville|commune|endroit) de (?:ma |sa )?naissance|lieu|ville)",
    ),
    ("nom", rf"nom(?: {OF_BIRTH}| patronymique)?"),
    ("nationalite", r"nationalite"),
    ("collectivite", r"(?:collectivite|commune|mairie)"),
    ("mandat", r"(?:mandat|fonction)"),
    ("date_naissance", r"(?:date|annee|mois)"),
)
LABELS = tuple((kind, re.compile(pattern)) for kind, pattern in _LABELS)
_ANY = "|".join(re.sub(r"\(\?P<rank>", "(?:", pattern) for _, pattern in _LABELS)
_BORN = r"(?:(?:je |j'|il |elle )?(?:suis|est|ai ete|a ete)?\s*nee?(?:\(e\))?)"
# A new thing said after a comma or an « et »: a clause of its own.
BEGINS = rf"(?:(?:que |aussi )*{MINE}(?:{_ANY})(?![\w'-])|{_BORN} (?:le|a|en|au)\s)"
_SURELY = r"(?:(?:,|en fait|finalement|plutot|bien|aussi|donc|en realite|exactement)\s*)*"
SAID = rf"{_SURELY}(?:c'est|c est|c(?=\s)|est|sont|etait|s'ecrit|s ecrit|devient|:|=)\s*{_SURELY}"
_LABELLED = tuple(
    (kind, re.compile(rf"{MINE}(?:{pattern})(?![\w'-])(?P<is>\s*{SAID}|\s*,?\s+)(?P<value>\S.*)"))
    for kind, pattern in _LABELS
)
_ITSELF = tuple(  # « Gien c'est la mairie »
    (kind, re.compile(rf"(?P<value>\S.*?),?\s+(?:c'est|c est|c)\s+{MINE}(?:{pattern})"))
    for kind, pattern in _LABELS
)
_BORN_ON = re.compile(rf"{_BORN}\s+(?:le|en)\s+(?P<value>[0-9a-z].*)")
_BORN_AT = re.compile(rf"{_BORN}\s+(?P<value>(?:a|aux?)\s+\S.*)")
_LEAD = re.compile(
    r"\W*(?:(?:ah|oh|euh|oui|non|nan|ok|oups|zut|pardon|desolee?|excusez[- ]moi|en fait|au fait"
    r"|alors|donc|mais|et|que|puis|aussi|attention|attendez|finalement|plutot|voila|bon|enfin"
    r"|merci|dites(?:[- ]moi)?|il faut|il y a|une? erreurs?|erreurs?|correction|je voulais dire"
    r"|je me suis trompee?|vous pouvez|(?:j'ai|j ai) oublie|il manque|sinon|par contre"
    r"|[0-9] erreurs?|deux erreurs)(?![\w'-])[\s,:;]*)*"
)
_WAYS = {
    "add": r"r?ajoute[rz]?(?: aussi)?|il manque|(?:j'ai|j ai) oublie|manque",
    "drop": r"(?:enleve[rz]?|retire[rz]?|supprime[rz]?|ote[rz]?|effacez|efface|sans"
    r"|(?:(?:je |j'|il |elle )?(?:n'|ne )?(?:ai|a|avais) )?(?:pas d[e']|plus d[e']|aucun))",
    "only": r"(?:(?:je |j'|il |elle )?(?:n'|ne )?(?:ai|a) )(?:qu['e]|seulement|uniquement)"
    r"(?: le | un (?:seul )?)?(?: ?prenoms?,? )?",
    "set": r"change[rz]?|corrige[rz]?|modifie[rz]?|remplace[rz]?|(?:re)?met(?:tez|s|tre)|note[rz]?"
    r"|ecrive[rz]|rectifie[rz]?",
}
_WAY = {
    way: re.compile(rf"(?:{words})(?<!['])(?![\w'-])[\s:]*|(?:{words})(?<=')")
    for way, words in _WAYS.items()
}
_THING, _REST = r"[^;!?]+?", r"[^;!?]*?"
_LEFT_OUT = re.compile(rf"(?:autre nom|nom {OTHER}|(?P<office>mandat|fonction))(?![\w'-])")
_LEAVING = re.compile(
    r"(?:\W*(?:(?P<no>pass\w+|pas|plus|aucune?|sans|rien|enlev\w+|supprim\w+|effac\w+|retir\w+|ot\w+"
    r"|vide|blanc)|non|oui|par|pour|sur|le|la|l|mon|son|d[eu']?|je|j|il|elle|on|n|ne|en|y|ai|as|a|avez"
    r"|laiss\w+|mett\w+|c'est|est|finalement|en fait|merci|svp|ligne|case|porte|utilise|car)"
    r"(?![\w-]))*\W*"
)
_TO = r"(?:c'est|c est|c(?=\s)|mettez|ecrivez|notez|plutot|mais|par|en|,|;|:)"
_OPPOSED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:ce n'est |c'est |c |c est )?(?:pas|non pas) (?P<old>{_THING})\s*(?:{_TO}\s*)+"
        rf"(?P<new>\S{_REST})",
        rf"(?:(?:j'ai|j ai|jai|g|on a|vous avez|il y a|tu as|c'est)\s+)?(?:dit|mis|ecrit|note"
        rf"|marque|tape)\s+(?P<old>{_THING})\s*(?:{_TO}\s*)+(?P<new>\S{_REST})",
        rf"(?:(?:c'est|c est|c)\s+)?(?:bien\s+)?(?P<new>{_THING}),?\s+(?:et non(?: pas)?|et pas"
        rf"|plutot que|au lieu d[e']|a la place d[e']|non pas|pas|non)\s*(?P<old>\S{_REST})",
        rf"(?:change[rz]?|remplace[rz]?|corrige[rz]?|modifie[rz]?)\s+(?P<old>{_THING})\s*"
        rf"(?:{_TO}\s*)+(?P<new>\S{_REST})",
    )
)
_NOISE = re.compile(
    r"[\s,;.!:]*(?:(?<![\w'-])(?:aussi|en fait|finalement|plutot|svp|stp|merci(?: bien| beaucoup)?"
    r"|s'il vous plait|j'(?:oubliais|ai oublie|avais oublie)|j oubliais|tout court|pardon|sans rien"
    r"|(?:avec|sans) (?:un |une |deux |des |les )?(?:accents?|tirets?|traits? d'union|espaces?)"
    r"(?: \w+)?|desolee?|voila|quoi|hein|en (?:un seul|deux|trois|un) mots?|bien sur"
    r"|cette fois|je crois"
    r"|,? (?:ma|mon|sa|son) (?:mere|pere|famille|mari|femme)\s.*))?[\s,;.!]*$"
)


@dataclass(frozen=True)
class Change:
    """What a clause tells to change: `kind` where a label says it, `old` where it is opposed."""

    kind: Kind | None = None
    new: str = ""
    old: str = ""
    way: str = ""  # « add », « drop » or « set »
    rank: int = 0  # of a first name
    bound: bool = False  # « est », « : » between the label and the value
    denies: bool = False  # « non, … », « pardon, … »


def change_in(clause: str) -> Change:
    """What one clause tells to change, in its own words."""
    said, way = _led(clause)
    opposed = None
    labelled = _label(said)
    value = labelled.new if labelled.kind else said
    opposed = _opposed(value) or _opposed(clause.strip(" ,;.!"))
    if not labelled.kind and opposed and (inner := _label(opposed[1])).kind:
        return Change(inner.kind, clean(inner.new), clean(opposed[0]), way, inner.rank, True)
    if opposed and way != "drop":
        old, new = map(clean, opposed)
        inner = _label(old)  # « Blois au lieu de sa commune »
        old = inner.new if inner.kind else old
        kind = labelled.kind or inner.kind
        return Change(kind, new, old, "", labelled.rank or inner.rank, bound=True)
    if labelled.kind:
        rank = labelled.rank
        return Change(labelled.kind, clean(value), "", way, rank, labelled.bound)
    denies = re.match(r"\W*(?:non|nan|pardon|plutot|en fait|finalement|oups)(?!\w)", bare(clause))
    return Change(None, clean(said), "", way, denies=bool(denies))


def declined(clause: str) -> Kind | None:
    """The optional line that a clause leaves out: « passer par le nom usuel, je n'en ai pas »."""
    label = _LEFT_OUT.search(compared := bare(clause))
    rest = f"{compared[: label.start()]} {compared[label.end() :]}" if label else ""
    found = _LEAVING.fullmatch(rest)
    if not label or not found or not found["no"]:
        return None
    return "mandat" if label["office"] else "nom_usage"


def of_oneself(clause: str) -> str:
    """« et il est maire de Gien », in the first person: whoever writes, it is of the official."""
    start = found.end() if (found := _LEAD.match(bare(clause))) else 0
    return clause[:start] + reworded("mandat", clause[start:])


def clean(text: str) -> str:
    """Without the words behind that tell nothing."""
    if _NOISE.fullmatch(bare(text)):
        return ""
    while (cut := _NOISE.search(bare(text))) and text[: cut.start()].strip() and cut[0]:
        text = text[: cut.start()]
    found = re.match(r"\s*(?:bien|plutot|donc|c'est|c(?=\s))\s+", bare(text))
    return text[found.end() if found else 0 :].strip(" ,;.!:")


def _led(clause: str) -> tuple[str, str]:
    said = clause.strip(" ,;.!")
    lead = _LEAD.match(bare(said))
    start = lead.end() if lead else 0
    missing = re.search(r"il manque|j'ai oublie|j ai oublie", bare(said[:start]))
    rest = said[start:]
    for way, pattern in _WAY.items():
        if found := pattern.match(bare(rest)):
            return rest[found.end() :], way
    return rest, "add" if missing else ""


def _label(said: str) -> Change:
    compared = bare(said)
    for pattern, kind in ((_BORN_ON, "date_naissance"), (_BORN_AT, "lieu_naissance")):
        if found := pattern.fullmatch(compared):
            return Change(kind, said[found.start("value") :], bound=True)  # type: ignore[arg-type]
    for kind, pattern in LABELS:
        if re.fullmatch(rf"{MINE}(?:{pattern.pattern})\W*", compared):
            return Change(kind)
    for kind, pattern in _LABELLED:
        if found := pattern.fullmatch(compared):
            rank = _RANKS.get(found.groupdict().get("rank") or "", 0)
            bound = bool(found["is"].strip(" ,")) or rank > 0
            return Change(kind, said[found.start("value") :], "", "", rank, bound)
    for kind, pattern in _ITSELF:
        if found := pattern.fullmatch(compared):
            return Change(kind, said[: found.end("value")], bound=True)
    return Change()


def _opposed(said: str) -> tuple[str, str] | None:
    compared = bare(said)
    for pattern in _OPPOSED:
        if found := pattern.fullmatch(compared):
            return tuple(said[found.start(n) : found.end(n)] for n in ("old", "new"))  # type: ignore[return-value]
    return None
