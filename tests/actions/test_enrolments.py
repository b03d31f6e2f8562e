"""What follows a date limit: another training, a day moved, yes or no, the last day to confirm."""

from __future__ import annotations

import pytest

from actions import conversation as talk
from actions.base import today
from actions.calculations.deadline import ComputeDeadline, DeadlineForm
from actions.forms.days import same_month
from assistant.nlu.entities.finder import extract
from assistant.nlu.intents import corrections
from tests.actions.test_deadline import text_of
from tests.support.places import lieu

NOW = "2026-11-27"


@pytest.fixture(autouse=True)
def friday(monkeypatch):
    monkeypatch.setenv("DIFE_AUJOURDHUI", NOW)


def said(run, messages, memory=None):
    """What is answered to the last of these messages, each following the one before."""
    slots = {}
    if memory:
        made = {"objet": "date_limite", **memory}
        slots = {"dernier_calcul": made, "calcul_date_limite": made}
    form, out = DeadlineForm(), None
    for text in messages:
        out = run(talk.RecevoirValeur(), text, slots=slots)
        pressed = [e for e in out.events if e["event"] == "user"]
        if pressed or not out.messages:
            read = run(form, text, intent=form.intent, form=form.form, slots=slots)
            slots = {**slots, **read.slots}
            if read.slots.get("requested_slot"):
                return read.messages
            out = run(ComputeDeadline(), text, intent=form.intent, slots=slots)
        slots = {**slots, **out.slots}
    return out.messages


TWO = {"date_formation": "2027-01-11", "autres_formations": ["2027-01-25"]}


@pytest.mark.parametrize(
    "messages, response, told",
    [
        (
            ["et la deuxième est repoussée d'une semaine"],
            "utter_resultat_date_formation",
            ["lundi 1er février 2027", "jeudi 14 janvier 2027", "mardi 12 janvier 2027"],
        ),
        (
            ["la seconde est décalée de deux jours"],
            "utter_resultat_date_formation",
            ["mercredi 27 janvier 2027"],
        ),
        (["la deuxième est avancée de 3 jours"], "utter_resultat_date_formation", ["22 janvier"]),
        (
            [
                "et la deuxième est repoussée d'une semaine",
                "et si l'organisme accepte le 14 ?",
            ],
            "utter_resultat_date_tenue",
            ["lundi 1er février 2027", "jeudi 14 janvier 2027"],
        ),
        (
            [
                "la deuxième est repoussée d'une semaine",
                "et pour la première des deux, on a l'accord du 23 décembre",
            ],
            "utter_resultat_date_non_tenue",
            ["lundi 11 janvier 2027", "mercredi 23 décembre 2026", "mardi 22 décembre 2026"],
        ),
        (
            [
                "la deuxième est repoussée d'une semaine",
                "et si l'organisme accepte le 23 décembre ?",
                "je parle de celle du 11 janvier !",
            ],
            "utter_resultat_date_non_tenue",
            ["lundi 11 janvier 2027", "mercredi 23 décembre 2026"],
        ),
        (
            ["et pour la première, on a l'accord du 18"],
            "utter_resultat_date_tenue",
            ["lundi 11 janvier 2027", "vendredi 18 décembre 2026"],
        ),
        (["et l'autre ?"], "utter_resultat_date_formation", ["lundi 25 janvier 2027"]),
        (
            ["et l'autre ?", "et l'autre ?"],
            "utter_resultat_date_formation",
            ["lundi 11 janvier 2027"],
        ),
        (
            ["la deuxième", "et si l'organisme accepte le 6 ?"],
            "utter_resultat_date_tenue",
            ["lundi 25 janvier 2027", "mercredi 6 janvier 2027"],
        ),
        (
            ["et l'autre ?", "laquelle est la plus urgente ?"],
            "utter_resultat_date_formation",
            ["lundi 11 janvier 2027"],
        ),
        (
            ["non elle est repoussée au 8 mars", "revenons à janvier"],
            "utter_resultat_date_formation",
            ["lundi 25 janvier 2027"],
        ),
        (["celle du 25 janvier"], "utter_resultat_date_formation", ["lundi 25 janvier 2027"]),
    ],
)
def test_several_trainings_are_kept_through_a_talk(run, messages, response, told):
    (answer,) = said(run, messages, TWO)
    assert answer["response"] == response
    assert all(part in text_of(answer) for part in told), text_of(answer)


