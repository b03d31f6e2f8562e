"""A value told in any words is the answer; what was said before is taken up, and said."""

from __future__ import annotations

import pytest

from actions.calculations.allowances import AllowancesForm
from actions.calculations.deadline import DeadlineForm
from actions.calculations.funding import FundingForm
from actions.conversation import RecevoirValeur
from actions.forms.days import same_month
from actions.rappel import ValidateRappel
from tests.support.places import lieu

MEALS = {"requested_slot": "repas", "nuits": 1}
TOWN = {"requested_slot": "commune", "nuits": 1, "repas": 2}
SURE = {"confidence": 0.99, "form": "frais_form"}


def heard(text, *responses):
    """A message of the official, and what answered it."""
    user = {"event": "user", "text": text, "parse_data": {"intent": {"name": "informer"}}}
    bots = [{"event": "bot", "text": "…", "metadata": {"utter_action": r}} for r in responses]
    return [{"event": "action", "name": "action_listen"}, user, *bots]


@pytest.mark.parametrize(
    "text, intent, kept",
    [
        ("2 repas à payer", "frais_annexes", 2),
        ("merci, j'en compte 2", "remercier", 2),
        ("ok merci, deux repas", "remercier", 2),
        ("C'est pénible… j'en ai 1 voilà.", "insatisfait", 1),
        ("Si je compte bien, cela fera 2 repas, je vous remercie.", "remercier", 2),
        ("tous les repas sont offerts", "frais_annexes", 0),
        ("pa de repas", "frais_annexes", 0),
        ("on m'a parlé de 2 repas remboursés", "frais_annexes", None),
        ("combien pour 2 repas", "frais_annexes", None),
    ],
)
def test_a_count_told_in_any_words(run, text, intent, kept):
    outcome = run(AllowancesForm(), text, intent=intent, slots=MEALS, **SURE)
    assert outcome.slots.get("repas") == kept


def test_a_count_in_doubt_is_asked_about_whatever_the_words_around(run):
    said = "merci, j'en compte 5"
    outcome = run(AllowancesForm(), said, intent="remercier", slots=MEALS, **SURE)
    assert outcome.responses == ["utter_repas_nombreux"] and outcome.slots["repas"] is None


@pytest.mark.parametrize("text", ["ok merci, la formation a lieu à Tours", "bonsoir, à Tours"])
def test_a_town_told_with_courtesy(run, text):
    outcome = run(AllowancesForm(), text, intent="remercier", slots=TOWN, **SURE)
    assert outcome.slots["commune"]["label"] == "Tours"


@pytest.mark.parametrize(
    "text, nights, meals",
    [("pas 2 nuits, 1", 1, None), ("pas 2 nuits mais 3", 3, None), ("non pas 3 repas, 2", 1, 2)],
)
def test_what_stands_instead(run, text, nights, meals):
    outcome = run(AllowancesForm(), text, slots=MEALS, **SURE)
    assert outcome.slots.get("nuits", 1) == nights and outcome.slots.get("repas") == meals


def test_a_doubt_once_confirmed_is_not_raised_again(run):
    kept = {**TOWN, "repas": 5}
    outcome = run(AllowancesForm(), "à Rennes", slots=kept, form="frais_form")
    assert "utter_repas_nombreux" not in outcome.responses and "repas" not in outcome.slots


@pytest.mark.parametrize("again", ["5 repas", "cinq", "repas : 5"])
def test_a_doubt_some_messages_old_is_confirmed_by_the_same_figure(run, again):
    before = [*heard("j'en compte cinq", "utter_repas_nombreux"), *heard("à Rennes")]
    slots = {**MEALS, "commune": lieu("Rennes")}
    outcome = run(AllowancesForm(), again, slots=slots, form="frais_form", events=before)
    assert outcome.slots["repas"] == 5 and outcome.responses == []


