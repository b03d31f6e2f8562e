"""What an official types where one detail is asked: read, split, refused or asked about."""

from __future__ import annotations

from datetime import date
from typing import Mapping, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dife.facts.store import References
from dife.fields import Fault, Kind, Read, caller, labelled, named, plausible, read, replaced
from dife.fields.model import LONGEST, LONGEST_STORY
from dife.letter_fields import LetterField

TODAY = date(2026, 11, 27)
KINDS = get_args(Kind)
MARCH = "12 mars 1955"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("nom", "dupont", "Dupont"),
        ("nom", "DUPONT", "DUPONT"),
        ("nom", "le goff", "Le Goff"),
        ("nom", "d'almeida", "D'Almeida"),
        ("nom", "n'guyen", "N'Guyen"),
        ("nom", "guivarc'h", "Guivarc'h"),
        ("nom", "saint-éxupéry", "Saint-Éxupéry"),
        ("nom", "dupont de nemours", "Dupont de Nemours"),
        ("nom", "van den berg", "Van den Berg"),
        ("nom", "da silva", "Da Silva"),
        ("nom", "je m'appelle Dupont", "Dupont"),
        ("nom", "Dupont, D U P O N T", "Dupont"),
        ("nom", "D U P O N T", "DUPONT"),
        ("nom", "née Lefebvre", "Lefebvre"),
        ("nom", "Mme Petit", "Petit"),
        ("nom", "Mon nom de naissance est Le Goff, merci", "Le Goff"),
        ("nom_usage", "Petit", "Petit"),
        ("nom_usage", "oui, Durand", "Durand"),
        ("nom_usage", "mon nom d'épouse c'est Durand", "Durand"),
        ("nom_usage", "Madame Durand", "Durand"),
        ("prenoms", "Marie Claire Louise", "Marie Claire Louise"),
        ("prenoms", "Marie, Claire", "Marie, Claire"),
        ("prenoms", "Marie et Claire", "Marie, Claire"),
        ("prenoms", "jean-pierre", "Jean-Pierre"),
        ("prenoms", "c'est Anne", "Anne"),
        ("prenoms", "mes prénoms sont Anne Sophie", "Anne Sophie"),
        ("prenoms", "Enguerrand", "Enguerrand"),
        ("date_naissance", "12/03/1955", MARCH),
        ("date_naissance", "le 12 mars 1955", MARCH),
        ("date_naissance", "je suis né le 12 mars 1955", MARCH),
        ("date_naissance", "12-03-1955, un samedi", MARCH),
        ("date_naissance", "12 03 1955", MARCH),
        ("lieu_naissance", "Gien", "Gien"),
        ("lieu_naissance", "gien", "Gien"),
        ("lieu_naissance", "à Gien dans le Cher", "Gien dans le Cher"),
        ("lieu_naissance", "je suis né à Alger", "Alger"),
        ("lieu_naissance", "Paris 14e", "Paris 14e"),
        ("lieu_naissance", "paris 14e", "Paris 14e"),
        ("lieu_naissance", "45500", "45500"),
        ("lieu_naissance", "Porto, Portugal", "Porto, Portugal"),
        ("lieu_naissance", "Tours (Indre-et-Loire)", "Tours (Indre-et-Loire)"),
        ("lieu_naissance", "saint-jean-de-braye", "Saint-Jean-de-Braye"),
        ("lieu_naissance", "c'est à La Ferté-Saint-Aubin", "La Ferté-Saint-Aubin"),
        ("lieu_naissance", "au Mans", "Le Mans"),
        ("lieu_naissance", "au Maroc", "Maroc"),
        ("lieu_naissance", "né aux Sables-d'Olonne", "Les Sables-d'Olonne"),
        ("lieu_naissance", "la ville d'Orléans", "la ville d'Orléans"),
        ("lieu_naissance", "Châlons-en-Champagne", "Châlons-en-Champagne"),
        ("nationalite", "française", "française"),
        ("nationalite", "je suis de nationalité française", "française"),
        ("nationalite", "franco-portugaise", "franco-portugaise"),
        ("nationalite", "je suis belge", "belge"),
        ("nationalite", "double nationalité française et italienne", None),
        ("nationalite", "FR", "FR"),
        ("collectivite", "Commune de Briare", "Commune de Briare"),
        ("collectivite", "Briare", "Briare"),
        ("collectivite", "mairie de Briare", "mairie de Briare"),
        ("collectivite", "à Briare", "Briare"),
        ("collectivite", "communauté de communes Giennoises", "communauté de communes Giennoises"),
        ("collectivite", "CC du Val de Sully", "CC du Val de Sully"),
        ("collectivite", "département du Cher", "département du Cher"),
        ("collectivite", "conseil départemental du Cher", "conseil départemental du Cher"),
        ("collectivite", "je suis maire de Briare", "Briare"),
        ("collectivite", "la commune de Saint-Denis", "commune de Saint-Denis"),
        ("mandat", "maire", "maire"),
        ("mandat", "je suis maire", "maire"),
        ("mandat", "je suis le maire", "maire"),
        ("mandat", "adjointe aux finances et déléguée communautaire", None),
        ("mandat", "2e adjoint", "2e adjoint"),
        ("mandat", "conseillère municipale d'opposition", "conseillère municipale d'opposition"),
        ("mandat", "simple conseiller", "simple conseiller"),
        ("mandat", "présidente de la comcom", "présidente de la comcom"),
        ("mandat", "vice-président", "vice-président"),
        ("mandat", "ancien maire", "ancien maire"),
        ("mandat", "adjoint à la culture, chargé des écoles", None),
        ("mandat", "Conseiller départemental du canton de Gien", None),
        ("mandat", "maire de Briare", "maire"),
        ("telephone", "06 39 98 00 01", "06 39 98 00 01"),
        ("telephone", "mon numéro c'est le 0639980001", "0639980001"),
        ("telephone", "+33 6 39 98 00 01", "+33 6 39 98 00 01"),
        ("telephone", "02.38.00.00.01 svp", "02.38.00.00.01"),
        *(
            ("moment", text, text)
            for text in (
                "jeudi après midi",
                "le matin",
                "demain",
                "n'importe quand",
                "quand vous voulez",
                "après 18h",
                "entre 9h et 11h",
                "pas le mercredi",
                "lundi ou mardi",
                "dès que possible",
                "maintenant",
                "mardi 3 vers 14h30",
                "en fin de journée",
                "le soir sauf le vendredi",
            )
        ),
        ("moment", "plutôt le matin svp", "le matin"),
        ("moment", "rappelez-moi demain", "demain"),
        ("moment", "je suis disponible le lundi", "le lundi"),
        ("texte", "dossier 12 A", "dossier 12 A"),
        ("recit", "je clique et la page affiche une erreur", None),
        (
            "recit",
            "Pourquoi mon compte affiche-t-il « erreur 500 » quand je valide ma formation ?",
            None,
        ),
        ("recit", "la page est blanche", None),
        ("recit", "ça ne marche pas", None),
        ("recit", "je ne sais pas pourquoi mais la page reste blanche quand je valide", None),
    ],
)
def test_what_is_kept(kind: Kind, text: str, value: str | None) -> None:
    found = read(kind, text, TODAY)
    assert found.value == (text if value is None else value), found
    assert not found.doubt and not found.fault and not found.skipped


