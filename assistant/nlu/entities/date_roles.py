"""Which day is meant: that of the training, or one of the steps of an enrolment.

« demande »: the official sends the request · « acceptation »: the organisme accepts ·
« proposition »: the official receives its answer · « validation »: the official validates ·
« formation »: the first day.
"""

from __future__ import annotations

from assistant.nlu.entities.scan import pattern
from dife.said import enrolments as said_so

ENROLMENT = ("demande", "acceptation", "proposition", "validation")  # the roles of its steps
OTHER = "autre"  # of something else: a holiday of the calendar, a mandate
ABSENCE = "absence"  # « en congé jusqu'au 4 »: nothing can be sent before
COUNCIL = "conseil"  # the day on which the council votes what the town hall pays
_TRAINING = r"(?:formation|session|stage|cours)"
_ADJACENT = (
    rf"{_TRAINING}(?: \w+){{0,2}} (?:du|de|des) ?$"
    rf"|{_TRAINING} (?:est|sera|serait|c'est|ce sera|tombe)(?: (?:prevue?|programmee?))? (?:le )?$"
    rf"|\bpour (?:un|une|le|la|ma|mon|sa|son|notre|cette|ce|leur) {_TRAINING}(?: \w+){{0,2}} ?$"
    rf"|\bpour (?:un|une|le|la|ma|mon|sa|son|notre|cette|ce|leur) {_TRAINING} (?:de |du |d'|pour )"
    r"(?:le |la |l'|mon |ma |notre |une? )?\w+(?: \w+)? (?:le )?$"
)
# « jusqu'à quand valider pour le 20 janvier ? »: what is done is done for a training.
_FOR = r"\b(?:valid|accept|envoy|inscri|demand|confirm|limite).*\bpour (?:le |du )?$"
_DONE = r"(?:deja |bien |enfin |tous? )*"
_MINE = (
    rf"\bj ?'? ?(?:ai {_DONE}|l'ai {_DONE}|)accept\w*|\bje (?:\S+ ){{0,2}}accept\w*"
    rf"|\bnous (?:avons {_DONE}|\S+ )?accept\w*"
    r"|\bje (?:(?:ne|n'y|y|lui|leur|seulement|enfin) )*repon\w*|\bj'ai (?:seulement |deja )?repondu"
)
_VALIDATION = (
    rf"(?P<validation>(?:valid\w*|confirm(?:e|er|ee?s?|ons|ation)\b|{_MINE})"
    r"(?: (?:de )?(?:ma|mon|la|le|cette|son|leur) ?\w+| (?:de )?l'\w+)?)"
)
# « il a dit oui », « leur a répondu », « l'organisme a confirmé »: accepted, in other words.
_THEY = r"(?:organisme|centre|formateurs?|ils?|elles?|on|m'a|m'ont|nous a|a|ont)"
_GAVE = (
    r"(?:(?:me|m'|nous|leur|lui|a|ont|deja|bien|enfin|doit|va|vient|viennent|de|d'|tout|juste) ?)*"
)
_ACCEPTANCE = (
    r"(?P<acceptation>accept\w*|(?<!d')\baccord\b|\bfeu vert\b"
    rf"|{_THEY} {_GAVE}(?:repon\w*|(?:dit|dire|ecrit) (?:que )?(?:oui|ok|d'accord|c'est (?:bon|ok))"
    r"|donne (?:\w+ )?(?:oui|ok|reponse))"
    rf"|(?:organisme|centre de formation|\bils) {_GAVE}(?:valid\w*|confirm\w*)"
    r"|\b(?:est|sont|etait) d'accord(?: depuis)?)"
)
_PROPOSAL = (
    r"(?P<proposition>\bproposition\b(?: \w+){0,2}|\bpropose\w*"
    r"|(?<!courrier )(?<!mail )(?<!convocation )\brecue?s?\b|\brecois\b"
    r"|\b(?:eu|obtenu) (?:la|une|leur|sa|ma) reponse\b"
    r"|\brecevoir\b|\brecevrai\b|\breponse (?:de l'organisme )?(?:du|le|est arrivee)(?= ?$))"
)
_REQUEST = (
    r"(?P<demande>envoi\w*|envoy\w*|inscris|inscrire|inscription|suis inscrite?(?= ?(?:le )?$)"
    r"|demande (?:(?:est|sera|serait|a ete|va|doit|devrait) )?(?:part\w*|envoy\w*|fait\w*|depos\w*"
    r"|transmi\w*|adress\w*)"
    r"|demande (?:d'inscription |faite |deposee |partie )?(?:le|du|est partie)?(?= ?$)"
    r"|(?:commenc\w*|debut\w*|demarr\w*|lanc\w*|entam\w*|engag\w*|fai[st]\w*|fer\w*|occup\w*)"
    r" (?:que )?(?:de |d')?(?:mes |les |la |ma |nos |toutes ces |ces |ses |cette |mon |le )?"
    r"(?:demarches?|dossiers?|inscriptions?|demandes?)|m'y mets|m'en occupe\w*)"
)
_STARTS = (
    r"(?P<formation>commenc\w*|debut\w*|demarr\w*|a(?: eu)? lieu|s'est \w+|se deroul\w*"
    r"|jour j|prevue?s?|programmee?s?|inscrite?s? (?:a|pour|sur))"
)
# « mes démarches commencent le 15 »: no training begins then.
_STRONG = rf"\b(?:{_REQUEST}|{_STARTS}|{_ACCEPTANCE}|{_VALIDATION}|{_PROPOSAL})"
_WEAK = (
    rf"\b(?:(?P<formation>{_TRAINING}s?)"
    r"|(?P<conseil>(?<!\bun )conseil(?: municipal| communautaire)?|seance du conseil|deliber\w*))\b"
)
_ANY = (
    rf"\b(?:(?P<formation>{_TRAINING}s?\b|commenc\w*|debut\w*|jour j)|{_VALIDATION}"
    rf"|{_ACCEPTANCE}|(?P<proposition>proposition)|(?P<demande>envoy\w*|j'envoie|inscris|inscrire)"
    r"|(?P<conseil>(?:le|mon|notre) conseil\b|conseil (?:municipal|communautaire)))"
)
# « celle du 11 janvier » is a training, unless a proposition or a request is spoken of.
_THIS_ONE = r"\bcelle (?:du|des) ?$"
_OF_A_STEP = r"\b(?:propositions?|demandes?|reponses?|validations?|acceptations?)\b[^.;]*$"
# « on me propose le 14 décembre », « une proposition pour le 14 »: the day offered.
_OFFERED = (
    r"\bpropos(?:e|es|ent|ait|aient|era|ee?s?|er)\b"
    r"|\bpropositions? (?:[\w']+ ){0,4}(?:pour|au|a partir)(?: du| de)?(?: le)? ?$"
)
_ARRIVED = r"\b(?:arrivee?s?|parvenue?s?|tombee?s?) (?:le )?$"
_AWAY = (
    r"\b(?:(?:en|mes|de|des) (?:conges?|vacances)|absente?|absence|indisponible|hopital"
    r"|hospitalis\w+"
    r"|en deplacement|a l'etranger|pas (?:dispo\w*|libre|present\w*)|en arret(?: maladie)?"
    r"|de retour|pas la(?= (?:avant|jusqu|du|le)))\b(?: \w+){0,2}"
    r"(?: (?:jusqu'(?:au|a)?|avant|depuis|du|le|au|que))* ?$"
)
_CALENDAR_BEFORE = (
    r"\b(?:ferie|ouvre)e?s?\b[^.;?!]{0,20}$"
    r"|\bvous (?:avez |n'avez pas )?(?:bien )?compt\w+ (?:pas )?$"
)
_CALENDAR_AFTER = (
    r"^[^.;?!]{0,30}\b(?:ferie|(?:non |pas )?ouvre|chome|pont)e?s?\b"
    r"|^[^.;?!]{0,12}\bcompt(?:e|ait|er)\b"
)
REACH = 45  # characters after a date where its role may be said