ACCEPTED = {"date_formation": "2026-12-14", "date_acceptation": "2026-11-27"}
PROPOSED = {"date_formation": "2026-12-16", "date_proposition": "2026-11-23"}


@pytest.mark.parametrize(
    "memory, message, response, told",
    [
        (ACCEPTED, "et si c'est le 15 ?", "utter_resultat_date_tenue", "mardi 15 décembre 2026"),
        (ACCEPTED, "et le 16 ?", "utter_resultat_date_tenue", "mercredi 16 décembre 2026"),
        (ACCEPTED, "la formation est décalée au 15", "utter_resultat_date_tenue", "15 décembre"),
        (ACCEPTED, "si elle est décalée au 21 déc ?", "utter_resultat_date_tenue", "21 décembre"),
        (ACCEPTED, "et si la formation passe au 18 ?", "utter_resultat_date_tenue", "18 décembre"),
        (ACCEPTED, "et si la formation est le 18 ?", "utter_resultat_date_tenue", "18 décembre"),
        (
            ACCEPTED,
            "Pardon, ma formation commence le 16 décembre",
            "utter_resultat_date_tenue",
            "16",
        ),
        (ACCEPTED, "le délai ?", "utter_resultat_date_non_tenue", "lundi 14 décembre 2026"),
        (
            ACCEPTED,
            "et si l'organisme accepte le 30 novembre ?",
            "utter_resultat_date_non_tenue",
            "lundi 30 novembre 2026",
        ),
        (PROPOSED, "C'est-à-dire aujourd'hui ?", "utter_resultat_jour_confirme", "27 novembre"),
        (PROPOSED, "donc le 30 ?", "utter_resultat_jour_depasse", "lundi 30 novembre 2026"),
        (
            PROPOSED,
            "M. le Maire est absent, que se passe-t-il s'il valide mardi ?",
            "utter_resultat_reponse_trop_tard",
            "mardi 1er décembre 2026",
        ),
    ],
)
def test_a_day_said_after_a_result_is_of_its_own_event(
    run, monkeypatch, memory, message, response, told
):
    monkeypatch.setenv("DIFE_AUJOURDHUI", "2026-11-27")
    answers = said(run, [message], memory)
    assert [each["response"] for each in answers][-1] == response
    assert told in text_of(answers[-1])


