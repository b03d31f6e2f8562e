"""What is never the detail that was asked: « attendez », a question, a sentence, a number.

Patterns read a folded text (dife.text.fold): without accents, apostrophes made spaces.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from dife.fields.model import Fault, Kind, Read
from dife.fields.words import CHOICES, COMMANDS, FUNCTION, GIBBERISH, NAMES_TOO, POLITE, SPEECH
from dife.gazetteer.slips import edits
from dife.text import bare, fold

_START = r"(?:(?:non|oui|ok|euh+|heu|ah|oh|bon|ben|mais|et|alors|donc|pardon|desolee?) )*"
_TIME = r"(?:min|mn|minutes?|secondes?|sec|instants?|moments?)"
_WAIT = re.compile(
    _START + rf"(?:attend(?:s|ez|re|e|er)?|patient(?:e|ez|er)|(?:une?|deux|cinq|dix|[0-9]+) "
    rf"(?:petite?s? )?{_TIME}|minute|bouge[sz]? pas|(?:ne )?quitte[sz]? pas"
    r"|laisse[sz]? (?:moi|nous)|(?:je|j|il faut que je|faut que je) (?:re)?(?:cherche|viens|garde"
    r"|verifie|arrive|demande|prends|vais (?:re)?(?:chercher|voir|garder|venir|verifier|demander"
    r"|prendre)|suis en train)) ?\b.*"
)
_IGNORANCE = re.compile(
    _START + r"(?:(?:je|j|j en|ch|tu)? ?(?:ne |n )?(?:le |la |m en |vous |t )?"
    r"(?:sais|c|sait|chais|comprends?|connais|souviens|rappelle|ai) ?(?:plus|pas|rien)"
    r"(?: compris| idee| d idee)?|chais (?:pas|plus)|j en sais rien|aucune idee|jsp"
    r"|pas (?:compris|clair)|c est pas clair)\b.*"
)
_REFUSAL = re.compile(
    r".*\b(?:veux (?:pas|plus|rien)|(?:souhaite|desire|donne|donnerai|dirai|dis) (?:pas|rien)"
    r"|prefere (?:ne )?pas|refuse|(?:vous|te) regarde pas|pas (?:question|maintenant|envie)"
    r"|change d avis|occupez vous de|c est (?:prive|confidentiel|secret|personnel))\b.*"
    r"|(?:une autre fois|plus tard|demain|on verra.*|finalement non|non jamais)"
)
_QUESTION = re.compile(
    _START + r"(?:(?:au fait|dites|dis|sinon) )?(?:pourquoi|comment|combien|quel(?:le)?s?|lequel"
    r"|laquelle|lesquel(?:le)?s|quoi|que (?:faire|dois|veut|voulez|se)|qu (?:est|appelez|entendez)"
    r"|qui (?!$)|est ce|c est (?:quoi|qui|ou|pour qui|obligatoire|sur|grave|combien|anonyme)"
    r"|ou (?:est|je|on|puis|dois|faut|se|ca|sont|trouve|c est)|quand (?:est|je|on|faut|vais|dois)"
    r"|a (?:quoi|qui)|de quoi|ca (?:sert|veut dire|sera|prend)|pour (?:quoi|qui)|faut il|dois je"
    r"|puis je|y a t il|vous (?:voulez|gardez|etes|savez|demandez|parlez"
    r"|pouvez(?! (?:me |m )?(?:demander|appeler|rappeler|noter|mettre|ecrire|inscrire))))(?: .*)?"
    r"|.*\b[a-z]{2,}(?:ez|ons) (?:vous|nous)(?: .*)?|.* (?:ou|quoi|comment|combien|hein)"
)
_ADDRESS = re.compile(
    r"@|https?:|www\.|\w\.(?:fr|com|org|net|eu|gouv|re|nc|pf|info|io)\b", re.IGNORECASE
)
_VERB = re.compile(
    r"(?<![\w'-])(?:j|qu|c)'[a-z]|(?<![\w'-])(?:s|n|m|t|l)'(?:est|ai|as|a|etai\w*|ont|y|en|avai\w*|il"
    r"|elle|on|habite|aime|arrive\w*|affiche\w*|apparai\w*|inscri\w*)(?![\w'-])"
)


_SKIP = re.compile(
    r"(?:(?:non|nom|oui|merci|bonjour|monsieur|madame|nullement|aucunement|du tout|mais) )*"
    r"(?:non|nan|nom|nullement|aucunement|(?:pas )?du tout|merci|pareil|rien"
    r"|sans objet|neant|ras|nc|(?:il n y a |il n y en a |je n en ai )?(?:rien|aucun)"
    r"(?: d autre| a (?:signaler|declarer))"
    r"|(?:j |je )?utilise (?:mon|le) nom de naissance|aucune?(?: autre)?(?: nom)?"
    r"(?: (?:comme|je vous|deja|a ma connaissance).*)?"
    r"|(?:je |il |elle )?(?:n )?(?:en )?(?:ai|a) jamais (?:porte|eu|utilise|pris|change)\b.{0,90}"
    r"|(?:je |on )?(?:pass(?:e|er|ez|ons))(?: \w+)?|suivante?"
    r"|(?:c est |toujours |garde )*(?:le |la )?(?:meme|idem)(?: (?:nom|chose))?.{0,30}"
    r"|pas (?:de|d)?(?: \w+){0,4}|pas concernee?|facultatif"
    r"|(?:je |j |moi )?(?:n )?(?:en )?ai (?:pas|aucun|que)\b.{0,40}|il n y en a pas|y en a pas"
    r"|(?:je )?(?:n )?en (?:ai|porte|utilise) (?:pas|aucun)(?: d autre)?"
    r"|(?:je )?(?:ne )?(?:porte|utilise) (?:pas|que|aucun)\b.{0,50}|seul nom|c est mon seul nom"
    r"|(?:je )?(?:ne )?(?:souhaite|veux|prefere)(?: ne)? pas(?: .{0,30})?)(?: nom)?(?: merci)?"
)
_ALONE = re.compile(  # no other name can be expected
    r"(?:(?:non|oui|merci) )*(?:(?:je |j )?(?:ne )?(?:suis|etais|ai) )?"
    r"(?:(?:pas|plus|jamais|non) )?(?:divorcee?|celibataire|un homme|pacsee?|separee?"
    r"|(?:pas|plus|jamais|non) mariee?)\b.{0,40}"
    r"|.*\b(?:garde|repris|reprend|conserve) (?:mon|le|son) nom.*"
    r"|.*\b(?:pas|jamais|plus) (?:ete )?mariee?\b.*"
)
# As it is typed in haste.
_HASTY = {
    "nn": "non",
    "tjs": "toujours",
    "jen": "je n en",
    "pa": "pas",
    "j": "je",
    "mci": "merci",
    "mm": "meme",
    "mem": "meme",
}


_UNSURE = (
    r"(?:(?:non|oui|euh|ben|bah|alors|la|desolee?|mais) )*(?:je |j |on |il |elle )?(?:ne |n )?"
    r"(?:me |m en )?(?:sais|sait|souviens|souvient|rappelle|connais) (?:plus|pas)"
    r"(?: (?:trop|bien|vraiment|exactement|au juste|du tout))* {}.*"
)
_OF: dict[Kind, str] = {
    "lieu_naissance": r"(?:(?:ou|dans) .*\bnee?\b|(?:quelle|la) (?:ville|commune)|le lieu)",
    "date_naissance": r"(?:quand .*\bnee?\b|(?:quel|le) jour|(?:quelle|la) (?:date|annee))",
    "prenoms": r"(?:(?:tous )?(?:mes|ses|les|quels) (?:autres )?prenoms?|l ordre)",
    "nom": r"(?:le|son|mon|quel) nom",
    "collectivite": r"(?:quelle|la|dans quelle) (?:collectivite|commune)",
}
_IN_DOUBT = {kind: re.compile(_UNSURE.format(of)) for kind, of in _OF.items()}


def unsure(kind: Kind | None, line: str) -> bool:
    """Whether somebody does not know the detail that is asked, in a sentence: « je ne sais pas où
    je suis née exactement, dans la Sarthe »."""
    pattern = _IN_DOUBT.get(kind) if kind else None
    return bool(pattern and pattern.fullmatch(fold(line)))


def fault_of(line: str) -> Fault:
    """Why a line is no detail whatever was asked; "" when it may be one."""
    if not any(character.isalnum() for character in line):
        return "vide"
    if _ADDRESS.search(line):
        return "adresse"
    folded = fold(line)
    if not any(character.isalpha() for character in line):
        return "nombre"
    if not folded:
        return ""  # another alphabet
    if line.rstrip(" !.").endswith("?") or _QUESTION.fullmatch(folded):
        return "question"
    for pattern, fault in _WHOLE:
        if pattern.fullmatch(folded):
            return fault
    words = folded.split()
    if folded in NAMES_TOO and line[0].isupper():
        return ""  # « Bon »: see `perhaps_not_meant`
    if all(word in CHOICES | POLITE | SPEECH for word in words) and set(words) - {"le", "du", "la"}:
        return "politesse" if any(word in POLITE for word in words) else "choix"
    content = [word for word in words if word not in POLITE | SPEECH]
    if content and content[0] in COMMANDS and len(content) <= 6:
        return "commande"
    if folded in GIBBERISH or re.fullmatch(r"([a-z])\1*", folded):
        return "vide"
    return "vide" if line.startswith("/") else ""


_AGREED = re.compile(  # « cette fois c'est parfait »
    r"(?:(?:oui|ok|la|cette fois|merci|voila|alors|maintenant|donc|et|ah|euh|non|bon) )*"
    r"(?:c|c est|ce|tout est|tout me (?:parait|semble)) (?:parfaitement |bien |tout a fait |tres )?"
    r"(?:bon|parfait|juste|exact|correct|ca|cela|note|en ordre)(?: (?:cette fois|comme ca|je vous"
    r"|merci)\b.*)?"
)
_WHOLE: tuple[tuple[re.Pattern[str], Fault], ...] = (
    (_WAIT, "attente"),
    (_AGREED, "choix"),
    (_REFUSAL, "refus"),
    (_IGNORANCE, "ignorance"),
)


def skipped(kind: Kind, line: str) -> Read | None:
    """What leaves out a thing that need not be told; None for any other line."""
    folded = " ".join(_HASTY.get(word, word) for word in fold(line).split())
    folded = re.sub(r"\bc (?!est\b)", "c est ", folded)
    if line in ("-", "–", "—", "/", "x", "X", "0"):  # as on paper
        return Read(skipped=True)
    if _SKIP.fullmatch(folded) or (kind == "nom_usage" and _ALONE.fullmatch(folded)):
        return Read(skipped=True)
    if kind == "nom_usage" and re.fullmatch(
        r"(?:(?:oui|je|suis) )*(?:mariee?|veufs?|veuve)", folded
    ):
        return Read(fault="vide")  # the name itself is awaited
    return None


def is_sentence(line: str) -> bool:
    """Whether something is told: a verb or another word that no name or place holds."""
    compared = bare(line)
    if _VERB.search(compared):
        return True
    if re.search(r"[a-z]-(?:moi|y|vous|nous|je|tu|il|elle|on|ce|les?)(?![\w'-])", compared):
        return True  # « allez-y », « rappelez-moi »
    shouted = line == line.upper()
    for found in re.finditer(r"[^\W\d_]+(?:['-][^\W\d_]+)*", compared):
        word = found[0]
        typed = line[found.start() : found.end()]
        small = shouted or typed[0].islower() or found.start() == 0
        if small and word in FUNCTION and found[0] != compared.strip():
            return True
    return False


def perhaps_not_meant(line: str) -> bool:
    """« Bon », « atendez »: a word that is a name to some, and something else to most."""
    folded = fold(line)
    if folded in NAMES_TOO:
        return True
    if " " in folded:
        return False
    skips = len(folded) > 4 and edits(folded, "passer", 1) == 1
    near = len(folded) > 6 and bool(get_close_matches(folded, _EXPECTED, n=1, cutoff=0.87))
    return skips or near


_EXPECTED = sorted(
    {word for word in COMMANDS | POLITE if len(word) > 6} | {"attendez", "patientez", "pourquoi"}
)
