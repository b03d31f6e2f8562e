"""Amounts in euros: « 1 200,50 € », « mille deux cents euros », « ça coûte 1200 »."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.nlu.entities.scan import ALONE, LEFT, Scan, is_year, pattern
from dife.said.amounts import parse
from dife.said.changes import TAKEN_BACK
from dife.said.numbers import WORDS, number, word_number

_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f.,']\d{3})+(?:[.,]\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)(?!\d)"
_UNIT = r"(?:€(?:(?P<cents>\d\d)\b)?|(?:euros?|eur|balles)\b|(?<=\d{3})e\b|(?<=\d{3} )e\b)"
_TOWN_HALL = r"(?:mairie|commune|collectivite|ville|conseil|maire|communaute|agglo\w*)"
_PAYS = (
    r"(?:propos|met\b|mett|donn|pa[iy]|pren|offr|vers|financ|particip|accord|r?ajout|complet|vot"
    r"|rembours|octroi|aid)\w*"
)
# « la commune en prend 200 », « le conseil municipal m'accorde 300 »
_AUXILIARY = (
    r"(?:municipale?|peut|va|veut bien|veut|souhaite|accepte de|propose de|compte|pense|nous|me|m'"
    r"|en|l'|a|ont|aurait|pourrait|ne|n'|qui)"
)
# « elle met 200 », of what was spoken of: an organisme gives nothing
_GIVES = (
    r"\b(?:elle|ils) (?:(?:ne|en|me|nous|n'|m'|lui) ?)*(?:met|mett|donn|vers|particip|complet)\w*"
)
_SHARE = rf"(?:\b{_TOWN_HALL}\b(?: {_AUXILIARY})*[ ']?{_PAYS}(?: que)?|{_GIVES}(?: que)?)"
_BEFORE = (
    r"(?P<none>reste a (?:payer|charge|regler|financer)|manque)"
    r"|(?P<solde>solde|(?<!combien )(?<!combien lui )(?<!combien me )reste(?![- ]t[- ])"
    r"|droits|compteur|dife|mon compte|credit\w*|dispose"
    r"|j ?'? ?(?:ai|avais|aurais?) (?:(?:encore|deja|acquis|cumule|environ|donc|un|bien) )?$"
    r"|\bn ?'? ?(?:ai|a|avais|avait|aurais?|aurait|en ai|en a) (?:plus )?que $"
    r"|(?:on|nous) (?:a|avons) (?:chacune? )?$|\bqui (?:n'en )?(?:a|avait) (?:encore )?$"
    r"|\bs ?'? ?(?:il|elle) (?:n'en )?(?:a|avait|aurait) (?:encore )?$)"
    rf"|(?P<mairie>{_SHARE}|\bmairie\W*$)"
    r"|(?P<prix>(?<![a-z])cout\w*|prix|tarif|factur\w*|frais pedagogiques|devis|vaut"
    r"|(?:formation|stage|session|cours)(?: \w+)?(?: (?:a|de|pour))?\W*$"
    r"|\bcombien\b[^.;?!]*\bpour $)"
)
_AFTER = (
    r"[^\w,;]*(?:(?P<none>(?:a|de) (?:payer|ma charge|charge|regler|financer|reste))"
    r"|(?P<solde>(?:(?:le|mon|de|en|comme) )?solde\b"
    r"|(?:\w+ )?(?:sur|de|en) (?:(?:mon|mes|le|son|ses|leur|notre|nos) )?"
    r"(?:comptes?|compteur|droits?|dife|solde|credit)\b)"
    rf"|(?P<mairie>(?:\w+ )?(?:de|par) (?:la |le |ma |notre |l'){_TOWN_HALL}\b)"
    r"|(?P<prix>(?:le |du |de )prix\b"
    r"|(?:de |pour |)(?:(?:la|le|ma|les|une) )?(?:formation|format\b|frais ped|stage)))"
)
_HUNDRED = r"(?:(?:deux|trois|quatre|cinq|six|sept|huit|neuf) cents?|cent|mille)\b"
_CUE = (
    r"\b(?:cout\w*|prix|tarif|facture|devis|formation a|formation(?=[ :=]+\d{3})|vaut"
    r"|(?:formation|stage|session) de(?= \d{3}(?!\d)| \d ?\d{3}(?!\d))"
    r"|(?:qui|on|s'il|s'elle) (?:a|avait)(?: encore)?(?= \d{3}(?!\d))|dispos\w+ (?:encore )?de"
    r"|formation est a|solde|compteur|dife|droits|frais pedagogiques"
    r"|il (?:(?:me|lui|nous) )?(?:(?:m'|t'|s'|)en )?(?:reste|manque)"
    r"|(?:ca|il|elle|site|ecran|page) (?:affiche|indique|marque)"
    r"|\bn ?'? ?(?:ai|a|avais|avait|aurais?|aurait|en ai|en a) (?:plus )?que"
    rf"|mairie|j ?'? ?(?:ai|avais|aurais?)(?= \d{{3}}(?!\d)| {_HUNDRED})|{_SHARE})(?![^\W_])[ :=]*"
    r"(?:(?:est|de|d'|environ|a|affiche|hauteur de|jusqu'a|au moins|c ?'? ?est|c ?'? ?etait|etait"
    r"|serait|sera|passe|passait|devient|devenait|monte|descend|fait|finalement|plutot|maintenant"
    r"|en fait|du coup|que)[ :=]+){0,3}"
)
# A cue tells what the figure is: what follows is no unit, « formation 950 reste ? ».
_NO_UNIT = (
    r"(?!\w|[.,/]\d|-\d| ?%| ?(?:h|heures?|jours?|mois|ans?|annees?|km|kilometres?|nuits?|repas"
    r"|personnes?|elue?s?|habitants?|hab|adjoint\w*|conseill\w*|participant\w*|janvier|fevrier|mars"
    r"|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|pour ?cents?|places?|cv|x|×"
    r"|\*|ou|chevaux|points?|fois|quarts?|tiers|pages?|numero|rue|[/-])\b)"
)
_ON_ACCOUNT = (
    r"(?= (?:sur|de|en) (?:(?:mon|son|le|notre|leur|mes|ses|leurs) )?"
    r"(?:comptes?|compteur|dife|droits|solde|credits?)\b)"
)

_BETWEEN = 5  # characters at most between a word and the figure that it announces
_LINK = r"[ :=]*(?:(?:est|de|d'|a|c ?'? ?est|etait)[ :=]*)*"
_IN_EUROS = rf"{LEFT}(?P<n>{_DIGITS}) ?{_UNIT}"
_IN_WORDS = rf"(?P<n>{WORDS}) ?(?:€|(?:euros?|balles)\b)"
_EACH = r"(?= (?:chacune?|par (?:personne|elue?s?|tete|participante?s?)|pour chacune?)\b)"
_FROM_IT = rf"(?= (?:de|par) (?:la |le |l'){_TOWN_HALL}\b)"
_NAMED_AFTER = r"(?= (?:(?:la|le|de|mon|pour la|du) )?(?:formation|stage|solde|prix)\b)"
_WITHOUT_UNIT = (
    rf"{_CUE}(?P<n>{_DIGITS})(?:{ALONE}|{_EACH}|{_NO_UNIT})",
    rf"{_CUE}(?P<n>{WORDS})(?:{ALONE}|{_EACH}|{_NO_UNIT})",
    rf"{LEFT}(?P<n>{_DIGITS})(?:{_ON_ACCOUNT}|{_EACH}|{_FROM_IT}|{_NAMED_AFTER})",
)

_INSTEAD = rf"{TAKEN_BACK.pattern}(?P<n>{_DIGITS})(?:{ALONE}|{_NO_UNIT})"


def find_amounts(scan: Scan) -> None:
    """Take the amounts, with their role ``prix``, ``solde`` or ``mairie`` (what the town hall
    offers) when the text tells it."""
    if not pattern(r"\d|€|euro|balles|\b(?:cent|mille|vingt|trente|quarante)").search(scan.free):
        return
    found: list[tuple[int, int, str]] = []
    for match in pattern(_IN_EUROS).finditer(scan.free):
        value = parse(match["n"])
        if match["cents"] and "." not in value:
            value = f"{value}.{match['cents']}"
        found.append((*match.span(), value))
    for match in pattern(_IN_WORDS).finditer(scan.free):
        worth = word_number(match["n"])
        if worth is not None:
            found.append((*match.span(), str(worth)))
    for start, end, _ in found:
        scan.protect(start, end)
    bare: set[tuple[int, int, str]] = set()
    for source in _WITHOUT_UNIT:
        for match in pattern(source).finditer(scan.free):
            worth = number(match["n"])
            if match["n"][0].isdigit() and not re.fullmatch(r"\d{5}", match["n"]):
                bare.add((*match.span("n"), parse(match["n"])))
            elif worth is not None and match["n"][0].isalpha():
                bare.add((*match.span("n"), str(worth)))
    for _, end, _ in (*found, *bare):  # « ça coûte 900, pardon 950 »
        if again := pattern(_INSTEAD).match(scan.free, end):
            bare |= {(*again.span("n"), parse(again["n"]))}
    found += [item for item in bare if not is_year(int(Decimal(item[2]))) and Decimal(item[2]) > 9]
    found.sort()
    before = 0
    for index, (start, end, value) in enumerate(found):
        after = found[index + 1][0] if index + 1 < len(found) else len(scan.text)
        meant, before = _role(scan.folded, before, start, end, after)
        scan.take(start, end, "montant", value, meant)


def _role(folded: str, before: int, start: int, end: int, after: int) -> tuple[str | None, int]:
    """Read the role of the amount in ``folded[start:end]``, between two other amounts.

    And where what may tell the role of the next one begins: « 900 la formation, 400 le solde ».
    """
    clause = re.split(r"[.?!;\n]", folded[before:start])[-1]
    cues = list(pattern(_BEFORE).finditer(clause))
    following = pattern(_AFTER).match(folded, end, after)
    told = cues[-1].lastgroup if cues else None
    if told == "mairie":
        refused = pattern(r"\b(?:ne|pas|refus\w+)\b|\bn'").search(clause, cues[-1].start())
        only = pattern(r"\bqu(?:e\b|')").search(clause, cues[-1].start())  # « ne met que 200 »
        return told if only or not refused else None, end
    # « solde 800 formation 950 »: what follows is of the next amount
    next_one = bool(
        told
        and following
        and after < len(folded)
        and following.end() >= after - _BETWEEN
        and pattern(_LINK).fullmatch(clause, cues[-1].end())
    )
    if following and told != "none" and not next_one:
        return None if following.lastgroup == "none" else following.lastgroup, following.end()
    return None if told == "none" else told, end


def find_bare_decimal(scan: Scan) -> None:
    """Take « 1200,50 », a whole message, as an amount."""
    match = pattern(rf"\W*(?P<n>{_DIGITS})\W*").fullmatch(scan.free)
    if match and re.search(r"[.,]\d", match["n"]) and number(match["n"]) is None:
        scan.take(*match.span("n"), "montant", parse(match["n"]))
