"""Answers written before the rules of dife/fields, never used to write one: how well they do.

Neither list may be corrected to pass. A rule that is changed for one of these lines makes the
measure worthless: write the change from the kind, in tests/dife/test_fields_names.py.
"""

from __future__ import annotations

from datetime import date

from dife.fields import read

TODAY = date(2026, 11, 27)

NAMES = """
Chaumont|rousselet|VASSEUR|Pichon|Guillou|le moigne|Kervella|L'Hostis|Quéméneur|tanguy
Etcheverry|Harismendy|Iribarne|Schmitt|Muller|kieffer|Wernert|Zimmermann|Ould Ahmed|Benchikh
Hamidou|bouaziz|Khelifi|Ait Said|El Khoury|Tazi|Zerouali|Ferreira|dos Santos|Carvalho
Teixeira|gonçalves|da Cunha|Nguyen|Tran|Phan|Zhang|Chen|Huynh|Sengupta
Kowalski|Nowak|Wisniewski|Popescu|Ivanov|Dembélé|Coulibaly|N'Diaye|Mbappé|Traoré
Delattre|de Rugy|Du Bois|de la Rochefoucauld|Saint-Martin|Dupuis-Moreau|Vidal-Naquet
Lacroix|Poirier|charpentier|Le Roux|Leblond|Marchand|Berger|Noir|Fontaine|Rivière
Bonnefoy|Bontemps|Sauvage|Tellier|Hardy|Vaillant|Chevalier|Meunier|Jolly|Prudhomme
mon nom c'est Gaudin|je m'appelle Perrot|Mme Aubry|M. Renard|née Caron|c'est Besson
nom de naissance : Gillet|alors c'est BRUNET|Moulin, M O U L I N|Hébert tout simplement
"""
OTHERS = """
deux petites secondes je prends ma carte|il faut que je demande à mon mari
pourquoi vous voulez savoir ça|je préfère pas|c'est confidentiel non ?
vous êtes qui au juste|et pour le train c'est remboursé ?|laissez-moi le temps
je retrouve plus mes papiers|oups mauvaise touche|désolée j'ai dû m'absenter
j'ai déjà répondu|vous l'avez déjà|je l'ai écrit plus haut|euh|hum|ben|...|?|!!
7|1955|12/03/1955|le 3 avril|420 euros|45500|06 12 34 56 78|0238540000
jeanne.roux@orange.fr|www.moncompteformation.gouv.fr|👍|:-)|d'accord|ok merci|oui oui
non|non merci|pas envie|plus tard|on verra demain|je reviens ce soir|suivant|précédent
revenir en arrière|effacer|supprimez tout|recommencer depuis le début|quitter
je veux parler à quelqu'un|un conseiller svp|appelez-moi plutôt|passez-moi un humain
je me suis trompée de bouton|c'était pas ça ma question|ma formation commence lundi
quel est le délai pour annuler|combien il me reste|est-ce que c'est gratuit
faut-il mettre le nom de mon mari|celui de jeune fille ou l'autre ?|les deux ?
lequel|comme sur la carte d'identité ?|c'est marqué où|je vois pas la case
le site est en panne|ça tourne dans le vide|écran blanc|mot de passe oublié
je suis conseillère municipale|maire de Briare|j'habite à Orléans|à Montargis
je n'ai pas de smartphone|mes droits ont disparu|il n'y a rien qui s'affiche
merci beaucoup|bonsoir|salut|au revoir|bonne journée|allô|vous êtes là ?
ma voisine m'aide|je suis la secrétaire|c'est pour le maire|pour mon adjointe
j'sais pas|chais plus|aucune idée|trois repas et une nuit à Blois|150 km en voiture
"""


def listed(text: str) -> list[str]:
    return [line for line in text.replace("\n", "|").split("|") if line]


def test_names_are_accepted() -> None:
    names = listed(NAMES)
    taken = [n for n in names if (found := read("nom", n, TODAY)).value and not found.doubt]
    assert len(names) >= 80
    assert len(taken) / len(names) >= 0.97, sorted(set(names) - set(taken))


def test_what_is_no_name_is_not_kept() -> None:
    others = listed(OTHERS)
    kept = [o for o in others if (found := read("nom", o, TODAY)).value and not found.doubt]
    assert len(others) >= 80
    assert len(kept) / len(others) <= 0.03, kept
