"""What is told of somebody else, or in a turn of its own, as the readers know it.

« il est né Bonnet » is « je suis né Bonnet », « nom du maire : Petit » is « nom : Petit ».
"""

from __future__ import annotations

import re

from dife.fields.model import Kind, words_of
from dife.fields.places import sure_nation
from dife.fields.words import FUNCTION, OF_BIRTH, OTHER, is_first_name
from dife.text import bare, fold

WHO = (  # « la maire », « notre premier adjoint », « Monsieur le maire »
    r"(?:(?:m\.|mr|mme|madame|monsieur) )?(?:le |la |l'|notre |mon |ma )?"
    r"(?:(?:premiere?|ancien(?:ne)?|nouve(?:au|lle)|[0-9]{1,2}(?:e|er|ere|eme)) )?"
    r"(?:maire|adjointe?|elue?"
    r"|conseill(?:er|ere)|(?:vice[- ])?presidente?|collegue|interessee?|deputee?|deleguee?)"
    r"(?: (?:municipale?|communautaire|departementale?|regionale?|concernee?))*(?![\w'-])"
)
THE_ONE = rf"(?=(?:m\. |mr |mme |madame |monsieur )?(?:le |la |l'|notre |mon |ma )){WHO}"
_THEY = rf"(?:il|elle|lui|lui,? il|elle,? elle|{THE_ONE}|{THE_ONE},? (?:il|elle))"
MARRIED = r"(?:mon|son|ma|sa) (?:mari|epoux|femme|epouse|conjointe?)"

