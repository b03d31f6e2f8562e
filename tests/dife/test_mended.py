"""Corrections of a letter in any words, several at once; blocks; somebody else."""

from __future__ import annotations

from datetime import date

import pytest

from dife import fields
from dife.facts.store import References
from dife.fields import Kind
from dife.letters import build_letter

TODAY = date(2026, 11, 27)
HELD: dict[Kind, str] = {
    "nom": "Garnier",
    "nom_usage": "Poulain",
    "prenoms": "Roland, Émile, Gustave",
    "date_naissance": "8 mars 1968",
    "lieu_naissance": "Pithiviers",
    "nationalite": "française",
    "collectivite": "Gien",
    "mandat": "adjoint",
}


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            "2 erreurs: ne le 18 mars, et prenom Gustavin pas Gustave",
            {"date_naissance": "18 mars 1968", "prenoms": "Roland, Émile, Gustavin"},
        ),
        ("dites le prénom c pas Émile c Émilien", {"prenoms": "Roland, Émilien, Gustave"}),
        ("au fait g dit 8 mars c 18 mars", {"date_naissance": "18 mars 1968"}),
        ("ma date naissance c 18 mars pas 8", {"date_naissance": "18 mars 1968"}),
        ("il est né le 15 et non le 8", {"date_naissance": "15 mars 1968"}),
        ("finalement il est né le treize mai", {"date_naissance": "13 mai 1968"}),
        ("finalement ma date c'est bien le 7", {"date_naissance": "7 mars 1968"}),
        ("attendez, c'est 1969 pas 68", {"date_naissance": "8 mars 1969"}),
        ("oups… l'année c'est 1966", {"date_naissance": "8 mars 1966"}),
        ("né en avril pas en mars", {"date_naissance": "8 avril 1968"}),
        ("non le 18", {"date_naissance": "18 mars 1968"}),
        ("non, le 31 février", {}),
        (
            "c'est bien Garnier, mais mon deuxième prénom est Émilien et non Émile.",
            {"prenoms": "Roland, Émilien, Gustave"},
        ),
        (
            "Non, non, il ne fallait pas l'ajouter : mes prénoms sont Roland, Émilien et Gustave.",
            {"prenoms": "Roland, Émilien, Gustave"},
        ),
        (
            "collectivité c com com des Loges. et nationalité belge",
            {"collectivite": "com com des Loges", "nationalite": "belge"},
        ),
        (
            "Au fait, mon lieu de naissance est Pithiviers-le-Vieil et non Pithiviers, "
            "ma mère y tenait beaucoup.",
            {"lieu_naissance": "Pithiviers-le-Vieil"},
        ),
        ("ah nom marital Petit j'oubliais", {"nom_usage": "Petit"}),
        ("son nom d'usage en fait c'est Rouillon-Petit", {"nom_usage": "Rouillon-Petit"}),
        ("mon autre nom c'est Pasquinelli aussi, pas Poulain", {"nom_usage": "Pasquinelli"}),
        ("le lieu c'est Olivet pas Pithiviers", {"lieu_naissance": "Olivet"}),
        ("changez Pithiviers, mettez Chécy", {"lieu_naissance": "Chécy"}),
        ("ah mon mandat c est premier adjoint pas adjoint", {"mandat": "premier adjoint"}),
        ("finalement mettez maire au lieu d'adjoint", {"mandat": "maire"}),
        (
            "et ajoute son deuxième prénom : Roland, Marcel",
            {"prenoms": "Roland, Émile, Gustave, Marcel"},
        ),
        ("ajoutez Marcel", {"prenoms": "Roland, Émile, Gustave, Marcel"}),
        ("ajoutez Émile", {"prenoms": "Roland, Émile, Gustave"}),
        ("enlevez Gustave", {"prenoms": "Roland, Émile"}),
        ("je n'ai pas de nom d'usage finalement", {"nom_usage": ""}),
        ("enlevez le nom marital", {"nom_usage": ""}),
        ("pas Garnier, Garnié", {"nom": "Garnié"}),
        ("mon nom s'écrit Garnié avec un accent", {"nom": "Garnié"}),
        (
            "et mon prenom c est philippe tiret jean marie sans rien",
            {"prenoms": "Philippe-Jean Marie"},
        ),
        (
            "nom : Durand, prénom : Paul, né le 3 avril 1970 à Blois",
            {
                "nom": "Durand",
                "prenoms": "Paul",
                "date_naissance": "3 avril 1970",
                "lieu_naissance": "Blois",
            },
        ),
        ("raconte que mon voisin Jean-Paul Dubreuil né le 3 mars 1950 fraude", {}),
        (
            "J'ai essayé 4 fois, mon collègue Serge Plantin né le 4/4/1955 a eu pareil",
            {},
        ),
        ("c'est juste", {}),
        ("pas maintenant", {}),
        ("c'est quoi mon nom ?", {}),
    ],
)
def test_corrections_in_any_words(text: str, changes: dict[Kind, str]) -> None:
    found = fields.mended(text, HELD).changes
    assert {kind: value.value for kind, value in found.items()} == changes


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Gien. au fait g dit 8 mars c 18 mars", "Gien"),
        ("maire depuis 2020. et ma date naissance c 18 mars pas 8", "maire depuis 2020"),
    ],
)
def test_what_corrects_nothing_is_left(text: str, rest: str) -> None:
    found = fields.mended(text, HELD)
    assert found.changes["date_naissance"].value == "18 mars 1968"
    assert found.rest == rest


