"""French wording of money, dates, counts and reference values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel import dates, numbers

from dife.facts.model import Reference, Valeur
from dife.text import fold

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


def full_date(day: date) -> str:
    """« vendredi 27 novembre 2026 »."""
    return format_date(day, weekday=True)


def format_near(day: date, today: date) -> str:
    """« vendredi 27 novembre 2026 (aujourd'hui) »: who reads may not know which day we are."""
    near = {0: " (aujourd'hui)", 1: " (demain)"}
    return f"{full_date(day)}{near.get((day - today).days, '')}"


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
    if isinstance(row.valeur, date):
        return format_date(row.valeur)
    if isinstance(row.valeur, tuple):
        return "\n".join(f"- {item}" for item in row.valeur)
    return row.valeur


_ARTICLES = ("les ", "le ", "la ", "l'", "l’")
_CONTRACTED = {"le ": ("du ", "au "), "les ": ("des ", "aux ")}
FORMS = ("de", "a", "debut", "seul")


def named(name: str, form: str) -> str:
    """A name with its article, « le Loir », in one of FORMS; LookupError for another.

    `de`: « du Loir » · `a`: « au Loir » · `debut`: « Le Loir » · `seul`: « Loir ». Without an
    article: « de Paris », « d'Oléron ».
    """
    article = next((article for article in _ARTICLES if name.startswith(article)), "")
    alone = name.removeprefix(article)
    of, to = _CONTRACTED.get(article, (f"de {article}", f"à {article}"))
    if not article and fold(name)[:1] in "aeiou":
        of = "d'"
    written = (of + alone, to + alone, name[:1].upper() + name[1:], alone)
    return dict(zip(FORMS, written, strict=True))[form]
