"""Folded words by what they say when they come in place of a detail.

None of them is a list of all that may be said: a sentence is known by its small words (FUNCTION).
"""

from __future__ import annotations

from dife.fields.model import words_of

POLITE = words_of(
    """
    bonjour bonsoir bjr bsr salut coucou hello merci mercii mci remercie remerciements revoir adieu
    bientot svp stp plait sil allo cordialement bonne journee soiree nuit excusez
    """
)
# Around an answer: they say nothing by themselves.
SPEECH = words_of(
    """
    euh euhh heu hum hmm ben bah bof bon alors donc eh ah oh et enfin voila voici pardon desole
    desolee oups zut mince tiens je vous te le la au de a s il beaucoup bien c est ce ca mais
    """
)
CHOICES = words_of(
    """
    oui non ok okay okey ouais ouaip nan si dac accord d entendu parfait tres super genial recu
    peut etre pas du tout sur exact exactement tout fait absolument certes voila evidemment
    premier premiere second seconde deuxieme troisieme deux aucun aucune autre les l un une des
    rien idem pareil meme mien mienne chose neant sans sais personne anonyme inconnu inconnue yes no
    vrai faux correct juste
    """
)
COMMANDS = words_of(
    """
    retour retourner retournez revenir revenez reviens precedent precedente suivant suivante passer
    passe passez annuler annule annulez annulation stop arreter arrete arretez quitter quittez
    sortir sortez fin terminer termine terminez fini recommencer recommence recommencez
    recommencons corriger corrige corrigez modifier modifiez effacer efface effacez supprimer
    supprime supprimez menu aide aider aidez help secours abandonner abandonne abandonnez laisser
    laisse laissez continuer continue continuez reprendre reprenez reprenons repeter repete
    repetez repondre repondez expliquer explique expliquez envoyer envoyez contacter contactez
    appeler appelez rappeler rappelez parler parlez cliquer cliquez valider validez remplir
    accueil tant oublier oubliez reset restart
    """
)
# Surnames all the same: with a capital they are asked about.
NAMES_TOO = words_of("bon fin juste second parfait premier vrai")
GIBBERISH = words_of("azerty qwerty qsdf qsdfg qsdfgh azer test tests essai blabla xxx") | {
    "bla bla bla",
    "bla bla",
    "n importe quoi",
}
# No surname nor place is made of these with others.
FUNCTION = words_of(
    """
    je tu il elle on nous vous ils elles me te se ce cela ca ceci ne pas plus jamais rien que qui
    quoi dont ou mais car donc si comme parce avec pour dans sur sans chez par en un une mon ma mes
    ton ta tes son sa ses notre nos votre vos leur leurs cet cette ces est sont suis es etes sommes
    etait etais etaient ai as a au aux et avons avez ont avais avait aura veux veut voulez voudrais
    peux peut pouvez dois doit devez faut fait fais faire faites va vais vas allez sera serai ete
    avoir etre deja encore toujours trop tres y celui celle ceux quand lorsque puis alors ici voir
    quel quelle combien pourquoi comment
    """
)
# Of another subject, or of no name: said instead of a detail.
COMMON = words_of(
    """
    compte comptes formation formations dife dif cpf droits droit euros euro courriel mail mails
    email telephone portable smartphone ordinateur tablette internet site page ecran bouton lien
    erreur message messages bug panne probleme probleme souci connexion identifiant identifiants
    passe mot code codes identite franceconnect caisse depots vitale carte cartes papier papiers
    dossier dossiers facture factures frais repas nuit nuits hotel chambre train voiture trajet
    kilometres km billet remboursement rembourse paiement prix tarif solde budget mandat delai date
    mairie commune collectivite association organisme conseil conseiller conseillere adjoint
    adjointe secretaire elu elue maire nom noms prenom prenoms naissance usage mari femme epoux
    madame monsieur mademoiselle votre modele ensemble perdu perdue oublie oubliee bloque bloquee
    refuse impossible invalide obligatoire vide inconnu anonyme confidentiel
    secret truc machin chose besoin aide question reponse info infos information informations
    robot machine humain quelqu personne gens idiot idiote merde putain con connard gueule nul
    mon demain hier aujourd hui maintenant matin apres midi soir semaine mois jour jours an ans
    annee heure heures minute minutes seconde fois debut touche souris clavier lunettes
    ignore marche fonctionne affiche apparait disparu disparait bugue plante tourne cherche
    trouve comprends sais veux peux suis gratuit gratuitement cher urgent urgence vite
    inexact inexacte incorrect incorrecte errone erronee mauvais mauvaise incomplet incomplete
    manquant manquante illisible different differente identique
    divorce divorcee mariee veuf celibataire pacse pacsee retraite retraitee
    """
)
# Spoken numbers: with others they count something.
NUMBERS = words_of("un une deux trois quatre cinq six sept huit neuf dix vingt trente cent")
