"""Seasons and feasts said for a date, which is then asked: « au printemps », « à la rentrée »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import holidays

from dife.days import MONTHS
from dife.wording import format_date

# First and last month, and how it is said. Winter is named by the year of its end.
_SEASONS = {
    "printemps": (3, 6, "Le printemps"),
    "ete": (6, 9, "L'été"),
    "automne": (9, 12, "L'automne"),
    "hiver": (1, 3, "L'hiver"),
    "rentree": (9, 9, "La rentrée"),
    "paques": (3, 4, "Pâques"),
    "toussaint": (10, 11, "La Toussaint"),
    "noel": (12, 12, "Noël"),
    "debut d'annee": (1, 3, "Le début d'année"),
    "fin d'annee": (10, 12, "La fin d'année"),
}
_MONTH_KNOWN = ("rentree", "noel")
_ACCENTS = {"fevrier": "février", "aout": "août", "decembre": "décembre"}
# Folded (dife.text.bare). « été » is a participle too: « a été refusée ».
SEASON = (
    r"(?<!\d )\b(?:(?:pour|vers|avant|apres|depuis|d'ici|pendant|courant|fin|debut|a) )?(?:de )?"
    r"(?:(?:au |le |ce |du |en |de )printemps|(?:cet |l'|en )(?:ete|automne|hiver)"
    r"|(?:printemps|ete|automne|hiver)(?= (?:20\d\d|dernier|prochain))|(?:la |cette )rentree"
    r"|(?:(?<=a )|(?<=s )|(?<=t )|(?<=r )|vacances de )(?:la )?(?:paques|noel|toussaint)"
    r"|(?:en )?(?:debut|fin) d'annee)\b"
    r"(?: (?P<past>derniere?|passee?)\b| (?P<next>prochaine?)\b| (?:de )?(?P<year>20\d\d)(?!\d))?"
)


@dataclass(frozen=True)
class Season:
    """A season as it is said back: « Le printemps », « de mars à juin 2027 »."""

    name: str
    when: str


def season_year(found: re.Match[str], today: date, past: bool = False) -> str:
    """The year of a season found by SEASON, « 2027 »; « 2027-09 » for one of a single month."""
    key = _key(found)
    first, last, _ = _SEASONS[key]
    if found["year"]:
        year = int(found["year"])
    elif found["past"]:
        year = today.year - (last >= today.month)
    elif past or "depuis" in found[0]:
        year = today.year - (first > today.month)
    elif found["next"]:
        year = today.year + (first <= today.month)
    else:
        year = today.year + (last < today.month)
    return f"{year}-{first:02d}" if key in _MONTH_KNOWN else f"{year}"


def season_said(folded: str, iso: str) -> Season | None:
    """The season that a text says (dife.text.bare), for the year or month read in it."""
    found = re.search(SEASON, folded)
    if not found or len(iso) == 10:
        return None
    key, year = _key(found), int(iso[:4])
    first, last, name = _SEASONS[key]
    if key == "paques":
        return Season(name, f"le {format_date(_easter(year), weekday=True)}")
    if key == "hiver":
        return Season(name, f"de décembre {year - 1} à mars {year}")
    if first == last:
        return Season(name, f"en {_month(first)} {year}")
    return Season(name, f"{_from(first)} à {_month(last)} {year}")


def _key(found: re.Match[str]) -> str:
    return next(word for word in _SEASONS if word in found[0])


def _month(number: int) -> str:
    name = MONTHS[number - 1]
    return _ACCENTS.get(name, name)


def _from(number: int) -> str:
    name = _month(number)
    return f"d'{name}" if name[0] in "ao" else f"de {name}"


def _easter(year: int) -> date:
    """Easter Sunday, the day before the Monday that is a public holiday."""
    days = holidays.country_holidays("FR", years=year, language="fr")
    monday = next(day for day, name in days.items() if name == "Lundi de Pâques")
    return monday - timedelta(days=1)
