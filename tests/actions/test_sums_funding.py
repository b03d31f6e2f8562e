"""Who puts what in a price, told in whole sentences after a split."""

from __future__ import annotations

import pytest

from actions.calculations.funding import FundingForm
from actions.conversation import RecevoirValeur

SPLIT = {"objet": "financement", "prix": "1150", "solde": "380", "part_mairie": "600"}
OTHER = {"objet": "financement", "prix": "950", "solde": "780"}


def again(run, text, memory):
    slots = {"dernier_calcul": memory, "calcul_financement": memory}
    return run(RecevoirValeur(), text, slots=slots)


@pytest.mark.parametrize(
    "text, mine, theirs",
    [
        ("et si c moi qui mets 200 combien la mairie", "200 €", "570 €"),
        ("non 200 c ma part a moi, le reste c la mairie", "200 €", "570 €"),
        ("vous vous moquez? la mairie c 570 et moi 200", "200 €", "570 €"),
        ("je paie deux cents euros de ma poche", "200 €", "570 €"),
        ("ma part c'est 170 €", "170 €", "600 €"),
        ("vous ne tenez pas compte des 300 euros de la mairie", "470 €", "300 €"),
        ("en fait elle en prend 250", "520 €", "250 €"),
    ],
)
def test_who_puts_what(run, text, mine, theirs):
    outcome = again(run, text, SPLIT)
    assert (outcome.marker("votre_part"), outcome.marker("mairie")) == (mine, theirs)


@pytest.mark.parametrize(
    "text, price, balance",
    [
        ("950 ht c 1140 ttc du coup refais", "1140", "780"),
        ("le reste a payer, 1140 le prix", "1140", "780"),
        ("950 ht, 1140 ttc", "1140", "780"),
        ("et en 3 × 500 ?", "1500", "780"),
        ("et si elle avait déjà utilisé 500 euros de ses 780 ? toujours 950", "950", "280"),
        ("et s'il a déjà dépensé 100 € de ses droits ?", "950", "680"),
        ("en fait elle prend 250 pas la moitié, et j'ai plus que 700 sur le compte", "950", "700"),
    ],
)
def test_one_thing_changes_and_the_price_is_not_asked_again(run, text, price, balance):
    made = again(run, text, OTHER).slots["dernier_calcul"]
    assert (made["prix"], made["solde"]) == (price, balance)


def test_the_price_before(run):
    first = again(run, "non, le prix est de 1140 euros", OTHER).slots["dernier_calcul"]
    then = again(run, "et si je reviens au prix d'avant avec 100 de la mairie", first)
    assert then.marker("prix") == "950 €" and then.marker("mairie") == "100 €"


def test_own_money_is_not_in_the_quarter(run):
    memory = {"objet": "financement", "prix": "1600", "solde": "210"}
    outcome = again(run, "et si elle ajoute 190 de sa poche pour passer le quart ?", memory)
    assert outcome.responses[-1] == "utter_resultat_financement_poche"


def test_price_and_balance_in_words(run):
    said = "coûte six cent cinquante euros et il m'en reste quatre cent vingt"
    outcome = run(FundingForm(), said, intent="calculer_financement")
    assert (outcome.slots["prix"], outcome.slots["solde"]) == ("650", "420")


def test_the_price_known_is_not_asked_again(run):
    slots = {"calcul_financement": OTHER}
    said = "mon reste à charge si la mairie met 100 euros"
    outcome = run(FundingForm(), said, intent="calculer_financement", slots=slots)
    assert (outcome.slots["prix"], outcome.slots["requested_slot"]) == ("950", None)


WHOLE = {"objet": "financement", "prix": "1200", "solde": "400"}


