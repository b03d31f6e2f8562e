"""What the words of a message say by themselves, whatever it is like: how it opens, whether it
asks, refuses, speaks of dying, and where it may be cut."""

from __future__ import annotations

import re
from typing import List

from dife.fields import calmed
from dife.said.phone import in_figures
from dife.text import bare, fold

_DYING = re.compile(
    r"\bsuicid\w*|\b(?:me|m['’ ]) ?(?:tuer|pendre|foutre en l'air)\b"
    r"|\ben finir avec (?:la|ma) vie|\bje veux en finir\b|\bplus envie de vivre\b"
    r"|\b(?:veux|envie de|vais) (?:mourir|crever)\b(?! de rire)"
    r"|\baval[ée]r? (?:des|tous? (?:les|mes)|mes) (?:cachets|m[ée]dicaments|comprim[ée]s)\b"
    r"|\b(?:me jeter|me mettre) (?:sous|par|du) |\bme tirer une balle\b|\bpense [àa] la corde\b"
    r"|\bm['’ ]endormir et ne (?:plus|jamais)\b|\bje veux dispara[iî]tre\b"
    r"|\b(?:ne|n['’]) ?(?:vois|ai|trouve) plus (?:aucune |d['’ ])issue\b|\bbout du rouleau\b",
    re.I,
)
_GREETING = re.compile(
    r"\W*(?:(?:re[- ]?)?bonjour|bonsoir|bjr|bsr|salut|slt|coucou|hello)\b[\s,!.:;-]*"
    r"(?:(?:madame|monsieur|mesdames|messieurs|mme|mr|[àa] (?:tous|vous))\b[\s,!.:;-]*)*",
    re.I,
)
# « Bonsoir, Paul, conseiller à Gien »: who greets says who he is, and asks nothing.
_ROLE = r"(?:(?:vice-)?pr[ée]sidente?|maire|adjointe?|conseill[eè]re?|[ée]lue?|secr[ée]taire|dgs)"
_NAME = r"(?:(?-i:[A-ZÉÈ])[\w'’-]+,? ?)"
_INTRODUCES = re.compile(
    rf"(?:(?:moi )?c['’]est |je m['’ ]?appelle |je suis |ici )?{_NAME}{{0,3}}"
    rf"(?:,? ?(?:(?:le|la|une?) |l['’])?(?:nouve\w+ |premi\w+ )?{_ROLE}"
    r"(?: (?!je\b|j['’]|on\b|pas\b|pour\b|et\b|mon\b|ma\b|mes\b)[\w'’-]+){0,5}"
    rf"|,? ?(?:de|d['’]|[àa]) ?{_NAME}+)?"
    rf"(?:,? ?(?:et )?(?:c['’]est |j['’][ée]cris |je (?:vous )?(?:contacte|demande) )?pour"
    rf" (?:le |la |l['’]|un |une |mon |ma |notre |nos |mes |les |des )?(?:\w+ )?{_ROLE}s?"
    r"(?: de (?:la|ma|notre) commune)?)?[\s.!]*",
    re.I,
)
# What a message opens with before it asks: « oui », « merci beaucoup ! Et… ». A gesture, where
# nothing follows.
_OPENING = re.compile(
    r"\W*(?:(?:re[- ]?)?bonjour|bonsoir|salut|coucou|hello|re|oui|ouais|non|ok|okay|d['’ ]accord"
    r"|entendu|compris|super|(?:un )?(?:grand )?merci"
    r"(?: (?:bien|beaucoup|[àa] vous|infiniment|pour (?:[çc]a|tout)))?"
    r"|parfait|tr[èe]s bien|bien|bon|ah|eh bien|voil[àa]|d[ée]sol[ée]e?|pardon|excusez?[- ]?moi"
    r"|madame|monsieur|mesdames|messieurs|c['’ ]est encore moi|tkt"
    r"|au fait|du coup|donc|alors|mais|et)\b"
    r"[\s,!.:;…-]*",
    re.I,
)
REFUSES = re.compile(
    r"\b(?:ne |n['’])?(?:veux|souhaite|voudrais|d[ée]sire|compte) (?:pas|plus|surtout pas)"
    r" (?:[êe]tre rappel|qu['’ ]on (?:me|m)|(?:m['’ ]|me )?(?:annul|inscri|rappel|appel|cr[ée]er"
    r"|arr[êe]ter|effac|recommenc))"
    r"|\bne (?:me |m['’ ])(?:r?app?el\w+)|\bne m['’]app?el\w+"
    r"|\bpas besoin (?:d['’ ][êe]tre|qu['’ ]on)"
    r"|\b(?:n['’ ]ai|ai) pas (?:oubli|perdu)\w*",
    re.I,
)
SENTENCES = re.compile(r"[?!.;…\n]+|\b\d\)")
# Where one sentence may ask twice.
CLAUSES = re.compile(
    r"[?!.;:…\n]+|,(?! et\b)"
    r"|,? \b(?:et|puis|ensuite|aussi|sinon|par ailleurs|en plus|autre question)\b",
    re.I,
)
IN_TIME = re.compile(  # on a bare text, with a day
    r"\bencore (?:bon|temps|possible|jouable|faisable|dans les temps|(?:s'|m'|l')?inscrire)"
    r"|\btrop tard\b|\bdans les (?:temps|delais|clous)\b|\ba temps\b|\b(?:c'est|ce sera) (?:mort"
    r"|jouable|faisable|fichu|rape)\b"
)
ITEMS = re.compile(
    r",(?: ?(?:et|puis|aussi|ainsi que)\b)?"
    r"|\b(?:et|ainsi que)(?: aussi| puis)? (?=(?:mes|mon|ma|les?|la|votre|vos|un|une)\b|l['’])",
    re.I,
)
ASKS = re.compile(
    r"\?|\b(?:combien|comment|pourquoi|quand|qui|quoi|o[uù]|(?:le|la|les)?quel(?:le)?s?|est[- ]ce"
    r"|esk|faut|(?:dites|dis)[- ]moi (?:si|ce)|(?:savoir|demande) si"
    r"|(?:peut|peux|puis|doit|dois|ai|a|as|est|sont|va)[- ]t?[- ]?(?:je|tu|il|elle|on|ils|vous))\b",
    re.I,
)


