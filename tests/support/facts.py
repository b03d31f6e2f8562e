"""Facts of a test's own: no amount of the real ones is written in what a test expects."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Optional, Tuple, Union

from dife.facts.model import Facts, Reference

Row = Tuple[Union[int, str, date], Optional[date], Optional[date]]


def fact(key: str, unit: str, *rows: Row, statut: str = "confirmé") -> Reference:
    """An entry; a row is its value and its first and last days, the last row being `statut`."""
    values = [
        {
            "valeur": Decimal(value) if isinstance(value, int) else value,
            "du": first,
            "au": last,
            "statut": statut if number == len(rows) else "confirmé",
            "source": f"texte {number}",
        }
        for number, (value, first, last) in enumerate(rows, 1)
    ]
    content = {"cle": key, "libelle": key, "unite": unit, "valeurs": values}
    return Reference.parse_obj(content)


def facts(*entries: Reference) -> Facts:
    return Facts({entry.cle: entry for entry in entries})
