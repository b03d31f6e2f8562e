"""Codes received or chosen (SMS, FranceConnect, La Poste, PIN, CVV): figures that a word tells."""

from __future__ import annotations

import re
from typing import Iterator

from assistant.privacy.masking.shapes import BEGIN, CODE, END, IS, UNIT, Span
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
    r"pin|puk|cvv2?|cvc2?|crypto(?:grammes?)?(?: visuels?)?"
    r"|(?:3|trois)(?: derniers)? chiffres (?:au|du) (?:dos|verso)"
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
_BY_SMS = re.compile(
    r"(?<![0-9/.,+])(?<![0-9] )(?P<value>[0-9]{6})(?= (?:re[cç]ue? )?(?:par|en) (?:sms|texto)\b)",
    re.I,
)
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
                yield match.start("value"), match.end("value"), CODE
        elif is_mixed(match["token"]) and _SAYS_SECRET.search(match["words"]):
            yield match.start("token"), match.end("token"), CODE
    for search in (_BEFORE, _BY_SMS):
        for match in search.finditer(plain):
            yield match.start("value"), match.end("value"), CODE


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
    if digits < 4:
        return False
    if _SAYS_SECRET.search(match["words"]):
        return True
    if _OTHERS.search(plain, *before):
        return False
    town = digits == 5 and _TOWN.match(plain, match.end("value"))
    if _OURS.search(plain, *before) or led:
        return not town
    return digits > 5 or digits == 4 and value[:2] not in ("19", "20")