_LEAVES = re.compile(
    r"(?:(?:ok|oui|bon|ben|bien|et|allez|alors|merci|beaucoup|voila|parfait|super|tres|d accord"
    r"|c est tout|pour tout|pour le moment) )*"
    r"(?:au ?revoir|a (?:demain|bientot|plus(?: tard)?|la prochaine(?: fois)?)|adieu|ciao"
    r"|bye(?: bye)?|(?:ok|merci|bon|allez) salut|(?:bonne|excellente|belle|agreable) (?:journee"
    r"|soiree|nuit|fin de (?:journee|semaine|soiree)|continuation|apres midi)"
    r"|(?:je |on |nous )?(?:re)?(?:prendr|continuer|finir|viendr|viens|ferai|verr|regarder)\w*"
    r" (?:(?:ca|cela|la suite|tout ca|le reste) )?(?:demain|plus tard|ce soir|cet apres midi|lundi"
    r"|mardi|mercredi|jeudi|vendredi|samedi|dimanche|un autre jour|une autre fois"
    r"|la semaine prochaine|apres manger)"
    r"|(?:je )?(?:vous (?:souhaite|prie)|recevez|veuillez) .*"
    r"\b(?:journee|soiree|salutations|sentiments|continuation)\b.*|(?:bien )?cordialement)"
    r"(?: (?:a (?:vous|tous|bientot)|et |merci|madame|monsieur|bonne journee|encore).*)?"
)


_YOU = (
    r"\b(?:vous (?:etes|seriez|n'etes)|etes[- ]vous|c'est (?:bien )?vous"
    r"|a qui (?:est-ce que )?(?:je|j') ?(?:parle|ecris))\b"
)
_FALSE = r"(?:arnaqu\w*|escro\w*|pirat\w*|frauduleu\w*|officiel\w*|fiables?|faux|fausse|piege)"
_DOUBTS_YOU = re.compile(
    rf"\b(?:prouv\w+|preuve|garanti\w*|(?:etre|suis) (?:sure?|certaine?)"
    r"|comment (?:savoir|verifier)"
    rf"|(?:qui|rien ne) (?:me )?dit)\b[^.?!]{{0,30}}{_YOU}(?! (?:ouvert|joignable|la\b))"
    rf"|{_YOU}(?: (?:bien|vraiment|pas|reellement|encore|une?|de|des|le|la|les|site|service))*"
    rf" {_FALSE}\b"
    r"|\b(?:vous|te) faire confiance\b|\bconfiance en vous\b|\bme (?:fier a|mefier de) vous\b"
    rf"|\b(?:ce|cette?|votre) (?:chat|tchat|robot|assistante?|fenetre|conversation)\b[^.?!]{{0,25}}"
    rf"\b{_FALSE}\b"
)
LONGEST_CLAIM = 9  # words
_CLAIMS = re.compile(
    r"\bcomment\b.*\b(?:demand\w*|reclam\w*|recuper\w*|rembours\w*|touch\w*|obten\w*)\b"
    r"(?!.*\b(?:formation|compte|rappel\w*|inscri\w+|prix|mairie|date|droits?)\b)"
    r"|\b(?:ou|a qui|quand|comment) (?:est ce que )?(?:je |j |on |dois je |faut il )?"
    r"(?:l |la |le |les )?(?:demand\w*|envo\w+|reclam\w*)"
    r" (?:ca|cela|tout ca|cette somme|ces frais)\b"
    r"|\bpour (?:demander|reclamer|toucher|recuperer|obtenir) (?:tout )?(?:ca|cela|cette somme)\b"
)
_ASKS_SOURCE = re.compile(
    r"(?:(?:et|mais|ok|bon|alors) )*d ou (?:(?:vien|sor|tir)\w+)(?: vous)?"
    r" (?:ces?|cet|cette|vos|votre|les|le) (?:chiffres?|montants?|sommes?|tarifs?|calculs?"
    r"|total|totaux|taux|resultats?|regles?)(?: (?:la|svp|au juste|exactement))*"
)
_CONTINUES = re.compile(
    r"(?:(?:bon|allez|ok|alors|donc|et|oui|bien|d accord|merci|maintenant) )*(?:on |je |nous )?"
    r"(?:continue[rz]?|continuons|poursuit|poursuivons|reprend|reprenons)"
    r"(?: (?:les etapes|le parcours|la visite|ensemble|alors|donc|svp|maintenant))*"
)