def test_a_mandate_of_no_known_word_is_asked_about() -> None:
    assert fields.mended("mandat : grosse vache", HELD).changes["mandat"].doubt


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("ah nom marital Petit j'oubliais", True),
        ("finalement il est né le treize mai", True),
        ("le lieu c'est Olivet pas Orléans", True),
        ("changez Orléans, mettez Chécy", True),
        ("prénom Aurore Béatrice", True),
        ("ajoutez Marcel", True),
        ("merci beaucoup", False),
        ("combien de temps pour la réponse ?", False),
        ("mon voisin est né le 3 mars 1950", False),
        ("je voudrais faire une formation", False),
        ("c'est juste", False),
    ],
)
def test_what_sounds_like_a_correction(text: str, tells: bool) -> None:
    assert fields.tells_change(text) == tells


BLOCK = {
    "nom": "PETITJEAN",
    "nom_usage": "Aubry",
    "prenoms": "Marguerite",
    "date_naissance": "30 septembre 1963",
    "lieu_naissance": "Briare",
    "collectivite": "Ouzouer-sur-Loire",
}
LINES = (
    "Nom : PETITJEAN",
    "Prénom : Marguerite",
    "Nom d'épouse : Aubry",
    "Née le : 30/09/1963",
    "À : Briare",
    "Commune : Ouzouer-sur-Loire",
)


@pytest.mark.parametrize("between", ["\n", " / ", " ", ", ", " ; ", "\n- "])
def test_a_pasted_block(between: str) -> None:
    found = fields.block(between.join(LINES), TODAY)
    assert {kind: read.value for kind, read in found.items()} == BLOCK


@pytest.mark.parametrize("none", ["néant", "aucun", "-", "non", "sans objet"])
def test_nothing_in_a_block_is_left_out(none: str) -> None:
    found = fields.block(f"Nom : Petit\nNom d'usage : {none}\nNé le 3/4/1960 à Gien", TODAY)
    assert found["nom_usage"].skipped
    assert found["lieu_naissance"].value == "Gien"


@pytest.mark.parametrize(
    "text", ["lieu : Blois", "message : erreur", "je clique à : rien", "Petit"]
)
def test_what_is_no_block(text: str) -> None:
    assert fields.block(text, TODAY) == {}


