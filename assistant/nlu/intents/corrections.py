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
from assistant.dialogue.intents import VALUE
from assistant.dialogue.slots import of_form
from dife import fields
from dife.said import callback
from dife.text import fold

LONGEST = 14  # words
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
_TOTAL = re.compile(
    r"\b(?:ca|cela) (?:fait|ferait|fera) (?:combien|quoi)\b|\ble total\b|\ben tout\b"
)
_LIMIT = re.compile(
    r"\b(?:jusqu a quand|avant quand|quand (?:est ce que )?(?:dois|doit|faut|devons|devrait)"
    r"|date limite|dernier jour|dernier delai)\b.*\b(?:inscri\w+|demande|envoy\w+|valid\w+)\b"
)
CALLBACK = "rappel"
SUMS = ("frais", "financement")
_OPPOSES = re.compile(r"\bpas \w+ (?:mais )?\w+|\w+ (?:et non|pas) \w+|\bau lieu de\b|\bavec \w+\b")


def asks_total(text: str) -> bool:
    """Whether a message asks for the last sum again: « ça fait combien en tout ? »."""
    return bool(_TOTAL.search(fold(text))) or callback.says_again(text)


def wants_day(held: str, text: str) -> bool:
    """Whether a message asks, after a sum, until when to enrol in that training."""
    return held in SUMS and bool(_LIMIT.search(fold(text)))


def of_callback(called: str, held: str, text: str) -> str:
    """The intent of a message about a call-back; "" where it is left to what was learnt.

    `called`: what `history.called_back` tells. One that was kept is changed or cancelled by a
    value; with none, there is nothing to cancel, and none is asked for.
    """
    if called == CALLBACK and callback.changes(text, held == CALLBACK):
        return VALUE
    if called == CALLBACK and callback.wonders(text):
        return "parler_conseiller"
    if not called and callback.cancels(text, within=False):
        return "annuler"
    return "repeter" if not called and not held and callback.says_again(text) else ""


def corrects(held: str, text: str, entities: List[Dict[str, Any]], confidence: float) -> bool:
    """Whether a message brings a value to what was made last, `held`.

    `confidence`: that in its first intent, read alone; a question that is sure stays one.
    """
    folded = fold(text)
    if held in SUMS and callback.says_again(text):
        return True
    if not held or held == CALLBACK or len(folded.split()) > LONGEST:
        return False
    if held in SUMS and asks_total(text):
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
