"""The dated facts as {markers} of a response, formatted in French as of a day.

Facts are those of data/references/ and of association/. `{cle}` value · `{cle.du}` first day ·
`{cle.source}` · `{cle.mention}` its status in words · `{cle.guide}` what the printed guide says ·
`{cle.a_venir}` the next value announced · `{cle.de}`, `.a`, `.debut`, `.seul` a name in another
form (dife.wording.named) · `{prochain_credit}` day of the next credit of municipal officials, with
`.montant`, `.mention` and `.source` · `{aujourdhui}` · `{lien_donnees}`, the notice's address.
Staff change a fact and the next answer shows it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant import settings
from dife.facts.association import GUIDE
from dife.facts.model import Facts, Statut, Valeur
from dife.rights import next_credit
from dife.wording import FORMS, format_date, format_value, named

MENTIONS = {
    Statut.CONFIRME: "",
    Statut.GUIDE: f" (selon le {GUIDE})",
    Statut.ANNONCE: " (annoncé, à confirmer)",
    Statut.A_VERIFIER: " (à vérifier)",
}


def marker(name: str, refs: Facts, today: date) -> str:
    """Text of one marker; LookupError when there is no such key, suffix or value that day."""
    if name == "aujourdhui":
        return format_date(today, weekday=True)
    if name == "lien_donnees":
        return f"{settings.current().public_address}/assistant/donnees.html"
    key, _, suffix = name.partition(".")
    if key == "prochain_credit":
        return _next_credit(name, suffix, refs, today)
    reference = refs.reference(key)
    if suffix == "a_venir":
        following = refs.next_value(key, today)
        if following is None or following.du is None:
            return ""
        verb = "est annoncé" if following.statut is Statut.ANNONCE else "s'appliquera"
        return (
            f" À partir du {format_date(following.du)}, le montant de "
            f"{format_value(reference, following)} {verb}"
            f"{' (à confirmer)' if following.statut is Statut.ANNONCE else ''}."
        )
    row = refs.value(key, refs.day("date_guide", today) if suffix == "guide" else today)
    if suffix in ("", "guide"):
        return format_value(reference, row)
    if reference.unite == "nom" and suffix in FORMS:
        return named(str(row.valeur), suffix)
    return _of_row(name, suffix, row, refs, today)


def _next_credit(name: str, suffix: str, refs: Facts, today: date) -> str:
    """The next yearly credit of municipal officials: its day, or its amount before the cap."""
    day, row = next_credit(refs.day("date_credit_municipal", today), today, refs)
    if not suffix:
        return format_date(day)
    if suffix == "montant":
        return format_value(refs.reference("credit_annuel"), row)
    return _of_row(name, suffix, row, refs, today)


def _of_row(name: str, suffix: str, row: Valeur, refs: Facts, today: date) -> str:
    """What a row says of itself beside its value."""
    if suffix == "du":
        return format_date(row.du) if row.du else "toujours"
    if suffix == "source":
        return str(row.source)
    if suffix == "mention":
        mention = MENTIONS[row.statut]
        if GUIDE not in mention:
            return mention
        return mention.replace(GUIDE, str(refs.value("association_guide", today).valeur))
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
