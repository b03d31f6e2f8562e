"""The letter: corrections in any words, a pasted block, another person, a story too frank."""

from __future__ import annotations

import pytest

from actions.conversation import RecevoirValeur
from actions.courriel import AskCourriel, CourrielModele, ValidateCourriel
from assistant.dialogue.slots import DELIVERED, FATE
from tests.actions.conftest import asking

FORM = {"form": "courriel_form"}
CASE = "compte_elu_absent"
GIVEN = {
    "nom_naissance": "Garnier",
    "nom_usage": "Poulain",
    "prenoms": "Béatrice, Anne",
    "date_naissance": "8 mars 1968",
    "lieu_naissance": "Gien",
    "collectivite": "Gien",
    "mandat": "adjointe",
}
WAIT = {"event": "user", "text": "attendez", "parse_data": {"intent": {"name": "attendre"}}}
DOUBT = {"event": "bot", "metadata": {"utter_action": "utter_doute"}}


def over(**changes: str):
    return asking("relu", CASE, **{**GIVEN, **changes})


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            "né le 18 mars, et prénom Annie pas Anne",
            {"date_naissance": "18 mars 1968", "prenoms": "Béatrice, Annie"},
        ),
        ("mon lieu de naissance est Briare et non Gien", {"lieu_naissance": "Briare"}),
        (
            "mon mandat c'est maire, et mon nom marital Petit",
            {"mandat": "maire", "nom_usage": "Petit"},
        ),
        ("et elle est maire de Briare pas de Gien", {"mandat": "maire", "collectivite": "Briare"}),
        ("attendez, c'est Annie pas Anne", {"prenoms": "Béatrice, Annie"}),
        ("attendez, mon mandat est maire", {"mandat": "maire"}),
        ("attendez, je ne le trouve pas", {}),
        ("remettez le lieu de naissance Briare", {"lieu_naissance": "Briare"}),
        ("il est adjoint à Briare et non à Gien", {"mandat": "adjoint", "collectivite": "Briare"}),
        ("mon voisin Paul Roux né le 3 mars 1950 fraude", {}),
        ("ajoutez mon deuxième prénom : Anne", {}),
        (
            "Nom : Petit\nPrénom : Paul\nNé le 3/4/1960 à Blois",
            {
                "nom_naissance": "Petit",
                "prenoms": "Paul",
                "date_naissance": "3 avril 1960",
                "lieu_naissance": "Blois",
            },
        ),
    ],
)
def test_corrections_at_the_reading_over(run, text, changes):
    outcome = run(ValidateCourriel(), text, slots=over(), **FORM)
    assert (outcome.details or GIVEN) == {**GIVEN, **changes}


@pytest.mark.parametrize(
    "text",
    [
        "Tout me paraît en ordre, je vous en sais gré.",
        "C'est parfaitement exact, merci",
        "parfait c bon",
        "ok parfait",
        "Voilà qui est parfait, je vous en remercie.",
        "C'est juste, vous pouvez noter.",
        "nickel",
        "Vous ne répondez pas. Tant pis. C'est juste, vous pouvez noter.",
        "rien à redire",
        "aucune erreur, merci",
        "je confirme",
        "ça me va",
        "vous avez tout compris, merci infiniment",
        "cela me convient parfaitement",
        "c'est juste, et vous faites celui de l'adjointe ensuite ?",
        "impec, envoyez",
    ],
)
def test_agreement_in_other_words(run, text):
    outcome = run(ValidateCourriel(), text, "remercier", slots=over(), **FORM)
    assert outcome.details["relu"] == "oui"


@pytest.mark.parametrize("text", ["mandat : grosse vache", "Karim", "Tunis"])
def test_what_is_doubted_at_the_reading_over_replaces_nothing(run, text):
    outcome = run(ValidateCourriel(), text, slots=over(), **FORM)
    assert outcome.responses[0] == "utter_doute"
    assert (outcome.details or GIVEN) == GIVEN


