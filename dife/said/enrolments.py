"""How a day of an enrolment is asked about again: « c'est trop tard ? », « jusqu'à quand ? ».

Patterns for a bare text (dife.text.bare), but AGAIN and SOONEST_AGAIN, for a folded one
(dife.text.fold).
"""

from __future__ import annotations

import re
from datetime import date

from dife.days import later
from dife.gazetteer.slips import edits
from dife.said.changes import shifts
from dife.said.numbers import WORDS, number

_SEEMS = (
    r"(?:jouable|faisable|tenable|a temps|dans les temps|(?<!jour )(?<!tot )(?<!date )possible)"
)
VERDICT = re.compile(  # whether a day is in time is asked
    r"\b(?:trop (?:tard|juste|court)|a temps|dans les temps|le temps|tard|suffi\w*|possible"
    r"|faisable|jouable|cuit|fichu|rape|[cs]a (?:passe|va|marche|suffi\w*|ira)"
    r"|c['e ]{0,2}est (?:bon|ok)|seulement)\b"
)
TOO_LATE = re.compile(
    r"\btrop (?:tard|juste|court)\b|\b(?:c'est|ce sera|c'etait) (?:deja )?(?:cuit|mort|fichu|foutu"
    r"|rape|perdu|rate|impossible)\b"
)
IN_TIME = re.compile(  # asked to be told yes or no
    rf"\b(?:{_SEEMS}|[cs]a (?:passe\w*|marche\w*|suffi\w*|ira|tient"
    r"|va (?:aller|passer|marcher|suffire|le faire))|suffi[tr]\w*"
    r"|(?:encore|assez|bien) (?:le|de) temps|c['e ]{0,2}(?:est )?(?:encore )?(?:bon|ok)"
    r"|tombe bien)\b"
)
_FIRST_DAY = (  # « première date de formation possible », « premier jour de formation ? »
    r"premi(?:er jour|ere date)(?: (?:de|d'|d'une|pour|pour une|de la|de ma|la|ma))?"
    r"(?: ?(?:formation|session|stage))?(?: possible|(?= ?\?))"
)
SOONEST = re.compile(  # the first day of a training is asked, and none is meant
    rf"\b(?:au plus tot|{_FIRST_DAY}|commenc\w* quand|quand (?:\w+[- ]){0, 4}commenc\w*"
    r"|(?:a partir|des) (?:de )?quand|quelle formation|premier jour possible)\b"
)
SOONEST_AGAIN = re.compile(
    r"\bpremier jour (?:possible|ou je peux)|\bpremiere date possible"
    r"|\bau plus tot (?:c est )?quand"
    r"|\bquand (?:\w+ ){0,4}commencer\b|\bcommencer (?:\w+ ){0,2}quand\b"
)
WORKING_DAY = re.compile(  # the calendar is asked about
    r"\b(?:ferie|ouvre|ouvrable|chome|pont|compt\w+)e?s?\b"
)
AGAIN = re.compile(  # the last answer is asked for again
    r"(?:jusqu a|avant|pour|a partir de|depuis) (?:quand|quel(?:le)? (?:jour|date))"
    r"|(?:valide\w*|inscri\w+|envo\w+|demande|dois|faut|fait) (?:\w+ ){0,2}(?:avant |pour )?quand"
    r"|quand (?:\w+ ){0,5}au plus tard|au plus tard (?:\w+ )?quand"
    r"|(?:quelle (?:date|jour)|quand) (?:\w+ )?(?:deja|encore)"
    r"|(?:c etait|c est) (?:quand|quelle date)"
    r"|(?:quelle|la) date (?:limite )?(?:c etait |c est )?(?:deja|encore|alors|donc)"
    r"|(?:la |ma |les )?(?:date|dates|limite) (?:limite )?(?:s il vous plait|svp|deja|pas note)"
    r"|^(?:(?:et|alors|donc|quel(?:le)?|est|le|la|mon|ma|c est|quoi) )*(?:delai|date limite)s?$"
)
HOW_LONG = re.compile(  # « arrivé hier, j'ai combien de temps ? »
    r"\bcombien (?:de )?(?:temps|jours)\b|\b(?:jusqu'a|avant|pour) quand\b|\bquel delai\b"
    r"|\bdernier jour\b|\bdate limite\b|\bquand (?:\S+ ){0,3}(?:valider|repondre|au plus tard)\b"
)
LAST_DAY = re.compile(  # « c'est bien le 2 décembre, mon dernier jour ? »
    r"\b(?:derniere?s? (?:jour|delai|date|limite)|date (?:limite|butoir)|au plus tard|limite"
    r"|(?:j'ai|ai-je|aurais?) (?:bien |donc )*jusqu'au)\b"
)
IS_IT = re.compile(r"\b(?:bien|donc)\b|\b(?:c'est|est-ce|ce serait|c'etait|ai-je|j'ai)\b")
LIMIT_ASKED = re.compile(  # « je dois être accepté avant quel jour ? »: no day of that step is said
    r"\b(?:(?:avant|jusqu'a|pour|a) quel(?:le)?s?|quand)\b"
)
OF_STEP = re.compile(r"\b(?:accept\w*|accord|propos\w*|repon\w*|recue?s?|valid\w*|demand\w*)\b")
TRAINING = re.compile(r"\b(?:formations?|stages?|sessions?|cours|modules?|seminaires?)\b")
RESTATES = re.compile(  # « c'est-à-dire aujourd'hui ? », of the last day told; the day taken out
    r"\W*(?:(?:(?P<says>c'est[ -]a[ -]dire|donc|soit|[cs]a (?:veut dire|fait|tombe)|jusqu'au?)|ok"
    r"|bon|ah|alors|d'accord|bien|c'est|le|pour|avant|au plus tard|dernier delai|dernier jour)\W*)+"
)
TO_VALIDATE = re.compile(r"\b(?:valid|confirm|repon)\w*")
TO_ASK = re.compile(r"\b(?:envo\w+|demande[rz]?|inscri\w+|postul\w+)\b")
OF_REQUEST = re.compile(r"\b(?:ma|la) demande\b|\bm inscri\w+|\bdemander\b|\benvo\w+")
TO_ACCEPT = re.compile(r"\b(?:accept\w*|accord)\b")
COUNT = re.compile(  # the rule itself is doubted: « 10 jours et pas 11 ? et les fériés ? »
    r"\b(?:10|dix|onze|11|12|douze|quinze|15) jours? (?:ouvres? |ouvrables? )?"
    r"(?:,? ?(?:et )?(?:pas|non)|ou|au lieu d[e']|plutot que) ?(?:de )?(?:\d+|onze|dix|douze)\b"
    r"|\bdit (?:\d+|dix|onze|douze|quinze) jours\b"
    r"|\b(?:jours )?feries? (?:\S+ ){0,3}(?:compt\w*|inclus\w*|compris\w*|retir\w*|enlev\w*)"
    r"|\bet (?:pour )?les (?:jours )?feries?\b|\b(?:avec|sans|compt\w+) les (?:jours )?feries\b"
    r"|\bjours (?:calendaires|francs)\b"
)

