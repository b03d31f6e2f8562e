"""Folded words by what they say when they come in place of a detail; common first names.

None of them is a list of all that may be said: a sentence is known by its small words (FUNCTION).
"""

from __future__ import annotations

from dife.fields.model import words_of

# What follows « nom » in a label, on a bare text: that of birth, or another.
OF_BIRTH = r"de (?:naissance|jeune fille|famille)"
OTHER = r"(?:marital|d'usage|usuel|d'epou(?:x|se)|de (?:mariage|mariee|femme mariee|femme|mari))"
# « Juste ciel ! », « mon Dieu », « parbleu »: no name, on a bare text.
EXCLAIMED = (
    r"(?:juste ciel|ciel|(?:(?:mon|grands?|bon|ah) )?dieux?(?: du ciel| soit loue| merci)?|diable"
    r"|(?:que )?diantre|parbleu|pardi|morbleu|sapristi|saperlipopette|bigre|bougre|fichtre|misere"
    r"|seigneur|doux jesus|bonte divine|ma foi|nom d'un (?:chien|petit bonhomme|tonnerre)|helas"
    r"|flute|zut(?: alors)?|mince(?: alors)?|mer(?:de|credi alors)|punaise|puree|putain|crotte"
    r"|sacrebleu|tonnerre|malheur|catastrophe|horreur|quelle horreur|quel malheur|nom de nom"
    r"|ma parole|voyons|allons(?: bon| donc)?|nullement|aucunement|que nenni|point du tout)"
)
POLITE = words_of(
    """
    bonjour bonsoir bjr bsr salut coucou hello merci mercii merki mci slt cc please thanks
    remercie remerciements revoir adieu
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
    vrai faux correct juste chouette bravo cool nickel impec volontiers go hop allez vas oki daccord
    pfff pff ouf aie argh grr chut haha hihi lol mdr ptdr ohe zut flute pitie jamais toujours
    vraiment plutot nullement aucunement
    tkt dsl jspa nsp np stp pk pkoi koi kesako cmt bis etc trop pret prete fait suite joker devinez
    inchange secret prive cf ci dessus haut plus depend tout moi toi lui elle nous eux
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
    accueil tant oublier oubliez reset restart ajouter ajoute ajoutez rajouter rajoute rajoutez
    changer change changez remplacer remplace remplacez enlever enleve enlevez retirer retire
    retirez rectifier rectifiez
    """
)
# Surnames all the same: with a capital they are asked about.
NAMES_TOO = words_of(
    "bon fin juste second parfait premier vrai passe fini secours adieu joker suite pret"
)
GIBBERISH = words_of(
    """
    azerty qwerty qsdf qsdfg qsdfgh azer test tests essai blabla abc abcd toto titi null none
    undefined
    """
) | {
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
    depuis tout quel quelle combien pourquoi comment
    the you who what your is are don know name wait please
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
    livret passeport extrait securite sociale numero secu indemnite indemnites inscription
    connecter francaise president presidente veuve septembre octobre novembre
    decembre patience flemme hors sujet accueil infirmiere agriculteur agricultrice page pages
    mal bien orthographie orthographiee ecrit ecrite inexact
    inexacte incorrect incorrecte errone erronee mauvais mauvaise incomplet incomplete
    manquant manquante illisible different differente identique
    divorce divorcee mariee veuf celibataire pacse pacsee retraite retraitee
    """
)
# Spoken numbers: with others they count something.
NUMBERS = words_of(
    """
    un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
    vingt vingts trente quarante cinquante soixante cent cents mil mille zero
    """
)

# Common French first names: what tells « Jean Dupont » from « Dupont Jean ».
FEMALE = words_of(
    """
    ginette mauricette janine micheline marylene roselyne jocelyne mylene guillemette jeannette
    marinette
    adele adeline agathe agnes aicha aime aimee alexandra alexia alice alicia aline alix amandine
    amelie amina anais andree angele angelique anissa anita anna annabelle anne annette annick
    annie antoinette apolline ariane arlette armelle astrid audrey aude augustine aurelie aurore
    axelle barbara beatrice benedicte berengere bernadette berthe brigitte camille capucine carine
    carla carole caroline catherine cecile celeste celia celine chantal charlene charlotte chloe
    christelle christiane christine cindy claire clara clarisse claudette claudie claudine clea
    clemence clementine cleo clotilde colette coline constance coralie corinne cyrielle danielle
    daniele daphne deborah delphine denise diane dominique dorothee edith edwige elea eleonore
    eliane eline elisa elisabeth elise ella elodie eloise elsa elvire emeline emilie emma
    emmanuelle estelle esther eugenie eva eve eveline evelyne fabienne fanny fatiha fatima
    fatoumata faustine felicie fernande flavie fleur flora flore florence floriane france francine
    francoise frederique gabrielle gaelle genevieve georgette geraldine germaine ghislaine gilberte
    gisele gwenaelle gwendoline hanna helene heloise henriette hortense houria huguette ines ingrid
    irene iris isabelle ivana jacqueline jade jana jeanine jeanne jeannine jennifer jessica joelle
    josette josiane josephine judith julia julie julienne juliette justine karima karine katia
    khadija latifa laetitia lara laura laure laurence laurine lea leila lena leonie leslie leticia
    lila liliane lilou lina linda lise lisa loane lola lorene louane louise lucette lucie lucienne
    lucile lucille ludivine lydia lydie madeleine maelle maelys magali magalie maite malika
    marcelle margaux margot marguerite maria marianne marie marielle marina marine marion marjorie
    marlene marthe martine maryline maryse maryvonne mathilde maud melanie melina melissa mireille
    monique morgane muriel myriam nadege nadia nadine naima nathalie nicole nina noelle noemie
    nolwenn nora nour odette odile olga olivia ophelie oriane pascale patricia paule paulette
    pauline perrine pierrette priscilla prune rachel rachida raymonde rebecca regine reine renee
    rolande romane romy rosa rosalie rose roseline roxane sabine sabrina salima salome samia samira
    sandra sandrine sarah saskia segolene servane severine sidonie simone sofia solange solene
    sonia sophie soraya stella stephanie suzanne suzette sybille sylvaine sylvie tatiana teresa
    thais theodora therese tiphaine valentine valerie vanessa vera veronique victoire victoria
    vincente violaine violette virginie viviane yasmina yasmine yolande yvette yvonne zoe zohra
    """
)
MALE = words_of(
    """
    abdel abdelkader achille adam adrien ahmed aime alain alban albert alec alexandre alexis alfred
    ali alois alphonse amaury ambroise amine anatole andre anselme anthony antoine antonin antonio
    aristide armand arnaud arsene arthur auguste augustin aurelien axel aymeric bachir baptiste
    barnabe barthelemy basile bastien baudouin benjamin benoit bernard bertrand bilal blaise boris
    brahim brice bruno camille carl carlos cedric cesar charles charly christian christophe claude
    clement clovis colin come constant constantin corentin cyprien cyril cyrille damien daniel
    david denis desire didier diego dimitri djamel dominique donatien dylan edgar edmond edouard
    elie eliott eloi emile emilien emmanuel enzo eric ernest erwan etienne eudes eugene evan
    evariste fabien fabrice farid faustin felix ferdinand fernand fernando fidele firmin flavien
    florent florentin florian francis francisco franck francois frederic gabin gabriel gael gaetan
    gaspard gaston gauthier gautier geoffrey geoffroy georges gerald gerard germain ghislain gilbert
    gildas gilles gonzague gregoire gregory guillaume gustave guy gwenael habib hadrien hakim
    hamid hamza hassan hector henri henry herve hicham hippolyte honore hubert hugo hugues hussein
    ibrahim idriss ignace igor ilan isaac ismael ivan jacky jacques jamal jason jean jeremie jeremy
    jerome jesus jimmy joachim joao joel johan johann john jonathan jordan jorge jose joseph josse
    joshua josue jules julien julio justin kamel karim karl kevin khaled killian lambert lancelot
    laurent lazare leandre leo leon leonard leopold lilian lionel loic lorenzo louis loup luc
    lucas lucien ludovic luis mael malo manuel marc marceau marcel marco marin marius martial
    martin marwan mathias mathieu mathis mathurin matteo matthieu maurice maxence maxime maximilien
    medhi mehdi melchior michael michel miguel milan mohamed mohammed moise morgan mouloud mourad
    mustapha nabil nacer nathan nathanael nicolas noam noel nordine norbert octave oscar olivier
    omar pablo pascal patrice patrick paul paulin pedro philibert philippe pierre pierrick placide
    prosper quentin rachid rafael ramon raoul raphael raymond regis remi remy renaud rene reynald
    richard robert robin rodolphe rodrigue roger roland romain romaric romeo romuald ronan said
    salah salim samir samuel samy sebastien serge severin sidney simon sofiane solal stanislas
    stephane steve steven sullivan sylvain sylvestre tanguy tarek teddy theo theodore theophile
    thibaud thibault thibaut thierry thomas tiago timothee titouan toussaint tristan ulysse urbain
    valentin valentino valere valery victor victorien vincent virgile vivien vladimir walter
    wilfried william willy xavier yacine yanis yann yannick yoann yohan youcef younes youssef
    yvan yves yvon zacharie zinedine
    """
)
# First names that are among the commonest surnames: « Claude Martin » is no puzzle.
ALSO_SURNAMES = words_of(
    """
    adam andre arnaud benoit bernard bertrand clement colin david denis francois garnier gauthier
    gautier gerard gilbert guillaume henry lambert laurent lucas marie martin mathieu michel
    nicolas noel olivier renaud richard robert robin roger roland simon thomas vincent
    """
)
KNOWN = FEMALE | MALE


def is_first_name(folded: str) -> bool:
    """« marie », « jean pierre »: every word of a folded name is a common first name."""
    words = folded.split()
    return bool(words) and all(word in KNOWN for word in words)


def never_surname(folded: str) -> bool:
    """« sylvie »: a first name that hardly anybody has for a surname."""
    words = folded.split()
    if len(words) > 1:  # « Jean-Pierre »
        return words[0] in {"jean", "marie", "anne", "pierre", "paul"} and is_first_name(folded)
    alone = len(words) == 1 and words[0] != "marie" and words[0] not in MALE | ALSO_SURNAMES
    return alone and is_first_name(folded) and words[0] not in {"rose", "fleur", "reine", "france"}