def test_a_block_fills_the_form(run):
    text = (
        "Nom : PETITJEAN / Prénom : Marguerite / Nom d'épouse : néant / Née le : 30/09/1963"
        " / À : Briare / Commune : Ouzouer-sur-Loire"
    )
    outcome = run(ValidateCourriel(), text, slots=asking("nom_naissance", CASE), **FORM)
    assert outcome.details == {
        "nom_naissance": "PETITJEAN",
        "prenoms": "Marguerite",
        "nom_usage": "",
        "date_naissance": "30 septembre 1963",
        "lieu_naissance": "Briare",
        "collectivite": "Ouzouer-sur-Loire",
    }
    assert outcome.asks == "mandat"


def test_a_correction_beside_the_answer(run):
    given = {k: GIVEN[k] for k in ("nom_naissance", "nom_usage", "prenoms", "date_naissance")}
    slots = asking("lieu_naissance", CASE, **given)
    outcome = run(ValidateCourriel(), "Gien. au fait g dit 8 mars c 18 mars", slots=slots, **FORM)
    assert outcome.details == {**given, "date_naissance": "18 mars 1968", "lieu_naissance": "Gien"}


@pytest.mark.parametrize("between", [[], [WAIT, {"event": "bot", "metadata": {}}]])
def test_a_doubt_is_confirmed_and_more_is_told(run, between):
    before = {
        "event": "user",
        "text": "Ouardighi Le Sec Beau",
        "parse_data": {"intent": {"name": "informer"}},
    }
    slots = asking("nom_naissance", CASE)
    events = [before, DOUBT, *between]
    outcome = run(ValidateCourriel(), "c'est bon. 7 aout 1968", slots=slots, events=events, **FORM)
    assert outcome.details["nom_naissance"] == "Ouardighi Le Sec Beau"
    assert outcome.details["date_naissance"] == "7 août 1968"


def test_another_person_starts_empty(run):
    slots = {**over(), FATE: DELIVERED}
    outcome = run(ValidateCourriel(), "pour monsieur Karim Haddad cette fois", slots=slots, **FORM)
    assert outcome.details == {"nom_naissance": "Haddad", "prenoms": "Karim"}
    assert outcome.asks == "nom_usage"


def test_a_second_letter_asks_whose_it_is(run):
    outcome = run(AskCourriel(), slots={**over(), FATE: DELIVERED}, **FORM)
    assert "C'est pour une autre personne" in [b["title"] for b in outcome.messages[0]["buttons"]]
    outcome = run(AskCourriel(), slots=over(), **FORM)
    assert "C'est pour une autre personne" not in [
        b["title"] for b in outcome.messages[0]["buttons"]
    ]


def test_after_the_letter_another_person(run):
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), "Maintenant pour M. Haddad", slots=slots)
    assert outcome.details == {"nom_naissance": "Haddad"}


@pytest.mark.parametrize(
    "text",
    [
        "ensemble. elle s'appelle Odile Garnier, née Rossi",
        "maintenant le même mail pour l'adjointe, madame Odile Garnier née Rossi",
    ],
)
def test_after_the_letter_somebody_named_whole_is_no_correction(run, text):
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), text, slots=slots)
    assert outcome.details == {
        "nom_naissance": "Rossi",
        "nom_usage": "Garnier",
        "prenoms": "Odile",
    }


def test_the_first_sentence_answers(run):
    given = {**GIVEN, "prenoms": "Jean-Yves Marcel"}
    given.pop("mandat", None)
    said = "Maire. Et celui qui est né là, c'est lui, pas moi"
    outcome = run(ValidateCourriel(), said, slots=asking("mandat", CASE, **given), **FORM)
    assert outcome.details == {**given, "mandat": "Maire"}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("en fait il est né le 17 pas le 8", "date_naissance", "17 mars 1968"),
        ("son nom d'usage en fait c'est Rouillon-Petit", "nom_usage", "Rouillon-Petit"),
        ("changez Gien, mettez Chécy", "", ""),
        ("et ajoute son deuxième prénom : Béatrice, Marcel", "prenoms", "Béatrice, Anne, Marcel"),
    ],
)
def test_after_the_letter_a_correction(run, text, key, value):
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), text, slots=slots)
    assert outcome.details.get(key, "") == value