def test_a_price_said_before_is_taken_up_and_said(run):
    price = {"entity": "montant", "role": "prix", "value": "1200"}
    said = heard("la formation est à 1 200 €, qui paie ?", "utter_choisir_point")
    said[1]["parse_data"]["entities"] = [price]
    outcome = run(
        FundingForm(), "/calculer_financement", intent="calculer_financement", events=said
    )
    assert outcome.slots["prix"] == "1200" and outcome.slots["requested_slot"] == "solde"
    assert outcome.marker("valeurs") == "prix : 1 200 €"


def test_a_price_of_a_course_that_was_calculated_is_not(run):
    price = {"entity": "montant", "role": "prix", "value": "1200"}
    said = heard("1 200 € et j'ai 800", "utter_resultat_financement_couvert")
    said[1]["parse_data"]["entities"] = [price]
    outcome = run(
        FundingForm(), "/calculer_financement", intent="calculer_financement", events=said
    )
    assert "prix" not in outcome.slots and outcome.slots["requested_slot"] == "prix"


def test_the_town_of_the_last_sum_is_taken_up(run):
    last = {"objet": "frais", "nuits": 2, "repas": 3, "commune": lieu("Tours")}
    outcome = run(
        AllowancesForm(), "mes frais", intent="calculer_frais", slots={"calcul_frais": last}
    )
    assert outcome.slots["commune"]["label"] == "Tours"
    assert outcome.slots["requested_slot"] == "nuits"
    outcome = run(
        AllowancesForm(), "mes frais à Lyon", intent="calculer_frais", slots={"calcul_frais": last}
    )
    assert outcome.slots["commune"]["label"] == "Lyon"
    assert "utter_memoire_valeurs" not in outcome.responses


def test_what_was_said_to_the_titles_proposed_goes_with_the_one_chosen(run):
    said = heard("remboursement hôtel : 4 nuits à Chinon", "utter_proposer_intentions")
    said[1]["parse_data"]["entities"] = [{"entity": "nuits", "value": 4}]
    outcome = run(AllowancesForm(), "/calculer_frais", intent="calculer_frais", events=said)
    assert outcome.slots["nuits"] == 4 and outcome.slots["requested_slot"] == "repas"


def test_a_day_told_in_temper_is_the_day_and_fine_weather_is_none(run):
    slots = {"requested_slot": "date_formation"}
    form = {"slots": slots, "form": "date_limite_form", "confidence": 0.99}
    outcome = run(DeadlineForm(), "Vous m'agacez, 15/03/2027 merci", intent="remercier", **form)
    assert outcome.slots["date_formation"] == "2027-03-15"
    outcome = run(DeadlineForm(), "il fait très beau aujourd'hui", intent="hors_sujet", **form)
    assert "date_formation" not in outcome.slots


@pytest.mark.parametrize("text", ["mon numéro est le 06 71 48 77 46", "le 06 71 48 77 46"])
def test_a_number_is_no_subject_of_its_own(run, text):
    slots = {"requested_slot": "rappel_telephone", "rappel_nom": "Jean Le Goff"}
    outcome = run(ValidateRappel(), text, "hors_sujet", slots, form="rappel_form", confidence=0.99)
    assert outcome.slots["rappel_telephone"] == "06 71 48 77 46"


def test_a_second_no_is_no_name(run):
    slots = {"requested_slot": "rappel_nom"}
    before = [*heard("/nier", "utter_doute"), *heard("Atendez", "utter_doute")]
    outcome = run(ValidateRappel(), "/nier", "nier", slots, form="rappel_form", events=before)
    assert outcome.slots.get("rappel_nom") is None


@pytest.mark.parametrize("text, far", [("oui avec le retour", 140), ("non, 70 en tout", 70)])
def test_the_way_back_is_answered_in_words(run, text, far):
    slots = {"requested_slot": "kilometres", "nuits": 1, "repas": 2, "commune": lieu("Blois")}
    slots |= {"kilometres": {"aller": 70}, "chevaux": 6}
    outcome = run(AllowancesForm(), text, "reprendre_parcours", slots, "frais_form")
    assert outcome.slots["kilometres"] == far


