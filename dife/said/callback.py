"""Whether a message changes or cancels a call-back that was asked."""

from __future__ import annotations

import re

from dife.fields.mending.moments import rather
from dife.fields.times import MOMENT, changed_moment
from dife.fields.told.back import puts_back
from dife.said.people import PERSON
from dife.said.phone import in_figures
from dife.text import bare, fold

_CANCELS = re.compile(
    r"\b(?:annul\w+|supprim\w+|efface[rz]?|retire[rz]?|laisse[rz]? tomber|oublie[rz])\b"
    r"(?: (?:moi|donc|vite|finalement|s il vous plait|svp))*"
    r"(?: (?:tout|ca|cela|(?:le|la|ce|cette|mon|ma|mes|les|cet|l|de)(?: \w+)?)"
    r"(?: (?:rappels?|appels?|demandes?|rendez vous|rdv|de rappel|rappel))*)?"
    r"|\brappels? (?:a )?annul\w+"
)
_NO_MORE = re.compile(
    r"\b(?:(?:ne )?(?:me |nous |le |la )?rappelez (?:pas|plus)|(?:veux|souhaite|voudrais|faut)"
    r" (?:plus|pas)(?: que)?(?: \w+)? (?:etre )?(?:r?appel\w+)|plus (?:besoin|la peine|utile)"
    r"|pas la peine|inutile de (?:me |nous )?r?appeler|(?:j |je |il |elle )(?:l )?(?:vous )?"
    r"r?appel\w+ (?:moi|lui|elle) meme)\b"
)
_OTHER = re.compile(
    r"\b(?:inscription|formation|dossier|compte|nuits?|repas|calcul|session|donnees|conversation"
    r"|comment|puis je|peut on|est ce que|pourquoi|si j|si je|combien)\b"
)
_CALL = re.compile(r"\b(?:rappels?|appels?|rappele\w*|appele\w*|r?appelle\w*|demandes?)\b")
_MOST = 16  # words of a message that changes or cancels


def cancels(text: str, within: bool) -> bool:
    """Whether a call-back is not wanted any more; `within` the form, or just after it was noted,
    « annulez » says which."""
    folded = fold(text)
    if len(folded.split()) > _MOST or _OTHER.search(folded) or re.search(r"\bpas annul", folded):
        return False
    if _NO_MORE.search(folded):
        return within or bool(_CALL.search(folded))
    asked = "?" in text and not re.match(r".*\b(?:vous|pouvez|possible|peux)\b", folded)
    return bool(_CANCELS.search(folded)) and not asked and (within or bool(_CALL.search(folded)))


_DECLINES = re.compile(
    r"\b(?:veux|voulais|voudrais|souhaite|souhaitais|demande|demandais|ai|avais) (?:surtout )?pas"
    r" (?:demande )?(?:(?:a |d )?etre (?:r?appele\w*|telephone\w*)|qu on (?:me|m|nous)"
    r" (?:r?appel\w+|telephon\w+)|que (?:vous|quelqu un) (?:me|m) (?:r?appel\w+|telephon\w+)"
    r"|(?:de |d |un )(?:r?appel|coup de (?:fil|telephone))\b)"
    r"|\b(?:pas|plus) besoin (?:d etre r?appele\w*|qu on (?:me |m |nous )r?appel\w+)"
    r"|\b(?:ne )?(?:me |nous |m )?(?:r?appelez|telephonez) pas\b|\bpas d r?appel\b"
)


def declines(text: str) -> bool:
    """« je ne veux pas qu'on m'appelle »: no call-back is wanted, whatever was offered."""
    return bool(_DECLINES.search(fold(text))) and "?" not in text


_ANOTHER = re.compile(
    rf"\b(?:ma|mon|notre|une?|le|la|l)(?: autre)? {PERSON}\b.*\b(?:aussi|egalement|voudrait|veut"
    rf"|souhaite(?:rait)?|aimerait|demande)\b"
    rf"|\b(?:aussi|egalement)\b.*\b(?:ma|mon|notre|une?|le|la|l)(?: autre)? {PERSON}\b"
    r"|\b(?:une |l )autre (?:personne|demande|rappel)\b|\b(?:deuxieme|second|autre) rappel\b"
)


