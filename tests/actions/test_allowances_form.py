"""The allowances form: a month whose rates change, limits, what a case does not need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk.executor import CollectingDispatcher

from actions import conversation as talk
from actions.base import Turn
from actions.calculations.allowances import AllowancesForm, AskStays, ComputeAllowances
from actions.calculations.allowances_answers import estimate
from assistant.clock import today
from assistant.nlu.entities.finder import extract
from dife.places import Place
from tests.support.places import lieu

FORM = {"form": "frais_form"}
CHANGED = {
    "requested_slot": "date_frais",
    "mois_frais": "2023-09",
    "nuits": 1,
    "repas": 2,
    "commune": lieu("Paris"),
}


@pytest.mark.parametrize(
    "text, day",
    [
        ("le 25", "2023-09-25"),
        ("le 25 septembre", "2023-09-25"),
        ("25/09", "2023-09-25"),
        ("le 3 octobre", "2023-10-03"),
        ("le 3 octobre 2024", "2024-10-03"),
        ("le 12/03/24", "2024-03-12"),
        ("le 31", None),
        ("le 31 septembre", None),
    ],
)
def test_the_month_gives_what_the_day_leaves_out(run, text, day):
    outcome = run(AllowancesForm(), text, slots=CHANGED, **FORM)
    assert outcome.slots.get("date_frais") == day
    assert outcome.slots["requested_slot"] == (None if day else "date_frais")


@pytest.mark.parametrize("month, asked", [("septembre 2023", "date_frais"), ("mai 2024", None)])
def test_only_a_month_whose_rates_change_is_asked_about(run, month, asked):
    outcome = run(
        AllowancesForm(), f"une nuit à Paris et 2 repas en {month}", intent="calculer_frais", **FORM
    )
    assert outcome.responses == (["utter_mois_ambigu"] if asked else [])
    assert outcome.slots["requested_slot"] == asked


def test_the_choices_of_a_shared_name_can_be_pressed(run):
    slots = {"requested_slot": "commune", "nuits": 1, "repas": 1}
    asked = run(AllowancesForm(), "Saint-Denis", slots=slots, **FORM)
    buttons = asked.messages[0]["buttons"]
    assert len(buttons) == 2
    for button in buttons:
        outcome = run(AllowancesForm(), button["payload"], slots=slots, **FORM)
        assert outcome.slots["commune"] == lieu(button["title"])
        assert outcome.slots["requested_slot"] is None


def test_no_place_is_asked_about_without_a_night(run):
    outcome = run(
        AllowancesForm(), "0 nuit et 2 repas à Saint-Denis", intent="calculer_frais", **FORM
    )
    assert outcome.responses == [] and outcome.slots["requested_slot"] is None


@pytest.mark.parametrize("text", ["90 chevaux", "400", "non"])
def test_horsepower_is_not_a_number_of_meals(run, text):
    slots = {
        "requested_slot": "chevaux",
        "nuits": 1,
        "repas": 1,
        "commune": lieu("Gien"),
        "kilometres": 120,
    }
    outcome = run(
        AllowancesForm(), text, intent="nier" if text == "non" else "informer", slots=slots, **FORM
    )
    assert "utter_repas_invalides" not in outcome.responses
    assert outcome.slots["requested_slot"] == "chevaux"


@pytest.mark.parametrize(
    "text, slot, value",
    [
        ("non, 3 nuits", "nuits", 3),
        ("en fait c'est à Lyon", "commune", lieu("Lyon")),
        ("c'était le 3 avril 2026", "date_frais", "2026-04-03"),
    ],
)
def test_a_correction_while_another_thing_is_asked(run, text, slot, value):
    outcome = run(
        AllowancesForm(), text, intent="nier", slots={"requested_slot": "repas", "nuits": 2}, **FORM
    )
    assert outcome.slots[slot] == value
    assert outcome.slots["requested_slot"] == "repas"


@pytest.mark.parametrize(
    "text, asked", [("0 nuit et 2 repas", None), ("1 nuit et 2 repas", "commune")]
)
def test_a_place_is_asked_for_a_night_and_not_for_meals_alone(run, text, asked):
    outcome = run(AllowancesForm(), text, intent="calculer_frais", **FORM)
    assert outcome.slots["requested_slot"] == asked


@pytest.mark.parametrize(
    "text, meals",
    [
        ("Écoutez, il y aura 5 repas à ma charge!!!", 5),
        ("Il y aura, me semble-t-il, 2 repas à ma charge.", 2),
        ("il y aura 3 repas à ma charge Voilà.", 3),
        ("Pas de repas à ma charge, me dit-on.", 0),
    ],
)
def test_meals_to_pay_are_counted_whatever_the_words_around(run, text, meals):
    slots = {"requested_slot": "repas", "nuits": 2}
    outcome = run(AllowancesForm(), text, slots=slots, **FORM)
    assert outcome.slots["repas"] == meals and not outcome.slots.get("repas_offerts")


def test_one_by_one(run):
    said = {}
    for text, asked in (
        ("calculer mes frais", "nuits"),
        ("deux", "repas"),
        ("3", "commune"),
        ("à nanterre", None),
    ):
        intent = "calculer_frais" if asked == "nuits" else "informer"
        outcome = run(AllowancesForm(), text, intent=intent, slots=said, **FORM)
        said |= outcome.slots
        assert said["requested_slot"] == asked
    assert run(ComputeAllowances(), slots=said).marker("total") == "300 €"


@pytest.mark.parametrize(
    "action, slots",
    [
        ("utter_frais_annexes", {"requested_slot": "nuits"}),
        ("action_extract_slots", {"repas": 2, "echecs": 0, "requested_slot": "nuits"}),
    ],
)
def test_nothing_is_read_again_after_a_question_answered_in_between(run, action, slots):
    after = ({"event": "action", "name": action}, {"event": "bot", "text": "…"})
    asked = {"requested_slot": "repas"}
    outcome = run(AllowancesForm(), "et les 2 repas ?", slots=asked, after=after, **FORM)
    assert outcome.slots == slots


@pytest.mark.parametrize("intent", ["informer", "hors_sujet"])
@pytest.mark.parametrize("text", ["vers 19h", "18 h 30", "nous sommes 4", "5 personnes", "2 élus"])
def test_what_counts_something_else_is_no_number_of_nights(run, text, intent):
    asked = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), text, intent=intent, slots=asked, entities=[], **FORM)
    assert outcome.slots.get("nuits") is None
    assert outcome.slots["requested_slot"] == "nuits"


@pytest.mark.parametrize(("text", "nights"), [("3", 3), ("alors 2", 2)])
def test_a_bare_figure_is(run, text, nights):
    asked = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), text, slots=asked, entities=[], **FORM)
    assert outcome.slots["nuits"] == nights


def say_all(run, *texts, slots=None):
    """The messages of one form, one after the other; the last outcome and the slots."""
    said = dict(slots or {})
    for text in texts:
        intent = "informer" if said.get("requested_slot") else "calculer_frais"
        outcome = run(AllowancesForm(), text, intent=intent, slots=said, **FORM)
        said |= outcome.slots
    return outcome, said


def total(run, said):
    return run(ComputeAllowances(), slots=said).marker("total")


@pytest.mark.parametrize(
    "text, counts, sum_",
    [
        ("une nuit à Paris et deux à Orléans, 5 repas", [1, 2], "420 €"),
        ("1 nuit à Paris puis 2 nuits à Orléans et 5 repas", [1, 2], "420 €"),
        ("Paris 1 nuit, Orléans 2 nuits, 5 repas", [1, 2], "420 €"),
        ("à Paris une nuit, à Orléans deux, 5 repas", [1, 2], "420 €"),
        ("3 nuits : une à Paris et deux à Orléans, 5 repas", [1, 2], "420 €"),
        ("2 nuits, l'une à Paris, l'autre à Orléans, 5 repas", [1, 1], "330 €"),
        ("première nuit à Paris, deuxième à Orléans, 5 repas", [1, 1], "330 €"),
        ("une nuit à Paris, une à Lyon, deux à Tours, 4 repas", [1, 1, 2], "520 €"),
    ],
)
def test_each_night_at_the_rate_of_its_town(run, text, counts, sum_):
    outcome, said = say_all(run, text)
    assert said["requested_slot"] is None
    assert [stay["nuits"] for stay in said["sejours"]] == counts
    assert said["nuits"] == sum(counts)
    assert total(run, said) == sum_


def test_the_working_names_each_town_and_each_has_its_date(run):
    text = "1 nuit à Paris le 21 septembre 2023 et 1 à Tours le 22 septembre 2023, 0 repas"
    _, said = say_all(run, text)
    outcome = run(ComputeAllowances(), slots=said)
    assert "1 nuit (Paris) × 110 €" in outcome.marker("detail")
    assert "1 nuit (Tours) × 90 €" in outcome.marker("detail")
    assert "1 nuit à Paris (tarif de Paris) ; 1 nuit à Tours" in outcome.marker("lieu")


@pytest.mark.parametrize(
    "answer",
    ["1 et 2", "une et deux", "une à Paris et deux à Orléans", "1 à Paris", "2 à Orléans"]
    + ["la première à Paris, les deux autres à Orléans"],
)
def test_nights_that_no_town_has_are_asked_for_each(run, answer):
    outcome, said = say_all(run, "3 nuits à Paris et Orléans, 5 repas")
    assert said["requested_slot"] == "sejours"
    asked = run(AskStays(), slots=said)
    assert asked.marker("question") == "Combien de nuits à Paris, et combien à Orléans"
    _, said = say_all(run, answer, slots=said)
    assert [stay["nuits"] for stay in said["sejours"]] == [1, 2]
    assert total(run, said) == "420 €"


@pytest.mark.parametrize(
    "text, town",
    [
        ("2 nuits et 3 repas, pas à Paris, à Lyon", "Lyon"),
        ("je pars de Gien, 2 nuits à Paris et 3 repas", "Paris"),
        ("2 nuits à Paris et 3 repas, je pars de Gien", "Paris"),
    ],
)
def test_two_names_that_are_no_two_stays(run, text, town):
    _, said = say_all(run, text)
    assert said["commune"] == lieu(town) and not said.get("sejours")


STAYS = [
    {"nuits": 1, "commune": lieu("Paris")},
    {"nuits": 2, "commune": lieu("Orléans")},
]
LAST = {"objet": "frais", "nuits": 3, "repas": 5, "commune": lieu("Paris"), "sejours": STAYS}
ONE = {"objet": "frais", "nuits": 2, "repas": 4, "commune": lieu("Lyon")}


@pytest.mark.parametrize(
    "memory, text, sum_",
    [
        (ONE, "et si je reste une nuit de plus ?", "440 €"),
        (ONE, "une nuit de moins", "200 €"),
        (ONE, "deux repas en moins", "280 €"),
        (ONE, "la moitié des repas", "280 €"),
        (ONE, "sans l'hôtel ?", "80 €"),
        (ONE, "et à Tours ?", "260 €"),
        (ONE, "une nuit de plus à Paris", "460 €"),
        (ONE, "et 230 km en 8 cv", "423,50 €"),
        (LAST, "et à Tours ?", "370 €"),
        (LAST, "sans l'hôtel ?", "100 €"),
        (LAST, "une nuit de plus à Paris", "560 €"),
        (LAST, "2 repas", "360 €"),
        (LAST, "3 nuits à Orléans", "510 €"),
        (LAST, "une à Paris et une à Orléans", "330 €"),
    ],
)
def test_a_sum_is_corrected_in_a_line(run, memory, text, sum_):
    outcome = run(talk.RecevoirValeur(), text, slots={"dernier_calcul": memory})
    assert outcome.marker("total") == sum_


def test_one_night_more_of_a_stay_in_two_towns_is_asked_about(run):
    outcome = run(talk.RecevoirValeur(), "une nuit de plus", slots={"dernier_calcul": LAST})
    pressed = next(event for event in outcome.events if event["event"] == "user")
    again = run(
        AllowancesForm(),
        "une nuit de plus",
        intent="calculer_frais",
        entities=list(pressed["parse_data"]["entities"]),
        **FORM,
    )
    assert again.slots["requested_slot"] == "sejours"
    _, said = say_all(run, "1 et 3", slots=again.slots)
    assert total(run, said) == "510 €"


@pytest.mark.parametrize(
    "text, meals, offered, sum_",
    [
        ("4 dont 1 offert", 4, 1, "60 €"),
        ("3 dont un offert", 3, 1, "40 €"),
        ("4 repas sauf un", 4, 1, "60 €"),
        ("4, un est offert", 4, 1, "60 €"),
        ("ils sont tous offerts", 0, None, "0 €"),
        ("3 midis et 2 soirs", 5, None, "100 €"),
    ],
)
def test_what_is_offered_does_not_count(run, text, meals, offered, sum_):
    _, said = say_all(run, text, slots={"requested_slot": "repas", "nuits": 0})
    assert (said["repas"], said.get("repas_offerts")) == (meals, offered)
    assert total(run, said) == sum_


def test_an_offered_meal_said_before_is_not_taken_off_those_to_pay(run):
    _, said = say_all(run, "0 nuit, un repas offert", "3")
    assert total(run, said) == "60 €"


OPEN = [
    ("repas", 0, "tous les midis sauf un", "utter_repas_par_jour"),
    ("repas", 2, "2 repas par jour", "utter_repas_par_jour"),
    ("repas", 0, "un repas offert", "utter_repas_offerts_a_part"),
    ("repas", 0, "le midi est offert", "utter_repas_offerts_a_part"),
    ("repas", 2, "92", "utter_repas_trop"),
    ("repas", 1, "5 repas", "utter_repas_nombreux"),
    ("repas", 0, "21", "utter_repas_trop"),
    ("repas", 1, "2 repas dont 3 offerts", "utter_repas_offerts_trop"),
    ("repas", 1, "2 ou 3", "utter_nombre_a_choisir"),
    ("nuits", None, "40 nuits", "utter_nuits_trop"),
    ("nuits", None, "2 ou 3", "utter_nombre_a_choisir"),
    ("nuits", None, "entre 2 et 3", "utter_nombre_a_choisir"),
    ("nuits", None, "une ou deux nuits", "utter_nombre_a_choisir"),
    ("nuits", None, "2 jours", "utter_jours_pas_nuits"),
    ("nuits", None, "trois jours", "utter_jours_pas_nuits"),
]


@pytest.mark.parametrize("asked, nights, text, response", OPEN)
def test_what_cannot_be_counted_is_asked_with_its_reason(run, asked, nights, text, response):
    slots = {"requested_slot": asked, "nuits": nights}
    outcome = run(AllowancesForm(), text, intent="informer", slots=slots, **FORM)
    assert outcome.responses[0] == response
    assert outcome.slots["requested_slot"] == asked


@pytest.mark.parametrize(
    "asked, text",
    [("nuits", "2 jours"), ("repas", "tous les midis sauf un"), ("repas", "4 dont 1 offert")],
)
def test_an_answer_is_heard_even_where_its_intent_is_not(run, asked, text):
    slots = {"requested_slot": asked, "nuits": None if asked == "nuits" else 1}
    outcome = run(AllowancesForm(), text, intent="hors_sujet", slots=slots, **FORM)
    assert "utter_reponse_inattendue" not in outcome.responses
    assert outcome.responses or outcome.slots["repas"]


@pytest.mark.parametrize("nights, most", [(0, 20), (1, 4), (2, 6), (5, 12)])
def test_two_meals_a_day_at_most(run, nights, most):
    slots = {"requested_slot": "repas", "nuits": nights, "commune": lieu("Tours")}
    for meals, kept in ((most, most), (most + 1, None)):
        outcome = run(AllowancesForm(), f"{meals} repas", slots=slots, **FORM)
        assert outcome.slots["repas"] == kept


@pytest.mark.parametrize("text", ["2 jours", "trois journées"])
def test_the_nights_of_days_are_offered(run, text):
    slots = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), text, slots=slots, **FORM)
    yes, no = outcome.messages[0]["buttons"]
    for button, nights in ((yes, 1 if "2" in text else 2), (no, 0)):
        after = run(AllowancesForm(), button["payload"], slots=slots, **FORM)
        assert after.slots["nuits"] == nights


def test_each_of_two_figures_can_be_pressed(run):
    slots = {"requested_slot": "nuits"}
    outcome = run(AllowancesForm(), "2 ou 3", slots=slots, **FORM)
    assert outcome.slots["nuits"] is None
    found = [
        run(AllowancesForm(), button["payload"], slots=slots, **FORM).slots["nuits"]
        for button in outcome.messages[0]["buttons"]
    ]
    assert found == [2, 3]


@pytest.mark.parametrize("intent", ["informer", "hors_sujet"])
@pytest.mark.parametrize(
    "text",
    [
        "je rentre le soir",
        "on fait l'aller-retour",
        "je dors chez moi",
        "pas d'hôtel",
        "aucune nuit",
        "je ne dors pas sur place",
        "je suis logé chez ma soeur",
    ],
)
def test_who_goes_home_has_no_night(run, text, intent):
    outcome = run(AllowancesForm(), text, intent=intent, slots={"requested_slot": "nuits"}, **FORM)
    assert outcome.slots["nuits"] == 0 and outcome.slots["requested_slot"] == "repas"


@pytest.mark.parametrize(
    "text", ["8h30", "2 chambres", "3 adultes", "80 €", "l'hôtel coûte 80 € la nuit"]
)
def test_an_hour_rooms_and_a_price_are_no_nights(run, text):
    outcome = run(AllowancesForm(), text, slots={"requested_slot": "nuits"}, **FORM)
    assert outcome.slots.get("nuits") is None


@pytest.mark.parametrize(
    "text, told",
    [
        ("0 nuit, 2 repas, en train", True),
        ("0 nuit, 2 repas en train", True),
        ("0 nuit, 2 repas, billet de TER", True),
        ("0 nuit, 2 repas, je suis en train de préparer", False),
        ("0 nuit, 2 repas, pas en train", False),
    ],
)
def test_the_train_comes_on_top(run, text, told):
    _, said = say_all(run, text)
    outcome = run(ComputeAllowances(), slots=said)
    assert ("utter_resultat_frais_train" in outcome.responses) == told
    assert outcome.marker("total") == "40 €"


def test_what_was_taken_is_told_and_can_be_changed(run):
    car = {"kilometres": 230, "chevaux": 8, "repas_offerts": 1}
    outcome = run(
        ComputeAllowances(), slots={"nuits": 1, "repas": 3, "commune": lieu("Tours"), **car}
    )
    assert outcome.marker("retenu") == "1 nuit, 3 repas dont 1 offert, 230 kilomètres en 8 CV"
    shown = {each["title"]: each["payload"] for each in outcome.messages[0]["buttons"]}
    assert list(shown) == [
        "Changer les nuits",
        "Changer la commune",
        "Changer la date",
        "Changer les repas",
    ]
    assert shown["Changer la date"] == '/calculer_frais{"champ": "date_frais"}'
    alone = run(ComputeAllowances(), slots={"nuits": 0, "repas": 1}).messages[0]["buttons"]
    assert [each["title"] for each in alone] == [
        "Changer les nuits",
        "Changer la date",
        "Changer les repas",
        "Me faire rembourser",
    ]


def year(value):
    return {"entity": "date", "value": value, "annee_dite": True, "mois_dit": False}


@pytest.mark.parametrize(
    "value, response, asked, sum_",
    [
        ("2022", "utter_resultat_frais", None, "35 €"),
        ("2025", "utter_resultat_frais", None, "40 €"),
        ("2019", "utter_tarif_inconnu", None, None),
        ("2023", "utter_annee_ambigue", "date_frais", None),
    ],
)
def test_a_year_alone(run, value, response, asked, sum_):
    found = [{"entity": "nuits", "value": 0}, {"entity": "repas", "value": 2}, year(value)]
    outcome = run(AllowancesForm(), "…", intent="calculer_frais", entities=found, **FORM)
    assert outcome.slots["requested_slot"] == asked
    if asked:
        assert outcome.responses == [response]
        return
    result = run(ComputeAllowances(), slots=outcome.slots)
    assert result.responses[0] == response
    assert result.marker("date_retenue") == f"année {value}"
    assert sum_ is None or result.marker("total") == sum_


@pytest.mark.parametrize("text, day", [("en mars", "2023-03"), ("le 3 octobre", "2023-10-03")])
def test_a_month_after_a_year_is_of_that_year(run, text, day):
    slots = {"requested_slot": "date_frais", "mois_frais": "2023", "nuits": 0, "repas": 2}
    outcome = run(AllowancesForm(), text, slots=slots, **FORM)
    assert outcome.slots["date_frais"] == day
    assert outcome.slots["requested_slot"] is None


def test_a_day_alone_after_a_year_is_asked_again(run):
    slots = {"requested_slot": "date_frais", "mois_frais": "2023", "nuits": 0, "repas": 2}
    outcome = run(AllowancesForm(), "le 15", slots=slots, **FORM)
    assert outcome.slots.get("date_frais") is None
    assert outcome.slots["requested_slot"] == "date_frais"


@given(
    first=st.integers(1, 9), second=st.integers(1, 9), meals=st.integers(0, 4), swap=st.booleans()
)
def test_two_towns_pay_what_each_pays_alone(first, second, meals, swap):
    towns = ("Tours", "Paris") if swap else ("Paris", "Tours")
    text = f"{first} nuits à {towns[0]} puis {second} nuits à {towns[1]}, {meals} repas"
    found = tuple(entity.as_dict() for entity in extract(text, today()))
    form, values = AllowancesForm(), dict.fromkeys(AllowancesForm.slots)
    said = form.read(Turn(text, "calculer_frais", 1, entities=found), None, values)
    assert form.keep(CollectingDispatcher(), said, values) == {}
    rates = {"Paris": 140, "Tours": 90}
    paid = first * rates[towns[0]] + second * rates[towns[1]] + 20 * meals
    place = Place.from_json(values["commune"])
    assert estimate(values, place, today()).total == paid


def test_the_second_town_is_paid_from_the_day_after_the_first(run):
    """Two nights from 21 September 2023: the rates change on the 22nd."""
    text = "1 nuit à Tours et 1 nuit à Blois, 0 repas, le 21 septembre 2023"
    _, said = say_all(run, text)
    assert total(run, said) == "160 €"


def after_a_doubt(text, answer):
    """The events of a message that was doubted, before the answer to it."""
    said = {"event": "bot", "metadata": {"utter_action": answer}}
    return [{"event": "user", "text": text, "parse_data": {"intent": {"name": "informer"}}}, said]


@pytest.mark.parametrize(
    ("text", "intent", "kept"),
    [("oui", "affirmer", 5), ("5 repas", "informer", 5), ("3", "informer", 3)],
)
def test_many_meals_are_kept_once_confirmed(run, text, intent, kept):
    doubt = after_a_doubt("5 repas", "utter_repas_nombreux")
    for event in doubt:
        if event["event"] == "user":
            event["parse_data"]["entities"] = [{"entity": "repas", "value": 5}]
    slots = {"requested_slot": "repas", "nuits": 1}
    outcome = run(AllowancesForm(), text, intent, slots, "frais_form", events=doubt)
    assert outcome.slots["repas"] == kept


@pytest.mark.parametrize("text", ["je n'en paie aucun", "Aucun, les repas nous sont offerts"])
def test_no_meal_in_words(run, text):
    slots = {"requested_slot": "repas", "nuits": 1}
    outcome = run(AllowancesForm(), text, "nlu_fallback", slots, "frais_form")
    assert outcome.slots["repas"] == 0


@pytest.mark.parametrize(("text", "count"), [("6 rpeas", 6), ("j'ai 3 reppas", 3)])
def test_the_noun_asked_may_be_misspelt(run, text, count):
    slots = {"requested_slot": "repas", "nuits": 3}
    assert run(AllowancesForm(), text, slots=slots, form="frais_form").slots["repas"] == count


@pytest.mark.parametrize("text", ["elle passe la nuit à Lille", "je passerai la nuit à Lille"])
def test_the_night_of_a_town_counts_none(run, text):
    slots = {"requested_slot": "commune", "nuits": 4, "repas": 3}
    outcome = run(AllowancesForm(), text, slots=slots, form="frais_form")
    assert "nuits" not in outcome.slots and outcome.slots["commune"]["label"] == "Lille"
