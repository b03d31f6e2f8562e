"""A short message that corrects what was just made: « non, 3 nuits », « mon nom c'est Lefebvre »;
or that comes back to a result of this conversation: « revenons aux frais », « le délai, déjà ? ».

The door tells what was made last (`points.HELD`): a letter, or a calculation by its name. Such a
message brings a value, however much it looks like a question of the guide; what it corrects, the
actions know (`Calculation.corrected`, `ValidateCourriel.corrected`). The results that there are
(`points.KNOWN`) are said again by `Repeter`.
"""

from __future__ import annotations

import re
from typing import Any, Collection, Dict, List, Sequence

from assistant.dialogue import things
from assistant.dialogue.intents import VALUE
from assistant.dialogue.slots import of_form
from assistant.nlu import dated, letters
from assistant.nlu.intents import phrases
from dife.fields.told.back import puts_back
from dife.said import amounts, callback, people, trips
from dife.said.changes import changes
from dife.said.numbers import in_figures
from dife.said.sums import bounds, shares
from dife.text import bare, fold

LONGEST = 14  # words
LONGEST_CHANGE = 25  # words of a message that surely changes a sum of allowances
LONGEST_LETTER = 30  # « mon lieu de naissance est … et non …, ma mère y tenait beaucoup »
SURE = 0.9  # confidence from which a question with one value in it stays a question
_OPENS = re.compile(
    r"(?:(?:et|mais|non|ah|euh|oui|ok|si|sinon|ou|alors|donc|pardon|desolee?|oups|finalement"
    r"|en fait|plutot|avec|sans|pour|c est|c etait|ce sera|pas|moins|plus|correction|erreur"
    r"|attention|ce n est pas|j (?:ai|avais) (?:mal |voulu |oublie|dit|ecrit|confondu)|sauf|encore"
    r"|au lieu"
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
    r"|mairie|maire|commune|collectivite|conseil|tiers|quarts?|moitie|budget|compte|droits|remett\w*"
    r"|ce n|c est|il|elle|ils|s il|s ils|et|si|non|plutot|oui|pardon|cent|mille|deux|trois|quatre"
    r"|en|cinq|six|sept|huit|neuf|onze|douze|treize|quatorze|quinze|seize)"
)
_TOTAL = re.compile(
    r"\b(?:ca|cela) (?:fait|ferait|fera) (?:combien|quoi)\b|\ble total\b|\ben tout\b|\bau total\b"
)
_EQUATION = re.compile(r"\d ?€? ?[+-] ?\d[^?]*= ?\d|\d ?€? ?= ?\d")  # « 450 + 84 = 534 ? »
_STAY = {"nuits", "repas", "commune"}  # all that a sum of allowances needs
_OF_CLAIM = re.compile(r"\b(?:rembours\w*|justificatifs?|factures?|delais?|rappele[rz]?)\b")
_LIMIT = re.compile(
    r"\b(?:jusqu ?a quand|avant quand|quand (?:est ce que )?(?:dois|doit|faut|devons|devrait)"
    r"|date limite|dernier jour|(?:dernier |le )?delai|limite)\b"
    r".*\b(?:inscri\w+|demande|envoy\w+|valid\w+)\b"
    r"|\b(?:inscri\w+|demande|envoy\w+|valid\w+)\b"
    r".*\b(?:jusqu ?a quand|avant quand|quand au plus tard)\b"
)
_EXPLAINED_SUM = re.compile(
    r"\b(?:comment|pourquoi|quand|delai|rembours\w*|droit a|ai je droit|peut elle|obligee?|possible"
    r"|habitants?|an|annee|quel\w*|km|nuits?|repas)\b"
)
_EXPLAINS = re.compile(r"\b(?:comment|pourquoi|quand|qui)\b")
_ENROLS = re.compile(r"\b(?:inscri\w+|valid\w+|demande a l|organisme|delai)\b")
CALLBACK = "rappel"
SUMS = ("frais", "financement")


