"""A sum of allowances changed in whole sentences: some nights, one meal, the car, the bounds."""

from __future__ import annotations

import pytest

from actions.calculations.allowances import AllowancesForm, ComputeAllowances
from actions.conversation import RecevoirValeur
from tests.support.places import lieu

PARIS = {"objet": "frais", "nuits": 3, "repas": 5, "commune": lieu("Paris")}
ORLEANS = {"objet": "frais", "nuits": 2, "repas": 3, "commune": lieu("Orléans")}
LYON = {"objet": "frais", "nuits": 2, "repas": 3, "commune": lieu("Lyon")}
CAR = {"objet": "frais", "nuits": 0, "repas": 3, "kilometres": 705, "chevaux": 6}


def again(run, text, memory):
    slots = {"dernier_calcul": memory, "calcul_frais": memory}
    return run(RecevoirValeur(), text, slots=slots)


@pytest.mark.parametrize(
    "text, memory, total",
    [
        (
            "merci. et si je dors à Montreuil plutôt qu'à Paris, une seule des nuits ?",
            PARIS,
            "500 €",
        ),
        ("la première nuit à Orléans", PARIS, "470 €"),
        ("deux des nuits sont à Orléans", PARIS, "420 €"),
        ("et si je reserve blois la 2eme nuit a la place d'orleans", ORLEANS, "240 €"),
        ("la dernière nuit à Lyon", ORLEANS, "270 €"),
        ("2 nuits à Orléans au lieu de Paris", PARIS, "420 €"),
    ],
)
def test_some_of_the_nights_are_passed_elsewhere(run, text, memory, total):
    assert again(run, text, memory).marker("total") == total


def test_one_night_elsewhere_names_both_towns(run):
    outcome = again(run, "j'ai réservé à Blois la 2e nuit à la place d'Orléans", ORLEANS)
    assert "1 nuit à Orléans" in outcome.marker("lieu")
    assert "1 nuit à Blois" in outcome.marker("lieu")


@pytest.mark.parametrize(
    "text, town",
    [
        ("ah non pardon c Villeurbanne l'hotel pas lyon meme", "Villeurbanne"),
        ("non, c'est Villeurbanne l'hôtel, pas Lyon", "Villeurbanne"),
        ("pas Lyon en fait, l'hôtel est à Bron", "Bron"),
        ("l'hôtel finalement c'est à Gien et plus à Lyon", "Gien"),
    ],
)
def test_another_town(run, text, town):
    assert again(run, text, LYON).slots["dernier_calcul"]["commune"]["label"] == town


@pytest.mark.parametrize(
    "text, nights, meals, free",
    [
        ("Et si mon fils m'héberge le premier soir", 1, 3, 0),
        ("en fait un collègue m'héberge une des deux nuits", 1, 3, 0),
        ("la 2e nuit je dors chez ma sœur", 1, 3, 0),
        ("sans hôtel finalement", 0, 3, 0),
        (
            "En fait le premier soir un collègue l'a hébergé, et deux des repas étaient offerts"
            " par l'organisme. refaites",
            1,
            3,
            2,
        ),
        ("une nuit de plus avec deux repas de plus", 3, 5, 0),
        ("4 repas pas 2, je viens de vous le dire", 2, 4, 0),
        ("et le dernier repas, c'est le 4e, on rajoute", 2, 4, 0),
        ("avec un dîner de plus", 2, 4, 0),
    ],
)
def test_nights_and_meals(run, text, nights, meals, free):
    made = again(run, text, LYON).slots["dernier_calcul"]
    assert (made["nuits"], made["repas"], made.get("repas_offerts") or 0) == (nights, meals, free)


def test_the_hotel_put_back_with_its_nights_and_a_meal(run):
    before = {**CAR, "avant": {"nuits": 1, "commune": lieu("Nantes")}}
    said = "remettez l'hôtel, deux nuits, et un repas de plus"
    made = again(run, said, before).slots["dernier_calcul"]
    assert (made["nuits"], made["repas"], made["kilometres"]) == (2, 4, 705)


def test_the_car_stays_with_a_stay_told_again(run):
    memory = {**CAR, "commune": lieu("Nantes"), "date_frais": "2026-10-12"}
    slots = {"calcul_frais": memory, "dernier_calcul": memory}
    outcome = run(AllowancesForm(), "deux nuits et 4 repas", intent="calculer_frais", slots=slots)
    assert outcome.slots["kilometres"] == 705 and "705" in outcome.marker("valeurs")