@pytest.mark.parametrize(
    ("kind", "text", "value", "others"),
    [
        ("nom", "Jean Dupont", "Dupont", {"prenoms": "Jean"}),
        ("nom", "Dupont Marie", "Dupont", {"prenoms": "Marie"}),
        ("nom", "marie-claire le goff", "Le Goff", {"prenoms": "Marie-Claire"}),
        (
            "nom",
            "Dupont Marie née le 12 mars 1955 à Gien",
            "Dupont",
            {"prenoms": "Marie", "date_naissance": MARCH, "lieu_naissance": "Gien"},
        ),
        (
            "nom",
            "Dupont, né à Gien le 12/03/1955",
            "Dupont",
            {"lieu_naissance": "Gien", "date_naissance": MARCH},
        ),
        ("nom", "Mme Petit née Lefebvre", "Lefebvre", {"nom_usage": "Petit"}),
        ("nom", "Lefebvre épouse Petit", "Lefebvre", {"nom_usage": "Petit"}),
        ("nom_usage", "Petit née Lefebvre", "Petit", {"nom": "Lefebvre"}),
        ("nom", "Durand, maire de Briare", "Durand", {"mandat": "maire", "collectivite": "Briare"}),
        (
            "nom",
            "Petit 06 39 98 00 01 jeudi après-midi",
            "Petit",
            {"telephone": "06 39 98 00 01", "moment": "jeudi après-midi"},
        ),
        ("prenoms", "Anne, née le 12 mars 1955", "Anne", {"date_naissance": MARCH}),
        ("date_naissance", "né le 12 mars 1955 à Gien", MARCH, {"lieu_naissance": "Gien"}),
        ("date_naissance", "12/03/1955 à Gien", MARCH, {"lieu_naissance": "Gien"}),
        ("lieu_naissance", "Gien, le 12 mars 1955", "Gien", {"date_naissance": MARCH}),
        ("lieu_naissance", "né le 12 mars 1955 à Gien", "Gien", {"date_naissance": MARCH}),
        ("collectivite", "je suis maire de Briare", "Briare", {"mandat": "maire"}),
        (
            "collectivite",
            "conseillère municipale à Gien",
            "Gien",
            {"mandat": "conseillère municipale"},
        ),
        ("mandat", "maire de Briare", "maire", {"collectivite": "Briare"}),
        ("telephone", "06 39 98 00 01 le matin", "06 39 98 00 01", {"moment": "le matin"}),
        (
            "telephone",
            "06 39 98 00 01 entre 9h et 11h",
            "06 39 98 00 01",
            {"moment": "entre 9h et 11h"},
        ),
        ("moment", "le matin au 06 39 98 00 01", "le matin", {"telephone": "06 39 98 00 01"}),
    ],
)
def test_several_details_at_once(
    kind: Kind, text: str, value: str, others: Mapping[Kind, str]
) -> None:
    found = read(kind, text, TODAY)
    assert (found.value, dict(found.others)) == (value, others)
    assert not found.doubt


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        ("nom", "", "vide"),
        ("nom", "   \n", "vide"),
        ("nom", "attendez", "attente"),
        ("nom", "c'est quoi le nom de naissance exactement", "question"),
        ("nom", "je ne sais pas", "ignorance"),
        ("nom", "retour", "commande"),
        ("nom", "passer", "commande"),
        ("nom", "non", "choix"),
        ("nom", "bonjour", "politesse"),
        ("nom", "je ne veux pas le dire", "refus"),
        ("nom", "mon compte n'apparaît pas", "phrase"),
        ("nom", "deux nuits et un repas à Nanterre", "phrase"),
        ("nom", "1955", "nombre"),
        ("nom", "a@b.fr", "adresse"),
        ("nom", "né le 12 mars 1955", "autre_nature"),
        ("nom", "x" * 201, "long"),
        ("nom", "merci Jean", "politesse"),  # « Merci » is no answer by itself
        ("moment", "oui 00", "nombre"),
        ("prenoms", "attendez", "attente"),
        ("prenoms", "lesquels ?", "question"),
        ("prenoms", "retour", "commande"),
        ("prenoms", "12 mars 1955", "autre_nature"),
        ("date_naissance", "le 31 février 1955", "date"),
        ("date_naissance", "mars 1955", "date"),
        ("date_naissance", "Gien", "date"),
        ("date_naissance", "71 ans", "date"),
        ("date_naissance", "12 mars 2055", "avenir"),
        ("date_naissance", "12 mars 1899", "ancienne"),
        ("date_naissance", "attendez", "attente"),
        ("date_naissance", "pourquoi ma date ?", "question"),
        ("lieu_naissance", "non", "choix"),
        ("lieu_naissance", "oui", "choix"),
        ("lieu_naissance", "12 mars 1955", "autre_nature"),
        ("lieu_naissance", "je ne trouve pas ma carte", "phrase"),
        ("lieu_naissance", "deux nuits et un repas à Nanterre", "autre_nature"),
        ("lieu_naissance", "12", "nombre"),
        ("nationalite", "oui", "choix"),
        ("nationalite", "je l'ai déjà dit", "phrase"),
        ("collectivite", "je ne sais pas", "ignorance"),
        ("collectivite", "laquelle ?", "question"),
        ("collectivite", "mon compte n'apparaît pas", "phrase"),
        ("mandat", "ça sert à quoi", "question"),
        ("mandat", "mon maire ne veut pas payer", "phrase"),
        ("mandat", "attendez", "attente"),
        ("telephone", "je n'ai pas de téléphone", "refus"),
        ("telephone", "06 39", "nombre"),
        ("telephone", "non", "choix"),
        ("moment", "je ne veux plus", "refus"),
        ("moment", "non", "choix"),
        ("moment", "laissez tomber", "commande"),
        ("moment", "06 39 98 00 01", "autre_nature"),
        ("moment", "quand est-ce que vous rappelez ?", "question"),
        ("recit", "attendez", "attente"),
        ("recit", "je ne sais pas", "ignorance"),
        ("recit", "bonjour", "politesse"),
        ("recit", "pourquoi ?", "question"),
        ("recit", "non", "choix"),
        ("texte", "attendez", "attente"),
    ],
)
def test_what_is_refused(kind: Kind, text: str, fault: Fault) -> None:
    found = read(kind, text, TODAY)
    assert (found.value, found.skipped) == ("", False)
    assert found.fault == fault


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("nom", "Durand comme le peintre"),
        ("nom", "maison bleue"),
        ("nom", "Ewan Querbouet"),
        ("nom", "Sylvie"),
        ("nom", "atendez"),
        ("prenoms", "Anne mais on m'appelle Annie"),
        ("prenoms", "Marie Querbouet"),
        ("date_naissance", "12 mars 2020"),
        ("nationalite", "bleue"),
        ("collectivite", "SIVOM"),
        ("collectivite", "la mairie"),
        ("mandat", "bourgmestre"),
        ("moment", "au bureau"),
        ("recit", "erreur 500"),
    ],
)
def test_what_is_asked_about(kind: Kind, text: str) -> None:
    found = read(kind, text, TODAY)
    assert found.value and found.doubt, found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(
            ("nom_usage", text)
            for text in (
                "passer",
                "non",
                "je n'en ai pas",
                "aucun",
                "le même",
                "je suis divorcée",
                "célibataire",
                "je ne suis pas mariée",
                "j'ai gardé mon nom de jeune fille",
                "pas d'autre nom",
                "non merci",
                "je n'ai que celui-là",
                "rien",
            )
        ),
        ("mandat", "passer"),
        ("mandat", "je préfère pas le dire"),
    ],
)
def test_what_is_skipped(kind: Kind, text: str) -> None:
    assert read(kind, text, TODAY) == Read(skipped=True)