@pytest.mark.parametrize(
    "memory, text, mine, theirs",
    [
        (WHOLE, "la mairie paie 50 % du prix total, donc 600 €", "200 €", "600 €"),
        (WHOLE, "la commune prend la moitié du prix, soit 600 euros", "200 €", "600 €"),
        (WHOLE, "la commune prend 50 %", "400 €", "400 € (la moitié de ce qui manque)"),
        (WHOLE, "la mairie paie un tiers du prix", "400 €", "400 € (un tiers du prix)"),
        (
            {**WHOLE, "part_mairie": "50/100p"},
            "et si le prix passe à 1 500 € ?",
            "350 €",
            "750 € (50 % du prix)",
        ),
        (
            {**WHOLE, "prix": "1500"},
            "combien lui reste-t-il donc pour 1 200 € si la mairie donne 600 € ?",
            "200 €",
            "600 €",
        ),
    ],
)
def test_a_share_says_of_what_it_is(run, memory, text, mine, theirs):
    outcome = again(run, text, memory)
    told = outcome.marker("mairie") + outcome.marker("detail_part")
    assert outcome.marker("votre_part") == mine and told.startswith(theirs), told


@pytest.mark.parametrize(
    "text, price, balance, people",
    [
        ("et pour l'adjointe, qui a 800 €, même formation ?", "1200", "800", None),
        ("et s'il avait 300 € ?", "1200", "300", None),
        ("quel total pour la mairie si deux élus y vont ?", "1200", "400", 2),
    ],
)
def test_another_balance_or_several_people(run, text, price, balance, people):
    made = again(run, text, WHOLE).slots["dernier_calcul"]
    assert (made["prix"], made["solde"], made.get("personnes")) == (price, balance, people)


@pytest.mark.parametrize(
    "text, price, balance",
    [
        ("mon solde est de 400, prix 1500", "1500", "400"),
        ("solde 400, prix 1500, mairie 1000", "1500", "400"),
        ("950 ttc le prix, solde 300", "950", "300"),
    ],
)
def test_a_price_named_before_its_figure(run, text, price, balance):
    outcome = run(FundingForm(), text, intent="calculer_financement")
    assert (outcome.slots["prix"], outcome.slots["solde"]) == (price, balance)


def test_what_is_missing_of_a_price_gives_the_balance(run):
    outcome = run(FundingForm(), "il me manque 250 € sur 650", intent="calculer_financement")
    assert (outcome.slots["prix"], outcome.slots["solde"]) == ("650", "400")


@pytest.mark.parametrize(
    "text, price, balance",
    [
        ("avec 400 de dife et une formation a 1500, la mairie paie combien ?", "1500", "400"),
        ("et pour mon adjoint qui a 300, une formation de 900 ?", "900", "300"),
        ("elle dispose de 620 et la formation vaut 1400, qui paie quoi", "1400", "620"),
        ("combien je paie avec 250 de solde ?", "950", "250"),
    ],
)
def test_a_balance_said_wins_over_the_one_known(run, text, price, balance):
    known = {"dernier_calcul": OTHER, "calcul_financement": OTHER}
    started = run(FundingForm(), text, intent="calculer_financement", slots=known)
    assert (started.slots["prix"], started.slots["solde"]) == (price, balance)


@pytest.mark.parametrize(
    "text, slot, value",
    [
        ("M. Blin n'a que 300 de solde", "solde", "300"),
        ("revenons au calcul, avec 700 de droits", "solde", "700"),
        ("donc je paie combien de ma poche si elle refuse ?", "part_mairie", "0"),
        ("pour deux élus dans ce cas ?", "personnes", 2),
    ],
)
def test_one_thing_is_changed_in_a_whole_sentence(run, text, slot, value):
    made = again(run, text, OTHER).slots["dernier_calcul"]
    assert made == {**OTHER, slot: value}


@pytest.mark.parametrize(
    "text",
    ["commune de 6 000 hab, formation à 1 150 €, solde 400 €", "mairie de 3 500 habitants"],
)
def test_inhabitants_are_no_money_of_the_town_hall(turn, text):
    assert "part_mairie" not in FundingForm().read(turn(text), None, {})