_ORDINALS = {"p": 0, "1": 0, "d": 1, "s": 1, "2": 1, "t": 2, "3": 2}
_WHICH = re.compile(
    r"\b(?:la|celle) (?:toute )?(?P<n>premiere|1 ?(?:e?re|er)|deuxieme|seconde|2 ?(?:n?de|e|eme)"
    r"|troisieme|3 ?(?:e|eme)|derniere)\b"
    r"(?! (?:fois|etape|nuit|semaine|reponse|proposition|demande|question|date limite))"
)
_THE_OTHER = re.compile(r"\bl'autre\b(?! (?:jour|fois|question|cas))")
_MOVED = re.compile(
    r"\b(?P<way>repouss|report|decal|retard|recul|differ|deplac|avanc)\w*(?: \w+){0,2}? "
    rf"(?:de |d')(?P<n>{WORDS}|\d{{1,2}}) ?(?P<unit>jours?|semaines?|mois)\b"
)
_MOVES_TO = re.compile(
    r"\b(?:repouss|report|decal|retard|recul|differ|deplac|avanc)\w*(?: \w+){0,2}? (?:au|a)\b"
    r"|\b(?:est|sera|passe) (?:finalement|plutot|en fait)\b|\bpass\w* (?:au|a)\b"
)
SUPPOSES = re.compile(r"\bet si\b|\bsi (?:la|ma|elle|c ?'? ?est|c'etait|on|cette) ")
_URGENT = re.compile(  # « laquelle est la plus urgente ? », « je commence par laquelle ? »
    r"\b(?:laquelle|lequel|quelle (?:formation|session|demande))\b[^.;!]*"
    r"\b(?:urgent\w*|presse\w*|d'abord|en premiere?|avant l'autre|plus tot|prioritaire"
    r"|le plus vite)\b"
    r"|\b(?:urgent\w*|d'abord|en premiere?|prioritaire|commence\w*|debute\w*)\b[^.;!]*"
    r"\b(?:laquelle|lequel|quelle (?:formation|session|demande))\b"
)
KEEPS = re.compile(  # the steps told are told of the training that is named
    r"\b(?:je parl\w+|il s'agit|c'est (?:pour|de)|je voulais dire|celle du|celle qui)\b"
)


