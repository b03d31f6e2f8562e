"""Answers with words around them: polite, cross, told by a secretary for somebody else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dife.fields import Kind, caller, read

TODAY = date(2026, 11, 27)


def listed(text: str) -> list[str]:
    return [line for line in text.replace("\n", "|").split("|") if line]


# What is typed => what is kept at once.
KEPT: dict[Kind, str] = {
    "nom": """
    le 1er adjoint s'appelle Bonnet => Bonnet|c'est Bonnet, le nom du maire => Bonnet
    Bonnet (c'est le nom du maire) => Bonnet|pour le maire c'est Bonnet => Bonnet
    pour lui : Bonnet => Bonnet
    j'écris pour le maire, il est né Bonnet => Bonnet|Bonnet (nom de naissance) => Bonnet
    il est né Bonnet => Bonnet|elle est née Le Goff => Le Goff|le maire s'appelle Bonnet => Bonnet
    la maire est née Roussel => Roussel|il se nomme Faure => Faure
    notre adjointe s'appelle Vidal => Vidal
    Monsieur le maire s'appelle Perrin => Perrin|son nom est Masson => Masson
    nom du maire : Girard => Girard|le nom de naissance de la maire est Caron => Caron
    nom de naissance de l'élu : Riou => Riou|Bonnet pour lui => Bonnet|Colin, le maire => Colin
    très bien, je suis né Meyer => Meyer|C'est pénible… je suis né Le Goff => Le Goff
    né Le Goff => Le Goff|je suis née La Fontaine => La Fontaine
    bonsoir, je suis né Dupond => Dupond
    Pfff, Dupont!!! => Dupont|Écoutez, Girard. => Girard|Enfin bref, Masson => Masson
    Vous m'énervez ! Colin => Colin|Encore une fois : Perrin => Perrin
    Bon, Roussel Et vite. => Roussel
    bonjour merci Fabre => Fabre|Dupont, merci d'aller vite => Dupont|Riou si possible => Riou
    Meyer s'il vous plait merci => Meyer|ça suffit, Rey => Rey|je vous le répète : Aubert => Aubert
    Dupont d'après ma carte => Dupont|d'après sa carte d'identité, Dupont => Dupont
    Caron est mon nom de naissance => Caron|Caron, c'est mon nom de jeune fille => Caron
    je m'appelle de La Tour => de La Tour|excusez-moi, Morel => Morel|Morel, dépêchez-vous => Morel
    salut, Brunet, bonne journée => Brunet|mais c'est Duval => Duval|au nom de Dupont => Dupont
    Franchement ! Boyer => Boyer|Dupont depuis toujours => Dupont|merci, Dupont => Dupont
    """,
    "nom_usage": """
    elle porte le nom de son mari, Durand => Durand|Durand (nom marital) => Durand
    Durand, du nom de mon mari => Durand
    il porte le nom de Moreau => Moreau|le maire se fait appeler Moreau => Moreau
    elle porte aussi le nom de Le Goff => Le Goff|elle utilise le nom de Petit => Petit
    je porte aussi le nom de Moreau => Moreau|je porte maintenant le nom Durand => Durand
    bonjour, nom d'époux Moreau => Moreau|nom d'époux Moreau => Moreau
    je me fais appeler Faure => Faure
    je me nomme Moreau depuis mon mariage => Moreau
    Depuis mon mariage, je me nomme Moreau. => Moreau
    Caron est mon nom marital => Caron|euh caron est mon nom marital => Caron
    Petit c'est mon nom d'usage => Petit|Petit, mon nom d'épouse => Petit|Caron depuis 1998 => Caron
    son nom d'usage est Petit => Petit|nom d'usage de la maire : Petit => Petit
    mon nom d'uage est Roux => Roux|Roux est mon nom mraital => Roux
    je porrte aussi le nom de Roux => Roux|elle prte le nom de Roux => Roux
    En effet, c'est Roux => Roux|absolument, c'est Durand => Durand
    elle s'appelle Durand depuis son mariage => Durand|Bon, Durand, et vite => Durand
    """,
    "prenoms": """
    Claire seulement => Claire|juste Claire => Claire|un seul, Claire => Claire
    tous mes prénoms : Jean, Paul => Jean, Paul|Claire, Anne, c'est tout => Claire, Anne
    elle se prénomme Marie-Thérèse, Louise => Marie-Thérèse, Louise
    il s'appelle Jean, Paul => Jean, Paul
    ses prénoms sont Jean, Paul => Jean, Paul|prénoms du maire : Yves, Michel => Yves, Michel
    l'élue se prénomme Anne => Anne|je m'appelle Jean, Paul => Jean, Paul
    dans l'ordre Claire, Anne => Claire, Anne|Claire, Anne d'apèrs mes papiers => Claire, Anne
    dans l'orrdre Marie-Thérèse, Louise => Marie-Thérèse, Louise
    Dans l'ordre : Jean, Paul => Jean, Paul|Claire, Anne dans l'ordre => Claire, Anne
    mes prénoms dans l'ordre sont Yves, Michel => Yves, Michel|bonsoir, dans l'ordre Loïc => Loïc
    Pfff, dans l'ordre Claire, Anne!!! => Claire, Anne|Ce sont Jean, Paul => Jean, Paul
    Ce sont Jean, Paul, s'il vous plaît. => Jean, Paul|Loïc d'après ma carte => Loïc
    Jean, Paul sur ma carte d'identité => Jean, Paul|Mohamed d'après sa carte => Mohamed
    Yves, Michel selon mes papiers => Yves, Michel
    sur ma carte d'identité c'est Jean, Paul => Jean, Paul
    bonjour merci Françoise, Odette, Marie d'après ma carte => Françoise, Odette, Marie
    Encore une fois : c'est Claire, Anne Et vite. => Claire, Anne|Jean, Paul pour lui => Jean, Paul
    Claire et Anne sont mes prénoms => Claire, Anne|Anne comme sur ma carte d'identité => Anne
    """,
    "date_naissance": """
    né le 3 mai 1950, le maire => 3 mai 1950|date de naissance : 28/4/1996 => 28 avril 1996
    il est né le 3 mai 1950 => 3 mai 1950|date de naissance du maire : 3/5/1950 => 3 mai 1950
    Pfff, le 3 mai 1950 ! => 3 mai 1950|le 3 mai 1950 pour elle => 3 mai 1950
    sa date de naissance est le 3 mai 1950 => 3 mai 1950|3/5/1950 Et vite. => 3 mai 1950
    """,
    "lieu_naissance": """
    elle est originaire de Gien => Gien|pour le maire, c'est Gien => Gien
    lieu de naissance du maire : Nice => Nice|Chinon pour lui => Chinon
    La Ferté pour lui => La Ferté
    il est né à Gien => Gien|la maire est née au Mans => Le Mans|elle est née en Algérie => Algérie
    bonsoir, c'est Gien => Gien|bonjour merci à Gien => Gien|très bien, Chinon => Chinon
    C'est pas possible, je suis né à Gien !!! => Gien|Pfff, Tours => Tours|Gien si possible => Gien
    son lieu de naissance est Nice => Nice|Gien d'après ma carte => Gien
    Gien Merci d'aller vite. => Gien
    dans la vile de Gien => Gien|ma vlile de naissance est Tours => Tours
    mes parents vivaient à Blois alors, et j'y suis né => Blois
    sa famille habitait Le Mans à l'époque, elle y est née => Le Mans
    Gien est ma ville de naissance => Gien|Blois, le maire => Blois
    Ce n'est pas vrai… Tours Et vite. => Tours
    """,
    "nationalite": """
    bah française => française|française, comme tout le monde => française
    elle est française => française|le maire est français => français
    bonjour merci française => française
    bonjour merci française bien sûr => française|française bien sûr => française
    française de naissance => française|donc française de naissance => française
    Bon, c'est française => française
    Bon, française de naissance Et vite. => française|très bien, française => française
    évidemment française => française|il est de nationalité belge => belge
    il a la nationalité belge => belge
    sa nationalité est italienne => italienne|nationalité du maire : française => française
    portugaise, évidemment => portugaise|française par mariage => française
    française depuis 2004 => française
    française pour elle => française|Écoutez, je suis française => française
    """,
    "collectivite": """
    elle siège à la communauté de communes du Val de Sully => communauté de communes du Val de Sully
    notre commune est Chécy => Chécy
    mairie Olivet => Olivet|la maiie de Chécy => mairie de Chécy|maire de Gien => Gien
    il est élu à Olivet => Olivet|elle est maire de Gien => Gien
    je suis élue à Beaugency => Beaugency
    Je siège au conseil municipal de Sully-sur-Loire. => Sully-sur-Loire
    il siège au conseil municipal du Mans => Le Mans|je siège à Olivet => Olivet
    elle siège au conseil départemental du Cher => conseil départemental du Cher
    Écoutez, c'est Chécy => Chécy|Écoutez, à Chécy => Chécy|d'accord, c'est Beaugency => Beaugency
    bonsoir, mairie de Beaugency svp => mairie de Beaugency|collectivité du maire : Briare => Briare
    sa commune c'est Olivet => Olivet|Olivet pour M. le maire => Olivet
    Briare est ma commune => Briare
    Vous m'agacez, Commune de Briare Et vite. => Commune de Briare
    le maire est élu d'Olivet => Olivet
    """,
    "mandat": """
    lui est maire => maire|il est 2e adjoint => 2e adjoint
    elle est conseillère municipale => conseillère municipale|il est maire => maire
    il est adjoint au maire => adjoint au maire
    son mandat est conseillère municipale => conseillère municipale
    conseiller municipal depuis 2020 => conseiller municipal|alors maire depuis 2020 => maire
    bonsoir, conseillère municipale voilà => conseillère municipale
    Vous m'agacez, conseiller municipal depuis 2020 Et vite. => conseiller municipal
    mandat de l'élue : adjointe => adjointe|maire depuis deux mandats => maire
    c'est pénible, je suis maire => maire
    elle est la présidente du syndicat => présidente du syndicat
    conseillère municipale depuis les dernières élections => conseillère municipale
    """,
    "moment": """
    il préfère jeudi matin => jeudi matin|jeudi matin serait parfait => jeudi matin
    le maire est disponible jeudi matin => jeudi matin|demain matin de préférence => demain matin
    pour lui, jeudi matin => jeudi matin
    bonsoir, demain matin si possible => demain matin
    d'accord, je préfère demain matin => demain matin
    vendredi entre 9h et 11h ça m'arrange => vendredi entre 9h et 11h
    Bon, mardi matin Et vite. => mardi matin
    très bien, lundi vers 10h s'il vous plaît => lundi vers 10h|Pfff, le soir !!! => le soir
    bonjour merci jeudi après-midi => jeudi après-midi|jeudi si ça vous convient => jeudi
    vous m'agacez, demain matin => demain matin|le plus vite possible => le plus vite possible
    demain, merci d'avance => demain|Écoutez, n'importe quand => n'importe quand|vite => vite
    """,
    "telephone": """
    Pfff, mon numéro est le 0785194675 ! => 0785194675|0785194675 Et vite. => 0785194675
    bonsoir, c'est le 07 81 69 28 63 si possible => 07 81 69 28 63
    """,
}
CASES = [
    (kind, *case.strip().split(" => "))
    for kind, text in KEPT.items()
    for case in listed(text)
    if case.strip()
]


@pytest.mark.parametrize(("kind", "text", "value"), CASES)
def test_an_answer_is_kept_without_the_words_around_it(kind: Kind, text: str, value: str) -> None:
    found = read(kind, text, TODAY)
    assert (found.value, found.doubt, found.fault) == (value, False, "")
    assert "moment" not in found.others or kind == "telephone"


SKIPPED = """
il n'en a pas|elle n'en a pas|non, il n'en a pas|le maire n'en a pas|elle n'a pas d'autre nom
il utilise son nom de naissance|elle a gardé son nom de jeune fille|il est célibataire
Vous m'agacez, pas d'autre nom|Vous m'agacez, pas d'autre nom Et vite.|Enfin bref, c'est le même !
Encore une fois : je passe|Encore une fois : je passe Et vite.|Écoutez, je passe!!!|je passe svp
bonjour merci passer|non mci|c le même|j n'en ai pa|j passe|bonsoir, rien|pa d'autre nom
Pfff, aucun !!!|le même s'il vous plaît|non merci d'aller vite|C'est pénible… le même
pas d'autre nom pour lui|le même pour elle|très bien, passer|il ne porte pas d'autre nom
il utilise le même|c tjs le meme|jen ai pas|il n'a que celui-là|elle garde son nom de naissance
"""


@pytest.mark.parametrize("text", listed(SKIPPED))
def test_no_other_name_with_words_around(text: str) -> None:
    assert read("nom_usage", text, TODAY).skipped


@pytest.mark.parametrize("text", ["bonjour merci passer", "bonsoir, rien", "Pfff, je passe"])
def test_a_mandate_is_passed_over(text: str) -> None:
    assert read("mandat", text, TODAY).skipped


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("au nom de Jean Le Goff", "Jean Le Goff"),
        ("oui, au nom de Jean Le Goff", "Jean Le Goff"),
        ("c'est au nom de Claire Martin", "Claire Martin"),
        ("Au nom de Loïc de La Tour, s'il vous plaît", "Loïc de La Tour"),
        ("au nom de Mme Petit", "Mme Petit"),
        ("au nom de jean dupont", "Jean Dupont"),
        ("au nom d'Anne Dupont", "Anne Dupont"),
        ("au nom du maire, Yves Garcia-Lopez", "Yves Garcia-Lopez"),
        ("au nom de la maire : Anne Petit", "Anne Petit"),
        ("il s'appelle Marie-Thérèse Dupond", "Marie-Thérèse Dupond"),
        ("le maire s'appelle Jean Dupont", "Jean Dupont"),
        ("Enfin bref, Claire Garcia-Lopez, s'il vous plaît!!!", "Claire Garcia-Lopez"),
        ("Enfin bref, je m'appelle Claire Garcia-Lopez Et vite.", "Claire Garcia-Lopez"),
        ("bonjour madame, Jean Dupont", "Jean Dupont"),
        ("le maire, Jean Dupont", "Jean Dupont"),
        ("demandez Mme Petit", "Mme Petit"),
        ("c'est moi, Jean Dupont", "Jean Dupont"),
        ("ici Jean Dupont", "Jean Dupont"),
        ("Jean Dupont merci", "Jean Dupont"),
    ],
)
def test_a_caller_with_words_around(text: str, value: str) -> None:
    found = caller(text, TODAY)
    assert (found.value, found.doubt) == (value, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Claire Merci", "Claire Merci"),
        ("moi c'est Mohamed Merci", "Mohamed Merci"),
        ("bonjour, Marie-Thérèse Merci.", "Marie-Thérèse Merci"),
        ("yves merci", "Yves Merci"),
    ],
)
def test_a_first_name_and_merci_are_asked_about_whole(text: str, value: str) -> None:
    found = caller(text, TODAY)
    assert (found.value, found.doubt, dict(found.others)) == (value, True, {})
    assert caller(value, TODAY) == found


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("je suis français", "français"),
        ("Je suis Portugaise.", "Portugaise"),
        ("il est belge", "belge"),
        ("je suis italienne, née à Turin", "italienne"),
    ],
)
def test_a_nationality_is_no_name(text: str, nation: str) -> None:
    for kind in ("nom", "nom_usage", "prenoms"):
        found = read(kind, text, TODAY)  # type: ignore[arg-type]
        assert (found.value, found.others["nationalite"]) == ("", nation)


def test_a_nationality_alone_may_be_a_surname() -> None:
    found = read("nom", "Français", TODAY)
    assert (found.value, found.doubt) == ("Français", True)
    assert not read("nom", "Langlais", TODAY).doubt


@pytest.mark.parametrize("text", ["Merci", "merci", "Merci beaucoup", "bonjour merci"])
def test_merci_alone_is_a_courtesy(text: str) -> None:
    assert caller(text, TODAY).fault == "politesse"


def test_a_comma_parts_a_name_from_a_courtesy() -> None:
    assert caller("Claire, merci", TODAY).value == "Claire"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("nom", "bonjour, Meyer, comme mon père"),
        ("nom", "au nom d'Almeida"),
        ("nom_usage", "je porte le nom d'Almeida"),
    ],
)
def test_what_is_asked_about(kind: Kind, text: str) -> None:
    assert read(kind, text, TODAY).doubt


@pytest.mark.parametrize("text", ["querbouet", "bonjour, querbouet", "querbouet merci"])
def test_a_lone_word_in_lower_case_is_a_name(text: str) -> None:
    found = read("nom", text, TODAY)
    assert (found.value, found.doubt) == ("Querbouet", False)


def test_a_name_at_birth_is_no_other_name() -> None:
    assert not read("nom_usage", "Caron est mon nom de naissance", TODAY).value
    assert not read("nom", "Caron est mon nom marital", TODAY).value


# Near the forms above, and none is a name, a place, a nationality or a mandate.
NOT_ANSWERS = """
il est où mon compte|elle est bloquée la page|elle est bloquée|il est lent votre site|il est tard
il est en panne|elle est perdue ma carte|il est né quand|il est né où|il est obligatoire
il est interdit de le faire|elle est chère la formation|il est compliqué votre truc|il est nul
le maire s'appelle comment|il s'appelle comment déjà|elle s'appelle reviens cette formation
le maire s'en occupe|le maire n'est pas là|la maire est absente|le maire est malade
le maire refuse de payer|il porte plainte|il porte quel nom|elle porte sur quoi la formation
au nom de quoi|au nom de qui|au nom de la commune|au nom de la loi|au nom du maire
au nom de notre mairie|au nom de tous les élus|au nom du conseil municipal
dans l'ordre de quoi|dans l'ordre alphabétique|dans l'ordre de la carte|dans l'ordre ou pas
je suis élu depuis combien de temps pour y avoir droit|depuis quand|depuis mon mariage
depuis 2020|depuis deux ans je n'ai rien reçu|je suis élue depuis 2020 et je n'ai rien
c'est Gien qui organise|c'est le maire qui paie|c'est la mairie qui décide|c'est pour lui
sur ma carte il n'y a rien|d'après ma carte|d'après vous|d'après le site j'ai droit à 400 euros
c'est pénible|C'est pénible…|vous m'agacez|Vous m'agacez !!!|enfin bref|encore une fois|pfff
écoutez|Écoutez, ça ne marche pas|Pfff, attendez|Enfin bref, je ne sais pas|et vite|Et vite !
merci d'aller vite|merci de me rappeler vite|si possible|s'il vous plaît|bonjour merci|très bien
très bien merci|bonsoir, et pour l'hôtel ?|Encore une fois : combien|ça suffit|j'en ai marre
franchement|mais enfin|bien sûr|bien sûr que non|évidemment|je vous le répète|dépêchez-vous
je siège où|je siège depuis 2020|je porte des lunettes|je porte plainte|où est mon nom
quel est mon nom|ce sont mes droits|ce sont les frais|ce sont deux nuits|pour lui|pour le maire
nom du maire|prénom du maire|son nom|sa commune|ses prénoms|le nom du maire est faux
mon nom marital|c'est mon nom|c'est ma commune|ma mairie est fermée, le maire aussi
Validez votre dossier sur le site d'après le guide|Cliquez sur financement s'il vous plaît
le maire n'a pas de repas à payer|elle n'a pas de compte|merci pour les explications
rappel urgent svp|Bonsoir, pardon de venir frapper un dimanche|merci du coup de main|merci à vous
bonsoir à tous
ça ne m'avance à rien ce que vous me dites là|franchement ça ne m'avance à rien votre truc
Né à l'étranger ? Indiquez le pays, et la ville comme sur l'acte de naissance.
c'est moi qui écris|ici c'est la mairie|demandez au maire|demandez plus tard|le maire, il refuse
pour le maire, ça ne marche pas|je porte le nom de mon mari|il est originaire de quoi|juste un essai
le maire, c'est lui|pour lui c'est non|changer mon nom marital|lui est absent|il préfère pas
Bon, je clique où|bonjour merci je voudrais calculer mes frais|Écoutez, rappelez-moi
"""
ASKED: tuple[Kind, ...] = (
    "nom",
    "nom_usage",
    "prenoms",
    "lieu_naissance",
    "nationalite",
    "collectivite",
    "mandat",
)


@pytest.mark.parametrize("text", listed(NOT_ANSWERS))
def test_what_only_looks_like_these_forms_is_not_kept(text: str) -> None:
    for kind in ASKED:
        found = read(kind, text, TODAY)
        assert not found.value or found.doubt, (kind, found)
    found = caller(text, TODAY)
    assert not found.value or found.doubt, found


def test_enough_of_them() -> None:
    assert len(listed(NOT_ANSWERS)) >= 60 and len(CASES) >= 100


FRONTS = ["", "bonjour, ", "Pfff, ", "Écoutez, ", "Enfin bref, ", "C'est pénible… ", "très bien, "]
BEHINDS = ["", " s'il vous plaît", " Et vite.", ", merci d'avance", " si possible", "!!!"]
PLAIN: list[tuple[Kind, str]] = [
    ("nom", "Le Goff"),
    ("nom_usage", "Moreau"),
    ("prenoms", "Claire, Anne"),
    ("date_naissance", "12 mars 1955"),
    ("lieu_naissance", "Sully-sur-Loire"),
    ("nationalite", "française"),
    ("collectivite", "Commune de Briare"),
    ("mandat", "2e adjoint"),
    ("telephone", "06 39 98 00 01"),
    ("moment", "jeudi après-midi"),
]


@given(
    st.sampled_from(PLAIN),
    st.lists(st.sampled_from(FRONTS), max_size=2).map("".join),
    st.lists(st.sampled_from(BEHINDS), max_size=2).map("".join),
)
def test_words_around_change_nothing(case: tuple[Kind, str], front: str, behind: str) -> None:
    kind, value = case
    found = read(kind, f"{front}{value}{behind}", TODAY)
    assert (found.value, found.doubt, dict(found.others)) == (value, False, {})
