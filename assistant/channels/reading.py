"""A message as it may enter, whatever the door: cleaned, masked, or refused."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Optional

from assistant import clock
from assistant.privacy.masking.finder import clean, mask, mask_after
from assistant.privacy.masking.shapes import CARD, CODE, IBAN, MASKED, PAPER, PASSWORD, TAX
from dife.fields import tells_identity

MAXIMUM_LENGTH = 1000  # characters; beyond it a message is a document
MASK_NOTICE = "utter_numero_masque"
OPENING_NOTICE = "utter_secret_masque"
PAPER_NOTICE = "utter_piece_masquee"
BANK_NOTICE = "utter_banque_masquee"
IN_THE_LETTER = "utter_identite_dans_les_cases"
# What says by itself that something was not kept.
MASK_NOTICES = frozenset((MASK_NOTICE, OPENING_NOTICE, PAPER_NOTICE, BANK_NOTICE, IN_THE_LETTER))
UNREADABLE = "utter_message_illisible"
TOO_LONG = "utter_message_trop_long"
_LETTER = re.compile(r"[^\W\d_]")
_FIGURE = re.compile("[0-9]")
_SPACED = re.compile(r"(?<=[0-9])[ .-]+(?=[0-9])")  # a number by groups is one word
_OWN = re.compile(  # a place, a telephone, a day, an hour, a sum: «45200 Montargis»
    r"(?:\D*[^\w])?(?:[0-9]{5}|0[1-9](?:[ .-]?[0-9]{2}){4}|3[0-9] [0-9]{2}|(?:19|20)[0-9]{2}"
    r"|[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2,4}|[0-9]{1,2} ?[h:] ?[0-9]{2}|[0-9]+,[0-9]{1,2}"
    r"|[0-9 .,]+ ?(?:€|%|k€|euros?|hab\w*))(?:[^\w]\D*)?"
)
_TELLING = re.compile(  # what says only what the secret was, and asks nothing
    r"(?<![^\W_])(?:[0-9]+ (?:derniers )?chiffres|mots? 2 passe|m2p|bonjour|bonsoir|merci|svp|stp"
    r"|voici|voil[àa]|mon|ma|mes|le|la|les|une?|est|c.est"
    r"|cest|suivante?|num[ée]ro|num|de|du|mots?|passe|mdp|password|codes?|pin|puk|cvv|secret"
    r"|confidentiel|re[cç]u|par|sms|mail|v[ée]rification|s[ée]curit[ée]|sociale?|s[ée]cu|nir|insee|iban"
    r"|rib|carte|bancaires?|bleue|vitale|identit[ée]|nationale|cni|passeport|permis|conduire|titre"
    r"|s[ée]jour|r[ée]sident|fiscal|compte|formation|france ?connect\+?|poste|mcf|pour|info|donne"
    r"|envoie|vous|coordonn[ée]es|cl[ée])(?![^\W_])",
    re.I,
)


class Reading(NamedTuple):
    """A message as it may enter: cleaned, masked; `fault` names the response that refuses it."""

    text: str
    fault: Optional[str] = None
    masked: bool = False


def read(text: Any, before: str = "", fills_letter: bool = False) -> Reading:
    """What is done with a message before anything keeps or logs it.

    `before`: what the official said just before, as it was kept; "" where a question was asked.
    `fills_letter`: the official's own device has the fields of a letter, where an identity belongs.
    """
    if not isinstance(text, str):
        return Reading("", UNREADABLE)
    if len(text) > MAXIMUM_LENGTH:
        return Reading("", TOO_LONG)
    cleaned = clean(text).strip()
    if not cleaned:
        return Reading("", UNREADABLE)
    hidden = mask(cleaned)
    if before and hidden == cleaned and _may_follow(cleaned):
        hidden = mask_after(before, cleaned)
    masked = hidden != cleaned
    if masked and _asks_nothing(MASKED.sub("", hidden)):
        return Reading(hidden, mask_notice(hidden), True)
    if fills_letter and tells_identity(cleaned, clock.today()):
        return Reading(hidden, IN_THE_LETTER, True)
    return Reading(hidden, None, masked)


def _may_follow(text: str) -> bool:
    """Whether a short message may be the secret that the one before announced."""
    short = len(_SPACED.sub("0", text).split()) <= 3
    return short and len(_FIGURE.findall(text)) > 2 and not _OWN.fullmatch(text)


def mask_notice(text: str) -> str:
    """The response that tells what was masked; what opens comes first, then what pays."""
    if PASSWORD in text or CODE in text:
        return OPENING_NOTICE
    if CARD in text or IBAN in text:
        return BANK_NOTICE
    return PAPER_NOTICE if PAPER in text or TAX in text else MASK_NOTICE


def _asks_nothing(rest: str) -> bool:
    said = _TELLING.sub("", rest)
    return not ("?" in rest or _FIGURE.search(said)) and len(_LETTER.findall(said)) < 3
