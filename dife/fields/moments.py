"""When somebody wants to be called back, as they say it."""

from __future__ import annotations

import re

from dife.fields.model import LONGEST, Read
from dife.fields.refusals import fault_of
from dife.text import bare, fold

_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_HOUR = (
    r"[0-2]?[0-9] ?(?:h(?:eures?)?(?: ?[0-5][0-9])?|:[0-5][0-9])(?![a-z])|midi"
    r"|[0-2]?[0-9]-[0-2]?[0-9] ?h"
)
_PART = (
    r"(?:(?:debut|fin|milieu|courant) (?:de |d')?)?(?:matin(?:ee)?s?|midi|apres[ -]?midi|aprem|aprm"
    r"|soir(?:ee)?s?|journee|semaine|week[ -]?end|mois)"
)
_ONE = (
    rf"(?:{_DAY}|{_PART}|{_HOUR}|demain|apres[ -]demain|aujourd'hui|auj|ce jour|maintenant"
    r"|tout de suite|immediatement|des que possible|au plus (?:vite|tot)"
    r"|le plus (?:vite|tot) possible"
    r"|asap|rapidement|vite|urgent|urgence|de suite|tot|tard|dans (?:une?|deux|trois|[0-9]+) "
    r"(?:heures?|h|minutes?|mn|min|jours?)|(?:ca|cela) m'est egal|comme (?:ca )?vous arrange"
    r"|le [0-3]?[0-9](?![0-9:h])|n'importe(?: (?:quand|quelle heure|quel (?:jour|moment)))?"
    r"|(?:quand|comme) "
    r"(?:vous|tu) (?:voulez|veux|pouvez|pourrez|souhaitez)|a (?:votre|ta) convenance|peu importe"
    r"|tous les jours|toute la (?:journee|semaine)|tout le temps|a tout moment|a toute heure"
    r"|(?:heures?|horaires?|jours?) (?:de|d') ?(?:bureau|ouverture|repas)|jours? ouvres?"
    rf"|(?:le )?[0-3]?[0-9](?:er)?[ /](?:[01]?[0-9]|jan\w*|fev\w*|mars|avr\w*|mai|juin|juil\w*"
    r"|aout|sep\w*|oct\w*|nov\w*|dec\w*)|prochaine?|suivante?)"
)
_LINK = (
    r"(?:[\s,/;-]|(?:le|la|les|l'|au|aux|a|en|de|des|d'|du|dans|vers|avant|apres|entre|jusqu'a|et"
    r"|ou|sauf|pas|mais|plutot|si possible|sinon|partir|pendant|ce|cette|cet|tous|toute|heures?"
    r"|environ|ouvres?|chaque|par|deux|une?|jours?|prochaine?|h|[0-2]?[0-9]h?)(?![\w]))"
)
# On a bare text (dife.text.bare): days, parts of a day and hours with the small words among them.
MOMENT = re.compile(
    rf"(?<![\w'])(?:{_LINK}{{1,8}})?{_ONE}(?:(?:{_LINK}){{0,8}}(?<![\w']){_ONE})*(?![\w])"
)
_LEAD = re.compile(
    r"\W*(?:(?:euh|oui|ok|d'accord|bonjour|alors|eh bien|plutot|de preference|en fait"
    r"|(?:r?appele[rz]|contactez)[- ]?moi|je (?:suis|serai) (?:plutot )?(?:libre|dispo(?:nible)?"
    r"|joignable|la)|(?:libre|dispo(?:nible)?|joignable)|je (?:prefere|prefererais)|idealement"
    r"|c'est mieux|le mieux (?:c'est|est))(?![\w'])[\s,:]*)*"
)
_TAIL = re.compile(
    r"[\s,]*(?:merci(?: beaucoup| bien)?|svp|s'il vous plait|ca me va|c'est bien)\W*$"
)
_OPEN = re.compile(
    r".*(?:n importe (?:quand|quel|quelle)|(?:quand|comme) (?:vous|tu) (?:voulez|veux|pou|souhait)"
    r"|peu importe|convenance|des que|plus (?:tot|vite)|maintenant|tout de suite|demain).*"
)
_WITHDRAWN = re.compile(r".*\b(?:(?:veux|souhaite|faut|vaut) (?:plus|pas)|plus la peine|annul).*")


def read_moment(text: str) -> Read:
    """The moment as typed; a short thing that says no day nor hour is doubted."""
    compared = bare(text)
    start = _LEAD.match(compared)
    said = text[start.end() if start else 0 :]
    cut = _TAIL.search(bare(said))
    said = (said[: cut.start()] if cut else said).strip(" ,;.!")
    fault = fault_of(text)
    if not MOMENT.search(bare(said)) or _WITHDRAWN.fullmatch(fold(said)):
        if fault or len(said.split()) > 4 or _WITHDRAWN.fullmatch(fold(said)):
            return Read(fault=fault or "phrase")
        return Read(said[:LONGEST].strip(), doubt=True) if said else Read(fault="vide")
    if fault in ("question", "adresse", "attente") and not _OPEN.fullmatch(fold(said)):
        return Read(fault=fault)
    if len(said) > LONGEST:
        return Read(fault="long")
    return Read(said)