def for_another(text: str) -> bool:
    """« ma voisine aussi voudrait être rappelée »: a request of somebody else, not a change."""
    return bool(_ANOTHER.search(fold(text))) and not _CANCELS.search(fold(text))


_ASKS = re.compile(
    r"\br?app?el\w* (?:moi|nous)\b|\b(?:me|nous) r?app?el\w+\b"
    r"|\b(?:garde[rz]?|remet\w*) (?:le|la|moi)\b"
)


def asks(text: str) -> bool:
    """« rappelez-moi lundi »: a call-back is wanted, whatever became of the one before."""
    return bool(_ASKS.search(fold(text))) and not declines(text)


_ONE = re.compile(r"\s*rappel (?P<n>[1-9]) : (?P<rest>.*)", re.S)
_DIGITS = re.compile(r"(?<!\d)(?:\+\d|0[1-9])(?:[ .\-/]{0,2}\d){5,}(?!\d)")
_NAMED = re.compile(
    r"\b(?:(?:mon|le|son|ma) (?:pre)?nom\b.*\b(?:est|c|faux|s ecrit)|je m ?appell?e|s ecrit"
    r"|(?:pre)?nom (?:c |mal |faux|est)|demandez (?:plutot )?(?:a )?m)"
)
_NUMBER_ENDS = re.compile(
    r"\b(?:numero|num|tel|telephone|portable|mobile|fixe)\b.*\d\d"
    r"|\b(?:fini\w*|termin\w*) (?:par|en)\b|\bdernier\w* chiffres?\b"
)
_THING = r"(?:noms?|prenoms?|numeros?|telephone|tel|portable|moment|heure|horaire|jour|rappel|rdv)"
_CHANGES = re.compile(
    rf"\b(?:chang\w+|modifi\w+|corrig\w+|decale\w*|report\w+|deplac\w+|rectifi\w+|tromp\w+"
    rf"|erreur|faux|fausse)\b.*\b{_THING}\b|\b{_THING}\b.*\b(?:chang\w+|faux|mauvais|pas (?:bon"
    r"|juste|le bon))\b"
)
_WONDERS = re.compile(
    r"\b(?:si (?:vous|on|personne) .*r?appel|jamais r?appel|r?appel\w+ jamais"
    r"|toujours pas .*r?appel|qui (?:donc )?(?:me |va |m )+.*(?:appel|telephon)"
    r"|personne ne m ?(?:a )?r?appel)"
)


def of_one(text: str) -> tuple[int, str]:
    """« Rappel 2 : mercredi »: which one is meant, 0 where it is not said, and the rest."""
    found = _ONE.fullmatch(bare(text))
    return (int(found["n"]), text[found.start("rest") :]) if found else (0, text)


def all_of_them(text: str) -> bool:
    """« annulez mes deux rappels », « annulez tout »."""
    folded = fold(text)
    verb = _CANCELS.search(folded)  # « elle a tout compris, annulez l'autre » is of one
    said = folded[verb.start() :] if verb else folded
    return bool(re.search(r"\b(?:tou(?:s|t|tes)|les deux|mes (?:deux )?\w+s)\b", said))


def changes(text: str, just: bool) -> bool:
    """Whether a message changes a call-back that was kept, or cancels it; `just` kept: what it
    speaks of need not be said again."""
    which, text = of_one(text)
    just = just or bool(which)
    if cancels(text, within=just):
        return True
    folded = fold(text)
    about = just or bool(_CALL.search(folded))
    # « demande » is also that of a training: « comme tout à l'heure, quand faire ma demande ? ».
    named = just or re.search(r"\br?appel", folded) or same_of(text) in ("nom", "numero")
    if about and (named and same_said(text) or asks_of_it(text) or puts_back(text)):
        return True
    if about and "?" in text:  # « hé et mon rappel ? je disais mardi »
        text = text.rpartition("?")[2]
        folded = fold(text)
    if not about or not folded or len(in_figures(text).split()) > _MOST + 5:
        return False
    if _OTHER.search(folded):
        return False
    told = _NAMED.search(folded) or _NUMBER_ENDS.search(folded) or _CHANGES.search(folded)
    when = rather(text, "lundi 10h") if just or told else changed_moment(text, "lundi 10h")
    return bool(told or _DIGITS.search(in_figures(text)) or when)


