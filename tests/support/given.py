"""What the actions give to each response that they say, facts apart.

`tests/actions/conftest.py` compares it with what every action run in memory really gives;
`tests/test_coherence.py` lets a response name nothing else.
"""

from __future__ import annotations

from typing import Any, Dict, FrozenSet

_LETTER = "destinataire objet corps pieces"
_ENDS = "formation demande acceptation"
_SUM = "total detail retenu lieu date_retenue source"
_FUNDING = "prix solde reste prix_maximal reste_compte"

GIVEN: Dict[str, FrozenSet[str]] = {
    response: frozenset(names.split())
    for response, names in {
        "utter_aide_courriel": "aide",
        "utter_aide_courriel_facultatif": "aide",
        "utter_ask_courriel": "question",
        "utter_ask_courriel_facultatif": "question",
        "utter_annee_ambigue": "annee",
        "utter_ask_sejours": "question",
        "utter_champ_refuse": "raison",
        "utter_commune_ambigue": "commune",
        "utter_commune_inconnue": "commune",
        "utter_commune_proposee": "commune probable",
        "utter_courriel_appareil": _LETTER,
        "utter_courriel_modele": _LETTER,
        "utter_courriel_pret": _LETTER,
        "utter_commune_au_choix": "communes",
        "utter_doute": "valeur champ",
        "utter_jour_de_quoi": "jour",
        "utter_montant_de_quoi": "montant",
        "utter_ask_retour": "aller",
        "utter_saisie_gardee": "valeurs",
        "utter_saisie_note": "valeurs",
        "utter_saisie_note_complete": "valeurs",
        "utter_voiture_autre": "distance",
        "utter_resultat_frais_personnes": "ensemble",
        "utter_memoire_jour": "jour",
        "utter_mot": "texte",
        "utter_memoire_valeurs": "valeurs",
        "utter_rappel_autre_jour": "moment",
        "utter_relecture_courriel_form": "valeurs",
        "utter_relecture_rappel_form": "valeurs",
        "utter_saisie_debut": "questions duree",
        "utter_saisie_reprise": "valeurs",
        "utter_date_deja_passee": "formation acceptation verdict",
        "utter_date_jour_meme": "formation verdict",
        "utter_date_passee": "jour",
        "utter_jour_inexistant": "jour mois nombre avant apres",
        "utter_jour_de_saison": "saison periode",
        "utter_jour_attendu": "recu",
        "utter_jour_contredit": "jour jour_vrai jour_dit",
        "utter_jour_de_la_semaine": "lundi vendredi",
        "utter_jours_pas_nuits": "jours nuits",
        "utter_mes_donnees": "messages debut identite rappels reference",
        "utter_rappel_enregistre": "nom telephone moment",
        "utter_rappel_garde": "nom telephone moment",
        "utter_rappel_modifie": "nom telephone moment",
        "utter_telephone_incomplet": "numero",
        "utter_montant_a_choisir": "choix",
        "utter_nombre_a_choisir": "choix",
        "utter_nuits_trop": "nuits",
        "utter_repas_offerts_a_part": "offerts",
        "utter_repas_offerts_trop": "repas offerts",
        "utter_repas_nombreux": "repas sejour maximum",
        "utter_repas_trop": "repas sejour maximum",
        "utter_jour_non_ouvre": "jour",
        "utter_jour_ouvre": "jour",
        "utter_rappel_week_end": "jour",
        "utter_resultat_demande_juste": f"{_ENDS} jour verdict",
        "utter_resultat_demande_tenue": f"{_ENDS} jour verdict",
        "utter_resultat_demande_trop_tard": f"{_ENDS} jour verdict",
        "utter_resultat_validation_tenue": "formation acceptation validation jour verdict",
        "utter_resultat_validation_trop_tard": "formation acceptation validation jour verdict",
        "utter_droits_estimes": "source mandat montant calcul depense quand",
        "utter_droits_annonces": "source montant calcul quand",
        "utter_droits_reelu": "source mandat montant calcul depense quand renouvele",
        "utter_droits_selon_le_jour": "source mandat montant minimum calcul calcul_minimum"
        " depense quand",
        "utter_resultat_conseil_apres": "conseil validation formation",
        "utter_resultat_conseil_avant": "conseil validation formation",
        "utter_resultat_demande_faite": f"{_ENDS} jour",
        "utter_resultat_demande_passee": f"{_ENDS} jour verdict",
        "utter_resultat_demande_pressee": f"{_ENDS} jour verdict",
        "utter_resultat_jour_confirme": "jour acte limite",
        "utter_resultat_jour_convient": "jour acte limite",
        "utter_resultat_jour_depasse": "jour acte limite",
        "utter_resultat_date_redite": f"{_ENDS} verdict",
        "utter_resultat_identite_tenue": f"{_ENDS} verifiee papiers voie duree verdict",
        "utter_resultat_identite_redite": "formation demande papiers voie duree verdict",
        "utter_resultat_identite_trop_tard": f"{_ENDS} verifiee debut voie duree verdict",
        "utter_resultat_tout_fait": "jour reponse validation verdict",
        "utter_resultat_tout_fait_formation": "jour reponse validation formation verdict",
        "utter_resultat_reponse_attendue": "demande limite",
        "utter_resultat_reponse_en_retard": "demande limite",
        "utter_resultat_reponse_tenue": "jour validation reponse",
        "utter_resultat_reponse_trop_tard": "jour validation reponse",
        "utter_resultat_date_acceptation": "acceptation formation validation",
        "utter_resultat_date_brute": "brute formation",
        "utter_resultat_date_brute_debut": "brute",
        "utter_resultat_date_demande": _ENDS,
        "utter_resultat_date_formation": f"{_ENDS} conseil verdict",
        "utter_resultat_date_non_tenue": "formation reponse acceptation verdict",
        "utter_resultat_date_presse": "formation acceptation verdict",
        "utter_resultat_date_proche": f"{_ENDS} verdict",
        "utter_resultat_date_proposition": "proposition formation validation",
        "utter_resultat_date_tenue": "formation reponse acceptation validation verdict",
        "utter_resultat_date_validation": "formation validation",
        "utter_resultat_financement_collectivite_couvre": _FUNDING,
        "utter_resultat_financement_couvert": _FUNDING,
        "utter_resultat_financement_part_mairie": f"{_FUNDING} mairie votre_part detail_part",
        "utter_resultat_financement_refus": f"{_FUNDING} mairie votre_part detail_part",
        "utter_resultat_financement_mairie_paie_tout": f"{_FUNDING} mairie votre_part detail_part",
        "utter_resultat_financement_personnes": "chacun personnes ensemble",
        "utter_resultat_financement_insuffisant": _FUNDING,
        "utter_resultat_financement_sans_solde": _FUNDING,
        "utter_resultat_frais": _SUM,
        "utter_resultat_frais_guide": "detail_guide",
        "utter_resultat_frais_change": f"{_SUM} changement avant",
        "utter_resultat_frais_ensemble": "personnes ensemble chacun source",
        "utter_resultat_frais_une_personne": "personne chacun ensemble source",
        "utter_resultat_frais_billet": "billet ensemble",
        "utter_frais_prix": "prix",
        "utter_frais_personnes": "personnes",
        "utter_ask_retour_encore": "aller",
        "utter_resultat_validation_passee": "reponse validation",
        "utter_solde_trop_haut": "dit",
        "utter_source": "sources",
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