def test_a_married_woman_is_not_done_with_her_name() -> None:
    assert read("nom_usage", "je suis mariée", TODAY).fault == "vide"


@pytest.mark.parametrize(
    ("text", "value", "others"),
    [
        (
            "Mme Petit 06 39 98 00 01 jeudi après-midi",
            "Mme Petit",
            {"telephone": "06 39 98 00 01", "moment": "jeudi après-midi"},
        ),
        ("Jean Dupont", "Jean Dupont", {}),
        (
            "je m'appelle Claire Martin, c'est le 06 39 98 00 01",
            "Claire Martin",
            {"telephone": "06 39 98 00 01"},
        ),
        ("madame le goff", "madame Le Goff", {}),
    ],
)
def test_who_wants_to_be_called_back(text: str, value: str, others: Mapping[Kind, str]) -> None:
    found = caller(text, TODAY)
    assert (found.value, dict(found.others)) == (value, others)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mon prénom c'est Anne", {"prenoms": "Anne"}),
        ("né le 12 mars 1955 à Gien", {"date_naissance": MARCH, "lieu_naissance": "Gien"}),
        ("je m'appelle Dupont", {"nom": "Dupont"}),
        ("je m'appelle Anne", {"prenoms": "Anne"}),
        ("je m'appelle Jean Dupont", {"nom": "Dupont", "prenoms": "Jean"}),
        ("je suis maire de Briare", {"mandat": "maire", "collectivite": "Briare"}),
        ("mon nom de naissance est Lefebvre", {"nom": "Lefebvre"}),
        ("mon nom d'usage est Petit", {"nom_usage": "Petit"}),
        ("06 39 98 00 01", {"telephone": "06 39 98 00 01"}),
        (
            "mon nom de naissance est Lefebvre et mon prénom c'est Anne",
            {"nom": "Lefebvre", "prenoms": "Anne"},
        ),
        ("prénoms : Marie, Claire", {"prenoms": "Marie, Claire"}),
        ("ma date de naissance c'est le 12/03/1955", {"date_naissance": MARCH}),
        ("mon lieu de naissance c'est Alger", {"lieu_naissance": "Alger"}),
        ("de nationalité belge", {"nationalite": "belge"}),
        ("j'ai deux formations à Tours", {}),
        ("mon nom est faux", {}),
        ("mon nom est mal orthographié", {}),
        ("nom de naissance Lefebvre", {"nom": "Lefebvre"}),
        ("Nom : DUPONT prénom : JEAN", {"nom": "DUPONT", "prenoms": "JEAN"}),
        ("je suis Mme Petit", {"nom": "Petit"}),
        ("moi c'est Marie-Claire", {"prenoms": "Marie-Claire"}),
        ("le maire de Gien refuse de payer", {}),
        ("la commune est fermée", {}),
        ("formation du 12/03/2026 à Orléans", {}),
        ("deux nuits et un repas à Nanterre le 3 avril 2026", {}),
        ("le nom de la formation est introuvable", {}),
        ("comment je m'appelle ne vous regarde pas", {}),
        ("attendez", {}),
        ("", {}),
    ],
)
def test_details_said_with_their_label(text: str, told: dict[Kind, str]) -> None:
    assert labelled(text, TODAY) == told