def test_two_things_more_in_a_line(run):
    memory = {"objet": "frais", "nuits": 1, "repas": 2, "commune": lieu("Villeurbanne")}
    said = "et si je reste une nuit de plus, avec deux repas de plus ?"
    outcome = run(RecevoirValeur(), said, slots={"dernier_calcul": memory})
    assert outcome.slots["dernier_calcul"]["nuits"] == 2
    assert outcome.slots["dernier_calcul"]["repas"] == 4


def test_a_second_day_is_of_the_month_said_before_it(turn):
    told = same_month(turn("si je demande le 14 janvier et qu'il accepte le 15, ça passe ?"))
    assert [each.iso for each in told.days()] == ["2027-01-14", "2027-01-15"]


def test_the_town_hall_only_wants_to_put_a_part(run):
    memory = {"objet": "financement", "prix": "1150", "solde": "640"}
    said = "la mairie ne veut mettre que 300, il reste combien à sa charge"
    outcome = run(RecevoirValeur(), said, slots={"dernier_calcul": memory})
    assert outcome.marker("votre_part") == "210 €"


@pytest.mark.parametrize(
    "text, meals",
    [
        ("Trois, donc : deux midis et un dîner.", 3),
        ("deux déjeuners et un dîner", 3),
        ("un midi", 1),
    ],
)
def test_meals_told_in_parts(run, text, meals):
    slots = {"requested_slot": "repas", "nuits": 2}
    outcome = run(AllowancesForm(), text, slots=slots, **SURE)
    assert outcome.slots["repas"] == meals


@pytest.mark.parametrize(
    "text, meals, free",
    [
        ("et sans le repas du 2e soir", 2, 0),
        ("sans les repas", 0, 0),
        ("finalement l'un des deux est offert", 3, 1),
    ],
)
def test_one_meal_of_several(run, text, meals, free):
    memory = {"objet": "frais", "nuits": 2, "repas": 3, "commune": lieu("Tours")}
    outcome = run(RecevoirValeur(), text, slots={"dernier_calcul": memory})
    made = outcome.slots["dernier_calcul"]
    assert (made["repas"], made.get("repas_offerts") or 0) == (meals, free)


@pytest.mark.parametrize(
    "text, town",
    [
        ("je suis secrétaire à la mairie de Gien", None),
        ("nous sommes de Gien", None),
        ("je suis conseillère municipale à Gien", None),
        ("j'habite à Gien", None),
        ("le stage se tient à Lyon", "Lyon"),
        ("une formation d'urbanisme à Lyon, c'est encore bon pour s'inscrire ?", "Lyon"),
        ("maire de Gien, j'ai une formation sur le budget à Lyon", "Lyon"),
    ],
)
def test_the_town_of_a_stay_is_that_of_the_training(run, turn, text, town):
    """A secretary's own town made a wrong sum: « mairie de Gien », then a course in Lyon."""
    said = heard(text, "utter_proposer_intentions")
    said[1]["parse_data"]["entities"] = list(turn(text).entities)
    outcome = run(AllowancesForm(), "mes frais", intent="calculer_frais", events=said)
    assert (outcome.slots.get("commune") or {}).get("label") == town


@pytest.mark.parametrize(
    "text, intent",
    [
        ("2 nuits, et le train est remboursé ?", "frais_annexes"),
        ("et la nuit ? 2", "frais_annexes"),
    ],
)
def test_a_value_beside_a_question_is_kept_once_rasa_has_answered(run, text, intent):
    slots = {"requested_slot": "nuits"}
    asked = run(AllowancesForm(), text, intent=intent, slots=slots, **SURE)
    assert "nuits" not in asked.slots  # left to Rasa
    said = {"event": "action", "name": "utter_frais_annexes"}
    outcome = run(AllowancesForm(), text, intent=intent, slots=slots, after=(said,), **SURE)
    assert outcome.slots["nuits"] == 2 and outcome.slots["requested_slot"] == "repas"
    assert outcome.responses == ["utter_saisie_note_complete"]