@pytest.mark.parametrize(
    "memory, messages, response, told",
    [
        (
            {"date_formation": "2027-01-07"},
            ["Et si elle était repoussée d'une semaine ?"],
            "utter_resultat_date_formation",
            "jeudi 14 janvier 2027",
        ),
        (
            {"date_formation": "2027-02-02"},
            ["et deux jours plus tôt ?"],
            "utter_resultat_date_formation",
            "dimanche 31 janvier 2027",
        ),
        (
            {"date_formation": "2027-01-11", "date_acceptation": "2026-12-23"},
            ["et si elle est reportée d'une semaine ?"],
            "utter_resultat_date_tenue",
            "lundi 18 janvier 2027",
        ),
        (
            {"date_formation": "2027-02-02"},
            ["et si c'est le 9 mars ?", "Reprenons la première formation, celle du 2 février."],
            "utter_resultat_date_formation",
            "mardi 2 février 2027",
        ),
        (
            {"date_formation": "2027-02-02"},
            ["s'il accepte le 4 mai, je commence quand ?", "donc le premier jour possible ?"],
            "utter_resultat_date_acceptation",
            "au plus tôt le **samedi 22 mai 2027**",
        ),
        (
            {"date_formation": "2027-02-02"},
            ["si je demande le 14 et qu'il accepte le 15, ça passe ?"],
            "utter_resultat_date_tenue",
            "L'organisme a répondu le vendredi 15 janvier 2027",
        ),
        (
            {"date_formation": "2027-02-02"},
            ["demandé le 28 décembre et accepté le 4"],
            "utter_resultat_date_tenue",
            "lundi 4 janvier 2027",
        ),
        (
            {"date_formation": "2027-01-11"},
            ["on a l'accord du 21"],
            "utter_resultat_date_tenue",
            "lundi 21 décembre 2026",
        ),
        (
            {"date_formation": "2027-01-11"},
            ["j'ai demandé le 12 et il a accepté le 23"],
            "utter_resultat_date_tenue",
            "lundi 23 novembre 2026",
        ),
        (
            {"date_proposition": "2026-11-26"},
            ["Et si je réponds seulement vendredi prochain ?"],
            "utter_resultat_reponse_trop_tard",
            "Non, le vendredi 4 décembre 2026, ce serait trop tard",
        ),
        (
            {"date_proposition": "2026-11-26"},
            ["et si je valide mardi ?"],
            "utter_resultat_reponse_tenue",
            "Oui, le mardi 1er décembre 2026",
        ),
        (
            {"date_formation": "2027-01-11"},
            ["si je valide seulement le 4 janvier ?"],
            "utter_resultat_validation_trop_tard",
            "lundi 4 janvier 2027",
        ),
        (
            {"date_formation": "2027-01-07"},
            ["Et comme tout à l'heure, quand ferai-je ma demande au plus tard ?"],
            "utter_resultat_date_formation",
            "envoyez votre demande au plus tard le **mercredi 16 décembre 2026**",
        ),
        (
            {"date_proposition": "2026-11-26"},
            ["c'est donc bien mercredi 2 décembre mon dernier jour pour valider ?"],
            "utter_resultat_jour_confirme",
            "Oui, c'est bien le **mercredi 2 décembre 2026**",
        ),
        (
            {"date_proposition": "2026-11-26"},
            ["mon dernier jour pour valider c'est bien le 3 décembre ?"],
            "utter_resultat_jour_depasse",
            "Non, le jeudi 3 décembre 2026 serait trop tard",
        ),
        (
            {"date_formation": "2027-01-11"},
            ["la date limite pour envoyer ma demande est donc le 17 décembre ?"],
            "utter_resultat_jour_convient",
            "**vendredi 18 décembre 2026**",
        ),
        (
            {"date_formation": "2027-01-11"},
            ["le conseil est le 18 décembre, c'est jouable ?"],
            "utter_resultat_conseil_avant",
            "Oui : le conseil du vendredi 18 décembre 2026",
        ),
        (
            {"date_formation": "2027-01-11"},
            ["et si le conseil municipal ne se réunit que le 5 janvier ?"],
            "utter_resultat_conseil_apres",
            "Non : le conseil du mardi 5 janvier 2027",
        ),
        (
            {"date_formation": "2027-01-11"},
            ["on m'a dit 10 jours et pas 11, vous êtes sûr ? et les jours feriés ?"],
            "utter_compte_jours",
            "C'est bien 11 jours ouvrés",
        ),
    ],
)
def test_a_talk_goes_on(run, memory, messages, response, told):
    (answer,) = said(run, messages, memory)
    assert (answer["response"], told in text_of(answer)) == (response, True), text_of(answer)


@pytest.mark.parametrize(
    "message, response, first",
    [
        ("formation le 11 janvier, c'est jouable ?", "utter_resultat_date_formation", "Oui. "),
        ("ma formation est le 11 janvier c faisable", "utter_resultat_date_formation", "Oui. "),
        ("formation le 11 janvier, trop tard ?", "utter_resultat_date_formation", "Non. "),
        ("formation le 10 décembre, ça passe ?", "utter_date_deja_passee", "Non. "),
        ("formation le 10 décembre, est-ce trop tard ?", "utter_date_deja_passee", "Oui. "),
        ("formation le 16 décembre, c'est encore possible ?", "utter_resultat_date_presse", "Oui."),
        ("formation le 11 janvier, date limite ?", "utter_resultat_date_formation", "Pour une"),
        (
            "on me propose le 16 décembre, est-ce trop tard ?",
            "utter_resultat_date_presse",
            "Non. ",
        ),
        (
            "l'organisme accepte le 18 décembre pour le 11 janvier, ça va passer ?",
            "utter_resultat_date_tenue",
            "Oui. C'est dans les temps",
        ),
    ],
)
def test_yes_or_no_comes_first(run, message, response, first):
    (answer,) = said(run, [message])
    assert answer["response"] == response
    assert text_of(answer).startswith(first), text_of(answer)


def test_the_council_comes_first_and_the_days_after(run):
    council, days = said(
        run, ["le conseil c le 18 decembre et ma formation le 11 janvier c jouable?"]
    )
    assert council["response"] == "utter_resultat_conseil_avant"
    assert text_of(council).startswith("Oui") and text_of(days).startswith("Pour une formation")


