"""Markers of a response: a dated fact, worded as of a day."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.wording.markers import marker
from tests.support.facts import fact, facts

GUIDE, CHANGE, TODAY = date(2022, 11, 1), date(2026, 12, 1), date(2026, 11, 23)
EVE = date(2026, 11, 30)
REFS = facts(
    fact("date_guide", "date", (GUIDE, None, None)),
    fact("association_guide", "texte", ("guide de la Bruyère", None, None)),
    fact("association", "nom", ("la Bruyère", None, None)),
    fact("repas", "euro", (11, None, date(2023, 9, 21)), (13, date(2023, 9, 22), None)),
    fact("credit_annuel", "euro", (30, None, EVE), (50, CHANGE, None), statut="annoncé"),
    fact("plafond", "euro", (70, None, EVE), (90, CHANGE, None)),
    fact("delai", "jours_ouvres", (5, None, None), statut="guide"),
    fact("conseil", "texte", ("tôt", None, None), statut="à vérifier"),
    fact("date_credit_municipal", "date", (date(2026, 3, 30), None, None)),
)


@pytest.mark.parametrize(
    ("name", "day", "text"),
    [
        ("repas", TODAY, "13 €"),
        ("repas", date(2023, 9, 21), "11 €"),
        ("repas.du", TODAY, "22 septembre 2023"),
        ("repas.guide", TODAY, "11 €"),
        ("repas.source", TODAY, "texte 2"),
        ("repas.hausse", TODAY, "Aucune hausse n'est annoncée."),
        ("plafond.hausse", TODAY, "Aucune hausse n'est annoncée."),
        ("repas.sur", TODAY, "13 €"),
        ("repas.fois_7", TODAY, "91 €"),
        ("credit_annuel.sur", TODAY, "30 €"),
        ("credit_annuel.sur", CHANGE, "30 €"),  # an announcement is no sure figure
        ("credit_annuel.fois_4", CHANGE, "120 €"),
        ("date_credit_municipal.jour", TODAY, "30 mars"),
        ("delai", TODAY, "5 jours ouvrés"),
        ("delai.du", TODAY, "toujours"),
        (
            "credit_annuel.hausse",
            TODAY,
            "Une hausse à 50 € est annoncée pour le 1er décembre 2026, à confirmer.",
        ),
        ("association", TODAY, "la Bruyère"),
        ("association.de", TODAY, "de la Bruyère"),
        ("association.debut", TODAY, "La Bruyère"),
        ("association.seul", TODAY, "Bruyère"),
        ("association.source", TODAY, "texte 1"),
        ("date_guide", TODAY, "1er novembre 2022"),
        ("aujourdhui", TODAY, "lundi 23 novembre 2026"),
        ("prochain_credit", TODAY, "30 mars 2027"),
        ("prochain_credit", date(2026, 3, 29), "30 mars 2026"),
        ("prochain_credit.montant", TODAY, "50 €"),
        ("prochain_credit.source", TODAY, "texte 2"),
        ("prochain_credit.montant", date(2026, 3, 29), "30 €"),
    ],
)
def test_a_marker_on_a_day(name: str, day: date, text: str) -> None:
    assert marker(name, REFS, day).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    "name", ["inconnu", "repas.inconnu", "repas.de", "association.par", "prochain_credit.inconnu"]
)
def test_an_unknown_marker_is_an_error(name: str) -> None:
    with pytest.raises(LookupError):
        marker(name, REFS, TODAY)