HELD: dict[Kind, str] = {
    "nom": "Lefèvre",
    "prenoms": "Anna Marie",
    "date_naissance": "12 mars 1955",
    "lieu_naissance": "Gien",
    "collectivite": "Commune de Briare",
    "mandat": "maire",
}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("pas Lefèvre, Lefebvre", ("nom", "Lefebvre")),
        ("Lefebvre et non Lefèvre", ("nom", "Lefebvre")),
        ("Lefebvre avec un b", ("nom", "Lefebvre")),
        ("c'est Lefebvre, pas Lefevre", ("nom", "Lefebvre")),
        ("mon nom de naissance c'est Lefebvre, pas Durand", ("nom", "Lefebvre")),
        ("non, mon nom de naissance c'est Lefebvre", ("nom", "Lefebvre")),
        ("c'est Anne, pas Anna", ("prenoms", "Anne Marie")),
        ("pas Gien mais Giens", ("lieu_naissance", "Giens")),
        ("je suis né à Orléans, pas à Gien", ("lieu_naissance", "Orléans")),
        ("13 mars 1955 et non 12 mars 1955", ("date_naissance", "13 mars 1955")),
        ("je suis née le 13 mars 1955", ("date_naissance", "13 mars 1955")),
        ("remplacez Gien par Tours", ("lieu_naissance", "Tours")),
        ("c'est adjoint, pas maire", ("mandat", "adjoint")),
        ("commune de Gien et non Commune de Briare", ("collectivite", "commune de Gien")),
        ("en fait c'est Lefebvre", ("nom", "Lefebvre")),
        ("Marie, pas Anna", ("prenoms", "Marie")),
        ("née en 1956, pas 1955", ("date_naissance", "12 mars 1956")),
        ("remplacez maire par adjointe", ("mandat", "adjointe")),
        ("je ne m'appelle pas Lefèvre", None),
        ("2 nuits et pas 3", None),
        ("c'est à Tours, pas à Orléans", None),
        ("avec deux l", None),
        ("avec un b", None),
        ("oui c'est bon", None),
        ("c'est faux", None),
        ("attendez", None),
        ("pas maintenant, plus tard", None),
        ("", None),
        ("combien de droits j'ai", None),
    ],
)
def test_a_correction_with_its_value(text: str, change: tuple[Kind, str] | None) -> None:
    assert replaced(text, HELD) == change


