"""The days of an enrolment as officials ask for them: message, form, action, text."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Callable, Dict, List, Tuple

import pytest
from icalendar import Calendar

from actions import conversation as talk
from actions.calculations import called_for
from actions.calculations.deadline import ComputeDeadline, DeadlineForm
from actions.calculations.funding import ComputeFunding
from assistant.clock import today
from assistant.dialogue import things
from assistant.facts import current
from assistant.wording.markers import Markers
from dife.wording import format_date
from tests.test_coherence import RESPONSES

LONGEST = 60  # words, the closing notice apart
NOTICE = ("À confirmer :", "Information du")


def text_of(message: Dict[str, Any]) -> str:
    """A message as officials read it, no-break spaces as spaces."""
    (variant,) = RESPONSES[message["response"]]
    markers = Markers(message, current(), today())
    text = re.sub(r"{([^\n{}]+)}", lambda found: str(markers[found[1]]), variant["text"])
    return text.replace("\u00a0", " ")


def words(text: str) -> int:
    answer = "\n".join(line for line in text.splitlines() if not line.startswith(NOTICE))
    return sum(any(sign.isalnum() for sign in word) for word in answer.split())


@pytest.fixture
def ask(run, monkeypatch) -> Callable[..., List[Tuple[str, str]]]:
    """What is answered to a message on a day: responses, and their texts."""

    def go(message: str, on: str = "2026-11-23") -> List[Tuple[str, str]]:
        monkeypatch.setenv("DIFE_AUJOURDHUI", on)
        form = DeadlineForm()
        read = run(form, message, intent=form.intent, form=form.form)
        if read.slots["requested_slot"]:
            return [(said["response"], text_of(said)) for said in read.messages]
        kept = {slot: read.slots.get(slot) for slot in form.slots}
        outcome = run(ComputeDeadline(), slots=kept)
        return [(said["response"], text_of(said)) for said in outcome.messages]

    return go


BACKWARDS = [  # today, first day of the training, response, what the text says
    (
        "2026-10-20",
        "9 décembre 2026",
        "utter_resultat_date_formation",
        ["jeudi 19 novembre 2026", "lundi 23 novembre 2026", "dès le mercredi 11 novembre 2026"],
    ),
    (
        "2026-11-11",
        "9 décembre 2026",
        "utter_resultat_date_proche",
        ["jeudi 19 novembre 2026", "lundi 23 novembre 2026", "demandez plutôt une autre session"],
    ),
    (
        "2026-11-13",
        "9 décembre 2026",
        "utter_resultat_date_proche",
        ["jeudi 19 novembre 2026"],
    ),
    *(
        (
            day,
            "9 décembre 2026",
            "utter_resultat_date_presse",
            ["C'est très juste : téléphonez aujourd'hui", "avant le **lundi 23 novembre 2026**"],
        )
        for day in ("2026-11-16", "2026-11-19", "2026-11-20", "2026-11-23")
    ),
    *(
        (
            day,
            "9 décembre 2026",
            "utter_date_deja_passee",
            [
                "Il ne reste plus 11 jours ouvrés avant le mercredi 9 décembre 2026.",
                "(le lundi 23 novembre 2026 ou avant) ? Validez tout de suite",
                "Vos droits restent sur votre compte",
            ],
        )
        for day in ("2026-11-24", "2026-12-08")
    ),
    ("2026-12-09", "9 décembre 2026", "utter_date_jour_meme", ["commence aujourd'hui"]),
    ("2026-12-10", "9 décembre 2026", "utter_date_passee", ["trop tard pour cette session"]),
    (
        "2027-04-01",
        "25 mai 2027",
        "utter_resultat_date_formation",
        ["lundi 3 mai 2027", "mercredi 5 mai 2027"],
    ),
]


@pytest.mark.parametrize("on, start, response, told", BACKWARDS)
def test_a_training_that_starts_on_a_day(ask, on, start, response, told):
    answers = ask(f"ma formation commence le {start}, date limite ?", on)
    ((name, text), *more) = answers
    assert name == response
    assert [name for name, _ in more] == (
        ["utter_ask_date_formation"] if name == "utter_date_passee" and more else []
    )
    for part in told:
        assert part in text, text
    assert response == "utter_date_passee" or "trop tard" not in text


FORWARDS = [
    (
        "j'envoie ma demande le 30 novembre, quand commencer ?",
        "utter_resultat_date_demande",
        "au plus tôt le **vendredi 18 décembre 2026**",
    ),
    (
        "j'ai envoyé ma demande vendredi",
        "utter_resultat_date_demande",
        "au plus tôt le **jeudi 10 décembre 2026**",
    ),
    (
        "si l'organisme accepte le 18 décembre je commence quand ?",
        "utter_resultat_date_acceptation",
        "au plus tôt le **jeudi 7 janvier 2027**",
    ),
    (
        "l'organisme a accepté vendredi",
        "utter_resultat_date_acceptation",
        "Validez au plus tard le **jeudi 26 novembre 2026**",
    ),
    ("accepté hier", "utter_resultat_date_acceptation", "le **jeudi 26 novembre 2026**"),
    (
        "proposition reçue le lundi 23 novembre, jusqu'à quand valider ?",
        "utter_resultat_date_proposition",
        "Vous pouvez valider jusqu'au **vendredi 27 novembre 2026**",
    ),
    (
        "proposition reçue le 23",
        "utter_resultat_date_proposition",
        "Vous pouvez valider jusqu'au **vendredi 27 novembre 2026**",
    ),
    (
        "j'ai reçu la proposition le 12 novembre",
        "utter_resultat_validation_passee",
        "ont pris fin le **mercredi 18 novembre 2026**",
    ),
    (
        "l'organisme a accepté le 2 novembre",
        "utter_resultat_validation_passee",
        "ont pris fin le **vendredi 6 novembre 2026**",
    ),
    (
        "si je valide le 18 décembre je commence quand ?",
        "utter_resultat_date_validation",
        "au plus tôt le **jeudi 7 janvier 2027**",
    ),
    (
        "j'ai accepté hier",
        "utter_resultat_date_validation",
        "au plus tôt le **mardi 8 décembre 2026**",
    ),
    (
        "l'organisme a accepté vendredi pour une formation le 9 décembre",
        "utter_resultat_date_tenue",
        "validez au plus tard le **jeudi 26 novembre 2026**",
    ),
    (
        "l'organisme a accepté aujourd'hui pour une formation le 8 décembre",
        "utter_resultat_date_non_tenue",
        "l'organisme devait accepter au plus tard le **vendredi 20 novembre 2026**",
    ),
    (
        "proposition reçue le 12 novembre pour la formation du 9 décembre",
        "utter_resultat_validation_passee",
        "ont pris fin le **mercredi 18 novembre 2026**",
    ),
    (
        "jusqu'à quand je peux valider pour le 20 janvier ?",
        "utter_resultat_date_formation",
        "l'organisme doit l'accepter au plus tard le **lundi 4 janvier 2027**",
    ),
    (
        "formation demain en huit",
        "utter_date_deja_passee",
        "avant le mardi 1er décembre 2026",
    ),
]


@pytest.mark.parametrize("message, response, told", FORWARDS)
def test_what_is_known_and_what_follows(ask, message, response, told):
    ((name, text),) = ask(message)
    assert (name, told in text) == (response, True), text
    first = text.split("\n\n")[0]
    assert response == "utter_resultat_date_acceptation" or told in first, "the answer comes first"


def test_two_trainings_have_two_limits(ask):
    ((first, one), (second, other)) = ask("j'ai deux formations, le 12 janvier et le 9 mars")
    assert first == second == "utter_resultat_date_formation" or "utter_resultat" in first
    assert "mardi 12 janvier 2027" in one and "mardi 9 mars 2027" in other
    assert "mercredi 23 décembre 2026" in one and "vendredi 19 février 2027" in other


@pytest.mark.parametrize(
    "message",
    ["formation le 12 janvier, non, le 9 mars", "la formation est le 12 janvier, plutôt le 9 mars"],
)
def test_a_correction_is_no_second_training(ask, message):
    ((_, text),) = ask(message)
    assert "mardi 9 mars 2027" in text


@pytest.mark.parametrize(
    "message, response, told",
    [
        (
            "ma formation commence le mardi 13 janvier 2027",
            "utter_jour_contredit",
            "Le 13 janvier 2027 est un mercredi, pas un mardi. Lequel est le bon ?",
        ),
        (
            "proposition reçue le mardi 23 novembre",
            "utter_jour_contredit",
            "Le 23 novembre 2026 est un lundi, pas un mardi.",
        ),
        (
            "ma formation commence la semaine prochaine",
            "utter_jour_de_la_semaine",
            "va du lundi 30 novembre 2026 au vendredi 4 décembre 2026",
        ),
        (
            "la semaine prochaine",
            "utter_jour_de_la_semaine",
            "un jour précis",
        ),
    ],
)
def test_what_is_asked_back(ask, message, response, told):
    (name, text) = ask(message)[0]
    assert name == response and told in text


@pytest.mark.parametrize(
    "message, choices",
    [
        (
            "ma formation commence le mardi 13 janvier 2027",
            ["la formation commence le 12/01/2027", "la formation commence le 13/01/2027"],
        ),
        (
            "proposition reçue le mardi 23 novembre",
            ["proposition reçue le 23/11/2026", "proposition reçue le 24/11/2026"],
        ),
    ],
)
def test_both_days_are_offered_and_a_choice_is_read_in_its_role(run, ask, message, choices):
    form = DeadlineForm()
    outcome = run(form, message, intent=form.intent, form=form.form)
    buttons = outcome.messages[0]["buttons"]
    assert [button["payload"] for button in buttons] == choices
    assert all(button["title"].split()[0].lower() in "lundi mardi mercredi" for button in buttons)
    before = ask(choices[0])[0][0]
    assert before.startswith(("utter_resultat", "utter_date_deja"))


@pytest.mark.parametrize(
    "message, asked, answer, told",
    [
        (
            "proposition reçue le mardi 23 novembre",
            "date_proposition",
            "le 23 novembre",
            {"date_proposition": "2026-11-23"},
        ),
        (
            "j'envoie ma demande en mars",
            "date_demande",
            "le 3 mars",
            {"date_demande": "2027-03-03"},
        ),
        ("je valide en mars", "date_validation", "lundi", {"date_validation": "2026-11-30"}),
        (
            "si l'organisme accepte en mars",
            "date_acceptation",
            "non, la formation commence le 9 mars",
            {"date_formation": "2027-03-09"},
        ),
    ],
)
def test_a_step_that_could_not_be_read_is_asked_again(run, message, asked, answer, told):
    form = DeadlineForm()
    first = run(form, message, intent=form.intent, form=form.form)
    assert first.slots["requested_slot"] == asked
    second = run(form, answer, form=form.form, slots={"requested_slot": asked})
    assert {slot: second.slots.get(slot) for slot in told} == told
    assert second.slots["requested_slot"] is None


@pytest.mark.parametrize(
    "message, response, told",
    [
        (
            "ma formation commence le 31 avril",
            "utter_jour_inexistant",
            "Le 31 avril n'existe pas : avril a 30 jours. Vouliez-vous dire le 30 avril 2027 ou "
            "le 1er mai 2027 ?",
        ),
        (
            "formation le 29 février 2027",
            "utter_jour_inexistant",
            "Le 29 février 2027 n'existe pas : février 2027 a 28 jours.",
        ),
        ("formation le 31/06/2027", "utter_jour_inexistant", "le 30 juin 2027 ou le 1er juillet"),
        ("formation le 45/13/2026", "utter_date_illisible", "pas su lire"),
        ("proposition reçue le 31 novembre", "utter_jour_inexistant", "le 30 novembre 2026"),
        (
            "ma formation est au printemps",
            "utter_jour_de_saison",
            "Le printemps, c'est de mars à juin 2027. Il me faut un jour précis",
        ),
        ("formation à Pâques", "utter_jour_de_saison", "le dimanche 28 mars 2027"),
        ("formation à la rentrée", "utter_jour_de_saison", "en septembre 2027"),
        ("formation en 2027", "utter_jour_exact", "le jour exact"),
        ("formation l'année prochaine", "utter_jour_exact", "le jour exact"),
        ("formation en mars", "utter_jour_exact", "le jour exact"),
        ("formation en 2022", "utter_date_passee", "L'année 2022, c'est déjà passé"),
        (
            "j'ai suivi une formation en octobre",
            "utter_date_passee",
            "Octobre 2026, c'est déjà passé : nous sommes le lundi 23 novembre 2026.",
        ),
        ("j'y étais le 12 novembre", "utter_date_passee", "Le jeudi 12 novembre 2026, c'est"),
        (
            "formation l'automne dernier",
            "utter_date_passee",
            "L'automne, de septembre à décembre 2025, c'est déjà passé",
        ),
        ("formation le lundi 12 octobre", "utter_date_passee", "Le lundi 12 octobre 2026"),
    ],
)
def test_a_day_that_cannot_be_taken(ask, message, response, told):
    ((name, text), *_) = ask(message)
    assert (name, told in text) == (response, True), text


def test_both_days_beside_one_that_does_not_exist_are_offered_in_its_role(run):
    form = DeadlineForm()
    for message, lead in [
        ("formation le 31 avril", "la formation commence le"),
        ("proposition reçue le 31 avril", "proposition reçue le"),
    ]:
        (said,) = run(form, message, intent=form.intent, form=form.form).messages
        assert [b["payload"] for b in said["buttons"]] == [
            f"{lead} 30/04/2027",
            f"{lead} 01/05/2027",
        ]


@pytest.mark.parametrize(
    "answer, response, told",
    [
        ("à 9h", "utter_jour_attendu", "J'ai lu une heure ; il me faut un jour"),
        ("9h30", "utter_jour_attendu", "une heure"),
        ("12", "utter_jour_attendu", "un nombre"),
        ("2 nuits", "utter_jour_attendu", "un nombre"),
        ("900 euros", "utter_jour_attendu", "un prix"),
        ("à Tours", "utter_jour_attendu", "un nom de lieu"),
        ("2027", "utter_jour_exact", "le jour exact"),
        ("le 31 avril", "utter_jour_inexistant", "avril a 30 jours"),
    ],
)
@pytest.mark.parametrize("intent", ["informer", "nlu_fallback"])
def test_an_answer_of_another_kind_is_told_and_asked_again(run, answer, response, told, intent):
    slots = {"requested_slot": "date_formation"}
    outcome = run(DeadlineForm(), answer, intent=intent, form="date_limite_form", slots=slots)
    (said,) = outcome.messages
    assert said["response"] == response and told in text_of(said)
    assert outcome.slots["requested_slot"] == "date_formation" and outcome.slots["echecs"] == 1
    slots["echecs"] = 1
    outcome = run(DeadlineForm(), answer, intent=intent, form="date_limite_form", slots=slots)
    assert outcome.responses == [response, "utter_aide_date_formation"]


@pytest.mark.parametrize(
    "answer", ["le 12 janvier à 9h", "à 9h le 12 janvier", "12/01/27", "le 12 janvier à Tours"]
)
def test_an_hour_or_a_place_beside_the_day_is_fine(run, answer):
    slots = {"requested_slot": "date_formation"}
    outcome = run(DeadlineForm(), answer, form="date_limite_form", slots=slots)
    assert outcome.slots["date_formation"] == "2027-01-12" and outcome.responses == []


@pytest.mark.parametrize(
    "answer, slot, day",
    [
        ("j'ai accepté hier", "date_validation", "2026-11-22"),
        ("accepté ce matin", "date_acceptation", "2026-11-23"),
        ("l'organisme a accepté hier", "date_acceptation", "2026-11-22"),
        ("proposition reçue lundi", "date_proposition", "2026-11-16"),
        ("reçue ce matin", "date_proposition", "2026-11-23"),
        ("j'ai validé avant-hier", "date_validation", "2026-11-21"),
        ("en mars, le 12", "date_formation", "2027-03-12"),
        ("nous sommes le 23 novembre, elle commence le 12 janvier", "date_formation", "2027-01-12"),
        ("elle commence le 12 janvier, nous sommes le 23 novembre", "date_formation", "2027-01-12"),
        ("le 12 janvier, l'année prochaine", "date_formation", "2027-01-12"),
        ("du 12 au 14 janvier 27", "date_formation", "2027-01-12"),
        ("entre le 12 et le 15 janvier", "date_formation", "2027-01-12"),
    ],
)
def test_a_day_is_read_in_its_role_and_never_refused_as_past(run, answer, slot, day):
    slots = {"requested_slot": "date_formation"}
    outcome = run(DeadlineForm(), answer, form="date_limite_form", slots=slots)
    assert (outcome.slots.get(slot), outcome.responses) == (day, [])
    assert outcome.slots["requested_slot"] is None


def test_accepted_this_morning_leaves_four_working_days(ask):
    ((name, text),) = ask("l'organisme a accepté ce matin, j'ai jusqu'à quand ?")
    assert name == "utter_resultat_date_acceptation" and "vendredi 27 novembre 2026" in text


def test_a_training_refused_beside_a_step_is_asked_again(run):
    form = DeadlineForm()
    message = "proposition reçue vendredi, la formation commence le 31 avril"
    outcome = run(form, message, intent=form.intent, form=form.form)
    assert outcome.responses == ["utter_jour_inexistant"]
    assert outcome.slots["requested_slot"] == "date_formation"
    assert outcome.slots["date_proposition"] == "2026-11-20"


@pytest.mark.parametrize(
    "message",
    [
        "j'ai deux formations, une le 12 janvier et une le 9 mars",
        "formation le 12 janvier ou le 9 mars",
        "formation le 12/01 et le 09/03",
        "une formation le 12 janvier et une autre le 9 mars",
    ],
)
def test_several_trainings_are_remembered_in_the_order_said(run, message):
    form = DeadlineForm()
    read = run(form, message, intent=form.intent, form=form.form)
    kept = {slot: read.slots.get(slot) for slot in form.slots}
    outcome = run(ComputeDeadline(), slots=kept)
    memory = outcome.slots["dernier_calcul"]
    assert [memory["date_formation"], *memory["autres_formations"]] == ["2027-01-12", "2027-03-09"]
    assert len(outcome.messages) == 2


def test_the_order_is_that_of_the_message_and_not_of_the_calendar(run):
    form = DeadlineForm()
    read = run(
        form, "deux sessions, le 9 mars et le 12 janvier", intent=form.intent, form=form.form
    )
    assert read.slots["date_formation"] == "2027-03-09"
    assert read.slots["autres_formations"] == ["2027-01-12"]


def test_a_choice_of_days_gets_both_limits(ask):
    texts = [text for _, text in ask("formation le 12 ou le 19 janvier, date limite ?")]
    assert len(texts) == 2
    assert "mardi 12 janvier 2027" in texts[0] and "mardi 19 janvier 2027" in texts[1]


@pytest.mark.parametrize(
    "slots, changed",
    [
        ({"date_formation": "2027-01-12"}, "date_formation"),
        ({"date_formation": "2026-12-01"}, "date_formation"),
        ({"date_formation": "2026-11-23"}, "date_formation"),
        ({"date_demande": "2026-11-23"}, "date_demande"),
        ({"date_acceptation": "2026-11-23"}, "date_acceptation"),
        ({"date_acceptation": "2026-11-02"}, "date_acceptation"),
        ({"date_proposition": "2026-11-23"}, "date_proposition"),
        ({"date_proposition": "2026-11-02"}, "date_proposition"),
        ({"date_validation": "2026-11-23"}, "date_validation"),
        ({"date_formation": "2027-01-12", "date_proposition": "2026-11-23"}, "date_formation"),
    ],
)
def test_every_result_shows_its_date_and_offers_to_change_it(run, slots, changed):
    (said,) = run(ComputeDeadline(), slots=slots).messages
    payload = f'/calculer_date_limite{{"champ": "{changed}"}}'
    assert {"title": "Changer la date", "payload": payload} in said["buttons"]
    (variant,) = RESPONSES[said["response"]]
    assert len(variant["buttons"]) + len(said["buttons"]) <= 4
    assert format_date(date.fromisoformat(slots[changed]), weekday=True) in text_of(said)


def test_a_week_said_for_a_step_is_asked_for_its_day(run):
    slots = {"requested_slot": "date_demande"}
    outcome = run(DeadlineForm(), "la semaine prochaine", form="date_limite_form", slots=slots)
    assert outcome.slots["requested_slot"] == "date_demande"


def test_the_calendar_carries_the_request_and_the_acceptance(run, monkeypatch):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-10-20")
    payload = run(ComputeDeadline(), slots={"date_formation": "2026-12-09"}).payload
    assert payload["validation"] == "2026-11-23"
    request, acceptance = Calendar.from_ical(payload["ics"]).walk("VEVENT")
    assert (request["DTSTART"].dt, acceptance["DTSTART"].dt) == (
        date(2026, 11, 19),
        date(2026, 11, 23),
    )
    assert "répondre" in request["DESCRIPTION"] and "accord" in acceptance["DESCRIPTION"]


@pytest.mark.parametrize(
    "slots", [{"date_formation": "2026-11-30"}, {"date_validation": "2026-11-20"}]
)
def test_no_calendar_for_what_is_past(run, slots):
    outcome = run(ComputeDeadline(), slots=slots)
    assert not any(message.get("custom") for message in outcome.messages)


@pytest.mark.parametrize(
    "memory, response, told",
    [
        (
            {"date_formation": "2027-05-25"},
            "utter_resultat_date_brute",
            "il peut accepter jusqu'au vendredi 7 mai 2027",
        ),
        (
            {"date_acceptation": "2026-12-18"},
            "utter_resultat_date_brute_debut",
            "la formation peut commencer dès le mardi 5 janvier 2027",
        ),
        (
            {"date_demande": "2026-12-16"},
            "utter_resultat_date_brute_debut",
            "dès le mardi 5 janvier 2027",
        ),
    ],
)
def test_the_bare_count_is_told_to_who_asks_why(run, memory, response, told):
    slots = {"dernier_calcul": {"objet": "date_limite", **memory}}
    (said,) = run(talk.Repeter(), "et pourquoi ?", slots=slots).messages
    assert said["response"] == response and told in text_of(said)


def test_without_a_holiday_why_tells_the_rule(run):
    memory = {"objet": "date_limite", "date_formation": "2026-12-09"}
    outcome = run(talk.Repeter(), "et pourquoi ?", slots={"dernier_calcul": memory})
    user = next(event for event in outcome.events if event["event"] == "user")
    assert user["parse_data"]["intent"]["name"] == "delai_inscription"
    assert outcome.responses == []


@pytest.mark.parametrize(
    "text, response, told",
    [
        ("et le 4 janvier ?", "utter_resultat_date_proposition", "vendredi 8 janvier 2027"),
        ("non, la formation commence le 9 mars", "utter_resultat_date_formation", "19 février"),
    ],
)
def test_a_bare_date_goes_on_with_the_same_step(run, text, response, told):
    memory = {"dernier_calcul": {"objet": "date_limite", "date_proposition": "2026-11-23"}}
    (said,) = run(talk.Nier(), text, slots=memory).messages
    assert said["response"] == response and told in text_of(said)


def test_a_refused_step_is_explained_after_two_failures(run):
    slots = {"requested_slot": "date_formation", "echecs": 1}
    outcome = run(DeadlineForm(), "je valide en mars 2027", form="date_limite_form", slots=slots)
    assert outcome.responses == ["utter_jour_exact", "utter_aide_date_formation"]


FUNDING = [
    (
        "2000",
        "400",
        [
            "Avec 400 €, vos droits paient moins du quart du prix : la mairie ne peut pas "
            "compléter.",
            "une formation de 1 600 € au plus",
            "payer la différence vous-même (1 600 €)",
            "sans DIFE",
        ],
    ),
    ("500", "0", ["Avec 0 €, vos droits ne paient rien", "la formation vous-même (500 €)"]),
    ("900", "400", ["il reste **500 €** à trouver", "par carte, en une seule fois"]),
    ("300", "400", ["vous n'avez rien à payer", "il vous restera 100 €"]),
]


@pytest.mark.parametrize("price, balance, told", FUNDING)
def test_the_funding_is_one_message(run, price, balance, told):
    (said,) = run(ComputeFunding(), slots={"prix": price, "solde": balance}).messages
    text = text_of(said)
    for part in told:
        assert part in text, text
    assert words(text) <= LONGEST and "(à vérifier)" not in text


def test_no_answer_is_longer_than_sixty_words(ask):
    asked = [(message, "2026-11-23") for message, _, _ in FORWARDS]
    asked += [(f"formation le {start}", on) for on, start, _, _ in BACKWARDS]
    for message, on in asked:
        for name, text in ask(message, on):
            assert words(text) <= LONGEST, f"{name}: {words(text)} words"
            assert "(à vérifier)" not in text and "selon le" not in text
            assert text.count("À confirmer") <= 1


@pytest.mark.parametrize("slot", ["date_formation", "date_proposition", "date_demande"])
def test_the_day_that_a_button_changes_is_the_one_asked(run, slot):
    memory = {"objet": "date_limite", slot: "2026-12-01", "autres_formations": ["2027-03-09"]}
    outcome = run(
        DeadlineForm(),
        things.asking_again("calculer_date_limite", slot),
        intent="calculer_date_limite",
        slots={"dernier_calcul": memory},
        form="date_limite_form",
        entities=[{"entity": "champ", "value": slot}],
    )
    assert outcome.slots["requested_slot"] == slot
    assert outcome.slots.get("autres_formations") is None
    again = run(
        DeadlineForm(),
        "euh je cherche mon papier",
        intent="hors_sujet",
        slots={"requested_slot": slot},
        form="date_limite_form",
    )
    assert again.slots["requested_slot"] == slot  # and until it is answered


JANUARY = {"dernier_calcul": {"objet": "date_limite", "date_formation": "2027-01-26"}}


def follow(run, text, memory):
    """What is answered to a message after a result, the form run where it is pressed."""
    outcome = run(talk.RecevoirValeur(), text, slots=memory)
    if outcome.messages:
        return outcome.messages
    form = DeadlineForm()
    read = run(form, text, intent=form.intent, form=form.form, slots=memory)
    assert read.slots["requested_slot"] is None
    return run(ComputeDeadline(), slots={s: read.slots.get(s) for s in form.slots}).messages


@pytest.mark.parametrize(
    "text, response, told",
    [
        (
            "s'il accepte le 12 janvier c'est trop tard ?",
            "utter_resultat_date_non_tenue",
            "Le délai n'est pas tenu pour le mardi 26 janvier 2027",
        ),
        ("s'il accepte le 7 ?", "utter_resultat_date_tenue", "Vous avez 4 jours ouvrés"),
        ("non c'était mardi dernier", "utter_resultat_date_tenue", "mardi 17 novembre 2026"),
        ("il a dit oui hier soir", "utter_resultat_date_tenue", "jeudi 26 novembre 2026"),
        (
            "et si je ne commence mes démarches que le 15 janvier ?",
            "utter_resultat_date_demande",
            "Avec une demande envoyée le vendredi 15 janvier 2027",
        ),
        (
            "et si je ne commence mes démarches que le 15 janvier, c'est trop tard ?",
            "utter_resultat_demande_trop_tard",
            "C'est trop tard pour le mardi 26 janvier 2027",
        ),
        (
            "je suis en congé jusqu'au 4 décembre, est-ce que c'est trop tard ?",
            "utter_resultat_demande_tenue",
            "une demande le vendredi 4 décembre 2026 suffit",
        ),
        ("le 7 janvier c'est trop tard ?", "utter_resultat_demande_juste", "jeudi 7 janvier"),
        (
            "et le 15 janvier c'est trop tard ?",
            "utter_resultat_demande_trop_tard",
            "C'est trop tard pour",
        ),
        ("si je valide le 7, ca passe ?", "utter_resultat_validation_tenue", "jeudi 7 janvier"),
        ("valider le 25 c'est trop tard ?", "utter_resultat_validation_trop_tard", "lundi 25"),
        ("si je valide le 18 décembre ?", "utter_resultat_date_validation", "7 janvier 2027"),
        ("donc je valide avant quand", "utter_resultat_date_formation", "mardi 26 janvier 2027"),
        ("c'était quelle date déjà ?", "utter_resultat_date_formation", "mardi 26 janvier 2027"),
        ("jusqu'à quel jour", "utter_resultat_date_formation", "mardi 26 janvier 2027"),
        ("le 11 novembre était-il ouvré ?", "utter_jour_non_ouvre", "mercredi 11 novembre 2026"),
        ("vous avez compté le 12 novembre ?", "utter_jour_ouvre", "jeudi 12 novembre 2026"),
        ("non, c'est le jeudi 28", "utter_resultat_date_formation", "jeudi 28 janvier 2027"),
        ("pas le 26, le 28", "utter_resultat_date_formation", "jeudi 28 janvier 2027"),
        ("le 28 et non le 26", "utter_resultat_date_formation", "jeudi 28 janvier 2027"),
        ("et commencer le 20 ?", "utter_resultat_date_formation", "mercredi 20 janvier 2027"),
        ("et le 31 février ?", "utter_jour_inexistant", "Le 31 février 2027 n'existe pas"),
        ("et le 29 février ?", "utter_jour_inexistant", "Le 29 février 2027 n'existe pas"),
    ],
)
def test_what_is_said_after_a_training_is_of_that_training(run, text, response, told):
    (said,) = follow(run, text, JANUARY)
    assert said["response"] == response and told in text_of(said)


def test_a_month_spoken_of_is_that_of_a_step_too(run):
    memory = {"dernier_calcul": {"objet": "date_limite", "date_acceptation": "2027-01-12"}}
    (said,) = run(talk.RecevoirValeur(), "et le 8 ?", slots=memory).messages
    assert said["response"] == "utter_resultat_date_acceptation"
    assert "vendredi 8 janvier 2027" in text_of(said)


def test_the_same_weekday_is_never_offered_twice(run):
    memory = {"dernier_calcul": {"objet": "date_limite", "date_formation": "2027-01-21"}}
    (said,) = run(talk.RecevoirValeur(), "non, c'est le mardi 28", slots=memory).messages
    assert said["response"] == "utter_jour_contredit"
    assert len({button["title"] for button in said["buttons"]}) == 2


@pytest.mark.parametrize("text", ["formation 31 fevrier", "le trente et un avril", "31/06"])
def test_a_day_that_does_not_exist_is_told_where_nothing_is_asked(turn, text):
    assert called_for(turn(text), partly=True).key == "date_limite"
