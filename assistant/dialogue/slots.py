"""What each slot is: the form that asks for it, what it takes, whose identity it holds.

The only list of slots in the code: `domain.yml` declares the same names to Rasa
(tests/test_coherence.py compares them).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, FrozenSet, List, Literal, Mapping, Optional, Tuple

# What a keyboard, or a field of a card, offers for an answer.
Kind = Literal["nombre", "montant", "date", "telephone", "commune", "texte"]
IN_WORDS: FrozenSet[Optional[Kind]] = frozenset(("commune", "texte"))  # where a figure is no value
# Whose hands an identity is for: the Caisse des Dépôts (letter), the association (call-back).
Identity = Literal["", "courriel", "rappel"]

# By the slot FATE an action tells the storage what becomes of the conversation. An identity that
# is emptied once its form is over takes the conversation with it (storage/forgetting.py), unless
# the association RECEIVED it; FORGET takes the conversation whatever it holds.
FATE = "devenir"
# A letter DELIVERED stays some time, to be corrected: at most as long as one left half given.
FORGET, RECEIVED, DELIVERED = "oublier", "identite_recue", "courriel_remis"
PENDING = "en_attente"  # the forms left for another, the latest last (actions/forms/pending.py)
# The last calculation's name and the values it was made from; by that name, the intent that tells
# its rule.
MEMORY = "dernier_calcul"
RULES = {
    "frais": "frais_annexes",
    "financement": "dife_insuffisant",
    "date_limite": "delai_inscription",
}
DAY = "jour_connu"  # the trainings' days said last, and the calculation that they were said for
READ_OVER = "relu"  # beside the details of a letter: « oui » once they were read over
FIELD = "champ"  # entity of a button that asks one thing of a form again
CALLBACK_FORM = "rappel_form"  # whose requests anybody can make in anybody's name


@dataclass(frozen=True)
class Slot:
    """A slot filled by a form; `identity` is not empty for what names somebody.

    `details` names the slot that tells which detail is asked, for one that holds several: the
    details are data, not slots. Its value is {"cle": the detail, "attend": its kind}.
    `explained_as` names the slot whose explanation serves, for one that is never asked.
    """

    name: str
    form: str
    kind: Kind = "texte"
    identity: Identity = ""
    details: str = ""
    explained_as: str = ""


SLOTS: Dict[str, Slot] = {
    slot.name: slot
    for slot in (
        Slot("nuits", "frais_form", "nombre"),
        Slot("repas", "frais_form", "nombre"),
        Slot("commune", "frais_form", "commune"),
        Slot("sejours", "frais_form", explained_as="nuits"),
        Slot("date_frais", "frais_form", "date"),
        Slot("mois_frais", "frais_form"),
        Slot("repas_offerts", "frais_form", "nombre"),
        Slot("kilometres", "frais_form", "nombre"),
        Slot("chevaux", "frais_form", "nombre"),
        Slot("a_distance", "frais_form"),
        Slot("train", "frais_form"),
        Slot("date_formation", "date_limite_form", "date"),
        Slot("date_demande", "date_limite_form", "date", explained_as="date_formation"),
        Slot("date_acceptation", "date_limite_form", "date", explained_as="date_formation"),
        Slot("date_proposition", "date_limite_form", "date", explained_as="date_formation"),
        Slot("date_validation", "date_limite_form", "date", explained_as="date_formation"),
        Slot("autres_formations", "date_limite_form", explained_as="date_formation"),
        Slot("prix", "financement_form", "montant"),
        Slot("solde", "financement_form", "montant"),
        Slot("part_mairie", "financement_form", explained_as="solde"),
        Slot("personnes", "financement_form", explained_as="prix"),
        Slot("motif_courriel", "courriel_form"),
        Slot("courriel", "courriel_form", identity="courriel", details="champ_courriel"),
        Slot("champ_courriel", "courriel_form"),
        Slot("rappel_nom", "rappel_form", identity="rappel"),
        Slot("rappel_telephone", "rappel_form", "telephone", identity="rappel"),
        Slot("rappel_moment", "rappel_form"),
        Slot("rappel_relu", "rappel_form", explained_as="relecture"),
    )
}


def results(get: Callable[[str], Any]) -> List[str]:
    """The calculations that have a result in a conversation, of which `get` tells a slot; the one
    made last at the end."""
    last = (get(MEMORY) or {}).get("objet")
    return sorted((key for key in RULES if get(f"calcul_{key}")), key=lambda key: key == last)


def of_form(form: str) -> Tuple[str, ...]:
    """Names of a form's slots, in the order in which they are asked."""
    return tuple(slot.name for slot in SLOTS.values() if slot.form == form)


def of_identity(*whose: Identity) -> FrozenSet[str]:
    """Names of the slots that hold an identity; with arguments, of these identities only."""
    return frozenset(
        slot.name
        for slot in SLOTS.values()
        if slot.identity and (not whose or slot.identity in whose)
    )


def expected(requested: Optional[str], slots: Mapping[str, Any]) -> Kind:
    """What the slot that is asked takes; « texte » for one that no form fills.

    `slots` holds the values of the conversation's slots, by name.
    """
    slot = SLOTS.get(requested or "")
    if slot and slot.details:
        kind: Kind = (slots.get(slot.details) or {}).get("attend", slot.kind)
        return kind
    return slot.kind if slot else "texte"
