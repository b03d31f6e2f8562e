"""A trouble told of the official by somebody else, as the official tells it: « il n'arrive pas à
se connecter » is « je n'arrive pas à me connecter » in a letter, which is in their own name.

Patterns read a bare text (dife.text.bare).
"""

from __future__ import annotations

import re

from dife.fields.retold import WHO
from dife.text import bare

_QUOTED = re.compile(r"«[^»]*»?|\"[^\"]*\"?|“[^”]*”?")
_FIRST = re.compile(r"(?<![\w'-])(?:[jm]'(?=\w)|(?:je|me|moi|mon|ma|mes|nous|notre|nos)(?![\w'-]))")
_PERSON = (
    rf"(?:il|elle|(?=m\. |mr |mme |madame |monsieur |le |la |l'){WHO}(?: (?:de |d')[\w-]+)?"
    r"(?:,? (?:il|elle))?)"
)
_OPENS = re.compile(
    r"\W*(?:(?:(?:alors|voila|bonjour|donc|euh+|eh bien|en fait|quand|lorsque|des que)(?!\w)"
    rf"|lorsqu'|des qu')[\s,:]*)*(?={_PERSON}\s)"
)
_TELLS = re.compile(
    rf"(?<![\w'-])(?P<that>(?:lors|puis)?qu')?(?P<who>{_PERSON})\s+"
    r"(?P<between>(?:ne |n'|se |s'|y |en |l'|le |la |les )*)(?P<verb>[a-z]+)(?![\w'])"
)
# « il y a », « il est écrit », « il s'affiche » are of nobody; « elle plante » is of the page.
_OF_NOBODY = re.compile(
    r"(?:il|elle) (?:(?:ne |n')?(?:y (?:a|avait|aura)|faut|fallait|semble|parait|manque"
    r"|existe|convient|apparai\w+|disparai\w+|s'(?:agit|affiche|ouvre|ferme|allume|eteint)"
    r"|marche|fonctionne|plante|charge|tourne|affiche|indique|repond|refuse|rame"
    r"|(?:est|etait) (?:bien |toujours |pas )*(?:im)?possible)"
    r"|est (?:ecrit|marque|indique|affiche|dit|note|demande|precise|inscrit))(?![\w'])"
)
_OWN = re.compile(
    r"(?<![\w'-])s(?P<end>on|a|es) (?=(?:comptes?|carte|identite|droits?|adresse|mail|courriel"
    r"|telephone|portable|mobile|smartphone|ordinateur|tablette|numero|mots? de passe|noms?"
    r"|prenoms?|dossier|mairie|commune|mandat|dife|cpf|espace|inscription|formation|appli\w*|piece"
    r"|passeport|permis|date|lieu|profil|selfie|visage|codes?|navigateur|ecran)(?![\w'-]))"
)
_THEM = re.compile(r"(?<![\w'-])(?<!\ba )(?<!chez )(?<!pour )lui (?P<vowel>(?=[aeiouy]))?(?=[a-z])")
_ITSELF = re.compile(r"(?<![\w'-])s(?P<end>e |')(?=(?!est|etai)[a-z]+(?:er|ir|re)(?![\w'-]))")
_ODD = {"a": "ai", "est": "suis", "va": "vais", "peut": "peux", "veut": "veux"}


def first_person(text: str) -> str:
    """The story as the official tells it; as it is where it is theirs already, or of nobody.

    Only a story that begins with the person is turned: in « la page plante, elle reste blanche »
    nobody is told of.
    """
    compared = _QUOTED.sub(lambda found: "#" * len(found[0]), bare(text))
    opens = _OPENS.match(compared)
    if _FIRST.search(compared) or not opens:
        return text
    told = {found.start(): _turned(found, text) for found in _TELLS.finditer(compared)}
    if not told or not next(iter(told.values())) or min(told) > opens.end():
        return text
    changes = [(m.start(), m.end(), told[m.start()]) for m in _TELLS.finditer(compared)]
    changes += [(m.start(), m.end(), f"m{m['end']} ") for m in _OWN.finditer(compared)]
    changes += [(m.start(), m.end(), f"m{m['end']}") for m in _ITSELF.finditer(compared)]
    changes += [
        (m.start(), m.end(), "me " if m["vowel"] is None else "m'")
        for m in _THEM.finditer(compared)
    ]
    for start, end, words in sorted(changes, reverse=True):
        text = text[:start] + words + text[end:] if words else text
    return text


def _turned(found: re.Match[str], text: str) -> str:
    """« il ne peut », « qu'il s'est » in the first person; "" for what is of nobody, or unknown."""
    verb, between = (
        _verb(found["verb"], text[found.start("verb") : found.end("verb")]),
        found["between"],
    )
    if not verb or _OF_NOBODY.match(found.string, found.start("who")):
        return ""
    between = between.replace("se ", "me ").replace("s'", "m'")
    elided = (between + bare(verb))[0] in "aeiouy"
    that = text[found.start() : found.start("who")]
    that = f"{that[:-1]}e " if that else ""
    i_am = "j'" if elided else "je "
    if text[found.start()].isupper():
        return (that + i_am)[0].upper() + (that + i_am)[1:] + between + verb
    return that + i_am + between + verb


def _verb(known: str, typed: str) -> str:
    """« clique », « peux », « avais », « pourrai »; "" for an ending that tells no person."""
    if known in _ODD:
        return _ODD[known]
    if known.endswith("ra"):
        return f"{typed}i"
    if known.endswith(("d", "met")):
        return f"{typed}s"
    if known.endswith("t"):
        return f"{typed[:-1]}s"
    return typed if known.endswith("e") else ""