def test_the_car_of_before_comes_back(run):
    slots = {"calcul_frais": CAR, "nuits": 1, "repas": 2, "commune": lieu("Gien")}
    made = run(ComputeAllowances(), "1 nuit et 2 repas à Gien", slots=slots).slots
    outcome = again(run, "et les kilomètres alors ? ils ont disparu", made["dernier_calcul"])
    assert outcome.marker("total") == "419,05 €"
    outcome = again(run, "et les kilomètres ?", {**ORLEANS})
    assert outcome.events[-1]["parse_data"]["entities"][0]["value"] == "kilometres"


@pytest.mark.parametrize(
    "text, total",
    [
        ("voiture de 5 chevaux, 310 km aller et retour, combien ?", "99,20 €"),
        ("le taux km pour une 7cv 84 bornes AR?", "34,44 €"),
        ("combien pour 300 km avec ma moto", "45 €"),
        ("100 km en scooter 50 cm3", "12 €"),
        ("une moto de 125 cm3, 100 km", "12 €"),
    ],
)
def test_a_distance_and_what_is_driven_are_a_sum(run, text, total):
    outcome = run(AllowancesForm(), text, intent="calculer_frais")
    assert outcome.slots["requested_slot"] is None
    assert run(ComputeAllowances(), slots=outcome.slots).marker("total") == total


def test_the_car_joins_the_sum(run):
    outcome = again(run, "voiture de 5 chevaux, 310 km aller et retour, combien ?", LYON)
    assert outcome.marker("total") == "399,20 €"
    outcome = again(run, "et avec une moto", {**LYON, "kilometres": 100, "chevaux": 5})
    assert outcome.marker("total") == "315 €" and "à moto" in outcome.marker("retenu")
    outcome = again(run, "et il a fait un détour au retour de 25 km", {**CAR})
    assert outcome.slots["dernier_calcul"]["kilometres"] == 730


def test_a_motorbike_is_no_fiscal_power(run):
    slots = {"nuits": 1, "repas": 2, "commune": lieu("Bron"), "kilometres": 300}
    slots["requested_slot"] = "chevaux"
    said = "c'est une moto de 600 cm3, pas une voiture"
    outcome = run(AllowancesForm(), said, slots=slots, form="frais_form", intent="hors_sujet")
    assert outcome.slots["chevaux"] == "moto" and outcome.slots["requested_slot"] is None
    said = "bon laissez tomber la moto, sans les km"
    outcome = run(AllowancesForm(), said, slots=slots, form="frais_form", intent="annuler")
    assert outcome.slots["kilometres"] == 0 and outcome.slots["requested_slot"] is None


@pytest.mark.parametrize(
    "text, first, nights",
    [
        (
            "Formation sur 3 jours à Paris du 14 au 16 décembre 2026, j'arrive la veille au soir"
            " et je repars le dernier soir. Combien je peux demander ?",
            "2026-12-13",
            3,
        ),
        ("à Tours du 14 au 16 décembre, arrivée la veille, je rentre le 17", "2026-12-13", 4),
        ("à Tours, j'arrive le 13 décembre au soir et je repars le 16", "2026-12-13", 3),
        ("à Lyon le 12 mars, je pars la veille et je rentre le lendemain", "2027-03-11", 2),
        ("à Lyon le 12 mars, j'arrive la veille, je repars le soir même", "2027-03-11", 1),
        (
            "2 jours à Lyon dès le 11 mars, on part la veille et on revient le lendemain",
            "2027-03-10",
            3,
        ),
    ],
)
def test_a_stay_by_its_bounds(run, text, first, nights):
    outcome = run(AllowancesForm(), text, intent="calculer_frais")
    assert (outcome.slots["nuits"], outcome.slots["date_frais"]) == (nights, first)
    assert outcome.slots["requested_slot"] == "repas"


def test_bounds_where_the_nights_are_asked(run):
    said = "j'arrive le 13 au soir et je pars le 16 après le cours, comptez vous-même"
    slots = {"requested_slot": "nuits", "commune": lieu("Paris")}
    outcome = run(
        AllowancesForm(), said, slots=slots, form="frais_form", intent="delai_inscription"
    )
    assert outcome.slots["nuits"] == 3


def test_a_doubt_asks_once(run):
    slots = {"requested_slot": "nuits", "repas": 5, "commune": lieu("Paris"), "echecs": 1}
    outcome = run(AllowancesForm(), "1 nuit", slots=slots, form="frais_form")
    assert outcome.responses == ["utter_repas_nombreux"]


def test_what_is_not_read_is_said(run):
    assert again(run, "2 nuits, chambre 305", LYON).responses == ["utter_frais_non_lu"]


