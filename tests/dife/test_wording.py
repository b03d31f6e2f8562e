"""French wording."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.model import Reference
from dife.text import fold
from dife.wording import cents, format_date, format_euros, format_value, plural


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("20", "20\u00a0€"),
        ("20.00", "20\u00a0€"),
        ("17.5", "17,50\u00a0€"),
        ("1200.50", "1\u00a0200,50\u00a0€"),
        ("1234567", "1\u00a0234\u00a0567\u00a0€"),
        ("0", "0\u00a0€"),
        ("0.005", "0,01\u00a0€"),
        ("-3.2", "-3,20\u00a0€"),
    ],
)
def test_euros(amount: str, text: str) -> None:
    assert format_euros(Decimal(amount)) == text


@pytest.mark.parametrize("amount", [20, 17.5, "20"])
def test_money_is_decimal(amount: object) -> None:
    with pytest.raises(TypeError):
        cents(amount)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "plain", "long"),
    [
        (date(2027, 1, 1), "1er janvier 2027", "vendredi 1er janvier 2027"),
        (date(2026, 12, 8), "8 décembre 2026", "mardi 8 décembre 2026"),
        (date(2026, 8, 31), "31 août 2026", "lundi 31 août 2026"),
    ],
)
def test_dates(day: date, plain: str, long: str) -> None:
    assert format_date(day) == plain
    assert format_date(day, weekday=True) == long


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (0, "nuit", "0 nuit"),
        (1, "jour ouvré", "1 jour ouvré"),
        (11, "jour ouvré", "11 jours ouvrés"),
        (6, "mois", "6 mois"),
        (Decimal("1.5"), "euro", "1,5 euro"),
        (1200, "repas", "1\u00a0200 repas"),
    ],
)
def test_plural(number: int, noun: str, text: str) -> None:
    assert plural(number, noun) == text


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("euro", Decimal(1200), "1\u00a0200\u00a0€"),
        ("euro_par_km", Decimal("0.4"), "0,40\u00a0€ par kilomètre"),
        ("jours", Decimal(1), "1 jour"),
        ("jours_ouvres", Decimal(11), "11 jours ouvrés"),
        ("semaines", Decimal(2), "2 semaines"),
        ("mois", Decimal(6), "6 mois"),
        ("pourcent", Decimal(75), "75\u00a0%"),
        ("nombre", Decimal(15), "15"),
        ("texte", "30 mars", "30 mars"),
        ("lien", "https://exemple.fr", "https://exemple.fr"),
        ("telephone", "06 12 34 56 78", "06 12 34 56 78"),
        ("courriel", "x@exemple.fr", "x@exemple.fr"),
        ("liste", ["une carte", "une capture"], "- une carte\n- une capture"),
    ],
)
def test_values(unit: str, value: object, text: str) -> None:
    row = {"valeur": value, "statut": "guide", "source": "guide"}
    reference = Reference.parse_obj({"cle": "x", "libelle": "x", "unite": unit, "valeurs": [row]})
    assert format_value(reference, reference.valeurs[0]) == text


@given(st.decimals(-(10**9), 10**9, places=2))
def test_euros_keep_every_cent(amount: Decimal) -> None:
    text = format_euros(amount)
    assert text.endswith("\u00a0€") and "\u202f" not in text and " " not in text
    assert Decimal(text[:-2].replace("\u00a0", "").replace(",", ".")) == amount


@given(st.text())
def test_fold_gives_plain_words(text: str) -> None:
    folded = fold(text)
    assert folded.isascii() and folded == folded.strip().lower() == fold(folded)
