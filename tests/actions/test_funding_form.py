"""The funding form: amounts as they are said, what is asked about, what the town hall offers."""

from __future__ import annotations

import pytest

from actions import conversation as talk
from actions.calculations.funding import ComputeFunding, FundingForm

FORM = {"form": "financement_form"}
SOLDE = {"requested_slot": "solde", "prix": "900"}
PRIX = {"requested_slot": "prix"}


@pytest.mark.parametrize("intent", ["informer", "hors_sujet"])
@pytest.mark.parametrize(
    "text, balance",
    [
        ("ça affiche 380,50", "380.50"),
        ("je l'ai dit, 400", "400"),
        ("j'ai 400 e", "400"),
        ("il me reste quatre cents", "400"),
        ("rien, zéro", "0"),
        ("il me reste rien du tout", "0"),
        ("0 €", "0"),
        ("il manque 500", "400"),
    ],
)
def test_a_balance_as_it_is_said(run, text, balance, intent):
    outcome = run(FundingForm(), text, intent=intent, slots=SOLDE, **FORM)
    assert outcome.responses == []
    assert outcome.slots["solde"] == balance
    assert outcome.slots["requested_slot"] is None


@pytest.mark.parametrize(
    "text, intent, response",
    [
        ("5000", "informer", "utter_solde_trop_haut"),
        ("non pas encore regardé", "nier", "utter_solde_inconnu"),
        ("je sais pas", "hors_sujet", "utter_solde_inconnu"),
        ("400 ou 600", "informer", "utter_montant_a_choisir"),
        ("entre 400 et 600", "informer", "utter_montant_a_choisir"),
        ("400-600", "informer", "utter_montant_a_choisir"),
        ("400 par an", "informer", "utter_montant_invalide"),
        ("400 € ou bien 600 €", "informer", "utter_montant_a_choisir"),
    ],
)
def test_a_balance_that_is_asked_again_with_its_reason(run, text, intent, response):
    outcome = run(FundingForm(), text, intent=intent, slots=SOLDE, **FORM)
    assert outcome.responses[0] == response
    assert outcome.slots.get("solde") is None
    assert outcome.slots["requested_slot"] == "solde"


@pytest.mark.parametrize("slots, text", [(PRIX, "950 ou 1000"), (SOLDE, "400 ou 600")])
def test_each_of_two_amounts_can_be_pressed(run, slots, text):
    asked = slots["requested_slot"]
    buttons = run(FundingForm(), text, slots=slots, **FORM).messages[0]["buttons"]
    found = [
        run(FundingForm(), button["payload"], slots=slots, **FORM).slots[asked]
        for button in buttons
    ]
    assert found == text.split(" ou ")


@pytest.mark.parametrize(
    "text, price",
    [
        ("2 × 350", "700"),
        ("350 x 2", "700"),
        ("2 formations à 350", "700"),
        ("deux fois 350", "700"),
        ("trois stages à 200 €", "600"),
        ("950", "950"),
        ("900 € TTC, 750 HT", "900"),
        ("je l'ai dit, 950", "950"),
    ],
)
def test_a_price_as_it_is_said(run, text, price):
    assert run(FundingForm(), text, slots=PRIX, **FORM).slots["prix"] == price


@pytest.mark.parametrize(
    "text, people",
    [
        ("mes 2 adjoints et moi, 400 chacun, formation 550 par personne", "3"),
        ("mes 2 adjoints et moi on a chacun 400 euros, la formation est a 550 par personne", "3"),
        ("mon adjointe et moi avons 400 € chacun, la formation coûte 550 € par personne", "2"),
        ("nous sommes 4, 400 € chacun, la formation coûte 550 € par personne", "4"),
    ],
)
def test_sums_said_for_each(run, text, people):
    outcome = run(FundingForm(), text, intent=FundingForm.intent, **FORM)
    assert outcome.slots["requested_slot"] is None
    result = run(ComputeFunding(), slots=outcome.slots)
    assert result.marker("chacun") == "150 €"
    assert result.marker("personnes") == people
    assert result.marker("ensemble") == f"{150 * int(people)} €"