@pytest.mark.parametrize(
    "text",
    [
        "il a été en formation à Nantes 2 nuits en octobre et il a pris 5 repas",
        "elle a été à Nantes en octobre, 2 nuits, 5 repas",
    ],
)
def test_a_month_told_in_the_past(run, text):
    outcome = run(AllowancesForm(), text, intent="calculer_frais")
    assert outcome.slots["date_frais"] == "2026-10"


def test_a_town_after_the_night(run):
    said = "annuler. calcul frais : 84 km 7cv une nuit tours 2 repas"
    outcome = run(AllowancesForm(), said, intent="calculer_frais")
    assert outcome.slots["commune"]["label"] == "Tours"
    slots = {"requested_slot": "commune", "nuits": 1, "repas": 2}
    outcome = run(AllowancesForm(), "tours j'ai dit", slots=slots, form="frais_form")
    assert outcome.slots["commune"]["label"] == "Tours"


@pytest.mark.parametrize(
    "text, nights, meals",
    [
        ("Et si mon fils m'héberge le premier soir", 1, 3),
        ("on rajoute une nuit, c'est la 3e, et le dernier repas, c'est le 4e, on rajoute", 3, 4),
    ],
)
def test_a_rank_of_a_night_or_a_meal_presses_no_button(run, text, nights, meals):
    titles = [{"title": each, "payload": "/calculer_frais"} for each in ("A", "B", "C", "D")]
    shown = [{"event": "user"}, {"event": "bot", "text": "?", "data": {"buttons": titles}}]
    slots = {"dernier_calcul": LYON, "calcul_frais": LYON}
    outcome = run(RecevoirValeur(), text, slots=slots, events=shown)
    made = outcome.slots["dernier_calcul"]
    assert (made["nuits"], made["repas"]) == (nights, meals)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("et si j'y vais en train ?", False),
        ("je prends le train finalement", False),
        ("et en train ça ferait combien ?", False),
        ("on prendra le train", False),
        ("je prends aussi le train jusqu'à Orléans", True),
        ("le train est en plus", True),
    ],
)
def test_the_train_replaces_the_car_unless_it_comes_on_top(run, text, kept):
    """« et si j'y vais en train » kept the 720 km of the car in the sum."""
    outcome = again(run, text, {**CAR, "repas": 3})
    assert bool((outcome.slots["dernier_calcul"] or {}).get("kilometres")) is kept


def test_a_day_and_nights_change_the_sum_though_a_deadline_was_told_since(run):
    days = {"objet": "date_limite", "date_formation": "2027-02-22"}
    slots = {"dernier_calcul": days, "calcul_date_limite": days, "calcul_frais": LYON}
    text = "retour au 22 février, et trois nuits au lieu de deux"
    outcome = run(RecevoirValeur(), text, slots=slots)
    assert outcome.marker("total") == "420 €"
    assert "22 février 2027" in outcome.marker("date_retenue")


@pytest.mark.parametrize(
    "text, meals, free, total",
    [
        ("un repas offert et deux repas payés", 3, 1, "220 €"),
        ("deux repas payés et un repas offert", 3, 1, "220 €"),
        ("un repas offert, les deux autres sont à ma charge", 3, 1, "220 €"),
        ("un déjeuner offert, et je paie les 3 autres repas", 4, 1, "240 €"),
        ("en fait 4 repas dont 1 offert, donc 3 à payer", 4, 1, "240 €"),
        ("3 repas à ma charge, 2 offerts", 5, 2, "240 €"),
        ("finalement je ne paie que deux repas", 2, 0, "220 €"),
        ("4 repas à payer dont 1 offert", 4, 1, "240 €"),
        ("trois repas payés par l'organisme", 3, 3, "180 €"),
        ("en fait 3 repas payés et 2 offerts", 5, 2, "240 €"),
        ("finalement un seul repas", 1, 0, "200 €"),
        ("finalement deux repas", 2, 1, "200 €"),
    ],
)
def test_paid_meals_are_counted_beside_the_free_ones(run, text, meals, free, total):
    outcome = again(run, text, {**ORLEANS, "repas_offerts": 1})
    made = outcome.slots["dernier_calcul"]
    assert (made["repas"], made.get("repas_offerts") or 0) == (meals, free)
    assert outcome.marker("total") == total


def test_paid_meals_of_a_first_sum(run):
    said = "2 nuits à Orléans, un repas offert et deux repas payés"
    outcome = run(AllowancesForm(), said, intent="calculer_frais")
    assert (outcome.slots["repas"], outcome.slots["repas_offerts"]) == (3, 1)


