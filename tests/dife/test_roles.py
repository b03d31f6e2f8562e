"""Two surnames told with their roles, and lines said to have been swapped."""

import pytest

from dife.fields import by_role, tells_change

BOTH = {"nom": "Blanchet", "nom_usage": "Moreau"}


@pytest.mark.parametrize(
    "text",
    [
        "Blanchet c'est mon nom de naissance et Moreau celui de mon mari",
        "Moreau c'est mon nom d'épouse, mon nom de jeune fille c'est Blanchet",
        "Ah non pardon, Blanchet c'est mon nom de naissance et Moreau celui de mon mari",
        "nom de naissance Blanchet nom d'usage Moreau",
        "Blanchet c'est mon nom de naissance Moreau celui de mon mari",
        "Blanchet de mon père, Moreau de mon mari",
        "Blanchet de naissance puis Moreau par mariage",
        "veuve Moreau, née Blanchet",
        "mon nom de naissance est Blanchet, Moreau est mon nom d'épouse",
        "Blanchet est mon nom de naissance, mon nom d'usage est Moreau",
        "je suis née Blanchet et mariée Moreau",
        "née Blanchet, épouse Moreau",
        "son nom de jeune fille c'est Blanchet et son nom marital Moreau",
        "Blanchet, c'est le nom de mon père, Moreau, celui de mon mari",
        "Blanchet c'est mon nom de jeune fille, mon mari s'appelle Moreau",
        "de naissance c'est Blanchet, et d'usage c'est Moreau",
        "Moreau d'usage, Blanchet de naissance",
        "mon nom de naissance, Blanchet, et mon nom d'épouse, Moreau",
    ],
)
@pytest.mark.parametrize("held", [{}, {"nom": "Moreau", "nom_usage": "Blanchet"}])
def test_two_names_with_their_roles(text, held):
    assert by_role(text, held).names == BOTH


@pytest.mark.parametrize(
    ("text", "held", "told"),
    [
        ("mon nom de naissance est lefebvre", {"nom": "Lefèvre"}, {"nom": "Lefebvre"}),
        ("Martin, c'est le nom de mon mari", {"nom": "Durand"}, {"nom_usage": "Martin"}),
        (
            "non finalement Leroy en un mot, et mon mari s'appelle Petit",
            {"nom": "Le Roy"},
            {"nom": "Leroy", "nom_usage": "Petit"},
        ),
        ("Leroy, et mon mari s'appelle Petit", {}, {"nom": "Leroy", "nom_usage": "Petit"}),
        (
            "Martin c'est mon nom de naissance",
            {"nom": "Durand", "nom_usage": "Martin"},
            {"nom": "Martin", "nom_usage": "Durand"},
        ),
        ("Marie, nom d'épouse Petit", {"nom": "Durand"}, {"nom_usage": "Petit"}),
        ("Marie Claire", {"nom": "Durand"}, {}),
        ("mes prénoms sont Marie Claire", {"nom": "Durand"}, {}),
        ("je suis née à Gien", {}, {}),
        ("née le 3 mars 1950", {}, {}),
        ("quel est mon nom de naissance ?", {}, {}),
        ("mon nom de naissance", {}, {}),
        ("Blanchet", {}, {}),
        ("ma date de naissance est fausse", {}, {}),
    ],
)
def test_one_name_with_its_role(text, held, told):
    assert by_role(text, held).names == told


@pytest.mark.parametrize(
    "text",
    [
        "j'ai inversé",
        "c'est l'inverse",
        "les deux sont inversés",
        "non, vous avez inversé les deux noms",
        "il faut inverser",
        "inversez",
        "j'ai interverti mes noms, pardon",
    ],
)
def test_two_lines_that_were_swapped(text):
    held = {"nom": "Moreau", "nom_usage": "Blanchet", "prenoms": "Anne"}
    assert by_role(text, held).names == BOTH
    assert by_role(text, {"nom": "Moreau", "nom_usage": ""}).names == {}


def test_a_name_and_first_names_that_were_swapped():
    held = {"nom": "Anne", "prenoms": "Blanchet", "nom_usage": ""}
    told = by_role("j'ai inversé le nom et le prénom", held).names
    assert told == {"nom": "Blanchet", "prenoms": "Anne"}
    assert by_role("j'ai inversé mes prénoms", held).names == {}
    assert by_role("j'ai inversé le jour et le mois", held).names == {}


@pytest.mark.parametrize(
    "text",
    [
        "j'ai inversé mes deux noms",
        "Blanchet c'est mon nom de naissance et Moreau celui de mon mari",
        "passer par le nom usuel je n'en ai pas",
        "et enlevez Marie, je n'ai que Jeanne",
        "je n'ai que Jeanne comme prénom",
        "ma date de naissance c'est le trente-deux avril mil neuf cent cinquante",
        "mon prénom c'est Jean-Claude, Marie, et je suis né à Blois",
        "12 mars 1951 au lieu de sa date",
    ],
)
def test_a_correction_of_a_letter_is_heard_after_it(text):
    assert tells_change(text)


@pytest.mark.parametrize(
    "text",
    [
        "merci beaucoup",
        "ma sœur est née à Étampes, elle peut faire pareil ?",
        "combien de temps pour une réponse",
        "le maire est d'accord",
        "quelle est la date limite ?",
    ],
)
def test_what_corrects_nothing(text):
    assert not tells_change(text)


@pytest.mark.parametrize(
    "label", ["vlle de naissance", "lieux de naissance", "endroit de naissance"]
)
def test_another_label_with_a_slip_is_no_name(label):
    assert not by_role(f"{label} : La Ferté", {"nom": "Merci"}).names