@pytest.mark.parametrize(
    ("text", "told", "new"),
    [
        ("pour monsieur Karim Haddad cette fois", {"nom": "Haddad", "prenoms": "Karim"}, True),
        ("Maintenant pour M. Haddad", {"nom": "Haddad"}, True),
        (
            "j'écris pour Mme Poulain, conseillère municipale",
            {"mandat": "conseillère municipale"},
            False,
        ),
        ("c'est pour monsieur le maire, pas pour moi", {}, False),
        ("c'est pour une autre personne", {}, True),
        ("c'est pour quelqu'un d'autre", {}, True),
        ("et pour mon autre conseiller", {}, True),
    ],
)
def test_whom_a_letter_is_for(text: str, told: dict[Kind, str], new: bool) -> None:
    found = fields.for_whom(text, TODAY)
    assert found and (found.told, found.new) == (told, new)


@pytest.mark.parametrize(
    "text", ["merci pour le courriel", "pour moi", "Pour", "c'est pour quoi ?"]
)
def test_whom_no_letter_is_for(text: str) -> None:
    assert fields.for_whom(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("je n'ai pas pu à cause de mon cancer", True),
        ("ma voisine Ginette au 02 38 99 88 77 peut témoigner", True),
        ("j'ai tapé le code 482913 et rien", True),
        ("écrivez à jean@exemple.fr", True),
        ("L'opération a échoué, la page affiche « Une erreur est survenue »", False),
        ("erreur 403 depuis le 3 mars 2026", False),
    ],
)
def test_what_is_better_left_out_of_a_story(text: str, better: bool) -> None:
    assert fields.best_left_out(text) == better


@pytest.mark.parametrize(
    ("kind", "text", "value", "others"),
    [
        (
            "collectivite",
            "conseillere com com des Loges. vice pres",
            "com com des Loges",
            "conseillere, vice pres",
        ),
        ("collectivite", "mairie de Chécy, maire depuis 2020", "mairie de Chécy", "maire"),
        (
            "collectivite",
            "je suis conseillère à la communauté de communes des Loges",
            "communauté de communes des Loges",
            "conseillère",
        ),
        ("collectivite", "Aix, Marseille et Toulon", "Aix, Marseille et Toulon", None),
    ],
)
def test_a_mandate_goes_to_its_own_line(
    kind: Kind, text: str, value: str, others: str | None
) -> None:
    found = fields.read(kind, text, TODAY)
    assert (found.value, found.others.get("mandat")) == (value, others)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("nationalite", "francaise", "française"),
        ("nom", "mon nom s'écrit Lachèze", "Lachèze"),
        ("nom", "mon nom de naissance c est le roux en deux mots", "Le Roux"),
        ("prenoms", "philippe tiret jean", "Philippe-Jean"),
        (
            "prenoms",
            "Mes parents m'ont donné les prénoms de Roland, Émile, et Gustave, ce dernier en "
            "souvenir de mon grand-père tombé à Verdun.",
            "Roland, Émile, Gustave",
        ),
        (
            "lieu_naissance",
            "C'était à Pithiviers, à la maternité, mais nous habitions Beaune-la-Rolande.",
            "Pithiviers",
        ),
        ("nom", "ajoute Béatrice", ""),
        ("nom", "changez le tel c", ""),
        ("nom", "Oui, cette fois c'est parfait.", ""),
        ("nom", "c'est bon. 7 aout 1968", ""),
        ("nom", "plutôt", ""),
    ],
)
def test_words_around_a_value_are_no_value(kind: Kind, text: str, value: str) -> None:
    assert fields.read(kind, text, TODAY).value == value


@pytest.mark.parametrize(
    "text",
    [
        "néant",
        "Je n'ai jamais porté d'autre nom, n'étant point une femme mariée.",
        "Non, Monsieur, aucun autre nom, comme je vous l'ai indiqué.",
        "rien d'autre",
    ],
)
def test_no_other_name(text: str) -> None:
    assert fields.read("nom_usage", text, TODAY).skipped


def test_a_letter_is_signed_without_the_commas_of_its_list(real: References) -> None:
    values = {"prenoms": "Roland, Émile", "nom_naissance": "Vasseur"}
    body = build_letter(real.letters["compte_elu_absent"], values, real, TODAY).body
    assert body.rstrip().endswith("\nRoland Émile Vasseur")
    assert "Prénom(s) : Roland, Émile" in body