@pytest.mark.parametrize(
    "text, kept",
    [
        ("On m'a dit 600 euros, c'est vrai ?", None),
        ("J'ai lu 1200 euros, vous confirmez ?", None),
        ("600 euros par an, c'est exact ?", None),
        ("il paraît que c'est 600 €. Est-ce vrai ?", None),
        ("on m'a dit 600 euros, et le train est remboursé ?", "600"),
        ("le prix est de 600 euros, et le train est remboursé ?", "600"),
    ],
)
def test_a_sum_that_is_doubted_is_no_value_of_the_form(run, text, kept):
    slots = {"requested_slot": "prix"}
    said = {"event": "action", "name": "utter_montant_droits"}
    told = {"intent": "montant_droits", "slots": slots, "after": (said,), **SURE}
    outcome = run(FundingForm(), text, **told)
    assert outcome.slots.get("prix") == kept
    assert outcome.slots["requested_slot"] == ("solde" if kept else "prix")


def test_an_account_asked_in_a_form_is_told_and_the_form_goes_on(run):
    text = "élu en 2020, réélu en 2026, rien dépensé, j'ai combien sur mon compte ?"
    outcome = run(FundingForm(), text, slots={"requested_slot": "prix"}, **SURE)
    assert outcome.responses == ["utter_droits_reelu"] and "prix" not in outcome.slots
    assert outcome.slots["requested_slot"] == "prix"


def test_why_it_is_asked_is_told_beside_the_answer(run):
    outcome = run(
        AllowancesForm(), "3 repas, mais pourquoi vous demandez ça ?", slots=MEALS, **SURE
    )
    assert outcome.slots["repas"] == 3 and "utter_pourquoi_frais_form" in outcome.responses


@pytest.mark.parametrize(
    "text",
    ["c'est bon je me débrouille", "merci je vais me débrouiller seul", "je ferai sans vous"],
)
def test_who_manages_alone_leaves_the_form(run, text):
    outcome = run(AllowancesForm(), text, slots=MEALS, **SURE)
    assert "repas" not in outcome.slots
    assert any(e.get("text") == "/annuler" for e in outcome.events)


def test_a_day_of_birth_is_no_day_of_a_training(run, turn):
    """« née Dumas le 12 juin 1963 », said where nothing was asked, dated the sum."""
    text = "Bonnefoy Catherine née Dumas le 12 juin 1963 à Montargis"
    said = heard(text, "utter_valeur_recue")
    said[1]["parse_data"]["entities"] = list(turn(text).entities)
    outcome = run(AllowancesForm(), "mes frais", intent="calculer_frais", events=said)
    assert outcome.slots.get("date_frais") is None and outcome.slots.get("commune") is None


@pytest.mark.parametrize("asked", ["nuits", "repas", "commune"])
@pytest.mark.parametrize(
    "text, noted",
    [
        ("la formation coûte 980 €", "prix : 980 €"),
        ("j'ai 620 € sur mon compte", "solde : 620 €"),
    ],
)
def test_a_value_of_another_calculation_is_noted_then_taken_up(run, turn, text, noted, asked):
    held = {"nuits": 1, "repas": 2}
    slots = {"requested_slot": asked, **{k: v for k, v in held.items() if k != asked}}
    assert not run(AllowancesForm(), text, slots=slots, form="frais_form").slots.get(asked)
    outcome = run(RecevoirValeur(), text, slots=slots, form="frais_form")
    assert outcome.responses == ["utter_saisie_note"] and outcome.marker("valeurs") == noted
    assert outcome.slots == {"echecs": 0}
    parsed = {"entities": list(turn(text).entities)}
    said = {"event": "user", "text": text, "parse_data": parsed}
    intent = FundingForm.intent
    later = run(FundingForm(), f"/{intent}", intent=intent, events=[said])
    assert later.marker("valeurs") == noted