_WORDS = (
    *("proposition", "validation", "valider", "accepter", "accepte", "acceptation", "envoyer"),
    *("inscription", "inscrire", "commence", "commencer", "demarre", "demande", "formation"),
    *("session", "envoyee", "arrivee", "premier", "premiere", "possible", "faite"),
)
_LONG = 6  # letters from which a word is put right; « faite », beside « demande » alone


def mended(text: str) -> str:
    """« la proosition », « valiedr », « demande fite »: the words of the steps right again."""

    def right(found: re.Match[str]) -> str:
        typed = found[0]
        before = text[: found.start()].split()[-1:]
        if len(typed) < _LONG and not (before and edits(before[0], "demande", 1) < 2):
            return typed
        slip = (w for w in _WORDS if edits(typed, w, 1) == 1 and not typed.startswith(w))
        return typed if typed in _WORDS else next(slip, typed)

    return re.sub(r"[a-z]{4,}", right, text)


def names(text: str) -> bool:
    """Whether a text names one of several trainings by its place."""
    return bool(_WHICH.search(text) or _THE_OTHER.search(text)) or most_urgent(text)


def most_urgent(text: str) -> bool:
    """Whether a text asks which of several trainings comes first."""
    return bool(_URGENT.search(text))


def which(text: str, trainings: list[str], current: str) -> int | None:
    """The place, among the trainings spoken of, of the one that a text names: « la deuxième »,
    « l'autre », « la plus urgente »."""
    if len(trainings) < 2:
        return None
    if most_urgent(text):
        return trainings.index(min(trainings))
    if found := _WHICH.search(text):
        last = found["n"] == "derniere"
        place = len(trainings) - 1 if last else _ORDINALS[found["n"][0]]
        return place if place < len(trainings) else None
    if _THE_OTHER.search(text):
        others = [n for n, day in enumerate(trainings) if day != current]
        return others[-1] if others else None
    return None


def moves(text: str) -> bool:
    """Whether a text moves a day: « repoussée d'une semaine », « deux jours plus tôt »."""
    return bool(_MOVED.search(text) or shifts(text))


def moves_to(text: str) -> bool:
    """« repoussée au 8 février »: the day said takes the place of the training's."""
    return bool(_MOVES_TO.search(text))


