"""The letter: what is not a name, what is skipped, the template, a fault."""

from __future__ import annotations

import shutil
from email import message_from_string
from email.policy import default
from pathlib import Path
from typing import Any, Dict, List
from urllib.parse import unquote

import pytest

from actions import letter_case
from actions.conversation import Affirmer, RecevoirValeur, Repeter
from actions.courriel import (
    AskCourriel,
    CourrielModele,
    ProposerCourriel,
    RedigerCourriel,
    ValidateCourriel,
)
from assistant import facts as facts_module
from assistant import settings
from assistant.channels.reading import read
from assistant.dialogue.slots import DELIVERED, FATE, expected
from assistant.facts import current
from assistant.nlu.intents.corrections import corrects
from tests.actions.conftest import asking

FORM = {"form": "courriel_form"}
CASES = tuple(current().letters)


@pytest.mark.parametrize("slot", ["nom_naissance", "explication", "mandat"])
@pytest.mark.parametrize(
    "text, intent",
    [
        ("/parler_conseiller", "parler_conseiller"),
        ("/annuler", "annuler"),
        ("/definir_dife", "definir_dife"),
        ("/affirmer", "affirmer"),
    ],
)
def test_a_button_pressed_is_no_detail_of_the_letter(run, slot, text, intent):
    outcome = run(
        ValidateCourriel(),
        text,
        intent=intent,
        confidence=1.0,
        slots=asking(slot, "compte_elu_absent"),
        **FORM,
    )
    assert outcome.details == {}


@pytest.mark.parametrize(
    "text, intent", [("oui", "affirmer"), ("Non.", "nier"), ("D'accord", "affirmer")]
)
def test_yes_is_no_name(run, text, intent):
    outcome = run(
        ValidateCourriel(),
        text,
        intent=intent,
        slots=asking("nom_naissance"),
        **FORM,
    )
    assert outcome.details == {}


@pytest.mark.parametrize(
    "text, intent",
    [
        ("pourquoi ?", "hors_sujet"),
        ("à quoi ça sert ?", "nlu_fallback"),
        ("effacez mes données", "effacer_donnees"),
    ],
)
@pytest.mark.parametrize("slot", ["nom_naissance", "lieu_naissance"])
def test_a_question_is_no_name(run, slot, text, intent):
    given = dict.fromkeys(("nom_naissance", "nom_usage", "prenoms", "date_naissance"), "dit")
    given = given if slot == "lieu_naissance" else {}
    outcome = run(ValidateCourriel(), text, intent=intent, slots=asking(slot, **given), **FORM)
    assert "courriel" not in outcome.slots and outcome.slots["requested_slot"] == "courriel"
    # Asked of the form, it is told why; of the guide, Rasa then answers.
    assert bool(outcome.responses) == (intent != "effacer_donnees")


def test_effacement_is_heard_while_the_trouble_is_told(run):
    outcome = run(
        ValidateCourriel(),
        "effacez tout ce que j'ai dit",
        intent="effacer_donnees",
        slots=asking("explication"),
        **FORM,
    )
    assert "courriel" not in outcome.slots


@pytest.mark.parametrize(
    "text",
    [
        "passer",
        "Passer.",
        "non",
        "Non merci",
        "aucun",
        "je n'en ai pas",
        "pas d'autre nom",
        "non, pas d'autre nom",
        "le même",
        "c'est le même",
        "rien",
        "je passe",
    ],
)
def test_an_optional_detail_is_skipped_in_many_ways(run, text):
    outcome = run(
        ValidateCourriel(),
        text,
        intent="nier",
        slots=asking("nom_usage", nom_naissance="Roy"),
        **FORM,
    )
    assert outcome.details == {"nom_naissance": "Roy", "nom_usage": ""}


@pytest.mark.parametrize("name", ["Durand", "Nonat", "Passerat", "Rienne", "de La Motte"])
def test_a_name_that_looks_like_a_refusal_is_kept(run, name):
    outcome = run(ValidateCourriel(), name, slots=asking("nom_usage"), **FORM)
    assert outcome.details["nom_usage"] == name


