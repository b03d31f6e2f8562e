"""Somebody else in a message to the letter: a relative, a neighbour, and what is said of them."""

import pytest

from dife.fields import own

OTHERS = [
    "ma sœur",
    "Ma soeur",
    "mon mari",
    "ma voisine",
    "un collègue",
    "une collègue élue",
    "ma mère",
    "son fils",
    "notre voisin",
    "ma belle-sœur Annie",
    "mon ami Paul",
    "sa femme",
    "mes parents",
]


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize(
    "said",
    [
        "{} est née à Étampes, elle peut faire pareil ?",
        "{} née le 3 mars 1950 à Étampes peut-elle aussi avoir un compte ?",
        "{} peut faire pareil ? Elle est née à Étampes.",
        "et {} s'appelle Petit, il a droit au DIFE ?",
        "{} aussi est maire de Briare",
        "{}, elle, a la nationalité belge et elle est née à Gand",
        "la date de naissance de {} est le 3 mars 1950",
        "pour {} qui est né à Étampes, c'est pareil ?",
    ],
)
def test_what_is_told_of_somebody_else_is_not_the_official_s(who, said):
    assert own(said.format(who)) == ""


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Gien, et ma sœur est née à Étampes", "Gien"),
        ("je suis né à Gien. Ma femme est née à Blois", "je suis né à Gien"),
        ("ma sœur est née à Étampes, moi je suis née à Gien", "moi je suis née à Gien"),
        (
            "mon mari est né à Blois mais mon lieu de naissance est Gien",
            "mon lieu de naissance est Gien",
        ),
    ],
)
def test_what_is_told_beside_is_kept(said, left):
    assert own(said) == left


@pytest.mark.parametrize(
    "said",
    [
        "il est né à Gien",
        "sa date de naissance est le 3 mars 1950",
        "le maire est né à Gien le 3 mars 1950",
        "notre adjointe s'appelle Petit",
        "Petit, c'est le nom de mon mari",
        "mon mari s'appelle Petit",
        "c'est le nom de mon père",
        "ma mère habitait Lyon à l'époque, j'y suis né",
        "ma mère m'a appelée Rose",
        "Marie, comme ma grand-mère",
        "je suis née à Gien, comme ma sœur",
        "Lefebvre, c'est mon nom de naissance et Petit celui de mon mari",
        "je suis sa fille, elle est née à Gien",
        "Gien",
    ],
)
def test_what_is_the_official_s_is_left_as_it_is(said):
    assert own(said) == said
