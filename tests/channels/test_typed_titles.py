"""A title typed is its button, at every door; where a form asks for a choice, its number too."""

from __future__ import annotations

from typing import Any, List, Optional

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant import settings
from assistant.channels import history

REASONS = [
    ("Mon compte Élu n'apparaît pas", "/compte_elu_absent"),
    ("J'ai un message d'erreur", "/erreur_plateforme"),
    ("FranceConnect+ m'est impossible", "/franceconnect_impossible"),
]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(settings.ROOT / "domain.yml")


def tracker(domain: Domain, events: List[Any]) -> DialogueStateTracker:
    made = DialogueStateTracker.from_events("moi", [ActionExecuted("action_listen")], domain.slots)
    for event in [UserUttered("…", {"name": "saluer"}), *events]:
        made.update(event)
    return made


def offered(buttons: List[tuple[str, str]]) -> BotUttered:
    data = {"buttons": [{"title": title, "payload": payload} for title, payload in buttons]}
    return BotUttered("Laquelle ?", data)


@pytest.mark.parametrize(
    "text, payload",
    [
        ("Mon compte Élu n'apparaît pas", "/compte_elu_absent"),
        ("mon compte elu n’apparait pas.", "/compte_elu_absent"),
        ("J'AI UN MESSAGE D'ERREUR", "/erreur_plateforme"),
        ("un message, oui", "/erreur_plateforme"),  # no other title holds the word
        ("FranceConnect", "/franceconnect_impossible"),
        ("pas un message", None),
        ("mon compte", "/compte_elu_absent"),
        ("un compte et un message", None),
        ("", None),
        ("le 2", "/erreur_plateforme"),
        ("C'est la deuxième qui m'intéresse.", "/erreur_plateforme"),
        ("je prends le premier", "/compte_elu_absent"),
        (
            "C'est le dernier, si vous le voulez bien.",
            "/franceconnect_impossible",
        ),
        ("le troisième svp", "/franceconnect_impossible"),
        ("numéro 2", "/erreur_plateforme"),
        ("le 4", None),
        ("la deuxième fois ça a marché", None),
        ("le 2 mars", None),
        ("2", None),  # outside a form the action reads it: it may correct a sum
    ],
)
def test_a_title_typed_is_its_button(domain: Domain, text: str, payload: Optional[str]) -> None:
    assert history.meant(tracker(domain, [offered(REASONS)]), text) == payload
    assert history.meant(None, text) is None


@pytest.mark.parametrize(
    "text, payload",
    [
        ("2", "/erreur_plateforme"),
        ("b", "/erreur_plateforme"),
        ("la première", "/compte_elu_absent"),
        ("la dernière", "/franceconnect_impossible"),
        ("le 2", "/erreur_plateforme"),
        (
            "C'est le dernier, si vous le voulez bien.",
            "/franceconnect_impossible",
        ),
        ("4", None),
        ("j'ai 2 comptes", None),
    ],
)
def test_a_number_picks_what_a_form_offers(
    domain: Domain, text: str, payload: Optional[str]
) -> None:
    asked = [ActiveLoop("courriel_form"), SlotSet("requested_slot", "motif_courriel")]
    assert history.meant(tracker(domain, [*asked, offered(REASONS)]), text) == payload


def test_a_day_asked_for_is_a_day(domain: Domain) -> None:
    asked = [ActiveLoop("date_limite_form"), SlotSet("requested_slot", "date_formation")]
    both = [("Le 12 janvier", "le 12/01/2027"), ("Le 13 janvier", "le 13/01/2027")]
    assert history.meant(tracker(domain, [*asked, offered(both)]), "le 2") is None
    assert history.meant(tracker(domain, [*asked, offered(both)]), "le deuxième") == both[1][1]
    told = BotUttered("…", {"buttons": []}, {"utter_action": "utter_resultat_date_formation"})
    assert history.meant(tracker(domain, [told, offered(REASONS)]), "le 2") is None


def test_a_number_asked_for_is_a_number(domain: Domain) -> None:
    asked = [ActiveLoop("frais_form"), SlotSet("requested_slot", "nuits")]
    way_out = [("Parler à un conseiller", "/parler_conseiller"), ("Arrêter", "/annuler")]
    assert history.meant(tracker(domain, [*asked, offered(way_out)]), "2") is None


def test_what_was_made_last_may_be_corrected(domain: Domain) -> None:
    made = [SlotSet("dernier_calcul", {"objet": "frais", "nuits": 2})]
    assert history.held(tracker(domain, made)) == "frais"
    letter = [*made, SlotSet("courriel", {"nom_naissance": "Roy"})]
    assert history.held(tracker(domain, letter)) == "frais"  # left half given: none was made
    letter.append(SlotSet("courriel", {"nom_naissance": "Roy", "relu": "oui"}))
    assert history.held(tracker(domain, letter)) == "courriel"
    assert history.held(tracker(domain, [*letter, ActiveLoop("frais_form")])) == ""
    assert history.held(None) == ""