NUMBERS = [
    "1 85 05 78 006 084 91",
    "185057800608491",
    "2 55 08 2A 004 016",
    "FR76 3000 6000 0112 3456 7890 189",
    "4970 1000 0000 0154",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("key", ["nom_naissance", "nom_usage", "date_naissance", "explication"])
def test_no_secret_number_is_kept(run, key, number):
    """As it comes in: the door masks it, then the form refuses what is left."""
    said = read(f"mon numéro est Roy {number}").text
    assert "masqué" in said
    outcome = run(ValidateCourriel(), said, slots=asking(key, prenoms="Zoé"), **FORM)
    assert outcome.responses == ["utter_numero_refuse", HELP[key]]  # what to write instead
    assert outcome.details == {"prenoms": "Zoé"}
    assert outcome.slots["requested_slot"] == "courriel" and outcome.slots["echecs"] == 1
    assert "masqué" not in str(outcome.events) + str(outcome.messages)


HELP = dict.fromkeys(("nom_naissance", "date_naissance", "explication"), "utter_aide_courriel")
HELP["nom_usage"] = "utter_aide_courriel_facultatif"


def test_a_number_that_the_door_let_through_is_refused_too(run):
    outcome = run(ValidateCourriel(), "Roy 1985057800608", slots=asking("nom_naissance"), **FORM)
    assert outcome.responses == ["utter_champ_refuse"] and outcome.details == {}


ANSWERS = {
    "nom_naissance": "Dupont",
    "nom_usage": "passer",
    "prenoms": "Marie",
    "date_naissance": "14/03/1961",
    "lieu_naissance": "Gien",
    "nationalite": "française",
    "collectivite": "commune de Gien",
    "mandat": "maire",
    "explication": "la page reste blanche",
}


def fill(run: Any, case: str, answers: Dict[str, str]) -> tuple[Dict[str, Any], List[str]]:
    """The slots once every field of the letter was asked and answered, and what was asked."""
    slots: Dict[str, Any] = {"motif_courriel": case}
    text = "/courriel_ensemble"
    outcome = run(ValidateCourriel(), text, intent="courriel_ensemble", slots=slots, **FORM)
    slots |= outcome.slots
    asked = []
    while slots["champ_courriel"]["cle"] != "relu":
        asked.append(slots["champ_courriel"]["cle"])
        assert len(asked) == len(set(asked)), asked
        question = run(AskCourriel(), slots=slots).messages[0]
        assert question["response"].startswith("utter_ask_courriel") and question["question"]
        kind = "date" if asked[-1] == "date_naissance" else "texte"
        assert expected(slots["requested_slot"], slots) == kind
        slots |= run(ValidateCourriel(), answers[asked[-1]], slots=slots, **FORM).slots
        assert slots["echecs"] == 0
    over = run(AskCourriel(), slots=slots)
    assert over.responses == ["utter_relecture_courriel_form"]
    assert over.messages[0]["buttons"][0]["payload"] == "/affirmer"
    assert len(over.messages[0]["buttons"]) == 1 + len(asked)  # each line can be corrected
    right = run(ValidateCourriel(), "c'est juste", intent="affirmer", slots=slots, **FORM)
    assert right.slots["requested_slot"] is None
    return slots | right.slots, asked


@pytest.mark.parametrize("key, response", [("nom_naissance", ""), ("nom_usage", "_facultatif")])
def test_an_option_is_asked_with_a_way_to_skip_it(run, key, response):
    assert run(AskCourriel(), slots=asking(key)).responses == [f"utter_ask_courriel{response}"]


@pytest.mark.parametrize("case", CASES)
def test_asked_one_by_one_to_the_end(run, case):
    slots, asked = fill(run, case, ANSWERS)
    assert ("explication" in asked) == (case != "compte_elu_absent")
    letter = run(RedigerCourriel(), slots=slots, door="rest").payload
    for key in set(asked) - {"nom_usage", "date_naissance"}:
        assert ANSWERS[key] in letter["corps"]
        assert ANSWERS[key] not in unquote(letter["mailto"])
    assert "14 mars 1961" in letter["corps"]
    assert [field["cle"] for field in letter["champs"]] == asked


# --- what staff change in courriels.yml


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The references' folder is a copy; this is its courriels.yml."""
    folder = tmp_path / "references"
    shutil.copytree(settings.REFERENCES, folder)
    monkeypatch.setattr(settings, "REFERENCES", folder)
    return folder / "courriels.yml"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


MORE = [
    ("{cle: dossier, libelle: Numéro de dossier}", "Numéro de dossier ?", ""),
    (
        '{cle: dossier, libelle: Numéro de dossier, exemple: "45 123", question: "Quel dossier ?"}',
        "Quel dossier ?",
        "Il manque : numéro de dossier. Par exemple : 45 123.",
    ),
]


@pytest.mark.parametrize("field, question, help", MORE)
@pytest.mark.parametrize("place", ["first", "last"])
def test_a_field_that_staff_add_is_asked_kept_and_written(run, file, field, question, help, place):
    where = ("    - nom_naissance\n", "    - mandat\n")[place == "last"]
    new = f"    - {field}\n"
    change(file, where, new + where if place == "first" else where + new)
    change(file, "    Mandat : {mandat}\n", "    Mandat : {mandat}\n    Dossier : {dossier}\n")
    answers = {**ANSWERS, "dossier": "n° 45 123"}
    slots, asked = fill(run, "compte_elu_absent", answers)
    assert asked[0 if place == "first" else -1] == "dossier" and len(asked) == 8
    assert slots["courriel"]["dossier"] == "n° 45 123"
    asks = asking("dossier", "compte_elu_absent")
    assert run(AskCourriel(), slots=asks).marker("question") == question
    if help:
        assert run(Repeter(), slots=asks, **FORM).marker("aide") == help
    letter = run(RedigerCourriel(), slots=slots)
    assert "Dossier : n° 45 123" in letter.payload["corps"]
    assert letter.slots == {FATE: DELIVERED}
    shown = run(CourrielModele(), slots={"motif_courriel": "compte_elu_absent"}, door="site")
    assert shown.payload["champs"][0 if place == "first" else -1]["cle"] == "dossier"
    assert "Dossier : {dossier}" in shown.payload["modele"]


def test_the_answer_goes_to_the_field_that_was_asked(run, file):
    """A field added meanwhile before it changes nothing."""
    change(
        file,
        "    - nom_naissance\n",
        "    - {cle: dossier, libelle: Dossier}\n    - nom_naissance\n",
    )
    outcome = run(
        ValidateCourriel(),
        "Zoé",
        slots=asking("prenoms", "compte_elu_absent", nom_naissance="Roy"),
        **FORM,
    )
    assert outcome.details == {"nom_naissance": "Roy", "prenoms": "Zoé"}
    assert outcome.asks == "dossier"


def test_a_field_taken_away_while_it_is_asked_loses_nothing(run, file):
    change(file, "    - mandat\n", "")
    change(file, "    Mandat : {mandat}\n", "")
    given = {key: "dit" for key in ANSWERS if key not in ("mandat", "nationalite", "explication")}
    slots = asking("mandat", "compte_elu_absent", **given)
    outcome = run(ValidateCourriel(), "maire", slots=slots, **FORM)
    # nothing is missing any more: all is read over
    read_over = {"cle": "relu", "attend": "texte"}
    assert outcome.slots == {"requested_slot": "courriel", "champ_courriel": read_over}
    assert run(AskCourriel(), slots=slots).messages == []


def test_a_mistake_in_the_file_keeps_the_last_good_reading(run, file, caplog):
    assert run(AskCourriel(), slots=asking("prenoms")).responses == ["utter_ask_courriel"]
    change(file, "    - prenoms\n", "    - prenons\n")
    assert run(AskCourriel(), slots=asking("prenoms")).responses == ["utter_ask_courriel"]
    assert "« prenons » n'est pas parmi les champs" in caplog.text


# --- by door


def test_on_the_site_the_form_asks_nothing(run):
    """The official's own device does (B16)."""
    slots = asking("nom_naissance")
    start = {"text": "/courriel_ensemble", "intent": "courriel_ensemble"}
    for asked in (
        run(ValidateCourriel(), **start, door="site", **FORM),
        run(ValidateCourriel(), "Dupont", slots=slots, door="site", **FORM),
    ):
        assert asked.events == [
            {"event": "slot", "timestamp": None, "name": "requested_slot", "value": None}
        ]
        assert asked.messages == []
    given = run(
        RedigerCourriel(), slots={**slots, "courriel": {"nom_naissance": "Dupont"}}, door="site"
    )
    assert given.responses == ["utter_courriel_appareil"]
    assert "Dupont" not in str(given.messages)
    offered = run(ProposerCourriel(), intent="erreur_plateforme", door="site")
    assert offered.responses == ["utter_courriel_appareil"]


def test_where_others_read_no_letter_is_asked(run):
    slots = asking("nom_naissance")
    for said, held in (("/courriel_ensemble", {}), ("Dupont", slots)):
        outcome = run(ValidateCourriel(), said, slots=held, door="teams_groupe", **FORM)
        assert outcome.slots == {"requested_slot": None} and outcome.messages == []
    given = run(
        RedigerCourriel(),
        slots={**slots, "courriel": {"nom_naissance": "Dupont"}},
        door="teams_groupe",
    )
    assert given.responses == ["utter_identite_en_prive"] and given.events == []
    assert "Dupont" not in str(given.messages)


@pytest.mark.parametrize("door", ["teams", "rest", ""])
def test_elsewhere_it_is_asked(run, door):
    slots = {"motif_courriel": "erreur_plateforme"}
    outcome = run(
        ValidateCourriel(), "/courriel_ensemble", "courriel_ensemble", slots, door=door, **FORM
    )
    assert outcome.asks == "nom_naissance"


READ = {
    "site": {"nom", "modele", "champs", "refus", "interdit"},
    "teams": {"corps"},
    "teams_groupe": {"corps"},
    "rest": {"nom", "corps", "champs", "mailto", "eml"},
}


@pytest.mark.parametrize("door", READ)
def test_a_letter_holds_what_its_door_reads_and_no_more(run, door):
    payload = run(
        CourrielModele(), slots={"motif_courriel": "erreur_plateforme"}, door=door
    ).payload
    assert set(payload) == {"type", "destinataire", "objet", "pieces"} | READ[door]
    if door == "rest":
        assert message_from_string(payload["eml"], policy=default)["X-Unsent"] == "1"


@pytest.mark.parametrize("case", CASES)
def test_the_template_leaves_every_field_open(run, case):
    outcome = run(CourrielModele(), slots={"motif_courriel": case})
    assert outcome.responses == ["utter_courriel_modele"] and outcome.events == []
    assert "[nom de naissance]" in outcome.payload["corps"]
    site = run(CourrielModele(), slots={"motif_courriel": case}, door="site").payload
    assert all(f"{{{field['cle']}}}" in site["modele"] for field in site["champs"])


@pytest.mark.parametrize("case", CASES)
def test_the_reason_is_pressed(run, case):
    outcome = run(
        ValidateCourriel(),
        f"/{case}",
        intent=case,
        slots={"requested_slot": "motif_courriel"},
        **FORM,
    )
    assert outcome.slots["motif_courriel"] == case


def test_a_trouble_told_in_the_form_changes_no_letter_under_way(run):
    outcome = run(
        ProposerCourriel(),
        "FranceConnect+ ne marche pas",
        intent="franceconnect_impossible",
        slots=asking("prenoms"),
        **FORM,
    )
    assert outcome.events == [] and outcome.messages == []


def test_failures_on_a_name(run):
    way_out = ["utter_aide_courriel", "utter_issue_formulaire"]
    for failures, said in ((0, []), (1, way_out[:1]), (2, way_out)):
        outcome = run(
            ValidateCourriel(),
            "1234",
            form="courriel_form",
            slots={**asking("nom_naissance"), "echecs": failures},
        )
        assert outcome.responses == ["utter_champ_refuse", *said]
        assert "en lettres : nom de naissance. Par exemple : MARTIN." in outcome.marker("raison")


def test_a_button_of_the_reading_over_asks_its_line_again(run):
    given = {key: "dit" for key in ANSWERS if key not in ("nationalite", "explication")}
    slots = {"motif_courriel": "compte_elu_absent", "courriel": {**given, "relu": "oui"}}
    entities = [{"entity": "champ", "value": "prenoms"}]
    outcome = run(
        ValidateCourriel(),
        '/courriel_ensemble{"champ": "prenoms"}',
        intent="courriel_ensemble",
        slots=slots,
        entities=entities,
        **FORM,
    )
    assert outcome.asks == "prenoms"
    assert outcome.details == {key: value for key, value in given.items() if key != "prenoms"}


def test_a_name_typed_again_after_a_return_is_taken(run):
    events = [
        {"event": "user", "text": text, "parse_data": {"intent": {"name": "informer"}}}
        for text in ("Petit", "retour")
    ]
    slots = asking("nom_usage", "compte_elu_absent", nom_naissance="Durand")
    outcome = run(ValidateCourriel(), "Petit", slots=slots, events=events, **FORM)
    assert outcome.details == {"nom_naissance": "Durand", "nom_usage": "Petit"}


def test_what_is_doubted_and_typed_again_is_kept(run):
    doubt = {"event": "bot", "metadata": {"utter_action": "utter_doute"}}
    before = {"event": "user", "text": "Merci", "parse_data": {"intent": {"name": "remercier"}}}
    for text, intent in (("Merci", "remercier"), ("oui", "affirmer")):
        slots = asking("nom_naissance", "compte_elu_absent")
        events = [before, {**before}, doubt]
        outcome = run(ValidateCourriel(), text, intent, slots, events=events, **FORM)
        assert outcome.details == {"nom_naissance": "Merci"}
        assert outcome.asks == "nom_usage"


def test_the_facts_are_looked_at_once_for_an_answer(run, monkeypatch):
    looked, form = [], ValidateCourriel()
    real, act = facts_module.references, form.act

    def counted(*given):
        before = len(looked)
        done = act(*given)
        looks.append(len(looked) - before)
        return done

    looks = []
    monkeypatch.setattr(facts_module, "references", lambda *a: looked.append(a) or real(*a))
    monkeypatch.setattr(form, "act", counted)
    for _ in range(2):  # a change on disk is seen by the next answer
        run(form, "Petit", slots=asking("nom_naissance"), form="courriel_form")
    assert looks == [1, 1]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("FranceConnect+ refuse mon vieux smartphone", "franceconnect_impossible"),
        ("ça me dit appareil incompatible", "franceconnect_impossible"),
        ("le compte élu a disparu de mon écran", "compte_elu_absent"),
        ("mes droits n'apparaissent plus", "compte_elu_absent"),
        ("je ne vois que mon CPF, pas le DIFE", "compte_elu_absent"),
        ("la page plante avec un message d'erreur", "erreur_plateforme"),
        ("bonjour", ""),
        ("/courriel_ensemble", ""),
    ],
)
def test_the_words_tell_which_letter(text, case):
    assert letter_case.told(text) == case