def role(folded: str, start: int, end: int, others: list[tuple[int, int]]) -> str | None:
    """The role of the date in ``folded[start:end]``, None when nothing says it.

    What comes before it in its sentence counts first, up to the date before (``others``), then
    what comes after, up to the next.
    """
    left = max([stop for _, stop in others if stop <= start], default=0)
    right = min([begin for begin, _ in others if begin >= end], default=len(folded))
    before = said_so.mended(pattern(r"[.?!;\n](?=\s)").split(folded[left:start])[-1])
    after = pattern(r"(?<=[?])|[.!;\n](?=\s|$)").split(said_so.mended(folded[end:right]))[0]
    if _on_calendar(before, after):
        return OTHER
    if pattern(_AWAY).search(before):
        return ABSENCE
    article = pattern(r"^(?:du|de|le|au) ").match(folded[start:end])
    noun = before + (article[0] if article else "")
    spoken = noun.rstrip() + (" " if noun.endswith(" ") else "")
    if pattern(_THIS_ONE).search(spoken) and not pattern(_OF_A_STEP).search(before):
        return "formation"
    if pattern(_ADJACENT).search(spoken) or pattern(_FOR).search(spoken):
        return "formation"
    for source in (_STRONG, _WEAK):
        cues = list(pattern(source).finditer(before))
        if cues:
            limit = cues[-1].lastgroup in ENROLMENT and _asked_before(before[: cues[-1].start()])
            return "formation" if limit else cues[-1].lastgroup
    if pattern(_ARRIVED).search(before) and "proposition" in folded[:start]:
        return "proposition"
    if pattern(r"\bdepuis (?:le )?$").search(folded[:start]) or "depuis" in folded[start:end]:
        return None
    cue = pattern(_ANY).search(after[:REACH])
    if cue and cue.lastgroup == "formation" and said_so.SOONEST.search(after):
        return None  # « le 7 décembre : première date de formation possible ? »
    asked = cue and cue.lastgroup in ENROLMENT and _limit_asked(after, *cue.span())
    return cue.lastgroup if cue and not asked else "formation" if cue else None


