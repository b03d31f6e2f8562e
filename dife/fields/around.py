"""Words around an answer: polite, cross or hesitating, or those of who writes for somebody else.

`unwrapped` leaves the answer as its own author would type it: « Pfff, il est né Bonnet svp » is
« je suis né Bonnet » for the readers, which know the first person only.
"""

from __future__ import annotations

import re

from dife.fields.model import Kind, words_of
from dife.fields.refusals import fault_of
from dife.fields.retold import LABEL, MARRIED, THE_ONE, WHO, named_so, reworded
from dife.fields.words import OF_BIRTH, OTHER
from dife.text import bare, fold

_NAMES: frozenset[Kind] = frozenset({"nom", "nom_usage", "prenoms"})
_PAUSE = r"(?=\s*[,;:.!…])"
# In front. Most are no name: a blank is enough after them, the others need a comma.
_HELLO = r"(?:bonjour|bonsoir|bjr|bsr|salut|slt|coucou|hello|allo)(?![\w'-])"
_FOR = r" (?:de |du |des |d'|pour |bcp|mille|encore)"  # « merci du coup de main »
_NOT_FOR = rf"(?!{_FOR})"
_TALK = (
    rf"(?:{_HELLO}(?: (?:a (?:vous|tous)|(?:madame|monsieur|mesdames|messieurs){_PAUSE}))?"
    rf"(?:,? merci(?![\w'-]){_NOT_FOR})?"
    r"|tres bien|d'accord|ok|okay|oui|euh+|heu+|alors|donc|eh (?:bien|ben)|en fait|voici|voila"
    r"|enfin|bref|ecoutez(?:[- ]moi)?(?: bien)?|dites(?:[- ]moi)?(?: donc)?|franchement"
    r"|honnetement|evidemment|bien sur|bien entendu|effectivement|en effet|absolument"
    rf"|(?:pardon|(?:veuillez m'|m')?excusez[- ]moi|desolee?|je m'excuse)(?![\w'-]){_NOT_FOR}"
    r"|encore une fois|une fois de plus|non mais|mais|p+f+|ah|oh|rh?o+h?|tss+"
    rf"|(?:bon|bien|ben|bah|non|parfait|super|allez|tenez|tiens"
    rf"|(?:c'est|c est|c|tout est) (?:bon|juste|exact|correct|ca|cela|parfait|note)"
    rf"|merci(?: beaucoup| bien)?){_PAUSE})(?![\w'-])"
)
_VERY = r"(?:vraiment |trop |bien |un peu |quand meme |assez |tres |completement )*"
_CROSS = (
    rf"(?:(?:c'est|c est|ce n'est|que c'est|vous etes) {_VERY}(?:pas (?:vrai|possible|croyable"
    r"|serieux|trop tot)|peniblee?s?|penibles?|longs?|lourds?|agacante?s?|enervante?s?|fatigante?s?"
    r"|ridicules?|dingue|fou|incroyable|insupportables?|complique|lassant|usant|idiot|bete|nul"
    r"|(?:du grand )?n'importe quoi|infernal"
    r"|honteux|une honte|scandaleux|abuse|pas normal|la galere|un comble)"
    r"|vous (?:m'|nous )(?:agacez|enervez|fatiguez|ennuyez|embetez|exasperez|cassez les pieds)"
    r"|(?:ca|cela) (?:m'agace|m'enerve|me fatigue|m'exaspere|suffit|commence a bien faire)"
    r"|(?:j'en ai|y en a) (?:marre|assez|ras[- ]le[- ]bol)|ras[- ]le[- ]bol|quelle (?:plaie|galere)"
    r"|(?:je (?:vous )?(?:le )?(?:repete|redis)|(?:comme )?je (?:vous )?l'ai (?:deja )?dit)"
    r"|pour la \w+ fois|depechez[- ]vous|faites vite)"
)
_FRONT = re.compile(rf"\W*(?:{_CROSS}{_PAUSE}|{_TALK})[\s,;:.!…-]*(?=\w)")
_TEMPER = re.compile(
    rf"\W*(?:{_CROSS}|(?:enfin )?bref|mais enfin|franchement|honnetement|ecoutez|non mais"
    r"|encore une fois|p+f+|rh?o+h?)[\s]*[,;:.!…]+[\s,;:.!…-]*(?=\w)"
)
_TEMPER_BEHIND = re.compile(rf"\s*[,;:.!…]+\s*(?:{_CROSS})[\s.!…]*$")
_ON_BEHALF = re.compile(rf"\W*pour (?:le compte d[eu] )?(?:{THE_ONE}|{WHO})\s*[,:]\s*(?=\w)")
_NO_NAME_FRONT = re.compile(
    rf"\W*(?:merci(?: beaucoup| bien)?(?!\w){_NOT_FOR}|ba+h|ben|bon|non)[\s,;:.!…]+(?=\w)"
)
_PAPER = (
    r"(?:ma|mes|sa|ses|la|le|mon|son|les|l')\s?(?:carte|c[art]{2,4}e|papiers?|passeport|piece|acte|livret|permis"
    r"|etat[- ]civil|extrait)(?: (?:d'identite|nationale d'identite|de (?:naissance|famille"
    r"|conduire|sejour)|d'electeur|d'elue?))*"
)
_SOURCE = rf"(?:d'app?r?es|selon|(?:c'est ecrit |comme )?(?:sur|dans)) {_PAPER}"
_WRITTEN = (
    r"(?:(?:il|c')\s?(?:y a|est) (?:ecrit|marque|note|inscrit)|(?:je|on) (?:lis|lit|voi[st]))"
)
_SINCE = (
    r"depuis (?:(?:le|la|les|l'an|mars|mai|juin|juillet|mon|son|ma|sa|environ|plus de|bientot) )*"
    r"(?:(?:19|20)[0-9]{2}|(?:[0-9]{1,2}|une?|deux|trois|quatre|cinq|six|dix|quinze|vingt) (?:ans?"
    r"|mois|mandats?)|(?:derni(?:er|ere|eres|ers) )?(?:elections?(?: municipales)?|municipales"
    r"|mandat|renouvellement)|mariage|divorce|veuvage|naissance|toujours"
    r"|(?:bien |fort |tres )?longtemps|des annees)"
)
_ASIDE_FRONT = re.compile(
    rf"\W*(?:(?:{_SOURCE}|{_SINCE})(?:\s*[,;:…]+\s*|\s+(?=c'est|{_WRITTEN}))(?:{_WRITTEN}\s*:?\s*)?"
    rf"|{_WRITTEN}\s*:?\s*)(?=\w)"
)