@pytest.mark.parametrize(
    "message",
    [
        "formation le 16 décembre, si je demande le 2 décembre c'est trop tard ?",
        "formation le 16 décembre, si je demande lundi ça passe ?",
        "formation le 10 décembre, si je demande lundi ça passe ?",
        "formation le 10 décembre, si je valide lundi ça passe ?",
    ],
)
def test_a_day_that_is_past_is_never_told_as_still_to_be_done(run, message):
    text = text_of(said(run, [message])[-1])
    assert "Envoyez votre demande au plus tard" not in text
    assert "validez au plus tard" not in text.lower()


def test_a_day_alone_is_a_training(run):
    outcome = run(talk.RecevoirValeur(), "le 3 février")
    assert [e["parse_data"]["intent"]["name"] for e in outcome.events if e["event"] == "user"] == [
        "calculer_date_limite"
    ]
    for text in ("le 3 mars 2020", "3 février, 2 nuits à Tours, rien", "le 3 février ?"):
        outcome = run(talk.RecevoirValeur(), text)
        pressed = [
            e["parse_data"]["intent"]["name"] for e in outcome.events if e["event"] == "user"
        ]
        assert "calculer_date_limite" not in pressed


def test_the_day_said_with_a_price_serves_for_the_deadline(run):
    before = {
        "event": "user",
        "text": "formation le 8 mars à 700 €",
        "parse_data": {
            "entities": [
                {
                    "entity": "date",
                    "value": "2027-03-08",
                    "role": "formation",
                    "annee_dite": False,
                    "mois_dit": True,
                }
            ]
        },
    }
    form = DeadlineForm()
    text = "quelle date limite ?"
    read = run(form, text, intent=form.intent, form=form.form, events=[before])
    assert read.slots["date_formation"] == "2027-03-08"
    assert "utter_memoire_valeurs" in read.responses


SPRING = {"date_formation": "2027-01-18"}


@pytest.mark.parametrize(
    "messages, memory, response, told",
    [
        (
            ["accepté le 23 novembre et j'ai validé le 25, formation le 9 décembre, c'est bon ?"],
            None,
            "utter_resultat_tout_fait_formation",
            ["Oui. Tout est fait pour le mercredi 9 décembre 2026", "mercredi 25 novembre 2026"],
        ),
        (
            ["demandé le 18 novembre, accepté le 20, validé le 24 novembre, c'est bon ?"],
            None,
            "utter_resultat_tout_fait",
            ["Oui. Tout est fait", "mardi 24 novembre 2026"],
        ),
        (
            ["accepté le 16 novembre et j'ai validé le 25 novembre, c'est bon ?"],
            None,
            "utter_resultat_reponse_trop_tard",
            ["vendredi 20 novembre 2026"],
        ),
        (
            ["accepté le 24 novembre, j'ai validé le 25, formation le 9 décembre, c'est bon ?"],
            None,
            "utter_resultat_date_non_tenue",
            ["lundi 23 novembre 2026"],
        ),
        (
            ["c'est moi qui ai envoyé la demande lundi, l'organisme n'a pas répondu"],
            None,
            "utter_resultat_reponse_en_retard",
            ["Téléphonez à l'organisme aujourd'hui", "mercredi 25 novembre 2026"],
        ),
        (
            ["demande envoyée hier, toujours pas de réponse de l'organisme"],
            None,
            "utter_resultat_reponse_attendue",
            ["jusqu'au **lundi 30 novembre 2026**", "Téléphonez-lui"],
        ),
        (
            ["j'ai envoyé ma demande lundi, ils ne m'ont pas répondu"],
            SPRING,
            "utter_resultat_demande_faite",
            ["lundi 18 janvier 2027"],
        ),
    ],
)
def test_where_a_file_stands(run, messages, memory, response, told):
    last = said(run, messages, memory)[-1]
    assert last["response"] == response
    for part in told:
        assert part in text_of(last), text_of(last)


def heard(*texts):
    """These messages of the official, each answered."""
    return [e for text in texts for e in ({"event": "user", "text": text}, {"event": "bot"})]


NO_PHONE = "je n'ai pas de smartphone"