def asks_total(text: str) -> bool:
    """Whether a message asks for the last sum again: « ça fait combien en tout ? »."""
    total = _TOTAL.search(fold(text)) or _EQUATION.search(bare(text))
    return bool(total) or callback.says_again(text)


def wants_day(held: str, text: str) -> bool:
    """Whether a message asks, after a sum, until when to enrol in that training."""
    return held in SUMS and bool(_LIMIT.search(fold(text)))


def _of_funding(text: str, folded: str) -> bool:
    """« 590 et non 950 », « un tiers par la mairie », « et moi ? », after who pays what."""
    plain = bare(text)
    if shares.tells(plain) and not re.search(r"\b(?:comment|pourquoi|quand|rembours\w*)\b", plain):
        return True
    if _EXPLAINED_SUM.search(folded) or not _OF_FUNDING.match(folded):
        return False
    if amounts.REFUSES.search(plain) and amounts.SUPPOSES.match(plain):
        return not amounts.OF_RIGHT.search(plain)
    told = (amounts.MEANT_FIRST, amounts.REFUSED_FIRST, amounts.PART, amounts.NOTHING_FROM_IT)
    if any(each.search(plain) for each in (*told, amounts.TIMES)) or amounts.AGAIN.search(plain):
        return True
    figures = amounts.FIGURE.findall(plain)
    named = any(each.search(plain) for each in amounts.NAMES.values())
    return len(figures) == 1 and bool(named or amounts.SUPPOSED.search(plain))


def of_callback(called: str, held: str, text: str) -> str:
    """The intent of a message about a call-back; "" where it is left to what was learnt.

    `called`: what `history.called_back` tells. One that was kept is changed or cancelled by a
    value; with none, there is nothing to cancel, and none is asked for.
    """
    if called == CALLBACK and callback.changes(text, held == CALLBACK):
        return VALUE
    if not called and callback.asks_of_it(text) and "rappel" in fold(text):
        return VALUE  # one may wait whose conversation was forgotten with another form
    if called.endswith("saisie") and puts_back(text):
        return VALUE  # not « remettez à zéro »
    if called == "rappel_saisie" and callback.cancels(text, within=False) and "?" not in text:
        return VALUE  # in the middle of another form, which goes on
    if called == CALLBACK and callback.wonders(text):
        return "parler_conseiller"
    if not called and callback.cancels(text, within=False):
        return "annuler"
    return "repeter" if not called and not held and callback.says_again(text) else ""


def tells_stay(text: str, entities: List[Dict[str, Any]]) -> bool:
    """Whether a message brings all of a new sum of allowances, and asks nothing else."""
    folded = fold(text)
    plain = bare(text)
    driven = trips.told(plain) or trips.drives(plain) or trips.travels(plain)
    if driven or bounds.stay(plain, None) and not _ENROLS.search(folded):
        return not (_EXPLAINS.search(folded) or _OF_CLAIM.search(folded))
    whole = {each["entity"] for each in entities} >= _STAY
    return whole and not (_ASKS.search(folded) or _OF_CLAIM.search(folded))


