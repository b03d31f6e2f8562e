"""Letters: their text, their links and files, and what an official may answer."""

import unicodedata
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.facts.store import References
from dife.letter_fields import Fault, FieldError, LetterField, validate_field
from dife.letters import Letter, build_letter

TODAY = date(2026, 11, 23)
VALUES = {
    "nom_naissance": "Le Goff",
    "nom_usage": "Martin",
    "date_naissance": "12 mai 1970",
    "explication": "Ligne 1\nLigne 2",
}
EVIL = ["x\r\nBcc: a@b.fr", "x\nSubject: y", "x\u2028Bcc: a", "x\x85Bcc: a", "x\x0bBcc:", "\ud800"]


def letter(refs: References, **values: str) -> Letter:
    return build_letter(refs.letters["cas"], values, refs, TODAY)


def parsed(found: Letter) -> EmailMessage:
    message = message_from_bytes(found.eml(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def test_a_whole_letter(small: References) -> None:
    found = letter(small, **VALUES)
    assert found.recipient == "droits@exemple.fr"
    assert found.subject == "Demande de Le Goff"
    assert found.attachments == ["une carte", "une capture"]
    assert found.missing == []
    assert found.body == (
        "Madame, Monsieur,\n\nNom : Le Goff\nNom d'usage : Martin\n"
        "Né(e) le 12 mai 1970, Ligne 1\nLigne 2\n\nLigne 1\nLigne 2\n\nCordialement"
    )


def test_an_empty_letter(small: References) -> None:
    found = letter(small)
    assert [field.cle for field in found.missing] == ["nom_naissance", "date_naissance"]
    assert found.subject == "Demande de [nom de naissance]"
    assert found.body == (
        "Madame, Monsieur,\n\nNom : [nom de naissance]\nNé(e) le [date de naissance],\n\n"
        "Cordialement"
    )


def test_a_form_to_fill_in_by_hand(small: References) -> None:
    found = build_letter(small.letters["cas"], {}, small, TODAY, blank=True)
    assert "Nom d'usage : [nom d'usage, facultatif]" in found.body


def test_values_are_not_filled_twice(small: References) -> None:
    assert "Nom : {nom_usage}" in letter(small, nom_naissance="{nom_usage}").body


def test_real_cases_hold_every_detail_of_the_guide(real: References) -> None:
    for case in real.letters.values():
        values = {field.cle: f"<{field.cle}>" for field in case.champs}
        found = build_letter(case, values, real, TODAY)
        assert found.missing == [] and "[" not in found.body and "@" in found.recipient
        assert all(value in found.body for value in values.values())
        assert found.attachments
        names = values.keys()
        assert {"nom_naissance", "prenoms", "date_naissance", "lieu_naissance"} <= names
        assert not {"nir", "numero_securite_sociale"} & names


def test_no_letter_promises_papers_that_go_another_way(real: References) -> None:
    """Copies are safer by the form, as the list of papers advises: the text says the same."""
    for case in real.letters.values():
        letter = build_letter(case, {}, real, TODAY)
        assert "jointes" not in letter.body and "ci-joint" not in letter.body
        copies = any(paper.startswith("copie") for paper in letter.attachments)
        assert ("formulaire de contact" in letter.body) == copies
        assert ("formulaire de contact" in " ".join(letter.attachments)) == copies


def test_real_examples_are_valid_answers(real: References) -> None:
    for case in real.letters.values():
        for field in case.champs:
            assert validate_field(field, field.exemple, TODAY)


def test_mailto(small: References) -> None:
    link = letter(small, **VALUES).mailto()
    assert link == "mailto:droits@exemple.fr?subject=Demande%20de%20Le%20Goff"


@pytest.mark.parametrize("name", ["A&cc=x@y.fr", "A?b=c", "A%0ABcc", "A#b", "É ' + é"])
def test_mailto_has_no_other_part(small: References, name: str) -> None:
    link = letter(small, **{**VALUES, "nom_naissance": name}).mailto()
    query = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert list(query) == ["subject"]
    assert query["subject"] == [f"Demande de {name}"]


def test_eml(small: References) -> None:
    found = letter(small, **{**VALUES, "nom_naissance": "Lefèvre-Œuvrard"})
    message = parsed(found)
    assert message["To"] == "droits@exemple.fr"
    assert message["Subject"] == "Demande de Lefèvre-Œuvrard"
    assert message["X-Unsent"] == "1"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().rstrip("\r\n").replace("\r\n", "\n") == found.body
    assert found.eml() == found.eml()
    assert b"\n" not in found.eml().replace(b"\r\n", b"")


def test_a_long_accented_subject_keeps_its_spaces() -> None:
    subject = " ".join(["été élue à Épinay où", "0\u00a1\U0001d54a"] * 12)
    found = Letter("a@exemple.fr", subject, "Corps", [], [])
    assert parsed(found)["Subject"] == subject
    assert max(map(len, found.eml().splitlines())) <= 78


def test_real_subjects(real: References) -> None:
    for case in real.letters.values():
        assert parsed(build_letter(case, {}, real, TODAY))["Subject"] == case.objet


@pytest.mark.parametrize("evil", EVIL)
def test_no_header_injection(small: References, evil: str) -> None:
    built = letter(small, **{**VALUES, "nom_naissance": evil})
    made = Letter(f"a@b.fr{evil}", f"Objet {evil}", f"Corps {evil}", [], [])
    for found in (built, made):
        names = sorted(name.lower() for name in parsed(found))
        assert names == sorted(
            ["to", "subject", "x-unsent", "content-type", "content-transfer-encoding"]
            + ["mime-version"]
        )
        assert "%0D" not in found.mailto() and "%0A" not in found.mailto()


@given(st.dictionaries(st.sampled_from(sorted(VALUES)), st.text()))
def test_no_control_character_reaches_a_header(small: References, values: dict[str, str]) -> None:
    found = letter(small, **values)
    message = parsed(found)
    for text in (found.recipient, found.subject, *(str(value) for value in message.values())):
        assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} for c in text)
    assert len(message.keys()) == 6
    assert message["Subject"].split() == found.subject.split()
    allowed = {"\n"}
    assert {c for c in found.body if unicodedata.category(c) in {"Cc", "Cs"}} <= allowed
    assert found.mailto().isascii()


