"""The call-back told in any words: all at once, a number dictated, corrections, no gesture kept."""

from __future__ import annotations

import pytest

from actions.rappel import SLOTS, ValidateRappel
from actions.rappel.form import MOMENT, NAME, OVER, PHONE

FORM = {"form": "rappel_form"}
HELD = {NAME: "Paul Garin", PHONE: "06 12 34 56 78", MOMENT: "mardi 10h"}
ONE, TWO = "06 12 34 56 78", "06 98 76 54 32"


def kept(outcome) -> dict[str, object]:
    return {slot: outcome.slots[slot] for slot in SLOTS if outcome.slots.get(slot) is not None}


AT_ONCE = [
    (
        "rappelez moi demain 9h 0612345678 Gérard Pinson",
        {NAME: "Gérard Pinson", PHONE: ONE, MOMENT: "demain 9h"},
    ),
    (
        "Nom : Vasseur / Téléphone : 02 38 77 41 05 / Moment : lundi matin",
        {NAME: "Vasseur", PHONE: "02 38 77 41 05", MOMENT: "lundi matin"},
    ),
    (
        "Nom : Vasseur\nPrénom : Luc\nTél. : 0238774105\nDisponibilité : le lundi",
        {NAME: "Luc Vasseur", PHONE: "02 38 77 41 05", MOMENT: "le lundi"},
    ),
    (
        "mme Perrot 06.12.34.56.78 ce soir 18h",
        {NAME: "mme Perrot", PHONE: ONE, MOMENT: "ce soir 18h"},
    ),
    (
        "je m'appelle Théophile Garnier, mon numéro est le 06 12 34 56 78",
        {NAME: "Théophile Garnier", PHONE: ONE},
    ),
    (
        "c'est pour bernard lacroix au zero six douze trente quatre cinquante six soixante dix huit"
        " demain matin",
        {NAME: "Bernard Lacroix", PHONE: ONE, MOMENT: "demain matin"},
    ),
]


@pytest.mark.parametrize("asked", [None, NAME])
@pytest.mark.parametrize("text, said", AT_ONCE)
def test_all_at_once(run, text, said, asked):
    slots = {"requested_slot": asked} if asked else {}
    outcome = run(ValidateRappel(), text, "demander_rappel", slots, **FORM)
    assert kept(outcome) == said


@pytest.mark.parametrize(
    "text, said",
    [
        ("je veux etre rappeler demain matin", {MOMENT: "demain matin"}),
        ("pouvez-vous me rappeler lundi vers 14 h", {MOMENT: "lundi vers 14 h"}),
        ("rappelez moi c est madame nadine picard", {NAME: "madame Nadine Picard"}),
        ("je voudrais être rappelé, Colette Petit", {NAME: "Colette Petit"}),
        ("pouvez-vous rappeler monsieur le maire s'il vous plaît ?", {}),
        ("Je veux qu'on me rappelle", {}),
        ("rappelez-moi vite svp", {}),
        ("je veux parler à quelqu'un au téléphone", {}),
    ],
)
def test_what_the_request_tells(run, text, said):
    assert kept(run(ValidateRappel(), text, "demander_rappel", **FORM)) == said


DICTATED = [
    "zero six douze trente quatre cinquante six soixante dix huit",
    "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit",
    "c'est le zéro six un deux trois quatre cinq six sept huit",
    "06 douze 34 cinquante-six 78",
    "alors mon portable c'est zéro six douze trente-quatre 56 78 merci",
]


@pytest.mark.parametrize("asked", [NAME, PHONE, MOMENT])
@pytest.mark.parametrize("text", DICTATED)
def test_a_number_in_words(run, text, asked):
    assert kept(run(ValidateRappel(), text, slots={"requested_slot": asked}, **FORM)) == {
        PHONE: ONE
    }


@pytest.mark.parametrize("asked", [NAME, PHONE, MOMENT, OVER])
@pytest.mark.parametrize(
    "text",
    ["mon numéro c'est 06 00 00 00", "06 00 00 00", "zéro six douze trente-quatre", "06 12 34 56 7"]
    + ["tel 06 12 34 56", "0612345678912"],
)
def test_a_number_that_is_not_whole_is_told_so(run, text, asked):
    slots = {"requested_slot": asked, **(HELD if asked == OVER else {})}
    outcome = run(ValidateRappel(), text, slots=slots, **FORM)
    assert "utter_telephone_incomplet" in outcome.responses
    assert kept(outcome).get(PHONE) == (HELD[PHONE] if asked == OVER else None)


@pytest.mark.parametrize("asked", [NAME, PHONE, MOMENT, OVER])
def test_two_numbers_are_asked_about(run, asked):
    slots = {"requested_slot": asked, **(HELD if asked == OVER else {}), PHONE: None}
    outcome = run(ValidateRappel(), f"{ONE} ou bien {TWO}", slots=slots, **FORM)
    assert outcome.responses == ["utter_telephone_lequel"]
    assert [b["title"] for b in outcome.messages[0]["buttons"]] == [ONE, TWO]
    assert outcome.slots[PHONE] is None