def moved(text: str, day: date) -> date | None:
    """The day that a text moves, moved; None where it moves none."""
    found = _MOVED.search(text) or shifts(text)
    if not found:
        return None
    said = found.groupdict()
    way = said["way"] or said.get("next") or ""
    back = way in ("avanc", "plus tot", "avant", "d'avant", "precedente")
    count = number(said["n"] or "1") or 0
    return later(day, -count if back else count, said["unit"] or "semaines")


_PAPER = re.compile(
    r"\b(?:par|le|formulaire|du|en|dossier|voie) (?:un |le |du |de |des )?(?:formulaire )?papiers?"
    r"\b(?! (?:de |du |d'|que |qui ))"
    r"|\bpar (?:courrier|voie postale|la poste(?! numerique))\b"
    r"|\b(?:pas|sans|aucun)(?: (?:de|d'|mon|un))* ?(?:smartphone|telephone portable|portable)\b"
)
_UNVERIFIED = re.compile(
    r"\b(?:pas|sans|aucune)(?: (?:encore|d'|de|mon|une|l'))* ?(?:identite|la poste)\b"
    r"|\bidentite (?:numerique |la poste )?(?:\S+ ){0,3}(?:pas|jamais)(?: \w+){0,2}"
    r" (?:verifie|faite?|cree|active|prete?)e?\b"
    r"|\bidentite (?:\S+ ){0,2}(?:a (?:faire|creer)|en cours|non verifiee)\b"
)
_VERIFIED = re.compile(
    r"\bidentite (?:numerique |la poste )?(?:est |a ete )?(?:deja |enfin |bien )*"
    r"(?:verifiee|validee|faite|creee|active\w*|prete|ok)\b"
)
_IN_TIME = re.compile(
    r"\b(?:temps|delais?|semaines?|mois|jours|tard|suffi\w*|possible|jouable|marche\w*|ira|aller"
    r"|cuit|fichu|mort|bon|faisable)\b"
)
PAPER, DIGITAL, VERIFIED = "papier", "numerique", "verifiee"


def identity(text: str) -> str:
    """How the official's identity stands, of what a text tells: PAPER, being verified so; DIGITAL,
    still to be made; VERIFIED; "" where nothing is told."""
    if _PAPER.search(text):
        return PAPER
    if _UNVERIFIED.search(text):
        return DIGITAL
    return VERIFIED if _VERIFIED.search(text) else ""


def identity_in_time(text: str) -> bool:
    """« je passe par le papier, est-ce que j'ai le temps ? »: whether its delay leaves enough."""
    return bool(identity(text) and _IN_TIME.search(text))


_ASKED_OF_THEM = r"(?:organisme|centre|formateurs?|ils?|elle|on)"
NO_ANSWER = re.compile(  # of the organisme
    rf"\b{_ASKED_OF_THEM} (?:(?:ne |n'|m'|me |nous |l')+ ?)?(?:a|ont|as)?(?: toujours| encore)*"
    r" ?(?:pas|rien|jamais)(?: encore| toujours)? (?:\w+ )?(?:repond\w*|dit|accept\w*|donne)\b"
    rf"|\b{_ASKED_OF_THEM} ne (?:me |nous )?repond\w* (?:pas|rien|toujours)"
    r"|\b(?:aucune|pas (?:de|encore de|eu de)|sans|toujours pas de|j'attends (?:la|une|sa|leur))"
    r" (?:nouvelles?|reponses?|retour)\b|\bsilence\b"
)
_NOT_OF_THEM = re.compile(
    r"\b(?:caisse|cdc|mcf|depots|maire|mairie|conseil|association|courriel|papiers?)\b"
    r"|\bou (?:voir|suivre|est|en est|je|regarder|ca)\b"
)


def awaits(text: str) -> bool:
    """Whether a text says that the organisme has not answered."""
    return bool(NO_ANSWER.search(text)) and not _NOT_OF_THEM.search(text)
