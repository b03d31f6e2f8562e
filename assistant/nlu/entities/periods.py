"""Months, years and seasons: « fin mars », « en 2022 », « l'an dernier », « au printemps ».

A season is read as its year (« 2027 »), « la rentrée » and « Noël » as their month: what is more
exact is asked, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.nlu.entities.date_ranges import Found
from assistant.nlu.entities.scan import ALONE, Scan, pattern
from assistant.nlu.entities.tense import is_over, is_past
from dife import days as words
from dife.days import Day
from dife.said.numbers import WORDS, number
from dife.said.seasons import SEASON, season_year

PAST = r"(?: (?:dernier|passe|derniere)\b)"
_IN_MONTH = (
    r"\b(?:(?P<cue>en|fin|mi|debut|courant|(?:au |du |le )?mois de|pour|avant|(?P<since>depuis)"
    r"|vers|jusqu'en|apres|d'ici|celle de|(?:formation|session) (?:de|du mois de)"
    r"|rev(?:en|ien)\w+ a|retour\w* (?:a|en|sur))(?: de)?[ -]|d'|de )?"
    rf"\b(?P<m>[a-z]{{3,10}})\b\.?(?: (?P<y>(?:19|20)\d\d)\b| (?P<next>prochain)\b"
    rf"|(?P<past>{PAST}))?"
)
_THIS_MONTH = r"\b(?:le mois (?:prochain|dernier|passe)|(?:fin du|a la fin du|ce) mois(?:-ci)?\b)"

_UNITS = (
    r"(?! ?(?:€|euros?\b|eur\b|habitants?\b|hab\b|personnes\b|habs?\b|km\b|kilom|heures?\b|jours\b"
    r"|elus\b|communes\b|[/-] ?\d|[.,]\d))"
)
_CUE = r"(?:(?:en )?(?:courant|fin|debut|mi|milieu)(?: de)?[ -]|en |(?:[dl]e |en |pour )?l'annee )"
_OF = (
    r"(?:(?:formation|session|stage|tarif|bareme|dossier|repas|frais)s? (?:suivie? )?(?:de |en )?"
    r"|date de |(?:tri|se)mestre (?:de )?|pour )"
)
_YEAR = rf"\b(?:{_CUE}(?P<y>20[0-4]\d)(?!\d){_UNITS}|{_OF}(?P<of>20[0-4]\d){ALONE}{_UNITS})"
_NEAR_YEAR = (
    r"\b(?:de |en |des |pour |sur |depuis )?(?:l'an(?:nee)?"
    r"(?: (?P<past>derniere?|passee?|precedente?)| (?P<next>prochaine?))|cette annee(?: ci|-ci)?)\b"
)
_AGO = rf"\b(?P<s>il y a|dans) (?P<n>\d{{1,2}}|{WORDS}) (?:ans?|annees?)\b"
# « élu en 2020 », « le guide de 2022 », « depuis 2020 »: the year of something else.
_OF_SOMETHING = (
    r"\b(?:elue?s?|reelue?s?|elections?|mandats?|scrutin|municipales|departementales|regionales"
    r"|senatoriales|legislatives|presidentielle|guides?|brochure|plaquette|loi|decret|arrete"
    r"|reforme|nee?s?|naissance|retraitee?|code|depuis|jusqu|budget|dgf|detr|(?:on|nous) "
    r"(?:est|sommes)|de 20\d\d|a partir)\b(?:[ ']\w+){0,3}[ ']?$"
)
_OF_RIGHTS = r"\b(?:droits|solde|credits?|compteur|plafond|cotis\w*|budget|cagnotte|montant)\b"
_REACH = 20  # characters between a date and the year said apart from it
_EXPENSES = ("nuits", "repas", "kilometres")


def find_months(scan: Scan, today: date) -> list[Found]:
    found: list[Found] = []
    bare = scan.free.strip(" .!?,")
    for m in pattern(_IN_MONTH).finditer(scan.free):
        exact = m["m"] in words.MONTHS
        short = m["cue"] and words.short_month(m["m"])  # « en fév »
        month = words.month_number(m["m"]) if exact or short or m["y"] else None
        sure = exact and m["m"] not in ("mars", "mai")
        if month is None or not (
            sure or m["cue"] or m["y"] or m["next"] or m["past"] or m["m"] == bare
        ):
            continue
        year = int(m["y"]) if m["y"] else None
        past = bool(m["past"] or m["since"]) or not m["next"] and _gone(scan, m, month, today)
        found += keep_period(scan, m.span(), words.month_text(month, today, year, past), bool(year))
    for m in pattern(_THIS_MONTH).finditer(scan.free):
        shift = 1 if "prochain" in m[0] else -1 if m[0].endswith(("dernier", "passe")) else 0
        year, month = words.add_months(today.year, today.month, shift)
        found += keep_period(scan, m.span(), f"{year:04d}-{month:02d}", True)
    return found


def _gone(scan: Scan, found: re.Match[str], month: int, today: date) -> bool:
    """Whether the last such month is meant: of what is done, it is the closest."""
    if found["cue"] == "pour":
        return False
    behind = (today.month - month) % 12
    return is_over(scan, *found.span()) or behind <= 6 and is_past(scan, *found.span())


def keep_period(scan: Scan, span: tuple[int, int], iso: str, year_said: bool) -> list[Found]:
    """Hide the span, and give its month or year."""
    scan.protect(*span)
    return [Found(*span, Day(iso, year_said, len(iso) == 7))]


def find_years(scan: Scan, today: date) -> list[Found]:
    """Years and seasons; not the year of an election, a guide, a law, a birth, or rights."""
    found: list[Found] = []
    for m in pattern(SEASON).finditer(scan.free):
        past = is_past(scan, *m.span())
        found += keep_period(scan, m.span(), season_year(m, today, past), bool(m["year"]))
    for m in pattern(_NEAR_YEAR).finditer(scan.free):
        if not _beside(scan, m.start()):
            year = today.year + (-1 if m["past"] else 1 if m["next"] else 0)
            found += keep_period(scan, m.span(), f"{year}", True)
    for m in pattern(_AGO).finditer(scan.free):
        count = number(m["n"])
        if count is not None and not _beside(scan, m.start()):
            year = today.year + (-count if m["s"] == "il y a" else count)
            if words.FIRST_YEAR <= year <= words.LAST_YEAR:
                found += keep_period(scan, m.span(), f"{year}", True)
    for m in pattern(_YEAR).finditer(scan.free):
        said = "y" if m["y"] else "of"
        if not _beside(scan, m.start()):
            found += keep_period(scan, m.span(said), m[said], True)
    return found


def _beside(scan: Scan, start: int) -> bool:
    """Whether the year at `start` is that of something else than a training or its expenses."""
    before = pattern(r"[.?!;\n](?=\s)").split(scan.folded[:start])[-1]
    if pattern(_OF_SOMETHING).search(before):
        return True
    paid = any(entity.entity in _EXPENSES for entity in scan.entities)
    return not paid and bool(pattern(_OF_RIGHTS).search(scan.folded))


def _gap(one: Found, other: Found) -> int:
    return max(one.start - other.end, other.start - one.end)


def with_years(found: list[Found]) -> list[Found]:
    """« le 12 mars de l'année dernière »: a year said apart is that of the date that has none."""
    kept = list(found)
    for year in [item for item in found if len(item.said.iso) == 4 and item.said.year_said]:
        bare = [item for item in kept if len(item.said.iso) > 4 and not item.said.year_said]
        bare = [item for item in bare if item.said.month_said]
        near = min(bare, key=lambda item: _gap(item, year), default=None)
        if near is None or _gap(near, year) > _REACH:
            continue
        iso = f"{year.said.iso}{near.said.iso[4:]}"
        day = words.real_day(*(int(part) for part in iso.split("-"))) if near.day else None
        if near.day and not day:
            continue
        kept[kept.index(near)] = replace(near, said=Day(iso, True), day=day)
        kept.remove(year)
    return kept