def asked_which(*numbers):
    said = {"buttons": [{"title": n, "payload": n} for n in numbers]}
    which = {"event": "bot", "data": said, "metadata": {"utter_action": "utter_telephone_lequel"}}
    return [{"event": "user", "text": "avant"}, which]


@pytest.mark.parametrize(
    "text, meant",
    [
        ("le deuxième", TWO),
        ("le second", TWO),
        ("l'autre", TWO),
        ("le premier svp", ONE),
        ("le 2", TWO),
        ("celui qui finit par 32", TWO),
        (TWO, TWO),
    ],
)
def test_which_of_two_numbers(run, text, meant):
    slots = {"requested_slot": PHONE, NAME: "Paul Garin"}
    outcome = run(ValidateRappel(), text, slots=slots, events=asked_which(ONE, TWO), **FORM)
    assert kept(outcome) == {PHONE: meant}


CORRECTIONS = [
    ("non, plutôt mercredi 15h", {MOMENT: "mercredi 15h"}),
    ("finalement mercredi", {MOMENT: "mercredi 10h"}),
    ("pas mardi : jeudi", {MOMENT: "jeudi 10h"}),
    ("jeudi au lieu de mardi", {MOMENT: "jeudi 10h"}),
    ("ah non mardi je suis pas là mercredi quatorze heures", {MOMENT: "mercredi quatorze heures"}),
    ("rappelez-moi plutôt le matin", {MOMENT: "mardi le matin"}),
    ("15h plutôt", {MOMENT: "mardi 15h"}),
    ("ça finit par 13", {PHONE: "06 12 34 56 13"}),
    ("tel fini par 45 pas 78", {PHONE: "06 12 34 56 45"}),
    ("le numéro finit par soixante dix neuf", {PHONE: "06 12 34 56 79"}),
    (f"mon numéro c'est le {TWO}", {PHONE: TWO}),
    (f"au {TWO} plutôt", {PHONE: TWO}),
    (f"pas le {ONE}, le {TWO}", {PHONE: TWO}),
    (f"changez le tel c {TWO}", {PHONE: TWO}),
    ("le nom c'est Garrin avec deux r", {NAME: "Paul Garrin"}),
    ("et non pas Garin, Garrin", {NAME: "Paul Garrin"}),
    ("mon prénom c'est Fabrice", {NAME: "Fabrice Garin"}),
    ("le nom est faux c Gérard Pinson", {NAME: "Gérard Pinson"}),
    ("n'importe quoi le nom. c Gérard Pinson", {NAME: "Gérard Pinson"}),
    ("mon nom s'écrit Garain", {NAME: "Paul Garain"}),
    (f"jeudi et au {TWO}", {MOMENT: "jeudi 10h", PHONE: TWO}),
]


@pytest.mark.parametrize("intent", ["informer", "nier", "affirmer", "demander_rappel"])
@pytest.mark.parametrize("text, said", CORRECTIONS)
def test_a_correction_at_the_reading_over(run, text, said, intent):
    slots = {"requested_slot": OVER, **HELD}
    assert kept(run(ValidateRappel(), text, intent, slots, **FORM)) == said


@pytest.mark.parametrize(
    "text", ["c bon?", "C'est bon ?", "c'est pas bon", "oui mais le nom est faux"]
)
def test_what_is_no_yes(run, text):
    slots = {"requested_slot": OVER, **HELD}
    outcome = run(ValidateRappel(), text, "affirmer", slots, **FORM)
    assert outcome.slots.get(OVER) is None


def test_c_bon_confirms_no_name(run):
    doubt = {"event": "bot", "metadata": {"utter_action": "utter_doute"}, "data": {}}
    before = [{"event": "user", "text": "Querbouet Ewan Marie", "parse_data": {}}, doubt]
    slots = {"requested_slot": NAME}
    outcome = run(ValidateRappel(), "c bon?", "affirmer", slots, events=before, **FORM)
    assert outcome.slots.get(NAME) is None


@pytest.mark.parametrize(
    "text, name",
    [
        ("Gérard Pinson je vous dis", "Gérard Pinson"),
        ("Edmond Thibault, avec un t final, adjoint honoraire", "Edmond Thibault"),
        ("Pardonnez-moi, Edmond Thibaut avec un t, décidément.", "Edmond Thibaut"),
        ("mon nom s'écrit Lachèze", "Lachèze"),
        ("et non pas Vasseur, Levasseur", "Levasseur"),
        ("demandez Colette Petit s'il vous plaît", "Colette Petit"),
    ],
)
def test_the_name_among_other_words(run, text, name):
    outcome = run(ValidateRappel(), text, slots={"requested_slot": NAME}, **FORM)
    assert kept(outcome) == {NAME: name}