@pytest.mark.parametrize(
    "text, said",
    [
        ("finalement 4 repas", "utter_resultat_frais_change"),
        ("et pour trois élus ?", "utter_resultat_frais_ensemble"),
        ("l'un des deux ne prend que 2 repas", "utter_resultat_frais_une_personne"),
    ],
)
def test_every_sum_says_its_source(run, text, said):
    outcome = again(run, text, {**ORLEANS, "personnes": 2})
    assert said in outcome.responses
    assert outcome.marker("source").startswith("arrêté du 20 septembre 2023")


@pytest.mark.parametrize(
    "text, nights, meals, town, total",
    [
        ("J'ai voulu dire Montargis, et un seul repas", 2, 1, "Montargis", "200 €"),
        ("c'est Montargis que je voulais dire, avec un seul repas", 2, 1, "Montargis", "200 €"),
        ("une nuit seulement, et c'est à Paris", 1, 3, "Paris", "200 €"),
        ("erreur : Paris, une nuit, deux repas", 1, 2, "Paris", "180 €"),
        ("je me suis trompé de ville, c'est Lyon, et il y a 4 repas", 2, 4, "Lyon", "320 €"),
    ],
)
def test_several_changes_of_one_message_are_all_made(run, text, nights, meals, town, total):
    outcome = again(run, text, ORLEANS)
    made = outcome.slots["dernier_calcul"]
    assert (made["nuits"], made["repas"]) == (nights, meals)
    assert made["commune"]["label"] == town
    assert outcome.marker("total") == total


def test_the_other_meals_are_no_persons(run):
    said = "un repas est offert, les trois autres sont à ma charge"
    outcome = again(run, said, ORLEANS)
    assert outcome.marker("total") == "240 €"
    assert "utter_resultat_frais_personnes" not in outcome.responses


def test_one_of_several_does_not_sleep_there(run):
    outcome = again(run, "et un des trois ne dort pas sur place", {**ORLEANS, "personnes": 3})
    assert outcome.responses == ["utter_resultat_frais_une_personne"]
    assert outcome.marker("personne") == "60 €"


@pytest.mark.parametrize(
    "text, total",
    [
        ("si je dors chez ma soeur", "60 €"),
        ("donc je mets 0 nuit ? c'est chez un ami, pas d'hôtel", "60 €"),
        ("ma cousine m'héberge la première nuit", "150 €"),
        ("et le midi du 15 c'est offert", "220 €"),
        ("elle mange gratuitement le midi", "220 €"),
        ("le dîner, c'est l'organisme qui l'offre", "220 €"),
    ],
)
def test_what_others_give_is_not_claimed(run, text, total):
    assert again(run, text, ORLEANS).marker("total") == total


def test_the_day_of_the_way_back_is_not_that_of_the_training(run):
    before = {**ORLEANS, "date_frais": "2027-01-14"}
    made = again(run, "une seule nuit, je rentre le 15 au soir", before).slots["dernier_calcul"]
    assert (made["nuits"], made["date_frais"]) == (1, "2027-01-14")


@pytest.mark.parametrize("text", ["on peut monter à sept cents", "à deux cents euros"])
def test_hundreds_of_euros_are_no_persons(run, text):
    assert not (again(run, text, ORLEANS).slots.get("dernier_calcul") or {}).get("personnes")


APART = "mon maire va à Paris, 2 nuits et 5 repas dont 1 offert, et un conseiller à Tours, 1 repas"


def test_of_two_persons_who_travel_apart_the_second_waits(run):
    slots = run(AllowancesForm(), APART, intent=AllowancesForm.intent).slots
    assert (slots["nuits"], slots["repas"], slots["repas_offerts"]) == (2, 5, 1)
    assert slots["commune"]["label"] == "Paris"
    told = run(ComputeAllowances(), APART, slots={**slots, "repas": 5})
    assert told.marker("total") == "360 €"
    assert "utter_resultat_frais_personnes" not in told.responses
    (button,) = told.messages[-1]["buttons"]
    assert button["payload"] == "un conseiller à Tours, 1 repas"


def test_one_who_goes_alone_is_one(run):
    text, held = "non, le maire est seul à Paris", {**ORLEANS, "personnes": 2}
    assert not again(run, text, held).slots["dernier_calcul"].get("personnes")


def test_a_free_meal_among_meals_is_no_night_elsewhere(run):
    text = "2 nuits et 5 repas dont 1 offert à Paris"
    slots = run(AllowancesForm(), text, intent=AllowancesForm.intent).slots
    assert (slots["nuits"], slots["repas"], slots["repas_offerts"]) == (2, 5, 1)