def test_people_whose_sums_are_not_said_for_each_change_nothing(run):
    text = "nous sommes 4, la formation coûte 900 € et il me reste 400 €"
    outcome = run(FundingForm(), text, intent=FundingForm.intent, **FORM)
    assert outcome.slots.get("personnes") is None


LAST = {"dernier_calcul": {"objet": "financement", "prix": "1200", "solde": "500"}}


@pytest.mark.parametrize(
    "text, response, marker, said",
    [
        ("finalement la mairie propose 300", "part_mairie", "votre_part", "400 €"),
        ("la commune met 200 €", "part_mairie", "votre_part", "500 €"),
        ("la mairie paie la moitié", "part_mairie", "votre_part", "350 €"),
        ("la mairie paie tout", "mairie_paie_tout", "votre_part", "0 €"),
        ("le conseil a voté 250 €", "part_mairie", "votre_part", "450 €"),
        ("300 de la mairie", "part_mairie", "votre_part", "400 €"),
        ("la mairie donne 900", "mairie_paie_tout", "votre_part", "0 €"),
        ("Et si le maire refuse ?", "refus", "votre_part", "700 €"),
        ("et si la mairie ne veut pas ?", "refus", "votre_part", "700 €"),
        ("le conseil a voté non", "refus", "votre_part", "700 €"),
        ("et si elle dit non, je fais quoi ?", "refus", "votre_part", "700 €"),
        ("la mairie ne donne rien", "refus", "votre_part", "700 €"),
        ("et si j'avais 600 ?", "collectivite_couvre", "reste", "600 €"),
        ("pour 2 personnes", "collectivite_couvre", "ensemble", "1 400 €"),
        ("pour deux", "collectivite_couvre", "ensemble", "1 400 €"),
        ("il manque 700, c'est ça ?", "collectivite_couvre", "reste", "700 €"),
    ],
)
def test_a_result_is_corrected_in_a_line(run, text, response, marker, said):
    outcome = run(talk.RecevoirValeur(), text, slots=LAST)
    assert outcome.responses[0] == f"utter_resultat_financement_{response}"
    assert outcome.marker(marker) == said


def test_below_the_quarter_an_offer_is_told_impossible(run):
    memory = {"dernier_calcul": {"objet": "financement", "prix": "2000", "solde": "400"}}
    outcome = run(talk.RecevoirValeur(), "la mairie propose 300", slots=memory)
    assert outcome.responses == ["utter_resultat_financement_insuffisant"]


def test_half_of_what_is_asked(run):
    outcome = run(talk.RecevoirValeur(), "et la moitié ?", slots=LAST)
    assert outcome.responses == ["utter_moitie_de_quoi"]
    assert outcome.events == []


def test_an_offer_stays_while_the_rest_is_corrected(run):
    offered = {"dernier_calcul": {**LAST["dernier_calcul"], "part_mairie": "300"}}
    outcome = run(talk.RecevoirValeur(), "mon solde est de 600 €", slots=offered)
    assert outcome.marker("votre_part") == "300 €"
    assert outcome.slots["dernier_calcul"]["part_mairie"] == "300"


def test_the_share_of_the_town_hall_in_one_sentence(run):
    text = "formation à 1200 €, il me reste 500 € et la mairie propose 300 €"
    outcome = run(FundingForm(), text, intent=FundingForm.intent, **FORM)
    assert outcome.slots["requested_slot"] is None
    card = run(ComputeFunding(), slots=outcome.slots).payload
    rows = {title: amount.replace("\u00a0", " ") for title, amount in card["lignes"]}
    assert rows == {
        "Payé par vos droits": "500 €",
        "Par la collectivité": "300 €",
        "À votre charge": "400 €",
    }


