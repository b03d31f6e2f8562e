"""The dated facts as {markers} of a response, formatted in French as of a day.

Facts are those of data/references/ and of association/. `{cle}` value · `{cle.du}` first day ·
`{cle.jour}` the day and month of a date · `{cle.euros}` a sum without what it is for ·
`{cle.source}` · `{cle.guide}` what the printed guide says · `{cle.sur}` the last value that is no
mere announcement, `{cle.fois_7}` seven times it · `{cle.hausse}` a sentence that tells what is
announced · `{cle.de}`, `.a`, `.debut`, `.seul` a name in another form (dife.wording.named) ·
`{prochain_credit}` day of the next credit of municipal officials, with `.montant` and `.source` ·
`{grandes_villes}`, those of zones.csv · `{aujourdhui}` · `{lien_donnees}`, the notice's address.
Staff change a fact and the next answer shows it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from assistant import settings
from dife.facts.model import Facts, Reference, Statut, Valeur
from dife.facts.store import References
from dife.rights import next_credit
from dife.wording import FORMS, format_date, format_euros, format_value, named


def marker(name: str, refs: Facts, today: date) -> str:
    """Text of one marker; LookupError when there is no such key, suffix or value that day."""
    if name == "aujourdhui":
        return format_date(today, weekday=True)
    if name == "lien_donnees":
        return f"{settings.current().public_address}/assistant/donnees.html"
    if name == "grandes_villes" and isinstance(refs, References):
        *most, last = refs.places.large_cities
        return f"{', '.join(most)} et {last}"
    key, _, suffix = name.partition(".")
    if key == "prochain_credit":
        return _next_credit(name, suffix, refs, today)
    reference = refs.reference(key)
    if suffix == "hausse":
        return _announced(reference)
    if suffix == "sur":
        return format_value(reference, refs.sure(key, today))
    if suffix.startswith("fois_"):
        row = refs.sure(key, today)
        times = Decimal(suffix.removeprefix("fois_"))
        return format_value(reference, row.copy(update={"valeur": times * Decimal(row.valeur)}))  # type: ignore[arg-type]
    row = refs.value(key, refs.day("date_guide", today) if suffix == "guide" else today)
    if suffix in ("", "guide"):
        return format_value(reference, row)
    if suffix == "euros" and isinstance(row.valeur, Decimal):
        return format_euros(row.valeur)
    if suffix == "jour" and isinstance(row.valeur, date):
        return format_date(row.valeur).rsplit(" ", 1)[0]
    if reference.unite == "nom" and suffix in FORMS:
        return named(str(row.valeur), suffix)
    return _of_row(name, suffix, row)


def _announced(reference: Reference) -> str:
    """What is announced, or that nothing is."""
    row = next((row for row in reference.valeurs if row.statut is Statut.ANNONCE), None)
    if row is None or row.du is None:
        return "Aucune hausse n'est annoncée."
    value = format_value(reference, row)
    return f"Une hausse à {value} est annoncée pour le {format_date(row.du)}, à confirmer."


def _next_credit(name: str, suffix: str, refs: Facts, today: date) -> str:
    """The next yearly credit of municipal officials: its day, or its amount before the cap."""
    day, row = next_credit(refs.day("date_credit_municipal", today), today, refs)
    if not suffix:
        return format_date(day)
    if suffix == "montant":
        return format_value(refs.reference("credit_annuel"), row)
    return _of_row(name, suffix, row)


def _of_row(name: str, suffix: str, row: Valeur) -> str:
    """What a row says of itself beside its value."""
    if suffix == "du":
        return format_date(row.du) if row.du else "toujours"
    if suffix == "source":
        return str(row.source)
    raise KeyError(name)


class Markers(dict[str, Any]):
    """Slots and call-time values first; any other name is looked up among the facts."""

    def __init__(self, values: dict[str, Any], refs: Facts, today: date) -> None:
        super().__init__(values)
        self._refs, self._today = refs, today

    def __missing__(self, name: str) -> str:
        return marker(name, self._refs, self._today)

    def __bool__(self) -> bool:  # Rasa skips interpolation for an empty mapping
        return True