def doubts_us(text: str) -> bool:
    """« prouvez-moi que vous êtes l'association »: whether we are to be trusted."""
    return bool(_DOUBTS_YOU.search(bare(text)))


def claims(text: str) -> bool:
    """« comment je demande tout ça », « je fais comment pour réclamer »: how a sum is asked for."""
    return len(text.split()) <= LONGEST_CLAIM and bool(_CLAIMS.search(fold(text)))


def asks_source(text: str) -> bool:
    """« d'où viennent ces chiffres ? »: the source of what was just told."""
    return bool(_ASKS_SOURCE.fullmatch(fold(text)))


def continues(text: str) -> bool:
    """« bon, on continue »: what was under way goes on."""
    return bool(_CONTINUES.fullmatch(fold(text)))


def asked_after_greeting(text: str) -> str:
    """The message without its greeting, where three words or more follow: the question is there."""
    found = _GREETING.match(text)
    rest = text[found.end() :] if found else text
    return rest if len(rest.split()) >= 3 else text


def introduces(text: str) -> bool:
    """Whether the message greets and says who writes, and no more."""
    found = _GREETING.match(text)
    rest = text[found.end() :] if found else ""
    return bool(rest) and bool(_INTRODUCES.fullmatch(rest)) and not ASKS.search(rest)


def calm(text: str) -> str:
    """The message without temper nor courtesy around, where three words or more are left; a
    number that is dictated in figures."""
    said = in_figures(calmed(text))
    return said if len(said.split()) > 2 else text


_THEN = re.compile(
    r"\W*(?:(?:ok|merci|super|parfait|bien|entendu|d['’ ]accord|voil[àa]|bon|tr[èe]s bien|c['’]est"
    r" (?:fait|bon)|beaucoup)\b[\s,.!…]*)+"
    r"(?:et )?(?:(?:maintenant|apr[èe]s|ensuite|la suite)\b"
    r"|(?:alors )?(?:je fais quoi|que dois[- ]je faire|qu['’]est[- ]ce que je fais"
    r"|c['’]est quoi la suite)"
    r"(?: maintenant| ensuite| apr[èe]s)?)[\s?!.]*",
    re.I,
)


def asks_next(text: str) -> bool:
    """« Merci ! Et maintenant ? »: thanks, then what to do next."""
    return bool(_THEN.fullmatch(text))


_WHAT_ELSE = re.compile(
    r"\W*(?:(?:et|ok|merci|bon|alors|mais|d'accord|donc)\b\W*)*"
    r"(?:sinon|c'est (?:bien )?tout|c est tout|rien d'autre|autre chose|quoi d'autre"
    r"|il y a autre chose)\W*\?\W*"
)


def asks_what_else(text: str) -> bool:
    """« et sinon ? », « c'est tout ? »: what comes next, of what was just told."""
    return bool(_WHAT_ELSE.fullmatch(bare(text)))


def asks_in_time(text: str) -> bool:
    """« le 14 janvier, c'est encore bon ? »: whether it is not too late."""
    return "?" in text and bool(IN_TIME.search(bare(text)))


def leaves(text: str) -> bool:
    """Whether the message says goodbye, and no more."""
    return bool(_LEAVES.fullmatch(fold(text))) and "?" not in text


def asked_after_opening(text: str) -> str:
    """What follows the words that only open a message; "" where nothing opens it, or where less
    than three words follow."""
    rest = text
    while found := _OPENING.match(rest):
        rest = rest[found.end() :]
    return rest if rest != text and len(rest.split()) >= 3 else ""


def in_distress(text: str) -> bool:
    """Whether the message speaks of dying: never left to a likeness."""
    return bool(_DYING.search(text))


def split(where: re.Pattern[str], text: str) -> List[str]:
    """The parts of a text, a question keeping its mark."""
    parts, start = [], 0
    for found in where.finditer(text):
        parts.append(text[start : found.start()] + ("?" if "?" in found[0] else ""))
        start = found.end()
    return [*parts, text[start:]]


def asked_beside(text: str) -> str:
    """The one question of a message that says something else too: « le 25 mai, au fait, comment
    changer mon mot de passe ? »; "" where there is none."""
    parts = [part.strip() for part in split(CLAUSES, text) if part.strip(" ?!.,")]
    asking = [part for part in parts if ASKS.search(part) and len(part.split()) >= 4]
    return asking[0] if len(asking) == 1 and len(parts) > 1 else ""