_FOR_WHOM = re.compile(  # « pour le maire, c'est Petit », « le maire : Petit »
    rf"\W*(?:(?:c'est |(?:je vous |j')ecris |je reponds )?pour (?:lui|elle|{THE_ONE})|{THE_ONE})"
    r"(?:\s*[,:]\s*|\s+(?=c'est))(?=\w)"
)

# Behind.
_THANKS = (
    r"(?:merci|mercii+|mci|mrc)(?: (?:beaucoup|bien|d'avance|par avance|encore|a vous|infiniment"
    r"|(?:de |d')(?:aller|faire|repondre|vous|votre|me repondre)\b[^,;:.!?]{0,30}))?"
)
_HURRY = (
    r"(?:et )?(?:faites (?:au plus )?vite|depechez[- ]vous|plus vite que ca)"
    r"|et (?:que ca (?:aille )?)?vite"
)
_COURTESY = (
    rf"{_THANKS}|{_HURRY}|svp|stp|s'il (?:vous|te) pl\w+|je vous (?:en )?prie|je vous remercie"
    r"|si (?:c'est |ca vous est )?possible|si (?:ca|cela) vous (?:va|convient|arrange)"
    r"|si vous (?:voulez|pouvez|preferez)(?: bien)?|cordialement|bien a vous"
    r"|(?<=, )(?:chere? )?(?:madame|monsieur)|ok|okay|(?:et )?voila(?: tout)?"
    r"|(?:et )?c'est tout|bonne (?:journee|soiree|fin de journee)"
    r"|bien sur|bien entendu|evidemment|naturellement"
    r"|je (?:viens de (?:vous )?le dire|(?:vous |te )?l.ai (?:deja )?dit|(?:vous )?le (?:repete"
    r"|redis)|(?:vous )?ai (?:deja )?dit)|j.?ai (?:deja )?dit|(?:comme )?deja dit"
    r"|(?:si j'ose|comme on|pour tout vous|a vrai) dire?|comme on dit"
)
_OTHERS = rf"pour (?:lui|elle|{THE_ONE})"
_ENDS_IN = r"[\s.!…)]*$"
_BEFORE = r"[\s,;:.!…(-]*(?<![\w'-])"