@pytest.mark.parametrize(
    "before, text, response, told",
    [
        (
            [NO_PHONE],
            "ma formation est le 18 janvier, est-ce que ça va aller ?",
            "utter_resultat_identite_tenue",
            ["Oui. C'est possible par le formulaire papier", "samedi 28 novembre 2026"],
        ),
        (
            [NO_PHONE],
            "pour le 11 janvier, c'est cuit ?",
            "utter_resultat_identite_trop_tard",
            ["Oui. C'est sans doute trop tard", "à partir du **vendredi 15 janvier 2027**"],
        ),
        (
            [],
            "pour le 18 janvier, je passe par le papier, c'est possible ?",
            "utter_resultat_identite_tenue",
            ["1 mois environ : vers le dimanche 27 décembre 2026"],
        ),
        (
            ["mon identité numérique n'est pas encore faite"],
            "formation le 11 janvier, c'est bon ?",
            "utter_resultat_identite_tenue",
            ["2 semaines environ : vers le vendredi 11 décembre 2026"],
        ),
        (
            [NO_PHONE, "finalement mon identité est vérifiée"],
            "formation le 18 janvier",
            "utter_resultat_date_formation",
            ["lundi 28 décembre 2026"],
        ),
        (
            [NO_PHONE],
            "formation le 14 décembre",
            "utter_date_deja_passee",
            [],
        ),
    ],
)
def test_an_identity_to_be_verified_must_fit_before_the_request(run, before, text, response, told):
    form, events = DeadlineForm(), heard(*before)
    read = run(form, text, intent=form.intent, form=form.form, events=events)
    out = run(ComputeDeadline(), text, intent=form.intent, slots=read.slots, events=events)
    assert out.responses[-1] == response
    for part in told:
        assert part in text_of(out.messages[-1]), text_of(out.messages[-1])


@pytest.mark.parametrize(
    "text",
    [
        "je n'ai pas d'identité vérifiée, je passe par le papier. Est-ce que j'ai le temps ?",
        "Vous me dites six semaines, mais par le papier vous disiez un mois",
        "par le papier, c'est bon pour le 18 janvier ?",
    ],
)
def test_the_way_of_the_identity_told_after_the_days(run, text):
    entities = [each.as_dict() for each in extract(text, today())]
    assert corrections.corrects("date_limite", text, entities, 0.95)
    (told,) = said(run, [text], SPRING)
    assert told["response"] == "utter_resultat_identite_tenue"


def test_the_same_days_are_not_told_twice_whole(run):
    made = {"objet": "date_limite", **SPRING}
    events = [
        {"event": "user", "text": "formation le 18 janvier"},
        {"event": "bot", "metadata": {"utter_action": "utter_resultat_date_formation"}},
    ]
    slots = {"dernier_calcul": made, "calcul_date_limite": made}
    (told,) = run(
        talk.RecevoirValeur(), "et pour le 18 janvier, c'est cuit ?", slots=slots, events=events
    ).messages
    assert told["response"] == "utter_resultat_date_redite"
    assert text_of(told).startswith("Non. Rien n'a changé pour le lundi 18 janvier 2027")
    events = [events[0], {"event": "bot", "metadata": {"utter_action": "utter_sinscrire"}}]
    text = "et pour le 18 janvier ?"
    (told,) = run(talk.RecevoirValeur(), text, slots=slots, events=events).messages
    assert told["response"] == "utter_resultat_date_formation"


def test_a_verification_that_fits_is_not_told_twice_whole(run):
    made = {"objet": "date_limite", **SPRING, "identite": "papier"}
    events = [
        {"event": "user", "text": NO_PHONE},
        {"event": "bot", "metadata": {"utter_action": "utter_resultat_identite_tenue"}},
    ]
    slots = {"dernier_calcul": made, "calcul_date_limite": made}
    text = "pour le 18 janvier, c'est cuit ?"
    (told,) = run(talk.RecevoirValeur(), text, slots=slots, events=events).messages
    assert told["response"] == "utter_resultat_identite_redite"
    assert text_of(told).startswith("Non. Cela tient par le formulaire papier")
    (told,) = run(
        talk.RecevoirValeur(),
        "finalement mon identité est vérifiée, c'est bon pour le 18 janvier ?",
        slots=slots,
        events=events,
    ).messages
    assert told["response"] == "utter_resultat_date_formation"


@pytest.mark.parametrize(
    "messages, response, told",
    [
        (
            ["l'organisme a accepté le 27 novembre", "enfin le 26"],
            "utter_resultat_date_tenue",
            ["jeudi 26 novembre 2026", "mardi 11 mai 2027"],
        ),
        (
            [
                "l'organisme accepte le 27 novembre",
                "et si je valide le 3 décembre ?",
                "et le 1er ?",
            ],
            "utter_resultat_reponse_tenue",
            ["mardi 1er décembre 2026"],
        ),
        (
            ["l'organisme accepte le 27 novembre", "je valide le 2 décembre", "non le 4 ?"],
            "utter_resultat_reponse_trop_tard",
            ["vendredi 4 décembre 2026"],
        ),
        (
            [
                "l'organisme accepte le 27 novembre",
                "je valide le 2 décembre",
                "et si la formation passe au 18 mai ?",
            ],
            "utter_resultat_date_tenue",
            ["mardi 18 mai 2027", "vendredi 27 novembre 2026"],
        ),
    ],
)
def test_a_day_said_again_is_of_what_was_told_last(run, messages, response, told):
    (message,) = said(run, messages, {"date_formation": "2027-05-11"})
    assert message["response"] == response
    assert all(day in text_of(message) for day in told)