NAME = LetterField(cle="nom", libelle="Nom de naissance", exemple="Roy")
OPTION = LetterField(cle="nom_usage", libelle="Nom d'usage", obligatoire=False)
BIRTH = LetterField(cle="date_naissance", libelle="Date de naissance", type="date")
STORY = LetterField(cle="explication", libelle="Explication", type="texte_long")
NUMBER = LetterField(cle="dossier", libelle="Numéro de dossier", exemple="123 456")


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        (NAME, "  Le   Goff ", "Le Goff"),
        (NAME, "Louis XIV 2", "Louis XIV 2"),
        (NAME, "Du\u00adpont\u200b", "Dupont"),
        (NAME, "O'Brien-Œuvrard", "O'Brien-Œuvrard"),
        (OPTION, "  ", ""),
        (BIRTH, "12/05/1970", "12 mai 1970"),
        (BIRTH, "1er janvier 1900", "1er janvier 1900"),
        (BIRTH, "23/11/2026", "23 novembre 2026"),
        (STORY, "une\r\nligne\x00", "une\nligne"),
        (STORY, "erreur 500, appelez le 02 47 05 12 34", "erreur 500, appelez le 02 47 05 12 34"),
        (NUMBER, "987 654", "987 654"),
    ],
)
def test_good_answers(field: LetterField, text: str, kept: str) -> None:
    assert validate_field(field, text, TODAY) == kept
    if kept:
        assert validate_field(field, kept, TODAY) == kept


@pytest.mark.parametrize(
    ("field", "fault", "says"),
    [
        (NAME, "vide", "Il manque : nom de naissance. Par exemple : Roy."),
        (STORY, "vide", "Il manque : explication."),
        (NAME, "long", "200 caractères au plus. Par exemple : Roy."),
        (STORY, "long", "2000 caractères au plus."),
        (BIRTH, "ancienne", "Avant 1900."),
        (NUMBER, "lettres", "En lettres : numéro de dossier. Par exemple : 123 456."),
    ],
)
def test_what_is_said_of_a_wrong_answer(
    small: References, field: LetterField, fault: Fault, says: str
) -> None:
    assert small.letters["cas"].refus.say(field, fault) == says


def test_what_is_really_said_of_a_wrong_answer(real: References) -> None:
    for case in real.letters.values():
        for field in case.champs:
            for fault in get_args(Fault):
                said = case.refus.say(field, fault)
                assert "{" not in said and said.endswith((".", "?")) and field.exemple in said


@given(st.sampled_from([NAME, OPTION, BIRTH, STORY]), st.text())
def test_an_answer_is_clean_or_refused(field: LetterField, text: str) -> None:
    try:
        kept = validate_field(field, text, TODAY)
    except FieldError:
        return
    controls = {c for c in kept if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}}
    assert controls <= ({"\n"} if field.type == "texte_long" else set())