def test_a_story_that_tells_too_much_is_kept_and_that_is_said(run):
    slots = asking("explication", "erreur_plateforme")
    text = "Depuis mon cancer je n'y arrive plus, ma voisine au 02 38 99 88 77 peut témoigner"
    outcome = run(ValidateCourriel(), text, slots=slots, **FORM)
    assert "utter_recit_sensible" in outcome.responses
    assert outcome.details["explication"] == text


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (
            "nom_usage",
            "passer. née à Brest le 3 février 1978",
            {"nom_usage": "", "lieu_naissance": "Brest", "date_naissance": "3 février 1978"},
        ),
        (
            "nom_usage",
            "aucun, ses prénoms sont Léo Adrien et il est né le 7/2/84",
            {"nom_usage": "", "prenoms": "Léo Adrien", "date_naissance": "7 février 1984"},
        ),
        (
            "nom_usage",
            "Nullement, je n'ai jamais changé de nom. Mes prénoms sont Gaspard Ferdinand",
            {"nom_usage": "", "prenoms": "Gaspard Ferdinand"},
        ),
        ("nom_usage", "passer j'ai dit", {"nom_usage": ""}),
        (
            "nom_naissance",
            "Vasseur, et il n'a pas de nom d'usage",
            {"nom_naissance": "Vasseur", "nom_usage": ""},
        ),
        ("nom_naissance", "Vasseur je viens de le dire", {"nom_naissance": "Vasseur"}),
        (
            "date_naissance",
            "pardon, 30 avril 1958, et c'est à Pithiviers",
            {"date_naissance": "30 avril 1958", "lieu_naissance": "Pithiviers"},
        ),
        (
            "collectivite",
            "Gien, et il en est maire depuis 2014",
            {"collectivite": "Gien", "mandat": "maire"},
        ),
    ],
)
def test_an_answer_with_another_thing_beside_it(run, key, text, told):
    outcome = run(ValidateCourriel(), text, slots=asking(key, CASE), **FORM)
    assert outcome.details == told


def test_a_day_that_does_not_exist_beside_an_answer_is_said(run):
    text = "non, prénom Yannig, né le 31/02/1978 à Brest"
    outcome = run(ValidateCourriel(), text, slots=asking("nom_usage", CASE), **FORM)
    assert outcome.responses == ["utter_champ_refuse"]
    assert outcome.details == {"nom_usage": "", "prenoms": "Yannig", "lieu_naissance": "Brest"}


def test_the_nationality_agrees(run):
    slots = asking("nationalite", "erreur_plateforme")
    outcome = run(ValidateCourriel(), "français, je vous l'ai dit", slots=slots, **FORM)
    assert outcome.details == {"nationalite": "française"}


@pytest.mark.parametrize(
    "text, told",
    [
        (
            "Dupont Marie, née le 12/05/1958 à Gien",
            {"nom_naissance": "Dupont", "prenoms": "Marie", "lieu_naissance": "Gien"},
        ),
        ("je m'appelle Paul Martin, né à Tours le 3 mars 1961", {"nom_naissance": "Martin"}),
    ],
)
def test_an_identity_told_before_the_letter_begins_is_kept(run, text, told):
    """Where it was asked whether to fill it in together."""
    offered = {"event": "bot", "metadata": {"utter_action": "utter_ask_mode_courriel"}}
    outcome = run(RecevoirValeur(), text, slots={"motif_courriel": CASE}, events=[offered])
    assert told.items() <= outcome.details.items(), outcome.events
    pressed = [e["parse_data"]["intent"]["name"] for e in outcome.events if e["event"] == "user"]
    assert pressed == ["courriel_ensemble"]


def test_what_tells_no_identity_begins_no_letter(run):
    offered = {"event": "bot", "metadata": {"utter_action": "utter_ask_mode_courriel"}}
    outcome = run(RecevoirValeur(), "2 nuits", slots={"motif_courriel": CASE}, events=[offered])
    assert "courriel" not in outcome.slots


RELATIVE = "ma sœur est née à Étampes, elle peut faire pareil ?"