@pytest.mark.parametrize(
    "message",
    [
        "le 7 décembre : première date de formation possible ?",
        "le 7 décembre, je peux commencer au plus tôt quand ?",
    ],
)
def test_a_day_of_no_event_is_asked_about(run, message):
    out = run(DeadlineForm(), message, intent=DeadlineForm.intent, form=DeadlineForm.form)
    (asked,) = [each for each in out.messages if each.get("response") == "utter_jour_de_quoi"]
    assert "lundi 7 décembre 2026" in text_of(asked).lower()
    assert [b["payload"] for b in asked["buttons"]][0] == "demande envoyée le 07/12/2026"
    assert not out.slots.get("date_formation")


@pytest.mark.parametrize("text", ["pas mercredi, jeudi", "non, pas le mercredi mais le jeudi"])
def test_another_day_of_the_same_week(run, text):
    (message,) = said(run, [text], {"date_formation": "2027-03-10"})
    assert "jeudi 11 mars 2027" in text_of(message)


def test_a_day_moved_in_a_sum_is_told_whole(run):
    held = {"objet": "date_limite", "date_formation": "2027-01-21"}
    last = {"objet": "frais", "nuits": 0, "repas": 2, "date_frais": "2027-01-21"}
    slots = {"dernier_calcul": last, "calcul_date_limite": held, "date_formation": "2027-01-21"}
    before = [{"event": "bot", "metadata": {"utter_action": "utter_resultat_frais_change"}}]
    out = run(ComputeDeadline(), "jusqu'à quand ?", slots=slots, events=before)
    assert out.responses == ["utter_resultat_date_formation"]


def test_a_training_moved_in_a_sum_is_moved_in_its_deadline(run):
    held = {"objet": "date_limite", "date_formation": "2027-01-14"}
    town = {"nuits": 2, "repas": 4, "commune": lieu("Tours")}
    made = {"objet": "frais", **town, "date_frais": "2027-01-14"}
    slots = {"dernier_calcul": made, "calcul_frais": made, "calcul_date_limite": held}
    for text, day in [("et si c'est le 21 janvier", "2027-01-21"), ("non, le 28", "2027-01-28")]:
        slots = {**slots, **run(talk.RecevoirValeur(), text, slots=slots).slots}
        assert slots["calcul_frais"]["date_frais"] == day
        assert slots["calcul_date_limite"]["date_formation"] == day
    out = run(talk.RecevoirValeur(), "et à Lyon ?", slots=slots)
    assert "calcul_date_limite" not in out.slots


def test_a_day_told_twice_is_one(turn):
    """« lundi dernier, le 23 » moved the training to the next 23rd."""
    days = [e["value"] for e in same_month(turn("non, lundi dernier, le 23")).entities]
    assert days == ["2026-11-23", "2026-11-23"]


def test_an_answer_told_beside_another_question_is_taken_up(run, turn):
    """It was forgotten: the request was then said to be sent today."""
    asked = "j'ai reçu la proposition de l'organisme lundi, et ma femme peut-elle venir ?"
    said = {"event": "user", "text": asked, "parse_data": {"entities": list(turn(asked).entities)}}
    begun = "la formation commence le 16 décembre"
    outcome = run(DeadlineForm(), begun, intent=DeadlineForm.intent, events=[said])
    assert outcome.slots["date_proposition"] == "2026-11-23"
    assert outcome.slots["date_formation"] == "2026-12-16"
    assert outcome.marker("valeurs") == "proposition reçue : 23 novembre 2026"


def test_two_persons_have_their_trainings(run):
    text = "date limite : le maire part le 12 janvier, et les conseillers le 2 février"
    outcome = run(DeadlineForm(), text, intent=DeadlineForm.intent)
    assert outcome.slots["date_formation"] == "2027-01-12"
    assert outcome.slots["autres_formations"] == ["2027-02-02"]
