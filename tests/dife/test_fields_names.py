"""Surnames as people type them, all kept; what they type instead, never kept for a name."""

from __future__ import annotations

from datetime import date

import pytest

from dife.fields import read

TODAY = date(2026, 11, 27)

SURNAMES = """
Martin|Bernard|Thomas|petit|Robert|Richard|durand|Dubois|Moreau|Laurent|Simon|michel|Lefebvre
lefèvre|Leroy|Roux|David|Bertrand|Morel|Fournier|Girard|Bonnet|dupont|Lambert|Fontaine|Rousseau
Vincent|Muller|Lefevre|Faure|Andre|Mercier|Blanc|Guerin|Boyer|Garnier|Chevalier|François|Legrand
Gauthier|Garcia|Perrin|Robin|Clement|Morin|Nicolas|Henry|Roussel|Mathieu|Gautier|Masson|Marchand
Duval|Denis|Dumont|Marie|Lemaire|Noel|Meyer|Dufour|Meunier|Brun|Blanchard|Giraud|Joly|Riviere
Lucas|Brunet|Gaillard|Barbier|Arnaud|Martinez|Gerard|Roche|Renard|Schmitt|Roy|roy|Leroux|Colin
Vidal|Caron|Picard|Roger|Fabre|Aubert|Lemoine|Renaud|Dumas|Lacroix|Olivier|Philippe|Bourgeois
Pierre|Benoit|Rey|Leclerc|Payet|Rolland|Leclercq|Guillaume|Lecomte|Lopez|Jean|Dupuy|Guillot
boulanger|Boucher|Berger|Charpentier|Tisserand|Fabre|Maréchal|Cordier|Meunier|Potier|Couturier
Bonhomme|Bonamy|Beau|Lebeau|Lebon|Gentil|Joli|Vert|Lenoir|Leblanc|rouge|Roussin|Grand|Gros
Legros|Court|Lecourt|Hiver|Printemps|Noël|Pâques|Janvier|Février|Mars|Avril|Juillet
Bois|Duprez|Dupré|Desprez|Delarue|Delaporte|Duchêne|Duchesne|Delorme|Pommier|Poirier
Cerisier|Olive|Rose|Fleury|Lamour|Désir|Sauveur|Dieu|Lange|Roi|Leprince|Comte|Baron|Abbé|Lemoine
Attal|Castex|Borne|Philippot|Royal|Parly|Ayrault|Juppé|Fabius|Jospin
Le Goff|le gall|Le Bihan|le floc'h|Guivarc'h|Quéré|Kermarrec|Kerbrat|Caradec|Riou|Morvan|Cozic
Le Dû|Prigent|Corre|L'Helgoualc'h|Abgrall|Cariou|Bozec|Penven|Troadec|Plouzané
Etchegaray|Elissalde|Harriague|Ibarra|Goyeneche|Mendiburu|Bidegain|Etxeberria|Oyhénart|Uhart
Schneider|Weber|Klein|Wolff|Kuntz|Hoffmann|Ehrhardt|Ostertag|Pfister|Schwartz|Bauer|Hirtz
Benali|Ben Ali|ben salah|El Amrani|el fassi|Haddad|Belkacem|Ait Ahmed|Ould Kaci|Cherif|Mansouri
Bouteflika|Hamdi|Saïdi|Ziani|Bensaïd|Abdelkader|Mokhtari|Ouali|Slimani|Bendjelloul|M'Barek
da Silva|Da Costa|de Sousa|dos santos|Pereira|Ferreira|Oliveira|Rodrigues|Gonçalves|Fernandes
Almeida|d'Almeida|d'almeida|Marques|Alves|Ribeiro|Pinto|Lopes|Monteiro|Da Silva Pereira
Garcia Lopez|Fernandez|Sanchez|Perez|Gomez|Rodriguez|Hernandez|Ruiz|Torres|Navarro|Moreno
Rossi|Bianchi|Esposito|Ricci|De Luca|Di Stefano|Della Rovere|Dell'Aquila|Lombardi
Nguyen|N'Guyen|n'guyen|Tran|Le Van|Pham|Vo|Ly|Lam|Ho|Wang|Li|Liu|Chan|Kim|Park|Xiong|Yang|Sok
Singh|Patel|Kumar|Diallo|Ba|Sy|Sow|Diop|Ndiaye|N'Dour|Konaté|Keïta|Camara|Ouédraogo|Mbemba|Touré
Kaczmarek|Wojcik|Szymanski|Petrov|Dimitrov|Papadopoulos|Yilmaz|Demir|Van den Berg|van Hove
Vanderbeken|De Smet|von Arx|O'Brien|O'Connor|Smith|Johnson|MacDonald|Mac Mahon
de Villiers|de Gaulle|du Plessis|de La Tour|de la tour du pin|d'Ornano|D'Hondt|des Forges
L'Hermitte|L'Huillier|Saint-Exupéry|saint-éxupéry|Saint-Just|Dupont-Aignan|dupont-moretti
Vallaud-Belkacem|Kosciusko-Morizet|Lefebvre-Martin|Petit-Jean|Grand-Clément|Rol-Tanguy
DUPONT|LE GOFF|DE LA TOUR|MARTIN-PETIT|Sainte-Marie|Beauvais|Paris|Lyon|Nantes|Orléans|Langlois
Lallemand|Lebreton|Picot|Quint|Ozanne|Œuvrard|Aÿ|Ng|Yu|Ott|Aube|Mâcon|Soulier
je m'appelle Dupont|mon nom c'est Dupont|c'est dupont|Dupont, D U P O N T|nom : Dupont
eh bien Durand|moi c'est Durand|née Lefebvre|Mme Petit|mon nom de naissance est Lefebvre
Je suis née Moreau|mon nom de jeune fille c'est Le Goff|oui c'est Girard|alors, Masson
euh Perrin|Madame Legrand|M. Roy|Monsieur le maire Vidal|Dupont avec un t|ce sera Colin
Dupont D-U-P-O-N-T|D.U.P.O.N.T|Lefebvre avec un b|bonjour, Dupont|Dupont merci|voici : Rey
je me nomme Riou|Durand.|« Durand »|"Petit"|NOM: ROUSSEL|je m appelle dupont|jm'appelle Faure
mon nom est da silva|c’est Le Bihan|Mlle Caron|c'est le nom Garnier|Bonnet voilà|pardon, Fabre
"""
NOT_SURNAMES = """
attendez|attend|attends|attendez un peu|atendez|attender 2 min|une minute|un instant|deux secondes
je cherche|je regarde|je vérifie|je reviens|je vais chercher ma carte|patientez|1 min|5 minutes svp
je prends mes lunettes|laissez moi chercher|minute papillon|bougez pas|ne quittez pas
c'est quoi le nom de naissance exactement|c'est quoi un nom de naissance|pourquoi ?|pourquoi
comment ça|hein ?|quoi|pardon ?|comment ?|lequel ?|le mien ?|celui de mon mari ?
mon nom de jeune fille ?|c'est obligatoire|à quoi ça sert|ça sert à quoi|pour quoi faire
vous voulez mon nom de femme mariée|quel nom|quel nom dois-je mettre|vous gardez mes données
qui verra ça|est-ce que c'est sûr|c'est confidentiel|c'est anonyme ?|qui êtes-vous
combien de droits j'ai|combien ça coûte|quand est-ce que je serai payé|où je clique
je ne sais pas|je sais pas|j'en sais rien|aucune idée|je ne sais plus|je m'en souviens plus
sais pas|jsp|je comprends pas|je n'ai pas compris|pas compris|c'est pas clair
je ne comprends rien|vous pouvez répéter|répétez|plus simplement|expliquez
retour|revenir|précédent|passer|passez|suivant|annuler|annulez|stop|arrêtez|quitter|sortir|fin
terminé|recommencer|recommençons|on recommence|corriger|effacez|supprimer|menu|aide|aidez-moi
au secours|help|abandonner|j'abandonne|laisse tomber|laissez tomber|tant pis|on arrête là
deux nuits et un repas à Nanterre|2 nuits à Paris|3 repas|une nuit à Lyon|180 km avec une 5 cv
bonjour|bonsoir|salut|coucou|merci|merci beaucoup|merci bien|au revoir|bonne soirée|svp
s'il vous plaît|de rien|ok|okay|d'accord|dac|entendu|parfait|très bien|super|bien reçu|oui|non
ouais|si|nan|oui merci|non merci|peut-être|pas du tout|bien sûr|c'est ça|exact|voilà|tout à fait
je ne veux pas le dire|je préfère ne pas répondre|ça ne vous regarde pas|c'est privé|je refuse
pas question|je donne pas mon nom|non pas maintenant|pas maintenant|plus tard|une autre fois
demain|je ne veux plus|je veux plus|je n'en veux plus|finalement non|je change d'avis
on n'avait pas fini les frais|on en était aux frais|et mes frais|revenons au calcul
mon compte n'apparaît pas|ça ne marche pas|ça marche pas|rien ne s'affiche|le site bugue
page blanche|j'ai une erreur|erreur 500|message d'erreur|le bouton ne fonctionne pas
je n'arrive pas à me connecter|mot de passe perdu|j'ai perdu mon mot de passe|compte bloqué
il n'y a pas mon compte|je ne trouve pas ma formation|je me suis trompé|c'est faux|ce n'est pas ça
je voudrais une formation|je veux être rappelé|rappelez-moi|je cherche une formation sur le budget
la mairie ne veut pas payer|le maire refuse|mon adjoint s'en occupe|c'est ma secrétaire qui écrit
j'ai 74 ans|j'habite à Gien|je suis maire de Briare|je suis adjointe|je suis divorcée|je suis élu
12|1955|12 mars 1955|12/03/1955|né le 12 mars 1955|45500|400 euros|1 200 €|0|06 39 98 00 01|3
dupont@orange.fr|marie.dupont@mairie-gien.fr|https://www.moncompteformation.gouv.fr|www.gouv.fr
moncompteformation.gouv.fr|😀|👍👍|:)|...|?|???|!|-|.|,|x|xx|a|azerty|qsdf|aaaa
1 89 05 45 155 123 45|()|#|/start|nom|nom de naissance|prénom|mon nom|le nom|nom prénom|votre nom
personne|anonyme|inconnu|rien|aucun|aucune|néant|sans|idem|pareil|le même|la même chose
test|essai|blabla|bla bla bla|truc|n'importe quoi|formation|compte élu|DIFE|le dife|mes droits
carte d'identité|carte vitale|franceconnect|caisse des dépôts|courriel|le remplir ensemble
modèle à compléter|je le remplis moi-même|la première|2|le premier|les deux|aucun des deux
je suis en train de chercher dans mes papiers|ma fille va vous répondre|parlez-moi plus fort
quelle heure il est|il fait beau|vous êtes un robot|tu es une machine|idiot|merde|ta gueule
maison bleue|chien vert|grande table ronde|voiture rouge|fin de mois|début de semaine
j'ai déjà donné mon nom|je vous l'ai déjà dit|comme tout à l'heure|c'est écrit plus haut
je n'ai pas de téléphone|envoyez-moi un mail|contactez la mairie|voir avec ma secrétaire
"""
DOUBTED = """
Durand comme le peintre|maison bleue|chien vert|Sylvie|Zoé|Bon|Dimanche|Lundi|Ewan Querbouet
"""