@pytest.mark.parametrize("key", ["nom_naissance", "date_naissance", "lieu_naissance", "relu"])
@pytest.mark.parametrize(
    "text", [RELATIVE, "mon mari est né à Blois", "une collègue née à Blois a le même souci ?"]
)
def test_what_is_told_of_somebody_else_goes_into_no_letter(run, key, text):
    given = GIVEN if key == "relu" else {"mandat": "adjointe"}
    outcome = run(ValidateCourriel(), text, slots=asking(key, CASE, **given), **FORM)
    assert (outcome.details or given) == given
    assert ("utter_autre_que_vous" in outcome.responses) == ("?" not in text)


def test_what_is_told_of_somebody_else_changes_no_letter_given(run):
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), RELATIVE, slots=slots)
    assert "courriel" not in outcome.slots


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("il est né à Gien", "lieu_naissance", "Gien"),
        ("sa date de naissance est le 3 mars 1950", "date_naissance", "3 mars 1950"),
        ("Gien, et ma sœur est née à Étampes", "lieu_naissance", "Gien"),
        ("mon mari s'appelle Petit", "nom_usage", "Petit"),
    ],
)
def test_what_a_secretary_tells_of_the_person_is_kept(run, text, key, value):
    outcome = run(ValidateCourriel(), text, slots=asking(key, CASE), **FORM)
    assert outcome.details == {key: value}


@pytest.mark.parametrize("key", ["nom_naissance", "prenoms", "relu"])
@pytest.mark.parametrize(
    "text",
    [
        "Ah non pardon, Martin c'est mon nom de naissance et Durand celui de mon mari",
        "Durand c'est mon nom d'épouse, mon nom de jeune fille c'est Martin",
        "les deux sont inversés",
        "Martin c'est mon nom de naissance",
    ],
)
def test_two_names_in_each_other_s_line(run, key, text):
    held = {"nom_naissance": "Durand", "nom_usage": "Martin"}
    given = {**GIVEN, **held} if key == "relu" else held
    outcome = run(ValidateCourriel(), text, slots=asking(key, CASE, **given), **FORM)
    assert outcome.details == {**given, "nom_naissance": "Martin", "nom_usage": "Durand"}


@pytest.mark.parametrize(
    "text",
    [
        "Durand c'est mon nom d'épouse, mon nom de jeune fille c'est Martin",
        "Martin c'est mon nom de naissance et Durand celui de mon mari",
        "Martin, mon mari s'appelle Durand",
        "Martin, et mon nom d'usage c'est Durand",
    ],
)
def test_two_names_as_a_first_answer(run, text):
    outcome = run(ValidateCourriel(), text, slots=asking("nom_naissance", CASE), **FORM)
    assert outcome.details == {"nom_naissance": "Martin", "nom_usage": "Durand"}
    assert outcome.asks == "prenoms"


def test_a_name_goes_to_the_line_that_is_said(run):
    slots = asking("nom_usage", CASE, nom_naissance="Lefèvre")
    outcome = run(ValidateCourriel(), "mon nom de naissance est lefebvre", slots=slots, **FORM)
    assert outcome.details == {"nom_naissance": "Lefebvre"}
    assert outcome.asks is None or outcome.asks == "nom_usage"


def test_two_names_swapped_after_the_letter(run):
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), "j'ai inversé mes deux noms", slots=slots)
    assert outcome.details["nom_naissance"] == GIVEN["nom_usage"]
    assert outcome.details["nom_usage"] == GIVEN["nom_naissance"]


UNREAD = [
    "ma date de naissance c'est le trente-deux avril mil neuf cent cinquante",
    "je me suis trompée de date de naissance, c'est le 31/02/1951",
    "la date est fausse, c'est le 12 brumaire 1951",
]


@pytest.mark.parametrize("text", UNREAD)
def test_a_day_that_is_not_read_leaves_the_letter_as_it_is(run, text):
    """It is said, with an example, and nothing is asked again."""
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), text, slots=slots)
    assert outcome.responses == ["utter_champ_refuse", "utter_saisie_gardee"]
    assert "courriel" not in outcome.slots and "8 mars 1968" in outcome.marker("valeurs")