def corrects(
    held: str,
    text: str,
    entities: List[Dict[str, Any]],
    confidence: float,
    gesture: bool = False,
) -> bool:
    """Whether a message brings a value to what was made last, `held`.

    `confidence`: that in its first intent, read alone; a question that is sure stays one.
    `gesture`: that intent is one (« merci »), no subject.
    """
    folded = in_figures(fold(text))  # a number is one word, however it is written
    if (
        held == "financement"
        and len(folded.split()) <= LONGEST_CHANGE
        and _of_funding(text, fold(text))
    ):
        return True
    asks_other = bool(_ASKS.search(folded) or _OF_CLAIM.search(folded))
    towns = sum("lieu" in each for each in entities)
    short = len(folded.split()) <= LONGEST_CHANGE
    if held == "frais" and short and not asks_other and changes(bare(text), towns):
        return True
    if held == "frais" and short and (people.of_sum(bare(text)) or phrases.asks_what_else(text)):
        return True
    if held == "date_limite" and dated.of_days(fold(text), entities):
        return True
    if held == "date_limite" and dated.of_training(text, folded, entities):
        return True
    if held in SUMS and asks_total(text):
        return True
    if held == "frais" and short and not _OF_CLAIM.search(folded) and dated.of_day(text, entities):
        return True
    longest = LONGEST_LETTER if held == "courriel" else LONGEST
    if not held or held == CALLBACK or len(folded.split()) > longest:
        return False
    if held == "courriel":
        plain = fold(text)
        opens = bool(_OPENS.match(plain)) and len(plain.split()) <= LONGEST
        return letters.corrects(text, opens, bool(_ASKS.search(plain)), gesture)
    driven = [e for e in entities if e["entity"] in ("kilometres", "chevaux")]
    if held == "frais" and driven and "?" not in text and not asks_other:
        return True
    if not _OPENS.match(folded):
        return False
    if things.said_wrong(text, of_form(f"{held}_form")):
        return True
    if _ASKS.search(folded):
        return False
    brought = [e for e in entities if e["entity"] in _RELEVANT[held]]
    if re.search(_CHANGES[held], folded):
        return True
    asks = text.rstrip().endswith("?")
    return bool(brought) and (not asks or confidence < SURE or len(brought) > 1)


def of_earlier_sum(
    held: str, known: Collection[str], text: str, entities: Sequence[Dict[str, Any]]
) -> bool:
    """« retour au 22 février, et trois nuits au lieu de deux », the days of an enrolment being told
    since: what is counted is of the sum of allowances."""
    counted = {found["entity"] for found in entities} & _COUNTED
    said = "frais" in known and held != "frais" and counted and _COMES_BACK.search(bare(text))
    return bool(said) and len(text.split()) <= LONGEST_CHANGE and not _ASKS.search(fold(text))


_COUNTED = {"nuits", "repas", "kilometres"}
_COMES_BACK = re.compile(
    r"\b(?:au lieu|plutot|finalement|en fait|retour\w*|reven\w+|repren\w+|non|pardon|pas)\b"
)

# What asks again, or comes back.
_AGAIN = re.compile(
    r"\b(?:deja|du coup|rappel\w*|c etait|redi\w+|redonne\w*|repet\w*|tout a l heure"
    r"|reven\w+|revien\w+|retour\w*|reprend\w*|reprenons|remontr\w+|remets?|remettez|recalcul\w+"
    r"|refai\w+|obtenu\w*|trouvee?s?|annoncee?s?|calculee?s?|donc|au final|finalement)\b"
)
_RESULTS = {
    "frais": r"frais|indemnites?|remboursements?|(?:hotel|nuits?) et (?:les )?repas",
    "financement": r"financement|reste a (?:payer|charge|ma charge)|qui paie|ma part|manqu\w+",
    "date_limite": r"(?:dates? )?limites?|delais?|derniere? (?:jour|date)"
    r"|(?:jusqu a|avant|pour) quand|quand (?:m )?inscri\w+",
}
_SUM = re.compile(r"\b(?:somme|total|montant|calcul|resultat|combien)\b")
_ALONE = re.compile(r"(?:et |alors |donc |le |la |votre |bon |ok )*(?:total|somme|resultat|calcul)")
_STOPS = re.compile(r"\b(?:rappele[rz] moi (?:demain|au|lundi|mardi)|pourquoi|comment|ou est ce)\b")


def returned_to(text: str, known: Collection[str]) -> str:
    """The result, of those `known` (the latest last), that a message comes back to; "" for none."""
    folded = fold(text)
    if (
        not known
        or len(folded.split()) > LONGEST
        or re.search(r"\d", text)
        or _STOPS.search(folded)
    ):
        return ""
    latest = list(known)[::-1]
    again = bool(_AGAIN.search(folded))
    for key in latest:
        if again and re.search(rf"\b(?:{_RESULTS[key]})\b", folded):
            return key
    named = any(re.search(rf"\b(?:{names})\b", folded) for names in _RESULTS.values())
    asked = _ALONE.fullmatch(folded) or again and _SUM.search(folded)
    sums = [key for key in latest if key != "date_limite"]
    return sums[0] if asked and sums and not named else ""
