"""Passwords, found by the words around them: nothing else tells them from words.

After «mot de passe», a token is one when it looks so (a digit, a sign or capitals inside), or when
«est», «:» or «=» leads to it and it is no word that ordinarily follows them. Farther away, before
or after, only what mixes letters and digits.
"""

from __future__ import annotations

import re
from typing import Iterator, Tuple

from assistant.privacy.masking.shapes import BEGIN, CODE, END, IS, PASSWORD, Span
from assistant.privacy.masking.tokens import is_mixed, is_ordinary, is_thing, looks_secret

_NEAR = 80  # characters between «mot de passe» and what mixes letters and digits
_KEYWORD = re.compile(
    rf"{BEGIN}(?:m(?:ots?|ote|o|t)[ \-]?(?:(?:de?|2)[ \-]?)?passe?e?s?|m\.?d\.?ps?"
    r"|pass? ?words?|passwd|pwd"
    rf"|codes? (?:secrets?|confidentiels?|d.?acc[eè]s|perso(?:nnel)?)){END}",
    re.I,
)
# Whose it is and of what, between the word and the secret.
_OF = (
    "de|du|des|d|la|le|les|l|ma|mon|mes|notre|votre|son|pour|que|j|ai|on|m|me|connecter|mis|choisi"
    "|mcf|cpf|fc|mon ?compte|compte|formation|site|appli(?:cation)?|france ?connect|poste"
    "|identité|numérique|ameli|impots|impôts|wi-?fi|messagerie|boite|boîte|ordi|ordinateur|mail"
    "|téléphone|portable|actuel|nouveau|ancien|provisoire|temporaire|élu|mairie|salle|suivant"
)
_DESCRIBED = r"(?:en )?(?:majuscules?|minuscules?)|habituel(?:lement)?|voici|(?:s['’ ])?[ée]crit"
_LED = (
    rf"(?:{_DESCRIBED}){END}[ ,]{{0,2}}(?:(?:c['’ ]?est[ -][àa][ -]dire|{IS}){END})?"
    rf"|c['’ ]?est[ -][àa][ -]dire|{IS}|(?:c[éè]?|s['’ ]?est|étant){END}"
)
_QUOTED = r"[\"“«‘'`][ ]?(?P<quoted>[^\"”»’'`\n]{3,40}?)[ ]?[\"”»’'`](?![^\W_])"
_AFTER = re.compile(
    rf"(?:[ \n'’-](?:{_OF}){END}\+?){{0,8}}[ \n,]{{0,3}}(?P<led>(?:{_LED})(?:[ \n]?[:=])?)?"
    r"[ \n]{0,3}"
    r"(?:(?:bien|donc|toujours|maintenant|le suivant|celui[ -]ci|ça)[ :]{1,3})?"
    rf"(?:{_QUOTED}|(?P<token>[^\s\"“«»”]{{3,200}}))",
    re.I,
)
_BEFORE = re.compile(
    rf"(?:{_QUOTED}|(?<!\S)(?P<token>[^\s\"“«»”]{{4,64}}))"
    rf"[ ,;(]{{0,3}}(?:{IS}|comme|voil[àa]|en|sert de|\()[ :]{{0,3}}"
    r"(?:(?:bien|le|mon|notre|son|un|de|nouveau|ancien|vrai)[ ]){0,3}\Z",
    re.I,
)
_TOKEN = re.compile(r"(?<![^\s\"“«»”'])[^\s\"“«»”']{6,}")
_COUNTED = re.compile(
    r"[ ]?(?:cara|carr|lettre|chiffre|signe|essai|fois|tentative|mois|jour|an[s ]|minute|heure"
    r"|majuscule|minuscule|symbole|h\b)",
    re.I,
)
_MORE = re.compile(r" [0-9]{2,8}[!?*#.]*(?![^\s,;)])")  # «Tulipe 1958»
_LONE = re.compile(  # what may follow a plain word that «:» leads to
    r" [0-9]{2,8}(?![^\W_])|[.,;:!?)]*"
    r"(?:\Z|\n|[ ]*(?:merci|svp|stp|et|mais|ou|ça|ca|il|je|j|c|ce|pas|ne|que|refus\w+"
    r"|rejet\w*|est|marche|voil[àa]|pour)\b)",
    re.I,
)


_TOLD_LONE = re.compile(rf"(?:{_DESCRIBED}){END}", re.I)
_PASS = re.compile(
    rf"{BEGIN}pass(?:e(?=[ ]?[:=]))?{END}[ ]?(?:{IS})?[ ]?(?P<token>[^\s]{{6,64}})", re.I
)
_PAIR = re.compile(  # «login x pass y», «identifiants : x / y»: the second only
    rf"{BEGIN}(?:identifiants?|login){END}[ ]?(?P<led>[:=])?[ ]?(?P<first>[^\s/|,;]{{2,64}})[ ]?"
    rf"(?:[/|,;]|(?P<named>(?:et[ ])?(?:passe?|password|pwd|mdp){END}))[ :=]{{0,3}}"
    r"(?P<token>[^\s/|]{3,64})",
    re.I,
)


def passwords(plain: str) -> Iterator[Span]:
    for match in _PASS.finditer(plain):
        if is_mixed(match["token"]):
            yield *match.span("token"), PASSWORD
    for match in _PAIR.finditer(plain):
        if _second(match):
            yield *match.span("token"), PASSWORD
    done = 0
    for word in _KEYWORD.finditer(plain):
        label = CODE if word[0][:4].lower() == "code" else PASSWORD
        for start, end in sorted(set(_around(plain, word))):
            if start >= done:
                done = end
                yield start, end, label


def _second(pair: re.Match[str]) -> bool:
    """Whether the second of two is a password: a plain word only after what names somebody."""
    first, token = pair["first"], pair["token"]
    if is_ordinary(token) and not is_mixed(token) or is_thing(token):
        return False
    somebody = re.search("[0-9@.]", first) is not None
    if pair["named"]:
        return bool(pair["led"]) or somebody or not is_ordinary(first)
    return somebody or bool(pair["led"]) and not token.isalpha()


def _around(plain: str, word: re.Match[str]) -> Iterator[Tuple[int, int]]:
    after = _AFTER.match(plain, word.end())
    if after and _follows(plain, after):
        start, end = after.span("quoted" if after["quoted"] else "token")
        more = _MORE.match(plain, end) if after["led"] else None
        yield start, more.end() if more else end
    first = max(0, word.start() - 100)
    before = _BEFORE.search(plain, first, word.start())
    if before and (before["quoted"] or looks_secret(before["token"], led=True)):
        yield before.span("quoted" if before["quoted"] else "token")
    for token in _TOKEN.finditer(plain, max(0, word.start() - _NEAR), word.end() + 3 * _NEAR):
        if token.start() > word.end() + _NEAR:
            break
        if not token.start() < word.end() <= token.end() and is_mixed(token[0]):
            yield token.span()


def _follows(plain: str, after: re.Match[str]) -> bool:
    led = (after["led"] or "").strip()
    if quoted := after["quoted"]:
        word = bool(led) or " " not in quoted
        return word and not is_ordinary(quoted) or looks_secret(quoted, True)
    token = after["token"]
    if _COUNTED.match(plain, after.end()) and not token.strip(".,;:").isalpha():
        return False
    if looks_secret(token, bool(led)):
        return True
    if not led or is_ordinary(token):
        return False
    sure = led[-1] not in ":=" and not _TOLD_LONE.match(led)
    return sure or _LONE.match(plain, after.end()) is not None