def test_the_case_told_before_is_taken_up_and_said(run):
    said = {
        "event": "user",
        "text": "FranceConnect+ refuse mon vieux smartphone",
        "parse_data": {"intent": {"name": "sans_smartphone"}},
    }
    outcome = run(ValidateCourriel(), "remplissons-le", intent="courriel_ensemble", events=[said])
    assert outcome.slots["motif_courriel"] == "franceconnect_impossible"
    assert outcome.responses[0] == "utter_memoire_valeurs"
    assert outcome.slots["requested_slot"] == "courriel"


def test_the_case_is_read_in_any_words(run):
    asked = {"requested_slot": "motif_courriel"}
    outcome = run(
        ValidateCourriel(),
        "ça affiche une erreur quand je valide",
        intent="hors_sujet",
        slots=asked,
        form="courriel_form",
    )
    assert outcome.slots["motif_courriel"] == "erreur_plateforme"


ONE_SENTENCE = "faites-moi le courriel, je suis Paul Martin, né le 3/4/1960 à Gien, maire de Briare"
TOLD = {
    "nom_naissance": "Martin",
    "prenoms": "Paul",
    "date_naissance": "3 avril 1960",
    "lieu_naissance": "Gien",
    "collectivite": "Briare",
    "mandat": "maire",
}