def _limit_asked(after: str, start: int, end: int) -> bool:
    """Whether the last day of the step in ``after[start:end]`` is asked: the day said before it
    is then the training's, « le 21 janvier, je dois être accepté avant quel jour ? »."""
    clause = pattern(r"[,;:]").split(after[:start])[-1]
    rest = pattern(r"[,;:]").split(after[end:])[0]
    found = said_so.LIMIT_ASKED.search(rest)
    other = found and pattern(_ANY).search(rest, found.end())
    return bool(said_so.LIMIT_ASKED.search(clause) or found and not other)


def _asked_before(text: str) -> bool:
    """« jusqu'à quand dois-je m'inscrire, c'est le 12 janvier »: that step's last day is asked."""
    return bool(said_so.LIMIT_ASKED.search(pattern(r"[,;:]").split(text)[-1]))


def offers(folded: str, start: int, end: int) -> bool:
    """Whether the date is the day that the organisme offers: its proposition, if it is to come."""
    article = pattern(r"^(?:du|de|le|au|pour le) ").match(folded[start:end])
    said = pattern(r"[.?!;\n](?=\s)").split(folded[:start])[-1] + (article[0] if article else "")
    return bool(pattern(_OFFERED).search(said))


def _on_calendar(before: str, after: str) -> bool:
    """« le 11 novembre était-il ouvré ? »: asked of the calendar, and no step of anything."""
    told = pattern(_CALENDAR_AFTER).search(after) or pattern(_CALENDAR_BEFORE).search(before)
    return bool(told) and not any(pattern(source).search(before) for source in (_STRONG, _WEAK))