def listed(text: str) -> list[str]:
    return [line for line in text.replace("\n", "|").split("|") if line]


@pytest.mark.parametrize("text", listed(SURNAMES))
def test_a_surname_is_kept(text: str) -> None:
    found = read("nom", text, TODAY)
    assert found.value and not found.doubt, found
    assert (
        found.value in text
        or found.value.lower() in text.replace("’", "'").lower()
        or (found.value == "DUPONT")
    )


@pytest.mark.parametrize("text", listed(NOT_SURNAMES))
def test_what_is_no_surname_is_not_kept(text: str) -> None:
    found = read("nom", text, TODAY)
    assert not found.value or found.doubt, found


@pytest.mark.parametrize("text", listed(DOUBTED))
def test_what_may_be_a_surname_is_asked_about(text: str) -> None:
    found = read("nom", text, TODAY)
    assert found.value and found.doubt, found


def test_enough_of_both() -> None:
    assert len(listed(SURNAMES)) >= 250 and len(listed(NOT_SURNAMES)) >= 250


# Short words of a talk, met after the rules above: none is a name in lower case.
CHAT = """
patience|génial|chouette|vas-y|allez-y|go|la suite|hop|pfff|mdr|lol|ohé|bravo|chut|pitié|jamais
vraiment|sérieusement|probablement|moi|toi|elle|nous|moi-même|devinez|prêt|hors sujet|inscription
indemnités|livret de famille|passeport|sécurité sociale|numéro de sécu|pk|koi|slt|dsl|tkt|oki
volontiers|privé|le président|infirmière|quarante-deux|dix-neuf cent cinquante-cinq|inchangé
bis|etc|abcd|toto|null|nsp|please|wait|who are you|I don't know|la flemme|grr|c long|trop long
"""
# Words that are surnames too: with a capital, asked about rather than refused for ever.
RARE = "Maire|Page|Le Page|Chambre|Prix|Lien|Souci|Passe|Premier|Juste|Parfait|Fini|Tu|Perdu"


@pytest.mark.parametrize("text", listed(CHAT))
def test_a_word_of_the_talk_is_no_surname(text: str) -> None:
    found = read("nom", text, TODAY)
    assert not found.value or found.doubt, found


@pytest.mark.parametrize("text", listed(RARE))
def test_a_word_with_a_capital_may_be_a_surname(text: str) -> None:
    assert read("nom", text, TODAY).doubt