@pytest.mark.parametrize(
    "text, price, balance",
    [
        ("il manque 500 pour une formation à 900", "900", "400"),
        ("j'ai 400 € et il manque 500 €", "900", "400"),
        ("une formation à 900 € et une autre à 600 €, j'ai 800 €", "1500", "800"),
        ("pour deux, la formation est à 900 et il me reste 400", "900", "400"),
        ("solde 800 formation 950 reste ?", "950", "800"),
        ("900 la formation, 400 le solde", "900", "400"),
        ("mon solde c est cinq cent vingt et le prix c est seize cents", "1600", "520"),
        ("le prix est huit cent quarante et j ai trois cent cinquante", "840", "350"),
        ("prix 950, je n'ai que 200, combien je paie ?", "950", "200"),
        ("une formation à 1 640 euros, mon solde c'est 700, je paie combien ?", "1640", "700"),
    ],
)
def test_both_sums_of_one_sentence(run, text, price, balance):
    slots = run(FundingForm(), text, intent=FundingForm.intent, **FORM).slots
    assert (slots["prix"], slots["solde"]) == (price, balance)


@pytest.mark.parametrize(
    "text, price, balance, share",
    [
        ("et si c'est 2 400", "2400", "500", None),
        ("et si c 2400", "2400", "500", None),
        ("1 290 pas 1 200", "1290", "500", None),
        ("pardon, 1 590 euros et non 1 200", "1590", "500", None),
        ("ce n'est point mille deux cents mais seize cents euros", "1600", "500", None),
        ("380 au lieu de 500", "1200", "380", None),
        ("et si la formation coûte finalement 1 300", "1300", "500", None),
        ("et si le prix passe à 750", "750", "500", None),
        ("si je n'ai que 400 ?", "1200", "400", None),
        ("solde 374", "1200", "374", None),
        ("remettez le solde à 800", "1200", "800", None),
        ("c'est le solde que j'ai mal lu, 380", "1200", "380", None),
        ("la mairie ne prend que la moitié", "1200", "500", "350 €"),
        ("et si la mairie n'acceptait d'en prendre que la moitié ?", "1200", "500", "350 €"),
        ("la mairie ne prend que le tiers", "1200", "500", "466,67 €"),
        ("un tiers par la mairie", "1200", "500", "466,67 €"),
        ("et si la mairie prend 60 % du reste ?", "1200", "500", "280 €"),
        ("la mairie paie 25 % du prix", "1200", "500", "400 €"),
        ("la mairie ne prend que 300 €", "1200", "500", "400 €"),
        ("mairie : 300", "1200", "500", "400 €"),
        ("et si elle met deux cents", "1200", "500", "500 €"),
        ("mairie : rien", "1200", "500", "700 €"),
        ("et si elle ne donne rien", "1200", "500", "700 €"),
    ],
)
def test_what_changes_after_a_split(run, text, price, balance, share):
    outcome = run(talk.RecevoirValeur(), text, slots=LAST)
    made = outcome.slots["dernier_calcul"]
    assert (made["prix"], made["solde"]) == (price, balance)
    if share:
        assert outcome.marker("votre_part") == share


@pytest.mark.parametrize("text, own", [("plutôt un quart", "525 €"), ("plutôt 35 %", "455 €")])
def test_a_share_alone_is_that_of_the_town_hall_which_offered_one(run, text, own):
    offered = {"dernier_calcul": {**LAST["dernier_calcul"], "part_mairie": "300"}}
    assert run(talk.RecevoirValeur(), text, slots=offered).marker("votre_part") == own
    alone = run(talk.RecevoirValeur(), text, slots=LAST)
    assert alone.responses == ["utter_moitie_de_quoi"]


@pytest.mark.parametrize("text", ["et moi ?", "que resterait-il à ma charge ?"])
def test_the_split_is_told_again(run, text):
    offered = {"dernier_calcul": {**LAST["dernier_calcul"], "part_mairie": "300"}}
    assert run(talk.RecevoirValeur(), text, slots=offered).marker("votre_part") == "400 €"


def test_an_amount_refused_that_nothing_held_is_asked_about(run):
    outcome = run(talk.RecevoirValeur(), "600 et non 950", slots=LAST)
    assert outcome.responses == ["utter_montant_de_quoi"]


def test_a_balance_that_no_account_holds_is_told(run):
    outcome = run(talk.RecevoirValeur(), "mon solde est de 5 000", slots=LAST)
    assert outcome.responses == ["utter_solde_trop_haut"]