@pytest.mark.parametrize(
    ("text", "held", "change"),
    [
        ("avec deux n", {"prenoms": "Ana", "nom": "Petit"}, ("prenoms", "Anna")),
        ("deux t", {"nom": "Atal"}, ("nom", "Attal")),
        ("un seul n", {"prenoms": "Anna"}, ("prenoms", "Ana")),
        ("sans h", {"nom": "Mathieu"}, ("nom", "Matieu")),
        ("avec deux n", {"prenoms": "Ana", "nom": "Durand"}, None),
        ("avec deux n", {}, None),
    ],
)
def test_a_correction_of_a_letter(
    text: str, held: dict[Kind, str], change: tuple[Kind, str] | None
) -> None:
    assert replaced(text, held) == change


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("je me suis trompé de date", "date_naissance"),
        ("erreur sur le prénom", "prenoms"),
        ("corriger le lieu", "lieu_naissance"),
        ("mon nom est faux", "nom"),
        ("le nom de naissance", "nom"),
        ("le prénom", "prenoms"),
        ("c'est le nom d'usage qui ne va pas", "nom_usage"),
        ("changer ma commune de naissance", "lieu_naissance"),
        ("la date de naissance n'est pas bonne", "date_naissance"),
        ("je voudrais modifier la collectivité", "collectivite"),
        ("il y a une faute dans mon mandat", "mandat"),
        ("mauvais numéro, à corriger", "telephone"),
        ("la nationalité est inexacte", "nationalite"),
        ("mon nom est mal écrit", "nom"),
        ("la date de la formation est fausse", None),
        ("le nom de la formation est faux", None),
        ("j'ai un message d'erreur", None),
        ("je me suis trompée dans mon nom et ma date", None),
        ("mon prénom c'est Anne", None),
        ("je me suis trompé", None),
        ("attendez", None),
        ("quelle date pour ma formation", None),
        ("", None),
    ],
)
def test_the_detail_to_change(text: str, kind: Kind | None) -> None:
    assert named(text) == kind