def _tail(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{pattern}){_ENDS_IN}")


_BEHIND = _tail(_COURTESY)
_MINE = r"(?:(?:c'est|est|sont)\s+|(?<=, ))(?:mon|ma|mes|son|sa|ses|notre)"
_APART = r"(?:(?<=\()|(?<=, ))"
_TOLD_BEHIND: dict[Kind, str] = {
    "nom": rf"{_SINCE}|a l'appareil|au bout du fil|{_MINE} nom(?: {OF_BIRTH})?"
    rf"|{_APART}nom {OF_BIRTH}|(?:c'est )?le nom (?:du {WHO}|de {THE_ONE})",
    "nom_usage": rf"{_SINCE}|{_MINE} nom(?: {OTHER})?|{_APART}nom {OTHER}"
    rf"|(?:du |le |c'est le )?nom de {MARRIED}",
    "prenoms": r"(?:ce dernier|cette derniere|en (?:souvenir|hommage|memoire)) .*"
    rf"|{_MINE} prenoms?|dans l'or+d\w*|seulement|uniquement",
    "lieu_naissance": r"mais (?:nous|on|je|j'|mes?|ma|notre|nos)(?![a-z]).*"
    r"|(?:a la |dans (?:la|une) |une? |la |a l')?(?:maternite|clinique|hopital)(?: (?:de|du) .*)?"
    rf"|que (?:je suis|suis je|{THE_ONE} est|il est|elle est) nee?"
    rf"|{_MINE} (?:(?:ville|commune) (?:de naissance|natale)|lieu de naissance)",
    "nationalite": rf"{_SINCE}|de naissance|de souche|comme (?:tout le monde|mes parents)"
    r"|par (?:mariage|filiation|naturalisation)",
    "collectivite": rf"{_SINCE}|{_MINE} (?:commune|collectivite|mairie)",
    "mandat": rf"{_SINCE}|{_MINE} (?:mandat|fonction)",
    "moment": r"(?:ca|cela) (?:m'arrange(?:rait)?|me (?:va|convient|conviendrait)|ira)(?: \w+)?"
    r"|(?:serait|est|c'est) (?:parfait|bien|ideal|l'ideal|mieux|bon)|de preference",
}
_KIND_BEHIND: dict[Kind, re.Pattern[str]] = {
    kind: _tail("|".join(filter(None, (_OTHERS, _SOURCE, pattern))))
    for kind, pattern in {"date_naissance": "", **_TOLD_BEHIND}.items()
}
_ALSO = re.compile(rf"\w\s*(,\s*(?:c'est )?{THE_ONE}){_ENDS_IN}")
_TO = r"(?: (?:a (?:vous|tous|toutes)|madame|monsieur|mesdames|messieurs|et))*"
# Words around nothing. « Bon », « Parfait » are names too: see `refusals.NAMES_TOO`.
_ONLY = re.compile(
    rf"\W*(?:{_CROSS}|(?:enfin )?bref|mais enfin|franchement|honnetement|encore une fois"
    rf"|une fois de plus|p+f+|ecoutez(?:[- ]moi)?(?: bien)?|{_HELLO}{_TO}|au ?revoir|{_COURTESY}"
    rf"|{_SINCE}|{_OTHERS}|{_SOURCE}|(?:(?:le|la|les|mon|ma|mes|son|sa|ses) )?{LABEL}"
    rf"(?: (?:du {WHO}|de {THE_ONE}))?)(?![\w'-])[\s,;:.!…-]*"
)
_LED = re.compile(  # and no answer came after it
    rf"(?:{_HELLO}|\W)*(?:(?:c'est )?au nom d[eu']|dans l'or+d|(?:merci|pardon)(?!\w){_FOR}).*"
)
_ASKING = words_of("quand ou qui quoi comment combien quel quelle lequel laquelle")
_TIMES = 8  # words around the words around