@pytest.mark.parametrize("text", UNREAD)
def test_a_day_that_is_not_read_at_the_reading_over(run, text):
    outcome = run(ValidateCourriel(), text, slots=over(), **FORM)
    assert outcome.responses[0] == "utter_champ_refuse"
    assert (outcome.details or GIVEN) == GIVEN


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("pas Garnier Garnyer G A R N Y E R", {"nom_naissance": "Garnyer"}),
        ("Garnyer Y E R pas Garnier", {"nom_naissance": "Garnyer"}),
        ("passer par le nom usuel je n'en ai pas", {"nom_usage": ""}),
        ("le nom marital, laissez vide", {"nom_usage": ""}),
        ("et enlevez Anne, je n'ai que Béatrice", {"prenoms": "Béatrice"}),
        ("je n'ai que Béatrice comme prénom", {"prenoms": "Béatrice"}),
        (
            "mon prénom c'est Jean-Claude virgule Marie, et je suis né à Blois",
            {"prenoms": "Jean-Claude, Marie", "lieu_naissance": "Blois"},
        ),
        ("12 mars 1951 au lieu de sa date", {"date_naissance": "12 mars 1951"}),
        ("Blois à la place de la ville de naissance", {"lieu_naissance": "Blois"}),
        ("né le douze avril mil neuf cent cinquante et un", {"date_naissance": "12 avril 1951"}),
    ],
)
@pytest.mark.parametrize("after", [False, True])
def test_corrections_in_their_own_line(run, text, changes, after):
    given = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    action, more = (RecevoirValeur(), {}) if after else (ValidateCourriel(), FORM)
    outcome = run(action, text, slots=given if after else over(), **more)
    found = {k: v for k, v in outcome.details.items() if k != "relu"}
    assert found == {**GIVEN, **changes}


def test_a_birth_told_where_the_authority_is_asked_is_no_authority(run):
    text = "mon prénom c'est Jean-Claude, Marie, et je suis né à Blois"
    outcome = run(ValidateCourriel(), text, slots=asking("collectivite", CASE), **FORM)
    assert outcome.details == {"prenoms": "Jean-Claude, Marie", "lieu_naissance": "Blois"}


def test_a_town_hall_told_where_first_names_are_asked_is_kept_and_said(run):
    slots = asking("prenoms", CASE, nom_naissance="Durand", nom_usage="")
    outcome = run(ValidateCourriel(), "mairie de Beaugency", slots=slots, **FORM)
    assert outcome.details["collectivite"] == "mairie de Beaugency"
    assert outcome.responses == ["utter_saisie_note"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("syndicat des eaux de Gien", True),
        ("SIVOM du Giennois", True),
        ("syndicat des eaux de Gien et conseil municipal de Gien", False),
        ("Communauté de communes giennoises", False),
    ],
)
def test_a_syndicat_alone_is_kept_and_its_rights_are_told(run, text, told):
    outcome = run(ValidateCourriel(), text, slots=asking("collectivite", CASE), **FORM)
    assert outcome.details["collectivite"] == text
    assert ("utter_syndicat_seul" in outcome.responses) == told


def test_the_template_leaves_the_letter_under_way(run):
    slots = asking("date_naissance", CASE, nom_naissance="Durand")
    outcome = run(CourrielModele(), "Modèle à compléter", slots=slots, **FORM)
    assert outcome.slots["courriel"] is None and outcome.slots["requested_slot"] is None
    assert {"event": "active_loop", "name": None, "timestamp": None} in outcome.events