@pytest.mark.parametrize(
    ("kind", "value", "is_so"),
    [
        ("nom", "Dupont", True),
        ("nom", "je m'appelle Dupont", False),
        ("nom", "attendez", False),
        ("date_naissance", MARCH, True),
        ("date_naissance", "mars", False),
        ("lieu_naissance", "non", False),
        ("mandat", "maire", True),
        ("mandat", "", False),
    ],
)
def test_what_is_plausible(kind: Kind, value: str, is_so: bool) -> None:
    assert plausible(kind, value) is is_so


def test_kinds_of_the_real_letters(real: References) -> None:
    """Each example would be taken as an answer of its kind, without a doubt."""
    kinds = {field.kind for case in real.letters.values() for field in case.champs}
    assert kinds == set(KINDS) - {"telephone", "moment", "texte"}
    for case in real.letters.values():
        for field in case.champs:
            assert field.genre
            found = read(field.kind, field.exemple, TODAY) if field.exemple else Read("x")
            assert found.value and not found.doubt, field.cle
            assert field.rule.longest >= (LONGEST_STORY if field.rule.lines else 60)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ({}, "texte"),
        ({"type": "date"}, "date_naissance"),
        ({"type": "texte_long"}, "recit"),
        ({"genre": "mandat"}, "mandat"),
        ({"genre": "recit", "type": "texte_long"}, "recit"),
    ],
)
def test_the_kind_of_a_field(written: dict[str, str], kind: Kind) -> None:
    assert LetterField.parse_obj({"cle": "a", "libelle": "A", **written}).kind == kind


@pytest.mark.parametrize(
    "written",
    [
        {"genre": "inconnu"},
        {"genre": "date_naissance"},
        {"genre": "recit"},
        {"genre": "nom", "type": "date"},
        {"genre": "nom", "type": "texte_long"},
    ],
)
def test_a_kind_that_cannot_be(written: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        LetterField.parse_obj({"cle": "a", "libelle": "A", **written})


PIECES = """je m'appelle nom prénom c'est est Dupont MARIE née le 12 mars 1955 à Gien maire
de Briare
06 39 98 00 01 matin jeudi pas , : . ? attendez Le d' avec un b - 's D U comme mais Mme et œ ß
İ ǆ ’ 45500 12/03/55 merci oui"""
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n", "\u2028"]), max_size=9).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=60), st.text(alphabet="aé'-. D1", max_size=20))


@given(st.sampled_from(KINDS), TEXTS)
def test_an_answer_is_kept_refused_or_skipped(kind: Kind, text: str) -> None:
    found = read(kind, text, TODAY)
    assert [bool(found.value), bool(found.fault), found.skipped].count(True) == 1
    assert found.value or not found.doubt
    longest = LONGEST_STORY if kind == "recit" else LONGEST
    assert len(found.value) <= longest and (kind == "recit" or "\n" not in found.value)
    for value in found.others.values():
        assert value and "\n" not in value and len(value) <= LONGEST


@given(st.sampled_from(KINDS), TEXTS)
def test_what_is_kept_is_read_again_as_it_is(kind: Kind, text: str) -> None:
    value = read(kind, text, TODAY).value
    if value:
        assert read(kind, value, TODAY).value == value


@given(TEXTS, st.dictionaries(st.sampled_from(KINDS), TEXTS, max_size=4))
def test_nothing_raises(text: str, held: dict[Kind, str]) -> None:
    for value in labelled(text, TODAY).values():
        assert value and "\n" not in value
    change = replaced(text, held)
    assert change is None or (change[0] in held and change[1] != held[change[0]])
    assert named(text) in (*KINDS, None)


@pytest.mark.parametrize("around", ["jai dit", "j'ai dit", "je vous l'ai déjà dit"])
def test_what_is_said_again_is_no_part_of_a_name(around):
    assert read("nom", f"Dubois {around}", TODAY).value == "Dubois"