_SAME = re.compile(
    r"\b(?:(?:le |au |mon |du )?memes? (?P<a>noms?|numeros?|num|tel\w*|portable)"
    r"|(?:deja|toujours) (?:donne )?(?:le |mon |ce )*(?P<b>noms?|numeros?|tel\w*)"
    r"|comme (?:tout a l heure|avant|la premiere fois|je (?:l )?ai dit|deja dit)"
    r"|(?:ils|elles|il|elle|ca|rien)? ?n ?(?:ont|a) pas change|(?:n a|rien) change"
    r"|ceux de tout a l heure|celui de tout a l heure)\b"
)
_OF_IT = re.compile(
    r"\W*(?:(?:he|eh|et|alors|hey|dites|au fait|ah|oui|mais|bon|c est quand|quand est|ou en est"
    r"|c est note pour|vous avez (?:bien )?(?:note|garde|pris))[\s,]*)*"
    r"(?:(?:pour )?(?:mon|le|ma demande de) rappel|le mien|celui d[eu] \w+di\b)[^?]{0,60}\?+\W*"
)


def same_said(text: str) -> bool:
    """« même numéro », « vous avez déjà mon nom », « comme tout à l'heure »."""
    return len(fold(text).split()) <= _MOST and bool(_SAME.search(fold(text)))


def same_of(text: str) -> str:
    """What is said to be as before: « nom », « numero », or « tout »."""
    folded = fold(text)
    found = [m["a"] or m["b"] or "" for m in _SAME.finditer(folded)]
    name = any(each.startswith("nom") for each in found)
    number = any(each and not each.startswith("nom") for each in found)
    both = re.search(r"\bnom\b.*\b(?:numero|tel\w*)\b|\b(?:numero|tel\w*)\b.*\bnom\b", folded)
    return "" if not found else "tout" if both or name == number else "nom" if name else "numero"


def asks_of_it(text: str) -> bool:
    """« et mon rappel ? », « celui de lundi, il est annulé j'espère ? »: it is said again."""
    return bool(_OF_IT.fullmatch(bare(text).replace("'", " ")))


_AGAIN = re.compile(
    r"(?<!\bje )\b(?:me|nous|m) ?(?:rappel|redi|redonn|repet)\w*"  # « je me rappelle plus » is not
    r"|\b(?:rappel\w+|redi\w+|redonn\w+) (?:moi|nous)\b"
)
_RESULT = re.compile(
    r"\b(?:somme|montant|total|resultat|chiffres?|calculs?|combien (?:ca|cela|j|il|vous|c)|reste a"
    r" (?:charge|payer)|date (?:limite|trouvee|calculee)|dernier calcul)\b"
)
_SAYING = re.compile(
    r"\W*(?:(?:bonjour|pardon|merci|alors|et|mais|oui|non|ok|svp|dites(?:[- ]moi)?)[\s,!.]+)*"
    r"(?:(?:pouvez|pourriez)[- ]vous |(?:peux|pourrais)[- ]tu )?(?:donc )?(?:me |nous )?"
    r"rappel(?:er|ez|le)(?:[- ](?:moi|nous))?(?: encore| donc| svp)? "
    r"(?=(?:la|les?|l'|ce qu|quel|combien|comment|quand|ou|si|mes|mon|ma|vos|votre|en quoi|qui) ?)"
)


def says_again(text: str) -> bool:
    """« pourriez-vous me rappeler la somme ? »: a result is to be said again."""
    folded = fold(text)
    return bool(_AGAIN.search(folded) and _RESULT.search(folded))


def rule_asked(text: str) -> str:
    """What « rappelez-moi » asks to be told: « le délai pour s'inscrire »; "" where it asks for a
    call, at a number or a moment."""
    found = _SAYING.match(bare(text))
    rest = text[found.end() :] if found else ""
    moment = _DIGITS.search(rest) or MOMENT.match(bare(rest))
    return "" if moment or _CALLED.match(fold(rest)) else rest


_CALLED = re.compile(
    r"(?:(?:la|le|les|mon|ma|mes) )?(?:maire|secretaire|collegues?|adjointe?|portable|fixe|numero"
    r"|mairie|bureau|plus vite|plus tot|quand vous|si (?:vous|c est) (?:pouvez|possible))\b"
)


def wonders(text: str) -> bool:
    """« et si vous ne me rappelez jamais ? », « qui me téléphonera ? »."""
    return bool(_WONDERS.search(fold(text)))
