"""Codes received or chosen (SMS, FranceConnect, La Poste, PIN, CVV): figures that a word tells."""

from __future__ import annotations

import re
from typing import Iterator

from assistant.privacy.masking.shapes import AGAIN, BEGIN, CODE, END, IS, UNIT, Span
from assistant.privacy.masking.sixes import sixes
from assistant.privacy.masking.tokens import is_mixed

# What makes of a code a secret: how it came, what it opens. Any word that is in neither list
# («postal», «APE», «du travail», «erreur»…) ends the search.
_OPENS = (
    r"re[cç]ue?s?|sms|texto|mail|e-?mail|envoyée?s?|envoye|donnée?|affichée?|tapée?|choisi"
    r"|arrivée?|secrets?|confidentiels?|otp|2fa|v[ée]rif|vérification|verification|validation"
    r"|sécurité|securite|confirmation|connexion|activation|accès|acces|authentification"
    r"|identification|déverrouillage|deverrouillage|personnel|perso|provisoire|temporaire"
    r"|unique|carte|bancaire|bleue|cb|vitale|pin|puk|sim|france ?connect|fc|idn|poste|identité"
    r"|identite|numérique|numerique|wi-?fi|(?:[3-9]|quatre|cinq|six|huit) ?chiffres|mcf|ameli"
    r"|impôts|impots"
)
_PLAIN = (
    r"de|du|d|la|le|l|ma|mon|mes|votre|notre|son|un|à|a|par|que|qu|j|ai|on|m|me|ils|ont|il"
    r"|vient|arriver|usage|plus|appli(?:cation)?|compte|téléphone|telephone|t[ée]l|portable"
    r"|suivant|voici|voilà|c|moi|sur|au|je|viens|recevoir|voila|ici|bien|donc|toujours"
    r"|maintenant|numéro|numero|et|avec|pour|ce"
)
_PIN = (
    r"pin|puk|cvv2?|cvc2?|ccv2?|crypto(?:grammes?)?(?: visuels?)?"
    r"|(?:3|trois)(?: derniers)? chiffres (?:(?:au|du) (?:dos|verso)|derri[èe]re)"
)
_CODE = re.compile(
    rf"{BEGIN}(?:(?P<pin>{_PIN})|codes?){END}"
    rf"(?P<words>(?:[ \n'’,:=(\"«-]{{1,3}}(?:{_OPENS}|{_PLAIN}|{IS}){END}\+?){{0,14}})"
    rf"[ \n,(]{{0,3}}(?P<is>{IS}|n°)?[ \n\"“«'’(]{{0,3}}"
    r"(?:(?:[A-Z]-(?=[0-9]{6}))?(?P<value>[0-9]{3,8}|[0-9]{2,4}(?P<cut>[ .-])[0-9]{2,4}"
    r"(?:(?P=cut)[0-9]{2,4})?|[0-9](?:[ .-][0-9]){3,7})"
    r"(?![0-9A-Za-z/%€°]|[.,:][0-9]|[ .-]{1,3}[0-9]{2})|(?P<token>[^\s\"“«»”]{6,20}))",
    re.I,
)
_BEFORE = re.compile(
    r"(?<![0-9/.,+])(?<![0-9] )(?P<value>[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[0-9]{2}"
    rf"(?:[ -][0-9]{{2}}){{1,2}})(?![0-9])[ \n]?[,;:(\"»”]?[ ]?(?:{IS}|comme|voil[àa])[ ]?"
    rf"(?:(?:bien|le|mon|ce|un|votre|notre|son)[ ]){{0,2}}(?:codes?|{_PIN}){END}"
    r"(?![ ](?:postal|insee|(?:de la )?commune|ape|naf|erreur|d.erreur|rncp|rome|officiel|budg))",
    re.I,
)
_SAME = re.compile(r"[0-9]{4,8}(?![0-9A-Za-z/%€°]|[.,:][0-9]|[ .-]{1,3}[0-9])")
_SHOWN = re.compile(  # by the site, on the screen
    r"affich|incorrect|erreur|message|écran|ecran|\bbug|échec|appara|plant|refus\w* ?\(", re.I
)
_CAME = re.compile(r"re[cç]u|sms|texto|envoy|t[ée]l[ée]ph|portable", re.I)
_SAYS_SECRET = re.compile(rf"{BEGIN}(?:{_OPENS}){END}", re.I)
_LEADS = re.compile(rf"(?:{IS})[ ]?(?:le )?\Z", re.I)
_OURS = re.compile(rf"{BEGIN}(?:mon|notre|son|votre|ce) \Z", re.I)
_OTHERS = re.compile(
    rf"{BEGIN}(?:error|status|exit|return|close|with|erreur|articles?|du|compte|imputation)[ _-]\Z",
    re.I,
)
_TREE = re.compile(rf"{BEGIN}(?:du|des|le|les|au|rue) \Z", re.I)  # «rue du Pin 45000 Orléans»
_DAY = re.compile(r"[0-9]{1,2}[ .-][0-9]{2}[ .-](?:19|20)?[0-9]{2}")
_TOWN = re.compile(r" [A-ZÀÉÈ]")


def codes(plain: str) -> Iterator[Span]:
    for match in _CODE.finditer(plain):
        if match["value"]:
            if _announced(plain, match):
                yield *match.span("value"), CODE
                again = AGAIN.match(plain, match.end("value"))
                second = again and _SAME.match(plain, again.end())
                if second and len(second[0]) == len(match["value"]):
                    yield *second.span(), CODE
        elif is_mixed(match["token"]) and _SAYS_SECRET.search(match["words"]):
            yield match.start("token"), match.end("token"), CODE
    for match in _BEFORE.finditer(plain):
        yield *match.span("value"), CODE
    for start, end in sixes(plain):
        yield start, end, CODE


def _announced(plain: str, match: re.Match[str]) -> bool:
    value = match["value"]
    digits = sum(map(str.isdigit, value))
    day = len(value) > 8 and _DAY.fullmatch(value)
    if day or UNIT.match(plain, match.end("value")):
        return False
    led = bool(match["is"]) or _LEADS.search(match["words"]) is not None
    before = max(0, match.start() - 12), match.start()
    if match["pin"]:
        tree = not led and digits == 5 and _TREE.search(plain, *before)
        return not tree and digits >= (4 if match["pin"].lower() in ("pin", "puk") else 3)
    if digits < 4 or digits == 4 and _shown(plain, match):
        return False
    if _SAYS_SECRET.search(match["words"]):
        return True
    if _OTHERS.search(plain, *before):
        return False
    town = digits == 5 and _TOWN.match(plain, match.end("value"))
    if _OURS.search(plain, *before) or led:
        return not town
    return digits > 5 or digits == 4 and value[:2] not in ("19", "20")


def _shown(plain: str, match: re.Match[str]) -> bool:
    """Whether a site shows these four figures: an error, not what opens something."""
    before = plain[max(0, match.start() - 40) : match.start()]
    secret = any(not _SHOWN.match(word[0]) for word in _SAYS_SECRET.finditer(match["words"]))
    if secret or _CAME.search(before) or _OURS.search(before):
        return False
    around = before + match["words"] + plain[match.end("value") :][:18]
    return _SHOWN.search(around) is not None
