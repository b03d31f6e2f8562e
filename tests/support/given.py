"""What the actions give to each response that they say, facts apart.

`tests/actions/conftest.py` compares it with what every action run in memory really gives;
`tests/test_coherence.py` lets a response name nothing else.
"""

from __future__ import annotations

from typing import Any, Dict, FrozenSet

_LETTER = "destinataire objet corps pieces"
_DATES = "formation validation"
_FUNDING = "prix solde reste plafond_collectivite part_collectivite part_elu reste_compte"

GIVEN: Dict[str, FrozenSet[str]] = {
    response: frozenset(names.split())
    for response, names in {
        "utter_aide_courriel": "aide",
        "utter_aide_courriel_facultatif": "aide",
        "utter_ask_courriel": "question",
        "utter_ask_courriel_facultatif": "question",
        "utter_champ_refuse": "raison",
        "utter_commune_ambigue": "commune",
        "utter_courriel_appareil": _LETTER,
        "utter_courriel_modele": _LETTER,
        "utter_courriel_pret": _LETTER,
        "utter_date_deja_passee": _DATES,
        "utter_mes_donnees": "messages debut identite rappels reference",
        "utter_rappel_enregistre": "nom telephone moment",
        "utter_resultat_date_brute": "brute",
        "utter_resultat_date_formation": _DATES,
        "utter_resultat_date_identite": "identite_prete formation",
        "utter_resultat_date_validation": _DATES,
        "utter_resultat_financement_collectivite_couvre": _FUNDING,
        "utter_resultat_financement_conteste": _FUNDING,
        "utter_resultat_financement_couvert": _FUNDING,
        "utter_resultat_financement_part_elu": _FUNDING,
        "utter_resultat_frais": "total detail lieu date_retenue source",
        "utter_resultat_frais_guide": "detail_guide",
        "utter_tarif_inconnu": "date_retenue",
    }.items()
}
# What rasa_sdk puts in every message.
_ENVELOPE = frozenset(
    ("text", "buttons", "elements", "custom", "template", "response", "image", "attachment")
)


def given(message: Dict[str, Any]) -> FrozenSet[str]:
    """What an action gave with this message."""
    return frozenset(message) - _ENVELOPE