@pytest.mark.parametrize("trouble", ["", ", mon compte élu n'apparaît pas"])
def test_a_letter_asked_for_with_its_identity_begins_with_it(run, trouble):
    text = ONE_SENTENCE + trouble
    outcome = run(ValidateCourriel(), text, intent="courriel_ensemble", **FORM)
    assert outcome.details == TOLD
    if trouble:
        assert outcome.asks == "nom_usage"  # only what misses
    else:
        assert outcome.slots["requested_slot"] == "motif_courriel"
        held = {"courriel": TOLD, "requested_slot": "motif_courriel"}
        then = run(ValidateCourriel(), "/compte_elu_absent", "compte_elu_absent", held, **FORM)
        assert then.asks == "nom_usage" and (then.details or TOLD) == TOLD


def test_the_next_one_asked_for_keeps_nothing_of_somebody_else(run):
    held = {"nom_naissance": "Leroy", "nom_usage": "Petit", "prenoms": "Anne", "relu": "oui"}
    slots = {"motif_courriel": "compte_elu_absent", "courriel": held}
    outcome = run(ValidateCourriel(), ONE_SENTENCE, "courriel_ensemble", slots, **FORM)
    assert outcome.details == TOLD


def test_a_trouble_told_of_the_official_is_in_the_first_person(run):
    given = {**TOLD, "nom_usage": "", "nationalite": "française"}
    slots = asking("explication", "erreur_plateforme", **given)
    outcome = run(
        ValidateCourriel(), "Il a le message « erreur 12 » quand il valide", slots=slots, **FORM
    )
    assert outcome.details["explication"] == "J'ai le message « erreur 12 » quand je valide"


