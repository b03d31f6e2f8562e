"""A short message that corrects what was just made: « non, 3 nuits », « mon nom c'est Lefebvre ».

The door tells what was made last (`points.HELD`): a letter, or a calculation by its name. Such a
message brings a value, however much it looks like a question of the guide; what it corrects, the
actions know (`Calculation.corrected`, `ValidateCourriel.corrected`).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Dict, List

from assistant.dialogue import things
from assistant.dialogue.slots import of_form
from assistant.nlu.entities.date_roles import ABSENCE, ENROLMENT, OTHER
from dife import fields
from dife.said.enrolments import AGAIN
from dife.said import amounts
from dife.text import bare, fold

LONGEST = 14  # words
LONGEST_DATED = 24  # where a step of the enrolment is told with its day
SURE = 0.9  # confidence from which a question with one value in it stays a question
_OPENS = re.compile(
    r"(?:(?:et|mais|non|ah|euh|oui|ok|si|sinon|ou|alors|donc|pardon|desolee?|oups|finalement"
    r"|en fait|plutot|avec|sans|pour|c est|c etait|ce sera|pas|moins|plus|correction|erreur"
    r"|attention|je voulais dire|je me suis trompee?|j ai oublie|sauf|encore|au lieu"
    r"|la moitie|le double|r?ajoute[rz]?|retire[rz]?|enleve[rz]?|compte[rz]?|corrige[rz]?"
    r"|change[rz]?|modifie[rz]?|mets|mettez|mon|ma|mes|le|la|on|nous|je)\b)"
)
_ASKS = re.compile(
    r"\b(?:combien de temps|quand|pourquoi|qui|quel\w*|comment|est ce qu\w*|qu est ce|peut on"
    r"|puis je|dois je|faut il|c est quoi|a t on|ai je)\b"
)
_RELEVANT = {
    "frais": {"nuits", "repas", "repas_offerts", "commune", "kilometres", "chevaux", "date"},
    "financement": {"montant"},
    "date_limite": {"date", "semaine"},
}
_CHANGES = {
    "frais": r"\b(?:(?:une|deux|1|2) (?:nuits?|repas) de (?:plus|moins)|la moitie|sans l hotel"
    r"|(?:enleve[rz]?|retire[rz]?) (?:les|mes|l) (?:nuits?|repas|hotel)|pas \w+ (?:nuits?|repas)"
    r"|train|tgv|ter|billets?)\b",
    "financement": r"\b(?:(?:mairie|commune|collectivite|conseil) (?:me |nous |ne )?(?:propose"
    r"|met|donne|paie|prend|verse|offre|finance)"
    r"|la moitie|chacun|par personne|pour (?:deux|trois|2|3))\b",
    "date_limite": r"\bla semaine (?:d apres|suivante|d avant)\b|\bl autre\b"
    r"|^(?:et |pour )*la (?:premiere|deuxieme|seconde|troisieme)\b",
}
# What begins so, after a split and with an amount or a share, corrects it.
_OF_FUNDING = re.compile(
    r"(?:(?:un|le|la|les|deux|2|trois|3|mon|ma) )?(?:\d|prix|cout|tarif|solde|formation|stage"
    r"|mairie|commune|collectivite|conseil|tiers|quarts?|moitie|budget|compte|droits|remett\w*"
    r"|ce n|c est|il|elle|ils|s il|s ils|et|si|non|plutot|oui|pardon|cent|mille|deux|trois|quatre"
    r"|cinq|six|sept|huit|neuf|onze|douze|treize|quatorze|quinze|seize)"
)
_TOTAL = re.compile(
    r"\b(?:ca|cela) (?:fait|ferait|fera) (?:combien|quoi)\b|\ble total\b|\ben tout\b"
)
_LIMIT = re.compile(
    r"\b(?:jusqu a quand|avant quand|quand (?:est ce que )?(?:dois|doit|faut|devons|devrait)"
    r"|date limite|dernier jour|dernier delai)\b.*\b(?:inscri\w+|demande|envoy\w+|valid\w+)\b"
)
_EXPLAINED = re.compile(r"\b(?:comment|pourquoi|qui|rembours\w*|paye\w*|argent|annul\w*)\b")
_EXPLAINED_SUM = re.compile(
    r"\b(?:comment|pourquoi|quand|delai|rembours\w*|droit a|ai je droit|peut elle|obligee?|possible"
    r"|habitants?|an|annee|quel\w*|km|nuits?|repas)\b"
)
SUMS = ("frais", "financement")
_OPPOSES = re.compile(r"\bpas \w+ (?:mais )?\w+|\w+ (?:et non|pas) \w+|\bau lieu de\b|\bavec \w+\b")


def asks_total(text: str) -> bool:
    """Whether a message asks for the last sum again: « ça fait combien en tout ? »."""
    return bool(_TOTAL.search(fold(text)))


def wants_day(held: str, text: str) -> bool:
    """Whether a message asks, after a sum, until when to enrol in that training."""
    return held in SUMS and bool(_LIMIT.search(fold(text)))


def _of_days(folded: str, entities: List[Dict[str, Any]]) -> bool:
    """Whether a message tells a step, after the days of an enrolment, or asks for them again."""
    if len(folded.split()) > LONGEST_DATED or _EXPLAINED.search(folded):
        return False
    roles = [found.get("role") for found in entities if found["entity"] == "date"]
    if not roles:
        return len(folded.split()) <= LONGEST and bool(AGAIN.search(folded))
    return any(each in (*ENROLMENT, ABSENCE, OTHER) for each in roles) and "formation" not in roles


def _of_funding(text: str, folded: str) -> bool:
    """« 590 et non 950 », « un tiers par la mairie », « et moi ? », after who pays what."""
    plain = bare(text)
    if _EXPLAINED_SUM.search(folded) or not _OF_FUNDING.match(folded):
        return False
    told = (amounts.MEANT_FIRST, amounts.REFUSED_FIRST, amounts.PART, amounts.NOTHING_FROM_IT)
    if any(each.search(plain) for each in told) or amounts.AGAIN.search(plain):
        return True
    figures = amounts.FIGURE.findall(plain)
    named = any(each.search(plain) for each in amounts.NAMES.values())
    return len(figures) == 1 and bool(named or amounts.SUPPOSED.search(plain))


def corrects(held: str, text: str, entities: List[Dict[str, Any]], confidence: float) -> bool:
    """Whether a message brings a value to what was made last, `held`.

    `confidence`: that in its first intent, read alone; a question that is sure stays one.
    """
    folded = fold(text)
    if held == "date_limite" and _of_days(folded, entities):
        return True
    if not held or len(folded.split()) > LONGEST:
        return False
    if held in SUMS and asks_total(text):
        return True
    if held == "financement" and _of_funding(text, folded):
        return True
    if not _OPENS.match(folded):
        return False
    if held == "courriel":
        told = fields.named(text) or fields.labelled(text, date.max) or _OPPOSES.search(folded)
        return bool(told) and "?" not in text and not _ASKS.search(folded)
    if things.said_wrong(text, of_form(f"{held}_form")):
        return True
    if _ASKS.search(folded):
        return False
    brought = [e for e in entities if e["entity"] in _RELEVANT[held]]
    if re.search(_CHANGES[held], folded):
        return True
    asks = text.rstrip().endswith("?")
    return bool(brought) and (not asks or confidence < SURE or len(brought) > 1)