# Said of somebody else, or in other words, and what the readers know instead.
LABEL = (
    r"(?:noms?|prenoms?|lieu|ville|commune|date|nationalite|mandat|fonction|collectivite)"
    rf"(?: (?:{OF_BIRTH}|{OTHER}))?"
)
_THEN = r"(?=\s*(?:[:=,]|est|c'est|sont))"
_OFFICE = r"(?:la |le |l'|une? )?(?:\w+ )?(?:maire|adjoint|conseill|.{0,5}president|d[ei]leg|elu)"
_SINGLE = r"(?:pas |plus |toujours )?(?:celibataire|divorcee?|pacsee?|separee?|mariee?|veu\w+)\b"
_NONE = r"(?:pas|que|aucun)\b.*\b(?:noms?|autre|celui|ca|mandats?)\b"
_KEEPS = r"(?:porte|utilise|garde|a garde|ai garde|a conserve|ai conserve)(?: toujours)?"
_RANK = r"dans l'or+d\w*(?! (?:alphab|inverse|chrono|normal|indique|voulu|d|qu|ou)\w*)"
_SAID: tuple[tuple[tuple[Kind, ...], str, str], ...] = (
    (
        (),
        rf"(?P<kept>(?:(?:le|la|les|son|sa|ses) )?{LABEL}) (?:du {WHO}|de {THE_ONE}){_THEN}",
        "{}",
    ),
    ((), rf"s(?P<kept>on|a|es) (?={LABEL}{_THEN})", "m{} "),
    ((), rf"{_THEY} (?:est|etait) (?=nee?\b|{_OFFICE}|de nationalite)", "je suis "),
    (("nationalite",), rf"{_THEY} (?:est|a la nationalite) (?=[\w-]+\W*$)", "je suis "),
    (
        ("nom_usage", "mandat"),
        rf"{_THEY} n'en (?:a|porte|utilise) (?=pas|aucun|plus)",
        "je n'en ai ",
    ),
    (("nom_usage", "mandat"), rf"{_THEY} n'a (?=pas\W*$|{_NONE})", "je n'ai "),
    (("nom_usage",), rf"{_THEY} (?:n'est|est) (?={_SINGLE})", "je suis "),
    (("nom_usage",), rf"{_THEY} ne porte (?=pas|que|aucun)", "je ne porte "),
    (
        ("nom_usage",),
        rf"(?:{_THEY}|je|j') ?{_KEEPS} (?:mon|son|le) nom de (?:naissance|jeune fille)",
        "j'utilise mon nom de naissance",
    ),
    (
        ("nom", "nom_usage", "prenoms"),
        rf"{_THEY} (?:s'appelle|se nomme|se prenomme|se fait appeler|a pour (?:nom|prenoms?)) ",
        "je m'appelle ",
    ),
    (("nom", "nom_usage"), r"je me fais appeler ", "je m'appelle "),
    (
        ("nom_usage",),
        r"(?:nom )?(?:marital|usuel|d'usage|d'epou(?:x|se))\s*[:=]?\s+(?=\w)"
        r"|ep(?:ouse|oux)?\.?\s+(?=\w)",
        "",
    ),
    (
        ("prenoms",),
        r"(?:mes parents|on) (?:m'|l'|lui )(?:ont|a) (?:donne|appelee?|prenommee?|nommee?)"
        r"(?: (?:les? |pour |comme )?prenoms?(?: suivants?)?(?: de| d'|,| :)?)?\s+(?=\w)",
        "",
    ),
    (("nom_usage",), rf"(?:{_THEY}|je|j') ?{_KEEPS} (?=le meme)", "c'est "),
    (
        ("nom",),
        r"(?:vous (?:pouvez|devez|n'avez qu'a) )?(?:demande[rz](?: a parler a)?|ici|c'est moi)"
        r"\s*[,:]?\s+(?=\w)",
        "",
    ),
    (("lieu_naissance",), rf"(?:{_THEY} est|je suis) (?=(?:originaire|nati(?:f|ve)) )", ""),
    (("moment",), rf"{_THEY} (?:prefere|est (?:disponible|libre|joignable|la)) ", ""),
    (
        ("prenoms",),
        r"(?:juste|seulement|uniquement|une? seule?\s*[,:]|(?:tous|toutes) (?=mes prenoms))\s*",
        "",
    ),
    (("nom", "nom_usage"), rf"(?:c'est )?au nom (?:du {WHO}|de {THE_ONE})\s*[,:]+\s*(?=\w)", ""),
    (
        ("prenoms",),
        rf"(?:(?:mes|les|ses|mon) prenoms?(?: sont)?,? )?{_RANK}\s*[,:]?\s*(?:sont |c'est )?(?=\w)",
        "",
    ),
    (("prenoms",), r"ce sont (?=\w)", ""),
    (
        ("collectivite",),
        r"(?:(?:m\.|mr|mme|madame|monsieur) )?(?:le |la )maire (?=de |d'|du )",
        "commune ",
    ),
    (
        ("collectivite",),
        rf"(?:{_THEY}|je) siege au conseil municipal (?=de |d'|du )",
        "je suis élu ",
    ),
    (("collectivite",), rf"(?:{_THEY}|je) siege (?=a (?!la |l'))", "je suis élu "),
    (("collectivite",), rf"(?:{_THEY}|je) siege (?=au |a |dans )", ""),
)
_REWORDED = tuple((kinds, re.compile(pattern), words) for kinds, pattern, words in _SAID)
_NAMED = re.compile(
    r"(?:(?:c'est |mettez |notez )?au nom (?P<of>de |d')|"
    rf"(?:(?:{_THEY}|je) (?:porte|utilise)|j'utilise)"
    r"(?: (?:aussi|maintenant|desormais|actuellement|toujours))* (?:le |comme )?nom"
    rf"(?: {OTHER})? (?:de {MARRIED}\s*[,:]?\s*|(?P<too>de |d')?))(?=\w)"
)
_USES = re.compile(rf"(?:{_THEY}|je|j') ?utilise (?:(?:aussi|plutot|toujours) )?(?=[^\W\d_]+\W*$)")
_NO_NAME = words_of("la le les l tous toutes tout toute") | FUNCTION


def reworded(kind: Kind, said: str) -> str:
    """The answer in the first person, where it tells of somebody else."""
    compared = bare(said)
    for kinds, pattern, words in _REWORDED:
        meant = kind in kinds if kinds else kind != "moment"  # that is kept as it is said
        found = pattern.match(compared) if meant else None
        if not found:
            continue
        rest = said[found.end() :]
        if kinds == ("nationalite",) and not sure_nation(rest):
            continue  # « elle est lente »
        kept = said[found.start("kept") : found.end("kept")] if found.groupdict() else ""
        return words.format(kept) + rest
    return said


def named_so(said: str) -> tuple[str, bool]:
    """« au nom de Jean Petit », « il porte le nom de Petit »; « d'Almeida » may be the name."""
    found = _NAMED.match(bare(said))
    if not found and (uses := _USES.match(bare(said))) and said[uses.end()].isupper():
        return said[uses.end() :], False  # « elle utilise Caron »
    if not found:
        return said, True
    rest = said[found.end() :]
    words = fold(rest).split()
    first = is_first_name(words[0]) if words else False
    if not words or (words[0] in _NO_NAME and rest[0].islower()):
        return said, True
    elided = "d'" in (found["of"], found["too"])
    return rest, first or not (elided or (len(words) > 1 and rest[0].islower()))