def test_a_surname_alone_after_a_letter_is_asked_about(run):
    """« Lefebvre »: which line it is of is asked at the reading over; the letter is kept."""
    given = {**TOLD, "nom_usage": "", "relu": "oui"}
    slots = {"motif_courriel": "compte_elu_absent", "courriel": given, FATE: DELIVERED}
    outcome = run(RecevoirValeur(), "Lefebvre", slots=slots)
    assert outcome.responses == ["utter_doute"]
    assert outcome.details == {k: v for k, v in given.items() if k != "relu"}
    assert outcome.asks == "relu"
    doubt = {"event": "bot", "metadata": {"utter_action": "utter_doute"}}
    before = {"event": "user", "text": "Lefebvre", "parse_data": {"intent": {"name": "informer"}}}
    then = run(
        ValidateCourriel(),
        "oui",
        "affirmer",
        asking("relu", "compte_elu_absent", **outcome.details),
        events=[before, doubt],
        **FORM,
    )
    assert then.details["nom_naissance"] == "Lefebvre" and "relu" not in then.details


@pytest.mark.parametrize(
    "text, gesture, heard",
    [("Lefebvre", False, True), ("Remboursement", False, False), ("Impeccable", True, False)],
)
def test_a_surname_alone_is_heard_after_a_letter(text, gesture, heard):
    assert corrects("courriel", text, [], 0.9, gesture) == heard
    assert not corrects("frais", text, [], 0.9, gesture)


@pytest.mark.parametrize(
    "text, response", [("oui", "utter_saisie_corriger"), ("c'est juste", ""), ("parfait", "")]
)
def test_yes_after_a_letter(run, text, response):
    """« Une erreur dans ce courriel ? »: « oui » is asked which; what agrees goes on."""
    said = {"event": "bot", "metadata": {"utter_action": "utter_courriel_apres"}}
    buttons = [{"title": "Quelles pièces fournir ?", "payload": "/pieces_a_fournir"}]
    given = {**TOLD, "nom_usage": "", "relu": "oui"}
    slots = {"motif_courriel": "compte_elu_absent", "courriel": given, FATE: DELIVERED}
    before = {"event": "user", "text": "c'est juste", "parse_data": {}}
    events = [before, {**said, "data": {"buttons": buttons}}]
    outcome = run(Affirmer(), text, "affirmer", slots, events=events)
    pressed = [e["text"] for e in outcome.events if e["event"] == "user"]
    assert pressed == ([] if response else ["/etape_suivante"])
    assert outcome.responses == ([response] if response else [])