@pytest.mark.parametrize(
    "text",
    [
        "pourquoi 30 minutes ?",
        "vous l'effacez quand ?",
        "pourquoi vous gardez mon identité",
        "Ah bon pourquoi une demi-heure",
    ],
)
def test_how_long_the_identity_is_kept_is_told_after_the_letter(run, text):
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), text, slots=slots)
    assert outcome.responses == ["utter_identite_gardee"]
    assert "courriel" not in outcome.slots


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("lieu_naissance", "je ne sais pas où je suis née exactement, dans la Sarthe"),
        ("lieu_naissance", "je ne sais plus trop quelle ville"),
        ("date_naissance", "je ne sais pas quand il est né"),
        ("prenoms", "je ne sais plus ses autres prénoms"),
    ],
)
def test_what_is_not_known_is_explained(run, key, text):
    outcome = run(ValidateCourriel(), text, slots=asking(key, CASE), **FORM)
    assert outcome.responses == ["utter_aide_courriel"]
    assert not outcome.details


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("nom_naissance", "ses prénoms sont Karim Léo", {"prenoms": "Karim Léo"}),
        ("nom_naissance", "mon prénom est Karim", {"prenoms": "Karim"}),
        ("nom_usage", "mes prénoms c'est Jeanne et Marie", {"prenoms": "Jeanne, Marie"}),
        ("prenoms", "mon nom est Blanchet", {"nom_naissance": "Blanchet"}),
        ("prenoms", "son nom de naissance : Blanchet", {"nom_naissance": "Blanchet"}),
        ("nom_naissance", "pour le maire, c'est Petit", {"nom_naissance": "Petit"}),
    ],
)
def test_a_name_told_with_its_label_goes_there(run, key, text, told):
    outcome = run(ValidateCourriel(), text, slots=asking(key, CASE), **FORM)
    assert outcome.details == told


def test_a_question_about_a_relative_that_no_answer_fits_is_told_whose_letter_it_is(run):
    slots = asking("lieu_naissance", CASE)
    outcome = run(ValidateCourriel(), RELATIVE, "hors_sujet", slots=slots, **FORM)
    assert outcome.responses == ["utter_autre_que_vous"]


@pytest.mark.parametrize(
    "text", ["le lieu de naissance est Montargis", "lieu de naissance : Montargis"]
)
def test_the_place_of_birth_is_no_name(run, text):
    slots = {"motif_courriel": CASE, "courriel": {**GIVEN, "relu": "oui"}, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), text, slots=slots)
    assert outcome.details["lieu_naissance"] == "Montargis"
    assert outcome.details["nom_naissance"] == GIVEN["nom_naissance"]


BEFORE = {key: GIVEN[key] for key in ("nom_naissance", "prenoms", "mandat", "collectivite")}


@pytest.mark.parametrize(
    "text",
    [
        "non elle n'a pas d'autre nom",
        "non il n'en a pas",
        "ah non, elle en a pas",
        "il porte le même",
    ],
)
def test_no_other_name_told_by_a_secretary(run, text):
    slots = asking("nom_usage", CASE, **BEFORE)
    assert run(ValidateCourriel(), text, slots=slots, **FORM).details == {**BEFORE, "nom_usage": ""}


@pytest.mark.parametrize("key", ["nom_usage", "relu"])
@pytest.mark.parametrize(
    "text",
    [
        "ah non, elle est conseillère, le maire c'est M. Roy",
        "non elle est conseillère, et c'est M. Roy le maire",
        "non, elle est conseillère",
    ],
)
def test_a_mandate_corrected_answers_nothing_else(run, text, key):
    """The other name is asked again; the one who is mayor gives no name to the letter."""
    given = BEFORE if key == "nom_usage" else GIVEN
    outcome = run(ValidateCourriel(), text, "nier", slots=asking(key, CASE, **given), **FORM)
    assert outcome.details == {**given, "mandat": "conseillère"}


def test_somebody_else_is_told_whole(run):
    given = {**GIVEN, "relu": "oui"}
    slots = {"motif_courriel": CASE, "courriel": given, FATE: DELIVERED}
    text = "et pour M. Roy aussi, né le 3 mai 1949 à Gien"
    assert run(RecevoirValeur(), text, slots=slots).details == {
        "nom_naissance": "Roy",
        "date_naissance": "3 mai 1949",
        "lieu_naissance": "Gien",
    }


def test_a_town_where_first_names_are_asked_is_doubted(run):
    slots = asking("prenoms", CASE, nom_naissance="Roy", nom_usage="")
    outcome = run(ValidateCourriel(), "Dampierre-en-Burly", slots=slots, **FORM)
    assert outcome.responses[0] == "utter_doute" and "prenoms" not in outcome.details