def test_a_name_alone_after_a_sentence_is_asked_about(run):
    asked = {"requested_slot": NAME}
    outcome = run(ValidateRappel(), "je viens de le dire. Pinson", slots=asked, **FORM)
    assert outcome.responses == ["utter_doute"] and outcome.marker("valeur") == "Pinson"


@pytest.mark.parametrize(
    "text",
    [
        "Oui, cette fois c'est parfait.",
        "changez le tel",
        "plutôt",
        "je hausse les épaules",
        "c bon?",
    ]
    + ["vous avez bien noté ?", "voilà voilà", "n'importe quoi", "corrigez svp"],
)
def test_what_is_no_name(run, text):
    outcome = run(ValidateRappel(), text, slots={"requested_slot": NAME}, **FORM)
    assert kept(outcome) == {} and "utter_doute" not in outcome.responses


@pytest.mark.parametrize("asked", SLOTS)
@pytest.mark.parametrize(
    "text",
    ["annulez ce rappel", "annulez tout, il appellera lui-même", "je vous dis d'annuler"]
    + ["rappel annulé", "je ne veux plus être rappelé", "finalement plus besoin de me rappeler"],
)
def test_the_call_back_is_cancelled_in_the_form(run, text, asked):
    slots = {"requested_slot": asked, **(HELD if asked == OVER else {})}
    outcome = run(ValidateRappel(), text, "demander_rappel", slots, **FORM)
    pressed = [e for e in outcome.events if e["event"] == "user"]
    assert [e["text"] for e in pressed] == ["/annuler"]


RELUCTANT = {NAME: "Anselme Pruvo", PHONE: "06 11 22 33 44", MOMENT: "n'importe quel matin"}


@pytest.mark.parametrize(
    "text, changes",
    [
        (
            "Oui, sauf que Pruvost s'écrit avec un t, et que je préfère l'après-midi finalement.",
            {NAME: "Anselme Pruvost", MOMENT: "l'après-midi"},
        ),
        ("Juste ciel ! Mon nom est Pruvost, avec un t final.", {NAME: "Anselme Pruvost"}),
        ("mon Dieu non, Pruvost", {NAME: "Anselme Pruvost"}),
        ("presque : c'est Pruvost", {NAME: "Anselme Pruvost"}),
        ("oui nickel mais c pas 44 a la fin c 45", {PHONE: "06 11 22 33 45"}),
        ("pas 44 à la fin, 45", {PHONE: "06 11 22 33 45"}),
        ("45 à la fin, pas 44", {PHONE: "06 11 22 33 45"}),
        ("oui sauf pour l'heure 18h30 lundi c mieux", {MOMENT: "18h30 lundi"}),
        ("nickel mais lundi", {MOMENT: "lundi matin"}),
        ("tout est bon mais plutôt le soir", {MOMENT: "le soir"}),
        ("Parbleu, c'est l'après-midi que je veux", {MOMENT: "l'après-midi"}),
        ("demain c samedi vous bossez? sinon lundi 14h", {MOMENT: "lundi 14h"}),
        ("non, demandez mon épouse Odile", {NAME: "Odile"}),
        (
            "ah zut, plutôt vendredi matin, et mettez son portable : 07 66 10 20 30",
            {MOMENT: "vendredi matin", PHONE: "07 66 10 20 30"},
        ),
    ],
)
def test_what_is_changed_at_the_reading_over(run, text, changes):
    slots = {**RELUCTANT, "requested_slot": OVER}
    outcome = run(ValidateRappel(), text, slots=slots, **FORM)
    assert {**RELUCTANT, **kept(outcome)} == {**RELUCTANT, **changes}
    assert outcome.responses == ["utter_saisie_note_complete"]


@pytest.mark.parametrize(
    "text",
    [
        "je préfère que ce soit noté",
        "exact, à ceci près que mon nom prend un t",
        "oui mais non",
        "c'est bon ?",
    ],
)
def test_nothing_is_noted_where_nothing_changes(run, text):
    outcome = run(ValidateRappel(), text, slots={**RELUCTANT, "requested_slot": OVER}, **FORM)
    assert not kept(outcome) and "utter_saisie_note_complete" not in outcome.responses


