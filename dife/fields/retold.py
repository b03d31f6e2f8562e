"""What is told of somebody else, or in a turn of its own, as the readers know it.

« il est né Bonnet » is « je suis né Bonnet », « nom du maire : Petit » is « nom : Petit ».
"""

from __future__ import annotations

import re

from dife.fields.model import Kind, words_of
from dife.fields.places import sure_nation
from dife.fields.words import FUNCTION, OF_BIRTH, OTHER, is_first_name
from dife.gazetteer.slips import edits
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
        rf"{_THEY} (?:n')?en (?:a|porte|utilise) (?=pas|aucun|plus)",
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
_LABELS = sorted(
    words_of("appelle prenom prenoms nationalite naissance collectivite commune conseiller")
    | words_of("conseillere municipal municipale usage")
)
_I_AM = re.compile(r"(?<![\w'])(?:j'?sui[st]?|ch'?ui[st]?)(?![\w'-])", re.I)
_SHORT_IS = re.compile(r"^c (?=[^\W\d_])|(?<=\bnom )c (?=[^\W\d_])")  # « c martin »
_SHORT_I = re.compile(r"(?<![\w'])j (?=[a-zà-ÿ])")
# Labels that only their neighbours tell from a name: « la vlile de », « je prte », « porte asusi ».
_BESIDE: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (word, re.compile(before), re.compile(after))
    for word, before, after in (
        ("ville", r"(?:^|\b(?:la|ma|sa) )$", r"\s*(?:de |d'|[:=]|est )"),
        ("village", r"(?:^|\b(?:le|mon|son) )$", r"\s*(?:de |d'|[:=]|est )"),
        ("mairie", r"(?:^|\b(?:la|a la|ma) )$", r"\s*(?:de |d'|[:=])"),
        ("porte", r"\b(?:je|il|elle) $", " "),
        ("aussi", r"\bporte $", " "),
        ("usage", r"\bnom d'$", ""),
        ("marital", r"\bnom $", ""),
        ("apres", r"\bd'$", r" (?:ma|mes|mon|sa|ses|son|la|les|l')\b"),
        ("depuis", " $", r" (?:\d|la |le |mon |ma |mes )"),
    )
)
_LIKE = re.compile(r"(?<=\w) (?=comme (?:mon|ma|mes) (?:p[eè]re|m[eè]re|parents)\b)", re.I)
_NO_SLIP = words_of("maire fille mille villa poste port")
_NO_NAME = words_of("la le les l tous toutes tout toute") | FUNCTION


_DICTATED = tuple(  # « jean claude virgule marie », « d apostrophe almeida »
    (re.compile(pattern, re.I), mark)
    for pattern, mark in (
        (r"(?<![\w'’])([a-z]) comme [^\W\d_]+", r"\1"),  # « b comme Bernard »
        (r"\s+point[ -]virgule(?!\w)\s*", "; "),
        (r"\s+virgule(?!\w)\s*", ", "),
        (r"(?<=\w)\s+(?:tiret|trait d['’]union)\s+(?=\w)", "-"),
        (r"(?<![\w'’])([a-z])\s+apostrophe\s+(?=\w)", r"\1'"),
        (r"(?<=\w)(?<!\bune)(?<!\bavec)(?<!\bsans)\s+apostrophe\s+(?=\w)", "'"),
        (r"\s+(?:point )?(?:à|a) la ligne(?!\w)\s*", "; "),
        (r"\s+deux[ -]points(?!\w)\s*", ": "),
        (r"\s+point(?: final)?[\s.]*$", ""),
        (r"\s+ouvr(?:e|ez|ir) (?:la |une )?parenth[eè]ses?\s+", " ("),
        (r"\s+ferm(?:e|ez|er) (?:la |une )?parenth[eè]ses?(?!\w)", ")"),
    )
)


def dictated(line: str) -> str:
    """A line with the marks that were dictated in words: « philippe tiret jean » is
    « philippe-jean »."""
    for pattern, mark in _DICTATED:
        line = pattern.sub(mark, line)
    return line.rstrip(" ,;:") if line.endswith((", ", "; ", ": ")) else line


def respelt(line: str) -> str:
    """« je m'apeplle », « nattionalité »: the label right again, where a slip of the finger left
    it; a name alone, or with a capital, is left as it is typed."""
    if len(line.split()) < 2:
        return line

    def right(found: re.Match[str]) -> str:
        word = bare(found[0])
        known = word in _LABELS or word.rstrip("s") in _LABELS or word.startswith("appel")
        if known or word in _NO_SLIP or found[0][0].isupper():  # « être appelé » is no slip
            return found[0]
        before, after = bare(line[: found.start()]), bare(line[found.end() :])
        for label, left, right in _BESIDE:
            if left.search(before) and right.match(after) and edits(word, label, 1) == 1:
                return label
        if len(word) < 5:
            return found[0]
        return next((label for label in _LABELS if edits(word, label, 1) == 1), found[0])

    line = _LIKE.sub(", ", dictated(line))
    line = _SHORT_I.sub("je ", _SHORT_IS.sub("c'est ", _I_AM.sub("je suis", line)))
    for _ in range(2):  # « je prte asusi »: a label by its neighbour, right by now
        line = re.sub(r"[^\W\d_]{4,}", right, line)
    return line


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


_NOT_BEFORE = re.compile(r"(?<!\w)(?:(?:mais|et|surtout) )*pas (avant|apres)(?= )")


def turned(text: str) -> str:
    """« pas avant 10 heures » is « après 10 heures », and never « avant »."""
    for found in reversed(list(_NOT_BEFORE.finditer(bare(text)))):
        other = "après" if found[1] == "avant" else "avant"
        text = f"{text[: found.start()]}{other}{text[found.end() :]}"
    return text
