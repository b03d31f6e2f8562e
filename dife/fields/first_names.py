"""Common French first names, folded: what tells « Jean Dupont » from « Dupont Jean »."""

from __future__ import annotations

from dife.fields.model import words_of

FEMALE = words_of(
    """
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
    lucile lucille ludivine lydia lydie madeleine maelle maelys magali magalie maite malika manon
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
