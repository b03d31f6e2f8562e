"""French wording of money, dates, counts and reference values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from babel import dates, numbers

if TYPE_CHECKING:
    from dife.facts.store import Reference, Valeur

NO_BREAK_SPACE = "\u00a0"
CENT = Decimal("0.01")
_LOCALE = "fr_FR"


def cents(amount: Decimal) -> Decimal:
    """An amount rounded to the cent, half up; TypeError for anything but a Decimal."""
    if not isinstance(amount, Decimal):
        raise TypeError(f"money is Decimal, not {type(amount).__name__}")
    return amount.quantize(CENT, ROUND_HALF_UP)


def format_euros(amount: Decimal) -> str:
    """« 1 200,50 € », « 20 € » when whole, with no-break spaces (U+00A0)."""
    amount = cents(amount)
    pattern = "#,##0\u00a0¤" if amount == amount.to_integral_value() else "#,##0.00\u00a0¤"
    text = numbers.format_currency(amount, "EUR", pattern, _LOCALE, currency_digits=False)
    return text.replace("\u202f", NO_BREAK_SPACE)


def format_number(number: Decimal | int) -> str:
    """« 1 200 », « 12,5 », with no-break spaces."""
    text = numbers.format_decimal(number, locale=_LOCALE, decimal_quantization=False)
    return text.replace("\u202f", NO_BREAK_SPACE)


def format_date(day: date, weekday: bool = False) -> str:
    """« 1er janvier 2027 », or « mardi 8 décembre 2026 » with its weekday."""
    number = "1er" if day.day == 1 else str(day.day)
    text = f"{number} {dates.format_date(day, 'MMMM y', _LOCALE)}"
    return f"{dates.format_date(day, 'EEEE', _LOCALE)} {text}" if weekday else text


def plural(number: Decimal | int, noun: str) -> str:
    """« 1 jour ouvré », « 11 jours ouvrés »: every word takes an s from 2 on."""
    if number >= 2 or number <= -2:
        noun = " ".join(word if word[-1] in "sxz" else f"{word}s" for word in noun.split())
    return f"{format_number(number)} {noun}"


_NUMERIC: dict[str, Callable[[Decimal], str]] = {
    "euro": format_euros,
    "euro_par_km": lambda value: f"{format_euros(value)} par kilomètre",
    "minutes": lambda value: plural(value, "minute"),
    "jours": lambda value: plural(value, "jour"),
    "jours_ouvres": lambda value: plural(value, "jour ouvré"),
    "semaines": lambda value: plural(value, "semaine"),
    "mois": lambda value: plural(value, "mois"),
    "pourcent": lambda value: f"{format_number(value)}{NO_BREAK_SPACE}%",
    "nombre": format_number,
}


def format_value(reference: Reference, row: Valeur) -> str:
    """A row's value worded by its reference's unit; a list becomes « - … » lines."""
    if isinstance(row.valeur, Decimal):
        return _NUMERIC[reference.unite](row.valeur)
    if isinstance(row.valeur, tuple):
        return "\n".join(f"- {item}" for item in row.valeur)
    return row.valeur


def fold(text: str) -> str:
    """Lower case, without accents, every run of punctuation or blanks one space."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", "".join(letters)).strip()


def parse_date(text: str) -> date | None:
    """A whole date written 12/05/1970, 12.5.1970, 1970-05-12, 12 mai 1970 or 1er mai 1970."""
    ignored = {"le", *dates.get_day_names(locale=_LOCALE).values()}
    parts = [part for part in fold(text).split() if part not in ignored]
    if len(parts) != 3:
        return None
    day, month, year = parts[::-1] if len(parts[0]) == 4 else parts
    day = "1" if day == "1er" else day
    if not month.isdigit():
        names = [fold(dates.get_month_names(locale=_LOCALE)[n]) for n in range(1, 13)]
        found = [n for n, name in enumerate(names, 1) if name.startswith(month)]
        month = str(found[0]) if len(found) == 1 and len(month) >= 3 else ""
    if not re.fullmatch(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", f"{day}/{month}/{year}"):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
