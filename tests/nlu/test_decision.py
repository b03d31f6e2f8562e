"""From confidences in labels to intents, points and second questions."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np
import pytest

from assistant.nlu.intents import decision, phrases

LABELS = ["montant_droits/montant", "montant_droits/plafond", "saluer", "sinscrire/comment"]


def ranking(*confidences: float) -> decision.Ranking:
    return decision.ranked(LABELS, np.array(confidences))


def test_an_intent_is_as_likely_as_its_points_together() -> None:
    first, second, *_ = ranking(0.3, 0.25, 0.05, 0.4)
    assert (first["name"], round(first["confidence"], 6)) == ("montant_droits", 0.55)
    assert list(first["points"]) == ["montant", "plafond"]
    assert round(sum(first["points"].values()), 6) == 1
    assert second["name"] == "sinscrire"


@pytest.mark.parametrize(
    ("confidences", "asked"),
    [
        ((0.90, 0.05, 0.02, 0.03), "montant"),  # intent and point are sure
        ((0.55, 0.40, 0.02, 0.03), ["montant_droits/montant", "montant_droits/plafond"]),
        ((0.35, 0.05, 0.2, 0.4), ["sinscrire/comment", LABELS[0], "saluer", LABELS[1]]),
        ((0.01, 0.01, 0.96, 0.02), None),  # an intent without points
    ],
)
def test_two_levels_of_confidence(confidences: tuple[float, ...], asked: Any) -> None:
    assert decision.point_of(ranking(*confidences)) == asked


def test_a_value_alone_has_no_point() -> None:
    assert decision.point_of([{"name": "informer", "confidence": 1.0}]) is None
    assert decision.point_of([]) is None


def test_at_most_four_points_are_proposed() -> None:
    labels = [f"montant_droits/p{i}" for i in range(6)]
    found = decision.point_of(decision.ranked(labels, np.full(6, 1 / 6)))
    assert len(found) == decision.CHOICES


def dated(role: str | None) -> List[Dict[str, Any]]:
    return [{"entity": "date", "value": "2026-11-23", **({"role": role} if role else {})}]


@pytest.mark.parametrize(
    ("entities", "first"),
    [
        ([], "delai_inscription"),
        (dated(None), "delai_inscription"),
        (dated("proposition"), "calculer_date_limite"),
    ],
)
def test_a_rule_asked_with_a_day_is_a_sum(entities: List[Dict[str, Any]], first: str) -> None:
    entries = [
        {"name": "delai_inscription", "confidence": 0.6, "points": {"validation": 1.0}},
        {"name": "calculer_date_limite", "confidence": 0.3},
    ]
    found = decision.with_days(entries, entities)
    assert found[0]["name"] == first
    assert round(sum(entry["confidence"] for entry in found), 6) == 0.9


def test_another_subject_with_a_day_stays() -> None:
    entries = [
        {"name": "frais_annexes", "confidence": 0.6, "points": {"nuit": 1.0}},
        {"name": "calculer_date_limite", "confidence": 0.3},
    ]
    assert decision.with_days(entries, dated("formation"))[0]["name"] == "frais_annexes"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("bonjour je ne trouve pas mon compte", "je ne trouve pas mon compte"),
        ("Bonsoir Madame, où voir mes droits ?", "où voir mes droits ?"),
        ("Bonjour à tous ! j'ai une erreur", "j'ai une erreur"),
        ("bonjour", "bonjour"),
        ("Bonjour et merci", "Bonjour et merci"),  # nothing is asked
        ("je dis bonjour au maire", "je dis bonjour au maire"),
    ],
)
def test_the_question_is_after_the_greeting(text: str, asked: str) -> None:
    assert phrases.asked_after_greeting(text) == asked


def test_a_fraud_is_answered_as_soon_as_it_is_likelier_than_not() -> None:
    entries = [
        {"name": "demander_rappel", "confidence": 0.4},
        {"name": "arnaque", "confidence": 0.35, "points": {"appel": 1.0}},
        {"name": "partager_codes", "confidence": 0.2, "points": {"donner": 1.0}},
        {"name": "saluer", "confidence": 0.05},
    ]
    found = decision.with_dangers([dict(entry) for entry in entries])
    assert found[0]["name"] == "arnaque" and decision.point_of(found) == "appel"
    assert round(sum(entry["confidence"] for entry in found), 6) == 1
    less = [{**entry, "confidence": entry["confidence"] / 2} for entry in entries]
    less[0]["confidence"] = 0.7
    assert decision.with_dangers([dict(entry) for entry in less]) == less


@pytest.mark.parametrize(
    ("text", "name", "point"),
    [
        ("D'où vient cette règle ?", "demander_source", None),
        ("d'ou vient cette regle", "demander_source", None),
        ("Combien ai-je de droits ?", "montant_droits", "montant"),
        ("suis-je obligé de me former", "definir_dife", "obligation"),
        ("Mot de passe refusé : les règles", "regles_mot_de_passe", "regles"),
    ],
)
def test_a_title_typed_is_its_button(text: str, name: str, point: str | None) -> None:
    found = decision.said_as_title(text)
    assert (found[0]["name"], decision.point_of(found)) == (name, point)


@pytest.mark.parametrize(
    "text", ["combien ai-je encore de droits pour cette année", "toujours rien", "Me connecter"]
)
def test_what_is_no_title_by_itself_is_classified(text: str) -> None:
    """The title of a button alone depends on what it followed."""
    assert decision.said_as_title(text) == []


@pytest.mark.parametrize(
    ("text", "dying"),
    [
        ("je vais me suicider à cause de ce site", True),
        ("je vais me tuer", True),
        ("suicide", True),
        ("j'en peux plus, je veux mourir", True),
        ("je veux en finir", True),
        ("ce site me tue", False),  # a way of speaking
        ("pour en finir avec ce dossier", False),
        ("l'ordinateur va mourir", False),
    ],
)
def test_who_speaks_of_dying_is_heard(text: str, dying: bool) -> None:
    assert phrases.in_distress(text) is dying


@pytest.mark.parametrize(
    ("text", "in_doubt"),
    [
        ("ne me rappelez surtout pas", True),
        ("je ne veux pas être rappelé", True),
        ("pas besoin qu'on m'appelle", True),
        ("je veux pas annuler mais décaler", True),
        ("je n'ai pas oublié mes identifiants", True),
        ("rappelez-moi demain", False),
        ("je ne veux pas perdre mes droits", False),
        ("j'ai oublié mon mot de passe", False),
    ],
)
def test_what_is_refused_is_not_done(text: str, in_doubt: bool) -> None:
    ranking = [{"name": "demander_rappel", "confidence": 0.97, "points": {}}]
    found = decision.refused(text, ranking)
    assert (not decision.sure(found)) is in_doubt


def test_beside_an_off_topic_answer_stand_the_titles_that_it_may_mean() -> None:
    password = {"name": "mot_de_passe_oublie", "confidence": 0.04, "points": {"oublie": 1.0}}
    rest = [{"name": f"x{i}", "confidence": 0.01, "points": {}} for i in range(4)]
    ranking = [{"name": "hors_sujet", "confidence": 0.92, "points": {}}, password, *rest]
    assert decision.point_of(ranking) == ["mot_de_passe_oublie/oublie"]
    flat = [{**password, "confidence": 0.01}, *rest]
    assert decision.point_of([ranking[0], *flat]) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Merci beaucoup ! Et pour l'hôtel à Tours ?", "pour l'hôtel à Tours ?"),
        ("oui mais combien par an", "combien par an"),
        ("ok merci", ""),
        ("oui c'est ça", ""),
        ("combien par an", ""),
    ],
)
def test_what_opens_a_message_is_not_its_question(text: str, rest: str) -> None:
    assert phrases.asked_after_opening(text) == rest


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Bonsoir, Paul, conseiller d'opposition à Gien", True),
        ("bonjour je suis la nouvelle maire de Beaugency", True),
        ("Salut, c'est Odile, de Saran", True),
        ("Bonjour, je m'appelle Jean Martin", True),
        ("Bonjour, secrétaire à la mairie de Saran, j'écris pour un adjoint", True),
        ("bonsoir, je suis la DGS de Briare, c'est pour nos élus", True),
        ("Bonjour, c'est pour notre maire, comment s'inscrire ?", False),
        ("Bonjour, je suis bloqué", False),
        ("bonjour je suis maire et je veux m'inscrire", False),
        ("Bonjour, mon compte élu n'apparaît pas", False),
        ("Bonjour, adjoint à Gien, comment me connecter ?", False),
        ("Je suis maire de Saran", False),  # a form may have asked
    ],
)
def test_who_greets_and_says_who_he_is_asks_nothing(text: str, alone: bool) -> None:
    assert phrases.introduces(text) is alone


@pytest.mark.parametrize(
    ("text", "entity", "told"),
    [
        ("je dors à Créteil", "commune", True),
        ("je dors le 12 janvier", "date", True),
        ("je n'en peux plus, 2 nuits", "nuits", False),
        ("2 nuits que je ne dors pas", "nuits", False),
        ("je dors mal", None, False),
    ],
)
def test_a_value_that_only_sounds_like_distress(text: str, entity: str | None, told: bool) -> None:
    entities = [{"entity": entity, "value": 1}] if entity else []
    alike = [{"name": decision.DISTRESS, "confidence": 1.0}]
    assert decision.tells_value(text, alike, entities) is told
    assert not decision.tells_value(text, [{"name": "saluer", "confidence": 1.0}], entities)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Merci, et ensuite ?", True),
        ("ok super. Alors je fais quoi maintenant ?", True),
        ("c'est fait, et après", True),
        ("merci beaucoup", False),
        ("merci, et après le 12 mars ?", False),
        ("et ensuite l'hôtel ?", False),
    ],
)
def test_thanks_then_what_to_do_next(text: str, asked: bool) -> None:
    assert phrases.asks_next(text) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("le 3 mars, est-ce encore possible ?", True),
        ("une session le 8 avril, je suis encore dans les temps ?", True),
        ("pour le 8 avril c'est trop tard ?", True),
        ("le 8 avril c'est trop tard pour moi", False),
        ("le 8 avril, quel est le prix ?", False),
    ],
)
def test_whether_it_is_too_late(text: str, asked: bool) -> None:
    assert phrases.asks_in_time(text) is asked


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("le 25 mai. Au fait, comment changer mon mot de passe ?", True),
        ("comment changer mon mot de passe ? Sinon le 25 mai", True),
        ("le 25 mai", False),
        ("comment changer mon mot de passe ?", False),
    ],
)
def test_the_one_question_beside_a_value(text: str, question: bool) -> None:
    assert ("mot de passe" in phrases.asked_beside(text)) is question


@pytest.mark.parametrize(
    "text, doubts",
    [
        ("Qu'est-ce qui me prouve que vous êtes bien l'association et pas une arnaque ?", True),
        ("comment être sûr que vous êtes officiel", True),
        ("je peux vous faire confiance ?", True),
        ("ce chat est-il officiel ?", True),
        ("ce SMS est une arnaque ?", False),
        ("vous êtes sûr que c'est 400 ?", False),
        ("vous êtes ouverts lundi ?", False),
    ],
)
def test_a_doubt_about_the_assistant(text: str, doubts: bool) -> None:
    assert phrases.doubts_us(text) is doubts


@pytest.mark.parametrize("temper", ["c'est n'importe quoi", "c'est pénible !", "j'en ai marre"])
def test_temper_at_the_end_is_set_aside(temper: str) -> None:
    asked = "mon compte n'est pas assez sécurisé"
    assert phrases.calm(f"{asked}, {temper}") == asked


@pytest.mark.parametrize(
    "text, asks",
    [
        ("et dites-moi si le train est remboursé", True),
        ("je voulais savoir si la mairie paie", True),
        ("dites-moi votre nom", False),
    ],
)
def test_a_question_without_a_mark(text: str, asks: bool) -> None:
    assert bool(phrases.ASKS.search(text)) is asks