def unwrapped(kind: Kind, line: str) -> tuple[str, bool]:
    """The answer without the words around it, in the first person; False when that is a guess.

    Never less than a word: « merci » alone is left as it is, and so is a question.
    """
    said = _cut(_BEHIND, line)
    asks = (fold(said).split() or [""])[-1] in _ASKING and kind != "moment"  # « n'importe quand »
    if asks or "?" in line or fault_of(said) == "question" or _only(line):
        return said, True
    sure = True
    for _ in range(_TIMES):
        before = said
        said = _cut(_BEHIND, _behind(kind, _front(kind, said)))
        said = reworded(kind, said)
        if kind in ("nom", "nom_usage"):
            said, known = named_so(said)
            sure = sure and known
        if said == before:
            break
    return said, sure


def unled(line: str) -> str:
    """The line without the courtesy or the temper in front: « Pfff, oui, Merci » is « Merci »."""
    for _ in range(_TIMES):
        if (said := _front("nom", line)) == line:
            break
        line = said
    return line


def calmed(line: str) -> str:
    """The line without the temper in front and the courtesy behind: « Franchement ! un adjoint y
    a-t-il droit ? Merci d'aller vite. »."""
    while found := _TEMPER.match(bare(line)) or _ON_BEHALF.match(bare(line)):
        line = line[found.end() :]
    return _cut(_BEHIND, _cut(_TEMPER_BEHIND, line))


def bare_answer(text: str) -> str:
    """An answer of any kind without the courtesy around it."""
    return unwrapped("telephone", " ".join(text.split()))[0]


def _cut(pattern: re.Pattern[str], said: str) -> str:
    found = pattern.search(bare(said))
    rest = said[: found.start()] if found else said
    return rest if any(character.isalnum() for character in rest) else said


def _front(kind: Kind, said: str) -> str:
    compared = bare(said)
    found = _FRONT.match(compared) or _ASIDE_FRONT.match(compared)
    if not found and kind != "mandat":
        found = _FOR_WHOM.match(compared)
    if not found and kind not in _NAMES:  # « Merci », « Bah » are surnames
        found = _NO_NAME_FRONT.match(compared)
    return said[found.end() :] if found else said


def _behind(kind: Kind, said: str) -> str:
    pattern = _KIND_BEHIND.get(kind)
    said = _cut(pattern, said) if pattern else said
    also = _ALSO.search(bare(said)) if kind != "mandat" else None
    return said[: also.start(1)] if also else said


def only_around(line: str) -> bool:
    """Whether nothing but words around is said: « enfin bref », « c'est pénible », « pour lui »."""
    return _only(line) or bool(_LED.fullmatch(bare(line)))


def _only(line: str) -> bool:
    compared, start = bare(line), 0
    while found := _ONLY.match(compared, start):  # one by one: no way back to try again
        start = found.end()
    return start > 0 and start == len(compared)