@pytest.mark.parametrize(
    "text, said",
    [
        ("Thomazo je viens de le dire", {NAME: "Thomazo"}),
        ("Kerbrat, je vous l'ai dit", {NAME: "Kerbrat"}),
        ("toujours Thomazo", {NAME: "Thomazo"}),
        (
            "rappelez moi : Kerbrat, 07 88 99 00 11 en fin de journee, mais pas ce soir",
            {
                NAME: "Kerbrat",
                PHONE: "07 88 99 00 11",
                MOMENT: "en fin de journee, mais pas ce soir",
            },
        ),
        (
            "Thomazo maire, le 06 11 22 33 44, demain matin",
            {NAME: "Thomazo", PHONE: "06 11 22 33 44", MOMENT: "demain matin"},
        ),
        (
            "Le Floc'h 0788990011 lundi",
            {NAME: "Le Floc'h", PHONE: "07 88 99 00 11", MOMENT: "lundi"},
        ),
        (
            "Monsieur Hyacinthe Berthelin. Ou plutôt, demandez mon épouse Odile, c'est elle qui"
            " décroche.",
            {NAME: "Odile"},
        ),
        ("je suis Pruvost Anselme mais demandez plutôt ma fille Claire", {NAME: "Claire"}),
        ("Juste ciel, Pruvost", {NAME: "Pruvost"}),
    ],
)
def test_a_name_of_no_list(run, text, said):
    assert kept(run(ValidateRappel(), text, slots={"requested_slot": NAME}, **FORM)) == said


@pytest.mark.parametrize("text", ["06 22 41 7 et attendez je cherche", "le 06 22 41 7", "0622417"])
def test_a_number_that_is_not_whole(run, text):
    asked = {NAME: "Paul Garin", "requested_slot": PHONE}
    outcome = run(ValidateRappel(), text, slots=asked, **FORM)
    assert not kept(outcome) and outcome.responses == ["utter_telephone_incomplet"]


@pytest.mark.parametrize(
    "text, moment",
    [
        (
            "Nullement ! Je préfère être appelé mercredi avant le déjeuner.",
            "mercredi avant le déjeuner",
        ),
        ("Parbleu, mercredi !", "mercredi"),
        ("avant le dîner", "avant le dîner"),
        ("n'importe quel matin sauf mardi", "n'importe quel matin sauf mardi"),
        ("mardi je viens de le dire", "mardi"),
        ("simplement mercredi, avant le déjeuner, rien d'autre", "mercredi, avant le déjeuner"),
    ],
)
def test_a_moment_among_other_words(run, text, moment):
    asked = {NAME: "Paul Garin", PHONE: "06 12 34 56 78", "requested_slot": MOMENT}
    assert kept(run(ValidateRappel(), text, slots=asked, **FORM)) == {MOMENT: moment}


def slot(name, value):
    return {"event": "slot", "name": name, "value": value}


CHANGED = [slot(NAME, "Paul Garin"), slot(PHONE, TWO), slot(MOMENT, "lundi 9h"), slot(PHONE, ONE)]


@pytest.mark.parametrize(
    "text, said",
    [
        ("remettez mon numéro", {PHONE: TWO}),
        ("Remettez l'ancien numéro", {PHONE: TWO}),
        ("gardez le numéro d'avant", {PHONE: TWO}),
        ("non, gardez celui d'avant", {PHONE: TWO}),
        ("finalement le premier numéro", {PHONE: TWO}),
        ("remettez le moment d'avant s'il vous plaît", {MOMENT: "lundi 9h"}),
        ("gardez mon numéro", {}),  # as it is
        ("remettez le nom", {}),  # it was never another
        ("ne remettez pas l'ancien numéro", {}),
    ],
)
def test_what_was_changed_is_put_back(run, text, said):
    events = [*CHANGED, slot(MOMENT, HELD[MOMENT])]
    if MOMENT not in said:  # the number is what was changed last
        events = [slot(MOMENT, HELD[MOMENT]), *CHANGED[:2], CHANGED[3]]
    slots = {**HELD, "requested_slot": OVER}
    outcome = run(ValidateRappel(), text, "effacer_donnees", slots, events=events, **FORM)
    assert kept(outcome) == said
    assert ("utter_saisie_note_complete" in outcome.responses) == bool(said)


@pytest.mark.parametrize(
    "held, text, name",
    [
        ("Madame Lefèvre-Moreau", "mon prénom c'est Ginette", "Madame Ginette Lefèvre-Moreau"),
        ("Mme Petit", "ajoutez le prénom : Odile", "Mme Odile Petit"),
    ],
)
def test_a_title_stays_before_the_name(run, held, text, name):
    slots = {**HELD, NAME: held, "requested_slot": OVER}
    assert kept(run(ValidateRappel(), text, "informer", slots, **FORM))[NAME] == name


@pytest.mark.parametrize(
    "text", ["Ginette Madame Lefèvre", "Madame Ginette Lefèvre", "Ginette Lefèvre, madame"]
)
def test_a_title_inside_a_name_is_no_name(run, text):
    slots = {"requested_slot": NAME}
    said = kept(run(ValidateRappel(), text, "informer", slots, **FORM))[NAME]
    assert said.lower() in ("madame ginette lefèvre", "ginette lefèvre")
