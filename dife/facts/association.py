"""What every association must say of itself in association.yml, checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dife.facts.files import ReferenceFileError
from dife.facts.model import Reference

FILE = "association.yml"
UNITS = {
    "association": "nom",
    "association_nom": "texte",
    "association_nom_usuel": "nom",
    "association_territoire": "nom",
    "association_guide": "texte",
    "date_guide": "date",
    "association_adresse": "texte",
    "association_horaires": "texte",
    "association_telephone": "telephone",
    "association_courriel": "courriel",
    "association_site": "lien",
    "association_catalogue": "lien",
    "association_declaration": "texte",
    "association_personnes": "liste",
    "association_couleur": "couleur",
    "association_couleur_texte": "couleur",
}
GUIDE = "{guide}"  # in a source: the name of the guide that the answers come from
CONTRAST = 4.5  # between a text and what is behind it (WCAG 2.2, 1.4.3)
PALE = "#e8eff6"  # the darkest background on which links are written in the association's colour


def check(entries: Mapping[str, Reference]) -> None:
    """ReferenceFileError for a key that is missing, of another unit, or an unreadable colour."""
    for key, unit in UNITS.items():
        if key not in entries:
            raise ReferenceFileError(FILE, key, "cette clé manque : l'assistant en a besoin")
        if entries[key].unite != unit:
            raise ReferenceFileError(FILE, key, f"« unite » doit être « {unit} »")
    if any(str(row.valeur).startswith("les ") for row in entries["association"].valeurs):
        problem = "ce nom doit être au singulier : les phrases disent « … vous répond »"
        raise ReferenceFileError(FILE, "association", problem)
    colour, text = entries["association_couleur"], entries["association_couleur_texte"]
    days = {row.du or date.min for fact in (colour, text) for row in fact.valeurs}
    for day in sorted(days):
        behind, written = _on(colour, day), _on(text, day)
        if contrast(behind, written) < CONTRAST:
            raise _unreadable(f"du texte {written} sur la couleur {behind}", behind, written)
        if contrast(behind, PALE) < CONTRAST:
            raise _unreadable(f"un lien de la couleur {behind} sur un fond clair", behind, PALE)


def with_guide_named(entries: Mapping[str, Reference]) -> dict[str, Reference]:
    """The same facts, « {guide} » in their sources being the name of the association's guide."""
    name = str(entries["association_guide"].valeurs[-1].valeur)
    return {
        key: entry.copy(
            update={
                "valeurs": tuple(
                    row.copy(update={"source": row.source.replace(GUIDE, name)})
                    for row in entry.valeurs
                )
            }
        )
        for key, entry in entries.items()
    }


def contrast(one: str, other: str) -> float:
    """Contrast of two colours « #rrggbb », from 1 to 21, whichever comes first (WCAG 2.2)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _on(fact: Reference, day: date) -> str:
    """The colour in force on a day, or the first one to come."""
    return str(next(row for row in fact.valeurs if row.au is None or day <= row.au).valeur)


def _unreadable(what: str, one: str, other: str) -> ReferenceFileError:
    found = f"{contrast(one, other):.1f}".replace(".", ",")
    return ReferenceFileError(
        FILE,
        "association_couleur",
        f"{what} se lirait mal : le contraste est de {found}, il en faut au moins 4,5. "
        "Choisissez une couleur plus foncée, et un texte clair",
    )
